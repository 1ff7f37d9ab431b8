"""Changes of a text that can be taken back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shuyu.review.splice import Splice

texts = st.text("ab\n", max_size=12)


@given(texts, texts)
def test_what_was_changed_is_taken_back(before: str, after: str) -> None:
    splice = Splice.between(before, after)
    assert splice.undone(after) == before
    assert Splice(**splice.to_json()) == splice


def test_after_an_edit_elsewhere() -> None:
    splice = Splice.between("one\ntwo\nthree\n", "one\ntwo\nand a half\nthree\n")
    assert splice.undone("zero\none\ntwo\nand a half\nthree\nfour\n") == "zero\none\ntwo\nthree\nfour\n"


def test_after_an_edit_of_the_same_place() -> None:
    splice = Splice.between("one\nthree\n", "one\ntwo\nthree\n")
    assert splice.undone("one\ntwo and a half\nthree\n") is None


def test_where_it_stands_twice_or_nothing_was_put() -> None:
    assert Splice.between("xx", "xax").undone("xax xax") is None
    assert Splice.between("abc", "ac").undone("acd") is None
