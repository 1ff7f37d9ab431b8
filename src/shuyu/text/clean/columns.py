"""The columns a text was set in, found from the widths of its own lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from shuyu.text.clean.lines import NARROWEST, TOLERANCE, TOO_WIDE, End, Line, Role

REACH = 6
"""A column is forgotten when none of so many lines belongs to it."""

LEAST_CUT = 0.06
USUAL_CUT = 0.3
"""Of the borders between wrapped lines of Chinese 0.27 to 0.39 cut a word, between lines of a list 0.005 (measured)."""


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
        found: list[Column] = []
        for column in self._gather():
            # Short last lines of a wide column must not speak for the narrow one that follows it.
            for one in (column, *self._parts(column)):
                one.wrapped = self._is_wrapped(one)
                if one.wrapped:
                    found.append(one)
                    for i in one.members:
                        self.own[i] = one
                    self._find_paragraph_signs(one)
                    if one is column:
                        break
        for column in found:
            column.wrapped = not self._holds_first_lines(column)
        self.by_width = {column.width: column for column in reversed(found) if column.wrapped}

    def _holds_first_lines(self, column: Column) -> bool:
        # First lines that lost their indent have a width of their own; the next line stands in the wider column.
        cut = [i for i in column.members if self.lines[i].open and i + 1 < len(self.lines)]
        next_to_wider = 0
        for i in cut:
            wider = self.own[i + 1]
            if wider is not None and wider is not column and wider.wrapped:
                next_to_wider += TOLERANCE < wider.width - column.width <= 8
        return next_to_wider * 2 > len(cut)

    def _parts(self, column: Column) -> list[Column]:
        parts: list[Column] = []
        last = -REACH
        for i in column.members:
            if i - last > 2:
                parts.append(Column())
            parts[-1].add(i, self.lines[i].width)
            last = i
        return parts if len(parts) > 1 else []

    @property
    def found(self) -> bool:
        """Whether anything was wrapped at all."""
        return bool(self.by_width)

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
        for column in (*after[:1], *before[:1]):
            if width <= column.width + TOLERANCE:
                return column
        return self._elsewhere(i)

    def _elsewhere(self, i: int) -> Column | None:
        # A paragraph of two lines between charts: the column of the rest of the document, if it cuts a word.
        line = self.lines[i]
        if not self.found or line.ending is not End.OPEN or i + 1 == len(self.lines) or line.role is Role.APART:
            return None
        for width in range(line.width - TOLERANCE, line.width + 2 * TOLERANCE + 1):
            column = self.by_width.get(width)
            if column is not None and self.cuts_word(i):
                return column
        return None

    def cuts_word(self, i: int) -> bool:
        """Whether a word goes from the end of line `i` into the next."""
        return self._words_cut([i])[0] > 0

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

    def _gather(self) -> list[Column]:
        found: list[Column] = []
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
            column = min(
                near, key=lambda c: (count - seen[id(c)] > 2, abs(c.width - line.width), -len(c.members)), default=None
            )
            if column is None:
                if not line.han or line.width < NARROWEST:
                    continue
                column = Column()
                found.append(column)
                active.append(column)
            column.add(i, line.width)
            seen[id(column)] = count
            self.own[i] = column
        return found

    def _is_wrapped(self, column: Column) -> bool:
        lines = self.lines
        cut = [i for i in column.members if lines[i].open and i + 1 < len(lines)]
        inside_clause = [i for i in cut if lines[i].ending is End.OPEN]
        if len(cut) < 2 or len(inside_clause) * 5 < len(cut) * 2:
            return False
        ragged = 0
        for i in range(column.members[0], column.members[-1] + 1):
            line = lines[i]
            if line.han and line.open and line.role is Role.TEXT and self.own[i] is not column:
                ragged += not column.width - 8 <= line.width <= column.width + 8
        if ragged > len(cut):
            return False
        prose = {lines[i].mark for i in cut if lines[i].mark >= 0}
        marked = sum(lines[i].mark >= 0 for i in cut)
        cuts, share = self._words_cut(inside_clause)
        if len(prose) > 1 and marked >= max(2, len(cut) // 4):
            return share >= LEAST_CUT
        return cuts > 1 and share >= USUAL_CUT

    def _words_cut(self, cut: list[int]) -> tuple[int, float]:
        from shuyu.text.clean.words import words_cut

        pairs = [(self.lines[i].text, self.lines[i + 1]) for i in cut[:: max(1, len(cut) // 48)]]
        borders = [(left, line.text) for left, line in pairs if line.role in (Role.TEXT, Role.SOFT)]
        cuts = words_cut(borders) if borders else 0
        return cuts, cuts / max(1, len(borders))

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
