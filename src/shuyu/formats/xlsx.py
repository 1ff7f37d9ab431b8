"""XLSX, for Excel and all that read it; openpyxl does the work (`pip install 'shuyu[office]'`).

Every cell is written as text. One that Excel would calculate if somebody edited it bears Excel's own mark for text (an
apostrophe that is shown in no cell), so nothing is added to what it says. The first sheet that has anything in it is
read.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any, BinaryIO

from shuyu.errors import InputError, Problem
from shuyu.extras import need
from shuyu.formats.base import Reading, TermFormat, Writing
from shuyu.formats.cells import looks_like_formula
from shuyu.formats.rows import KEEPS, Table, reshape, table
from shuyu.formats.rows_plan import Row
from shuyu.formats.rows_read import concepts_of
from shuyu.formats.workbook import MAX_COLUMNS, MAX_ROWS, copy, fixed, opened, refused, shown_number
from shuyu.model.concept import Concept

_LONGEST_CELL = 32_767
_IN_MEMORY = 16 << 20
_CORE = "docProps/core.xml"
# ECMA-376 part 1, 22.9.2.19: any character may be written by its number, so what looks so is written with care.
_NUMBERED = re.compile("_x([0-9A-Fa-f]{4})_")
_TO_NUMBER = re.compile("_(?=x[0-9A-Fa-f]{4}_)|\r")
_HEAD_COLOUR = "DDE6F0"


def write(concepts: Iterable[Concept], stream: BinaryIO, writing: Writing) -> None:
    """Write a list; see `TermFormat.write`."""
    from tempfile import SpooledTemporaryFile

    openpyxl = need("openpyxl", "office", "XLSX")
    with table(concepts, writing) as made, SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        book = openpyxl.Workbook(write_only=True)
        _fill(book, made, writing)
        book.save(spool)
        spool.seek(0)
        _without_times(spool, stream, writing)


def _fill(book: Any, made: Table, writing: Writing) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(_sheet_title(writing.title))
    for number, width in enumerate(made.widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width + 2
    sheet.freeze_panes = "A2"
    usual, head, marked = (WriteOnlyCell(sheet) for _ in range(3))
    for one in (usual, head, marked):
        one.alignment = Alignment(vertical="top", wrap_text=True)
    head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor=_HEAD_COLOUR)
    marked.quotePrefix = True

    def cell(text: str, like: Any) -> Any:
        made = WriteOnlyCell(sheet)
        # Set so, text that looks like a formula is none.
        made._value, made.data_type = _TO_NUMBER.sub(_numbered, text), "s"
        made._style = like._style
        return made

    sheet.append([cell(text, head) for text in made.headings])
    row = 1
    for row, cells in enumerate(made.rows, 2):
        if (problem := refused(row, cells, _LONGEST_CELL, writing.path)) is not None:
            # Otherwise openpyxl leaves a half-written file behind.
            sheet.close()
            sheet._writer.cleanup()
            raise InputError(problem)
        sheet.append([cell(text, marked if looks_like_formula(text) else usual) if text else None for text in cells])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(made.headings))}{row}"


def _numbered(found: re.Match[str]) -> str:
    return f"_x{ord(found.group()):04X}_"


def _sheet_title(title: str | None) -> str:
    return re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title or "").strip(" '")[:31] or "terms"


def _without_times(source: Any, stream: BinaryIO, writing: Writing) -> None:
    # The same list gives the same bytes: openpyxl puts the time of writing into the archive and into its properties.
    day = f"{writing.date}T00:00:00Z".encode()
    with zipfile.ZipFile(source) as made, zipfile.ZipFile(stream, "w") as target:
        for name in made.namelist():
            with target.open(fixed(name), "w") as out, made.open(name) as member:
                if name == _CORE:
                    out.write(re.sub(rb"(?<=>)\d{4}-\d\d-\d\dT[\d:.]+Z", day, member.read()))
                else:
                    copy(member, out)


def read(stream: BinaryIO, reading: Reading) -> Iterator[Concept]:
    """Read a list; see `TermFormat.read`."""
    openpyxl = need("openpyxl", "office", "XLSX")
    opened(stream, reading)
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            # Of what openpyxl does not keep, which is nothing that is read here.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(BytesIO(stream.read()), read_only=True, data_only=True, keep_links=False)
            try:
                yield from concepts_of(_rows(book, reading), reading)
            finally:
                book.close()
    except InputError:
        raise
    except Exception as error:
        # openpyxl raises whatever it stumbles over in a broken file: KeyError, TypeError, XML errors.
        what = f"the workbook cannot be read: {type(error).__name__}: {error}"
        how = "Open it in the program that made it and save it anew."
        raise InputError(Problem("E141", what, how, reading.path)) from error


def _rows(book: Any, reading: Reading) -> Iterator[Row]:
    read = False
    for sheet in book.worksheets:
        if not hasattr(sheet, "reset_dimensions"):
            continue
        # What a file says of its own size may be wrong.
        sheet.reset_dimensions()
        filled = (row for row in _of_sheet(sheet, reading) if any(row[1]))
        if not read:
            for row in filled:
                read = True
                yield row
        elif next(filled, None) is not None:
            reading.lost(f'the sheet "{sheet.title}"')


def _of_sheet(sheet: Any, reading: Reading) -> Iterator[Row]:
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MAX_ROWS or len(values) > MAX_COLUMNS:
            what = "the sheet has cells beyond the last row or column that a sheet can have"
            raise InputError(Problem("E144", what, "It may be made to do harm. Save it anew.", reading.path, number))
        yield number, [_text(value) for value in values]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _NUMBERED.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).upper()
    return shown_number(value) if isinstance(value, float) else str(value)


FORMAT = TermFormat(
    name="xlsx",
    title="Excel workbook (XLSX)",
    suffixes=(".xlsx",),
    keeps=KEEPS,
    read=read,
    write=write,
    sniff=lambda head: head.startswith(b"PK") and b"mimetype" not in head[:64],
    reshape=reshape,
)
