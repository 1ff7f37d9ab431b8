"""What stands in the cells of a table: several terms in one, and text that a spreadsheet would take for a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence

JOINER = "; "

# Full-width semicolons and line breaks are how people write several terms into one cell.
_SEPARATOR = re.compile(r"(\\*)([;；]|\r\n|[\r\n])")
_BEFORE_SEPARATOR = re.compile(r"(\\*)([;；])")
_AT_END = re.compile(r"\\+\Z")

# What Excel, LibreOffice and Google's sheets may calculate: OWASP's list, with the full-width signs that versions for
# East Asia take for the others.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")


def joined(texts: Sequence[str]) -> str:
    r"""Several texts as one cell; `split` gives them back.

    A semicolon inside a text is written `\;`. Backslashes are doubled only where they stand before a semicolon, so
    that ordinary text looks as it is.

    >>> print(joined(["a; b", "C:\\dir", "d\\"]), "|", joined(["d\\", "e"]))
    a\; b; C:\dir; d\ | d\\; e
    """
    last = len(texts) - 1
    return JOINER.join(_escaped(text, last=place == last) for place, text in enumerate(texts))


def _escaped(text: str, *, last: bool) -> str:
    made = _BEFORE_SEPARATOR.sub(r"\1\1\\\2", text)
    return made if last else _AT_END.sub(r"\g<0>\g<0>", made)


def split(cell: str, *, lines: bool = True) -> list[str]:
    r"""The texts that one cell holds, without the spaces around them; empty ones stay.

    Args:
        cell: as it stands in the table.
        lines: whether a line break is between two texts, and not inside one.

    >>> split("a\\; b; C:\\dir；c"), split("a\nb"), split("a\nb", lines=False)
    (['a; b', 'C:\\dir', 'c'], ['a', 'b'], ['a\nb'])
    """
    texts: list[str] = []
    text, at = "", 0
    for found in _SEPARATOR.finditer(cell):
        if found[2] not in ";；":
            if not lines:
                continue
            text += cell[at : found.start(2)]
        else:
            slashes = len(found[1])
            text += cell[at : found.start()] + "\\" * (slashes // 2)
            if slashes % 2:
                text += found[2]
                at = found.end()
                continue
        texts.append(text.strip())
        text, at = "", found.end()
    texts.append((text + cell[at:]).strip())
    return texts


def guarded(text: str) -> str:
    """`text` such that no spreadsheet calculates it: an apostrophe comes before what may begin a formula.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("'s"), guarded("a=b")
    ("'=1+1", "''=1+1", "'s", 'a=b')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given.

    >>> unguarded("'=1+1"), unguarded("''=1+1"), unguarded("'s")
    ('=1+1', "'=1+1", "'s")
    """
    return text[1:] if _GUARDED.match(text) else text


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet may take `text`, typed into a cell, for a formula.

    >>> looks_like_formula("@home"), looks_like_formula("home")
    (True, False)
    """
    return _FORMULA.match(text) is not None
