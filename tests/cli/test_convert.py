"""`shuyu convert`, as it is typed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from shuyu.cli.app import run


def test_text_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "軟體開發", "--to", "zh-Hans", "--words"]) == 0
    assert capsys.readouterr().out == "软件开发\n"


def test_characters_only_unless_words_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "软件", "-t", "zh-TW"]) == 0
    assert run(["convert", "软件", "-t", "zh-TW", "--words"]) == 0
    assert run(["convert", "软件", "-t", "s2twp"]) == 0
    assert capsys.readouterr().out == "軟件\n軟體\n軟體\n"


def test_standard_input_comes_back_as_it_was_but_for_the_script(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("模型治理\n\n  開放權重\tA"))
    assert run(["convert"]) == 0
    assert capsys.readouterr().out == "模型治理\n\n  开放权重\tA"


def test_a_file_in_any_encoding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes("開放原始碼的授權條款與社群治理\n".encode("big5"))
    assert run(["convert", str(file), "--to", "zh-Hans"]) == 0
    assert capsys.readouterr().out == "开放原始码的授权条款与社群治理\n"


def test_a_name_mistyped_is_not_taken_for_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "leter.txt"]) == 3
    assert capsys.readouterr().err.startswith("E101 leter.txt: there is no such file.")


def test_a_target_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "术语", "--to", "klingon"]) == 2
    assert 'cannot convert to "klingon"' in capsys.readouterr().err


def test_a_very_long_argument_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "术语" * 5000, "--to", "zh-Hant"]) == 0
    assert capsys.readouterr().out == "術語" * 5000 + "\n"
