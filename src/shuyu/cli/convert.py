"""`shuyu convert`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shuyu.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator


def convert_command(
    source: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TEXT|FILE|-]...", help="Text, or the name of a text file; standard input when absent."
        ),
    ] = None,
    to: Annotated[
        str, typer.Option("--to", "-t", help="zh-Hans, zh-Hant, zh-Hant-TW, zh-Hant-HK, or an OpenCC name (s2twp).")
    ] = "zh-Hans",
    from_: Annotated[
        str | None, typer.Option("--from", "-f", help="The language of the source; found from the text when absent.")
    ] = None,
    words: Annotated[
        bool | None,
        typer.Option("--words/--characters", help="Turn regional words too (软件/軟體), or characters only."),
    ] = None,
) -> None:
    """Turn Traditional text into Simplified, or the reverse.

    Examples:

      shuyu convert 軟體開發 --to zh-Hans --words

      shuyu convert 后天在皇后面前 --to zh-Hant-HK

      pdftotext report.pdf - | shuyu convert --to zh-Hans
    """
    from shuyu.text.script import converter

    turn = converter(to, from_=from_, words=words)
    for piece in _pieces(source or ["-"]):
        sys.stdout.write(turn(piece))


def _pieces(sources: list[str]) -> Iterator[str]:
    for source in sources:
        if source == "-":
            # Script is found in the whole text, so it is read whole.
            yield sys.stdin.read()
        elif _is_file(source):
            from shuyu.files import read_bytes
            from shuyu.text.encoding import decode

            yield decode(read_bytes(Path(source)), source).text
        else:
            yield source + "\n"


def _is_file(source: str) -> bool:
    try:
        if Path(source).is_file():
            return True
    except (OSError, ValueError):
        return False  # too long for a name, or with characters that none can have
    # Text to convert has Chinese in it: what has none, and looks like a file's name, is a name mistyped.
    if source.isascii() and Path(source).suffix and " " not in source:
        raise InputError(
            Problem("E101", "there is no such file", "Give a file that is there, or Chinese text.", path=source)
        )
    return False
