"""One entry of a TBX file, of any generation, to a concept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from shuyu.errors import Problem
from shuyu.formats.base import Reading
from shuyu.formats.foreign_text import foreign_day, foreign_prose, foreign_term
from shuyu.formats.tbx.categories import (
    ALIASES,
    CATEGORIES,
    CONCEPT,
    CORE_NAMESPACE,
    DIALECTS,
    GROUPS,
    LANGUAGE,
    LEVELS,
    META,
    NOTES,
    TERM,
    TOLD_LANGUAGE,
    TOLD_STATUS,
    part_of,
    status_of,
    type_of,
)
from shuyu.formats.tbx.ids import plain_id
from shuyu.formats.terms_ids import settle_language
from shuyu.formats.terms_values import id_fault, shown
from shuyu.formats.xml_stream import XML_LANG, content, local_name, namespace
from shuyu.languages import ENGLISH, canonical
from shuyu.model.concept import Concept, PartOfSpeech, Status, Term, TermType

MOST_PROBLEMS = 100
LENIENT = "Mend it, or read the file as the format tbx2, which leaves out what it does not know and says so."

_TOLD = {text: status for status, text in TOLD_STATUS.items()}
_JOINS = {"subject": "; ", "definition": "\n", "note": "\n", "source": "\n"}


@dataclass
class _Gathered:
    """What was found of a concept or of a term, in the order of the file."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    days: list[tuple[str, int]] = field(default_factory=list)
    status: Status | None = None
    told: Status | None = None
    part: PartOfSpeech | None = None
    type: TermType | None = None

    def add(self, name: str, value: str) -> None:
        if value and value not in self.fields.setdefault(name, []):
            self.fields[name].append(value)

    def joined(self, name: str) -> str | None:
        return _JOINS.get(name, "\n").join(self.fields.get(name, ())) or None


class EntryReader:
    """Makes concepts of entries, and gathers what is wrong with them and what is lost.

    Args:
        reading: where losses are told.
        dialect: what the file says it is.
        strict: whether what the dialect does not allow is a fault, or only a loss.
    """

    def __init__(self, reading: Reading, dialect: str, *, strict: bool) -> None:
        self._reading = reading
        self._dialect = dialect
        self._strict = strict and dialect in DIALECTS
        self._ids: set[str] = set()
        self._told = True
        self.problems: list[Problem] = []

    def fault(self, what: str, line: int | None, how: str = LENIENT) -> None:
        """Note a fault; in a file that is read tolerantly, a loss."""
        if not self._strict:
            self._lost(what, line)
        elif len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem("E141", what, how, path=self._reading.path, line=line))

    def _lost(self, what: str, line: int | None) -> None:
        if self._told:
            self._reading.lost(what, line)

    def concept(self, element: Any) -> Concept | None:
        """The concept of an entry, or None where it has no term in a language that shuyu handles."""
        found = _Gathered()
        terms: list[Term] = []
        spelled: dict[str, str] = {}
        sections = 0
        for child in element:
            name = local_name(child)
            if LEVELS.get(name) == LANGUAGE:
                sections += 1
                self._language(child, found, terms, spelled)
            else:
                self._item(child, name, CONCEPT, found, found)
        line = element.sourceline
        if not sections:
            self.fault("an entry without a language", line)
        if not terms:
            self._lost("an entry without Chinese or English", line)
            return None
        day = max(found.days, default=None)
        for other in sorted(found.days)[:-1]:
            if day is not None and other[0] != day[0]:
                self._lost("the dates of earlier changes", other[1])
        return Concept(
            self._id(element, line),
            tuple(terms),
            found.joined("subject"),
            found.joined("definition"),
            found.joined("note"),
            found.joined("source"),
            day[0] if day else None,
        )

    def _id(self, element: Any, line: int) -> str:
        name = plain_id(element.get("id") or "")
        if not name:
            return ""
        if id_fault(name) is not None:
            self._lost("an id with white space in it", line)
            return ""
        if name in self._ids:
            self.fault(f'the id "{shown(name)}" stands twice', line)
            return ""
        self._ids.add(name)
        return name

    def _language(self, element: Any, found: _Gathered, terms: list[Term], spelled: dict[str, str]) -> None:
        line = element.sourceline
        tag = (element.get(XML_LANG) or element.get("lang") or "").strip()
        if not tag:
            self.fault(f"<{local_name(element)}> does not say its language (xml:lang)", line)
            return
        language = canonical(tag)
        if language is None:
            for section in element:
                if LEVELS.get(local_name(section)) == TERM:
                    self._lost(f"terms in {shown(tag, 35)}", section.sourceline)
            if self._strict:
                self._looked_through(element)
            return
        if (other := spelled.setdefault(language, tag.lower())) != tag.lower():
            self._lost(f"the difference between {shown(other, 35)} and {shown(tag.lower(), 35)}", line)
        self._section(element, language, found, terms)

    def _looked_through(self, element: Any) -> None:
        # Nothing of it is kept and that is told already, but what is wrong in it is wrong with the file.
        self._told = False
        self._section(element, ENGLISH, _Gathered(), [])
        self._told = True

    def _section(self, element: Any, language: str, found: _Gathered, terms: list[Term]) -> None:
        sections = 0
        for child in element:
            name = local_name(child)
            if LEVELS.get(name) == TERM:
                sections += 1
                self._term(child, language, found, terms)
            else:
                self._item(child, name, LANGUAGE, found, found)
        if not sections:
            self.fault(f"<{local_name(element)}> has no term", element.sourceline)

    def _term(self, section: Any, language: str, concept: _Gathered, terms: list[Term]) -> None:
        element: Any = None
        found = _Gathered()
        for place, (name, child) in enumerate(_flat(section)):
            if name != "term":
                self._item(child, name, TERM, found, concept)
            elif element is not None:
                self.fault(f"<{local_name(section)}> has a second <term>", child.sourceline)
            else:
                element = child
                if place and self._strict:
                    self.fault(f"<term> does not stand first in <{local_name(section)}>", section[0].sourceline)
        if element is None:
            self.fault(f"<{local_name(section)}> has no <term>", section.sourceline)
        text = self._term_text(element) if element is not None else ""
        if not text:
            return
        settled = settle_language(language, text, self._reading.languages)
        place = sum(1 for term in terms if term.language == settled)
        term = Term(
            text,
            settled,
            found.told or found.status or (Status.ADMITTED if place else Status.PREFERRED),
            found.part,
            found.type,
            note=found.joined("note"),
            source=found.joined("source"),
            context=found.joined("context"),
        )
        twin = next((n for n, one in enumerate(terms) if one.language == settled and one.text == text), None)
        if twin is None:
            terms.append(term)
            return
        self._lost("a term that its entry has already", element.sourceline)
        known = terms[twin]
        absent = {
            name: getattr(term, name)
            for name in ("part_of_speech", "type", "note", "source", "context")
            if getattr(known, name) is None
        }
        terms[twin] = replace(known, **absent)

    def _term_text(self, element: Any) -> str:
        for child in element:
            self._lost(f"mark-up in a term (<{local_name(child)}>)", child.sourceline)
        return foreign_term(content(element), lambda what: self._lost(what, element.sourceline))

    def _text(self, element: Any) -> str:
        for child in element:
            self._lost(f"mark-up in a text (<{local_name(child)}>)", child.sourceline)
        text = _unwrapped(element, content(element))
        return foreign_prose(text, lambda what: self._lost(what, element.sourceline))

    def _item(self, element: Any, name: str, level: str, found: _Gathered, concept: _Gathered) -> None:
        if name == "note" and namespace(element) in {"", CORE_NAMESPACE}:
            text = self._text(element)
            told = _TOLD.get(text) if element.get(XML_LANG) == TOLD_LANGUAGE else None
            if level == TERM and told is not None:
                found.told = told
                return
            found.add("note", text)
            if level == LANGUAGE:
                self._lost("the language that a note belongs to", element.sourceline)
        elif name == "transacGrp":
            self._change(element, level, concept)
        elif name in GROUPS:
            self._group(element, GROUPS[name], level, found, concept)
        elif name == "transac" or (self._strict and name not in META and namespace(element) == CORE_NAMESPACE):
            self.fault(f"<{name}> may not stand at the level of a {level}", element.sourceline)
        else:
            self._category(element, self._name(element, name), level, found, concept)

    def _group(self, group: Any, kind: str, level: str, found: _Gathered, concept: _Gathered) -> None:
        name = local_name(group)
        main: str | None = None
        for child in group:
            inner = local_name(child)
            category = self._name(child, inner)
            if main is None:
                main = category
                self._category(child, category, level, found, concept)
            elif inner == kind:
                self.fault(f"<{name}> has a second <{kind}>", child.sourceline)
            elif inner == "note":
                found.add("note", self._text(child))
            elif category == "source" and main == "definition":
                self._category(child, category, level, found, concept)
            else:
                self._allowed(child, category, level)
                self._lost(f'"{shown(category)}" of a {shown(main)}', child.sourceline)
        if main is None:
            self.fault(f"<{name}> is empty", group.sourceline)

    def _name(self, element: Any, name: str) -> str:
        category = (element.get("type") or "").strip() if name in META else name
        if not category:
            self.fault(f"<{name}> does not say its data category (type)", element.sourceline)
        return ALIASES.get(category, category)

    def _allowed(self, element: Any, name: str, level: str) -> bool:
        """Whether the dialect has this data category, here, in this element; if not, that is noted."""
        if not self._strict or not name:
            return bool(name)
        line, held = element.sourceline, local_name(element)
        known = CATEGORIES.get(name)
        if known is None or not known.of_dialect(self._dialect):
            self.fault(f'"{shown(name)}" is no data category of {self._dialect}', line)
        elif level not in known.levels:
            self.fault(f'"{name}" may not stand at the level of a {level}', line)
        elif held in META and held != known.element:
            self.fault(f'"{name}" stands in <{held}>, where <{known.element}> is due', line)
        else:
            return True
        return False

    def _category(self, element: Any, name: str, level: str, found: _Gathered, concept: _Gathered) -> None:
        if not self._allowed(element, name, level):
            return
        line = element.sourceline
        if name in {"subjectField", "definition"}:
            concept.add(name.removesuffix("Field"), self._text(element))
            if name == "definition" and level == LANGUAGE:
                self._lost("the language that a definition belongs to", line)
        elif name == "source":
            found.add("source", self._text(element))
        elif name in NOTES:
            found.add("note", self._text(element))
        elif level == TERM and name == "context":
            found.add("context", self._text(element))
        elif level == TERM and name in {"administrativeStatus", "partOfSpeech", "termType"}:
            self._choice(name, self._text(element), found, line)
        else:
            self._lost(f'"{shown(name)}" of a {level}', line)

    def _choice(self, name: str, value: str, found: _Gathered, line: int) -> None:
        if name == "administrativeStatus":
            status, more = status_of(value)
            known = status is not None
            if more and status is not None:
                self._lost(f'the status "{value}", read as {status.value}', line)
            if found.status is not None:
                self._lost("a second status of a term", line)
            found.status = found.status or status
        elif name == "partOfSpeech":
            part = part_of(value)
            known = part is not None
            found.part = found.part or part
        else:
            kind = type_of(value)
            known = kind is not None
            found.type = found.type or kind
        if not known:
            self.fault(f'{name} "{shown(value)}" is not known', line)

    def _change(self, group: Any, level: str, concept: _Gathered) -> None:
        kinds = 0
        for child in group:
            name, line = local_name(child), child.sourceline
            if name == "date":
                self._day(child, concept)
                continue
            category = self._name(child, name)
            if name == "transac" or category == "transactionType":
                kinds += 1
                self._allowed(child, category, level)
            elif name == "note":
                self._lost("a note on a change", line)
            elif self._allowed(child, category, level):
                self._lost(f'"{shown(category)}" of a change', line)
        if kinds != 1:
            self.fault("<transacGrp> must have one <transac>", group.sourceline)

    def _day(self, element: Any, concept: _Gathered) -> None:
        day = foreign_day(content(element))
        if day is None:
            self._lost("a date that is none", element.sourceline)
        else:
            concept.days.append((day, element.sourceline))


def _flat(section: Any) -> Iterator[tuple[str, Any]]:
    for child in section:
        name = local_name(child)
        if name == "termGrp":
            yield from ((local_name(inner), inner) for inner in child)
        else:
            yield name, child


def _unwrapped(element: Any, text: str) -> str:
    """`text` without the line breaks that only lay the file out.

    They do where the element stands indented on a line of its own, and every further line is indented too. The
    writer puts an element whose line breaks are its own right behind the tag before it.
    """
    if "\n" not in text:
        return text
    before = element.getprevious()
    space = before.tail if before is not None else element.getparent().text
    indent = (space or "").rpartition("\n")
    lines = text.split("\n")
    if not indent[1] or not indent[2] or any(line[:1] not in {" ", "\t", ""} for line in lines[1:]):
        return text
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n".join(" ".join(paragraph) for paragraph in paragraphs if paragraph)
