"""The lines of an entry: terms with their marks, forms in the other script, notes and quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from shuyu.formats.base import Writing
from shuyu.formats.printed.model import Cell, Ink, Kind, Line, Run
from shuyu.formats.printed.options import Choices
from shuyu.languages import CHINESE, ENGLISH, HANT, LANGUAGES, TAIWAN, is_chinese, is_traditional
from shuyu.model.alignment import Context
from shuyu.model.concept import Concept, Status, Term
from shuyu.text import han

_INKS = {status: Ink(status.value) for status in Status}
# What no file format can hold, and what turns text round or breaks lines.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")


def tidy(text: str) -> str:
    r"""One line, without what cannot be printed.

    >>> tidy(" a\tb\nc\x00 "), tidy("模型\u202e")
    ('a b c', '模型')
    """
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def in_script(term: Term, tag: str) -> str:
    """A Chinese term in the script of another language tag.

    >>> in_script(Term("术语", "zh-Hans"), "zh-Hant")
    '術語'
    """
    from shuyu.text.script import convert

    # OpenCC's own Traditional writes 爲 and 羣, which people do not.
    return convert(term.text, TAIWAN if tag == HANT else tag, from_=term.language)


def marked(term: Term, *, plain: bool = False) -> Iterator[Run]:
    """A term with the mark of its status; `plain` leaves out the bold of a preferred one."""
    ink = Ink.DERIVED if term.derived and term.status.rank <= Status.PROPOSED.rank else _INKS[term.status]
    if plain and ink is Ink.PREFERRED:
        ink = Ink.ADMITTED
    if ink in (Ink.DEPRECATED, Ink.FORBIDDEN):
        yield Run("× ", Ink.LABEL, ENGLISH)
    yield Run(term.text, ink, term.language)
    if ink is Ink.PROPOSED:
        yield Run(" ?", Ink.LABEL, ENGLISH)


def joined(terms: Sequence[Term], *, plain: bool = False, kind: Kind = Kind.PLAIN) -> Line:
    """Terms on one line."""
    runs: list[Run] = []
    for term in terms:
        runs += ([Run("; ", Ink.TEXT, ENGLISH)] if runs else []) + list(marked(term, plain=plain))
    return Line(tuple(runs), kind)


def also(terms: Sequence[Term]) -> Iterator[Line]:
    """The other terms of the concept in the language of its headword."""
    if terms:
        yield Line((Run("also ", Ink.LABEL, ENGLISH), *joined(terms).runs), Kind.DETAIL)


def details(concept: Concept, writing: Writing, asked: Choices) -> Iterator[Line]:
    """Definition, notes and contexts, as far as they were asked for."""
    if asked.definitions and concept.definition:
        yield _text(concept.definition)
    if asked.notes:
        if concept.note:
            yield _text(concept.note)
        for term in concept.terms:
            if term.note and tidy(term.note):
                yield Line((Run(f"{term.text}: ", Ink.LABEL, term.language), *_text(term.note).runs), Kind.DETAIL)
    if writing.contexts is not None:
        for term in concept.terms:
            for given in (term.context or "").splitlines():
                if tidy(given):
                    yield Line(tuple(_found(tidy(given), term)), Kind.DETAIL)
        for context in writing.contexts(concept):
            yield from _quoted(context)


def _text(text: str) -> Line:
    shown = tidy(text)
    language = CHINESE if han.has_han(shown) and not _mostly_latin(shown) else ENGLISH
    return Line((Run(shown, Ink.TEXT, language),), Kind.DETAIL)


def _mostly_latin(text: str) -> bool:
    return sum(c.isascii() and c.isalpha() for c in text) > 2 * han.count_han(text)


def _found(text: str, term: Term) -> Iterator[Run]:
    at = text.casefold().find(term.text.casefold())
    pieces = (text[:at], text[at : at + len(term.text)], text[at + len(term.text) :]) if at >= 0 else (text, "", "")
    for piece, ink in zip(pieces, (Ink.QUOTE, Ink.FOUND, Ink.QUOTE), strict=True):
        if piece:
            yield Run(piece, ink, term.language)


def _quoted(context: Context) -> Iterator[Line]:
    for number, segment in enumerate(context.segments):
        spans = sorted((mark.start, mark.end) for mark in context.marks if mark.segment == number)
        runs: list[Run] = []
        at = 0
        for start, end in spans:
            start = max(start, at)
            for piece, ink in ((segment.text[at:start], Ink.QUOTE), (segment.text[start:end], Ink.FOUND)):
                if piece:
                    runs.append(Run(_spaced(piece), ink, segment.language))
            at = max(at, end)
        if segment.text[at:]:
            runs.append(Run(_spaced(segment.text[at:]), Ink.QUOTE, segment.language))
        yield Line(tuple(runs), Kind.DETAIL)


def _spaced(text: str) -> str:
    # As `tidy`, but the spaces at both ends part this piece from its neighbours.
    return re.sub(r"\s+", " ", _UNPRINTABLE.sub(" ", text))


@dataclass
class Wording:
    """How Chinese terms are shown in this list.

    Attributes:
        twice: words of several concepts.
        first: the Chinese of the headwords.
        others: the other Chinese tags that have a column.
    """

    twice: frozenset[str]
    first: str
    others: tuple[str, ...]
    _readings: dict[tuple[str, str | None], str] = field(default_factory=dict)

    def reading(self, term: Term) -> str:
        """The pinyin of a Chinese term: what a person gave, else what is suggested; empty without Han."""
        from shuyu.text.pinyin import pinyin

        key = (term.text, term.pinyin)
        if key not in self._readings:
            made = tidy(term.pinyin) if term.pinyin else pinyin(term.text) if han.has_han(term.text) else ""
            self._readings[key] = made
        return self._readings[key]

    def head(self, term: Term, concept: Concept) -> Cell:
        """The headword, with its subject where the same word stands for something else too."""
        runs = list(marked(term))
        if term.text in self.twice and concept.subject and tidy(concept.subject):
            runs.append(Run(f" ({tidy(concept.subject)})", Ink.LABEL, ENGLISH))
        return (Line(tuple(runs), Kind.HEAD),)

    def other_cell(self, concept: Concept, term: Term, *, is_main: bool) -> Cell:
        """The forms in the other script that differ from `term`: those given beside the main term, else made ones."""
        given = [one for one in concept.terms if one.language in self.others] if is_main else []
        lines: list[Line] = []
        shown = {term.text}
        made: str | None = None
        usual = self._usual()
        if not any(one.language == usual for one in given) and usual is not None and term.language == self.first:
            made = in_script(term, usual)
            if made not in shown and all(one.text != made for one in given):
                lines.append(Line((Run(made, Ink.DERIVED, usual),)))
        for one in sorted(given, key=lambda one: (self.others.index(one.language), one.status.rank)):
            if one.text not in shown:
                # A region's form that is the usual one too needs no mark.
                region = () if one.text == made else self._region(one)
                lines.append(Line((*marked(one, plain=True), *region)))
                shown.add(one.text)
        return tuple(lines)

    def _usual(self) -> str | None:
        # The tag of the other script that conversion fills: the widest that has a column.
        other = [tag for tag in self.others if is_traditional(tag) != is_traditional(self.first)]
        return HANT if HANT in other else other[0] if other else None

    def _region(self, term: Term) -> Iterable[Run]:
        region = LANGUAGES[term.language].region if term.language in LANGUAGES else None
        if region and len(self.others) > 1 and is_chinese(term.language):
            yield Run(f" {region}", Ink.LABEL, ENGLISH)
