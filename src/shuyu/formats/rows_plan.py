"""Which row of a table has the headings, and what each column holds: told, understood, or seen from what is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from shuyu.errors import InputError, Problem
from shuyu.formats.base import Reading
from shuyu.formats.columns import IGNORED, TERM, Column, heading_of, how_to_map, mapped
from shuyu.formats.pairs import columns_of
from shuyu.formats.rows import is_heading
from shuyu.formats.terms_values import shown
from shuyu.languages import CHINESE, ENGLISH, is_traditional
from shuyu.text import han
from shuyu.text.detect import detect_script

Row = tuple[int, Sequence[str]]
"""The line or row number of a row, and its cells."""

SAMPLE = 200
"""How many rows are looked at to understand a table."""
_FIRST_ROWS = 10
_SURE = 0.95
_USUAL = 0.8


@dataclass(frozen=True)
class Plan:
    """How a table is to be read.

    Attributes:
        columns: what each holds; None: not known.
        headings: what the columns are called; empty where the table has no headings.
        body: the place, among the rows of the sample, of the first that is no heading.
        guessed: whether the headings are none that is understood, only a row unlike the others.
    """

    columns: tuple[Column | None, ...]
    headings: tuple[str, ...]
    body: int
    guessed: bool = False

    def name(self, place: int) -> str:
        """How a column is called in messages."""
        heading = self.headings[place] if place < len(self.headings) else ""
        return f'the column "{shown(heading)}"' if heading else f"column {place + 1}"


def plan_of(sample: Sequence[Row], reading: Reading) -> Plan:
    """How a table that begins with `sample` is to be read.

    Raises:
        InputError: E143, when its columns are not known, or not those that were named.
    """
    if not sample:
        return Plan((), (), 0)
    width = max(len(cells) for _, cells in sample)
    wanted = _wanted(reading)
    at = _heading_place(sample, wanted)
    headings: tuple[str, ...] = ()
    if at is not None:
        cells = [cell.strip() for cell in sample[at][1]]
        headings = (*cells, *[""] * (width - len(cells)))
    body = 0 if at is None else at + 1
    columns: list[Column | None] = [heading_of(heading) for heading in headings] or [None] * width
    told = _told(wanted, headings, width, reading, sample[at or 0][0])
    for place, column in told.items():
        columns[place] = column
    rows = [cells for _, cells in sample[body:]]
    guessed = at is not None and not told and not any(columns)
    if not told and not any(columns):
        columns = _unnamed(rows, width, reading, sample[0][0])
    columns = _terms_named(columns, headings, rows, reading)
    if not any(column and column.field == TERM for column in columns):
        raise InputError(_unknown(headings or tuple(sample[0][1]), reading, sample[at or 0][0]))
    return Plan(tuple(_scripts(columns, rows, reading)), headings, body, guessed)


def _wanted(reading: Reading) -> dict[str, Column]:
    problems = []
    found: dict[str, Column] = {}
    for name, what in (reading.columns or {}).items():
        column = mapped(what)
        if column is None:
            said = f'"{shown(what)}" is nothing that a column can hold'
            problems.append(Problem("E143", said, how_to_map(), reading.path))
        else:
            found[name] = column
    if problems:
        raise InputError(*problems)
    return found


def _heading_place(sample: Sequence[Row], wanted: Mapping[str, Column]) -> int | None:
    names = {name.casefold() for name in wanted}
    best: tuple[int, int] | None = None
    for place, (_, cells) in enumerate(sample[:_FIRST_ROWS]):
        met = sum(cell.strip().casefold() in names for cell in cells if cell.strip())
        if met and (best is None or met > best[0]):
            best = met, place
    if best is not None:
        return best[1]
    for place, (_, cells) in enumerate(sample[:_FIRST_ROWS]):
        if is_heading(cells):
            # Further down, a single word may be anything.
            return place if place == 0 or sum(bool(cell.strip()) for cell in cells) > 1 else None
    return _strange_heading(sample, wanted)


def _strange_heading(sample: Sequence[Row], wanted: Mapping[str, Column]) -> int | None:
    # Headings in a third language: the column of Chinese has none in its first row, and in all the others.
    numbers = [int(name) - 1 for name, column in wanted.items() if name.isdigit() and column.language == CHINESE]
    if not wanted:
        numbers = list(range(2))
    first = {cell.strip().casefold() for cell in sample[0][1][:2]}
    for number in numbers if len(first) > 1 else ():
        column = [cells[number] if number < len(cells) else "" for _, cells in sample]
        telling = [cell for cell in column[1:] if cell.strip()]
        if len(telling) > 2 and column[0].strip() and not han.has_han(column[0]) and all(map(han.has_han, telling)):
            return 0
    return None


def _told(
    wanted: Mapping[str, Column], headings: Sequence[str], width: int, reading: Reading, line: int
) -> dict[int, Column]:
    places = {heading.casefold(): place for place, heading in reversed(list(enumerate(headings))) if heading}
    found: dict[int, Column] = {}
    problems = []
    for name, column in wanted.items():
        place = places.get(name.casefold())
        if place is None and name.isdigit() and 1 <= int(name) <= width:
            place = int(name) - 1
        if place is not None:
            found[place] = column
        elif column.field != IGNORED:
            known = ", ".join(f'"{shown(heading)}"' for heading in headings if heading)
            how = f"It has: {known}." if known else f"It has no headings; name columns by number, 1 to {width}."
            problems.append(Problem("E143", f'the table has no column "{shown(name)}"', how, reading.path, line))
    if problems:
        raise InputError(*problems)
    return found


def _unnamed(rows: Sequence[Sequence[str]], width: int, reading: Reading, line: int) -> list[Column | None]:
    # No headings, and nothing said: two languages side by side, and a note or the other script beside them.
    used = [place for place in range(width) if any(place < len(cells) and cells[place].strip() for cells in rows)]
    pairs = [(cells[0], cells[1]) for cells in rows if len(cells) > 1]
    if not pairs or len(used) > 3 or used[:2] != [0, 1]:
        raise InputError(_unknown((), reading, line))
    columns: list[Column | None] = [None] * width
    for place, language in enumerate(_two_languages(reading, pairs)):
        columns[place] = Column(TERM, language)
    if len(used) == 3:
        columns[used[2]] = _third(rows, columns, used[2])
    return columns


def _two_languages(reading: Reading, pairs: Sequence[tuple[str, str]]) -> list[str]:
    found = columns_of(reading, pairs)
    # What was not said is told by the text: a list in Traditional is one in every project.
    return list(found) if reading.source else [ENGLISH if language == ENGLISH else CHINESE for language in found]


def _third(rows: Sequence[Sequence[str]], columns: Sequence[Column | None], place: int) -> Column:
    cells = _cells(rows, place)
    other = next((number for number in (0, 1) if _language(columns[number]) == CHINESE), None)
    if other is not None and sum(map(han.has_han, cells)) >= _USUAL * len(cells):
        beside = _cells(rows, other)
        scripts = {detect_script("".join(cells)).tag, detect_script("".join(beside)).tag}
        alike = len("".join(cells)) / len(cells) <= 2 * len("".join(beside)) / max(len(beside), 1)
        if alike and None not in scripts and len(scripts) == 2:
            return Column(TERM, CHINESE)
    return Column("note")


def _language(column: Column | None) -> str | None:
    return column.language if column else None


def _cells(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    return [cells[place] for cells in rows if place < len(cells) and cells[place].strip()]


def _terms_named(
    columns: list[Column | None], headings: Sequence[str], rows: Sequence[Sequence[str]], reading: Reading
) -> list[Column | None]:
    # Columns of terms whose headings say no language: term and translation, source and target.
    generic = Column(TERM)
    if generic in columns and not any(column and column.field == TERM and column.language for column in columns):
        words = [heading.casefold() for heading in headings]
        if "source" in words and "target" in words:
            columns = [
                generic if word in {"source", "target"} else column for word, column in zip(words, columns, strict=True)
            ]
    places = [place for place, column in enumerate(columns) if column == generic]
    made = list(columns)
    if len(places) == 2:
        first, second = places
        pairs = [
            (cells[first] if first < len(cells) else "", cells[second] if second < len(cells) else "") for cells in rows
        ]
        for place, language in zip(places, _two_languages(reading, pairs), strict=True):
            made[place] = replace(generic, language=language)
        return made
    for place in places:
        cells = _cells(rows, place)
        chinese = 2 * sum(map(han.has_han, cells)) >= len(cells)
        made[place] = replace(generic, language=CHINESE if chinese else ENGLISH)
    return made


def _scripts(columns: Sequence[Column | None], rows: Sequence[Sequence[str]], reading: Reading) -> list[Column | None]:
    # "Chinese" says no script. Its column as a whole does, so that 治理 and 軟體 of one list stay together.
    made: list[Column | None] = []
    for place, column in enumerate(columns):
        if column is not None and column.field == TERM and column.language == CHINESE:
            share = detect_script("".join(_cells(rows, place)))
            telling = share.simplified + share.traditional
            if share.tag and max(share.simplified, share.traditional) >= _SURE * telling:
                wanted = is_traditional(share.tag)
                own = [tag for tag in reading.languages if tag != ENGLISH and is_traditional(tag) == wanted]
                column = replace(column, language=own[0] if own else share.tag)
        made.append(column)
    return made


def _unknown(headings: Sequence[str], reading: Reading, line: int) -> Problem:
    known = ", ".join(f'"{shown(heading)}"' for heading in headings if heading.strip())
    what = "it is not known which columns of this table hold terms"
    has = f" Its headings: {known}." if known else ""
    return Problem(
        "E143", what, f'Say so: --map "COLUMN=zh" --map "COLUMN=en", with names or numbers.{has}', reading.path, line
    )
