"""PPTX: slides in the order in which they are shown, with their notes, comments and pictures."""

# ruff: noqa: E501 -- a line of a document stays one
from __future__ import annotations

from shuyu.conversion.base import Job, Unit
from shuyu.conversion.documents.pptx import PPTX
from tests.conversion.documents.office import job, members, package, relations, same

P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "presentationml."


def slide(root: str, *texts: str) -> str:
    body = "".join(f"<a:p>{text}</a:p>" for text in texts)
    return f'<p:{root} xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}">{body}</p:{root}>'


def run(text: str, properties: str = "") -> str:
    return f"<a:r>{properties}<a:t>{text}</a:t></a:r>"


def presentation() -> bytes:
    return package(
        "ppt/presentation.xml",
        {
            "ppt/presentation.xml": (
                f"{KIND}presentation.main+xml",
                f'<p:presentation xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}" '
                'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
                '<p:sldIdLst><p:sldId r:id="r2"/><p:sldId r:id="r1"/><p:sldId r:id="gone"/></p:sldIdLst>'
                '<a:defRPr lang="zh-CN"/><p14:section name="开头"/></p:presentation>',
            ),
            "ppt/slides/slide1.xml": (
                f"{KIND}slide+xml",
                slide(
                    "sld",
                    run("头", '<a:rPr lang="zh-CN" altLang="en-US" b="1"/>') + run("发"),
                    "<a:r><a:t>头</a:t></a:r><a:br/><a:r><a:t>发</a:t></a:r><a:endParaRPr lang='en-US' altLang='zh-CN'/>",
                    run("会社国", '<a:rPr lang="ja-JP"/>'),
                    "<a:fld type='slidenum'><a:t>第1页</a:t></a:fld>",
                )
                .replace("</p:sld>", "<p:cNvPr id='1' name='头发' descr='头发'/></p:sld>"),
            ),
            "ppt/slides/slide2.xml": (f"{KIND}slide+xml", slide("sld", run("后来"))),
            "ppt/slides/slide10.xml": (f"{KIND}slide+xml", slide("sld", run("余"))),
            "ppt/notesSlides/n1.xml": (f"{KIND}notesSlide+xml", slide("notes", run("备注里"))),
            "ppt/notesSlides/n9.xml": (f"{KIND}notesSlide+xml", slide("notes", run("孤"))),
            "ppt/comments/c1.xml": (
                f"{KIND}comments+xml",
                f'<p:cmLst xmlns:p="{P}"><p:cm><p:text>说</p:text></p:cm></p:cmLst>',
            ),
            "ppt/slideLayouts/l1.xml": (f"{KIND}slideLayout+xml", slide("sldLayout", run("单击此处编辑"))),
            "ppt/slideMasters/m1.xml": (f"{KIND}slideMaster+xml", slide("sldMaster", run("编辑母版"))),
            "ppt/diagrams/data1.xml": ("drawingml.diagramData+xml", slide("x", run("图"))),
        },
        {
            "ppt/_rels/presentation.xml.rels": relations(
                {"r1": ("slide", "slides/slide1.xml"), "r2": ("slide", "/ppt/slides/slide2.xml"), "x": ("theme", "t.xml")}
            ),
            "ppt/slides/_rels/slide1.xml.rels": relations(
                {"r1": ("notesSlide", "../notesSlides/n1.xml"), "r2": ("comments", "../comments/c1.xml")}
            ),
            "ppt/tags/tag1.xml": "<a>头发</a>",
        },
    )  # fmt: skip


def test_units_come_in_the_order_of_the_show() -> None:
    seen: list[Unit] = []
    PPTX.rewrite(presentation(), job(seen=seen))
    assert [(unit.place, unit.pieces) for unit in seen] == [
        ("slide 1", ("后来",)),
        ("slide 2", ("头", "发")),
        ("slide 2", ("头",)),
        ("slide 2", ("发",)),
        ("slide 2", ("第1页",)),
        ("slide 2, alternative text", ("头发",)),
        ("slide 2, notes", ("备注里",)),
        ("slide 2, comments", ("说",)),
        ("slide 3", ("余",)),
        ("notes", ("孤",)),
        ("layout", ("单击此处编辑",)),
        ("master", ("编辑母版",)),
        ("section", ("开头",)),
        ("diagram", ("图",)),
    ]


def test_text_changes_and_mark_up_stays() -> None:
    warned: list[str] = []
    before, after = members(presentation()), members(PPTX.rewrite(presentation(), job(warned=warned)))
    assert list(before) == list(after)
    text = before["ppt/slides/slide1.xml"].decode()
    for old, new in (
        ("<a:t>头</a:t></a:r><a:r><a:t>发", "<a:t>頭</a:t></a:r><a:r><a:t>髮"),
        ("<a:t>头</a:t></a:r><a:br/><a:r><a:t>发", "<a:t>頭</a:t></a:r><a:br/><a:r><a:t>發"),
        ("zh-CN", "zh-TW"),
        ("第1页", "第1頁"),
        ("descr='头发'", "descr='頭髮'"),
    ):
        text = text.replace(old, new)
    assert after["ppt/slides/slide1.xml"].decode() == text
    assert after["ppt/tags/tag1.xml"] == before["ppt/tags/tag1.xml"]
    main = before["ppt/presentation.xml"].decode().replace("zh-CN", "zh-TW").replace("开头", "開頭")
    assert after["ppt/presentation.xml"].decode() == main
    assert warned == ["A text is marked as Japanese or Korean and left as it was."]


def test_nothing_turned_is_the_same_file() -> None:
    data = presentation()
    assert PPTX.rewrite(data, Job(same, "zh-Hans")) is data
