"""DOCX: paragraphs over their runs change, and nothing else does."""

# ruff: noqa: E501 -- a line of a document stays one
from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.conversion.base import Job, Unit
from shuyu.conversion.documents.docx import DOCX
from shuyu.errors import InputError
from tests.conversion.documents.office import job, members, package, relations, same, text_of, zipped

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
WORD = "wordprocessingml."


def document(body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>'


def docx(
    body: str, parts: dict[str, tuple[str, str]] | None = None, others: dict[str, str | bytes] | None = None
) -> bytes:
    main = {"word/document.xml": (f"{WORD}document.main+xml", document(body))}
    return package("word/document.xml", {**main, **(parts or {})}, others)


def run(text: str, properties: str = "") -> str:
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


def body_of(data: bytes) -> str:
    found = re.search("<w:body>(.*)</w:body>", text_of(data, "word/document.xml"), re.DOTALL)
    assert found
    return found[1]


def turned(body: str, name: str = "s2t") -> str:
    return body_of(DOCX.rewrite(docx(body), job(name)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # a word over two runs, with a bookmark and a proof mark between them
        (
            f"<w:p>{run('头')}<w:bookmarkStart w:id='0' w:name='头'/>{run('发')}</w:p>",
            f"<w:p>{run('頭')}<w:bookmarkStart w:id='0' w:name='头'/>{run('髮')}</w:p>",
        ),
        (
            f"<w:p>{run('出')}<w:proofErr w:type='spellEnd'/>{run('发', '<w:rPr><w:b/></w:rPr>')}</w:p>",
            f"<w:p>{run('出')}<w:proofErr w:type='spellEnd'/>{run('發', '<w:rPr><w:b/></w:rPr>')}</w:p>",
        ),
        # two paragraphs are two texts
        (f"<w:p>{run('头')}</w:p><w:p>{run('发')}</w:p>", f"<w:p>{run('頭')}</w:p><w:p>{run('發')}</w:p>"),
        # a line break parts texts, a tab stop of the format does not
        (
            "<w:p><w:r><w:t>头</w:t><w:br/><w:t>发</w:t></w:r></w:p>",
            "<w:p><w:r><w:t>頭</w:t><w:br/><w:t>發</w:t></w:r></w:p>",
        ),
        (
            f"<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='1'/></w:tabs></w:pPr>{run('头')}{run('发')}</w:p>",
            f"<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='1'/></w:tabs></w:pPr>{run('頭')}{run('髮')}</w:p>",
        ),
        # what was deleted is no part of what reads on
        (
            f"<w:p>{run('头')}<w:del w:author='张发'><w:r><w:delText>发</w:delText></w:r></w:del>"
            f"<w:ins w:author='张发'>{run('发')}</w:ins></w:p>",
            f"<w:p>{run('頭')}<w:del w:author='张发'><w:r><w:delText>發</w:delText></w:r></w:del>"
            f"<w:ins w:author='张发'>{run('髮')}</w:ins></w:p>",
        ),
        # field codes stay, what they gave changes
        (
            "<w:p><w:r><w:instrText>REF 头发 \\h</w:instrText></w:r><w:r><w:t>见头发</w:t></w:r></w:p>",
            "<w:p><w:r><w:instrText>REF 头发 \\h</w:instrText></w:r><w:r><w:t>見頭髮</w:t></w:r></w:p>",
        ),
        ("<w:p><w:fldSimple w:instr='TITLE 头发'>{0}</w:fldSimple></w:p>", None),
        # links, content controls, cells, formulas
        ("<w:p><w:hyperlink w:anchor='头发'>{0}</w:hyperlink></w:p>", None),
        ("<w:sdt><w:sdtPr><w:tag w:val='头发'/></w:sdtPr><w:sdtContent><w:p>{0}</w:p></w:sdtContent></w:sdt>", None),
        ("<w:tbl><w:tr><w:tc><w:p>{0}</w:p></w:tc></w:tr></w:tbl>", None),
        ("<w:p><m:oMath><m:r><m:t>头发</m:t></m:r></m:oMath></w:p>", "<w:p><m:oMath><m:r><m:t>頭髮</m:t></m:r></m:oMath></w:p>"),
        # a text box, said twice
        (
            "<w:p>{0}<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>{0}</w:p></w:txbxContent></mc:Choice>"
            "<mc:Fallback><w:txbxContent><w:p>{0}</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>{0}</w:p>",
            None,
        ),
        # the same run, said twice
        (
            "<w:p>{1}<mc:AlternateContent><mc:Choice>{2}</mc:Choice><mc:Fallback>{2}</mc:Fallback></mc:AlternateContent></w:p>",
            f"<w:p>{run('頭')}<mc:AlternateContent><mc:Choice>{run('髮')}</mc:Choice>"
            f"<mc:Fallback>{run('發')}</mc:Fallback></mc:AlternateContent></w:p>",
        ),
        # fonts stay, the language changes
        (
            "<w:p>" + run("头发", "<w:rPr><w:rFonts w:eastAsia='宋体'/><w:lang w:val='en-US' w:eastAsia='zh-CN'/></w:rPr>") + "</w:p>",
            "<w:p>" + run("頭髮", "<w:rPr><w:rFonts w:eastAsia='宋体'/><w:lang w:val='en-US' w:eastAsia='zh-TW'/></w:rPr>") + "</w:p>",
        ),
        # Japanese stays Japanese
        (
            "<w:p>" + run("东") + run("会社国", "<w:rPr><w:lang w:eastAsia='ja-JP'/></w:rPr>") + run("发") + "</w:p>",
            "<w:p>" + run("東") + run("会社国", "<w:rPr><w:lang w:eastAsia='ja-JP'/></w:rPr>") + run("發") + "</w:p>",
        ),
        # what pictures and tables say to those who do not see them
        (
            "<w:p><w:r><wp:docPr id='1' name='图片 头发' descr='头发' title='头发'/><pic:cNvPr name='头发' descr='头发'/></w:r></w:p>",
            "<w:p><w:r><wp:docPr id='1' name='图片 头发' descr='頭髮' title='頭髮'/><pic:cNvPr name='头发' descr='頭髮'/></w:r></w:p>",
        ),
        ("<w:p><v:textpath style='font-family:\"宋体\"' string='头发'/></w:p>", "<w:p><v:textpath style='font-family:\"宋体\"' string='頭髮'/></w:p>"),
        ("<w:tblPr><w:tblCaption w:val='头发'/></w:tblPr>", "<w:tblPr><w:tblCaption w:val='頭髮'/></w:tblPr>"),
        # nothing to do
        ("<w:p/><w:p><w:r><w:t xml:space='preserve'> </w:t></w:r></w:p>", None),
        ("<w:p>" + run("&lt;头&#x53D1;&amp;&gt;") + "</w:p>", "<w:p>" + run("&lt;頭&#x9AEE;&amp;&gt;") + "</w:p>"),
    ],
)  # fmt: skip
def test_text_changes_and_mark_up_stays(before: str, after: str | None) -> None:
    source = before.replace("{0}", run("头发")).replace("{1}", run("头")).replace("{2}", run("发"))
    wanted = before.replace("{0}", run("頭髮")) if after is None else after
    assert turned(source) == wanted


def test_all_parts_are_turned_and_places_are_told() -> None:
    note = (
        "<w:{0}s {1}><w:{0} w:id='-1' w:type='separator'><w:p/></w:{0}><w:{0} w:id='2'><w:p>{2}</w:p></w:{0}></w:{0}s>"
    )
    data = docx(
        f"<w:p>{run('里')}</w:p><w:tbl><w:p>{run('里面')}</w:p></w:tbl>",
        {
            "word/header1.xml": (f"{WORD}header+xml", f"<w:hdr {NAMESPACES}><w:p>{run('头')}</w:p></w:hdr>"),
            "word/footer1.xml": (f"{WORD}footer+xml", f"<w:ftr {NAMESPACES}><w:p>{run('脚')}</w:p></w:ftr>"),
            "word/notes.xml": (f"{WORD}footnotes+xml", note.format("footnote", NAMESPACES, run("注释"))),
            "word/endnotes.xml": (f"{WORD}endnotes+xml", note.format("endnote", NAMESPACES, run("尾注释"))),
            "word/comments.xml": (f"{WORD}comments+xml", note.format("comment", NAMESPACES, run("说"))),
            "word/numbering.xml": (
                f"{WORD}numbering+xml",
                f"<w:numbering {NAMESPACES}><w:lvl><w:lvlText w:val='第%1节'/></w:lvl></w:numbering>",
            ),
            "word/styles.xml": (
                f"{WORD}styles+xml",
                f"<w:styles {NAMESPACES}><w:lang w:eastAsia='zh-CN'/><w:style><w:name w:val='标题'/></w:style></w:styles>",
            ),
            "word/settings.xml": (
                f"{WORD}settings+xml",
                f"<w:settings {NAMESPACES}><w:themeFontLang w:val='en-US' w:eastAsia='zh-CN'/></w:settings>",
            ),
        },
        {"customXml/item1.xml": "<a>头发</a>", "word/theme/theme1.xml": "<a>头发</a>"},
    )
    seen: list[Unit] = []
    made = members(DOCX.rewrite(data, job(seen=seen)))
    assert [(unit.place, unit.text) for unit in seen] == [
        ("paragraph 1", "里"),
        ("paragraph 2", "里面"),
        ("footnote 1", "注释"),
        ("endnote 1", "尾注释"),
        ("comment 1", "说"),
        ("header", "头"),
        ("footer", "脚"),
        ("numbering", "第%1节"),
    ]
    texts = {name: content.decode() for name, content in made.items()}
    assert "w:val='第%1節'" in texts["word/numbering.xml"]
    assert "<w:lang w:eastAsia='zh-TW'/>" in texts["word/styles.xml"]
    assert "标题" in texts["word/styles.xml"]
    assert "<w:themeFontLang w:val='en-US' w:eastAsia='zh-TW'/>" in texts["word/settings.xml"]
    assert made["customXml/item1.xml"] == "<a>头发</a>".encode()
    assert made["word/theme/theme1.xml"] == "<a>头发</a>".encode()


def test_properties() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>头发</dc:title><dc:creator>张发</dc:creator>'
        "<cp:keywords>头发</cp:keywords><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )
    others = {"docProps/core.xml": core}
    data = docx("<w:p/>", {}, None)
    assert "docProps/core.xml" not in members(data)
    kind = "application/vnd.openxmlformats-package.core-properties+xml"
    content = members(data)
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/docProps/core.xml" ContentType="{kind}"/></Types>'.encode()
    )
    made = text_of(DOCX.rewrite(zipped({**content, **others}), job()), "docProps/core.xml")
    assert made == core.replace(">头发<", ">頭髮<").replace("zh-CN", "zh-TW")


def test_a_chart_and_its_workbook_say_the_same() -> None:
    chart = (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:lang val="zh-CN"/>'
        "<c:tx><c:rich><a:p><a:r><a:rPr lang='zh-CN'/><a:t>头发</a:t></a:r></a:p></c:rich></c:tx>"
        "<c:cat><c:strRef><c:f>'头发'!A1</c:f><c:strCache><c:pt idx='0'><c:v>头发</c:v></c:pt></c:strCache></c:strRef></c:cat>"
        "<c:val><c:numRef><c:numCache><c:formatCode>头发</c:formatCode><c:pt><c:v>1</c:v></c:pt></c:numCache></c:numRef></c:val>"
        "</c:chartSpace>"
    )
    book = package(
        "xl/workbook.xml",
        {
            "xl/workbook.xml": ("spreadsheetml.sheet.main+xml", "<a/>"),
            "xl/sharedStrings.xml": (
                "spreadsheetml.sharedStrings+xml",
                '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>头发</t></si></sst>',
            ),
        },
    )
    warned: list[str] = []
    data = docx(
        "<w:p/>",
        {"word/charts/chart1.xml": ("drawingml.chart+xml", chart)},
        {"word/embeddings/a.xlsx": book, "word/embeddings/b.docx": b"\xd0\xcf", "word/embeddings/c.bin": b"x"},
    )
    made = members(DOCX.rewrite(data, job(warned=warned)))
    text = made["word/charts/chart1.xml"].decode()
    assert text.count("頭髮") == 2
    assert (text.count("头发"), text.count("zh-TW")) == (2, 2)
    assert "頭髮" in text_of(made["word/embeddings/a.xlsx"], "xl/sharedStrings.xml")
    assert made["word/embeddings/b.docx"] == b"\xd0\xcf"
    assert warned[0].startswith("A file inside the document stays as it is: E102 a/word/embeddings/b.docx: ")


def test_documents_in_documents_have_a_bottom() -> None:
    data = docx(f"<w:p>{run('头')}</w:p>")
    for _ in range(3):
        data = docx("<w:p/>", {}, {"word/embeddings/a.docx": data})
    made = DOCX.rewrite(data, job())
    depth = 0
    while (inner := members(made).get("word/embeddings/a.docx")) is not None:
        made, depth = inner, depth + 1
    assert (depth, body_of(made)) == (3, f"<w:p>{run('头')}</w:p>")


def test_a_signature_is_warned_of() -> None:
    warned: list[str] = []
    data = docx(f"<w:p>{run('头')}</w:p>", {}, {"_xmlsignatures/sig1.xml": "<a/>"})
    DOCX.rewrite(data, job("t2s", warned=warned))
    assert warned == []
    DOCX.rewrite(data, job(warned=warned))
    assert warned == ["The file is digitally signed; the signature does not hold for the converted text."]


def test_foreign_text_is_warned_of() -> None:
    warned: list[str] = []
    text = run("会社", "<w:rPr><w:lang w:eastAsia='ja-JP'/></w:rPr>")
    DOCX.rewrite(docx(f"<w:p>{text}</w:p>"), job(warned=warned))
    assert warned == ["A text is marked as Japanese or Korean and left as it was."]


def test_the_strict_kind_is_read_too() -> None:
    data = docx(f"<w:p>{run('头')}</w:p>")
    strict = {
        name: content.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", STRICT)
        for name, content in members(data).items()
    }
    assert body_of(DOCX.rewrite(zipped(strict), job())) == f"<w:p>{run('頭')}</w:p>"


STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


def test_a_new_space_at_an_end_is_kept() -> None:
    made = DOCX.rewrite(docx(f"<w:p>{run('a')}</w:p>"), Job(lambda units: [(" b",) for _ in units], "zh-Hant"))
    assert body_of(made) == '<w:p><w:r><w:t xml:space="preserve"> b</w:t></w:r></w:p>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped({"a": "b"}), "E136 a: this is not a Word document (.docx): it is an archive without the parts of one"),
        (package("word/document.xml", {}), "E136 a: this is not a Word document (.docx): it lacks its main part"),
        (
            package("xl/workbook.xml", {"xl/workbook.xml": ("spreadsheetml.sheet.main+xml", "<a/>")}),
            "E136 a: this is not a Word document (.docx): it is an Excel workbook (.xlsx)",
        ),
        (docx("", {}, {"word/vbaProject.bin": b"x"}), "E132 a: the file holds macros (word/vbaProject.bin). Save it"),
        (docx("<w:p>"), "E108 a/word/document.xml:2: the XML is broken: mismatched tag"),
        (
            package(
                "word/document.xml",
                {
                    "word/document.xml": (
                        f"{WORD}document.main+xml",
                        '<?xml version="1.0"?>\n<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>',
                    ),
                    "word/styles.xml": (f"{WORD}styles+xml", "<a>"),
                },
            ),
            "E109 a/word/document.xml:2: the XML declares a document type or entities. Entities can exhaust a machine",
        ),
        (zipped({"[Content_Types].xml": "<a"}), "E108 a/[Content_Types].xml:1: the XML is broken"),
    ],
)
def test_what_is_no_sound_document_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as raised:
        DOCX.rewrite(data, job())
    assert str(raised.value).startswith(said)


def test_all_broken_parts_are_told_and_nothing_is_turned_after_the_first() -> None:
    seen: list[Unit] = []
    parts = {f"word/header{n}.xml": (f"{WORD}header+xml", "<a>") for n in (1, 2)}
    with pytest.raises(InputError) as raised:
        DOCX.rewrite(docx("<w:p>", parts), job(seen=seen))
    assert [problem.path for problem in raised.value.problems] == [
        "a/word/document.xml",
        "a/word/header1.xml",
        "a/word/header2.xml",
    ]
    assert seen == []


def test_billion_laughs_are_refused_at_once() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 30))
    main = f'<!DOCTYPE w [<!ENTITY a0 "ha">{entities}]><w>&a29;</w>'
    data = package("word/document.xml", {"word/document.xml": (f"{WORD}document.main+xml", main)})
    with pytest.raises(InputError, match="E109"):
        DOCX.rewrite(data, job())


def test_what_is_read_by_relations_may_lie_anywhere() -> None:
    data = zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Override PartName="/Doc%20A/X.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": relations({"a": ("officeDocument", "/Doc%20A/X.xml")}),
            "Doc A/X.xml": document(f"<w:p>{run('头')}</w:p>"),
        }
    )
    assert "頭" in text_of(DOCX.rewrite(data, job()), "Doc A/X.xml")


RUNS = st.lists(st.text(st.sampled_from("头发后面里干净台风a &<>"), max_size=4), min_size=1, max_size=5)


@given(st.lists(RUNS, min_size=1, max_size=4))
def test_runs_read_as_one_whatever_their_cuts(paragraphs: list[list[str]]) -> None:
    from xml.sax.saxutils import escape

    import opencc

    body = "".join("<w:p>" + "".join(run(escape(text)) for text in texts) + "</w:p>" for texts in paragraphs)
    data = docx(body)
    assert DOCX.rewrite(data, Job(same, "zh-Hant")) is data
    made = body_of(DOCX.rewrite(data, job()))
    found = ["".join(re.findall("<w:t[^>]*>(.*?)</w:t>", part)) for part in made.split("</w:p>")[:-1]]
    converter = opencc.OpenCC("s2t")
    assert found == [escape(converter.convert("".join(texts))) for texts in paragraphs]
    assert re.sub("(<w:t>).*?(</w:t>)", r"\1\2", made) == re.sub("(<w:t>).*?(</w:t>)", r"\1\2", body)
