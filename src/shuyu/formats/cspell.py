"""A dictionary of cspell: the words of the English terms, a line each, and `!word` for what must not be used.

cspell checks word by word and passes Chinese over, so phrases are written as their words, and only a term of one word
can be forbidden. A word that stands in any term that may be used is never forbidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import BinaryIO

from shuyu.formats.avoidance import ONLY_AVOIDED
from shuyu.formats.base import TERMS_ALONE, TermFormat, Writing
from shuyu.formats.pairs import AVOIDED
from shuyu.languages import ENGLISH
from shuyu.model.concept import Concept, Term
from shuyu.text import han

_WORD = re.compile(f"[^\\W_{han.HAN}]+(?:['’][^\\W\\d_{han.HAN}]+)*")
_HEAD = (
    "# Made by shuyu from the term list: change the list, not this file.\n"
    "# cspell-dictionary: no-split no-generate-alternatives\n"
)


def write(concepts: Iterable[Concept], stream: BinaryIO, _writing: Writing) -> None:
    """Write a list; see `TermFormat.write`."""
    known: set[str] = set()
    forbidden: set[str] = set()
    for concept in concepts:
        for term in _english(concept):
            if term.status not in AVOIDED:
                known.update(_words(term.text))
            elif _is_word(term):
                forbidden.add(term.text)
    folded = {word.lower() for word in known}
    lines = sorted(known, key=_order)
    lines += [f"!{word}" for word in sorted(forbidden, key=_order) if word.lower() not in folded]
    stream.write((_HEAD + "".join(f"{line}\n" for line in lines)).encode())


def _order(word: str) -> tuple[str, str]:
    return word.lower(), word


def _words(text: str) -> Iterable[str]:
    return (word for word in _WORD.findall(text) if len(word) > 1 and not word.isdigit())


def _is_word(term: Term) -> bool:
    return len(term.text) > 1 and _WORD.fullmatch(term.text) is not None and not term.text.isdigit()


def _english(concept: Concept) -> Iterable[Term]:
    return (term for term in concept.terms if term.language == ENGLISH and not term.derived)


def _reshaped(concept: Concept, _writing: Writing) -> Iterable[Concept]:
    terms = tuple(term for term in _english(concept) if term.status not in AVOIDED or _is_word(term))
    return [replace(concept, terms=terms)] if terms else []


FORMAT = TermFormat(
    name="cspell",
    title="cspell dictionary",
    suffixes=(".txt",),
    keeps=replace(TERMS_ALONE, statuses=ONLY_AVOIDED),
    write=write,
    reshape=_reshaped,
    streams=False,
)
