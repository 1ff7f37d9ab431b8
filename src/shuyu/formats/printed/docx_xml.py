"""The WordprocessingML of runs, paragraphs, fields and tables (ECMA-376, part 1, chapter 17)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from html import escape

from shuyu.formats.printed.model import Cell, Entry, Group, Ink, Kind, Line, Run, Section
from shuyu.languages import ENGLISH, HANT, HONG_KONG, TAIWAN, is_chinese, is_traditional

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT_WIDTH = 9864
"""Of an A4 page with margins of 18 mm, in twentieths of a point."""

_GREY = '<w:color w:val="5C5C5C"/>'
_BOLD = "<w:b/><w:bCs/>"
# In the order that the schema wants: style, fonts, bold, struck, colour, size, language.
_LOOKS: dict[Ink, tuple[str, str, str]] = {
    Ink.PREFERRED: ("", _BOLD, ""),
    Ink.ADMITTED: ("", "", ""),
    Ink.PROPOSED: ("", "", ""),
    Ink.DEPRECATED: ("", "", _GREY),
    Ink.FORBIDDEN: ("", "<w:strike/>", _GREY),
    Ink.DERIVED: ("", "", _GREY),
    Ink.PINYIN: ('<w:rStyle w:val="Pinyin"/>', "", ""),
    Ink.LABEL: ('<w:rStyle w:val="TermLabel"/>', "", ""),
    Ink.TEXT: ("", "", ""),
    Ink.QUOTE: ("", "", ""),
    Ink.FOUND: ("", _BOLD, ""),
}
_REGIONS = {TAIWAN: "zh-TW", HANT: "zh-TW", HONG_KONG: "zh-HK"}
_FONTS = {TAIWAN: "PMingLiU", HANT: "PMingLiU", HONG_KONG: "MingLiU_HKSCS"}
_STYLES = {Kind.HEAD: "Entry", Kind.PLAIN: "Entry", Kind.DETAIL: "EntryDetail"}
_HEADWORD = '<w:rStyle w:val="Headword"/>'


def run_xml(run: Run, *, headword: bool = False, quiet: bool = False) -> str:
    """A run; one that leads to another entry is a link to its bookmark.

    Args:
        run: what to print.
        headword: whether the head of the page may name it.
        quiet: whether it stands in small type, where nothing is bold but what was found.
    """
    style, weight, colour = _LOOKS[run.ink]
    if quiet and run.ink is Ink.PREFERRED:
        weight = ""
    properties = (_HEADWORD if headword else style) + _font(run.language) + weight + colour + _language(run.language)
    made = f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(run.text)}</w:t></w:r>'
    return f'<w:hyperlink w:anchor="{bookmark(run.link)}">{made}</w:hyperlink>' if run.link else made


def _font(language: str) -> str:
    if not is_chinese(language):
        return ""
    font = f' w:eastAsia="{_FONTS[language]}"' if is_traditional(language) and language in _FONTS else ""
    return f'<w:rFonts w:hint="eastAsia"{font}/>'


def _language(language: str) -> str:
    if not is_chinese(language):
        return '<w:lang w:val="en-GB"/>' if language == ENGLISH else "<w:noProof/>"
    return f'<w:lang w:val="en-GB" w:eastAsia="{_REGIONS.get(language, "zh-CN")}"/>'


def bookmark(anchor: str) -> str:
    """The name of an anchor as Word allows it.

    >>> bookmark("zh-12")
    'zh_12'
    """
    return anchor.replace("-", "_")


def field(instruction: str) -> str:
    """A field that Word fills in when it lays out the page.

    >>> field("PAGE")
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t></w:t></w:r></w:fldSimple>'
    """
    return f'<w:fldSimple w:instr=" {escape(instruction)} "><w:r><w:t></w:t></w:r></w:fldSimple>'


def paragraph(style: str, content: str, properties: str = "", *, outermost: bool = True) -> str:
    """A paragraph.

    Args:
        style: the id of its style.
        content: runs, links and fields.
        properties: beside the style.
        outermost: whether it stands alone, and so has to declare the namespace.
    """
    space = f' xmlns:w="{SPACE}"' if outermost else ""
    return f'<w:p{space}><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def table(rows: str, shares: Sequence[float]) -> str:
    """A table with columns of fixed width, so that long terms wrap."""
    widths = _widths(shares)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in (("left", 0), ("right", 130)))
    return (
        f'<w:tbl xmlns:w="{SPACE}"><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def plain_rows(rows: Sequence[Sequence[Sequence[Run]]], shares: Sequence[float]) -> str:
    """Rows of one line a cell."""
    widths = _widths(shares)
    return "".join(
        _row("".join(_cell_xml((Line(tuple(runs)),), width, "", "") for runs, width in zip(row, widths, strict=True)))
        for row in rows
    )


def section_table(section: Section) -> str:
    """The table of one direction, its first row repeated on every page."""
    shares = [column.share for column in section.columns]
    widths = _widths(shares)
    heads = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{_border("bottom", 8, "000000")}</w:tcPr>'
        + paragraph("ColumnHeading", run_xml(Run(column.heading, Ink.TEXT, column.language)), outermost=False)
        + "</w:tc>"
        for column, width in zip(section.columns, widths, strict=True)
    )
    rows = [_row(heads, repeated=True)]
    for group in section.groups:
        rows += _group_rows(section, group, widths)
    return table("".join(rows), shares)


def _group_rows(section: Section, group: Group, widths: Sequence[int]) -> Iterator[str]:
    if group.heading:
        heading = run_xml(Run(group.heading, Ink.ADMITTED, section.own_language))
        yield _row(
            f'<w:tc><w:tcPr><w:tcW w:w="{sum(widths)}" w:type="dxa"/><w:gridSpan w:val="{len(widths)}"/></w:tcPr>'
            + paragraph("Heading2", heading, "<w:keepNext/>", outermost=False)
            + "</w:tc>"
        )
    for place, entry in enumerate(group.entries):
        yield from _entry_rows(entry, widths, first=place == 0)


def _entry_rows(entry: Entry, widths: Sequence[int], *, first: bool) -> Iterator[str]:
    for number, strip in enumerate(entry.strips):
        keep = "<w:keepNext/>" if number < len(entry.strips) - 1 else ""
        border = "" if number else _border("top", 6 if first else 4, "000000" if first else "C4C4C4")
        anchor = entry if number == 0 else None
        yield _row(
            "".join(
                _cell_xml(cell, width, border, keep, anchor if at == 0 else None)
                for at, (cell, width) in enumerate(zip(strip, widths, strict=True))
            )
        )


def _widths(shares: Sequence[float]) -> list[int]:
    return [round(TEXT_WIDTH * share) for share in shares]


def _border(side: str, eighths: int, colour: str) -> str:
    line = f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/>'
    return f"<w:tcBorders>{line}</w:tcBorders>"


def _row(cells: str, *, repeated: bool = False) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if repeated else ''}</w:trPr>{cells}</w:tr>"


def _cell_xml(cell: Cell, width: int, border: str, keep: str, anchor: Entry | None = None) -> str:
    lines = [
        paragraph(
            _STYLES[line.kind],
            (_marked(line, anchor) if anchor and at == 0 else _runs(line)),
            keep,
            outermost=False,
        )
        for at, line in enumerate(cell)
    ] or [paragraph("Entry", "", keep, outermost=False)]
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{border}</w:tcPr>{"".join(lines)}</w:tc>'


def _runs(line: Line) -> str:
    return "".join(run_xml(run, quiet=line.kind is Kind.DETAIL) for run in line.runs)


def _marked(line: Line, entry: Entry) -> str:
    # The headword in its own style, which the head of the page looks for, inside a bookmark.
    number = zlib.crc32(entry.anchor.encode()) & 0x7FFFFFFF
    name = bookmark(entry.anchor)
    runs = "".join(run_xml(run, headword=run.text == entry.guide and run.link is None) for run in line.runs)
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'
