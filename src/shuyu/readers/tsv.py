"""Tables in text: tab-separated, and comma- or semicolon-separated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from shuyu.errors import InputError, Problem
from shuyu.model.passage import Document
from shuyu.readers.base import Cell, Reader, table_blocks
from shuyu.text.encoding import Decoded

MAX_RECORD_LINES = 100
"""A quoted field of a comma-separated file that runs over more lines is an unclosed quotation mark (E108)."""

_QUOTED = re.compile(r'"(?:[^"]|"")*"\Z')


def read(decoded: Decoded, path: str) -> Document:
    r"""The document of a tab-separated table; a line is a row, a line of `#` without a tab is a comment.

    Args:
        decoded: its text.
        path: where it is.

    >>> document = read(Decoded("zh\ten\n模型\tmodel\n", "utf-8"), "a.tsv")
    >>> [(block.text, block.language, block.line) for block in document.blocks]
    [('模型', 'zh', 2), ('model', 'en', 2)]
    """
    rows = (_cells(line, fields) for line, fields in tab_rows(decoded.text.split("\n")))
    return Document(path, READER.name, decoded.encoding, tuple(table_blocks(rows, 0)))


def tab_rows(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    r"""The rows of a tab-separated table, each with its line; empty lines and comments are left out.

    Args:
        lines: of the file, with their ends or without.

    >>> list(tab_rows(["# a list\n", "模型\tmodel\n", "\n"]))
    [(2, ['模型', 'model'])]
    """
    for line, row in enumerate(lines, 1):
        if row.strip() and not (row.startswith("#") and "\t" not in row):
            yield line, [_unquoted(text) for text in row.split("\t")]


def read_csv(decoded: Decoded, path: str) -> Document:
    r"""The document of a comma- or semicolon-separated table; quoted fields may hold line breaks.

    Args:
        decoded: its text.
        path: where it is.

    Raises:
        InputError: E108, for a quotation mark that is never closed.

    >>> document = read_csv(Decoded('模型,"model, large"\n', "utf-8"), "a.csv")
    >>> [block.text for block in document.blocks]
    ['模型', 'model, large']
    """
    first = decoded.text[: decoded.text.find("\n")] if "\n" in decoded.text else decoded.text
    delimiter = max(",;\t", key=first.count)
    lines = (line + "\n" for line in decoded.text.split("\n"))
    rows = (_cells(line, fields) for line, fields in csv_rows(lines, delimiter, path))
    return Document(path, CSV_READER.name, decoded.encoding, tuple(table_blocks(rows, 0)))


def csv_rows(lines: Iterable[str], delimiter: str, path: str) -> Iterator[tuple[int, list[str]]]:
    r"""The rows of a table with quotation marks, each with the line on which it begins; empty ones are left out.

    Args:
        lines: of the file, with their ends.
        delimiter: between two fields.
        path: how the error names the file.

    Raises:
        InputError: E108, for a quotation mark that is never closed.

    >>> list(csv_rows(['模型,"model,\n', 'large"\n', '尾,end\n'], ",", "a.csv"))
    [(1, ['模型', 'model,\nlarge']), (3, ['尾', 'end'])]
    """
    import csv

    records = csv.reader(lines, delimiter=delimiter)
    line = 0
    try:
        for record in records:
            start, line = line + 1, records.line_num
            if line - start >= MAX_RECORD_LINES:
                raise _unclosed(path, start)
            if any(field.strip() for field in record):
                yield start, [field.strip() for field in record]
    except csv.Error as error:
        raise _unclosed(path, line + 1) from error


def _cells(line: int, fields: Iterable[str]) -> list[Cell]:
    return [Cell(text, line, column) for column, text in enumerate(fields)]


def _unclosed(path: str, line: int) -> InputError:
    return InputError(
        Problem(
            "E108",
            "a quotation mark that opens here is not closed",
            'Close it, or write a quotation mark that belongs to the text as "" inside quotation marks.',
            path=path,
            line=line,
        )
    )


def _unquoted(text: str) -> str:
    # Spreadsheets quote fields that hold quotation marks; lists made by hand do not quote at all.
    text = text.strip()
    if len(text) > 1 and _QUOTED.match(text) and ('""' in text or "," in text):
        return text[1:-1].replace('""', '"')
    return text


READER = Reader("tsv", "a tab-separated table", (".tsv", ".tab"), read)
CSV_READER = Reader("csv", "a comma- or semicolon-separated table", (".csv",), read_csv)
