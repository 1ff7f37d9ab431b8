"""`shuyu detect`, as it is typed."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from shuyu.cli import detect as command
from shuyu.cli.app import run
from shuyu.cli.layout import cells
from tests.conversion.samples import docx_of


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_row_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("tw.txt").write_bytes("滑鼠和軟體都在這裡。\n".encode("big5"))
    Path("cn.md").write_bytes("# 鼠标和软件\n\n都在这里。\n".encode("gb18030"))
    Path("hk.docx").write_bytes(docx_of(["巴士站在這裏", "的士也在這裏"]))
    Path("en.txt").write_text("nothing Chinese\n", encoding="utf-8")
    assert run(["detect", "tw.txt", "cn.md", "hk.docx", "en.txt"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [row[:6] for row in rows] == [
        ["tw.txt", "zh-Hant", "TW", "big5", "0%", "100%"],
        ["cn.md", "zh-Hans", "CN", "gb18030", "100%", "0%"],
        ["hk.docx", "zh-Hant", "HK", "-", "0%", "100%"],
        ["en.txt", "-", "-", "utf-8", "-", "-"],
    ]
    assert "滑鼠 TW" in rows[0][6]


def test_json_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("術語和术语", encoding="utf-8")
    assert run(["detect", "a.txt", "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["script"] == "mixed"
    assert value["tag"] is None
    assert (value["simplified"], value["traditional"], value["han"]) == (2, 2, 5)
    assert value["format"] == "plain"


def test_standard_input_and_text(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("软件"))
    assert run(["detect"]) == 0
    assert capsys.readouterr().out.split("\t")[:4] == ["-", "zh-Hans", "CN", "utf-8"]
    assert run(["detect", "軟體"]) == 0
    assert capsys.readouterr().out.split("\t")[:4] == ["text", "zh-Hant", "TW", "-"]


def test_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    Path("in/deep").mkdir(parents=True)
    Path("in/b.txt").write_text("术语", encoding="utf-8")
    Path("in/deep/a.html").write_text("<html lang='zh'><p>術語</p></html>", encoding="utf-8")
    Path("in/picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    assert run(["detect", "in"]) == 0
    assert [line.split("\t")[:2] for line in capsys.readouterr().out.splitlines()] == [
        [str(Path("in/b.txt")), "zh-Hans"],
        [str(Path("in/deep/a.html")), "zh-Hant"],
    ]


def test_what_cannot_be_looked_at_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty.txt").write_bytes(b"")
    Path("picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    Path("broken.docx").write_bytes(b"PK\x03\x04 broken")
    Path("good.txt").write_text("术语", encoding="utf-8")
    assert run(["detect", "empty.txt", "picture.png", "broken.docx", "missing.txt", "good.txt"]) == 3
    output = capsys.readouterr()
    assert [line.split(":")[0] for line in output.err.splitlines()] == [
        "E101 missing.txt",
        "E104 empty.txt",
        "E102 picture.png",
        output.err.splitlines()[3].split(":")[0],
    ]
    assert "broken.docx" in output.err.splitlines()[3]
    assert output.out.startswith("good.txt\tzh-Hans")


def test_columns_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(command, "terminal_width", lambda: 100)
    Path("短.txt").write_text("軟體", encoding="utf-8")
    Path("a longer name.txt").write_text("软件", encoding="utf-8")
    assert run(["detect", "短.txt", "a longer name.txt"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == ["file", "script", "region", "encoding", "Simplified", "Traditional", "telling"]
    column = head.index("script")
    for row in rows:
        before, _, _ = row.partition("zh-Han")
        assert cells(before) == column
    assert run(["detect", "missing.txt"]) == 3
    assert capsys.readouterr().out == ""
