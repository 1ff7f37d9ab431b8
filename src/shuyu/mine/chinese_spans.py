"""Candidates in Chinese: jieba's words in a row, whose edges are no function words."""

from __future__ import annotations

import re
from functools import lru_cache

from shuyu.mine._function_words import ZH_EDGE, ZH_JOINS, ZH_PREFIXES, ZH_WEAK
from shuyu.mine.spans import HIDDEN, LONGEST, Spans, balanced, masked
from shuyu.text import han
from shuyu.text.fold import fold, simplified_chars
from shuyu.text.segment import Segmenter, Word, part_of_speech

_LONGEST_CHARACTERS = 24
_JOINING = frozenset("·•‧∙&-‐‑/'’+")
_BRACKETS = frozenset("()（）")
_NUMERAL = re.compile(r"[\d.,%]+|[一二三四五六七八九十百千万亿零〇两]+")
_COUNTED = re.compile(r"[\d一二三四五六七八九十百千万亿零〇两几数多]+[个种项次名位家倍天人件条张只些份批类款]")
_CALENDAR = re.compile("[年月日\\d]")
# Parts of speech in jieba's tags: what no term begins or ends with (a long word of some of them may), and verbs.
_SMALL = frozenset("p c uj ul ug uz ud uv d r y e o df dg u rr rz mq rg k f".split())
_LONG_ENOUGH = frozenset("dzofrp")
_VERBS = frozenset("v vd vi vq".split())
_CONJUNCTIONS = frozenset("和与及或")
_PREPOSITIONS = frozenset("以为在对由经将从被把于可亦并")
_AFTER_NUMBERS = frozenset("q m t".split())


def chinese_spans(text: str, segmenter: Segmenter) -> Spans:
    """The words and candidates of a Chinese text in either script.

    Args:
        text: a sentence or paragraph.
        segmenter: cuts its words.

    >>> from shuyu.text.segment import default_segmenter
    >>> found = chinese_spans("银行业推出了开源模型。", default_segmenter())
    >>> "开源模型" in found.keys, any(key.endswith("了") for key in found.keys)
    (True, False)
    """
    hidden = masked(text)
    simplified = simplified_chars(hidden)
    words = [part for word in segmenter.tagged(hidden) if word.tag != "x" for part in _parted(word, simplified)]
    plain = [simplified[word.start : word.end] for word in words]
    walls = [_wall(simplified, words, at) for at in range(len(words) + 1)]
    tags = [word.tag for word in words]
    begins = [_may_begin(plain, tags, walls, at) for at in range(len(words))]
    ends = [_may_stand(plain[at], tags[at]) and not _is_count(plain, tags, walls, at) for at in range(len(words))]
    keys = [_folded(word) for word in plain]
    first, last, found = [], [], []
    for start, begin in enumerate(begins):
        if not begin:
            continue
        brackets = False
        for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
            if end > start + 1:
                wall = walls[end - 1]
                if wall > 1 or words[end - 1].end - words[start].start > _LONGEST_CHARACTERS:
                    break
                brackets = brackets or wall == 1
            if not ends[end - 1]:
                continue
            if end == start + 1 and len(plain[start]) == 1 and tags[start][:1] not in ("n", "q"):
                continue
            if brackets and not balanced(simplified, words[start].start, words[end - 1].end):
                continue
            first.append(start)
            last.append(end)
            found.append("".join(keys[start:end]))
    left = [1.0 if walls[at] else _cleanness(plain[at - 1], tags[at - 1]) for at in range(len(words) + 1)]
    right = [1.0 if walls[at] else _cleanness(plain[at], tags[at]) for at in range(len(words) + 1)]
    content = [word not in ZH_WEAK for word in plain]
    return Spans(plain, [(w.start, w.end) for w in words], content, left, right, first, last, found)


def _parted(word: Word, simplified: str) -> list[Word]:
    # The hidden Markov model joins function words to what it does not know (池及, 为具, 及惠誉): part them again.
    if word.tag or word.end - word.start < 2 or not han.is_han(simplified[word.start]):
        return [word]
    start, end = word.start, word.end
    before, behind = [], []
    while end - start > 1 and _is_glued(simplified[start], simplified[start + 1 : end]):
        before.append(Word(start, start + 1, part_of_speech(simplified[start])))
        start += 1
    while end - start > 1 and _is_glued(simplified[end - 1], simplified[start : end - 1]):
        behind.append(Word(end - 1, end, part_of_speech(simplified[end - 1])))
        end -= 1
    return [*before, Word(start, end, part_of_speech(simplified[start:end])), *reversed(behind)]


def _is_glued(character: str, rest: str) -> bool:
    # No name begins or ends with a conjunction; with a preposition some do (以太坊), so what is left must be a word.
    return character in _CONJUNCTIONS or (character in _PREPOSITIONS and part_of_speech(rest) != "")


def _wall(text: str, words: list[Word], at: int) -> int:
    # What parts a word from the one before: 0 nothing, 1 a bracket, 2 a mark or the end of the text.
    if at in (0, len(words)):
        return 2
    between = text[words[at - 1].end : words[at].start]
    if not between or between == " ":
        return 0
    marks = set(between) - {" "}
    if marks <= _JOINING:
        return 0
    return 1 if marks <= _BRACKETS | _JOINING else 2


@lru_cache(maxsize=1 << 16)
def _may_stand(word: str, tag: str) -> bool:
    if word in ZH_EDGE or HIDDEN in word:
        return False
    if tag == "eng":
        return len(word) > 1
    if tag == "m" and _COUNTED.fullmatch(word):
        return False
    if tag == "t":
        return not _CALENDAR.search(word)
    return tag not in _SMALL or (len(word) > 1 and tag[0] in _LONG_ENOUGH)


def _may_begin(plain: list[str], tags: list[str], walls: list[int], at: int) -> bool:
    word, tag = plain[at], tags[at]
    if word in ZH_PREFIXES:
        return at + 1 < len(plain) and not walls[at + 1]
    if not _may_stand(word, tag) or (tag[:1] in ("m", "q", "f") and len(word) == 1 and not _NUMERAL.fullmatch(word)):
        return False
    if _NUMERAL.fullmatch(word):
        # 二十国集团, and not 二十个.
        following = at + 1
        if at and not walls[at] and (_NUMERAL.fullmatch(plain[at - 1]) or tags[at - 1] in ("m", "eng")):
            return False
        return following < len(plain) and not walls[following] and tags[following] not in _AFTER_NUMBERS
    return True


def _is_count(plain: list[str], tags: list[str], walls: list[int], at: int) -> bool:
    # 三个: what ends in a measure behind a number counts something; 汇聚层 does not.
    if _NUMERAL.fullmatch(plain[at]):
        return True
    return tags[at] in ("q", "m") and at > 0 and not walls[at] and tags[at - 1] == "m"


@lru_cache(maxsize=1 << 16)
def _cleanness(word: str, tag: str) -> float:
    if HIDDEN in word:
        return 1.0
    if word in ZH_JOINS:
        # 证券及 | 期货事务监察委员会: what a conjunction joins may be half of a name.
        return 0.5
    if word in ZH_EDGE or (tag in _SMALL and tag != "m" and tag != "f"):
        return 0.9
    if tag in ("m", "q", "t", "f"):
        return 0.7
    return 0.6 if tag in _VERBS else 0.0


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    return fold(word)
