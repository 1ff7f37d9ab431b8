"""A concept as the store keeps it: what was put, and what was derived from it; and the JSON of both.

One JSON array a concept, so that showing a hit is one row and one call of the C parser.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from shuyu.model.concept import Concept, PartOfSpeech, Status, Term, TermType


@dataclass(frozen=True)
class Form:
    """A term in another script or standard, by conversion."""

    language: str
    text: str
    source: int
    """Number of the term of the concept that it was made from."""
    reading: str | None = None


@dataclass(frozen=True)
class Spelling:
    """A term in another region's words: a key to find it by, never shown."""

    text: str
    source: int
    """Number of the term of the concept that it was made from."""
    reading: str | None = None


@dataclass(frozen=True)
class Record:
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


_STATUSES = tuple(Status)
_PARTS = {part.value: part for part in PartOfSpeech}
_TYPES = {kind.value: kind for kind in TermType}

_parse = json.JSONDecoder().raw_decode  # `json.loads` without its checks, which cost as much as the parsing
_new_term: Callable[[type[Term]], Term] = object.__new__

_PINYIN = 5  # its place in a term's row
_NONE = (None,) * (_PINYIN + 1)


def encode(record: Record) -> str:
    """`record` as the JSON that the store keeps; the concept's id stands beside it.

    >>> concept = Concept("c", (Term("模型", "zh-Hans"), Term("model", "en", note="n")), subject="AI")
    >>> text = encode(Record(concept, ("mó xíng", None)))
    >>> decode_concept("c", text) == concept, decode_full("c", text).terms[0].pinyin
    (True, 'mó xíng')
    """
    concept = record.concept
    terms = []
    for term in concept.terms:
        row: list[Any] = [
            term.text,
            term.language,
            term.status.rank,
            term.part_of_speech.value if term.part_of_speech else None,
            term.type.value if term.type else None,
            term.pinyin,
            term.note,
            term.source,
            1 if term.derived else None,
        ]
        while row[-1] is None:
            row.pop()
        terms.append(row)
    body = [
        concept.subject,
        concept.definition,
        concept.note,
        concept.source,
        terms,
        record.readings if any(record.readings) else (),
        [(form.language, form.text, form.source, form.reading) for form in record.forms],
        [(spelling.text, spelling.source, spelling.reading) for spelling in record.spellings],
    ]
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _term(
    text: str,
    language: str,
    status: int,
    part: str | None = None,
    kind: str | None = None,
    pinyin: str | None = None,
    note: str | None = None,
    source: str | None = None,
    derived: int | None = None,
) -> Term:
    # A frozen dataclass sets its nine fields through `object.__setattr__`, which was a third of a lookup's time.
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
    )
    return term


def decode_concept(name: str, body: str) -> Concept:
    """The concept called `name` as it was put."""
    subject, definition, note, source, terms, *_ = _parse(body)[0]
    return Concept(name, tuple([_term(*row) for row in terms]), subject, definition, note, source)


def decode_full(name: str, body: str) -> Concept:
    """The concept called `name` with its derived forms and pinyin filled in."""
    subject, definition, note, source, rows, readings, forms, _ = _parse(body)[0]
    for row, reading in zip(rows, readings, strict=False):
        if reading is not None:
            row.extend(_NONE[len(row) :])
            row[_PINYIN] = reading
    for language, text, number, reading in forms:
        rows.append([text, language, *rows[number][2:5], *_NONE[len(rows[number]) : 5], reading, None, None, 1])
    return Concept(name, tuple([_term(*row) for row in rows]), subject, definition, note, source)


def decode(name: str, body: str) -> Record:
    """The record called `name`."""
    _, _, _, _, terms, readings, forms, spellings = _parse(body)[0]
    return Record(
        decode_concept(name, body),
        tuple(readings) if readings else (None,) * len(terms),
        tuple([Form(*form) for form in forms]),
        tuple([Spelling(*spelling) for spelling in spellings]),
    )


def languages_of(body: str) -> tuple[Sequence[str], int]:
    """The languages of the terms that were put, and how many forms were derived: what statistics count."""
    _, _, _, _, terms, _, forms, _ = _parse(body)[0]
    return [row[1] for row in terms], len(forms)
