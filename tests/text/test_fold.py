"""The fold: idempotent, the same with and without a map, and meeting what has to meet."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.text import fold as module
from shuyu.text import han
from shuyu.text._fold_table import FROM, OPENCC, SIMPLIFIED, TO, TRADITIONAL
from shuyu.text.fold import fold, fold_mapped, is_simplified_only_char, is_traditional_char, simplified_chars
from shuyu.text.script import opencc_version

# Letters, marks that combine, what is dropped, and Han, so that they often stand side by side.
TRICKY = st.text(st.sampled_from("ae가ᄀ\u1161\u11a8́̈ͅ´ﾞカ-·\u200d️ AＡßİςΣﬁ⺠國爲術术㍿½ⅷ①\U000114b9\U000114ba"))
TEXTS = st.one_of(st.text(), TRICKY)

MEET = [
    ("著作", "着作"),
    ("看著", "看着"),
    ("乾燥", "干燥"),
    ("瞭解", "了解"),
    ("這裡", "这里"),
    ("這裏", "这里"),
    ("臺灣", "台灣"),
    ("為何", "爲何"),
    ("為何", "为何"),
    ("藉口", "借口"),
    ("特徵", "特征"),
    ("關於", "关于"),
    ("後來", "后来"),
    ("甚麼", "什么"),
    ("衞生", "卫生"),
    ("綫程", "线程"),
    ("公⺠", "公民"),
    ("ＧＰＵ", "gpu"),
    ("杰弗里·辛顿", "杰弗里・辛顿"),
    ("人 工 智 能", "人工智能"),
    ("Large-scale AI model", "large scale ai–model"),
    ("Hugging Face", "HuggingFace"),
    ("naïve", "nai\u0308ve"),
    ("㈱", "(株)"),
]

APART = [("模型", "模形"), ("術語", "述语"), ("naïve", "naive"), ("C++", "C"), ("人工智慧", "人工智能")]


@pytest.mark.parametrize(("one", "other"), MEET)
def test_spellings_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_terms_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(TEXTS)
def test_a_fold_of_a_fold_is_the_fold(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_the_mapped_fold_is_the_fold_and_maps_back(text: str) -> None:
    folded = fold_mapped(text)
    assert folded.text == fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert list(folded.starts) == sorted(folded.starts)
    for at in range(len(folded.text)):
        start, end = folded.to_source(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert folded.text[at] in fold(text[start:end])
    if folded.text:
        start, end = folded.to_source(0, len(folded.text))
        assert fold(text[start:end]) == folded.text


def test_every_character_folds_once_and_for_all() -> None:
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        folded = fold(character)
        if folded != character:
            assert fold(folded) == folded, hex(code)
        assert not (character.isspace() and folded), hex(code)


def test_an_empty_span_maps_to_a_place() -> None:
    folded = fold_mapped(" 术 语 ")
    assert folded.to_source(1, 1) == (3, 3)
    assert folded.to_source(2, 2) == (4, 4)
    assert fold_mapped(" - ").to_source(0, 0) == (0, 0)


def test_dropped_characters_at_the_edges_stay_outside() -> None:
    assert fold_mapped("“ 人-工 ”").to_source(1, 3) == (2, 5)


def test_telling_characters() -> None:
    assert all(map(is_traditional_char, "國際這術語"))
    assert all(map(is_simplified_only_char, "国际这术语"))
    for both in "后里干台人工著":
        assert not is_traditional_char(both)
        assert not is_simplified_only_char(both)
    assert not set(TRADITIONAL) & set(SIMPLIFIED)


def test_the_table_holds_single_han_characters_and_never_maps_twice() -> None:
    assert len(FROM) == len(TO) == len(set(FROM))
    assert not set(FROM) & set(TO)
    assert all(map(han.is_han, TO.replace("讠", "").replace("阝", "")))


def test_the_table_is_what_opencc_gives() -> None:
    script = Path(__file__).parents[2] / "tools" / "make_fold_table.py"
    if not script.exists():
        pytest.skip("only in a checkout")
    if opencc_version() != OPENCC:
        pytest.skip(f"the table was made with OpenCC {OPENCC}")
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, "run: python tools/make_fold_table.py\n" + done.stdout + done.stderr


def test_no_joining_character_was_forgotten() -> None:
    import unicodedata

    for code in range(sys.maxunicode + 1):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            second = chr(int(parts[1], 16))
            pair = chr(int(parts[0], 16)) + second
            if unicodedata.normalize("NFC", pair) == chr(code) and unicodedata.combining(second) == 0:
                assert second in module._JOINING, hex(code)


@given(TEXTS)
def test_simplified_characters_keep_their_number_and_their_fold(text: str) -> None:
    assert len(simplified_chars(text)) == len(text)
    assert fold(simplified_chars(text)) == fold(text)
