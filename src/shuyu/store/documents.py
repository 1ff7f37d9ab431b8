"""What the SQLite store keeps of documents, as it is read back: passages, pairs, candidates, contexts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from shuyu.model.alignment import Candidate, Context, Evidence, Mark, PairKind, Segment, SegmentPair
from shuyu.model.passage import Kind, Passage

BATCH = 10
"""So many owners are asked for at once: a statement for each number of them would be compiled anew each time."""

_PASSAGES = (
    'SELECT text, language, path.path, line, end_line, kind, "row", "column", "table"'
    " FROM path CROSS JOIN passage ON passage.document = path.id"
)
_PAIRS = (
    "SELECT kind, score, zh.text, zh.language, zh_path.path, zh.line, en.text, en.language, en_path.path, en.line"
    " FROM path CROSS JOIN pair ON pair.document = path.id"
    " JOIN segment AS zh ON zh.id = pair.zh JOIN path AS zh_path ON zh_path.id = zh.path"
    " JOIN segment AS en ON en.id = pair.en JOIN path AS en_path ON en_path.id = en.path"
)
_CANDIDATES = (
    "SELECT candidate.id, zh, zh_language, en, evidence, score, path.path"
    " FROM path CROSS JOIN candidate ON candidate.document = path.id"
)
_CONTEXTS = {
    owner: f"SELECT context.{owner}, context.id, marks, text, language, path.path, line FROM context"  # noqa: S608
    " JOIN context_segment ON context_segment.context = context.id"
    " JOIN segment ON segment.id = context_segment.segment JOIN path ON path.id = segment.path"
    f" WHERE context.{owner} IN ({', '.join('?' * BATCH)}) AND (? < 0 OR context.place < ?)"
    f" ORDER BY context.{owner}, context.place, context_segment.place"
    for owner in ("concept", "candidate")
}


def _of(connection: sqlite3.Connection, statement: str, document: str | None) -> Iterator[tuple[Any, ...]]:
    # The index of paths gives the order (CROSS JOIN holds SQLite to it), so that nothing is sorted and all streams.
    if document is None:
        return connection.execute(f"{statement} ORDER BY path.path, place")
    return connection.execute(f"{statement} WHERE path.path = ? ORDER BY place", (document,))


def read_passages(connection: sqlite3.Connection, document: str | None) -> Iterator[Passage]:
    """The passages of one document or of all, by path and place."""
    for text, language, path, line, end_line, kind, row, column, table in _of(connection, _PASSAGES, document):
        yield Passage(text, language, path, line, end_line, Kind(kind), row, column, table)


def read_pairs(connection: sqlite3.Connection, document: str | None) -> Iterator[SegmentPair]:
    """The segment pairs of one document or of all, by path and place."""
    for kind, score, *sides in _of(connection, _PAIRS, document):
        yield SegmentPair(Segment(*sides[:4]), Segment(*sides[4:]), PairKind(kind), score)


def read_candidates(connection: sqlite3.Connection, document: str | None) -> Iterator[Candidate]:
    """The candidates of one document or of all, by path and place."""
    for number, zh, zh_language, en, evidence, score, path in _of(connection, _CANDIDATES, document):
        contexts = read_contexts(connection, "candidate", (number,), -1).get(number, ())
        yield Candidate(zh, zh_language, en, Evidence(evidence), score, path, contexts)


def read_contexts(
    connection: sqlite3.Connection, owner: str, numbers: Sequence[int], limit: int
) -> dict[int, tuple[Context, ...]]:
    """The contexts of concepts or candidates, best first.

    Args:
        connection: to the store.
        owner: "concept" or "candidate".
        numbers: of the owners.
        limit: at most so many each; all when it is negative.

    Returns:
        number to contexts; an owner without any is left out.
    """
    found: dict[int, dict[int, tuple[str, list[Segment]]]] = {}
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        values = (*batch, *(-1,) * (BATCH - len(batch)), limit, limit)
        for number, context, marks, *segment in connection.execute(_CONTEXTS[owner], values):
            text, language, path, line = segment
            mine = found.setdefault(number, {}).setdefault(context, (marks, []))
            mine[1].append(Segment(text, language, path, line))
    return {
        number: tuple(
            [
                Context(tuple(segments), tuple([Mark(*m) for m in json.loads(marks)]))
                for marks, segments in mine.values()
            ]
        )
        for number, mine in found.items()
    }
