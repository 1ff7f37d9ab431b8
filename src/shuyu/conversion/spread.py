"""Where a place of the source text is in the converted text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from shuyu.text.fold import simplified_chars


def spread(source: str, converted: str, cuts: Sequence[int]) -> list[int]:
    """The offsets in `converted` that answer to the offsets `cuts` in `source`.

    Characters that stay, or change script, stand for themselves; a word that another word of the same length replaces
    does so character by character, and one of another length in proportion.

    Args:
        source: the text before conversion.
        converted: what it became.
        cuts: rising offsets into `source`, code points.

    Returns:
        as many offsets into `converted`, rising. Cost: quadratic in the changed stretch over the machine's word
        length where lengths differ, else none.

    >>> spread("头发", "頭髮", [1]), spread("一台打印机在这里", "一臺印表機在這裡", [2, 5])
    ([1], [2, 5])
    >>> spread("用内存条", "用記憶體條", [1, 3, 4])
    [1, 4, 5]
    """
    if len(source) == len(converted):
        return list(cuts)
    from rapidfuzz.distance import Levenshtein

    offsets: list[int] = []
    blocks = _blocks(Levenshtein.opcodes(simplified_chars(source), simplified_chars(converted)))
    at = 0
    for cut in cuts:
        while at < len(blocks) and blocks[at].end <= cut:
            at += 1
        if at == len(blocks):
            offsets.append(len(converted))
            continue
        block = blocks[at]
        share = (cut - block.start) / (block.end - block.start)
        offsets.append(block.made + round(share * (block.done - block.made)))
    return offsets


class _Block(NamedTuple):
    # Source start:end became made:done.
    start: int
    end: int
    made: int
    done: int


def _blocks(steps: Iterable[Any]) -> list[_Block]:
    # Steps of change that touch are one replacement. What is only inserted is one with the character before it (at the
    # very beginning, after it), so that no block is empty on the source's side.
    blocks: list[_Block] = []
    changed = False
    for step in steps:
        block = _Block(step.src_start, step.src_end, step.dest_start, step.dest_end)
        changes = step.tag != "equal"
        if changes and changed:
            last = blocks.pop()
            block = _Block(last.start, block.end, last.made, block.done)
        elif not changes and changed and blocks[-1].start == blocks[-1].end:
            last = blocks.pop()
            if blocks:
                blocks += _with_the_one_before(blocks.pop(), last)
            else:
                blocks.append(_Block(0, 1, 0, last.done + 1))
                block = _Block(block.start + 1, block.end, block.made + 1, block.done)
        blocks.append(block)
        changed = changes
    if changed and len(blocks) > 1 and blocks[-1].start == blocks[-1].end:
        last = blocks.pop()
        blocks += _with_the_one_before(blocks.pop(), last)
    return [block for block in blocks if block.start < block.end]


def _with_the_one_before(equal: _Block, inserted: _Block) -> tuple[_Block, _Block]:
    return (
        _Block(equal.start, equal.end - 1, equal.made, equal.done - 1),
        _Block(inserted.start - 1, inserted.end, inserted.made - 1, inserted.done),
    )
