"""Sheets for colleagues: what is written is read back, whatever a spreadsheet program does to it in between."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.errors import InputError, MissingExtraError, UsageError
from shuyu.mine.proposals import proposal_id
from shuyu.review.sheet import COLUMNS, Row, Verdict, neutral, plain_cell, read_rows, sheet_rows
from shuyu.review.sheet_files import kind_of, read_cells, written
from tests.review.sample import MINED, candidate

openpyxl = pytest.importorskip("openpyxl")
KINDS = ("tsv", "csv", "xlsx")
BAD = (
    candidate("=1+1", "@cmd|calc", source="-2"),
    candidate("'=x", "+1 (555)"),
    candidate('他说“开”"', 'the "open" one, two; three'),
    candidate("3D", "1.0"),
    candidate("#标签", "'quoted'"),
)


def saved(folder: Path, kind: str, *mined: Any) -> Path:
    path = folder / f"sheet.{kind}"
    path.write_bytes(written(kind, sheet_rows(mined or MINED)))
    return path


def back(path: Path, known: Any = ()) -> list[Row]:
    rows, problems = read_rows(read_cells(path), "sheet", {one.id: one for one in known})
    assert problems == []
    return rows


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("known", [(), (*MINED, *BAD)], ids=["unknown", "known"])
def test_what_is_written_comes_back_undecided(tmp_path: Path, kind: str, known: Any) -> None:
    for row, one in zip(back(saved(tmp_path, kind, *MINED, *BAD), known), (*MINED, *BAD), strict=True):
        assert (row.verdict, row.zh, row.en, row.mined_zh, row.mined_en) == (None, one.zh, one.en, one.zh, one.en)
        assert not row.is_edited
        assert (row.zh_context, row.source) == (one.contexts[0].zh, one.contexts[0].source)


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(saved(tmp_path, "xlsx", *BAD))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            assert cell.data_type in ("s", "inlineStr", "n")
    assert sheet["B2"].value == "'=1+1"
    for row in csv.reader(io.StringIO(written("tsv", sheet_rows(BAD)).decode("utf-8-sig")), delimiter="\t"):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_the_workbook_offers_the_decisions_and_explains_itself(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(saved(tmp_path, "xlsx"))
    assert book.sheetnames == ["candidates", "how to"]
    [choice] = book["candidates"].data_validations.dataValidation
    assert choice.formula1 == '"accept,reject,edit,later"'
    assert "A2" in choice.sqref
    assert [cell.value for cell in book["candidates"][1]] == list(COLUMNS)


def test_a_sheet_of_nothing(tmp_path: Path) -> None:
    for kind in KINDS:
        path = tmp_path / f"none.{kind}"
        path.write_bytes(written(kind, sheet_rows(())))
        assert back(path) == []


@given(st.text("'=+-@ a模", max_size=6))
def test_neutral_cells_come_back(cell: str) -> None:
    assert plain_cell(neutral(cell)) == cell
    assert neutral(cell)[:1] not in ("=", "+", "-", "@")


def excel_unicode_text(text: str) -> bytes:
    """As Excel's "Unicode Text" has it."""
    return b"\xff\xfe" + text.replace("\n", "\r\n").encode("utf-16-le")


def semicolons(text: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(csv.reader(io.StringIO(text), delimiter="\t"))
    return out.getvalue().encode()


def all_quoted(text: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter="\t", quoting=csv.QUOTE_ALL).writerows(csv.reader(io.StringIO(text), delimiter="\t"))
    return out.getvalue().encode()


def trimmed(text: str) -> bytes:
    return "\n".join(line.strip(" ").replace("\t\t", "\t \t") for line in text.split("\n")).encode()


def old_macs(text: str) -> bytes:
    return text.replace("\n", "\r").encode()


def curly(text: str) -> bytes:
    return text.replace('""open""', "“open”").encode()


def no_quotes(text: str) -> bytes:
    return "\n".join("\t".join(row) for row in csv.reader(io.StringIO(text), delimiter="\t")).encode()


DAMAGE: list[Callable[[str], bytes]] = [
    excel_unicode_text, semicolons, all_quoted, trimmed, old_macs, curly, no_quotes
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_that_spreadsheets_do_is_no_edit(tmp_path: Path, damage: Callable[[str], bytes]) -> None:
    path = tmp_path / "sheet.tsv"
    mined = (*MINED, BAD[2])
    path.write_bytes(damage(written("tsv", sheet_rows(mined)).decode("utf-8-sig")))
    rows = back(path, mined)
    assert [(row.mined_zh, row.mined_en) for row in rows] == [(one.zh, one.en) for one in mined]
    assert not any(row.is_edited for row in rows)


def table(*rows: str) -> list[list[str]]:
    return [row.split("|") for row in rows]


class TestRows:
    def test_columns_and_rows_in_another_order_with_others_between(self) -> None:
        name = proposal_id("模型", "model")
        cells = table(
            "Quarterly review|||",
            "",
            "Mined ZH|EN |our remarks|zh|DECISION|mined_en|note",
            "模型|model|?|模型|Accept|model|fine",
            "||||",
            "权重|parameter||权重||weight",
        )
        rows, problems = read_rows(cells, "s", {})
        assert problems == []
        assert rows == [
            Row(4, Verdict.ACCEPT, "模型", "model", "模型", "model", "fine"),
            Row(6, Verdict.EDIT, "权重", "parameter", "权重", "weight"),
        ]
        assert name == proposal_id(rows[0].mined_zh, rows[0].mined_en)

    @pytest.mark.parametrize(
        ("word", "verdict"),
        [
            ("ACCEPT ", "accept"),
            ("接受", "accept"),
            ("y", "accept"),
            ("拒絕", "reject"),
            ("待定", "later"),
            ("no", "reject"),
            ("√", "accept"),
            ("同意。", "accept"),
            ("不通過", "reject"),
            ("×", "reject"),
            ("？", "later"),
            ("已修改", None),
        ],
    )
    def test_words_that_people_use(self, word: str, verdict: str | None) -> None:
        rows, problems = read_rows(table("decision|zh|en", f"{word}|模型|model"), "s", {})
        if verdict is None:
            assert "it says edit, but neither term was edited" in str(problems[0])
        else:
            assert [row.verdict for row in rows] == [Verdict(verdict)]

    def test_columns_by_other_names(self) -> None:
        rows, _ = read_rows(table("審核意見|Comments|中文|English", "通过|fine|模型|model"), "s", {})
        assert rows == [Row(2, Verdict.ACCEPT, "模型", "model", "模型", "model", "fine")]
        # Where both stand, the name that was exported is meant.
        [row], _ = read_rows(table("decision|zh|en|备注|note|english", "|模型|model|theirs|ours|x"), "s", {})
        assert (row.note, row.en) == ("ours", "model")

    @pytest.mark.parametrize("zh", ["??", "? ?", "\ufffd\ufffd"])
    def test_chinese_that_was_lost_on_the_way(self, zh: str) -> None:
        header = "decision|zh|en|mined_zh|mined_en|id"
        lost = f"accept|{zh}|model|{zh}|model|{proposal_id('模型', 'model')}"
        with pytest.raises(InputError, match=r"E162 s: the Chinese was lost .* XLSX, or as \"CSV UTF-8\""):
            read_rows(table(header, lost, lost), "s", {})
        whole = "|权重|weight|权重|weight|"
        rare = f"accept|模?|model|模?|model|{proposal_id('模㐂', 'model')}"
        rows, problems = read_rows(table(header, lost, whole, whole, whole, rare, "accept|谁?|who?|||"), "s", {})
        told = "Chinese characters were lost when this was saved"
        assert [(problem.line, problem.what) for problem in problems] == [(2, told), (6, told)]
        assert [row.line for row in rows] == [3, 4, 5, 7]

    def test_columns_that_were_sorted_apart(self) -> None:
        pairs = [("模型", "model"), ("权重", "weight"), ("数据", "data"), ("许可", "licence")]
        header = ["decision", "zh", "en", "mined_zh", "mined_en"]
        for apart in (0, 1):
            cells = [header]
            for number, pair in enumerate(pairs):
                now = list(pair)
                now[apart] = pairs[(number + 1) % len(pairs)][apart]
                cells.append(["accept", *now, *pair])
            with pytest.raises(InputError, match="E162 s:2: the columns were sorted apart: 4 rows"):
                read_rows(cells, "s", {})
        # Two that changed places are for the colleague to say.
        cells = [header, ["", "权重", "model", "模型", "model"], ["", "模型", "weight", "权重", "weight"]]
        assert len(read_rows(cells, "s", {})[0]) == 2

    @pytest.mark.parametrize("en", ["valve; gate", "valve；gate", "valve\ngate", "阀、门"])
    def test_several_terms_in_one_cell(self, en: str) -> None:
        cells = [["decision", "zh", "en", "mined_zh", "mined_en"], ["accept", "阀", en, "阀", "vent"]]
        assert "seems to be several terms. Give each a row of its own." in str(read_rows(cells, "s", {})[1][0])
        cells[1][4] = "a; b"
        assert read_rows(cells, "s", {})[1] == []

    def test_a_row_that_a_colleague_adds(self) -> None:
        [row], _ = read_rows(table("decision|zh|en|id", "accept|新词|new word|"), "s", {})
        assert (row.mined_zh, row.mined_en, row.is_edited) == ("新词", "new word", False)

    def test_without_the_columns_that_say_what_was_mined(self) -> None:
        known = {one.id: one for one in MINED}
        name = proposal_id("模型", "model")
        [row], _ = read_rows(table("decision|zh|en|id", f"accept|模型|models|{name}"), "s", known)
        assert (row.mined_en, row.is_edited) == ("model", True)
        [row], _ = read_rows(table("decision|zh|en|id", f"accept|模型|models|{name}"), "s", {})
        assert not row.is_edited
        _, [problem] = read_rows(table("decision|zh|en|id", f"accept|模型|mould|{name}"), "s", {})
        assert str(problem).startswith("E162 s:2: it is not known what this row proposed")

    def test_another_spelling_since_it_was_mined_anew_is_no_edit(self) -> None:
        name = proposal_id("模块", "module")
        known = {name: candidate("模塊", "Modules")}
        header = "decision|zh|en|mined_zh|mined_en|id"
        [row], _ = read_rows(table(header, f"|模块|module|模块|module|{name}"), "s", known)
        assert (row.verdict, row.is_edited) == (None, False)
        # Somebody has replaced characters in the whole sheet: what was proposed is known by the id.
        [row], _ = read_rows(table(header, f"|模组|module|模组|module|{name}"), "s", known)
        assert (row.verdict, row.mined_zh, row.mined_en) == (Verdict.EDIT, "模塊", "Modules")

    def test_an_id_that_a_spreadsheet_took_for_a_number(self) -> None:
        [row], _ = read_rows(table("decision|zh|en|mined_zh|mined_en|id", "accept|模型|m|模型|model|1.2E+11"), "s", {})
        assert (row.mined_en, row.verdict) == ("model", Verdict.ACCEPT)

    @pytest.mark.parametrize(
        ("row", "told"),
        [
            ("perhaps|模型|model|模型|model", '"perhaps" is no decision. Use one of: accept, reject, edit, later.'),
            ("accept||model|模型|model", "a term is missing"),
            ("edit|模型|model|模型|model", "it says edit, but neither term was edited"),
            ("later|模型|mould|模型|model", "it says later, but a term was edited"),
            ("reject|模型|mould|模型|model", "it says reject, but a term was edited"),
            ("accept|模型|#NAME?|模型|model", '"#NAME?" is the fault of a formula'),
            ("|模型||模型|model", "a term is missing"),
        ],
    )
    def test_what_cannot_be(self, row: str, told: str) -> None:
        rows, [problem] = read_rows(table("decision|zh|en|mined_zh|mined_en", row, "reject||||"), "s", {})
        assert told in str(problem)
        assert str(problem).startswith("E162 s:2: ")
        assert [one.line for one in rows] == [3]

    @pytest.mark.parametrize(
        ("header", "told"),
        [
            ("zh|en|verdict", "E161 s: this is no sheet of candidates: there is no column decision"),
            ("中文|chinese|en|decision", "E161 s:1: the column zh stands twice"),
            ("zh|en|decision|zh", "E161 s:1: the column zh stands twice"),
        ],
    )
    def test_columns_that_are_not_there_or_twice(self, header: str, told: str) -> None:
        with pytest.raises(InputError, match=told):
            read_rows(table(header), "s", {})


class TestFiles:
    def test_kinds(self) -> None:
        assert [kind_of(Path(name)) for name in ("a.TSV", "a.txt", "a.csv", "a.xlsx")] == ["tsv", "tsv", "csv", "xlsx"]
        with pytest.raises(UsageError, match="E663"):
            kind_of(Path("a.ods"))

    def test_a_quotation_mark_that_is_never_closed_loses_no_row(self, tmp_path: Path) -> None:
        path = tmp_path / "a.tsv"
        for text in (
            'decision\tzh\ten\naccept\t"模型\tmodel\naccept\t开\t"open"\n',
            'decision\tzh\ten\na\t"模"型\tm\n',
        ):
            path.write_text(text, encoding="utf-8")
            assert len(read_cells(path)) == text.count("\n") + 1

    def test_a_line_break_inside_a_cell(self, tmp_path: Path) -> None:
        path = tmp_path / "a.tsv"
        path.write_text('decision\tzh\ten\tnote\naccept\t模型\tmodel\t"one\ntwo"\n', encoding="utf-8")
        assert back(path)[0].note == "one two"

    def test_numbers_and_empty_cells_of_a_workbook(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        for row in (["decision", "zh", "en"], ["accept", 3, 4.5], ["accept", "模型", None, "x"]):
            book.active.append(row)
        book.save(tmp_path / "a.xlsx")
        assert read_cells(tmp_path / "a.xlsx")[1:] == [["accept", "3", "4.5", ""], ["accept", "模型", "", "x"]]

    def test_a_page_in_front_and_a_copy(self, tmp_path: Path) -> None:
        path = saved(tmp_path, "xlsx")
        book = openpyxl.load_workbook(path)
        book["candidates"].title = "Tabelle2"
        book.create_sheet("cover", 0)["A1"] = "Dear Li"
        book.copy_worksheet(book["Tabelle2"]).title = "copy"
        book["copy"]["A2"] = "accept"
        book.save(path)
        assert [row.verdict for row in back(path)][:2] == [Verdict.ACCEPT, None]
        book["Tabelle2"]["A3"] = "reject"
        book.save(path)
        with pytest.raises(InputError, match=r"E161 .*several sheets hold decisions: Tabelle2, copy"):
            read_cells(path)

    def test_workbooks_that_are_none(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        path.write_bytes(b"PK\x03\x04 nonsense")
        with pytest.raises(InputError, match="E1"):
            read_cells(path)
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("xl/workbook.xml", "<x/>")
        with pytest.raises(InputError, match="E130"):
            read_cells(path)
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x/>')
        with pytest.raises(InputError, match="E109"):
            read_cells(path)

    def test_without_openpyxl(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
        with pytest.raises(MissingExtraError, match=r'pip install "shuyu\[office\]"\. TSV needs nothing\.'):
            written("xlsx", [])


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "saved_as"), [("xlsx", "xlsx"), ("tsv", "xlsx")])
def test_saved_by_libreoffice(tmp_path: Path, kind: str, saved_as: str) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("soffice is not installed: apt-get install libreoffice-calc")
    source = saved(tmp_path, kind, *MINED, *BAD)
    options = ["--infilter=CSV:9,34,76,1"] if kind == "tsv" else []
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", *options, "--convert-to", saved_as, "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, str(source)], capture_output=True, timeout=120, check=True)
    mined = (*MINED, *BAD)
    rows = back(tmp_path / "out" / f"sheet.{saved_as}", mined)
    assert [(row.mined_zh, row.mined_en) for row in rows] == [(one.zh, one.en) for one in mined]
    # LibreOffice reads 1.0 in a text file as the number 1, as every spreadsheet does.
    assert [row.en for row in rows if row.is_edited] == (["1"] if kind == "tsv" else [])
    if kind == "xlsx":
        book = openpyxl.load_workbook(tmp_path / "out" / "sheet.xlsx")
        assert len(book["candidates"].data_validations.dataValidation) == 1


def test_a_row_is_as_tall_as_its_longest_cell(tmp_path: Path) -> None:
    texts = [("水泵", "pump"), ("水泵在水库旁边，" * 12, "A pump. " * 20), ("水" * 9000, "pump " * 4000)]
    rows: list[tuple[str | float, ...]] = [COLUMNS]
    for zh, en in texts:
        cells: dict[str, str | float] = {"zh_context": zh, "en_context": en, "count": 1}
        rows.append(tuple(cells.get(name, "") for name in COLUMNS))
    path = tmp_path / "a.xlsx"
    path.write_bytes(written("xlsx", rows))
    sheet = openpyxl.load_workbook(path)["candidates"]
    assert [sheet.row_dimensions[number].height for number in range(1, 5)] == [None, None, 75, 405]
