"""What `shuyu mine` reads: files, folders and projects, as segment pairs or as texts in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from shuyu.build.mine_tables import SUFFIXES, in_pairs, rows_of
from shuyu.errors import InputError, Problem
from shuyu.mine.shards import Source

if TYPE_CHECKING:
    from shuyu.build.align_files import FilePair
    from shuyu.project import Project

_Part = TypeVar("_Part")

# What stands beside zh and en at the head of lists that shuyu writes about mined pairs.
_OWN = frozenset(("score", "decision"))


def sources_of_files(paths: Sequence[Path], notes: list[str] | None = None) -> list[Source]:
    """The segment pairs of files.

    Two documents are versions of each other; of more, those belong together whose names say so (`x.zh.md`, `x.en.md`),
    and each other one holds both languages.

    Args:
        paths: documents, tables, translation memories, PO files, folders of all these, in any number and mixture.
        notes: what a person should know of how they were read is added to it.

    Raises:
        InputError: with everything that is wrong with any of them: what `align_files` and `rows_of` raise; E120 for
            one without pairs.
    """
    told = [] if notes is None else notes
    documents = [path for path in paths if not path.is_dir() and not _is_table(path)]
    work: list[Callable[[], list[Source]]] = []
    for path in paths:
        if path.is_dir():
            work.append(partial(_of_folder, path, told))
        elif _is_table(path):
            work.append(partial(sources_of_table, path, None, told))
    work += [partial(_aligned, pair, told) for pair in _paired(documents)]
    return [source for part in _all(work) for source in part]


def sources_of_table(
    path: Path, columns: tuple[str, str] | None = None, notes: list[str] | None = None
) -> list[Source]:
    """The segment pairs of a file that is in pairs already, of any size: see `rows_of`.

    Raises:
        InputError: as `rows_of`; E120, when no row has both sides.
        UsageError: E652, when there is no such column.
    """
    return in_pairs(rows_of(path, columns, notes), path, notes)


def texts_of_files(paths: Sequence[Path], language: str) -> list[str]:
    """What files say in one language.

    Args:
        paths: documents, tables, translation memories, PO files, folders of all these.
        language: `zh` or `en`.

    Raises:
        InputError: with everything that is wrong with any of them; E120, when there is no such text.
    """
    from shuyu.walk import files_under

    files = [file for path in paths for file in (sorted(files_under(path)) if path.is_dir() else [path])]
    named = set(paths)
    work = [partial(_texts, file, language) for file in files if file in named or _is_readable(file)]
    found = [text for part in _all(work) for text in part]
    if not found:
        raise _no_text(language, ", ".join(map(str, paths)))
    return found


def texts_of_table(path: Path, language: str, columns: tuple[str, str] | None = None) -> list[str]:
    """What a file in pairs says in one language; the other may be empty.

    Raises:
        InputError: as `rows_of`; E120, when there is no such text.
        UsageError: E652, when there is no such column.
    """
    rows = rows_of(path, columns, only=language)
    found = [text for row in rows if (text := row.zh if language == "zh" else row.en)]
    if not found:
        raise _no_text(language, str(path))
    return found


def texts_of_project(project: Project, language: str) -> list[str]:
    """What the passages of a project's store say in one language."""
    with project.open_store() as store:
        return [passage.text for passage in store.passages() if passage.language.startswith(language)]


def _all(work: Sequence[Callable[[], _Part]]) -> Iterator[_Part]:
    # What is wrong with any file is told at once.
    found: list[_Part] = []
    problems: list[Problem] = []
    for one in work:
        try:
            found.append(one())
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*dict.fromkeys(problems))
    return iter(found)


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES


def _is_readable(path: Path) -> bool:
    from shuyu.readers import reader_for

    return not _is_own(path) if _is_table(path) else reader_for(path.as_posix()) is not None


def _is_own(path: Path) -> bool:
    # A list of proposals or decisions, such as shuyu writes beside the texts.
    if path.suffix.lower() not in (".tsv", ".csv"):
        return False
    try:
        with path.open("rb") as stream:
            head = stream.readline(4096).decode("utf-8-sig", "replace")
    except OSError:
        return False
    names = {name.strip().strip('"') for name in head.replace(",", "\t").split("\t")}
    return {"zh", "en"} <= names and bool(names & _OWN)


def _paired(documents: Sequence[Path]) -> list[FilePair]:
    from shuyu.align.place import counterparts
    from shuyu.build.align_files import FilePair, holds_both

    by_name = {path.as_posix(): path for path in documents}
    named = counterparts(by_name)
    if len(documents) == 2 and not named and not all(map(holds_both, documents)):
        return [FilePair(documents[0], documents[1])]
    used = {name for pair in named for name in pair}
    found = [FilePair(by_name[zh], by_name[en]) for zh, en in named]
    return found + [FilePair(path, None) for name, path in by_name.items() if name not in used]


def _of_folder(folder: Path, notes: list[str]) -> list[Source]:
    from shuyu.build.align_files import pairs_of_folder
    from shuyu.walk import files_under

    tables = sorted(path for path in files_under(folder) if _is_table(path))
    own = {path for path in tables if _is_own(path)}
    work: list[Callable[[], list[Source]]] = []
    try:
        pairs, problems = pairs_of_folder(folder)
    except InputError as error:
        # Tables are no documents, and here they are enough.
        if len(own) == len(tables):
            raise
        pairs, problems = [], list(error.problems[1:])
    work += [partial(_aligned, pair, notes) for pair in pairs]
    work += [partial(sources_of_table, table, None, notes) for table in tables if table not in own]
    found: list[Source] = []
    broken: list[Problem] = []
    for one in work:
        # A folder holds other files too: what cannot be mined is told, and the rest is.
        try:
            found += one()
        except InputError as error:
            broken += error.problems
    if not found and broken:
        raise InputError(*broken)
    notes += [f"left out: {problem}" for problem in broken]
    notes += [f"{path}: left out, since it is a list of mined pairs" for path in sorted(own)]
    alone = [problem.path or "" for problem in problems if not _is_table(Path(problem.path or ""))]
    if alone:
        files = "1 file" if len(alone) == 1 else f"{len(alone):,} files"
        notes.append(f"{folder}: left out {files} without a counterpart in the other language, the first {alone[0]}")
    return found


def _aligned(files: FilePair, notes: list[str]) -> list[Source]:
    from shuyu.build.align_files import Wish, align_files

    found, told = align_files(files, Wish())
    notes += told
    name = files.name or files.zh.name
    return [
        Source(found.zh_text(pair), found.en_text(pair), f"{name}:{found.zh.lines[pair.zh[0]]}")
        for pair in found.pairs
        if pair.zh and pair.en
    ]


def _texts(path: Path, language: str) -> list[str]:
    from shuyu.files import read_bytes
    from shuyu.readers import read_document
    from shuyu.text.passages import passages_of

    if path.suffix.lower() in (".tmx", ".po", ".pot"):
        return [text for row in rows_of(path) if (text := row.zh if language == "zh" else row.en)]
    passages = passages_of(read_document(read_bytes(path), path.as_posix()))
    return [passage.text for passage in passages if passage.language.startswith(language)]


def _no_text(language: str, path: str) -> InputError:
    what = f"nothing here is {'Chinese' if language == 'zh' else 'English'}"
    return InputError(Problem("E120", what, "Check the file, or the language after --monolingual.", path=path))
