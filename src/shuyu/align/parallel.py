"""Paragraphs of two versions in one order: one to one where their numbers agree, else only what is safe."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from shuyu.align.evidence import Measure, evidence, length_evidence, measure, probability
from shuyu.model.passage import Kind, Passage

MAX_CELLS = 4_000_000
"""A section of more paragraph pairs than this is searched only near its diagonal."""

# Log odds. A paragraph that has no counterpart; two that became one; the prior for two in the same order.
_SKIP = -1.0
_MERGE = -1.5
_IN_ORDER = 1.0
# What a pair needs where counts differ: much of its own, or a little and neighbours that fit.
_SAFE_ALONE = 3.5
_SAFE_AMONG = 1.5
_IMPOSSIBLE = -4.0
_FITS = 0.3
# All of a section in step is evidence of its own.
_IN_STEP = 2.0

Match = tuple[int, int, float]
"""Index in the Chinese list, index in the English one, log odds."""


def match(zh: Sequence[Passage], en: Sequence[Passage]) -> list[tuple[Passage, Passage, float]]:
    """The passages of two lists that translate each other, in order, with scores from 0 to 1.

    Where headings agree in number, each section is matched by itself. Equal numbers of paragraphs pair one to one
    unless lengths and anchors forbid it; elsewhere a dynamic programme finds the likeliest path, and only what is
    safe on it is given.

    Args:
        zh: Chinese passages in order.
        en: English passages in order.

    >>> zh = [Passage("模型的权重可以下载。", "zh-Hans", "a.zh.md", 1, 1)]
    >>> en = [Passage("The weights of the model can be downloaded.", "en", "a.en.md", 1, 1)]
    >>> [(left.line, right.line) for left, right, _ in match(zh, en)]
    [(1, 1)]
    """
    zh_measures = [measure(passage.text, chinese=True) for passage in zh]
    en_measures = [measure(passage.text, chinese=False) for passage in en]
    matches: list[Match] = []
    for (zh_from, zh_to), (en_from, en_to) in _sections(zh, en):
        zh_section, en_section = zh_measures[zh_from:zh_to], en_measures[en_from:en_to]
        equal = in_step(zh_section, en_section)
        section = (
            [(i, i, odds + _IN_STEP) for i, odds in enumerate(equal)]
            if equal is not None
            else safe_path(zh_section, en_section)
        )
        matches.extend((zh_from + i, en_from + j, odds) for i, j, odds in section)
    return [(zh[i], en[j], probability(odds)) for i, j, odds in matches]


def _sections(zh: Sequence[Passage], en: Sequence[Passage]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    starts = [
        [0, *(at for at, passage in enumerate(side) if passage.kind is Kind.HEADING and at), len(side)]
        for side in (zh, en)
    ]
    if len(starts[0]) != len(starts[1]):
        return [((0, len(zh)), (0, len(en)))]
    return list(zip(pairwise(starts[0]), pairwise(starts[1]), strict=True))


def in_step(zh: Sequence[Measure], en: Sequence[Measure]) -> list[float] | None:
    """The log odds of each pair when two lists run in step one to one, or None when they do not.

    Args:
        zh: measures of the Chinese passages.
        en: measures of the English ones.
    """
    if len(zh) != len(en):
        return None
    odds = [evidence(left, right) for left, right in zip(zh, en, strict=True)]
    fits = odds and min(odds) > _IMPOSSIBLE and sum(odds) / len(odds) > _FITS
    return odds if fits else None


def safe_path(zh: Sequence[Measure], en: Sequence[Measure]) -> list[Match]:
    """What is safe on the likeliest path through two lists that do not run in step.

    Args:
        zh: measures of the Chinese passages.
        en: measures of the English ones.
    """
    path = _path(zh, en)
    safe: list[Match] = []
    for at, (i, j, value) in enumerate(path):
        before = i == j == 0 or (at > 0 and path[at - 1][:2] == (i - 1, j - 1))
        last = i == len(zh) - 1 and j == len(en) - 1
        after = last or (at + 1 < len(path) and path[at + 1][:2] == (i + 1, j + 1))
        if value >= _SAFE_ALONE or (value >= _SAFE_AMONG and before and after):
            safe.append((i, j, value))
    return safe


def _path(zh: Sequence[Measure], en: Sequence[Measure]) -> list[Match]:
    # The likeliest monotone path; 2-1 and 1-2 keep it on course and are not given.
    n, m = len(zh), len(en)
    if not n or not m:
        return []
    width = m if n * m <= MAX_CELLS else max(abs(n - m) + 50, MAX_CELLS // (2 * n))
    best: list[dict[int, float]] = [{} for _ in range(n + 1)]
    back: list[dict[int, tuple[int, int, float]]] = [{} for _ in range(n + 1)]
    best[0][0] = 0.0
    for i in range(n + 1):
        centre = round(i * m / n)
        for j in range(max(0, centre - width), min(m, centre + width) + 1):
            if i == j == 0:
                continue
            choices: list[tuple[float, int, int, float]] = []
            if i:
                choices.append((best[i - 1].get(j, -math.inf) + _SKIP, 1, 0, 0.0))
            if j:
                choices.append((best[i].get(j - 1, -math.inf) + _SKIP, 0, 1, 0.0))
            if i and j:
                odds = evidence(zh[i - 1], en[j - 1])
                choices.append((best[i - 1].get(j - 1, -math.inf) + odds + _IN_ORDER, 1, 1, odds))
                if i > 1:
                    joined = length_evidence(_joined(zh[i - 2], zh[i - 1]), en[j - 1])
                    choices.append((best[i - 2].get(j - 1, -math.inf) + joined + _MERGE, 2, 1, 0.0))
                if j > 1:
                    joined = length_evidence(zh[i - 1], _joined(en[j - 2], en[j - 1]))
                    choices.append((best[i - 1].get(j - 2, -math.inf) + joined + _MERGE, 1, 2, 0.0))
            score, di, dj, odds = max(choices)
            if score > -math.inf:
                best[i][j] = score
                back[i][j] = (di, dj, odds)
    path: list[Match] = []
    i, j = n, m
    while i or j:
        di, dj, odds = back[i][j]
        if di == dj == 1:
            path.append((i - 1, j - 1, odds + _IN_ORDER))
        i, j = i - di, j - dj
    return path[::-1]


def _joined(first: Measure, second: Measure) -> Measure:
    return Measure(first.size + second.size, frozenset(), frozenset(), frozenset())
