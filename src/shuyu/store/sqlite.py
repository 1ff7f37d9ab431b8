"""The store in one SQLite file: reading and looking up. `open_store` is the way in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shuyu.errors import StoreError
from shuyu.model.concept import Collection, Concept, Origin
from shuyu.model.hit import Hit, Match
from shuyu.store.base import DocumentRecord, Statistics, Store
from shuyu.store.connection import connect, guarded, store_error, translated
from shuyu.store.record import DamagedError, decode_concept, decode_full, languages_of
from shuyu.store.search import Row, answers, search

if TYPE_CHECKING:
    from shuyu.model.alignment import Candidate, Context, SegmentPair
    from shuyu.model.passage import Passage
    from shuyu.store.writer import SqliteWriter

_AFTER = "\U0010ffff"
"""Sorts after every character that can follow a prefix."""

_KEYS = "SELECT key, kind, concept, term, collection, status, length, form FROM key WHERE "
_BEGINNING = _KEYS + "key >= ? AND key < ? LIMIT ?"
_WHOLE = _KEYS + "key = ? AND kind < 6"
_PARTS = _KEYS + "key = ? AND kind = 6"

# Few concepts are fetched one by one, more by so many at once: a statement for each number of them would be compiled
# anew each time.
_BATCH = 10
_SINGLY = 3
_PADDING = (-1,) * _BATCH
_HOLES = ", ".join("?" * _BATCH)
_CONCEPT = "SELECT id, collection, name, body FROM concept WHERE id = ?"
_CONCEPTS = f"SELECT id, collection, name, body FROM concept WHERE id IN ({_HOLES})"  # noqa: S608


def open_store(path: Path, *, write: bool = False, create: bool = False) -> SqliteStore:
    """Open the store at `path`.

    A store of an older schema is migrated. Reading works where nothing can be written, too.

    Args:
        path: the file.
        write: whether it will be written to; `Store.writing` needs it.
        create: with `write`: make the store, and its folder, where there is none.

    Returns:
        the store, to be closed by its user.

    Raises:
        StoreError: E301 no store there, E302 not SQLite, E303 not a store of shuyu, E304 from a newer version, E305
            damaged, E306 locked, E307 no permission, E308 disk full, E309 disk error, E312 too old to be read here.

    >>> from tempfile import TemporaryDirectory
    >>> from shuyu.model.concept import Term
    >>> with TemporaryDirectory() as folder, open_store(Path(folder, "store.db"), write=True, create=True) as store:
    ...     with store.writing() as writer:
    ...         writer.put_collection(Collection("mine", Origin.CURATED))
    ...         number = writer.put_concepts("mine", [Concept("c1", (Term("模型", "zh-Hans"), Term("model", "en")))])
    ...     [(hit.concept.id, hit.match.value) for hit in store.lookup("models")]
    [('c1', 'inflected')]
    """
    store = SqliteStore(connect(path, write=write, create=create), path, write=write)
    if write:
        try:
            store.renew_keys()
        except BaseException:
            store.close()
            raise
    return store


class SqliteStore(Store):
    """A `Store` in one SQLite file. Made by `open_store`."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, write: bool) -> None:
        self._connection = connection
        self._path = path
        self._write = write
        self._closed = False
        self._known: dict[int, Collection] = {}
        self._order: dict[int, int] = {}
        self._any_contexts = False
        self._known_at: int | None = None

    def close(self) -> None:
        """Let go of the store; twice is harmless."""
        if not self._closed:
            self._closed = True
            self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[SqliteWriter]:
        """One transaction; see `Store.writing`. What is read inside it shows what was written so far."""
        from shuyu.store.writer import SqliteWriter

        if not self._write:
            raise store_error(self._path, "E307", "the store was opened to read only", "Open it with write=True.")
        connection = self._connection
        if self._connection.in_transaction:
            raise store_error(self._path, "E306", "the store is being written already", "End that block first.")
        with guarded(self._path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                writer = SqliteWriter(connection, self._path, self.forget)
                yield writer
                writer.finish()
                connection.execute("COMMIT")
            except BaseException:
                # A full disk has ended the transaction already.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                self.forget()
                self._checkpoint()

    def _checkpoint(self) -> None:
        # So that whoever reads alone, or copies the file, needs no log, and what failed for want of room gives it back.
        # Readers at work are not waited for: what was written is safe in the log, and the next checkpoint moves it.
        execute = self._connection.execute
        waits = execute("PRAGMA busy_timeout").fetchone()[0]
        execute("PRAGMA busy_timeout = 50")
        try:
            execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.DatabaseError:
            pass
        finally:
            execute(f"PRAGMA busy_timeout = {waits}")

    def renew_keys(self) -> None:
        """Make the search keys anew where another version of shuyu made them."""
        from shuyu.store.keys import fingerprint
        from shuyu.store.soundness import FINGERPRINT

        if self.meta(FINGERPRINT) != fingerprint():
            with self.writing() as writer:
                writer.renew_keys()

    def forget(self) -> None:
        """Collections have changed, or the first context came: what is remembered of them no longer holds."""
        self._known_at = None

    def meta(self, key: str) -> str | None:
        """What `Writer.set_meta` remembered."""
        with guarded(self._path):
            row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def _collections(self) -> dict[int, Collection]:
        # By number, kept until the database changes.
        now = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if now != self._known_at:
            rows = self._connection.execute(
                "SELECT id, name, origin, priority, title, source, licence, languages, date FROM collection"
            ).fetchall()
            known = {
                number: Collection(name, Origin(origin), rank, title, source, licence, tuple(tags.split()), date)
                for number, name, origin, rank, title, source, licence, tags, date in rows
            }
            places = sorted({(one.origin.rank, one.priority) for one in known.values()})
            self._order = {number: places.index((one.origin.rank, one.priority)) for number, one in known.items()}
            self._known = known
            row = self._connection.execute("SELECT 1 FROM context WHERE concept IS NOT NULL LIMIT 1").fetchone()
            self._any_contexts = row is not None
            self._known_at = now
        return self._known

    def collections(self) -> tuple[Collection, ...]:
        """All collections: by origin, priority, name."""
        with guarded(self._path):
            known = self._collections().values()
        return tuple(sorted(known, key=lambda one: (one.origin.rank, one.priority, one.name)))

    def _rows(self, statement: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        with guarded(self._path):
            yield from self._connection.execute(statement, values)

    def _row(self, statement: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
        with guarded(self._path):
            row: tuple[Any, ...] | None = self._connection.execute(statement, values).fetchone()
        return row

    def concepts(self, collection: str) -> Iterator[Concept]:
        """The concepts of a collection in the order they were put, as they were put."""
        with guarded(self._path):
            for name, body in self._connection.execute(
                "SELECT name, body FROM concept INDEXED BY concept_order"
                " WHERE collection = (SELECT id FROM collection WHERE name = ?) ORDER BY id",
                (collection,),
            ):
                yield decode_concept(name, body)

    def _body(self, collection: str, concept_id: str) -> str | None:
        row = self._connection.execute(
            "SELECT body FROM concept JOIN collection ON collection.id = concept.collection"
            " WHERE collection.name = ? AND concept.name = ?",
            (collection, concept_id),
        ).fetchone()
        return None if row is None else row[0]

    def concept(self, collection: str, concept_id: str) -> Concept | None:
        """One concept, as it was put."""
        with guarded(self._path):
            body = self._body(collection, concept_id)
            return None if body is None else decode_concept(concept_id, body)

    def full_concept(self, collection: str, concept_id: str) -> Concept | None:
        """One concept with its derived forms and pinyin filled in."""
        with guarded(self._path):
            body = self._body(collection, concept_id)
            return None if body is None else decode_full(concept_id, body)

    def contexts(self, collection: str, concept_id: str, limit: int | None = None) -> tuple[Context, ...]:
        """Where a concept's terms occur, best first."""
        from shuyu.store.documents import read_contexts

        row = self._row(
            "SELECT concept.id FROM concept JOIN collection ON collection.id = concept.collection"
            " WHERE collection.name = ? AND concept.name = ?",
            (collection, concept_id),
        )
        if row is None:
            return ()
        with guarded(self._path):
            return read_contexts(self._connection, "concept", row, -1 if limit is None else limit).get(row[0], ())

    def documents(self) -> dict[str, DocumentRecord]:
        """All documents by path, sorted."""
        rows = self._rows(
            "SELECT path.path, size, mtime_ns, sha256, format, encoding, fixes"
            " FROM document JOIN path ON path.id = document.path"
        )
        return {row[0]: DocumentRecord(*row) for row in sorted(rows)}

    def passages(self, document: str | None = None) -> Iterator[Passage]:
        """The passages of one document or of all, by path and place."""
        from shuyu.store.documents import read_passages

        with guarded(self._path):
            yield from read_passages(self._connection, document)

    def pairs(self, document: str | None = None) -> Iterator[SegmentPair]:
        """The segment pairs that belong to one document or to all, by path and place."""
        from shuyu.store.documents import read_pairs

        with guarded(self._path):
            yield from read_pairs(self._connection, document)

    def candidates(self, document: str | None = None) -> Iterator[Candidate]:
        """The candidates mined from one document or from all, by path, then in the order they were put."""
        from shuyu.store.documents import read_candidates

        with guarded(self._path):
            yield from read_candidates(self._connection, document)

    def lookup(
        self,
        query: str,
        *,
        limit: int = 10,
        matches: frozenset[Match] | None = None,
        collections: frozenset[str] | None = None,
        contexts: int = 3,
    ) -> tuple[Hit, ...]:
        """The concepts that answer `query`, best first; see `Store.lookup`.

        An exact lookup reads a few dozen rows of one B-tree, however large the store; a fuzzy one compares with every
        term of a similar length.
        """
        if limit < 1:
            return ()
        connection = self._connection
        # One snapshot for all that is read; inside `writing` there is one already.
        own = not connection.in_transaction
        try:
            if own:
                connection.execute("BEGIN")
            known = self._collections()
            order = self._order
            if collections is not None:
                order = {number: place for number, place in order.items() if known[number].name in collections}
            found = search(query, _Keys(connection), order, limit, matches)
            best = answers(query, found, self._fetch, limit, matches) if found else []
            where: dict[int, tuple[Context, ...]] = {}
            if contexts > 0 and best and self._any_contexts:
                from shuyu.store.documents import read_contexts

                where = read_contexts(connection, "concept", [answer[0] for answer in best], contexts)
            return tuple(
                [
                    Hit(concept, collection, term, match, distance, where.get(number, ()))
                    for number, collection, concept, term, match, distance in best
                ]
            )
        except UnicodeEncodeError:
            return ()  # half a character is in no term
        except (sqlite3.DatabaseError, DamagedError) as error:
            raise translated(error, self._path) from error
        finally:
            if own and connection.in_transaction:
                connection.execute("COMMIT")

    def _fetch(self, numbers: Sequence[int]) -> dict[int, tuple[Collection, Concept]]:
        known, execute = self._known, self._connection.execute
        if len(numbers) <= _SINGLY:
            rows = [row for number in numbers for row in execute(_CONCEPT, (number,))]
        else:
            rows = []
            for start in range(0, len(numbers), _BATCH):
                batch = numbers[start : start + _BATCH]
                rows += execute(_CONCEPTS, (*batch, *_PADDING[len(batch) :]))
        return {number: (known[collection], decode_full(name, body)) for number, collection, name, body in rows}

    def statistics(self) -> Statistics:
        """What the store holds; the terms are counted one by one, a second for 200,000 concepts."""
        concepts = {one.name: 0 for one in self.collections()}
        concepts.update(
            self._rows(
                "SELECT collection.name, count(*) FROM concept JOIN collection ON collection.id = concept.collection"
                " GROUP BY 1"
            )
        )
        terms: dict[str, int] = {}
        derived = 0
        with guarded(self._path):
            for (body,) in self._connection.execute("SELECT body FROM concept"):
                languages, forms = languages_of(body)
                derived += forms
                for language in languages:
                    terms[language] = terms.get(language, 0) + 1

        def count(what: str) -> int:
            row = self._row(f"SELECT count(*) FROM {what}")  # noqa: S608
            return int(row[0]) if row else 0

        files = (Path(f"{self._path}{suffix}") for suffix in ("", "-wal"))
        schema = self._row("PRAGMA user_version")
        return Statistics(
            concepts=concepts,
            terms=dict(sorted(terms.items())),
            derived=derived,
            documents=count("document"),
            passages=dict(self._rows("SELECT language, count(*) FROM passage GROUP BY 1 ORDER BY 1")),
            pairs=dict(self._rows("SELECT kind, count(*) FROM pair GROUP BY 1 ORDER BY 1")),
            candidates=count("candidate"),
            contexts=count("context WHERE concept IS NOT NULL"),
            schema=schema[0] if schema else 0,
            size=sum(file.stat().st_size for file in files if file.exists()),
        )

    def check(self) -> list[str]:
        """What is wrong inside the store, in words; empty when it is sound. Reads the whole file."""
        from shuyu.store.soundness import complaints

        try:
            with guarded(self._path):
                return complaints(self._connection)
        except StoreError as error:
            return [problem.what for problem in error.problems]


class _Keys:
    """The `Index` of the search over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute

    def beginning(self, key: str, most: int) -> Sequence[Row]:
        return self._execute(_BEGINNING, (key, key + _AFTER, most)).fetchall()

    def ranked(
        self, key: str, kinds: Sequence[int], order: Mapping[int, int], most: int, *, words: bool
    ) -> Sequence[Row]:
        places = " ".join(f"WHEN {collection} THEN {place}" for collection, place in order.items())
        return self._execute(
            f"{_KEYS} key >= :key AND key < :after AND kind IN ({', '.join(map(str, kinds))})"
            f" AND collection IN ({', '.join(map(str, order))}) AND (kind = 6 OR key > :key)"
            " AND (NOT :words OR kind <> 6 OR key = :key OR substr(key, length(:key) + 1, 1) = ' ')"
            f" ORDER BY kind = 6, CASE collection {places} END, status, kind = 2, length,"
            " CASE kind WHEN 6 THEN form ELSE key END LIMIT :most",
            {"key": key, "after": key + _AFTER, "words": words, "most": most},
        ).fetchall()

    def whole(self, key: str) -> Sequence[Row]:
        return self._execute(_WHOLE, (key,)).fetchall()

    def parts(self, key: str) -> Sequence[Row]:
        return self._execute(_PARTS, (key,)).fetchall()

    def near(self, shortest: int, longest: int, *, pinyin: bool) -> Sequence[str]:
        # Joined by SQLite: a row each would take five times as long. No fold holds a line break.
        kinds = "kind = 2" if pinyin else "kind <= 1"
        (joined,) = self._execute(
            f"SELECT group_concat(key, char(10)) FROM key WHERE kind <= 2 AND {kinds} AND length BETWEEN ? AND ?",  # noqa: S608
            (shortest, longest),
        ).fetchone()
        return joined.split("\n") if joined else ()
