"""A place of the source is found again in the converted text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.conversion.spread import spread


@pytest.mark.parametrize(
    ("source", "converted", "cuts", "found"),
    [
        ("头发", "頭髮", [0, 1, 2], [0, 1, 2]),
        ("内存很大", "記憶體很大", [0, 2, 3], [0, 3, 4]),
        ("很大内存", "很大記憶體", [2, 4], [2, 5]),
        ("记忆体软体", "内存软件", [3, 4], [2, 3]),
        ("", "", [0], [0]),
        ("甲", "", [0, 1], [0, 0]),
        ("", "甲", [0], [1]),
        ("乙", "甲甲乙", [0, 1], [0, 3]),
        ("甲乙丙丁", "甲乙子丑丙丁", [1, 2, 3], [1, 4, 5]),
        ("甲乙丙", "甲乙丙子丑", [1, 2, 3], [1, 2, 5]),
    ],
)
def test_cases(source: str, converted: str, cuts: list[int], found: list[int]) -> None:
    assert spread(source, converted, cuts) == found


@given(st.text("头发內存记忆體ab", max_size=12), st.text("頭髮內存記憶体ab", max_size=12))
def test_pieces_join_to_the_whole(source: str, converted: str) -> None:
    cuts = list(range(1, len(source)))
    found = spread(source, converted, cuts)
    assert found == sorted(found)
    assert all(0 <= at <= len(converted) for at in found)
