"""Spaces that are none of a sentence's own."""

from __future__ import annotations

import re

from shuyu.text.clean.fixer import Fixer, shield
from shuyu.text.han import CLOSING, HAN, OPENING
from shuyu.text.spans import Edit

_ODD = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_SPACES = re.compile(f"(?<![ {_ODD}]) {{0,40}}[{_ODD}][ {_ODD}]*")
# One space before a line of Chinese is what a PDF leaves of an indent.
_LEFT_OF_INDENT = re.compile(f"^ (?=[{HAN}{OPENING}▶►■●◆★※]|[A-Za-z0-9]{{1,20}}[{HAN}])", re.MULTILINE)
_CHINESE_MARK = re.compile(f"[，。、；：？！…—{OPENING}{CLOSING}]")


def _find_odd(text: str) -> list[Edit]:
    edits = []
    for match in _ODD_SPACES.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        at_edge = before in ("", "\n", "\t") or after in ("", "\n", "\t")
        drop = at_edge or _CHINESE_MARK.match(before) or _CHINESE_MARK.match(after)
        edits.append(Edit(start, end, "" if drop else " "))
    return edits


def _find_indents(text: str) -> list[Edit]:
    kept_out = shield(text)
    return [Edit(*m.span(), "") for m in _LEFT_OF_INDENT.finditer(text) if not kept_out.touches(*m.span())]


_SPACED = re.compile(
    f"(?<![{HAN}])(?P<before>(?<=[{HAN}] ))?[{HAN}](?: [{HAN}，。、；：？！“”（）《》](?![{HAN}])){{4,}}"
    f"(?P<after>(?= [{HAN}]))?"
)
_UNPARTED = re.compile(f"[{HAN}]{{7}}")
_SPACED_TITLE = re.compile(
    f"^[ \t\u3000]{{0,40}}([{HAN}])([ \u3000]{{1,8}})([{HAN}])(?=[ \t\u3000]*[:：]?[ \t\u3000]*$)",
    re.MULTILINE,
)
_TITLES = frozenset(
    "目录 目錄 摘要 前言 引言 导言 導言 导论 導論 附录 附錄 后记 後記 结语 結語 结论 結論 绪论 緒論 序言 通知"
    " 公告".split()
)
# Sets that are listed with spaces, and so are no stretched word.
_LISTED = re.compile(
    "[一二三四五六七八九十百千〇零甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥东西南北中東春夏秋冬金木水火土日上下左右前后後大小男女"
    "赵趙钱錢孙孫李周吴吳郑鄭王冯馮陈陳褚卫衛蒋蔣沈韩韓杨楊朱秦尤许許何吕呂施张張孔曹严嚴华華魏陶姜刘劉黄黃林郭马馬高]+\\Z"
)
_BEFORE_MARK = re.compile(
    f"(?<=[{HAN}A-Za-z0-9”》）]) {{1,3}}(?=[，。、；：？！”）》」』】](?! ))|(?<=[“（《「『【]) {{1,3}}(?=[{HAN}])"
)


def _find_spaced(text: str) -> list[Edit]:
    edits: list[Edit] = []
    for match in _SPACED.finditer(text):
        start, end = match.span()
        left, right = match["before"] is not None, match["after"] is not None
        joined = match[0].replace(" ", "")
        if _LISTED.match(joined) or not _is_stretched(text, match, joined):
            continue
        edits += [Edit(at, at + 1, "") for at in range(start - left, end + right) if text[at] == " "]
    for match in _SPACED_TITLE.finditer(text):
        if match[1] + match[3] in _TITLES:
            edits.append(Edit(match.start(2), match.end(2), ""))
    taken = {edit.start for edit in edits}
    edits += [Edit(*m.span(), "") for m in _BEFORE_MARK.finditer(text) if m.start() not in taken]
    return sorted(edits, key=lambda edit: edit.start)


def _is_stretched(text: str, match: re.Match[str], joined: str) -> bool:
    # Stretched text is made of words; a list of surnames is not.
    from shuyu.text.clean.words import share_in_words

    share = share_in_words(joined)
    if match["before"] is None and match["after"] is None:
        return share >= 0.5
    # Beside words: in segmented text everything is parted, `拿 了 一 个 梯凳`; here only a piece of the line is.
    start, end = max(0, match.start() - 200), match.end() + 200
    line = text[max(text.rfind("\n", start, match.start()) + 1, start) : end].split("\n", 1)[0]
    return share >= (0.35 if _UNPARTED.search(line) else 0.8)


FIXERS = (
    Fixer(
        "spaced-characters",
        "Spaces inside stretched Chinese go (新 载 体 开 展), and before its punctuation.",
        _find_spaced,
    ),
)
LATE_FIXERS = (
    Fixer("odd-spaces", "No-break, em and ideographic spaces become plain ones; indents of them go.", _find_odd),
    Fixer("indents", "The one space that a PDF leaves of an indent goes.", _find_indents),
)
