"""EPUB: chapters, contents and catalogue change; names, references and fonts stay."""

# ruff: noqa: E501 -- a line of a document stays one
from __future__ import annotations

import io
import zipfile

import pytest

from shuyu.conversion.base import Job, Unit
from shuyu.conversion.documents.epub import EPUB
from shuyu.errors import InputError
from tests.conversion.documents.office import job, members, same, zipped

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = (
    '<?xml version="1.0"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0" xml:lang="zh-CN" unique-identifier="头">'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
    '<dc:identifier id="头">urn:头发</dc:identifier><dc:title>头发</dc:title><dc:creator opf:file-as="张发">张发</dc:creator>'
    "<dc:language>zh-CN</dc:language><dc:description>后来</dc:description><dc:date>2024</dc:date>"
    '<meta property="file-as">头发</meta><meta property="dcterms:modified">2024</meta>'
    '<meta name="calibre:series" content="头发"/><meta name="cover" content="头发"/></metadata>'
    '<manifest><item id="c2" href="%E7%AB%A02.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="c1" href="c1.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    '<item id="svg" href="a.svg" media-type="image/svg+xml"/><item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="css" href="a.css" media-type="text/css"/></manifest>'
    '<spine toc="ncx"><itemref idref="c1"/><itemref idref="c2"/></spine><guide><reference type="toc" title="目录" href="c1.xhtml"/></guide></package>'
)  # fmt: skip
NCX = (
    '<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">'
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" xml:lang="zh-CN"><docTitle><text>头发</text></docTitle>'
    '<navMap><navPoint id="头"><navLabel><text>头</text></navLabel><content src="头.xhtml"/></navPoint></navMap></ncx>'
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" id="头"><title>头发</title><style>.头{}</style><text>头<tspan>发</tspan></text></svg>'


def chapter(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="zh-CN">'
        f"<head><title>头发</title></head><body>{body}</body></html>"
    )


def book(others: dict[str, str | bytes] | None = None) -> bytes:
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OEBPS/content.opf": PACKAGE,
            "OEBPS/c1.xhtml": chapter('<p id="头">头<b>发</b></p><img src="头.png" alt="头发"/>'),
            "OEBPS/章2.xhtml": "\ufeff" + chapter("<p>后来&amp;</p>"),
            "OEBPS/nav.xhtml": chapter('<nav><ol><li><a href="章2.xhtml">后来</a></li></ol></nav>'),
            "OEBPS/toc.ncx": NCX,
            "OEBPS/a.svg": SVG,
            "OEBPS/a.css": "p::before { content: '头发' }",
            "OEBPS/unlisted.xhtml": chapter("头发"),
            **(others or {}),
        },
        stored=["mimetype"],
    )


def test_a_book() -> None:
    seen: list[Unit] = []
    before = members(book())
    data = EPUB.rewrite(book(), job(seen=seen))
    after = {name: content.decode() for name, content in members(data).items()}
    assert list(after) == list(before)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        first = file.infolist()[0]
    assert (first.filename, first.compress_type, first.header_offset) == ("mimetype", zipfile.ZIP_STORED, 0)
    assert '<p id="头">頭<b>髮</b></p><img src="头.png" alt="頭髮"/>' in after["OEBPS/c1.xhtml"]
    assert 'xml:lang="zh-TW"' in after["OEBPS/c1.xhtml"]
    assert after["OEBPS/章2.xhtml"].startswith("\ufeff<?xml")
    assert "<p>後來&amp;</p>" in after["OEBPS/章2.xhtml"]
    assert '<a href="章2.xhtml">後來</a>' in after["OEBPS/nav.xhtml"]
    wanted = NCX.replace("<text>头发", "<text>頭髮").replace("<text>头", "<text>頭").replace("zh-CN", "zh-TW")
    assert after["OEBPS/toc.ncx"] == wanted
    wanted = SVG.replace("<title>头发", "<title>頭髮").replace("<text>头<tspan>发", "<text>頭<tspan>髮")
    assert after["OEBPS/a.svg"] == wanted
    wanted = PACKAGE.replace("zh-CN", "zh-TW").replace(">头发</dc:title>", ">頭髮</dc:title>").replace("张发", "張發")
    wanted = wanted.replace("后来", "後來").replace('file-as">头发', 'file-as">頭髮').replace("目录", "目錄")
    assert after["OEBPS/content.opf"] == wanted.replace('series" content="头发', 'series" content="頭髮')
    for name in ("OEBPS/a.css", "OEBPS/unlisted.xhtml", "META-INF/container.xml"):
        assert after[name].encode() == before[name]
    places = [unit.place.split(",")[0] for unit in seen]
    assert list(dict.fromkeys(places)) == [
        "c1.xhtml",
        "章2.xhtml",
        "nav.xhtml",
        "contents",
        "a.svg",
        "catalogue",
        "guide",
    ]


def test_nothing_turned_is_the_same_file() -> None:
    data = book()
    assert EPUB.rewrite(data, Job(same, "zh-Hans")) is data


def encrypted(*ways: str) -> str:
    inner = "".join(
        "<enc:EncryptedData>"
        + (f'<enc:EncryptionMethod Algorithm="{way}"/>' if way else "")
        + "<k><enc:EncryptionMethod Algorithm='x'/></k></enc:EncryptedData>"
        for way in ways
    )
    return f'<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#">{inner}</encryption>'


FONT = "http://www.idpf.org/2008/embedding"


def test_scrambled_fonts_are_no_encryption_and_signatures_are_warned_of() -> None:
    warned: list[str] = []
    data = book({"META-INF/encryption.xml": encrypted(FONT, FONT), "META-INF/signatures.xml": "<a/>"})
    EPUB.rewrite(data, job(warned=warned))
    assert warned == ["The book is digitally signed; the signature does not hold for the converted text."]


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({"META-INF/encryption.xml": encrypted(FONT, "http://www.w3.org/2001/04/xmlenc#aes256-cbc")}, "E131 a: the file is"),
        ({"META-INF/encryption.xml": encrypted("")}, "E131 a: the file is"),
        ({"mimetype": "application/zip"}, "E136 a: this is no EPUB book: it says that it is another"),
        ({"META-INF/container.xml": "<a/>"}, "E136 a: this is no EPUB book: nothing in it says what it consists of"),
        ({"META-INF/container.xml": "<a"}, "E108 a/META-INF/container.xml:1"),
        ({"OEBPS/toc.ncx": "<!DOCTYPE ncx [<!ENTITY a 'b'>]><ncx/>"}, "E109 a/OEBPS/toc.ncx:1"),
        ({"OEBPS/c1.xhtml": "<html>\n<p></html>"}, "E108 a/OEBPS/c1.xhtml:2"),
        ({"OEBPS/c1.xhtml": "<!DOCTYPE html [<!ENTITY a 'b'>]><html/>"}, "E109 a/OEBPS/c1.xhtml"),
    ],
)  # fmt: skip
def test_what_is_no_sound_book_is_refused(others: dict[str, str | bytes], said: str) -> None:
    with pytest.raises(InputError) as raised:
        EPUB.rewrite(book(others), job())
    assert str(raised.value).startswith(said)
