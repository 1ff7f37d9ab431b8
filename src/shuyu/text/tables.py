"""Tables for `shuyu.text.swift`, made from the installed OpenCC at first need and kept in the user's cache folder.

They are made only for large texts. A file's name says what it was made from: OpenCC's version, the configuration and
the bytes of its dictionaries. Whatever is wrong (no program that prints dictionaries, a configuration of a kind that
is not known here, tables that do not give OpenCC's text for OpenCC's own phrases) is settled by having none.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from shuyu.text.flat import Flat, UnfitError, flatten, printed
from shuyu.text.swift import Swift

# To be raised whenever the arrays or what is made of them change.
_FORMAT = 1
# Configurations with a project's terms come and go.
_KEPT = 24


def tables(document: str, convert: Callable[[str], str]) -> Swift | None:
    """What converts as the configuration `document` does, faster; None where that cannot be had.

    Args:
        document: a configuration as JSON, its dictionaries named by their whole paths.
        convert: OpenCC itself, with that configuration.
    """
    configuration = json.loads(document)
    try:
        path = _folder() / f"{_digest(document, configuration)}.npz"
        arrays = _read(path)
        if arrays is not None:
            return Swift(arrays, convert)
        flat = flatten(configuration, _printed)
        arrays = Swift.grown(flat)
        made = Swift(arrays, convert)
        if not all(made.convert(text) == convert(text) for text in _proof(flat)):
            return None
    except (UnfitError, OSError, ValueError, subprocess.SubprocessError):
        return None
    with suppress(OSError):
        _write(path, arrays)
    return made


def _folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("shuyu") / "opencc"


def _digest(document: str, configuration: Mapping[str, Any]) -> str:
    import opencc

    found = hashlib.sha256(f"{_FORMAT}\n{opencc.__version__}\n{document}".encode())
    for path in _files(configuration):
        found.update(hashlib.sha256(Path(path).read_bytes()).digest())
    return found.hexdigest()[:40]


def _files(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("type") == "ocd2":
            yield node["file"]
        for value in node.values():
            yield from _files(value)
    elif isinstance(node, list):
        for value in node:
            yield from _files(value)


# The dictionary of phrases is named two or three times in one configuration.
_printed = lru_cache(maxsize=16)(printed)


def _read(path: Path) -> dict[str, Any] | None:
    import numpy as np

    try:
        # Opened here: numpy leaves a file open that it cannot read.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            arrays = dict(kept)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        return None
    with suppress(OSError):
        os.utime(path)
    return arrays


def _write(path: Path, arrays: Mapping[str, Any]) -> None:
    import numpy as np

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, **arrays)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    for old in sorted(path.parent.glob("*.npz"), key=lambda one: one.stat().st_mtime)[:-_KEPT]:
        old.unlink(missing_ok=True)


def _proof(flat: Flat) -> Iterator[str]:
    # All phrases, each by itself, and in a row, where they overlap as chance has it.
    keys = sorted({key for entries in (*flat.before, *flat.steps) for key in entries} | set(flat.segments))
    yield "\n".join(keys)
    random.Random(0).shuffle(keys)  # noqa: S311
    yield "".join(keys)
