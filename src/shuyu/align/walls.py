"""What is known beforehand about which sentences belong together, kept over what an alignment finds.

Documents are aligned as wholes, since neighbours and frequencies tell much; only what then runs across a wall is
aligned once more, between the walls.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from shuyu.align.sentences import Bead

Align = Callable[[Sequence[int], Sequence[int]], list[Bead]]
"""Aligns the sentences of these numbers; the numbers in its beads are places in the two lists."""
Numbers = tuple[Sequence[int], Sequence[int]]
"""Numbers of Chinese and of English sentences that a person put together; one side may be empty."""

# A person's decision is not a guess.
_DECIDED = 1.0


class Region(NamedTuple):
    """Sentences that are aligned only with each other: from, to (not included) on both sides."""

    zh_from: int
    zh_to: int
    en_from: int
    en_to: int


def within(beads: Sequence[Bead], regions: Sequence[Region], align: Align) -> list[list[Bead]]:
    """The beads of each region.

    Args:
        beads: of the whole documents, in order.
        regions: in order on both sides.
        align: what aligns a region that some bead runs out of.

    >>> beads = [Bead((0, 1), (0,), 0.6), Bead((2,), (1,), 0.9)]
    >>> regions = [Region(0, 1, 0, 1), Region(1, 3, 1, 2)]
    >>> again = lambda zh, en: [Bead(tuple(range(len(zh))), tuple(range(len(en))), 0.5)]
    >>> [[(bead.zh, bead.en) for bead in some] for some in within(beads, regions, again)]
    [[((0,), (0,))], [((1, 2), (1,))]]
    """
    ends = [0]
    for bead in beads:
        ends.append(ends[-1] + len(bead.zh) + len(bead.en))
    found: list[list[Bead]] = []
    for region in regions:
        first = bisect_left(ends, region.zh_from + region.en_from)
        last = bisect_right(ends, region.zh_to + region.en_to) - 1
        inside = list(beads[first:last])
        if _tiles(inside, region):
            found.append(inside)
            continue
        zh, en = range(region.zh_from, region.zh_to), range(region.en_from, region.en_to)
        found.append([_renumbered(bead, zh, en) for bead in align(zh, en)])
    return found


def _tiles(beads: Sequence[Bead], region: Region) -> bool:
    zh = [i for bead in beads for i in bead.zh]
    en = [j for bead in beads for j in bead.en]
    return zh == list(range(region.zh_from, region.zh_to)) and en == list(range(region.en_from, region.en_to))


def _renumbered(bead: Bead, zh: Sequence[int], en: Sequence[int]) -> Bead:
    return Bead(tuple(zh[i] for i in bead.zh), tuple(en[j] for j in bead.en), bead.score)


def decided(zh_count: int, en_count: int, fixed: Sequence[Numbers], align: Align) -> list[tuple[Bead, bool]]:
    """The beads of two documents with a person's decisions among them.

    Args:
        zh_count: Chinese sentences.
        en_count: English sentences.
        fixed: the decisions; they may be out of order, and leave numbers out.
        align: what aligns the rest.

    Returns:
        beads in the order of the Chinese side, and for each whether it was decided.

    Raises:
        ValueError: when `fixed` names a sentence twice or one that is not there.
    """
    chosen = _checked(fixed, zh_count, en_count)
    # What has no other side, and what lies across the rest, is taken out; the rest are walls.
    one_sided = [bead for bead in chosen if not (bead.zh and bead.en)]
    zh, en = _without(zh_count, one_sided, 0), _without(en_count, one_sided, 1)
    anchors = _chain([bead for bead in chosen if bead.zh and bead.en], zh, en)
    out = [bead for bead in chosen if bead not in anchors]
    zh, en = _without(zh_count, out, 0), _without(en_count, out, 1)
    zh_place, en_place = {number: at for at, number in enumerate(zh)}, {number: at for at, number in enumerate(en)}
    regions: list[Region] = []
    i = j = 0
    for bead in anchors:
        zh_at, en_at = zh_place[bead.zh[0]], en_place[bead.en[0]]
        regions += [Region(i, zh_at, j, en_at), Region(zh_at, zh_at + len(bead.zh), en_at, en_at + len(bead.en))]
        i, j = zh_at + len(bead.zh), en_at + len(bead.en)
    regions.append(Region(i, len(zh), j, len(en)))

    def again(some_zh: Sequence[int], some_en: Sequence[int]) -> list[Bead]:
        return align([zh[at] for at in some_zh], [en[at] for at in some_en])

    whole = [] if len(anchors) == len(regions) else align(zh, en)
    found: list[tuple[Bead, bool]] = []
    for number, some in enumerate(within(whole, regions[::2], again)):
        found += [(_renumbered(bead, zh, en), False) for bead in some]
        found += [(bead, True) for bead in anchors[number : number + 1]]
    return _put_in(found, out, zh_count)


def _checked(fixed: Sequence[Numbers], zh_count: int, en_count: int) -> list[Bead]:
    for side, name, count in ((0, "Chinese", zh_count), (1, "English", en_count)):
        seen: set[int] = set()
        for decision in fixed:
            for number in decision[side]:
                if not 0 <= number < count:
                    raise ValueError(f"there is no {name} sentence {number}")
                if number in seen:
                    raise ValueError(f"{name} sentence {number} is decided twice")
                seen.add(number)
    return [Bead(tuple(sorted(zh)), tuple(sorted(en)), _DECIDED) for zh, en in fixed if zh or en]


def _without(count: int, beads: Sequence[Bead], side: int) -> list[int]:
    gone = {number for bead in beads for number in (bead.zh, bead.en)[side]}
    return [number for number in range(count) if number not in gone]


def _chain(beads: Sequence[Bead], zh: Sequence[int], en: Sequence[int]) -> list[Bead]:
    # The most beads that are in order on both sides and have no holes: a longest increasing subsequence.
    zh_place, en_place = {number: at for at, number in enumerate(zh)}, {number: at for at, number in enumerate(en)}
    solid = [
        bead
        for bead in beads
        if zh_place[bead.zh[-1]] - zh_place[bead.zh[0]] == len(bead.zh) - 1
        and en_place[bead.en[-1]] - en_place[bead.en[0]] == len(bead.en) - 1
    ]
    solid.sort(key=lambda bead: bead.zh)
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for at, bead in enumerate(solid):
        length = bisect_left(ends, bead.en[0])
        before.append(last[length - 1] if length else None)
        ends[length : length + 1] = [bead.en[0]]
        last[length : length + 1] = [at]
    found: list[Bead] = []
    step = last[-1] if last else None
    while step is not None:
        found.append(solid[step])
        step = before[step]
    return found[::-1]


def _put_in(found: list[tuple[Bead, bool]], out: Sequence[Bead], zh_count: int) -> list[tuple[Bead, bool]]:
    if not out:
        return found
    # Each bead with the first numbers of both sides that it or what follows it has.
    keys: list[tuple[int, int]] = []
    i, j = zh_count, max((bead.en[-1] + 1 for bead, _ in found if bead.en), default=0)
    for bead, _ in reversed(found):
        i, j = bead.zh[0] if bead.zh else i, bead.en[0] if bead.en else j
        keys.append((i, j))
    keys.reverse()
    starts = [j for _, j in keys]
    for bead in out:
        if bead.zh:
            keys.append((bead.zh[0], -1))
        else:
            at = bisect_left(starts, bead.en[0])
            keys.append((keys[at][0] if at < len(starts) else zh_count, bead.en[0]))
    every = [*found, *((bead, True) for bead in out)]
    return [every[at] for at in sorted(range(len(every)), key=lambda at: (keys[at], at < len(found)))]
