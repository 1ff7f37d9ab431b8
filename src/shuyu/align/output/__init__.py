"""What an alignment is written as. Choices, help and documentation derive from `FORMATS`."""

from __future__ import annotations

from shuyu.align.documents import WordLinks
from shuyu.align.output import html, json, plain, table, tmx
from shuyu.align.output.base import Alignment, OutputFormat, Pair, Side
from shuyu.errors import Problem, UsageError

FORMATS: dict[str, OutputFormat] = {
    entry.name: entry
    for entry in (
        plain.TEXT,
        table.FORMAT,
        tmx.FORMAT,
        json.FORMAT,
        html.FORMAT,
        plain.MOSES,
        plain.BEADS,
        plain.PHARAOH,
    )
}


def output_format(name: str) -> OutputFormat:
    """The format of this name.

    Raises:
        UsageError: E631, when there is none.

    >>> output_format("tmx").suffix
    '.tmx'
    """
    if name not in FORMATS:
        raise UsageError(Problem("E631", f'the format "{name}" is not known', f"Use one of: {', '.join(FORMATS)}."))
    return FORMATS[name]


__all__ = ["FORMATS", "Alignment", "OutputFormat", "Pair", "Side", "WordLinks", "output_format"]
