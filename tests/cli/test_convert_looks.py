"""Looking at what conversion does: doubts, differences, losses; and nothing written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shuyu.cli.app import run
from shuyu.cli.convert_diff import by_line
from shuyu.cli.convert_run import Outcome
from shuyu.cli.convert_show import doubt_lines, loss_lines
from shuyu.cli.layout import Look, cells
from shuyu.conversion.doubt import Doubt
from shuyu.conversion.turns import Findings, Loss, PlacedDoubt
from tests.conversion.samples import docx_of

LETTER = "她来了。\n他的发很长。\n"
ENGLISH = "She came.\n\nHis hair is long.\n"


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SHUYU_PROJECT", raising=False)
    Path("letter.txt").write_text(LETTER, encoding="utf-8")
    Path("letter.en.txt").write_text(ENGLISH, encoding="utf-8")
    Path("letter.docx").write_bytes(docx_of(["她来了", "他的|发很长"]))


def test_check_names_what_would_change(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "letter.txt", "letter.docx", "letter.en.txt", "-t", "zh-Hant", "--check"]) == 1
    output = capsys.readouterr()
    assert output.out == "letter.txt\nletter.docx\n"
    assert output.err == "2 files would change\n"
    assert run(["convert", "letter.txt", "-t", "zh-Hans", "--check"]) == 0
    assert capsys.readouterr().out == ""
    assert Path("letter.txt").read_text(encoding="utf-8") == LETTER


def test_check_of_a_file_that_cannot_be_read_is_not_a_pass(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.docx").write_text("no archive", encoding="utf-8")
    assert run(["convert", "letter.txt", "bad.docx", "-t", "zh-Hant", "--check"]) == 3
    assert "bad.docx" in capsys.readouterr().err


def test_a_diff_of_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "letter.txt", "-t", "zh-Hant", "--diff"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "--- letter.txt",
        "+++ letter.txt",
        "@@ -1,2 +1,2 @@",
        "-她来了。",
        "-他的发很长。",
        "+她來了。",
        "+他的發很長。",
    ]


def test_a_diff_of_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "letter.docx", "-t", "zh-Hant", "--diff", "--check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["--- letter.docx", "+++ letter.docx"]
    assert [line for line in lines if line.startswith("@@")] == ["@@ paragraph 1 @@", "@@ paragraph 2 @@"]
    assert "-他的发很长" in lines
    assert "+她來了" in lines


def test_a_diff_and_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "letter.txt", "-t", "zh-Hant", "--diff", "-o", "out.txt"]) == 0
    assert "+她來了。" in capsys.readouterr().out
    assert Path("out.txt").read_text(encoding="utf-8") == "她來了。\n他的發很長。\n"


def test_the_lines_of_a_diff_are_those_of_the_tool_that_everybody_knows() -> None:
    from difflib import unified_diff

    before = "".join(f"第{n}行{'軟' if n in {3, 9, 10, 30, 55} else ''}\n" for n in range(60))
    after = before.replace("軟", "软")
    wanted = [
        line.rstrip("\n") for line in unified_diff(before.splitlines(), after.splitlines(), "a", "a", lineterm="")
    ]
    assert by_line("a", before, after) == wanted
    joined = "一行\n二行\n三\n"
    assert by_line("a", joined, "一行二行\n三\n")[-3:] == ["-二行", "+一行二行", " 三"]
    assert by_line("a", joined, joined) == []


def test_doubts_with_their_places(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "letter.txt", "-t", "zh-Hant", "--report"]) == 0
    output = capsys.readouterr()
    place, context, chosen, others, why = output.out.rstrip("\n").split("\t")
    assert (place, context, chosen, others) == ("letter.txt:2", "他的[发]很长。", "发 → 發", "髮")
    assert why.endswith(".")
    assert output.err == "letter.txt: 1 choice in doubt, 0 settled\n"


def test_the_english_settles_doubt(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["convert", "letter.txt", "-t", "zh-Hant", "--parallel", "letter.en.txt"]
    assert run(command) == 0
    assert capsys.readouterr().out == "她來了。\n他的髮很長。\n"
    assert run([*command, "--report"]) == 0
    output = capsys.readouterr()
    assert (output.out, output.err) == ("", "letter.txt: 0 choices in doubt, 1 settled\n")
    assert run([*command, "--report", "--json"]) == 0
    doubt = json.loads(capsys.readouterr().out)["doubts"][0]
    assert (doubt["line"], doubt["source"], doubt["chosen"], doubt["settled"]) == (2, "发", "髮", "english")


def test_an_english_side_without_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "letter.txt", "-t", "zh-Hant", "--parallel", "letter.docx"]) == 3
    assert "E120 letter.docx: there is no English in this file" in capsys.readouterr().err


def test_a_document_brings_its_own_english(capsys: pytest.CaptureFixture[str]) -> None:
    entry = 'msgid "His hair is long."\nmsgstr "他的发很长。"\n'
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    Path("a.po").write_text(head + entry, encoding="utf-8")
    assert run(["convert", "a.po", "-t", "zh-Hant"]) == 0
    assert 'msgstr "他的髮很長。"' in capsys.readouterr().out


def test_what_would_not_come_back(capsys: pytest.CaptureFixture[str]) -> None:
    # The forms of a regional standard (裡, 臺) are no loss; 髮 alone and 昇 are.
    Path("a.txt").write_text("這裡是臺灣。\n她的髮。\n旭日昇起。\n", encoding="utf-8")
    assert run(["convert", "a.txt", "letter.txt", "-t", "zh-Hans", "--round-trip"]) == 0
    output = capsys.readouterr()
    assert [line.split("\t") for line in output.out.splitlines()] == [
        ["a.txt:2", "她的[髮]。", "髮 → 發"],
        ["a.txt:3", "旭日[昇]起。", "昇 → 升"],
    ]
    assert output.err.splitlines() == [
        "a.txt: 2 places would not come back",
        "letter.txt: 0 places would not come back",
    ]


def test_options_that_look_go_together(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--diff", "--report", "--round-trip", "--check", "--json"]
    assert run(["convert", "letter.txt", "-t", "zh-Hant", *options]) == 1
    value = json.loads(capsys.readouterr().out)
    assert value["changed"] is True
    assert value["diff"][0] == "--- letter.txt"
    assert len(value["doubts"]) == 1
    assert value["losses"] == []
    assert "text" not in value


def _outcome(findings: Findings) -> Outcome:
    return Outcome("信.txt", "plain", "zh-Hans", "zh-Hant", findings=findings)


def test_tables_on_a_terminal_stand_in_columns() -> None:
    why = "No word of the dictionary settles it here; it could be another one too."
    doubts = [
        PlacedDoubt("", 2, "他的发很长", Doubt(2, 3, "发", "發", ("髮",), "发", why)),
        PlacedDoubt("", 1200, "干", Doubt(0, 1, "干", "幹", ("乾", "干"), "干", why)),
        PlacedDoubt("", 3, "后", Doubt(0, 1, "后", "後", ("后",), "后", why, "term")),
    ]
    lines = doubt_lines(_outcome(Findings(doubts=doubts)), Look(False, 80))
    assert all(cells(line.rstrip("\n")) <= 80 for line in lines)
    heads = [line for line in lines if line.startswith("信")]
    assert len(heads) == 2
    assert [cells(line[: line.index("→")]) for line in heads] == [cells(heads[0][: heads[0].index("→")])] * 2
    assert len(doubt_lines(_outcome(Findings(doubts=doubts)), Look(False, None), settled=True)) == 3
    assert "\x1b[" in "".join(doubt_lines(_outcome(Findings(doubts=doubts)), Look(True, 80)))
    losses = [Loss("slide 3", None, "", "著", "執著", 1), Loss("", 4, "甚", "", "甚麼", 0)]
    assert loss_lines(_outcome(Findings(losses=losses)), Look(False, None)) == [
        "信.txt slide 3\t執[]著\t(nothing) → 著\n",
        "信.txt:4\t[甚]麼\t甚 → (nothing)\n",
    ]


def test_a_run_on_a_terminal_says_what_each_file_was_and_what_steers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("terms.toml").write_text('[[term]]\nzh-Hans = "头发"\nzh-Hant = "頭毛"\nen = "hair"\n', encoding="utf-8")
    Path("bad.docx").write_text("no archive", encoding="utf-8")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    files = ["letter.txt", "letter.en.txt", "bad.docx"]
    assert run(["convert", *files, "-t", "zh-Hant", "--parallel", "letter.en.txt"]) == 2
    capsys.readouterr()
    assert run(["convert", *files, "-t", "zh-Hant", "-i"]) == 3
    told = capsys.readouterr().err.splitlines()
    assert told[0] == f"2 forms of {Path('terms.toml').absolute()} steer"
    assert told[1] == "letter.txt: Simplified to zh-Hant; what it was is in letter.txt.bak"
    assert told[2] == "letter.en.txt: no telling character to zh-Hant, nothing to change"
    assert told[-1] == "1 file written, 1 with nothing to change, 1 not converted"
    Path("letter.txt.bak").replace("letter.txt")
    assert run(["convert", "letter.txt", "-t", "zh-Hant", "--parallel", "letter.en.txt", "-o", "out.txt"]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == (
        "letter.txt: Simplified to zh-Hant, 1 character settled on evidence"
    )
    assert run(["convert", "皇后", "-f", "zh-TW", "-t", "zh-HK"]) == 0
    assert "text: Chinese (Traditional, Taiwan) to zh-Hant-HK, nothing to change" in capsys.readouterr().err
