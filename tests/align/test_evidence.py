from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.align.evidence import anchor_evidence, evidence, length_evidence, measure, probability


def weigh(zh: str, en: str) -> float:
    return evidence(measure(zh, chinese=True), measure(en, chinese=False))


def anchors(zh: str, en: str) -> float:
    return anchor_evidence(measure(zh, chinese=True), measure(en, chinese=False))


def lengths(zh: str, en: str) -> float:
    return length_evidence(measure(zh, chinese=True), measure(en, chinese=False))


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("模型的权重是公开的。", "The weights of the model are public."),
        ("2025年7月，社区有1600万名开发者。", "In July 2025, the community had 16 million developers."),
        ("谁来负责？", "Who is responsible?"),
        ("DeepSeek与Qwen都公布了权重。", "Both DeepSeek and Qwen have published their weights."),
        ("参与者有1,136人，占70%。", "There were 1136 participants, 70 percent."),
    ],
)
def test_translations_have_something_for_them(zh: str, en: str) -> None:
    assert weigh(zh, en) > 0.5


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("模型的权重是公开的。", "AI"),
        ("开源", "The weights of the model are public and everybody can download them."),
        ("2024年底发布了第3版。", "It was founded in 1998 by 45 people."),
        ("DeepSeek公布了权重。", "Qwen was released by Alibaba today."),
        ("……", "The weights are open."),
    ],
)
def test_others_have_something_against_them(zh: str, en: str) -> None:
    assert weigh(zh, en) < 0


def test_numbers_that_change_their_digits_say_nothing() -> None:
    assert anchors("1600万人", "16 million people") == 0
    assert anchors("7月", "July") == 0
    assert anchors("20世纪80年代", "the 1980s") == 0
    assert anchors("20世紀", "the 20th century") == 0
    assert anchors("第20届", "the 20th") == 2


def test_a_question_answers_a_question() -> None:
    assert anchors("谁来负责？", "Who is responsible?") == 1
    assert anchors("谁来负责？", "The weights are open.") == -1


def test_plurals_of_names() -> None:
    assert anchors("部署GPU", "GPUs are deployed") > 0
    assert anchors("部署GPUs", "a GPU is deployed") > 0


def test_numbers_in_words_are_forgiven() -> None:
    assert anchors("二十五个团队", "25 teams") == 0
    assert anchors("几个团队", "25 teams") < 0


@given(st.text(max_size=200), st.text(max_size=200))
def test_bounds(zh: str, en: str) -> None:
    assert -4 <= anchors(zh, en) <= 6
    assert -10 <= lengths(zh, en) <= 3


@given(st.floats(allow_nan=False))
def test_a_score_is_a_score(odds: float) -> None:
    assert 0 <= probability(odds) <= 0.99
