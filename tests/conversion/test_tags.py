"""A language tag said anew keeps the document's own spelling."""

import pytest

from shuyu.conversion.tags import retag


@pytest.mark.parametrize(
    ("tag", "target", "said"),
    [
        ("zh-CN", "zh-Hant-TW", "zh-TW"),
        ("zh-CN", "zh-Hant-HK", "zh-HK"),
        ("zh_TW", "zh-Hans", "zh_CN"),
        ("zh-hant", "zh-Hans", "zh-hans"),
        ("zh-Hant-TW", "zh-Hans", "zh-Hans-CN"),
        ("zh-Hant-TW", "zh-Hant", "zh-Hant-TW"),  # still true
        ("zh-Hans", "zh-Hans", "zh-Hans"),
        ("zh-SG", "zh-Hans", "zh-SG"),
        ("en", "zh-Hans", "en"),
        ("ja", "zh-Hans", "ja"),
        ("zh", "zh-Hant", "zh"),
        ("", "zh-Hant", ""),
    ],
)
def test_retag(tag: str, target: str, said: str) -> None:
    assert retag(tag, target) == said
