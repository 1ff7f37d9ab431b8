"""Script and region of texts."""

from __future__ import annotations

import pytest

from shuyu.conversion._regions import CHARACTERS, WORDS
from shuyu.conversion.detection import detect
from shuyu.text.fold import fold
from shuyu.text.script import detect_script


@pytest.mark.parametrize(
    ("texts", "script", "region", "tag"),
    [
        (["软件和鼠标"], "zh-Hans", "CN", "zh-Hans"),
        (["他来了"], "zh-Hans", None, "zh-Hans"),
        (["計程車在這裡"], "zh-Hant", "TW", "zh-Hant-TW"),
        (["的士在這裏", "電郵"], "zh-Hant", "HK", "zh-Hant-HK"),
        (["計程車和的士"], "zh-Hant", None, "zh-Hant"),
        (["他來了"], "zh-Hant", None, "zh-Hant"),
        (["鼠標和視頻，還有短信"], "zh-Hant", "CN", "zh-Hant"),
        (["软体和网路，还有滑鼠"], "zh-Hans", "TW", "zh-Hans"),
        (["他來了" * 30, "他来了"], "zh-Hant", None, "zh-Hant"),
        (["他來了" * 3, "他来了"], "mixed", None, None),
        (["人工"], None, None, None),
        (["English", ""], None, None, None),
        ([], None, None, None),
    ],
)
def test_cases(texts: list[str], script: str | None, region: str | None, tag: str | None) -> None:
    found = detect(texts)
    assert (found.script, found.region, found.tag) == (script, region, tag)


def test_what_tells_is_shown() -> None:
    found = detect(["滑鼠滑鼠", "他来了，他來了，來"])
    assert found.evidence == (("滑鼠", "TW", 2),)
    assert found.characters == (("来", 1),)
    # 滑 is the same in both scripts; 鼠 too.
    assert (found.simplified, found.traditional, found.han) == (1, 2, 11)
    assert found.share == 2 / 3


def test_words_are_written_in_simplified_characters_and_once() -> None:
    assert [word for word in WORDS if detect_script(word) not in (None, "zh-Hans")] == []
    assert len({fold(word) for word in WORDS}) == len(WORDS)
    assert all(len(word) >= 2 for word in WORDS)
    assert all(len(character) == 1 for character in CHARACTERS)
