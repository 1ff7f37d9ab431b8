"""TMX 1.4b, the exchange format for translation memories: a concept is a translation unit.

Whatever stands in a unit in two languages, a tool offers as a translation. So deprecated and forbidden terms stand in
units of their own, in one language, behind that of their concept; a property says where they belong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from shuyu.errors import InputError, Problem
from shuyu.formats.base import Reading, TermFormat, Writing
from shuyu.formats.foreign_text import foreign_day, foreign_prose, foreign_term
from shuyu.formats.terms_ids import settle_language
from shuyu.formats.terms_values import field_fault, id_fault, shown
from shuyu.formats.xml_stream import XML_LANG, XmlStream, escaped, local_name, quoted, sniffed, unwritable
from shuyu.languages import canonical
from shuyu.model.concept import Concept, PartOfSpeech, Status, Term, TermType

VERSION = 1
"""Of the properties that are written, not of shuyu: the same list gives the same bytes."""

_OF_CONCEPT = {"x-subject": "subject", "x-definition": "definition", "x-source": "source"}
_OF_TERM = {"x-pinyin": "pinyin", "x-source": "source", "x-context": "context"}
_CHOICES: dict[str, tuple[str, Mapping[str, Any]]] = {
    "x-status": ("status", {one.value: one for one in Status}),
    "x-part-of-speech": ("part_of_speech", {one.value: one for one in PartOfSpeech}),
    "x-type": ("type", {one.value: one for one in TermType}),
}
_ABOUT = ("title", "subject", "source", "licence")
_CONCEPT = "x-concept"
_PLACE = "x-place"
_UNUSED = frozenset({Status.DEPRECATED, Status.FORBIDDEN})
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
_TECHNICAL = frozenset({"lang", XML_LANG, "srclang", "datatype", "segtype", "o-tmf", "o-encoding"})
_NUMBER = re.compile(r"\d{1,6}\Z", re.ASCII)
_MOST_PROBLEMS = 100


def write(concepts: Iterable[Concept], stream: BinaryIO, writing: Writing) -> None:
    """Write a list; see `TermFormat.write`."""
    problems: list[Problem] = []
    stream.write("\n".join(_head(writing)).encode())
    for concept in concepts:
        text = "".join(f"\n{line}" for line in _units(concept))
        if found := unwritable(text):
            what = f'the concept "{shown(concept.id)}" has a character that XML cannot hold ({found})'
            problems.append(Problem("E142", what, "Take the character away.", path=writing.path or None))
        else:
            stream.write(text.encode())
    stream.write(b"\n</body>\n</tmx>\n")
    if problems:
        raise InputError(*problems[:_MOST_PROBLEMS])


def _head(writing: Writing) -> Iterator[str]:
    language = writing.languages[0] if writing.languages else "*all*"
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    yield '<tmx version="1.4">'
    yield (
        f'<header creationtool="shuyu" creationtoolversion="{VERSION}" segtype="phrase" o-tmf="shuyu" '
        f'adminlang="en" srclang={quoted(language)} datatype="plaintext" creationdate="{_stamp(writing.date)}">'
    )
    for name in _ABOUT:
        if value := getattr(writing, name):
            yield _prop(f"x-{name}", value)
    yield "</header>"
    yield "<body>"


def _stamp(day: str) -> str:
    return f"{day.replace('-', '')}T000000Z"


def _prop(name: str, value: str) -> str:
    return f'<prop type="{name}">{escaped(value)}</prop>'


def _units(concept: Concept) -> Iterator[str]:
    own = [term for term in concept.terms if not term.derived]
    used = [term for term in own if term.status not in _UNUSED]
    apart = [(place, term) for place, term in enumerate(own) if term.status in _UNUSED]
    tuid = f" tuid={quoted(concept.id)}" if concept.id else ""
    changed = f' changedate="{_stamp(concept.modified)}"' if concept.modified else ""
    about = [_prop(kind, value) for kind, name in _OF_CONCEPT.items() if (value := getattr(concept, name))]
    about += [f"<note>{escaped(concept.note)}</note>"] if concept.note else []
    if used:
        yield f"<tu{tuid}{changed}>"
        yield from about
        for term in used:
            yield from _variant(term)
        yield "</tu>"
    for number, (place, term) in enumerate(apart):
        first = not used and not number
        yield f"<tu{tuid}{changed}>" if first else "<tu>"
        yield from about if first else ()
        yield _prop(_CONCEPT, concept.id)
        yield _prop(_PLACE, str(place))
        yield from _variant(term)
        yield "</tu>"


def _variant(term: Term) -> Iterator[str]:
    yield f"<tuv xml:lang={quoted(term.language)}>"
    for kind, (name, _) in _CHOICES.items():
        if value := getattr(term, name):
            yield _prop(kind, value.value)
    for kind, name in _OF_TERM.items():
        if value := getattr(term, name):
            yield _prop(kind, value)
    if term.note:
        yield f"<note>{escaped(term.note)}</note>"
    yield f"<seg>{escaped(term.text)}</seg>"
    yield "</tuv>"


def read(stream: BinaryIO, reading: Reading) -> Iterator[Concept]:
    """Read a list; see `TermFormat.read`. What tools put between the words of a segment is left out."""
    xml = XmlStream(stream, reading.path)
    if local_name(xml.root) != "tmx":
        what = f"this is no TMX: it begins with <{local_name(xml.root)}>"
        how = "Name the format that it has."
        raise InputError(Problem("E141", what, how, path=reading.path, line=xml.root.sourceline))
    reader = _Reader(reading)
    pending: _Unit | None = None
    for element in xml.elements(["header"], ["tu"]):
        if local_name(element) == "header":
            reader.header(element)
            continue
        unit = reader.unit(element)
        if pending is not None and unit.belongs_to(pending):
            pending.take(unit)
            continue
        if pending is not None and (concept := reader.concept(pending)) is not None:
            yield concept
        pending = unit
    if pending is not None and (concept := reader.concept(pending)) is not None:
        yield concept


@dataclass
class _Unit:
    line: int
    id: str = ""
    of: str | None = None
    place: int | None = None
    terms: list[Term] = field(default_factory=list)
    placed: list[tuple[int, Term]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)

    def belongs_to(self, other: _Unit) -> bool:
        return self.of is not None and self.of == other.id and not self.id and self.place is not None

    def take(self, other: _Unit) -> None:
        self.placed += [(other.place or 0, term) for term in other.terms]

    def whole(self) -> list[Term]:
        terms = [] if self.place is not None else list(self.terms)
        apart = [(self.place, term) for term in self.terms] if self.place is not None else []
        for place, term in sorted([*apart, *self.placed], key=lambda one: one[0]):
            terms.insert(place, term)
        return terms


class _Reader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._ids: set[str] = set()

    def header(self, element: Any) -> None:
        for prop in element.iterchildren("{*}prop"):
            name, value = prop.get("type", "").removeprefix("x-"), (prop.text or "").strip()
            if name in _ABOUT and value and field_fault(name, value) is None:
                self._reading.about[name] = value
        if day := foreign_day(element.get("creationdate") or ""):
            self._reading.about["date"] = day

    def unit(self, element: Any) -> _Unit:
        unit = _Unit(element.sourceline, self._id(element))
        self._attributes(element, "unit", ("tuid", "changedate"))
        if day := foreign_day(element.get("changedate") or ""):
            unit.fields["modified"] = day
        for child in element:
            name, kind, line = local_name(child), child.get("type", ""), child.sourceline
            if name == "tuv":
                self._variant(child, unit.terms)
            elif name == "note":
                self._add(unit.fields, "note", self._prose(child))
            elif kind in _OF_CONCEPT:
                self._add(unit.fields, _OF_CONCEPT[kind], self._prose(child))
            elif kind == _CONCEPT:
                unit.of = child.text or ""
            elif kind == _PLACE and _NUMBER.match(child.text or ""):
                unit.place = int(child.text)
            else:
                self._reading.lost(f'"{shown(kind or name)}" of a unit', line)
        return unit

    def concept(self, unit: _Unit) -> Concept | None:
        terms = unit.whole()
        if not terms:
            self._reading.lost("a unit without Chinese or English", unit.line)
            return None
        return Concept(unit.id, tuple(terms), **unit.fields)

    def _id(self, element: Any) -> str:
        value: str = element.get("tuid") or ""
        if value and id_fault(value) is not None:
            self._reading.lost("an id with white space in it", element.sourceline)
            return ""
        if value in self._ids:
            self._reading.lost("an id that stands twice", element.sourceline)
            return ""
        if value:
            self._ids.add(value)
        return value

    def _attributes(self, element: Any, of: str, known: tuple[str, ...] = ()) -> None:
        for name in element.attrib:
            if name not in _TECHNICAL and name not in known:
                self._reading.lost(f'"{shown(name)}" of a {of}', element.sourceline)

    def _variant(self, element: Any, terms: list[Term]) -> None:
        line = element.sourceline
        tag = element.get(XML_LANG) or element.get("lang") or ""
        language = canonical(tag)
        if language is None:
            self._reading.lost(f"terms in {shown(tag, 35)}" if tag else "terms that do not say their language", line)
            return
        self._attributes(element, "variant")
        segment = element.find("{*}seg")
        if segment is None:
            self._reading.lost("a variant without a segment", line)
            return
        if not (text := self._segment(segment)):
            return
        settled = settle_language(language, text, self._reading.languages)
        if any(one.language == settled and one.text == text for one in terms):
            self._reading.lost("a term that its unit has already", line)
            return
        values: dict[str, Any] = {}
        for child in element:
            self._of_term(child, values)
        usual = Status.ADMITTED if any(one.language == settled for one in terms) else Status.PREFERRED
        terms.append(Term(text, settled, **{"status": usual, **values}))

    def _of_term(self, child: Any, values: dict[str, Any]) -> None:
        name, kind = local_name(child), child.get("type", "")
        if name == "seg":
            return
        if name == "note":
            self._add(values, "note", self._prose(child))
        elif kind in _OF_TERM:
            self._add(values, _OF_TERM[kind], self._prose(child))
        elif kind in _CHOICES and (child.text or "").strip() in _CHOICES[kind][1]:
            field_name, known = _CHOICES[kind]
            values[field_name] = known[child.text.strip()]
        else:
            self._reading.lost(f'"{shown(kind or name)}" of a variant', child.sourceline)

    def _segment(self, segment: Any) -> str:
        if len(segment):
            self._reading.lost("mark-up in a segment", segment.sourceline)
        return foreign_term("".join(_content(segment)), lambda what: self._reading.lost(what, segment.sourceline))

    def _prose(self, element: Any) -> str:
        return foreign_prose(element.text or "", lambda what: self._reading.lost(what, element.sourceline))

    @staticmethod
    def _add(fields: dict[str, Any], name: str, value: str) -> None:
        if value:
            fields[name] = f"{fields[name]}\n{value}" if name in fields else value


def _content(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if local_name(child) not in _CODES:
            yield from _content(child)
        yield child.tail or ""


FORMAT = TermFormat(
    name="tmx",
    title="TMX 1.4b, a translation memory",
    suffixes=(".tmx",),
    read=read,
    write=write,
    sniff=lambda head: re.search(r"<tmx[\s>]", sniffed(head)) is not None,
)
