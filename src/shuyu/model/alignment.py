"""What translates what: segment pairs, the contexts of terms, and mined candidates."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True)
class Segment:
    """One side of a segment pair, or a sentence that stands alone.

    Attributes:
        text: one or more whole sentences.
        language: canonical BCP 47 tag.
        document: path of the document it stands in.
        line: 1-based line of the source where it starts.
    """

    text: str
    language: str
    document: str
    line: int


class PairKind(str, Enum):
    """How it is known that two segments translate each other."""

    TABLE = "table"
    """Cells of one row, or variants of one translation unit."""
    VOCABULARY = "vocabulary"
    """An entry of a vocabulary list."""
    ALTERNATING = "alternating"
    """Paragraphs that alternate in one file."""
    PARALLEL = "parallel"
    """Paragraphs of two files, paired by place."""
    ALIGNED = "aligned"
    """Sentences of paired paragraphs or files, paired by what they say."""


@dataclass(frozen=True)
class SegmentPair:
    """Segments that translate each other, n sentences to m.

    Attributes:
        zh: the Chinese side.
        en: the English side.
        kind: how the pair is known.
        score: 0 to 1, how sure it is; 1 for what the document itself says (a table row).
    """

    zh: Segment
    en: Segment
    kind: PairKind
    score: float = 1.0


@dataclass(frozen=True)
class Mark:
    """A span of a context: code points `start` to `end` of segment number `segment`, and what it is.

    `role` is "zh" or "en": the side of the term pair that the span shows.
    """

    segment: int
    start: int
    end: int
    role: str


@dataclass(frozen=True)
class Context:
    """Where a term pair occurs, with the spans of both.

    `segments` holds the two sides of a segment pair, or the one sentence that gives both terms (an inline
    gloss) or only one of them.
    """

    segments: tuple[Segment, ...]
    marks: tuple[Mark, ...]

    def __post_init__(self) -> None:
        for mark in self.marks:
            if not 0 <= mark.start < mark.end <= len(self.segments[mark.segment].text):
                raise ValueError(f"mark {mark} lies outside its segment")


class Evidence(str, Enum):
    """What speaks for a candidate, surest first."""

    VOCABULARY = "vocabulary"
    GLOSS = "gloss"
    TITLE = "title"
    ALIAS = "alias"
    """A name and its short form, both Chinese: 以下简称“…”."""


@dataclass(frozen=True)
class Candidate:
    """A mined term pair, not yet decided.

    Attributes:
        zh: the Chinese term as it stands in the source.
        zh_language: its tag.
        en: the English (or Latin-script) term as it stands in the source; of an alias, the Chinese short form.
        evidence: what gave it.
        score: 0 to 1.
        contexts: where, at least one.
        document: path of the document that gave it.
    """

    zh: str
    zh_language: str
    en: str
    evidence: Evidence
    score: float
    document: str
    contexts: tuple[Context, ...] = field(default=())
