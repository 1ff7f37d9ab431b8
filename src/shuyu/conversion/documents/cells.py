"""Small languages inside workbooks: places of cells, formulas, number formats, page headers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from shuyu.text.han import has_han

_LITERAL = re.compile(r'"(?:[^"]|"")*"')
# Text and quoted sheet names are passed over; a column stands in brackets, with a quote before signs of its own.
_COLUMN = re.compile(r"""("(?:[^"]|"")*"|'(?:[^']|'')*')|(\[@?)((?:'.|[^\[\]'@#,])+)\]""")
_SIGN = re.compile(r"([\[\]#'@])")
_LIST = re.compile(r'\s*"((?:[^"]|"")*)"\s*\Z')
_CODE = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&K\d\d[+-]\d\d\d|&\d+|&&|&.', re.DOTALL)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")

Texts = tuple[Sequence[str], Callable[[Sequence[str]], str]]
"""Texts inside a text, and what puts them back between the codes."""


def has_text(formula: str) -> bool:
    """Whether Chinese text stands in quotes in a formula.

    >>> has_text('IF(A1="头","是",2)'), has_text("SUM(销售[金额])")
    (True, False)
    """
    return any(has_han(literal) for literal in _LITERAL.findall(formula))


def rename_columns(formula: str, names: Mapping[str, str]) -> str:
    """A formula whose references to columns of tables follow their new names.

    >>> rename_columns('SUM(表1[头发])&"[头发]"&表1[[#This Row],[头发]]', {"头发": "頭髮"})
    'SUM(表1[頭髮])&"[头发]"&表1[[#This Row],[頭髮]]'
    """

    def renamed(found: re.Match[str]) -> str:
        if found[1] is not None:
            return found[0]
        name = names.get(re.sub(r"'(.)", r"\1", found[3]))
        if name is None:
            return found[0]
        return f"{found[2]}{_SIGN.sub(lambda sign: chr(39) + sign[0], name)}]"

    return _COLUMN.sub(renamed, formula)


def validation_list(formula: str) -> Texts | None:
    """The choices that a data validation gives in its own text; None where it refers to cells.

    >>> texts, join = validation_list('"是,否"')
    >>> texts, join(["y", "n"])
    (['是', '否'], '"y,n"')
    """
    found = _LIST.match(formula)
    if found is None:
        return None
    start, end = found.span(1)
    texts = found[1].split(",")
    return texts, lambda made: formula[:start] + ",".join(made) + formula[end:]


def header_texts(header: str) -> Texts:
    """The texts of a page header between its codes (fonts, sizes, page numbers).

    >>> texts, join = header_texts('&L&"宋体,Bold"&12标题 && 页&P')
    >>> [text for text in texts if text], join(texts) == '&L&"宋体,Bold"&12标题 && 页&P'
    (['标题 ', ' 页'], True)
    """
    codes = _CODE.findall(header)
    texts = _CODE.split(header)

    def join(made: Sequence[str]) -> str:
        return "".join(piece for pair in zip(made, [*codes, ""], strict=True) for piece in pair)

    return texts, join


def literals(code: str) -> Texts:
    """The texts in quotes in a number format or a condition.

    >>> literals('0.00"个";[Red]-0"个"')[0]
    ['个', '个']
    """
    spans = [(found.start() + 1, found.end() - 1) for found in _LITERAL.finditer(code)]

    def join(made: Sequence[str]) -> str:
        pieces: list[str] = []
        at = 0
        for (start, end), text in zip(spans, made, strict=True):
            pieces += (code[at:start], text)
            at = end
        return "".join(pieces) + code[at:]

    return [code[start:end] for start, end in spans], join


def column_name(text: str) -> str:
    r"""A header cell's text as the name of its column is written.

    >>> column_name("头\n发")
    '头_x000a_发'
    """
    return text.replace("\r", "").replace("\n", "_x000a_")


def column_text(name: str) -> str:
    r"""The text of the cell whose column is called `name`.

    >>> column_text("头_x000a_发")
    '头\n发'
    """
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), name)


def letters(column: int) -> str:
    """The letters of a column, counted from 1.

    >>> letters(1), letters(28)
    ('A', 'AB')
    """
    made = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        made = chr(65 + rest) + made
    return made
