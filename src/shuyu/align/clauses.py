"""Sentences cut at their inner marks: what one sentence of a translation often answers to is a part of a sentence.

Clauses are evidence only. They are short enough that each says one thing, and long enough that an encoder knows what,
so they show where in a long bead a sentence begins to talk about something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from shuyu.text import han

_CHINESE_MARKS = f"{han.CLAUSE_MARKS}!?;:,"
_CHINESE = re.compile(f"[^{_CHINESE_MARKS}]*[{_CHINESE_MARKS}]+[{han.CLOSING}]*|[^{_CHINESE_MARKS}]+")
_ENGLISH = re.compile(r"[^,.!?;:—]*(?:[,.!?;:]+['\"’”)\]]*(?=\s|\Z)|—|[,.!?;:]+(?!\s|\Z))|[^,.!?;:—]+")

# A Chinese clause has at least so many characters, an English one so many words; shorter ones join what follows.
_SHORT_CHINESE = 5
_SHORT_ENGLISH = 4
# A "sentence" of a hundred thousand characters must not have ten thousand clauses: they are compared two by two.
_MOST = 32


def chinese_clauses(sentence: str) -> list[str]:
    """The clauses of a Chinese sentence; nothing is lost.

    >>> chinese_clauses("他推开门，走了进来，说：“天黑了，早些回去。”")
    ['他推开门，', '走了进来，', '说：“天黑了，', '早些回去。”']
    """
    pieces = _CHINESE.findall(sentence)
    return _merged(pieces, [len(piece) for piece in pieces], _SHORT_CHINESE)


def english_clauses(sentence: str) -> list[str]:
    """The clauses of an English sentence; nothing is lost.

    >>> english_clauses("He pushed the door open, came in and said, 'It is dark; go home soon.'")
    ['He pushed the door open,', ' came in and said,', " 'It is dark; go home soon.'"]
    """
    pieces = _ENGLISH.findall(sentence)
    return _merged(pieces, [len(piece.split()) for piece in pieces], _SHORT_ENGLISH)


def _merged(pieces: Sequence[str], sizes: Sequence[int], short: int) -> list[str]:
    found: list[str] = []
    held, held_size = "", 0
    for piece, size in zip(pieces, sizes, strict=True):
        held, held_size = held + piece, held_size + size
        if held_size >= short:
            found.append(held)
            held, held_size = "", 0
    if held and found:
        found[-1] += held
    elif held or not found:
        found.append(held)
    if len(found) > _MOST:
        found = ["".join(found[len(found) * k // _MOST : len(found) * (k + 1) // _MOST]) for k in range(_MOST)]
    return found
