from __future__ import annotations

import random
from itertools import pairwise

import pytest

from shuyu.align.pieces import LONGEST, Part, parts_of
from shuyu.align.similarity import Embedder, embedder
from shuyu.align.words import align_words

Pair = tuple[list[str], list[str]]
MODES = [pytest.param(True, id="vectors"), pytest.param(False, id="no vectors")]


def model(vectors: bool) -> Embedder | None:
    return embedder() if vectors else None


def whole(parts: list[Part], pair: Pair) -> None:
    """The pieces follow each other on both sides, and nothing is lost."""
    assert [token for part in parts for token in part.pair[0]] == pair[0]
    assert [token for part in parts for token in part.pair[1]] == pair[1]
    assert [part.first for part in parts] == [True, *[False] * (len(parts) - 1)]
    assert [part.last for part in parts] == [*[False] * (len(parts) - 1), True]
    for part, after in pairwise(parts):
        assert (after.zh, after.en) == (part.zh + len(part.pair[0]), part.en + len(part.pair[1]))


def test_what_a_person_would_call_a_sentence_is_not_cut() -> None:
    pair = (["字"] * LONGEST, ["word"] * 30)
    assert parts_of([pair, ([], [])], embedder()) == [
        Part(0, 0, 0, pair, True, True),
        Part(1, 0, 0, ([], []), True, True),
    ]


@pytest.mark.parametrize("vectors", MODES)
@pytest.mark.parametrize(("n", "m"), [(5_003, 17), (1, 2_001), (0, 1_500), (2_600, 2_600)])
def test_pieces_are_short_and_nothing_is_lost(n: int, m: int, vectors: bool) -> None:
    pair = (["雨", "停", "了", "。"] * n)[:n], (["Rain", "stopped", "."] * m)[:m]
    parts = parts_of([pair], model(vectors))
    whole(parts, pair)
    assert max(len(side) for part in parts for side in part.pair) <= 400


WHO = {"猫": "the cat", "船长": "the captain", "医生": "the doctor", "农民": "the farmer", "国王": "the king"}
WHERE = {"在火车上": "on the train", "在厨房里": "in the kitchen", "下雪时": "in the snow", "战争中": "during the war"}
WHAT = {
    "买苹果": "buys apples",
    "修收音机": "repairs the radio",
    "画一座山": "paints a mountain",
    "写诗": "writes poems",
}


def story(size: int) -> tuple[Pair, list[int], list[int]]:
    """A text of `size` sentences in no order; where each begins on both sides."""
    order = random.Random(4)  # noqa: S311
    zh: list[str] = []
    en: list[str] = []
    zh_starts, en_starts = [], []
    for _ in range(size):
        who, where, what = (order.choice(list(some.items())) for some in (WHO, WHERE, WHAT))
        zh_starts.append(len(zh))
        en_starts.append(len(en))
        zh += [who[0], where[0], what[0], "。"]
        en += [*f"{who[1]} {what[1]} {where[1]}".split(), "."]
    return (zh, en), zh_starts, en_starts


def test_cuts_follow_the_meaning_where_a_side_lacks_a_part() -> None:
    (zh, en), zh_starts, en_starts = story(600)
    # A hundred sentences in the middle are not translated: cut by length, all behind them would be off.
    gone = slice(en_starts[250], en_starts[350])
    del en[gone]
    less = gone.stop - gone.start
    place = {i: j if j < gone.start else j - less for i, j in zip(zh_starts, en_starts, strict=True)}
    parts = parts_of([(zh, en)], embedder())
    whole(parts, (zh, en))
    late = [part for part in parts if part.zh >= zh_starts[400]]
    assert len(late) >= 3
    assert all(part.en == place.get(part.zh) for part in late)


def test_links_have_their_places_in_the_whole() -> None:
    (zh, en), zh_starts, en_starts = story(300)
    assert len(zh) > LONGEST
    [found] = align_words([(zh, en)], embedder=embedder(), passes=1)
    stops = {(i - 1, j - 1) for i, j in zip(zh_starts[1:], en_starts[1:], strict=True)}
    assert len(stops & found) > 0.9 * len(stops)
