"""`shuyu clean`, as it is typed."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from shuyu.cli.app import run
from shuyu.text.clean import FIXERS

DIRTY = "中國(guó)的標(biāo)準(zhǔn),開放。\n"
CLEAN = "中國的標準，開放。\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_bytes(DIRTY.encode())
    return path


def test_a_file(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["clean", str(file)]) == 0
    assert capsys.readouterr().out == CLEAN
    assert file.read_bytes() == DIRTY.encode()


def test_standard_input_in_any_encoding(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    data = io.BytesIO("開放原始碼的授權條款&nbsp;與社群治理".encode("big5"))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=data))
    assert run(["clean"]) == 0
    assert capsys.readouterr().out == "開放原始碼的授權條款 與社群治理\n"


def test_standard_input_that_is_text(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run(["clean", "-"]) == 0
    assert capsys.readouterr().out == ""


def test_explain(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["clean", "--explain", str(file)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f'{file}:1:3: inline-pinyin: "(guó)" → ""',
        f'{file}:1:10: inline-pinyin: "(biāo)" → ""',
        f'{file}:1:17: inline-pinyin: "(zhǔn)" → ""',
        f'{file}:1:23: ascii-punctuation: "," → "，"',
    ]


def test_explain_shows_what_cannot_be_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(f"开\u200b源\r\n![图]({'x' * 80})".encode())
    assert run(["clean", "-e", str(file)]) == 0
    shown = capsys.readouterr().out
    assert 'invisible: "\\u200b" → ""' in shown
    assert 'line-ends: "\\r\\n" → "\\n"' in shown
    assert f'markdown-images: "![图]({"x" * 15}…{"x" * 19})" → ""' in shown


def test_json_is_stable(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["clean", "--json", str(file)]) == 0
    value = json.loads(capsys.readouterr().out)
    assert list(value) == ["path", "encoding", "text", "fixes"]
    assert (value["path"], value["encoding"], value["text"]) == (str(file), "utf-8", CLEAN)
    assert value["fixes"][0] == {
        "fixer": "inline-pinyin",
        "start": 2,
        "end": 7,
        "before": "(guó)",
        "after": "",
        "line": 1,
        "column": 3,
    }


def test_choosing_fixers(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["clean", "--only", "inline-pinyin", str(file)]) == 0
    assert run(["clean", "--skip", "inline-pinyin", "--skip", "ascii-punctuation", str(file)]) == 0
    assert capsys.readouterr().out == "中國的標準,開放。\n" + DIRTY
    file.write_text("模型(mó xíng)", encoding="utf-8")
    assert run(["clean", "--also", "strip-word-pinyin", str(file)]) == 0
    assert capsys.readouterr().out == "模型\n"


def test_an_unknown_fixer_is_wrong_usage(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["clean", "--only", "pinyin", str(file)]) == 2
    assert capsys.readouterr().err.startswith('E604 there is no fixer "pinyin". Use one of: ascii-punctuation, ')


def test_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["clean", "--list"]) == 0
    shown = capsys.readouterr().out
    assert [line.split()[0] for line in shown.splitlines()] == [fixer.name for fixer in FIXERS]
    assert shown.count("Only with --also.") == 1
    assert run(["clean", "--list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["fixers"]
    assert rows[0] == {"name": FIXERS[0].name, "summary": FIXERS[0].summary, "default": True}


def test_output_to_a_file(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.txt"
    assert run(["clean", str(file), "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == CLEAN
    assert run(["clean", str(file), "-o", str(out)]) == 3
    assert "this file is there already" in capsys.readouterr().err
    assert run(["clean", str(file), str(file), "-o", str(out), "--force"]) == 0
    assert out.read_text(encoding="utf-8") == CLEAN * 2


def test_in_place_keeps_a_backup(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["clean", "--in-place", str(file)]) == 0
    assert file.read_text(encoding="utf-8") == CLEAN
    assert file.with_name("a.txt.bak").read_bytes() == DIRTY.encode()
    assert "4 fixes; what it was is in a.txt.bak" in capsys.readouterr().err
    assert run(["clean", "-i", str(file)]) == 0
    assert "nothing to mend" in capsys.readouterr().err
    assert not file.with_name("a.txt.bak2").exists()
    file.write_bytes(DIRTY.encode())
    assert run(["clean", "-i", str(file)]) == 0
    assert file.with_name("a.txt.bak2").read_bytes() == DIRTY.encode()


@pytest.mark.parametrize(("encoding", "mark"), [("big5", b""), ("utf-16-le", b"\xff\xfe"), ("gb18030", b"")])
def test_in_place_keeps_the_encoding(tmp_path: Path, encoding: str, mark: bytes) -> None:
    file = tmp_path / "a.txt"
    text = "開放原始碼的授權條款&amp;社群治理，模型與數據。"
    file.write_bytes(mark + text.encode(encoding))
    assert run(["clean", "-i", str(file)]) == 0
    assert file.read_bytes() == mark + text.replace("&amp;", "&").encode(encoding)


def test_in_place_takes_utf8_where_the_encoding_is_too_small(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("開放原始碼的授權條款與社群治理&hearts;&#x1F600;".encode("big5"))
    assert run(["clean", "-i", str(file)]) == 0
    assert file.read_text(encoding="utf-8") == "開放原始碼的授權條款與社群治理♥😀"
    assert "written in UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["-i"], ["-i", "-"], ["-i", "a.txt", "--explain"], ["-i", "a.txt", "--json"], ["-i", "a.txt", "-o", "b"]],
)
def test_in_place_needs_files_and_goes_alone(
    arguments: list[str], file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(file.parent)
    assert run(["clean", *arguments]) == 2
    assert capsys.readouterr().err.startswith("E616 ")
    assert file.read_bytes() == DIRTY.encode()


def test_an_unreadable_file_leaves_the_others_as_they_are(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["clean", "-i", str(file), str(file.parent / "missing.txt")]) == 3
    assert capsys.readouterr().err.startswith("E101 ")
    assert file.read_bytes() == DIRTY.encode()
