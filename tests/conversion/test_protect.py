"""What stands between shuyu:off and shuyu:on stays."""

from __future__ import annotations

import pytest

from shuyu.conversion.engine import Engine
from shuyu.conversion.protect import Guard

CASES = [
    ("发 <!-- shuyu:off -->发<!-- shuyu:on --> 发", "發 <!-- shuyu:off -->发<!-- shuyu:on --> 發"),
    ("% shuyu:off\n发\n% shuyu:on\n发", "% shuyu:off\n发\n% shuyu:on\n發"),
    ("发\nshuyu:off\n发", "發\nshuyu:off\n发"),
    ("shuyu:on 发", "shuyu:on 發"),
    ("shuyu:off 发 shuyu:off 发 shuyu:on 发", "shuyu:off 发 shuyu:off 发 shuyu:on 發"),
    ("shuyu:offer 发", "shuyu:offer 發"),
    ("http://shuyu:off/发", "http://shuyu:off/發"),
    ("（shuyu:off）发", "（shuyu:off）发"),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_spans_that_stay(text: str, wanted: str) -> None:
    assert Engine("s2t").convert(text) == wanted


def test_what_is_off_stays_off_in_the_texts_that_follow() -> None:
    guard = Guard()
    engine = Engine("s2t")
    assert engine.convert_many(["发 shuyu:off", "发", ""], guard=guard) == ["發 shuyu:off", "发", ""]
    assert engine.convert_many(["发 shuyu:on 发", "发"], guard=guard) == ["发 shuyu:on 發", "發"]


def test_kept_strings_and_protected_spans_may_overlap() -> None:
    engine = Engine("s2t", keep=["云南", "南头", ""])
    assert engine.convert("云南头发 shuyu:off云南shuyu:on") == "云南頭髮 shuyu:off云南shuyu:on"
