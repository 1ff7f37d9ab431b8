"""DeepL's glossary: source, tab, target, for one direction.

Its limits: every source once, no control characters, no line breaks and no outer spaces, at most 1,024 bytes of UTF-8 a
phrase and 10 MiB a glossary. A source has one target, so of several the best is written; two concepts with the same
source and different targets are refused, since only a person can choose.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

from shuyu.errors import InputError, Problem, UsageError
from shuyu.formats.base import TERMS_ALONE, TermFormat, Writing
from shuyu.formats.pairs import pairs
from shuyu.formats.terms_values import shown
from shuyu.model.concept import Concept, Term

LONGEST_PHRASE = 1024
"""Bytes of UTF-8."""
LARGEST_GLOSSARY = 10 * 1024 * 1024
_DUPLICATES = ("refuse", "first")
_SHORTEN = "Take the term out, or choose with --subject, --status or --for."


def write(concepts: Iterable[Concept], stream: BinaryIO, writing: Writing) -> None:
    """Write a list; see `TermFormat.write`. Raises InputError E142 with everything that breaks a limit."""
    duplicates = writing.options.get("duplicates", _DUPLICATES[0])
    if duplicates not in _DUPLICATES:
        how = f"Use one of: {', '.join(_DUPLICATES)}."
        raise UsageError(Problem("E644", f'"{duplicates}" is nothing to do with duplicates', how))
    targets: dict[str, str] = {}
    problems: list[tuple[str, str]] = []
    for concept in concepts:
        for source, target in _best(concept, writing):
            known = targets.setdefault(source.text, target.text)
            if known != target.text and duplicates != "first":
                what = f'"{shown(source.text)}" has two targets, "{shown(known)}" and "{shown(target.text)}"'
                problems.append((what, "Choose with --subject, or take the first of each: --set duplicates=first."))
    problems += [fault for pair in targets.items() for text in pair for fault in _faults(text)]
    data = "".join(f"{source}\t{target}\n" for source, target in targets.items()).encode("utf-8", "surrogatepass")
    if len(data) > LARGEST_GLOSSARY:
        problems.append((f"the glossary has {len(data):,} bytes, and DeepL takes {LARGEST_GLOSSARY:,}", _SHORTEN))
    if problems:
        raise InputError(*(Problem("E142", what, how, writing.path or None) for what, how in problems))
    stream.write(data)


def _best(concept: Concept, writing: Writing) -> Iterator[tuple[Term, Term]]:
    best: dict[str, tuple[Term, Term]] = {}
    for source, target in pairs(concept, writing):
        known = best.get(source.text)
        if known is None or target.status.rank < known[1].status.rank:
            best[source.text] = (source, target)
    yield from best.values()


def _faults(text: str) -> Iterator[tuple[str, str]]:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > LONGEST_PHRASE:
        yield f'"{shown(text)}" has {size:,} bytes, and DeepL takes {LONGEST_PHRASE:,} a phrase', _SHORTEN
    if text != text.strip() or not text:
        yield f'"{shown(text)}" is empty, or begins or ends with a space', "Take the space away."
    if any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in text):
        yield f'"{shown(text)}" has a control character or a line break in it', "Take it away."


def _reshaped(concept: Concept, writing: Writing) -> Iterable[Concept]:
    return (replace(concept, terms=pair) for pair in _best(concept, writing))


FORMAT = TermFormat(
    name="deepl",
    title="DeepL glossary",
    suffixes=(".tsv",),
    keeps=replace(TERMS_ALONE, several=False),
    write=write,
    reshape=_reshaped,
    streams=False,
    options={"duplicates": "refuse (the default) a source that two concepts translate differently, or take the first"},
)
