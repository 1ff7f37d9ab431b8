"""The columns a text was set in, found from the widths of its own lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice

from shuyu.text.clean.lines import NARROWEST, TOLERANCE, TOO_WIDE, End, Line, Role

REACH = 12
"""A column is forgotten when none of so many lines belongs to it."""


@dataclass
class Column:
    """Lines of one width that follow each other."""

    widths: Counter[int] = field(default_factory=Counter)
    members: list[int] = field(default_factory=list)
    width: int = 0
    wrapped: bool = False
    """Whether its lines are pieces of sentences, cut at the column's edge."""
    gappy: bool = False
    """Whether empty lines stand between the lines of a paragraph."""
    explicit: bool = False
    """Whether paragraphs are told by an indent, or by an empty line where lines follow each other without one."""

    def add(self, index: int, width: int) -> None:
        """Take one more line in."""
        self.members.append(index)
        self.widths[width] += 1
        if self.widths[width] > self.widths[self.width] or (
            self.widths[width] == self.widths[self.width] and width > self.width
        ):
            self.width = width


class Columns:
    """Which column each line of a text stands in."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.own: list[Column | None] = [None] * len(lines)
        self.all: list[Column] = []
        self._gather()
        self.found = False
        """Whether anything was wrapped at all."""
        for column in self.all:
            column.wrapped = self._is_wrapped(column)
            if column.wrapped:
                self.found = True
                self._find_paragraph_signs(column)

    def of(self, i: int) -> Column | None:
        """The wrapped column that line `i` stands in, short lines of a paragraph included."""
        mine = self.own[i]
        if mine is not None and not mine.wrapped:
            mine = None
        width = self.lines[i].width
        before, after = self._near(i, -1), self._near(i, 1)
        for column in after:
            # First lines of paragraphs have a width of their own: the column around them is the wider one.
            around = column in before or self.own[i + 1] is column
            if around and TOLERANCE < column.width - width <= 8:
                return column
        if mine is not None:
            return mine
        fitting = [column for column in (*after[:1], *before[:1]) if width <= column.width + TOLERANCE]
        if fitting:
            return fitting[0]
        return None

    def around(self, i: int) -> Column | None:
        """The wrapped column nearest to line `i`, fitting or not."""
        near = [*self._near(i, -1), *self._near(i, 1)]
        return near[0] if near else None

    def _near(self, i: int, step: int) -> list[Column]:
        found = []
        for j in range(i + step, i + 5 * step, step):
            if 0 <= j < len(self.lines):
                column = self.own[j]
                if column is not None and column.wrapped and column not in found:
                    found.append(column)
        return found

    def _gather(self) -> None:
        active: list[Column] = []
        count = 0
        seen: dict[int, int] = {}
        for i, line in enumerate(self.lines):
            if line.width == TOO_WIDE:
                continue
            count += 1
            if line.width < NARROWEST - TOLERANCE or line.role is Role.APART:
                continue
            active = [column for column in active if count - seen[id(column)] <= REACH]
            near = [column for column in active if abs(column.width - line.width) <= TOLERANCE]
            column = min(near, key=lambda c: (abs(c.width - line.width), -len(c.members)), default=None)
            if column is None:
                if not line.han or line.width < NARROWEST:
                    continue
                column = Column()
                self.all.append(column)
                active.append(column)
            column.add(i, line.width)
            seen[id(column)] = count
            self.own[i] = column

    def _is_wrapped(self, column: Column) -> bool:
        lines = self.lines
        cut = [i for i in column.members if lines[i].open and i + 1 < len(lines)]
        if len(cut) < 2:
            return False
        inside_clause = [i for i in cut if lines[i].ending is End.OPEN]
        prose = [i for i in cut if lines[i].mark >= 0]
        if len(prose) < max(2, len(cut) // 4) or len({lines[i].mark for i in prose}) < 2:
            return False
        if len(inside_clause) * 5 < len(cut) * 2:
            return False
        ragged = 0
        for i in range(column.members[0], column.members[-1] + 1):
            line = lines[i]
            if line.han and line.open and line.role is Role.TEXT and self.own[i] is not column:
                ragged += not column.width - 8 <= line.width <= column.width + 8
        if ragged > len(cut):
            return False
        return len(cut) >= 20 or self._cuts_words(inside_clause)

    def _cuts_words(self, cut: list[int]) -> bool:
        from shuyu.text.clean.words import straddles

        pairs = [(self.lines[i], self.lines[i + 1]) for i in islice(cut, 24)]
        tried = [(a, b) for a, b in pairs if b.role in (Role.TEXT, Role.SOFT)]
        hits = sum(straddles(a.text, b.text) for a, b in tried)
        return hits >= 1 and hits * 8 >= len(tried)

    def _find_paragraph_signs(self, column: Column) -> None:
        lines = self.lines
        following = [lines[i + 1] for i in column.members if lines[i].open and i + 1 < len(lines)]
        apart = sum(line.gap == 1 for line in following)
        together = sum(line.gap == 0 for line in following)
        column.gappy = apart > together
        # Only behind a short last line is a new paragraph certain; what marks it there marks it everywhere.
        begun = [
            lines[i + 1]
            for i in range(column.members[0], min(column.members[-1] + 1, len(lines) - 1))
            if lines[i].ending is End.SENTENCE and lines[i].width < column.width - TOLERANCE
        ]
        signs = sum(line.indented or (not column.gappy and line.gap > 0) for line in begun)
        column.explicit = signs >= 1 and signs * 2 >= len(begun)
