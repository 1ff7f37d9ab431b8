"""Where a term begins that ends before a bracket.

Nothing marks the left edge of a Chinese term. Words are cut, and every edge between them is weighed: what stands to
its left (a quotation mark, a preposition, another noun), whether the length fits the English, whether the words inside
are those of the English (or of its letters, for an acronym), whether the store or the rest of the document knows the
term. The best edge is taken only where it is clearly better than the next: leaving out is better than guessing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from shuyu.mine._words import CONJUNCTIONS, COUNTRIES, KINDS, STOP, TRANSLITERATION
from shuyu.mine.brackets import Shape
from shuyu.mine.cutting import cut, size
from shuyu.mine.sides import EnglishSide
from shuyu.mine.weigh import LONGEST, LONGEST_NAME, Evidence, scores
from shuyu.text import han
from shuyu.text.fold import simplified_chars
from shuyu.text.segment import Segmenter, Word

# What a chunk before a bracket is made of; a space only between Han and Latin.
_CHUNK = re.compile(
    f"(?:[{han.HAN}A-Za-z0-9À-ɏ·•‧&/+\\-‑—－%.]"
    f"|(?<=[A-Za-z0-9]) (?=[{han.HAN}A-Za-z0-9])|(?<=[{han.HAN}]) (?=[A-Za-z0-9]))+\\Z"
)
_QUOTED = {"”": "“", "’": "‘", "」": "「", "』": "『", "》": "《", "〉": "〈", '"': '"'}
_TERM = re.compile(f"[{han.HAN}A-Za-z0-9À-ɏ·•‧&/+\\-‑–—.：:、，,！!？? ]+")

_LATIN_BEFORE = re.compile(r"[A-Za-z0-9] ?[&+/,.:’'] ?\Z")

_NEVER_INSIDE = frozenset("的 是 为 叫 称 即 名为 称为 叫做 以及 和 与 或 及 所谓 所谓的".split())
_TWOFOLD = frozenset("使用 应用 利用 运用 研究 设计 开发 管理 服务 支持 提供 推动 构建".split())

TAKE = 1.3
"""The least score of an edge that is taken."""
LEAD = 0.7
"""By how much it must be better than the next."""


def chinese_term(
    text: str, end: int, english: str | None, evidence: Evidence, segmenter: Segmenter
) -> tuple[int, int] | None:
    """The Chinese term that ends at `end`.

    Args:
        text: a passage.
        end: the place of the bracket.
        english: what the brackets say it is called; None when they give a Chinese short form.
        evidence: the store and the document.
        segmenter: what cuts words.

    Returns:
        its span, or None where its edge is not clear.
    """
    while end > 0 and text[end - 1] in " *":
        end -= 1
    if end and text[end - 1] in _QUOTED:
        return _quoted(text, end)
    match = _CHUNK.search(text, max(0, end - 3 * LONGEST), end)
    if match is None or not han.has_han(match.group()):
        return None
    start = match.start()
    chunk = match.group()
    if _LATIN_BEFORE.search(text, max(0, start - 12), start) and chunk[0].isascii():
        # LF AI & Data基金会: the name begins before what may stand inside a chunk.
        return None
    if "·" in chunk or "•" in chunk or "‧" in chunk:
        name = _foreign_name(text, start, end, segmenter)
        # A part of a foreign name is worse than none.
        if name is not None or text.rfind("·", start, end) > end - 8:
            return name
    return _weighed(text, start, end, english, evidence, segmenter)


def _quoted(text: str, end: int) -> tuple[int, int] | None:
    opener = text.rfind(_QUOTED[text[end - 1]], 0, end - 1)
    if opener < 0 or end - opener > LONGEST_NAME:
        return None
    inside = text[opener + 1 : end - 1]
    if not inside or not han.has_han(inside) or re.search(" [-–—] |  ", inside):
        return None
    sentence = text[end - 1] not in "》〉" and re.search("[。！？；，,：:]", inside)
    return None if sentence or not _TERM.fullmatch(inside) else (opener + 1, end - 1)


def _foreign_name(text: str, start: int, end: int, segmenter: Segmenter) -> tuple[int, int] | None:
    # 总裁马克·安德森: from the first middle dot to the left as long as the characters transliterate.
    dot = min(at for at in (text.find(mark, start, end) for mark in "·•‧") if at >= 0)
    rest = simplified_chars(re.sub("[·•‧A-Za-z. \\-]", "", text[dot:end]))
    if not rest or not all(character in TRANSLITERATION for character in rest):
        return None
    at = dot
    simplified = simplified_chars(text[start:dot])
    while at > start and (simplified[at - 1 - start] in TRANSLITERATION or simplified[at - 1 - start].isascii()):
        at -= 1
    if at == dot or dot - at > 6:
        return None
    # A word that ends in such a character (总统, 公司) is no part of the name.
    for word in segmenter.tagged(text[start:dot]):
        if word.start + start < at < word.end + start:
            return None
        plain = simplified[word.start : word.end]
        if word.start + start == at and (plain in KINDS or plain in STOP or plain in COUNTRIES):
            at = word.end + start
        elif word.end + start == at and not word.tag:
            # 弗雷得里克: what stands before is no word, so it may belong to the name.
            return None
    return (at, end) if at < dot else None


def _weighed(
    text: str, start: int, end: int, english: str | None, evidence: Evidence, segmenter: Segmenter
) -> tuple[int, int] | None:
    words, found = scores(text, start, end, english, evidence, segmenter)
    if not found:
        return None
    ranked = sorted(found.items(), key=lambda item: -item[1])
    best, score = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else -9.0
    if score < TAKE or score - second < LEAD:
        return None
    first, last = start + words[best].start, start + words[-1].end
    if best and english and _says_more(text[start:end], words, best, english):
        return None
    if last - first == 1 and score < TAKE + 0.6:
        return None
    found_han = [c for c in simplified_chars(text[first:last]) if han.is_han(c) and c not in CONJUNCTIONS]
    # A和B is no Chinese term.
    return (first, last) if len(found_han) > 1 or len(found_han) == last - first else None


def _says_more(chunk: str, words: Sequence[Word], best: int, english: str) -> bool:
    # Whether the English shows that the term begins before the edge. 负责任人工智能许可证（Responsible AI License）:
    # every Chinese word is accounted for, and how the English begins is left over. 使用限制（use restriction）: there
    # is less than a word of Chinese for each of English, and the word before may introduce a term or begin one.
    side = EnglishSide.of(english)
    if side.shape is not Shape.WORDS:
        return False
    simplified = simplified_chars(chunk)
    left = simplified[words[best - 1].start : words[best - 1].end]
    inside = [simplified[word.start : word.end] for word in words[best:]]
    if side.uncovered(inside) > 0 and not any(side.begins(word) for word in inside):
        return left not in _NEVER_INSIDE
    return left in _TWOFOLD and han.count_han("".join(inside)) <= len(side.words)


def supported(chinese: str, english: str, segmenter: Segmenter) -> bool:
    """Whether a Chinese name in brackets may be what the English before it is called, and does not only explain it.

    >>> from shuyu.text.segment import default_segmenter
    >>> [supported(zh, "WHO", default_segmenter()) for zh in ("世界卫生组织", "公共服务")]
    [True, False]
    """
    simplified = simplified_chars(chinese)
    side = EnglishSide.of(english)
    words = [simplified[word.start : word.end] for word in cut(chinese, simplified, segmenter)]
    if any(word in STOP and not side.has(word) for word in words):
        return False
    said = [side.has(word) for word in words]
    if side.shape is Shape.COINED:
        return said.count(True) > 0 or sum(c in TRANSLITERATION for c in simplified) * 2 > len(simplified)
    if side.fit(size(simplified, 0, len(simplified))) < -2.0:
        return False
    if side.size == 1 or side.shape is Shape.ACRONYM:
        return said.count(True) > 0
    return said.count(True) >= max(1, said.count(False))
