"""What may stand in `terms.toml`: its keys, and what is wrong with a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from shuyu.languages import ENGLISH, LANGUAGES, canonical
from shuyu.model.concept import PartOfSpeech, Status, TermType

GLOSSARY_KEYS = ("title", "languages", "subject", "source", "licence", "passages")
CONCEPT_FIELDS = ("id", "subject", "definition", "note", "source", "modified")
TERM_KEYS = ("term", "status", "pos", "type", "pinyin", "note", "source", "context")
LANGUAGE_KEYS = ("zh", *LANGUAGES)

STATUSES = {status.value: status for status in Status}
PARTS_OF_SPEECH = {part.value: part for part in PartOfSpeech}
TERM_TYPES = {kind.value: kind for kind in TermType}

# Cc without tab and line breaks, which notes may have. In a term also those two, line and paragraph separators, what
# cannot be seen, what turns the direction of writing, and the marks of a broken decoding (U+FFFD; surrogates, which
# is what bytes that are no text become on a command line). The joiner that emoji and Indic scripts need stays allowed.
_IN_FIELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_IN_TERM = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufffd\ud800-\udfff]")
_IN_ID = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufffd\ud800-\udfff]"
)
_LANGUAGE_LIKE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z")


class Fault(NamedTuple):
    """What is wrong with a value, and how to mend it; its place is known elsewhere."""

    code: str
    what: str
    how: str


def kind_of(value: object) -> str:
    """What a TOML value is, in words.

    >>> kind_of(3), kind_of(True), kind_of(["a"])
    ('a number', 'true or false', 'a list')
    """
    if isinstance(value, bool):
        return "true or false"
    for types, name in (((int, float), "a number"), (str, "text"), (list, "a list"), (dict, "a table")):
        if isinstance(value, types):
            return name
    return "a date or time"


def wrong_type(name: str, value: object, wanted: str = "text in quotes") -> Fault:
    """`value` is not of the type that `name` has."""
    how = "Put it in quotes." if wanted == "text in quotes" and not isinstance(value, (list, dict)) else ""
    return Fault("E208", f"{name} must be {wanted}, not {kind_of(value)}", how)


def choice(name: str, value: Any, known: Mapping[str, object], code: str) -> Fault | None:
    """What is wrong when `value` is not one of `known`."""
    if isinstance(value, str) and value in known:
        return None
    if not isinstance(value, str):
        return Fault("E208", wrong_type(name, value).what, f"Use one of: {', '.join(known)}.")
    label = {"pos": "part of speech (pos)", "type": "term type"}.get(name, name)
    return Fault(code, f'{label} "{shown(value)}" is not known', f"Use one of: {', '.join(known)}.")


def shown(text: str, limit: int = 60) -> str:
    r"""`text` fit to stand in a message: one line, what cannot be seen made visible, not too long.

    >>> shown("a\nb")
    'a\\nb'
    """
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    return _IN_TERM.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), short)


def _code_point(character: str) -> str:
    if character in "\n\r\x85\u2028\u2029":
        return "a line break"
    if character == "\t":
        return "a tab"
    if character == "\ufffd" or "\ud800" <= character <= "\udfff":
        return f"a broken character (U+{ord(character):04X})"
    kind = "a control" if ord(character) < 0xA0 else "an invisible"
    return f"{kind} character (U+{ord(character):04X})"


def term_fault(text: Any) -> Fault | None:
    """What is wrong with the text of a term, or None."""
    if not isinstance(text, str):
        return wrong_type("a term", text)
    if not text or text.isspace():
        return Fault("E209", "this term is empty", "Write the term, or take the entry away.")
    found = _IN_TERM.search(text)
    if found:
        how = "A term is one line of plain text: take the character away."
        return Fault("E210", f'the term "{shown(text)}" has {_code_point(found.group())} in it', how)
    if text != text.strip():
        return Fault("E211", f'the term "{shown(text)}" begins or ends with a space', "Take the space away.")
    return None


def field_fault(name: str, value: Any) -> Fault | None:
    """What is wrong with the value of a field that holds any text (a note, a source), or None."""
    if not isinstance(value, str):
        return wrong_type(name, value)
    found = _IN_FIELD.search(value)
    if found:
        return Fault("E210", f"{name} has {_code_point(found.group())} in it", "Take the character away.")
    return None


def id_fault(value: Any) -> Fault | None:
    """What is wrong with an id, or None."""
    if not isinstance(value, str):
        return wrong_type("id", value)
    if not value or _IN_ID.search(value):
        what = f'the id "{shown(value)}" has white space or a control character in it' if value else "this id is empty"
        return Fault("E220", what, "Write it in one piece, such as open-source-model, or leave it out.")
    return None


def date_fault(value: Any) -> Fault | None:
    """What is wrong with the day of a change, or None."""
    if not isinstance(value, str):
        return wrong_type("modified", value, "a day")
    try:
        found = date.fromisoformat(value)
    except ValueError:
        found = None
    if found is None or found.isoformat() != value:
        return Fault("E225", f'"{shown(value)}" is not a day', "Write it as year, month and day: 2026-11-21.")
    return None


def folder_fault(value: Any) -> Fault | None:
    """What is wrong with a folder of passages, or None."""
    if not isinstance(value, str):
        return wrong_type("passages", value)
    how = 'Name a folder inside the project, with "/" between its parts.'
    if not value.strip() or _IN_TERM.search(value):
        return Fault("E221", f'the folder "{shown(value)}" cannot be', how)
    parts = value.split("/")
    if "\\" in value or value.startswith("/") or ".." in parts or re.match("[A-Za-z]:", value):
        return Fault("E221", f'the folder "{shown(value)}" is not inside the project', how)
    return None


def language_fault(value: Any) -> Fault | None:
    """What is wrong with a language tag, or None."""
    if not isinstance(value, str):
        return wrong_type("a language", value)
    if canonical(value) is None:
        return _unknown_language(value)
    return None


def _unknown_language(tag: str) -> Fault:
    return Fault("E207", f'language "{shown(tag)}" is not known', did_you_mean(tag, LANGUAGE_KEYS))


def key_fault(key: str, where: str) -> Fault:
    """What to say of a `key` that is not known in the part of the file named `where`.

    Args:
        key: as it is written.
        where: "top", "glossary", "concept" or "term".
    """
    what = f'key "{shown(key)}" is not known here'
    if where == "top":
        if key in {*CONCEPT_FIELDS, *TERM_KEYS} or canonical(key):
            return Fault(
                "E204", what, "An entry begins with the line [[term]]; the title and such stand under [glossary]."
            )
        return Fault("E204", what, did_you_mean(key, ("glossary", "term")))
    if where == "glossary":
        if canonical(key):
            return Fault("E204", what, "Put the line [[term]] above the entry that it belongs to.")
        return Fault("E204", what, did_you_mean(key, GLOSSARY_KEYS))
    if where == "term":
        if key in CONCEPT_FIELDS:
            return Fault("E204", what, f"{key} belongs to the whole entry, not to one term.")
        return Fault("E204", what, did_you_mean(key, TERM_KEYS))
    if key in TERM_KEYS:
        return Fault(
            "E204", what, f'It belongs to one term: en = {{ term = "…", {key if key != "term" else "status"} = "…" }}.'
        )
    if _LANGUAGE_LIKE.match(key) and not close(key, CONCEPT_FIELDS):
        return _unknown_language(key)
    return Fault("E204", what, did_you_mean(key, (*CONCEPT_FIELDS, *LANGUAGE_KEYS)))


def close(word: str, known: Iterable[str]) -> str | None:
    """The one of `known` that `word` was probably meant to be."""
    from difflib import get_close_matches

    by_lower = {name.lower(): name for name in known}
    found = get_close_matches(word.lower()[:80], list(by_lower), n=1, cutoff=0.7)
    return by_lower[found[0]] if found else None


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """The known word that is nearest, or all of them.

    >>> did_you_mean("defintion", CONCEPT_FIELDS)
    'Did you mean "definition"?'
    """
    found = close(word, known)
    return f'Did you mean "{found}"?' if found else f"Use one of: {', '.join(known)}."


def language_of_key(key: str) -> str | None:
    """The language that a key of an entry names (`zh` stays `zh`), or None."""
    return ENGLISH if key == "en" else canonical(key)
