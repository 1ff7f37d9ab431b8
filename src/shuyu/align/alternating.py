"""One file with paragraphs of both languages, one after the other.

Which language leads is settled for the whole document. Then every place where it changes over is weighed: the
passages themselves, how the lines stand, how regular the document is, and how much of it is in each language. A
Chinese article that quotes one English title must not give pairs, and a textbook's must not be missed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from shuyu.align.evidence import Measure, evidence, measure, probability
from shuyu.align.parallel import in_step, safe_path
from shuyu.languages import ENGLISH, is_chinese
from shuyu.model.passage import Kind, Passage
from shuyu.text.detect import language_of_label

# Log odds.
_LEAST = 0.5
_TOUCHING = 1.0
_FAR = -1.0
_OTHER_KIND = -0.7
_FAR_LINES = 5


@dataclass(frozen=True)
class _Line:
    passage: Passage
    chinese: bool
    measure: Measure


@dataclass(frozen=True)
class _Found:
    zh: Passage
    en: Passage
    odds: float


def match(passages: Sequence[Passage]) -> list[tuple[Passage, Passage, float]]:
    """The passages of one document that translate their neighbours, with scores from 0 to 1.

    Captions, headings such as 中文 and English, and passages in other languages are looked through.

    Args:
        passages: in the order of the document, without the cells of tables.

    >>> texts = ["模型的权重是公开的。", "The weights of the model are public.", "图1：架构"]
    >>> lines = [Passage(t, "en" if t.isascii() else "zh-Hans", "a.txt", i, i) for i, t in enumerate(texts, 1)]
    >>> [(zh.line, en.line) for zh, en, _ in match(lines)]
    [(1, 2)]
    """
    lines = [
        _Line(passage, chinese, measure(passage.text, chinese=chinese))
        for passage in passages
        if passage.kind is not Kind.CAPTION
        and language_of_label(passage.text) is None
        and ((chinese := is_chinese(passage.language)) or passage.language == ENGLISH)
    ]
    runs = [list(run) for _, run in groupby(lines, key=lambda line: line.chinese)]
    if len(runs) < 2:
        return []
    touching = sum(1 for a, b in pairwise(lines) if _gap(a, b) <= 1) / (len(lines) - 1)
    balance = _balance(sum(1 for line in lines if line.chinese), len(lines))
    attempts = [_led_by(runs, chinese, touching < 0.5, balance) for chinese in (True, False)]
    best = max(attempts, key=lambda found: sum(pair.odds for pair in found))
    return [(pair.zh, pair.en, probability(pair.odds)) for pair in best]


def _led_by(runs: Sequence[list[_Line]], chinese: bool, touching_tells: bool, balance: float) -> list[_Found]:
    # The pairs when every translation follows its original, which is in this language.
    found: list[_Found] = []
    good = bad = 0
    for first, second in pairwise(runs):
        if first[0].chinese is not chinese:
            continue
        pairs = [
            _Found(zh.passage, en.passage, odds + _layout(zh, en, first, second, touching_tells))
            for zh, en, odds in _between(*((first, second) if chinese else (second, first)), chinese)
        ]
        fitting = sum(1 for pair in pairs if pair.odds > 0)
        good += fitting
        bad += max(len(pairs) - fitting, 0 if fitting else 1)
        found.extend(pairs)
    regularity = math.log((good + 0.5) / (bad + 1))
    weighed = (_Found(pair.zh, pair.en, pair.odds + regularity + balance) for pair in found)
    return [pair for pair in weighed if pair.odds >= _LEAST]


def _between(zh: list[_Line], en: list[_Line], chinese_first: bool) -> list[tuple[_Line, _Line, float]]:
    zh_measures, en_measures = [line.measure for line in zh], [line.measure for line in en]
    if len(zh) == len(en):
        odds = in_step(zh_measures, en_measures)
        if odds is not None or len(zh) == 1:
            odds = odds or [evidence(zh_measures[0], en_measures[0])]
            return list(zip(zh, en, odds, strict=True))
    if len(zh) > 1 and len(en) > 1:
        return [(zh[i], en[j], odds) for i, j, odds in safe_path(zh_measures, en_measures)]
    # One against several: only the two that touch.
    left, right = (zh[-1], en[0]) if chinese_first else (zh[0], en[-1])
    return [(left, right, evidence(left.measure, right.measure))]


def _layout(zh: _Line, en: _Line, first: list[_Line], second: list[_Line], touching_tells: bool) -> float:
    odds = 0.0
    if (zh.passage.kind is Kind.HEADING) != (en.passage.kind is Kind.HEADING):
        odds += _OTHER_KIND
    if {id(zh), id(en)} == {id(first[-1]), id(second[0])}:
        gap = _gap(first[-1], second[0])
        if gap <= 1 and touching_tells:
            # Elsewhere in this document an empty line parts what does not belong together.
            odds += _TOUCHING
        elif gap > _FAR_LINES:
            odds += _FAR
    return odds


def _gap(first: _Line, second: _Line) -> int:
    return second.passage.line - first.passage.end_line


def _balance(chinese: int, count: int) -> float:
    # How much of the document can be in pairs at all.
    share = 2 * min(chinese, count - chinese) / count
    return 0.5 * math.log((share + 0.02) / (1 - share + 0.02))
