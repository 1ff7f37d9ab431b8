"""Footnote marks in running text, and marks left alone on a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuyu.text.clean.fixer import Fixer, shield, without_line
from shuyu.text.han import HAN
from shuyu.text.spans import Edit

_CIRCLED = "①-⑳㉑-㉟㊱-㊿"
_RAISED = "⁰¹²³⁴-⁹"
_ENDS = "，。、；：？！,.;:?!”’」』）)》】…"
_MARK = re.compile(
    f"(?P<circled>[{_CIRCLED}]+)"
    f"|(?P<raised>[{_RAISED}]{{1,3}}(?:[⁻﹐,，][{_RAISED}]{{1,3}}){{0,4}})"
    r"|(?P<square>[\[［〔](?:注|註|\^)?\d{1,3}(?:[-–,，、~～] ?\d{1,3}){0,6}[\]］〕])"
)
# What a mark can stand behind: a Chinese word, the close of a quote or bracket, the end of a clause.
_WORD_BEFORE = re.compile(f"[{HAN}”’」』）》〉％%]\\Z")
_CLAUSE_BEFORE = re.compile("[。！？；，：、]\\Z")
# `见①`, `步骤①`, `图①`, `文献[3]`: there the mark is a word of the sentence.
_NAMED = (
    "(?:[第从從向往见見图圖表式例步注註由和与與及或至到把将將对對按照如即为為选選是中在个個条條款项項组組]"
    "|步骤|步驟|公式|文献|文獻|情形|方案|选项|選項|要素|环节|環節|数组|數組|列表|元素|下标|下標|索引|变量|變量"
    "|序号|序號|编号|編號)"
)
_NAMED_BEFORE = re.compile(f"{_NAMED}\\Z")
_NAMED_CIRCLE = re.compile(f"{_NAMED}[{_CIRCLED}]")
# `问题①` names one, `议题①` with a footnote below refers: only the footnote tells them apart.
_MAYBE_NAMED_BEFORE = re.compile("[题題]\\Z")
_METRES = re.compile("(?:米|尺|寸|里|公分)\\Z")
_ALONE = re.compile(
    f"^[ \t\u3000]*(?:[{_CIRCLED}]|[{_RAISED}]{{1,3}}|[\\[［〔]\\d{{1,3}}[\\]］〕])[ \t\u3000]*$", re.MULTILINE
)
_BODY = re.compile(f"^[ \t\u3000]*(?:[{_CIRCLED}]|[{_RAISED}]{{1,3}}|[\\[［〔]\\^?\\d{{1,3}}[\\]］〕]:?)", re.MULTILINE)
_LATIN_CLAUSE = re.compile('[.,;!?"”]\\Z')


def _find_marks(text: str) -> list[Edit]:
    kept_out = shield(text)
    marks = [m for m in _MARK.finditer(text) if not kept_out.touches(*m.span())]
    if not marks:
        return []
    bodies = {_key(m[0]) for m in _BODY.finditer(text)}
    if any(m[0].strip() in "①②③④⑤⑥⑦⑧⑨⑩" for m in _ALONE.finditer(text)):
        # A label that lost its footnote: then all of them are footnotes.
        bodies |= set("①②③④⑤⑥⑦⑧⑨⑩")
    ascending = _ascending(marks)
    edits: list[Edit] = []
    for chain in _chains(marks):
        known = _key(chain[0][0]) in bodies
        if _is_footnote(text, chain[0], text[chain[-1].end() : chain[-1].end() + 1], known=known, ascending=ascending):
            edits += [Edit(m.start(), m.end(), "") for m in chain]
    return edits


def _chains(marks: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    # `…的[1][2]`: what stands on each other's heels refers together.
    chain: list[re.Match[str]] = []
    for mark in marks:
        if chain and chain[-1].end() != mark.start():
            yield chain
            chain = []
        chain.append(mark)
    yield chain


def _key(mark: str) -> str:
    return re.sub("[\\s:^\\[\\]［］〔〕注註]", "", mark)


def _ascending(marks: list[re.Match[str]]) -> bool:
    # Footnotes in square brackets are counted through a text; indices are not.
    numbers = [int(digits[0]) for m in marks if m["square"] and (digits := re.search("\\d+", m[0]))]
    return len(set(numbers)) >= 2 and numbers == sorted(numbers) and 0 not in numbers


def _is_footnote(text: str, match: re.Match[str], after: str, *, known: bool, ascending: bool) -> bool:
    start, end = match.span()
    line_start = max(text.rfind("\n", max(0, start - 400), start) + 1, start - 400, 0)
    before = text[max(line_start, start - 8) : start]
    ends_here = after in ("", "\n") or after in _ENDS
    if match["square"] and _LATIN_CLAUSE.search(before) and not _WORD_BEFORE.search(before):
        return ascending and (after in ("", "\n", " "))
    if _NAMED_BEFORE.search(before) or (_MAYBE_NAMED_BEFORE.search(before) and not known):
        return False
    if match["raised"]:
        if _METRES.search(before) and match[0] in "²³":
            return False
        return bool(_WORD_BEFORE.search(before) or _CLAUSE_BEFORE.search(before))
    if _CLAUSE_BEFORE.search(before):
        # `如下。①数据。②算力。` counts, `……的三倍。①` at the end of a paragraph refers.
        return (before[-1] in "。！？；，" and after in ("", "\n")) or (match["square"] is not None and ascending)
    if not _WORD_BEFORE.search(before):
        return False
    if match["square"]:
        return "0" not in _key(match[0]).split(",") and (ends_here or ascending or known)
    if len(match[0]) > 1 or _NAMED_CIRCLE.search(text, line_start, end):
        return False
    return (ends_here or known) and not _counts(text, line_start, start, end)


def _counts(text: str, line_start: int, start: int, end: int) -> bool:
    # `①数据②算力③模型` counts: the first number opens a list, at the start of a line or behind a colon or comma.
    line_end = text.find("\n", end, end + 400)
    line = text[max(line_start, start - 400) : line_end if line_end >= 0 else end + 400]
    first = re.search("(?:^|[：:；;，,、。（(\\s])①", line)
    return first is not None


def _find_alone(text: str) -> list[Edit]:
    kept_out = shield(text)
    alone = (match.span() for match in _ALONE.finditer(text))
    return [Edit(*without_line(text, *span), "") for span in alone if not kept_out.touches(*span)]


FIXERS = (
    Fixer("footnote-marks", "Footnote marks behind Chinese words go (①, [1], ¹).", _find_marks),
    Fixer("lone-marks", "Lines that hold nothing but a footnote mark go.", _find_alone),
)
