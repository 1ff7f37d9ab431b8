"""memoQ's term base in CSV: columns by their place, since names repeat; each language has its own for every term.

The columns are those of memoQ's documentation of its export ("Term base in CSV format").
"""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, BinaryIO

from shuyu.errors import InputError, Problem
from shuyu.formats.base import Keeps, Reading, TermFormat, Writing
from shuyu.formats.columns import TERM, heading_of
from shuyu.formats.csv_format import rows_of
from shuyu.formats.foreign_text import foreign_day, foreign_prose, foreign_term
from shuyu.formats.terms_ids import settle_language
from shuyu.formats.terms_values import shown
from shuyu.formats.xml_stream import sniffed
from shuyu.languages import ENGLISH, HANS, HONG_KONG, LANGUAGES, TAIWAN
from shuyu.model.concept import Concept, Status, Term

_NAMES = {
    HANS: "Chinese_PRC",
    TAIWAN: "Chinese_Taiwan",
    HONG_KONG: "Chinese_Hong_Kong_SAR",
    ENGLISH: "English",
}
_ENTRY = (
    "Entry_ID",
    "Entry_Subject",
    "Entry_Domain",
    "Entry_ClientID",
    "Entry_ProjectID",
    "Entry_Created",
    "Entry_Creator",
    "Entry_LastModified",
    "Entry_Modifier",
    "Entry_Note",
)
_FIELDS = {"Entry_Subject": "subject", "Entry_Note": "note"}
_INFO, _EXAMPLE, _DEFINITION = "Term_Info", "Term_Example", "_Def"
_FORBIDDEN = "NonTerm"
_USUAL_INFO = ("CasePermissive", "HalfPrefix")
_IN_MEMORY = 8 << 20
_DAY = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})\b", re.ASCII)
_NUMBER = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)


def write(concepts: Iterable[Concept], stream: BinaryIO, writing: Writing) -> None:
    """Write a list; see `TermFormat.write`."""
    from tempfile import SpooledTemporaryFile

    order = _order(writing)
    most: dict[str, int] = {language: 1 for language in writing.languages if language in _NAMES}
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        # How many terms an entry has at most in each language must be known before the first line.
        for concept in concepts:
            terms: dict[str, list[list[str]]] = {}
            for term in concept.terms:
                if term.language in _NAMES and not term.derived:
                    terms.setdefault(term.language, []).append([term.text, _info(term), term.context or ""])
            if terms:
                most |= {language: max(most.get(language, 1), len(listed)) for language, listed in terms.items()}
                entry = [_entry(concept), concept.definition or "", terms]
                spool.write(json.dumps(entry, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
        spool.seek(0)
        languages = [language for language in order if language in most]
        stream.write(codecs.BOM_UTF8)
        rows = csv.writer(codecs.getwriter("utf-8")(stream))
        heads = [[f"{_NAMES[one]}{_DEFINITION}", *[_NAMES[one], _INFO, _EXAMPLE] * most[one]] for one in languages]
        rows.writerow([*_ENTRY, *(cell for head in heads for cell in head)])
        for line in spool:
            cells, definition, written = json.loads(line.decode("utf-8", "surrogatepass"))
            for language in languages:
                listed = written.get(language, [])
                # The definition is the concept's; memoQ has one a language.
                cells.append(definition if listed else "")
                definition = "" if listed else definition
                cells += [cell for term in listed for cell in term] + [""] * (3 * (most[language] - len(listed)))
            rows.writerow(cells)


def _order(writing: Writing) -> list[str]:
    return [language for language in dict.fromkeys((*writing.languages, *LANGUAGES)) if language in _NAMES]


def _info(term: Term) -> str:
    return ";".join((*_USUAL_INFO, *([_FORBIDDEN] if term.status in (Status.DEPRECATED, Status.FORBIDDEN) else [])))


def _entry(concept: Concept) -> list[str]:
    number = concept.id if _NUMBER.fullmatch(concept.id) else ""
    changed = ""
    if concept.modified:
        year, month, day = concept.modified.split("-")
        changed = f"{int(month)}/{int(day)}/{year} 12:00:00 AM"
    return [number, concept.subject or "", "", "", "", "", "", changed, "", concept.note or ""]


def _reshape(concept: Concept, writing: Writing) -> list[Concept]:
    order = _order(writing)
    terms = [term for term in concept.terms if term.language in _NAMES]
    return [replace(concept, terms=tuple(sorted(terms, key=lambda term: order.index(term.language))))]


@dataclass
class _Place:
    """Where a term and what is said of it stand in a row."""

    language: str
    text: int
    info: int | None = None
    example: int | None = None


@dataclass
class _Layout:
    entry: dict[str, int] = field(default_factory=dict)
    definitions: list[int] = field(default_factory=list)
    terms: list[_Place] = field(default_factory=list)
    unknown: dict[int, str] = field(default_factory=dict)


def read(stream: BinaryIO, reading: Reading) -> Iterator[Concept]:
    """Read a list; see `TermFormat.read`."""
    rows = rows_of(stream, reading, guards=False)
    line, headings = next(rows, (1, []))
    layout = _layout(headings)
    if headings and not layout.terms:
        what = "the first line names no column of Chinese or English terms"
        raise InputError(Problem("E141", what, "Export it from memoQ with field headers.", reading.path, line))
    for line, cells in rows:
        if any(cells):
            concept = _concept(cells, layout, line, reading)
            if concept is not None:
                yield concept


def _layout(headings: Sequence[str]) -> _Layout:
    layout = _Layout()
    current: _Place | None = None
    for place, heading in enumerate(headings):
        if heading in _ENTRY:
            layout.entry[heading] = place
        elif heading == _INFO and current and current.info is None:
            current.info = place
        elif heading == _EXAMPLE and current and current.example is None:
            current.example = place
        else:
            column = heading_of(heading)
            current = None
            if column and column.field == "definition" and column.language:
                layout.definitions.append(place)
            elif column and column.field == TERM and column.language:
                current = _Place(column.language, place)
                layout.terms.append(current)
            else:
                layout.unknown[place] = heading
    return layout


def _concept(cells: Sequence[str], layout: _Layout, line: int, reading: Reading) -> Concept | None:
    def at(place: int | None) -> str:
        return cells[place].strip() if place is not None and place < len(cells) else ""

    def lost(what: str) -> None:
        reading.lost(what, line)

    for place, heading in layout.unknown.items():
        if at(place):
            lost(f'the column "{shown(heading)}"')
    terms: list[Term] = []
    for one in layout.terms:
        info = {word.strip().casefold() for word in at(one.info).split(";")}
        said = at(one.text).replace("|", "").replace("*", "") if "custom" in info else at(one.text)
        text = foreign_term(said, lost) if said else ""
        if said != at(one.text):
            lost("marks of how far a term is inflected")
        if text:
            language = settle_language(one.language, text, reading.languages)
            usual = Status.ADMITTED if any(term.language == language for term in terms) else Status.PREFERRED
            status = Status.FORBIDDEN if info & {_FORBIDDEN.casefold(), "forbidden"} else usual
            terms.append(Term(text, language, status, context=foreign_prose(at(one.example), lost) or None))
    if not terms:
        lost("an entry without a term in Chinese or English")
        return None
    definitions = dict.fromkeys(foreign_prose(at(place), lost) for place in layout.definitions)
    about = _about({heading: at(place) for heading, place in layout.entry.items() if at(place)}, line, reading)
    return Concept(
        about.pop("id", ""), tuple(terms), definition="\n".join(text for text in definitions if text) or None, **about
    )


def _about(entry: Mapping[str, str], line: int, reading: Reading) -> dict[str, Any]:
    about: dict[str, Any] = {}
    for heading, text in entry.items():
        if heading == "Entry_ID" and not re.search(r"\s", text):
            about["id"] = text
        elif heading in _FIELDS:
            about[_FIELDS[heading]] = foreign_prose(text, lambda what: reading.lost(what, line))
        elif heading == "Entry_Domain" and "Entry_Subject" not in entry:
            about["subject"] = text
        elif heading == "Entry_LastModified" and (day := _day(text)) is not None:
            about["modified"] = day
        else:
            reading.lost(f'the column "{heading}"', line)
    return about


def _day(text: str) -> str | None:
    found = _DAY.match(text)
    if found is None:
        return foreign_day(text)
    try:
        return date(int(found[3]), int(found[1]), int(found[2])).isoformat()
    except ValueError:
        return None


FORMAT = TermFormat(
    name="memoq",
    title="memoQ term base (CSV)",
    suffixes=(".csv",),
    keeps=Keeps(
        languages=frozenset(_NAMES),
        statuses={Status.FORBIDDEN: Status.FORBIDDEN, Status.DEPRECATED: Status.FORBIDDEN},
        parts_of_speech={},
        types={},
        term_fields=frozenset({"context"}),
        concept_fields=frozenset({"subject", "definition", "note", "modified"}),
    ),
    read=read,
    write=write,
    sniff=lambda head: _INFO in sniffed(head[:4096]),
    reshape=_reshape,
)
