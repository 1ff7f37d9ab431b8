"""The form that the English side, or a word, asks for; the cases are sentences of our own."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.conversion.choose import choose
from shuyu.text.script import convert

CASES = json.loads((Path(__file__).parents[1] / "cases" / "conversion" / "choose.json").read_text(encoding="utf-8"))
TARGETS = ["zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_choice(case: dict[str, Any]) -> None:
    source, target = case["source"], case["target"]
    script = "zh-Hant" if target == "zh-Hans" else "zh-Hans"
    converted = case.get("converted", convert(source, target, from_=script))
    assert choose(source, converted, target=target, english=case["english"]) == case["wanted"]


def test_a_choice_made_is_made_once() -> None:
    source, english = "她的发又长又黑。", "Her hair was long and black."
    once = choose(source, convert(source, "zh-Hant"), target="zh-Hant", english=english)
    assert choose(source, once, target="zh-Hant", english=english) == once


@given(
    text=st.text(alphabet="后发里干面台只系制松表余范并复签舍著乾人在的了一，\n\ue000\ud800 a", max_size=24),
    target=st.sampled_from(TARGETS),
    english=st.sampled_from([None, "", "after the queen", "hair", "one dog", "dry noodles"]),
)
def test_only_ambiguous_characters_change(text: str, target: str, english: str | None) -> None:
    converted = convert(text, target, from_="zh-Hant" if target == "zh-Hans" else "zh-Hans")
    made = choose(text, converted, target=target, english=english)
    assert len(made) == len(converted)
    kept = set("人在的一，\n\ue000\ud800 a")
    assert all(new == old for new, old, given_ in zip(made, converted, text, strict=True) if given_ in kept)


def test_text_that_was_not_converted_stays() -> None:
    assert choose("她的发", "她的发", target="zh-Hans", english="her hair") == "她的发"
