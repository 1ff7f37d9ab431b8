"""The pages of a PDF: where every line stands, and what is at the head and foot of each page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, BinaryIO

from shuyu.extras import need
from shuyu.formats.printed.model import Cell, Entry, Group, Ink, Kind, Line, Printed, Run, Section
from shuyu.formats.printed.pdf_fonts import Fonts
from shuyu.formats.printed.typeset import Piece, SetLine, Style, broken
from shuyu.languages import ENGLISH

_WIDTH, _HEIGHT = 595.276, 841.890
_LEFT = _RIGHT = 51.0
_TOP, _BOTTOM = 70.0, 54.0
_GUTTER = 11.0
_ABOVE, _BELOW = 2.2, 2.6
_SIZES = {Kind.HEAD: 9.5, Kind.PLAIN: 9.0, Kind.DETAIL: 7.8}
_LEADING = 1.32
_GREY = 0.36
_LOOKS: dict[Ink, tuple[bool, float, bool]] = {
    Ink.PREFERRED: (True, 0, False),
    Ink.ADMITTED: (False, 0, False),
    Ink.PROPOSED: (False, 0, False),
    Ink.DEPRECATED: (False, _GREY, False),
    Ink.FORBIDDEN: (False, _GREY, True),
    Ink.DERIVED: (False, _GREY, False),
    Ink.PINYIN: (False, _GREY, False),
    Ink.LABEL: (False, _GREY, False),
    Ink.TEXT: (False, 0.2, False),
    Ink.QUOTE: (False, 0.2, False),
    Ink.FOUND: (True, 0, False),
}
_LABEL_SHARE = 0.84


@dataclass
class _Strip:
    cells: list[list[SetLine]]

    @property
    def height(self) -> float:
        return max((sum(line.leading for line in cell) for cell in self.cells), default=0.0)

    def cut(self, height: float) -> _Strip:
        """What fits into `height`, at least a line; it is taken out of this strip."""
        taken = []
        for cell in self.cells:
            room, number = height, 0
            while number < len(cell) and (room >= cell[number].leading or height <= 0):
                room -= cell[number].leading
                number += 1
            taken.append(cell[:number])
            del cell[:number]
        return _Strip(taken)


@dataclass
class Pages:
    """A document that is being drawn."""

    printed: Printed
    fonts: Fonts
    stream: BinaryIO
    _canvas: Any = None
    _y: float = 0.0
    _page: int = 1
    _guides: list[tuple[str, str]] = field(default_factory=list)
    _section: Section | None = None
    _anchors: frozenset[str] = frozenset()

    def make(self) -> None:
        """Draw everything, and write the file."""
        printed = self.printed
        self.fonts.register(_characters(printed))
        canvas = need("reportlab.pdfgen.canvas", "pdf", "PDF")
        self._canvas = canvas.Canvas(
            self.stream,
            pagesize=(_WIDTH, _HEIGHT),
            invariant=1,
            pageCompression=1,
            lang="en",
            initialFontName=self.fonts.of("a", ENGLISH, bold=False)[0],
        )
        self._canvas.setTitle(printed.title)
        self._canvas.setCreator("shuyu")
        self._canvas.setSubject(dict(printed.facts).get("Subject", ""))
        self._canvas.setAuthor(dict(printed.facts).get("Source", ""))
        day = printed.date.replace("-", "")
        self._canvas.setDateFormatter(lambda *_: f"D:{day}000000Z")
        self._anchors = frozenset(entry.anchor for section in printed.sections for entry in section.entries())
        self._title_page()
        for section in printed.sections:
            self._next_page(heads=False)
            self._draw_section(section)
        self._finish_page()
        self._canvas.save()

    def _title_page(self) -> None:
        self._bookmark("title", self.printed.title, 0)
        self._y = _HEIGHT - 190
        room = _WIDTH - _LEFT - _RIGHT
        self._paragraph([Run(self.printed.title, Ink.PREFERRED, ENGLISH)], _LEFT, room, 24)
        self._y -= 8
        self._rule(_LEFT, _WIDTH - _RIGHT, 0.8, 0)
        self._y -= 14
        for name, value in self.printed.facts:
            top = self._y
            self._paragraph([Run(name, Ink.LABEL, ENGLISH)], _LEFT, 105, 10)
            low, self._y = self._y, top
            self._paragraph([Run(value, Ink.ADMITTED, ENGLISH)], _LEFT + 110, room - 110, 10)
            self._y = min(low, self._y) - 2
        self._y -= 22
        for runs, meaning in self.printed.key:
            top = self._y
            self._paragraph(runs, _LEFT, 105, 9)
            low, self._y = self._y, top
            self._paragraph([Run(meaning, Ink.LABEL, ENGLISH)], _LEFT + 110, room - 110, 9)
            self._y = min(low, self._y) - 1

    def _paragraph(self, runs: Sequence[Run], x: float, width: float, size: float) -> None:
        for line in broken(runs, width, size * 1.35, lambda text, run: self._pieces(text, run, size)):
            if self._y - line.leading < _BOTTOM:
                self._next_page()
            self._draw_line(line, x, self._y)
            self._y -= line.leading

    def _draw_section(self, section: Section) -> None:
        self._section = section
        self._bookmark(section.name, f"{section.title} {section.own_title}", 0)
        runs = [
            Run(f"{section.title} ", Ink.PREFERRED, ENGLISH),
            Run(section.own_title, Ink.PREFERRED, section.own_language),
        ]
        self._paragraph(runs, _LEFT, _WIDTH - _LEFT - _RIGHT, 17)
        self._y -= 6
        self._column_heads()
        for number, group in enumerate(section.groups, 1):
            self._draw_group(section, group, number)

    def _draw_group(self, section: Section, group: Group, number: int) -> None:
        for place, entry in enumerate(group.entries):
            strips = self._strips(section, entry)
            height = sum(strip.height for strip in strips) + _ABOVE + _BELOW
            if place == 0 and group.heading:
                whole = min(height, 120.0) + 30
                if self._y - whole < _BOTTOM:
                    self._next_page()
                self._group_heading(section, group, number)
            self._draw_entry(entry, strips, height, first=place == 0)

    def _group_heading(self, section: Section, group: Group, number: int) -> None:
        self._bookmark(f"{section.name}-g{number}", group.heading, 1)
        self._y -= 9
        heading = [Run(group.heading, Ink.PREFERRED, section.own_language)]
        self._paragraph(heading, _LEFT, _WIDTH - _LEFT - _RIGHT, 12.5)
        self._y -= 1.5

    def _draw_entry(self, entry: Entry, strips: list[_Strip], height: float, *, first: bool) -> None:
        fresh = _HEIGHT - _TOP - _BOTTOM - 30
        if self._y - height < _BOTTOM and (height <= fresh or self._y < _BOTTOM + 60):
            self._next_page()
        self._canvas.bookmarkHorizontal(entry.anchor, 0, self._y + 4)
        self._rule(_LEFT, _WIDTH - _RIGHT, 0.5 if first else 0.3, 0 if first else 0.72)
        self._y -= _ABOVE
        self._guides.append((entry.guide, entry.language))
        for strip in strips:
            while self._y - strip.height < _BOTTOM:
                part = strip.cut(self._y - _BOTTOM)
                self._draw_strip(part)
                self._next_page()
                self._guides.append((entry.guide, entry.language))
            self._draw_strip(strip)
        self._y -= _BELOW

    def _draw_strip(self, strip: _Strip) -> None:
        if self._section is None:
            return
        for (x, _), cell in zip(_columns(self._section), strip.cells, strict=True):
            y = self._y
            for line in cell:
                self._draw_line(line, x, y)
                y -= line.leading
        self._y -= strip.height

    def _strips(self, section: Section, entry: Entry) -> list[_Strip]:
        columns = _columns(section)
        return [
            _Strip([self._set_cell(cell, width) for (_, width), cell in zip(columns, strip, strict=True)])
            for strip in entry.strips
        ]

    def _set_cell(self, cell: Cell, width: float) -> list[SetLine]:
        return [line for one in cell for line in self._set_line(one, width)]

    def _set_line(self, line: Line, width: float) -> list[SetLine]:
        size = _SIZES[line.kind]
        quiet = line.kind is Kind.DETAIL

        def pieces(text: str, run: Run) -> list[Piece]:
            return self._pieces(text, run, size, quiet=quiet)

        # Lines of all cells stand on the same lines, whatever their size.
        leading = _SIZES[Kind.HEAD] * _LEADING if not quiet else size * _LEADING
        return broken(line.runs, width, leading, pieces)

    def _pieces(self, text: str, run: Run, size: float, *, quiet: bool = False) -> list[Piece]:
        bold, grey, struck = _LOOKS[run.ink]
        if run.ink is Ink.LABEL and "→" not in text:
            size *= _LABEL_SHARE
        style = Style(size, bold and not (quiet and run.ink is Ink.PREFERRED), grey, struck)
        found: list[Piece] = []
        for character in text:
            font, shown = self.fonts.of(character, run.language, bold=style.bold)
            width = _width(shown, font, size)
            if found and found[-1].font == font:
                last = found[-1]
                found[-1] = Piece(last.text + shown, font, style, last.width + width, run.ink, run.link)
            else:
                found.append(Piece(shown, font, style, width, run.ink, run.link))
        return found

    def _draw_line(self, line: SetLine, x: float, top: float) -> None:
        canvas = self._canvas
        baseline = top - line.leading * 0.5 - line.size * 0.33
        for piece in line.pieces:
            canvas.setFillGray(piece.style.grey)
            if piece.style.bold and "NotoSerif-Bold" not in piece.font:
                self._thick(piece, x, baseline)
            else:
                canvas.setFont(piece.font, piece.style.size)
                canvas.drawString(x, baseline, piece.text)
            if piece.style.struck:
                canvas.setStrokeGray(piece.style.grey)
                canvas.setLineWidth(0.6)
                canvas.line(x, baseline + piece.style.size * 0.32, x + piece.width, baseline + piece.style.size * 0.32)
            if piece.link in self._anchors:
                box = (x, baseline - 2, x + piece.width, baseline + piece.style.size)
                canvas.linkAbsolute("", piece.link, box, Border="[0 0 0]")
            x += piece.width

    def _thick(self, piece: Piece, x: float, baseline: float) -> None:
        # Chinese fonts rarely come in bold: their outlines are drawn too.
        text = self._canvas.beginText(x, baseline)
        text.setFont(piece.font, piece.style.size)
        text.setTextRenderMode(2)
        self._canvas.saveState()
        self._canvas.setStrokeGray(piece.style.grey)
        self._canvas.setLineWidth(piece.style.size * 0.02)
        text.textOut(piece.text)
        text.setTextRenderMode(0)
        self._canvas.drawText(text)
        self._canvas.restoreState()

    def _rule(self, left: float, right: float, width: float, grey: float) -> None:
        self._canvas.setStrokeGray(grey)
        self._canvas.setLineWidth(width)
        self._canvas.line(left, self._y, right, self._y)

    def _column_heads(self) -> None:
        if self._section is None:
            return
        heads: list[list[SetLine]] = []
        for column, (_, width) in zip(self._section.columns, _columns(self._section), strict=True):
            run = Run(column.heading, Ink.LABEL, column.language)
            heads.append(broken([run], width, 11, lambda text, run: self._pieces(text, run, 9)))
        self._draw_strip(_Strip(heads))
        self._y -= 3

    def _bookmark(self, name: str, title: str, level: int) -> None:
        self._canvas.bookmarkHorizontal(name, 0, self._y + 20 if self._y else _HEIGHT)
        self._canvas.addOutlineEntry(title, name, level=level, closed=level == 0)

    def _next_page(self, *, heads: bool = True) -> None:
        self._finish_page()
        self._canvas.showPage()
        self._page += 1
        self._guides = []
        self._y = _HEIGHT - _TOP
        if heads:
            self._column_heads()

    def _finish_page(self) -> None:
        if self._section is None:
            return
        y = _HEIGHT - 44
        title = [Run(self._section.title, Ink.ADMITTED, ENGLISH)]
        self._one_line(title, _LEFT, y)
        if self._guides:
            first, last = self._guides[0], self._guides[-1]
            runs = [Run(_short(first[0]), Ink.ADMITTED, first[1])]
            if last != first:
                runs += [Run(" – ", Ink.ADMITTED, ENGLISH), Run(_short(last[0]), Ink.ADMITTED, last[1])]
            self._one_line(runs, _WIDTH - _RIGHT, y, from_right=True)
        self._y = y - 6
        self._rule(_LEFT, _WIDTH - _RIGHT, 0.5, 0)
        number = [Run(str(self._page), Ink.ADMITTED, ENGLISH)]
        self._one_line(number, _WIDTH / 2, 40, centred=True)

    def _one_line(
        self, runs: Iterable[Run], x: float, top: float, *, from_right: bool = False, centred: bool = False
    ) -> None:
        lines = broken(runs, 10_000, 9 * 1.3, lambda text, run: self._pieces(text, run, 9))
        width = sum(piece.width for piece in lines[0].pieces)
        self._draw_line(lines[0], x - width if from_right else x - width / 2 if centred else x, top + 9)


def _short(text: str) -> str:
    most = 30 if text.isascii() else 16
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _columns(section: Section) -> list[tuple[float, float]]:
    # Where each column begins, and how wide it is.
    room = _WIDTH - _LEFT - _RIGHT
    found = []
    x = _LEFT
    for number, column in enumerate(section.columns, 1):
        whole = room * column.share
        found.append((x, whole - (_GUTTER if number < len(section.columns) else 0)))
        x += whole
    return found


def _characters(printed: Printed) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {ENGLISH: set(printed.title) | {"→"}}
    for name, value in printed.facts:
        found[ENGLISH] |= set(name + value)
    for section in printed.sections:
        own = found.setdefault(section.own_language, set())
        own |= set(section.own_title + "".join(group.heading for group in section.groups))
        for column in section.columns:
            found.setdefault(column.language, set()).update(column.heading)
        for entry in section.entries():
            found.setdefault(entry.language, set()).update(entry.guide, "…")
            for strip in entry.strips:
                for cell in strip:
                    for line in cell:
                        for run in line.runs:
                            found.setdefault(run.language, set()).update(run.text)
    return found


@lru_cache(maxsize=1 << 14)
def _width(character: str, font: str, size: float) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(character, font, size))
