"""`shuyu align` over a folder: a file of output for each pair, what is done already left as it is."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from shuyu.cli.align import put, targets, tell_evidence
from shuyu.cli.common import counted, report, warn
from shuyu.cli.many import in_order
from shuyu.errors import EXIT_BAD_INPUT, Problem, ProjectError, ShuyuError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shuyu.build.align_files import FilePair, Wish

_Done = tuple[list[str], tuple[Problem, ...], int, int]
"""Notes, what was wrong, pairs, and pairs to check."""


def align_folder(
    folder: Path, wish: Wish, name: str, output: Path, fix: Path | None, *, jobs: int, force: bool
) -> None:
    """Align the pairs of a folder.

    Each pair is aligned by itself, so the outputs are the same for any number of processes.
    """
    from shuyu.align.output import FORMATS
    from shuyu.build.align_files import pairs_of_folder

    if output.exists() and not output.is_dir():
        how = "Name a folder, or a place where one can be made."
        raise ProjectError(Problem("E406", "this is a file, not a folder", how, path=str(output)))
    pairs, problems = pairs_of_folder(folder, without=output, lines=wish.lines)
    waiting: list[tuple[FilePair, Path]] = []
    for pair in pairs:
        target = output / f"{pair.name}{FORMATS[name].suffix}"
        # A table that is written anew keeps what a person decided in it.
        tables = fix if fix is not None else output if name == "tsv" else None
        table = None if tables is None else tables / f"{pair.name}{FORMATS['tsv'].suffix}"
        wanted = replace(pair, fix=table if table is not None and table.is_file() else None)
        if force or not _finished(wanted, wish, targets(target, name, words=wish.words)):
            waiting.append((wanted, target))
    tell_evidence(wish)
    report(problems)
    if len(pairs) > len(waiting):
        done = counted(len(pairs) - len(waiting), "pair of files", "pairs of files")
        warn(f"{done} done already (--force aligns anew)")
    sentences = doubtful = 0
    for notes, wrong, number, low in in_order(partial(_one, wish, name), waiting, jobs=jobs, stage="aligning"):
        for note in notes:
            warn(note)
        report(wrong)
        problems.extend(wrong)
        sentences, doubtful = sentences + number, doubtful + low
    warn(f"{counted(len(waiting), 'pair of files', 'pairs of files')}: {sentences:,} pairs, {doubtful:,} to check")
    if problems:
        sys.stdout.flush()
        raise typer.Exit(EXIT_BAD_INPUT)


def _finished(pair: FilePair, wish: Wish, outputs: Sequence[Path]) -> bool:
    sources = [path for path in (pair.zh, pair.en, pair.fix, wish.lexicon) if path is not None]
    try:
        newest = max(path.stat().st_mtime_ns for path in sources)
        return all(path.stat().st_mtime_ns >= newest for path in outputs)
    except OSError:
        return False


def _one(wish: Wish, name: str, waiting: tuple[FilePair, Path]) -> _Done:
    from shuyu.align.output import FORMATS
    from shuyu.build.align_files import align_files

    pair, target = waiting
    try:
        alignment, notes = align_files(pair, wish)
        target.parent.mkdir(parents=True, exist_ok=True)
        put(FORMATS[name].render(alignment), target)
    except ShuyuError as error:
        return [], error.problems, 0, 0
    except OSError as error:
        how = "Check the folder's permissions."
        return [], (Problem("E401", f"cannot write: {error.strerror or error}", how, path=str(target)),), 0, 0
    return notes, (), len(alignment.pairs), sum(map(alignment.is_low, alignment.pairs))
