"""How good an edge each place before a bracket is for a Chinese term."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from shuyu.mine._words import (
    BODIES,
    CONJUNCTIONS,
    COUNTRIES,
    GENERIC,
    GLOSSED,
    KINDS,
    MODIFIERS,
    SHORT_VERBS,
    STOP,
    TO,
)
from shuyu.mine.brackets import Shape
from shuyu.mine.cutting import cut, size
from shuyu.mine.sides import PREFIXES, EnglishSide, stems_of
from shuyu.text.fold import simplified_chars
from shuyu.text.segment import Segmenter, Word

LONGEST = 26
"""A longer run without an edge tells nothing."""
LONGEST_NAME = 40
"""The same for a name in quotation marks, or one that is given a short form."""

_COUNTED = re.compile(
    "[一二两兩三四五六七八九十百千万萬亿億几幾数數多首每半第0-9０-９.]+"
    "(?:[个個种種项項款名家位台次张張类類批套条條份组組步届届只隻支块塊年月日号號期章节節篇卷集部架艘辆輛艇颗顆枚座栋棟]|(?<=[0-9０-９]))\\Z"
)


@dataclass(frozen=True)
class Evidence:
    """What is known beside the text itself.

    Attributes:
        known: whether a string is a term of the store.
        document: the text of the whole document, to see where else a string stands.
    """

    known: Callable[[str], bool] | None = None
    document: str = ""


def scores(
    text: str, start: int, end: int, english: str | None, evidence: Evidence, segmenter: Segmenter
) -> tuple[list[Word], dict[int, float]]:
    """Weigh every edge before a bracket.

    Args:
        text: a passage.
        start: where the run of characters before the bracket begins.
        end: where it ends.
        english: what the brackets say; None for a Chinese short form.
        evidence: the store and the document.
        segmenter: what cuts words.

    Returns:
        the words of the run (places relative to `start`), and for the number of each word that the term may begin with
        how good an edge that is.
    """
    chunk = text[start:end]
    simplified = simplified_chars(chunk)
    words = cut(chunk, simplified, segmenter)
    side = EnglishSide.of(english) if english else None
    if side is not None:
        words = _without_repeated(chunk, words, english or "")
    found: dict[int, float] = {}
    if not words:
        return words, found
    last = simplified[words[-1].start : words[-1].end]
    if _COUNTED.match(last):
        return words, found
    if last in STOP and not (side is not None and side.has(last)):
        return words, found
    inside = 0.0
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        cost = _inside(words, simplified, at, side)
        if cost is None:
            break
        inside += cost
        if words[-1].end - word.start > (LONGEST if side else LONGEST_NAME):
            # No edge so far to the right is sure when the text runs on without a stop.
            return words, {}
        score = inside + _edge(text, start, words, simplified, at, side)
        if side is not None:
            score += 1.6 * side.fit(size(simplified, word.start, words[-1].end))
            score += _lexical(words, simplified, at, side)
            if side.shape is Shape.ACRONYM and _joins_and_differs(words[at:], simplified, side):
                score -= 1.0
        found[at] = score + _elsewhere(chunk[word.start : words[-1].end], chunk, words, at, evidence)
    return words, found


_SMALL = frozenset({"p", "r", "u", "ul", "uz", "ud", "uv", "y", "d"})
_PLACES = frozenset("上下中内外前后")


def _without_repeated(chunk: str, words: list[Word], english: str) -> list[Word]:
    # 人工智能AI（Artificial Intelligence）: the letters are no part of the Chinese term.
    last = words[-1] if words else None
    if last is None or last.tag != "eng":
        return words
    token = chunk[last.start : last.end]
    initials = "".join(w[0] for w in re.split(r"[\s\-]+", english) if w).upper()
    if token.upper() in {initials, english.upper()}:
        return words[:-1]
    return words


def _inside(words: list[Word], simplified: str, at: int, side: EnglishSide | None) -> float | None:
    # What it costs to take the word into the term; None when the term cannot hold it.
    word = words[at]
    plain = simplified[word.start : word.end]
    last = at == len(words) - 1
    if plain in CONJUNCTIONS:
        if at == 0 or last:
            return None
        if side is None or side.shape is Shape.COINED:
            return None if side else -0.2
        if side.shape is Shape.ACRONYM:
            # 消费者新闻与商业频道: the letters have to speak for what stands before the conjunction.
            return -0.6 if _spelled(words[:at], simplified, side) else -2.5
        return 0.4 if re.search(r"\band\b|\bor\b|&|/|\+", side.lower) else None
    if plain in TO and side is not None:
        return 0.2 if _signed(plain, side) else None
    if plain == "的" or word.tag == "uj":
        if last or at == 0:
            return None
        modifier = simplified[words[at - 1].start : words[at - 1].end]
        return -0.6 if side is not None and side.shape is Shape.WORDS and side.has(modifier) else -2.2
    if plain in STOP and side is not None and len(plain) > 1 and side.shape is Shape.ACRONYM and side.begins(plain):
        return -0.3
    if plain in STOP and side is not None and side.shape is Shape.WORDS and side.has(plain):
        return -0.2
    if plain in STOP:
        # 研究与开发: a verb that a conjunction follows is half of a name.
        following = simplified[words[at + 1].start : words[at + 1].end] if not last else ""
        return 0.0 if following in CONJUNCTIONS and len(plain) > 1 else None
    if plain.isdigit():
        return 0.0 if side is None or side.has(plain) else -1.5
    if _COUNTED.match(plain) and not last and not (side and side.has(plain)):
        return None
    if plain in "“”‘’—" or (word.tag == "x" and plain not in "·•‧-‑－&/+."):
        return -0.5 if plain == "—" and 0 < at < len(words) - 1 else None
    if len(plain) == 2 and word.tag == "v" and plain[1] in "在为于到至" and plain not in GLOSSED:
        # 附在, 标为: a verb that takes what follows.
        return None
    if word.tag == "q" and at and words[at - 1].tag == "eng":
        return None
    if not word.tag and re.search("[由被是把将从]", plain):
        return None
    if len(plain) == 1 and not last and word.tag in _SMALL and plain not in PREFIXES and plain not in "互全共总":
        return None
    if side is not None and not side.has(plain):
        if word.tag == "eng":
            return -1.5
        if side.shape is Shape.ACRONYM and side.has(plain) is False and at and plain not in COUNTRIES:
            return -0.4
    return 0.0


def _joins_and_differs(words: list[Word], simplified: str, side: EnglishSide) -> bool:
    # 计算和分析宇宙微波背景（CMB）: with a conjunction inside, every word has to speak for the letters.
    plain = [simplified[word.start : word.end] for word in words]
    return any(w in CONJUNCTIONS for w in plain) and any(
        side.has(w) is False for w in plain if w not in COUNTRIES and w not in CONJUNCTIONS
    )


def _signed(plain: str, side: EnglishSide) -> bool:
    # Whether the English has the preposition; `positionwise` and `rule-based` have it at the end of a word.
    return any(
        re.search(f"(?<![a-z]){sign}(?![a-z])", side.lower)
        or (sign == "2" and sign in side.lower)
        or (len(sign) > 3 and re.search(f"{sign}\\b", side.lower))
        for sign in TO[plain]
    )


def _spelled(words: list[Word], simplified: str, side: EnglishSide) -> bool:
    # Whether every word up to the last stop is one of the acronym's, a country apart.
    found = 0
    for word in reversed(words):
        plain = simplified[word.start : word.end]
        if plain in STOP or plain == "的":
            break
        if plain in COUNTRIES:
            continue
        if not side.has(plain):
            return False
        found += 1
    return found > 0


def _edge(text: str, start: int, words: list[Word], simplified: str, at: int, side: EnglishSide | None) -> float:
    # What the place to the left of a word says.
    word = words[at]
    plain = simplified[word.start : word.end]
    if at == 0:
        before = text[start - 1 : start]
        score = 2.4 if before and before in "）)" else 0.0 if before and before in "”’」』》〉" else 3.0
        if before == "、" and any(simplified[w.start : w.end] in CONJUNCTIONS for w in words):
            # 环境、社会及管治: the name may begin before the mark.
            score -= 3.0
    else:
        left = words[at - 1]
        neighbour = simplified[left.start : left.end]
        further = simplified[words[at - 2].start : words[at - 2].end] if at > 1 else ""
        modifies = side is not None and side.shape is Shape.WORDS and bool(side.has(further))
        score = _after(
            neighbour,
            left,
            at - 1,
            side,
            modifies,
            simplified.endswith(BODIES),
            further in STOP or further in CONJUNCTIONS or at == 1,
        )
    if at < len(words) - 1 and side is not None and not side.has(plain):
        # A verb of one character (讲自然语言处理), a measure (号台风), or what somebody does to a coined name.
        if plain in SHORT_VERBS or word.tag == "q":
            score -= 2.0
        elif side.shape is Shape.COINED and word.tag in {"v", "vn"}:
            score -= 1.0
    if word.tag == "v" and plain not in GLOSSED and at < len(words) - 1 and side is not None:
        score -= 1.8 if side.shape is Shape.COINED else 1.2
    if side is not None and side.shape is Shape.COINED:
        inside = words[at:]
        end = simplified[inside[-1].start : inside[-1].end]
        coined = any(not w.tag or side.has(simplified[w.start : w.end]) for w in inside)
        if (at == len(words) - 1 and plain in KINDS) or (end in GENERIC and not coined):
            score -= 3.0
    if word.end - word.start == 1 and at == len(words) - 1 and at:
        # One character alone: only behind a word that clearly ends before it.
        left = words[at - 1]
        if left.end - left.start == 1 and simplified[left.start] not in "的是为叫称即":
            score -= 2.0
    # A term seldom begins so, unless the English shows it.
    if plain in MODIFIERS and side is not None and side.shape is not Shape.ACRONYM:
        shown = any(w.startswith(stem) for w in side.words for stem in MODIFIERS[plain])
        score += 0.3 if shown else -2.0
    if plain in COUNTRIES and side is not None and at < len(words) - 1:
        score += _country(plain, simplified[: words[-1].end], side)
    return score


def _after(
    neighbour: str, left: Word, number: int, side: EnglishSide | None, modifies: bool, body: bool, alone: bool
) -> float:
    if neighbour in CONJUNCTIONS:
        if number == 0:
            return 2.6
        return 1.0 if side is None else 0.4 if side.shape is Shape.ACRONYM else 1.9
    if neighbour == "相关":
        return 3.0 if number == 0 else 0.4
    if neighbour.isdigit():
        # 2025世界人工智能大会
        return -1.0
    if neighbour in _PLACES and alone:
        # 利用中分辨率成像光谱仪: no place, since nothing stands before it.
        return -0.5
    if neighbour in TO and side is not None and _signed(neighbour, side):
        return -1.0
    if len(neighbour) == 2 and left.tag == "v" and neighbour[1] in "在为于到至" and neighbour not in GLOSSED:
        return 2.8
    if neighbour in STOP or _COUNTED.match(neighbour) or neighbour in TO:
        return 3.0
    if neighbour == "的":
        return 2.5 if not modifies else 0.6
    if neighbour in MODIFIERS:
        shown = side is not None and any(w.startswith(stem) for w in side.words for stem in MODIFIERS[neighbour])
        return -1.0 if shown else 2.3
    if len(neighbour) == 1 and left.tag in {*_SMALL, "f"}:
        return 2.6
    if neighbour in SHORT_VERBS and (side is None or not side.has(neighbour)):
        return 2.0
    if neighbour in COUNTRIES and side is not None:
        return -0.5 if side.has(neighbour) or (body and side.shape is Shape.ACRONYM) else 1.2
    if neighbour in KINDS and side is not None and side.shape is Shape.COINED:
        return 2.0
    if neighbour in KINDS and side is not None and side.name and not side.has(neighbour):
        return 1.0
    if left.tag == "eng":
        return 1.0
    if left.tag == "t":
        return 2.4
    if left.tag in {"v", "vd"} and len(neighbour) > 1 and neighbour not in GLOSSED:
        return 1.0
    if side is not None and side.shape is Shape.ACRONYM:
        return -0.8
    return -0.4 if len(neighbour) == 1 else 0.0


def _country(country: str, term: str, side: EnglishSide) -> float:
    if side.has(country) and side.shape is not Shape.ACRONYM:
        return 0.6
    body = term.endswith(BODIES)
    if side.shape is Shape.ACRONYM:
        return 0.2 if body or side.has(country) else -1.2
    return -1.5


def _lexical(words: list[Word], simplified: str, at: int, side: EnglishSide) -> float:
    # The first word inside, and the word left outside, against the English.
    first = simplified[words[at].start : words[at].end]
    score = 0.0
    inside = side.has(first)
    if inside is not None and side.shape is not Shape.COINED:
        if inside:
            score += (0.8 if side.shape is Shape.ACRONYM else 1.2) if side.begins(first) else 0.6
        elif first not in COUNTRIES:
            score -= 1.8 if side.shape is Shape.ACRONYM else 1.3
    if (
        side.shape is Shape.ACRONYM
        and len(words) - at >= side.size - 1
        and all(side.has(simplified[w.start : w.end]) for w in words[at:])
    ):
        score += 0.8
    if side.shape is not Shape.ACRONYM and all(side.has(simplified[w.start : w.end]) is False for w in words[at:]):
        # 卷积神经网络（LeNet）: a kind of thing and a name, not a term and its English.
        score -= 2.0
    uncovered = side.uncovered([simplified[w.start : w.end] for w in words[at:]])
    score += 1.5 if uncovered < 0 else -1.0 * uncovered
    if at < len(words) - 1 and side.uncovered([simplified[w.start : w.end] for w in words[at + 1 :]]) < 0:
        # What follows says all of the English without this word.
        score -= 1.2
    if at:
        left = simplified[words[at - 1].start : words[at - 1].end]
        outside = side.has(left)
        if outside is not None and side.shape is not Shape.COINED and left not in COUNTRIES:
            if side.shape is Shape.ACRONYM:
                score += -0.9 if outside else 0.4
            else:
                score += -1.6 if outside else 0.9
        elif outside and left.isascii():
            score -= 1.5
    return score


def _elsewhere(term: str, chunk: str, words: list[Word], at: int, evidence: Evidence) -> float:
    # The store, and the same string in other places of the document.
    score = 0.0
    if evidence.known is not None and len(term) > 1 and evidence.known(term):
        score += 3.0
    if not evidence.document or len(term) < 3 or "的" in term:
        return score
    times = evidence.document.count(term)
    if at and times > 1:
        longer = evidence.document.count(chunk[words[at - 1].start : words[-1].end])
        if longer == times:
            # It never stands without the word to its left.
            score -= 1.0
        elif at < len(words) - 1:
            # Words that everybody uses stand everywhere; a name that the table does not know stands for itself.
            name = any(stems_of(simplified_chars(chunk[w.start : w.end])) is None for w in words[at:])
            score += min(1.6, 0.8 * (times - longer)) if name else 0.4
    elif times > 1:
        score += 0.5
    return score
