"""A concept as the store keeps it: what was put, and what was derived from it; and the JSON of both.

One JSON array a concept, so that showing a hit is one row and one call of the C parser.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from shuyu.model.concept import Concept, PartOfSpeech, Status, Term, TermType


class Form(NamedTuple):
    """A term in another script or standard, by conversion."""

    language: str
    text: str
    source: int
    """Number of the term of the concept that it was made from."""
    reading: str | None = None


class Spelling(NamedTuple):
    """A term in another region's words: a key to find it by, never shown."""

    text: str
    source: int
    """Number of the term of the concept that it was made from."""
    reading: str | None = None


class Record(NamedTuple):
    """A concept and all that was derived from it.

    Attributes:
        concept: as it was put.
        readings: for each of its terms, the pinyin that was derived where nobody gave one.
        forms: its terms in other scripts and standards.
        spellings: its terms in other regions' words.
    """

    concept: Concept
    readings: tuple[str | None, ...]
    forms: tuple[Form, ...] = ()
    spellings: tuple[Spelling, ...] = ()


class DamagedError(Exception):
    """What is stored is not what was written. Whoever knows the file makes a `StoreError` of it."""


_STATUSES = tuple(Status)
_PARTS = {part.value: part for part in PartOfSpeech}
_TYPES = {kind.value: kind for kind in TermType}

_raw_decode = json.JSONDecoder().raw_decode  # `json.loads` without its checks, which cost as much as the parsing
_BROKEN = (ValueError, TypeError, IndexError, KeyError)
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_new_term: Callable[[type[Term]], Term] = object.__new__

_PINYIN = 3  # its place in a term's row


def encode(record: Record) -> str:
    """`record` as the JSON that the store keeps; the concept's id stands beside it.

    A list: subject, definition, note, source; the terms as they are shown, derived ones last; how many of them were
    put; which of these got their pinyin from the store; for each derived form the term that it was made from; the
    spellings; the day of the last change.

    >>> concept = Concept("c", (Term("模型", "zh-Hans"), Term("model", "en", note="n")), subject="AI")
    >>> text = encode(Record(concept, ("mó xíng", None)))
    >>> decode_concept("c", text) == concept, decode_full("c", text).terms[0].pinyin
    (True, 'mó xíng')
    """
    concept = record.concept
    rows = [
        _row(term, reading if term.pinyin is None else term.pinyin)
        for term, reading in zip(concept.terms, record.readings, strict=True)
    ]
    for form in record.forms:
        own = concept.terms[form.source]
        made = Term(form.text, form.language, own.status, own.part_of_speech, own.type, derived=True)
        rows.append(_row(made, form.reading))
    body = [
        concept.subject,
        concept.definition,
        concept.note,
        concept.source,
        rows,
        len(concept.terms),
        [number for number, reading in enumerate(record.readings) if reading is not None],
        [form.source for form in record.forms],
        [(spelling.text, spelling.source, spelling.reading) for spelling in record.spellings],
        concept.modified,
    ]
    return _dump(body)


def _row(term: Term, pinyin: str | None) -> list[Any]:
    row = [
        term.text,
        term.language,
        term.status.rank,
        pinyin,
        term.part_of_speech.value if term.part_of_speech else None,
        term.type.value if term.type else None,
        term.note,
        term.source,
        1 if term.derived else None,
        term.context,
    ]
    while row[-1] is None:
        row.pop()
    return row


def _term(
    text: str,
    language: str,
    status: int,
    pinyin: str | None = None,
    part: str | None = None,
    kind: str | None = None,
    note: str | None = None,
    source: str | None = None,
    derived: int | None = None,
    context: str | None = None,
) -> Term:
    # A frozen dataclass sets its ten fields through `object.__setattr__`, which was a third of a lookup's time.
    term = _new_term(Term)
    term.__dict__.update(
        text=text,
        language=language,
        status=_STATUSES[status],
        part_of_speech=_PARTS[part] if part else None,
        type=_TYPES[kind] if kind else None,
        pinyin=pinyin,
        note=note,
        source=source,
        derived=derived is not None,
        context=context,
    )
    return term


def decode_full(name: str, body: str) -> Concept:
    """The concept called `name` with its derived forms and pinyin filled in.

    Raises:
        DamagedError: as every reading of a body.
    """
    try:
        subject, definition, note, source, rows, _, _, _, _, modified = _raw_decode(body)[0]
        return Concept(name, tuple([_term(*row) for row in rows]), subject, definition, note, source, modified)
    except _BROKEN as error:
        raise DamagedError(f'the body of concept "{name}" is malformed') from error


def decode_concept(name: str, body: str) -> Concept:
    """The concept called `name` as it was put."""
    return decode(name, body).concept


def decode(name: str, body: str) -> Record:
    """The record called `name`."""
    try:
        subject, definition, note, source, rows, own, read, sources, spellings, modified = _raw_decode(body)[0]
        readings: list[str | None] = [None] * own
        for number in read:
            readings[number] = rows[number][_PINYIN]
            rows[number][_PINYIN] = None
        return Record(
            Concept(name, tuple([_term(*row) for row in rows[:own]]), subject, definition, note, source, modified),
            tuple(readings),
            tuple([Form(row[1], row[0], n, row[_PINYIN]) for row, n in zip(rows[own:], sources, strict=True)]),
            tuple([Spelling(*spelling) for spelling in spellings]),
        )
    except _BROKEN as error:
        raise DamagedError(f'the body of concept "{name}" is malformed') from error


def languages_of(body: str) -> tuple[Sequence[str], int]:
    """The languages of the terms that were put, and how many forms were derived: what statistics count."""
    try:
        _, _, _, _, rows, own, _, sources, _, _ = _raw_decode(body)[0]
        return [row[1] for row in rows[:own]], len(sources)
    except _BROKEN as error:
        raise DamagedError("the body of a concept is malformed") from error
