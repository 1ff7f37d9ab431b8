"""Mining over files and over the passages of a project: what is read, and the processes that count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from shuyu.mine.engine import Runner, in_turn

A = TypeVar("A")
B = TypeVar("B")


@contextmanager
def runner(jobs: int) -> Iterator[Runner]:
    """What runs the parts of a corpus: this process, or `jobs` others.

    Args:
        jobs: processes.
    """
    if jobs <= 1:
        yield in_turn
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs) as pool:

        def run(function: Callable[[A], B], parts: Sequence[A], /) -> Iterator[B]:
            return _ahead(pool, function, parts, 2 * jobs)

        yield run


def _ahead(pool: Any, function: Callable[[A], B], parts: Sequence[A], most: int) -> Iterator[B]:
    # Not more than a few parts under way, so that results do not pile up.
    import pickle
    import tempfile
    from pathlib import Path

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
    import pickle
    from pathlib import Path

    if path not in _latest:
        _latest.clear()
        _latest[path] = pickle.loads(Path(path).read_bytes())
    return _latest[path](part)
