"""What is named on the command line of `shuyu mine`: documents, tables, folders, in any mixture."""

from __future__ import annotations

from pathlib import Path

import pytest

from shuyu.build.mine_sources import sources_of_files, texts_of_files, texts_of_table
from shuyu.errors import InputError
from tests.mine.sample import SOURCES

FEW = SOURCES[:6]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, sources in (("a", FEW[:3]), ("b", FEW[3:])):
        Path(f"{name}.zh.md").write_text("\n\n".join(one.zh for one in sources), encoding="utf-8")
        Path(f"{name}.en.md").write_text("\n\n".join(one.en for one in sources), encoding="utf-8")
    Path("both.md").write_text("\n\n".join(f"{one.zh}\n\n{one.en}" for one in SOURCES[6:]), encoding="utf-8")
    Path("t.tsv").write_text("".join(f"{one.zh}\t{one.en}\n" for one in SOURCES), encoding="utf-8")
    return tmp_path


def _names(*names: str) -> list[Path]:
    return [Path(name) for name in names]


def _pairs(names: list[Path], notes: list[str] | None = None) -> set[tuple[str, str]]:
    return {(one.zh, one.en) for one in sources_of_files(names, notes)}


def _wanted(at: slice) -> set[tuple[str, str]]:
    return {(one.zh, one.en) for one in SOURCES[at]}


def test_two_documents_and_their_lines(folder: Path) -> None:
    found = sources_of_files(_names("a.zh.md", "a.en.md"))
    assert [(one.zh, one.en, one.place) for one in found] == [
        (one.zh, one.en, f"a.zh.md:{2 * number + 1}") for number, one in enumerate(FEW[:3])
    ]


def test_names_say_which_is_which(folder: Path) -> None:
    assert _pairs(_names("a.en.md", "a.zh.md")) == _wanted(slice(3))


def test_several_documents(folder: Path) -> None:
    names = _names("a.zh.md", "b.zh.md", "b.en.md", "a.en.md", "both.md")
    assert _pairs(names) >= _wanted(slice(6))
    assert len(_pairs(names)) > 6


def test_two_documents_that_hold_both_languages(folder: Path) -> None:
    texts = "\n\n".join(f"{one.zh}\n\n{one.en}" for one in FEW)
    Path("more.md").write_text(texts, encoding="utf-8")
    assert _pairs(_names("both.md", "more.md")) >= _wanted(slice(6))


def test_a_folder_with_tables_in_it(folder: Path) -> None:
    Path("alone.txt").write_text("只有中文的一段话。\n", encoding="utf-8")
    Path("rejected.tsv").write_text("zh\ten\tdecision\tdate\tnote\n没有\tnothing\tnot-a-pair\t\t\n", encoding="utf-8")
    Path("broken.csv").write_bytes(bytes(range(256)))
    notes: list[str] = []
    assert _pairs([Path()], notes) == _wanted(slice(None))
    told = "\n".join(notes)
    assert "left out: E102 broken.csv" in told
    assert "rejected.tsv: left out, since it is a list of mined pairs" in told
    assert ".: left out 1 file without a counterpart in the other language, the first alone.txt" in told


def test_a_folder_of_nothing_but_tables(folder: Path) -> None:
    for name in ("a.zh.md", "a.en.md", "b.zh.md", "b.en.md", "both.md"):
        Path(name).unlink()
    assert _pairs([Path()]) == _wanted(slice(None))


def test_a_folder_with_nothing_to_mine(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("只有中文的一段话。\n", encoding="utf-8")
    with pytest.raises(InputError, match="E123"):
        sources_of_files([tmp_path])
    (tmp_path / "b.tsv").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="E104"):
        sources_of_files([tmp_path])


def test_all_that_is_wrong_is_told_at_once(folder: Path) -> None:
    Path("empty.tsv").write_text("", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        sources_of_files(_names("t.tsv", "empty.tsv", "gone.tmx", "gone.md"))
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [
        ("E104", "empty.tsv"),
        ("E101", "gone.tmx"),
        ("E101", "gone.md"),
    ]


def test_what_alignment_has_to_say_is_told(folder: Path) -> None:
    Path("a.en.md").write_text("An apple.\n\nA pear.\n\nPlums, and nothing else.\n", encoding="utf-8")
    notes: list[str] = []
    sources_of_files(_names("a.zh.md", "a.en.md"), notes)
    assert notes


@pytest.mark.parametrize("language", ["zh", "en"])
def test_texts_in_one_language(folder: Path, language: str) -> None:
    Path("m.po").write_text('msgid "Rain gauge"\nmsgstr "雨量站"\n', encoding="utf-8")
    Path("m.tmx").write_text(
        '<tmx><body><tu><tuv xml:lang="zh"><seg>水位</seg></tuv></tu>'
        '<tu><tuv xml:lang="en"><seg>Water level</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    Path("unknown.xyz").write_text("x", encoding="utf-8")
    found = texts_of_files([Path()], language)
    assert ("雨量站" if language == "zh" else "Rain gauge") in found
    assert ("水位" if language == "zh" else "Water level") in found
    assert set(found) >= {one.zh if language == "zh" else one.en for one in FEW}


def test_no_text_in_that_language(folder: Path) -> None:
    Path("alone.txt").write_text("只有中文的一段话。\n", encoding="utf-8")
    Path("alone.tsv").write_text("只有中文\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"E120 alone\.txt: nothing here is English"):
        texts_of_files(_names("alone.txt"), "en")
    with pytest.raises(InputError, match="E120"):
        texts_of_table(Path("alone.tsv"), "en")
    assert texts_of_table(Path("alone.tsv"), "zh") == ["只有中文"]
