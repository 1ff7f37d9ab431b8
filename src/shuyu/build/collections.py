"""Imported collections: kept beside the store as lossless JSON, so that the store can be deleted and built again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shuyu.errors import Problem, ProjectError, UsageError

if TYPE_CHECKING:
    from shuyu.model.concept import Collection, Concept
    from shuyu.project import Project
    from shuyu.store.base import Store, Writer

FOLDER = "collections"
_META = "collection:"
_RESERVED = frozenset({"terms.toml", "mined"})


def collection_path(project: Project, name: str) -> Path:
    """The file in which an imported collection is kept.

    Raises:
        UsageError: E643, when no collection can have this name.
    """
    from shuyu.project import HIDDEN

    if not name.strip() or name in _RESERVED or name.startswith(".") or any(c in '/\\:*?"<>|' or c < " " for c in name):
        how = "Take a name of letters, digits, hyphens and spaces: --collection NAME."
        raise UsageError(Problem("E643", f'a collection cannot be called "{name}"', how))
    return project.root / HIDDEN / FOLDER / f"{name}.json"


def read_collection(project: Project, name: str) -> tuple[Collection, tuple[Concept, ...]] | None:
    """An imported collection as it is kept; None where there is none.

    Raises:
        InputError: when its file is damaged.
        UsageError: E643.
    """
    path = collection_path(project, name)
    return _read(path) if path.is_file() else None


def write_collection(project: Project, collection: Collection, concepts: Sequence[Concept]) -> None:
    """Keep an imported collection, and put it into the store.

    The file is written whole before the store is touched: a process that dies between leaves what the next build
    mends.

    Raises:
        ProjectError: E401, when it cannot be written.
        StoreError: when the store cannot be written.
        UsageError: E643.
    """
    from shuyu.files import whole_file
    from shuyu.formats.base import Writing
    from shuyu.formats.json_format import write
    from shuyu.languages import ENGLISH, HANS

    path = collection_path(project, collection.name)
    _make_folder(path.parent)
    writing = Writing(
        languages=collection.languages or (HANS, ENGLISH),
        title=collection.title,
        source=collection.source,
        licence=collection.licence,
        date=collection.date or "1970-01-01",
        options={"priority": str(collection.priority)},
    )
    with whole_file(path) as stream:
        write(concepts, stream, writing)
    with project.open_store(write=True) as store, store.writing() as writer:
        _put(store, writer, collection, concepts)
        writer.set_meta(_META + collection.name, _stamp(path))


def remove_collection(project: Project, name: str) -> bool:
    """Forget an imported collection; False when there was none."""
    path = collection_path(project, name)
    known = path.is_file()
    path.unlink(missing_ok=True)
    with project.open_store(write=True) as store:
        known = known or any(one.name == name for one in store.collections())
        with store.writing() as writer:
            writer.drop_collection(name)
            writer.set_meta(_META + name, "")
    return known


def imported(project: Project) -> dict[str, Path]:
    """The files of the imported collections by name, sorted."""
    from shuyu.project import HIDDEN

    folder = project.root / HIDDEN / FOLDER
    return {path.stem: path for path in sorted(folder.glob("*.json"))} if folder.is_dir() else {}


def stale_collections(project: Project, store: Store) -> list[str]:
    """The names of the collections that the store does not have as their files say, and of those that have no file."""
    from shuyu.model.concept import Origin

    files = imported(project)
    known = {one.name for one in store.collections() if one.origin is Origin.IMPORTED}
    changed = [name for name, path in files.items() if name not in known or store.meta(_META + name) != _stamp(path)]
    return sorted({*changed, *(known - files.keys())})


def restore_collections(project: Project, store: Store, writer: Writer, names: Iterable[str]) -> list[Problem]:
    """Bring collections of the store in line with their files; gives what is wrong with files that are damaged."""
    from shuyu.errors import ShuyuError

    files = imported(project)
    problems: list[Problem] = []
    for name in names:
        if name not in files:
            writer.drop_collection(name)
            continue
        try:
            collection, concepts = _read(files[name])
        except ShuyuError as error:
            problems += error.problems
            continue
        _put(store, writer, collection, concepts)
        writer.set_meta(_META + name, _stamp(files[name]))
    return problems


def _read(path: Path) -> tuple[Collection, tuple[Concept, ...]]:
    from shuyu.model.concept import Collection, Origin
    from shuyu.termlists import read_list

    found = read_list(path, name="json")
    about = found.about
    priority = about.get("priority", "")
    collection = Collection(
        path.stem,
        Origin.IMPORTED,
        int(priority) if priority.isascii() and priority.isdigit() else 0,
        title=about.get("title"),
        source=about.get("source"),
        licence=about.get("licence"),
        languages=tuple(sorted({term.language for concept in found.concepts for term in concept.terms})),
        date=about.get("date"),
    )
    return collection, found.concepts


def _put(store: Store, writer: Writer, collection: Collection, concepts: Sequence[Concept]) -> None:
    writer.put_collection(collection)
    before = {concept.id: concept for concept in store.concepts(collection.name)}
    after = {concept.id: concept for concept in concepts}
    writer.drop_concepts(collection.name, [name for name in before if name not in after])
    writer.put_concepts(collection.name, (one for name, one in after.items() if before.get(name) != one))


def _stamp(path: Path) -> str:
    status = path.stat()
    return f"{status.st_size} {status.st_mtime_ns}"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        how = "Check the folder's permissions and the free space on its disk."
        raise ProjectError(
            Problem("E401", f"cannot write: {error.strerror or error}", how, path=str(folder))
        ) from error
