from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.align.sentences import Bead
from shuyu.align.walls import Region, decided, within


def in_step(zh: Sequence[int], en: Sequence[int]) -> list[Bead]:
    """1–1 as far as it goes, and what is left over alone."""
    both = min(len(zh), len(en))
    found = [Bead((at,), (at,), 0.9) for at in range(both)]
    found += [Bead((at,), (), 0.9) for at in range(both, len(zh))]
    return found + [Bead((), (at,), 0.9) for at in range(both, len(en))]


def shown(found: Sequence[tuple[Bead, bool]]) -> list[tuple[tuple[int, ...], tuple[int, ...], bool]]:
    return [(bead.zh, bead.en, kept) for bead, kept in found]


def test_only_what_runs_across_a_wall_is_aligned_again() -> None:
    beads = [Bead((0,), (0,), 0.9), Bead((1, 2), (1,), 0.8), Bead((3,), (2,), 0.7)]
    asked: list[tuple[list[int], list[int]]] = []

    def again(zh: Sequence[int], en: Sequence[int]) -> list[Bead]:
        asked.append((list(zh), list(en)))
        return in_step(zh, en)

    regions = [Region(0, 1, 0, 1), Region(1, 2, 1, 1), Region(2, 3, 1, 2), Region(3, 4, 2, 3)]
    found = within(beads, regions, again)
    assert asked == [([1], []), ([2], [1])]
    assert [[(bead.zh, bead.en, bead.score) for bead in some] for some in found] == [
        [((0,), (0,), 0.9)],
        [((1,), (), 0.9)],
        [((2,), (1,), 0.9)],
        [((3,), (2,), 0.7)],
    ]


def test_omissions_at_a_wall_fall_on_their_own_side_of_it() -> None:
    beads = [Bead((0,), (), 0.9), Bead((), (0,), 0.9), Bead((1,), (1,), 0.9)]
    found = within(beads, [Region(0, 1, 0, 1), Region(1, 2, 1, 2)], in_step)
    assert [[(bead.zh, bead.en) for bead in some] for some in found] == [[((0,), ()), ((), (0,))], [((1,), (1,))]]


def test_without_decisions_the_alignment_stands() -> None:
    assert shown(decided(2, 2, (), in_step)) == [((0,), (0,), False), ((1,), (1,), False)]


def test_a_decision_is_kept_and_parts_the_rest() -> None:
    found = decided(4, 4, [([1], [2])], in_step)
    assert shown(found) == [
        ((0,), (0,), False),
        ((), (1,), False),
        ((1,), (2,), True),
        ((2,), (3,), False),
        ((3,), (), False),
    ]


def test_decisions_may_cross_and_leave_holes() -> None:
    found = decided(4, 4, [([0], [2]), ([1, 3], [0]), ([], [3]), ([2], [])], in_step)
    assert sorted(shown(found)) == sorted(
        [((0,), (2,), True), ((1, 3), (0,), True), ((), (3,), True), ((2,), (), True), ((), (1,), False)]
    )
    assert [bead.zh for bead, _ in found if bead.zh] == [(0,), (1, 3), (2,)]


@pytest.mark.parametrize(
    ("fixed", "message"),
    [
        ([([4], [0])], "there is no Chinese sentence 4"),
        ([([0], [-1])], "there is no English sentence -1"),
        ([([0], [0]), ([0], [1])], "Chinese sentence 0 is decided twice"),
        ([([0, 1], [1, 1])], "English sentence 1 is decided twice"),
    ],
)
def test_impossible_decisions_are_named(fixed: list[tuple[list[int], list[int]]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        decided(3, 3, fixed, in_step)


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 6), st.randoms(use_true_random=False))
def test_whatever_is_decided_every_sentence_is_in_one_bead(
    zh_count: int, en_count: int, decisions: int, chance: random.Random
) -> None:
    zh, en = list(range(zh_count)), list(range(en_count))
    chance.shuffle(zh)
    chance.shuffle(en)
    fixed = []
    for _ in range(decisions):
        some_zh, zh = zh[: (cut := chance.randint(0, 2))], zh[cut:]
        some_en, en = en[: (cut := chance.randint(0, 2))], en[cut:]
        fixed.append((some_zh, some_en))
    found = decided(zh_count, en_count, fixed, in_step)
    assert sorted(i for bead, _ in found for i in bead.zh) == list(range(zh_count))
    assert sorted(j for bead, _ in found for j in bead.en) == list(range(en_count))
    kept = {(bead.zh, bead.en) for bead, decision in found if decision}
    assert kept == {(tuple(sorted(left)), tuple(sorted(right))) for left, right in fixed if left or right}
    first = [bead.zh[0] for bead, _ in found if bead.zh]
    assert first == sorted(first)
