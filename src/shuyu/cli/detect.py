"""`shuyu detect`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from shuyu.cli.common import JsonOption, colours, report, terminal_width
from shuyu.cli.layout import Look, cells, pad
from shuyu.errors import EXIT_BAD_INPUT, InputError, Problem, ShuyuError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shuyu.cli.convert_sources import Source
    from shuyu.conversion.detection import Detection

_HEAD = ("file", "script", "region", "encoding", "Simplified", "Traditional", "telling")
_NONE = "-"
_TELLING = 6
"""Characters and words of a row that are shown."""


class _Found(NamedTuple):
    path: str
    format: str | None
    encoding: str | None
    detection: Detection


def detect_command(
    source: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE|DIR|-]...", help="Files, folders, or text; standard input when absent."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say what script, region and encoding text is in.

    Script and share come from the characters that only one script has; the region from words and forms that are usual
    in one region (軟體 in Taiwan, 软件 on the mainland, 裏 in Hong Kong). All of them are shown.

    Examples:

      shuyu detect letter.txt

      shuyu detect translations/ --json
    """
    from shuyu.cli.convert_sources import sources_of

    sources, problems = sources_of(
        source or ["-"], output=None, into=False, in_place=False, recursive=True, include=(), force=False
    )
    rows = []
    for one in sources:
        try:
            found = _look(one)
        except ShuyuError as error:
            problems += error.problems
            continue
        if as_json:
            sys.stdout.write(json.dumps(_json(found), ensure_ascii=False) + "\n")
        else:
            rows.append(found)
    sys.stdout.writelines(_table(rows, Look(colours(), terminal_width())))
    if problems:
        sys.stdout.flush()
        report(problems)
        raise typer.Exit(EXIT_BAD_INPUT)


def _look(source: Source) -> _Found:
    from shuyu.cli.convert_run import read
    from shuyu.conversion.detection import detect
    from shuyu.conversion.whole import ARCHIVES, PLAIN, format_of, units_of
    from shuyu.text.encoding import decode

    data = read(source)
    if not data:
        how = "There is nothing to look at."
        raise InputError(Problem("E104", "the file is empty", how, path=source.shown))
    format_ = format_of(data, source.shown, PLAIN if source.text is not None else None)
    texts = [unit.text for unit in units_of(format_, data, source.shown)]
    encoding = None
    if format_.name not in ARCHIVES and source.text is None:
        declared = getattr(format_, "declared", None)
        encoding = decode(data, source.shown, declared=declared(data) if declared else None, long_lines=True).encoding
    return _Found(source.shown, None if source.text is not None else format_.name, encoding, detect(texts))


def _table(rows: Sequence[_Found], look: Look) -> Iterator[str]:
    lines = [_row(found) for found in rows]
    if look.width is None:
        yield from ("\t".join(line) + "\n" for line in lines)
        return
    if not lines:
        return
    widths = [max(map(cells, column)) for column in zip(_HEAD, *lines, strict=True)]
    for number, line in enumerate((_HEAD, *lines)):
        text = "  ".join(pad(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip()
        yield look.paint([(text, "faint" if number == 0 else "")]) + "\n"


def _row(found: _Found) -> tuple[str, ...]:
    what = found.detection
    share = what.share
    telling = [f"{word} {regions}" for word, regions, _ in what.evidence[:_TELLING]]
    telling += [character for character, _ in what.characters[: _TELLING - len(telling)]]
    return (
        found.path,
        what.script or _NONE,
        what.region or _NONE,
        found.encoding or _NONE,
        _NONE if share is None else f"{1 - share:.0%}",
        _NONE if share is None else f"{share:.0%}",
        ", ".join(telling) or _NONE,
    )


def _json(found: _Found) -> dict[str, Any]:
    what = found.detection
    return {
        "path": found.path,
        "format": found.format,
        "encoding": found.encoding,
        "script": what.script,
        "region": what.region,
        "tag": what.tag,
        "han": what.han,
        "simplified": what.simplified,
        "traditional": what.traditional,
        "characters": [{"character": character, "count": count} for character, count in what.characters],
        "evidence": [
            {"text": word, "regions": regions.split("/"), "count": count} for word, regions, count in what.evidence
        ],
    }
