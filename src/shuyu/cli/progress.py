"""A progress bar on a terminal, and silence everywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# Work that is over before this is not worth a bar.
_PATIENCE = 1.0


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A function that is told a stage, how much is done and how much there is; it draws after a second of work."""
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description:<9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    begun = time.monotonic()
    tasks: dict[str, TaskID] = {}

    def tell(stage: str, done: int, total: int) -> None:
        if not tasks and time.monotonic() - begun < _PATIENCE:
            return
        bar.start()
        if stage not in tasks:
            for task in tasks.values():
                bar.update(task, visible=False)
            tasks[stage] = bar.add_task(stage, total=total)
        bar.update(tasks[stage], completed=done, total=total)

    try:
        yield tell
    finally:
        bar.stop()
