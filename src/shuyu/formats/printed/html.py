"""The printed list as one page that needs nothing else, on a screen or on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import BinaryIO

from shuyu.formats.base import Writing
from shuyu.formats.printed.arrange import arrange
from shuyu.formats.printed.html_style import STYLE
from shuyu.formats.printed.model import Cell, Entry, Group, Ink, Kind, Line, Printed, Run, Section
from shuyu.formats.printed.options import printed
from shuyu.model.concept import Concept

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_TAGS = {
    Ink.PREFERRED: ("<b>", "</b>"),
    Ink.ADMITTED: ("", ""),
    Ink.PROPOSED: ("", ""),
    Ink.DEPRECATED: ('<span class="old">', "</span>"),
    Ink.FORBIDDEN: ("<s>", "</s>"),
    Ink.DERIVED: ('<span class="made">', "</span>"),
    Ink.PINYIN: ("", ""),
    Ink.LABEL: ('<small class="label">', "</small>"),
    Ink.TEXT: ("", ""),
    Ink.QUOTE: ("<q>", "</q>"),
    Ink.FOUND: ("<mark>", "</mark>"),
}
_KINDS = {Kind.HEAD: "head", Kind.PLAIN: "", Kind.DETAIL: "detail"}


def write(concepts: Iterable[Concept], stream: BinaryIO, writing: Writing) -> None:
    """Write a list; see `TermFormat.write`."""
    for line in _lines(arrange(concepts, writing)):
        stream.write(f"{line}\n".encode())


def _lines(printed: Printed) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{escape(printed.title)}</title>"
    yield f"<style>{STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield "<header>"
    yield f"<h1>{escape(printed.title)}</h1>"
    yield "<dl>"
    for name, value in printed.facts:
        yield f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
    yield "</dl>"
    if printed.key:
        samples = (("".join(map(_run, runs)), meaning) for runs, meaning in printed.key)
        marks = "".join(f"<li>{sample} <span>{escape(meaning)}</span></li>" for sample, meaning in samples)
        yield f'<ul class="key">{marks}</ul>'
    yield "</header>"
    yield "<main>"
    for section in printed.sections:
        yield from _section(section)
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _section(section: Section) -> Iterator[str]:
    yield f'<section id="{section.name}">'
    own = f'<span lang="{section.own_language}">{section.own_title}</span>'
    yield f"<h2>{section.title} {own}</h2>"
    if len(section.groups) > 1:
        links = "".join(
            f'<a href="#{section.name}-g{number}">{escape(group.heading)}</a>'
            for number, group in enumerate(section.groups, 1)
        )
        yield f'<nav aria-label="{section.title}">{links}</nav>'
    yield "<table>"
    widths = "".join(f'<col style="width:{column.share * 100:.4g}%">' for column in section.columns)
    yield f"<colgroup>{widths}</colgroup>"
    heads = "".join(f'<th scope="col">{escape(column.heading)}</th>' for column in section.columns)
    yield f"<thead><tr>{heads}</tr></thead>"
    for number, group in enumerate(section.groups, 1):
        yield from _group(section, group, number)
    yield "</table>"
    yield "</section>"


def _group(section: Section, group: Group, number: int) -> Iterator[str]:
    if group.heading:
        span = len(section.columns)
        heading = f'<th colspan="{span}" scope="rowgroup">{escape(group.heading)}</th>'
        yield f'<tbody class="group" id="{section.name}-g{number}"><tr>{heading}</tr></tbody>'
    for entry in group.entries:
        yield _entry(section, entry)


def _entry(section: Section, entry: Entry) -> str:
    rows = ("".join(_cell(section, at, cell) for at, cell in enumerate(strip)) for strip in entry.strips)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<tbody id="{escape(entry.anchor)}" data-guide="{escape(entry.guide)}">{body}</tbody>'


def _cell(section: Section, at: int, cell: Cell) -> str:
    language = section.columns[at].language
    lines = "".join(_line(line, language) for line in cell)
    return f'<td lang="{language}">{lines}</td>'


def _line(line: Line, language: str) -> str:
    name = f' class="{_KINDS[line.kind]}"' if _KINDS[line.kind] else ""
    return f"<div{name}>{''.join(_run(run, language) for run in line.runs)}</div>"


def _run(run: Run, around: str = "en") -> str:
    before, after = _TAGS[run.ink]
    text = escape(run.text)
    if run.link:
        text = f'<a href="#{escape(run.link)}">{text}</a>'
    made = f"{before}{text}{after}"
    return made if run.language == around else f'<span lang="{run.language}">{made}</span>'


FORMAT = printed("html", "HTML", (".html", ".htm"), write)
