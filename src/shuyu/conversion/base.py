"""What a document format gives to be converted, and what it gets back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Unit:
    """A piece of human text that reads as one: a paragraph, a cell, a caption, a translation.

    Attributes:
        pieces: the text, cut where mark-up stands inside it (`头` in one run, `发` in the next). It is converted as
            one and comes back in as many pieces.
        place: where it stands, for people: `slide 3`, `Sheet1!B4`; empty where the line says enough.
        line: the line of the file it begins on, counted from 1; None where the format has no lines.
        english: what the document itself says the text means (PO, TMX, XLIFF).
        language: the language tag the document gives to this text, as written there; None where it gives none.
    """

    pieces: tuple[str, ...]
    place: str = ""
    line: int | None = None
    english: str | None = None
    language: str | None = None

    @property
    def text(self) -> str:
        """The pieces as one.

        >>> Unit(("头", "发")).text
        '头发'
        """
        return "".join(self.pieces)


Turn = Callable[[Sequence[Unit]], Sequence[tuple[str, ...]]]
"""What each unit becomes: as many tuples as units, each of as many pieces as its unit.

A format calls it with as much at a time as it has at hand; units follow one another as they do in the document, so
that a mark such as `<!-- shuyu:off -->` holds until its end.
"""


@dataclass(frozen=True)
class Job:
    """What a document format is asked to do.

    Attributes:
        turn: what each unit becomes.
        target: the canonical tag of what comes out; language marks in the document are set to it.
        path: the file's name for messages.
        encoding: what to write text in; None keeps the encoding of the source.
        warn: told, in a sentence, of what a person should know though the file was converted (characters that the
            encoding cannot hold, a digital signature that no longer holds).
    """

    turn: Turn
    target: str
    path: str | None = None
    encoding: str | None = None
    warn: Callable[[str], None] = lambda _: None


class DocumentFormat(Protocol):
    """A kind of file whose human text can be converted and whose rest is left alone."""

    @property
    def name(self) -> str:
        """One word, lower case: `docx`."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Lower case, with the dot."""
        ...

    def rewrite(self, data: bytes, job: Job) -> bytes:
        """`data` with its human text turned.

        Raises:
            InputError: when `data` is not what its name says, is damaged, protected or unsafe; all that is wrong.
        """
        ...
