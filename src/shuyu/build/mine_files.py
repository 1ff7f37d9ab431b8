"""Mining over the passages of a project, what it knows already, and the processes that count."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import time
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from shuyu import __version__
from shuyu.errors import ProjectError
from shuyu.files import write_whole
from shuyu.languages import CHINESE
from shuyu.mine.decisions import PairKey, concept_keys, pair_key
from shuyu.mine.engine import Runner, in_turn
from shuyu.mine.proposals import Proposal
from shuyu.mine.shards import Source
from shuyu.project import TERMS
from shuyu.text.fold import fold

if TYPE_CHECKING:
    from shuyu.model.alignment import Candidate
    from shuyu.project import Project

A = TypeVar("A")
B = TypeVar("B")

KEPT_DAYS = 14
"""After which what an interrupted mining left behind is removed."""

_MINED = "mined"


def sources_of_project(project: Project) -> tuple[list[Source], list[Candidate]]:
    """The segment pairs of a project's store, and the term pairs that its documents give themselves."""
    with project.open_store() as store:
        pairs = [Source(p.zh.text, p.en.text, f"{p.zh.document}:{p.zh.line}") for p in store.pairs()]
        return pairs, list(store.candidates())


def known_pairs(
    project: Project, *, besides: str | None = None, among: Container[str] | None = None
) -> dict[PairKey, str]:
    """The term pairs that a person gave a project, by their keys, with the ids of their concepts.

    Those of `terms.toml` as it is now, and those of the collections that were imported into the store, if there is one.

    Args:
        project: what is asked.
        besides: a collection that does not count.
        among: folds of Chinese terms; pairs of others are left out, which is quicker.

    Raises:
        TermsError: with everything that is wrong in `terms.toml`.
    """
    concepts = list(project.read_terms().concepts) if besides != TERMS else []
    if project.store_path.is_file():
        with project.open_store() as store:
            names = [one.name for one in store.collections() if one.name not in (_MINED, TERMS, besides)]
            concepts += [
                concept
                for name in names
                for concept in store.concepts(name)
                if among is None or any(fold(term.text) in among for term in concept.in_language(CHINESE))
            ]
    found: dict[PairKey, str] = {}
    for concept in concepts:
        for key in concept_keys(concept):
            found.setdefault(key, concept.id)
    return found


def marked(proposals: Iterable[Proposal], known: dict[PairKey, str]) -> list[Proposal]:
    """The proposals, those of known pairs with the id of their concept."""
    return [replace(one, known=known.get(pair_key(one.zh, one.en))) for one in proposals]


def signature(pairs: Sequence[Source], *wishes: object) -> str:
    """What tells one mining from another: the corpus, the wishes and the version."""
    digest = hashlib.sha256(repr((__version__, wishes)).encode())
    for pair in pairs:
        digest.update(f"{pair.zh}\t{pair.en}\t{pair.place}\n".encode())
    return digest.hexdigest()[:16]


@contextmanager
def runner(jobs: int, keep: Path | None = None) -> Iterator[Runner]:
    """What runs the parts of a corpus: this process, or `jobs` others.

    Args:
        jobs: processes.
        keep: a folder for the results of the parts: what is there is not done again, so that a mining that was
            interrupted goes on. It is removed when all is done; others beside it, when they are old. Where it cannot
            be written, nothing is kept.
    """
    if keep is not None:
        _remove_old(keep.parent)
    if jobs <= 1:
        yield in_turn if keep is None else _Kept(keep, _in_turn_lazily)
    else:
        from concurrent.futures import ProcessPoolExecutor

        pool = ProcessPoolExecutor(jobs, initializer=_begin)
        try:
            elsewhere = partial(_ahead, pool, 2 * jobs)
            yield elsewhere if keep is None else _Kept(keep, elsewhere)
        except BaseException:
            # Whoever interrupts does not wait for the parts that are under way.
            processes: dict[int, Any] = getattr(pool, "_processes", None) or {}
            for process in list(processes.values()):
                process.terminate()
            raise
        finally:
            pool.shutdown(cancel_futures=True)
    if keep is not None:
        shutil.rmtree(keep, ignore_errors=True)


def _begin() -> None:
    # The parent is told of Ctrl-C, and ends its processes; one that was killed cannot.
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    if os.name != "nt":
        threading.Thread(target=watch, daemon=True).start()


def _remove_old(folder: Path) -> None:
    before = time.time() - KEPT_DAYS * 24 * 60 * 60
    with suppress(OSError):
        for one in folder.iterdir():
            if one.stat().st_mtime < before:
                shutil.rmtree(one, ignore_errors=True)


class _Kept:
    """A runner that writes down what each part gave."""

    def __init__(self, folder: Path, run: Callable[..., Iterator[Any]]) -> None:
        self._folder, self._run, self._turn = folder, run, 0
        self._is_full = False

    def __call__(self, function: Callable[[A], B], parts: Sequence[A], /) -> Iterator[B]:
        self._turn += 1
        paths = [self._folder / f"{self._turn}-{at}" for at in range(len(parts))]
        new = {at for at, path in enumerate(paths) if not path.exists()}
        coming = self._run(function, [part for at, part in enumerate(parts) if at in new])
        for at, path in enumerate(paths):
            if at in new:
                result = next(coming)
                self._write(path, result)
                yield result
            else:
                yield self._read(path, function, parts[at])

    def _read(self, path: Path, function: Callable[[A], B], part: A) -> B:
        try:
            # Written by this program into a folder of its own.
            result: B = pickle.loads(path.read_bytes())  # noqa: S301
        except (OSError, EOFError, pickle.UnpicklingError):
            # The same command ran twice at once, and the other one has removed it.
            return function(part)
        return result

    def _write(self, path: Path, result: Any) -> None:
        if self._is_full:
            return
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(path, pickle.dumps(result))
        except (OSError, ProjectError):
            # What is kept saves time; without it the work can still be done.
            self._is_full = True


def _in_turn_lazily(function: Callable[[A], B], parts: Sequence[A]) -> Iterator[B]:
    return map(function, parts)


def _ahead(pool: Any, most: int, function: Callable[[A], B], parts: Sequence[A], /) -> Iterator[B]:
    # Not more than a few parts under way, so that results do not pile up.
    import tempfile

    with tempfile.TemporaryDirectory(prefix="shuyu-mine-") as folder:
        # What all parts need (the counts of a corpus may be large) goes to each process once, by a file.
        path = Path(folder, "function")
        path.write_bytes(pickle.dumps(function))
        waiting = [pool.submit(_call, str(path), part) for part in parts[:most]]
        for at in range(len(parts)):
            yield waiting.pop(0).result()
            if at + most < len(parts):
                waiting.append(pool.submit(_call, str(path), parts[at + most]))


_latest: dict[str, Any] = {}


def _call(path: str, part: Any) -> Any:
    if path not in _latest:
        _latest.clear()
        _latest[path] = pickle.loads(Path(path).read_bytes())  # noqa: S301
    return _latest[path](part)
