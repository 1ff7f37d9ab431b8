"""Script conversion: the configuration that a pair of tags names, detection, variants, derived forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.errors import UsageError
from shuyu.text.chain import ANY_TO_HONG_KONG, ANY_TO_SIMPLIFIED, CONFIGURATIONS, load
from shuyu.text.fold import fold
from shuyu.text.script import (
    TARGETS,
    chain_for,
    convert,
    derive,
    detect_script,
    variants,
)

CONVERSIONS = [
    # text, to, from, words, expected
    ("后台的线程", "zh-Hant", None, None, "後臺的線程"),
    ("里面", "zh-TW", None, None, "裡面"),
    ("里面", "zh-HK", None, None, "裏面"),
    ("裡面", "zh-Hans", None, None, "里面"),
    ("裡面", "zh-HK", "zh-TW", None, "裏面"),
    ("裏面", "zh-TW", "zh-HK", None, "裡面"),
    ("软件和鼠标", "zh-TW", None, False, "軟件和鼠標"),
    ("软件和鼠标", "zh-TW", None, True, "軟體和滑鼠"),
    ("軟體和滑鼠", "zh-CN", None, True, "软件和鼠标"),
    ("軟體和滑鼠", "zh-CN", None, None, "软体和滑鼠"),
    ("軟體", "zh-HK", "zh-TW", True, "軟件"),
    ("太后", "zh-Hant", None, None, "太后"),
    ("AI model, v2.0", "zh-Hant", None, None, "AI model, v2.0"),
    ("软件", "s2twp", None, None, "軟體"),
    ("", "zh-Hant", None, None, ""),
    ("國际", "zh-Hans", None, None, "国际"),
    ("國际", "zh-Hant", None, None, "國際"),
    ("國际", "zh-Hant", "zh", None, "國際"),
    ("\udcff国", "zh-Hant", None, None, "\udcff國"),
    ("国\0际", "zh-Hant", None, None, "國\0際"),
    ("国\0\0软件\0", "s2twp", None, None, "國\0\0軟體\0"),
    ("他看著這本著作", "zh-Hans", None, None, "他看着这本著作"),
    ("土著看著這裡，是原著", "zh-Hans", None, None, "土著看着这里，是原著"),
    ("沿着路走，編著一本", "zh-Hans", None, None, "沿着路走，编著一本"),
    ("他看著這裡的群峰", "zh-HK", None, None, "他看着這裏的群峰"),
]


@pytest.mark.parametrize(("text", "to", "from_", "words", "expected"), CONVERSIONS)
def test_conversions(text: str, to: str, from_: str | None, words: bool | None, expected: str) -> None:
    assert convert(text, to, from_=from_, words=words) == expected


def test_mixed_text_is_converted_sentence_by_sentence() -> None:
    # 里 in the Traditional sentence is a mile; brought to Simplified and back alone it could become "inside".
    assert convert("這條路長三里。这里的线很长。里面", "zh-TW") == "這條路長三里。這裡的線很長。里面"


def test_every_pair_of_tags_has_a_chain_of_known_configurations() -> None:
    for source in (*TARGETS, "mixed"):
        for target in TARGETS:
            for words in (False, True):
                chain = chain_for(source, target, words=words)
                assert bool(chain) == (source != target)
                assert set(chain) <= {*CONFIGURATIONS, ANY_TO_HONG_KONG, ANY_TO_SIMPLIFIED}


def test_every_configuration_is_installed() -> None:
    for name in CONFIGURATIONS:
        assert isinstance(load(name).convert("术语"), str)


@pytest.mark.parametrize(
    ("to", "from_", "words", "wanted"),
    [
        ("zh-Latn", None, None, 'E602 cannot convert to "zh-Latn". Use a language (zh-Hans, zh-Hant, '
         "zh-Hant-TW, zh-Hant-HK) or an OpenCC configuration (hk2s, "),
        ("en", None, None, "zh-Hant-HK"),
        ("zh", None, None, "zh-Hant-HK"),
        ("zh-Hant", "en", None, 'E602 cannot convert from "en". Use one of: zh, zh-Hans'),
        ("s2t", None, True, 'E602 "s2t" is an OpenCC configuration'),
        ("s2t", "zh-Hans", None, 'E602 "s2t" is an OpenCC configuration'),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(to: str, from_: str | None, words: bool | None, wanted: str) -> None:
    with pytest.raises(UsageError) as caught:
        convert("术语", to, from_=from_, words=words)
    assert wanted in str(caught.value)


def test_detection() -> None:
    assert detect_script("个体户") == "zh-Hans"
    assert detect_script("AI governance") is None


@pytest.mark.parametrize(
    ("text", "from_", "wanted"),
    [
        ("软件", None, {"軟體"}),
        ("程序", None, {"程式"}),
        ("程序", "zh-Hant-TW", {"进程"}),
        ("軟體", "zh-Hant-TW", {"软件", "軟件"}),
        ("軟體", None, {"软件", "軟件"}),
        ("开源", None, set()),
        ("GPU", None, set()),
    ],
)
def test_variants(text: str, from_: str | None, wanted: set[str]) -> None:
    assert {fold(v) for v in variants(text, from_)} == {fold(w) for w in wanted}


def test_variants_of_a_hong_kong_term() -> None:
    assert "鼠标" in variants("滑鼠", "zh-Hant-HK")


@pytest.mark.parametrize(
    ("text", "tag", "forms"),
    [
        ("线程", "zh-Hans", {"zh-Hant": "線程"}),
        ("里面", "zh-Hans", {"zh-Hant": "裏面", "zh-Hant-TW": "裡面"}),
        ("裡面", "zh-Hant-TW", {"zh-Hans": "里面", "zh-Hant": "裏面"}),
        ("裏面", "zh-Hant", {"zh-Hans": "里面", "zh-Hant-TW": "裡面"}),
        ("術語", "zh-Hant", {"zh-Hans": "术语"}),
        ("GPU", "zh-Hans", {}),
    ],
)
def test_derived_forms(text: str, tag: str, forms: dict[str, str]) -> None:
    assert derive(text, tag) == forms


def test_deriving_needs_a_script() -> None:
    with pytest.raises(UsageError, match="cannot derive"):
        derive("术语", "zh")


@given(st.text(st.sampled_from("国國里裡裏面。\nAI著着后後 软軟件體")), st.sampled_from(TARGETS))
def test_converting_keeps_the_fold_and_the_length(text: str, to: str) -> None:
    converted = convert(text, to)
    assert fold(converted) == fold(text)
    assert len(converted) == len(text)
