"""What a person is asked to look at; the cases are sentences of our own."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.conversion.doubt import doubts
from shuyu.text.script import convert

CASES = json.loads((Path(__file__).parents[1] / "cases" / "conversion" / "doubt.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_doubts(case: dict[str, Any]) -> None:
    source, target = case["source"], case["target"]
    script = "zh-Hant" if target == "zh-Hans" else "zh-Hans"
    converted = case.get("converted", convert(source, target, from_=script))
    found = doubts(source, converted, target=target, english=case.get("english"))
    assert [[one.source, one.chosen, list(one.alternatives), one.settled] for one in found] == case["found"]


@pytest.mark.parametrize(
    ("source", "converted", "target", "english", "why"),
    [
        ("她剪了发", "她剪了發", "zh-Hant", None, "No word of the dictionary settles 发 here; it could be 髮 too."),
        ("她剪了发", "她剪了發", "zh-Hant", "hair", '"hair" in the English text speaks for 髮, not for 發.'),
        ("她剪了发", "她剪了髮", "zh-Hant", "hair", '"hair" in the English text speaks for 髮.'),
        (
            *("进行复杂计算", "進行復雜計算", "zh-Hant", None),
            "An entry of OpenCC's dictionary ends inside 复杂, which by itself would have 複.",
        ),
        (
            *("请回复", "請回覆", "zh-Hant", None),
            "回复 has several spellings, each for a meaning of its own; 复 could be 復 or 複 too.",
        ),
        ("余先生", "餘先生", "zh-Hant", None, "余 is part of a name here, which is written 余."),
        (
            *("新程序", "新程式", "zh-Hant-TW", None),
            "程序 became 程式, the region's word in one of its meanings; in another it is 程序.",
        ),
    ],
)
def test_the_reason_is_a_sentence(source: str, converted: str, target: str, english: str | None, why: str) -> None:
    assert [one.why for one in doubts(source, converted, target=target, english=english)] == [why]


@given(
    text=st.text(alphabet="后发里干面台只系制松表余范并复签舍程序文件人在的了，\n\ue000\ud800 a", max_size=24),
    target=st.sampled_from(["zh-Hant", "zh-Hant-TW", "zh-Hant-HK", "zh-Hans"]),
    english=st.sampled_from([None, "", "after the queen", "hair", "one dog"]),
    words=st.booleans(),
)
def test_every_doubt_is_a_place_of_the_source(text: str, target: str, english: str | None, *, words: bool) -> None:
    source = "zh-Hant" if target == "zh-Hans" else "zh-Hans"
    converted = convert(text, target, from_=source, words=words)
    found = doubts(text, converted, target=target, english=english)
    assert [one.start for one in found] == sorted(one.start for one in found)
    for one in found:
        assert text[one.start : one.end] == one.source
        assert one.source in one.word
        assert one.alternatives
        assert one.chosen not in one.alternatives
        assert one.settled in (None, "english", "word")
