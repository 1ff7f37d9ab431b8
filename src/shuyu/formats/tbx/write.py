"""Writing TBX: version 3 in three dialects and two styles, version 2 as TBX-Basic; a concept at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, NamedTuple

from shuyu.errors import InputError, Problem, UsageError
from shuyu.formats.base import Writing
from shuyu.formats.tbx.categories import (
    BASIC_NAMESPACE,
    CATEGORIES,
    CORE_NAMESPACE,
    MIN_NAMESPACE,
    TOLD_LANGUAGE,
    TOLD_STATUS,
    WRITTEN_STATUS,
)
from shuyu.formats.tbx.ids import xml_id
from shuyu.formats.tbx.read import NO_SOURCE
from shuyu.formats.terms_ids import derived_id
from shuyu.formats.terms_values import shown
from shuyu.formats.xml_stream import escaped, quoted, unwritable
from shuyu.languages import ENGLISH, HANS, HONG_KONG, TAIWAN, is_chinese
from shuyu.model.concept import Concept, PartOfSpeech, Status, Term

STYLES = ("dca", "dct")
TAGS = ("script", "region")
OPTIONS = {
    "style": "dca (the category in an attribute, as most tools want it) or dct (an element of its own for each)",
    "tags": "script (zh-Hans, zh-Hant-TW) or region (zh-CN, zh-TW, zh-HK), for tools that know no scripts",
}

_REGIONS = {HANS: "zh-CN", TAIWAN: "zh-TW", HONG_KONG: "zh-HK"}
_CONSTRAINTS = "TBXBasicXCSV02.xcs"
_MOST_CONTEXTS = 3
_MOST_PROBLEMS = 100


def writer(
    dialect: str, style: str | None = None, version: int = 3
) -> Callable[[Iterable[Concept], BinaryIO, Writing], None]:
    """The function that writes this dialect.

    Args:
        dialect: `TBX-Basic`, `TBX-Min` or `TBX-Core`.
        style: `dca` or `dct`; None: as `Writing.options` says.
        version: 2 or 3; of 2 there is only TBX-Basic, in what is now called DCA style.
    """

    def write(concepts: Iterable[Concept], stream: BinaryIO, writing: Writing) -> None:
        chosen = style or _option(writing, "style", STYLES)
        names = _OLD_NAMES if version == 2 else _NAMES
        _Writer(dialect, chosen, names, _option(writing, "tags", TAGS), writing).write(concepts, stream)

    return write


class _Names(NamedTuple):
    root: str
    header: str
    entry: str
    section: str
    term: str


_NAMES = _Names("tbx", "tbxHeader", "conceptEntry", "langSec", "termSec")
_OLD_NAMES = _Names("martif", "martifHeader", "termEntry", "langSet", "tig")


def _option(writing: Writing, name: str, known: tuple[str, ...]) -> str:
    value = writing.options.get(name, known[0])
    if value not in known:
        what = f'{name} "{shown(value)}" is not known'
        raise UsageError(Problem("E645", what, f"Use one of: {', '.join(known)}.", path=writing.path or None))
    return value


class _Writer:
    def __init__(self, dialect: str, style: str, names: _Names, tags: str, writing: Writing) -> None:
        self._dialect, self._style, self._names, self._writing = dialect, style, names, writing
        self._tags = _REGIONS if tags == "region" else {}
        self._ids: set[str] = set()
        self._problems: list[Problem] = []

    def write(self, concepts: Iterable[Concept], stream: BinaryIO) -> None:
        stream.write(self._checked(self._head(), "the head").encode())
        empty = True
        for concept in concepts:
            written = self._checked("".join(_laid_out(self._entry(concept))), f'the concept "{shown(concept.id)}"')
            if written:
                stream.write(b"\n<body>" if empty else b"")
                stream.write(written.encode())
                empty = False
        # A body must have an entry in it.
        stream.write(b"" if empty else b"\n</body>")
        stream.write(f"\n</text>\n</{self._names.root}>\n".encode())
        if self._problems:
            raise InputError(*self._problems)

    def _problem(self, what: str, how: str) -> None:
        if len(self._problems) < _MOST_PROBLEMS:
            self._problems.append(Problem("E142", what, how, path=self._writing.path or None))

    def _checked(self, text: str, where: str) -> str:
        found = unwritable(text)
        if found:
            self._problem(f"{where} has a character that XML cannot hold ({found})", "Take the character away.")
            return ""
        return text

    def _head(self) -> str:
        about = self._writing
        language = self._tag(about.languages[0]) if about.languages else ENGLISH
        spaces = f" xmlns={quoted(CORE_NAMESPACE)}"
        if self._style == "dct":
            spaces += f" xmlns:min={quoted(MIN_NAMESPACE)}"
            spaces += f" xmlns:basic={quoted(BASIC_NAMESPACE)}" if self._dialect == "TBX-Basic" else ""
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<tbx type="{self._dialect}" style="{self._style}" xml:lang="{language}"{spaces}>',
            "<tbxHeader>",
            "  <fileDesc>",
        ]
        published = ["    <publicationStmt>", f'      <p type="date">{about.date}</p>']
        if about.licence:
            published.append(f'      <p type="licence">{escaped(about.licence)}</p>')
        published.append("    </publicationStmt>")
        titled = []
        if about.title:
            titled += ["    <titleStmt>", f"      <title>{escaped(about.title)}</title>"]
            titled += [f"      <note>{escaped(about.subject)}</note>"] if about.subject else []
            titled.append("    </titleStmt>")
        source = ["    <sourceDesc>", f"      <p>{escaped(about.source or NO_SOURCE)}</p>", "    </sourceDesc>"]
        ended = ["  </fileDesc>"]
        if self._names is _OLD_NAMES:
            lines[1] = f'<martif type="TBX" xml:lang="{language}">'
            lines[2] = "<martifHeader>"
            published, titled = titled, published
            ended += ["  <encodingDesc>", f'    <p type="XCSURI">{_CONSTRAINTS}</p>', "  </encodingDesc>"]
        return "\n".join([*lines, *published, *titled, *source, *ended, f"</{self._names.header}>", "<text>"])

    def _tag(self, language: str) -> str:
        return self._tags.get(language, language)

    def _entry(self, concept: Concept) -> Iterator[tuple[int, str]]:
        own = [term for term in concept.terms if not term.derived]
        if not own:
            return
        basic = self._dialect == "TBX-Basic"
        yield 0, f"<{self._names.entry} id={quoted(xml_id(self._id(concept)))}>"
        if basic and concept.modified:
            yield 1, "<transacGrp>"
            yield 2, self._item("transactionType", "modification")
            yield 2, f"<date>{concept.modified}</date>"
            yield 1, "</transacGrp>"
        if concept.subject and self._dialect != "TBX-Core":
            yield 1, self._item("subjectField", concept.subject)
        if basic:
            yield from self._with_source(1, "definition", concept.definition, concept.source)
        if concept.note:
            yield 1, f"<note>{escaped(concept.note)}</note>"
        contexts = self._contexts(concept, own) if basic else {}
        languages: dict[str, list[Term]] = {}
        for term in own:
            languages.setdefault(term.language, []).append(term)
        for language, terms in languages.items():
            yield 1, f'<{self._names.section} xml:lang="{self._tag(language)}">'
            for term in terms:
                yield from self._term(term, contexts.get((language, term.text), ()))
            yield 1, f"</{self._names.section}>"
        yield 0, f"</{self._names.entry}>"

    def _id(self, concept: Concept) -> str:
        name = concept.id or derived_id(concept)
        while not concept.id and name in self._ids:
            name += "x"
        if name in self._ids:
            self._problem(f'two concepts have the id "{shown(name)}"', "Give each an id of its own.")
        self._ids.add(name)
        return name

    def _term(self, term: Term, contexts: Iterable[tuple[str, str]]) -> Iterator[tuple[int, str]]:
        yield 2, f"<{self._names.term}>"
        yield 3, f"<term>{escaped(term.text)}</term>"
        if self._dialect != "TBX-Core":
            if term.part_of_speech:
                proper = term.part_of_speech is PartOfSpeech.PROPER_NOUN and self._names is _NAMES
                yield 3, self._item("partOfSpeech", "noun" if proper else term.part_of_speech.value)
            yield 3, self._item("administrativeStatus", WRITTEN_STATUS[term.status])
        if self._dialect == "TBX-Basic":
            if term.type:
                yield 3, self._item("termType", term.type.value)
            for line in _lines(term.context):
                yield 3, self._item("context", line)
            for text, source in contexts:
                yield from self._with_source(3, "context", text, source)
            if term.source:
                yield 3, self._item("source", term.source)
        if term.note:
            yield 3, f"<note>{escaped(term.note)}</note>"
        if term.status in TOLD_STATUS and (self._dialect == "TBX-Core" or term.status is not Status.DEPRECATED):
            yield 3, f'<note xml:lang="{TOLD_LANGUAGE}">{TOLD_STATUS[term.status]}</note>'
        yield 2, f"</{self._names.term}>"

    def _with_source(self, depth: int, name: str, value: str | None, source: str | None) -> Iterator[tuple[int, str]]:
        if value and source:
            yield depth, "<descripGrp>"
            yield depth + 1, self._item(name, value)
            yield depth + 1, self._item("source", source)
            yield depth, "</descripGrp>"
        elif value:
            yield depth, self._item(name, value)
        elif source:
            yield depth, self._item("source", source)

    def _item(self, name: str, value: str) -> str:
        known = CATEGORIES[name]
        if self._style == "dca":
            return f'<{known.element} type="{name}">{escaped(value)}</{known.element}>'
        tag = f"{'min' if known.minimal else 'basic'}:{name}"
        return f"<{tag}>{escaped(value)}</{tag}>"

    def _contexts(self, concept: Concept, own: list[Term]) -> dict[tuple[str, str], list[tuple[str, str]]]:
        """The contexts that were asked for, each at the term that it shows."""
        found: dict[tuple[str, str], list[tuple[str, str]]] = {}
        if self._writing.contexts is None:
            return found
        for number, context in enumerate(self._writing.contexts(concept)):
            if number == _MOST_CONTEXTS:
                break
            for mark in context.marks:
                segment = context.segments[mark.segment]
                side = [term for term in own if is_chinese(term.language) == (mark.role == "zh")]
                marked = segment.text[mark.start : mark.end].casefold()
                shown_one = next((term for term in side if term.text.casefold() == marked), side[0] if side else None)
                if shown_one is not None:
                    listed = found.setdefault((shown_one.language, shown_one.text), [])
                    entry = (segment.text, f"{segment.document}:{segment.line}")
                    if entry not in listed:
                        listed.append(entry)
        return found


def _lines(context: str | None) -> list[str]:
    """The contexts of a term, each for an element of its own, so that reading joins them to the same again."""
    if not context:
        return []
    lines = context.split("\n")
    apart = len(set(lines)) == len(lines) and all(line and line == line.strip() for line in lines)
    return lines if apart else [context]


def _laid_out(pieces: Iterable[tuple[int, str]]) -> Iterator[str]:
    """The pieces, each on a line of its own, but one with line breaks right behind the one before it.

    So a reader tells line breaks of a text from those of the layout (`entry._unwrapped`).
    """
    for depth, piece in pieces:
        yield piece if "\n" in piece else f"\n{'  ' * depth}{piece}"
