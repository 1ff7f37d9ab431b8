"""XLSX: cells change, and whatever must say the same as a cell changes with it."""

# ruff: noqa: E501 -- a line of a document stays one
from __future__ import annotations

import pytest

from shuyu.conversion.base import Job, Unit
from shuyu.conversion.documents.cells import header_texts, literals, rename_columns, validation_list
from shuyu.conversion.documents.xlsx import XLSX
from shuyu.conversion.documents.xlsx_cells import cell_range
from tests.conversion.documents.office import job, members, package, relations, same

S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
KIND = "spreadsheetml."


def book(
    sheet: str,
    strings: str = "",
    parts: dict[str, tuple[str, str]] | None = None,
    sheet_relations: dict[str, tuple[str, str]] | None = None,
    names: str = "",
) -> bytes:
    return package(
        "xl/workbook.xml",
        {
            "xl/workbook.xml": (
                f"{KIND}sheet.main+xml",
                f'<workbook {S} {R}><sheets><sheet name="数据" sheetId="1" r:id="r1"/></sheets>{names}</workbook>',
            ),
            "xl/worksheets/sheet1.xml": (f"{KIND}worksheet+xml", f"<worksheet {S} {R}>{sheet}</worksheet>"),
            "xl/sharedStrings.xml": (f"{KIND}sharedStrings+xml", f"<sst {S}>{strings}</sst>"),
            **(parts or {}),
        },
        {
            "xl/_rels/workbook.xml.rels": relations({"r1": ("worksheet", "worksheets/sheet1.xml")}),
            "xl/worksheets/_rels/sheet1.xml.rels": relations(sheet_relations or {}),
        },
    )


def turned(
    data: bytes, name: str = "s2t", *, seen: list[Unit] | None = None, warned: list[str] | None = None
) -> dict[str, str]:
    made = members(XLSX.rewrite(data, job(name, seen=seen, warned=warned)))
    return {name.removeprefix("xl/"): content.decode() for name, content in made.items()}


def cell(place: str, index: int) -> str:
    return f'<c r="{place}" t="s"><v>{index}</v></c>'


def test_shared_strings_are_turned_once_and_told_by_their_first_cell() -> None:
    seen: list[Unit] = []
    sheet = f'<sheetData><row r="2">{cell("B2", 1)}{cell("C2", 0)}</row><row>{cell("B3", 1)}<c t="s"><v>2</v></c></row></sheetData>'
    strings = (
        "<si><r><rPr><b/></rPr><t>头</t></r><r><t>发</t></r><rPh sb='0' eb='1'><t>发</t></rPh></si>"
        "<si><t>后来</t></si><si><t>面</t></si><si><t>余</t></si><si/>"
    )
    made = turned(book(sheet, strings), seen=seen)
    assert [(unit.place, unit.pieces) for unit in seen] == [
        ("数据!C2", ("头", "发")),
        ("数据!B2", ("后来",)),
        ("数据!C3", ("面",)),
        ("shared strings", ("余",)),
    ]
    wanted = (
        strings.replace("<t>头</t></r><r><t>发", "<t>頭</t></r><r><t>髮").replace("后来", "後來").replace("余", "餘")
    )
    assert made["sharedStrings.xml"] == f"<sst {S}>{wanted}</sst>".replace("<t>面", "<t>面")
    assert made["worksheets/sheet1.xml"] == f"<worksheet {S} {R}>{sheet}</worksheet>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<c r='A1' t='inlineStr'><is><t>头发</t></is></c>", "<c r='A1' t='inlineStr'><is><t>頭髮</t></is></c>"),
        ("<c r='A1' t='str'><f>B1</f><v>头发</v></c>", "<c r='A1' t='str'><f>B1</f><v>頭髮</v></c>"),
        ("<c r='A1' t='str'><f>IF(B1,\"头发\")</f><v>头发</v></c>", None),
        (
            "<c r='A1' t='str'><f t='shared' si='0'>IF(B1,\"头\")</f><v>头</v></c><c r='A2' t='str'><f t='shared' si='0'/><v>头</v></c>",
            None,
        ),
        ("<c r='A1'><f>'头发'!A1</f><v>1</v></c>", None),
        ("<c r='A1' t='s'><v>not a number</v></c>", None),
        (f"<c r='A1' t='s'><v>{'9' * 5000}</v></c>", None),
        ("<c r='A1' t='e'><v>#N/A</v></c>", None),
        (
            "<headerFooter><oddHeader>&amp;L&amp;\"黑体,Bold\"头发&amp;R第 &amp;P 页</oddHeader></headerFooter>",
            "<headerFooter><oddHeader>&amp;L&amp;\"黑体,Bold\"頭髮&amp;R第 &amp;P 頁</oddHeader></headerFooter>",
        ),
        (
            "<dataValidation type='list' prompt='头发' errorTitle='错'><formula1>\"头发,干净\"</formula1></dataValidation>",
            "<dataValidation type='list' prompt='頭髮' errorTitle='錯'><formula1>\"頭髮,乾淨\"</formula1></dataValidation>",
        ),
        ("<dataValidation><formula1>$A$1:$A$9</formula1></dataValidation>", None),
        ("<conditionalFormatting><formula>\"头发\"</formula></conditionalFormatting>", None),
        ("<hyperlink ref='A1' location=\"'头发'!A1\" display='头发'/>", "<hyperlink ref='A1' location=\"'头发'!A1\" display='頭髮'/>"),
        (
            "<x14:dataValidation xmlns:x14='http://schemas.microsoft.com/office/spreadsheetml/2009/9/main' "
            "xmlns:xm='http://schemas.microsoft.com/office/excel/2006/main'><x14:formula1><xm:f>\"头,发\"</xm:f></x14:formula1></x14:dataValidation>",
            "<x14:dataValidation xmlns:x14='http://schemas.microsoft.com/office/spreadsheetml/2009/9/main' "
            "xmlns:xm='http://schemas.microsoft.com/office/excel/2006/main'><x14:formula1><xm:f>\"頭,發\"</xm:f></x14:formula1></x14:dataValidation>",
        ),
    ],
)  # fmt: skip
def test_sheets(before: str, after: str | None) -> None:
    made = turned(book(before))["worksheets/sheet1.xml"]
    assert made == f"<worksheet {S} {R}>{after or before}</worksheet>"


def test_formulas_with_text_are_warned_of() -> None:
    warned: list[str] = []
    sheet = "<c r='A1'><f>IF(B1=\"头\",1)</f></c>"
    turned(book(sheet), warned=warned)
    turned(book(sheet + sheet), warned=warned)
    assert [said.split(" Chinese")[0] for said in warned] == ["A formula holds", "2 formulas hold"]


TABLE = (
    f'<table {S} id="1" name="表1" displayName="表1" ref="A1:C3" totalsRowCount="1">'
    '<autoFilter ref="A1:C3"><filterColumn colId="0"><filters><filter val="干净"/></filters></filterColumn></autoFilter>'
    '<tableColumns count="3"><tableColumn id="1" name="头发" totalsRowLabel="后来"/>'
    '<tableColumn id="2" name="里_x000a_面"/><tableColumn id="3" name="x">'
    "<calculatedColumnFormula>表1[[#This Row],[头发]]</calculatedColumnFormula></tableColumn></tableColumns></table>"
)
TABLE_SHEET = (
    f"<row r='1'>{cell('A1', 0)}{cell('B1', 1)}{cell('C1', 4)}</row><row r='2'>{cell('A2', 2)}</row>"
    f"<row r='3'>{cell('A3', 3)}<c r='B3'><f>SUM(表1[头发])&amp;\"[头发]\"</f></c></row>"
    "<autoFilter><filterColumn><customFilters><customFilter val='干净'/></customFilters></filterColumn></autoFilter>"
)
TABLE_STRINGS = "<si><t>头发</t></si><si><t>里\n面</t></si><si><t>干净</t></si><si><t>后来</t></si><si><t>x</t></si>"


def tabled(table: str = TABLE, strings: str = TABLE_STRINGS) -> bytes:
    return book(
        TABLE_SHEET,
        strings,
        {"xl/tables/table1.xml": (f"{KIND}table+xml", table)},
        {"r1": ("table", "../tables/table1.xml")},
        "<definedNames><definedName name='头发'>表1[头发]</definedName></definedNames>",
    )


def test_names_of_columns_follow_their_headers_everywhere() -> None:
    made = turned(tabled())
    table = TABLE.replace("头发", "頭髮").replace("后来", "後來").replace("里", "裏").replace("干净", "乾淨")
    assert made["tables/table1.xml"] == table
    assert 'SUM(表1[頭髮])&amp;"[头发]"' in made["worksheets/sheet1.xml"]
    assert "customFilter val='乾淨'" in made["worksheets/sheet1.xml"]
    assert "<definedName name='头发'>表1[頭髮]</definedName>" in made["workbook.xml"]


def test_headers_that_would_be_called_the_same_stay() -> None:
    table = TABLE.replace("头发", "后").replace("里_x000a_面", "後")
    strings = TABLE_STRINGS.replace("头发", "后").replace("里\n面", "後")
    warned: list[str] = []
    made = turned(tabled(table, strings), "t2s", warned=warned)
    assert made["tables/table1.xml"] == table
    assert made["sharedStrings.xml"] == f"<sst {S}>{strings}</sst>"
    assert any("The header '後' stays" in said for said in warned)


def test_a_table_without_headers_keeps_its_names() -> None:
    table = TABLE.replace('id="1" name="表1"', 'id="1" headerRowCount="0" name="表1"')
    made = turned(tabled(table))
    assert 'name="头发"' in made["tables/table1.xml"]
    assert "SUM(表1[头发])" in made["worksheets/sheet1.xml"]


def test_inline_headers() -> None:
    data = book(
        "<row r='1'><c r='A1' t='inlineStr'><is><t>头发</t></is></c></row>",
        "",
        {"xl/tables/table1.xml": (f"{KIND}table+xml", f'<table {S} ref="A1:A2"><tableColumn name="头发"/></table>')},
        {"r1": ("table", "../tables/table1.xml")},
    )
    assert '<tableColumn name="頭髮"/>' in turned(data)["tables/table1.xml"]


def test_comments_formats_and_pivot_tables() -> None:
    parts = {
        "xl/comments1.xml": (
            f"{KIND}comments+xml",
            f"<comments {S}><authors><author>张发</author></authors><commentList><comment ref='B4' authorId='0'>"
            "<text><r><t>头</t></r><r><t>发</t></r></text></comment></commentList></comments>",
        ),
        "xl/threaded1.xml": (
            "x+xml",
            "<ThreadedComments xmlns='http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments'>"
            "<threadedComment ref='C1'><text>头发</text></threadedComment></ThreadedComments>",
        ),
        "xl/styles.xml": (
            f"{KIND}styles+xml",
            f"<styleSheet {S}><numFmts><numFmt numFmtId='1' formatCode='0\"个\";[Red]\"无\"'/></numFmts>"
            "<font><name val='宋体'/></font><cellStyle name='头发'/></styleSheet>",
        ),
        "xl/pivot1.xml": (
            f"{KIND}pivotCacheDefinition+xml",
            f"<pivotCacheDefinition {S}><cacheField name='头发'><sharedItems><s v='后'/><s v='後'/><s v='外'/>"
            "</sharedItems></cacheField></pivotCacheDefinition>",
        ),
    }
    seen: list[Unit] = []
    data = book(
        "",
        "<si><t>头发</t></si><si><t>后</t></si><si><t>後</t></si>",
        parts,
        {"r1": ("comments", "../comments1.xml"), "r2": ("threadedComment", "../threaded1.xml")},
    )
    made = turned(data, seen=seen)
    assert "<t>頭</t></r><r><t>髮" in made["comments1.xml"]
    assert "张发" in made["comments1.xml"]
    assert "<text>頭髮</text>" in made["threaded1.xml"]
    assert [unit.place for unit in seen if "comment" in unit.place] == ["数据!B4, comment", "数据!C1, comment"]
    assert made["styles.xml"] == parts["xl/styles.xml"][1].replace("个", "個").replace("无", "無")
    # Two values must not become one in a cache that holds each once.
    assert "name='頭髮'" in made["pivot1.xml"]
    assert "<s v='后'/><s v='後'/><s v='外'/>" in made["pivot1.xml"]


def test_nothing_turned_is_the_same_file() -> None:
    data = tabled()
    assert XLSX.rewrite(data, Job(same, "zh-Hans")) is data


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("A1+B2", "A1+B2"),
        ("T[头]+T[@头]+T[[#This Row],[头]]", "T[頭]+T[@頭]+T[[#This Row],[頭]]"),
        ("'头[头]'!A1&\"[头]\"", "'头[头]'!A1&\"[头]\""),
        ("T['[a'#]", "T['@b]"),
        ("[1]Sheet!A1", "[1]Sheet!A1"),
        ("T[[头]:[尾]]", "T[[頭]:[尾]]"),
    ],
)
def test_rename_columns(formula: str, after: str) -> None:
    assert rename_columns(formula, {"头": "頭", "[a#": "@b"}) == after


@pytest.mark.parametrize("header", ["", "&L头&C&P", '&"a,b"&KFF0000&12头', "&K01+000头&&发", "a&"])
def test_header_texts_come_back(header: str) -> None:
    texts, join = header_texts(header)
    assert join(texts) == header


def test_small_languages() -> None:
    assert validation_list("A1:B2") is None
    assert literals("0.0")[1]([]) == "0.0"
    assert header_texts("&12头&&发")[0] == ["", "头", "发"]
    assert (cell_range("A1:B2"), cell_range("A:B"), cell_range("")) == (((1, 1), (2, 2)), None, None)
