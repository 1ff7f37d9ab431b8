"""A document, and the pieces of it that are read: each keeps its place in the source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(str, Enum):
    """What a block or passage is in its document."""

    FLOW = "flow"
    """Running text not yet cut into paragraphs: lines may be wrapped; cleaning comes first."""
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"
    ENTRY = "entry"
    """One side of an entry of a vocabulary list."""
    CAPTION = "caption"
    """A caption, byline or credit that stands apart from the running text."""


@dataclass(frozen=True)
class Block:
    """A piece of a document as its reader found it: not yet cleaned.

    Attributes:
        text: as in the source, mark-up of the file format itself removed.
        line: 1-based line of the source where it starts.
        kind: what it is.
        language: what the format says it is, or None (then it is detected from the text).
        row: blocks of one table row, translation unit or list entry share a number; None elsewhere.
        column: 0-based column within the row.
        table: a number for the table the row belongs to; 0 where there is but one.
    """

    text: str
    line: int
    kind: Kind = Kind.PARAGRAPH
    language: str | None = None
    row: int | None = None
    column: int = 0
    table: int = 0


@dataclass(frozen=True)
class Document:
    """What a reader makes of one file.

    Attributes:
        path: with `/`, relative to the folder that was read.
        format: the name of the reader.
        encoding: how the bytes were decoded; "" for formats that are not text.
        blocks: in the order of the source.
        language: from the file's name or its mark-up, or None.
    """

    path: str
    format: str
    encoding: str
    blocks: tuple[Block, ...]
    language: str | None = None


@dataclass(frozen=True)
class Passage:
    """A cleaned piece of a document in one language, with its place.

    Attributes:
        text: clean; one paragraph, heading, item or cell, without line breaks.
        language: canonical BCP 47 tag, or `und`.
        document: the document's path.
        line: 1-based first line in the source.
        end_line: 1-based last line in the source.
        kind: what it is; never FLOW.
        row: as in `Block`.
        column: as in `Block`.
        table: as in `Block`.
    """

    text: str
    language: str
    document: str
    line: int
    end_line: int
    kind: Kind = Kind.PARAGRAPH
    row: int | None = None
    column: int = 0
    table: int = 0
