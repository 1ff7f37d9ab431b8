"""One-to-many characters settled by what the text says in English, or by the words it is made of."""

from __future__ import annotations

from shuyu.conversion.ground import CUT, weak_places
from shuyu.conversion.senses import settle


def choose(source: str, converted: str, *, target: str, english: str | None) -> str:
    """`converted` with its ambiguous characters settled.

    Args:
        source: the text before conversion.
        converted: what OpenCC made of it.
        target: the canonical tag of `converted`.
        english: what the text says in English; None where that is not at hand.

    Returns:
        `converted` with other forms of the same characters where the English side, or the word they stand in, asks
        for them.

    >>> choose("后来了。", "後來了。", target="zh-Hant", english="The queen came.")
    '後來了。'
    """
    made = list(converted)
    for place in weak_places(source, converted, target=target):
        form = settle(source, place, english, target) if english else None
        if form is None and place.ground == CUT:
            form = place.within
        if form is not None:
            made[place.made] = form
    return "".join(made)
