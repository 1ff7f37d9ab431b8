import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from shuyu.align.counts import LinkCounts
from shuyu.align.hmm import posteriors
from shuyu.align.symmetrize import links

RATIOS = arrays.arrays(np.float64, st.tuples(st.integers(1, 7), st.integers(1, 7)), elements=st.floats(1e-4, 1e6))


@given(st.lists(RATIOS, min_size=1, max_size=6))
def test_posteriors_are_probabilities_and_each_pair_stands_alone(ratios: list[np.ndarray]) -> None:
    together = posteriors(ratios)
    for ratio, found in zip(ratios, together, strict=True):
        assert found.shape == ratio.shape
        assert (found >= 0).all()
        assert (found.sum(axis=0) <= 1 + 1e-9).all()
        assert np.array_equal(posteriors([ratio])[0], found)


def test_agrees_with_every_path_added_up() -> None:
    from itertools import product

    from shuyu.align.hmm import _FLAT, _SHARE, EMPTY

    ratio = np.array([[3.0, 0.5, 2.0], [0.2, 4.0, 1.0], [1.5, 0.3, 0.7], [0.9, 2.5, 1.1]])
    n, m = ratio.shape
    jump = np.array([[_SHARE ** abs(b - a - 1) + _FLAT for b in range(n)] for a in range(n)])
    jump /= jump.sum(axis=1, keepdims=True)
    wanted = np.zeros((n, m))
    total = 0.0
    for path in product([*range(n), None], repeat=m):
        for start in range(n):
            weight, at = 1.0 / n, start
            for j, state in enumerate(path):
                if state is None:
                    weight *= EMPTY
                else:
                    move = float(state == at) if j == 0 else jump[at, state]
                    weight *= (1 - EMPTY) * ratio[state, j] * move
                    at = state
            total += weight
            for j, state in enumerate(path):
                if state is not None:
                    wanted[state, j] += weight
    assert np.allclose(posteriors([ratio])[0], wanted / total)


def test_nothing_to_align() -> None:
    assert posteriors([]) == []


def test_many_pairs_are_taken_in_groups() -> None:
    chance = np.random.default_rng(3)
    ratios = [chance.uniform(0.1, 9.0, (int(n), 200)) for n in chance.integers(1, 200, 40)]
    found = posteriors(ratios)
    assert np.array_equal(found[11], posteriors([ratios[11]])[0])


@given(arrays.arrays(np.float64, st.tuples(st.integers(0, 6), st.integers(0, 6)), elements=st.floats(0, 1)))
def test_sure_links_are_kept_and_unlikely_ones_never_made(weights: np.ndarray) -> None:
    found = links(weights)
    assert {(int(i), int(j)) for i, j in zip(*np.nonzero(weights >= 0.3), strict=True)} <= found
    assert all(weights[link] >= 0.1 for link in found)


def test_a_word_without_links_takes_a_likely_neighbour() -> None:
    weights = np.array([[0.9, 0.15, 0.0, 0.0], [0.0, 0.0, 0.0, 0.15], [0.05, 0.0, 0.05, 0.0]])
    assert links(weights) == {(0, 0), (0, 1), (1, 3)}


def test_counts_add_up_in_any_order() -> None:
    rows = [(["术语", "表"], ["Term", "list"], 0.7), (["術語"], ["terms"], 0.25), (["表"], ["tables"], 0.004)]
    one, parts = LinkCounts(), [LinkCounts() for _ in rows]
    for part, (zh, en, weight) in zip(parts, rows, strict=True):
        weights = np.full((len(zh), len(en)), weight)
        one.add(zh, en, weights)
        part.add(zh, en, weights)
    other = LinkCounts()
    for part in reversed(parts):
        other.update(part)
    for one_zh, one_en in (("术语", "term"), ("表", "list"), ("表", "table"), ("不", "there")):
        assert one.linked(one_zh, one_en) == other.linked(one_zh, one_en)
    assert abs(one.linked("术语", "terms") - 0.95) < 1e-3
    assert one.linked("表", "table") == 0.0


def test_no_pair_confirms_itself() -> None:
    counts = LinkCounts()
    weights = np.array([[1.0]])
    counts.add(["甲"], ["a1"], weights)
    ratios = np.array([[2.0]])
    by_zh, by_en = counts.sharpened(["甲"], ["a1"], ratios, weights)
    assert np.allclose(by_zh, ratios)
    assert np.allclose(by_en, ratios)
    counts.add(["甲"], ["a1"], weights)
    counts.add(["乙"], ["b1"], weights)
    assert counts.sharpened(["甲"], ["a1"], np.array([[1.0]]), weights)[0][0, 0] > 1.0


def test_empty_counts_change_nothing() -> None:
    ratios = np.array([[2.0, 3.0]])
    by_zh, _ = LinkCounts().sharpened(["甲"], ["a1", "b1"], ratios, np.zeros((1, 2)))
    assert np.allclose(by_zh, ratios)
