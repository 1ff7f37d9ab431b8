"""Lines on a terminal: widths, breaks, styles."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from shuyu.cli.layout import Look, Piece, cells, hanging, pad, wrap
from shuyu.text.han import CLOSING

TEXT = st.text(alphabet="模型治理，。（）“”AI open-source \n ", max_size=60)
PIECES = st.lists(st.tuples(TEXT, st.sampled_from(["", "mark", "zh"])), max_size=5)


@given(PIECES, st.integers(min_value=4, max_value=40))
def test_wrapped_lines_fit_and_lose_nothing(pieces: list[Piece], width: int) -> None:
    lines = wrap(pieces, width)
    for line in lines:
        assert sum(cells(text) for text, _ in line) <= width
    squeezed = re.sub(r"\s+", "", "".join(text for text, _ in pieces))
    assert "".join(re.sub(r"\s+", "", text) for line in lines for text, _ in line) == squeezed


def test_no_line_begins_with_a_closing_mark() -> None:
    text = "开源模型（开放权重），“治理”与《章程》。" * 6
    for width in range(8, 40):
        for line in wrap([(text, "")], width)[1:]:
            assert line[0][0][0] not in CLOSING + "，。"


def test_a_style_survives_the_break() -> None:
    lines = wrap([("开源", ""), ("人工智能大模型", "mark"), ("治理", "")], 10)
    assert [piece for line in lines for piece in line if piece[1] == "mark"] == [
        ("人工智", "mark"),
        ("能大模型", "mark"),
    ]


def test_further_lines_hang_under_the_body() -> None:
    assert hanging([("pinyin  ", "faint")], [("kāi yuán mó xíng zhì lǐ", "")], Look(width=28)) == [
        "pinyin  kāi yuán mó xíng zhì",
        "        lǐ",
    ]


def test_a_pipe_gets_one_line() -> None:
    body: list[Piece] = [("开源模型" * 100, "mark")]
    assert hanging([("  ", "")], body, Look()) == ["  " + "开源模型" * 100]


def test_colours_only_where_wanted() -> None:
    assert Look().paint([("术语", "zh")]) == "术语"
    assert "\x1b[" in Look(colour=True).paint([("术语", "zh")])


def test_pad_counts_columns() -> None:
    assert cells(pad("术语", 10)) == 10
    assert pad("terminology", 3) == "terminology"
