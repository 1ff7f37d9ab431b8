"""Opening SQLite for a store, and saying in words what goes wrong with it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shuyu.errors import Problem, StoreError
from shuyu.store import schema
from shuyu.store.record import DamagedError

BUSY_SECONDS = 5.0
"""How long a writer waits for another, and a reader for a recovery."""

_REBUILD = "The store is derived: delete it and run `shuyu build`."


def store_error(path: Path, code: str, what: str, how: str) -> StoreError:
    """A `StoreError` with one problem about the store at `path`."""
    return StoreError(Problem(code, what, how, path=str(path)))


def translated(error: Exception, path: Path) -> StoreError:
    """What SQLite complains of, as a `StoreError` that says how to mend it."""
    text = str(error)
    for key, code, what, how in _COMPLAINTS:
        if key in text:
            return store_error(path, code, what, how)
    return store_error(path, "E309", f"the store cannot be used: {text}", "Check the file and its disk.")


# Python 3.10 gives no error codes of SQLite, but its primary messages are fixed.
_COMPLAINTS = (
    ("file is not a database", "E302", "this file is not an SQLite database", f"Give another path. {_REBUILD}"),
    ("malformed", "E305", "the store is damaged", _REBUILD),
    (
        "locked",
        "E306",
        "another program is writing to the store",
        "Wait until it has finished, then run the command again.",
    ),
    (
        "readonly",
        "E307",
        "the store cannot be written",
        "Nothing was changed. Check the permissions of the file and of its folder.",
    ),
    (
        "unable to open",
        "E307",
        "the store cannot be opened",
        "Check the permissions of the file and of its folder.",
    ),
    ("is full", "E308", "the disk is full", "Nothing was changed. Make room, then run the command again."),
    (
        "disk I/O error",
        "E309",
        "the disk refused to read or write",
        "Nothing was changed. Check the free space and the health of the disk.",
    ),
    ("no such table", "E305", "the store is damaged: a table is missing", _REBUILD),
    ("no such column", "E305", "the store is damaged: a column is missing", _REBUILD),
    ("no such index", "E305", "the store is damaged: an index is missing", _REBUILD),
    (
        "surrogates not allowed",
        "E311",
        "a text holds half a character (a lone surrogate)",
        "Nothing was changed. Save the text it comes from as UTF-8.",
    ),
)


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Errors of SQLite inside the block become a `StoreError`.

    Raises:
        StoreError: E302, E305 to E309, E311.
    """
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeEncodeError, DamagedError) as error:
        if isinstance(error, sqlite3.ProgrammingError):
            raise
        raise translated(error, path) from error


def connect(path: Path, *, write: bool, create: bool) -> sqlite3.Connection:
    """A connection to the store at `path`, of the newest schema.

    Args:
        path: the file.
        write: whether it will be written to.
        create: whether to make it, with its folder, where there is none.

    Raises:
        StoreError: E301 to E309, E312.
    """
    made = False
    if not path.exists():
        if not (write and create):
            raise store_error(path, "E301", "there is no store here", "Run `shuyu build` to make it.")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            what = f"the folder of the store cannot be made: {error.strerror or error}"
            raise store_error(path, "E307", what, "Check the permissions of the folder above it.") from error
        made = True
    if path.is_dir():
        raise store_error(path, "E302", "this is a folder, not a store", "Give the path of the file inside it.")
    try:
        return _writer(path, create=create) if write else _reader(path)
    except StoreError:
        if made:
            # Half a new store would only be in the way of the next attempt.
            for suffix in ("", "-wal", "-shm"):
                Path(f"{path}{suffix}").unlink(missing_ok=True)
        raise


def _open(path: Path, options: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}", uri=True, isolation_level=None, timeout=BUSY_SECONDS
    )


def _writer(path: Path, *, create: bool) -> sqlite3.Connection:
    with guarded(path):
        connection = _open(path, "mode=rwc" if create else "mode=rw")
        try:
            _identify(connection, path, new=create)
            # WAL: readers go on while a build writes. FULL: a commit is on the disk when it returns, also when the
            # power fails before the checkpoint; a build is one transaction, so that costs one fsync.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA cache_size = -131072")
            schema.migrate(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _reader(path: Path) -> sqlite3.Connection:
    with guarded(path):
        connection = _readable(path)
        try:
            if _identify(connection, path) < schema.SCHEMA:
                connection.close()
                _bring_up(path)
                connection = _readable(path)
            connection.execute("PRAGMA cache_size = -65536")
        except BaseException:
            connection.close()
            raise
    return connection


def _readable(path: Path) -> sqlite3.Connection:
    # Open to write where that is possible, although nothing will be written: only so can the last reader take away the
    # two files that WAL needs beside the store.
    connection = _open(path, "mode=rw")
    try:
        connection.execute("PRAGMA query_only = ON")
        schema.is_empty(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        log = Path(f"{path}-wal")
        # In a folder that cannot be written those two files cannot be made. Without a log the file is all there is.
        if "locked" in str(error) or not os.access(path, os.R_OK) or (log.exists() and log.stat().st_size):
            raise
        connection = _open(path, "mode=ro&immutable=1")
    except BaseException:
        connection.close()
        raise
    return connection


def _bring_up(path: Path) -> None:
    try:
        _writer(path, create=False).close()
    except StoreError as error:
        what = f"the store was made by an older version of shuyu and cannot be brought up to date: {error}"
        how = "Run any command once where the store can be written, or delete it and run `shuyu build`."
        raise store_error(path, "E312", what, how) from error


def _identify(connection: sqlite3.Connection, path: Path, *, new: bool = False) -> int:
    # The schema of the store; nothing is written before it is known that this is one.
    if schema.is_empty(connection):
        if new:
            return 0
        raise store_error(path, "E303", "this file is empty: no store was ever finished here", "Run `shuyu build`.")
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != schema.APPLICATION_ID:
        what = "this is an SQLite database, but not a store of shuyu"
        raise store_error(path, "E303", what, "Give another path; it is not touched.")
    found = schema.version(connection)
    if found > schema.SCHEMA:
        what = f"the store has schema {found}; this version of shuyu knows schemas up to {schema.SCHEMA}"
        raise store_error(path, "E304", what, f"Update shuyu. Or: {_REBUILD[0].lower()}{_REBUILD[1:]}")
    return found
