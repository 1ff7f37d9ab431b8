"""`shuyu review --export` and `--import`: sheets for colleagues."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from shuyu.cli.common import counted, warn
from shuyu.errors import Problem, ProjectError

if TYPE_CHECKING:
    from shuyu.review.session import Review
    from shuyu.review.taking import Report


def export_sheet(review: Review, path: Path, *, force: bool) -> None:
    """Write a sheet for colleagues.

    Raises:
        ProjectError: E406, when the file is there already; E401, when it cannot be written.
        UsageError: E663, when its name is of no kind of sheet.
        MissingExtraError: E501, when openpyxl is needed and not installed.
    """
    from shuyu.files import write_whole
    from shuyu.review.sheet import sheet_rows
    from shuyu.review.sheet_files import kind_of, written

    kind = kind_of(path)
    if path.exists() and not force:
        how = "It may hold decisions: read them with --import. --force writes over it."
        raise ProjectError(Problem("E406", "this file is there already", how, path=str(path)))
    write_whole(path, written(kind, sheet_rows(review.queue, review.journal.put_off)))
    typer.echo(f"{counted(len(review.queue), 'candidate')} in {path}. Read it back with --import {path}")


def import_sheet(review: Review, path: Path, *, dry_run: bool, as_json: bool) -> None:
    """Read a sheet back.

    Raises:
        ShuyuError: as `read_cells`, `read_rows` and `take_sheet`.
        typer.Exit: 1, when rows need a person.
    """
    from shuyu.cli.keep import bring_up_to_date
    from shuyu.review.sheet import read_rows
    from shuyu.review.sheet_files import read_cells
    from shuyu.review.taking import take_sheet

    name = str(path)
    rows, problems = read_rows(read_cells(path), name, review.proposals)
    report = take_sheet(review, rows, name, problems, dry_run=dry_run)
    if not dry_run:
        review.close()
    _tell(report, name, dry_run=dry_run, as_json=as_json)
    if not dry_run and (report.accepted or report.corrected):
        bring_up_to_date(review.project)
    if report.problems:
        raise typer.Exit(1)


def _tell(report: Report, name: str, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        values = {
            "file": name,
            "accepted": report.accepted,
            "corrected": report.corrected,
            "rejected": report.rejected,
            "later": report.put_off,
            "already": report.already,
            "undecided": report.undecided,
            "problems": [str(problem) for problem in report.problems],
            "written": not dry_run,
        }
        typer.echo(json.dumps(values, ensure_ascii=False))
        return
    if dry_run:
        for verb, pairs in (("accept", report.accepted), ("reject", report.rejected), ("later ", report.put_off)):
            for zh, en in pairs:
                typer.echo(f"{verb}  {zh} / {en}")
    # A correction is a colleague's own words: it is always shown.
    for zh, en, mined_zh, mined_en in report.corrected:
        typer.echo(f"accept  {zh} / {en}  (proposed: {mined_zh} / {mined_en})")
    for problem in report.problems:
        warn(str(problem))
    counts = (
        (len(report.accepted) + len(report.corrected), "accepted"),
        (len(report.corrected), "of them corrected"),
        (len(report.rejected), "rejected"),
        (len(report.put_off), "for later"),
        (report.already, "known already"),
        (report.undecided, "undecided"),
        (len(report.problems), "not taken"),
    )
    told = ", ".join(f"{number:,} {what}" for number, what in counts if number) or "no rows"
    typer.echo(f"{name}: {told}.{' Nothing was written.' if dry_run else ''}")
