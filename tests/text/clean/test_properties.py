"""What holds for any text at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shuyu.text.clean import FIXERS, clean, replay

# Everything that any fixer looks at, so that they meet each other.
PIECES = [
    *"国國行际際模型的社区他AIabz019.,:;?!()[]（）【】“”\"'*_#|<>&/\\-–—…·`~$@^= \t\n\r",
    *"，。；：？！、》《①②²¹ＡｂＣ９０％．－：１",
    *"\ufffd\u200b\u200d\ufe0f\ufeff\u00ad\u00a0\u3000\u2028\x07\x1b\ue000\uf0b7\ud800⼀⻓\ufa1bㄅˊ\u0301üǎ❤א",
    *[
        "(guó)",
        "（háng）",
        "(xíng/háng)",
        "(de)",
        "(mó xíng)",
        "**",
        "****",
        "***",
        "__",
        "![](a.png)",
        "[文](http://a.cn)",
    ],
    *[
        "[^1]",
        "[1]",
        "[2]",
        "&amp;",
        "&lt;b&gt;",
        "&#20013;",
        "&nbsp;",
        "<b>",
        "</b>",
        "<p>",
        "</p>",
        "<br>",
        "<!--",
        "-->",
    ],
    *['<span style="a">', "</span>", "<rt>", "</rt>", "<script>", "</script>", "<sup>1</sup>", "```\n", "`x`", "---\n"],
    *[
        "http://a.cn/b",
        "a@b.cn",
        "\n\n",
        "\r\n",
        "第1页\n",
        "第2页\n",
        "- 3 -\n",
        "新 载 体 开 展",
        "张 三",
        "目　录\n",
        "GLM-\n4",
        "infor-\n",
    ],
    *[
        "人工智能的治理，需要开放的协\n作与清楚的规则，模型的权重公\n开之后，任何人都能检验它的行\n为。\n",
        "参见《指南》。",
        "人工智能的治理，需要开放的协作。\n\n",
    ],
]

texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
any_text = st.one_of(texts, st.text(max_size=80))


@given(any_text)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once


@given(any_text)
def test_every_fixer_gives_sorted_edits_inside_the_text(text: str) -> None:
    for fixer in FIXERS:
        at = 0
        for edit in fixer.find(text):
            assert at <= edit.start <= edit.end <= len(text), fixer.name
            at = edit.end


@given(texts)
def test_steps_replay_and_places_are_in_the_source(text: str) -> None:
    cleaned = clean(text)
    assert replay(text, cleaned.steps) == cleaned.text
    starts = [fix.start for fix in cleaned.fixes]
    assert starts == sorted(starts)
    for fix in cleaned.fixes:
        assert 0 <= fix.start <= fix.end <= len(text)
        assert fix.before != fix.after


@given(texts)
def test_what_was_kept_maps_back_to_itself(text: str) -> None:
    cleaned = clean(text)
    last = 0
    for i, character in enumerate(cleaned.text):
        start, end = cleaned.to_source(i, i + 1)
        assert last <= start <= end <= len(text)
        last = start
        if end - start == 1 and not any(fix.start <= start < fix.end for fix in cleaned.fixes):
            assert text[start] == character
