"""Lines that a typesetter cut, put together again.

A PDF gives the lines of its pages, not its paragraphs. Where lines of one width follow each other, end inside
sentences and cut words in two, they were wrapped; then a line is followed by the next unless its sentence has ended,
the next begins something, or it was left short. What a list, a poem or a table is made of has none of these signs.
"""

from __future__ import annotations

import re
from functools import lru_cache

from shuyu.text.clean.columns import Column, Columns
from shuyu.text.clean.fixer import Fixer
from shuyu.text.clean.latin import latin_joins
from shuyu.text.clean.lines import NARROWEST, TOLERANCE, End, Line, Role, read_lines, width
from shuyu.text.clean.seams import seam
from shuyu.text.spans import Edit

_CLOSES = re.compile("[。！？；：…!?;:.”’」』）)》】]\\Z")
_NEVER_FIRST = "，。、；：？！）》」』】”’"
"""No typesetter begins a line with these."""
_UNCLOSED = {"（": "）", "(": ")", "《": "》", "“": "”", "「": "」"}


@lru_cache(maxsize=2)
def _analysed(text: str) -> Columns:
    return Columns(read_lines(text))


def _find_wraps(text: str) -> list[Edit]:
    if "\n" not in text:
        return []
    columns = _analysed(text)
    lines = columns.lines
    joined = _chinese_joins(columns)
    for i in latin_joins(lines):
        joined[i] = True
    edits = []
    for i, join in enumerate(joined):
        if join:
            edits.append(seam(text, lines[i], lines[i + 1]))
    return edits


def _chinese_joins(columns: Columns) -> list[bool]:
    lines = columns.lines
    joined = [False] * len(lines)
    start = 0
    while start < len(lines):
        end = start
        while end + 1 < len(lines) and _goes_on(columns, start, end):
            end += 1
        if end > start and _is_paragraph(lines[start : end + 1]):
            joined[start:end] = [True] * (end - start)
        start = end + 1
    return joined


def _goes_on(columns: Columns, start: int, i: int) -> bool:
    # Whether line i goes on in the next; lines start to i are together already.
    line, following = columns.lines[i], columns.lines[i + 1]
    if line.width < NARROWEST // 2 or following.gap > 3:
        return False
    if line.role is Role.APART or following.role in (Role.APART, Role.START) or following.indented:
        return False
    if _inside_brackets(line, following):
        return True
    if following.text[0] in _NEVER_FIRST and line.han and following.gap <= 1 and line.open and columns.found:
        return True
    if not columns.found or not (line.han or following.han):
        return False
    column = columns.of(i)
    if column is None:
        return _small_print(columns, i)
    if following.gap and not (following.gap == 1 and column.gappy) and not _over_page(columns, column, start, i):
        return False
    if following.width > column.width + TOLERANCE + 2:
        return False
    if not _same_language(columns, column, start, i):
        return False
    return _sentence_goes_on(columns, column, start, i)


def _sentence_goes_on(columns: Columns, column: Column, start: int, i: int) -> bool:
    line, following = columns.lines[i], columns.lines[i + 1]
    full = line.width >= column.width - TOLERANCE or line.width + _first_unit(following) > column.width
    if following.role is Role.ITEM:
        return False
    if line.ending is End.SENTENCE:
        if not full or (following.role is not Role.TEXT and not column.explicit):
            return False
        # Where nothing else tells a new paragraph, its first line does: it lacks the width of the lost indent.
        return column.explicit or (following.open and following.width > column.width - TOLERANCE)
    if line.ending is End.COLON:
        return full
    if full:
        return True
    inside = i > start and columns.lines[i - 1].open and any(one.mark >= 0 for one in columns.lines[start : i + 1])
    if inside:
        return line.width >= 0.7 * column.width
    if line.role is Role.START and following.ending is End.SENTENCE:
        return line.width >= 0.7 * column.width
    # What is left is the first line of a paragraph, or a heading, which is short by chance.
    if line.width < (column.width - 5 if line.mark < 0 else min(column.width - 5, 0.85 * column.width)):
        return line.width >= column.width - 2 * TOLERANCE and columns.cuts_word(i)
    return line.mark >= 0 or not following.open or following.width > column.width - TOLERANCE


_UNBROKEN = re.compile(r"[(（“《‘]*[!-~]+")


def _first_unit(line: Line) -> int:
    # What could not be parted to fill up the line before.
    unbroken = _UNBROKEN.match(line.text)
    return width(unbroken[0]) if unbroken else 0


def _over_page(columns: Columns, column: Column, start: int, i: int) -> bool:
    # A page ends inside a sentence: full lines on both sides, more than one of them before.
    line, following = columns.lines[i], columns.lines[i + 1]
    return (
        i > start
        and line.open
        and line.width >= column.width - TOLERANCE
        and following.gap <= 3
        and following.role is Role.TEXT
        and (columns.own[i + 1] is column or following.ending is End.SENTENCE)
    )


def _same_language(columns: Columns, column: Column, start: int, i: int) -> bool:
    line, following = columns.lines[i], columns.lines[i + 1]
    if line.han == following.han:
        return True
    latin = i + 1 if line.han else i
    if len(columns.lines[latin].text.split()) < 3:
        return True
    # A line of nothing but English, inside a sentence of Chinese.
    return line.open and columns.own[latin] is column and (line.han or i > start)


def _inside_brackets(line: Line, following: Line) -> bool:
    # `（作者是某某大` + `学的教师）`
    if following.gap > 1 or line.width < 20 or line.ending is not End.OPEN:
        return False
    for opening, closing in _UNCLOSED.items():
        at = line.text.rfind(opening)
        if at < 0 or closing in line.text[at:]:
            continue
        closed = following.text.find(closing)
        if closed < 0 or opening in following.text[:closed]:
            continue
        if opening in "“「":
            # Verse is quoted too: only long lines of the same width are prose for sure.
            return line.width >= 60 and abs(line.width - following.width) <= 0.15 * line.width
        return opening in "（《" or line.width >= 40
    return False


def _small_print(columns: Columns, i: int) -> bool:
    # Footnotes are set smaller, so their lines are longer than the column.
    line, following = columns.lines[i], columns.lines[i + 1]
    column = columns.around(i)
    return (
        column is not None
        and line.ending is End.OPEN
        and line.mark >= 0
        and line.width > column.width + 4 * TOLERANCE
        and following.han
        and following.role is Role.TEXT
        and following.gap <= 1
        and following.width >= 0.85 * line.width
    )


def _is_paragraph(chain: list[Line]) -> bool:
    # Titles and labels set in two lines have no end and no clauses: they stay as they are.
    if _CLOSES.search(chain[-1].text) and chain[-1].ending is not End.CLAUSE:
        return len(chain) > 2 or any(line.mark >= 0 for line in chain) or chain[-1].ending is End.SENTENCE
    marked = sum(line.mark >= 0 for line in chain[:-1])
    return marked * (5 if len(chain) > 3 else 2) >= len(chain) - 1


_FOOTNOTE = re.compile(
    "(?<=[。！？])(?=请?(?:参见|參見|参考|參考|详见|詳見)|转?引自|轉引自|(?:数据|數據|资料|資料)?(?:来源|來源)"
    "|根据|根據|关于[^，。]{1,30}参见|关於[^，。]{1,30}參見|[见見][《：:]|同上|[注註][:：]|Cf\\.|See )"
)


def _find_bodies(text: str) -> list[Edit]:
    if "\n" not in text:
        return []
    columns = _analysed(text)
    lines = columns.lines
    edits: list[Edit] = []
    if not columns.found:
        return edits
    for i in range(1, len(lines)):
        line = lines[i]
        column = columns.around(i)
        if column is None or line.role is Role.APART or line.width <= column.width + 4 * TOLERANCE:
            continue
        if columns.of(i - 1) is not column or not lines[i - 1].open:
            continue
        # The paragraph's last words, then small print: wider than the column, and it begins as footnotes do.
        body = _FOOTNOTE.search(line.text)
        if body and body.start() <= column.width // 2:
            at = line.start + body.start()
            edits.append(Edit(at, at, "\n" * (1 + min(line.gap, 1))))
    return edits


FIXERS = (
    Fixer(
        "footnote-bodies", "A footnote that runs on behind the last words of a paragraph starts a line.", _find_bodies
    ),
    Fixer("hard-wraps", "Lines that a typesetter cut are joined: one paragraph, one line.", _find_wraps),
)
