"""What stands inside a paragraph of Markdown: which characters are text, and which are marks, code and addresses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote

from shuyu.conversion.documents.markup import attributes_of, reference_spans
from shuyu.conversion.documents.splice import ADDRESS, APART, Span, Stretch, as_it_is, fixed, marks
from shuyu.text.han import has_han

_TOKEN = re.compile(
    r"(?P<formula>\$\$(?:[^$\\]|\\.){1,5000}\$\$|\$(?![\s$])(?:[^$\\]|\\.){1,1000}(?<!\s)\$(?!\d)"
    r"|\\\((?:[^\\]|\\[^()]){1,1000}\\\)|\\\[(?:[^\\]|\\[^\[\]]){1,5000}\\\])"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>`+)"
    r"|(?P<link><[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000}>|<[^\s<>@/]{1,100}@[^\s<>@]{1,200}>)"
    r"|(?P<comment><!--(?:(?!<!--).){0,5000}?-->)"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]{0,40}(?:\s[^<>]{0,2000})?/?>)"
    rf"|(?P<url>{ADDRESS})"
    r"|(?P<template>\{\{(?:(?!\{\{).){0,500}?\}\}|\{%(?:(?!\{%).){0,500}?%\}|\{[:#.][^{}\n]{0,200}\})"
    r"|(?P<wiki>!?\[\[[^\[\]|\n]{1,200}(?P<shown>\|)?(?=[^\[\]\n]{0,200}\]\]))"
    r"|(?P<note>\[\^[^\]\s]{1,100}\])"
    r"|(?P<open>!?\[)|(?P<close>\])"
    r"|(?P<emphasis>\*+|~~|(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9_]))",
    re.DOTALL,
)
_TARGET = re.compile(
    r"\([ \t\n]*(?P<to><[^<>\n]*>|(?:[^\s()<\\]|\\.|\((?:[^\s()\\]|\\.)*\))(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*|)"
    r"(?:[ \t\n]+(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^'\\]|\\.)*)'|\((?P<round>(?:[^()\\]|\\.)*)\)))?"
    r"[ \t\n]*\)",
    re.DOTALL,
)
_LABEL = re.compile(r"\[((?:\\.|[^\[\]\\]){0,999})\]")
_FORMULA_SIGN = re.compile(r"\\[A-Za-z]|[=^_]")
_CODE_TAG = re.compile(r"<(code|script|style|math|svg)\b", re.IGNORECASE)


class _Hole(NamedTuple):
    # Offsets that are no text, and what they say in the sentence.
    start: int
    end: int
    says: str = ""


class Inline:
    """Gathers the stretches of a page's paragraphs, headings and cells.

    Attributes:
        text: the file's text.
        labels: of the page's definitions, folded; to be filled before `read`.
        stretches: what was found.
        shortcuts: where a text in brackets is itself the label of its definition: start, end, label.
        anchors: targets inside the page that hold Chinese.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.labels: set[str] = set()
        self.stretches: list[Stretch] = []
        self.shortcuts: list[tuple[int, int, str]] = []
        self.anchors: list[str] = []

    def read(self, parts: Sequence[tuple[int, int]]) -> None:
        """Take one paragraph.

        Args:
            parts: where its lines are in the file, without what their containers put before them.
        """
        lines = [self.text[start:end] for start, end in parts]
        if not any(has_han(line) or "shuyu:o" in line or "](#" in line for line in lines):
            return
        _Paragraph(self, parts).read()


class _Paragraph:
    def __init__(self, page: Inline, parts: Sequence[tuple[int, int]]) -> None:
        self.page = page
        self.parts = parts
        self.flat = "\n".join(page.text[start:end] for start, end in parts)
        self.starts = [0]
        for start, end in parts[:-1]:
            self.starts.append(self.starts[-1] + end - start + 1)
        self.holes: list[_Hole] = []
        # Texts beside the sentence (titles of links, texts of images), by their offsets.
        self.others: list[tuple[int, int]] = []
        self._open: list[tuple[int, int]] = []
        self._runs: dict[int, list[int]] | None = None

    def read(self) -> None:
        at = 0
        while found := _TOKEN.search(self.flat, at):
            at = self._token(found)
        self.holes.sort()
        self._stretch(0, len(self.flat), self.others)
        for start, end in self.others:
            self._stretch(start, end, ())

    def _place(self, at: int) -> int:
        line = bisect_right(self.starts, at) - 1
        return min(self.parts[line][0] + at - self.starts[line], self.parts[line][1])

    def _hole(self, start: int, end: int, says: str = "") -> int:
        self.holes.append(_Hole(start, end, says))
        return end

    def _token(self, found: re.Match[str]) -> int:
        # What it makes holes of; where to read on.
        kind, at, end = found.lastgroup, found.start(), found.end()
        if kind == "shown":
            kind = "wiki"
        if kind == "formula":
            inside = found[0].strip("$") if found[0][0] == "$" else found[0][2:-2]
            if has_han(inside) and not _FORMULA_SIGN.search(inside):
                # Two prices in a sentence.
                return at + (1 if found[0][0] == "$" else 2)
            return self._hole(at, end, APART)
        if kind in ("link", "url", "template"):
            if kind == "url":
                end -= len(found[0]) - len(found[0].rstrip("*_~]).,:;!?'\""))
            return self._hole(at, end, "" if found[0].startswith(("{:", "{#", "{.")) else APART)
        if kind == "code":
            return self._code(found)
        if kind == "comment":
            said = "".join(span.text for span in marks(found[0], 0, len(found[0])))
            return self._hole(at, end, said)
        if kind == "tag":
            return self._tag(found)
        if kind == "wiki":
            closed = self.flat.find("]]", end)
            self._hole(at, end if found["shown"] else closed, "" if found["shown"] else APART)
            self._hole(closed, closed + 2)
            return end if found["shown"] else closed + 2
        if kind == "open":
            self._open.append((at, len(self.holes)))
        elif kind == "close" and self._open:
            return self._bracket(*self._open.pop(), at)
        elif kind == "note" or kind == "emphasis":
            self._hole(at, end)
        return end

    def _code(self, found: re.Match[str]) -> int:
        if self._runs is None:
            self._runs = {}
            for run in re.finditer("`+", self.flat):
                self._runs.setdefault(len(run[0]), []).append(run.start())
        places = self._runs.get(len(found[0]), [])
        at = bisect_right(places, found.start())
        if at == len(places):
            return found.end()
        return self._hole(found.start(), places[at] + len(found[0]), APART)

    def _tag(self, found: re.Match[str]) -> int:
        at, end = found.span()
        code = _CODE_TAG.match(found[0])
        if code is not None and not found[0].endswith("/>"):
            closed = re.compile(rf"</{code[1]}\s*>", re.IGNORECASE).search(self.flat, end)
            return self._hole(at, closed.end(), APART) if closed else self._hole(at, end)
        name = found[0].strip("</>").split()[0].lower()
        if not found[0].startswith("</"):
            self.others += [
                (at + attribute.start, at + attribute.end)
                for attribute in attributes_of(found[0])
                if attribute.name.lower() in ("alt", "title", "aria-label", "placeholder")
            ]
        return self._hole(at, end, "\n" if name == "br" else APART if name in ("img", "input") else "")

    def _bracket(self, start: int, holes: int, close: int) -> int:
        image = self.flat[start] == "!"
        inside = start + 2 if image else start + 1
        target = _TARGET.match(self.flat, close + 1)
        label = None if target else _LABEL.match(self.flat, close + 1)
        end = close + 1
        if target is not None:
            end = target.end()
            self._targeted(target)
        elif label is not None and _folded(label[1] or self.flat[inside:close]) in self.page.labels:
            end = label.end()
            if not label[1]:
                self._shortcut(inside, close)
        elif _folded(self.flat[inside:close]) in self.page.labels:
            self._shortcut(inside, close)
        else:
            return close + 1
        if image:
            # What was found inside belongs to the image's own text.
            self.others.append((inside, close))
        self._hole(start, inside, APART if image else "")
        return self._hole(close, end)

    def _targeted(self, target: re.Match[str]) -> None:
        to = unquote(target["to"].strip("<>"))
        if to.startswith("#") and has_han(to):
            self.page.anchors.append(to)
        for name in ("double", "single", "round"):
            if target[name]:
                self.others.append(target.span(name))

    def _shortcut(self, inside: int, close: int) -> None:
        label = " ".join(self.flat[inside:close].split())
        self.page.shortcuts.append((self._place(inside), self._place(close) + 1, label))

    def _stretch(self, start: int, end: int, others: Sequence[tuple[int, int]]) -> None:
        holes = [hole for hole in self.holes if start <= hole.start and hole.end <= end]
        holes += [_Hole(a, b) for a, b in others]
        stretch = Stretch(wrapped=True)
        at = start
        for hole in sorted(holes):
            if hole.start < at:
                # Inside a larger one.
                at = max(at, hole.end)
                continue
            self._spans(stretch.spans, at, hole.start)
            if hole.says:
                stretch.spans.append(fixed(self.page.text, self._place(hole.start), self._place(hole.start), hole.says))
            at = hole.end
        self._spans(stretch.spans, at, end)
        if stretch.spans:
            self.page.stretches.append(stretch)

    def _spans(self, spans: list[Span], start: int, end: int) -> None:
        # A span for each line, and one for each break.
        while start < end:
            line = bisect_right(self.starts, start) - 1
            stop = self.starts[line] + self.parts[line][1] - self.parts[line][0]
            if start < stop:
                upto = min(stop, end)
                first = self.parts[line][0] + start - self.starts[line]
                spans += reference_spans(self.page.text, first, first + upto - start, as_it_is)
            if end <= stop:
                return
            place = self.parts[line][1]
            spans.append(fixed(self.page.text, place, place, "\n"))
            start = stop + 1


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()
