"""Proposals as a table for people, on a terminal of any width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from shuyu.cli.layout import Look, Piece, cells, pad, wrap

if TYPE_CHECKING:
    from shuyu.mine.monolingual import TermCandidate
    from shuyu.mine.proposals import Proposal

_GAP = 2
_SCORE = 5
_COUNT = 6
_LEAST_TERM = 10
_LEAST_SHOWN = 16
_LEAST_REST = 24
_RIVALS = 2
_INDENT = " " * (_SCORE + _GAP)


def proposal_lines(
    shown: Sequence[Proposal], look: Look, reasons: Mapping[str, Mapping[str, float]] | None = None
) -> Iterator[str]:
    """A line a proposal, or as many as its terms need: score, terms, finds, what the store has and what rivals it.

    Args:
        shown: best first.
        look: how wide; what rivals a proposal is cut there, or left out where there is no room.
        reasons: by the id of the proposal; a line of their own.
    """
    rows = [(f"{one.score:.2f}", ((one.zh, "zh"), (one.en, "en")), f"{one.count:,}", _others(one)) for one in shown]
    told = [
        ", ".join(f"{name} {value:+.2f}" for name, value in (reasons or {}).get(one.id, {}).items()) for one in shown
    ]
    yield from _table(("score", ("Chinese", "English"), "count", "others"), rows, look, told)


def term_lines(found: Sequence[TermCandidate], look: Look, language: str) -> Iterator[str]:
    """A line a term: score, text, finds, and a text that it stands in.

    Args:
        found: best first.
        look: how wide; the text is cut there.
        language: `zh` or `en`.
    """
    rows = [
        (f"{one.score:.1f}", ((one.text, language),), f"{one.count:,}", " ".join(one.contexts[0].split()))
        for one in found
    ]
    yield from _table(("score", ("Chinese" if language == "zh" else "English",), "count", "context"), rows, look, [])


def _others(one: Proposal) -> str:
    known = [f"known: {one.known}"] if one.known else []
    return "; ".join([*known, *(f"{rival.en} {rival.share:.0%}" for rival in one.rivals[:_RIVALS])])


def _table(
    head: tuple[str, tuple[str, ...], str, str],
    rows: Sequence[tuple[str, tuple[Piece, ...], str, str]],
    look: Look,
    told: Sequence[str],
) -> Iterator[str]:
    if not rows:
        return
    score = max(_SCORE, *(len(row[0]) for row in rows))
    widths = [max(cells(name), *(cells(row[1][at][0]) for row in rows)) for at, name in enumerate(head[1])]
    room = _fit(widths, look, score)
    titles = [pad(name, width) for name, width in zip(head[1], widths, strict=True)]
    rest = [head[3]] if room is None or room else []
    first = (" " * _GAP).join([head[0].rjust(score), *titles, head[2].rjust(_COUNT), *rest])
    yield look.paint([(first.rstrip(), "faint")])
    for row, reasons in zip_longest(rows, told, fillvalue=""):
        assert not isinstance(row, str)  # noqa: S101 -- there are no more reasons than rows
        yield from _row(row, widths, room, score, look)
        if reasons:
            yield from _indented(reasons, look)


def _fit(widths: list[int], look: Look, score: int) -> int | None:
    # Makes columns of terms narrower until they fit; the room that is left for the last column, None for any.
    if look.width is None:
        return None
    room = look.width - score - _COUNT - _GAP * (len(widths) + 2)
    wish = room - _LEAST_REST if room >= _LEAST_REST + _LEAST_SHOWN * len(widths) else room
    while sum(widths) > wish and max(widths) > _LEAST_TERM:
        widest = widths.index(max(widths))
        widths[widest] -= 1
    left = room - sum(widths)
    return left if left >= _LEAST_SHOWN else 0


def _row(
    row: tuple[str, tuple[Piece, ...], str, str], widths: Sequence[int], room: int | None, score: int, look: Look
) -> Iterator[str]:
    gap = " " * _GAP
    parts = [wrap([piece], width) for piece, width in zip(row[1], widths, strict=True)]
    for number, lines in enumerate(zip_longest(*parts, fillvalue=[])):
        pieces: list[Piece] = [((row[0] if not number else "").rjust(score), "faint")]
        for line, width in zip(lines, widths, strict=True):
            used = sum(cells(text) for text, _ in line)
            pieces += [(gap, ""), *line, (" " * max(0, width - used), "")]
        if not number:
            pieces += [(gap + row[2].rjust(_COUNT), "")]
            if row[3] and room != 0:
                pieces += [(gap + cut(row[3], room), "faint")]
        yield look.paint(_trimmed(pieces))


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    while pieces and not pieces[-1][0].strip():
        pieces.pop()
    return pieces


def _indented(text: str, look: Look) -> Iterable[str]:
    if look.width is None:
        return [look.paint([(_INDENT + text, "faint")])]
    return [look.paint([(_INDENT, ""), *line]) for line in wrap([(text, "faint")], max(20, look.width - len(_INDENT)))]


def cut(text: str, width: int | None) -> str:
    """`text`, or as much of it as `width` columns hold, with a mark that there was more.

    >>> cut("开源模型可以下载", 7), cut("open model", 10), cut("open model", None)
    ('开源模…', 'open model', 'open model')
    """
    if width is None or cells(text) <= width:
        return text
    used = 1
    for at, character in enumerate(text):
        used += cells(character)
        if used > width:
            return text[:at].rstrip() + "…"
    return text
