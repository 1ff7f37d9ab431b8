"""One source of `shuyu convert` at a time: read, convert, write; what came of it is a value."""

from __future__ import annotations

import contextlib
import filecmp
import os
import shutil
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from shuyu.errors import Problem, ProjectError, ShuyuError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shuyu.cli.convert_sources import Source
    from shuyu.conversion.turns import Findings
    from shuyu.conversion.whole import Converted, Wish
    from shuyu.model.passage import Passage


@dataclass(frozen=True)
class Order:
    """How the sources are to be treated, beyond how they are converted.

    Attributes:
        in_place: rewrite the files.
        writes: whether anything is written at all, to standard output or to files.
        diff: make the lines of a diff.
        force: replace what is there.
        parallel: the English of the source.
        as_json: whether what is printed is for programs.
        jobs: processes for one large source.
        bar: whether one large source draws a progress bar.
    """

    in_place: bool = False
    writes: bool = True
    diff: bool = False
    force: bool = False
    parallel: Path | None = None
    as_json: bool = False
    jobs: int = 1
    bar: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of one source.

    Attributes:
        shown: how messages name it.
        format: the name of its format; None where it could not be read.
        source: the script it was in.
        target: the tag of what it was converted to.
        changed: whether anything in it changes.
        output: the file that was written.
        backup: the file that holds what it was.
        data: what goes to standard output.
        warnings: what a person should know though it was converted.
        problems: why it could not be converted.
        findings: what was noted on the way.
        diff: the lines of a diff.
    """

    shown: str
    format: str | None = None
    source: str | None = None
    target: str | None = None
    changed: bool = False
    output: str | None = None
    backup: str | None = None
    data: bytes | None = None
    warnings: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    findings: Findings | None = None
    diff: list[str] = field(default_factory=list)


def convert_source(order: Order, work: tuple[Source, Wish]) -> Outcome:
    """Convert one source; what goes wrong with it is in the outcome."""
    from shuyu.cli.convert_stream import stream_source

    source, wish = work
    streamed = stream_source(order, source, wish, order.jobs)
    if streamed is not None:
        return streamed
    try:
        return _convert(order, source, wish)
    except ShuyuError as error:
        return Outcome(source.shown, problems=error.problems)


def _convert(order: Order, source: Source, wish: Wish) -> Outcome:
    from shuyu.conversion.whole import convert_by, format_of

    refuse_to_replace(source, order)
    to_stdout = order.writes and source.output is None and not order.in_place
    if source.text is not None:
        wish = replace(wish, format=wish.format or "plain")
    data = _read_or_stream(order, source, wish)
    if data is None:
        output = None if source.output is None else str(source.output)
        return Outcome(source.shown, "plain", None, wish.engine().target, changed=True, output=output)
    if to_stdout:
        refuse_to_print(format_of(data, source.shown, wish.format).name, source.shown)
        wish = replace(wish, encoding="utf-8" if order.as_json else wish.encoding or "utf-8")
    made = convert_by(wish, data, source.shown, english=_english(order.parallel))
    outcome = Outcome(
        source.shown,
        made.format,
        made.source,
        made.target,
        changed=made.findings.changed > 0 if to_stdout else made.data != data,
        warnings=made.warnings,
        findings=made.findings,
        diff=_diff(source.shown, data, made, wish.encoding) if order.diff else [],
    )
    if not order.writes:
        return outcome
    if to_stdout:
        return replace(outcome, data=made.data)
    if source.output is not None:
        put(source.output, [made.data])
        return replace(outcome, output=str(source.output))
    if source.path is None or not outcome.changed:
        return outcome
    backup = keep_backup(source.path, force=order.force)
    put(source.path, [made.data])
    return replace(outcome, output=source.shown, backup=str(backup))


def refuse_to_print(format_: str | None, shown: str) -> None:
    """Nothing, unless documents of this format cannot go to standard output.

    Raises:
        UsageError: E633.
    """
    from shuyu.conversion.whole import ARCHIVES

    if format_ in ARCHIVES:
        what = f"a {format_} document cannot be printed"
        how = "Say with -o where to write it, or rewrite it with --in-place."
        raise UsageError(Problem("E633", what, how, path=shown))


def read(source: Source) -> bytes:
    """The bytes of a source; a text in UTF-8.

    Raises:
        InputError: E101, when it cannot be read.
    """
    if source.text is not None:
        # A lone surrogate stands for a byte of the command line that is no UTF-8.
        return source.text.encode("utf-8", "surrogateescape")
    if source.path is None:
        raw = getattr(sys.stdin, "buffer", None)
        return sys.stdin.read().encode("utf-8", "surrogateescape") if raw is None else raw.read()
    from shuyu.files import read_bytes

    return read_bytes(source.path, source.shown)


def _read_or_stream(order: Order, source: Source, wish: Wish) -> bytes | None:
    # Standard input that is long is converted as it comes: None. It is read whole where it has to be.
    raw = getattr(sys.stdin, "buffer", None)
    if source.text is not None or source.path is not None or raw is None:
        return read(source)
    if whole_only(order, wish):
        return bytes(raw.read())
    from shuyu.cli.convert_stream import SMALL, stream_input

    head: bytes = raw.read(SMALL + 1)
    if len(head) > SMALL and stream_input(head, raw, wish, order.jobs, source.output):
        return None
    return head + bytes(raw.read())


def whole_only(order: Order, wish: Wish) -> bool:
    """Whether a document has to be at hand as a whole, however large it is."""
    seen = order.parallel is not None or not order.writes or order.as_json or order.diff or any(wish.watch)
    return seen or wish.clean or wish.weigh


def refuse_to_replace(source: Source, order: Order) -> None:
    """Nothing, unless what is to be written is there already, or may not be changed.

    Raises:
        ProjectError: E406 and E401.
    """
    if not order.writes:
        return
    if source.output is not None and os.path.lexists(source.output) and not order.force:
        how = "Choose another name, or add --force to replace it."
        raise ProjectError(Problem("E406", "this file is there already", how, path=str(source.output)))
    if order.in_place and source.path is not None and source.path.exists() and not os.access(source.path, os.W_OK):
        how = "Nothing was changed. Change its permissions, or write to another place with -o."
        raise ProjectError(Problem("E401", "this file may not be written", how, path=source.shown))


def keep_backup(path: Path, *, force: bool) -> Path:
    """Keep what is in a file now as `FILE.bak`.

    Raises:
        ProjectError: E406, when there is one already that holds something else and `force` is not given; E401.
    """
    from shuyu.files import whole_file

    backup = path.with_name(path.name + ".bak")
    if os.path.lexists(backup):
        try:
            # A run that was killed between the two writes has left it: it is what would be written now.
            if filecmp.cmp(path, backup, shallow=False):
                return backup
        except OSError:
            pass
        if not force:
            how = "Move it away, or add --force to replace it."
            what = "there is a backup already; nothing was changed"
            raise ProjectError(Problem("E406", what, how, path=str(backup)))
    with path.open("rb") as file, whole_file(backup) as copy:
        shutil.copyfileobj(file, copy, 1 << 20)
    with contextlib.suppress(OSError):  # a file system without permissions or times
        shutil.copystat(path, backup)
    return backup


def put(target: Path, data: Iterable[bytes]) -> None:
    """Write a file whole, in a folder that is made where it is not there.

    Args:
        target: the file.
        data: what is to be in it, in pieces.

    Raises:
        ProjectError: E401.
    """
    from shuyu.files import whole_file

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        how = "Check the folder's permissions."
        what = f"cannot make this folder: {error.strerror or error}"
        raise ProjectError(Problem("E401", what, how, path=str(target.parent))) from error
    with whole_file(target) as stream:
        stream.writelines(data)


def _english(path: Path | None) -> list[Passage]:
    if path is None:
        return []
    from shuyu.conversion.parallel import english_of_document
    from shuyu.files import read_bytes

    return english_of_document(read_bytes(path), str(path))


def _diff(shown: str, before: bytes, made: Converted, encoding: str | None) -> list[str]:
    from shuyu.cli.convert_diff import by_line, by_unit
    from shuyu.conversion.whole import ARCHIVES

    if made.format in ARCHIVES:
        return by_unit(shown, made.findings.changes)
    from shuyu.text.encoding import decode

    old = decode(before, shown, long_lines=True)
    new = decode(made.data, shown, declared=encoding or old.encoding, long_lines=True)
    return by_line(shown, old.text, new.text)
