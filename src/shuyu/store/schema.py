"""The tables of a store, and the named migrations that make and change them.

A store says what it is by SQLite's `application_id`, and which schema it has by `user_version`. A migration is a
function with a name and a number; it runs in one transaction with the record that it ran, so that a store is always at
one schema or the next. A migration that was released is never changed: what must change is a new one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import NamedTuple

APPLICATION_ID = 0x53687559
"""`ShuY`, in the header of every store: `file store.db` shows it."""


class Migration(NamedTuple):
    """One step of the schema.

    Attributes:
        number: the schema that it leads to.
        name: what it does, in a few words with underscores.
        run: makes the change on a connection that is inside a transaction.
    """

    number: int
    name: str
    run: Callable[[sqlite3.Connection], None]


_TABLES = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE collection (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL,
    priority INTEGER NOT NULL,
    title TEXT,
    source TEXT,
    licence TEXT,
    languages TEXT NOT NULL
);

-- body: JSON, as codec.py writes it: the concept as it was put, and what was derived from it.
CREATE TABLE concept (
    id INTEGER PRIMARY KEY,
    collection INTEGER NOT NULL REFERENCES collection (id),
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (collection, name)
);
-- The order in which the concepts of a collection were put.
CREATE INDEX concept_order ON concept (collection, id);

-- What a query can meet. kind: as in keys.py. The first column is the first of the primary key, so that what equals
-- a query, what begins with it, and (by the rows for parts) what contains it stand beside each other in one B-tree.
-- It has no foreign key: finding the rows of a concept would need a second B-tree of the same size. They are found by
-- making them again from its body.
CREATE TABLE key (
    key TEXT NOT NULL,
    kind INTEGER NOT NULL,
    concept INTEGER NOT NULL,
    term INTEGER NOT NULL,
    collection INTEGER NOT NULL,
    status INTEGER NOT NULL,
    length INTEGER NOT NULL,
    form TEXT,
    PRIMARY KEY (key, kind, concept, term)
) WITHOUT ROWID;

-- For fuzzy matching: whole forms (fold, variant, pinyin) by length.
CREATE INDEX key_length ON key (length) WHERE kind <= 2;

CREATE TABLE path (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE
);

CREATE TABLE document (
    path INTEGER PRIMARY KEY REFERENCES path (id),
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    format TEXT NOT NULL,
    encoding TEXT NOT NULL,
    fixes INTEGER NOT NULL
);

CREATE TABLE passage (
    document INTEGER NOT NULL REFERENCES document (path) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    line INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    kind TEXT NOT NULL,
    "row" INTEGER,
    "column" INTEGER NOT NULL,
    "table" INTEGER NOT NULL,
    PRIMARY KEY (document, place)
) WITHOUT ROWID;

-- Each segment once, however many pairs and contexts it stands in. Its path need not be that of a document: the other
-- side of a pair may have been dropped.
CREATE TABLE segment (
    id INTEGER PRIMARY KEY,
    path INTEGER NOT NULL REFERENCES path (id),
    line INTEGER NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX segment_place ON segment (path, line);

CREATE TABLE pair (
    document INTEGER NOT NULL REFERENCES document (path) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    zh INTEGER NOT NULL REFERENCES segment (id),
    en INTEGER NOT NULL REFERENCES segment (id),
    kind TEXT NOT NULL,
    score REAL NOT NULL,
    PRIMARY KEY (document, place)
) WITHOUT ROWID;
CREATE INDEX pair_zh ON pair (zh);
CREATE INDEX pair_en ON pair (en);

CREATE TABLE candidate (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES path (id),
    place INTEGER NOT NULL,
    zh TEXT NOT NULL,
    zh_language TEXT NOT NULL,
    en TEXT NOT NULL,
    evidence TEXT NOT NULL,
    score REAL NOT NULL,
    UNIQUE (document, place)
);

-- A context belongs to a concept or to a candidate.
CREATE TABLE context (
    id INTEGER PRIMARY KEY,
    concept INTEGER REFERENCES concept (id) ON DELETE CASCADE,
    candidate INTEGER REFERENCES candidate (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    marks TEXT NOT NULL,
    CHECK ((concept IS NULL) <> (candidate IS NULL))
);
CREATE INDEX context_concept ON context (concept, place) WHERE concept IS NOT NULL;
CREATE INDEX context_candidate ON context (candidate, place) WHERE candidate IS NOT NULL;

CREATE TABLE context_segment (
    context INTEGER NOT NULL REFERENCES context (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    segment INTEGER NOT NULL REFERENCES segment (id),
    PRIMARY KEY (context, place)
) WITHOUT ROWID;
CREATE INDEX context_segment_segment ON context_segment (segment);
"""


def _statements(script: str) -> list[str]:
    # sqlite3's executescript would commit the transaction that a migration must stay inside.
    bare = "\n".join(line for line in script.splitlines() if not line.lstrip().startswith("--"))
    return [statement for piece in bare.split(";") if (statement := piece.strip())]


def _create_tables(connection: sqlite3.Connection) -> None:
    for statement in _statements(_TABLES):
        connection.execute(statement)


def _add_dates(connection: sqlite3.Connection) -> None:
    # A body is a JSON list; the day of the last change became its last item.
    connection.execute("ALTER TABLE collection ADD COLUMN date TEXT")
    connection.execute("UPDATE concept SET body = substr(body, 1, length(body) - 1) || ',null]'")


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "create_tables", _create_tables),
    Migration(2, "add_dates", _add_dates),
)

SCHEMA = MIGRATIONS[-1].number
"""The schema that this version of shuyu writes and reads."""


def version(connection: sqlite3.Connection) -> int:
    """The schema of the store behind `connection`; 0 where there is none yet."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether nothing was ever put into this database: a new file, or one whose making was cut short."""
    objects = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return not objects and not connection.execute("PRAGMA application_id").fetchone()[0]


def migrate(connection: sqlite3.Connection, migrations: tuple[Migration, ...] | None = None) -> list[str]:
    """Bring a store to the newest schema, each migration in one transaction with the record that it ran.

    Args:
        connection: to a store or an empty database, outside any transaction, in autocommit mode.
        migrations: in order; all that there are when absent.

    Returns:
        the names of those that ran now.

    >>> connection = sqlite3.connect(":memory:", isolation_level=None)
    >>> migrate(connection), version(connection), migrate(connection)
    (['create_tables', 'add_dates'], 2, [])
    >>> connection.close()
    """
    ran: list[str] = []
    for migration in MIGRATIONS if migrations is None else migrations:
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Inside the transaction, so that of two processes that open an old store one finds it done.
            if version(connection) < migration.number:
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS migration"
                    " (number INTEGER PRIMARY KEY, name TEXT NOT NULL, ran_at TEXT NOT NULL)"
                )
                migration.run(connection)
                connection.execute(
                    "INSERT INTO migration VALUES (?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
                    (migration.number, migration.name),
                )
                connection.execute(f"PRAGMA user_version = {migration.number}")
                ran.append(migration.name)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    return ran


def objects(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """The tables and indexes of a database, as (kind, name)."""
    return set(connection.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"))


def expected_objects() -> set[tuple[str, str]]:
    """The tables and indexes that a store of the newest schema has."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(connection)
        return objects(connection)
    finally:
        connection.close()
