"""ODT, ODS, ODP: paragraphs change wherever they stand, with languages, numbering and choices."""

# ruff: noqa: E501 -- a line of a document stays one
from __future__ import annotations

import re

import pytest

from shuyu.conversion.base import Job, Unit
from shuyu.conversion.documents.opendocument import ODP, ODS, ODT, OpenDocument
from shuyu.errors import InputError
from tests.conversion.documents.office import job, members, same, text_of, zipped

URN = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = (
    " ".join(
        f'xmlns:{prefix}="{URN}{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "text": "text",
            "table": "table",
            "draw": "drawing",
            "style": "style",
            "fo": "xsl-fo-compatible",
            "svg": "svg-compatible",
            "presentation": "presentation",
            "number": "datastyle",
            "meta": "meta",
        }.items()
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
MEDIA = "application/vnd.oasis.opendocument."


def odf(kind: str, body: str, others: dict[str, str | bytes] | None = None) -> bytes:
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {NAMESPACES}>{body}</office:document-content>'
    return zipped({"mimetype": MEDIA + kind, "content.xml": content, **(others or {})}, stored=["mimetype"])


def turned(body: str, known: OpenDocument = ODT, seen: list[Unit] | None = None, name: str = "s2t") -> str:
    made = text_of(known.rewrite(odf(known.kind, body), job(name, seen=seen)), "content.xml")
    found = re.search(r'elements/1\.1/">(.*)</office:document-content>', made, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<text:p>头<text:span text:style-name='头'>发</text:span>后</text:p>", "<text:p>頭<text:span text:style-name='头'>髮</text:span>後</text:p>"),
        ("<text:h>头<text:bookmark text:name='头'/>发</text:h>", "<text:h>頭<text:bookmark text:name='头'/>髮</text:h>"),
        ("<text:p>头<text:line-break/>发</text:p>", "<text:p>頭<text:line-break/>發</text:p>"),
        (
            "<text:p>头<text:note text:note-class='footnote'><text:note-citation>发</text:note-citation>"
            "<text:note-body><text:p>头发</text:p></text:note-body></text:note>发</text:p>",
            "<text:p>頭<text:note text:note-class='footnote'><text:note-citation>发</text:note-citation>"
            "<text:note-body><text:p>頭髮</text:p></text:note-body></text:note>髮</text:p>",
        ),
        (
            "<text:p>头<office:annotation><dc:creator>张发</dc:creator><text:p>头发</text:p></office:annotation>发</text:p>",
            "<text:p>頭<office:annotation><dc:creator>张发</dc:creator><text:p>頭髮</text:p></office:annotation>髮</text:p>",
        ),
        (
            "<text:p><text:ruby><text:ruby-base>头</text:ruby-base><text:ruby-text>发</text:ruby-text></text:ruby>发</text:p>",
            "<text:p><text:ruby><text:ruby-base>頭</text:ruby-base><text:ruby-text>發</text:ruby-text></text:ruby>髮</text:p>",
        ),
        (
            "<text:p><draw:frame draw:name='头'><draw:image/><svg:title>头发</svg:title><svg:desc>头发</svg:desc></draw:frame></text:p>",
            "<text:p><draw:frame draw:name='头'><draw:image/><svg:title>頭髮</svg:title><svg:desc>頭髮</svg:desc></draw:frame></text:p>",
        ),
        (
            "<style:text-properties fo:language='zh' fo:country='CN' style:language-asian='zh' style:country-asian='CN'/>",
            "<style:text-properties fo:language='zh' fo:country='TW' style:language-asian='zh' style:country-asian='TW'/>",
        ),
        (
            "<style:text-properties fo:language='en' fo:country='US' style:language-asian='zh' style:script-asian='Hans' style:country-asian='CN'/>",
            "<style:text-properties fo:language='en' fo:country='US' style:language-asian='zh' style:script-asian='Hant' style:country-asian='TW'/>",
        ),
        ("<style:text-properties style:language-asian='zh' style:country-asian='none'/>", None),
        ("<style:text-properties style:rfc-language-tag-asian='zh-Hans-CN'/>", "<style:text-properties style:rfc-language-tag-asian='zh-Hant-TW'/>"),
        (
            "<text:list-level-style-number style:num-prefix='第' style:num-suffix='节' style:num-list-format='第%1%节'/>",
            "<text:list-level-style-number style:num-prefix='第' style:num-suffix='節' style:num-list-format='第%1%節'/>",
        ),
        (
            "<style:style style:name='J'><style:text-properties style:language-asian='ja'/></style:style>"
            "<text:p>东<text:span text:style-name='J'>会社国</text:span></text:p>",
            "<style:style style:name='J'><style:text-properties style:language-asian='ja'/></style:style>"
            "<text:p>東<text:span text:style-name='J'>会社国</text:span></text:p>",
        ),
        ("<number:number-style><number:text>个</number:text></number:number-style>", "<number:number-style><number:text>個</number:text></number:number-style>"),
        ("<office:binary-data>头</office:binary-data>", None),
    ],
)  # fmt: skip
def test_text_changes_and_mark_up_stays(before: str, after: str | None) -> None:
    assert turned(before) == (after or before)


def test_places_in_a_text() -> None:
    seen: list[Unit] = []
    turned(
        "<text:tracked-changes><text:deletion><text:p>删</text:p></text:deletion></text:tracked-changes><text:p>一</text:p>"
        "<text:h>二<text:note text:note-class='endnote'><text:note-body><text:p>注</text:p></text:note-body></text:note></text:h>"
        "<style:master-page><text:p>页</text:p></style:master-page><text:p><office:annotation><text:p>批</text:p>"
        "</office:annotation>三</text:p>",
        seen=seen,
    )
    assert [(unit.place.replace("paragraph ", "¶"), unit.text) for unit in seen] == [
        ("deleted", "删"),
        ("¶1", "一"),
        ("¶2", "二"),
        ("endnote 1", "注"),
        ("page header or footer", "页"),
        ("comment", "批"),
        ("¶3", "三"),
    ]


def test_sheets() -> None:
    seen: list[Unit] = []
    body = (
        "<table:content-validation table:name='头' table:condition='of:cell-content-is-in-list(&quot;是&quot;;&quot;头发&quot;)'>"
        "<table:error-message table:title='头'/></table:content-validation>"
        "<office:spreadsheet><table:table table:name='数据'><table:table-row table:number-rows-repeated='3'><table:table-cell/>"
        "</table:table-row><table:table-row><table:table-cell table:number-columns-repeated='2'/>"
        "<table:table-cell table:formula='of:=&quot;头发&quot;' office:string-value='头发'><text:p>头发</text:p></table:table-cell>"
        "</table:table-row></table:table></office:spreadsheet>"
    )
    made = turned(body, ODS, seen)
    wanted = (
        body.replace("<text:p>头发", "<text:p>頭髮")
        .replace("string-value='头发", "string-value='頭髮")
        .replace("title='头'", "title='頭'")
        .replace(";&quot;头发&quot;)", ";&quot;頭髮&quot;)")
    )
    assert made == wanted
    assert [(unit.place, unit.text) for unit in seen] == [
        ("choices", "是"),
        ("choices", "头发"),
        ("help text", "头"),
        ("数据!C4", "头发"),
        ("数据!C4", "头发"),
    ]


def test_slides() -> None:
    seen: list[Unit] = []
    turned(
        "<presentation:footer-decl>脚</presentation:footer-decl><draw:page><text:p>一</text:p></draw:page>"
        "<draw:page><text:p>二</text:p><presentation:notes><text:p>三</text:p></presentation:notes></draw:page>",
        ODP,
        seen,
    )
    assert [unit.place for unit in seen] == ["page footer", "slide 1", "slide 2", "slide 2, notes"]


def test_properties_and_documents_inside() -> None:
    meta = (
        f"<office:document-meta {NAMESPACES}><dc:title>头发</dc:title><dc:creator>张发</dc:creator>"
        "<dc:language>zh-CN</dc:language><meta:user-defined>头发</meta:user-defined></office:document-meta>"
    )
    chart = f"<office:document-content {NAMESPACES}><text:p>头发</text:p></office:document-content>"
    others: dict[str, str | bytes] = {"meta.xml": meta, "Object 1/content.xml": chart, "settings.xml": "<a>头发</a>"}
    warned: list[str] = []
    data = odf("text", "", {**others, "META-INF/documentsignatures.xml": "<a/>"})
    made = {name: content.decode() for name, content in members(ODT.rewrite(data, job(warned=warned))).items()}
    assert made["meta.xml"] == meta.replace("<dc:title>头发", "<dc:title>頭髮").replace("zh-CN", "zh-TW")
    assert made["Object 1/content.xml"] == chart.replace("头发", "頭髮")
    assert made["settings.xml"] == "<a>头发</a>"
    assert warned == ["The document is digitally signed; the signature does not hold for the converted text."]


def test_nothing_turned_is_the_same_file() -> None:
    data = odf("text", "<text:p>头发</text:p>")
    assert ODT.rewrite(data, Job(same, "zh-Hans")) is data


LOCKED = (
    '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">'
    "<manifest:manifest><manifest:file-entry>"
    "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (odf("spreadsheet", ""), "E136 a: this is no OpenDocument text (.odt): it says that it is 'application/vnd.oasis"),
        (zipped({"content.xml": "<a/>"}), "E136 a: this is no OpenDocument text (.odt): it does not say what it is"),
        (odf("text", "", {"META-INF/manifest.xml": LOCKED}), "E131 a: the file is protected by a password"),
        (odf("text", "", {"Basic/Standard/Module1.xml": "<a/>"}), "E132 a: the file holds macros (Basic/Standard/Module1"),
        (odf("text", "", {"Scripts/python/a.py": ""}), "E132 a: the file holds macros (Scripts/python/a.py)"),
        (odf("text", "<text:p>"), "E108 a/content.xml:2: the XML is broken: mismatched tag"),
        (b"PK", "E102 a: this is no office document"),
    ],
)  # fmt: skip
def test_what_is_no_sound_document_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as raised:
        ODT.rewrite(data, job())
    assert str(raised.value).startswith(said)


def test_a_manifest_may_leave_its_prefix_to_a_document_type_and_styles_may_stand_alone() -> None:
    manifest = LOCKED.replace("<manifest:encryption-data/>", "")
    data = odf("text-template", "", {"META-INF/manifest.xml": manifest})
    assert ODT.rewrite(data, job()) == data
    alone = zipped(
        {"mimetype": f"{MEDIA}text", "styles.xml": f"<office:styles {NAMESPACES}><text:p>头</text:p></office:styles>"}
    )
    assert "頭" in text_of(ODT.rewrite(alone, job()), "styles.xml")


def test_templates_and_empty_libraries_are_no_harm() -> None:
    data = odf(
        "text-template", "<text:p>头发</text:p>", {"Basic/script-lc.xml": "", "Basic/Standard/script-lb.xml": ""}
    )
    assert "頭髮" in text_of(ODT.rewrite(data, job()), "content.xml")
