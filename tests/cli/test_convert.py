"""`shuyu convert`, as it is typed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from shuyu.cli.app import run


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # No project around: its terms would steer.
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SHUYU_PROJECT", raising=False)


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


TERMS = """
[[term]]
zh-Hans = "开源"
zh-Hant-TW = "開放原始碼"
en = "open source"

[[term]]
zh-Hans = "后羿"
zh-Hant = "后羿"
en = "Hou Yi"
"""


def test_the_terms_of_a_project_steer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "terms.toml").write_text(TERMS, encoding="utf-8")
    assert run(["convert", "后羿开源之后", "--to", "zh-TW"]) == 0
    output = capsys.readouterr()
    assert (output.out, output.err) == ("后羿開放原始碼之後\n", "")
    assert run(["convert", "开源", "--to", "zh-TW", "--verbose"]) == 0
    assert f"forms of {tmp_path / 'terms.toml'} steer" in capsys.readouterr().err
    assert run(["convert", "开源", "--to", "zh-TW", "--no-terms"]) == 0
    assert capsys.readouterr().out == "開源\n"
    assert run(["convert", "开源", "--to", "zh-TW", "--characters"]) == 0
    assert capsys.readouterr().out == "開源\n"


def test_the_project_is_that_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, form in (("one", "開源甲"), ("two", "開源乙")):
        (tmp_path / name / "texts").mkdir(parents=True)
        (tmp_path / name / "terms.toml").write_text(TERMS.replace("開放原始碼", form), encoding="utf-8")
        (tmp_path / name / "texts" / "a.txt").write_text("开源\n", encoding="utf-8")
    assert run(["convert", "one/texts/a.txt", "two/texts/a.txt", "-t", "zh-TW"]) == 0
    assert capsys.readouterr().out == "開源甲\n開源乙\n"
    assert run(["convert", "one/texts/a.txt", "-t", "zh-TW", "--project", "two"]) == 0
    assert capsys.readouterr().out == "開源乙\n"
    monkeypatch.chdir("two")
    assert run(["convert", "开源", "-t", "zh-TW"]) == 0
    assert capsys.readouterr().out == "開源乙\n"


def test_a_broken_term_list_is_told_and_no_obstacle(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "terms.toml").write_text("[[term]]\nzh = 3\n", encoding="utf-8")
    assert run(["convert", "开源", "--to", "zh-TW"]) == 0
    output = capsys.readouterr()
    assert output.out == "開源\n"
    assert "E208 terms.toml:2" in output.err
    assert f"The terms of {tmp_path / 'terms.toml'} were not used." in output.err


def test_what_looks_like_a_file_in_chinese_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "术语.txt"]) == 3
    assert capsys.readouterr().err.startswith("E101 术语.txt: there is no such file.")
    assert run(["convert", "請看 術語.txt"]) == 0
    assert capsys.readouterr().out == "请看 术语.txt\n"
