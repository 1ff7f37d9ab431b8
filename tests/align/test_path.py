from __future__ import annotations

import numpy as np
import pytest

from shuyu.align.path import along, chain, corners, density
from shuyu.align.similarity import unit


def pair(n: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """`n` vectors, and the same with some noise."""
    draw = np.random.default_rng(seed)
    left = draw.normal(size=(n, 64)).astype(np.float32)
    return unit(left), unit(left + 0.3 * draw.normal(size=(n, 64)).astype(np.float32))


@pytest.mark.parametrize("n", [1, 3, 255, 257, 2000])
def test_the_chain_of_a_faithful_translation_is_the_diagonal(n: int) -> None:
    links = chain(*pair(n))
    assert len(links) >= (0.95 * n if n > 1 else 0)
    assert all(i == j for i, j in links)


def test_a_chain_leaps_over_what_one_side_lacks() -> None:
    left, right = pair(1500)
    links = chain(left, np.concatenate([right[:600], right[900:]]))
    good = sum(j == (i if i < 600 else i - 300) for i, j in links)
    assert good >= 1000
    assert good >= 0.98 * len(links)


@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 7), (7, 0), (1, 900), (900, 1), (50, 50), (100, 1000), (1000, 100)])
def test_a_band_can_be_walked(n: int, m: int) -> None:
    band = along(*corners([], n, m), n, m)
    assert (band.lo[0], band.hi[-1], band.rows) == (0, m, n + 1)
    assert (np.diff(band.lo) >= 0).all()
    assert (np.diff(band.hi) >= 0).all()
    assert (band.hi[:-1] >= band.lo[1:]).all()
    assert band.cells == int((band.hi - band.lo + 1).sum())


def test_a_band_holds_both_ends_of_a_hole() -> None:
    band = along(*corners([(10, 10), (11, 500)], 20, 510), 20, 510)
    assert band.lo[11] <= 10
    assert band.hi[11] >= 500
    assert band.cells < 20 * 510


def test_cells_grow_with_the_length() -> None:
    small, large = (along(*corners([], k, 2 * k), k, 2 * k).cells for k in (1_000, 10_000))
    assert large < 11 * small


def test_density_ignores_what_one_side_lacks() -> None:
    links = [(k, k) for k in range(1, 20)] + [(k + 100, k) for k in range(20, 30)]
    zh, en = np.full(130, 10), np.full(30, 33)
    assert density(*corners(links, 130, 30), zh, en) == pytest.approx(3.3)


def test_density_of_two_words_is_a_usual_one() -> None:
    assert 2.0 <= density(*corners([], 1, 1), np.array([1]), np.array([900])) <= 5.5
