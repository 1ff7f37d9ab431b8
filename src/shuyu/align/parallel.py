"""Paragraphs of two versions in one order: one to one where their numbers agree, else only what is safe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from shuyu.align.evidence import Measure, evidence, measure, probability
from shuyu.model.passage import Kind, Passage

MAX_CELLS = 300_000
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
    steps = _path(zh, en)
    safe: list[Match] = []
    for at, step in enumerate(steps):
        if step.kind != (1, 1):
            continue
        # Skipped paragraphs on either side leave open whether the path is right here.
        fits = (at == 0 or steps[at - 1].fits) and (at + 1 == len(steps) or steps[at + 1].fits)
        if step.odds >= _SAFE_ALONE or (step.odds >= _SAFE_AMONG and fits):
            safe.append((step.zh_end - 1, step.en_end - 1, step.odds))
    return safe


@dataclass(frozen=True)
class _Step:
    # How many of each side it takes, where that ends, and what speaks for it.
    kind: tuple[int, int]
    zh_end: int
    en_end: int
    odds: float

    @property
    def fits(self) -> bool:
        return 0 not in self.kind


def _path(zh: Sequence[Measure], en: Sequence[Measure]) -> list[_Step]:
    # The likeliest monotone path. Two that became one keep it on course.
    n, m = len(zh), len(en)
    if not n or not m:
        return []
    zh_joined = [_joined(first, second) for first, second in pairwise(zh)]
    en_joined = [_joined(first, second) for first, second in pairwise(en)]
    width = m if n * m <= MAX_CELLS else max(abs(n - m) + 50, MAX_CELLS // (2 * n))
    best: list[dict[int, float]] = [{} for _ in range(n + 1)]
    back: list[dict[int, _Step]] = [{} for _ in range(n + 1)]
    best[0][0] = 0.0
    for i in range(n + 1):
        centre = round(i * m / n)
        for j in range(max(0, centre - width), min(m, centre + width) + 1):
            choices: list[tuple[float, _Step]] = []

            def offer(di: int, dj: int, odds: float, i: int = i, j: int = j) -> None:
                before = best[i - di].get(j - dj)
                if before is not None:
                    choices.append((before + odds, _Step((di, dj), i, j, odds)))  # noqa: B023

            if i:
                offer(1, 0, _SKIP)
            if j:
                offer(0, 1, _SKIP)
            if i and j:
                offer(1, 1, evidence(zh[i - 1], en[j - 1]) + _IN_ORDER)
            if i > 1 and j:
                offer(2, 1, evidence(zh_joined[i - 2], en[j - 1]) + _MERGE)
            if i and j > 1:
                offer(1, 2, evidence(zh[i - 1], en_joined[j - 2]) + _MERGE)
            if choices:
                best[i][j], back[i][j] = max(choices, key=lambda choice: choice[0])
    steps: list[_Step] = []
    i, j = n, m
    while i or j:
        step = back[i][j]
        steps.append(step)
        i, j = i - step.kind[0], j - step.kind[1]
    return steps[::-1]


def _joined(first: Measure, second: Measure) -> Measure:
    return Measure(
        first.size + second.size,
        first.long_numbers | second.long_numbers,
        first.digits | second.digits,
        first.names | second.names,
        first.forgiving or second.forgiving,
        second.question,
        first.colon or second.colon,
    )
