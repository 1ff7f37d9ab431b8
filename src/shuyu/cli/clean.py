"""`shuyu clean`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from shuyu.cli.common import JsonOption, counted, warn
from shuyu.errors import Problem, ProjectError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuyu.text.clean import Cleaned, Fix

_SHOWN = 40
"""Characters of what was found that `--explain` shows; the middle of a longer piece is left out."""
_BYTE_ORDER_MARKS = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff", "utf-32-le": "\ufeff", "utf-32-be": "\ufeff"}


class _Source(NamedTuple):
    path: str
    text: str
    encoding: str


def clean_command(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE|-]...", help="Text files; standard input when absent.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", "-e", help="Print each fix instead of the text: path:line:column: fixer: …")
    ] = False,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="NAME", help="Run this fixer only; may be repeated.")
    ] = None,
    skip: Annotated[
        list[str] | None, typer.Option("--skip", metavar="NAME", help="Leave this fixer out; may be repeated.")
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option("--also", metavar="NAME", help="Run this fixer too, which does not run unasked; may be repeated."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the text here, in UTF-8.")
    ] = None,
    in_place: Annotated[
        bool, typer.Option("--in-place", "-i", help="Rewrite the files; what they were stays beside them as FILE.bak.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Let --output replace a file that is there.")] = False,
    list_fixers: Annotated[bool, typer.Option("--list", help="List the fixers and stop.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Mend text copied from PDFs and web pages.

    Examples:

      pdftotext report.pdf - | shuyu clean > report.txt

      shuyu clean --explain report.txt

      shuyu clean --in-place --skip footnote-marks notes/*.txt
    """
    if list_fixers:
        _list(as_json)
        return
    if in_place and (output is not None or explain or as_json):
        other = "--output" if output is not None else "--explain" if explain else "--json"
        raise UsageError(Problem("E616", f"--in-place and {other} do not go together", "Leave one of them out."))
    if in_place and (not files or "-" in files):
        raise UsageError(Problem("E616", "standard input cannot be rewritten in place", "Name the files to rewrite."))
    if output is not None and output.exists() and not force:
        how = "Choose another name, or add --force to replace it."
        raise ProjectError(Problem("E406", "this file is there already", how, path=str(output)))

    from shuyu.text.clean import clean

    # Everything is read first: an unreadable file among many leaves the others as they are.
    sources = list(_read(files or ["-"]))
    results = [(source, clean(source.text, only=only, skip=skip or (), also=also or ())) for source in sources]
    if in_place:
        for source, cleaned in results:
            _rewrite(source, cleaned)
        return
    pieces = [_shown(source, cleaned, explain=explain, as_json=as_json) for source, cleaned in results]
    if output is not None:
        from shuyu.files import write_whole

        write_whole(output, "".join(pieces).encode("utf-8"))
    else:
        sys.stdout.writelines(pieces)


def _list(as_json: bool) -> None:
    from shuyu.text.clean import FIXERS

    if as_json:
        rows = [{"name": f.name, "summary": f.summary, "default": f.default} for f in FIXERS]
        typer.echo(json.dumps({"fixers": rows}, ensure_ascii=False))
        return
    width = max(len(fixer.name) for fixer in FIXERS)
    for fixer in FIXERS:
        typer.echo(f"{fixer.name:<{width}}  {fixer.summary}{'' if fixer.default else ' Only with --also.'}")


def _read(files: list[str]) -> Iterator[_Source]:
    from shuyu.files import read_bytes
    from shuyu.text.encoding import decode

    for name in files:
        if name == "-":
            raw = getattr(sys.stdin, "buffer", None)
            if raw is None:
                yield _Source("-", sys.stdin.read(), "utf-8")
                continue
            decoded = decode(raw.read(), "-")
        else:
            decoded = decode(read_bytes(Path(name)), name)
        yield _Source(name, decoded.text, decoded.encoding)


def _shown(source: _Source, cleaned: Cleaned, *, explain: bool, as_json: bool) -> str:
    if as_json:
        fixes = [fix.__dict__ for fix in cleaned.fixes]
        value = {"path": source.path, "encoding": source.encoding, "text": cleaned.text, "fixes": fixes}
        return json.dumps(value, ensure_ascii=False) + "\n"
    if explain:
        return "".join(f"{source.path}:{_sentence(fix)}\n" for fix in cleaned.fixes)
    return cleaned.text if cleaned.text.endswith("\n") or not cleaned.text else cleaned.text + "\n"


def _sentence(fix: Fix) -> str:
    return f"{fix.line}:{fix.column}: {fix.fixer}: {_quoted(fix.before)} → {_quoted(fix.after)}"


def _quoted(text: str) -> str:
    if len(text) > _SHOWN:
        text = f"{text[: _SHOWN // 2]}…{text[-_SHOWN // 2 :]}"
    # JSON's escapes show line ends; what else cannot be seen is written out as well.
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in quoted)


def _rewrite(source: _Source, cleaned: Cleaned) -> None:
    if cleaned.text == source.text:
        warn(f"{source.path}: nothing to mend")
        return
    from shuyu.files import read_bytes, write_whole

    path = Path(source.path)
    try:
        data = (_BYTE_ORDER_MARKS.get(source.encoding, "") + cleaned.text).encode(source.encoding)
    except UnicodeEncodeError:
        # What an entity stood for may be beyond the file's own encoding.
        data = cleaned.text.encode("utf-8")
        warn(f"{source.path}: written in UTF-8, since {source.encoding} lacks a character that it needs now")
    backup = _free_name(path)
    write_whole(backup, read_bytes(path))
    write_whole(path, data)
    warn(f"{source.path}: {counted(len(cleaned.fixes), 'fix', 'fixes')}; what it was is in {backup.name}")


def _free_name(path: Path) -> Path:
    backup = path.with_name(path.name + ".bak")
    number = 1
    while backup.exists():
        number += 1
        backup = path.with_name(f"{path.name}.bak{number}")
    return backup
