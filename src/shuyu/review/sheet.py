"""A spreadsheet of candidates for colleagues, and what comes back of it: cells, whatever the file's kind.

A row says what it was about in `mined_zh` and `mined_en`, so that it is understood when the candidates have been mined
anew, and its `zh` and `en` can be edited.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from shuyu.errors import InputError, Problem
from shuyu.mine.proposals import Proposal, evidence_text, proposal_id

COLUMNS = (
    "decision", "zh", "en", "note", "score", "count", "zh_context", "en_context", "rivals", "evidence", "source",
    "subject", "known", "mined_zh", "mined_en", "id",
)  # fmt: skip
"""The columns of a sheet; the first four are for the colleague."""

_QUOTES = str.maketrans("“”„‟‘’‚‛", "\"\"\"\"''''")
_FORMULA = re.compile(r"'*[=+\-@]")
_HEADER_WITHIN = 10


class Verdict(str, Enum):
    """What a colleague may decide on a row; an empty cell decides nothing."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    LATER = "later"


# What people write instead.
_ALSO = {
    "a": "accept", "accepted": "accept", "yes": "accept", "y": "accept", "ok": "accept",
    "接受": "accept", "采纳": "accept", "採納": "accept", "是": "accept",
    "r": "reject", "rejected": "reject", "no": "reject", "n": "reject",
    "拒绝": "reject", "拒絕": "reject", "不采纳": "reject", "不採納": "reject", "否": "reject",
    "e": "edit", "edited": "edit", "修改": "edit",
    "l": "later", "待定": "later", "以后": "later", "以後": "later",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One row that came back.

    Attributes:
        line: where it stands in the file, from 1.
        verdict: what was decided; None for nothing.
        zh: the Chinese as it is now.
        en: the English as it is now.
        mined_zh: as it was proposed.
        mined_en: as it was proposed.
        note: in the colleague's words.
        zh_context: a sentence with the Chinese.
        en_context: the same in English.
        source: where the two come from.
        subject: of the entry that is made.
    """

    line: int
    verdict: Verdict | None
    zh: str
    en: str
    mined_zh: str
    mined_en: str
    note: str = ""
    zh_context: str = ""
    en_context: str = ""
    source: str = ""
    subject: str = ""

    @property
    def is_edited(self) -> bool:
        """Whether a term was changed; spaces and quotation marks that a spreadsheet changes do not count."""
        return not (same(self.zh, self.mined_zh) and same(self.en, self.mined_en))


def same(a: str, b: str) -> bool:
    """Whether two cells say the same, but for what spreadsheets do to cells.

    >>> same("the “open” model ", 'the "open"  model'), same("Model", "model")
    (True, False)
    """
    return _plain(a) == _plain(b)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).split())


def sheet_rows(proposals: Iterable[Proposal], put_off: Iterable[str] = ()) -> Iterator[tuple[str | float, ...]]:
    """The cells of a sheet: the header, then a row for each candidate.

    Args:
        proposals: the candidates, best first.
        put_off: ids of those that wait for later.
    """
    yield COLUMNS
    later = set(put_off)
    for one in proposals:
        best = one.contexts[0] if one.contexts else None
        yield (
            Verdict.LATER.value if one.id in later else "",
            one.zh,
            one.en,
            "",
            round(one.score, 3),
            one.count,
            best.zh if best else "",
            best.en if best else "",
            ", ".join(f"{rival.en} {rival.share:.0%}" for rival in one.rivals),
            evidence_text(one.evidence),
            best.source if best else "",
            one.subject or "",
            one.known or "",
            one.zh,
            one.en,
            one.id,
        )


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; `plain_cell` takes the apostrophe off again.

    >>> neutral("=1+1"), neutral("'=x"), neutral("open model")
    ("'=1+1", "''=x", 'open model')
    """
    return "'" + cell if _FORMULA.match(cell) else cell


def plain_cell(cell: str) -> str:
    """What `neutral` was given.

    >>> plain_cell("'=1+1"), plain_cell("'open' model")
    ('=1+1', "'open' model")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def read_rows(
    cells: Sequence[Sequence[str]], path: str, known: Mapping[str, Proposal]
) -> tuple[list[Row], list[Problem]]:
    """The rows of a sheet that came back, and what is wrong with others.

    Columns may stand in any order, and beside columns of other people; rows may be gone, or added.

    Args:
        cells: of the whole sheet, row by row.
        path: how problems name it.
        known: the candidates by id, for sheets that have lost the columns `mined_zh` and `mined_en`.

    Returns:
        the rows that can be understood, and a problem (E162) for each that cannot.

    Raises:
        InputError: E161, when the columns are not there, or stand twice.
    """
    at, header = _header(cells, path)
    rows: list[Row] = []
    problems: list[Problem] = []
    for line, row in enumerate(cells[at + 1 :], at + 2):
        values = {name: " ".join(plain_cell(row[n].strip()).split()) for name, n in header.items() if n < len(row)}
        if not any(values.values()):
            continue
        try:
            rows.append(_row(line, values, known))
        except _RowError as error:
            problems.append(Problem("E162", error.what, error.how, path, line))
    return rows, problems


class _RowError(Exception):
    def __init__(self, what: str, how: str) -> None:
        super().__init__(what)
        self.what, self.how = what, how


def _header(cells: Sequence[Sequence[str]], path: str) -> tuple[int, dict[str, int]]:
    for at, row in enumerate(cells[:_HEADER_WITHIN]):
        names = [cell.lstrip("\ufeff").strip().casefold().replace(" ", "_") for cell in row]
        if {"decision", "zh", "en"} <= set(names):
            twice = sorted({name for name in names if name in COLUMNS and names.count(name) > 1})
            if twice:
                what = f"the column {', '.join(twice)} stands twice"
                raise InputError(Problem("E161", what, "Keep the one that holds the decisions.", path, at + 1))
            return at, {name: place for place, name in enumerate(names) if name in COLUMNS}
    how = "The header needs decision, zh and en, as shuyu review --export writes them."
    raise InputError(Problem("E161", "this is no sheet of candidates: its columns are not there", how, path))


def _row(line: int, values: Mapping[str, str], known: Mapping[str, Proposal]) -> Row:
    zh, en = values.get("zh", ""), values.get("en", "")
    mined_zh, mined_en = _mined(values, known)
    word = values.get("decision", "").casefold()
    word = _ALSO.get(word, word)
    allowed = [verdict.value for verdict in Verdict]
    if word and word not in allowed:
        raise _RowError(f'"{values["decision"]}" is no decision', f"Use one of: {', '.join(allowed)}.")
    verdict = Verdict(word) if word else None
    more = [values.get(name, "") for name in ("note", "zh_context", "en_context", "source", "subject")]
    row = Row(line, verdict, zh, en, mined_zh, mined_en, *more)
    if not zh or not en:
        # A rejected row needs no terms: what it is about is known.
        if verdict in (Verdict.REJECT, Verdict.LATER):
            return row
        raise _RowError("a term is missing", "Fill in zh and en, or reject the row.")
    if verdict is None and row.is_edited:
        return Row(line, Verdict.EDIT, zh, en, mined_zh, mined_en, *more)
    if verdict is Verdict.EDIT and not row.is_edited:
        raise _RowError("it says edit, but neither term was edited", "Edit zh or en, or say accept.")
    if verdict is Verdict.LATER and row.is_edited:
        raise _RowError("it says later, but a term was edited", "Say edit to take the edit, or undo it.")
    return row


def _mined(values: Mapping[str, str], known: Mapping[str, Proposal]) -> tuple[str, str]:
    zh, en = values.get("zh", ""), values.get("en", "")
    name = values.get("id", "")
    if name in known:
        return known[name].zh, known[name].en
    if values.get("mined_zh") and values.get("mined_en"):
        return values["mined_zh"], values["mined_en"]
    if name and proposal_id(zh, en) != name:
        how = "Give the file that was exported, or keep the columns mined_zh and mined_en."
        raise _RowError("it is not known what this row proposed", how)
    # A row that a colleague has added.
    return zh, en
