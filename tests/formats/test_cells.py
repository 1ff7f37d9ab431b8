"""Several terms in a cell, and cells that look like formulas: what was written is what is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.formats.cells import guarded, joined, split, unguarded

pieces = st.text(st.sampled_from("ab术\\;； '="), min_size=1, max_size=8).map(str.strip).filter(bool)


@given(st.lists(pieces, min_size=1, max_size=5))
def test_what_is_joined_is_split_again(texts: list[str]) -> None:
    assert split(joined(texts)) == texts


@given(st.text(st.sampled_from("'=+-@＝\t\r\na术"), max_size=8))
def test_what_is_guarded_is_unguarded_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_nothing_that_is_calculated_begins_a_cell(sign: str) -> None:
    assert guarded(f"{sign}1") == f"'{sign}1"


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("a；b", ["a", "b"]),
        ("a\r\nb\rc", ["a", "b", "c"]),
        (r"C:\dir\file", [r"C:\dir\file"]),
        (r"a\;b", ["a;b"]),
        ("a;;b", ["a", "", "b"]),
        ("", [""]),
    ],
)
def test_cells_as_people_write_them(cell: str, texts: list[str]) -> None:
    assert split(cell) == texts
