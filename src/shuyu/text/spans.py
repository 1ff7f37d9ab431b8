"""Text with a map back to its source.

Cleaning and folding change length. What they do is a list of edits on their input, and the lists pile up in
layers; a place in the result is walked back through the layers to the source. Offsets are code points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise


@dataclass(frozen=True)
class Edit:
    """Code points `start` to `end` of the input become `replacement`."""

    start: int
    end: int
    replacement: str


class Layer:
    """The edits of one step, made ready to map its output back to its input.

    Args:
        edits: sorted, not overlapping.

    >>> layer = Layer([Edit(1, 6, "")])            # 國(guó)際 -> 國際
    >>> layer.to_input(1, 2)
    (6, 7)
    """

    __slots__ = ("_out_starts", "_shifts", "edits")

    def __init__(self, edits: Sequence[Edit]) -> None:
        self.edits = tuple(edits)
        # After edit i, output offset + shift[i] = input offset; out_start[i] is where it begins in the output.
        gained = list(accumulate(len(e.replacement) - (e.end - e.start) for e in self.edits))
        self._out_starts = [e.start + (gained[i - 1] if i else 0) for i, e in enumerate(self.edits)]
        self._shifts = [-g for g in gained]

    def apply(self, text: str) -> str:
        """`text` with the edits made."""
        if not self.edits:
            return text
        pieces = []
        at = 0
        for edit in self.edits:
            pieces.append(text[at : edit.start])
            pieces.append(edit.replacement)
            at = edit.end
        pieces.append(text[at:])
        return "".join(pieces)

    def to_input(self, start: int, end: int) -> tuple[int, int]:
        """The span of the input that output span `start:end` came from; a touched replacement counts whole."""
        first = self._back(start, first=True)
        return first, max(first, self._back(end - 1, first=False)) if end > start else first

    def _back(self, offset: int, *, first: bool) -> int:
        # first: where the character at `offset` begins in the input; else where it ends.
        i = bisect_right(self._out_starts, offset) - 1
        # Deletions at the same output offset as a later edit: the last edit that begins here is the one at i.
        if i < 0:
            return offset if first else offset + 1
        edit = self.edits[i]
        if offset < self._out_starts[i] + len(edit.replacement):
            return edit.start if first else edit.end
        return offset + self._shifts[i] + (0 if first else 1)


@dataclass(frozen=True)
class Mapped:
    """A text and the layers of edits that made it from its source.

    >>> clean = Mapped.of("國(guó)際 ").edited([Edit(1, 6, "")]).edited([Edit(2, 3, "")])
    >>> clean.text, clean.to_source(1, 2)
    ('國際', (6, 7))
    """

    text: str
    layers: tuple[Layer, ...] = ()

    @classmethod
    def of(cls, text: str) -> Mapped:
        """`text` as its own source."""
        return cls(text)

    def edited(self, edits: Iterable[Edit]) -> Mapped:
        """The same with one more layer; itself when there is nothing to do.

        Raises:
            ValueError: when the edits overlap, are out of order or reach outside the text.
        """
        kept = [e for e in edits if self.text[e.start : e.end] != e.replacement]
        if not kept:
            return self
        if any(a.end > b.start for a, b in pairwise(kept)):
            raise ValueError("edits overlap or are out of order")
        if kept[0].start < 0 or kept[-1].end > len(self.text):
            raise ValueError("edits reach outside the text")
        layer = Layer(kept)
        return Mapped(layer.apply(self.text), (*self.layers, layer))

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source that `text[start:end]` came from. O(layers × log edits)."""
        for layer in reversed(self.layers):
            start, end = layer.to_input(start, end)
        return start, end
