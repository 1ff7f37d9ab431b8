"""What a page says of itself: running heads, running feet, page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from shuyu.text.clean.fixer import Fixer, Lines, shield
from shuyu.text.han import HAN, SENTENCE_END, count_han, has_han
from shuyu.text.spans import Edit

_PAGE = re.compile(
    r"(?:第\s?(?P<zh>\d{1,4})\s?[页頁](?:\s?[,，/／]?\s?共\s?\d{1,4}\s?[页頁])?"
    r"|(?:Page|page|PAGE|P\.|p\.)\s?(?P<en>\d{1,4})(?:\s?(?:of|/)\s?\d{1,4})?"
    r"|[-–—·~]{1,2}\s?(?P<dashed>\d{1,4})\s?[-–—·~]{1,2}"
    r"|(?P<of>\d{1,4})\s?/\s?\d{1,4}"
    r"|(?P<bare>\d{1,4}))\Z"
)
_NUMBERS_AT_EDGE = re.compile(
    r"^\s*(?:[|·•-]\s*)?\d{1,4}(?:\s*[|·•-])?\s{1,20}(?=\S)|(?<=\S)\s{1,20}(?:[|·•-]\s*)?\d{1,4}\s*$"
)
_DIGIT = re.compile("[0-9]")
_ENDS_SENTENCE = re.compile(f"[{SENTENCE_END}?!.:：;][”’」』）)】》\"']*\\Z")
_CLAUSES = re.compile("[，。；？！?!;]|[.,] |[.:：]\\Z")
_STRUCTURE = re.compile(r"\s*(?:#{1,6}\s|[-*+>|]|\d{1,3}[.)、]|[（(]?[一二三四五六七八九十]{1,3}[)）、.])")
_GOES_ON = "，。、；：？！”）》"
_LETTER_END = re.compile(f"[{HAN}A-Za-z，、,“（《-]\\Z")

MIN_REPEATS = 3
"""A line is a running head only when it comes at least so often, unless it is repeated on the spot."""


class _Page:
    """The lines of a text that hold anything, by number."""

    def __init__(self, text: str) -> None:
        self.lines = Lines(text)
        self.text = text
        self.filled: list[int] = []
        self.content: list[str] = []
        for number, line in enumerate(text.split("\n")):
            if line and not line.isspace():
                self.filled.append(number)
                self.content.append(line.strip())

    def around(self, i: int, others: set[int]) -> tuple[str, str]:
        """The line before line `i` and the line behind it that are none of `others`; "" where there is none."""
        before, after = i - 1, i + 1
        while before in others:
            before -= 1
        while after in others:
            after += 1
        return (
            self.content[before] if before >= 0 else "",
            self.content[after] if after < len(self.content) else "",
        )

    def interrupts(self, i: int, others: set[int]) -> bool:
        """Whether a sentence goes on from before line `i` (and its like around it) to behind it."""
        above, below = self.around(i, others)
        if len(above) < 8 or not below or _STRUCTURE.match(below) or _STRUCTURE.match(above):
            return False
        if not _LETTER_END.search(above) or not (has_han(below[0]) or below[0] in _GOES_ON or below[0].islower()):
            return False
        if _CLAUSES.search(above) and _CLAUSES.search(below):
            return True
        from shuyu.text.clean.words import words_cut

        return words_cut([(above, below)]) > 0


def _find_heads(text: str) -> list[Edit]:
    page = _Page(text)
    if len(page.content) < 4:
        return []
    places: defaultdict[str, list[int]] = defaultdict(list)
    numbers = {}
    for i, line in enumerate(page.content):
        if len(line) <= 80 and "\t" not in line and "|" not in line:
            number = _PAGE.match(line) if len(line) <= 30 and _DIGIT.search(line) else None
            if number:
                numbers[i] = number
            else:
                places[_without_number(line)].append(i)
    dropped = _repeated_at_once(page, places)
    heads = _running(page, places, set(numbers), dropped)
    dropped |= heads
    dropped |= _page_numbers(page, numbers, dropped)
    kept_out = shield(text)
    dropped = {i for i in dropped if not kept_out.touches(*page.lines.span(page.filled[i]))}
    return _removals(page, dropped)


def _without_number(line: str) -> str:
    if not _DIGIT.search(line):
        return line
    return _NUMBERS_AT_EDGE.sub("", line)


def _repeated_at_once(page: _Page, places: dict[str, list[int]]) -> set[int]:
    # A title and its translation, twice in a row: what stands at the top of two pages that hold only pictures.
    dropped: set[int] = set()
    for line, at in places.items():
        if len(at) < 2 or _ENDS_SENTENCE.search(line) or _STRUCTURE.match(line) or count_han(line) < 8:
            continue
        first = at[0]
        title = page.content[first + 1] if first + 1 < len(page.content) else ""
        if has_han(title) or len(title.split()) < 4 or _ENDS_SENTENCE.search(title):
            continue
        expected = first
        for i in at:
            if i == expected and page.content[i + 1 : i + 2] == [title]:
                if i != first:
                    dropped |= {i, i + 1}
                expected = i + 2
    return dropped


def _running(page: _Page, places: dict[str, list[int]], numbers: set[int], dropped: set[int]) -> set[int]:
    candidates: dict[str, list[int]] = {}
    for line, at in places.items():
        if len(at) < MIN_REPEATS or len(line) < 4 or _CLAUSES.search(line) or _STRUCTURE.match(line):
            continue
        if at[-1] - at[0] < 5 * (len(at) - 1):
            continue  # too close together for pages: a refrain, the cells of a table
        candidates[line] = at
    marked = numbers | dropped | {i for at in candidates.values() for i in at}
    found: set[int] = set()
    for at in candidates.values():
        beside_number = sum(i - 1 in numbers or i + 1 in numbers for i in at)
        interrupting = sum(page.interrupts(i, marked) for i in at)
        neighbours = [page.around(i, marked) for i in at]
        # Sentences come back with the lines around them; a running head stands between others each time.
        strange = all(len(set(side)) == len(at) for side in zip(*neighbours, strict=True))
        if (interrupting or beside_number) and strange and (interrupting + beside_number) * 2 >= len(at):
            found |= set(at[1:])
    return found


def _page_numbers(page: _Page, numbers: dict[int, re.Match[str]], heads: set[int]) -> set[int]:
    marked = set(numbers) | heads
    found: set[int] = set()
    by_kind: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, match in numbers.items():
        kind = match.lastgroup or "bare"
        by_kind[kind].append((i, int(match[kind])))
    for kind, places in by_kind.items():
        rising = [(i, n) for (i, n), (j, m) in pairwise(places) if m > n and j - i > 1]
        if len(places) < 2 or len(rising) < len(places) - 1:
            continue
        interrupting = sum(page.interrupts(i, marked) for i, _ in places)
        beside_head = sum(i - 1 in heads or i + 1 in heads for i, _ in places)
        # Chapters and poems are numbered like pages; only a page number stands in the middle of a sentence.
        if kind in ("zh", "en", "dashed") or interrupting + beside_head >= max(2, len(places) // 3):
            found |= {i for i, _ in places}
    return found


def _removals(page: _Page, dropped: set[int]) -> list[Edit]:
    edits = []
    i = 0
    while i < len(page.content):
        if i not in dropped:
            i += 1
            continue
        first = i
        while i in dropped:
            i += 1
        start = page.lines.span(page.filled[first])[0]
        if i >= len(page.content):
            end = page.lines.span(page.filled[i - 1])[1]
            edits.append(Edit(start, end, ""))
            continue
        end = page.lines.span(page.filled[i])[0]
        if first and page.interrupts(first, dropped):
            # The sentence goes on: no empty line may part its halves.
            start = page.lines.span(page.filled[first - 1])[1] + 1
        elif first and page.filled[first] - page.filled[first - 1] == 1:
            end = page.lines.span(page.filled[i - 1])[1] + 1
        edits.append(Edit(start, end, ""))
    return edits


FIXERS = (
    Fixer("running-heads", "Running heads and feet stay once, page numbers on lines of their own go.", _find_heads),
)
