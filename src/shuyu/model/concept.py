"""Concept → terms (ISO 704, ISO 30042): one meaning, and what it is called in each language."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Status(str, Enum):
    """How a term may be used (TBX administrativeStatus), best first."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    PROPOSED = "proposed"
    DEPRECATED = "deprecated"
    FORBIDDEN = "forbidden"

    @property
    def rank(self) -> int:
        """Place in the order above: 0 is best."""
        return _STATUS_RANK[self]


_STATUS_RANK = {status: rank for rank, status in enumerate(Status)}


class PartOfSpeech(str, Enum):
    """TBX partOfSpeech."""

    NOUN = "noun"
    PROPER_NOUN = "properNoun"
    VERB = "verb"
    ADJECTIVE = "adjective"
    ADVERB = "adverb"
    OTHER = "other"


class TermType(str, Enum):
    """TBX termType."""

    FULL_FORM = "fullForm"
    ACRONYM = "acronym"
    ABBREVIATION = "abbreviation"
    SHORT_FORM = "shortForm"
    VARIANT = "variant"
    PHRASE = "phrase"


class Origin(str, Enum):
    """Where a collection comes from, most trusted first."""

    CURATED = "curated"
    IMPORTED = "imported"
    MINED = "mined"

    @property
    def rank(self) -> int:
        """Place in the order above: 0 is most trusted."""
        return _ORIGIN_RANK[self]


_ORIGIN_RANK = {origin: rank for rank, origin in enumerate(Origin)}


@dataclass(frozen=True)
class Term:
    """One designation of a concept in one language."""

    text: str
    language: str
    """BCP 47, canonical: never plain `zh`, which is settled from the text when a term is read."""
    status: Status = Status.PREFERRED
    part_of_speech: PartOfSpeech | None = None
    type: TermType | None = None
    pinyin: str | None = None
    """Tone-marked, syllables apart, where a person gave it; the store derives what is absent."""
    note: str | None = None
    source: str | None = None
    derived: bool = False
    """True for a form that script conversion made; no person has looked at it."""
    context: str | None = None
    """Where a person met it: a sentence with the term in it; several stand on lines of their own."""


@dataclass(frozen=True)
class Concept:
    """One meaning; owns its terms. `terms` is ordered: the first of a language is the one to show first."""

    id: str
    terms: tuple[Term, ...]
    subject: str | None = None
    definition: str | None = None
    note: str | None = None
    source: str | None = None
    modified: str | None = None
    """The day of the last change, `2026-11-21`, where the list that it stands in says so."""

    def in_language(self, tag: str) -> tuple[Term, ...]:
        """The terms whose language is `tag` or a narrower tag (`zh` gives every Chinese one).

        >>> concept = Concept("c1", (Term("模型", "zh-Hans"), Term("model", "en")))
        >>> [term.text for term in concept.in_language("zh")]
        ['模型']
        """
        return tuple(t for t in self.terms if t.language == tag or t.language.startswith(tag + "-"))


@dataclass(frozen=True)
class Collection:
    """A named set of concepts with one origin and a priority (0 comes first)."""

    name: str
    origin: Origin
    priority: int = 0
    title: str | None = None
    source: str | None = None
    licence: str | None = None
    languages: tuple[str, ...] = field(default=())
    date: str | None = None
    """The day on which it was imported, `2026-11-21`."""
