"""MultiTerm XML: UTF-16 as MultiTerm exports it, any encoding when read.

What is said of a concept or term stands in fields that the owner of a termbase names (`descrip`); the usual names are
known, in English and Chinese, and others told as lost. To import what is written here, a termbase needs the fields ID,
Subject, Definition, Note, Source, Status, Part of Speech, Term Type, Pinyin and Context, as far as the list has them.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from shuyu.errors import InputError, Problem
from shuyu.formats.base import Keeps, Reading, TermFormat, Writing
from shuyu.formats.columns import TERM, heading_of
from shuyu.formats.foreign_text import foreign_day, foreign_prose, foreign_term
from shuyu.formats.foreign_values import value_of
from shuyu.formats.terms_ids import settle_language
from shuyu.formats.terms_values import id_fault, shown
from shuyu.formats.xml_stream import XmlStream, escaped, local_name, quoted, sniffed, unwritable
from shuyu.languages import ENGLISH, HANS, HANT, HONG_KONG, TAIWAN, canonical
from shuyu.model.concept import Concept, Status, Term

_LANGUAGES = {
    ENGLISH: ("EN", "English"),
    HANS: ("ZH-CN", "Chinese (Simplified)"),
    HANT: ("ZH-CHT", "Chinese (Traditional)"),
    TAIWAN: ("ZH-TW", "Chinese (Taiwan)"),
    HONG_KONG: ("ZH-HK", "Chinese (Hong Kong)"),
}
_CONCEPT_FIELDS = {"subject": "Subject", "definition": "Definition", "note": "Note", "source": "Source"}
_TERM_FIELDS = {
    "status": "Status",
    "part_of_speech": "Part of Speech",
    "type": "Term Type",
    "pinyin": "Pinyin",
    "note": "Note",
    "source": "Source",
    "context": "Context",
}
_CHOICES = {"status": "status", "pos": "part_of_speech", "type": "type"}
_LARGEST_NUMBER = 4_294_967_295
_MOST_PROBLEMS = 100


def write(concepts: Iterable[Concept], stream: BinaryIO, writing: Writing) -> None:
    """Write a list; see `TermFormat.write`."""
    problems: list[Problem] = []
    numbers: set[int] = set()
    stream.write(codecs.BOM_UTF16_LE)

    def put(text: str) -> None:
        stream.write(text.encode("utf-16-le", "surrogatepass"))

    put('<?xml version="1.0" encoding="UTF-16"?>\n<mtf>\n')
    for concept in concepts:
        made = "".join(_entry(concept, _number(concept.id, numbers)))
        if (bad := unwritable(made)) is not None:
            what = f'the concept "{shown(concept.id)}" has a character that XML cannot hold ({bad})'
            problems.append(Problem("E142", what, "Take the character away.", writing.path or None))
        put(made)
    put("</mtf>\n")
    if problems:
        raise InputError(*problems[:_MOST_PROBLEMS])


def _number(name: str, taken: set[int]) -> int:
    # MultiTerm's own number where the id is one; another that is free where not.
    number = int(name) if name.isascii() and name.isdigit() and str(int(name[:10])) == name else 0
    if not 1 <= number <= _LARGEST_NUMBER or number in taken:
        number = len(taken) + 1
        while number in taken:
            number += 1
    taken.add(number)
    return number


def _entry(concept: Concept, number: int) -> Iterator[str]:
    yield f"<conceptGrp><concept>{number}</concept>\n"
    if concept.modified:
        yield f'<transacGrp><transac type="modification">shuyu</transac><date>{concept.modified}T00:00:00</date>'
        yield "</transacGrp>\n"
    if concept.id and concept.id != str(number):
        yield _descrip("ID", concept.id)
    for name, label in _CONCEPT_FIELDS.items():
        if value := getattr(concept, name):
            yield _descrip(label, value)
    languages = dict.fromkeys(term.language for term in concept.terms if not term.derived)
    for language in languages:
        code, label = _LANGUAGES[language]
        yield f"<languageGrp><language lang={quoted(code)} type={quoted(label)}/>\n"
        terms = [term for term in concept.terms if term.language == language and not term.derived]
        for place, term in enumerate(terms):
            yield f"<termGrp><term>{escaped(term.text)}</term>"
            usual = Status.ADMITTED if place else Status.PREFERRED
            for name, label in _TERM_FIELDS.items():
                value = getattr(term, name)
                if value and value is not usual:
                    yield _descrip(label, getattr(value, "value", value))
            yield "</termGrp>\n"
        yield "</languageGrp>\n"
    yield "</conceptGrp>\n"


def _descrip(name: str, text: str) -> str:
    return f"<descripGrp><descrip type={quoted(name)}>{escaped(text)}</descrip></descripGrp>"


def read(stream: BinaryIO, reading: Reading) -> Iterator[Concept]:
    """Read a list; see `TermFormat.read`."""
    xml = XmlStream(stream, reading.path)
    if local_name(xml.root) != "mtf":
        what = f"this is no MultiTerm XML: it begins with <{shown(local_name(xml.root))}> and not with <mtf>"
        raise InputError(Problem("E141", what, "Export the termbase as MultiTerm XML.", reading.path, 1))
    for element in xml.elements([], ["conceptGrp"]):
        concept = _Entry(element, reading).concept()
        if concept is not None:
            yield concept


@dataclass
class _Said:
    """What fields say of one thing, in the order in which they say it."""

    values: dict[str, Any] = field(default_factory=dict)

    def add(self, name: str, value: str) -> None:
        before = self.values.get(name)
        if before is None:
            self.values[name] = value
        elif value not in before.split("\n"):
            self.values[name] = f"{before}\n{value}"


class _Entry:
    def __init__(self, element: Any, reading: Reading) -> None:
        self._element, self._reading = element, reading
        self._about = _Said()
        self._terms: list[Term] = []

    def concept(self) -> Concept | None:
        line = self._element.sourceline
        name = ""
        for child in self._element:
            kind = local_name(child)
            if kind == "concept":
                name = _text(child)
            elif kind == "languageGrp":
                self._language(child)
            elif kind == "descripGrp":
                self._descrip(child, self._about, self._about)
            else:
                self._other(child)
        if not self._terms:
            self._reading.lost("an entry without a term", line)
            return None
        name = self._about.values.pop("id", name)
        if name and id_fault(name) is not None:
            self._reading.lost("an id with white space in it", line)
            name = ""
        return Concept(name, tuple(self._terms), **self._about.values)

    def _language(self, group: Any) -> None:
        described = next((child for child in group if local_name(child) == "language"), None)
        tag = _language_of(described)
        if tag is None:
            name = "" if described is None else described.get("type") or described.get("lang") or ""
            terms = sum(local_name(child) == "termGrp" for child in group)
            for _ in range(terms):
                self._reading.lost(f"a term in {shown(name) or 'no language'}", group.sourceline)
            return
        told = _Said()
        first = len(self._terms)
        for child in group:
            kind = local_name(child)
            if kind == "descripGrp":
                self._descrip(child, told, self._about)
            elif kind == "termGrp":
                self._term(child, tag, told if len(self._terms) == first else _Said(), first)
            elif kind != "language":
                self._other(child)

    def _term(self, group: Any, tag: str, said: _Said, first: int) -> None:
        def lost(what: str) -> None:
            self._reading.lost(what, group.sourceline)

        text = ""
        for child in group:
            kind = local_name(child)
            if kind == "term":
                text = foreign_term("".join(child.itertext()), lost)
            elif kind == "descripGrp":
                self._descrip(child, said, self._about)
            else:
                self._other(child)
        if text:
            usual = Status.ADMITTED if len(self._terms) > first else Status.PREFERRED
            language = settle_language(tag, text, self._reading.languages)
            self._terms.append(Term(text, language, **{"status": usual, **said.values}))

    def _descrip(self, group: Any, said: _Said, about: _Said) -> None:
        # A definition belongs to the concept wherever it stands, and so does what is said of it.
        held = said
        for child in group:
            kind = local_name(child)
            if kind == "descrip":
                held = self._field(child, said, about)
            elif kind == "descripGrp":
                self._descrip(child, held, about)
            else:
                self._other(child)

    def _field(self, element: Any, said: _Said, about: _Said) -> _Said:
        def lost(what: str) -> None:
            self._reading.lost(what, element.sourceline)

        label = element.get("type") or ""
        column = heading_of(label)
        name = column.field if column and column.language is None and column.status is None else ""
        text = foreign_prose("".join(element.itertext()), lost)
        at_concept = said is about
        if not text:
            return said
        if name in ("subject", "definition") or (at_concept and name in ("id", "note", "source")):
            about.add(name, text)
            return about
        if at_concept or name not in ("status", "pos", "type", "pinyin", "note", "source", "context"):
            lost(f'the field "{shown(label)}"')
        elif name in _CHOICES:
            value, narrowed = value_of(name, text)
            if value is None or narrowed:
                lost(f'"{shown(text)}" in the field "{shown(label)}"')
            if value is not None:
                said.values[_CHOICES[name]] = value
        else:
            said.add(name, text)
        return said

    def _other(self, element: Any) -> None:
        kind = local_name(element)
        if kind == "transacGrp":
            said = {local_name(child): child for child in element}
            what = said["transac"].get("type") if "transac" in said else None
            day = foreign_day(_text(said["date"])) if "date" in said else None
            if what == "modification" and day and local_name(element.getparent()) == "conceptGrp":
                self._about.values["modified"] = max(day, self._about.values.get("modified", ""))
                return
            kind = what or kind
        self._reading.lost(f"{shown(kind)} of an entry or term", element.sourceline)


def _text(element: Any) -> str:
    return (element.text or "").strip()


def _language_of(element: Any) -> str | None:
    if element is None:
        return None
    tag = canonical(element.get("lang") or "")
    named = heading_of(element.get("type") or "")
    if named is not None and (named.field != TERM or named.status is not None):
        named = None
    # Its name may say more than its code: "Chinese (Taiwan)" with lang="ZH".
    if named is not None and named.language is not None and (tag is None or named.language.startswith(f"{tag}-")):
        return named.language
    return tag


FORMAT = TermFormat(
    name="multiterm",
    title="MultiTerm XML",
    suffixes=(".xml",),
    keeps=Keeps(),
    read=read,
    write=write,
    sniff=lambda head: "<mtf" in sniffed(head[:4096]),
)
