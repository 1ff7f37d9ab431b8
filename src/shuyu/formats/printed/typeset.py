"""Lines broken to the width of a column, by the rules for Chinese (GB/T 15834, CLREQ) and for English.

Between Chinese characters a line may end anywhere, but closing punctuation does not begin a line and opening
punctuation does not end one. English words stay whole unless one is wider than the column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from shuyu.formats.printed.model import Ink, Run
from shuyu.text import han

_WIDE = f"{han.HAN}{han.KANA}{han.HANGUL}{han.CHINESE_PUNCTUATION}{han.OPENING}{han.CLOSING}"
_UNIT = re.compile(f"[{_WIDE}]|[^\\s{_WIDE}]+|\\s+")
_NOT_FIRST = frozenset(han.CLAUSE_MARKS + han.CLOSING + "·～﹕﹑﹔．;,.:!?)]}")
_NOT_LAST = frozenset(han.OPENING + "([{×→")


@dataclass(frozen=True)
class Style:
    """How a run is set."""

    size: float
    bold: bool = False
    grey: float = 0.0
    struck: bool = False


@dataclass(frozen=True)
class Piece:
    """Characters in one font."""

    text: str
    font: str
    style: Style
    width: float
    ink: Ink
    link: str | None = None


@dataclass(frozen=True)
class SetLine:
    """One line as it is printed."""

    pieces: tuple[Piece, ...]
    leading: float

    @property
    def size(self) -> float:
        """The largest size in it."""
        return max((piece.style.size for piece in self.pieces), default=self.leading / 1.35)


Setter = Callable[[str, Run], list[Piece]]
"""Gives the pieces of some characters of a run."""


@dataclass(frozen=True)
class _Unit:
    # What is not broken, with the space after it, which is not printed at the end of a line.
    text: str
    pieces: tuple[Piece, ...]
    is_space: bool

    @property
    def width(self) -> float:
        return sum(piece.width for piece in self.pieces)


def broken(runs: Iterable[Run], width: float, leading: float, set_in: Setter) -> list[SetLine]:
    """Runs as lines no wider than `width`.

    Args:
        runs: of one line of a cell.
        width: in points.
        leading: from line to line, in points.
        set_in: how characters are set.

    Returns:
        at least one line where there is anything to print. No line is wider, unless one character alone is.
    """
    lines: list[SetLine] = []
    line: list[_Unit] = []
    used = 0.0
    for group in _groups(runs, width, set_in):
        size = sum(unit.width for unit in group)
        printed = sum(unit.width for unit in _trimmed(group))
        if line and used + printed > width:
            lines.append(_set(line, leading))
            line, used = [], 0.0
        if not line and all(unit.is_space for unit in group):
            continue
        line += group
        used += size
    if line:
        lines.append(_set(line, leading))
    return lines


def _groups(runs: Iterable[Run], width: float, set_in: Setter) -> Iterator[list[_Unit]]:
    # What has to stay on one line: units that punctuation holds together, with the space after them.
    group: list[_Unit] = []
    for unit in _units(runs, set_in):
        if group and not unit.is_space and _may_break(group, unit):
            yield from _fitting(group, width, set_in)
            group = []
        group.append(unit)
    if group:
        yield from _fitting(group, width, set_in)


def _units(runs: Iterable[Run], set_in: Setter) -> Iterator[_Unit]:
    for run in runs:
        for text in _UNIT.findall(run.text):
            yield _Unit(text, tuple(set_in(text, run)), text.isspace())


def _may_break(group: Sequence[_Unit], following: _Unit) -> bool:
    last = next((unit for unit in reversed(group) if not unit.is_space), None)
    if last is None or last.text[-1] in _NOT_LAST or following.text[0] in _NOT_FIRST:
        return False
    # Two words of which only the ink differs are one, where no space stands between them.
    return group[-1].is_space or not (last.text[-1].isascii() and following.text[0].isascii())


def _trimmed(group: Sequence[_Unit]) -> Sequence[_Unit]:
    end = len(group)
    while end and group[end - 1].is_space:
        end -= 1
    return group[:end]


def _fitting(group: list[_Unit], width: float, set_in: Setter) -> Iterator[list[_Unit]]:
    if sum(unit.width for unit in _trimmed(group)) <= width:
        yield group
        return
    # Wider than the column: broken anywhere.
    for unit in group:
        for piece in unit.pieces:
            run = Run("", piece.ink, "", piece.link)
            share = piece.width / max(1, len(piece.text))
            for character in piece.text:
                one = Piece(character, piece.font, piece.style, share, run.ink, piece.link)
                yield [_Unit(character, (one,), character.isspace())]


def _set(units: Sequence[_Unit], leading: float) -> SetLine:
    pieces: list[Piece] = []
    for unit in _trimmed(units):
        for piece in unit.pieces:
            last = pieces[-1] if pieces else None
            same = last and (last.font, last.style, last.link) == (piece.font, piece.style, piece.link)
            if last and same:
                pieces[-1] = Piece(
                    last.text + piece.text, last.font, last.style, last.width + piece.width, last.ink, last.link
                )
            else:
                pieces.append(piece)
    return SetLine(tuple(pieces), leading)
