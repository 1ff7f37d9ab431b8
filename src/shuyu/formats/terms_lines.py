"""Where things stand in a TOML text.

`tomli` gives values without their places. This scanner finds places, and nothing else: it runs only when there is
something to report or to edit, on text that `tomli` has read (or up to the place where it stopped), and takes time
in proportion to the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple

Path = tuple[str | int, ...]
"""Keys and numbers that lead to a value: `("term", 4, "en", 1, "status")`."""

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)+")
_SPACE = re.compile(r"[ \t]*")
# What nearly every line of a term list is: taken at one bite, which makes the whole three times as fast.
_PLAIN_LINE = re.compile(r'([A-Za-z0-9_-]+)[ \t]*=[ \t]*"(?:[^"\\\n]+"|"(?!"))')
_BARE_KEY = re.compile(r"[^\s.=\"'\[\]{},#]+")
_BARE_VALUE = re.compile(r"[^\s,\[\]{}#\"'=]+(?: [^\s,\[\]{}#\"'=]+)?")  # a space: 1979-05-27 07:32:00
_BASIC = re.compile(r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"')
_LITERAL = re.compile(r"'[^'\n]*'")
_ESCAPE_OR_END = re.compile(r'\\[\s\S]|"{3,5}')
_LITERAL_END = re.compile(r"'{3,5}")


# Nothing that a term list says lies deeper; what is nested beyond, by somebody who wishes us ill, is not followed.
_DEEPEST = 500


class Place(NamedTuple):
    """A header, a key or a value: what it leads to, and its offsets in the text."""

    path: Path
    start: int
    end: int
    header: bool = False


class _StoppedError(Exception):
    """The text is not TOML from here on; `start` is where the string begins that has no end."""

    def __init__(self, start: int) -> None:
        self.start = start


class _Frame:
    """An array or an inline table that is open."""

    __slots__ = ("array", "index", "path", "start")

    def __init__(self, path: Path, start: int, *, array: bool) -> None:
        self.path = path
        self.start = start
        self.array = array
        self.index = 0


class Scanner:
    """Walks through a text once.

    Attributes:
        open_at: when the text ended inside a string, an array or an inline table, the offset where it begins.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.open_at: int | None = None
        self._arrays: dict[Path, int] = {}

    def places(self) -> Iterator[Place]:
        """Every header, key and array element, in order.

        The place of a `key = value` statement reaches to the end of its value and comes after the places inside it;
        those of array elements and of keys in inline tables are empty spans where they begin. A key with dots
        gives a place for each of its parts.
        """
        try:
            yield from self._statements()
        except _StoppedError as stopped:
            if self.open_at is None:
                self.open_at = stopped.start

    def _statements(self) -> Iterator[Place]:
        text = self.text
        table: Path = ()
        at = self._past_blank(len("\ufeff") if text.startswith("\ufeff") else 0)
        while at < len(text):
            start = at
            plain = _PLAIN_LINE.match(text, at)
            if plain:
                at = plain.end()
                yield Place((*table, plain[1]), start, at)
            elif text[at] == "[":
                double = text.startswith("[[", at)
                keys, at = self._keys(at + 1 + double)
                if not keys:
                    return
                table = self._resolve(keys, double)
                at += len("]]") if double else len("]")
                yield Place(table, start, min(at, len(text)), True)
            else:
                keys, at = self._keys(at)
                if not keys or at >= len(text) or text[at] != "=":
                    return
                path = table
                for key in keys[:-1]:
                    path = (*path, key)
                    yield Place(path, start, start)
                path = (*path, keys[-1])
                ends: list[int] = []
                yield from self._value(path, self._past_space(at + 1), ends)
                if not ends:
                    return
                at = ends[0]
                yield Place(path, start, at)
            at = self._past_blank(at)

    def _resolve(self, keys: list[str], double: bool) -> Path:
        # [[term]] begins the next element; [term.en] goes on in the last one.
        path: Path = ()
        for key in keys[:-1]:
            path = (*path, key)
            if path in self._arrays:
                path = (*path, self._arrays[path])
        path = (*path, keys[-1])
        if double:
            self._arrays[path] = self._arrays.get(path, -1) + 1
        return (*path, self._arrays[path]) if path in self._arrays else path

    def _value(self, path: Path, at: int, ends: list[int]) -> Iterator[Place]:
        # Not recursive: nesting may be as deep as the text is long. `ends` receives where the value ends.
        text = self.text
        stack: list[_Frame] = []
        while True:
            # Here a value begins.
            character = text[at : at + 1]
            if character in {"[", "{"} and len(stack) < _DEEPEST:
                stack.append(_Frame(path, at, array=character == "["))
                at += 1
            else:
                after = self._scalar(at, stack)
                if after is None:
                    break
                at = after
            # Here a value has ended, or a container has begun: go on to where the next value begins.
            while stack:
                frame = stack[-1]
                at = self._past_blank(at)
                character = text[at : at + 1]
                if character == ",":
                    at += 1
                elif character == ("]" if frame.array else "}"):
                    stack.pop()
                    at += 1
                elif frame.array:
                    path = (*frame.path, frame.index)
                    frame.index += 1
                    yield Place(path, at, at)
                    break
                else:
                    start = at
                    keys, at = self._keys(at)
                    if not keys or text[at : at + 1] != "=":
                        self.open_at = stack[0].start
                        return
                    path = frame.path
                    for key in keys:
                        path = (*path, key)
                        yield Place(path, start, start)
                    at = self._past_space(at + 1)
                    break
            else:
                ends.append(at)
                return
        if stack:
            self.open_at = stack[0].start

    def _scalar(self, at: int, stack: list[_Frame]) -> int | None:
        if self.text[at : at + 1] in {'"', "'"}:
            try:
                return self._string(at)
            except _StoppedError:
                if stack:
                    self.open_at = stack[0].start
                raise
        bare = _BARE_VALUE.match(self.text, at)
        return bare.end() if bare else None

    def _string(self, at: int) -> int:
        text = self.text
        quote = text[at]
        if text.startswith(quote * 3, at):
            pattern = _ESCAPE_OR_END if quote == '"' else _LITERAL_END
            for found in pattern.finditer(text, at + 3):
                if found.group()[0] == quote:
                    return found.end()
            raise _StoppedError(at)
        found_one = (_BASIC if quote == '"' else _LITERAL).match(text, at)
        if found_one is None:
            raise _StoppedError(at)
        return found_one.end()

    def _keys(self, at: int) -> tuple[list[str], int]:
        # a."b c".d, and the offset of what follows it.
        text = self.text
        keys: list[str] = []
        while True:
            at = self._past_space(at)
            if text[at : at + 1] in {'"', "'"}:
                end = self._string(at)
                keys.append(_unquoted(text[at:end]))
                at = end
            else:
                bare = _BARE_KEY.match(text, at)
                if bare is None:
                    return [], at
                keys.append(bare.group())
                at = bare.end()
            at = self._past_space(at)
            if text[at : at + 1] != ".":
                return keys[:_DEEPEST], at
            at += 1

    def _past_blank(self, at: int) -> int:
        found = _BLANK.match(self.text, at)
        return found.end() if found else at

    def _past_space(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at


def _unquoted(key: str) -> str:
    if key[0] == "'" or "\\" not in key:
        return key[1:-1]
    import tomli

    # A key with escapes is rare; its own parser knows them all.
    try:
        value: str = tomli.loads(f"x = {key}")["x"]
    except tomli.TOMLDecodeError:
        return key
    return value


class Lines:
    r"""Line numbers of offsets.

    >>> Lines("a\nb\n").of(2)
    2
    """

    def __init__(self, text: str) -> None:
        self._breaks = [found.start() for found in re.finditer("\n", text)]

    def of(self, offset: int) -> int:
        """The 1-based line of `offset`."""
        return bisect_right(self._breaks, offset - 1) + 1


def locate(text: str, wanted: Iterable[Path]) -> dict[Path, int]:
    r"""The 1-based line of each of `wanted`, or of the nearest thing around it that has a place.

    >>> locate('[[term]]\nen = [\n  "a",\n  "b",\n]\n', [("term", 0, "en", 1), ("term", 0, "zh"), ("glossary",)])
    {('term', 0, 'en', 1): 4, ('term', 0, 'zh'): 1, ('glossary',): 1}
    """
    asked = list(wanted)
    around = {path[:length] for path in asked for length in range(1, len(path) + 1)}
    found = _first_places(text, around)
    lines = Lines(text)
    answer: dict[Path, int] = {}
    for path in asked:
        length = len(path)
        while length and path[:length] not in found:
            length -= 1
        answer[path] = lines.of(found[path[:length]]) if length else 1
    return answer


def _first_places(text: str, paths: Set[Path]) -> dict[Path, int]:
    found: dict[Path, int] = {}
    for place in Scanner(text).places():
        if place.path in paths and place.path not in found:
            found[place.path] = place.start
    return found


class Region(NamedTuple):
    """Where an entry of an array of tables stands: from its header to the end of the line of its last value.

    Comments and blank lines after that belong to nobody and are outside.
    """

    start: int
    end: int


def region_of(text: str, name: str, place: int, total: int) -> Region | None:
    """The region of one `[[name]]`, without walking through all the text where that can be helped.

    Args:
        text: whole.
        name: of the array of tables.
        place: the number of the entry.
        total: how many entries `tomli` found.

    Returns:
        where it stands; None when the entries are not written as `[[name]]`.
    """
    starts = _header_starts(text, name)
    if len(starts) == total:
        # Every header begins a line; as many such lines as entries, so none of them stands inside a text.
        end = starts[place + 1] if place + 1 < total else len(text)
        found = regions(text[starts[place] : end], name)
        return Region(starts[place] + found[0].start, starts[place] + found[0].end)
    every = regions(text, name)
    return every[place] if len(every) == total else None


def entry_line(text: str, name: str, place: int, total: int) -> int:
    r"""The 1-based line where entry number `place` of `total` begins.

    >>> entry_line('# x\n[[term]]\nen = "a"\n[[term]]\nen = "b"\n', "term", 1, 2)
    4
    """
    starts = _header_starts(text, name)
    if len(starts) == total:
        return text.count("\n", 0, starts[place]) + 1
    return locate(text, [(name, place)])[name, place]


def _header_starts(text: str, name: str) -> list[int]:
    header = re.compile(rf"^\ufeff?[ \t]*\[\[[ \t]*{re.escape(name)}[ \t]*\]\]", re.MULTILINE)
    return [found.start() for found in header.finditer(text)]


def regions(text: str, name: str) -> list[Region]:
    r"""The region of each `[[name]]` of the text, in order, its sub-tables included.

    >>> [text] = ['[[term]]\nzh = "a"  # why\n\n# next\n[[term]]\nzh = "b"']
    >>> [text[r.start:r.end] for r in regions(text, "term")]
    ['[[term]]\nzh = "a"  # why', '[[term]]\nzh = "b"']
    """
    found: list[Region] = []
    inside = False
    for place in Scanner(text).places():
        path = place.path
        if place.header:
            inside = len(path) > 1 and path[0] == name and isinstance(path[1], int)
            if inside and len(path) == 2:
                found.append(Region(place.start, place.end))
        if inside and place.end > found[-1].end:
            found[-1] = Region(found[-1].start, place.end)
    return [Region(region.start, _line_end(text, region.end)) for region in found]


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    if end < 0:
        return len(text)
    return end - 1 if text[end - 1] == "\r" else end
