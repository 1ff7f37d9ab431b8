"""`shuyu mine`: files in, proposals out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

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
    assert output.err.endswith("5 proposals from 12 segment pairs\n")


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


def test_a_spreadsheet(folder: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    assert run(["mine", "--pairs", "plain.tsv", "--top", "3", "-o", "a.xlsx"]) == 0
    rows = list(openpyxl.load_workbook("a.xlsx").active.values)
    assert rows[0] == (*COLUMNS, "id")
    assert len(rows) == 4
    assert isinstance(rows[1][2], float)


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
    ],
)
def test_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: str) -> None:
    assert run(["mine", *arguments]) == 2
    assert code in capsys.readouterr().err


def test_files_without_pairs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("no.tsv").write_text("one\ttwo\n", encoding="utf-8")
    Path("no.po").write_text('msgid "a"\nmsgstr "b"\n', encoding="utf-8")
    for arguments in (["--pairs", "no.tsv"], ["no.tsv"], ["no.po"], ["no.po", "--monolingual", "zh"]):
        assert run(["mine", *arguments]) == 3
        assert "E1" in capsys.readouterr().err


def test_interrupted_work_goes_on(tmp_path: Path) -> None:
    from shuyu.build.mine_files import runner

    called: list[int] = []

    def once(number: int) -> int:
        called.append(number)
        if number == 2 and len(called) < 4:
            raise KeyboardInterrupt
        return number * 10

    keep = tmp_path / "kept"
    with pytest.raises(KeyboardInterrupt), runner(1, keep) as run_parts:
        list(run_parts(once, [1, 2, 3]))
    assert called == [1, 2]
    called += [0]
    with runner(1, keep) as run_parts:
        assert list(run_parts(once, [1, 2, 3])) == [10, 20, 30]
    assert called == [1, 2, 0, 2, 3]
    assert not keep.exists()


def test_processes_give_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["mine", "--pairs", "plain.tsv"]) == 0
    alone = capsys.readouterr().out
    assert run(["mine", "--pairs", "plain.tsv", "--jobs", "2"]) == 0
    assert capsys.readouterr().out == alone
