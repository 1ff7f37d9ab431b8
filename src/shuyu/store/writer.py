"""Writing the SQLite store: what may be done inside one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from shuyu.model.alignment import Candidate, Context, Segment
from shuyu.model.concept import Collection, Concept
from shuyu.store.base import DocumentContent, DocumentRecord, Writer
from shuyu.store.connection import store_error
from shuyu.store.keys import Key, fingerprint, keys_of
from shuyu.store.record import Record, decode, encode
from shuyu.store.soundness import FINGERPRINT

# So many concepts are derived, keyed and written at once: enough for OpenCC and the B-tree, little in memory.
_CHUNK = 1000

_PUT_KEY = "INSERT OR IGNORE INTO key VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_DROP_KEY = "DELETE FROM key WHERE key = ? AND kind = ? AND concept = ? AND term = ?"


_Row = tuple[str, int, int, int, int, int, int, "str | None"]


class SqliteWriter(Writer):
    """A `Writer` on a connection that is inside a transaction. Made by `SqliteStore.writing`."""

    def __init__(self, connection: sqlite3.Connection, path: Path, forget: Callable[[], None]) -> None:
        self._connection = connection
        self._path = path
        self._forget = forget
        self._paths: dict[str, int] = {}
        self._dropped = False

    def finish(self) -> None:
        """The last of the work, before the commit: segments and paths that nothing points to any more go."""
        if not self._dropped:
            return
        self._connection.execute(
            "DELETE FROM segment WHERE id NOT IN (SELECT zh FROM pair UNION SELECT en FROM pair"
            " UNION SELECT segment FROM context_segment)"
        )
        self._connection.execute(
            "DELETE FROM path WHERE id NOT IN (SELECT path FROM document UNION SELECT path FROM segment"
            " UNION SELECT document FROM candidate)"
        )

    def _insert(self, statement: str, values: Sequence[object]) -> int:
        return int(self._connection.execute(statement, values).lastrowid or 0)

    # Collections

    def put_collection(self, collection: Collection) -> None:
        """Add `collection`, or change what is known of the one with its name; its concepts stay."""
        self._connection.execute(
            "INSERT INTO collection (name, origin, priority, title, source, licence, languages, date)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET origin = excluded.origin,"
            " priority = excluded.priority, title = excluded.title, source = excluded.source,"
            " licence = excluded.licence, languages = excluded.languages, date = excluded.date",
            (
                collection.name,
                collection.origin.value,
                collection.priority,
                collection.title,
                collection.source,
                collection.licence,
                " ".join(collection.languages),
                collection.date,
            ),
        )
        self._forget()

    def drop_collection(self, name: str) -> None:
        """Remove a collection with its concepts; nothing happens when there is none."""
        row = self._connection.execute("SELECT id FROM collection WHERE name = ?", (name,)).fetchone()
        if row is None:
            return
        for statement in (
            "DELETE FROM key WHERE collection = ?",
            "DELETE FROM concept WHERE collection = ?",
            "DELETE FROM collection WHERE id = ?",
        ):
            self._connection.execute(statement, row)
        self._dropped = True
        self._forget()

    def _collection(self, name: str) -> int:
        row = self._connection.execute("SELECT id FROM collection WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise store_error(
                self._path, "E310", f'collection "{name}" is not in the store', "Put the collection first."
            )
        return int(row[0])

    # Concepts

    def put_concepts(self, collection: str, concepts: Iterable[Concept]) -> int:
        """Add concepts to a collection, each replacing the one with its id. Streams. Returns how many."""
        from shuyu.store.derived import records

        number = self._collection(collection)
        total = 0
        for chunk in _chunks(concepts, _CHUNK):
            # A dictionary keeps the first place of an id and its last value, as one put after the other would.
            latest = {concept.id: concept for concept in chunk}
            self._put_records(number, records(list(latest.values())))
            total += len(chunk)
        return total

    def _put_records(self, collection: int, records: Sequence[Record]) -> None:
        connection = self._connection
        added: list[_Row] = []
        for record in records:
            concept = record.concept
            body = encode(record)
            keys = keys_of(record)
            row = connection.execute(
                "SELECT id, body FROM concept WHERE collection = ? AND name = ?", (collection, concept.id)
            ).fetchone()
            if row is None:
                number = self._insert(
                    "INSERT INTO concept (collection, name, body) VALUES (?, ?, ?)", (collection, concept.id, body)
                )
            else:
                number, before = row
                if before == body:
                    continue
                old = decode(concept.id, before)
                self._drop_keys(number, keys_of(old))
                connection.execute("UPDATE concept SET body = ? WHERE id = ?", (body, number))
                if [(t.text, t.language) for t in old.concept.terms] != [(t.text, t.language) for t in concept.terms]:
                    connection.execute("DELETE FROM context WHERE concept = ?", (number,))
                    self._dropped = True
            added += _rows(keys, number, collection)
        # In the order of the B-tree: neighbours share a page.
        added.sort()
        connection.executemany(_PUT_KEY, added)

    def _drop_keys(self, concept: int, keys: Iterable[Key]) -> None:
        self._connection.executemany(_DROP_KEY, [(key, kind, concept, term) for key, kind, term, *_ in keys])

    def drop_concepts(self, collection: str, ids: Iterable[str]) -> None:
        """Remove concepts, with their contexts."""
        number = self._collection(collection)
        for name in ids:
            row = self._connection.execute(
                "SELECT id, body FROM concept WHERE collection = ? AND name = ?", (number, name)
            ).fetchone()
            if row is not None:
                self._drop_keys(row[0], keys_of(decode(name, row[1])))
                self._connection.execute("DELETE FROM concept WHERE id = ?", (row[0],))
                self._dropped = True

    def renew_keys(self) -> None:
        """Make all search keys anew, from what is stored."""
        self._connection.execute("DELETE FROM key")
        last = -1
        while True:
            rows = self._connection.execute(
                "SELECT id, collection, name, body FROM concept WHERE id > ? ORDER BY id LIMIT ?", (last, _CHUNK)
            ).fetchall()
            if not rows:
                break
            keys: list[_Row] = []
            for last, collection, name, body in rows:
                keys += _rows(keys_of(decode(name, body)), last, collection)
            keys.sort()
            self._connection.executemany(_PUT_KEY, keys)
        self.set_meta(FINGERPRINT, fingerprint())

    # Documents

    def _path_number(self, path: str) -> int:
        number = self._paths.get(path)
        if number is None:
            self._connection.execute("INSERT INTO path (path) VALUES (?) ON CONFLICT DO NOTHING", (path,))
            row = self._connection.execute("SELECT id FROM path WHERE path = ?", (path,)).fetchone()
            number = self._paths[path] = int(row[0])
        return number

    def _segment(self, segment: Segment) -> int:
        values = (self._path_number(segment.document), segment.line, segment.language, segment.text)
        row = self._connection.execute(
            "SELECT id FROM segment WHERE path = ? AND line = ? AND language = ? AND text = ?", values
        ).fetchone()
        if row is None:
            added = "INSERT INTO segment (path, line, language, text) VALUES (?, ?, ?, ?)"
            return self._insert(added, values)
        return int(row[0])

    def put_document(self, content: DocumentContent) -> None:
        """Add a document with what was read from it, replacing all that was there under its path."""
        record = content.record
        self.drop_document(record.path)
        document = self._path_number(record.path)
        self._connection.execute("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?)", (document, *_values(record)))
        self._connection.executemany(
            "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (document, place, p.text, p.language, p.line, p.end_line, p.kind.value, p.row, p.column, p.table)
                for place, p in enumerate(content.passages)
            ],
        )
        self._connection.executemany(
            "INSERT INTO pair VALUES (?, ?, ?, ?, ?, ?)",
            [
                (document, place, self._segment(pair.zh), self._segment(pair.en), pair.kind.value, pair.score)
                for place, pair in enumerate(content.pairs)
            ],
        )

    def touch_document(self, record: DocumentRecord) -> None:
        """Change only the record of a document whose content is the same."""
        changed = self._connection.execute(
            "UPDATE document SET size = ?, mtime_ns = ?, sha256 = ?, format = ?, encoding = ?, fixes = ?"
            " WHERE path = (SELECT id FROM path WHERE path = ?)",
            (*_values(record), record.path),
        ).rowcount
        if not changed:
            what = f'document "{record.path}" is not in the store'
            raise store_error(self._path, "E310", what, "Put the document first.")

    def drop_document(self, path: str) -> None:
        """Remove a document with its passages, pairs, candidates and the contexts that stand in it."""
        row = self._connection.execute("SELECT id FROM path WHERE path = ?", (path,)).fetchone()
        if row is None:
            return
        self._connection.execute("DELETE FROM candidate WHERE document = ?", row)
        self._drop_contexts(
            "id IN (SELECT context FROM context_segment JOIN segment ON segment.id = context_segment.segment"
            " WHERE segment.path = ?)",
            row,
        )
        self._connection.execute("DELETE FROM document WHERE path = ?", row)
        self._dropped = True
        self._paths.clear()

    # Contexts and candidates

    def _drop_contexts(self, where: str, values: Sequence[object]) -> None:
        # Places stay without holes: a lookup reads the first few of a concept by their numbers.
        for owner in ("concept", "candidate"):
            owners = self._connection.execute(
                f"SELECT DISTINCT {owner} FROM context WHERE {owner} IS NOT NULL AND {where}",  # noqa: S608
                values,
            ).fetchall()
            self._connection.execute(f"DELETE FROM context WHERE {owner} IS NOT NULL AND {where}", values)  # noqa: S608
            for one in owners:
                left = self._connection.execute(
                    f"SELECT id FROM context WHERE {owner} = ? ORDER BY place",  # noqa: S608
                    one,
                ).fetchall()
                self._connection.executemany(
                    "UPDATE context SET place = ? WHERE id = ?",
                    [(place, number[0]) for place, number in enumerate(left)],
                )
        self._dropped = True

    def _put_contexts(self, owner: str, number: int, contexts: Sequence[Context]) -> None:
        for place, context in enumerate(contexts):
            marks = json.dumps(
                [(m.segment, m.start, m.end, m.role) for m in context.marks], ensure_ascii=False, separators=(",", ":")
            )
            added = self._connection.execute(
                f"INSERT INTO context ({owner}, place, marks) VALUES (?, ?, ?)",  # noqa: S608
                (number, place, marks),
            ).lastrowid
            self._connection.executemany(
                "INSERT INTO context_segment VALUES (?, ?, ?)",
                [(added, at, self._segment(segment)) for at, segment in enumerate(context.segments)],
            )

    def put_candidates(self, document: str, candidates: Sequence[Candidate]) -> None:
        """Replace the candidates mined from `document`."""
        number = self._path_number(document)
        self._connection.execute("DELETE FROM candidate WHERE document = ?", (number,))
        self._dropped = True
        for place, candidate in enumerate(candidates):
            if candidate.document != document:
                what = f'a candidate mined from "{candidate.document}" was put for "{document}"'
                raise store_error(self._path, "E310", what, "Put candidates by their own document.")
            added = self._connection.execute(
                "INSERT INTO candidate (document, place, zh, zh_language, en, evidence, score)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    number,
                    place,
                    candidate.zh,
                    candidate.zh_language,
                    candidate.en,
                    candidate.evidence.value,
                    candidate.score,
                ),
            ).lastrowid
            self._put_contexts("candidate", int(added or 0), candidate.contexts)

    def put_contexts(self, collection: str, concept_id: str, contexts: Sequence[Context]) -> None:
        """Replace the contexts of a concept; best first."""
        row = self._connection.execute(
            "SELECT id FROM concept WHERE collection = ? AND name = ?", (self._collection(collection), concept_id)
        ).fetchone()
        if row is None:
            what = f'concept "{concept_id}" is not in collection "{collection}"'
            raise store_error(self._path, "E310", what, "Put the concept first.")
        deleted = self._connection.execute("DELETE FROM context WHERE concept = ?", row).rowcount
        self._dropped = self._dropped or deleted > 0
        self._put_contexts("concept", row[0], contexts)
        self._forget()

    def set_meta(self, key: str, value: str) -> None:
        """Remember a word about the store itself (how it was built)."""
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def _values(record: DocumentRecord) -> tuple[object, ...]:
    return (record.size, record.mtime_ns, record.sha256, record.format, record.encoding, record.fixes)


def _rows(keys: Iterable[Key], concept: int, collection: int) -> list[_Row]:
    return [
        (key, kind, concept, term, collection, status, length, form) for key, kind, term, status, length, form in keys
    ]


def _chunks(concepts: Iterable[Concept], size: int) -> Iterator[list[Concept]]:
    stream = iter(concepts)
    while chunk := list(islice(stream, size)):
        yield chunk
