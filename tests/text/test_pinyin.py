"""Pinyin: readings, keys, and what people type."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.text._readings import READINGS
from shuyu.text._syllables import SYLLABLES
from shuyu.text.pinyin import initials, maybe_initials, parse_query, pinyin, pinyin_key, toned_key

CASES: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "pinyin.json").read_text("utf-8"))
MARKED = {"a": "āáǎà", "e": "ēéěè", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù", "v": "ǖǘǚǜ"}


@pytest.mark.parametrize(("text", "reading"), CASES["readings"])
def test_readings(text: str, reading: str) -> None:
    assert pinyin(text) == reading


def test_a_character_without_a_reading_stays_and_moves_nothing() -> None:
    reading = pinyin("人\U0003347a工")
    assert reading.startswith("rén ")
    assert reading.endswith(" gōng")


@pytest.mark.parametrize(("reading", "plain", "toned", "first"), CASES["keys"])
def test_keys(reading: str, plain: str, toned: str, first: str) -> None:
    assert (pinyin_key(reading), toned_key(reading), initials(reading)) == (plain, toned, first)


@pytest.mark.parametrize(("query", "key", "toned", "syllables"), CASES["queries"])
def test_queries(query: str, key: str, toned: str | None, syllables: list[str] | None) -> None:
    parsed = parse_query(query)
    assert parsed is not None
    assert parsed.complete
    assert (parsed.key, parsed.toned) == (key, toned)
    assert parsed.syllables == (None if syllables is None else tuple(syllables))


@pytest.mark.parametrize("query", CASES["begun"])
def test_a_last_syllable_may_be_only_begun(query: str) -> None:
    parsed = parse_query(query)
    assert parsed is not None
    assert parsed.key == query
    assert parsed.complete == (query == "shuan")


@pytest.mark.parametrize("query", [*CASES["not_pinyin"], "ma" * 200])
def test_what_cannot_be_pinyin(query: str) -> None:
    assert parse_query(query) is None


@pytest.mark.parametrize(("query", "reading", "agree"), CASES["agree"])
def test_agreement(query: str, reading: str, agree: bool) -> None:
    parsed = parse_query(query)
    assert parsed is not None
    assert parsed.agrees(reading) is agree


@pytest.mark.parametrize(
    ("query", "agree"),
    [("rengong", True), ("ren2gong1zh", True), ("rengongzhinengx", False), ("ren4", False), ("réngōngzhìnéng", True)],
)
def test_agreement_with_the_beginning(query: str, agree: bool) -> None:
    parsed = parse_query(query)
    assert parsed is not None
    assert parsed.agrees("rén gōng zhì néng", prefix=True) is agree


@pytest.mark.parametrize(("query", "wanted"), CASES["initials"])
def test_initials_of_a_query(query: str, wanted: str | None) -> None:
    assert maybe_initials(query) == wanted


@st.composite
def readings(draw: st.DrawFn) -> list[tuple[str, int]]:
    """Syllables with tones."""
    return draw(
        st.lists(
            st.tuples(st.sampled_from(sorted(SYLLABLES)), st.integers(min_value=1, max_value=5)), min_size=1, max_size=6
        )
    )


def written(syllable: str, tone: int) -> str:
    """A syllable with its tone mark where the rules of Hanyu Pinyin put it."""
    at = next((syllable.index(x) for x in ("a", "e", "ou") if x in syllable), None)
    if at is None:
        at = max(i for i, letter in enumerate(syllable) if letter in MARKED)
    marked = syllable if tone == 5 else syllable[:at] + MARKED[syllable[at]][tone - 1] + syllable[at + 1 :]
    return marked.replace("v", "ü")


@given(readings())
def test_a_term_is_found_however_its_pinyin_is_typed(syllables: list[tuple[str, int]]) -> None:
    reading = " ".join(written(*pair) for pair in syllables)
    numbered = "".join(f"{s}{t}" for s, t in syllables)
    typed = [
        reading,
        reading.replace(" ", ""),
        numbered,
        numbered.replace("v", "u:"),
        "'".join(s for s, _ in syllables),
        "".join(s for s, _ in syllables),
        "".join(s for s, _ in syllables).upper(),
    ]
    for query in typed:
        parsed = parse_query(query)
        assert parsed is not None, query
        assert parsed.key == pinyin_key(reading), query
        assert parsed.agrees(reading), query
    parsed = parse_query(numbered)
    assert parsed is not None
    assert parsed.toned == toned_key(reading)
    assert initials(reading) == "".join(s[0] for s, _ in syllables)


@given(st.text())
def test_any_query_is_read_or_refused(text: str) -> None:
    parsed = parse_query(text)
    assert parsed is None or parsed.key.isascii()
    assert isinstance(pinyin_key(text) + toned_key(text) + initials(text), str)


def test_our_own_readings_have_a_syllable_for_each_character() -> None:
    for word, reading in READINGS.items():
        assert len(word) == len(reading.split()), word
        assert all(pinyin_key(s) in SYLLABLES for s in reading.split()), word


def test_the_query_side_imports_no_dictionary() -> None:
    code = (
        "import sys; from shuyu.text.pinyin import parse_query, pinyin_key; parse_query('ren2'); pinyin_key('rén');"
        "print([m for m in ('pypinyin', 'opencc', 'jieba', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
