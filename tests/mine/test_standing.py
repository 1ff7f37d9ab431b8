"""What is known of a term beside its links: how it stands in the corpus, its parts, its meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest

from shuyu.mine.counting import frequencies
from shuyu.mine.engine import Wish, mine
from shuyu.mine.english_spans import english_spans
from shuyu.mine.features import Pair, features
from shuyu.mine.meaning import likeness
from shuyu.mine.parts import Parts
from shuyu.mine.ranking import score
from shuyu.mine.shards import Source, freedom
from shuyu.mine.spans import key_hash
from shuyu.mine.usage import Usage
from tests.mine.sample import SOURCES

if TYPE_CHECKING:
    from shuyu.align.similarity import Vectors


def _pair(zh: str, en: str, both: int = 4, mentions: int = 4) -> Pair:
    words = tuple(zh.split())
    return Pair(words, ("n",) * len(words), en, both, mentions, mentions, 100, *(1.0,) * 10, 0)


def test_what_stands_inside_one_longer_term_is_not_free() -> None:
    texts = ["the flood warning system", "a flood warning system", "a new system"]
    counts = frequencies(key_hash(key) for text in texts for key in set(english_spans(text).keys))
    spans = english_spans(texts[0])
    free = freedom(spans, counts.of(np.array([key_hash(key) for key in spans.keys], dtype=np.uint64)))
    found = dict(zip(spans.keys, free, strict=True))
    assert found["floodwarn"] == found["warnsystem"] == 0.0
    assert found["system"] == pytest.approx(1 / 3)
    assert found["floodwarnsystem"] == 1.0


def test_a_term_that_is_never_free_ranks_lower_the_oftener_it_stands_there() -> None:
    pair = _pair("雨量 站", "rain gauges")
    nested = pair._replace(zh_free=0.0, en_free=0.0)
    assert features(nested)["zh nested"] == pytest.approx(np.log(4))
    assert score(nested) < score(pair)
    assert features(nested._replace(zh_count=10**6))["zh nested"] == 3.0


def test_words_that_stand_like_verbs() -> None:
    texts = ["Volunteers inspect the gauges.", "They will inspect gauges.", "We record the rain.", "Heavy rain fell."]
    usage = Usage(texts)
    assert usage.acting("inspect") > usage.acting("gauges") == 0.0
    assert usage.taking("record") > usage.taking("rain") == 0.0
    assert usage.acting("unheard") == usage.taking("unheard") == 0.0
    pair = _pair("雨量 站", "inspect gauges")
    verbal = pair._replace(acting_first=usage.acting("inspect"), taking_first=usage.taking("inspect"))
    assert score(verbal) < score(pair)


def test_usage_of_a_large_corpus_is_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shuyu.mine.usage._TEXTS", 2)
    assert Usage(["to inspect"] * 5).acting("inspect") == 2 / 4


def test_the_parts_of_a_pair_are_looked_up_in_the_corpus() -> None:
    parts = Parts([_pair("雨量", "rain"), _pair("站", "gauge"), _pair("站", "station", 1)])
    whole = parts.share(_pair("雨量 站", "rain gauges"))
    assert whole == 1.0
    assert parts.share(_pair("雨量 站", "rain station")) == pytest.approx(0.625)
    assert parts.share(_pair("水位 计", "level meter")) == 0.0
    assert parts.share(_pair("雨量", "rain")) is None
    assert score(_pair("雨量 站", "rain gauges")._replace(parts=1.0)) > score(
        _pair("雨量 站", "rain gauges")._replace(parts=0.0)
    )


class _Letters:
    name = "first letters"

    def __init__(self) -> None:
        self.read: list[str] = []

    def sentences(self, texts: Sequence[str]) -> Vectors:
        self.read += texts
        return np.array([[1.0, 0.0] if text[0] in "雨r" else [0.0, 1.0] for text in texts], dtype=np.float32)

    def words(self, texts: Sequence[str]) -> Vectors:
        return self.sentences(texts)


def test_meanings_are_compared_and_each_text_is_read_once() -> None:
    letters = _Letters()
    pairs = [_pair("雨量 AI", "rain"), _pair("雨量 AI", "gauge"), _pair("水库", "gauge")]
    assert likeness(pairs, letters) == [1.0, 0.0, 1.0]
    assert letters.read == ["雨量 AI", "水库", "rain", "gauge"]
    assert likeness([], letters) == []


def test_evidence_names_parts_and_meaning() -> None:
    found = mine(SOURCES)
    assert any(one.evidence.get("parts") for one in found.proposals)
    without = mine(SOURCES, Wish(vectors=False))
    assert all("meaning" not in one.evidence for one in without.proposals)


def test_a_name_with_a_conjunction_comes_whole() -> None:
    pairs = [
        Source("河流及水库管理局发布警报。", "The River and Reservoir Authority issued a warning."),
        Source("志愿者感谢河流及水库管理局。", "Volunteers thanked the River and Reservoir Authority."),
    ]
    listed = [(one.zh, one.en) for one in mine(pairs).proposals]
    assert ("河流及水库管理局", "River and Reservoir Authority") in listed
    whole = listed.index(("河流及水库管理局", "River and Reservoir Authority"))
    assert ("水库管理局", "Reservoir Authority") not in listed[:whole]
