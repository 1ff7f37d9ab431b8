"""Tables in text, as spreadsheets write and read them: `csv`, with the mark by which Excel knows UTF-8, and `tsv`.

Any delimiter and any encoding is read. A cell that a spreadsheet would calculate is written with an apostrophe before
it, which reading takes away.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from shuyu.errors import InputError, Problem
from shuyu.formats.base import Reading, TermFormat, Writing
from shuyu.formats.cells import guarded, unguarded
from shuyu.formats.rows import KEEPS, reshape, table
from shuyu.formats.rows_plan import Row
from shuyu.formats.rows_read import concepts_of
from shuyu.model.concept import Concept

_LONGEST_CELL = 131_072
_SAMPLE_LINES = 50
_SAMPLE_CHARACTERS = 64 * 1024
_AGREEING = 0.8
_SAID = re.compile(r"sep=(.)\r?\n")
_QUOTED = re.compile(r'"(?:[^"]|"")*"\Z')


def _writer(delimiter: str, encoding: str) -> Callable[[Iterable[Concept], BinaryIO, Writing], None]:
    def write(concepts: Iterable[Concept], stream: BinaryIO, writing: Writing) -> None:
        if encoding == "utf-8-sig":
            stream.write(codecs.BOM_UTF8)
        # Python's reader gives up on longer cells, and Excel long before.
        with table(concepts, writing) as made:
            rows = csv.writer(codecs.getwriter("utf-8")(stream), delimiter=delimiter)
            rows.writerow([guarded(heading) for heading in made.headings])
            for number, row in enumerate(made.rows, 2):
                if max(map(len, row)) >= _LONGEST_CELL:
                    what = f"row {number} has a cell of more than {_LONGEST_CELL:,} characters"
                    raise InputError(Problem("E142", what, "Shorten the text.", writing.path or None))
                rows.writerow([guarded(cell) for cell in row])

    return write


def _reader(default: str) -> Callable[[BinaryIO, Reading], Iterator[Concept]]:
    def read(stream: BinaryIO, reading: Reading) -> Iterator[Concept]:
        yield from concepts_of(rows_of(stream, reading, default), reading)

    return read


def rows_of(stream: BinaryIO, reading: Reading, default: str = ",", *, guards: bool = True) -> Iterator[Row]:
    r"""The rows of a table in text, each with the line on which it begins.

    Args:
        stream: the file.
        reading: how errors name it.
        default: the delimiter of a table that shows none.
        guards: whether apostrophes before formulas are taken away.

    Raises:
        InputError: E141 with the line, where quotation marks do not fit; what `text.encoding.decode` raises.

    >>> list(rows_of(io.BytesIO("中文;英文\n模型;\"AI\nmodel\"\n尾;end\n".encode()), Reading("a.csv")))
    [(1, ['中文', '英文']), (2, ['模型', 'AI\nmodel']), (4, ['尾', 'end'])]
    """
    from shuyu.text.encoding import decode

    text = decode(stream.read(), reading.path).text
    first = 1
    said = _SAID.match(text)
    if said:
        text, first, delimiter = text[said.end() :], 2, said[1]
    else:
        delimiter = _delimiter(text, default)
    if delimiter == "\t" and _is_plain(text):
        yield from _plain(text, first)
        return
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = first
    try:
        for row in rows:
            yield line, [unguarded(cell) for cell in row] if guards else row
            line = first + rows.line_num
    except csv.Error as error:
        what = "a quotation mark in this row is not closed, or stands where none may"
        if "field limit" in str(error):
            what = f"this row has a cell of more than {_LONGEST_CELL:,} characters: is a quotation mark not closed?"
        how = 'Write a quotation mark that belongs to the text as "", and quotation marks around its cell.'
        raise InputError(Problem("E141", what, how, reading.path, line)) from error


def _delimiter(text: str, default: str) -> str:
    # The one that cuts the rows into as many cells as the first.
    sample = text[:_SAMPLE_CHARACTERS].splitlines(keepends=True)[:_SAMPLE_LINES]
    best = (_AGREEING, 1)
    chosen = default
    for delimiter in dict.fromkeys([default, ",", "\t", ";", "|"]):
        try:
            widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if row]
        except csv.Error:
            continue
        share = sum(width == widths[0] for width in widths) / len(widths) if widths else 0.0
        if widths and widths[0] > 1 and (share, widths[0]) > best:
            best, chosen = (share, widths[0]), delimiter
    return chosen


def _is_plain(text: str) -> bool:
    # Lists made by hand have tabs and no quoting: what begins with a quotation mark there need not end in one.
    opened = [
        cell
        for line in text.split("\n")
        if '"' in line
        for cell in line.rstrip("\r").split("\t")
        if cell.startswith('"') and not _QUOTED.match(cell)
    ]
    if not opened:
        return True
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True):
            pass
    except csv.Error:
        return True
    return False


def _plain(text: str, first: int) -> Iterator[Row]:
    for line, raw in enumerate(io.StringIO(text, newline=None), first):
        cells = raw.rstrip("\n").split("\t")
        yield line, [unguarded(cell[1:-1].replace('""', '"') if _QUOTED.match(cell) else cell) for cell in cells]


CSV = TermFormat(
    name="csv",
    title="table, comma-separated (CSV)",
    suffixes=(".csv",),
    keeps=KEEPS,
    read=_reader(","),
    write=_writer(",", "utf-8-sig"),
    reshape=reshape,
)
TSV = TermFormat(
    name="tsv",
    title="table, tab-separated (TSV)",
    suffixes=(".tsv", ".txt", ".tab"),
    keeps=KEEPS,
    read=_reader("\t"),
    write=_writer("\t", "utf-8"),
    reshape=reshape,
)
