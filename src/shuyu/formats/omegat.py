"""OmegaT's glossary: source, target and comment with tabs between them, no header, no quoting, `#` before a remark.

OmegaT reads `.txt` and `.utf8` as UTF-8, and `.tab` in the encoding of its machine, so `.txt` is what is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import BinaryIO

from shuyu.errors import InputError, Problem
from shuyu.formats.base import TERMS_ALONE, Reading, TermFormat, Writing
from shuyu.formats.pairs import apart, columns_of, pairs
from shuyu.formats.rows import is_heading
from shuyu.formats.terms_ids import settle_language
from shuyu.formats.terms_values import term_fault
from shuyu.model.concept import Concept, Term

_MARK = "# Glossary in tab-separated format -*- coding: utf-8 -*-"
_CODING = re.compile(rb"(?i)-\*- *coding: *utf-8 *-\*-")
_SAMPLE = 200
_MOST_PROBLEMS = 100


def write(concepts: Iterable[Concept], stream: BinaryIO, writing: Writing) -> None:
    """Write a list; see `TermFormat.write`."""
    stream.write(f"{_MARK}\n".encode())
    for concept in concepts:
        comment = _one_line(concept.note or "")
        for source, target in pairs(concept, writing):
            cells = [source.text, target.text, comment]
            # A line that begins with # would be a remark; OmegaT and we trim what stands before the term.
            line = "\t".join(cells).rstrip("\t")
            stream.write(f"{' ' if line.startswith('#') else ''}{line}\n".encode())


def _one_line(text: str) -> str:
    return " ".join(text.split())


def read(stream: BinaryIO, reading: Reading) -> Iterator[Concept]:
    """Read a list; see `TermFormat.read`."""
    from shuyu.text.encoding import decode

    data = stream.read()
    try:
        # A few bytes are often plausible in several encodings; OmegaT's own mark settles it.
        text = data.decode("utf-8-sig" if _CODING.search(data.split(b"\n", 1)[0]) else "ascii")
    except UnicodeDecodeError:
        text = decode(data, reading.path).text
    rows = [
        (number, [cell.strip() for cell in line.split("\t")])
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1)
        if line.strip() and not line.startswith("#")
    ]
    problems: list[Problem] = []
    for number, row in rows:
        faults = [fault for cell in row[:2] if cell and (fault := term_fault(cell)) is not None]
        if len(row) < 2 or not row[0] or not row[1]:
            how = "Write source, tab, target."
            problems.append(Problem("E141", "this line has no source and target", how, reading.path, number))
        problems += [Problem("E141", fault.what, fault.how, reading.path, number) for fault in faults]
        if len(row) > 3 and any(row[3:]):
            reading.lost("a fourth column", number)
    if problems:
        raise InputError(*problems[:_MOST_PROBLEMS])
    source, target = columns_of(reading, islice((row for _, row in rows), _SAMPLE))
    for _, row in rows:
        terms = tuple(
            Term(cell, settle_language(language, cell, reading.languages))
            for cell, language in ((row[0], source), (row[1], target))
        )
        yield Concept("", terms, note=row[2] or None if len(row) > 2 else None)


def _looks_so(head: bytes) -> bool:
    if head.startswith(b"# Glossary in tab-separated format"):
        return True
    lines = [line for line in head.split(b"\n")[:50] if line.strip() and not line.startswith(b"#")]
    # Headings are of a table, as Excel saves it with this ending ("Unicode text").
    first = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "ignore").split("\n")[0]
    if is_heading(first.lstrip("\ufeff").split("\t")):
        return False
    return bool(lines) and all(1 <= line.count(b"\t") <= 2 for line in lines[:-1] or lines)


FORMAT = TermFormat(
    name="omegat",
    title="OmegaT glossary",
    suffixes=(".txt", ".utf8", ".tab"),
    keeps=replace(TERMS_ALONE, several=False, concept_fields=frozenset({"note"})),
    read=read,
    write=write,
    sniff=_looks_so,
    reshape=apart,
)
