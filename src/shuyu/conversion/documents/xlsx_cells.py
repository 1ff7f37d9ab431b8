"""The parts of a workbook whose texts are turned: shared strings, sheets, comments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from shuyu.conversion.documents.cells import has_text, header_texts, letters, validation_list
from shuyu.conversion.documents.parts import Paragraphs, Part
from shuyu.conversion.documents.xml_text import Element, Span

_SPACES = 'xml:space="preserve"'
_HEADERS = frozenset(
    f"s:{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer")
)  # page headers, not those of columns
FORMULAS = frozenset(
    {"s:f", "s:formula", "s:formula1", "s:formula2", "s:calculatedColumnFormula", "s:totalsRowFormula"}
    | {"s:definedName", "xm:f"}
)
"""Elements that hold a formula."""
_ATTRIBUTES = {
    "s:dataValidation": ("promptTitle", "prompt", "errorTitle", "error"),
    "x14:dataValidation": ("promptTitle", "prompt", "errorTitle", "error"),
    "s:hyperlink": ("display", "tooltip"),
}
FILTERS = {"s:filter": ("val",), "s:customFilter": ("val",)}
"""Elements of a filter, and the attributes that repeat the text of a cell."""
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})\Z")
Place = tuple[int, int]
"""Row and column, from 1."""


@dataclass
class Table:
    """A table on a sheet.

    Attributes:
        member: the part that describes it.
        headers: the cells of its header row, in order; empty where it shows none.
        taken: the names of columns so far, case-folded.
        said: header cell -> its text before and after.
    """

    member: str
    headers: tuple[Place, ...]
    taken: set[str] = field(default_factory=set)
    said: dict[Place, tuple[str, str]] = field(default_factory=dict)


@dataclass
class Sheet:
    """A sheet: its name, the part that holds it, the tables on it."""

    name: str
    member: str
    tables: list[Table]


@dataclass
class Book:
    """What is known of a workbook while it is converted.

    Attributes:
        shown: index of a shared string -> the first cell that shows it.
        headers: index of a shared string -> the header cells of tables that show it.
        words: text of a cell -> what it became.
        columns: name of a column -> what it became.
        quoted: formulas with Chinese text in quotes.
        clashes: headers that stay, since two columns would be called the same.
    """

    shown: dict[int, str] = field(default_factory=dict)
    headers: dict[int, list[tuple[Table, Place]]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    quoted: int = 0
    clashes: list[str] = field(default_factory=list)

    def settle(self, before: str, after: str, uses: list[tuple[Table, Place]]) -> bool:
        """Note that a cell's text became another; False when it may not, since a column is called so already.

        Args:
            before: the text.
            after: what it became.
            uses: the tables that it names a column of, and where.
        """
        # Excel does not tell upper from lower case here.
        key = after.casefold()
        ok = all(key not in table.taken for table, _ in uses)
        if not ok:
            self.clashes.append(before)
            after = before
        for table, place in uses:
            table.taken.add(after.casefold())
            table.said[place] = (before, after)
            if after != before:
                self.columns[before] = after
        self.words[before] = after
        return ok


class _Rich(Paragraphs):
    # Strings in runs: shared, of one cell, of a comment. Their phonetic guide is no part of them.
    def __init__(self, part: Part, book: Book) -> None:
        super().__init__(part, _SPACES)
        self.book = book

    def text(self, element: Element, span: Span) -> None:
        """Text directly inside `element`."""
        if element.name == "s:t" and element.parent is not None and element.parent.name != "s:rPh":
            self.take(span, element)


class Strings(_Rich):
    """The strings that cells share, each once."""

    def __init__(self, part: Part, book: Book) -> None:
        super().__init__(part, book)
        self._index = 0

    def start(self, element: Element) -> None:
        """A start tag."""
        if element.name == "s:si":
            index, book = self._index, self.book
            uses = book.headers.get(index, [])
            self.open(
                element, book.shown.get(index, "shared strings"), lambda before, after: book.settle(before, after, uses)
            )
            self._index += 1


class Comments(_Rich):
    """Comments on the cells of a sheet, old and threaded."""

    def __init__(self, part: Part, book: Book, sheet: str) -> None:
        super().__init__(part, book)
        self._sheet = sheet
        self._place = ""

    def start(self, element: Element) -> None:
        """A start tag."""
        if element.name in {"s:comment", "tc:threadedComment"}:
            self._place = f"{self._sheet}!{element.attributes.get('ref', '')}, comment"
        elif element.name in {"s:text", "tc:text"}:
            self.open(element, self._place)

    def text(self, element: Element, span: Span) -> None:
        """Text directly inside `element`."""
        if element.name == "tc:text":
            self.take(span, element)
        else:
            super().text(element, span)


class Cells(_Rich):
    """A sheet: strings that stand in cells, what formulas gave, page headers, choices.

    Attributes:
        formulas: those that may name a column, and where they stand.
        echoes: where the text of a cell is repeated.
    """

    def __init__(self, part: Part, book: Book, sheet: Sheet) -> None:
        super().__init__(part, book)
        self._sheet = sheet
        self._headers = {place: table for table in sheet.tables for place in table.headers}
        self._at: Place = (0, 0)
        self._kind = ""
        self._formula = ""
        # Formulas that are written once for several cells -> what they say.
        self._written: dict[str, str] = {}
        self.formulas: list[tuple[Span, str]] = []
        self.echoes: list[Span] = []

    @property
    def _place(self) -> str:
        return f"{self._sheet.name}!{letters(self._at[1])}{self._at[0]}"

    def start(self, element: Element) -> None:
        """A start tag."""
        name = element.name
        if name == "s:c":
            found = _CELL.match(element.attributes.get("r", ""))
            self._at = (int(found[2]), _number(found[1])) if found else (self._at[0], self._at[1] + 1)
            self._kind = element.attributes.get("t", "")
            self._formula = ""
        elif name == "s:row":
            row = element.attributes.get("r", "")
            self._at = (int(row) if _is_number(row) else self._at[0] + 1, 0)
        elif name == "s:is":
            table = self._headers.get(self._at)
            uses = [(table, self._at)] if table is not None else []
            book = self.book
            self.open(element, self._place, lambda before, after: book.settle(before, after, uses))
        elif name == "s:f":
            self._formula = self._written.get(element.attributes.get("si", ""), "")
        elif name == "s:v" and self._kind == "str" and not has_text(self._formula):
            # What a formula gave when it was last computed.
            self.open(element, self._place)
        elif name in FILTERS:
            spans = (self.part.xml.attribute(element, attribute) for attribute in FILTERS[name])
            self.echoes.extend(span for span in spans if span is not None)
        elif name in _ATTRIBUTES:
            for attribute in _ATTRIBUTES[name]:
                self.part.attribute(element, attribute, self._sheet.name)

    def text(self, element: Element, span: Span) -> None:
        """Text directly inside `element`."""
        name = element.name
        if name == "s:v":
            if self._kind == "s":
                self._shared(self.part.xml.value(span))
            elif self._kind == "str":
                self.take(span, element)
        elif name in FORMULAS:
            self._take_formula(element, span)
        elif name in _HEADERS:
            texts, join = header_texts(self.part.xml.value(span))
            self.part.texts(span, texts, join, f"{self._sheet.name}, page header or footer")
        else:
            super().text(element, span)

    def _shared(self, value: str) -> None:
        if not _is_number(value.strip()):
            return
        index = int(value)
        if index not in self.book.shown:
            self.book.shown[index] = self._place
        table = self._headers.get(self._at)
        if table is not None:
            self.book.headers.setdefault(index, []).append((table, self._at))

    def _take_formula(self, element: Element, span: Span) -> None:
        formula = self.part.xml.value(span)
        if element.name == "s:f":
            self._formula = formula
            if "si" in element.attributes:
                self._written[element.attributes["si"]] = formula
        elif found := validation_list(formula):
            # In a list of choices; elsewhere a formula that is all text.
            if element.name == "s:formula1" or element.inside("x14:formula1"):
                self.part.texts(span, *found, f"{self._sheet.name}, choices")
            return
        if has_text(formula):
            self.book.quoted += 1
        if "[" in formula:
            self.formulas.append((span, formula))


def cell_range(reference: str) -> tuple[Place, Place] | None:
    """The corners of a range of cells; None for what is none.

    >>> cell_range("B2:AA9"), cell_range("C3")
    (((2, 2), (9, 27)), ((3, 3), (3, 3)))
    """
    first, _, last = reference.partition(":")
    found = _CELL.match(first), _CELL.match(last or first)
    if found[0] is None or found[1] is None:
        return None
    return (int(found[0][2]), _number(found[0][1])), (int(found[1][2]), _number(found[1][1]))


def _is_number(text: str) -> bool:
    # Short: Python refuses to read a number of thousands of digits.
    return text.isascii() and text.isdigit() and len(text) < 16


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
