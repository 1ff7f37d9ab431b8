"""Workbooks from anywhere: archives of XML, opened with care, and written to the same bytes each time."""

from __future__ import annotations

import re
import zipfile
from typing import IO, BinaryIO

from shuyu.archive import Archive
from shuyu.errors import InputError, Problem
from shuyu.formats.base import Reading
from shuyu.text.encoding import MAX_FILE_BYTES

MAX_ROWS = 1_048_576
"""Of a sheet, in Excel and in LibreOffice."""
MAX_COLUMNS = 16_384
"""The same."""

_CHUNK = 1 << 16
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def opened(stream: BinaryIO, reading: Reading) -> Archive:
    """The archive in a file, once it is sure that reading it does no harm.

    Raises:
        InputError: E106 for more than `MAX_FILE_BYTES`; E144 when XML in it has a document type; what `Archive` raises.
    """
    data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        what = f"the file has more than {MAX_FILE_BYTES >> 20} MB"
        raise InputError(Problem("E106", what, "Split it into smaller files.", reading.path))
    archive = Archive(data, reading.path)
    for name in archive.names:
        if _has_doctype(archive.stream(name)):
            what = f"{name!r} declares a document type, by which XML exhausts a machine or fetches other files"
            how = "No program that writes workbooks does so. Take it from a source you trust."
            raise InputError(Problem("E144", what, how, reading.path))
    return archive


def _has_doctype(stream: BinaryIO) -> bool:
    # The parser itself says, since encodings and comments hide it from a search; it comes before the first element.
    from xml.parsers import expat

    told: list[bool] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: told.append(True)
    parser.StartElementHandler = lambda *_: told.append(False)
    try:
        while not told and (chunk := stream.read(_CHUNK)):
            parser.Parse(chunk, False)
    except (expat.ExpatError, ValueError, LookupError):
        # No XML, or broken; what reads it will say so.
        pass
    return bool(told) and told[0]


def fixed(name: str, *, stored: bool = False) -> zipfile.ZipInfo:
    """A member of an archive to be written, with no time of its own."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def copy(source: IO[bytes], target: IO[bytes]) -> None:
    """All that is left of `source` into `target`."""
    while chunk := source.read(_CHUNK):
        target.write(chunk)


def refused(row: int, cells: list[str], longest: int, path: str) -> Problem | None:
    """What keeps a row from standing in a sheet, or None.

    Args:
        row: its number.
        cells: of the row.
        longest: how many UTF-16 units a cell may have; 0 for any.
        path: of the file that is written.

    >>> refused(1, ["a" * 9], 5, "a.xlsx").what
    'row 1 has a cell of 9 characters; the limit is 5'
    """
    where = path or None
    if row > MAX_ROWS:
        return Problem("E142", f"a sheet has no more than {MAX_ROWS:,} rows", "Export fewer concepts.", where)
    for cell in cells:
        # A character counts as two there where it lies beyond the first 65,536.
        size = len(cell) + sum(one > "\uffff" for one in cell) if longest and 2 * len(cell) > longest else 0
        if size > longest:
            what = f"row {row} has a cell of {size:,} characters; the limit is {longest:,}"
            return Problem("E142", what, "Shorten the text, or use another format.", where)
        if found := _UNWRITABLE.search(cell):
            what = f"row {row} has a character that no workbook can hold (U+{ord(found.group()):04X})"
            return Problem("E142", what, "Take the character away.", where)
    return None


def shown_number(value: float) -> str:
    """A number of a sheet as text.

    >>> shown_number(3.0), shown_number(2.5)
    ('3', '2.5')
    """
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else str(value)
