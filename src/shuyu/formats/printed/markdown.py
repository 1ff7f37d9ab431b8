"""The printed list as Markdown: GitHub's, with a table for each group."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from shuyu.formats.base import Writing
from shuyu.formats.printed.arrange import arrange
from shuyu.formats.printed.model import Cell, Entry, Ink, Line, Printed, Run, Section
from shuyu.formats.printed.options import printed
from shuyu.model.concept import Concept

# Whatever GitHub's Markdown could take for mark-up inside a line or a cell; not the hyphen, which only begins lines.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>|~&$#]|(?<=\w):(?=//)|(?<=\bwww)\.|(?<=\w)@(?=\w)")
# Asterisks do not mark what stands between letters and punctuation (的「术语」), so quotations have tags.
_AROUND = {
    Ink.PREFERRED: ("**", "**"),
    Ink.DERIVED: ("*", "*"),
    Ink.FORBIDDEN: ("~~", "~~"),
    Ink.FOUND: ("<b>", "</b>"),
}


def write(concepts: Iterable[Concept], stream: BinaryIO, writing: Writing) -> None:
    """Write a list; see `TermFormat.write`."""
    for line in _lines(arrange(concepts, writing)):
        stream.write(f"{line}\n".encode())


def _lines(printed: Printed) -> Iterator[str]:
    yield f"# {escaped(printed.title)}"
    yield ""
    for name, value in printed.facts:
        yield f"- {name}: {escaped(value)}"
    if printed.key:
        yield ""
        yield f"Marks: {'; '.join(f'{_line(Line(runs))}: {meaning}' for runs, meaning in printed.key)}."
    for section in printed.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield ""
    yield f"## {section.title} {section.own_title}"
    for group in section.groups:
        yield ""
        if group.heading:
            yield f"### {escaped(group.heading)}"
            yield ""
        yield f"| {' | '.join(column.heading for column in section.columns)} |"
        yield f"|{'|'.join(' --- ' for _ in section.columns)}|"
        for entry in group.entries:
            yield from _rows(entry)


def _rows(entry: Entry) -> Iterator[str]:
    for strip in entry.strips:
        yield f"| {' | '.join(map(_cell, strip))} |"


def _cell(cell: Cell) -> str:
    return "<br>".join(map(_line, cell))


def _line(line: Line) -> str:
    return "".join(map(_run, line.runs))


def _run(run: Run) -> str:
    text = escaped(run.text)
    # Emphasis has to touch what it marks.
    inner = text.strip(" ")
    if run.ink not in _AROUND or not inner:
        return text
    before, after = _AROUND[run.ink]
    return text.replace(inner, f"{before}{inner}{after}", 1)


def escaped(text: str) -> str:
    r"""`text` so that Markdown shows every character of it.

    >>> print(escaped("a|b <i> `c` **d** www.example.org"))
    a\|b \<i\> \`c\` \*\*d\*\* www\.example.org
    """
    return _MARKUP.sub(lambda found: f"\\{found.group()}", text)


FORMAT = printed("markdown", "Markdown", (".md", ".markdown"), write)
