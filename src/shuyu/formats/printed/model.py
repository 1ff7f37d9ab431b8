"""What a printed term list consists of, before anybody asks what kind of file it becomes.

A writer puts every run in the dress of its ink, and decides nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Ink(str, Enum):
    """What a run of text is, which tells how it looks."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    PROPOSED = "proposed"
    DEPRECATED = "deprecated"
    FORBIDDEN = "forbidden"
    DERIVED = "derived"
    """A form that script conversion made."""
    PINYIN = "pinyin"
    LABEL = "label"
    """What is said about a term: a mark, a region, a subject."""
    TEXT = "text"
    """Notes, definitions, and what joins terms."""
    QUOTE = "quote"
    FOUND = "found"
    """The term inside a quotation."""


class Kind(str, Enum):
    """What a line of a cell is."""

    HEAD = "head"
    """The word that the entry stands under."""
    PLAIN = "plain"
    DETAIL = "detail"
    """In small type below the terms."""


@dataclass(frozen=True)
class Run:
    """Text in one ink and one language; `link` is the anchor of the entry that it leads to."""

    text: str
    ink: Ink
    language: str
    link: str | None = None


@dataclass(frozen=True)
class Line:
    """A line of a cell; it wraps where the column ends."""

    runs: tuple[Run, ...]
    kind: Kind = Kind.PLAIN


Cell = tuple[Line, ...]


@dataclass(frozen=True)
class Entry:
    """What stands under one word.

    Attributes:
        anchor: its name within the document.
        guide: the word, for the head of the page.
        language: of the word.
        strips: rows of cells that belong together, each with a cell for every column.
    """

    anchor: str
    guide: str
    language: str
    strips: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Group:
    """Entries below one heading (`C`, `5 画`, a subject); empty where there is one group only."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Column:
    """A column: its heading, the language of what stands in it, and its share of the width of the page."""

    heading: str
    language: str
    share: float


@dataclass(frozen=True)
class Section:
    """One direction."""

    name: str
    title: str
    own_title: str
    own_language: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]

    def entries(self) -> Iterator[Entry]:
        """All entries in order."""
        for group in self.groups:
            yield from group.entries


@dataclass(frozen=True)
class Printed:
    """A whole list.

    Attributes:
        title: of the list.
        facts: what it is, where it comes from: names and values.
        key: the marks that it uses, each with what it means.
        sections: none when the list is empty.
        date: the day that it was written.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    key: tuple[tuple[tuple[Run, ...], str], ...]
    sections: tuple[Section, ...]
    date: str
