"""The `shuyu` command: finds the one command that is asked for and runs it."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from shuyu.cli.commands import COMMANDS
from shuyu.errors import ShuyuError

if TYPE_CHECKING:
    from collections.abc import Sequence


class LazyGroup(TyperGroup):
    """A group that imports a command's module only when that command is wanted."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All names, in the order of the registry."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command called `cmd_name`, or None."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        function = getattr(import_module(entry.module), f"{entry.name}_command")
        one = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
        one.command(
            entry.name,
            short_help=entry.summary,
            rich_help_panel=entry.panel,
            context_settings={"help_option_names": ["-h", "--help"]},
        )(function)
        command = typer.main.get_command(one)
        command.name = entry.name
        return command


app = typer.Typer(
    cls=LazyGroup,
    help="shuyu 术语: a bilingual Chinese-English terminology tool. Everything runs offline.",
    epilog="Example: shuyu lookup 人工智能大模型",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from shuyu import __version__

        typer.echo(f"shuyu {__version__}")
        raise typer.Exit


@app.callback()
def shuyu(
    project: Annotated[
        Path | None,
        typer.Option("--project", "-C", metavar="DIR", help="The project to work in, instead of the one around here."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Root options, before the command."""
    if project is not None:
        # Said once for this process: every command, and every process that it starts, finds the project by it.
        os.environ["SHUYU_PROJECT"] = str(project)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit status."""
    try:
        outcome = app(list(arguments) if arguments is not None else None, prog_name="shuyu", standalone_mode=True)
    except ShuyuError as error:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        return error.exit_status
    except BrokenPipeError:
        # The reader (head, less) has gone; what is still in the buffer must not be complained of at exit.
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115
        return 0
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else (0 if leaving.code is None else 1)
    return outcome if isinstance(outcome, int) else 0


def main() -> None:
    """The entry point of the console script."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # Windows consoles and C locales would otherwise refuse Chinese.
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower() not in {"utf-8", "utf8"}:
            stream.reconfigure(encoding="utf-8", errors="replace" if stream is not sys.stdin else "strict")
    sys.exit(run())
