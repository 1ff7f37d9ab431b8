"""`shuyu mine`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shuyu.cli.common import ProjectOption, counted, warn
from shuyu.cli.options import LEAST_SCORE
from shuyu.errors import Problem, ProjectError, UsageError

if TYPE_CHECKING:
    from shuyu.mine.engine import Mined
    from shuyu.mine.proposals import Proposal
    from shuyu.mine.shards import Source

FORMATS = ("table", "tsv", "json", "toml", "xlsx")
_SUFFIXES = {".tsv": "tsv", ".json": "json", ".toml": "toml", ".xlsx": "xlsx"}
_KNOWN = ("hide", "mark", "only")
_REASONS = 8
_WORTH_KEEPING = 2_000
_SHOWN_ON_A_TERMINAL = 100


def mine_command(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="A Chinese and an English file, tables, TMX, PO, folders."),
    ] = None,
    pairs: Annotated[
        Path | None, typer.Option("--pairs", metavar="FILE", help="A table of two columns, Chinese and English.")
    ] = None,
    columns: Annotated[
        str | None, typer.Option(metavar="ZH,EN", help="Columns of --pairs, by name or number: zh,en or 3,2.")
    ] = None,
    min_count: Annotated[
        int | None, typer.Option("--min-count", min=1, help="Leave out what was found less often.")
    ] = None,
    top: Annotated[int | None, typer.Option("--top", "-n", min=1, help="Only so many, the best.")] = None,
    min_score: Annotated[
        float, typer.Option("--min-score", min=0.0, max=1.0, help="Leave out what scores less.")
    ] = LEAST_SCORE,
    subject: Annotated[str | None, typer.Option(help="Subject field of the entries of --format toml.")] = None,
    known: Annotated[
        str | None, typer.Option(metavar="hide|mark|only", help="What to do with pairs the store already has.")
    ] = None,
    monolingual: Annotated[
        str | None, typer.Option(metavar="zh|en", help="Terms of one language: no translation is needed.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each stands where it stands.")] = False,
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
    name = _format(format_, output)
    _refuse(files, pairs, columns, known, monolingual, name, output)
    if output is not None and output.exists() and not force:
        how = "Choose another name, or add --force to replace it."
        raise ProjectError(Problem("E406", "this file is there already", how, path=str(output)))
    if name == "xlsx":
        _need_office()
    if monolingual is not None:
        _put(_monolingual(files or [], pairs, columns, monolingual, min_count, top, name, project), output)
        return
    found, shown = _mined(files or [], pairs, columns, min_count, jobs, known, project)
    shown = [one for one in shown if one.score >= min_score][:top]
    if name == "table" and output is None and top is None and sys.stdout.isatty():
        shown = shown[:_SHOWN_ON_A_TERMINAL]
    _put(_written(found, shown, name, subject, explain=explain), output)
    warn(f"{counted(len(shown), 'proposal')} from {counted(found.size, 'segment pair')}")


def _format(name: str | None, output: Path | None) -> str:
    if name is None:
        return _SUFFIXES.get(output.suffix.lower(), "tsv") if output is not None else "table"
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
) -> None:
    def refuse(what: str, how: str) -> None:
        raise UsageError(Problem("E653", what, how))

    if pairs is not None and files:
        refuse("--pairs and other files exclude each other", "Give one of them.")
    if columns is not None and (pairs is None or columns.count(",") != 1):
        refuse("--columns names two columns of --pairs", "Write --pairs FILE --columns ZH,EN.")
    if known is not None and known not in _KNOWN:
        refuse(f'--known cannot be "{known}"', f"Use one of: {', '.join(_KNOWN)}.")
    if monolingual is not None and monolingual not in ("zh", "en"):
        refuse(f'--monolingual cannot be "{monolingual}"', "Use zh or en.")
    if monolingual is not None and name in ("toml", "xlsx"):
        refuse(f"terms of one language cannot be written as {name}", "Use table, tsv or json.")
    if name == "xlsx" and output is None:
        refuse("a spreadsheet is no text", "Say with -o which file to write.")


def _need_office() -> None:
    from shuyu.extras import need

    need("openpyxl", "office", "XLSX")


def _mined(
    files: list[Path],
    pairs: Path | None,
    columns: str | None,
    min_count: int | None,
    jobs: int,
    known: str | None,
    chosen: Path | None,
) -> tuple[Mined, list[Proposal]]:
    from platformdirs import user_cache_path

    from shuyu.align.similarity import embedder, why_none
    from shuyu.build.mine_files import known_pairs, marked, runner, signature, sources_of_project
    from shuyu.cli.progress import progress_bar
    from shuyu.mine.decisions import undecided
    from shuyu.mine.engine import Wish, count, propose
    from shuyu.project import find_project
    from shuyu.review.session import project_memory

    own = not files and pairs is None
    workspace = find_project(chosen) if own or known is not None or chosen is not None else None
    candidates: list[Any] = []
    if own and workspace is not None:
        sources, candidates = sources_of_project(workspace)
    else:
        sources = _sources(files, pairs, columns)
    if embedder() is None:
        warn(f"{why_none()}: pairs are less sure without")
    wish = Wish(least=min_count)
    keep = None
    if len(sources) > _WORTH_KEEPING:
        keep = user_cache_path("shuyu") / "mine" / signature(sources, wish)
    # The other processes end before the ranking begins: both need memory.
    with progress_bar() as tell, runner(jobs, keep) as run:
        counts = count(sources, wish, run=run, tell=tell)
    found = propose(counts, candidates)
    shown = found.proposals
    if workspace is not None:
        shown = undecided(marked(shown, known_pairs(workspace)), project_memory(workspace))
        if known == "only":
            shown = [one for one in shown if one.known]
        elif known != "mark":
            shown = [one for one in shown if not one.known]
    return found, shown


def _sources(files: list[Path], pairs: Path | None, columns: str | None) -> list[Source]:
    from shuyu.build.mine_files import sources_of_files, sources_of_table

    if pairs is None:
        return sources_of_files(files)
    zh, _, en = (columns or "").partition(",")
    return sources_of_table(pairs, (zh.strip(), en.strip()) if columns else None)


def _written(found: Mined, shown: list[Proposal], name: str, subject: str | None, *, explain: bool) -> str | bytes:
    from shuyu.mine.proposals import proposal_id, write_json, write_tsv
    from shuyu.mine.ranking import contributions
    from shuyu.mine.tables import write_toml, write_xlsx

    if name == "xlsx":
        return write_xlsx(shown)
    if name == "toml":
        return write_toml(shown, subject)
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
    return _table(shown, reasons)


def _table(shown: list[Proposal], reasons: dict[str, dict[str, float]]) -> str:
    from shuyu.cli.layout import cells, pad

    if not sys.stdout.isatty() and not reasons:
        from shuyu.mine.proposals import write_tsv

        return write_tsv(shown)
    zh = min(max((cells(one.zh) for one in shown), default=0), 40)
    en = min(max((cells(one.en) for one in shown), default=0), 48)
    lines = []
    for one in shown:
        known = "  known" if one.known else ""
        rivals = "".join(f"; {rival.en} {rival.share:.0%}" for rival in one.rivals[:2])
        lines.append(f"{one.score:.2f}  {pad(one.zh, zh)}  {pad(one.en, en)}  {one.count:>4}{known}{rivals}\n")
        if one.id in reasons:
            told = ", ".join(f"{name} {value:+.2f}" for name, value in reasons[one.id].items())
            lines.append(f"      {told}\n")
    return "".join(lines)


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
    from shuyu.build.mine_files import texts_of_files, texts_of_project
    from shuyu.mine.monolingual import terms
    from shuyu.project import find_project

    if files:
        texts = texts_of_files(files, language)
    elif pairs is not None:
        texts = [one.zh if language == "zh" else one.en for one in _sources([], pairs, columns)]
    else:
        texts = texts_of_project(find_project(project), language)
    found = terms(texts, chinese=language == "zh", least=min_count or (1 if len(texts) < 5 else 2), top=top)
    if name == "json":
        return json.dumps([one.to_json() for one in found], ensure_ascii=False, indent=1) + "\n"
    head = f"{language}\tscore\tcount\tc_value\tedges\tvariety\tcontext\n"
    return head + "".join(
        f"{one.text}\t{one.score}\t{one.count}\t{one.c_value}\t{one.edges}\t{one.variety}\t"
        f"{' '.join(one.contexts[0].split())}\n"
        for one in found
    )


def _put(written: str | bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(written if isinstance(written, str) else "")
        return
    from shuyu.files import write_whole

    write_whole(output, written.encode("utf-8") if isinstance(written, str) else written)
