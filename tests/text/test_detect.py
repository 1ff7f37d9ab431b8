from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.languages import LANGUAGES
from shuyu.text.detect import ScriptShare, detect_language, detect_script, language_of_label, language_of_name

CASES = json.loads((Path(__file__).parent.parent / "cases" / "detect.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "language"), CASES["language"])
def test_language(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(("path", "stem", "tag"), CASES["name"])
def test_language_of_name(path: str, stem: str, tag: str | None) -> None:
    assert language_of_name(path) == (stem, tag)


@pytest.mark.parametrize(("label", "tag"), CASES["label"])
def test_language_of_label(label: str, tag: str | None) -> None:
    assert language_of_label(label) == tag


def test_default_for_text_that_does_not_tell() -> None:
    assert detect_language("人工智能", default="zh-Hant-TW") == "zh-Hant-TW"
    assert detect_language("开源", default="zh-Hant-TW") == "zh-Hans"


def test_script_is_counted() -> None:
    share = detect_script("開源开源人工AI")
    assert share == ScriptShare(simplified=1, traditional=1, han=6)
    assert share.tag is None
    assert (share + detect_script("國")).tag == "zh-Hant"


def test_characters_that_both_scripts_use_do_not_tell() -> None:
    assert detect_script("后干里台著").tag is None


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert detect_language(text) in {*LANGUAGES, "und"}


def test_a_long_line_takes_no_time() -> None:
    # Quadratic matching would need hours for these.
    for text in ("a" * 300_000, "(" * 300_000, "“" * 300_000, "x." * 150_000, "中" * 300_000 + "@"):
        detect_language(text)
