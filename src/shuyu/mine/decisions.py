r"""The memory of decisions on mined pairs: `rejected.tsv`, a text file that is kept under version control.

A line is a decision, tab-separated under a header (`zh en decision date note`); lines of `#` are comments. New lines
are put in their alphabetical place and no other line is touched, so that two people's decisions merge. What is decided
holds for every spelling of the pair (`pair_key`), so that mining changed passages does not bring it back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from shuyu.errors import Problem, ProjectError
from shuyu.languages import CHINESE, ENGLISH
from shuyu.text.english import lemma_key
from shuyu.text.fold import fold

if TYPE_CHECKING:
    from shuyu.mine.proposals import Proposal
    from shuyu.model.concept import Concept

FILE = "rejected.tsv"
COLUMNS = ("zh", "en", "decision", "date", "note")

HEAD = """\
# Mined pairs that people turned down, a line each; shuyu does not propose them again.
# To decide anew on one, delete its line. New lines are put in order, so that two people's decisions merge.
"""

_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\Z")

PairKey = tuple[str, str]
"""The fold of the Chinese, and the folded lemmas of the English."""


class Kind(str, Enum):
    """What was decided."""

    NOT_A_PAIR = "not-a-pair"
    """The two do not translate each other; each may be a term."""
    NOT_A_TERM = "not-a-term"
    """One side is no term at all; the other cell is empty."""
    CORRECTED = "corrected"
    """Another spelling was taken instead; the note says which."""


@dataclass(frozen=True)
class Decision:
    """One line of `rejected.tsv`.

    Attributes:
        zh: the Chinese as it was proposed; empty where the English is no term.
        en: the English as it was proposed; empty where the Chinese is no term.
        kind: what was decided.
        date: the day, `2026-11-22`; may be empty.
        note: why, in a person's words.
        line: where it stands, from 1; None when it is new.
    """

    zh: str
    en: str
    kind: Kind = Kind.NOT_A_PAIR
    date: str = ""
    note: str = ""
    line: int | None = field(default=None, compare=False)

    @property
    def key(self) -> PairKey:
        """What it is about."""
        return pair_key(self.zh, self.en)


@lru_cache(maxsize=1 << 16)
def pair_key(zh: str, en: str) -> PairKey:
    """The key under which the spellings of a pair meet; an absent side is "".

    >>> pair_key("開源模型", "Open models") == pair_key("开源模型", "open model")
    True
    """
    # A side of marks alone (#, --) folds to nothing, and is still not every other such.
    return fold(zh) or zh.strip(), lemma_key(en) or en.strip().casefold()


def concept_keys(concept: Concept) -> set[PairKey]:
    """The keys of all pairs of a concept, its forbidden and deprecated terms among them.

    >>> from shuyu.model.concept import Concept, Term
    >>> concept_keys(Concept("c", (Term("開源模型", "zh-Hant"), Term("open models", "en"))))
    {('开源模型', 'openmodel')}
    """
    return {pair_key(zh.text, en.text) for zh in concept.in_language(CHINESE) for en in concept.in_language(ENGLISH)}


class Memory:
    """What `rejected.tsv` says.

    >>> memory = Memory([Decision("开放", "", Kind.NOT_A_TERM), Decision("模型", "mould")])
    >>> memory.about("模型", "moulds").kind.value, memory.about("開放", "open").kind.value
    ('not-a-pair', 'not-a-term')
    """

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self.decisions = tuple(decisions)
        self._by_key: dict[PairKey, Decision] = {}
        for decision in self.decisions:
            self._by_key.setdefault(decision.key, decision)

    def about(self, zh: str, en: str) -> Decision | None:
        """What was decided on a pair (or, with one side empty, on a term): on the two, else on either alone."""
        first, second = pair_key(zh, en)
        found = self._by_key.get((first, second)) if first or second else None
        if found is None and first:
            found = self._by_key.get((first, ""))
        if found is None and second:
            found = self._by_key.get(("", second))
        return found

    def with_more(self, decisions: Iterable[Decision]) -> Memory:
        """The memory with further decisions."""
        return Memory((*self.decisions, *decisions))


def undecided(proposals: Iterable[Proposal], memory: Memory, known: Container[PairKey] = ()) -> list[Proposal]:
    """The proposals that nobody has decided on, in their order.

    Args:
        proposals: as they were mined.
        memory: what was turned down.
        known: keys of the pairs that `terms.toml` has (`concept_keys`).
    """
    return [one for one in proposals if pair_key(one.zh, one.en) not in known and memory.about(one.zh, one.en) is None]


class _Row(NamedTuple):
    # A line with a decision: where it is among the lines, its cells by column.
    place: int
    cells: Mapping[str, str]

    def key(self) -> PairKey:
        return pair_key(self.cells["zh"], self.cells["en"])


def read_decisions(text: str, path: str = FILE) -> Memory:
    r"""What a `rejected.tsv` says.

    Columns may stand in any order; those that are not known, and lines that stand twice, do no harm.

    Args:
        text: of the file, with or without a byte order mark, LF or CRLF; empty where there is no file.
        path: how errors name it.

    Raises:
        ProjectError: with everything that is wrong: E421, when it has no header; E422, for a line that says what
            cannot be; E423, for a merge that nobody has settled.

    >>> read_decisions("zh\ten\tdecision\n模型\tmould\tnot-a-pair\n").about("模型", "mould").line
    2
    """
    lines = _lines(text)
    _, rows = _parsed(lines, path)
    problems = [
        Problem("E423", "a merge is not settled here", "Keep the lines of both sides.", path, number)
        for number, line in enumerate(lines, 1)
        if line.startswith(_MARKERS)
    ]
    found: list[Decision] = []
    for row in rows:
        fault = _fault(row.cells)
        if fault is not None:
            problems.append(Problem("E422", *fault, path=path, line=row.place + 1))
            continue
        cells = row.cells
        kind = Kind(cells["decision"].lower())
        found.append(
            Decision(cells["zh"], cells["en"], kind, cells.get("date", ""), cells.get("note", ""), row.place + 1)
        )
    if problems:
        raise ProjectError.collected(problems)
    return Memory(found)


def _fault(cells: Mapping[str, str]) -> tuple[str, str] | None:
    kinds = ", ".join(kind.value for kind in Kind)
    word = cells["decision"]
    if word.lower() not in {kind.value for kind in Kind}:
        return (f'"{word}" is no decision' if word else "the decision is missing"), f"Use one of: {kinds}."
    sides = bool(cells["zh"]) + bool(cells["en"])
    if word.lower() == Kind.NOT_A_TERM and sides != 1:
        return "not-a-term is about one side", "Leave the other of zh and en empty."
    if word.lower() != Kind.NOT_A_TERM and sides != 2:
        return f"{word} needs both a zh and an en", "Fill in what is missing, or delete the line."
    day = cells.get("date", "")
    if day and not _DATE.match(day):
        return f'"{day}" is no day', "Write it like 2026-11-22, or leave it empty."
    return None


def add_decisions(text: str, decisions: Sequence[Decision]) -> str:
    r"""`text` with further lines, each in its alphabetical place; every other line stays as it is.

    Args:
        text: of a `rejected.tsv`; empty where there is none yet.
        decisions: what to add.

    Raises:
        ProjectError: E421, when the text has no header.

    >>> print(add_decisions("zh\ten\tdecision\n模型\tmould\tnot-a-pair\n", [Decision("开放", "", Kind.NOT_A_TERM)]))
    zh  en  decision
    开放 not-a-term
    模型  mould not-a-pair
    <BLANKLINE>
    """
    if not decisions:
        return text
    if not text.strip("\ufeff \r\n\t"):
        text = HEAD + "\t".join(COLUMNS) + "\n"
    lines = _lines(text)
    header, rows = _parsed(lines, FILE)
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    keys = [row.key() for row in rows]
    # From the end, so that places stay true; of two in one place the later in the alphabet comes first.
    for new in sorted(decisions, key=lambda one: one.key, reverse=True):
        at = bisect_right(keys, new.key) if keys == sorted(keys) else _unsorted_place(keys, new.key)
        values = dict(zip(COLUMNS, (new.zh, new.en, new.kind.value, new.date, new.note), strict=True))
        # No tab at the end: editors and hooks take it away.
        line = "\t".join(_cell(values.get(column, "")) for column in header).rstrip("\t")
        if at < len(rows):
            place = rows[at].place
            # A comment stands above the line that it is about.
            while lines[place - 1].startswith("#") and place - 1 > _header_place(lines):
                place -= 1
        else:
            place = (rows[-1].place if rows else _header_place(lines)) + 1
        lines.insert(place, line)
    body = [line.removesuffix("\r") for line in lines]
    if body[-1]:
        body.append("")
    return newline.join(body)


def _unsorted_place(keys: Sequence[PairKey], key: PairKey) -> int:
    return next((place for place, other in enumerate(keys) if other > key), len(keys))


def remove_decisions(text: str, decisions: Iterable[Decision]) -> str:
    """`text` without the lines that say the same as `decisions`: of the same pair, and the same kind."""
    unwanted = {(one.key, one.kind.value) for one in decisions}
    lines = _lines(text)
    _, rows = _parsed(lines, FILE)
    gone = {row.place for row in rows if (row.key(), row.cells["decision"].lower()) in unwanted}
    return "\n".join(line for place, line in enumerate(lines) if place not in gone)


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _is_row(line: str) -> bool:
    return bool(line.strip("\ufeff \t\r")) and not line.lstrip("\ufeff").startswith(("#", *_MARKERS))


def _header_place(lines: Sequence[str]) -> int:
    return next(place for place, line in enumerate(lines) if _is_row(line))


def _parsed(lines: Sequence[str], path: str) -> tuple[list[str], list[_Row]]:
    places = [place for place, line in enumerate(lines) if _is_row(line)]
    if not places:
        return [], []
    header = [name.casefold() for name in _cells(lines[places[0]])]
    missing = [name for name in COLUMNS[:3] if name not in header]
    if missing:
        how = f"Its first line names the columns: {', '.join(COLUMNS)}, with tabs between them."
        raise ProjectError(Problem("E421", f"there is no column {', '.join(missing)}", how, path, places[0] + 1))
    rows = []
    for place in places[1:]:
        cells = _cells(lines[place])
        if [name.casefold() for name in cells] == header:
            # Two files that were made apart, merged line by line.
            continue
        cells += [""] * (len(header) - len(cells))
        rows.append(_Row(place, dict(zip(header, cells, strict=False))))
    return header, rows


def _cells(line: str) -> list[str]:
    return [_unquoted(cell.strip()) for cell in line.lstrip("\ufeff").rstrip("\r").split("\t")]


def _unquoted(cell: str) -> str:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"').strip()
    return cell


def _cell(value: str) -> str:
    value = " ".join(value.split())
    # A quotation mark would be read as one around the cell, # as a comment, the others as marks of a merge.
    if value.startswith(('"', "#", *_MARKERS)):
        return '"' + value.replace('"', '""') + '"'
    return value
