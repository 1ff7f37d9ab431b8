"""The places where a conversion chose between several forms on weak ground."""

from __future__ import annotations

from dataclasses import dataclass

from shuyu.conversion.ground import CUT, WORD, weak_places
from shuyu.conversion.senses import settle


@dataclass(frozen=True)
class Doubt:
    """A place where another form may be meant.

    Attributes:
        start: where it begins in the source, in code points.
        end: where it ends.
        source: what stands there.
        chosen: what it became.
        alternatives: what it could have become.
        word: the word it stands in, as the source has it.
        why: a sentence for a person.
        settled: what settled it after all (`english`, `term`); None where the ground is weak.
    """

    start: int
    end: int
    source: str
    chosen: str
    alternatives: tuple[str, ...]
    word: str
    why: str
    settled: str | None = None


def doubts(source: str, converted: str, *, target: str, english: str | None = None) -> list[Doubt]:
    """The places of `source` whose form was chosen on weak ground.

    Args:
        source: the text before conversion.
        converted: what it became.
        target: the canonical tag of `converted`.
        english: what the text says in English, where that is at hand.

    Returns:
        the places in order.

    >>> [(doubt.source, doubt.chosen, doubt.alternatives) for doubt in doubts("她的发", "她的發", target="zh-Hant")]
    [('发', '發', ('髮',))]
    """
    found = []
    for place in weak_places(source, converted, target=target):
        word = source[slice(*place.word)]
        if place.ground == CUT:
            why = f"The dictionary's entry runs over the end of the word {word}."
        elif place.ground == WORD:
            why = f"{word} has more than one spelling."
        else:
            why = f"No entry of the dictionary settles {source[place.at]} here."
        settled = "english" if english and settle(source, place, english, target) == place.chosen else None
        found.append(Doubt(place.at, place.at + 1, source[place.at], place.chosen, place.others, word, why, settled))
    return found
