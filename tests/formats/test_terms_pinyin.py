"""Pinyin that a person gave: what is accepted, and in which form it is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.formats.terms_pinyin import read_pinyin
from shuyu.formats.terms_values import Fault


@pytest.mark.parametrize(
    ("given_", "text", "kept"),
    [
        ("rén gōng zhì néng", "人工智能", "rén gōng zhì néng"),
        ("réngōng zhìnéng", "人工智能", "rén gōng zhì néng"),
        ("ren2gong1zhi4neng2", "人工智能", "rén gōng zhì néng"),
        ("Běijīng", "北京", "Běi jīng"),
        ("xī'ān", "西安", "xī ān"),
        ("xi1’an1", "西安", "xī ān"),
        ("fāngàn", "方案", "fāng àn"),
        ("fāngàn", "反感", "fān gàn"),
        ("jīnróng", "金融", "jīn róng"),
        ("nu:3xing4", "女性", "nǚ xìng"),
        ("nv3 xing4", "女性", "nǚ xìng"),
        ("LÜ4", "绿", "LǛ"),
        ("lue4 duo2", "掠夺", "lüè duó"),
        ("liu2 gui4 dou1", "流柜都", "liú guì dōu"),
        ("hao3 de5 ma0", "好的吗", "hǎo de ma"),
        ("wèile", "为了", "wèi le"),
        ("huār", "花儿", "huār"),
        ("huā ér", "花儿", "huā ér"),
        ("AI zhì lǐ", "AI治理", "AI zhì lǐ"),
        ("zhì lǐ", "AI治理", "zhì lǐ"),
        ("GPT mó xíng", "GPT-4模型", "GPT mó xíng"),
        ("wǔ G wǎng luò", "5G网络", "wǔ G wǎng luò"),
        ("5G wǎng luò", "5G网络", "5G wǎng luò"),
        ("ài zī bìng", "AIDS艾滋病", "ài zī bìng"),
        ("ai4 zi1", "AI艾滋", "ài zī"),
        ("ǹg", "嗯", "ǹg"),
        ("kāi-fàng, yuán（dài）mǎ", "开放源代码", "kāi fàng yuán dài mǎ"),
        ("hǎo", "好", "hǎo"),
        ("hao", "好", "hao"),
    ],
)
def test_accepted(given_: str, text: str, kept: str) -> None:
    assert read_pinyin(given_, text) == kept
    assert read_pinyin(kept, text) == kept


@pytest.mark.parametrize(
    ("given_", "text", "code", "what"),
    [
        ("shù", "术语", "E217", 'the pinyin "shù" has 1 syllable for the 2 characters of "术语"'),
        ("shù yǔ kù", "术语", "E217", 'the pinyin "shù yǔ kù" has 3 syllables for the 2 characters of "术语"'),
        ("shù", "AI", "E217", 'the pinyin "shù" has 1 syllable for the 0 characters of "AI"'),
        ("-", "术", "E217", 'the pinyin "-" has 0 syllables for the 1 character of "术"'),
        ("shu yu", "术语", "E218", 'the pinyin "shu yu" has no tones'),
        ("de5 ma0", "的吗", "E218", 'the pinyin "de5 ma0" has no tones'),
        ("shù yx", "术语", "E218", 'the pinyin "shù yx" cannot be read at "yx"'),
        ("shùù", "术语", "E218", 'the pinyin "shùù" cannot be read at "shùù"'),
        ("shu4ù", "术语", "E218", 'the pinyin "shu4ù" cannot be read at "shu4ù"'),
        ("ㄕㄨˋ ㄩˇ", "术语", "E218", 'the pinyin "ㄕㄨˋ ㄩˇ" cannot be read at "ㄕㄨˋ"'),
        ("shu9", "术", "E218", 'the pinyin "shu9" cannot be read at "shu9"'),
        ("ā" * 501, "啊", "E218", f'the pinyin "{"ā" * 59}…" is too long'),
    ],
)
def test_refused(given_: str, text: str, code: str, what: str) -> None:
    fault = read_pinyin(given_, text)
    assert isinstance(fault, Fault)
    assert (fault.code, fault.what) == (code, what)


@given(
    st.lists(st.sampled_from("人工智能开源模型方案西安女略重庆银行儿嗯绿额爱恩"), min_size=1, max_size=8).map("".join)
)
def test_what_pypinyin_says_is_accepted_together_and_apart(text: str) -> None:
    from shuyu.text.pinyin import pinyin

    reading = pinyin(text)
    assert read_pinyin(reading, text) == reading
    together = read_pinyin(reading.replace(" ", "'"), text)
    assert together == reading


@given(st.text(max_size=40), st.text(max_size=10))
def test_nothing_breaks_it(value: str, text: str) -> None:
    kept = read_pinyin(value, text)
    if isinstance(kept, str):
        assert read_pinyin(kept, text) == kept
