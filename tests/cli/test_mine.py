"""`shuyu mine`: files in, proposals out."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from shuyu.cli.app import run
from shuyu.mine.proposals import COLUMNS, read_json
from tests.mine.sample import SOURCES


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SHUYU_PROJECT", raising=False)
    rows = [f"{number}\t{one.en}\t{one.zh}" for number, one in enumerate(SOURCES)]
    Path("memory.tsv").write_text("\n".join(["no\tEnglish\t中文", *rows]) + "\n", encoding="utf-8")
    Path("plain.tsv").write_text("".join(f"{one.zh}\t{one.en}\n" for one in SOURCES), encoding="utf-8")
    return tmp_path


@pytest.fixture
def project(folder: Path) -> Path:
    (folder / "terms.toml").write_text('[[term]]\nzh = "雨量站"\nen = "rain gauge"\n', encoding="utf-8")
    (folder / "glossary").mkdir()
    (folder / "glossary" / "rivers.tsv").write_text((folder / "plain.tsv").read_text("utf-8"), encoding="utf-8")
    assert run(["build"]) == 0
    return folder


def _rows(text: str) -> list[dict[str, str]]:
    head, *lines = [line.split("\t") for line in text.splitlines()]
    return [dict(zip(head, line, strict=True)) for line in lines]


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(row["zh"], row["en"].lower()) for row in _rows(text)]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--pairs", "plain.tsv"],
        ["--pairs", "memory.tsv"],
        ["--pairs", "memory.tsv", "--columns", "中文,English"],
        ["--pairs", "memory.tsv", "--columns", "3,2"],
        ["plain.tsv"],
    ],
)
def test_tables(folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run(["mine", *arguments, "--top", "5"]) == 0
    output = capsys.readouterr()
    assert output.out.split("\n")[0] == "\t".join((*COLUMNS, "id"))
    assert _pairs(output.out)[0] == ("开放标准", "open standards")
    assert re.fullmatch(r"(note: .*\n)?5 of \d+ proposals from 12 segment pairs\n", output.err)


def test_two_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, texts in (("a.zh.txt", [s.zh for s in SOURCES]), ("a.en.txt", [s.en for s in SOURCES])):
        Path(name).write_text("\n\n".join(texts), encoding="utf-8")
    assert run(["mine", "a.zh.txt", "a.en.txt", "--top", "4"]) == 0
    assert ("雨量站", "rain gauges") in _pairs(capsys.readouterr().out)
    assert run(["mine", ".", "--top", "4"]) == 0
    assert ("雨量站", "rain gauges") in _pairs(capsys.readouterr().out)


def test_a_po_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entries = [f'#: x.c:1\nmsgid "{one.en}"\nmsgstr "{one.zh}"\n' for one in SOURCES[:7]]
    entries += ['msgid ""\n"Two "\n"lines"\nmsgstr ""\n"两行"\n', '#, fuzzy\nmsgid "Rivers"\nmsgstr "河"\n']
    Path("zh.po").write_text('msgid ""\nmsgstr "Language: zh\\n"\n\n' + "\n".join(entries), encoding="utf-8")
    assert run(["mine", "zh.po", "--format", "json"]) == 0
    output = capsys.readouterr()
    assert "from 8 segment pairs" in output.err
    assert read_json(output.out)[0].contexts[0].source.startswith("zh.po:")


def test_a_project_hides_what_it_has(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    known = ("雨量站", "rain gauges")
    assert run(["mine"]) == 0
    hidden = _pairs(capsys.readouterr().out)
    assert known not in hidden
    assert ("开放标准", "open standards") in hidden[:3]
    assert run(["mine", "--known", "mark"]) == 0
    rows = _rows(capsys.readouterr().out)
    assert [row["known"] != "" for row in rows if (row["zh"], row["en"].lower()) == known] == [True]
    assert run(["mine", "--known", "only"]) == 0
    assert {zh for zh, _ in _pairs(capsys.readouterr().out)} == {"雨量站"}


def test_formats(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = ["mine", "--pairs", "plain.tsv", "--top", "3"]
    assert run([*base, "-o", "a.toml", "--subject", "rivers"]) == 0
    assert run([*base, "-o", "a.json"]) == 0
    assert run([*base, "-o", "a.tsv"]) == 0
    entries = Path("a.toml").read_text(encoding="utf-8")
    assert entries.count("[[term]]") == entries.count('subject = "rivers"') == 3
    proposals = read_json(Path("a.json").read_text(encoding="utf-8"))
    assert [one.zh for one in proposals] == [zh for zh, _ in _pairs(Path("a.tsv").read_text(encoding="utf-8"))]
    capsys.readouterr()
    assert run([*base, "-o", "a.tsv"]) == 3
    assert "E406" in capsys.readouterr().err
    assert run([*base, "-o", "a.tsv", "--force"]) == 0


def test_the_toml_is_a_term_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["mine", "--pairs", "plain.tsv", "--top", "3", "-o", "terms.toml"]) == 0
    Path("glossary").mkdir()
    assert run(["build"]) == 0
    assert "3 concepts" in capsys.readouterr().out


def test_a_spreadsheet_comes_back(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    capsys.readouterr()
    assert run(["mine", "--top", "3", "--subject", "水文", "-o", "a.xlsx"]) == 0
    assert "shuyu review --import a.xlsx" in capsys.readouterr().err
    book = openpyxl.load_workbook("a.xlsx")
    sheet = book.worksheets[0]
    names = [cell.value for cell in sheet[1]]
    assert sheet.max_row == 4
    sheet.cell(2, names.index("decision") + 1).value = "accept"
    sheet.cell(3, names.index("en") + 1).value = "corrected term"
    sheet.cell(4, names.index("decision") + 1).value = "reject"
    pairs = [(row[names.index("zh")], row[names.index("en")]) for row in sheet.iter_rows(2, values_only=True)]
    book.save("a.xlsx")
    assert run(["review", "--import", "a.xlsx"]) == 0
    terms = Path("terms.toml").read_text(encoding="utf-8")
    assert all(zh in terms and en in terms for zh, en in pairs[:2])
    assert terms.count('subject = "水文"') == 2
    assert pairs[2][1] in Path("rejected.tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["a.tsv", "a.json"])
def test_a_review_takes_the_subject(project: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert run(["mine", "--top", "2", "--subject", "水文", "-o", name]) == 0
    capsys.readouterr()
    assert run(["review", name, "--list", "--json"]) == 0
    wanted, other = (one["id"] for one in json.loads(capsys.readouterr().out))
    assert run(["review", name, "--accept", wanted]) == 0
    assert run(["review", name, "--subject", "河流", "--accept", other]) == 0
    terms = Path("terms.toml").read_text(encoding="utf-8")
    assert (terms.count('subject = "水文"'), terms.count('subject = "河流"')) == (1, 1)
    assert terms.count('source = "glossary/rivers.tsv:') == 2


def test_without_openpyxl(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert run(["mine", "--pairs", "plain.tsv", "-o", "a.xlsx"]) == 3
    assert 'pip install "shuyu[office]"' in capsys.readouterr().err


def test_reasons(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = ["mine", "--pairs", "plain.tsv", "--top", "2", "--explain"]
    assert run(base) == 0
    assert "best of en +" in capsys.readouterr().out
    assert run([*base, "--format", "json"]) == 0
    assert all(entry["reasons"] for entry in json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_language(folder: Path, capsys: pytest.CaptureFixture[str], language: str) -> None:
    text = "".join((one.zh if language == "zh" else one.en) + "\n\n" for one in SOURCES)
    Path("a.txt").write_text(text, encoding="utf-8")
    wanted = {"zh": "雨量站", "en": "rain gauges"}[language]
    assert run(["mine", "a.txt", "--monolingual", language]) == 0
    assert wanted in [line.split("\t")[0].lower() for line in capsys.readouterr().out.splitlines()[1:4]]
    assert run(["mine", "--pairs", "plain.tsv", "--monolingual", language, "--format", "json", "--top", "3"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 3


def test_one_language_of_a_project(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["mine", "--monolingual", "zh"]) == 0
    assert "雨量站" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--pairs", "plain.tsv", "--format", "odt"], "E651"),
        (["--pairs", "plain.tsv", "--columns", "a,b"], "E652"),
        (["--pairs", "plain.tsv", "--columns", "a"], "E653"),
        (["--pairs", "plain.tsv", "memory.tsv"], "E653"),
        (["--pairs", "plain.tsv", "--known", "maybe"], "E653"),
        (["--pairs", "plain.tsv", "--monolingual", "fr"], "E653"),
        (["--pairs", "plain.tsv", "--monolingual", "zh", "--format", "toml"], "E653"),
        (["--pairs", "plain.tsv", "--format", "xlsx"], "E653"),
        (["--pairs", "plain.tsv", "--explain", "--format", "tsv"], "E653"),
        (["--pairs", "plain.tsv", "--monolingual", "zh", "--known", "hide", "--min-score", "0"], "E653"),
        (["--pairs", "glossary"], "E653"),
        (["--pairs", "plain.tsv", "-o", "a.docx"], "E651"),
        (["--pairs", "plain.tsv", "-o", "a"], "E651"),
        (["--top", "0"], "--top"),
        (["--jobs", "0"], "--jobs"),
    ],
)
def test_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: str) -> None:
    Path("glossary").mkdir()
    assert run(["mine", *arguments]) == 2
    assert code in capsys.readouterr().err


def test_all_that_is_wrong_with_the_options_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["mine", "--known", "maybe", "--columns", "a", "--format", "xlsx"]) == 2
    assert capsys.readouterr().err.count("E653") == 3


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("glossary", "E401 glossary: cannot write: this is a folder"),
        ("nowhere/a.tsv", "E401 nowhere/a.tsv: cannot write: there is no such folder"),
        ("plain.tsv", "E406 plain.tsv: this file is there already"),
    ],
)
def test_where_nothing_can_be_written(
    folder: Path, capsys: pytest.CaptureFixture[str], output: str, message: str
) -> None:
    Path("glossary").mkdir()
    before = Path("plain.tsv").read_bytes()
    # Before the work: the file that would be mined is not even looked for.
    assert run(["mine", "--pairs", "gone.tsv", "-o", output]) == 3
    assert message in capsys.readouterr().err
    assert Path("plain.tsv").read_bytes() == before


def test_files_in_a_project_hide_what_was_decided(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rejected = "zh\ten\tdecision\tdate\tnote\n开放标准\topen standard\tnot-a-pair\t\t\n"
    Path("rejected.tsv").write_text(rejected, encoding="utf-8")
    capsys.readouterr()
    decided = [("雨量站", "rain gauges"), ("开放标准", "open standards")]
    assert run(["mine", "plain.tsv"]) == 0
    output = capsys.readouterr()
    assert not set(decided) & set(_pairs(output.out))
    assert re.search(r", \d+ known or decided already left out\n", output.err)
    assert run(["mine", "plain.tsv", "--known", "mark"]) == 0
    assert set(decided) & set(_pairs(capsys.readouterr().out)) == {decided[0]}


def test_nothing_to_mine(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    Path("terms.toml").write_text("", encoding="utf-8")
    assert run(["build"]) == 0
    capsys.readouterr()
    assert run(["mine"]) == 3
    assert "E120" in (told := capsys.readouterr().err)
    assert "this project has no passages in pairs" in told


def test_what_changed_since_the_build_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "glossary" / "new.md").write_text("新的一段。\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["mine", "--top", "1"]) == 0
    assert "shuyu build" in capsys.readouterr().err


def test_no_cell_is_a_formula(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = [("=1+1是开放标准。", "=1+1 is an open standard."), ("=2+2也是开放标准。", "=2+2 is an open standard too.")]
    Path("sums.tsv").write_text("".join(f"{zh}\t{en}\n" for zh, en in texts), encoding="utf-8")
    assert run(["mine", "--pairs", "sums.tsv", "--min-score", "0"]) == 0
    rows = _rows(capsys.readouterr().out)
    assert rows
    assert {row["zh_context"][:2] for row in rows} == {"'="}
    assert run(["mine", "--pairs", "sums.tsv", "--monolingual", "zh", "--min-count", "1"]) == 0
    assert all(line.split("\t")[-1][:2] == "'=" for line in capsys.readouterr().out.splitlines()[1:])


def test_files_without_pairs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("no.tsv").write_text("one\ttwo\n", encoding="utf-8")
    Path("no.po").write_text('msgid "a"\nmsgstr "b"\n', encoding="utf-8")
    for arguments in (["--pairs", "no.tsv"], ["no.tsv"], ["no.po"], ["no.po", "--monolingual", "zh"]):
        assert run(["mine", *arguments]) == 3
        assert "E1" in capsys.readouterr().err


def test_processes_give_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["mine", "--pairs", "plain.tsv"]) == 0
    alone = capsys.readouterr().out
    assert run(["mine", "--pairs", "plain.tsv", "--jobs", "2"]) == 0
    assert capsys.readouterr().out == alone


def test_an_interrupted_command_says_how_to_go_on(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    monkeypatch.setattr("shuyu.cli.mine._WORTH_KEEPING", 2)
    monkeypatch.setattr("shuyu.mine.engine.SHARD", 4)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _: folder / "cache")

    def interrupted(*_: object, run: Any, tell: object) -> None:
        for _ in run(_interrupt, [1, 2]):
            pass

    monkeypatch.setattr("shuyu.mine.engine.count", interrupted)
    assert run(["mine", "--pairs", "plain.tsv"]) == 130
    assert "Interrupted. The same command goes on where this one was." in capsys.readouterr().err
    assert len(list((folder / "cache" / "mine").iterdir())) == 1


def _interrupt(part: int) -> int:
    if part == 2:
        raise KeyboardInterrupt
    return part


def test_without_a_project_files_are_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: folder / "data")
    assert run(["mine"]) == 3
    told = capsys.readouterr().err
    assert "there is no project here, and your own glossary has no passages in pairs" in told
    assert "shuyu mine a.zh.md a.en.md" in told


def test_a_terminal_gets_a_table(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shuyu.cli.mine._SHOWN_ON_A_TERMINAL", 3)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    assert run(["mine", "--pairs", "plain.tsv"]) == 0
    output = capsys.readouterr()
    assert output.out.splitlines()[0].split() == ["score", "Chinese", "English", "count", "others"]
    assert len(output.out.splitlines()) == 4
    assert "\x1b" not in output.out
    assert output.err.startswith("3 of ")
    assert run(["mine", "--pairs", "plain.tsv", "--monolingual", "zh", "--top", "2"]) == 0
    assert capsys.readouterr().out.splitlines()[0].split() == ["score", "Chinese", "count", "context"]


def test_nothing_that_scores_enough(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["mine", "--pairs", "plain.tsv", "--min-score", "1"]) == 0
    told = capsys.readouterr().err
    assert re.search(
        r"0 proposals from 12 segment pairs\n\d+ proposals with lower scores: --min-score 0 shows them", told
    )
