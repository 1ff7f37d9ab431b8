"""Wrapped lines of English: ragged, so a line is full when the next word would not have fitted."""

from __future__ import annotations

from collections.abc import Iterator

from shuyu.text.clean.lines import TOO_WIDE, Line, Role

NARROWEST = 30
"""Columns. Narrower lines of English are verse, a list or a caption."""
MIN_CUTS = 3
"""So many lines must end inside a sentence."""


def latin_joins(lines: list[Line]) -> Iterator[int]:
    """The numbers of the lines that go on in the next.

    Args:
        lines: of the whole text.
    """
    region: list[int] = []
    for i, line in enumerate(lines):
        if line.width < TOO_WIDE and not line.han and line.role is not Role.APART:
            region.append(i)
            continue
        yield from _in_region(lines, region)
        region = []
    yield from _in_region(lines, region)


def _in_region(lines: list[Line], region: list[int]) -> Iterator[int]:
    if len(region) < 3:
        return
    borders = [i for i in region[:-1] if _may_go_on(lines[i + 1])]
    cut = [i for i in borders if lines[i].open]
    apart = sum(lines[i + 1].gap == 1 for i in cut)
    gap = int(apart > sum(lines[i + 1].gap == 0 for i in cut))
    borders = [i for i in borders if lines[i + 1].gap <= gap]
    cut = [i for i in cut if lines[i + 1].gap <= gap]
    if len(cut) < 2:
        return
    widths = sorted({lines[i].width for i in region}, reverse=True)
    for width in widths[:4]:
        if width >= NARROWEST and _is_wrapped(lines, cut, width):
            for i in borders:
                if _is_full(lines, i, width) or (
                    lines[i].open and _begins_small(lines[i + 1]) and lines[i].width >= 0.75 * width
                ):
                    yield i
            return


def _may_go_on(line: Line) -> bool:
    return line.role not in (Role.START, Role.ITEM) and not line.indented


def _is_wrapped(lines: list[Line], cut: list[int], width: int) -> bool:
    full = sum(_is_full(lines, i, width) for i in cut)
    small = sum(_begins_small(lines[i + 1]) for i in cut)
    if len(cut) < MIN_CUTS:
        return full == small == len(cut) and width >= 50
    return full * 20 >= len(cut) * 17 and small * 2 >= len(cut)


def _is_full(lines: list[Line], i: int, width: int) -> bool:
    word = lines[i + 1].text.split(None, 1)[0]
    # A long word may be divided at its hyphen; what is before it must have found no room either.
    return lines[i].width + 1 + len(word.split("-", 1)[0]) > width


def _begins_small(line: Line) -> bool:
    return line.text[0].islower() or line.text[0].isdigit() or line.text[0] in "(“\"'"
