"""Concepts as the rows of a table, for people: a concept a row, a column a language, what else there is beside it.

The column of a language (`en`) holds its first preferred term and the admitted ones after it, as people write synonyms;
other terms stand in columns of their own (`en (forbidden)`), and what is said of terms beside them (`en.note`), in the
order of the terms. Such columns are there only where a list needs them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from shuyu.formats.base import Keeps, Writing
from shuyu.formats.cells import joined
from shuyu.formats.columns import CONCEPT_FIELDS, IGNORED, TERM, TERM_FIELDS, Column, heading_of, mapped
from shuyu.languages import CHINESE, LANGUAGES, is_chinese
from shuyu.model.concept import Concept, Status, Term

KEEPS = Keeps()
"""Everything: only the order of terms changes (`reshape`)."""

WIDEST = 60
_LAYOUT = ("subject", "definition", "note", "source", "id", "modified")
_IN_MEMORY = 8 << 20
# What takes the room of two letters, roughly: Chinese, Japanese, Korean, full-width signs, emoji.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\U0001f300-\U0003ffff]"
)
_STATUS_PLACE: Mapping[Status | None, int] = {None: 0} | {status: place for place, status in enumerate(Status, 1)}
_ATTRIBUTES = {"pos": "part_of_speech"}


@dataclass(frozen=True)
class Table:
    """A list as a table.

    Attributes:
        headings: of the columns.
        widths: of the columns, in characters of Latin letters' width, at most `WIDEST`.
        rows: one after another, each as long as the headings.
    """

    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Iterator[list[str]]


def reshape(concept: Concept, writing: Writing) -> list[Concept]:
    """The concept with its terms in the order in which a table gives them back (`TermFormat.reshape`)."""
    order = _languages(writing)
    placed = [(column, term) for column, terms in _grouped(concept).items() for term in terms]
    placed.sort(key=lambda one: _place(one[0], order))
    return [replace(concept, terms=tuple(term for _, term in placed))]


@contextmanager
def table(concepts: Iterable[Concept], writing: Writing) -> Iterator[Table]:
    """A list as a table. The concepts wait on disk until it is known which columns they need.

    >>> concept = Concept("ai", (Term("人工智能", "zh-Hans"), Term("AI", "en")), note="n")
    >>> with table([concept], Writing()) as made:
    ...     made.headings, list(made.rows)
    (('zh-Hans', 'en', 'note', 'id'), [['人工智能', 'AI', 'n', 'ai']])
    """
    from tempfile import SpooledTemporaryFile

    widths: dict[Column, int] = {}
    known: dict[Column, str] = {}
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        for concept in concepts:
            cells = cells_of(concept)
            for column, text in cells.items():
                if widths.setdefault(column, 0) < WIDEST:
                    widths[column] = max(widths[column], _width(text))
                    known.setdefault(column, str(len(known)))
            line = json.dumps({known[column]: text for column, text in cells.items()}, ensure_ascii=False)
            spool.write(line.encode("utf-8", "surrogatepass") + b"\n")
        spool.seek(0)
        columns = _columns(widths, writing)
        headings = tuple(columns.values())
        keys = [known.get(column, "") for column in columns]
        read = (json.loads(line.decode("utf-8", "surrogatepass")) for line in spool)
        yield Table(
            headings,
            tuple(max(widths.get(column, 0), _width(heading)) for column, heading in columns.items()),
            ([cells.get(key, "") for key in keys] for cells in read),
        )


def cells_of(concept: Concept) -> dict[Column, str]:
    """What stands of a concept in which column."""
    cells = {Column(name): value for name in CONCEPT_FIELDS if (value := getattr(concept, name))}
    for column, listed in _grouped(concept).items():
        cells[column] = joined([term.text for term in listed])
        for field in TERM_FIELDS:
            values = [_value(term, field) for term in listed]
            if field != "status" and any(values):
                cells[replace(column, field=field)] = values[0] if len(values) == 1 else joined(values)
    return cells


def _value(term: Term, field: str) -> str:
    value = getattr(term, _ATTRIBUTES.get(field, field))
    return str(getattr(value, "value", value) or "")


def _grouped(concept: Concept) -> dict[Column, list[Term]]:
    # Which terms stand in which column: the plain one of a language says "first preferred, then admitted".
    terms = [term for term in concept.terms if not term.derived]
    first: dict[str, Term] = {}
    for term in terms:
        if term.status is Status.PREFERRED:
            first.setdefault(term.language, term)
    groups = {Column(TERM, language): [term] for language, term in first.items()}
    for term in terms:
        if first.get(term.language) is not term:
            plain = term.language in first and term.status is Status.ADMITTED
            groups.setdefault(Column(TERM, term.language, None if plain else term.status), []).append(term)
    return groups


def _languages(writing: Writing) -> list[str]:
    return [*dict.fromkeys((*writing.languages, *LANGUAGES))]


def _columns(used: Iterable[Column], writing: Writing) -> dict[Column, str]:
    # Every column that is written, with its heading.
    order = _languages(writing)
    every = {*used, *(Column(TERM, language) for language in writing.languages)}
    own = sorted(every, key=lambda column: _place(column, order))
    mapping = {_settled(column, writing): name for name, column in _mapping(writing) if column.field != IGNORED}
    placed = [column for column in mapping if column in every or column.field in (TERM, *CONCEPT_FIELDS)]
    headings = {column: mapping[column] for column in placed} | {
        column: column.heading for column in own if column not in mapping
    }
    return {column: column.heading if name.isdigit() else name for column, name in headings.items()}


def _place(column: Column, order: list[str]) -> tuple[int, int, int]:
    if column.language is None:
        return len(order), _LAYOUT.index(column.field), 0
    return order.index(column.language), _STATUS_PLACE[column.status], (TERM, *TERM_FIELDS).index(column.field)


def _mapping(writing: Writing) -> list[tuple[str, Column]]:
    found = [(name, mapped(what)) for name, what in (writing.columns or {}).items()]
    return [(name, column) for name, column in found if column is not None]


def _settled(column: Column, writing: Writing) -> Column:
    # Plain zh is the first Chinese that is written.
    if column.language != CHINESE:
        return column
    chinese = next((language for language in writing.languages if is_chinese(language)), None)
    return replace(column, language=chinese) if chinese else column


def _width(text: str) -> int:
    lines = text.split("\n") if "\n" in text else (text,)
    return min(WIDEST, max(len(line) + (0 if line.isascii() else len(_WIDE.findall(line[:WIDEST]))) for line in lines))


def is_heading(cells: Iterable[str]) -> bool:
    """Whether a row of a table is its headings: one names a language at least, and no two the same and nothing else.

    >>> is_heading(["中文", "English", "备注"]), is_heading(["模型", "model"]), is_heading(["中文", "Chinese"])
    (True, False, False)
    """
    texts = [cell.strip() for cell in cells if cell.strip()]
    found = [column for column in map(heading_of, texts) if column is not None]
    languages = {column.language for column in found if column.field == TERM and column.language}
    if languages:
        return len(set(found)) > 1 or len(texts) == 1
    generic = [column for column in found if column.field == TERM]
    # 术语 and "term" side by side may as well be a pair of terms.
    alike = len(texts) != 2 or len({text.isascii() for text in texts}) == 1
    return bool(generic) and len(found) > 1 and alike
