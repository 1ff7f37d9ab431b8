"""Styled text broken into lines by the columns that it takes on a terminal, Chinese and Latin alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import typer

from shuyu.text.han import CLOSING, HAN, OPENING

STYLES: dict[str, dict[str, Any]] = {
    "": {},
    "zh": {"fg": "cyan", "bold": True},
    "en": {"bold": True},
    "faint": {"dim": True},
    "place": {"fg": "green"},
    "mark": {"fg": "yellow", "bold": True},
    "avoid": {"fg": "red", "strikethrough": True},
    "good": {"fg": "green"},
    "bad": {"fg": "red", "bold": True},
}

Piece = tuple[str, str]
"""Text, and the name of its style in `STYLES`."""


@cache
def _unit() -> re.Pattern[str]:
    # What must stay on one line: a Latin word, or a Chinese character, with the marks that cling to it.
    stops = re.escape("，、：；。！？…—" + CLOSING + ",.:;!?)]}%")
    starts = re.escape(OPENING + "([{")
    return re.compile(
        rf"\s+|[{starts}]*(?:[{HAN}]|[^\s{HAN}{starts}{stops}]+|(?=[{stops}]))[{stops}]*|[{starts}]+", re.DOTALL
    )


@dataclass(frozen=True)
class Look:
    """How to draw: whether with colours, and how wide (None: lines are not broken)."""

    colour: bool = False
    width: int | None = None

    def paint(self, pieces: Iterable[Piece]) -> str:
        """The pieces as one string, in their styles where colours are wanted."""
        return "".join(
            typer.style(text, **STYLES[style]) if self.colour and style and text else text for text, style in pieces
        )


def cells(text: str) -> int:
    """Columns that `text` takes on a terminal.

    >>> cells("术语 term")
    9
    """
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def pad(text: str, width: int) -> str:
    """`text` filled with spaces to `width` columns.

    >>> pad("术语", 6) + "|"
    '术语  |'
    """
    return text + " " * max(0, width - cells(text))


def wrap(pieces: Sequence[Piece], width: int) -> list[list[Piece]]:
    """`pieces` broken into lines of at most `width` columns.

    A line breaks between words and between Chinese characters, never before a closing mark nor after an opening one;
    a word longer than a line is cut.

    >>> wrap([("开源模型（open model）。", "")], 10)
    [[('开源模型', '')], [('（open', '')], [('model）。', '')]]
    """
    lines: list[list[Piece]] = [[]]
    room = width
    for text, style in pieces:
        for match in _unit().finditer(text):
            unit = match.group()
            need = cells(unit)
            if unit.isspace():
                if lines[-1] and room > 0:
                    lines[-1].append((" ", style))
                    room -= 1
                continue
            if need > room and lines[-1]:
                lines.append([])
                room = width
            while need > width:
                head = _fitting(unit, width)
                lines[-1].append((head, style))
                lines.append([])
                unit = unit[len(head) :]
                need = cells(unit)
            lines[-1].append((unit, style))
            room -= need
    return [_joined(line) for line in lines if line]


def _fitting(text: str, width: int) -> str:
    used = 0
    for number, character in enumerate(text):
        used += cells(character)
        if used > width and number:
            return text[:number]
    return text


def _joined(line: list[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for text, style in line:
        if joined and joined[-1][1] == style:
            joined[-1] = (joined[-1][0] + text, style)
        else:
            joined.append((text, style))
    text, style = joined[-1]
    joined[-1] = (text.rstrip(), style)
    return [piece for piece in joined if piece[0]]


def hanging(lead: Sequence[Piece], body: Sequence[Piece], look: Look) -> list[str]:
    """`lead`, then `body` beside it; where the terminal is too narrow, further lines hang under the body."""
    indent = sum(cells(text) for text, _ in lead)
    if look.width is None:
        return [look.paint([*lead, *body])]
    first, *rest = wrap(body, max(20, look.width - indent)) or [[]]
    return [look.paint([*lead, *first]), *(look.paint([(" " * indent, ""), *line]) for line in rest)]
