"""The files of a folder and all below it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from shuyu.errors import InputError, Problem

# What file managers leave behind.
_LITTER = frozenset({"thumbs.db", "desktop.ini"})


def files_under(path: Path) -> Iterator[Path]:
    """The files below a folder, or the file itself, in no order.

    Hidden files and folders, `terms.toml` and what editors and file managers leave behind are left out; links are
    followed, and a folder is entered once. What is neither file nor folder (a pipe, a device) would block or never
    end, and is left out too.

    Raises:
        InputError: E101, when a folder cannot be listed.
    """
    if not path.is_dir():
        if path.is_file():
            yield path
        return
    entered: set[str] = set()
    waiting = [path]
    while waiting:
        folder = waiting.pop()
        real = os.path.realpath(folder)
        if real in entered:
            continue
        entered.add(real)
        try:
            with os.scandir(folder) as entries:
                listed = list(entries)
        except OSError as error:
            what = f"cannot list this folder: {error.strerror or error}"
            raise InputError(Problem("E101", what, "Check its permissions.", path=str(folder))) from error
        for entry in listed:
            name = entry.name
            if name.startswith((".", "~$")) or name.endswith("~") or name.casefold() in _LITTER or name == "terms.toml":
                continue
            if entry.is_dir():
                waiting.append(Path(entry.path))
            elif entry.is_file() or entry.is_symlink():
                # A link to nowhere is kept: that it cannot be read must be said.
                yield Path(entry.path)
