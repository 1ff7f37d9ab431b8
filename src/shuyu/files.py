"""Writing files whole or not at all, and reading them with a clear word when that fails."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from shuyu.errors import InputError, Problem, ProjectError


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path` whole or not at all: a temporary file beside it, fsync, rename.

    The permissions of a file that is replaced are kept; a link is followed, so that the file it points
    to is replaced and the link stays. What is no file, such as `/dev/null` or a pipe, is written into as it is.

    Raises:
        ProjectError: E401, when the folder cannot be written or the disk is full; `path` is then as it was.
    """
    with whole_file(path) as stream:
        stream.write(data)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """As `write_whole`, for what is written piece by piece: when the block raises, `path` is as it was.

    Raises:
        ProjectError: E401, when an `OSError` is met, also one that the block itself raises.
    """
    target = Path(os.path.realpath(path))
    temporary: str | None = None
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            with target.open("wb") as stream:
                yield stream
            return
        mode = target.stat().st_mode & 0o7777 if target.exists() else None
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if mode is None:
            mask = os.umask(0)
            os.umask(mask)
            mode = 0o666 & ~mask
        os.chmod(temporary, mode)  # noqa: PTH101
        os.replace(temporary, target)  # noqa: PTH105
        temporary = None
    except OSError as error:
        raise ProjectError(
            Problem(
                "E401",
                f"cannot write: {error.strerror or error}",
                "Nothing was changed. Check the folder's permissions and the free space on its disk.",
                path=str(path),
            )
        ) from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    # The rename itself survives a power cut only when its folder reached the disk; Windows has no such call.
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def read_bytes(path: Path, shown: str | None = None) -> bytes:
    """The bytes of `path`.

    Args:
        path: the file.
        shown: how an error names it; `path` itself when absent.

    Raises:
        InputError: E101, when it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise cannot_read(error, shown or str(path)) from error


def cannot_read(error: OSError, shown: str) -> InputError:
    """What to raise when the system does not let a file be read: E101."""
    how = "Check that the file is there and that you may read it."
    return InputError(Problem("E101", f"cannot read: {error.strerror or error}", how, path=shown))
