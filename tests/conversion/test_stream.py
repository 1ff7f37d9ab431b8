"""Text in blocks: the same as whole, in bounded memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.conversion.engine import Engine
from shuyu.conversion.stream import blocks, convert_file, convert_stream

PIECES = st.lists(st.text(st.sampled_from("头发后面里 ，。\r\nab"), max_size=12), max_size=12)


@given(PIECES, st.integers(1, 9), st.integers(9, 20))
def test_blocks_lose_nothing_and_end_with_lines(pieces: list[str], size: int, longest: int) -> None:
    found = list(blocks(pieces, size, longest))
    assert "".join(found) == "".join(pieces)
    for block in found[:-1]:
        assert block.endswith("\n") or len(block) <= longest
    assert all(found)


@given(PIECES, st.integers(1, 9))
def test_a_stream_gives_what_the_whole_gives(pieces: list[str], size: int) -> None:
    engine = Engine("s2twp")
    assert "".join(convert_stream(pieces, engine, size=size)) == engine.convert("".join(pieces))


def test_long_lines_are_cut_where_no_phrase_is() -> None:
    assert list(blocks(["头发，皇后", "然后"], 2, 4)) == ["头发，", "皇后然后"]
    assert list(blocks(["头发皇后然后"], 2, 4)) == ["头发皇后", "然后"]


def test_processes_give_the_same_in_the_same_order() -> None:
    text = "".join(f"第{number}行，头发后面\n" for number in range(400)) + "shuyu:off\n发\n" * 20 + "shuyu:on\n发"
    engine = Engine("zh-TW", terms={"头发": "頭毛"})
    assert "".join(convert_stream([text], engine, jobs=2, size=200)) == engine.convert(text)


def test_the_first_block_may_be_short_and_processes_still_share_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def here(*_: object, **__: object) -> list[str]:
        raise AssertionError("converted in this process")

    text = "头发\n" * 50 + "后面" * 30 + "\n里面"
    engine = Engine("s2t")
    monkeypatch.setattr("shuyu.conversion.stream._shared", lambda work, *_: iter([one for one, _ in work]))
    monkeypatch.setattr(engine, "convert_many", here)
    assert "".join(convert_stream([text[:160], text[160:]], engine, jobs=2, size=155)) == text


def test_nothing_gives_nothing() -> None:
    assert list(convert_stream([], Engine("s2t"), jobs=2)) == []
    assert list(convert_stream(["", ""], Engine("s2t"))) == []


@pytest.mark.slow
@pytest.mark.parametrize("line", ["头发后面\n", "头发，后面"])
def test_memory_does_not_grow_with_the_text(line: str) -> None:
    def pieces(number: int) -> Iterator[str]:
        return (line * 1000 for _ in range(number))

    def peak(number: int) -> int:
        tracemalloc.start()
        try:
            for _ in convert_stream(pieces(number), engine, size=1 << 14):
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    engine = Engine("s2t")
    peak(5)
    assert peak(800) < 2 * peak(400) * 0.75


def test_a_file_is_converted_in_place_with_its_line_ends_and_wrong_bytes(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes("头发\r\n".encode() + b"\xff\n" + "后面".encode())
    convert_file(path, path, Engine("s2t"))
    assert path.read_bytes() == "頭髮\r\n".encode() + b"\xff\n" + "後面".encode()
    assert [one.name for one in tmp_path.iterdir()] == ["text.txt"]


def test_a_file_that_cannot_be_written_stays(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes("国际".encode("gb2312"))
    with pytest.raises(UnicodeEncodeError):
        convert_file(path, path, Engine("s2t"), encoding="gb2312")
    assert path.read_bytes() == "国际".encode("gb2312")
    assert [one.name for one in tmp_path.iterdir()] == ["text.txt"]
