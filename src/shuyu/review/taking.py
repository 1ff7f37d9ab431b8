"""Reading a sheet's decisions back: what is clear is done, what is not is told; doing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from shuyu.errors import Problem, ShuyuError
from shuyu.mine.decisions import FILE, Decision, Kind, PairKey, pair_key
from shuyu.mine.proposals import Proposal, proposal_id
from shuyu.model.concept import Concept
from shuyu.project import TERMS
from shuyu.review.candidates import sighting
from shuyu.review.draft import AS_PROPOSED, Choice, Draft, conflict, forbids, terms_like
from shuyu.review.session import Review
from shuyu.review.sheet import Row, Verdict, same


@dataclass
class Report:
    """What an import did, or would do.

    Attributes:
        accepted: pairs that are new in `terms.toml`.
        corrected: pairs that are new there, with what was proposed instead.
        rejected: pairs that are new in `rejected.tsv`.
        put_off: pairs that wait for later.
        already: how many rows say what is known.
        undecided: how many rows decide nothing.
        problems: rows that were not taken, and why.
    """

    accepted: list[tuple[str, str]] = field(default_factory=list)
    corrected: list[tuple[str, str, str, str]] = field(default_factory=list)
    rejected: list[tuple[str, str]] = field(default_factory=list)
    put_off: list[tuple[str, str]] = field(default_factory=list)
    already: int = 0
    undecided: int = 0
    problems: list[Problem] = field(default_factory=list)


def take_sheet(
    review: Review, rows: Sequence[Row], path: str, problems: Iterable[Problem] = (), *, dry_run: bool = False
) -> Report:
    """Take the decisions of a sheet: all that are clear at once, or none when a file cannot be written.

    Args:
        review: of the project.
        rows: what came back.
        path: how problems name the sheet.
        problems: of rows that could not be understood.
        dry_run: only say what would be done.

    Raises:
        ShuyuError: when a file cannot be read or written; nothing is then changed.
    """

    def work(draft: Draft) -> tuple[str, Report]:
        report = Report(problems=list(problems))
        taker = _Taker(draft, report, review.proposals, set(review.journal.put_off), path)
        unclear = _contradictions(rows)
        for row in rows:
            if row.line in unclear:
                what = f"line {unclear[row.line]} decides otherwise on the same pair"
                report.problems.append(Problem("E162", what, "Keep one of the two.", path, row.line))
            else:
                taker.take(row)
        report.problems.sort(key=lambda problem: problem.line or 0)
        return f"imported {path}", report

    return review.decide(work, dry_run=dry_run)


def _contradictions(rows: Sequence[Row]) -> dict[int, int]:
    # Lines that decide on one pair in two ways, each with the first line of another way.
    ways: dict[PairKey, dict[tuple[Verdict, str, str], list[int]]] = {}
    for row in rows:
        if row.verdict is not None:
            terms = (row.zh, row.en) if row.verdict in (Verdict.ACCEPT, Verdict.EDIT) else ("", "")
            verdict = Verdict.ACCEPT if row.verdict is Verdict.EDIT else row.verdict
            way = (verdict, *terms)
            ways.setdefault(pair_key(row.mined_zh, row.mined_en), {}).setdefault(way, []).append(row.line)
    return {
        line: min(lines[0] for other, lines in several.items() if other != way)
        for several in ways.values()
        if len(several) > 1
        for way, lines_of_way in several.items()
        for line in lines_of_way
    }


class _Taker:
    # Takes rows, one after another, into a draft.

    def __init__(
        self, draft: Draft, report: Report, known: Mapping[str, Proposal], put_off: set[str], path: str
    ) -> None:
        self._draft = draft
        self._report = report
        self._known = known
        self._put_off = put_off
        self._path = path

    def take(self, row: Row) -> None:
        """One row."""
        if row.verdict is None:
            self._report.undecided += 1
        elif row.verdict is Verdict.LATER:
            self._later(row)
        elif row.verdict is Verdict.REJECT:
            self._reject(row)
        else:
            self._accept(row)

    def _tell(self, row: Row, problem: Problem) -> None:
        where = f" ({problem.path}:{problem.line})" if problem.path and problem.line else ""
        what = f"{problem.what.rstrip('.')}{where}"
        self._report.problems.append(Problem(problem.code, what, problem.how, self._path, row.line))

    def _later(self, row: Row) -> None:
        name = proposal_id(row.mined_zh, row.mined_en)
        decided = self._draft.memory.about(row.mined_zh, row.mined_en) or self._draft.curated.having(
            row.mined_zh, row.mined_en
        )
        if decided or name in self._put_off:
            self._report.already += 1
            return
        self._put_off.add(name)
        self._draft.put_off.append(name)
        self._report.put_off.append((row.mined_zh, row.mined_en))

    def _reject(self, row: Row) -> None:
        known = self._draft.memory.about(row.mined_zh, row.mined_en)
        if known is not None and known.kind is not Kind.CORRECTED:
            self._report.already += 1
            return
        concept = self._draft.curated.having(row.mined_zh, row.mined_en)
        if concept is not None and known is None and forbids(concept, row.mined_zh, row.mined_en):
            self._report.already += 1
            return
        if known is not None or concept is not None:
            self._tell(row, self._otherwise(row, known, concept))
            return
        self._draft.reject(row.mined_zh, row.mined_en, note=row.note)
        self._draft.ids.append(proposal_id(row.mined_zh, row.mined_en))
        self._report.rejected.append((row.mined_zh, row.mined_en))

    def _accept(self, row: Row) -> None:
        # A cell that only the spreadsheet has changed is as it was proposed.
        zh = row.mined_zh if same(row.zh, row.mined_zh) else row.zh
        en = row.mined_en if same(row.en, row.mined_en) else row.en
        there = self._draft.curated.having(zh, en)
        proposed = self._draft.memory.about(row.mined_zh, row.mined_en)
        concept = self._draft.curated.having(row.mined_zh, row.mined_en)
        moved = pair_key(zh, en) != pair_key(row.mined_zh, row.mined_en)
        if there is not None and (not moved or (proposed is not None and proposed.kind is Kind.CORRECTED)):
            if forbids(there, zh, en):
                self._tell(row, self._otherwise(row, None, there))
            elif row.is_edited and not _spelt(there, zh, en):
                what = f'{TERMS} spells it otherwise (id {there.id}): not "{zh}" with "{en}"'
                self._tell(row, Problem("E424", what, "shuyu edit changes it."))
            else:
                self._report.already += 1
            return
        if proposed is not None or concept is not None:
            self._tell(row, self._otherwise(row, proposed, concept))
            return
        choice = Choice(zh=zh, en=en, note=row.note or None) if row.is_edited or row.note else AS_PROPOSED
        try:
            self._draft.accept(self._proposal(row), choice)
        except ShuyuError as error:
            self._tell(row, error.problems[0])
            return
        if row.is_edited:
            self._report.corrected.append((zh, en, row.mined_zh, row.mined_en))
        else:
            self._report.accepted.append((zh, en))

    def _proposal(self, row: Row) -> Proposal:
        name = proposal_id(row.mined_zh, row.mined_en)
        seen = sighting(row.mined_zh, row.mined_en, row.zh_context, row.en_context, row.source)
        found = Proposal(name, row.mined_zh, row.mined_en, 0.0, 0, 0, 0, contexts=(seen,) if seen else ())
        found = self._known.get(name, found)
        return replace(found, zh=row.mined_zh, en=row.mined_en, subject=row.subject or found.subject)

    def _otherwise(self, row: Row, known: Decision | None, concept: Concept | None) -> Problem:
        said = row.verdict.value if row.verdict else ""
        if known is not None:
            problem = conflict(known).problems[0]
            return replace(problem, what=f"it says {said}, but {problem.what}", path=FILE)
        name = concept.id if concept is not None else ""
        line = self._draft.curated.line_of(concept) if concept is not None else None
        forbidden = concept is not None and forbids(concept, row.mined_zh, row.mined_en)
        state = "forbidden" if forbidden else "accepted"
        what = f"it says {said}, but the pair was {state} (id {name})"
        return Problem("E424", what, "shuyu edit changes it, shuyu remove takes it out.", TERMS, line)


def _spelt(concept: Concept, zh: str, en: str) -> bool:
    texts = {term.text for term in terms_like(concept, zh, en)}
    return {zh, en} <= texts
