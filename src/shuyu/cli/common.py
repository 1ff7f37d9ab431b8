"""What several commands share: the project option, standard input, terminals."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shuyu.errors import Problem

ProjectOption = Annotated[
    Path | None,
    typer.Option("--project", "-C", metavar="DIR", help="The project to work in, instead of the one around here."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def warn(text: str) -> None:
    """Print one line to standard error."""
    typer.echo(text, err=True)


def report(problems: Iterable[Problem]) -> None:
    """Print problems to standard error, a line each."""
    for problem in problems:
        warn(str(problem))


def colours() -> bool:
    """Whether standard output is a terminal that wants colours (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def terminal_width() -> int | None:
    """Columns of the terminal that standard output is, or None for a pipe or file."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "pair"), counted(1200, "pair"), counted(2, "entry", "entries")
    ('1 pair', '1,200 pairs', '2 entries')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
