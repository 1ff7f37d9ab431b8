"""`shuyu convert`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from shuyu.cli.common import JsonOption, ProjectOption
from shuyu.errors import Problem, UsageError


def convert_command(
    source: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT|FILE|DIR|-]...", help="Text, files, folders; standard input when absent."),
    ] = None,
    to: Annotated[
        str, typer.Option("--to", "-t", help="zh-Hans, zh-Hant, zh-Hant-TW, zh-Hant-HK, or an OpenCC name (s2twp).")
    ] = "zh-Hans",
    from_: Annotated[
        str | None, typer.Option("--from", "-f", help="The language of the source; found from the text when absent.")
    ] = None,
    words: Annotated[
        bool | None,
        typer.Option("--words/--characters", help="Turn regional words too (软件/軟體), or characters only."),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE|DIR", help="Write here; for several files, a folder.")
    ] = None,
    in_place: Annotated[
        bool, typer.Option("--in-place", "-i", help="Rewrite the files; what they were stays beside them as FILE.bak.")
    ] = False,
    recursive: Annotated[bool, typer.Option("--recursive", "-r", help="Convert what is in folders.")] = False,
    include: Annotated[
        list[str] | None,
        typer.Option("--include", metavar="GLOB", help="Of a folder, only files like this ('*.md'); may be repeated."),
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help="The format, where a file's name does not say it.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="Write text in this encoding; else in that it had.")
    ] = None,
    terms: Annotated[
        bool, typer.Option("--terms/--no-terms", help="Let the terms of the project steer, where there is one.")
    ] = True,
    clean: Annotated[bool, typer.Option("--clean", help="Mend the text first, as shuyu clean does.")] = False,
    parallel: Annotated[
        Path | None,
        typer.Option("--parallel", metavar="FILE", help="The document in English: it settles what is ambiguous."),
    ] = None,
    careful: Annotated[
        bool, typer.Option("--careful", help="Weigh the words around ambiguous characters as well; much slower.")
    ] = False,
    report: Annotated[bool, typer.Option("--report", help="List the choices that were made on weak ground.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what changes.")] = False,
    round_trip: Annotated[
        bool, typer.Option("--round-trip", help="List what would be different after converting back.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit status 1 when something would change.")
    ] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes to convert with.")] = 1,
    force: Annotated[
        bool, typer.Option("--force", help="Replace files and backups that are there; convert a folder anew.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say of each file what it was, also when not on a terminal.")
    ] = False,
    as_json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Turn Traditional text into Simplified, or the reverse.

    Of a document (Markdown, HTML, Word, PowerPoint, Excel, EPUB, PO, XLIFF, TMX, subtitles, JSON, CSV, TeX and more)
    only the text changes. What an option of looking shows (--report, --diff, --round-trip, --check) takes the place of
    the text, and nothing is written without -o or --in-place.

    Examples:

      shuyu convert 軟體開發 --to zh-Hans --words

      pdftotext report.pdf - | shuyu convert --to zh-Hans

      shuyu convert report.docx --to zh-Hant-TW --words -o report.tw.docx

      shuyu convert -r site/ --to zh-Hans -o site.zh-Hans/ --jobs 2

      shuyu convert speech.md --to zh-Hant --parallel speech.en.md --report
    """
    given = source or ["-"]
    _refuse_what_does_not_go_together(in_place=in_place, output=output, check=check)
    if include and not recursive:
        raise _refused("--include is for folders", "Add -r, and name a folder.")
    from shuyu.cli.convert_all import Show, convert_all
    from shuyu.cli.convert_run import Order
    from shuyu.cli.convert_sources import sources_of
    from shuyu.conversion.turns import Watch
    from shuyu.conversion.whole import Wish, check_encoding, check_format
    from shuyu.text.script import converter

    converter(to, from_=from_, words=words)
    check_encoding(encoding)
    check_format(format_)
    show = Show(report, diff, round_trip, check, as_json, verbose or sys.stderr.isatty())
    looks = report or diff or round_trip or check
    writes = not check and (not looks or output is not None or in_place)
    watch = Watch(changes=diff, doubts=report, losses=round_trip)
    wish = Wish(to, from_, words, encoding=encoding, clean=clean, weigh=careful, format=format_, watch=watch)
    sources, problems = sources_of(
        given,
        output=None if output is None else Path(output),
        into=output is not None and output.endswith(("/", os.sep)),
        in_place=in_place,
        recursive=recursive,
        include=include or (),
        force=force,
    )
    if parallel is not None and len(sources) > 1:
        raise _refused("--parallel is the English of one document", "Convert the documents one by one.")
    alone = len(sources) == 1
    order = Order(
        in_place,
        writes,
        diff,
        force,
        parallel,
        as_json,
        jobs if alone else 1,
        bar=alone and (in_place or output is not None),
    )
    convert_all(sources, wish, order, show, problems=problems, project=project, terms=terms, jobs=jobs)


def _refuse_what_does_not_go_together(*, in_place: bool, output: str | None, check: bool) -> None:
    if in_place and output is not None:
        raise _refused("--in-place and --output do not go together", "Leave one of them out.")
    if check and (in_place or output is not None):
        other = "--in-place" if in_place else "--output"
        raise _refused(f"--check writes nothing, and {other} asks to", "Leave one of them out.")
    if output == "":
        raise _refused("-o names no file", "Name a file, or leave -o out.")


def _refused(what: str, how: str) -> UsageError:
    return UsageError(Problem("E633", what, how))
