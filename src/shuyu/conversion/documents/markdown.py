"""Markdown: prose, headings, table cells, link texts and the text of HTML inside; the rest stays.

The blocks are found by markdown-it, an implementation of CommonMark; what stands inside them is read here, since places
in the file are needed. Front matter, code, formulas, addresses, link targets, labels and definitions stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from shuyu.conversion.base import Job
from shuyu.conversion.documents._inline import Inline
from shuyu.conversion.documents.html import Page
from shuyu.conversion.documents.markup import tokens
from shuyu.conversion.documents.splice import Edit, Stretch, applied, turned
from shuyu.conversion.documents.textfile import TextFormat

if TYPE_CHECKING:
    from markdown_it.token import Token

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_FRONT_MATTER = {"---": ("---", "..."), "+++": ("+++",)}
_MAX_FRONT_MATTER = 500
_DEFINITION = re.compile(
    r" {0,3}\[(?!\^)((?:\\.|[^\[\]\\]){1,999})\]:[ \t]*(<[^<>\n]*>|[^\s<]\S*)"
    r"[ \t]*(?:\"[^\"]*\"|'[^']*'|\([^()]*\))?[ \t]*\Z"
)
_FOOTNOTE = re.compile(r"\[\^[^\]\n]{1,100}\]:[ \t]*")
_CELL_END = re.compile(r"\\.|(`+)[^`\n]*\1|\|")
_DISPLAY_MATH = re.compile(r"[ \t]*(?:\$\$|\\\[)")

_Lines = list[tuple[int, int]]


def _rewrite(text: str, job: Job) -> str:
    reader = _Reader(text, job)
    reader.read()
    edits = turned(text, reader.stretches, job)
    edits += reader.edits
    edits += _references(text, reader.inline, edits)
    _warn_of_anchors(text, reader.inline, edits, job)
    return applied(text, edits)


def _references(text: str, inline: Inline, edits: list[Edit]) -> Iterator[Edit]:
    # `[头发]` finds its definition by its text: once that is turned, it names the definition as it stands.
    starts = sorted(edit.start for edit in edits)
    from bisect import bisect_left

    for start, end, label in inline.shortcuts:
        at = bisect_left(starts, start)
        if at < len(starts) and starts[at] < end:
            yield Edit(end, end + 2 if text.startswith("[]", end) else end, f"[{label}]")


def _warn_of_anchors(text: str, inline: Inline, edits: list[Edit], job: Job) -> None:
    if inline.anchors and edits:
        shown = ", ".join(dict.fromkeys(inline.anchors[:5]))
        job.warn(f"links to headings of the page were left as they are, and may no longer find them: {shown}")


class _Reader:
    def __init__(self, text: str, job: Job) -> None:
        self.text = text
        self.job = job
        self.lines: _Lines = [found.span(1) for found in _LINE.finditer(text)]
        self.inline = Inline(text)
        self.stretches: list[Stretch] = self.inline.stretches
        self.edits: list[Edit] = []

    def read(self) -> None:
        first = self._front_matter()
        blocks = self._blocks(first)
        found = [block for block in blocks if block.type in ("inline", "html_block", "table_open") and block.map]
        for block in found:
            if block.type == "inline":
                self._define(*self._part(block, first))
        table_end = -1
        for block in found:
            begin, end = self._part(block, first)
            if block.type == "table_open":
                self._table(begin, end)
                table_end = end
            elif block.type == "html_block":
                self._html(begin, end)
            elif begin >= table_end:
                self._prose(block, begin, end)

    def _part(self, block: Token, first: int) -> tuple[int, int]:
        assert block.map is not None  # noqa: S101 -- only blocks with their lines are asked about
        return block.map[0] + first, block.map[1] + first

    def _front_matter(self) -> int:
        # How many lines it has.
        closing = _FRONT_MATTER.get(self._line(0).rstrip())
        if closing is None:
            return 0
        for at in range(1, min(len(self.lines), _MAX_FRONT_MATTER)):
            if self._line(at).rstrip() in closing:
                # A rule, some prose and another rule are no front matter: that has keys.
                body = [self._line(n) for n in range(1, at)]
                keys = [line for line in body if line.strip() and not line.startswith((" ", "\t", "#", "-"))]
                return at + 1 if all(":" in line or "=" in line for line in keys) else 0
        return 0

    def _line(self, at: int) -> str:
        return self.text[slice(*self.lines[at])]

    def _blocks(self, first: int) -> list[Token]:
        from markdown_it import MarkdownIt

        parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table").disable("reference")
        parser.core.ruler.enableOnly(["normalize", "block"])
        # One character for each line end, so that lines are those of the file whatever ends them.
        return parser.parse("\n".join(self._line(at) for at in range(first, len(self.lines))).replace("\0", "\ufffd"))

    def _define(self, begin: int, end: int) -> None:
        for at in range(begin, end):
            found = _DEFINITION.match(self._line(at).lstrip(" >\t"))
            if found is None:
                return
            self.inline.labels.add(" ".join(found[1].split()).casefold())

    def _prose(self, block: Token, begin: int, end: int) -> None:
        # Where the lines of the content stand in the file, without what their containers put before them.
        parts: _Lines = []
        # A setext heading's content is without its underline.
        for at, content in zip(range(begin, end), block.content.split("\n"), strict=False):
            start, stop = self.lines[at]
            content = content.strip(" \t")
            found = self.text.rfind(content, start, stop) if content else stop
            if found < 0:
                found = start
            parts.append((found, found + len(content) if content and found > start - 1 else found))
            if parts[-1][1] > stop:
                parts[-1] = (found, stop)
        while parts and _DEFINITION.match(self.text[slice(*parts[0])]):
            del parts[0]
        if parts:
            label = _FOOTNOTE.match(self.text, *parts[0])
            parts[0] = (label.end() if label else parts[0][0], parts[0][1])
            self.inline.read(parts)

    def _table(self, begin: int, end: int) -> None:
        for at in range(begin, end):
            if at == begin + 1:
                continue
            start, stop = self.lines[at]
            for found in _CELL_END.finditer(self.text, start, stop):
                if found[0] == "|":
                    self._cell(start, found.start())
                    start = found.end()
            self._cell(start, stop)

    def _cell(self, start: int, end: int) -> None:
        while start < end and self.text[start] in " \t>":
            start += 1
        while end > start and self.text[end - 1] in " \t":
            end -= 1
        if start < end:
            self.inline.read([(start, end)])

    def _html(self, begin: int, end: int) -> None:
        page = Page(self.text, self.job)
        start, stop = self.lines[begin][0], self.lines[end - 1][1]
        page.read(tokens(self.text, xml=False, start=start, end=stop, lenient=True))
        self.stretches += page.stretches
        self.edits += page.edits


MARKDOWN = TextFormat("markdown", (".md", ".markdown"), _rewrite)
