from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.align.repeats import MANY, by_place, shortened
from shuyu.align.sentences import LOW, Hints, align
from shuyu.align.similarity import embedder
from tests.align.sample import EN, GOLD, ZH

LINE, SAME = "同一句话。", "One and the same sentence."


def test_a_refrain_is_no_run() -> None:
    texts = [LINE, LINE, "别的话。", *[LINE] * (MANY - 1)]
    found = shortened(texts)
    assert found.texts == texts
    assert not found.repeats


def test_what_stands_around_a_run_is_aligned_as_without_it() -> None:
    zh, en = [*ZH[:4], *[LINE] * 50, *ZH[4:]], [*EN[:5], *[SAME] * 40, *EN[5:]]
    beads = align(zh, en, embedder=embedder(), hints=Hints((0, 4, 54), (0, 5, 45)))
    assert [i for bead in beads for i in bead.zh] == list(range(len(zh)))
    assert [j for bead in beads for j in bead.en] == list(range(len(en)))
    found = [(bead.zh, bead.en) for bead in beads]
    late = [(tuple(i + 50 for i in left), tuple(j + 40 for j in right)) for left, right in GOLD[4:]]
    assert len(set(found) & {*GOLD[:4], *late}) >= 10
    inside = [bead for bead in beads if bead.zh and bead.en and 4 <= bead.zh[0] < 54]
    assert len(inside) == 40
    assert all(len(bead.zh) == len(bead.en) == 1 and bead.score < LOW for bead in inside)


def test_a_run_beside_one_sentence_does_not_become_a_bead_of_hundreds() -> None:
    beads = align([LINE] * 500, [SAME], embedder=embedder())
    assert len(beads) == 500
    assert [bead.en for bead in beads if bead.en] == [(0,)]


@pytest.mark.parametrize("vectors", [True, False])
def test_ten_thousand_equal_lines_are_paired_by_place_at_once(vectors: bool) -> None:
    started = time.process_time()
    beads = align([LINE] * 10_000, [SAME] * 10_000, embedder=embedder() if vectors else None)
    assert [(bead.zh, bead.en) for bead in beads] == [((at,), (at,)) for at in range(10_000)]
    assert all(bead.score < LOW for bead in beads)
    assert time.process_time() - started < 60


@given(n=st.integers(0, 60), m=st.integers(0, 60))
def test_by_place_nothing_is_lost_and_as_many_as_can_be_are_pairs(n: int, m: int) -> None:
    found = by_place(range(n), range(m))
    assert [i for zh, _ in found for i in zh] == list(range(n))
    assert [j for _, en in found for j in en] == list(range(m))
    both = [(zh[0], en[0]) for zh, en in found if zh and en]
    assert len(both) == min(n, m)
    assert all(abs(i * max(m, 1) - j * max(n, 1)) <= 2 * max(n, m) for i, j in both)
