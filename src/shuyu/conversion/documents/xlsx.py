"""XLSX: the text of cells, and whatever must say the same as a cell; formulas and names of sheets stay.

A table's column is called what its header cell says, and formulas call it so too: Excel finds a file damaged where the
two differ. So headers are turned first, and the names follow. Filters and pivot tables repeat texts of cells likewise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from shuyu.conversion.documents.cells import column_name, column_text, literals, rename_columns
from shuyu.conversion.documents.ooxml import PREFIXES, OfficeFormat, Package
from shuyu.conversion.documents.parts import Changes, Part
from shuyu.conversion.documents.xlsx_cells import (
    FILTERS,
    FORMULAS,
    Book,
    Cells,
    Comments,
    Place,
    Sheet,
    Strings,
    Table,
    cell_range,
)
from shuyu.conversion.documents.xml_text import Element, Span, Visitor, read_tree

# What repeats the text of a cell, or the name of a column.
_ECHOES = {
    **FILTERS,
    "s:table": ("totalsRowLabel",),
    "s:tableColumn": ("totalsRowLabel",),
    "s:cacheField": ("name",),
    "s:s": ("v",),
    "s:dataField": ("name",),
    "s:pivotField": ("name",),
    "s:pivotTableDefinition": ("dataCaption", "grandTotalCaption", "rowHeaderCaption", "colHeaderCaption"),
    "x14:slicerCacheDefinition": ("sourceName",),
    "x14:slicer": ("caption",),
}
_PIVOTS = ("pivotCacheDefinition+xml", "pivotCacheRecords+xml", "pivotTable+xml", "ms-excel.slicerCache+xml")


class _Styles(Visitor):
    def __init__(self, part: Part) -> None:
        self._part = part

    def start(self, element: Element) -> None:
        span = self._part.xml.attribute(element, "formatCode") if element.name == "s:numFmt" else None
        if span is not None:
            self._part.texts(span, *literals(self._part.xml.value(span)), "number format")


class _Echoes(Visitor):
    # Turns nothing: says again what cells say now.
    def __init__(self, part: Part, words: Mapping[str, str], columns: Mapping[str, str]) -> None:
        self._part = part
        self._words = words
        self._columns = columns

    def start(self, element: Element) -> None:
        xml = self._part.xml
        for name in _ECHOES.get(element.name, ()):
            said = self._words.get(element.attributes.get(name, ""))
            span = xml.attribute(element, name)
            if span is not None and said is not None:
                xml.replace(span, said)

    def text(self, element: Element, span: Span) -> None:
        if element.name in FORMULAS and self._columns:
            xml = self._part.xml
            xml.replace(span, rename_columns(xml.value(span), self._columns))


class _Columns(_Echoes):
    def __init__(self, part: Part, book: Book, table: Table) -> None:
        super().__init__(part, book.words, book.columns)
        self._table = table
        self._number = 0

    def start(self, element: Element) -> None:
        super().start(element)
        if element.name != "s:tableColumn":
            return
        headers = self._table.headers
        said = self._table.said.get(headers[self._number]) if self._number < len(headers) else None
        span = self._part.xml.attribute(element, "name")
        if said is not None and span is not None and column_text(self._part.xml.value(span)) == said[0]:
            self._part.xml.replace(span, column_name(said[1]))
        self._number += 1


def _convert(package: Package, changes: Changes) -> None:
    book = Book()
    scanned: list[tuple[Sheet, Part, Cells]] = []
    for sheet in _sheets(package):
        cells: list[Cells] = []

        def visitor(part: Part, sheet: Sheet = sheet, cells: list[Cells] = cells) -> Cells:
            cells.append(Cells(part, book, sheet))
            return cells[0]

        part = changes.scanned(sheet.member, visitor, PREFIXES)
        if part is not None:
            scanned.append((sheet, part, cells[0]))
    for name in package.of_type("spreadsheetml.sharedStrings+xml"):
        changes.part(name, lambda part: Strings(part, book), PREFIXES)
    for _, part, _ in scanned:
        changes.turn(part)
    # Only now are all headers known, and what they are called in formulas anywhere.
    for sheet, part, found in scanned:
        for span, formula in found.formulas:
            part.xml.replace(span, rename_columns(formula, book.columns))
        for span in found.echoes:
            said = book.words.get(part.xml.value(span))
            if said is not None:
                part.xml.replace(span, said)
        changes.finish(sheet.member, part)
        _around(package, changes, book, sheet)
    for name in package.of_type("spreadsheetml.styles+xml"):
        changes.part(name, _Styles, PREFIXES)
    changes.part(package.main, lambda part: _Echoes(part, {}, book.columns), PREFIXES)
    # A pivot table keeps each value once: two that have become one wait until it is computed anew.
    count = Counter(book.words.values())
    words = {before: after for before, after in book.words.items() if count[after] == 1}
    for ending in _PIVOTS:
        for name in package.of_type(ending):
            changes.part(name, lambda part: _Echoes(part, words, {}), PREFIXES)
    _warn(changes, book)


def _around(package: Package, changes: Changes, book: Book, sheet: Sheet) -> None:
    # What belongs to a sheet and stands in parts of its own.
    for table in sheet.tables:

        def columns(part: Part, table: Table = table) -> _Columns:
            return _Columns(part, book, table)

        changes.part(table.member, columns, PREFIXES)
    for relation in package.relations(sheet.member).values():
        if relation.kind in {"comments", "threadedComment"}:
            changes.part(relation.target, lambda part: Comments(part, book, sheet.name), PREFIXES)


def _warn(changes: Changes, book: Book) -> None:
    if book.quoted:
        some = "A formula holds" if book.quoted == 1 else f"{book.quoted:,} formulas hold"
        changes.job.warn(f"{some} Chinese text in quotes, which stays as it is: see whether it still fits the cells.")
    for header in book.clashes:
        changes.job.warn(f"The header {header!r} stays: converted, it would be that of another column of its table.")


def _sheets(package: Package) -> list[Sheet]:
    relations = package.relations(package.main)
    sheets: list[Sheet] = []

    def told(element: Element) -> None:
        if element.name == "s:sheet":
            relation = relations.get(element.attributes.get("r:id", ""))
            if relation is not None and relation.target in package.archive:
                name = element.attributes.get("name", "")
                sheets.append(Sheet(name, relation.target, _tables(package, relation.target)))

    read_tree(package.archive.read(package.main), told, PREFIXES, package.archive.path_of(package.main))
    return sheets


def _tables(package: Package, sheet: str) -> list[Table]:
    tables: list[Table] = []
    for relation in package.relations(sheet).values():
        if relation.kind != "table" or relation.target not in package.archive:
            continue
        member = relation.target

        def told(element: Element, member: str = member) -> None:
            if element.name == "s:table":
                tables.append(Table(member, _header_cells(element)))

        read_tree(package.archive.read(member), told, PREFIXES, package.archive.path_of(member))
    return tables


def _header_cells(table: Element) -> tuple[Place, ...]:
    corners = cell_range(table.attributes.get("ref", ""))
    if corners is None or table.attributes.get("headerRowCount") == "0":
        return ()
    (row, first), (_, last) = corners
    return tuple((row, column) for column in range(first, last + 1))


XLSX = OfficeFormat("xlsx", (".xlsx", ".xltx"), "spreadsheetml", _convert)
