"""`shuyu mine`."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shuyu.cli.common import ProjectOption, colours, counted, terminal_width, warn
from shuyu.cli.options import LEAST_SCORE
from shuyu.errors import InputError, Problem, ProjectError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuyu.cli.layout import Look
    from shuyu.mine.engine import Mined
    from shuyu.mine.proposals import Proposal
    from shuyu.mine.shards import Source
    from shuyu.project import Project

FORMATS = ("table", "tsv", "json", "toml", "xlsx")
_SUFFIXES = {".tsv": "tsv", ".json": "json", ".toml": "toml", ".xlsx": "xlsx"}
_KNOWN = ("hide", "mark", "only")
_REASONS = 8
_WORTH_KEEPING = 2_000
_SHOWN_ON_A_TERMINAL = 100


def mine_command(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="A Chinese and an English file; tables, TMX, PO; folders."),
    ] = None,
    pairs: Annotated[
        Path | None, typer.Option("--pairs", metavar="FILE", help="A table with a Chinese and an English column.")
    ] = None,
    columns: Annotated[
        str | None, typer.Option(metavar="ZH,EN", help="Columns of --pairs, by name or number: zh,en or 3,2.")
    ] = None,
    min_count: Annotated[
        int | None, typer.Option("--min-count", min=1, help="Leave out what was found less often.")
    ] = None,
    top: Annotated[int | None, typer.Option("--top", "-n", min=1, help="Only so many, the best.")] = None,
    min_score: Annotated[
        float | None,
        typer.Option("--min-score", min=0.0, max=1.0, help=f"Leave out what scores less: {LEAST_SCORE}, unless given."),
    ] = None,
    subject: Annotated[
        str | None, typer.Option("--subject", metavar="TEXT", help="The subject of the entries that are made of them.")
    ] = None,
    known: Annotated[
        str | None, typer.Option(metavar="hide|mark|only", help="What to do with pairs the store already has.")
    ] = None,
    monolingual: Annotated[
        str | None, typer.Option(metavar="zh|en", help="Terms of one language: no translation is needed.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say why each stands where it stands: table, json.")
    ] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes that count.")] = 1,
    format_: Annotated[
        str | None,
        typer.Option("--format", "-f", metavar="NAME", help="table, tsv, json, toml or xlsx; else -o says it."),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file that is there.")] = False,
    project: ProjectOption = None,
) -> None:
    """Propose term pairs from texts and their translations.

    Without files the passages of the project are mined. The best pairs come first; nothing is added to terms.toml.

    Examples:

      shuyu mine --top 50

      shuyu mine law.zh.md law.en.md -o law.xlsx

      shuyu mine --pairs memory.tsv --jobs 2 -o terms.tsv

      shuyu mine manual.zh.md --monolingual zh
    """
    _check_output(output, force=force)
    name = _format(format_, output, explain=explain)
    apart = {"--known": known, "--explain": explain, "--min-score": min_score, "--subject": subject}
    _refuse(files, pairs, columns, known, monolingual, name, output, apart)
    if name == "xlsx":
        _need_office()
    if monolingual is not None:
        _put(_monolingual(files or [], pairs, columns, monolingual, min_count, top, name, project), output)
        return
    least = LEAST_SCORE if min_score is None else min_score
    found, wanted, hidden = _mined(files or [], pairs, columns, min_count, least, jobs, known, project)
    few = name == "table" and output is None and top is None and sys.stdout.isatty()
    shown = [replace(one, subject=subject) for one in wanted[: _SHOWN_ON_A_TERMINAL if few else top]]
    _put(_written(found, shown, name, explain=explain), output)
    unseen = 0 if wanted or hidden or known == "only" else len(found.proposals)
    _tell(len(shown), len(wanted), hidden, found.size, output, name, unseen)


def _tell(shown: int, all_: int, hidden: int, size: int, output: Path | None, name: str, unseen: int) -> None:
    said = counted(all_, "proposal") if shown == all_ else f"{shown:,} of {counted(all_, 'proposal')}"
    left = f", {hidden:,} known or decided already left out" if hidden else ""
    warn(f"{said} from {counted(size, 'segment pair')}{left}" + (f", in {output}" if output is not None else ""))
    if unseen:
        warn(f"{counted(unseen, 'proposal')} with lower scores: --min-score 0 shows them.")
    if name == "xlsx":
        warn(f"When decisions have been filled in: shuyu review --import {output}")


def _format(name: str | None, output: Path | None, *, explain: bool) -> str:
    if name is None and output is None:
        return "table" if sys.stdout.isatty() or explain else "tsv"
    if name is None:
        name = _SUFFIXES.get(output.suffix.lower()) if output is not None else None
        if name is None:
            how = f"Name it {', '.join(_SUFFIXES)}, or say --format."
            raise UsageError(Problem("E651", "the name of this file tells no format", how, path=str(output)))
    if name not in FORMATS:
        raise UsageError(Problem("E651", f'there is no format "{name}"', f"Use one of: {', '.join(FORMATS)}."))
    return name


def _refuse(
    files: list[Path] | None,
    pairs: Path | None,
    columns: str | None,
    known: str | None,
    monolingual: str | None,
    name: str,
    output: Path | None,
    apart: Mapping[str, object],
) -> None:
    found: list[Problem] = []

    def refuse(what: str, how: str) -> None:
        found.append(Problem("E653", what, how))

    if pairs is not None and files:
        refuse("--pairs and other files exclude each other", "Give one of them.")
    if pairs is not None and pairs.is_dir():
        refuse(f"--pairs names a file, and {pairs} is a folder", f"Write shuyu mine {pairs}.")
    if columns is not None and (pairs is None or columns.count(",") != 1 or not all(columns.split(","))):
        refuse("--columns names two columns of --pairs", "Write --pairs FILE --columns ZH,EN.")
    if known is not None and known not in _KNOWN:
        refuse(f'--known cannot be "{known}"', f"Use one of: {', '.join(_KNOWN)}.")
    if monolingual is not None and monolingual not in ("zh", "en"):
        refuse(f'--monolingual cannot be "{monolingual}"', "Use zh or en.")
    if monolingual is not None and name in ("toml", "xlsx"):
        refuse(f"terms of one language cannot be written as {name}", "Use table, tsv or json.")
    more = [option for option, value in apart.items() if value not in (None, False)]
    if monolingual is not None and more:
        refuse(f"{', '.join(more)} {'are' if len(more) > 1 else 'is'} about pairs", "Leave them out, or --monolingual.")
    elif apart["--explain"] and name not in ("table", "json"):
        refuse(f"reasons have no place in {name}", "Add --format table or --format json to --explain.")
    if name == "xlsx" and output is None:
        refuse("a spreadsheet is no text", "Say with -o which file to write.")
    if found:
        raise UsageError(*found)


def _check_output(output: Path | None, *, force: bool) -> None:
    # Before hours of work, not after them.
    if output is None:
        return
    if output.is_dir():
        raise ProjectError(Problem("E401", "cannot write: this is a folder", "Name a file in it.", path=str(output)))
    if output.is_file() and not force:
        how = "Give another name, or add --force to write over it."
        raise ProjectError(Problem("E406", "this file is there already", how, path=str(output)))
    if not output.parent.is_dir():
        how = "Make the folder first, or give another name."
        raise ProjectError(Problem("E401", "cannot write: there is no such folder", how, path=str(output)))
    if not os.access(output.parent, os.W_OK):
        how = "Check the permissions of the folder, or give another name."
        raise ProjectError(Problem("E401", "cannot write into this folder", how, path=str(output)))


def _need_office() -> None:
    from shuyu.extras import need

    need("openpyxl", "office", "XLSX")


def _mined(
    files: list[Path],
    pairs: Path | None,
    columns: str | None,
    min_count: int | None,
    least: float,
    jobs: int,
    known: str | None,
    chosen: Path | None,
) -> tuple[Mined, list[Proposal], int]:
    from platformdirs import user_cache_path

    from shuyu.align.similarity import embedder, why_none
    from shuyu.build.mine_files import known_pairs, marked, runner, signature
    from shuyu.cli.progress import progress_bar
    from shuyu.mine.decisions import undecided
    from shuyu.mine.engine import Wish, count, propose
    from shuyu.review.session import project_memory

    own = not files and pairs is None
    workspace = _project(chosen, needed=own or known is not None)
    candidates: list[Any] = []
    if own and workspace is not None:
        sources, candidates = _of_project(workspace)
    else:
        sources = _sources(files, pairs, columns)
    # What was decided is read before the work: when it is broken, nobody should have to wait for that.
    there = known_pairs(workspace) if workspace is not None else {}
    memory = project_memory(workspace) if workspace is not None else None
    encoder = embedder()
    if encoder is None:
        warn(f"{why_none()}: pairs are less sure without")
    wish = Wish(least=min_count)
    keep = None
    if len(sources) > _WORTH_KEEPING:
        named = encoder.name if encoder is not None else ""
        keep = user_cache_path("shuyu") / "mine" / signature(sources, wish, named)
    try:
        # The other processes end before the ranking begins: both need memory.
        with progress_bar() as tell, runner(jobs, keep) as run:
            counts = count(sources, wish, run=run, tell=tell)
    except KeyboardInterrupt:
        if keep is not None and keep.is_dir():
            warn("Interrupted. The same command goes on where this one was.")
        raise
    found = propose(counts, candidates)
    listed = [one for one in found.proposals if one.score >= least]
    if memory is None:
        return found, listed, 0
    shown = undecided(marked(listed, there), memory)
    if known == "only":
        shown = [one for one in shown if one.known]
        return found, shown, 0
    if known != "mark":
        shown = [one for one in shown if not one.known]
    return found, shown, len(listed) - len(shown)


def _project(chosen: Path | None, *, needed: bool) -> Project | None:
    # For files that were named, a person's own glossary says nothing unless it is asked.
    from shuyu.project import VARIABLE, find_project, open_project

    if needed or chosen is not None or os.environ.get(VARIABLE):
        return find_project(chosen)
    try:
        return open_project(Path.cwd())
    except (ProjectError, FileNotFoundError):
        return None


def _of_project(workspace: Project) -> tuple[list[Source], list[Any]]:
    from shuyu.build.mine_files import sources_of_project

    sources, candidates = sources_of_project(workspace)
    if not sources and not candidates:
        where = "there is no project here, and your own glossary" if workspace.is_personal else "this project"
        how = 'Name files: "shuyu mine a.zh.md a.en.md". A project has passages in glossary/; "shuyu build" reads them.'
        raise InputError(Problem("E120", f"{where} has no passages in pairs", how, path=str(workspace.root)))
    for change in workspace.stale():
        warn(f"note: {change}")
    return sources, candidates


def _sources(files: list[Path], pairs: Path | None, columns: str | None) -> list[Source]:
    from shuyu.build.mine_sources import sources_of_files, sources_of_table

    notes: list[str] = []
    found = sources_of_files(files, notes) if pairs is None else sources_of_table(pairs, _two(columns), notes)
    for note in notes:
        warn(f"note: {note}")
    return found


def _two(columns: str | None) -> tuple[str, str] | None:
    zh, _, en = (columns or "").partition(",")
    return (zh.strip(), en.strip()) if columns else None


def _written(found: Mined, shown: list[Proposal], name: str, *, explain: bool) -> str | bytes:
    from shuyu.mine.proposals import proposal_id, write_json, write_tsv
    from shuyu.mine.ranking import contributions
    from shuyu.mine.tables import write_toml

    if name == "xlsx":
        from shuyu.review.sheet import sheet_rows
        from shuyu.review.sheet_files import written

        return written(name, sheet_rows(shown))
    if name == "toml":
        return write_toml(shown)
    if name == "tsv":
        return write_tsv(shown)
    reasons: dict[str, dict[str, float]] = {}
    if explain:
        wanted = {one.id for one in shown}
        for entry in found.ranked:
            key = proposal_id(entry.zh, entry.en)
            if key in wanted and key not in reasons:
                reasons[key] = dict(list(contributions(entry.pair).items())[:_REASONS])
    if name == "json":
        if not explain:
            return write_json(shown)
        lines = [json.dumps({**one.to_json(), "reasons": reasons.get(one.id, {})}, ensure_ascii=False) for one in shown]
        return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"
    from shuyu.cli.mine_table import proposal_lines

    return "".join(line + "\n" for line in proposal_lines(shown, _look(), reasons))


def _look() -> Look:
    from shuyu.cli.layout import Look

    return Look(colours(), terminal_width())


def _monolingual(
    files: list[Path],
    pairs: Path | None,
    columns: str | None,
    language: str,
    min_count: int | None,
    top: int | None,
    name: str,
    project: Path | None,
) -> str:
    from shuyu.build.mine_sources import texts_of_files, texts_of_project, texts_of_table
    from shuyu.formats.cells import guarded
    from shuyu.mine.monolingual import terms
    from shuyu.project import find_project

    if files:
        texts = texts_of_files(files, language)
    elif pairs is not None:
        texts = texts_of_table(pairs, language, _two(columns))
    else:
        texts = texts_of_project(find_project(project), language)
    found = terms(texts, chinese=language == "zh", least=min_count or (1 if len(texts) < 5 else 2), top=top)
    warn(f"{counted(len(found), 'term')} from {counted(len(texts), 'passage')}")
    if name == "json":
        return json.dumps([one.to_json() for one in found], ensure_ascii=False, indent=1) + "\n"
    if name == "table":
        from shuyu.cli.mine_table import term_lines

        return "".join(line + "\n" for line in term_lines(found, _look(), language))
    head = f"{language}\tscore\tcount\tc_value\tedges\tvariety\tcontext\n"
    return head + "".join(
        f"{guarded(one.text)}\t{one.score}\t{one.count}\t{one.c_value}\t{one.edges}\t{one.variety}\t"
        f"{guarded(' '.join(one.contexts[0].split()))}\n"
        for one in found
    )


def _put(written: str | bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(written if isinstance(written, str) else "")
        return
    from shuyu.files import write_whole

    write_whole(output, written.encode("utf-8") if isinstance(written, str) else written)
