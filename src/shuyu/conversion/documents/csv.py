"""CSV and TSV: cells; delimiters, quotation marks and line ends stay.

Headings are text like other cells, since people read them. Where the headings name languages (`en`, `zh-CN`,
`繁體中文`), they say what the columns hold: columns in other languages stay, English ones are evidence for the cells
beside them, and a table that has a column in the wanted language already is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shuyu.conversion.base import Job
from shuyu.conversion.documents._machine import is_machine_text
from shuyu.conversion.documents._xml import is_convertible, is_target
from shuyu.conversion.documents.markup import broken
from shuyu.conversion.documents.splice import Edit, Span, Stretch, Write, as_it_is, marks, plain_spans, splice
from shuyu.conversion.documents.textfile import TextFormat
from shuyu.conversion.tags import retag
from shuyu.languages import ENGLISH, canonical, is_chinese, is_traditional
from shuyu.text.detect import language_of_label
from shuyu.text.han import has_han

_QUOTES = re.compile('""')
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4}){0,2}")
# What headings call the scripts, and what they are called once the text is the other.
_NAMES = (
    ("简体", "繁體"),
    ("簡體", "繁體"),
    ("简体", "繁体"),
    ("Simplified", "Traditional"),
    ("simplified", "traditional"),
)
_TAB_QUOTED = re.compile(r'"(?:[^"]|"")*"(?=\t|\r|\n|\Z)')


@dataclass(frozen=True)
class _Cell:
    start: int
    end: int
    quoted: bool


@dataclass(frozen=True)
class _Row:
    cells: tuple[_Cell, ...]
    line: int


def _rewrite_csv(text: str, job: Job) -> str:
    first = text[: text.find("\n")] if "\n" in text else text
    said = re.match(r"sep=(.)\r?\n", text)
    delimiter = said[1] if said else max(",;\t", key=first.count)
    return _rewrite(text, job, list(_csv_rows(text, delimiter, job.path)), delimiter)


def _rewrite_tsv(text: str, job: Job) -> str:
    return _rewrite(text, job, list(_tsv_rows(text)), "\t")


def _rewrite(text: str, job: Job, rows: list[_Row], delimiter: str) -> str:
    comments = [_is_comment(text, row) for row in rows]
    first = comments.index(False) if False in comments else len(rows)
    columns = _languages(text, rows[first : first + 1])
    stretches: list[Stretch] = []
    edits: list[Edit] = []
    chosen = [column for column, tag in columns.items() if is_convertible(tag, job.target)]
    if any(is_target(tag, job.target) for tag in columns.values()):
        if chosen:
            job.warn(f"the table has a column in {job.target} already; its other Chinese columns were left as they are")
        chosen = []
    # Two columns in one language would be one too many.
    chosen = [column for column in chosen if columns[column] == columns[chosen[0]]]
    english = next((column for column, tag in columns.items() if tag == ENGLISH), None)
    for number, row in enumerate(rows):
        if comments[number] and (delimiter == "\t" or number < first):
            found = list(marks(text, row.cells[0].start, row.cells[0].end))
            stretches += [Stretch(found)] if found else []
            continue
        for column, cell in enumerate(row.cells):
            tag = columns.get(column)
            if number == first and tag is not None:
                edits += _heading(text, cell, job.target) if column in chosen else []
            elif not _matters(text, cell):
                continue
            elif tag is None or column in chosen:
                beside = row.cells[english] if english is not None and english < len(row.cells) else None
                stretch = _stretch(text, cell, delimiter)
                if not is_machine_text(stretch.text):
                    stretch.english = "".join(s.text for s in _spans(text, beside, delimiter)) if beside else None
                    stretch.language = tag
                    stretch.place = f"column {column + 1}"
                    stretches.append(stretch)
    return splice(text, stretches, job, edits)


def _matters(text: str, cell: _Cell) -> bool:
    part = text[cell.start : cell.end]
    return has_han(part) or "shuyu:o" in part


def _is_comment(text: str, row: _Row) -> bool:
    # `sep=;` is for the spreadsheet.
    start = row.cells[0].start
    return (len(row.cells) == 1 and text.startswith("#", start)) or (not start and text.startswith("sep="))


def _languages(text: str, rows: list[_Row]) -> dict[int, str]:
    # A heading row that names a language names two at least, or the language of its only column.
    if not rows:
        return {}
    labels = [text[cell.start : cell.end] for cell in rows[0].cells]
    found = {column: tag for column, label in enumerate(labels) if (tag := _language(label)) is not None}
    return found if len(found) > 1 or len(labels) == 1 else {}


def _language(label: str) -> str | None:
    tag = language_of_label(label)
    if tag is None and re.fullmatch(r"(?i)(ja|ko|fr|de|es|ru|it|pt|vi|th)([-_][a-z]{2})?", label.strip()):
        return label.strip()
    return tag


def _heading(text: str, cell: _Cell, target: str) -> Iterator[Edit]:
    label = text[cell.start : cell.end]
    made = _TAG.sub(lambda found: retag(found[0], target) if _names_chinese(found[0]) else found[0], label)
    if made == label:
        for simplified, traditional in _NAMES:
            old, new = (simplified, traditional) if is_traditional(target) else (traditional, simplified)
            if old in label:
                made = label.replace(old, new)
                break
    if made != label:
        yield Edit(cell.start, cell.end, made)


def _names_chinese(tag: str) -> bool:
    found = canonical(tag)
    return found is not None and is_chinese(found)


def _stretch(text: str, cell: _Cell, delimiter: str) -> Stretch:
    return Stretch(list(_spans(text, cell, delimiter)))


def _spans(text: str, cell: _Cell, delimiter: str) -> Iterator[Span]:
    if not cell.quoted:
        yield from plain_spans(text, cell.start, cell.end, _unquoted(delimiter))
        return
    start = cell.start
    for found in _QUOTES.finditer(text, cell.start, cell.end):
        yield from plain_spans(text, start, found.start(), _quoted)
        yield Span(found.start(), found.end(), '"', _quoted)
        start = found.end()
    yield from plain_spans(text, start, cell.end, _quoted)


def _quoted(new: str) -> str:
    return new.replace('"', '""')


def _unquoted(delimiter: str) -> Write:
    if delimiter == "\t":
        return as_it_is

    def write(new: str) -> str:
        return f'"{_quoted(new)}"' if delimiter in new or new.startswith('"') else new

    return write


def _csv_rows(text: str, delimiter: str, path: str | None) -> Iterator[_Row]:
    bare = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    cells: list[_Cell] = []
    at, line, row_line = 0, 1, 1
    while at < len(text):
        if text[at] == '"':
            end = at + 1
            while (end := text.find('"', end)) >= 0 and text.startswith('""', end):
                end += 2
            if end < 0:
                what = "a quotation mark that opens here is not closed"
                raise broken(what, path, line)
            cells.append(_Cell(at + 1, end, True))
            line += text.count("\n", at, end)
            # What follows the closing mark belongs to no text.
            found = bare.match(text, end + 1)
            at = found.end() if found else end + 1
        else:
            found = bare.match(text, at)
            end = found.end() if found else at
            cells.append(_Cell(at, end, False))
            at = end
        if text.startswith(delimiter, at):
            at += 1
            continue
        yield _Row(tuple(cells), row_line)
        cells = []
        at += 2 if text.startswith("\r\n", at) else 1
        line += 1
        row_line = line
    if cells:
        yield _Row(tuple(cells), row_line)


def _tsv_rows(text: str) -> Iterator[_Row]:
    # Spreadsheets quote fields that hold tabs or line breaks; lists made by hand do not quote at all.
    cells: list[_Cell] = []
    bare = re.compile(r"[^\t\r\n]*")
    at, line = 0, 1
    while at < len(text):
        quoted = _TAB_QUOTED.match(text, at) if text[at] == '"' else None
        found = quoted or bare.match(text, at)
        end = found.end() if found else at
        cells.append(_Cell(at + 1, end - 1, True) if quoted else _Cell(at, end, False))
        at = end
        if text.startswith("\t", at):
            at += 1
            continue
        yield _Row(tuple(cells), line)
        cells = []
        at += 2 if text.startswith("\r\n", at) else 1
        line += 1
    if cells:
        yield _Row(tuple(cells), line)


CSV = TextFormat("csv", (".csv",), _rewrite_csv)
TSV = TextFormat("tsv", (".tsv", ".tab"), _rewrite_tsv)
