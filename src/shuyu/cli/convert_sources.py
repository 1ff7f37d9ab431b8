"""What `shuyu convert` is given, and where each piece of it is to be written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from shuyu.cli.common import warn
from shuyu.errors import InputError, Problem, ShuyuError, UsageError
from shuyu.text.han import has_han

STDIN = "-"


@dataclass(frozen=True)
class Source:
    """One text or document to convert.

    Attributes:
        shown: how messages name it.
        path: the file; None for a text and for standard input.
        text: a text of the command line; None for all else.
        output: the file to write; None for standard output, and in place.
        done: whether `output` is there and newer, from an earlier run over this folder.
    """

    shown: str
    path: Path | None = None
    text: str | None = None
    output: Path | None = None
    done: bool = False


def is_text(given: str) -> bool:
    """Whether an argument is a text, not the name of anything.

    Raises:
        InputError: E101, when it looks like the name of a file that is not there.
    """
    if given == STDIN:
        return False
    try:
        if os.path.lexists(given):
            return False
    except (OSError, ValueError):
        return True  # too long for a name, or with characters that none can have
    from pathlib import PurePath

    suffix = PurePath(given).suffix.lower()
    if suffix and len(given) < 200 and not any(map(str.isspace, given)):
        from shuyu.conversion.documents import SUFFIXES

        if not has_han(given) or suffix in SUFFIXES:
            how = "Give a file that is there, or Chinese text."
            raise InputError(Problem("E101", "there is no such file", how, path=given))
    return True


def sources_of(
    given: Sequence[str],
    *,
    output: Path | None,
    into: bool,
    in_place: bool,
    recursive: bool,
    include: Sequence[str],
    force: bool,
) -> tuple[list[Source], list[Problem]]:
    """Everything that is to be converted, in order, and what cannot be.

    Args:
        given: the arguments.
        output: where to write.
        into: whether `output` is surely meant as a folder.
        in_place: whether the files are to be rewritten.
        recursive: whether folders are looked through.
        include: patterns of the files in folders that are wanted; all that can be converted when empty.
        force: whether what an earlier run has done is to be done again.

    Raises:
        UsageError: E633, when what was given does not go together, or two sources would be written to one file.
    """
    problems: list[Problem] = []
    found: list[Source] = []
    folders = [Path(one) for one in given if one != STDIN and _is_dir(one)]
    if folders and not recursive:
        raise _refused(f"{folders[0]} is a folder", "Add -r to convert what is in it.")
    many = bool(folders) or len(given) > 1 or into or (output is not None and output.is_dir())
    if many and output is not None and output.exists() and not output.is_dir():
        raise _refused(f"{output} is a file, and there are several to write", "Say with -o which folder to write to.")
    for one in given:
        try:
            if one != STDIN and is_text(one):
                found.append(_text(one, output, in_place=in_place, many=many))
            elif one == STDIN:
                found.append(_stdin(output, in_place=in_place, many=many))
            elif _is_dir(one):
                found += _folder(Path(one), output, include, in_place=in_place, force=force)
            else:
                target = output / Path(one).name if output is not None and many else output
                found.append(Source(one, Path(one), output=target))
        except InputError as error:
            problems += error.problems
    _refuse_collisions(found)
    return _each_once(found) if in_place else found, problems


def _text(given: str, output: Path | None, *, in_place: bool, many: bool) -> Source:
    if in_place:
        raise _refused("a text cannot be rewritten in place", "Name the files to rewrite.")
    if output is not None and many:
        raise _refused("a text has no name to be written under", "Give it alone, with -o FILE.")
    return Source("text", text=given + "\n", output=output)


def _stdin(output: Path | None, *, in_place: bool, many: bool) -> Source:
    if in_place:
        raise _refused("standard input cannot be rewritten in place", "Name the files to rewrite.")
    if output is not None and many:
        raise _refused("standard input has no name to be written under", "Give it alone, with -o FILE.")
    return Source(STDIN, output=output)


def _folder(
    folder: Path, output: Path | None, include: Sequence[str], *, in_place: bool, force: bool
) -> Iterator[Source]:
    from shuyu.walk import files_under

    wanted = _wanted(include)
    without = None if output is None else Path(os.path.realpath(output))
    root = Path(os.path.realpath(folder))
    names = []
    for path in files_under(folder):
        if without is not None and without != root and path.is_relative_to(folder) and _inside(path, without):
            continue
        if wanted(path.relative_to(folder).as_posix()):
            names.append(path)
    if not names:
        kind = "that is included" if include else "of a kind that is converted"
        warn(f"{folder}: there is no file {kind}")
    for path in sorted(names):
        if in_place and not _inside(path, root):
            warn(f"{path}: left alone, a link leads out of the folder here")
            continue
        target = None if output is None else output / path.relative_to(folder)
        yield Source(str(path), path, output=target, done=not force and _is_newer(target, path))


def _wanted(include: Sequence[str]) -> Callable[[str], bool]:
    if include:
        return lambda name: any(fnmatch(name if "/" in one else name.rpartition("/")[2], one) for one in include)
    from shuyu.conversion.documents import SUFFIXES

    return lambda name: os.path.splitext(name)[1].lower() in SUFFIXES  # noqa: PTH122


def _inside(path: Path, folder: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(folder)


def _is_newer(target: Path | None, source: Path) -> bool:
    if target is None:
        return False
    try:
        return target.stat().st_mtime_ns >= source.stat().st_mtime_ns
    except OSError:
        return False


def _is_dir(given: str) -> bool:
    try:
        return Path(given).is_dir()
    except (OSError, ValueError):
        return False


def _refuse_collisions(sources: Sequence[Source]) -> None:
    problems = []
    seen: dict[str, Source] = {}
    for source in sources:
        if source.output is None:
            continue
        key = os.path.normcase(os.path.abspath(source.output))  # noqa: PTH100
        if source.path is not None and key == os.path.normcase(os.path.abspath(source.path)):  # noqa: PTH100
            how = "Use --in-place, which keeps what it was, or write to another folder."
            problems.append(Problem("E633", "this would be written over its own source", how, path=source.shown))
        other = seen.setdefault(key, source)
        if other is not source:
            how = "Convert them apart, each with a folder of its own."
            what = f"this and {other.shown} would both be written to {source.output}"
            problems.append(Problem("E633", what, how, path=source.shown))
    if problems:
        raise UsageError(*problems)


def _each_once(sources: Sequence[Source]) -> list[Source]:
    # A file that is reached by two names is rewritten once.
    kept: dict[str, Source] = {}
    for source in sources:
        kept.setdefault(os.path.realpath(source.path or ""), source)
    return list(kept.values())


def _refused(what: str, how: str) -> ShuyuError:
    return UsageError(Problem("E633", what, how))
