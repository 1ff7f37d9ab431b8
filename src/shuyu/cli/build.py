"""`shuyu build`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shuyu.cli.common import JsonOption, ProjectOption, counted, report
from shuyu.errors import EXIT_BAD_INPUT

if TYPE_CHECKING:
    from shuyu.build import BuildReport


def build_command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files and folders to read instead of the project's own passages."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Read everything anew.")] = False,
    as_json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Make the store from terms.toml and the passages.

    What has not changed is not read again. The store is changed whole or not at all, whatever happens meanwhile. Exit
    status 3 when a file cannot be read; everything else is built all the same.

    Examples:

      shuyu build

      shuyu build ~/translations --force
    """
    from shuyu.build import build
    from shuyu.cli.progress import progress_bar
    from shuyu.project import find_project

    workspace = find_project(project)
    with progress_bar() as progress:
        outcome = build(workspace, paths=paths or None, force=force, progress=progress)
    if as_json:
        values = asdict(outcome)
        typer.echo(json.dumps(values, ensure_ascii=False))
    else:
        typer.echo(_summary(outcome))
    report(outcome.problems)
    if outcome.problems:
        sys.stdout.flush()
        raise typer.Exit(EXIT_BAD_INPUT)


def _summary(outcome: BuildReport) -> str:
    holds = (
        f"{counted(outcome.concepts, 'concept')}, {counted(outcome.mined, 'mined pair')}, "
        f"{counted(outcome.pairs, 'segment pair')}"
    )
    if not outcome.worked:
        return f"Nothing has changed: {holds}."
    done = f"Read {counted(len(outcome.read), 'document')}"
    if outcome.kept:
        done += f", kept {outcome.kept:,}"
    if outcome.removed:
        done += f", removed {len(outcome.removed):,}"
    return f"{done}. The store has {holds}."
