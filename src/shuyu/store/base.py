"""The store's promise. Every engine keeps it, and one contract suite tests it.

What is promised:

- **Whole or not at all.** Everything written inside one `Store.writing()` becomes visible together when the block
  ends, and not at all when it raises or the process dies. Readers see the old state until then, never a mixture.
- **One writer.** A second writer waits a moment, then gets a `StoreError` that names the matter.
- **A writer reads what it wrote.** Inside `writing`, what is read from the same `Store` shows what was written so far.
- **What goes in comes out.** Concepts, passages, segment pairs and candidates are equal, in the order they were put.
- **Derived data is the store's own.** Derived script forms, pinyin and search keys are made when a concept is put;
  nothing of the kind is needed to look a term up.
- **Order is fixed.** The same content gives the same answers in the same order, whatever the order of writing.
- A store of a newer schema is refused; an older one is migrated, each migration in one transaction.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    from shuyu.model.alignment import Candidate, Context, SegmentPair
    from shuyu.model.concept import Collection, Concept
    from shuyu.model.hit import Hit, Match
    from shuyu.model.passage import Passage


@dataclass(frozen=True)
class DocumentRecord:
    """A document as the store remembers it.

    Attributes:
        path: with `/`, relative to the project.
        size: bytes.
        mtime_ns: modification time of the file when it was read.
        sha256: of its bytes, hexadecimal.
        format: the reader that read it.
        encoding: how it was decoded.
        fixes: how many fixes cleaning made.
    """

    path: str
    size: int
    mtime_ns: int
    sha256: str
    format: str
    encoding: str
    fixes: int = 0


@dataclass(frozen=True)
class DocumentContent:
    """What was read from one document."""

    record: DocumentRecord
    passages: tuple[Passage, ...] = ()
    pairs: tuple[SegmentPair, ...] = ()
    """Pairs over two documents belong to the Chinese one."""


@dataclass(frozen=True)
class Statistics:
    """What a store holds."""

    concepts: dict[str, int]
    """Concepts by collection name."""
    terms: dict[str, int]
    """Terms that a person gave, by language tag."""
    derived: int
    """Terms that script conversion made."""
    documents: int
    passages: dict[str, int]
    """Passages by language tag."""
    pairs: dict[str, int]
    """Segment pairs by kind."""
    candidates: int
    contexts: int
    schema: int
    size: int
    """Bytes on disk."""


class Writer(ABC):
    """What may be done inside `Store.writing()`."""

    @abstractmethod
    def put_collection(self, collection: Collection) -> None:
        """Add `collection`, or change what is known of the one with its name; its concepts stay."""

    @abstractmethod
    def drop_collection(self, name: str) -> None:
        """Remove a collection with its concepts; nothing happens when there is none."""

    @abstractmethod
    def put_concepts(self, collection: str, concepts: Iterable[Concept]) -> int:
        """Add concepts to a collection, each replacing the one with its id. Streams. Returns how many.

        What replaces another takes its place in the order. The contexts of a concept stay while its terms are the
        same; with other terms they go, since they would mark what is no longer a term.

        Raises:
            StoreError: when there is no such collection.
        """

    @abstractmethod
    def drop_concepts(self, collection: str, ids: Iterable[str]) -> None:
        """Remove concepts, with their contexts; those that are not there are passed over."""

    @abstractmethod
    def put_document(self, content: DocumentContent) -> None:
        """Add a document with what was read from it, replacing all that was there under its path."""

    @abstractmethod
    def touch_document(self, record: DocumentRecord) -> None:
        """Change only the record of a document whose content is the same.

        Raises:
            StoreError: when there is no such document.
        """

    @abstractmethod
    def drop_document(self, path: str) -> None:
        """Remove a document with its passages, pairs, candidates and the contexts that stand in it.

        Pairs that belong to another document stay, although one of their sides stands in this one.
        """

    @abstractmethod
    def put_candidates(self, document: str, candidates: Sequence[Candidate]) -> None:
        """Replace the candidates mined from `document`."""

    @abstractmethod
    def put_contexts(self, collection: str, concept_id: str, contexts: Sequence[Context]) -> None:
        """Replace the contexts of a concept; best first.

        Raises:
            StoreError: when there is no such concept.
        """

    @abstractmethod
    def set_meta(self, key: str, value: str) -> None:
        """Remember a word about the store itself (how it was built)."""


class Store(ABC):
    """A term store that is open. Use it in a `with` statement, or close it."""

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Let go of the store; twice is harmless."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[Writer]:
        """One transaction.

        Raises:
            StoreError: when another process writes, when the store was opened to read only, or the disk is full; also
                later, from what is done inside. The store is then as it was.
        """

    @abstractmethod
    def meta(self, key: str) -> str | None:
        """What `Writer.set_meta` remembered."""

    @abstractmethod
    def collections(self) -> tuple[Collection, ...]:
        """All collections: by origin, priority, name."""

    @abstractmethod
    def concepts(self, collection: str) -> Iterator[Concept]:
        """The concepts of a collection in the order they were put, as they were put (nothing derived)."""

    @abstractmethod
    def concept(self, collection: str, concept_id: str) -> Concept | None:
        """One concept, as it was put."""

    @abstractmethod
    def full_concept(self, collection: str, concept_id: str) -> Concept | None:
        """One concept with its derived forms and pinyin filled in."""

    @abstractmethod
    def contexts(self, collection: str, concept_id: str, limit: int | None = None) -> tuple[Context, ...]:
        """Where a concept's terms occur, best first."""

    @abstractmethod
    def documents(self) -> dict[str, DocumentRecord]:
        """All documents by path, sorted."""

    @abstractmethod
    def passages(self, document: str | None = None) -> Iterator[Passage]:
        """The passages of one document or of all, by path and place."""

    @abstractmethod
    def pairs(self, document: str | None = None) -> Iterator[SegmentPair]:
        """The segment pairs that belong to one document or to all, by path and place."""

    @abstractmethod
    def candidates(self, document: str | None = None) -> Iterator[Candidate]:
        """The candidates mined from one document or from all, by path, then in the order they were put."""

    @abstractmethod
    def lookup(
        self,
        query: str,
        *,
        limit: int = 10,
        matches: frozenset[Match] | None = None,
        collections: frozenset[str] | None = None,
        contexts: int = 3,
    ) -> tuple[Hit, ...]:
        """The concepts that answer `query`, best first.

        Ranked by match; fuzzy matches by their distance; then by origin and priority of the collection, status of the
        term that met the query, its own letters before its pinyin, length, text. A concept is given once, by its best
        match. Fuzzy matches are looked for only when nothing else was found.

        A match is exact where a term that somebody gave is the query itself; a form that conversion made is met by
        folding. `Hit.term` is that form where it is the query itself, else the term that it was made from.

        Args:
            query: Chinese in any script and width, English, pinyin with or without tones, initials, or a mixture.
                Nothing answers a query without a letter, digit or character.
            limit: at most so many hits.
            matches: only these ways of matching; all when absent.
            collections: only these collections; all when absent.
            contexts: at most so many contexts a hit.
        """

    @abstractmethod
    def statistics(self) -> Statistics:
        """What the store holds."""

    @abstractmethod
    def check(self) -> list[str]:
        """What is wrong inside the store, in words; empty when it is sound."""
