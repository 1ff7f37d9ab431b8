"""The places where a conversion chose between several forms on weak ground."""

from __future__ import annotations

from dataclasses import dataclass

from shuyu.conversion.choose import character_in, heard, settled_form
from shuyu.conversion.ground import CUT, NAME, WORD, Place, weak_places
from shuyu.conversion.senses import English, read_english
from shuyu.conversion.wording import Wording, heard_word, replaced_words

# A character that makes another form thinkable is looked for this far to either side.
_NEAR = 2


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
        settled: what settled it after all: `english`, `word` (the word alone is clear, though OpenCC cut it); None
            where the ground is weak.
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
    """The places of `source` whose form was chosen on weak ground, and which a person should look at.

    Left out is what is right nearly always: a character that is usually one form (后 as 後) is named only where
    something by its side, or in English, makes another thinkable.

    Args:
        source: the text before conversion.
        converted: what it became, before or after `choose`.
        target: the canonical tag of `converted`.
        english: what the text says in English, where that is at hand.

    Returns:
        the places in order.

    >>> [(doubt.source, doubt.chosen, doubt.alternatives) for doubt in doubts("她的发", "她的發", target="zh-Hant")]
    [('发', '發', ('髮',))]
    >>> [found] = doubts("她的发", "她的髮", target="zh-Hant", english="her hair")
    >>> found.settled, found.why
    ('english', '"hair" in the English text speaks for 髮.')
    """
    read = read_english(english) if english else None
    found = []
    for place in weak_places(source, converted, target=target):
        doubt = _doubt(source, place, target, read)
        if doubt is not None:
            found.append(doubt)
    for word in replaced_words(source, converted, target=target):
        doubt = _word_doubt(source, word, read)
        if doubt is not None:
            found.append(doubt)
    return sorted(found, key=lambda doubt: doubt.start)


def _doubt(source: str, place: Place, target: str, english: English | None) -> Doubt | None:
    verdict = heard(place, target, english)
    word = source[slice(*place.word)]
    character, chosen = source[place.at], place.chosen
    settled = None
    if place.ground == CUT:
        settled = "word" if chosen == place.within else None
        why = f"An entry of OpenCC's dictionary ends inside {word}, which by itself would have {place.within}."
    elif place.ground == NAME:
        if chosen == place.within:
            return None
        why = f"{character} is part of a name here, which is written {place.within}."
    elif verdict is not None and verdict.form == chosen:
        if not _thinkable(source, place, target) and not _open(place):
            return None
        settled, why = "english", f'"{verdict.cue}" in the English text speaks for {chosen}.'
    elif verdict is not None:
        why = f'"{verdict.cue}" in the English text speaks for {verdict.form}, not for {chosen}.'
    elif settled_form(place, target, None) == chosen:
        return None
    elif _open(place) or _thinkable(source, place, target):
        others = " or ".join(place.others)
        if place.ground == WORD:
            known = word if place.sense is None else place.sense.source
            why = f"{known} has several spellings, each for a meaning of its own; {character} could be {others} too."
        else:
            why = f"No word of the dictionary settles {character} here; it could be {others} too."
    else:
        return None
    return Doubt(place.at, place.at + 1, character, chosen, place.others, word, why, settled)


def _word_doubt(source: str, word: Wording, english: English | None) -> Doubt | None:
    verdict = heard_word(word, english)
    if verdict is None and not word.sense.open:
        return None
    text, others = source[slice(*word.span)], " or ".join(word.others)
    settled = None
    if verdict is None:
        why = f"{text} became {word.chosen}, the region's word in one of its meanings; in another it is {others}."
    elif verdict.form == word.chosen:
        settled, why = "english", f'"{verdict.cue}" in the English text speaks for {word.chosen}.'
    else:
        why = f'"{verdict.cue}" in the English text speaks for {verdict.form}, not for {word.chosen}.'
    return Doubt(*word.span, text, word.chosen, word.others, text, why, settled)


def _open(place: Place) -> bool:
    return place.sense.open if place.sense is not None else place.ground == WORD


def _thinkable(source: str, place: Place, target: str) -> bool:
    # Whether something beside the character makes a form thinkable that it did not get.
    if place.sense is None:
        return False
    beside = set(source[max(0, place.at - _NEAR) : place.at] + source[place.at + 1 : place.at + 1 + _NEAR])
    return any(
        character_in(place, form, target) != place.chosen and not beside.isdisjoint(near)
        for form, near in place.sense.near.items()
    )
