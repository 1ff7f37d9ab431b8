"""Paragraph pairs → sentence pairs, n to m: what the build keeps as segment pairs.

Documents that run in step are aligned inside their paragraph pairs, where those are sure; others as wholes. What the
alignment is not sure of stays together where the paragraphs around it are a pair, and is left out elsewhere. Without
an embedder too little is known of short documents to align them as wholes: only what paragraphs are a pair is cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from shuyu.align.likeness import UNLIKE_PAIR, are_alike, likeness
from shuyu.align.place import Match, Pairing
from shuyu.align.sentences import LOW, Bead, Hints, align
from shuyu.align.walls import Region, within
from shuyu.languages import is_chinese
from shuyu.model.alignment import PairKind, Segment, SegmentPair
from shuyu.text.sentences import join_chinese, sentences

if TYPE_CHECKING:
    from shuyu.align.similarity import Embedder
    from shuyu.model.passage import Passage

_SURE = 0.9
# Sentences that documents must have to be aligned as wholes without an embedder: words are learnt from them.
_ENOUGH = 200

GetEmbedder = Callable[[], "Embedder | None"]
"""Asked only when there is something to align: loading an embedder takes time."""


def sentence_pairs(pairing: Pairing, embedder: GetEmbedder) -> tuple[SegmentPair, ...]:
    """The pairs of `pairing`, with those of running text cut into sentence pairs (kind ALIGNED).

    A pair of paragraphs of which one is a single sentence stays what it is.

    Args:
    pairing: of one document, or of two.
    embedder: gives the embedder, or None where there is none.

    >>> from shuyu.align.place import pair_document
    >>> from shuyu.model.passage import Passage
    >>> zh = Passage("雨停了。他出门，去买书。", "zh-Hans", "a.txt", 1, 1)
    >>> en = Passage("The rain stopped. He went out to buy a book.", "en", "a.txt", 2, 2)
    >>> for pair in sentence_pairs(pair_document([zh, en]), lambda: None):
    ...     print(pair.kind.value, pair.zh.text, pair.en.text)
    aligned 雨停了。 The rain stopped.
    aligned 他出门，去买书。 He went out to buy a book.
    """
    formal = [pair for pair in pairing.pairs if pair.kind not in {PairKind.ALTERNATING, PairKind.PARALLEL}]
    found = _inside(pairing.matches, embedder, join=True) if _is_in_step(pairing) else _as_wholes(pairing, embedder)
    return tuple(sorted([*formal, *found], key=lambda pair: (pair.zh.document, pair.zh.line, pair.en.line)))


def _is_in_step(pairing: Pairing) -> bool:
    # Paragraphs that alternate in one file were matched one by one, so they are.
    if pairing.zh_side is None or pairing.en_side is None:
        return True
    pairs = zip(pairing.zh_side, pairing.en_side, strict=False)
    return len(pairing.zh_side) == len(pairing.en_side) == len(pairing.matches) and all(
        match.zh is zh and match.en is en for match, (zh, en) in zip(pairing.matches, pairs, strict=True)
    )


class _Side:
    # The sentences of one side, and where they stand.

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self.cuts = [sentences(passage.text, passage.language) for passage in passages]
        self.starts = [0, *accumulate(len(cuts) for cuts in self.cuts)]
        self.places = [(number, start, end) for number, cuts in enumerate(self.cuts) for start, end in cuts]
        self.texts = [passages[number].text[start:end] for number, start, end in self.places]
        self.number_of = {id(passage): number for number, passage in enumerate(passages)}

    def segment(self, numbers: Sequence[int]) -> Segment:
        parts: list[tuple[int, int, int]] = []
        for number in numbers:
            passage, start, end = self.places[number]
            if parts and parts[-1][0] == passage:
                start = parts.pop()[1]
            parts.append((passage, start, end))
        first = self.passages[parts[0][0]]
        texts = [self.passages[passage].text[start:end] for passage, start, end in parts]
        text = join_chinese(texts) if is_chinese(first.language) else " ".join(texts)
        return Segment(text, first.language, first.document, first.line)

    def sentences_of(self, passage: Passage) -> tuple[int, int]:
        number = self.number_of[id(passage)]
        return self.starts[number], self.starts[number + 1]


class _Text:
    # Both sides, and what is asked of them.

    def __init__(self, zh: Sequence[Passage], en: Sequence[Passage], embedder: GetEmbedder) -> None:
        self.zh, self.en = _Side(zh), _Side(en)
        self._embedder = embedder
        self.unlike: set[Bead] = set()

    def beads(self) -> list[Bead]:
        return self.align(range(len(self.zh.texts)), range(len(self.en.texts)))

    def align(self, zh: Sequence[int], en: Sequence[int]) -> list[Bead]:
        return align(
            [self.zh.texts[i] for i in zh],
            [self.en.texts[j] for j in en],
            embedder=self._embedder(),
            hints=Hints(_begins(zh, self.zh), _begins(en, self.en)),
        )

    def region(self, match: Match) -> Region:
        return Region(*self.zh.sentences_of(match.zh), *self.en.sentences_of(match.en))

    def pair(self, bead: Bead) -> SegmentPair:
        return SegmentPair(self.zh.segment(bead.zh), self.en.segment(bead.en), PairKind.ALIGNED, bead.score)

    def is_good(self, bead: Bead) -> bool:
        return _is_sure(bead) and bead not in self.unlike

    def of_match(self, match: Match, beads: Sequence[Bead]) -> Iterator[SegmentPair]:
        # What the beads make of a pair of paragraphs that they fill.
        together = _together(beads, match.score) if _can_be_cut(self.region(match)) else []
        if len(together) > 1:
            yield from (self.pair(bead) for bead in together if bead.zh and bead.en)
        else:
            yield match.pair()


def _begins(numbers: Sequence[int], side: _Side) -> set[int]:
    starts = set(side.starts)
    return {at for at, number in enumerate(numbers) if number in starts}


def _can_be_cut(region: Region) -> bool:
    return region.zh_to - region.zh_from > 1 and region.en_to - region.en_from > 1


def _inside(matches: Sequence[Match], embedder: GetEmbedder, *, join: bool) -> Iterator[SegmentPair]:
    # `join`: paragraph pairs that are not sure and follow each other are aligned as one.
    text = _Text([match.zh for match in matches], [match.en for match in matches], embedder)
    walls = [text.region(match) for match in matches]
    if not any(map(_can_be_cut, walls)):
        yield from (match.pair() for match in matches)
        return
    groups: list[list[Match]] = []
    for match in matches:
        loose = match.kind is PairKind.PARALLEL and match.score < _SURE
        if join and loose and groups and groups[-1][-1].score < _SURE:
            groups[-1].append(match)
        else:
            groups.append([match])
    regions = [_around(text.region(group[0]), text.region(group[-1])) for group in groups]
    for group, beads in zip(groups, within(text.beads(), regions, text.align), strict=True):
        yield from _of_region(text, group, beads)


def _around(first: Region, last: Region) -> Region:
    return Region(first.zh_from, last.zh_to, first.en_from, last.en_to)


def _as_wholes(pairing: Pairing, embedder: GetEmbedder) -> Iterator[SegmentPair]:
    text = _Text(pairing.zh_side or (), pairing.en_side or (), embedder)
    shorter = min(len(text.zh.texts), len(text.en.texts))
    if not shorter:
        return
    model = embedder()
    if model is None and shorter < _ENOUGH:
        yield from _inside(pairing.matches, embedder, join=False)
        return
    beads = text.beads()
    if model is not None:
        sure = [bead for bead in beads if _is_sure(bead)]
        texts = [(text.zh.segment(bead.zh).text, text.en.segment(bead.en).text) for bead in sure]
        if not are_alike(texts, model):
            yield from (match.pair() for match in pairing.matches)
            return
        text.unlike = {bead for bead, like in zip(sure, likeness(texts, model), strict=True) if like < UNLIKE_PAIR}
    yield from _of_region(text, pairing.matches, beads)


def _of_region(text: _Text, matches: Sequence[Match], beads: Sequence[Bead]) -> Iterator[SegmentPair]:
    # Beads that fill a pair of paragraphs confirm it; elsewhere only what they are sure of counts.
    starts: dict[tuple[int, int], int] = {}
    i, j = _start(beads)
    for at, bead in enumerate(beads):
        starts.setdefault((i, j), at)
        i, j = i + len(bead.zh), j + len(bead.en)
    starts.setdefault((i, j), len(beads))
    done = 0
    for match in matches:
        region = text.region(match)
        first, last = starts.get((region.zh_from, region.en_from)), starts.get((region.zh_to, region.en_to))
        if first is None or last is None or first < done:
            continue
        yield from (text.pair(bead) for bead in beads[done:first] if text.is_good(bead))
        yield from text.of_match(match, beads[first:last])
        done = last
    yield from (text.pair(bead) for bead in beads[done:] if text.is_good(bead))


def _start(beads: Sequence[Bead]) -> tuple[int, int]:
    zh = next((bead.zh[0] for bead in beads if bead.zh), 0)
    en = next((bead.en[0] for bead in beads if bead.en), 0)
    return zh, en


def _is_sure(bead: Bead) -> bool:
    return bool(bead.zh and bead.en) and bead.score >= LOW


def _together(beads: Sequence[Bead], score: float) -> list[Bead]:
    # Beads in doubt as one: what stands around them is sure, and so is that they lie between.
    found: list[Bead] = []
    doubt: list[Bead] = []
    for bead in beads:
        if bead.score < LOW:
            doubt.append(bead)
            continue
        found += _joined(doubt, score)
        doubt = []
        found.append(bead)
    found += _joined(doubt, score)
    # One side alone, in doubt, belongs to a neighbour if to any.
    for at in range(len(found) - 1, -1, -1):
        bead = found[at]
        if bead.score < LOW and len(found) > 1:
            other = at - 1 if at else 1
            first, last = min(at, other), max(at, other)
            found[first : last + 1] = _joined(found[first : last + 1], score)
    return found


def _joined(beads: Sequence[Bead], score: float) -> list[Bead]:
    if not beads:
        return []
    zh = tuple(i for bead in beads for i in bead.zh)
    en = tuple(j for bead in beads for j in bead.en)
    return [Bead(zh, en, score if zh and en else 0.0)]
