"""What an exchange format is: what it keeps of a term list, how it is read, how it is written.

A format declares what it keeps (`Keeps`). What a list would lose in it, its documentation and its contract test all
derive from that: reading what was written gives `restricted` of what was there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, BinaryIO

from shuyu.languages import ENGLISH, HANS, LANGUAGES
from shuyu.model.concept import Concept, PartOfSpeech, Status, Term, TermType

if TYPE_CHECKING:
    from shuyu.model.alignment import Context

TERM_FIELDS = frozenset({"pinyin", "note", "source", "context"})
CONCEPT_FIELDS = frozenset({"id", "subject", "definition", "note", "source", "modified"})

SAME_STATUS: Mapping[Status, Status] = {status: status for status in Status}
"""For a format that keeps every status."""


@dataclass(frozen=True)
class Keeps:
    """What of a concept survives in a format.

    Attributes:
        languages: canonical tags that stay apart.
        several: whether a language may have more than one term.
        statuses: a status to what it comes back as; a status that is absent comes back as a term of its place has it
            that says nothing (the first of a language preferred, later ones admitted).
        parts_of_speech: a part of speech to what it comes back as; absent: it is lost.
        types: a term type to what it comes back as; absent: it is lost.
        term_fields: of `TERM_FIELDS`.
        concept_fields: of `CONCEPT_FIELDS`.
        line_breaks: whether line breaks and tabs inside fields survive; they become spaces where not.
    """

    languages: frozenset[str] = frozenset(LANGUAGES)
    several: bool = True
    statuses: Mapping[Status, Status] = field(default_factory=lambda: SAME_STATUS)
    parts_of_speech: Mapping[PartOfSpeech, PartOfSpeech] = field(
        default_factory=lambda: {part: part for part in PartOfSpeech}
    )
    types: Mapping[TermType, TermType] = field(default_factory=lambda: {kind: kind for kind in TermType})
    term_fields: frozenset[str] = TERM_FIELDS
    concept_fields: frozenset[str] = CONCEPT_FIELDS
    line_breaks: bool = True


TERMS_ALONE = Keeps(
    statuses={}, parts_of_speech={}, types={}, term_fields=frozenset(), concept_fields=frozenset(), line_breaks=False
)
"""What formats keep that hold terms and nothing about them."""


@dataclass
class Reading:
    """How a file is to be read, and what its reader has to tell beside concepts.

    Attributes:
        path: how errors name the file.
        languages: of the project; the first Chinese one is what plain `zh` means where the text does not tell.
        columns: for tables, what each column is (`--map`): the name or number of a column to what it holds.
        source: canonical tag of the first column of formats that do not name their languages; None: the format's way.
        target: the same of the second.
        about: what the file says of itself: `title`, `source`, `licence`, `date`, `subject`.
        losses: what the file has and the model has no place for: what, how often, and the first line of each.
    """

    path: str
    languages: tuple[str, ...] = (HANS, ENGLISH)
    columns: Mapping[str, str] | None = None
    source: str | None = None
    target: str | None = None
    about: dict[str, str] = field(default_factory=dict)
    losses: dict[str, Loss] = field(default_factory=dict)

    def lost(self, what: str, line: int | None = None) -> None:
        """Note that `what` (`customerSubset of a term`) stands in the file and is not kept.

        >>> reading = Reading("a.tbx")
        >>> reading.lost("customerSubset", 7), reading.lost("customerSubset", 9), reading.losses["customerSubset"]
        (None, None, Loss(times=2, line=7))
        """
        known = self.losses.get(what)
        self.losses[what] = Loss(known.times + 1, known.line) if known else Loss(1, line)


@dataclass(frozen=True)
class Loss:
    """How often something is lost, and where first."""

    times: int
    line: int | None = None


@dataclass(frozen=True)
class Writing:
    """How a list is to be written.

    Attributes:
        path: the name of the file, for messages; empty for standard output.
        languages: canonical tags in the order they are wanted; formats of two languages take the first two.
        title: of the list.
        subject: what the list is about.
        source: where the terms come from.
        licence: under which others may use them.
        date: the day of writing, `2026-11-21`; given, so that the same list gives the same bytes.
        columns: for tables, as in `Reading`.
        order: how Chinese is sorted where a format sorts: `pinyin` or `strokes`.
        contexts: the contexts of a concept, best first, where they were asked for.
        options: what only this format knows (`dialect`, `style`).
    """

    path: str = ""
    languages: tuple[str, ...] = (HANS, ENGLISH)
    title: str | None = None
    subject: str | None = None
    source: str | None = None
    licence: str | None = None
    date: str = "1970-01-01"
    columns: Mapping[str, str] | None = None
    order: str = "pinyin"
    contexts: Callable[[Concept], Iterable[Context]] | None = None
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TermFormat:
    """An exchange format.

    Attributes:
        name: as `--format` has it.
        title: for people, with the version (`TBX 3, ISO 30042:2019`).
        suffixes: lower case, with the dot; the first is the usual one.
        keeps: what survives.
        read: a file, open in binary mode at its beginning, to concepts, one after another. An id is empty where the
            file gives none. Raises InputError with everything that is wrong in the file, each with its line, when
            it comes to the end or cannot go on.
        write: concepts to a file. Derived terms are written only where the format is for people's eyes. Raises
            InputError when the list cannot be written so (a limit of the format), all that is wrong.
        sniff: whether the first 64 KB of a file look like this format; for suffixes that several formats share.
        reshape: for a format whose shape is not a list of concepts (pairs, one direction): the concepts that
            come back for one that was written, before `keeps` is applied.
        for_people: whether it is only looked at; derived terms are then written, and marked.
        streams: whether writing holds no more than a few concepts in memory at a time.
        options: names that `Writing.options` may have, with what they mean.
        asked: what survives of a list written so, where the options and languages of a writing decide that; `keeps`
            is then what survives when nothing is asked for.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    keeps: Keeps = field(default_factory=Keeps)
    read: Callable[[BinaryIO, Reading], Iterator[Concept]] | None = None
    write: Callable[[Iterable[Concept], BinaryIO, Writing], None] | None = None
    sniff: Callable[[bytes], bool] | None = None
    reshape: Callable[[Concept, Writing], Iterable[Concept]] | None = None
    for_people: bool = False
    streams: bool = True
    options: Mapping[str, str] = field(default_factory=dict)
    asked: Callable[[Writing], Keeps] | None = None

    def keeps_in(self, writing: Writing | None) -> Keeps:
        """What survives of a list that is written so."""
        return self.keeps if self.asked is None or writing is None else self.asked(writing)


def restricted(concept: Concept, form: TermFormat, writing: Writing | None = None) -> list[Concept]:
    """What comes back when `concept` is written as `form` and read again.

    >>> concept = Concept("c", (Term("模型", "zh-Hans"), Term("模式", "zh-Hans", Status.FORBIDDEN)), note="n")
    >>> form = TermFormat("x", "X", (".x",), Keeps(several=False, concept_fields=frozenset({"id"})))
    >>> restricted(concept, form) == [Concept("c", (Term("模型", "zh-Hans"),))]
    True
    """
    shaped = [concept] if form.reshape is None else form.reshape(concept, writing or Writing())
    keeps = form.keeps_in(writing)
    return [made for one in shaped if (made := _kept(one, keeps)) is not None]


def _kept(concept: Concept, keeps: Keeps) -> Concept | None:
    terms: list[Term] = []
    seen: Counter[str] = Counter()
    for term in concept.terms:
        if term.derived or term.language not in keeps.languages or (seen[term.language] and not keeps.several):
            continue
        usual = Status.ADMITTED if seen[term.language] else Status.PREFERRED
        seen[term.language] += 1
        fields: dict[str, Any] = {
            name: _field(getattr(term, name), name in keeps.term_fields, keeps) for name in TERM_FIELDS
        }
        part = keeps.parts_of_speech.get(term.part_of_speech) if term.part_of_speech else None
        kind = keeps.types.get(term.type) if term.type else None
        status = keeps.statuses.get(term.status, usual)
        terms.append(replace(term, status=status, part_of_speech=part, type=kind, **fields))
    if not terms:
        return None
    about: dict[str, Any] = {
        name: _field(getattr(concept, name), name in keeps.concept_fields, keeps) for name in CONCEPT_FIELDS - {"id"}
    }
    return replace(concept, id=concept.id if "id" in keeps.concept_fields else "", terms=tuple(terms), **about)


def _field(value: str | None, keep: bool, keeps: Keeps) -> str | None:
    if value is None or not keep:
        return None
    return value if keeps.line_breaks else " ".join(value.split())


def losses(concepts: Iterable[Concept], form: TermFormat, writing: Writing | None = None) -> dict[str, int]:
    """What a list would lose if it were written as `form`: what, and how often; empty when nothing is lost.

    Args:
        concepts: derived terms do not count, since they can be derived again.
        form: the format.
        writing: how it would be written.

    >>> concept = Concept("c", (Term("模型", "zh-Hans"), Term("model", "en", note="n")), definition="d")
    >>> losses([concept], TermFormat("x", "X", (".x",), Keeps(term_fields=frozenset(), concept_fields=frozenset())))
    {'definition': 1, 'note of a term': 1}
    """
    keeps = form.keeps_in(writing)
    found: Counter[str] = Counter()
    for concept in concepts:
        own = [term for term in concept.terms if not term.derived]
        back = restricted(concept, form, writing)
        kept = {(term.text, term.language) for one in back for term in one.terms}
        gone = [term for term in own if (term.text, term.language) not in kept]
        for term in gone:
            found[f"terms in {term.language}" if term.language not in keeps.languages else "further terms"] += 1
        if len(back) > 1:
            found["terms of one concept apart"] += 1
        found.update(name for name in CONCEPT_FIELDS - {"id"} - keeps.concept_fields if getattr(concept, name))
        first: set[str] = set()
        for term in own:
            usual = Status.PREFERRED if term.language not in first else Status.ADMITTED
            first.add(term.language)
            if term in gone:
                continue
            if keeps.statuses.get(term.status, usual) is not term.status:
                found[f"status {term.status.value}"] += 1
            if term.part_of_speech and keeps.parts_of_speech.get(term.part_of_speech) is not term.part_of_speech:
                found[f"part of speech {term.part_of_speech.value}"] += 1
            if term.type and keeps.types.get(term.type) is not term.type:
                found[f"term type {term.type.value}"] += 1
            found.update(f"{name} of a term" for name in TERM_FIELDS - keeps.term_fields if getattr(term, name))
    return dict(sorted(found.items()))
