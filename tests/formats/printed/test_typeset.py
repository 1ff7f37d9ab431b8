"""Where lines break."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shuyu.formats.printed.model import Ink, Run
from shuyu.formats.printed.typeset import Piece, SetLine, Style, broken
from tests.formats.lists import SCRIPTS


def set_in(text: str, run: Run) -> list[Piece]:
    # Ten points a Chinese character, five any other.
    width = sum(5.0 if character.isascii() else 10.0 for character in text)
    return [Piece(text, "font", Style(10), width, run.ink, run.link)]


def lines(text: str, width: float) -> list[str]:
    runs = [Run(part, Ink.TEXT, "zh-Hans") for part in text.split("^")]
    return ["".join(piece.text for piece in line.pieces) for line in broken(runs, width, 12, set_in)]


def test_chinese_breaks_anywhere_but_not_before_closing_punctuation() -> None:
    assert lines("术语表很长", 30) == ["术语表", "很长"]
    assert lines("术语表，很长", 30) == ["术语", "表，很", "长"]
    assert lines("术语“表”很", 30) == ["术语", "“表”", "很"]


def test_english_breaks_at_spaces() -> None:
    assert lines("large language model", 65) == ["large", "language", "model"]
    assert lines("a^b c", 10) == ["ab", "c"]
    assert lines("a × old", 30) == ["a", "× old"]


def test_a_word_wider_than_the_column_is_broken() -> None:
    assert lines("abcdefgh", 20) == ["abcd", "efgh"]


def test_between_the_scripts_a_line_may_end() -> None:
    assert lines("使用AI模型", 30) == ["使用AI", "模型"]


def test_nothing_gives_no_lines() -> None:
    assert lines("", 30) == []
    assert lines("  ", 30) == []
    assert SetLine((), 13.5).size == 10


@given(st.text(st.sampled_from(SCRIPTS), max_size=60), st.integers(10, 200))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    found = broken([Run(text, Ink.TEXT, "zh")], width, 12, set_in)
    for line in found:
        assert sum(piece.width for piece in line.pieces) <= width
    printed = "".join(piece.text for line in found for piece in line.pieces)
    assert "".join(printed.split()) == "".join(text.split())
