"""A project: a folder with `terms.toml`, its passages and its store.

Importing this module is light, because every lookup does it; what reads or writes `terms.toml` is imported on use.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from shuyu.errors import InputError, Problem, ProjectError, ShuyuError
from shuyu.walk import files_under

if TYPE_CHECKING:
    from shuyu.formats.terms_toml import Settings, Terms
    from shuyu.model.hit import Hit
    from shuyu.store.base import Store

TERMS = "terms.toml"
HIDDEN = ".shuyu"
VARIABLE = "SHUYU_PROJECT"

# How long a command waits for another one that is writing.
_PATIENCE_SECONDS = 10.0

_Result = TypeVar("_Result")


def find_project(chosen: Path | str | None = None, *, start: Path | None = None) -> Project:
    """The project to work in.

    The first of: `chosen` (the option `--project`); the folder that the variable `SHUYU_PROJECT` names; the nearest
    folder with a `terms.toml`, from `start` upwards; the person's own glossary in the user data folder, made when it is
    first asked for.

    Args:
        chosen: a folder with a `terms.toml`, or that file.
        start: where to begin looking; the current folder when absent.

    Raises:
        ProjectError: E402, when the chosen folder is no project; E401, when the person's own cannot be made.
    """
    if chosen is not None:
        return _exactly(Path(chosen), "")
    named = os.environ.get(VARIABLE)
    if named:
        return _exactly(Path(named), f" (named by {VARIABLE})")
    try:
        found = _upwards(Path.cwd() if start is None else start)
    except FileNotFoundError:
        # The current folder has been deleted under us.
        found = None
    return found if found is not None else personal_project()


def open_project(path: Path | str | None = None) -> Project:
    """The project at `path` or around it: `shuyu.open`.

    Args:
        path: a folder, or a file in one; when absent, the project is found as the command line finds it.

    Raises:
        ProjectError: E402, when there is no project at `path` or above it.

    >>> import shuyu
    >>> shuyu.open().terms_path.name
    'terms.toml'
    """
    if path is None:
        return find_project()
    found = _upwards(Path(path).expanduser())
    return found if found is not None else _exactly(Path(path), "")


def _exactly(folder: Path, why: str) -> Project:
    path = folder.expanduser()
    if path.name == TERMS and path.is_file():
        path = path.parent
    if not (path / TERMS).is_file():
        what = f"there is no {TERMS} in this folder{why}" if path.is_dir() else f"there is no such folder{why}"
        raise ProjectError(Problem("E402", what, f'"shuyu init {folder}" makes a project there.', path=str(folder)))
    return Project(path.absolute())


def _upwards(start: Path) -> Project | None:
    folder = start.absolute()
    for candidate in (folder, *folder.parents):
        if (candidate / TERMS).is_file():
            return Project(candidate)
    return None


def personal_project() -> Project:
    """The person's own glossary, in the user data folder; made when it is not there yet.

    Raises:
        ProjectError: E401, when it cannot be made.
    """
    from platformdirs import user_data_path

    folder = user_data_path("shuyu", appauthor=False)
    if not (folder / TERMS).is_file():
        from shuyu.scaffold import begin

        begin(folder, title="My glossary", languages=("zh-Hans", "en"), sample=False)
    return Project(folder, is_personal=True)


def create_project(
    folder: Path | str,
    *,
    title: str | None = None,
    languages: Sequence[str] = ("zh-Hans", "en"),
    force: bool = False,
) -> tuple[Project, tuple[Path, ...]]:
    """Make a project: a commented `terms.toml`, and a short passage in two languages where there are none yet.

    Args:
        folder: made when it is not there. What is in it stays.
        title: the folder's name when absent.
        languages: tags or their aliases; the first Chinese one is the usual one.
        force: write `terms.toml` and the sample anew where they are there already.

    Returns:
        the project, and the files that were written.

    Raises:
        ProjectError: E406, when the folder is a project already; E401, when it cannot be written.
        UsageError: E601, when a language is not known.
    """
    from shuyu.scaffold import begin

    project = Project(Path(folder).expanduser().absolute())
    files = begin(project.root, title=title, languages=languages, force=force)
    project.make_hidden_folder()
    return project, files


@dataclass(frozen=True)
class Project:
    """A folder with a `terms.toml`.

    Attributes:
        root: the folder, absolute.
        is_personal: whether it is the person's own glossary, used where there is no other.
    """

    root: Path
    is_personal: bool = False

    @property
    def terms_path(self) -> Path:
        """The curated terms."""
        return self.root / TERMS

    @property
    def store_path(self) -> Path:
        """The store, which may not have been built yet."""
        return self.root / HIDDEN / "store.db"

    def read_terms(self) -> Terms:
        """What `terms.toml` says.

        Raises:
            TermsError: with everything that is wrong in it.
            InputError: E101, when it cannot be read.
        """
        from shuyu.files import read_bytes
        from shuyu.formats.terms_toml import read_terms

        return read_terms(read_bytes(self.terms_path, TERMS), TERMS)

    def terms_text(self) -> str:
        """The text of `terms.toml`, without a byte order mark.

        Raises:
            TermsError: E202, when it is not UTF-8.
            InputError: E101, when it cannot be read.
        """
        from shuyu.files import read_bytes
        from shuyu.formats.terms_syntax import decode

        return decode(read_bytes(self.terms_path, TERMS), TERMS)

    def settings(self) -> Settings:
        """What `[glossary]` says; faults elsewhere in the file do not matter.

        Raises:
            TermsError: with everything that is wrong in `[glossary]`.
            InputError: E101, when the file cannot be read.
        """
        from shuyu.files import read_bytes
        from shuyu.formats.terms_toml import read_settings

        return read_settings(read_bytes(self.terms_path, TERMS), TERMS)

    def passage_files(self, paths: Sequence[Path | str] | None = None) -> dict[str, Path]:
        """The files of passages by the path that the store knows them by: with `/`, relative to the project.

        Hidden files and folders are left out; links are followed, a folder is entered once.

        Args:
            paths: files and folders to take instead of those that the settings name; those outside the project are
                known by their whole path.

        Returns:
            the files, sorted by that path.

        Raises:
            InputError: E101, when a path that was given or that the settings name is not there, and when a
                folder cannot be listed.
        """
        if paths is None:
            from shuyu.formats.terms_toml import DEFAULT_PASSAGES

            folders = self.settings().passages
            given = [self.root / folder for folder in folders]
            missing = [] if folders == DEFAULT_PASSAGES else [path for path in given if not path.exists()]
        else:
            given = [Path(path).expanduser().absolute() for path in paths]
            missing = [path for path in given if not path.exists()]
        if missing:
            how = f"Check the path, or passages in {TERMS}."
            raise InputError(*(Problem("E101", "there is no such file or folder", how, path=str(p)) for p in missing))
        found: dict[str, Path] = {}
        for path in given:
            for file in files_under(path):
                found.setdefault(self._shown(file), file)
        return {name: found[name] for name in sorted(found)}

    def _shown(self, file: Path) -> str:
        from unicodedata import normalize

        # A name is data: the same on every system, also where the file system decomposes accents.
        absolute = Path(os.path.normpath(file))
        name = absolute.relative_to(self.root) if absolute.is_relative_to(self.root) else absolute
        return normalize("NFC", name.as_posix()).encode("utf-8", "surrogateescape").decode("utf-8", "replace")

    def open_store(self, *, write: bool = False) -> Store:
        """The project's store.

        Args:
            write: whether to write; the store is then made when it is not there. The person's own always is.

        Raises:
            ProjectError: E403, when it was never built; E401, when its folder cannot be made.
            StoreError: when it cannot be opened.
        """
        from shuyu.store.sqlite import open_store

        if write:
            self.make_hidden_folder()
            return open_store(self.store_path, write=True, create=True)
        if not self.store_path.is_file():
            if self.is_personal:
                # Made on first use, like the glossary itself: a person who looks something up has nothing to build.
                self.open_store(write=True).close()
                return open_store(self.store_path)
            raise ProjectError(
                Problem("E403", "this project has no store yet", 'Run "shuyu build".', path=str(self.root))
            )
        return open_store(self.store_path)

    def lookup(self, query: str, **options: Any) -> tuple[Hit, ...]:
        """The concepts that answer `query`, best first: `Store.lookup` on the project's store.

        For many queries, open the store once and ask it.
        """
        with self.open_store() as store:
            return store.lookup(query, **options)

    def stale(self, store: Store | None = None) -> list[str]:
        """In what the store is behind the files, a sentence each; empty when it is not. Looks at sizes and times only.

        Args:
            store: the project's store, where the caller has it open already.
        """
        if store is None:
            with self.open_store() as opened:
                return self.stale(opened)
        sentences = []
        if _differs(self.terms_path, *_remembered(store)):
            sentences.append(f"{TERMS} has changed since the last build.")
        records = store.documents()
        try:
            files = {self._shown(file): file for folder in self._quick_folders() for file in files_under(folder)}
        except InputError as error:
            return [*sentences, *map(str, error.problems)]
        # Documents from elsewhere were named when the store was built: only whether they have changed is looked at.
        inside = {name for name in records if not Path(name).is_absolute()}
        new = files.keys() - records.keys()
        gone = {name for name in inside if name not in files and not (self.root / name).is_file()}
        changed = {
            name
            for name, record in records.items()
            if name not in gone and _differs(files.get(name, self.root / name), record.size, record.mtime_ns)
        }
        for names, one, many in (
            (changed, "has changed", "have changed"),
            (new, "is new", "are new"),
            (gone, "is gone", "are gone"),
        ):
            if names:
                first, *others = sorted(names)
                who = f"{first} and {len(others):,} more {many}" if others else f"{first} {one}"
                sentences.append(f"{who} since the last build.")
        if sentences:
            sentences[-1] += ' Run "shuyu build".'
        return sentences

    def _quick_folders(self) -> list[Path]:
        # Nearly every project keeps the default, and then nothing needs to be parsed.
        try:
            if b"passages" not in self.terms_path.read_bytes():
                return [self.root / "glossary"]
            return [self.root / folder for folder in self.settings().passages]
        except (OSError, ShuyuError):
            return []

    def make_hidden_folder(self) -> Path:
        """The folder for what shuyu derives, made when it is not there: out of version control, with the schema.

        Raises:
            ProjectError: E401, when it cannot be made.
        """
        from shuyu.scaffold import fill_hidden_folder

        folder = self.root / HIDDEN
        fill_hidden_folder(folder)
        return folder

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Held by whoever changes `terms.toml`, so that two commands do not undo each other.

        Raises:
            ProjectError: E404, when another process holds it for longer than a moment.
        """
        from filelock import FileLock, Timeout

        path = self.make_hidden_folder() / "terms.lock"
        lock = FileLock(str(path), timeout=_PATIENCE_SECONDS)
        try:
            lock.acquire()
        except Timeout as error:
            how = "Wait for it to finish. If none is running, delete the lock file."
            raise ProjectError(Problem("E404", "another shuyu is changing terms.toml", how, path=str(path))) from error
        except OSError as error:
            from shuyu.scaffold import cannot_write

            raise cannot_write(path, error) from error
        try:
            yield
        finally:
            lock.release()

    def change_terms(self, change: Callable[[str], tuple[str, _Result]]) -> _Result:
        """Change `terms.toml`: under the lock, whole or not at all, and only if nobody else has changed it meanwhile.

        Args:
            change: from the text of the file to its new text and whatever the caller wants back.

        Returns:
            the second thing that `change` gave.

        Raises:
            ProjectError: E404 and E401 as `lock` and `write_whole`; E405, when the file changed meanwhile.
            TermsError: when the file is not UTF-8, and what `change` raises.
        """
        from shuyu.files import read_bytes, write_whole
        from shuyu.formats.terms_syntax import decode

        with self.lock():
            before = read_bytes(self.terms_path, TERMS)
            mark = "\ufeff" if before.startswith(b"\xef\xbb\xbf") else ""
            text = mark + decode(before, TERMS)
            new, result = change(text)
            if new != text:
                if read_bytes(self.terms_path, TERMS) != before:
                    how = "Nothing was written. Save the file in your editor, then run the command again."
                    raise ProjectError(
                        Problem("E405", "the file was changed by somebody else just now", how, path=TERMS)
                    )
                write_whole(self.terms_path, new.encode())
        return result


def _remembered(store: Store) -> tuple[int, int] | tuple[None, None]:
    # What the last build saw of terms.toml.
    import json

    remembered = json.loads(store.meta("terms") or "{}")
    return (remembered["size"], remembered["mtime_ns"]) if "mtime_ns" in remembered else (None, None)


def _differs(path: Path, size: int | None, mtime_ns: int | None) -> bool:
    try:
        status = path.stat()
    except OSError:
        return True
    return (status.st_size, status.st_mtime_ns) != (size, mtime_ns)
