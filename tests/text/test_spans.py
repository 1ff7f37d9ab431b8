"""Text with a map back to its source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.text.spans import Edit, Layer, Mapped


def test_what_was_not_touched_moves() -> None:
    layer = Layer([Edit(1, 6, ""), Edit(8, 9, "ab")])
    assert layer.apply("國(guó)際的A。") == "國際的ab。"
    assert [layer.to_input(i, i + 1) for i in range(6)] == [(0, 1), (6, 7), (7, 8), (8, 9), (8, 9), (9, 10)]


def test_a_span_over_a_deletion_takes_it_in() -> None:
    assert Layer([Edit(1, 6, "")]).to_input(0, 2) == (0, 7)


def test_a_span_beside_a_deletion_leaves_it_out() -> None:
    layer = Layer([Edit(1, 6, "")])
    assert layer.to_input(0, 1) == (0, 1)
    assert layer.to_input(1, 2) == (6, 7)


def test_an_insertion_comes_from_an_empty_place() -> None:
    layer = Layer([Edit(2, 2, "\n")])
    assert layer.apply("一二三四") == "一二\n三四"
    assert layer.to_input(2, 3) == (2, 2)
    assert layer.to_input(1, 4) == (1, 3)


def test_edits_that_touch() -> None:
    layer = Layer([Edit(0, 1, ""), Edit(1, 2, "X"), Edit(2, 3, "")])
    assert layer.apply("abcd") == "Xd"
    assert layer.to_input(0, 1) == (1, 2)
    assert layer.to_input(1, 2) == (3, 4)


def test_an_empty_span_stays_empty() -> None:
    assert Layer([Edit(0, 2, "")]).to_input(1, 1) == (3, 3)
    assert Mapped.of("").to_source(0, 0) == (0, 0)


def test_layers_pile_up() -> None:
    mapped = Mapped.of("a b c").edited([Edit(1, 2, "")]).edited([Edit(1, 2, "BB")])
    assert mapped.text == "aBB c"
    assert mapped.to_source(1, 3) == (2, 3)
    assert mapped.to_source(3, 4) == (3, 4)


def test_nothing_to_do_is_the_same_object() -> None:
    mapped = Mapped.of("abc")
    assert mapped.edited([]) is mapped
    assert mapped.edited([Edit(1, 2, "b")]) is mapped


@pytest.mark.parametrize("edits", [[Edit(0, 2, ""), Edit(1, 3, "")], [Edit(2, 3, ""), Edit(0, 1, "")]])
def test_edits_out_of_order_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlap or are out of order"):
        Mapped.of("abc").edited(edits)


def test_edits_outside_the_text_are_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        Mapped.of("abc").edited([Edit(2, 9, "x")])


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[list[Edit]]]:
    text = source = draw(st.text("ab國際，\n", max_size=30))
    layers = []
    for _ in range(draw(st.integers(0, 4))):
        cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
        edits = [
            Edit(start, end, draw(st.text("xyz", max_size=3)))
            for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        ]
        # Two insertions at one place would be one edit.
        edits = [e for i, e in enumerate(edits) if i == 0 or e.start > edits[i - 1].end or e.end > e.start]
        layers.append(edits)
        text = Layer(edits).apply(text)
    return source, layers


@given(texts_with_edits())
def test_places_map_back_in_order_and_whole(case: tuple[str, list[list[Edit]]]) -> None:
    source, layers = case
    mapped = Mapped.of(source)
    text = source
    for edits in layers:
        mapped = mapped.edited(edits)
        text = Layer(edits).apply(text)
    assert mapped.text == text
    last = 0
    for i, character in enumerate(text):
        start, end = mapped.to_source(i, i + 1)
        assert last <= start <= end <= len(source)
        last = start
        if character not in "xyz":
            assert source[start:end] == character
    if text:
        start, end = mapped.to_source(0, len(text))
        assert start == mapped.to_source(0, 1)[0]
        assert start <= end <= len(source)
