"""Whether a store is sound: what `Store.check` looks at."""

from __future__ import annotations

import sqlite3

from shuyu.store import schema
from shuyu.store.keys import fingerprint, keys_of
from shuyu.store.record import decode

FINGERPRINT = "store.keys"
"""The word in `meta` that says what made the keys."""

# The keys of so many concepts, spread over the store, are made again and compared.
_SAMPLE = 200


def complaints(connection: sqlite3.Connection) -> list[str]:
    """What is wrong, in words."""
    found = [f"SQLite: {row[0]}" for row in connection.execute("PRAGMA quick_check(20)") if row[0] != "ok"]
    if found:
        return found
    missing = schema.expected_objects() - schema.objects(connection)
    if missing:
        return [f"the {kind} {name} is missing" for kind, name in sorted(missing)]
    broken = [
        f"row {row[1]} of {row[0]} points to a row of {row[2]} that is not there"
        for row in connection.execute("PRAGMA foreign_key_check")
    ]
    return [*broken, *_record_of_migrations(connection), *_keys(connection)]


def _record_of_migrations(connection: sqlite3.Connection) -> list[str]:
    ran = connection.execute("SELECT number, name FROM migration ORDER BY number").fetchall()
    if ran != [(migration.number, migration.name) for migration in schema.MIGRATIONS]:
        return ["the record of migrations is not that of this schema"]
    return []


def _keys(connection: sqlite3.Connection) -> list[str]:
    found = []
    total = connection.execute("SELECT count(*) FROM concept").fetchone()[0]
    made_by = connection.execute("SELECT value FROM meta WHERE key = ?", (FINGERPRINT,)).fetchone()
    if total and made_by != (fingerprint(),):
        found.append("the search keys were made by another version of shuyu; any build makes them anew")
    without = sum(
        bool(keys_of(decode(name, body)))  # a concept with nothing to write has none
        for name, body in connection.execute("SELECT name, body FROM concept WHERE id NOT IN (SELECT concept FROM key)")
    )
    if without:
        found.append(f"{without} concepts have no search keys")
    lost = connection.execute("SELECT count(*) FROM key WHERE concept NOT IN (SELECT id FROM concept)").fetchone()[0]
    if lost:
        found.append(f"{lost} search keys belong to no concept")
    if found:
        return found
    step = max(1, total // _SAMPLE)
    wrong = 0
    for name, body, number in connection.execute("SELECT name, body, id FROM concept WHERE id % ? = 0", (step,)):
        for key, kind, term, *_ in keys_of(decode(name, body)):
            wrong += not connection.execute(
                "SELECT count(*) FROM key WHERE key = ? AND kind = ? AND concept = ? AND term = ?",
                (key, kind, number, term),
            ).fetchone()[0]
    if wrong:
        found.append(f"{wrong} search keys are missing in a sample of the concepts")
    return found
