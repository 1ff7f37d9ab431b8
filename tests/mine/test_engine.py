"""Mining end to end on a small corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from shuyu.mine import engine
from shuyu.mine.engine import Mined, Wish, least_count, mine
from shuyu.mine.ranking import contributions, probability
from shuyu.mine.shards import Source
from shuyu.mine.weights import BASE, WEIGHTS
from shuyu.model.alignment import Candidate, Context, Evidence, Mark, Segment
from shuyu.text.fold import fold
from tests.mine.sample import SOURCES


@pytest.fixture(scope="module")
def found() -> Mined:
    return mine(SOURCES)


def _listed(found: Mined) -> dict[tuple[str, str], int]:
    return {(one.zh, one.en.lower()): at for at, one in enumerate(found.proposals)}


@pytest.mark.parametrize(
    ("zh", "en"),
    [("开放标准", "open standards"), ("洪水预警系统", "flood warning system"), ("雨量站", "rain gauges")],
)
def test_terms_stand_at_the_top(found: Mined, zh: str, en: str) -> None:
    assert _listed(found)[zh, en] < 4


def test_parts_stand_behind_the_whole(found: Mined) -> None:
    places = _listed(found)
    whole = places["洪水预警系统", "flood warning system"]
    for part in (("洪水", "flood"), ("预警系统", "warning system")):
        assert places.get(part, 10**6) > whole


def test_no_dates_no_function_words_no_code(found: Mined) -> None:
    assert all("记者" not in one.zh for one in found.proposals[:20])
    for one in found.proposals[:10]:
        assert not any(mark in one.zh for mark in ("日", "`", "2024"))
        assert not one.en.lower().startswith(("the ", "a ", "of "))


def test_proposals_carry_their_counts_contexts_and_rivals(found: Mined) -> None:
    one = found.proposals[_listed(found)["开放标准", "open standards"]]
    assert (one.count, one.zh_count) == (3, 3)
    assert one.evidence["gloss"] > 0
    assert 0 < len(one.contexts) <= 3
    for context in one.contexts:
        assert context.zh[slice(*context.zh_span)] == "开放标准"
        assert context.en[slice(*context.en_span)].lower() in ("open standards", "open standard")
        assert context.source.startswith("rivers.tsv:")
    assert all(0 <= rival.share <= 1 for rival in one.rivals)
    assert [p.score for p in found.proposals] == sorted((p.score for p in found.proposals), reverse=True)
    assert len({p.id for p in found.proposals}) == len(found.proposals)


@pytest.mark.parametrize("shard", [1, 5, 100])
def test_the_list_is_the_same_for_every_division(found: Mined, shard: int) -> None:
    def backwards(function: Callable[[Any], Any], parts: Sequence[Any], /) -> Iterator[Any]:
        done = {at: function(parts[at]) for at in reversed(range(len(parts)))}
        return (done[at] for at in range(len(parts)))

    again = mine(SOURCES, Wish(shard=shard), run=backwards)
    assert again.proposals == found.proposals


def test_without_vectors_there_is_a_list_too() -> None:
    again = mine(SOURCES, Wish(vectors=False, top=20))
    assert 0 < len(again.proposals) <= 20


def test_a_large_corpus_uses_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BULK", 5)
    assert ("雨量站", "rain gauges") in _listed(mine(SOURCES))


@pytest.mark.parametrize("shard", [1, 2, 7])
def test_links_are_counted_over_some_of_a_large_corpus(monkeypatch: pytest.MonkeyPatch, shard: int) -> None:
    monkeypatch.setattr(engine, "LESSONS", 8)
    counted = engine.count(SOURCES, Wish(shard=shard))
    assert ("雨量站", "rain gauges") in _listed(engine.propose(counted))
    assert engine.propose(counted).proposals == mine(SOURCES, Wish(shard=100)).proposals


def test_rare_pairs_can_be_left_out() -> None:
    some = mine(SOURCES, Wish(least=2)).proposals
    assert some
    assert all(one.count >= 2 or one.evidence.get("gloss") for one in some)


def test_nothing_gives_nothing() -> None:
    assert mine([]).proposals == []
    assert mine([Source("", "x"), Source("。", ".")]).proposals == []


def test_equal_pairs_count_once() -> None:
    once, twice = mine(SOURCES[:4]), mine([*SOURCES[:4], *SOURCES[:4]])
    assert once.proposals == twice.proposals


def test_progress_is_told() -> None:
    told: list[tuple[str, int, int]] = []
    mine(SOURCES[:4], Wish(shard=2), tell=lambda *stage: told.append(stage))
    assert told == [("terms", 2, 4), ("terms", 4, 4), ("pairs", 2, 4), ("pairs", 4, 4)]


def test_traditional_terms_stay_as_they_are() -> None:
    some = mine([Source("雨量站每小時報告一次，記錄降雨。", "Rain gauges report every hour and record rainfall.")])
    assert {one.zh_language for one in some.proposals if "記" in one.zh or "報" in one.zh} <= {"zh-Hant"}


def test_what_documents_give_is_listed_first() -> None:
    text = "魔搭社区（ModelScope）开放了。"
    segment = Segment(text, "zh-Hans", "a.txt", 3)
    context = Context((segment,), (Mark(0, 0, 4, "zh"), Mark(0, 5, 15, "en")))
    given = [
        Candidate("魔搭社区", "zh-Hans", "ModelScope", Evidence.GLOSS, 0.9, "a.txt", (context,)),
        Candidate("雨量站", "zh-Hans", "rain gauge", Evidence.VOCABULARY, 0.95, "b.txt"),
        Candidate("智谱华章", "zh-Hans", "智谱", Evidence.ALIAS, 0.9, "a.txt"),
    ]
    some = mine(SOURCES, candidates=given)
    first = {(fold(one.zh), one.en.lower().rstrip("s")) for one in some.proposals[:3]}
    assert {("魔搭社区", "modelscope"), ("雨量站", "rain gauge")} <= first
    one = next(one for one in some.proposals if one.zh == "魔搭社区")
    assert one.contexts[0].source == "a.txt:3"
    assert one.contexts[0].en[slice(*one.contexts[0].en_span)] == "ModelScope"
    assert all(one.en != "智谱" for one in some.proposals)


def test_the_reasons_add_up(found: Mined) -> None:
    for entry in found.ranked[:5]:
        reasons = contributions(entry.pair)
        assert set(reasons) <= set(WEIGHTS)
        assert BASE + sum(reasons.values()) == pytest.approx(entry.score)
    assert probability(100) <= 1


def test_larger_corpora_ask_for_more() -> None:
    assert [least_count(size) for size in (10, 50_000, 500_000, 5_000_000)] == [1, 2, 3, 4]
