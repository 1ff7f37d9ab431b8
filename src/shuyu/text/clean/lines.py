"""The lines of a text as a typesetter left them: what each is, how wide it is, how it ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from enum import Enum

from shuyu.text.clean.fixer import shield
from shuyu.text.han import CLOSING, HAN, HANGUL, KANA

MAX_WIDTH = 210
"""Columns. Nobody wraps wider, even with a footnote run on: a longer line is a paragraph."""

TOO_WIDE = MAX_WIDTH + 1
TOLERANCE = 3
"""By how many columns full lines differ: some punctuation may not begin a line, and fonts differ."""
NARROWEST = 16
"""Eight characters: the narrowest newspaper column."""

_WIDE_RUN = re.compile(
    f"[{HAN}{KANA}{HANGUL}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6\ufe30-\ufe6f—…①-⑳㉑-㉟㊱-㊿ㄅ-ㄯ]+"
)


def width(text: str) -> int:
    """Columns of `text`: two for what fills a square. Curly quotes count one, as proportional fonts set them.

    >>> width("以“AI”为名")
    10
    """
    return len(text) + sum(map(len, _WIDE_RUN.findall(text)))


class Role(Enum):
    """What a line can be part of."""

    TEXT = "text"
    ITEM = "item"
    """A list item: begins something, may be continued."""
    SOFT = "soft"
    """Begins something where the sentence before has ended, goes on where it has not: 第一，（1）, 图1"""
    START = "start"
    """Begins something whatever stands before: a caption, a byline."""
    APART = "apart"
    """A heading, a table row, code, figures: never joined."""


class End(Enum):
    """How a line ends."""

    SENTENCE = "sentence"
    COLON = "colon"
    CLAUSE = "clause"
    """A comma or enumeration comma."""
    OPEN = "open"
    """Inside a clause."""


_APART = re.compile(
    r"#{1,6}[ \t]|>|\||[-*_=~—·.]{3,}\s*\Z|<[A-Za-z/!]|\[\^?[^\[\]]{1,100}\]:|(?:https?|ftp)://\S+\Z|`{3}|!\["
    r"|[^\w]*\Z|[\W\d_]+\Z|\d{4}-\d\d-\d\d[ T]\d\d:\d\d|[\[{].*[\]}],?\Z|[\w.]+\(.*\)[;:]?\Z|(?:\S ){4,40}\S\Z"
)
_COLUMNS = re.compile(r"\S(?:\t| {3,}| {2,}(?=\S+ {2,}\S))\S")
_CELLS = re.compile(r"\|.*\||\s\|\s")
_START = re.compile(
    r"[▶►▲△■□◆◇★☆※]|【|(?:附图|附圖|附表|Figure|Fig\.|Table)\s?\d|[上下左右]?[图圖](?:为|為|[:：])"
    r"|本[报報刊](?:讯|訊|记者|記者)|新[华華]社(?:发|發|[^，。]{1,8}\d{1,2}月)|(?:——|--)\s?(?:摘|来源|來源|选自)"
    r"|[（(](?:记者|記者|作者|来源|來源|责|責|编辑|編輯|本文|文/|图/|摄影|攝影|完[)）])"
    r"|(?:作者|记者|記者|责编|責編|责任编辑|責任編輯|编辑|編輯|编译|編譯|摄影|攝影|来源|來源|资料来源|資料來源|数据来源|數據來源"
    r"|关键词|關鍵詞|摘要|注释|註釋|注|註|参考文献|參考文獻|日期|地址|电话|電話|邮箱)\s?[:：]"
)
_ITEM = re.compile(
    r"[-*+·–]\s(?=\S)|[•●○▪‣◦]|\d{1,3}(?:[)）、．]|\.(?!\d))|[a-zA-Z][.)、]\s"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节節条條编編部篇讲講课課]|[QA][:：]"
)
_NUMBERED = re.compile(
    r"[（(](?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z]|[ivx]{1,4})[)）]|[①-⑳㉑-㉟㊱-㊿❶-❿]|[\[［〔]\d{1,3}[\]］〕]"
    r"|[图圖表]\s?\d|第?[一二三四五六七八九十]{1,3}[、，,：:是]|其[一二三四五]|[首其再][先次][，,]|最[后後][，,]|此外[，,]"
    r"|[一二三四五六七八九十]{1,2}[来來者][，,]"
)
_SENTENCE = re.compile(rf"[。！？；…!?;][{CLOSING}\"'）)\]]*\Z|(?<![\d.])\.[{CLOSING}\"')\]]*\Z")
_COLON = re.compile("[：:﹕]\\Z")
_CLAUSE = re.compile("[，、,]\\Z")
_MARK_INSIDE = re.compile("[，、：；。！？,:;](?=.)")
_HAN_ONE = re.compile(f"[{HAN}]")
_LETTER = re.compile(rf"[{HAN}A-Za-z\u00c0-\u024f]")


class Line:
    """One line that holds something; what it is, is found out when it is asked for.

    Attributes:
        start: where its first visible character is.
        end: where its last one ends.
        text: what is between.
        gap: how many empty lines stand before it.
        left: how many columns stand before its text.
        width: its columns, with its indent; `TOO_WIDE` for a line that nobody wrapped.
        indented: whether it begins further in than most lines.
    """

    __slots__ = ("_ending", "_han", "_mark", "_role", "end", "gap", "indented", "left", "start", "text", "width")

    def __init__(self, start: int, text: str, gap: int = 0, left: int = 0, *, code: bool = False) -> None:
        self.start = start
        self.end = start + len(text)
        self.text = text
        self.gap = gap
        self.left = left
        self.indented = False
        self.width = TOO_WIDE if code or len(text) > MAX_WIDTH else min(width(text), TOO_WIDE)
        self._role: Role | None = Role.APART if self.width == TOO_WIDE else None
        self._ending: End | None = None
        self._han: bool | None = None
        self._mark: int | None = None

    @property
    def role(self) -> Role:
        """What it can be part of."""
        if self._role is None:
            self._role = _role(self.text)
        return self._role

    @property
    def ending(self) -> End:
        """How it ends."""
        if self._ending is None:
            self._ending = _ending(self.text)
        return self._ending

    @property
    def han(self) -> bool:
        """Whether it has any Chinese."""
        if self._han is None:
            self._han = _HAN_ONE.search(self.text) is not None
        return self._han

    @property
    def mark(self) -> int:
        """Where its first clause mark before its end is; -1 without one."""
        if self._mark is None:
            inside = _MARK_INSIDE.search(self.text)
            self._mark = inside.start() if inside else -1
        return self._mark

    @property
    def open(self) -> bool:
        """Whether the sentence goes on."""
        return self.ending in (End.CLAUSE, End.OPEN)

    def indent(self, columns: int) -> None:
        """Note that it begins `columns` further in than most lines."""
        self.indented = True
        self.width = min(self.width + columns, TOO_WIDE)

    def set_role(self, role: Role) -> None:
        """Say what it is, when the lines around it told."""
        self._role = role


def _role(text: str) -> Role:
    if _APART.match(text) or not _LETTER.search(text) or _COLUMNS.search(text) or _CELLS.search(text):
        return Role.APART
    if len(_LETTER.findall(text)) * 5 < len(text) * 2 and not _HAN_ONE.search(text):
        return Role.APART
    if _START.match(text):
        return Role.START
    if _ITEM.match(text):
        return Role.ITEM
    return Role.SOFT if _NUMBERED.match(text) else Role.TEXT


def _ending(text: str) -> End:
    if _SENTENCE.search(text):
        return End.SENTENCE
    if _COLON.search(text):
        return End.COLON
    return End.CLAUSE if _CLAUSE.search(text) else End.OPEN


def read_lines(text: str) -> list[Line]:
    """The lines of `text` that hold something."""
    kept_out = shield(text)
    found: list[Line] = []
    at = gap = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            at_text = len(raw) - len(raw.lstrip())
            # An address or a word of code may stand in a line of prose; a fence is all code.
            stop = at + len(raw)
            code = kept_out.touches(at, at + 1) and kept_out.touches(stop, stop + 1)
            found.append(Line(at + at_text, stripped, gap, width(raw[:at_text]), code=code))
            gap = 0
        else:
            gap += 1
        at += len(raw) + 1
    usual = Counter(line.left for line in found if line.width < TOO_WIDE).most_common(1)
    for line in found:
        if usual and line.left > usual[0][0]:
            line.indent(line.left - usual[0][0])
    _mark_rows(found)
    _mark_lists(found)
    return found


def _runs(lines: list[Line], shape: Callable[[Line], object], least: int) -> Iterator[Line]:
    # Lines that follow each other and have one shape; the first of them may stand behind a gap of its own.
    run: list[Line] = []
    last: object = None
    for line in lines:
        found = shape(line)
        if run and found and found == last and (len(run) == 1 or line.gap == run[-1].gap):
            run.append(line)
            continue
        if len(run) >= least:
            yield from run
        run, last = ([line] if found else []), found
    if len(run) >= least:
        yield from run


def _mark_rows(lines: list[Line]) -> None:
    for line in (
        *_runs(lines, _positions, 4),
        *_runs(lines, lambda line: _positions(line)[1:] and _positions(line), 3),
        *_runs(lines, _fields, 4),
        *_runs(lines, _entry, 2),
        *_runs(lines, _verse, 3),
    ):
        line.set_role(Role.APART)


def _mark_lists(lines: list[Line]) -> None:
    for line in (*_runs(lines, _speaker, 3), *_runs(lines, _numbered, 2)):
        if line.role is not Role.APART:
            line.set_role(Role.ITEM)


_MARK = re.compile("[，、：；,:;]")
_FIELD = re.compile("[,;|](?! )")
_ENTRY = re.compile(f"[{HAN}（）()·]{{1,20}} ?[,，:：—-] ?[A-Za-z][A-Za-z0-9 ,.'’()/-]*\\Z")
_SPEAKER = re.compile(f"[{HAN}A-Za-z·]{{1,6}}[：:](?=.)")


def _positions(line: Line) -> tuple[int, ...]:
    # `张三，男，北京`: rows break at the same places. What ends a sentence is no row.
    if not NARROWEST - TOLERANCE <= line.width <= MAX_WIDTH or not _MARK.search(line.text):
        return ()
    if line.ending is End.SENTENCE:
        return ()
    return tuple(m.start() for m in _MARK.finditer(line.text))


def _fields(line: Line) -> int:
    # `1,张三,,北京`: rows have as many fields.
    if not NARROWEST - TOLERANCE <= line.width <= MAX_WIDTH or not _FIELD.search(line.text):
        return 0
    count = len(_FIELD.findall(line.text))
    return count if count > 1 else 0


def _entry(line: Line) -> bool:
    return line.width < TOO_WIDE and _ENTRY.match(line.text) is not None


def _verse(line: Line) -> int:
    # Lines of one length that all end a sentence: of wrapped lines, one in fifteen does.
    if not NARROWEST - TOLERANCE <= line.width <= MAX_WIDTH or line.ending is not End.SENTENCE:
        return 0
    return len(line.text)


def _speaker(line: Line) -> bool:
    return line.width < TOO_WIDE and _SPEAKER.match(line.text) is not None


def _numbered(line: Line) -> bool:
    return line.width < TOO_WIDE and _NUMBERED.match(line.text) is not None
