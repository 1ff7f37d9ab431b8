"""Changing one entry of a `terms.toml`: its source in, its source out, comments and layout as they were.

`tomlkit` writes the change, and `tomli` reads what was meant; the two are compared before anybody sees the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shuyu.formats.terms_ids import settle_language
from shuyu.formats.terms_toml import Settings, parsed, read_entry
from shuyu.formats.terms_values import CONCEPT_FIELDS, TERM_KEYS, Fault, language_of_key, shown
from shuyu.formats.terms_write import language_key, raw_entry, raw_term, toml_value
from shuyu.languages import LANGUAGES
from shuyu.model.concept import Concept, Status, Term


@dataclass(frozen=True)
class SetField:
    """A field of the whole entry (`id`, `subject`, `definition`, `note`, `source`) gets a value, or None to go."""

    name: str
    value: str | None


@dataclass(frozen=True)
class AddTerm:
    """Another term, after those of its language that are there."""

    term: Term


@dataclass(frozen=True)
class ChangeTerm:
    """Something about a term changes.

    Attributes:
        text: the term as it is now.
        key: "term" for its text, or `status`, `pos`, `type`, `pinyin`, `note`, `source`.
        value: the new value; None takes the key away.
        language: of the term, where the same text stands in several; all of them when absent.
    """

    text: str
    key: str
    value: str | None
    language: str | None = None


@dataclass(frozen=True)
class RemoveTerm:
    """A term goes; in every language that has it, or in `language` alone."""

    text: str
    language: str | None = None


Change = SetField | AddTerm | ChangeTerm | RemoveTerm


class EntryError(Exception):
    """An entry that cannot be changed so; whoever knows its place makes a `TermsError` of it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what)
        self.fault = fault


CANNOT_EDIT = Fault("E224", "this entry is written in a way that shuyu cannot edit", "Change it by hand.")


def edited_entry(source: str, changes: Sequence[Change], settings: Settings) -> tuple[str, Concept]:
    """The source of an entry with changes made to it, in the order given, and what it says then.

    Args:
        source: from `[[term]]` to a line's end, with LF.
        changes: what to do.
        settings: of the project.

    Raises:
        EntryError: E223, when there is no such term; E224, when the entry is written in a way that cannot be edited.
        TermsError: when the entry would have something wrong in it.
    """
    wanted = _parsed(source)
    for change in changes:
        _apply(wanted, change, settings.languages, _as_it_is)
    new = read_entry(wanted, settings)
    result = _edited_by_tomlkit(source, changes, settings.languages)
    if read_entry(_parsed(result), settings) != new:
        raise EntryError(CANNOT_EDIT)
    return result, new


def entry_source(concept: Concept, languages: tuple[str, ...]) -> str:
    """The source of a new entry; an empty id is not written."""
    entry = raw_entry(concept, languages)
    return "[[term]]\n" + "".join(f"{key} = {toml_value(value)}\n" for key, value in entry.items())


def _parsed(source: str) -> dict[str, Any]:
    entry: dict[str, Any] = parsed(source)["term"][0]
    return entry


def _as_it_is(value: Any) -> Any:
    return value


def _edited_by_tomlkit(source: str, changes: Sequence[Change], languages: tuple[str, ...]) -> str:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(source)
        entry: Any = document["term"][0]
        for change in changes:
            _apply(entry, change, languages, lambda value: tomlkit.value(toml_value(value)))
        return tomlkit.dumps(document)
    except TOMLKitError as error:
        # What tomli reads and tomlkit does not: the two need not know the same version of TOML.
        raise EntryError(CANNOT_EDIT) from error


def _apply(entry: Any, change: Change, languages: tuple[str, ...], make: Callable[[Any], Any]) -> None:
    # One piece of code for what tomli gave (to know what is meant) and for what tomlkit gave (to write it).
    if isinstance(change, SetField):
        if change.name not in CONCEPT_FIELDS:
            raise ValueError(f"no such field: {change.name}")
        if change.value is not None:
            entry[change.name] = make(change.value)
        elif change.name in entry:
            del entry[change.name]
    elif isinstance(change, AddTerm):
        _add_term(entry, change.term, languages, make)
    else:
        slots = [
            slot
            for slot in _slots(entry)
            if _text_of(entry, slot) == change.text and change.language in {None, _language_of(entry, slot, languages)}
        ]
        if not slots:
            name = LANGUAGES[change.language].name + " term" if change.language else "term"
            what = f'this entry has no {name} "{shown(change.text)}"'
            raise EntryError(Fault("E223", what, "Say it as the entry has it."))
        for slot in reversed(slots):
            if isinstance(change, RemoveTerm):
                _remove(entry, slot)
            else:
                _change(entry, slot, change, make)


_Slot = tuple[str, int | None]


def _slots(entry: Any) -> Iterator[_Slot]:
    for key in list(entry):
        if key not in CONCEPT_FIELDS and language_of_key(key) is not None:
            if isinstance(entry[key], list):
                yield from ((key, number) for number in range(len(entry[key])))
            else:
                yield key, None


def _value(entry: Any, slot: _Slot) -> Any:
    key, number = slot
    return entry[key] if number is None else entry[key][number]


def _text_of(entry: Any, slot: _Slot) -> str:
    value = _value(entry, slot)
    return str(value["term"] if isinstance(value, dict) else value)


def _language_of(entry: Any, slot: _Slot, languages: tuple[str, ...]) -> str:
    return settle_language(language_of_key(slot[0]) or "", _text_of(entry, slot), languages)


def _add_term(entry: Any, term: Term, languages: tuple[str, ...], make: Callable[[Any], Any]) -> None:
    keys = list(dict.fromkeys(key for key, _ in _slots(entry)))
    has_language = any(_language_of(entry, slot, languages) == term.language for slot in _slots(entry))
    raw = raw_term(term, Status.ADMITTED if has_language else Status.PREFERRED)
    fitting = [k for k in keys if settle_language(language_of_key(k) or "", term.text, languages) == term.language]
    if not fitting:
        entry[language_key(term.language, [term.text], languages)] = make(raw)
        return
    key = fitting[-1]
    known = entry[key]
    if isinstance(known, list) and _is_section(known):
        known.append(raw if isinstance(raw, dict) else {"term": raw})
    elif isinstance(known, list):
        known.append(make(raw))
    elif _is_section(known):
        entry[key] = make([dict(known.unwrap()), raw])
    else:
        entry[key] = make([_plain(known), raw])


def _remove(entry: Any, slot: _Slot) -> None:
    key, number = slot
    if number is None or len(entry[key]) == 1:
        del entry[key]
    else:
        del entry[key][number]


def _change(entry: Any, slot: _Slot, change: ChangeTerm, make: Callable[[Any], Any]) -> None:
    if change.key not in TERM_KEYS or (change.key == "term" and change.value is None):
        raise ValueError(f"a term has no {change.key} to change so")
    value = _value(entry, slot)
    if _is_section(value):
        if change.value is not None:
            value[change.key] = make(change.value)
        elif change.key in value:
            del value[change.key]
        return
    table = dict(_plain(value)) if isinstance(value, dict) else {"term": _plain(value)}
    if change.value is None:
        table.pop(change.key, None)
    else:
        table[change.key] = change.value
    new = make(table if len(table) > 1 or isinstance(value, dict) else table["term"])
    key, number = slot
    if number is None:
        entry[key] = new
    else:
        entry[key][number] = new


def _plain(value: Any) -> Any:
    return value.unwrap() if hasattr(value, "unwrap") else value


def _is_section(value: Any) -> bool:
    # [term.en] and [[term.en]], and keys with dots: tables that have lines of their own.
    return type(value).__name__ in {"Table", "AoT", "OutOfOrderTableProxy"}
