"""Sums that do not fit into memory are the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.mine.counting import PLACE, SUMS, Tally, frequencies, joined, joined_frequencies, tally
from shuyu.mine.merging import Merger

_TERMS = [0, 1, 2**60, 2**60 + 1, 2**62, 2**63, 2**64 - 1]
_FINDS = st.lists(st.tuples(st.sampled_from(_TERMS), st.integers(0, 2), st.integers(0, 50)), min_size=1, max_size=8)


def _tally(finds: list[tuple[int, int, int]], offset: int) -> Tally:
    zh, en = (np.array([find[at] for find in finds], dtype=np.uint64) for at in (0, 1))
    sums = np.zeros((len(finds), SUMS), dtype=np.int64)
    sums[:, 0] = 1
    places = [(find[2], offset + at, 0, 1, 0, 1) for at, find in enumerate(finds)]
    return tally(zh, en, sums, np.array(places, dtype=np.int64).reshape(-1, PLACE))


@given(st.lists(_FINDS, max_size=12), st.integers(1, 3))
def test_on_disk_as_in_memory(parts: list[list[tuple[int, int, int]]], least: int) -> None:
    counted = [_tally(finds, 100 * at) for at, finds in enumerate(parts)]
    with Merger(joined, lambda some: len(some.zh), room=3) as merger:
        for part in counted:
            merger.add(part)
        found = merger.result(least)
    for one, other in zip(found, joined(counted).at_least(least), strict=True):
        assert np.array_equal(one, other)


@given(st.lists(st.lists(st.sampled_from(_TERMS), min_size=1, max_size=6), max_size=12), st.integers(1, 3))
def test_frequencies_on_disk(parts: list[list[int]], least: int) -> None:
    counted = [frequencies(some) for some in parts]
    with Merger(joined_frequencies, lambda some: len(some.terms), room=3) as merger:
        for part in counted:
            merger.add(part)
        found = merger.result(least)
    whole = joined_frequencies(counted).at_least(least)
    assert np.array_equal(found.terms, whole.terms)
    assert np.array_equal(found.counts, whole.counts)


def test_nothing_stays_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    with Merger(joined_frequencies, lambda some: len(some.terms), room=1) as merger, pytest.raises(KeyError):  # noqa: PT012
        for number in range(5):
            merger.add(frequencies([number, 2**63 + number]))
        assert list(tmp_path.iterdir())
        raise KeyError
    assert not list(tmp_path.iterdir())
