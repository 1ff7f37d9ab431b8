"""Proposals as files that other programs open: entries for `terms.toml`, and spreadsheets."""

from __future__ import annotations

import io
from collections.abc import Iterable

from shuyu.errors import MissingExtraError, Problem
from shuyu.mine.proposals import Proposal, rows

_WIDTHS = (24, 32, 8, 8, 36, 40, 8, 8, 12, 60, 60, 14)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBERS = frozenset((2, 3, 6, 7))


def write_toml(proposals: Iterable[Proposal], subject: str | None = None) -> str:
    """Entries to paste into `terms.toml`, proposed ones; where each was found stands in its note.

    Args:
        proposals: best first.
        subject: the field of all of them.
    """
    found = []
    for one in proposals:
        lines = ["[[term]]", f'zh = {{ term = {_string(one.zh)}, status = "proposed" }}']
        lines.append(f'en = {{ term = {_string(one.en)}, status = "proposed" }}')
        if subject:
            lines.append(f"subject = {_string(subject)}")
        if one.contexts and one.contexts[0].source:
            lines.append(f"source = {_string(one.contexts[0].source)}")
        found.append("\n".join(lines) + "\n")
    return "\n".join(found)


def _string(text: str) -> str:
    import json

    # A TOML basic string has JSON's escapes; DEL must be escaped too.
    return json.dumps(" ".join(text.split()), ensure_ascii=False).replace("\x7f", "\\u007f")


def write_xlsx(proposals: Iterable[Proposal]) -> bytes:
    """A workbook with one sheet of proposals; no cell is a formula.

    Raises:
        MissingExtraError: E502, when openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Font
    except ImportError as error:
        how = "Install it: pip install 'shuyu[office]'"
        raise MissingExtraError(Problem("E502", "spreadsheets need the package openpyxl", how)) from error
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook()
    sheet = book.active
    sheet.title = "proposals"
    for number, row in enumerate(rows(proposals)):
        cells: list[str | float] = []
        for column, cell in enumerate(row):
            text = ILLEGAL_CHARACTERS_RE.sub("", cell)
            if number and column in _NUMBERS:
                cells.append(float(text))
            else:
                cells.append(f"'{text}" if text.startswith(_FORMULA) else text)
        sheet.append(cells)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, width in zip(sheet.iter_cols(max_row=1), _WIDTHS, strict=True):
        sheet.column_dimensions[column[0].column_letter].width = width
    sheet.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
