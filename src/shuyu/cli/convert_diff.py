"""What conversion changes, as a diff: line by line for text, place by place for other documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shuyu.conversion.turns import Change

_AROUND = 3


def by_line(name: str, before: str, after: str) -> list[str]:
    r"""A unified diff of two texts.

    Conversion keeps lines where they are, so that the diff takes no longer than reading both; only where lines were
    joined (`--clean`) are they compared as any two texts.

    >>> by_line("a.txt", "一\n術語\n", "一\n术语\n")
    ['--- a.txt', '+++ a.txt', '@@ -1,2 +1,2 @@', ' 一', '-術語', '+术语']
    """
    if before == after:
        return []
    old, new = _lines(before), _lines(after)
    if len(old) != len(new):
        from difflib import unified_diff

        return [line.rstrip("\n") for line in unified_diff(old, new, name, name, lineterm="")]
    changed = [at for at, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    lines = [f"--- {name}", f"+++ {name}"]
    at = 0
    while at < len(changed):
        last = at
        while last + 1 < len(changed) and changed[last + 1] - changed[last] <= 2 * _AROUND:
            last += 1
        start, end = max(0, changed[at] - _AROUND), min(len(old), changed[last] + _AROUND + 1)
        lines.append(f"@@ -{start + 1},{end - start} +{start + 1},{end - start} @@")
        lines += _hunk(old[start:end], new[start:end])
        at = last + 1
    return lines


def _lines(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def _hunk(old: Sequence[str], new: Sequence[str]) -> list[str]:
    # Lines that change together stand together, the old ones first.
    lines: list[str] = []
    waiting: list[str] = []
    for a, b in zip(old, new, strict=True):
        if a == b:
            lines += [*waiting, f" {a}"]
            waiting = []
        else:
            lines.append(f"-{a}")
            waiting.append(f"+{b}")
    return lines + waiting


def by_unit(name: str, changes: Sequence[Change]) -> list[str]:
    """The units that change, with their places.

    >>> from shuyu.conversion.turns import Change
    >>> by_unit("a.docx", [Change("paragraph 1", None, "術語", "术语")])
    ['--- a.docx', '+++ a.docx', '@@ paragraph 1 @@', '-術語', '+术语']
    """
    if not changes:
        return []
    lines = [f"--- {name}", f"+++ {name}"]
    place = None
    for number, change in enumerate(changes, 1):
        here = change.place or (f"line {change.line}" if change.line is not None else f"change {number}")
        if here != place:
            lines.append(f"@@ {here} @@")
            place = here
        lines += [f"-{line}" for line in change.before.split("\n")]
        lines += [f"+{line}" for line in change.after.split("\n")]
    return lines
