"""Editing a `terms.toml` that a person has written: text in, text out, everything else stays byte for byte.

`tomlkit` keeps comments and layout, but takes 0.3 s for a thousand entries and 3 s for ten thousand. So it is given
only the entry that is edited; where that stands is found by `terms_lines`. What comes out is read by `tomli` and
compared with what was meant before anybody sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from shuyu.errors import Problem, TermsError
from shuyu.formats.terms_ids import derived_id, same_pair, settle_language
from shuyu.formats.terms_lines import Region, region_of
from shuyu.formats.terms_toml import no_collection, read_document, read_entry, read_terms
from shuyu.formats.terms_values import CONCEPT_FIELDS, TERM_KEYS, language_of_key, shown
from shuyu.formats.terms_write import language_key, raw_entry, raw_term, toml_value
from shuyu.languages import LANGUAGES
from shuyu.model.concept import Concept, Status, Term


class Edited(NamedTuple):
    """What an edit gives: the new text, the entry as it is now (or was), and the line where it stands (or stood)."""

    text: str
    concept: Concept
    line: int


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


def add_concept(text: str, concept: Concept, path: str = "terms.toml") -> Edited:
    r"""`text` with an entry for `concept` at its end.

    Args:
        text: of a `terms.toml`, with or without a byte order mark, LF or CRLF.
        concept: an empty id is not written.
        path: how errors name the file.

    Raises:
        TermsError: when the file or the concept has something wrong in it, or the file has the concept already (E212
            the id, E215 a pair of terms).

    >>> print(add_concept('# mine\n', Concept("", (Term("开源", "zh-Hans"), Term("open source", "en")))).text)
    # mine
    <BLANKLINE>
    [[term]]
    zh = "开源"
    en = "open source"
    <BLANKLINE>
    """
    opened = _Opened(text, path)
    entry = raw_entry(concept, opened.terms.settings.languages)
    new = read_entry(entry, opened.terms.settings)
    for place, known in enumerate(opened.terms.concepts):
        if concept.id and known.id == concept.id:
            opened.refuse("E212", f'the id "{shown(concept.id)}" is taken', "Choose another.", place)
        pair = same_pair(known, new)
        if pair is not None:
            opened.refuse("E215", f"{pair} is known already (id {known.id})", "Edit that entry instead.", place)
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    body = "[[term]]\n" + "".join(f"{key} = {toml_value(value)}\n" for key, value in entry.items())
    body = body.replace("\n", newline)
    before = text
    has_end = not text or text.endswith("\n") or text == "\ufeff"
    if not has_end:
        before += newline
        body = body[: -len(newline)]
    if before.strip("\ufeff") and not before.endswith(newline * 2):
        before += newline
    return opened.checked(before + body, len(opened.terms.concepts), new, before.count("\n") + 1)


def edit_concept(text: str, concept_id: str, changes: Sequence[Change], path: str = "terms.toml") -> Edited:
    r"""`text` with changes made to one entry, in the order given.

    Args:
        text: of a `terms.toml`.
        concept_id: of the entry, given or derived.
        changes: what to do.
        path: how errors name the file.

    Raises:
        TermsError: when the file has something wrong in it, or would have after the change; E223 when there is no such
            entry or term; E224 when the entry is written in a way that cannot be edited.

    >>> text = '[[term]]\nid = "oss"\nzh = "开源"  # short\nen = "open source"\n'
    >>> print(edit_concept(text, "oss", [AddTerm(Term("OSS", "en", Status.ADMITTED))]).text)
    [[term]]
    id = "oss"
    zh = "开源"  # short
    en = ["open source", "OSS"]
    <BLANKLINE>
    """
    opened = _Opened(text, path)
    place = opened.place_of(concept_id)
    region = opened.region(place)
    line = text.count("\n", 0, region.start) + 1
    written = text[region.start : region.end]
    crlf = written.count("\r\n") == written.count("\n") > 0
    source = (written.replace("\r\n", "\n") if crlf else written) + "\n"

    wanted: dict[str, Any] = _parsed(source)
    for change in changes:
        _apply(wanted, change, opened, place, _as_it_is)
    new = read_entry(wanted, opened.terms.settings)

    result = _edited_by_tomlkit(source, changes, opened, place)
    if read_entry(_parsed(result), opened.terms.settings) != new:
        opened.cannot_edit(place)
    result = result[:-1] if result.endswith("\n") else result
    result = result.replace("\n", "\r\n") if crlf else result
    opened.refuse_twins(place, new)
    return opened.checked(text[: region.start] + result + text[region.end :], place, new, line)


def remove_concept(text: str, concept_id: str, path: str = "terms.toml") -> Edited:
    r"""`text` without one entry. Comments around it stay; of the blank lines on its two sides one goes.

    Raises:
        TermsError: when the file has something wrong in it; E223 when there is no such entry.

    >>> remove_concept('[[term]]\nid = "a"\nen = "a"\n\n[[term]]\nid = "b"\nen = "b"\n', "a").text
    '[[term]]\nid = "b"\nen = "b"\n'
    """
    opened = _Opened(text, path)
    place = opened.place_of(concept_id)
    region = opened.region(place)
    line = text.count("\n", 0, region.start) + 1
    start = text.rfind("\n", 0, region.start) + 1
    if text.startswith("\ufeff") and start == 0:
        start = 1
    end = region.end
    before, after = text[:start], text[end:]
    newline = "\r\n" if after.startswith("\r\n") else "\n"
    after = after.removeprefix(newline)
    if not after:
        # The last entry: the blank line above it goes, and the file ends as it did.
        newline = "\r\n" if before.endswith("\r\n") else "\n"
        if before.endswith(newline * 2):
            before = before[: -len(newline)]
        if end == len(text):
            before = before.removesuffix(newline)
    elif after.startswith(newline) and (not before.strip("\ufeff") or before.endswith(newline * 2)):
        after = after.removeprefix(newline)
    return opened.checked(before + after, place, None, line)


class _Opened:
    """A text that has been read without a fault."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.terms, self._document = read_document(text.encode(), path)

    def refuse(self, code: str, what: str, how: str, place: int) -> None:
        line = self.text.count("\n", 0, self.region(place).start) + 1
        raise TermsError(Problem(code, what, how, path=self.path, line=line))

    def cannot_edit(self, place: int) -> None:
        self.refuse("E224", "this entry is written in a way that shuyu cannot edit", "Change it by hand.", place)

    def refuse_twins(self, place: int, new: Concept) -> None:
        """Refuse a change that would make an entry say what another says."""
        for other_place, other in enumerate(self.terms.concepts):
            if other_place == place:
                continue
            if new.id and other.id == new.id:
                self.refuse("E212", f'the id "{shown(new.id)}" is taken', "Choose another.", other_place)
            pair = same_pair(other, new)
            if pair is not None:
                how = "Make them one entry, or tell them apart by a subject each."
                self.refuse("E215", f"{pair} would stand in two entries", how, other_place)

    def place_of(self, concept_id: str) -> int:
        """The number of an entry."""
        for place, concept in enumerate(self.terms.concepts):
            if concept.id == concept_id:
                return place
        how = "shuyu lookup shows the ids of what it finds with --json."
        raise TermsError(Problem("E223", f'there is no entry "{shown(concept_id)}"', how, path=self.path))

    def region(self, place: int) -> Region:
        """Where an entry stands."""
        found = region_of(self.text, "term", place, len(self.terms.concepts))
        if found is None:
            raise self._one_list()
        return found

    def _one_list(self) -> TermsError:
        how = "Write each entry under a line [[term]] of its own."
        return TermsError(Problem("E224", "the entries are one list, which shuyu cannot edit", how, path=self.path))

    def checked(self, text: str, place: int, new: Concept | None, line: int) -> Edited:
        """The edited text, after it was made sure that one entry has changed as meant, and nothing else."""
        try:
            after = _document(text)
        except ValueError as error:
            # [[term]] after term = [...] is no TOML.
            raise self._one_list() from error
        entries, others = after.pop("term", []), self._document.pop("term", [])
        if new is None:
            intact = [*others[:place], *others[place + 1 :]] == entries
            now = self.terms.concepts[place]
        else:
            changed = entries.pop(place)
            intact = [*others[:place], *others[place + 1 :]] == entries
            now = read_entry(changed, self.terms.settings)
            intact = intact and now == new
            now = now if now.id else self._with_id(now, text, place)
        if self._document != after or not intact:
            self.cannot_edit(place)
        return Edited(text, now, line)

    def _with_id(self, concept: Concept, text: str, place: int) -> Concept:
        name = derived_id(concept)
        if all(known.id != name for number, known in enumerate(self.terms.concepts) if number != place):
            return replace(concept, id=name)
        return read_terms(text.encode(), self.path).concepts[place]


def _document(text: str) -> dict[str, Any]:
    import tomli

    with no_collection():
        return tomli.loads(text.removeprefix("\ufeff"))


def _parsed(source: str) -> dict[str, Any]:
    entry: dict[str, Any] = _document(source)["term"][0]
    return entry


def _as_it_is(value: Any) -> Any:
    return value


def _edited_by_tomlkit(source: str, changes: Sequence[Change], opened: _Opened, place: int) -> str:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(source)
        entry: Any = document["term"][0]
        for change in changes:
            _apply(entry, change, opened, place, lambda value: tomlkit.value(toml_value(value)))
        return tomlkit.dumps(document)
    except TOMLKitError:
        # What tomli reads and tomlkit does not: the two need not know the same version of TOML.
        opened.cannot_edit(place)
        raise


def _apply(entry: Any, change: Change, opened: _Opened, place: int, make: Callable[[Any], Any]) -> None:
    # One piece of code for what tomli gave (to know what is meant) and for what tomlkit gave (to write it).
    languages = opened.terms.settings.languages
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
            opened.refuse(
                "E223", f'this entry has no {name} "{shown(change.text)}"', "Say it as the entry has it.", place
            )
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
