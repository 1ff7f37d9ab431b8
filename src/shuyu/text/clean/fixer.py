"""What a fixer is, and the parts of a text that none of them touches."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from shuyu.text.han import HAN
from shuyu.text.spans import Edit


@dataclass(frozen=True)
class Fixer:
    """One kind of dirt, named.

    Attributes:
        name: kebab-case; what `only` and `skip` take and `--explain` prints.
        summary: one line for people.
        find: text to sorted edits that do not overlap; pure, and in time linear in the text.
        default: whether `clean` runs it unasked.
    """

    name: str
    summary: str
    find: Callable[[str], list[Edit]]
    default: bool = True


class Shield:
    """Spans that keep their characters: code, formulas, addresses.

    >>> shield = Shield([(3, 9), (5, 6), (20, 25)])
    >>> shield.touches(8, 12), shield.touches(9, 20)
    (True, False)
    """

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        merged: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def touches(self, start: int, end: int) -> bool:
        """Whether any of `start:end` is shielded."""
        if not self._starts:
            return False
        i = bisect_right(self._ends, start)
        return i < len(self._starts) and self._starts[i] < max(end, start + 1)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(zip(self._starts, self._ends, strict=True))


# A Han run belongs to an address only where the address goes on behind it: `…/研究手册-04.pdf`, not `…com的报告`.
_IN_URL = "[!#-&*-;=?-Z\\\\^-z~]"
_URL = re.compile(rf"(?:https?|ftp)://(?:{_IN_URL}+|\({_IN_URL}*\))*(?:[{HAN}]+[-._/%](?:{_IN_URL}+|\({_IN_URL}*\))*)*")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})([^\n]*)$", re.M)
_TICKS = re.compile(r"`+|\n")
_MATH = re.compile(r"\$\$[^$]{1,2000}\$\$|\$(?=[^$\n]{0,200}[\\^_={])[^\s$][^$\n]{0,200}\$")
_MAIL_LEFT = re.compile(r"[A-Za-z0-9._%+-]{1,64}\Z")
_MAIL_RIGHT = re.compile(r"[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]{1,64}){1,6}")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?=[\w-]+[ \t]*:)")


@lru_cache(maxsize=2)
def shield(text: str) -> Shield:
    """What no fixer of running text touches: fenced code, code spans, formulas, addresses, front matter.

    >>> sample = "见 `a,b` 与 https://example.org/a,b"
    >>> [sample[a:b] for a, b in shield(sample)]
    ['`a,b`', 'https://example.org/a,b']
    """
    return Shield([*_code(text), *_addresses(text), *_formulas(text)])


def _code(text: str) -> list[tuple[int, int]]:
    spans = []
    front = _FRONT_MATTER.match(text)
    if front:
        end = text.find("\n---", front.end())
        if end >= 0:
            spans.append((0, end + 4))
    if "`" not in text and "~~~" not in text:
        return spans
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opened is None:
            if fence[1][0] == "~" or "`" not in fence[2]:
                opened = fence
        elif fence[1].startswith(opened[1]) and not fence[2].strip():
            spans.append((opened.start(), fence.end()))
            opened = None
    return spans + _code_spans(text, Shield(spans))


def _code_spans(text: str, fenced: Shield) -> list[tuple[int, int]]:
    # A run of backticks is closed by the next run of the same length on the same line.
    spans = []
    line: list[tuple[int, int]] = []
    for match in _TICKS.finditer(text + "\n"):
        if match[0] != "\n":
            if not fenced.touches(*match.span()):
                line.append(match.span())
            continue
        by_length: dict[int, list[int]] = {}
        for i, (start, end) in enumerate(line):
            by_length.setdefault(end - start, []).append(i)
        i = 0
        while i < len(line):
            start, end = line[i]
            same = by_length[end - start]
            k = bisect_right(same, i)
            if k < len(same):
                spans.append((start, line[same[k]][1]))
                i = same[k]
            i += 1
        line = []
    return spans


def _addresses(text: str) -> list[tuple[int, int]]:
    spans = []
    if "://" in text:
        for match in _URL.finditer(text):
            address = match[0].rstrip(".,;:!?*_")
            spans.append((match.start(), match.start() + len(address)))
    at = text.find("@")
    while at >= 0:
        left = _MAIL_LEFT.search(text, max(0, at - 64), at)
        right = _MAIL_RIGHT.match(text, at + 1)
        if left and right:
            spans.append((left.start(), right.end()))
        at = text.find("@", at + 1)
    return spans


def _formulas(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _MATH.finditer(text)] if "$" in text else []


class Lines:
    r"""Where the lines of a text are.

    Args:
        text: the text.
        any_end: whether CR ends a line too, as in a source that was not mended yet.

    >>> lines = Lines("a\nb")
    >>> lines.of(2), lines.span(1)
    (1, (2, 3))
    """

    __slots__ = ("_length", "_starts")

    def __init__(self, text: str, *, any_end: bool = False) -> None:
        self._length = len(text)
        ends = re.finditer("\r\n?|\n" if any_end else "\n", text)
        self._starts = [0, *(end.end() for end in ends)]

    def of(self, offset: int) -> int:
        """The 0-based line that `offset` is on."""
        return bisect_right(self._starts, offset) - 1

    def span(self, line: int) -> tuple[int, int]:
        """Where the 0-based `line` starts and ends, its line end left out."""
        start = self._starts[line]
        return start, self._starts[line + 1] - 1 if line + 1 < len(self._starts) else self._length


def without_line(text: str, start: int, end: int) -> tuple[int, int]:
    r"""The span to delete for `start:end`: the whole line and the empty ones behind it, where it is all of its line.

    >>> text = "a\n\n①\n\nb"
    >>> start, end = without_line(text, 3, 4)
    >>> text[:start] + text[end:]
    'a\n\nb'
    """
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    if stop - line > end - start + 80 or text[line:start].strip() or text[end:stop].strip():
        return start, end
    if line and text[text.rfind("\n", 0, line - 1) + 1 : line - 1].strip():
        return line, stop
    behind = _EMPTY_LINES.match(text, stop)
    return line, behind.end() if behind else stop


_EMPTY_LINES = re.compile(r"\n(?:[ \t]{0,200}\n)*")
