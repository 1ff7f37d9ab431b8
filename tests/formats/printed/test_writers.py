"""The files of a printed list: what is in them, and what other programs see there."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from markdown_it import MarkdownIt

from shuyu import extras
from shuyu.errors import InputError, MissingExtraError
from shuyu.formats.printed import pdf_fonts
from shuyu.model.concept import Concept, Status, Term
from tests.formats.printed.lists import HOSTILE, LONG, SMALL, contexts, written

GOLDEN = Path(__file__).parents[2] / "data" / "printed"
ALL = ("markdown", "html", "docx", "pdf")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class _Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def pdf_text(data: bytes, tmp_path: Path, *options: str) -> str:
    file = tmp_path / "list.pdf"
    file.write_bytes(data)
    done = subprocess.run(["pdftotext", *options, str(file), "-"], capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout.decode()


def document(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def text_of(element: etree._Element) -> str:
    return "".join(map(str, element.itertext(f"{W}t")))


def cell_texts(data: bytes) -> list[str]:
    return [text_of(cell) for cell in document(data).iter(f"{W}tc")]


needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
needs_fonts = pytest.mark.skipif(
    not pdf_fonts.installed(pdf_fonts.font_folders()), reason="no Chinese font is installed"
)


@pytest.mark.parametrize(("name", "file"), [("markdown", "small.md"), ("html", "small.html")])
def test_the_golden_files(name: str, file: str, request: pytest.FixtureRequest) -> None:
    made = written(name, SMALL, contexts=contexts, options={"definitions": "yes"})
    if request.config.getoption("--update"):
        (GOLDEN / file).write_bytes(made)
    assert made.decode() == (GOLDEN / file).read_text(encoding="utf-8"), "run pytest with --update, read the difference"


@pytest.mark.parametrize("name", ALL)
def test_the_same_list_gives_the_same_bytes(name: str) -> None:
    assert written(name, SMALL) == written(name, SMALL)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("concepts", [[], SMALL[:1], SMALL[-1:], HOSTILE], ids=["empty", "one", "English", "hostile"])
@pytest.mark.parametrize("how", [{}, {"order": "strokes", "options": {"subjects": "yes"}, "contexts": contexts}])
def test_any_list_is_written(name: str, concepts: list[Concept], how: dict[str, object]) -> None:
    if name == "pdf":
        how = {**how, "options": {**how.get("options", {}), "font": "none"}}  # type: ignore[dict-item]
    if "contexts" in how and not all(concept.in_language("zh") for concept in concepts):
        how = {**how, "contexts": None}
    assert written(name, concepts, **how)


def test_markdown_shows_hostile_text_as_it_is() -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    page = written("markdown", HOSTILE, title="# <b>title</b>", languages=("zh-Hans", "en")).decode()
    html = parser.render(page)
    shown = _Page(html.replace("&lt;br&gt;", "\n"))
    assert not shown.tags & {"script", "code", "a", "em"}
    text = "".join(shown.texts)
    for concept in HOSTILE:
        assert concept.terms[0].text.replace("\u202e", "") in text
    # Every row has the cells that the head has.
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.S)
    assert rows
    assert {len(re.findall(r"<t[hd]", row)) for row in rows} == {3}


def test_html_shows_hostile_text_as_it_is_and_asks_for_nothing() -> None:
    page = _Page(written("html", HOSTILE, title="</title><script>").decode())
    assert "script" not in page.tags
    assert not {name for name, _ in page.attributes} & {"src", "onclick", "onload", "style"} - {"style"}
    assert all(value and value.startswith("#") for name, value in page.attributes if name == "href")
    text = "".join(page.texts)
    for concept in HOSTILE:
        assert concept.terms[0].text.replace("\u202e", "") in text
    assert "url(" not in text
    assert "http" not in text


def test_html_names_the_language_of_every_cell() -> None:
    page = written("html", SMALL).decode()
    cells = re.findall(r"<td[^>]*>", page)
    assert cells
    assert all('lang="' in cell for cell in cells)
    assert {"zh-Hans", "zh-Hant", "en", "zh-Latn-pinyin"} <= set(re.findall(r'lang="([^"]+)"', page))


def test_docx_has_the_text_the_styles_and_the_words_of_the_page() -> None:
    data = written("docx", SMALL)
    texts = cell_texts(data)
    assert "大语言模型" in texts
    assert "chóng qìng" in texts
    root = document(data)
    assert len(root.findall(f".//{W}tbl//{W}tblHeader")) == 2
    heads = [
        text_of(run) for run in root.iter(f"{W}r") if run.find(f"{W}rPr/{W}rStyle[@{W}val='Headword']") is not None
    ]
    assert {"重庆", "Chongqing", "LLM"} <= set(heads)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        headers = [archive.read(name).decode() for name in archive.namelist() if "header" in name]
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
    assert sum("STYLEREF" in header for header in headers) == 2
    links = {link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")}
    assert links
    assert links <= {mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")}
    numbers = [mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkStart")]
    assert len(set(numbers)) == len(numbers)


def test_docx_holds_hostile_text_as_it_is() -> None:
    text = "\n".join(cell_texts(written("docx", HOSTILE)))
    for concept in HOSTILE:
        assert concept.terms[0].text.replace("\u202e", "") in text


def test_docx_is_dated_by_the_writing() -> None:
    core = document(written("docx", SMALL), "docProps/core.xml")
    assert "2026-11-21T00:00:00Z" in "".join(map(str, core.itertext()))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice (LibreOffice) is not installed")
@needs_pdftotext
def test_docx_is_opened_by_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "list.docx").write_bytes(written("docx", [*SMALL, *HOSTILE, *LONG]))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "list.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = pdf_text((tmp_path / "list.pdf").read_bytes(), tmp_path)
    assert "重庆" in text
    assert "chóng qìng" in text
    assert text.replace("\n", "").count("超") >= 300


@needs_pdftotext
@needs_fonts
def test_pdf_has_chinese_that_can_be_copied(tmp_path: Path) -> None:
    text = pdf_text(written("pdf", SMALL), tmp_path)
    for word in ("重庆", "重慶", "chóng qìng", "大型語言模型", "叆叇", "汉英", "large language model"):
        assert word in text


@needs_pdftotext
@needs_fonts
def test_pdf_names_the_first_and_the_last_word_of_each_page(tmp_path: Path) -> None:
    many = [
        Concept(f"c{number}", (Term(f"术语{number:03}", "zh-Hans"), Term(f"term {number:03}", "en")))
        for number in range(100)
    ]
    pages = pdf_text(written("pdf", many), tmp_path, "-layout").split("\f")
    assert "Chinese–English" in pages[1]
    assert [page.count("Pīnyīn") for page in pages[1:-1]] == [1] * (len(pages) - 2)
    head = pages[1].strip().splitlines()[0].split()
    body = re.findall(r"术语\d{3}", pages[1].split("\n", 1)[1])
    assert head[1:] == [min(body), "–", max(body)]
    found = re.findall(r"^ *(?:S +)?(术语\d{3})", "\n".join(pages), re.M)
    assert len(set(found)) == 100


@needs_pdftotext
@needs_fonts
@pytest.mark.parametrize("concepts", [LONG, HOSTILE], ids=["long", "hostile"])
def test_nothing_leaves_its_column_or_its_page(concepts: list[Concept], tmp_path: Path) -> None:
    boxes = pdf_text(written("pdf", concepts), tmp_path, "-bbox")
    words = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', boxes)
    assert words
    for left, top, right, bottom, _ in words:
        assert float(left) >= 50
        assert float(right) <= 545.5
        assert float(top) >= 30
        assert float(bottom) <= 815
    text = "".join(word for *_, word in words)
    if concepts is LONG:
        assert text.count("超") >= 600
        assert text.count("solonganote") == 1800


@needs_pdftotext
@needs_fonts
def test_every_script_has_its_own_face_and_what_no_font_has_is_a_mark(tmp_path: Path) -> None:
    odd = [Concept("c", (Term("\U000e0041字", "zh-Hans"), Term("\U0010fffdx", "en")))]
    text = pdf_text(written("pdf", odd), tmp_path)
    assert "〓字" in text


def test_pdf_without_a_font_names_a_standard_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_fonts, "font_folders", list)
    for options in ({}, {"font": "none"}):
        data = written("pdf", [*SMALL, *HOSTILE], options=options)
        assert b"/STSong-Light" in data


def test_pdf_bookmarks_and_day() -> None:
    data = written("pdf", SMALL, options={"font": "none"})
    assert b"20261121000000Z" in data
    assert data.count(b"/Title (") >= 10


@needs_fonts
def test_a_font_can_be_named(tmp_path: Path) -> None:
    font = pdf_fonts.installed(pdf_fonts.font_folders())[-1]
    data = written("pdf", SMALL, options={"font": str(font)})
    assert data.startswith(b"%PDF")
    (tmp_path / "no.ttf").write_bytes(b"no font")
    for name in ("no.ttf", "absent.ttf"):
        with pytest.raises(InputError, match=r"E101 .*: this font cannot be read"):
            written("pdf", SMALL, options={"font": str(tmp_path / name)})


def test_a_font_that_may_not_be_embedded_is_refused(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(Path(pdf_fonts.__file__).with_name("fonts") / "NotoSerif-Regular.ttf")
    font["OS/2"].fsType = 2
    font.save(tmp_path / "closed.ttf")
    with pytest.raises(InputError, match="this font may not be embedded"):
        written("pdf", SMALL, options={"font": str(tmp_path / "closed.ttf")})


def test_fonts_are_looked_for_where_each_system_has_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WINDIR", "C:/Win")
    monkeypatch.setattr("sys.platform", "win32")
    assert pdf_fonts.font_folders()[0] == Path("C:/Win/Fonts")
    monkeypatch.setattr("sys.platform", "darwin")
    assert Path("/System/Library/Fonts") in pdf_fonts.font_folders()
    (tmp_path / "SimSun.ttc").touch()
    (tmp_path / "NotoSerifCJK-Regular.ttc").touch()
    (tmp_path / "Other.ttf").touch()
    assert [path.name for path in pdf_fonts.installed([tmp_path])] == ["NotoSerifCJK-Regular.ttc", "SimSun.ttc"]


@pytest.mark.parametrize(("name", "module"), [("docx", "docx"), ("pdf", "reportlab")])
def test_a_missing_extra_says_what_to_install(name: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(wanted: str) -> None:
        raise ModuleNotFoundError(wanted)

    monkeypatch.setattr(extras, "import_module", absent)
    extra = {"docx": "office", "pdf": "pdf"}[name]
    with pytest.raises(MissingExtraError, match=rf'E501 .*Run: pip install "shuyu\[{extra}\]"'):
        written(name, SMALL)


def test_a_forbidden_term_is_struck_everywhere() -> None:
    bad = [Concept("c", (Term("坏", "zh-Hans", Status.FORBIDDEN), Term("bad", "en", Status.FORBIDDEN)))]
    assert "~~坏~~" in written("markdown", bad).decode()
    assert "<s>坏</s>" in written("html", bad).decode()
    assert document(written("docx", bad)).find(f".//{W}strike") is not None
