"""OpenCC's conversion on arrays: the text of a whole block at once, two to four times as fast as OpenCC itself.

A step turns each character by a table, and where one of its phrases stands puts in the phrase's form. Phrases are
found by walking all places of the block down a trie at the same time. The trie's edges (node and character to node)
are in one hash table with linear probing; each edge found is compared, so a collision costs time and nothing else.

What is found is what OpenCC finds: from left to right the longest phrase, and after it the next. A configuration that
cuts the text into segments first is taken apart the same way: a segment that is a phrase of the segmentation always
gives the same; what lies between two of them goes through the steps with a NUL on either side, which no phrase has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from typing import Any

from shuyu.text.flat import Flat, UnfitError, reachable

# Fibonacci hashing: the upper bits of the product with 2^64 over the golden ratio.
_GOLDEN = 0x9E3779B97F4A7C15
# The bits of a code point: what stands below the node's number in an edge.
_CHARACTER = 21
_LONGEST = 63
# OpenCC passes over a whole ideographic description sequence.
_DESCRIPTION = (0x2FF0, 0x2FFF)
_SINGLE_DESCRIPTION = "\u31ef"
_UNFIT = {"\0", _SINGLE_DESCRIPTION, *map(chr, range(_DESCRIPTION[0], _DESCRIPTION[1] + 1))}


class Trie:
    """The places of phrases in a text.

    Args:
        arrays: from `grown`; they can be kept in a file.
    """

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        self._first, self._slots, self._edges, self._ends = (arrays[name] for name in self.ARRAYS)

    ARRAYS = ("first", "slots", "edges", "ends")

    @classmethod
    def grown(cls, phrases: Iterable[str]) -> dict[str, Any]:
        """The arrays of a trie of `phrases`, which are numbered as they come."""
        import numpy as np

        texts = list(phrases)
        order = sorted(range(len(texts)), key=lambda number: -len(texts[number]))
        longest = len(texts[order[0]]) if texts else 0
        if longest > _LONGEST or not all(texts) or any(_UNFIT.intersection(text) for text in texts):
            raise UnfitError
        letters = np.zeros((len(texts), longest), dtype=np.uint32)
        for number, text in enumerate(texts):
            letters[number, : len(text)] = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        edges, ends = [np.zeros(1, dtype=np.uint64)], np.full(1, -1, dtype=np.int32)
        at, count = np.zeros(len(texts), dtype=np.int64), 1
        for depth in range(longest):
            going = np.flatnonzero(lengths > depth)
            edge = (at[going].astype(np.uint64) << np.uint64(_CHARACTER)) | letters[going, depth]
            found, place = np.unique(edge, return_inverse=True)
            at[going] = place + count
            edges.append(found)
            count += len(found)
        ends = np.full(count, -1, dtype=np.int32)
        ends[at] = np.arange(len(texts))
        whole = np.concatenate(edges)
        roots = np.flatnonzero(whole < (1 << _CHARACTER))[1:]
        first = np.zeros(int(whole[roots].max(initial=0)) + 2, dtype=np.int32)
        first[whole[roots].astype(np.int64)] = roots
        inner = np.flatnonzero(whole >= (1 << _CHARACTER))
        return {"first": first, "slots": _hashed(whole, inner), "edges": whole, "ends": ends}

    def matches(self, text: Any) -> Iterator[tuple[int, int, int]]:
        """From left to right the longest phrases of `text` (code points) that do not overlap: start, end, number."""
        import numpy as np

        at = 0
        starts, ends, numbers = [], [], []
        node = self._first.take(text, mode="clip")
        places = np.flatnonzero(node != 0)
        node = node[places]
        depth = 0
        # One more than there is, so that the last place has a next.
        text = np.append(text, np.uint32(0))
        while len(places):
            depth += 1
            number = self._ends.take(node)
            ended = np.flatnonzero(number >= 0)
            starts.append(places[ended])
            ends.append(places[ended] + depth)
            numbers.append(number[ended])
            places, node = self._down(places, node, text.take(places + depth, mode="clip"))
        if not starts:
            return
        start, end = np.concatenate(starts), np.concatenate(ends)
        order = np.argsort(start * (_LONGEST + 1) - (end - start), kind="stable")
        number = np.concatenate(numbers)
        for one in zip(start[order].tolist(), end[order].tolist(), number[order].tolist(), strict=True):
            if one[0] >= at:
                yield one
                at = one[1]

    def _down(self, places: Any, node: Any, character: Any) -> tuple[Any, Any]:
        import numpy as np

        edge = (node.astype(np.uint64) << np.uint64(_CHARACTER)) | character
        slot = _slot(edge, len(self._slots))
        node = self._slots.take(slot)
        live = np.flatnonzero(node != 0)
        places, node, edge, slot = places[live], node[live], edge[live], slot[live]
        other = np.flatnonzero(self._edges.take(node) != edge)
        while len(other):
            slot[other] = (slot[other] + 1) & (len(self._slots) - 1)
            node[other] = self._slots.take(slot[other])
            other = other[(node[other] != 0) & (self._edges.take(node[other]) != edge[other])]
        live = np.flatnonzero(node != 0)
        return places[live], node[live]


def _slot(edges: Any, size: int) -> Any:
    import numpy as np

    return ((edges * np.uint64(_GOLDEN)) >> np.uint64(64 - size.bit_length() + 1)).astype(np.int64)


def _hashed(edges: Any, nodes: Any) -> Any:
    import numpy as np

    size = 1 << max(4, (4 * len(nodes)).bit_length())
    slots = np.zeros(size, dtype=np.int32)
    slot = _slot(edges[nodes], size)
    while len(nodes):
        _, chosen = np.unique(slot, return_index=True)
        chosen = chosen[slots[slot[chosen]] == 0]
        slots[slot[chosen]] = nodes[chosen]
        left = np.ones(len(nodes), dtype=bool)
        left[chosen] = False
        nodes, slot = nodes[left], (slot[left] + 1) & (size - 1)
    return slots


class Step:
    """One mapping, taken through a text as OpenCC takes it."""

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        self._shift = arrays["shift"]
        self._trie = Trie(arrays)
        # Empty where the characters' table gives the same: such a phrase only keeps others from beginning inside it.
        self._forms = unpacked(arrays["forms"])

    ARRAYS = (*Trie.ARRAYS, "shift", "forms")

    @classmethod
    def grown(cls, entries: Mapping[str, str]) -> dict[str, Any]:
        """The arrays of a step."""
        import numpy as np

        if not all(entries.values()) or any(_UNFIT.intersection(value) for value in entries.values()):
            raise UnfitError
        table = {ord(key): ord(form) for key, form in entries.items() if len(key) == len(form) == 1}
        shift = np.zeros(max(table, default=0) + 2, dtype=np.uint32)
        for key, form in table.items():
            shift[key] = (form - key) % (1 << 32)
        phrases = {key: form for key, form in entries.items() if not len(key) == len(form) == 1}
        forms = ["" if key.translate(table) == form else form for key, form in phrases.items()]
        return {**Trie.grown(phrases), "shift": shift, "forms": packed(forms)}

    def run(self, text: Any) -> Any:
        """`text` (code points) converted."""
        turned = text + self._shift.take(text, mode="clip")
        parts: list[str] = []
        done = 0
        whole = ""
        for start, end, number in self._trie.matches(text):
            form = self._forms[number]
            if form:
                whole = whole or decoded(turned)
                parts += (whole[done:start], form)
                done = end
        return encoded("".join([*parts, whole[done:]])) if parts else turned


class Swift:
    """A configuration of OpenCC's that gives OpenCC's text.

    Args:
        arrays: from `grown`.
        fallback: converts what is not for arrays: text with ideographic description characters.
    """

    def __init__(self, arrays: Mapping[str, Any], fallback: Callable[[str], str]) -> None:
        def steps(kind: str) -> list[Step]:
            kept = {name.split(".")[0] for name in arrays if name.startswith(kind)}
            return [Step(_below(arrays, f"{kind}{number}")) for number in range(len(kept))]

        self._before, self._steps = steps("before"), steps("step")
        self._segments = Trie(_below(arrays, "segments")) if "segments.first" in arrays else None
        self._forms = unpacked(arrays["forms"]) if self._segments else []
        self._after: list[Step] = []
        self._fallback = fallback

    @classmethod
    def grown(cls, flat: Flat) -> dict[str, Any]:
        """The arrays of the configuration `flat`, by names; they can be kept in a file.

        Raises:
            UnfitError: when a phrase has a character that stands for something here.
        """
        found: dict[str, Any] = {}
        whole = [Step.grown(entries) for entries in flat.steps]
        if flat.segments:
            text = encoded("\0".join(flat.segments))
            for arrays in whole:
                text = Step(arrays).run(text)
            found["forms"] = packed(decoded(text).split("\0"))
            found |= _named("segments", Trie.grown(flat.segments))
            # Between two segments that are phrases no phrase of theirs stands.
            whole[0] = Step.grown(reachable(flat.steps[0], set(flat.segments)))
        for kind, steps in (("before", [Step.grown(entries) for entries in flat.before]), ("step", whole)):
            for number, arrays in enumerate(steps):
                found |= _named(f"{kind}{number}", arrays)
        return found

    def framed(self, before: Mapping[str, str], after: Mapping[str, str], fallback: Callable[[str], str]) -> Swift:
        """The same with a step more before the segmentation and one more at the end.

        Args:
            before: what the first turns into what.
            after: the same of the last; keys of one character.
            fallback: as in the constructor.

        Raises:
            UnfitError: as `grown`.
        """
        made = copy(self)
        made._before = [*self._before, *([Step(Step.grown(before))] if before else [])]
        made._after = [Step(Step.grown(after))] if after else []
        made._fallback = fallback
        return made

    def convert(self, text: str) -> str:
        """`text` converted.

        Args:
            text: has no NUL.

        Raises:
            UnicodeEncodeError: when it has a lone surrogate.
        """
        points = encoded(text)
        if ((points - _DESCRIPTION[0]) <= _DESCRIPTION[1] - _DESCRIPTION[0]).any() or _SINGLE_DESCRIPTION in text:
            return self._fallback(text)
        for step in self._before:
            points = step.run(points)
        if self._segments is None:
            return self._ended(self._stepped(points))
        text = decoded(points)
        between, forms, at = [], [], 0
        for start, end, number in self._segments.matches(points):
            between.append(text[at:start])
            forms.append(self._forms[number])
            at = end
        between.append(text[at:])
        between = decoded(self._stepped(encoded("\0".join(between)))).split("\0")
        parts = [""] * (len(between) + len(forms))
        parts[::2], parts[1::2] = between, forms
        text = "".join(parts)
        return self._ended(encoded(text)) if self._after else text

    def _ended(self, points: Any) -> str:
        for step in self._after:
            points = step.run(points)
        return decoded(points)

    def _stepped(self, points: Any) -> Any:
        for step in self._steps:
            points = step.run(points)
        return points


def _named(prefix: str, arrays: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{prefix}.{name}": array for name, array in arrays.items()}


def _below(arrays: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    return {name[len(prefix) + 1 :]: array for name, array in arrays.items() if name.startswith(f"{prefix}.")}


def encoded(text: str) -> Any:
    """The code points of `text`."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le"), dtype="<u4")


def decoded(points: Any) -> str:
    """The text of code points."""
    return str(points.astype("<u4", copy=False).tobytes(), "utf-32-le")


def packed(texts: list[str]) -> Any:
    """Texts without a NUL as one array; `unpacked` gives them back."""
    import numpy as np

    return np.frombuffer("\0".join([*texts, ""]).encode(), dtype=np.uint8)


def unpacked(array: Any) -> list[str]:
    """What `packed` packed."""
    return str(array.tobytes(), "utf-8").split("\0")[:-1]
