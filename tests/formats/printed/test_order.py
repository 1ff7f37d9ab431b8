"""In which order entries stand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.formats.printed.order import Key, by_letters, by_pinyin, by_strokes
from shuyu.text.pinyin import pinyin
from tests.formats.lists import term_texts

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parents[2] / "cases" / "printed_order.json").read_text(encoding="utf-8")
)


def placed(way: str, text: str) -> tuple[str, Key]:
    if way == "pinyin":
        return by_pinyin(text, pinyin(text))
    return by_strokes(text) if way == "strokes" else by_letters(text)


@pytest.mark.parametrize(
    ("way", "case"),
    [pytest.param(way, case, id=f"{way}: {case['why']}") for way, cases in CASES.items() for case in cases],
)
def test_the_order_of_dictionaries(way: str, case: dict[str, Any]) -> None:
    words = case["order"]
    assert [placed(way, word)[0] for word in words] == case["headings"]
    if not case.get("unsorted"):
        assert sorted(words, key=lambda word: placed(way, word)[1]) == words


def test_the_reading_that_a_person_gave_decides() -> None:
    assert by_pinyin("行长", "xíng zhǎng")[0] == "X"
    assert by_pinyin("行长", "háng zhǎng")[0] == "H"


def test_a_reading_that_does_not_fit_is_passed_over() -> None:
    assert by_pinyin("术语", "zā") == by_pinyin("术语", "shù yǔ")


@pytest.mark.parametrize("way", ["pinyin", "strokes", "letters"])
@given(texts=st.lists(term_texts, max_size=6))
def test_anything_can_be_sorted_and_no_two_terms_share_a_place(way: str, texts: list[str]) -> None:
    keys = {text: placed(way, text)[1] for text in texts}
    sorted(keys.values())
    assert len(set(keys.values())) == len(keys)
