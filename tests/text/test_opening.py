"""Text files of any size: the same text, whether they are read whole or as one goes."""

from __future__ import annotations

import io
import os
import threading
import tracemalloc
from pathlib import Path

import pytest

from shuyu.errors import InputError
from shuyu.text import opening
from shuyu.text.opening import open_text

TEXT = "水库\treservoir\r\n" + "".join(f"第{n}行说的是灌溉系统。\tLine {n}.\n" for n in range(2000)) + "末行\rlast"
WANTED = TEXT.replace("\r\n", "\n").replace("\r", "\n")


@pytest.fixture(params=["whole", "streamed"])
def small(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    if request.param == "streamed":
        monkeypatch.setattr(opening, "SMALL", 10)
        monkeypatch.setattr(opening, "_CHUNK", 1000)
    return bool(request.param == "whole")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "gb18030"])
def test_any_encoding(tmp_path: Path, small: bool, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    with open_text(path) as stream:
        assert "".join(stream) == WANTED
    with open_text(path) as stream:
        assert isinstance(stream, io.StringIO) == (small or encoding in ("utf-16-le", "gb18030"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "E102"),
        (TEXT.encode() + b"\0" * 40, "E102"),
        (bytes(range(1, 9)) * 40, "E102"),
        (TEXT.encode() + b"\xff\xfe\xfd" + "灌溉系统的水".encode() * 400, "E103"),
        (("\ufeff" + TEXT).encode("utf-16-le") + b"\x20", "E103"),
    ],
    ids=["image", "NUL", "control", "invalid", "cut off"],
)
def test_what_is_no_text(tmp_path: Path, small: bool, data: bytes, code: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        open_text(path, "shown.txt")
    assert (caught.value.problems[0].code, caught.value.problems[0].path) == (code, "shown.txt")


def test_a_line_without_end(tmp_path: Path, small: bool) -> None:
    path = tmp_path / "a.txt"
    path.write_text("short\n" + "x" * 1_000_001, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        open_text(path)
    assert str(caught.value).startswith(f"E105 {path}:2: ")
    with open_text(path, long_lines=True) as stream:
        assert len(stream.read()) == 1_000_007


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="E101"):
        open_text(tmp_path / "no.txt")


def test_what_a_file_declares_is_believed(tmp_path: Path, small: bool) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes("é".encode("latin-1") * 30)
    with open_text(path, declared="iso-8859-1") as stream:
        assert stream.read() == "é" * 30


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=lambda: path.write_bytes(TEXT.encode()))
    writer.start()
    with open_text(path) as stream:
        assert stream.read() == WANTED
    writer.join()


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("w", encoding="utf-8") as stream:
        for number in range(200_000):
            stream.write(f"{number}号水库旁边安装了太阳能水泵。\tA pump was installed.\n")
    assert path.stat().st_size > 2 * opening.SMALL
    tracemalloc.start()
    try:
        with open_text(path) as stream:
            assert sum(1 for _ in stream) == 200_000
        assert tracemalloc.get_traced_memory()[1] < opening.SMALL + 4_000_000
    finally:
        tracemalloc.stop()
