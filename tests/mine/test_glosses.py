"""Inline glosses: found with both edges right, or left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.mine.brackets import Item, Shape, asides, is_name, items, shape
from shuyu.mine.edges import supported
from shuyu.mine.glosses import GlossKind, aliases, glosses
from shuyu.text.segment import Jieba, default_segmenter

CASES: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "glosses.json").read_text("utf-8"))


def found(text: str, **options: Any) -> list[list[str]]:
    return [[text[g.zh_start : g.zh_end], text[g.en_start : g.en_end]] for g in glosses(text, **options)]


def test_there_are_cases_enough() -> None:
    assert len(CASES["positive"]) >= 120
    assert len(CASES["negative"]) >= 80


@pytest.mark.parametrize(("text", "wanted"), CASES["positive"])
def test_glosses(text: str, wanted: list[list[str]]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize("text", CASES["negative"])
def test_what_is_no_gloss(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(text, wanted, marks=pytest.mark.xfail(strict=True, reason=reason))
        for text, wanted, reason in CASES["known_failures"]
    ],
)
def test_known_failures(text: str, wanted: list[list[str]]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize("text", [text for text, _, _ in CASES["known_failures"]])
def test_what_is_not_found_is_left_out_and_not_found_wrong(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(("text", "wanted"), CASES["aliases"])
def test_aliases(text: str, wanted: list[list[str]]) -> None:
    got = aliases(text)
    assert [[text[a.zh_start : a.zh_end], text[a.en_start : a.en_end]] for a in got] == wanted
    assert all(a.kind is GlossKind.ALIAS for a in got)


def test_kinds() -> None:
    assert [g.kind for g in glosses("世界卫生组织（WHO）")] == [GlossKind.GLOSS]
    assert [g.kind for g in glosses("WHO（世界卫生组织）")] == [GlossKind.REVERSED]


def test_the_store_settles_an_edge() -> None:
    text = "我们需要审查供应链（supply chain）。"
    assert found(text) == []
    assert found(text, known={"供应链"}.__contains__) == [["供应链", "supply chain"]]
    assert found("在Ubuntu（乌班图）上运行。", known={"乌班图"}.__contains__) == [["乌班图", "Ubuntu"]]


def test_the_document_helps_to_settle_an_edge() -> None:
    text = "开源平台抱抱脸（Hugging Face）很受欢迎。"
    assert found(text) == []
    document = text + "抱抱脸托管模型。他们在抱抱脸上讨论。"
    assert found(text, document=document) == [["抱抱脸", "Hugging Face"]]


def test_both_segmenters_give_the_same() -> None:
    pytest.importorskip("rjieba")
    for text, _ in CASES["positive"]:
        assert glosses(text, segmenter=Jieba()) == glosses(text, segmenter=Jieba(fast=True)), text


@given(st.text(st.sampled_from("开源的模型（()）和“”《》以下简称、，ABWhoa 1·.-—"), max_size=60))
def test_whatever_the_text_a_gloss_has_han_and_latin_beside_each_other(text: str) -> None:
    for gloss in glosses(text) + aliases(text):
        assert 0 <= gloss.zh_start < gloss.zh_end <= len(text)
        assert 0 <= gloss.en_start < gloss.en_end <= len(text)
        assert gloss.zh_end < gloss.en_start or gloss.en_end < gloss.zh_start
        assert any("\u4e00" <= c <= "\u9fff" for c in text[gloss.zh_start : gloss.zh_end])


def test_a_long_line_takes_no_long_time() -> None:
    text = "开源社区和模型的治理以及" * 20000 + "（ModelScope）" + "（" * 5000 + "A" * 5000
    assert len(glosses(text)) <= 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("术语（term）", ["term"]),
        ("大会（World AI Conference，简称“WAIC”，下同）", ["World AI Conference", "WAIC"]),
        ("大学（University of California, Berkeley）", ["University of California, Berkeley"]),
        ("公司（Acme Co., Ltd.）", ["Acme Co., Ltd."]),
        ("树突（dendrite，输入端）", ["dendrite"]),
        ("损失函数（loss function，或cost function）", ["loss function", "cost function"]),
        ("病毒（Some Severe Virus, SSV-CoV）", ["Some Severe Virus", "SSV-CoV"]),
        ("两种（precision、recall）", []),
        ("说明（英文：precision）", ["precision"]),
        ("说明（英：precision）", ["precision"]),
        ("说明（德文 Begriff）", []),
        ("说明（，）", []),
        ("说明（“”）", []),
        ("说明（简称）", []),
    ],
)
def test_what_stands_in_brackets(text: str, wanted: list[str]) -> None:
    (aside,) = asides(text)
    assert [text[item.start : item.end] for item in items(text, aside)] == wanted


def test_an_item_says_what_introduced_it() -> None:
    text = "大会（World AI Conference，简称“大会”，又称峰会）"
    (aside,) = asides(text)
    assert items(text, aside) == [Item(3, 22, True, ""), Item(26, 28, False, "short"), Item(32, 34, False, "other")]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "ModelScope",
            "R&D",
            "AI/ML",
            "seq2seq",
            "Charité",
            "insular vanguardism",
            "U.S.",
            "Acme Inc.",
            "GPT-4",
            "3D printing",
        ),
        *("World Health Organization", "e-mail", "on-device", "Open Source AI: A Primer"),
    ],
)
def test_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a",
            "x",
            "ab",
            "iv",
            "II",
            "kg",
            "GB",
            "km/h",
            "v1.2",
            "1.5",
            "2024",
            "Smith, 2020",
            "Smith et al.",
            "see below",
        ),
        *(
            "https://a.b",
            "a@b.org",
            "model.py",
            "foo_bar",
            "x=1",
            "A+B",
            "Ctrl+S",
            "F5",
            "A1:B2",
            "com.sun.star",
            "True",
        ),
        *("the model", "It is very slow", "Play with", "for example", "click here", "All rights reserved", "step 3"),
        *("Xinhua/Li Si", "This ends.", "one two three four five six seven eight", "open, free and fair", "", "-"),
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert not is_name(text)


def test_shapes() -> None:
    assert [shape(s) for s in ("WHO", "P2P", "APIs", "SaaS", "LoRA")] == [Shape.ACRONYM] * 5
    assert [shape(s) for s in ("OpenAI", "Python", "DeepSeek", "iPhone")] == [Shape.COINED] * 4
    assert [shape(s) for s in ("overfitting", "World Bank", "e-mail")] == [Shape.WORDS] * 3


@pytest.mark.parametrize(
    ("chinese", "english", "wanted"),
    [
        ("世界卫生组织", "WHO", True),
        ("自然语言处理", "NLP", True),
        ("公共服务", "WHO", False),
        ("变换器", "Transformer", True),
        ("马尔可夫", "Markov", True),
        ("常用工具", "Python", False),
        ("知识蒸馏", "knowledge distillation", True),
        ("用来训练的数据", "training data", False),
        ("人工智能", "a very long phrase about something else entirely", False),
    ],
)
def test_a_chinese_note_is_told_from_a_translation(chinese: str, english: str, wanted: bool) -> None:
    assert supported(chinese, english, default_segmenter()) is wanted
