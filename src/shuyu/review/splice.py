"""What a change did to a text, so that it can be taken back: exactly, or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

# Enough of the neighbourhood to find the place again after somebody has edited elsewhere.
_AROUND = 80


@dataclass(frozen=True)
class Splice:
    """A change of one stretch of a text.

    Attributes:
        start: where it begins.
        old: what stood there.
        new: what stands there now.
        head: what comes before it.
        tail: what comes after it.
        before: SHA-256 of the whole text as it was.
        after: SHA-256 of the whole text as it became.
    """

    start: int
    old: str
    new: str
    head: str
    tail: str
    before: str
    after: str

    @classmethod
    def between(cls, before: str, after: str) -> Splice:
        """The smallest that makes `after` of `before`.

        >>> splice = Splice.between("a, b, c", "a, x, c")
        >>> splice.start, splice.old, splice.new, splice.undone("a, x, c")
        (3, 'b', 'x', 'a, b, c')
        """
        start = _shared(before, after)
        end = _shared_end(before, after, min(len(before), len(after)) - start)
        old, new = before[start : len(before) - end], after[start : len(after) - end]
        stop = start + len(new)
        head, tail = after[max(0, start - _AROUND) : start], after[stop : stop + _AROUND]
        return cls(start, old, new, head, tail, checksum(before), checksum(after))

    def undone(self, text: str) -> str | None:
        r"""The text without the change; None where the stretch is not there any more, or stands there twice.

        >>> Splice.between("a, b, c", "a, x, c").undone("# new\na, x, c")
        '# new\na, b, c'
        """
        if checksum(text) == self.after:
            return text[: self.start] + self.old + text[self.start + len(self.new) :]
        whole = self.head + self.new + self.tail
        at = text.find(whole)
        if not self.new or at < 0 or text.find(whole, at + 1) >= 0:
            return None
        return text[:at] + self.head + self.old + text[at + len(self.head) + len(self.new) :]

    def to_json(self) -> dict[str, Any]:
        """Plain data; `Splice(**data)` reads it back."""
        return dict(vars(self))


def checksum(text: str) -> str:
    """SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _shared(a: str, b: str) -> int:
    # How far two texts are the same: by halving, since comparing slices is far quicker than comparing characters.
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _shared_end(a: str, b: str, most: int) -> int:
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if a[len(a) - middle : len(a) - low] == b[len(b) - middle : len(b) - low]:
            low = middle
        else:
            high = middle - 1
    return low
