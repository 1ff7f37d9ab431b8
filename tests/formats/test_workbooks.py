"""XLSX and ODS: what other programs put into them, and files made to do harm."""

from __future__ import annotations

import sys
import zipfile
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from shuyu.errors import InputError, MissingExtraError
from shuyu.formats.base import Reading, TermFormat, Writing
from shuyu.formats.ods import FORMAT as ODS
from shuyu.formats.xlsx import FORMAT as XLSX
from shuyu.model.concept import Concept, Term
from tests.formats.test_contract import read, written

BOTH = pytest.mark.parametrize("form", [XLSX, ODS], ids=["xlsx", "ods"])
CONCEPT = Concept("c", (Term("=1+1", "zh-Hans"), Term("@sum", "en")), note="a\n  b\tc", definition="_x0041_\r.")
_ODS = "urn:oasis:names:tc:opendocument:xmlns:"


def changed(data: bytes, members: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, members.get(name, old.read(name)))
    return made.getvalue()


def codes(form: TermFormat, data: bytes) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(form, data)
    return [problem.code for problem in caught.value.problems]


def workbook(*sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def content(rows: str) -> bytes:
    names = " ".join(f'xmlns:{name}="{_ODS}{name}:1.0"' for name in ("office", "table", "text"))
    body = f"<office:body><office:spreadsheet>{rows}</office:spreadsheet></office:body>"
    return f"<office:document-content {names}>{body}</office:document-content>".encode()


def ods(rows: str) -> bytes:
    return changed(written(ODS, []), {"content.xml": content(rows)})


def row(*cells: str) -> str:
    made = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
    return f"<table:table-row>{made}</table:table-row>"


@BOTH
def test_nothing_is_calculated_and_nothing_is_added(form: TermFormat) -> None:
    assert read(form, written(form, [CONCEPT])) == [CONCEPT]


def test_the_sheet_is_fit_for_people() -> None:
    book = openpyxl.load_workbook(BytesIO(written(XLSX, [CONCEPT], Writing(title="AI/术语: [1]"))))
    sheet = book.active
    assert sheet.title == "AI 术语   1"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:E2")
    assert sheet["A1"].font.bold
    assert sheet["A2"].data_type == "s"
    assert (sheet["A2"].quotePrefix, sheet["E2"].quotePrefix) == (True, False)
    assert sheet.column_dimensions["A"].width == 9


@BOTH
def test_the_day_of_writing_is_the_only_time_in_it(form: TermFormat) -> None:
    first, second = (written(form, [CONCEPT], Writing(date=day)) for day in ("2026-11-21", "2026-11-21"))
    assert first == second


def test_what_people_keep_in_workbooks() -> None:
    data = workbook(
        [],
        [
            ["客户术语"],
            [],
            ["编号", "中文", "English", "修改日期", "备注"],
            [7, "模型", "model", datetime(2026, 11, 21), 2.5],  # noqa: DTZ001
            [8.0, "真", True, date(2026, 1, 2), None],
        ],
        [["x"]],
        [[]],
    )
    reading = Reading("a.xlsx")
    assert XLSX.read is not None
    found = list(XLSX.read(BytesIO(data), reading))
    assert [(one.id, one.modified, one.note, one.terms[1].text) for one in found] == [
        ("7", "2026-11-21", "2.5", "model"),
        ("8", "2026-01-02", None, "TRUE"),
    ]
    assert set(reading.losses) == {"a row above the headings", 'the sheet "Sheet2"'}


def test_what_people_keep_in_open_documents() -> None:
    rows = (
        '<table:table table:name="a"><table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
        "</table:table-row></table:table><table:table>"
        + row("中文", "English", "备注")
        + row("模<text:span>型</text:span>", "AI<text:s text:c='2'/>model", "a<text:line-break/>b<text:tab/>c")
        + '<table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>OK</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2026-11-21T00:00:00"/>'
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        "<table:table-row><table:table-cell><text:p>数</text:p></table:table-cell>"
        '<table:table-cell office:value-type="float" office:value="3"><text:p>3,00</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="x"><text:p>n</text:p></table:table-cell>'
        "</table:table-row></table:table><table:table>" + row("more") + row("more") + "</table:table>"
    )
    reading = Reading("a.ods")
    assert ODS.read is not None
    found = list(ODS.read(BytesIO(ods(rows)), reading))
    assert [(one.terms[0].text, one.terms[-1].text, one.note) for one in found] == [
        ("模型", "AI  model", "a\nb\tc"),
        ("OK", "OK", "2026-11-21"),
        ("数", "3", "n"),
    ]
    assert reading.losses["a further sheet"].times == 1


@BOTH
def test_what_is_no_workbook(form: TermFormat) -> None:
    assert codes(form, b"PK\x03\x04 broken") == ["E130"]
    assert codes(form, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)) == ["E133"]
    assert codes(form, b"") == ["E104"]
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("a.txt", "a")
    assert codes(form, made.getvalue()) == ["E141"]


@pytest.mark.parametrize(("form", "name"), [(XLSX, "xl/worksheets/sheet1.xml"), (ODS, "content.xml")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_documents_types_are_refused(form: TermFormat, name: str, encoding: str) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(9))
    text = f'<?xml version="1.0" encoding="{encoding}"?><!-- > --><!DOCTYPE a [{laughs}]><a>&l8;</a>'
    assert codes(form, changed(written(form, [CONCEPT]), {name: text.encode(encoding)})) == ["E144"]


@pytest.mark.parametrize(("form", "name"), [(XLSX, "xl/worksheets/sheet1.xml"), (ODS, "content.xml")])
def test_bombs_are_refused(form: TermFormat, name: str) -> None:
    assert codes(form, changed(written(form, [CONCEPT]), {name: b"<a>" + b" " * (20 << 20) + b"</a>"})) == ["E134"]


@pytest.mark.parametrize(("form", "name"), [(XLSX, "xl/worksheets/sheet1.xml"), (ODS, "content.xml")])
def test_broken_xml_is_told(form: TermFormat, name: str) -> None:
    data = written(form, [CONCEPT])
    with zipfile.ZipFile(BytesIO(data)) as file:
        whole = file.read(name)
    assert codes(form, changed(data, {name: whole[:-40]})) == ["E141"]


def test_a_row_far_below_is_no_work_without_end() -> None:
    name = "xl/worksheets/sheet1.xml"
    data = written(XLSX, [CONCEPT])
    with zipfile.ZipFile(BytesIO(data)) as file:
        far = file.read(name).replace(b'r="2"', b'r="999999999999"').replace(b'r="A2"', b'r="A999999999999"')
    assert codes(XLSX, changed(data, {name: far})) == ["E144"]


def test_open_documents_have_an_end_too() -> None:
    head = row("中文", "English")
    far = '<table:table-row table:number-rows-repeated="9999999"><table:table-cell/></table:table-row>'
    assert codes(ODS, ods(f"<table:table>{head}{far}{row('模型', 'model')}</table:table>")) == ["E144"]
    wide = '<table:table-cell table:number-columns-repeated="1000"><text:p>x</text:p></table:table-cell>' * 17
    assert codes(ODS, ods(f"<table:table>{head}<table:table-row>{wide}</table:table-row></table:table>")) == ["E144"]
    many = f'<table:table-row table:number-rows-repeated="99999">{row("模型", "model")[17:]}'
    assert len(read(ODS, ods(f"<table:table>{head}{many}</table:table>"))) == 1000


@BOTH
def test_what_a_workbook_cannot_hold_is_told(form: TermFormat) -> None:
    for note in ("x" * 1_000_001, "\U00020000" * 600_000, "\ufffe"):
        with pytest.raises(InputError) as caught:
            written(form, [Concept("c", (Term("模型", "zh-Hans"),), note=note)])
        assert [problem.code for problem in caught.value.problems] == ["E142"]


def test_excel_has_a_limit_of_its_own() -> None:
    with pytest.raises(InputError, match=r"row 2 has a cell of 40,000 characters; the limit is 32,767"):
        written(XLSX, [Concept("c", (Term("模型", "zh-Hans"),), note="\U00020000" * 20_000)])


def test_the_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    data = written(XLSX, [CONCEPT])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    for use in (lambda: written(XLSX, [CONCEPT]), lambda: read(XLSX, data)):
        with pytest.raises(MissingExtraError, match=r"E501 .*pip install \"shuyu\[office\]\""):
            use()
