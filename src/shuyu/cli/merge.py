"""`shuyu merge`."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shuyu.cli.common import counted, warn
from shuyu.cli.diff import FormatOption, named
from shuyu.errors import Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shuyu.exchange.merge import Conflict, Merged
    from shuyu.termlists import TermList


class Side(str, Enum):
    """How conflicts are settled; `shuyu.exchange.merge.Policy` without importing it."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


SideOption = Annotated[
    Side | None,
    typer.Option("--merge", help="Settle what both say differently: keep ours, take theirs, or keep both texts."),
]


def merge_command(
    base: Annotated[Path, typer.Argument(metavar="BASE", help="The list that both came from.")],
    ours: Annotated[Path, typer.Argument(metavar="OURS", help="Our list; its order and comments are kept.")],
    theirs: Annotated[Path, typer.Argument(metavar="THEIRS", help="Their list.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, not to standard output.")
    ] = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Write over OURS, as git's merge driver must.")] = False,
    side: SideOption = None,
    form: FormatOption = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
) -> None:
    """Merge two term lists that came from one.

    By concept and not by line. What only one side changed is taken. What both changed is told; ours stays (and theirs
    stands above the entry in a comment, in a terms.toml) unless --merge settles it.

    Exit status: 0 when nothing is left to settle, 1 when something is.

    Examples:

      shuyu merge old.toml ours.toml theirs.toml -o merged.toml

      shuyu merge --merge theirs base.tbx ours.tbx theirs.tbx -o merged.tbx

      git config merge.shuyu.driver "shuyu merge --in-place %O %A %B"
    """
    from shuyu.exchange.merge import Policy, merge
    from shuyu.termlists import read_list

    if output and in_place:
        raise UsageError(Problem("E616", "--output and --in-place exclude each other", "Give one of them."))
    target = ours if in_place else output
    if output is not None and output.exists() and not force:
        from shuyu.errors import ProjectError

        how = "Give another name, or add --force to write over it."
        raise ProjectError(Problem("E406", "this file is there already", how, path=str(output)))
    own = read_list(ours, name=form)
    # Git names its copies after nothing, and gives an empty file where there was none.
    old, other = (_read(path, own) for path in (base, theirs))
    merged = merge(own.concepts, other.concepts, base=old.concepts, policy=Policy(side.value) if side else Policy.OURS)
    told = merged.conflicts
    _write(ours, own, merged, target, told if side is None else ())
    for conflict in told:
        warn(conflict_line(conflict))
    counts = [
        f"{counted(number, 'concept')} {what}"
        for number, what in ((merged.added, "added"), (merged.changed, "changed"), (merged.removed, "removed"))
        if number
    ]
    if counts:
        warn(", ".join(counts))
    if told and side is None:
        warn(f"{counted(len(told), 'conflict')} to settle: by hand, or with --merge ours, theirs or both.")
        raise typer.Exit(1)


def conflict_line(conflict: Conflict) -> str:
    """A conflict in a line, for people."""
    about = f"{conflict.term.text}: " if conflict.term is not None and conflict.what != "preferred term" else ""
    sides = [f"{name} {value if value is not None else '(none)'}" for name, value in _sides(conflict)]
    return f"conflict in {named(conflict.concept)} ({conflict.concept.id}): {about}{conflict.what}: {'; '.join(sides)}"


def _sides(conflict: Conflict) -> tuple[tuple[str, str | None], tuple[str, str | None]]:
    return ("ours", conflict.ours), ("theirs", conflict.theirs)


def _read(path: Path, own: TermList) -> TermList:
    from shuyu.termlists import TermList, read_list

    if path.is_file() and not path.stat().st_size:
        return TermList((), own.format)
    return read_list(path, name=None if path.suffix else own.format.name)


def _write(ours: Path, own: TermList, merged: Merged, target: Path | None, told: Sequence[Conflict]) -> None:
    from shuyu.files import write_whole

    data = _toml(ours, merged, told) if own.format.name == "terms.toml" else _as(own, merged)
    if target is None:
        sys.stdout.buffer.write(data)
    else:
        write_whole(target, data)


def _toml(ours: Path, merged: Merged, told: Sequence[Conflict]) -> bytes:
    from shuyu.files import read_bytes
    from shuyu.formats.terms_apply import apply_concepts, with_remarks
    from shuyu.formats.terms_syntax import decode

    data = read_bytes(ours)
    mark = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
    text = apply_concepts(mark + decode(data, str(ours)), merged.concepts, str(ours))
    remarks: dict[str, list[str]] = {}
    for conflict in told:
        remarks.setdefault(conflict.concept.id, []).append(conflict_line(conflict))
    return with_remarks(text, remarks).encode()


def _as(own: TermList, merged: Merged) -> bytes:
    from io import BytesIO

    from shuyu.formats.base import Writing
    from shuyu.languages import LANGUAGES

    if own.format.write is None:
        how = "Convert both lists to one that is, with shuyu export."
        raise UsageError(Problem("E642", f"{own.format.title} is read and not written", how))
    used = {term.language for concept in merged.concepts for term in concept.terms}
    stream = BytesIO()
    writing = Writing(
        languages=tuple(tag for tag in LANGUAGES if tag in used),
        title=own.about.get("title"),
        subject=own.about.get("subject"),
        source=own.about.get("source"),
        licence=own.about.get("licence"),
    )
    own.format.write(merged.concepts, stream, writing)
    return stream.getvalue()
