"""Sentences that stand many times in a row: nothing tells one from the next, and only their place pairs them.

A run of them is aligned as one sentence, which takes no time and lets what stands around it fall in place; then both
sides of it are paired one to one by place.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

MANY = 20
"""So often no writer says the same in a row."""

Run = tuple[int, int]
"""The first of the sentences, and the first after them."""


@dataclass(frozen=True)
class Shortened:
    """A document whose long runs of one sentence are one sentence each.

    Attributes:
        texts: what is left.
        runs: for each of them the sentences of the document that it stands for.
    """

    texts: list[str]
    runs: list[Run]

    @property
    def repeats(self) -> bool:
        """Whether anything was left out."""
        return bool(self.runs) and self.runs[-1][1] > len(self.runs)

    def begins(self, breaks: Collection[int]) -> list[int]:
        """Where paragraphs begin that begin at the sentences `breaks` of the document."""
        wanted = set(breaks)
        return [at for at, (start, _) in enumerate(self.runs) if start in wanted]

    def numbers(self, places: Sequence[int]) -> list[int]:
        """The sentences of the document that those at `places`, which are neighbours, stand for."""
        return list(range(self.runs[places[0]][0], self.runs[places[-1]][1])) if places else []

    def is_run(self, places: Sequence[int]) -> bool:
        """Whether a run is among them."""
        return any(self.runs[at][1] - self.runs[at][0] > 1 for at in places)


def shortened(texts: Sequence[str]) -> Shortened:
    """`texts` with each run of at least `MANY` equal ones as one.

    >>> some = shortened(["Begin.", *["So it goes."] * 30, "End."])
    >>> some.texts, some.runs
    (['Begin.', 'So it goes.', 'End.'], [(0, 1), (1, 31), (31, 32)])
    """
    left: list[str] = []
    runs: list[Run] = []
    start = 0
    for text, group in groupby(texts):
        size = sum(1 for _ in group)
        pieces = [(start, start + size)] if size >= MANY else [(at, at + 1) for at in range(start, start + size)]
        left += [text] * len(pieces)
        runs += pieces
        start += size
    return Shortened(left, runs)


def by_place(zh: Sequence[int], en: Sequence[int]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Numbers of two sides one to one, as evenly as can be; what one side has more of stands alone.

    >>> by_place([0, 1, 2], [7, 8])
    [((0,), (7,)), ((1,), ()), ((2,), (8,))]
    """
    longer = max(len(zh), len(en))
    shorter = min(len(zh), len(en))
    found: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    done = 0
    for at in range(longer):
        paired = done < shorter and done * longer <= at * shorter
        i, j = (at, done) if len(zh) >= len(en) else (done, at)
        found.append(
            (
                (zh[i],) if paired or len(zh) >= len(en) else (),
                (en[j],) if paired or len(zh) < len(en) else (),
            )
        )
        done += paired
    return found
