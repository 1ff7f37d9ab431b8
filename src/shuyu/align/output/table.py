"""A table to correct in a spreadsheet or an editor, and the decisions that are read back from it.

`check` tells a row that a person changed from one that the machine left: it goes with the numbers of the row.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from shuyu.align.output.base import Alignment, OutputFormat, numbers, one_line
from shuyu.errors import InputError, Problem
from shuyu.text.sentences import join_chinese

COLUMNS = ("zh_numbers", "en_numbers", "score", "kept", "zh", "en", "check")

_YES = frozenset(("yes", "y", "x", "1", "true", "是", "✓"))
_NO = frozenset(("", "no", "n", "0", "false", "否"))
_NUMBERS = re.compile(r"\[?\s*((?:\d{1,9}(?:\s*[,，、]\s*|\s+|\s*(?=\])|\Z))*)\]?\Z")
# What a spreadsheet would run.
_FORMULA = ("=", "+", "-", "@")
_FIELD_LIMIT = 2_000_000
# A sentence is looked for this far from where it was.
_NEARBY = 1_000

Numbers = tuple[int, ...]


@dataclass(frozen=True)
class Decision:
    """What a person said belongs together.

    Attributes:
        zh: numbers of Chinese sentences.
        en: numbers of English ones.
        line: where in the table it stands.
    """

    zh: Numbers
    en: Numbers
    line: int


def render(alignment: Alignment) -> str:
    """A heading and a row a pair. Text is quoted as CSV is, and what a spreadsheet would run is kept from running."""
    written = io.StringIO()
    writer = csv.writer(written, dialect="excel-tab", lineterminator="\n")
    writer.writerow(COLUMNS)
    for pair in alignment.pairs:
        sides = numbers(pair.zh), numbers(pair.en)
        writer.writerow(
            (
                *sides,
                f"{pair.score:.4f}",
                "yes" if pair.kept else "",
                _safe(one_line(alignment.zh_text(pair))),
                _safe(one_line(alignment.en_text(pair))),
                _check(pair.zh, pair.en),
            )
        )
    return written.getvalue()


def decisions(table: str, path: str, zh: Sequence[str], en: Sequence[str]) -> list[Decision]:
    """What a person decided in a table: the rows with other numbers than the machine wrote, and those marked as kept.

    Where sentences were inserted before a row that is kept, it is found again by its text.

    Args:
        table: the text of the file.
        path: how errors name it.
        zh: the Chinese sentences as they are now.
        en: the English ones.

    Raises:
        InputError: E121, with everything in the table that cannot be read or cannot be.
    """
    problems: list[Problem] = []
    found: list[Decision] = []
    claimed: dict[tuple[str, int], int] = {}
    sides = {"zh": zh, "en": en}
    finders = {"zh": _Finder(zh, join_chinese), "en": _Finder(en, " ".join)}
    for row in _rows(table, path, problems):
        chosen = _decided(row, path, problems)
        if chosen is None:
            continue
        if row.cells.get("check", "").strip() == _check(chosen.zh, chosen.en):
            # Only a row whose numbers nobody touched says by its text which sentences it means.
            chosen = Decision(
                finders["zh"].found(chosen.zh, row.cells.get("zh")),
                finders["en"].found(chosen.en, row.cells.get("en")),
                chosen.line,
            )
        for name, places in (("zh", chosen.zh), ("en", chosen.en)):
            for place in places:
                if place >= len(sides[name]):
                    what = f"there is no {name} sentence {place}"
                    problems.append(Problem("E121", what, f"The last is {len(sides[name]) - 1}.", path, chosen.line))
                elif (name, place) in claimed:
                    what = f"{name} sentence {place} stands in line {claimed[name, place]} too"
                    problems.append(Problem("E121", what, "Leave it in one of them.", path, chosen.line))
                claimed.setdefault((name, place), chosen.line)
        found.append(chosen)
    if problems:
        raise InputError.collected(problems)
    return found


@dataclass(frozen=True)
class _Row:
    line: int
    cells: dict[str, str]


def _rows(table: str, path: str, problems: list[Problem]) -> Iterator[_Row]:
    before = csv.field_size_limit(_FIELD_LIMIT)
    try:
        reader = csv.reader(io.StringIO(table.removeprefix("\ufeff")), dialect="excel-tab")
        heading = [cell.strip() for cell in next(reader, [])]
        missing = [name for name in COLUMNS[:2] if name not in heading]
        if missing:
            how = f"The first line names the columns: {' '.join(COLUMNS[:6])}, with tabs between."
            problems.append(Problem("E121", f"there is no column {' and no column '.join(missing)}", how, path, 1))
            return
        end = reader.line_num
        for cells in reader:
            line, end = end + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                yield _Row(line, dict(zip(heading, cells, strict=False)))
    except csv.Error as error:
        problems.append(Problem("E121", f"the table cannot be read: {error}", "Save it as text with tabs.", path))
    finally:
        csv.field_size_limit(before)


def _decided(row: _Row, path: str, problems: list[Problem]) -> Decision | None:
    sides = []
    for name in COLUMNS[:2]:
        cell = row.cells.get(name, "").strip()
        match = _NUMBERS.match(cell)
        if match is None:
            how = "Write numbers with commas, such as [3,4]; [] for none."
            problems.append(Problem("E121", f'"{cell[:40]}" in {name} is no list of sentences', how, path, row.line))
            return None
        sides.append(tuple(sorted({int(number) for number in re.findall(r"\d+", match[1])})))
    word = row.cells.get("kept", "").strip().casefold()
    if word not in _YES | _NO:
        problems.append(Problem("E121", f'"{word[:40]}" in kept is not known', "Use yes, or nothing.", path, row.line))
        return None
    zh, en = sides
    if not zh and not en:
        return None
    changed = row.cells.get("check", "").strip() != _check(zh, en)
    return Decision(zh, en, row.line) if changed or word in _YES else None


class _Finder:
    """Finds sentences again by their text: where they were, else as far on as those before them, else nearby."""

    def __init__(self, sentences: Sequence[str], join: Callable[[Sequence[str]], str]) -> None:
        self._sentences = sentences
        self._join = join
        self._moved = 0

    def found(self, places: Numbers, text: str | None) -> Numbers:
        if text is None or not places:
            return places
        wanted, size = _plain(text), len(places)
        for moved in (self._moved, 0, *(way * far for far in range(1, _NEARBY) for way in (1, -1))):
            first = places[0] + moved
            # The first sentence alone tells nearly always; joining every window would be slow.
            if not 0 <= first <= len(self._sentences) - size or not wanted.startswith(one_line(self._sentences[first])):
                continue
            if one_line(self._join(self._sentences[first : first + size])) == wanted:
                self._moved = moved
                return tuple(range(first, first + size))
        return places


def _plain(text: str) -> str:
    text = one_line(text)
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _safe(text: str) -> str:
    # Python 3.10 can neither write nor read a table with a NUL.
    text = text.replace("\0", "\ufffd")
    return f"'{text}" if text.startswith(_FORMULA) else text


def _check(zh: Numbers, en: Numbers) -> str:
    # A letter in front, or a spreadsheet takes 1234e567 for a number.
    return "c" + hashlib.sha256(f"{numbers(zh)}:{numbers(en)}".encode()).hexdigest()[:6]


FORMAT = OutputFormat("tsv", ".tsv", "a table to correct; --fix reads it back", render)
