"""The sums of a lattice against all alignments counted one by one."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest

from shuyu.align.lattice import KINDS, Lattice, _run
from shuyu.align.path import Band, along

ZH_ONLY, EN_ONLY = -1.5, -2.0


def full(n: int, m: int) -> Band:
    return along(np.array([0, n]), np.array([0, m]), n, m, wide=n + m)


def ways(n: int, m: int, i: int = 0, j: int = 0) -> Iterator[list[tuple[int, int, int, int]]]:
    """All alignments from (i, j) on, as (end, end, length, length)."""
    if (i, j) == (n, m):
        yield []
        return
    for a, b in (*KINDS, (1, 0), (0, 1)):
        if i + a <= n and j + b <= m:
            for rest in ways(n, m, i + a, j + b):
                yield [(i + a, j + b, a, b), *rest]


@pytest.mark.parametrize(("n", "m"), [(1, 1), (2, 3), (3, 2), (4, 3), (1, 5), (5, 1)])
def test_chances_are_those_of_counting(n: int, m: int) -> None:
    band = full(n, m)
    weights = np.random.default_rng(n * 10 + m).normal(size=(len(KINDS), band.cells)).astype(np.float32)

    def cell(i: int, j: int) -> int:
        return int(band.offset[i] + j - band.lo[i])

    def weight(i: int, j: int, a: int, b: int) -> float:
        if not b:
            return ZH_ONLY
        return float(weights[KINDS.index((a, b)), cell(i, j)]) if a else EN_ONLY

    every = {tuple(way): math.exp(sum(weight(*bead) for bead in way)) for way in ways(n, m)}
    total = sum(every.values())
    found = Lattice(band).chances(weights, ZH_ONLY, EN_ONLY)
    assert found.total == pytest.approx(math.log(total), abs=1e-6)
    for bead in {bead for way in every for bead in way}:
        i, j, a, b = bead
        expected = sum(worth for way, worth in every.items() if bead in way) / total
        got = (
            found.both[KINDS.index((a, b)), cell(i, j)]
            if a and b
            else (found.zh_only if a else found.en_only)[cell(i, j)]
        )
        assert got == pytest.approx(expected, abs=1e-5)

    def gain(way: tuple[tuple[int, int, int, int], ...]) -> float:
        return sum(sum(worth for other, worth in every.items() if bead in other) / total - 0.3 for bead in way)

    best = Lattice(band).best(found, 0.3)
    assert gain(tuple(bead[:4] for bead in best)) == pytest.approx(max(map(gain, every)), abs=1e-4)


def test_runs_longer_than_a_piece() -> None:
    start = np.linspace(-3, 2, 300)
    found = _run(start, -0.5)
    expected = [math.log(sum(math.exp(start[k] - 0.5 * (at - k)) for k in range(at + 1))) for at in range(300)]
    assert np.allclose(found, expected)
    assert (_run(np.full(70, -1e30), -0.5) < -1e29).all()
