"""`shuyu align`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shuyu.cli.common import ProjectOption, counted, report, warn
from shuyu.errors import Problem, ProjectError, UsageError

if TYPE_CHECKING:
    from shuyu.align.output import Alignment
    from shuyu.build.align_files import Wish

_PICTURES = (".png", ".svg")


def align_command(
    zh: Annotated[Path, typer.Argument(metavar="ZH|FILE|DIR", help="The Chinese file, one with both, or a folder.")],
    en: Annotated[Path | None, typer.Argument(metavar="[EN]", help="The English file.")] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="NAME",
            help="text, tsv, tmx, json, html, moses, beads or pharaoh; else -o says it.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE|DIR", help="Write here; for a folder, a folder.")
    ] = None,
    words: Annotated[bool, typer.Option("--words", "-w", help="Link words too: html, json, moses.")] = False,
    lines: Annotated[bool, typer.Option("--lines", help="Every line is one sentence, taken as it is.")] = False,
    tokens: Annotated[
        bool, typer.Option("--tokens", help="Every line is a sentence of tokens, and line n translates line n.")
    ] = False,
    lexicon: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A dictionary: CC-CEDICT's format, or Chinese, tab, English.")
    ] = None,
    low: Annotated[float | None, typer.Option(min=0.0, max=1.0, help="Mark pairs with a score below this.")] = None,
    fix: Annotated[
        Path | None, typer.Option(metavar="FILE|DIR", help="A corrected table: what a person decided in it stays.")
    ] = None,
    plot: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw the path too: .png or .svg.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes for the pairs of a folder.")] = 1,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there; align a folder's pairs anew.")] = False,
    project: ProjectOption = None,
) -> None:
    """Pair the sentences of a Chinese and an English document.

    Examples:

      shuyu align act.zh.md act.en.md

      shuyu align act.zh.md act.en.md --words -o act.html

      shuyu align act.zh.md act.en.md -o act.tsv     (correct it, then: --fix act.tsv -o better.tsv)

      shuyu align translations/ --format tmx -o memories/ --jobs 2
    """
    from shuyu.align.output import output_format
    from shuyu.align.sentences import LOW
    from shuyu.build.align_files import FilePair, Wish

    name = "pharaoh" if tokens and format_ is None else format_ or _by_suffix(output)
    output_format(name)
    _refuse_what_does_not_go_together(zh, en, name, output, plot, fix, tokens=tokens, words=words, lines=lines)
    terms = () if tokens else _terms(project)
    wish = Wish(lines, words, lexicon, terms, LOW if low is None else low)
    if zh.is_dir() and output is not None:
        from shuyu.cli.align_folder import align_folder

        align_folder(zh, wish, name, output, fix, jobs=jobs, force=force)
        return
    _refuse_to_replace([*targets(output, name, words=words), *([plot] if plot else [])], force=force)
    if tokens:
        tell_evidence(wish, tokens=True)
        put(_of_tokens(zh, en, wish), output)
        return
    from shuyu.build.align_files import align_files
    from shuyu.cli.progress import progress_bar

    with progress_bar() as progress:
        alignment, notes = align_files(FilePair(zh, en, fix=fix), wish, lambda: tell_evidence(wish), progress)
    for note in notes:
        warn(note)
    if output is None and name == "text" and sys.stdout.isatty():
        from shuyu.cli.align_text import side_by_side

        sys.stdout.writelines(side_by_side(alignment))
    else:
        put(output_format(name).render(alignment), output)
    if plot is not None:
        _draw(alignment, plot)
    doubtful = sum(map(alignment.is_low, alignment.pairs))
    warn(f"{counted(len(alignment.pairs), 'pair')}, {doubtful:,} to check")


def _by_suffix(output: Path | None) -> str:
    from shuyu.align.output import FORMATS

    suffix = "" if output is None else output.suffix.lower()
    suffix = ".html" if suffix == ".htm" else suffix
    return next((entry.name for entry in FORMATS.values() if suffix and entry.suffix == suffix), "text")


def _refuse_what_does_not_go_together(
    zh: Path,
    en: Path | None,
    name: str,
    output: Path | None,
    plot: Path | None,
    fix: Path | None,
    *,
    tokens: bool,
    words: bool,
    lines: bool,
) -> None:
    def refuse(what: str, how: str) -> None:
        raise UsageError(Problem("E632", what, how))

    if zh.is_dir():
        if en is not None:
            refuse("a folder holds both sides", "Give the folder alone, or two files.")
        if plot is not None or tokens:
            refuse(f"{'--plot' if plot else '--tokens'} is for two files", "Give two files, not a folder.")
        if output is None:
            refuse("many pairs need a place each", "Say with -o which folder to write to.")
        if fix is not None and not fix.is_dir():
            refuse("many pairs have a table each", "Say with --fix the folder that the tables are in.")
    if tokens and (en is None or name != "pharaoh"):
        refuse("--tokens takes two files, and gives the format pharaoh", "Give two files, and leave the format out.")
    if tokens and (lines or fix or plot):
        refuse("--tokens aligns no sentences", "Leave out --lines, --fix and --plot.")
    if name == "pharaoh" and not (tokens or words):
        refuse("the format pharaoh is of words", "Add --words.")
    if name == "moses" and output is None:
        refuse("the format moses is of two files", "Say with -o how they are called before .zh and .en.")
    if plot is not None and plot.suffix.lower() not in _PICTURES:
        refuse(f'a picture cannot be "{plot.name}"', f"Use one of: {', '.join(_PICTURES)}.")


def _terms(project: Path | None) -> tuple[tuple[str, str], ...]:
    # A project around here helps with its terms; none is made, and a broken one is told of, not fatal.
    import os

    from shuyu.errors import ShuyuError
    from shuyu.languages import ENGLISH, is_chinese
    from shuyu.project import VARIABLE, find_project, open_project

    chosen = project is not None or bool(os.environ.get(VARIABLE))
    try:
        found = find_project(project) if chosen else open_project(Path.cwd())
    except (ProjectError, FileNotFoundError):
        if chosen:
            raise
        return ()
    try:
        concepts = found.read_terms().concepts
    except ShuyuError as error:
        report(error.problems)
        warn("The terms of the project were not used.")
        return ()
    return tuple(
        (left.text, right.text)
        for concept in concepts
        for left in concept.terms
        if is_chinese(left.language)
        for right in concept.terms
        if right.language == ENGLISH
    )


def targets(output: Path | None, name: str, *, words: bool) -> list[Path]:
    """The files that an output of this name has."""
    if output is None:
        return []
    if name == "moses":
        return [Path(f"{output}{suffix}") for suffix in (".zh", ".en", *((".align",) if words else ()))]
    return [output]


def _refuse_to_replace(targets: list[Path], *, force: bool) -> None:
    there = [path for path in targets if path.exists() and not force]
    if there:
        how = "Choose another name, or add --force to replace it."
        raise ProjectError(*(Problem("E406", "this file is there already", how, path=str(path)) for path in there))


def tell_evidence(wish: Wish, *, tokens: bool = False) -> None:
    """Say on standard error what the alignment, or the links of given tokens, rest on."""
    from shuyu.align.documents import evidence, evidence_of_words
    from shuyu.align.similarity import embedder, why_none
    from shuyu.build.align_files import load_lexicon

    found = embedder()
    lexicon = load_lexicon(wish.lexicon)
    rests_on = evidence_of_words(found, lexicon) if tokens else evidence(found, lexicon, wish.terms)
    warn(f"evidence: {', '.join(rests_on)}")
    if found is None:
        warn(f"{why_none()}: pairs are less sure without")


def _of_tokens(zh: Path, en: Path | None, wish: Wish) -> str:
    from shuyu.build.align_files import align_token_files
    from shuyu.cli.progress import progress_bar

    with progress_bar() as progress:
        found = align_token_files(zh, en or zh, wish, progress)
    return "".join(f"{links.pharaoh() if links else ''}\n" for links in found)


def put(written: str | dict[str, str], output: Path | None) -> None:
    """Write what a format made, each file whole, or print it."""
    if output is None:
        sys.stdout.writelines([written] if isinstance(written, str) else written.values())
        return
    from shuyu.files import write_whole

    for suffix, text in {"": written}.items() if isinstance(written, str) else written.items():
        write_whole(Path(f"{output}{suffix}"), text.encode("utf-8"))


def _draw(alignment: Alignment, path: Path) -> None:
    from shuyu.align.plot import png, svg
    from shuyu.align.similarity import embedder
    from shuyu.files import write_whole

    draw = png if path.suffix.lower() == ".png" else svg
    write_whole(path, draw(alignment, embedder()))
