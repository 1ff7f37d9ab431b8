"""Regional words that replaced a word which the region keeps in another meaning (程序 is 程式, but also 程序)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from shuyu.conversion.probe import to_simplified, to_traditional
from shuyu.conversion.senses import English, Sense, Verdict, sense_of, senses, weigh
from shuyu.conversion.spread import spread
from shuyu.languages import HANS, HANT
from shuyu.text.script import chain_for, converter
from shuyu.text.segment import Span, words

NAME = "wording"


class Wording(NamedTuple):
    """A word of the source that a regional word replaced.

    Attributes:
        span: where it stands in the source.
        made: where the regional word stands in the converted text.
        chosen: the regional word.
        others: what it could have become.
        sense: what is known of its meanings.
    """

    span: Span
    made: Span
    chosen: str
    others: tuple[str, ...]
    sense: Sense


def replaced_words(source: str, converted: str, *, target: str) -> list[Wording]:
    """The words of `source` that `converted` has another word for, of those that have several meanings.

    Args:
        source: the text before conversion.
        converted: what it became; without regional words nothing is found.
        target: the canonical tag of `converted`.

    Returns:
        the words in order.

    >>> [(word.chosen, word.others) for word in replaced_words("法律程序", "法律程式", target="zh-Hant-TW")]
    [('程式', ('程序',))]
    >>> replaced_words("法律程序", "法律程序", target="zh-Hant-TW")
    []
    """
    table = senses(NAME)
    if not any(word in source for word in table) or _characters(source, target) == converted:
        return []
    found = []
    made = spread(source, converted, range(len(source) + 1))
    borders = {border for span in words(source) for border in span}
    for at, length in _known(source, table):
        span = Span(at, at + length)
        # A word may stand inside a longer one (司法程序), but not across two.
        inside = not any(border in borders for border in range(span.start + 1, span.end))
        sense = sense_of(source[slice(*span)], target, NAME)
        if sense is None or not (inside or borders.issuperset(span)):
            continue
        place = Span(made[span.start], made[span.end])
        chosen = converted[slice(*place)]
        if chosen in sense.forms and chosen != _characters(sense.source, target):
            found.append(Wording(span, place, chosen, tuple(form for form in sense.forms if form != chosen), sense))
    return found


def heard_word(word: Wording, english: English | None) -> Verdict | None:
    """What the English side says about a word; None where it does not tell."""
    return None if english is None else weigh(word.sense.forms, word.chosen, english)


def _known(source: str, table: Mapping[str, object]) -> Iterator[tuple[int, int]]:
    lengths = sorted({len(word) for word in table})
    for at in range(len(source)):
        for length in lengths:
            if source[at : at + length] in table:
                yield at, length


def _characters(text: str, target: str) -> str:
    # The text in the target's script and standard, its words kept.
    if target == HANS:
        return to_simplified(text)
    plain = to_traditional(text)
    return converter(target, from_=HANT)(plain) if chain_for(HANT, target) else plain
