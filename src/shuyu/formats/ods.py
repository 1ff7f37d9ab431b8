"""ODS, for LibreOffice and all that read OpenDocument (ISO/IEC 26300); no package is needed for it.

Every cell is written as text, which no program calculates, so nothing is added to what it says. The first sheet that
has anything in it is read.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from shuyu.errors import InputError, Problem
from shuyu.formats.base import Reading, TermFormat, Writing
from shuyu.formats.rows import KEEPS, Table, reshape, table
from shuyu.formats.rows_plan import Row
from shuyu.formats.rows_read import concepts_of
from shuyu.formats.workbook import MAX_COLUMNS, MAX_ROWS, fixed, opened, refused, shown_number
from shuyu.model.concept import Concept

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = {name: f"{{{_URN}{name}:1.0}}" for name in ("office", "table", "text")}
_OFFICE, _TABLE, _TEXT = _NAMES["office"], _NAMES["table"], _NAMES["text"]
_SPACES = " ".join(
    [
        *(f'xmlns:{name}="{_URN}{name}:1.0"' for name in ("office", "table", "text", "style", "config", "manifest")),
        f'xmlns:fo="{_URN}xsl-fo-compatible:1.0"',
    ]
)
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST = "".join(
    (
        f'{_XML}<manifest:manifest {_SPACES} manifest:version="1.3">',
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_TYPE}"/>',
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>',
        '<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>',
        "</manifest:manifest>",
    )
)
_FROZEN = {
    "VerticalSplitMode": ("short", "2"),
    "VerticalSplitPosition": ("int", "1"),
    "PositionBottom": ("int", "1"),
    "ActiveSplitRange": ("short", "2"),
}
_HEAD_COLOUR = "#dde6f0"
_CENTIMETRES = 0.21
_MOST_REPEATED = 1_000
_LONGEST_CELL = 1_000_000


def write(concepts: Iterable[Concept], stream: BinaryIO, writing: Writing) -> None:
    """Write a list; see `TermFormat.write`."""
    with table(concepts, writing) as made, zipfile.ZipFile(stream, "w") as file:
        # OpenDocument 1.3 part 2, 3.3: the type comes first and is not compressed.
        file.writestr(fixed("mimetype", stored=True), _TYPE)
        file.writestr(fixed("META-INF/manifest.xml"), _MANIFEST)
        file.writestr(fixed("settings.xml"), _settings())
        with file.open(fixed("content.xml"), "w") as content:
            _write_content(content, made, writing)


def _settings() -> str:
    items = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
        for name, (kind, value) in _FROZEN.items()
    )
    return (
        f'{_XML}<office:document-settings {_SPACES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        '<config:config-item-map-entry><config:config-item-map-named config:name="Tables">'
        f'<config:config-item-map-entry config:name="terms">{items}</config:config-item-map-entry>'
        "</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )


def _write_content(content: IO[bytes], made: Table, writing: Writing) -> None:
    def put(text: str) -> None:
        content.write(text.encode())

    put(f'{_XML}<office:document-content {_SPACES} office:version="1.3"><office:automatic-styles>')
    for number, width in enumerate(made.widths):
        centimetres = (width + 3) * _CENTIMETRES
        put(
            f'<style:style style:name="c{number}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{centimetres:.2f}cm"/></style:style>'
        )
    put(
        '<style:style style:name="text" style:family="table-cell">'
        '<style:table-cell-properties style:vertical-align="top" fo:wrap-option="wrap"/></style:style>'
        '<style:style style:name="head" style:family="table-cell">'
        f'<style:table-cell-properties style:vertical-align="top" fo:background-color="{_HEAD_COLOUR}"/>'
        '<style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>'
        '</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="terms">'
    )
    for number in range(len(made.widths)):
        put(f'<table:table-column table:style-name="c{number}" table:default-cell-style-name="text"/>')
    put(f"<table:table-header-rows>{_row(made.headings, 'head')}</table:table-header-rows>")
    row = 1
    for row, cells in enumerate(made.rows, 2):
        if (problem := refused(row, cells, _LONGEST_CELL, writing.path)) is not None:
            raise InputError(problem)
        put(_row(cells, "text"))
    last = f"terms.{_letters(len(made.headings))}{row}"
    put(
        '</table:table><table:database-ranges><table:database-range table:name="terms" '
        f'table:target-range-address={quoteattr(f"terms.A1:{last}")} table:display-filter-buttons="true"/>'
        "</table:database-ranges></office:spreadsheet></office:body></office:document-content>"
    )


def _row(cells: Iterable[str], style: str) -> str:
    made = "".join(
        f'<table:table-cell table:style-name="{style}" office:value-type="string">{_paragraphs(cell)}'
        "</table:table-cell>"
        if cell
        else "<table:table-cell/>"
        for cell in cells
    )
    return f"<table:table-row>{made}</table:table-row>\n"


def _paragraphs(cell: str) -> str:
    return "".join(f"<text:p>{_spaced(line)}</text:p>" for line in cell.split("\n"))


def _spaced(line: str) -> str:
    # 6.1.2 and 6.1.3: white space collapses, so all but single spaces between words has elements of its own.
    made = ""
    for place, word in enumerate(escape(line).replace("\r", "&#13;").split(" ")):
        if place:
            made += "<text:s/>" if not made or made.endswith(">") or not word else " "
        made += word.replace("\t", "<text:tab/>")
    return made


def _letters(number: int) -> str:
    said = ""
    while number:
        number, rest = divmod(number - 1, 26)
        said = chr(65 + rest) + said
    return said


def read(stream: BinaryIO, reading: Reading) -> Iterator[Concept]:
    """Read a list; see `TermFormat.read`."""
    archive = opened(stream, reading)
    if "content.xml" not in archive:
        what = "this archive is no OpenDocument: it has no content.xml"
        raise InputError(Problem("E141", what, "Save it anew as .ods.", reading.path))
    yield from concepts_of(_rows(archive.stream("content.xml"), reading), reading)


def _rows(content: BinaryIO, reading: Reading) -> Iterator[Row]:
    from lxml import etree

    events = etree.iterparse(
        content,
        events=("start", "end"),
        tag=[f"{_TABLE}table", f"{_TABLE}table-row"],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    tables = number = 0
    read = 0
    told = False
    try:
        for event, element in events:
            if element.tag == f"{_TABLE}table":
                if event == "start" and not any(True for _ in element.iterancestors(f"{_TABLE}table")):
                    tables, number, told = tables + 1, 0, False
                continue
            if event == "start":
                continue
            repeated = _times(element, "number-rows-repeated")
            cells = _cells(element, reading, number + 1)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
            if any(cells):
                read = read or tables
                if read == tables:
                    for place in range(min(repeated, _MOST_REPEATED)):
                        yield number + place + 1, cells
                elif not told:
                    told = True
                    reading.lost("a further sheet")
            number += repeated
    except etree.XMLSyntaxError as error:
        what = f"the XML of the table is broken: {error.msg}"
        raise InputError(Problem("E141", what, "Save the file anew in its program.", reading.path)) from error


def _times(element: Any, name: str) -> int:
    said = element.get(f"{_TABLE}{name}", "1")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 8 else 1


def _cells(row: Any, reading: Reading, number: int) -> list[str]:
    if number > MAX_ROWS:
        what = f"the sheet has more than {MAX_ROWS:,} rows"
        raise InputError(Problem("E144", what, "It may be made to do harm. Save it anew.", reading.path, number))
    cells: list[str] = []
    empty = 0
    for cell in row.iter(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        text = _content(cell)
        repeated = min(_times(cell, "number-columns-repeated"), MAX_COLUMNS)
        if not text:
            # A row ends in thousands of empty cells.
            empty += repeated
            continue
        cells += [""] * empty + [text] * min(repeated, _MOST_REPEATED)
        empty = 0
        if len(cells) > MAX_COLUMNS:
            what = f"a row has more than {MAX_COLUMNS:,} columns"
            raise InputError(Problem("E144", what, "It may be made to do harm. Save it anew.", reading.path, number))
    return cells


def _content(cell: Any) -> str:
    kind = cell.get(f"{_OFFICE}value-type")
    if kind == "date":
        return str(cell.get(f"{_OFFICE}date-value", "")).removesuffix("T00:00:00")
    if kind == "float":
        try:
            return shown_number(float(cell.get(f"{_OFFICE}value", "")))
        except (ValueError, OverflowError):
            pass
    return "\n".join(_text(child) for child in cell if child.tag in (f"{_TEXT}p", f"{_TEXT}h"))


def _text(element: Any) -> str:
    said = element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            said += " " * (min(int(count), _MOST_REPEATED) if count.isascii() and count.isdigit() else 1)
        elif child.tag == f"{_TEXT}tab":
            said += "\t"
        elif child.tag == f"{_TEXT}line-break":
            said += "\n"
        elif isinstance(child.tag, str) and not child.tag.startswith(_OFFICE) and child.tag != f"{_TEXT}note":
            said += _text(child)
        said += child.tail or ""
    return said


FORMAT = TermFormat(
    name="ods",
    title="OpenDocument spreadsheet (ODS)",
    suffixes=(".ods",),
    keeps=KEEPS,
    read=read,
    write=write,
    sniff=lambda head: head.startswith(b"PK") and b"mimetypeapplication/vnd.oasis.opendocument" in head[:128],
    reshape=reshape,
)
