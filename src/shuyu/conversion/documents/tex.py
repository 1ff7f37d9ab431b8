r"""TeX and LaTeX: running text and the text in arguments; commands, labels, formulas, verbatim text and comments stay.

Macros cannot be run here. An argument in braces is text unless the command is known to want a name, a file, a length
or code there; an argument in brackets is none unless the command is known to print it.
"""

from __future__ import annotations

import re

from shuyu.conversion.base import Job
from shuyu.conversion.documents._tex_commands import (
    ARGUMENTS,
    ASIDES,
    BRACKETS_PRINTED,
    BREAKS,
    ENVIRONMENT_ARGUMENTS,
    INLINE,
    PLAIN_BRACKETS,
    VERBATIM,
)
from shuyu.conversion.documents.markup import broken
from shuyu.conversion.documents.splice import Stretch, apart, fixed, marks, plain_spans, splice
from shuyu.conversion.documents.textfile import TextFormat
from shuyu.text.han import HAN

_TOKEN = re.compile(
    r"(?P<comment>%[^\r\n]*)"
    rf"|\\(?P<command>[A-Za-z@]+\*?|[{HAN}]+)"
    r"|(?P<display>\$\$)|(?P<math>\$)"
    r"|\\(?P<formula>[(\[])"
    r"|(?P<row>\\\\\*?(?:\[[^\]\r\n]{0,40}\])?|&)"
    r"|(?P<symbol>\\.)"
    r"|(?P<open>\{)|(?P<close>\})"
    r"|(?P<paragraph>\r?\n[ \t]*\r?\n\s*)",
    re.DOTALL,
)
_SPACE = re.compile(r"[ \t]*\r?\n?[ \t]*")
_BLANKS = re.compile(r"[ \t]*")
_NAME = re.compile(r"\s*\{([^{}\r\n]{0,100})\}")
_VERB = re.compile(r"(?:verb\*?|lstinline|mintinline)\Z")
_CLOSING = re.compile(r"\\.|[{}\[\]]|%[^\r\n]*|\n[ \t]*\r?\n", re.DOTALL)
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")
_LIMIT = 100_000


def _rewrite(text: str, job: Job) -> str:
    reader = _Reader(text, job.path)
    reader.read(0, len(text))
    return splice(text, reader.stretches, job)


class _Reader:
    def __init__(self, text: str, path: str | None) -> None:
        self.text = text
        self.path = path
        self.stretches: list[Stretch] = []
        self._now = Stretch(wrapped=True)
        # For each open group what its closing brace does: nothing, end a stretch, or go on with the one outside.
        self._groups: list[bool | Stretch] = []

    def read(self, at: int, end: int) -> None:
        """Gather the stretches between two offsets."""
        while at < end and (found := _TOKEN.search(self.text, at, end)):
            self._text(at, found.start())
            at = self._token(found)
        self._text(at, end)
        self._flush()

    def _text(self, start: int, end: int) -> None:
        self._now.spans += plain_spans(self.text, start, end, wrapped=True)

    def _flush(self) -> None:
        if self._now.spans:
            self.stretches.append(self._now)
        self._now = Stretch(wrapped=True)

    def _token(self, found: re.Match[str]) -> int:
        # What follows it: where to read on.
        kind, at, end = found.lastgroup, found.start(), found.end()
        if kind == "comment":
            self._now.spans += marks(self.text, at, end)
            # A comment takes its line end with it: the word goes on.
            return self._skip_space(end)
        if kind == "command":
            return self._command(found["command"], at, end)
        if kind in ("math", "display", "formula"):
            return self._math(found)
        if kind in ("row", "paragraph"):
            self._flush()
        elif kind == "symbol":
            self._now.spans.append(fixed(self.text, at, end, found[0][1] if found[0][1] in "%&$#_{}" else " "))
        elif kind == "open":
            self._groups.append(False)
        elif kind == "close" and self._groups:
            outer = self._groups.pop()
            if outer is not False:
                self._flush()
            if isinstance(outer, Stretch):
                self._now = outer
        return end

    def _skip_space(self, at: int) -> int:
        found = re.compile(r"\r?\n[ \t]*(?!\s)").match(self.text, at)
        return found.end() if found else at

    def _math(self, found: re.Match[str]) -> int:
        opened = found[0]
        close = {"$$": "$$", "$": "$", "\\(": "\\)", "\\[": "\\]"}[opened]
        closed = re.compile(rf"(?:[^\\$]|\\[^)\]])*?{re.escape(close)}", re.DOTALL) if opened[0] == "\\" else None
        if closed is not None:
            inside = closed.match(self.text, found.end(), found.end() + _LIMIT)
            end = inside.end() if inside else -1
        else:
            end = self._dollar(found.end(), close)
        if end < 0:
            # A dollar sign alone is text to people, and an error to TeX.
            if opened[0] == "$":
                return found.end()
            raise broken(
                f"a formula that opens here with {opened} is never closed", self.path, self._line(found.start())
            )
        if opened in ("$$", "\\["):
            self._flush()
        else:
            self._now.spans.append(apart(self.text, found.start(), end))
        return end

    def _dollar(self, at: int, close: str) -> int:
        start = at
        while (at := self.text.find(close, at, start + _LIMIT)) >= 0:
            if self.text[at - 1] != "\\" or self.text[at - 2] == "\\":
                return -1 if close == "$" and _BLANK_LINE.search(self.text, start, at) else at + len(close)
            at += 1
        return -1

    def _line(self, at: int) -> int:
        return 1 + self.text.count("\n", 0, at)

    def _command(self, name: str, at: int, end: int) -> int:
        starred = name
        name = name.rstrip("*")
        if _VERB.match(name):
            return self._verb(name, at, end)
        if name in ("begin", "end"):
            self._flush()
            return self._environment(name, at, end)
        after = self._brackets(name, end)
        skipped = ARGUMENTS.get(starred, ARGUMENTS.get(name, 0))
        if name in ("newtheorem", "newcommand", "renewcommand", "providecommand", "def"):
            return self._definition(after)
        if skipped:
            after = self._arguments(after, skipped)
        opens = self.text.startswith("{", after) and not self.text.startswith("{}", after) and skipped >= 0
        if opens and name in ASIDES:
            self._groups.append(self._now)
            self._now = Stretch(wrapped=True)
        elif opens:
            if name not in INLINE:
                self._flush()
            self._groups.append(name not in INLINE)
        elif name in BREAKS or name in BRACKETS_PRINTED:
            self._flush()
        elif name not in INLINE:
            self._now.spans.append(apart(self.text, at, at))
        if opens:
            return after + 1
        # The space after a command's name ends the name, and is no text.
        return _end(_BLANKS, self.text, after) if after == end else after

    def _brackets(self, name: str, at: int) -> int:
        # Arguments in brackets or, in Beamer, in angles. Printed ones are texts of their own.
        while True:
            start = _end(_BLANKS, self.text, at)
            if self.text.startswith("[", start):
                close = self._closing(start, "[", "]")
            elif self.text.startswith("<", start) and start == at:
                angle = re.compile(r"<[\d,+.\-| a-z@:]{1,40}>").match(self.text, start)
                close = angle.end() - 1 if angle else -1
            else:
                return at
            if close < 0:
                return at
            inside = self.text[start + 1 : close]
            if name in BRACKETS_PRINTED and self.text[start] == "[" and "=" not in inside:
                self._flush()
                inner = _Reader(self.text, self.path)
                inner.read(start + 1, close)
                self.stretches += inner.stretches
            at = close + 1

    def _closing(self, at: int, opening: str, closing: str) -> int:
        # Where the bracket or brace that opens at `at` is closed; -1 where it is not.
        depth = braces = 0
        for found in _CLOSING.finditer(self.text, at, at + _LIMIT):
            mark = found[0]
            if mark[0] == "\n" and opening == "[":
                return -1
            if mark == opening and not braces:
                depth += 1
            elif mark == closing and not braces:
                depth -= 1
                if not depth:
                    return found.start()
            elif mark == "{":
                braces += 1
            elif mark == "}":
                braces -= 1
                if braces < 0:
                    return -1
        return -1

    def _arguments(self, at: int, count: int) -> int:
        # Past arguments in braces that are no text: `count`, or as many as there are.
        while count:
            start = _end(_SPACE, self.text, at)
            if not self.text.startswith("{", start):
                bracket = self._brackets("", at)
                if bracket == at:
                    return at
                at = bracket
                continue
            close = self._closing(start, "{", "}")
            if close < 0:
                raise broken("a brace that opens here is never closed", self.path, self._line(start))
            at = close + 1
            count -= 1
        return at

    def _definition(self, at: int) -> int:
        # `\newcommand{\name}[2]{text}`, `\newcommand\name{text}`, `\def\name#1{text}`, `\newtheorem{key}{Text}`.
        self._flush()
        bare = re.compile(r"\s*\\(?:[A-Za-z@]+|.)[^{}\\\r\n]{0,60}").match(self.text, at)
        at = bare.end() if bare else self._arguments(at, 1)
        return self._brackets("", at)

    def _verb(self, name: str, at: int, end: int) -> int:
        end = self._brackets("", end)
        if name == "mintinline":
            end = self._arguments(end, 1)
        mark = self.text[end : end + 1]
        close = self._closing(end, "{", "}") if mark == "{" else self.text.find(mark, end + 1) if mark else -1
        line_end = self.text.find("\n", end)
        if close < 0 or (0 <= line_end < close):
            raise broken(f"\\{name} opens here and is not closed on its line", self.path, self._line(at))
        self._now.spans.append(apart(self.text, at, close + 1))
        return close + 1

    def _environment(self, command: str, at: int, end: int) -> int:
        found = _NAME.match(self.text, end)
        if found is None:
            return end
        name, end = found[1], found.end()
        if command == "end":
            return end
        if name.rstrip("*") in VERBATIM:
            closing = f"\\end{{{name}}}"
            close = self.text.find(closing, end)
            if close < 0:
                raise broken(f"\\begin{{{name}}} opens here and is never closed", self.path, self._line(at))
            return close + len(closing)
        end = self._brackets("" if name.rstrip("*") in PLAIN_BRACKETS else "proof", end)
        return self._arguments(end, ENVIRONMENT_ARGUMENTS.get(name, 0))


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


TEX = TextFormat("tex", (".tex", ".ltx"), _rewrite)
