"""The printed list as a Word document, A4.

What Word does well is made here (styles, the document around the tables); the tables themselves, with some thousand
rows, are written as XML at once.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, BinaryIO

from shuyu.extras import need
from shuyu.formats.base import Writing
from shuyu.formats.printed.arrange import arrange
from shuyu.formats.printed.docx_xml import TEXT_WIDTH, field, paragraph, plain_rows, run_xml, section_table, table
from shuyu.formats.printed.model import Ink, Printed, Run, Section
from shuyu.formats.printed.options import printed
from shuyu.languages import ENGLISH
from shuyu.model.concept import Concept

_LATIN = "Times New Roman"
_CHINESE = "SimSun"
_GREY = "5C5C5C"
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="3" w:color="000000"/></w:pBdr>'
_TABS = f'<w:tabs><w:tab w:val="center" w:pos="{TEXT_WIDTH // 2}"/><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
_DAY = (1980, 1, 1, 0, 0, 0)


def write(concepts: Iterable[Concept], stream: BinaryIO, writing: Writing) -> None:
    """Write a list; see `TermFormat.write`.

    Raises:
        MissingExtraError: E501, when the extra `office` is not installed.
    """
    docx = need("docx", "office", "DOCX")
    printed = arrange(concepts, writing)
    document = docx.Document()
    _set_styles(document)
    _set_properties(document, printed)
    _title_page(document, printed)
    for section in printed.sections:
        _section(document, section)
    made = BytesIO()
    document.save(made)
    _repack(made, stream)


def _repack(made: BytesIO, stream: BinaryIO) -> None:
    # The same list gives the same bytes: no time of day in the archive.
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            info = zipfile.ZipInfo(member.filename, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, source.read(member))


def _set_properties(document: Any, printed: Printed) -> None:
    from datetime import datetime

    facts = dict(printed.facts)
    core = document.core_properties
    day = datetime.fromisoformat(printed.date)
    core.title, core.subject = printed.title[:255], facts.get("Subject", "")[:255]
    core.author, core.last_modified_by = facts.get("Source", "shuyu")[:255], "shuyu"
    core.comments, core.revision = "", 1
    core.created = core.modified = day


def _set_styles(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    styles = document.styles
    normal = styles["Normal"]
    _fonts(normal, 9)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.space_before = Pt(0)
    for name, points, before, after in (("Title", 26, 150, 12), ("Heading 1", 18, 0, 8), ("Heading 2", 13, 8, 2)):
        style = styles[name]
        _fonts(style, points)
        style.font.bold = True
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    # The template's rule below titles is blue.
    borders = styles["Title"].element.pPr.find(_tag("pBdr"))
    if borders is not None:
        styles["Title"].element.pPr.remove(borders)
    _add(styles, "Entry", WD_STYLE_TYPE.PARAGRAPH, "Normal", 9, leading=13)
    _add(styles, "Entry Detail", WD_STYLE_TYPE.PARAGRAPH, "Normal", 8, leading=11)
    _add(styles, "Column Heading", WD_STYLE_TYPE.PARAGRAPH, "Normal", 8, _GREY)
    _add(styles, "Guide Words", WD_STYLE_TYPE.PARAGRAPH, "Normal", 9)
    looks = (
        ("Headword", 9.5, None),
        ("Pinyin", 9, _GREY),
        ("Term Label", 7.5, _GREY),
    )
    for name, size, colour in looks:
        _add(styles, name, WD_STYLE_TYPE.CHARACTER, None, size, colour)


def _add(
    styles: Any, name: str, kind: Any, base: str | None, size: float, colour: str | None = None, leading: float = 0
) -> None:
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt, RGBColor

    style = styles.add_style(name, kind)
    if base:
        style.base_style = styles[base]
    _fonts(style, size)
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)
    if leading:
        # Chinese and Latin fonts differ in height: with a fixed distance they stand on the same line.
        style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        style.paragraph_format.line_spacing = Pt(leading)


def _fonts(style: Any, size: float) -> None:
    from docx.shared import Pt

    style.font.name, style.font.size = _LATIN, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key, value in (("ascii", _LATIN), ("hAnsi", _LATIN), ("cs", _LATIN), ("eastAsia", _CHINESE)):
        fonts.set(_tag(key), value)


def _tag(name: str) -> str:
    from docx.oxml.ns import qn

    found: str = qn(f"w:{name}")
    return found


def _title_page(document: Any, printed: Printed) -> None:
    from docx.shared import Mm

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(18)
    page.top_margin, page.bottom_margin = Mm(24), Mm(20)
    page.header_distance = page.footer_distance = Mm(11)
    _append(document, paragraph("Title", run_xml(Run(printed.title, Ink.ADMITTED, ENGLISH))))
    rows: list[list[Sequence[Run]]] = [
        [[Run(name, Ink.LABEL, ENGLISH)], [Run(value, Ink.ADMITTED, ENGLISH)]] for name, value in printed.facts
    ]
    rows.append([[], []])
    rows += [[runs, [Run(meaning, Ink.LABEL, ENGLISH)]] for runs, meaning in printed.key]
    shares = (0.22, 0.78)
    _append(document, table(plain_rows(rows, shares), shares))
    _append(document, paragraph("Normal", ""))


def _section(document: Any, section: Section) -> None:
    from docx.enum.section import WD_SECTION

    page = document.add_section(WD_SECTION.NEW_PAGE)
    page.header.is_linked_to_previous = page.footer.is_linked_to_previous = False
    _head(page, section)
    own = run_xml(Run(section.own_title, Ink.ADMITTED, section.own_language))
    _append(document, paragraph("Heading1", run_xml(Run(f"{section.title} ", Ink.ADMITTED, ENGLISH)) + own))
    _append(document, section_table(section))
    # Word wants a paragraph after a table.
    _append(document, paragraph("Normal", ""))


def _head(page: Any, section: Section) -> None:
    # The first word of the page, the direction, the last word: programs that know no STYLEREF show the direction.
    words = (
        field('STYLEREF "Headword"'),
        "<w:r><w:tab/></w:r>",
        run_xml(Run(section.title, Ink.LABEL, ENGLISH)),
        "<w:r><w:tab/></w:r>",
        field('STYLEREF "Headword" \\l'),
    )
    _replace(page.header, paragraph("GuideWords", "".join(words), _RULE + _TABS))
    _replace(page.footer, paragraph("GuideWords", field("PAGE"), '<w:jc w:val="center"/>'))


def _replace(part: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    old = part.paragraphs[0]._p
    old.getparent().replace(old, parse_xml(xml))


def _append(document: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml))


FORMAT = printed("docx", "Word document", (".docx",), write)
