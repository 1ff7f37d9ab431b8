"""Spans of text inside a file, turned and put back; everything between them stays as it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from shuyu.conversion.base import Job, Unit
from shuyu.text.han import HAN, has_han, is_han

APART = "\ufffc"
"""Stands in a unit for what is no text but takes its place in the sentence: code, a formula, an image."""

_MARK = re.compile(r"(?<![\w:/])shuyu:(?:off|on)(?![\w:/-])")
_WRAPPED = re.compile(f"(?<=[{HAN}])[ \\t]*\\r?\\n[ \\t]*(?=[{HAN}])")

# An address goes on with Chinese after one of its own signs; without one, the sentence goes on: `example.com上的文档`.
_HAN_IN_ADDRESS = f"(?<=[/=?#&_.-])[{HAN}]+"
ADDRESS = (
    r"(?:[A-Za-z][A-Za-z0-9+.-]{1,20}://|www\.|mailto:)"
    rf"(?:[A-Za-z0-9/=?#&_.~%+:,;!$'*()@\-]|{_HAN_IN_ADDRESS}){{1,2000}}"
)
"""What an address in running text looks like."""
_ADDRESS = re.compile(ADDRESS)

Write = Callable[[str], str]


def as_it_is(text: str) -> str:
    """`text`, for formats in which text needs no escaping."""
    return text


@dataclass(frozen=True)
class Span:
    """A stretch of a file's text that holds one piece of a unit.

    Attributes:
        start: where it begins in the file's text.
        end: where it ends.
        text: what it says; what is written there may be an escape.
        write: how a new text is written in its place. What stays is never written anew.
    """

    start: int
    end: int
    text: str
    write: Write = as_it_is


@dataclass
class Stretch:
    """Spans that read as one text, and what is known of it; see `Unit`.

    Attributes:
        spans: in the order of the text.
        place: see `Unit`.
        english: see `Unit`.
        language: see `Unit`.
        wrapped: whether a line break between two Han characters means nothing; see `plain_spans`.
    """

    spans: list[Span] = field(default_factory=list)
    place: str = ""
    english: str | None = None
    language: str | None = None
    wrapped: bool = False

    @property
    def text(self) -> str:
        """What the spans say."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class Edit:
    """Offsets `start` to `end` of the file's text become `new`."""

    start: int
    end: int
    new: str


class Lines:
    r"""The line, counted from 1, of offsets into a text; line ends are `\n`, `\r\n` and `\r`."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", text))]

    def of(self, offset: int) -> int:
        r"""The line that holds `offset`.

        >>> Lines("a\r\nb\n").of(3)
        2
        """
        return bisect_right(self._starts, offset)


def plain_spans(text: str, start: int, end: int, write: Write = as_it_is, *, wrapped: bool = False) -> Iterator[Span]:
    r"""The spans of running text between two offsets; addresses that hold Chinese stay.

    Args:
        text: the file's text.
        start: where the running text begins.
        end: where it ends.
        write: see `Span`.
        wrapped: whether a line break means nothing, so that a word may go on after it: between two Han characters
            it belongs to no span.

    >>> [span.text for span in plain_spans("头\n发", 0, 3, wrapped=True)]
    ['头', '发']
    """
    if start < end and ("://" in (part := text[start:end]) or "www." in part or "mailto:" in part):
        for found in _ADDRESS.finditer(text, start, end):
            if not found[0].isascii():
                yield from _unbroken(text, start, found.start(), write, wrapped)
                yield apart(text, *found.span(), write)
                start = found.end()
    yield from _unbroken(text, start, end, write, wrapped)


def _unbroken(text: str, start: int, end: int, write: Write, wrapped: bool) -> Iterator[Span]:
    for found in _WRAPPED.finditer(text, start, end) if wrapped else ():
        if start < found.start():
            yield Span(start, found.start(), text[start : found.start()], write)
        start = found.end()
    if start < end:
        yield Span(start, end, text[start:end], write)


def fixed(text: str, start: int, end: int, says: str, write: Write = as_it_is) -> Span:
    r"""A span that says `says` and is written as it is found, whatever becomes of it; text beside it is kept.

    >>> span = fixed("头<br>发", 1, 5, "\n")
    >>> span.text, span.write("\n"), span.write(""), span.write("髮\n")
    ('\n', '<br>', '<br>', '髮<br>')
    """
    raw = text[start:end]

    def written(new: str) -> str:
        before, _, after = new.partition(says)
        return write(before.replace(APART, "")) + raw + write(after.replace(APART, ""))

    return Span(start, end, says, written)


def apart(text: str, start: int, end: int, write: Write = as_it_is) -> Span:
    """A span of code, formula or image inside a sentence; see `APART`."""
    return fixed(text, start, end, APART, write)


def marks(text: str, start: int, end: int) -> Iterator[Span]:
    """The marks `shuyu:off` and `shuyu:on` in a comment, as spans; of the comment nothing else is text.

    >>> [span.text for span in marks("<!-- 注释 shuyu:off -->", 0, 22)]
    [' shuyu:off ']
    """
    for found in _MARK.finditer(text, start, end) if "shuyu:o" in text[start:end] else ():
        yield fixed(text, found.start(), found.end(), f" {found[0]} ")


def turned(text: str, stretches: Iterable[Stretch], job: Job) -> list[Edit]:
    """What the job's turn makes of the stretches, as edits of `text` in the order of their places.

    Args:
        text: the file's text.
        stretches: in the order of the document. What holds neither Han characters nor a mark is not asked about.
        job: what to do.
    """
    asked = [stretch for stretch in stretches if _matters(stretch)]
    for stretch in asked:
        if stretch.wrapped:
            stretch.spans = list(_unwrapped(stretch.spans))
    lines = Lines(text) if asked else None
    units = [
        Unit(
            tuple(span.text for span in stretch.spans),
            stretch.place,
            lines.of(stretch.spans[0].start) if lines else None,
            stretch.english,
            stretch.language,
        )
        for stretch in asked
    ]
    made = job.turn(units) if units else ()
    edits = [
        Edit(span.start, span.end, span.write(new))
        for stretch, pieces in zip(asked, made, strict=True)
        for span, new in zip(stretch.spans, map(_without, pieces, stretch.spans), strict=True)
        if new != span.text
    ]
    return sorted(edits, key=lambda edit: (edit.start, edit.end))


def _without(piece: str, span: Span) -> str:
    # What stands for code is never text, wherever a turn put it.
    return piece if APART in span.text else piece.replace(APART, "")


def _unwrapped(spans: list[Span]) -> Iterator[Span]:
    # A line break beside mark-up, between two Han characters, belongs to no span.
    last = ""
    for at, span in enumerate(spans):
        text = span.text
        following = spans[at + 1].text[:1] if at + 1 < len(spans) else ""
        if "\n" in text and span.end - span.start in (0, len(text)):
            body = text.strip(" \t\r\n")
            lead = len(text) - len(text.lstrip(" \t\r\n")) if body else 0
            tail = len(text) - lead - len(body) if body else len(text)
            if not (text[:lead].count("\n") == 1 and is_han(last) and is_han(body[:1])):
                lead = 0
            before = body[-1:] or last
            if not (text[len(text) - tail :].count("\n") == 1 and is_han(before) and is_han(following)):
                tail = 0
            if lead + tail == len(text):
                continue
            if lead or tail:
                span = Span(span.start + lead, span.end - tail, text[lead : len(text) - tail], span.write)
        last = span.text[-1:]
        yield span


def _matters(stretch: Stretch) -> bool:
    text = stretch.text
    return has_han(text) or "shuyu:o" in text


def applied(text: str, edits: Iterable[Edit]) -> str:
    """`text` with the edits made.

    Args:
        text: the file's text.
        edits: in any order, apart from one another.

    Raises:
        ValueError: when two of them overlap.

    >>> applied("头发", [Edit(1, 2, "髮"), Edit(0, 1, "頭")])
    '頭髮'
    """
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < at:
            raise ValueError(f"edits overlap at {edit.start}")
        pieces += (text[at : edit.start], edit.new)
        at = edit.end
    pieces.append(text[at:])
    return "".join(pieces)


def splice(text: str, stretches: Iterable[Stretch], job: Job, edits: Sequence[Edit] = ()) -> str:
    """`text` with its stretches turned and further edits made; see `turned` and `applied`."""
    return applied(text, [*turned(text, stretches, job), *edits])
