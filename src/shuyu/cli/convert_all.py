"""All sources of `shuyu convert`, and what is said of them together."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import typer

from shuyu.cli.common import colours, counted, report, terminal_width, warn
from shuyu.cli.convert_run import Order, Outcome, convert_source, refuse_to_print
from shuyu.cli.convert_sources import Source
from shuyu.cli.layout import Look
from shuyu.cli.many import in_order
from shuyu.conversion.whole import Wish
from shuyu.errors import EXIT_BAD_INPUT, EXIT_NOTHING_FOUND, Problem


class Show(NamedTuple):
    """What is to be shown of each source.

    Attributes:
        report: the doubts.
        diff: what changes.
        round_trip: what would not come back.
        check: which would change.
        as_json: all of it for programs.
        verbose: what each was, and what steers.
    """

    report: bool
    diff: bool
    round_trip: bool
    check: bool
    as_json: bool
    verbose: bool


def convert_all(
    sources: Sequence[Source],
    wish: Wish,
    order: Order,
    show: Show,
    *,
    problems: Sequence[Problem],
    project: Path | None,
    terms: bool,
    jobs: int,
) -> None:
    """Convert the sources, write or print them, and say what a person should know.

    Args:
        sources: what there is.
        wish: how to convert; the terms are added here.
        order: how to treat the sources.
        show: what to show.
        problems: what was wrong with sources that are not among them.
        project: the project that the command line names.
        terms: whether terms steer.
        jobs: how many processes.
    """
    _refuse_to_print(sources, wish, order)
    report(problems)
    failed = len(problems)
    waiting = [source for source in sources if not source.done]
    if len(waiting) < len(sources):
        done = counted(len(sources) - len(waiting), "file")
        warn(f"{done} done already (--force converts anew)")
    counts: dict[Path | None, int] = {}
    work = [(source, _steered(source, wish, project, show, counts) if terms else wish) for source in waiting]
    changed = written = 0
    # What goes to a pipe goes there as soon as it is ready.
    to_files = order.in_place or (bool(waiting) and all(source.output is not None for source in waiting))
    one = partial(convert_source, order)
    beside = (to_files or not order.writes) and len(work) > 1
    outcomes = in_order(one, work, jobs=jobs, stage="converting") if beside else map(one, work)
    for (_, wished), outcome in zip(work, outcomes, strict=True):
        failed += bool(outcome.problems)
        changed += outcome.changed
        written += outcome.output is not None
        _say(outcome, show, terms=len(wished.terms) + len(wished.keep))
    if to_files and len(sources) > 1:
        parts = [f"{counted(written, 'file')} written"]
        same = len(waiting) - written - (failed - len(problems))
        parts += [f"{same:,} with nothing to change"] if same else []
        parts += [f"{failed:,} not converted"] if failed else []
        warn(", ".join(parts))
    elif show.check and not show.as_json:
        parts = [f"{counted(changed, 'file')} would change"] if len(sources) > 1 else []
        if parts:
            warn(", ".join(parts))
    if failed:
        sys.stdout.flush()
        raise typer.Exit(EXIT_BAD_INPUT)
    if show.check and changed:
        raise typer.Exit(EXIT_NOTHING_FOUND)


def _refuse_to_print(sources: Sequence[Source], wish: Wish, order: Order) -> None:
    # Known from the names, before anything is printed.
    if not order.writes or order.in_place:
        return
    from shuyu.conversion.documents import SUFFIXES

    for source in sources:
        if source.path is not None and source.output is None:
            refuse_to_print(wish.format or SUFFIXES.get(source.path.suffix.lower()), source.shown)


def _steered(source: Source, wish: Wish, project: Path | None, show: Show, counts: dict[Path | None, int]) -> Wish:
    from shuyu.cli.convert_terms import steer

    found = steer(source.path, project, wish.engine().target, words=wish.words)
    if found.path not in counts:
        counts[found.path] = found.number
        if show.verbose and found.path is not None:
            warn(f"{counted(found.number, 'form')} of {found.path} {'steers' if found.number == 1 else 'steer'}")
    return replace(wish, terms=found.terms, keep=found.keep)


def _say(outcome: Outcome, show: Show, *, terms: int) -> None:
    from shuyu.cli.convert_show import as_json, diff_lines, doubt_lines, loss_lines, summary

    for warning in outcome.warnings:
        warn(warning if warning.startswith(outcome.shown) else f"{outcome.shown}: {warning}")
    report(outcome.problems)
    if show.as_json:
        sys.stdout.write(as_json(outcome, terms=terms, text=True))
        return
    if show.verbose and not outcome.problems:
        warn(summary(outcome))
    if outcome.problems:
        return
    look = Look(colours(), terminal_width())
    if outcome.data is not None:
        _print(outcome.data)
    if show.check and outcome.changed and not show.diff:
        sys.stdout.write(f"{outcome.shown}\n")
    sys.stdout.writelines(diff_lines(outcome.diff, look))
    if show.report:
        sys.stdout.writelines(doubt_lines(outcome, look, settled=show.verbose))
        settled = sum(found.doubt.settled is not None for found in outcome.findings.doubts) if outcome.findings else 0
        total = len(outcome.findings.doubts) if outcome.findings else 0
        warn(f"{outcome.shown}: {counted(total - settled, 'choice')} in doubt, {settled:,} settled")
    if show.round_trip:
        lines = loss_lines(outcome, look)
        sys.stdout.writelines(lines)
        warn(f"{outcome.shown}: {counted(len(lines), 'place')} would not come back")


def _print(data: bytes) -> None:
    raw = getattr(sys.stdout, "buffer", None)
    if raw is None:
        sys.stdout.write(data.decode("utf-8", "surrogateescape"))
        return
    sys.stdout.flush()
    raw.write(data)
