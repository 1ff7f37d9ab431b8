"""`clean` as it is called: choices, explanations, the way back."""

from __future__ import annotations

import subprocess
import sys

import pytest

from shuyu.errors import UsageError
from shuyu.text.clean import FIXERS, Fix, clean, replay


def test_names_are_kebab_case_and_unique() -> None:
    names = [fixer.name for fixer in FIXERS]
    assert len(names) == len(set(names))
    assert all(name.replace("-", "").isalpha() and name == name.lower() for name in names)
    assert all(fixer.summary.endswith(".") for fixer in FIXERS)


def test_clean_text_is_the_same_object() -> None:
    text = "开源许可证写明了使用者的权利。\n\nA licence states what users may do.\n"
    assert clean(text).text is text


@pytest.mark.parametrize("text", ["", "\n", " ", "\n\n\n", "a", "中"])
def test_hardly_any_text(text: str) -> None:
    assert clean(text).text == text


def test_only_skip_and_also() -> None:
    text = "各國(guó)代表開會,模型(mó xíng)"
    assert clean(text, only=["inline-pinyin"]).text == "各國代表開會,模型(mó xíng)"
    assert clean(text, skip=["inline-pinyin"]).text == "各國(guó)代表開會，模型(mó xíng)"
    assert clean(text, also=["strip-word-pinyin"]).text == "各國代表開會，模型"
    assert clean(text, only=[], also=["strip-word-pinyin"]).text == "各國(guó)代表開會,模型"
    assert clean(text, only=[]).text == text


@pytest.mark.parametrize("choice", ["only", "skip", "also"])
def test_an_unknown_name_lists_the_known_ones(choice: str) -> None:
    with pytest.raises(UsageError) as caught:
        clean("", **{choice: ["inline-pinyn", "x"]})
    told = [str(problem) for problem in caught.value.problems]
    assert told[0].startswith('E604 there is no fixer "inline-pinyn". Use one of: ascii-punctuation, footnote-bodies, ')
    assert len(told) == 2


def test_fixes_say_where_in_the_source() -> None:
    source = "第一行&amp;\r\n國(guó)際ＡＩ,標準\r\n"
    fixes = clean(source).fixes
    assert fixes[0] == Fix("html-entities", 3, 8, "&amp;", "&", 1, 4)
    assert fixes[1] == Fix("line-ends", 8, 10, "\r\n", "\n", 1, 9)
    assert Fix("inline-pinyin", 11, 16, "(guó)", "", 2, 2) in fixes
    assert Fix("full-width-ascii", 17, 19, "ＡＩ", "AI", 2, 8) in fixes
    assert Fix("ascii-punctuation", 19, 20, ",", "，", 2, 10) in fixes


def test_a_lone_cr_ends_a_line_of_the_source() -> None:
    assert [fix.line for fix in clean("甲\r乙(yǐ)\r丙").fixes if fix.fixer == "inline-pinyin"] == [2]


def test_a_joined_line_maps_back_to_both() -> None:
    source = (
        "开放的模型要走进日常生活，先要有人\n愿意为它写说明、做测试，这些工作不\n"
        "起眼，却决定了模型能不能被放心地用\n在学校和医院。"
    )
    cleaned = clean(source)
    assert "\n" not in cleaned.text
    start = cleaned.text.index("有人愿意")
    assert source[slice(*cleaned.to_source(start, start + 4))] == "有人\n愿意"


def test_steps_replay() -> None:
    source = "**中國(guó)的**&nbsp;標(biāo)準(zhǔn),見[這里](https://example.org)"
    cleaned = clean(source)
    assert len(cleaned.steps) >= 4
    assert replay(source, cleaned.steps) == cleaned.text == "中國的 標準，見這里"


def test_the_second_paragraph_of_a_seldom_text_waits_for_no_dictionary() -> None:
    script = (
        "import sys\n"
        "from shuyu.text.clean import clean\n"
        "clean('开源模型的权重是公开的,数据则不是。\\n\\n# 标题\\n\\n- 一项\\n')\n"
        "print([m for m in ('pypinyin', 'jieba', 'opencc', 'numpy') if m in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
