"""The rows of a table as concepts, whatever its layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import Any

from shuyu.formats.base import Reading
from shuyu.formats.cells import split
from shuyu.formats.columns import CONCEPT_FIELDS, IGNORED, TERM, TERM_FIELDS, Column
from shuyu.formats.foreign_text import foreign_day, foreign_prose, foreign_term
from shuyu.formats.foreign_values import value_of
from shuyu.formats.rows_plan import SAMPLE, Plan, Row, plan_of
from shuyu.formats.terms_ids import settle_language
from shuyu.formats.terms_values import id_fault, shown
from shuyu.languages import is_chinese
from shuyu.model.concept import Concept, Status, Term

_CHOICES = {"status": "status", "pos": "part_of_speech", "type": "type"}


def concepts_of(rows: Iterable[Row], reading: Reading) -> Iterator[Concept]:
    """The concepts of a table, one after another; rows that follow each other with the same id are one concept.

    Args:
        rows: with their numbers; rows of nothing but white space are passed over.
        reading: what is lost is told there.

    Raises:
        InputError: E143, when it is not known what the columns hold.

    >>> rows = [(1, ["术语", "英文", "备注"]), (2, ["模型", "model; AI model", "统计"])]
    >>> [(term.text, term.status.value) for term in next(concepts_of(rows, Reading("a.csv"))).terms]
    [('模型', 'preferred'), ('model', 'preferred'), ('AI model', 'admitted')]
    """
    filled = (row for row in rows if any(cell and not cell.isspace() for cell in row[1]))
    sample = list(islice(filled, SAMPLE))
    plan = plan_of(sample, reading)
    for line, _ in sample[: max(plan.body - 1, 0)]:
        reading.lost("a row above the headings", line)
    if plan.guessed:
        reading.lost("the first row, taken for headings", sample[0][0])
    reader = _Rows(plan, reading)
    before: Concept | None = None
    for line, cells in chain(sample[plan.body :], filled):
        concept = reader.concept(line, cells)
        if concept is None:
            continue
        if before is not None and before.id and before.id == concept.id:
            before = _one(before, concept, reading, line)
            continue
        if before is not None:
            yield before
        before = concept
    if before is not None:
        yield before


def _one(first: Concept, second: Concept, reading: Reading, line: int) -> Concept:
    # One concept over several rows: what the first leaves open is taken from the second.
    known = {(term.language, term.text) for term in first.terms}
    languages = {term.language for term in first.terms}
    added = [
        replace(term, status=Status.ADMITTED)
        if term.language in languages and term.status is Status.PREFERRED
        else term
        for term in second.terms
        if (term.language, term.text) not in known
    ]
    for name in CONCEPT_FIELDS:
        mine, other = getattr(first, name), getattr(second, name)
        if other and mine and mine != other:
            reading.lost(f"a second {name} of a concept", line)
        elif other and not mine:
            first = replace(first, **{name: other})
    return replace(first, terms=(*first.terms, *added))


@dataclass
class _Draft:
    text: str
    language: str
    column: Column
    values: dict[str, Any] = field(default_factory=dict)


class _Rows:
    def __init__(self, plan: Plan, reading: Reading) -> None:
        self._plan, self._reading = plan, reading
        columns = [(place, column) for place, column in enumerate(plan.columns) if column is not None]
        self._terms = [(place, column) for place, column in columns if column.field == TERM]
        about = [(place, column) for place, column in columns if column.field not in (TERM, IGNORED)]
        self._concept = [
            (place, column)
            for place, column in about
            if column.field in CONCEPT_FIELDS and (column.language is None or column.field not in TERM_FIELDS)
        ]
        self._fields = [entry for entry in about if entry not in self._concept]
        self._held = {column for _, column in self._terms}
        self._unknown = [place for place, column in enumerate(plan.columns) if column is None]

    def concept(self, line: int, cells: Sequence[str]) -> Concept | None:
        for place in self._unknown:
            if place < len(cells) and cells[place].strip():
                self._reading.lost(self._plan.name(place), line)
        if any(cell.strip() for cell in cells[len(self._plan.columns) :]):
            self._reading.lost("a cell beyond the last column", line)
        drafts = self._drafts(line, cells)
        if not drafts:
            self._reading.lost("a row without a term", line)
            return None
        for place, column in self._fields:
            if place < len(cells) and cells[place].strip():
                self._say(drafts, column, cells[place].strip(), line)
        return Concept(terms=tuple(self._finished(drafts, line)), **self._about(cells, line))

    def _drafts(self, line: int, cells: Sequence[str]) -> list[_Draft]:
        drafts: list[_Draft] = []
        for place, column in self._terms:
            if place >= len(cells) or not cells[place].strip():
                continue
            for text in split(cells[place]):
                term = foreign_term(text, lambda what: self._reading.lost(what, line)) if text else ""
                if term:
                    language = settle_language(column.language or "", term, self._reading.languages)
                    drafts.append(_Draft(term, language, column))
        return drafts

    def _say(self, drafts: Sequence[_Draft], column: Column, cell: str, line: int) -> None:
        held = replace(column, field=TERM)
        if held in self._held:
            targets = [draft for draft in drafts if draft.column == held]
        else:
            targets = [draft for draft in drafts if _of(draft, column)]
        if not targets:
            self._reading.lost(f"{column.field} of no term", line)
            return
        texts = split(cell, lines=False) if len(targets) > 1 and column.language else [cell]
        if len(texts) == len(targets):
            chosen = list(zip(targets, texts, strict=True))
        elif column.field in _CHOICES:
            chosen = [(target, cell) for target in targets]
        else:
            chosen = [(_best(targets, column, cell), cell)]
        for target, text in chosen:
            if text:
                self._set(target, column.field, text, line)

    def _set(self, draft: _Draft, name: str, text: str, line: int) -> None:
        def lost(what: str) -> None:
            self._reading.lost(what, line)

        if name not in _CHOICES:
            prose = foreign_prose(text, lost)
            if prose:
                draft.values[name] = f"{draft.values[name]}\n{prose}" if name in draft.values else prose
            return
        value, narrowed = value_of(name, text)
        if value is None or narrowed:
            lost(f'{"part of speech" if name == "pos" else name} "{shown(text)}"')
        if value is not None:
            draft.values[_CHOICES[name]] = value

    def _finished(self, drafts: Sequence[_Draft], line: int) -> Iterator[Term]:
        seen: dict[tuple[str, str], Term] = {}
        started: set[str] = set()
        for draft in drafts:
            usual = Status.ADMITTED if draft.language in started else Status.PREFERRED
            status = draft.values.pop("status", draft.column.status or usual)
            term = Term(draft.text, draft.language, status, **draft.values)
            key = (draft.language, draft.text)
            if key in seen:
                if seen[key] != replace(term, status=seen[key].status):
                    self._reading.lost("a term given twice in a row", line)
                continue
            seen[key] = term
            started.add(draft.language)
            yield term

    def _about(self, cells: Sequence[str], line: int) -> dict[str, Any]:
        def lost(what: str) -> None:
            self._reading.lost(what, line)

        found: dict[str, list[str]] = {}
        for place, column in self._concept:
            text = foreign_prose(cells[place], lost) if place < len(cells) else ""
            if text and text not in found.setdefault(column.field, []):
                found[column.field].append(text)
        about: dict[str, Any] = {name: "\n".join(texts) for name, texts in found.items() if texts}
        if "modified" in about:
            about["modified"] = foreign_day(about["modified"])
            if about["modified"] is None:
                lost("a day that is not written as 2026-11-21")
        if id_fault(about.setdefault("id", "")) is not None and about["id"]:
            lost("an id with white space in it")
            about["id"] = ""
        return about


def _of(draft: _Draft, column: Column) -> bool:
    if column.status is not None and draft.column.status is not column.status:
        return False
    if column.language is None:
        return column.field != "pinyin" or is_chinese(draft.language)
    return column.language in (draft.column.language, draft.language)


def _best(targets: Sequence[_Draft], column: Column, cell: str) -> _Draft:
    if column.field == "context":
        return next((target for target in targets if target.text.casefold() in cell.casefold()), targets[0])
    return targets[0]
