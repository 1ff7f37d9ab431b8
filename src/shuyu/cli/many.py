"""Many pieces of work over several processes, what they give in the order of the pieces."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import TypeVar

from shuyu.cli.progress import progress_bar

_Piece = TypeVar("_Piece")
_Result = TypeVar("_Result")


def in_order(
    work: Callable[[_Piece], _Result], pieces: Sequence[_Piece], *, jobs: int, stage: str
) -> Iterator[_Result]:
    """What `work` gives for each piece, in their order whichever is ready first, with a progress bar.

    Args:
        work: a function of a module, since other processes have to find it; it raises nothing that is expected.
        pieces: what to work on.
        jobs: how many processes.
        stage: what the bar calls it.
    """
    if not sys.stderr.isatty():
        yield from _each(work, pieces, jobs, lambda done: None)
        return
    # What a caller prints must not run into the bar: it gets everything when the bar is gone.
    with progress_bar() as tell:
        results = list(_each(work, pieces, jobs, lambda done: tell(stage, done, len(pieces))))
    yield from results


def _each(
    work: Callable[[_Piece], _Result], pieces: Sequence[_Piece], jobs: int, tell: Callable[[int], None]
) -> Iterator[_Result]:
    if jobs == 1 or len(pieces) < 2:
        for at, piece in enumerate(pieces):
            result = work(piece)
            tell(at + 1)
            yield result
        return
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from multiprocessing import get_context

    with ExitStack() as stack:
        pool = ProcessPoolExecutor(min(jobs, len(pieces)), mp_context=get_context("spawn"))
        stack.callback(pool.shutdown, cancel_futures=True)
        running = {pool.submit(work, piece): at for at, piece in enumerate(pieces)}
        ready: dict[int, _Result] = {}
        following = 0
        for done, future in enumerate(as_completed(running), 1):
            ready[running.pop(future)] = future.result()
            tell(done)
            while following in ready:
                yield ready.pop(following)
                following += 1
