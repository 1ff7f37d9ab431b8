"""Sheets of candidates as files: TSV (and CSV, where a spreadsheet program made one of it) and XLSX."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from unicodedata import east_asian_width

from shuyu.errors import InputError, Problem, UsageError
from shuyu.extras import need
from shuyu.files import read_bytes
from shuyu.review.sheet import COLUMNS, Verdict, has_header, is_decided, neutral
from shuyu.text.encoding import decode

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST_CELL = 32_767
_WIDTHS = {
    "decision": 11, "zh": 22, "en": 30, "note": 24, "score": 8, "count": 8, "zh_context": 48, "en_context": 60,
    "rivals": 34, "evidence": 26, "source": 28,
    "subject": 16, "known": 12, "mined_zh": 18, "mined_en": 24, "id": 15,
}  # fmt: skip
_NUMBERS = ("score", "count")
_LINE_POINTS = 15
_TALLEST_POINTS = 405
_HOW_TO = (
    "How to fill in this sheet",
    "In the column decision, choose accept, reject, edit or later; leave it empty where you do not want to decide.",
    "To correct a term, edit the cells zh and en; a row that was edited is taken as corrected. One term in a cell: put"
    " further ones into rows of their own.",
    "Remarks go into note. Rows and columns may be moved, hidden or deleted. Leave mined_zh, mined_en and id alone.",
    "",
    "填表说明",
    "在 decision 一栏选择：accept（采纳）、reject（不采纳）、edit（修改后采纳）、later（以后再定）；不想决定的行留空。",
    "译名有误，请直接改 zh 和 en 两栏；改过的行视为修改后采纳。每格只写一个术语，其他译法请另起一行。",
    "意见写在 note 一栏。行和列可以移动、隐藏或删除。请勿改动 mined_zh、mined_en 和 id 三栏。",
)
_SHEET = "candidates"
_INSTEAD = "TSV needs nothing."


def kind_of(path: Path) -> str:
    """The kind of a sheet by its name: `tsv`, `csv` or `xlsx`.

    Raises:
        UsageError: E663, when it is none of these.

    >>> kind_of(Path("to-review.XLSX"))
    'xlsx'
    """
    kind = {".tsv": "tsv", ".txt": "tsv", ".csv": "csv", ".xlsx": "xlsx"}.get(path.suffix.lower())
    if kind is None:
        how = "Use .xlsx or .tsv; spreadsheet programs save other kinds as these."
        raise UsageError(Problem("E663", "this is no kind of sheet that shuyu knows", how, path=str(path)))
    return kind


def written(kind: str, rows: Iterable[Sequence[str | float]]) -> bytes:
    """A sheet as the bytes of a file.

    Args:
        kind: `tsv`, `csv` or `xlsx`.
        rows: its cells, the header first.

    Raises:
        MissingExtraError: E501, when openpyxl is not installed.
    """
    if kind == "xlsx":
        return _xlsx(rows)
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t" if kind == "tsv" else ",", lineterminator="\n")
    for row in rows:
        writer.writerow([neutral(_text(cell)) if isinstance(cell, str) else cell for cell in row])
    # Without the mark, Excel reads the file in the code page of the machine.
    return ("\ufeff" + stream.getvalue()).encode()


def _text(cell: str) -> str:
    return " ".join(_CONTROL.sub("", cell).split())


def _xlsx(rows: Iterable[Sequence[str | float]]) -> bytes:
    openpyxl = need("openpyxl", "office", "XLSX", _INSTEAD)
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = _SHEET
    wrapped, top = Alignment(wrap_text=True, vertical="top"), Alignment(vertical="top")
    # Without its name a font is another one than that of the other cells.
    grey, bold = Font(name="Calibri", color="808080"), Font(name="Calibri", bold=True)
    number = 0
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            name = COLUMNS[column - 1]
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                cell.number_format = "@"
                if value:
                    cell.value = neutral(_text(value))[:_LONGEST_CELL]
                    # Text, whatever it looks like.
                    cell.data_type = "s"
            else:
                cell.value = value
            if number == 1:
                cell.font = bold
                cell.fill = PatternFill("solid", fgColor="DDE8F0")
            else:
                cell.alignment = top if name in _NUMBERS else wrapped
                if name in ("mined_zh", "mined_en", "id"):
                    cell.font = grey
        lines = max(_lines(value, name) for value, name in zip(row, COLUMNS, strict=True))
        if lines > 1:
            # LibreOffice gives every row one line unless it is told.
            sheet.row_dimensions[number].height = min(_LINE_POINTS * lines, _TALLEST_POINTS)
    for column, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[name]
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{max(number, 1)}"
    allowed = ",".join(verdict.value for verdict in Verdict)
    choice = DataValidation(type="list", formula1=f'"{allowed}"', allow_blank=True, showErrorMessage=True)
    choice.errorTitle, choice.error = "decision", f"{allowed}, or empty"
    # Room for the rows that colleagues add.
    choice.add(f"A2:A{number + 1000}")
    sheet.add_data_validation(choice)
    help_sheet = book.create_sheet("how to")
    help_sheet.column_dimensions["A"].width = 110
    for line, text in enumerate(_HOW_TO, 1):
        help_sheet.cell(line, 1, text).alignment = wrapped
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _lines(value: str | float, column: str) -> int:
    # About how many lines a cell takes when it is wrapped.
    if not isinstance(value, str) or column in _NUMBERS:
        return 1
    wide = len(value) if value.isascii() else sum(2 if east_asian_width(one) in "FW" else 1 for one in value)
    return -(-wide // (_WIDTHS[column] - 2)) or 1


def read_cells(path: Path, shown: str | None = None) -> list[list[str]]:
    """The cells of a sheet, as text.

    Args:
        path: the file: TSV, CSV or XLSX.
        shown: how errors name it; `path` itself when absent.

    Raises:
        InputError: E101 to E104, E130 to E135, when it cannot be read.
        UsageError: E663, when its name says that it is no sheet.
        MissingExtraError: E501, when openpyxl is not installed.
    """
    name = shown or str(path)
    kind = kind_of(path)
    data = read_bytes(path, name)
    if kind == "xlsx":
        return _xlsx_cells(data, name)
    text = decode(data, name, long_lines=True).text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    first = text[: text.find("\n")] if "\n" in text else text
    return _text_cells(text, max("\t,;", key=first.count))


def _text_cells(text: str, delimiter: str) -> list[list[str]]:
    plain = [[_unquoted(cell) for cell in line.split(delimiter)] for line in text.split("\n")]
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return plain
    # A quotation mark that is not closed swallows the rows that follow it.
    if any(delimiter in cell and "\n" in cell for record in records for cell in record):
        return plain
    return records


def _unquoted(cell: str) -> str:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell


def _xlsx_cells(data: bytes, name: str) -> list[list[str]]:
    from shuyu.archive import Archive

    openpyxl = need("openpyxl", "office", "XLSX", _INSTEAD)
    archive = Archive(data, name)
    for member in archive.names:
        if member.endswith((".xml", ".rels")) and b"<!ENTITY" in archive.read(member):
            how = "Save it anew with a spreadsheet program."
            raise InputError(Problem("E109", "this workbook declares XML entities", how, path=name))
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = {
            sheet.title: [[_cell_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
            for sheet in book.worksheets
        }
        book.close()
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError) as error:
        how = "Save it anew as .xlsx with a spreadsheet program, or send it as .tsv."
        raise InputError(Problem("E130", f"this workbook cannot be read: {error}", how, path=name)) from error
    found = {title: rows for title, rows in sheets.items() if has_header(rows)}
    decided = [title for title, rows in found.items() if is_decided(rows)]
    if len(decided) > 1:
        what = f"several sheets hold decisions: {', '.join(decided)}"
        raise InputError(Problem("E161", what, "Put them into one, or delete the others.", path=name))
    # Colleagues put a page in front, or keep a copy.
    first = next(iter(found), next(iter(sheets), ""))
    return sheets.get(next(iter(decided), _SHEET if _SHEET in found else first), [])


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
