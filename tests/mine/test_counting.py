"""Counts: the same for every division."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from shuyu.mine.counting import (
    PLACE,
    SAMPLES,
    SUMS,
    Tally,
    frequencies,
    joined,
    joined_frequencies,
    nothing,
    tally,
)

_FINDS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 50)), max_size=40)


def _tally(finds: list[tuple[int, int, int]], offset: int) -> Tally:
    if not finds:
        return nothing()
    zh = np.array([find[0] for find in finds], dtype=np.uint64)
    en = np.array([find[1] for find in finds], dtype=np.uint64)
    sums = np.ones((len(finds), SUMS), dtype=np.int64)
    places = np.array([(find[2], offset + at, 0, 1, 0, 1) for at, find in enumerate(finds)], dtype=np.int64)
    return tally(zh, en, sums, places.reshape(-1, PLACE))


def _same(one: Tally, other: Tally) -> bool:
    return all(np.array_equal(left, right) for left, right in zip(one, other, strict=True))


@given(_FINDS, st.integers(0, 40))
def test_a_corpus_may_be_counted_in_parts(finds: list[tuple[int, int, int]], at: int) -> None:
    whole = _tally(finds, 0)
    parts = [_tally(finds[:at], 0), _tally(finds[at:], len(finds[:at]))]
    assert _same(joined(parts), whole)
    assert _same(joined(parts[::-1]), whole)


@given(_FINDS)
def test_the_best_places_are_kept(finds: list[tuple[int, int, int]]) -> None:
    found = _tally(finds, 0)
    for row, (zh, en) in enumerate(zip(found.zh.tolist(), found.en.tolist(), strict=True)):
        kept = found.places[found.of == row][:, 0].tolist()
        assert kept == sorted(find[2] for find in finds if find[:2] == (zh, en))[:SAMPLES]


def test_frequencies() -> None:
    found = joined_frequencies([frequencies([5, 7]), frequencies([7])])
    asked = np.array([7, 6, 5], dtype=np.uint64)
    assert found.of(asked).tolist() == [2, 0, 1]
    assert found.at_least(2).of(asked).tolist() == [2, 0, 0]
    assert joined_frequencies([]).of(asked).tolist() == [0, 0, 0]


def test_only_the_frequent_and_the_glossed() -> None:
    found = _tally([(1, 1, 3), (1, 1, 4), (2, 1, 5), (3, 3, 6)], 0)
    found.sums[:, 1] = [0, 0, 1]
    kept = found.at_least(2)
    assert kept.zh.tolist() == [1, 3]
    assert kept.of.tolist() == [0, 0, 1]
    assert kept.places[:, 0].tolist() == [3, 4, 6]
