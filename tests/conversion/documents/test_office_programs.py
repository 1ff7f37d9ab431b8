"""Files that office programs and libraries make, turned to Traditional and back, and opened by them again."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from shuyu.conversion.base import DocumentFormat, Unit
from shuyu.conversion.documents.docx import DOCX
from shuyu.conversion.documents.epub import EPUB
from shuyu.conversion.documents.opendocument import ODP, ODS, ODT
from shuyu.conversion.documents.pptx import PPTX
from shuyu.conversion.documents.xlsx import XLSX
from tests.conversion.documents.office import converter, job, members

SOURCES = Path(__file__).parent / "sources"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
LIBREOFFICE = ["libreoffice-writer", "libreoffice-calc", "libreoffice-impress"]


class Office:
    """LibreOffice without a window, with settings of its own."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("soffice")
        if program is None:
            pytest.skip(f"soffice is not installed: apt-get install {' '.join(LIBREOFFICE)}")
        self._folder = folder
        self._command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]

    def convert(self, source: Path, kind: str, *options: str) -> bytes:
        out = self._folder / "out"
        command = [*self._command, *options, "--convert-to", kind, "--outdir", str(out), str(source)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        made = out / f"{source.stem}.{kind}"
        assert made.exists(), done.stdout + done.stderr
        data = made.read_bytes()
        made.unlink()
        return data

    def paragraphs(self, data: bytes, suffix: str, flat: str) -> list[str]:
        """The paragraphs that it finds in a file."""
        from lxml import etree

        source = self._folder / f"opened{suffix}"
        source.write_bytes(data)
        tree = etree.fromstring(self.convert(source, flat), etree.XMLParser(resolve_entities=False, huge_tree=True))
        return ["".join(map(str, found.itertext())) for found in tree.iter(f"{{{TEXT}}}p", f"{{{TEXT}}}h")]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


KINDS: list[tuple[DocumentFormat, str, str, tuple[str, ...]]] = [
    (DOCX, "report.fodt", "fodt", ()),
    (ODT, "report.fodt", "fodt", ()),
    (PPTX, "slides.fodp", "fodp", ()),
    (ODP, "slides.fodp", "fodp", ()),
    (XLSX, "table.csv", "fods", ("--infilter=CSV:44,34,76,1",)),
    (ODS, "table.csv", "fods", ("--infilter=CSV:44,34,76,1",)),
]


@pytest.mark.slow
@pytest.mark.parametrize(("known", "source", "flat", "options"), KINDS, ids=[kind[0].name for kind in KINDS])
def test_libreoffice(office: Office, known: DocumentFormat, source: str, flat: str, options: tuple[str, ...]) -> None:
    data = office.convert(SOURCES / source, known.name, *options)
    seen: list[Unit] = []
    there = known.rewrite(data, job(seen=seen))
    before, after = office.paragraphs(data, known.suffixes[0], flat), office.paragraphs(there, known.suffixes[0], flat)
    assert len([text for text in before if text]) >= 6
    assert after == [converter("s2t").convert(text) for text in before]
    assert any("髮" in text for text in after)
    back = known.rewrite(there, job("t2s", "zh-Hans"))
    assert members(back) == members(data)
    untouched = [name for name, content in members(there).items() if content == members(data)[name]]
    assert len(untouched) > 3


@pytest.mark.slow
def test_libreoffice_epub(office: Office) -> None:
    from lxml import etree

    data = office.convert(SOURCES / "report.fodt", "epub")
    there = EPUB.rewrite(data, job())
    made = members(there)
    chapter = etree.fromstring(made["OEBPS/sections/section0001.xhtml"])
    assert "先把頭髮弄溼，再用乾淨的毛巾擦乾。" in "".join(map(str, chapter.itertext()))
    assert "後勤簡報" in made["OEBPS/content.opf"].decode()
    assert "洗頭髮的方法" in made["OEBPS/toc.ncx"].decode()
    assert members(EPUB.rewrite(there, job("t2s", "zh-Hans"))) == members(data)


def bytes_of(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_python_docx() -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.core_properties.title = "头发"
    document.add_heading("后来", level=1)
    paragraph = document.add_paragraph("洗头")
    paragraph.add_run("发").bold = True
    document.add_table(1, 1).cell(0, 0).text = "干净"
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.add_picture(io.BytesIO(PICTURE))
    data = bytes_of(document)
    there = DOCX.rewrite(data, job())
    opened = docx.Document(io.BytesIO(there))
    assert [found.text for found in opened.paragraphs][:2] == ["後來", "洗頭髮"]
    assert [run.text for run in opened.paragraphs[1].runs] == ["洗頭", "髮"]
    assert opened.paragraphs[1].runs[1].bold
    assert opened.tables[0].cell(0, 0).text == "乾淨"
    assert opened.sections[0].header.paragraphs[0].text == "頁眉"
    assert opened.core_properties.title == "頭髮"
    assert members(DOCX.rewrite(there, job("t2s", "zh-Hans"))) == members(data)


def test_python_pptx() -> None:
    pptx = pytest.importorskip("pptx")
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "头发"
    frame = slide.placeholders[1].text_frame
    frame.text = "理"
    frame.paragraphs[0].add_run().text = "发"
    slide.shapes.add_table(1, 1, 0, 0, 99, 99).table.cell(0, 0).text = "干净"
    slide.notes_slide.notes_text_frame.text = "备注"
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    chart: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    chart.categories = ["后来", "里面"]
    chart.add_series("头发", (1, 2))
    slide.shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, 99, 99, chart)
    data = bytes_of(show)
    there = PPTX.rewrite(data, job())
    opened = pptx.Presentation(io.BytesIO(there)).slides[0]
    assert opened.shapes.title.text == "頭髮"
    assert opened.placeholders[1].text_frame.text == "理髮"
    assert opened.shapes[2].table.cell(0, 0).text == "乾淨"
    assert opened.notes_slide.notes_text_frame.text == "備註"
    drawn = opened.shapes[3].chart
    assert (list(drawn.plots[0].categories), drawn.plots[0].series[0].name) == (["後來", "裏面"], "頭髮")
    inner = pytest.importorskip("openpyxl").load_workbook(io.BytesIO(drawn.part.chart_workbook.xlsx_part.blob))
    assert inner.active["B1"].value == "頭髮"
    back, source = members(PPTX.rewrite(there, job("t2s", "zh-Hans"))), members(data)
    for name in [name for name in source if name.endswith(".xlsx")]:
        assert members(back.pop(name)) == members(source.pop(name))
    assert back == source


def test_openpyxl() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    from openpyxl.comments import Comment
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.table import Table

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "数据"
    for row in (["头发", "干净"], ["后来", 3], ["里面", "=数据!B2"]):
        sheet.append(row)
    sheet.add_table(Table(displayName="T", ref="A1:B3"))
    sheet["D1"] = "=SUM(T[干净])"
    sheet["A2"].comment = Comment("备注", "张发")
    choice = DataValidation(type="list", formula1='"后来,里面"')
    choice.add("A2:A3")
    sheet.add_data_validation(choice)
    sheet.oddHeader.center.text = "页眉 &P"
    sheet["B2"].number_format = '0"个"'
    data = bytes_of(book)
    there = XLSX.rewrite(data, job())
    opened = openpyxl.load_workbook(io.BytesIO(there))
    made = opened["数据"]
    assert [[cell.value for cell in row] for row in made["A1:B3"]] == [
        ["頭髮", "乾淨"],
        ["後來", 3],
        ["裏面", "=数据!B2"],
    ]
    assert [column.name for column in made.tables["T"].tableColumns] == ["頭髮", "乾淨"]
    assert made["D1"].value == "=SUM(T[乾淨])"
    assert (made["A2"].comment.text, made["A2"].comment.author) == ("備註", "张发")
    assert made.data_validations.dataValidation[0].formula1 == '"後來,裏面"'
    assert made.oddHeader.center.text == "頁眉 &P"
    assert made["B2"].number_format == '0"個"'
    assert members(XLSX.rewrite(there, job("t2s", "zh-Hans"))) == members(data)


# One grey point.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080000000"
    "03a7e9b550000000a49444154789c6368000000820081dd436af40000000049454e44ae426082"
)
