"""An alignment on a terminal: two columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

from shuyu.align.output.plain import mark
from shuyu.cli.common import colours, terminal_width
from shuyu.cli.layout import Look, Piece, cells, pad, wrap

if TYPE_CHECKING:
    from shuyu.align.output import Alignment

_NARROWEST = 40
_WIDEST = 160
_MARK = 6
_BETWEEN = "  "


def side_by_side(alignment: Alignment, look: Look | None = None) -> Iterator[str]:
    """Lines for a terminal: how sure, the Chinese, the English beside it; what is doubtful stands out.

    Args:
        alignment: what to show.
        look: how to draw; that of standard output when absent.
    """
    look = look or Look(colours(), terminal_width())
    width = min(max(look.width or 80, _NARROWEST), _WIDEST)
    column = (width - _MARK - 2 * len(_BETWEEN)) // 2
    for pair in alignment.pairs:
        style = "mark" if alignment.is_low(pair) else "good" if pair.kept else "faint"
        zh = wrap([(alignment.zh_text(pair) or "—", "")], column)
        en = wrap([(alignment.en_text(pair) or "—", "")], column)
        lead: Piece = (pad(mark(alignment, pair), _MARK), style)
        nothing: list[Piece] = []
        for left, right in zip_longest(zh, en, fillvalue=nothing):
            filled = " " * max(0, column - sum(cells(text) for text, _ in left))
            gap: Piece = (f"{filled}{_BETWEEN}", "")
            yield look.paint([lead, (_BETWEEN, ""), *left, *([gap, *right] if right else [])]) + "\n"
            lead = (" " * _MARK, "")
