"""Cleaning that explains itself: named fixers, a map back to the source, and the list of what was done.

Each fixer is a pure function from a text to edits; `clean` runs them in the order of `FIXERS`, again and again until
none finds anything, so that a clean text comes back as it is: `clean(clean(x)) == clean(x)`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from shuyu.errors import Problem, UsageError
from shuyu.text.clean import (
    characters,
    footnotes,
    furniture,
    html,
    markdown,
    pinyin,
    punctuation,
    spaces,
    width,
    wraps,
)
from shuyu.text.clean.fixer import Fixer
from shuyu.text.spans import Edit, Layer, Mapped

__all__ = ["FIXERS", "Cleaned", "Fix", "Fixer", "Step", "clean", "replay"]

# Characters before words, words before lines: a line is measured when what it never held is gone. Indents and
# footnote marks tell where paragraphs begin, so they go last.
FIXERS: tuple[Fixer, ...] = (
    *characters.FIXERS,
    *html.FIXERS,
    *markdown.FIXERS,
    *pinyin.FIXERS,
    *width.FIXERS,
    *furniture.FIXERS,
    *spaces.FIXERS,
    *wraps.FIXERS,
    *footnotes.FIXERS,
    *punctuation.FIXERS,
    *spaces.LATE_FIXERS,
)
"""Every fixer, in the order in which they run."""

MAX_ROUNDS = 24
"""Text made to be peeled layer by layer is left where so many rounds bring it."""


@dataclass(frozen=True)
class Step:
    """What one fixer did to the text that the steps before it had left."""

    fixer: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Fix:
    """One thing that was done, with its place in the source.

    Attributes:
        fixer: the name of the fixer.
        start: where it begins in the source, in code points.
        end: where it ends there.
        before: what the fixer found.
        after: what it put there.
        line: 1-based line of the source.
        column: 1-based column of the source, in code points.
    """

    fixer: str
    start: int
    end: int
    before: str
    after: str
    line: int
    column: int


@dataclass(frozen=True)
class Cleaned:
    """A cleaned text, with everything that was done to it.

    Attributes:
        source: the text before.
        mapped: the text after, with its map back.
        steps: what was done, in order; `replay` does it again.
    """

    source: str
    mapped: Mapped
    steps: tuple[Step, ...] = ()

    @property
    def text(self) -> str:
        """The text after."""
        return self.mapped.text

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source that `text[start:end]` came from."""
        return self.mapped.to_source(start, end)

    @cached_property
    def fixes(self) -> tuple[Fix, ...]:
        """Everything that was done, in the order of its place in the source."""
        return tuple(sorted(self._fixes(), key=lambda fix: (fix.start, fix.end)))

    def _fixes(self) -> Iterator[Fix]:
        from shuyu.text.clean.fixer import Lines

        lines = Lines(self.source, any_end=True)
        so_far = Mapped.of(self.source)
        for step in self.steps:
            for edit in step.edits:
                start, end = so_far.to_source(edit.start, edit.end)
                line = lines.of(start)
                before = so_far.text[edit.start : edit.end]
                yield Fix(step.fixer, start, end, before, edit.replacement, line + 1, start - lines.span(line)[0] + 1)
            so_far = so_far.edited(step.edits)


def clean(
    text: str, *, only: Collection[str] | None = None, skip: Collection[str] = (), also: Collection[str] = ()
) -> Cleaned:
    r"""Mend `text`: what a PDF, a web page or a textbook put into it goes, and what it cut is whole again.

    Text that needs no fixing comes back unchanged. Afterwards a paragraph is one line; headings, list items, captions,
    table rows and verse keep lines of their own.

    Args:
        text: a whole document; a paragraph alone shows less of how it was set.
        only: run just these fixers.
        skip: leave these out.
        also: run these too, which do not run unasked (`strip-word-pinyin`).

    Returns:
        The text, its map back to the source, and what was done.

    Raises:
        UsageError: E604, for a name that no fixer has.

    >>> cleaned = clean("中國(guó)的標(biāo)準(zhǔn)")
    >>> cleaned.text
    '中國的標準'
    >>> [(fix.fixer, fix.line, fix.column, fix.before, fix.after) for fix in cleaned.fixes][0]
    ('inline-pinyin', 1, 3, '(guó)', '')
    >>> cleaned.to_source(3, 4)
    (8, 9)
    """
    chosen = _chosen(only, skip, also)
    mapped = Mapped.of(text)
    steps: list[Step] = []
    quiet = 0
    for _ in range(MAX_ROUNDS):
        for fixer in chosen:
            if quiet >= len(chosen):
                break
            found = mapped.edited(fixer.find(mapped.text))
            if found is mapped:
                quiet += 1
            else:
                steps.append(Step(fixer.name, found.layers[-1].edits))
                mapped = found
                quiet = 0
    return Cleaned(text, mapped, tuple(steps))


def replay(text: str, steps: Iterable[Step]) -> str:
    """`text` with `steps` done to it again.

    >>> cleaned = clean("開源&amp;ＡＩ")
    >>> replay(cleaned.source, cleaned.steps) == cleaned.text == "開源&AI"
    True
    """
    for step in steps:
        text = Layer(step.edits).apply(text)
    return text


def _chosen(only: Collection[str] | None, skip: Collection[str], also: Collection[str]) -> list[Fixer]:
    known = {fixer.name for fixer in FIXERS}
    unknown = sorted({*(only or ()), *skip, *also} - known)
    if unknown:
        raise UsageError(
            *(
                Problem("E604", f'there is no fixer "{name}"', f"Use one of: {', '.join(sorted(known))}.")
                for name in unknown
            )
        )
    wanted = {fixer.name for fixer in FIXERS if fixer.default} if only is None else set(only)
    return [fixer for fixer in FIXERS if fixer.name in (wanted | set(also)) - set(skip)]
