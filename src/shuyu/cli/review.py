"""`shuyu review`."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shuyu.cli.common import JsonOption, ProjectOption, colours, counted, terminal_width, warn
from shuyu.cli.layout import Look, cells, hanging, pad
from shuyu.cli.options import LEAST_SCORE, Note
from shuyu.errors import Problem, ProjectError, ShuyuError, UsageError
from shuyu.project import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shuyu.mine.proposals import Proposal
    from shuyu.project import Project
    from shuyu.review.draft import Choice
    from shuyu.review.session import Review

_AS = re.compile(r"(?:^|,)\s*(zh|en)\s*=")
_SHORTEST_ID = 4


def review_command(
    source: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="What shuyu mine wrote, JSON, TSV or XLSX; else the passages are mined."),
    ] = None,
    top: Annotated[int | None, typer.Option("--top", "-n", min=1, metavar="N", help="Only the N best.")] = None,
    min_score: Annotated[
        float | None,
        typer.Option(
            "--min-score", min=0.0, max=1.0, help=f"Leave out what scores less: {LEAST_SCORE} for the passages."
        ),
    ] = None,
    subject: Annotated[
        str | None, typer.Option("--subject", metavar="TEXT", help="The subject of the entries that are made.")
    ] = None,
    accept: Annotated[
        list[str] | None, typer.Option("--accept", metavar="ID", help="Take a candidate into terms.toml.")
    ] = None,
    corrected: Annotated[
        str | None, typer.Option("--as", metavar="zh=…,en=…", help="With --accept: the terms, corrected.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="ENTRY", help="With --accept: as terms of this entry, by its id.")
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="With --accept: an entry of its own, though the Chinese is known.")
    ] = False,
    forbidden: Annotated[
        bool, typer.Option("--forbidden", help="With --accept: a translation that must not be used.")
    ] = False,
    reject: Annotated[
        list[str] | None, typer.Option("--reject", metavar="ID", help="Turn a candidate down for good.")
    ] = None,
    term: Annotated[
        str | None, typer.Option("--term", metavar="zh|en", help="With --reject: this side is no term at all.")
    ] = None,
    note: Note = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was decided last.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="Print the candidates that wait.")] = False,
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help="Write a sheet for colleagues: .tsv or .xlsx.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="With --export: write over a file.")] = False,
    imported: Annotated[
        Path | None, typer.Option("--import", metavar="FILE", help="Read the decisions of such a sheet.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --import: show what would be done, and do nothing.")
    ] = False,
    as_json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Decide on mined term pairs.

    Without further options, opens a page that shows one candidate at a time, with its contexts; single keys decide, "?"
    lists them. What is accepted goes to terms.toml, what is rejected to rejected.tsv and is not proposed again. Every
    decision is on disk at once, and the next review goes on where this one ended, with the same FILE ("." for the
    passages of the project instead).

    Exit status: 0 when all is done, 1 when rows of an imported sheet need a person.

    Examples:

      shuyu review

      shuyu review mined.json --top 200

      shuyu review --export to-check.xlsx

      shuyu review --import to-check.xlsx --dry-run

      shuyu review --accept 1f0c --as "en=open-weight model"
    """
    from shuyu.cli.review_sheet import export_sheet, import_sheet
    from shuyu.project import find_project

    _check_options(
        {"--accept": bool(accept), "--reject": bool(reject), "--undo": undo, "--list": listed,
         "--export": export is not None, "--import": imported is not None},
        {"--as": (corrected, "--accept"), "--to": (to, "--accept"), "--new": (new, "--accept"),
         "--forbidden": (forbidden, "--accept"), "--term": (term, "--reject"), "--note": (note, "--accept, --reject"),
         "--force": (force, "--export"), "--dry-run": (dry_run, "--import"),
         "--json": (as_json, "--accept, --reject, --undo, --list, --import")},
    )  # fmt: skip
    if term not in (None, "zh", "en"):
        raise UsageError(Problem("E661", f'--term is zh or en, not "{term}"', ""))
    if to is not None and new:
        raise UsageError(Problem("E661", "--to and --new do not go together", "Name the entry, or make one."))
    if corrected is not None and len({*(accept or ())}) != 1:
        raise UsageError(Problem("E661", "--as is about one candidate", "Give --accept once."))
    workspace = find_project(project)
    if undo:
        _undo(workspace, as_json=as_json)
        return
    # Who names a candidate need not wait for all that is known.
    named = bool(accept or reject) or imported is not None
    review = _opened(workspace, source, top, min_score, subject, needed=imported is None, shown=not named)
    if accept:
        _accept(review, accept, _choice(corrected, to, new, forbidden, note), as_json=as_json)
    elif reject:
        _reject(review, reject, term, note or "", as_json=as_json)
    elif listed:
        _list(review, as_json=as_json)
    elif export is not None:
        export_sheet(review, export, force=force)
    elif imported is not None:
        import_sheet(review, imported, dry_run=dry_run, as_json=as_json)
    else:
        _page(review)


def _check_options(ways: dict[str, bool], belonging: dict[str, tuple[Any, str]]) -> None:
    chosen = [name for name, given in ways.items() if given]
    if len(chosen) > 1:
        how = "Do one after the other."
        raise UsageError(Problem("E661", f"{' and '.join(chosen)} do not go together", how))
    for name, (value, owners) in belonging.items():
        if value and not {*chosen} & {*owners.split(", ")}:
            raise UsageError(Problem("E661", f"{name} goes with {owners} only", ""))


def _opened(
    workspace: Project,
    source: Path | None,
    top: int | None,
    min_score: float | None,
    subject: str | None,
    *,
    needed: bool,
    shown: bool,
) -> Review:
    from shuyu.review.session import Review

    name, proposals = _candidates(workspace, source, needed=needed)
    # What a file holds, somebody has chosen.
    least = min_score if min_score is not None else 0.0 if name else LEAST_SCORE
    elsewhere = _known_elsewhere(workspace, proposals) if shown else {}
    return Review(workspace, proposals, source=name, subject=subject, top=top, least=least, elsewhere=elsewhere)


def _candidates(workspace: Project, source: Path | None, *, needed: bool) -> tuple[str | None, list[Proposal]]:
    """The file of what is reviewed (empty for the passages, None for what it was before), and the candidates."""
    from shuyu.review.candidates import read_proposals
    from shuyu.review.session import project_state

    if source is not None and not source.is_dir():
        path = source.absolute()
        name = path.relative_to(workspace.root).as_posix() if path.is_relative_to(workspace.root) else str(path)
        return name, read_proposals(source)
    # A folder stands for the passages, when a file was reviewed last.
    remembered = project_state(workspace).source if source is None else None
    if remembered and (workspace.root / remembered).is_file():
        return remembered, read_proposals(workspace.root / remembered, remembered)
    if not needed:
        return None, _mined_before(workspace)
    if remembered:
        warn(f"{remembered}, which was reviewed last, is gone: the passages are mined")
    return "", _mined(workspace)


def _known_elsewhere(workspace: Project, proposals: Sequence[Proposal]) -> dict[tuple[str, str], str]:
    from shuyu.build.mine_files import known_pairs
    from shuyu.project import TERMS
    from shuyu.text.fold import fold

    # A project that was never built knows nothing else.
    with suppress(ProjectError):
        return known_pairs(workspace, besides=TERMS, among={fold(one.zh) for one in proposals})
    return {}


def _mined_before(workspace: Project) -> list[Proposal]:
    """The candidates of the passages as they were mined last, for what a sheet says of them."""
    from shuyu.mine.proposals import read_json

    for path in sorted((workspace.root / HIDDEN).glob("mined-*.json")):
        with suppress(OSError, ValueError, KeyError, TypeError):
            return read_json(path.read_text(encoding="utf-8"))
    return []


def _mined(workspace: Project) -> list[Proposal]:
    """The candidates of the project's passages; mined anew only when those have changed."""
    from shuyu.build.mine_files import runner, signature, sources_of_project
    from shuyu.cli.progress import progress_bar
    from shuyu.files import write_whole
    from shuyu.mine.engine import mine
    from shuyu.mine.proposals import read_json, write_json

    for sentence in workspace.stale():
        warn(sentence)
    pairs, given = sources_of_project(workspace)
    now = signature(pairs, given)
    path = workspace.make_hidden_folder() / f"mined-{now}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        return read_json(path.read_text(encoding="utf-8"))
    with progress_bar() as tell, runner(1) as run:
        proposals = mine(pairs, candidates=given, run=run, tell=tell).proposals
    for old in path.parent.glob("mined-*.json"):
        old.unlink(missing_ok=True)
    write_whole(path, write_json(proposals).encode())
    return list(proposals)


def _choice(corrected: str | None, to: str | None, new: bool, forbidden: bool, note: str | None) -> Choice:
    from shuyu.review.draft import Choice

    terms: dict[str, str] = {}
    if corrected is not None:
        parts = _AS.split(corrected)
        if len(parts) < 3 or parts[0].strip():
            raise UsageError(Problem("E661", f'"{corrected}" is no correction', 'Write --as "zh=…,en=…", or one side.'))
        terms = {side: text.strip() for side, text in zip(parts[1::2], parts[2::2], strict=True)}
    return Choice(terms.get("zh"), terms.get("en"), to=to, forbidden=forbidden, as_new=new, note=note)


def _found(review: Review, name: str) -> Proposal:
    name = name.strip().lower()
    if name in review.proposals:
        return review.proposals[name]
    near = [one for one in review.proposals if one.startswith(name)] if len(name) >= _SHORTEST_ID else []
    if len(near) == 1:
        return review.proposals[near[0]]
    what = f'the id "{name}" is of {len(near)} candidates' if near else f'there is no candidate "{name}"'
    raise ProjectError(Problem("E426", what, "shuyu review --list shows their ids."))


def _accept(review: Review, names: Sequence[str], choice: Choice, *, as_json: bool) -> None:
    from shuyu.cli.keep import bring_up_to_date, place
    from shuyu.cli.keep import names as called

    def accept(proposal: Proposal) -> dict[str, Any]:
        accepted = review.accept(proposal, choice)
        entry = accepted.concept
        if not as_json:
            verb = "Added" if accepted.is_new else "Now in"
            typer.echo(f"{verb} {called(entry)} ({entry.id}) at {place(review.project, accepted.line)}")
            for other in accepted.others:
                warn(f"note: {called(other)} ({other.id}) has the same English. For the same meaning: --to {other.id}")
        return {"action": "accepted", "candidate": proposal.id, "id": entry.id, "new": accepted.is_new}

    done, problems = _each(review, names, accept, as_json=as_json)
    if done:
        bring_up_to_date(review.project)
    if problems:
        raise ProjectError(*problems)


def _reject(review: Review, names: Sequence[str], term: str | None, note: str, *, as_json: bool) -> None:
    def reject(proposal: Proposal) -> dict[str, Any]:
        decision = review.reject(proposal, term=term, note=note)
        if not as_json:
            what = " / ".join(filter(None, (decision.zh, decision.en)))
            typer.echo(f"Rejected {what} ({decision.kind.value}), in {review.rejected_path.name}")
        return {"action": "rejected", "candidate": proposal.id, "decision": decision.kind.value}

    _, problems = _each(review, names, reject, as_json=as_json)
    if problems:
        raise ProjectError(*problems)


def _each(
    review: Review, names: Sequence[str], decide: Callable[[Proposal], dict[str, Any]], *, as_json: bool
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """What was done, candidate by candidate, and why the others were not."""
    done: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for proposal in {one.id: one for one in (_found(review, name) for name in names)}.values():
        try:
            done.append(decide(proposal))
        except ShuyuError as error:
            problems += error.problems
    review.close()
    if as_json:
        typer.echo(json.dumps(done, ensure_ascii=False))
    return done, problems


def _undo(workspace: Project, *, as_json: bool) -> None:
    from shuyu.cli.keep import bring_up_to_date
    from shuyu.review.session import Review

    entry = Review(workspace).undo()
    if entry is None:
        raise ProjectError(Problem("E425", "there is nothing to take back", ""))
    typer.echo(json.dumps({"action": "undone", "what": entry.what}) if as_json else f"Taken back: {entry.what}")
    if entry.terms is not None:
        bring_up_to_date(workspace)


def _list(review: Review, *, as_json: bool) -> None:
    if as_json:
        listed = [{**one.to_json(), "put_off": review.is_put_off(one)} for one in review.queue]
        typer.echo(json.dumps(listed, ensure_ascii=False))
        return
    if not review.queue:
        typer.echo("Nothing is left to review.")
        return
    look = Look(colours(), terminal_width())
    wide = min(24, max(cells(one.zh) for one in review.queue))
    for one in review.queue:
        later = [("  (later)", "faint")] if review.is_put_off(one) else []
        lead = [(f"{one.id}  {one.score:.2f} {one.count:>5}  ", "faint"), (pad(one.zh, wide), "zh"), ("  ", "")]
        for line in hanging(lead, [(one.en, "en"), *later], look):
            typer.echo(line)


def _page(review: Review) -> None:
    from shuyu.cli.keep import bring_up_to_date
    from shuyu.cli.review_page import run_page

    tally = run_page(review)
    typer.echo(
        f"{tally.accepted:,} accepted, {tally.rejected:,} rejected, {tally.put_off:,} for later;"
        f" {counted(len(review.queue), 'candidate')} left."
    )
    if tally.accepted:
        bring_up_to_date(review.project)
