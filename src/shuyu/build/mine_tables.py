"""Files that are in pairs already (tables, translation memories, PO), row by row: any number of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, TextIO

from shuyu.errors import InputError, Problem, UsageError
from shuyu.mine.shards import Source
from shuyu.text import han

SUFFIXES = (".tsv", ".tab", ".csv", ".tmx", ".po", ".pot")
"""Of the files that are read here whatever is said of them."""

_CHUNK = 1 << 18
_SAMPLE = 200
_DELIMITERS = ",;|"
_WORD = re.compile(r"(?<![^\s(\"“‘'—-])[A-Za-z][a-z'’-]*(?![^\s.,:;!?)\"”’'—-])")
_LATIN = re.compile("[A-Za-z]")
# The letter of a menu that a key stands for: 打开(&O), &Open; GTK has an underscore there.
_KEY = re.compile(r"[(（][&_]\w[)）]")
_KEY_MARK = re.compile(r"[&_](?=\w)")


class Columns(NamedTuple):
    """Where a table has its two languages.

    Attributes:
        zh: the place of the Chinese, from 0.
        en: of the English.
        headed: whether the first row names the columns.
        guessed: whether nothing but what the cells hold says so.
    """

    zh: int
    en: int
    headed: bool
    guessed: bool = False


def rows_of(
    path: Path,
    columns: tuple[str, str] | None = None,
    notes: list[str] | None = None,
    *,
    only: str | None = None,
) -> Iterator[Source]:
    """The rows of a file in pairs; a side that the file leaves empty is empty.

    Args:
        path: a table with tabs, commas or semicolons between its cells, TMX or PO; what it is its name tells, and a
            file with another name is a table.
        columns: of the Chinese and the English in a table, by name, language or number from 1; else the names in the
            first row, or what the first rows hold, say it.
        notes: what a person should know of how the file was read is added to it.
        only: `zh` or `en`, where a column of that language is enough.

    Raises:
        InputError: what `open_text` raises; E104 for an empty file, E108 and E109 for broken mark-up, E120 where no
            column has Chinese, or none English.
        UsageError: E652, when there is no such column.
    """
    suffix = path.suffix.lower()
    if suffix == ".tmx":
        return _units(path)
    if suffix in (".po", ".pot"):
        return _messages(path)
    return _cells(path, columns, [] if notes is None else notes, only)


def _units(path: Path) -> Iterator[Source]:
    from shuyu.files import cannot_read
    from shuyu.languages import is_chinese
    from shuyu.readers.html import declared_encoding
    from shuyu.readers.tmx import units
    from shuyu.text.opening import open_text

    try:
        with path.open("rb") as head:
            declared = declared_encoding(head.read(1024))
    except OSError as error:
        raise cannot_read(error, str(path)) from error
    with open_text(path, declared=declared, long_lines=True) as stream:
        _refuse_empty(stream, path)
        for unit in units(iter(lambda: stream.read(_CHUNK), ""), str(path)):
            zh = next((one.text for one in unit if is_chinese(one.language)), "")
            en = next((one.text for one in unit if not is_chinese(one.language)), "")
            yield Source(zh, en, f"{path.name}:{unit[0].line}" if unit else path.name)


def _messages(path: Path) -> Iterator[Source]:
    from shuyu.conversion.documents.po import declared_charset, messages
    from shuyu.files import read_bytes
    from shuyu.text.encoding import decode

    data = read_bytes(path)
    text = decode(data, str(path), declared=declared_charset(data)).text
    if not text.strip():
        raise _empty(path)
    for one in messages(text, str(path)):
        sides = one.source, one.translation
        zh, en = sides if han.has_han(one.source) else sides[::-1]
        if _KEY.search(zh):
            zh, en = _KEY.sub("", zh), _KEY_MARK.sub("", en, count=1)
        yield Source(zh if han.has_han(zh) else "", en, f"{path.name}:{one.line}")


def _cells(path: Path, columns: tuple[str, str] | None, notes: list[str], only: str | None) -> Iterator[Source]:
    from shuyu.text.opening import open_text

    with open_text(path) as stream:
        table = _table(stream, path)
        sample = list(islice(table, _SAMPLE))
        if not sample:
            raise _empty(path)
        cells = [row for _, row in sample]
        found = _named(cells, columns, path) if columns is not None else _told(cells) or _guessed(cells, path, only)
        if found.guessed and only is None and max(map(len, cells)) > 2:
            notes.append(
                f"{path}: the Chinese is taken from column {found.zh + 1}, the English from column {found.en + 1};"
                " --columns names others"
            )
        for line, row in chain(sample[found.headed :], table):
            zh = row[found.zh].strip() if len(row) > found.zh else ""
            en = row[found.en].strip() if len(row) > found.en else ""
            yield Source(zh if han.has_han(zh) else "", en if _LATIN.search(en) else "", f"{path.name}:{line}")


def _table(stream: TextIO, path: Path) -> Iterator[tuple[int, list[str]]]:
    from shuyu.readers.tsv import csv_rows, tab_rows

    head = list(islice(stream, _SAMPLE))
    delimiter = _delimiter(head)
    lines = chain(head, stream)
    return tab_rows(lines) if delimiter == "\t" else csv_rows(lines, delimiter, str(path))


def _delimiter(lines: Sequence[str]) -> str:
    # Tabs stand in no sentence: where most lines have one, it is what is between the cells.
    filled = [line for line in lines if line.strip()]
    if not filled or 2 * sum("\t" in line for line in filled) >= len(filled):
        return "\t"
    first = max(_DELIMITERS, key=filled[0].count)
    return first if first in filled[0] else "\t"


def _refuse_empty(stream: TextIO, path: Path) -> None:
    # Only what is small can be nothing but white space; what is read here is given back.
    if not stream.read(_CHUNK).strip():
        raise _empty(path)
    stream.seek(0)


def _empty(path: Path) -> InputError:
    return InputError(Problem("E104", "the file is empty", "It may not have been written whole.", path=str(path)))


def _named(cells: Sequence[Sequence[str]], columns: tuple[str, str], path: Path) -> Columns:
    heads = [cell.strip() for cell in cells[0]]
    width = max(map(len, cells))
    tags = [_language(head) for head in heads]
    places: list[int] = []
    problems: list[Problem] = []
    named = False
    for name in columns:
        # As it is written there; in any case; by its language; by its number.
        key = name.casefold()
        ways = [heads.index(name)] if name in heads else []
        ways += [at for at, head in enumerate(heads) if head.casefold() == key]
        ways += [at for at, tag in enumerate(tags) if tag and tag == _language(name)]
        named = named or bool(ways)
        ways += [int(name) - 1] if name.isdecimal() and 0 < int(name) <= width else []
        if ways:
            places.append(ways[0])
        else:
            listed = ", ".join(f'"{head}"' for head in heads if head)
            how = f"Use a number from 1 to {width}, or what the first line says: {listed}."
            problems.append(Problem("E652", f'there is no column "{name}"', how, path=str(path)))
    if not problems and places[0] == places[1]:
        how = "Name the column with the Chinese first, then the one with the English."
        problems.append(Problem("E652", f'"{columns[0]}" and "{columns[1]}" are one column', how, path=str(path)))
    if problems:
        raise UsageError(*problems)
    zh, en = places
    return Columns(zh, en, named or bool(_tag_at(tags, zh)) or bool(_tag_at(tags, en)))


def _told(cells: Sequence[Sequence[str]]) -> Columns | None:
    tags = [_language(cell) for cell in cells[0]]
    if "zh" in tags and "en" in tags:
        return Columns(tags.index("zh"), tags.index("en"), headed=True)
    return None


def _guessed(cells: Sequence[Sequence[str]], path: Path, only: str | None) -> Columns:
    width = max(map(len, cells))
    chinese = [sum(len(row) > at and han.has_han(row[at]) for row in cells) for at in range(width)]
    if not any(chinese) and only != "en":
        how = "Give a table with a Chinese and an English column; --columns names them."
        raise InputError(Problem("E120", "there is no Chinese in this file", how, path=str(path)))
    zh = chinese.index(max(chinese)) if any(chinese) else width
    # Words of different cells: what is said again and again is a mark, an address has no words.
    english = [
        sum(len(_WORD.findall(text)) for text in {row[at] for row in cells if len(row) > at and at != zh})
        for at in range(width)
    ]
    if not any(english) and only != "zh":
        how = "Give a table with a Chinese and an English column, with tabs between; --columns names them."
        what = "no column beside the Chinese has English"
        raise InputError(Problem("E120", what, how, path=str(path)))
    return Columns(zh, english.index(max(english)) if any(english) else width, headed=False, guessed=True)


def _language(label: str) -> str:
    from shuyu.languages import is_chinese
    from shuyu.text.detect import language_of_label

    tag = language_of_label(label.strip()) or ""
    return "zh" if is_chinese(tag) else tag


def _tag_at(tags: Sequence[str], at: int) -> str:
    return tags[at] if at < len(tags) else ""


def in_pairs(rows: Iterable[Source], path: Path, notes: list[str] | None = None) -> list[Source]:
    """The rows that have both sides.

    Args:
        rows: of one file.
        path: how errors and notes name it.
        notes: how many rows have one side only is added to it.

    Raises:
        InputError: E120, when no row has both.
    """
    found: list[Source] = []
    left: Counter[str] = Counter()
    first = ""
    for row in rows:
        if row.zh and row.en:
            found.append(row)
        else:
            missing = "Chinese" if not row.zh else "English"
            left[missing] += 1
            first = first or row.place
    if not found:
        how = "Give a file with both, side by side; --columns names the columns of a table."
        raise InputError(Problem("E120", "no row has both Chinese and English", how, path=str(path)))
    if left and notes is not None:
        told = " and ".join(f"{number:,} without {name}" for name, number in sorted(left.items()))
        size = sum(left.values())
        which = "1 row" if size == 1 else f"{size:,} rows"
        notes.append(f"{path}: left out {which} with one side only ({told}), the first at {first}")
    return found
