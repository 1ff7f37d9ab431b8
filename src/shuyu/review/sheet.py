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
from shuyu.text.fold import fold

COLUMNS = (
    "decision", "zh", "en", "note", "score", "count", "zh_context", "en_context", "rivals", "evidence", "source",
    "subject", "known", "mined_zh", "mined_en", "id",
)  # fmt: skip
"""The columns of a sheet; the first four are for the colleague."""

_QUOTES = str.maketrans("“”„‟‘’‚‛", "\"\"\"\"''''")
_FORMULA = re.compile(r"'*[=+\-@]")
_HEADER_WITHIN = 10
_NEEDED = ("decision", "zh", "en")


class Verdict(str, Enum):
    """What a colleague may decide on a row; an empty cell decides nothing."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    LATER = "later"


# What people write instead, folded (`_key`).
_ALSO = {
    "accept": "a accepted yes y ok agree agreed keep √ ✓ ✔ 接受 采纳 采用 同意 通过 保留 正确 对 是 可",
    "reject": "r rejected no n disagree delete drop wrong × ✗ ✘ "
    "拒绝 不接受 不采纳 不采用 不同意 不通过 否决 删除 错误 错 否",
    "edit": "e edited corrected changed fixed 修改 已修改 修正 更正 改",
    "later": "l skip maybe unsure ? ?? 待定 以后 稍后 暂缓 再议 不确定 存疑 跳过",
}
_VERDICTS = {word: verdict for verdict, words in _ALSO.items() for word in (verdict, *words.split())}
_HEADERS = {
    "decision": "决定 判定 决策 处理 处理意见 审核 审核意见",
    "zh": "chinese 中文 汉语 中文术语 中文词",
    "en": "english 英文 英语 英译 英文术语 英文译名",
    "note": "notes comment comments remark remarks 备注 批注 说明 意见",
}
# Terms that somebody put into one cell; a comma may belong to a term.
_SEVERAL = re.compile(r"[;；、\r\n]")
_FAULT = re.compile(r"#(NAME\?|REF!|VALUE!|N/A|DIV/0!|NUM!|NULL!)\Z|Err:\d+\Z")
_LOST = re.compile("[\\s?\ufffd]*[?\ufffd][\\s?\ufffd]*\\Z")
_ID = re.compile(r"[0-9a-f]{12}\Z")
# So many rows with the terms of other rows are no accident.
_SORTED_APART = 3


def _key(cell: str) -> str:
    # Traditional characters, capitals, spaces and the marks behind a word make no difference.
    return fold(cell).replace("_", "").rstrip(".。!,:")


_COLUMN_OF = {_key(name): name for name in COLUMNS}
_COLUMN_ALSO = {word: name for name, words in _HEADERS.items() for word in words.split()}


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
    lost = full = 0
    for line, row in enumerate(cells[at + 1 :], at + 2):
        raw = {name: plain_cell(row[n].strip()) for name, n in header.items() if n < len(row)}
        values = {name: " ".join(cell.split()) for name, cell in raw.items()}
        if not any(values.values()):
            continue
        full += 1
        try:
            if _is_lost(values):
                lost += 1
                raise _RowError("Chinese characters were lost when this was saved", _SAVE_WITH_CHINESE)
            rows.append(_row(line, values, raw, known))
        except _RowError as error:
            problems.append(Problem("E162", error.what, error.how, path, line))
    if lost * 2 > full:
        what = "the Chinese was lost when this file was saved"
        raise InputError(Problem("E162", what, _SAVE_WITH_CHINESE, path))
    _refuse_sorted_apart(rows, path)
    return rows, problems


_SAVE_WITH_CHINESE = 'Save it anew as XLSX, or as "CSV UTF-8".'


def _is_lost(values: Mapping[str, str]) -> bool:
    # What has no Chinese in its encoding writes ? for every character.
    if any(_LOST.match(values.get(name, "")) for name in ("zh", "mined_zh")):
        return True
    mined_zh, mined_en, name = (values.get(one, "") for one in ("mined_zh", "mined_en", "id"))
    return (
        bool(_ID.match(name))
        and not {"?", "\ufffd"}.isdisjoint(mined_zh + mined_en)
        and proposal_id(mined_zh, mined_en) != name
    )


def _refuse_sorted_apart(rows: Sequence[Row], path: str) -> None:
    chinese, english = {row.mined_zh for row in rows}, {row.mined_en for row in rows}
    moved = [
        row
        for row in rows
        if (row.zh in chinese and not same(row.zh, row.mined_zh))
        or (row.en in english and not same(row.en, row.mined_en))
    ]
    if len(moved) >= _SORTED_APART and len(moved) * 2 > len(rows):
        what = f"the columns were sorted apart: {len(moved)} rows have the terms of others"
        raise InputError(Problem("E162", what, "Undo that, and sort whole rows.", path, moved[0].line))


def has_header(cells: Sequence[Sequence[str]]) -> bool:
    """Whether the columns of a sheet of candidates stand somewhere at its top."""
    return any(set(_NEEDED) <= set(_columns(row)) for row in cells[:_HEADER_WITHIN])


def is_decided(cells: Sequence[Sequence[str]]) -> bool:
    """Whether the column of decisions has something in it."""
    at, header = _header(cells, "")
    return any(row[header["decision"]].strip() for row in cells[at + 1 :] if header["decision"] < len(row))


class _RowError(Exception):
    def __init__(self, what: str, how: str) -> None:
        super().__init__(what)
        self.what, self.how = what, how


def _columns(row: Sequence[str]) -> dict[str, list[int]]:
    # Where each column stands; other names for one count only where it is not there.
    keys = [_key(cell) for cell in row]
    found: dict[str, list[int]] = {}
    for names in (_COLUMN_OF, _COLUMN_ALSO):
        more: dict[str, list[int]] = {}
        for place, key in enumerate(keys):
            if key in names:
                more.setdefault(names[key], []).append(place)
        found = {**more, **found}
    return found


def _header(cells: Sequence[Sequence[str]], path: str) -> tuple[int, dict[str, int]]:
    missing: tuple[str, ...] = _NEEDED
    for at, row in enumerate(cells[:_HEADER_WITHIN]):
        columns = _columns(row)
        left = tuple(name for name in _NEEDED if name not in columns)
        missing = min(missing, left, key=len)
        if not left:
            twice = sorted(name for name, places in columns.items() if len(places) > 1)
            if twice:
                what = f"the column {', '.join(twice)} stands twice"
                raise InputError(Problem("E161", what, "Keep the one that holds the decisions.", path, at + 1))
            return at, {name: places[0] for name, places in columns.items()}
    what = f"this is no sheet of candidates: there is no column {', '.join(missing)}"
    how = "The header needs decision, zh and en, as shuyu review --export writes them."
    raise InputError(Problem("E161", what, how, path))


def _row(line: int, values: Mapping[str, str], raw: Mapping[str, str], known: Mapping[str, Proposal]) -> Row:
    zh, en = values.get("zh", ""), values.get("en", "")
    mined_zh, mined_en = _mined(values, known)
    word = values.get("decision", "")
    verdict = Verdict(_VERDICTS[_key(word)]) if _key(word) in _VERDICTS else None
    if word and verdict is None:
        allowed = ", ".join(one.value for one in Verdict)
        raise _RowError(f'"{word}" is no decision', f"Use one of: {allowed}.")
    more = [values.get(name, "") for name in ("note", "zh_context", "en_context", "source", "subject")]
    row = Row(line, verdict, zh, en, mined_zh, mined_en, *more)
    if not zh or not en:
        # A rejected row needs no terms: what it is about is known.
        if verdict in (Verdict.REJECT, Verdict.LATER):
            return row
        raise _RowError("a term is missing", "Fill in zh and en, or reject the row.")
    if row.is_edited:
        _refuse_edit(row, raw)
    if verdict is None and row.is_edited:
        return Row(line, Verdict.EDIT, zh, en, mined_zh, mined_en, *more)
    if verdict is Verdict.EDIT and not row.is_edited:
        raise _RowError("it says edit, but neither term was edited", "Edit zh or en, or say accept.")
    return row


def _refuse_edit(row: Row, raw: Mapping[str, str]) -> None:
    if row.verdict in (Verdict.REJECT, Verdict.LATER):
        what = f"it says {row.verdict.value}, but a term was edited"
        raise _RowError(what, "Say edit to take the edit, or undo it.")
    for name, now, mined in (("zh", row.zh, row.mined_zh), ("en", row.en, row.mined_en)):
        if _FAULT.match(now):
            raise _RowError(f'"{now}" is the fault of a formula, no term', "Write the term anew, as text.")
        if not same(now, mined) and _SEVERAL.search(raw[name]) and not _SEVERAL.search(mined):
            raise _RowError(f'"{now}" seems to be several terms', "Give each a row of its own.")


def _mined(values: Mapping[str, str], known: Mapping[str, Proposal]) -> tuple[str, str]:
    zh, en = values.get("zh", ""), values.get("en", "")
    mined_zh, mined_en, name = (values.get(one, "") for one in ("mined_zh", "mined_en", "id"))
    one = known.get(name)
    if mined_zh and mined_en:
        is_spelt = one is not None and same(mined_zh, one.zh) and same(mined_en, one.en)
        if not is_spelt and (one is None or proposal_id(mined_zh, mined_en) == name):
            # The candidate may be spelt otherwise since it was mined anew.
            return mined_zh, mined_en
    if one is not None:
        return one.zh, one.en
    if name and proposal_id(zh, en) != name:
        how = "Give the file that was exported, or keep the columns mined_zh and mined_en."
        raise _RowError("it is not known what this row proposed", how)
    # A row that a colleague has added.
    return zh, en
