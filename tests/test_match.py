"""Terms in running text: boundaries, inflection, case, overlaps, places."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.match import Found, Matcher
from shuyu.text.fold import fold

CHINESE = [
    # term, text, what is found
    ("人工智能", "开源人工智能，人工智能。", ["人工智能", "人工智能"]),
    ("人工智能", "開源人工智能", ["人工智能"]),
    ("软件", "自由軟件與開源軟件", ["軟件", "軟件"]),
    ("軟件", "自由软件", ["软件"]),
    ("大模型", "大 模 型和大·模型", ["大 模 型", "大·模型"]),
    ("AI治理", "用ＡＩ治理，用ai治理", ["ＡＩ治理", "ai治理"]),
    ("AI治理", "OpenAI治理", []),
    ("AI", "用AI做，SAIL，AI2，AI 模型，ai", ["AI", "AI"]),
    ("GPU", "GPU卡和GPUs", ["GPU"]),
    ("开源", "他打开\n源代码", []),
    ("开源", "他打开——源代码", []),
    ("中国—金砖国家", "推动中国—金砖国家合作，推动中国金砖国家合作", ["中国—金砖国家", "中国金砖国家"]),
    ("人机合作", "人-机合作", ["人-机合作"]),
    ("ModelScope", "魔搭社区（ModelScope）", ["ModelScope"]),
    ("(株)", "甲㈱乙", ["㈱"]),
    ("株", "甲㈱乙", []),
    ("C++", "C++语言，C语言", ["C++"]),
]

ENGLISH = [
    ("AI-based model", "AI based models are AI-based models'.", ["AI based models", "AI-based models"]),
    ("model", "Modeling remodels the supermodel's model.", ["Modeling", "model"]),
    ("open source licence", "open-source licenses", ["open-source licenses"]),
    ("open-source", "opensource and open source and open–source", ["opensource", "open source"]),
    ("AI", "AI's impact: ai, AIs, A.I., AIM", ["AI", "AIs", "A.I."]),
    ("IT", "It is IT, isn't it?", ["IT"]),
    ("LLMs", "an LLM and many LLMs and llms", ["LLM", "LLMs"]),
    ("UNESCO", "Unesco and UNESCO", ["Unesco", "UNESCO"]),
    ("training data", "training, data; training  data\ntraining\ndata", ["training  data", "training\ndata"]),
    ("training data", "training\n\ndata", []),
    ("R&D", "R&D and R & D and R D", ["R&D", "R & D"]),
    ("C++", "C and C++.", ["C++"]),
    ("policy", "AI policies and policy-makers", ["policies", "policy"]),
    ("ModelScope", "在ModelScope上", ["ModelScope"]),
    ("basis", "knowledge bases", ["bases"]),
    ("organ", "organization", []),
    ("Open AI: The Value", "Open AI: the values of it; open AI the value", ["Open AI: the values"]),
    ("model", "the model’s end", ["model"]),
]  # fmt: skip


@pytest.mark.parametrize(("term", "text", "wanted"), CHINESE)
def test_chinese_terms(term: str, text: str, wanted: list[str]) -> None:
    found = Matcher([("key", term, "zh-Hans")]).find(text, "zh-Hans")
    assert [text[f.start : f.end] for f in found] == wanted


@pytest.mark.parametrize(("term", "text", "wanted"), ENGLISH)
def test_english_terms(term: str, text: str, wanted: list[str]) -> None:
    found = Matcher([("key", term, "en")]).find(text, "en")
    assert [text[f.start : f.end] for f in found] == wanted


ENTRIES = [
    (1, "人工智能", "zh-Hans"),
    (2, "人工智能大模型", "zh-Hans"),
    (3, "大模型", "zh-Hans"),
    (4, "模型训练", "zh-Hans"),
    (5, "大模型", "zh-Hans"),
    (6, "AI model", "en"),
    (7, "model", "en"),
]


def test_of_overlapping_terms_the_first_and_longest_is_kept() -> None:
    text = "人工智能大模型训练"
    matcher = Matcher(ENTRIES)
    assert matcher.find(text, "zh-Hans") == [Found(0, 7, 2)]
    assert matcher.find(text, "zh-Hans", overlaps="all") == [
        Found(0, 7, 2),
        Found(0, 4, 1),
        Found(4, 7, 3),
        Found(4, 7, 5),
        Found(5, 9, 4),
    ]
    assert matcher.find("大模型", "zh-Hans") == [Found(0, 3, 3), Found(0, 3, 5)]


def test_a_longer_term_that_breaks_the_boundary_does_not_hide_a_shorter_one() -> None:
    matcher = Matcher([(1, "治理AI", "zh-Hans"), (2, "治理", "zh-Hans")])
    assert matcher.find("治理AIGC", "zh-Hans") == [Found(0, 2, 2)]


def test_the_language_of_the_text_says_which_terms_are_sought() -> None:
    matcher = Matcher(ENTRIES)
    text = "AI models即人工智能"
    assert matcher.find(text, "zh-Hans") == [Found(10, 14, 1)]
    assert matcher.find(text, "en") == [Found(0, 9, 6)]
    assert matcher.find(text) == [Found(0, 9, 6), Found(10, 14, 1)]


def test_nothing_to_find() -> None:
    assert Matcher[int]([]).find("人工智能 AI") == []
    assert Matcher([(1, " - ", "zh-Hans"), (2, "…", "en"), (3, "", "en")]).find("人工智能 AI …") == []
    assert Matcher(ENTRIES).find("") == []


TEXTS = st.text(st.sampled_from("人工智能大模型訓練训练 -·AIai,\nＡ"), max_size=40)


@given(TEXTS)
def test_chinese_places_are_where_the_term_stands(text: str) -> None:
    terms = {key: term for key, term, _ in ENTRIES}
    found = Matcher(ENTRIES).find(text, "zh-Hans", overlaps="all")
    assert all(fold(text[f.start : f.end]) == fold(terms[f.key]) for f in found)
    assert {f.start for f in found if f.key == 1} >= {i for i in range(len(text)) if text.startswith("人工智能", i)}


@given(TEXTS, st.sampled_from(["zh-Hans", "en", None]))
def test_what_is_kept_does_not_overlap_and_hides_nothing_else(text: str, language: str | None) -> None:
    matcher = Matcher(ENTRIES)
    kept = matcher.find(text, language)
    spans = sorted({(f.start, f.end) for f in kept})
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    every = matcher.find(text, language, overlaps="all")
    assert set(kept) <= set(every)
    for one in every:
        assert any(one.start < end and start < one.end for start, end in spans)


@given(st.lists(st.sampled_from(["model", "models", "AI", "ai", ",", "the", "large-scale"]), max_size=12))
def test_english_places_are_whole_words(words: list[str]) -> None:
    text = " ".join(words)
    found = Matcher(ENTRIES).find(text, "en", overlaps="all")
    assert {(f.start, f.end) for f in found if f.key == 7} == {
        (sum(len(w) + 1 for w in words[:i]), sum(len(w) + 1 for w in words[:i]) + len(words[i]))
        for i in range(len(words))
        if words[i] in {"model", "models"}
    }


@pytest.mark.slow
def test_the_time_does_not_grow_with_the_number_of_terms() -> None:
    chance = random.Random(1)  # noqa: S311
    han_characters = [chr(0x4E00 + i) for i in range(3000)]
    terms = ["".join(chance.choices(han_characters, k=chance.randint(2, 8))) for _ in range(20000)]
    text = "".join(chance.choices(terms, k=20000))

    def seconds(number: int) -> float:
        matcher = Matcher(enumerate_terms(terms[:number]))
        matcher.find("", "zh-Hans")
        best = 9.0
        for _ in range(3):
            began = time.process_time()
            matcher.find(text, "zh-Hans")
            best = min(best, time.process_time() - began)
        return best

    few = Matcher(enumerate_terms(terms[:200])).find(text, "zh-Hans")
    assert len(few) >= 100
    assert seconds(20000) < 12 * seconds(200) + 0.5


def enumerate_terms(terms: list[str]) -> list[tuple[int, str, str]]:
    return [(number, term, "zh-Hans") for number, term in enumerate(terms)]
