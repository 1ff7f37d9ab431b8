"""Where the terms of concepts occur in the passages: found for many concepts in one pass over the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from shuyu.languages import ENGLISH, is_chinese
from shuyu.model.alignment import Context, Mark, PairKind, Segment
from shuyu.text.fold import fold

if TYPE_CHECKING:
    from shuyu.match import Found
    from shuyu.model.alignment import SegmentPair
    from shuyu.model.concept import Concept
    from shuyu.model.passage import Passage

KEPT = 8
"""Contexts kept of a concept: more than a person reads, enough to choose from."""

# Characters of Chinese in a context that is read at a glance and still shows how the term is used.
_GOOD_LENGTH = 45

_PAIR, _GLOSS, _LIST, _ALONE = range(4)

Key = tuple[str, str]
"""A collection, and the id of a concept in it."""


class ContextFinder:
    """Collects the best contexts of many concepts.

    Concepts do not influence each other: each gets what it would get alone, so that the contexts of some can be found
    anew while those of the rest stay.

    Args:
        concepts: what to look for.
    """

    def __init__(self, concepts: Mapping[Key, Concept]) -> None:
        from shuyu.match import Matcher

        self._keys = list(concepts)
        self._numbers = {key: number for number, key in enumerate(self._keys)}
        self._best: dict[int, dict[str, tuple[tuple[int, int, str, int, str], Context]]] = {}
        self._matcher = Matcher(
            (number, term.text, term.language)
            for number, concept in enumerate(concepts.values())
            for term in concept.terms
        )

    def add_pair(self, pair: SegmentPair) -> None:
        """Look for the concepts that have a term on both sides of `pair`."""
        english = _spans(self._matcher.find(pair.en.text, ENGLISH, overlaps="all"))
        if not english:
            return
        chinese = _spans(self._matcher.find(pair.zh.text, pair.zh.language, overlaps="all"))
        weight = _LIST if pair.kind is PairKind.VOCABULARY else _PAIR
        for number in chinese.keys() & english.keys():
            marks = [Mark(0, start, end, "zh") for start, end in chinese[number]]
            marks += [Mark(1, start, end, "en") for start, end in english[number]]
            self._keep(number, weight, Context((pair.zh, pair.en), tuple(marks)))

    def add_passage(self, passage: Passage) -> None:
        """Look for the concepts that have a term in a passage that no segment pair holds."""
        role = "zh" if is_chinese(passage.language) else "en"
        segment = Segment(passage.text, passage.language, passage.document, passage.line)
        for number, spans in _spans(self._matcher.find(passage.text, passage.language, overlaps="all")).items():
            self._keep(number, _ALONE, Context((segment,), tuple(Mark(0, s, e, role) for s, e in spans)))

    def add_found(self, key: Key, context: Context) -> None:
        """A context of the concept `key` that is already known: a gloss, or an entry of a vocabulary list."""
        weight = _GLOSS if len(context.segments) == 1 else _LIST
        self._keep(self._numbers[key], weight, context)

    def _keep(self, number: int, weight: int, context: Context) -> None:
        first = context.segments[0]
        rank = (weight, abs(len(first.text) - _GOOD_LENGTH), first.document, first.line, first.text)
        # The same sentence in two documents is one piece of evidence.
        same = " ".join(fold(segment.text) for segment in context.segments)
        best = self._best.setdefault(number, {})
        if same not in best or rank < best[same][0]:
            best[same] = (rank, context)
        if len(best) > 2 * KEPT:
            for worst in sorted(best, key=lambda s: best[s][0])[KEPT:]:
                del best[worst]

    def best(self) -> Iterable[tuple[Key, tuple[Context, ...]]]:
        """The contexts of every concept, best first: pairs before glosses before list entries before passages alone.

        A passage alone is left out where a better context stands in it.
        """
        for number, key in enumerate(self._keys):
            chosen: list[Context] = []
            places: set[tuple[str, int]] = set()
            for rank, context in sorted(self._best.get(number, {}).values(), key=lambda item: item[0]):
                here = {(segment.document, segment.line) for segment in context.segments}
                if rank[0] != _ALONE or not here & places:
                    chosen.append(context)
                    places |= here
            yield key, tuple(chosen[:KEPT])


def _spans(found: Sequence[Found[int]]) -> dict[int, list[tuple[int, int]]]:
    spans: dict[int, list[tuple[int, int]]] = {}
    for one in found:
        # Two terms of a concept that overlap (AI, AI model) mark the longer span once.
        mine = spans.setdefault(one.key, [])
        if mine and one.start < mine[-1][1]:
            start, end = mine[-1]
            if one.end - one.start > end - start:
                mine[-1] = (one.start, one.end)
            continue
        mine.append((one.start, one.end))
    return spans
