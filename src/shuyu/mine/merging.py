"""Putting the counts of many parts together in bounded memory.

Sums that grow too large for memory go to disk, cut by ranges of hashes; at the end each range is summed by itself, and
what is too rare to be proposed is left out before the next.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Protocol, TypeVar

ROOM = 1_000_000
"""Rows of a sum that stay in memory: with what putting them together needs, less than 1 GB of pairs of terms."""
_RANGES = 16
_WIDTH = 2**64 // _RANGES


class Summed(Protocol):
    """Counts by hashes: `shuyu.mine.counting.Frequencies` or `Tally`."""

    def at_least(self, number: int, /) -> Any:
        """Only what is as frequent."""
        ...

    def between(self, hashes: slice, /) -> Any:
        """Only what has these hashes."""
        ...


C = TypeVar("C", bound=Summed)


class Merger(Generic[C]):
    """Puts counts together as they come; the order does not matter. A context: what is on disk goes when it ends.

    Args:
        join: adds counts up.
        size: how many rows counts have.
        room: rows in memory.
    """

    def __init__(self, join: Callable[[Sequence[C]], C], size: Callable[[C], int], room: int = ROOM) -> None:
        self._join, self._size, self._room = join, size, room
        self._sum = join([])
        self._waiting: list[C] = []
        self._rows = 0
        self._folder: Path | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Merger[C]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def add(self, part: C) -> None:
        """One part more."""
        self._waiting.append(part)
        self._rows += self._size(part)
        if self._rows > max(self._size(self._sum), self._room // 6):
            self._gather()
            if self._size(self._sum) > self._room:
                self._spill()

    def result(self, least: int) -> C:
        """The sum of all, without what is rarer than `least`."""
        self._gather()
        if self._folder is None:
            found: C = self._sum.at_least(least)
            return found
        self._spill()
        return self._join([self._join(list(_read(path))).at_least(least) for path in self._paths()])

    def _gather(self) -> None:
        if self._waiting:
            self._sum = self._join([self._sum, *self._waiting])
            self._waiting, self._rows = [], 0

    def _spill(self) -> None:
        import tempfile

        if self._folder is None:
            self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="shuyu-mine-")))
        for number, path in enumerate(self._paths()):
            with path.open("ab") as file:
                pickle.dump(self._sum.between(slice(number * _WIDTH, (number + 1) * _WIDTH)), file, protocol=5)
        self._sum = self._join([])

    def _paths(self) -> list[Path]:
        assert self._folder is not None  # noqa: S101
        return [self._folder / str(number) for number in range(_RANGES)]


def _read(path: Path) -> Iterator[Any]:
    # Written by this object into a folder of its own.
    with path.open("rb") as file:
        while file.peek(1):
            yield pickle.load(file)  # noqa: S301
