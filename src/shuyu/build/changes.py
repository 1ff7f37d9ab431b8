"""What has changed since the last build: found by looking at files, before anything is read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shuyu.errors import Problem, ShuyuError
from shuyu.files import cannot_read, read_bytes

if TYPE_CHECKING:
    from shuyu.store.base import DocumentRecord

# A file changed this shortly before it was last looked at may change again without its time showing it (git calls its
# index racy then): its bytes are compared instead.
RACY_NS = 2_000_000_000


@dataclass(frozen=True)
class Stamp:
    """A file as it was when it was last looked at."""

    size: int
    mtime_ns: int
    sha256: str

    def to_json(self) -> str:
        """The stamp as the store remembers it."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str | None) -> Stamp | None:
        """The stamp that `to_json` wrote, or None."""
        return cls(**json.loads(text)) if text else None

    @classmethod
    def of_record(cls, record: DocumentRecord | None) -> Stamp | None:
        """The stamp of a document that the store knows."""
        return cls(record.size, record.mtime_ns, record.sha256) if record else None


def stamp(path: Path, shown: str, known: Stamp | None, looked_ns: int) -> Stamp:
    """The stamp of a file; its bytes are read only when size or time differ from `known`, or are too fresh to trust.

    Args:
        path: the file.
        shown: how an error names it.
        known: its stamp when it was last looked at, or None.
        looked_ns: when that was.

    Raises:
        InputError: E101, when it cannot be read.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise cannot_read(error, shown) from error
    if (
        known is not None
        and (status.st_size, status.st_mtime_ns) == (known.size, known.mtime_ns)
        and status.st_mtime_ns + RACY_NS < looked_ns
    ):
        return known
    return Stamp(status.st_size, status.st_mtime_ns, digest(read_bytes(path, shown)))


def digest(data: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class Changes:
    """What a build has to do about documents.

    Attributes:
        dirty: to be read anew.
        touched: whose time changed and whose bytes did not, with their new stamps.
        removed: no longer there.
        kept: how many need nothing.
        partners: the English documents of each Chinese one.
        problems: files that cannot be looked at; what the store has of them stays.
    """

    dirty: tuple[str, ...]
    touched: Mapping[str, Stamp]
    removed: tuple[str, ...]
    kept: int
    partners: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]

    def __bool__(self) -> bool:
        return bool(self.dirty or self.touched or self.removed)


def document_changes(
    files: Mapping[str, Path], records: Mapping[str, DocumentRecord], looked_ns: int, *, anew: bool
) -> Changes:
    """What has changed between the documents in the store and the files that are there.

    Args:
        files: by the path that the store knows them by.
        records: what the store remembers.
        looked_ns: when the store was last compared with the files.
        anew: whether to read everything anew.
    """
    from shuyu.align.place import counterparts

    dirty: set[str] = set()
    touched: dict[str, Stamp] = {}
    problems: list[Problem] = []
    for path, file in files.items():
        known = Stamp.of_record(records.get(path))
        try:
            now = stamp(file, path, known, looked_ns)
        except ShuyuError as error:
            problems += error.problems
            continue
        if known is None or anew or now.sha256 != known.sha256:
            dirty.add(path)
        elif now != known:
            touched[path] = now
    partners = _by_chinese(counterparts(sorted(files)))
    before = _by_chinese(counterparts(sorted(records)))
    unreadable = {problem.path for problem in problems}
    for chinese in partners.keys() | before.keys():
        now_with, then_with = partners.get(chinese, ()), before.get(chinese, ())
        # Pairs over two files belong to the Chinese one: it is read anew when a partner comes, goes or changes.
        if chinese in files and chinese not in unreadable and (now_with != then_with or dirty.intersection(now_with)):
            dirty.add(chinese)
    return Changes(
        dirty=tuple(sorted(dirty)),
        touched={path: touched[path] for path in sorted(touched.keys() - dirty)},
        removed=tuple(sorted(records.keys() - files.keys())),
        kept=len(files) - len(dirty) - len(problems),
        partners=partners,
        problems=tuple(problems),
    )


def _by_chinese(found: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    partners: dict[str, tuple[str, ...]] = {}
    for chinese, english in found:
        partners[chinese] = (*partners.get(chinese, ()), english)
    return partners
