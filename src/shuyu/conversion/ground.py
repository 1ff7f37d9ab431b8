"""Where a conversion chose between several forms of a character, and on what ground.

OpenCC reads a text from left to right and takes the longest entry of its phrase dictionary at each place; a character
that no entry covers becomes the usual one of its forms. A choice is on weak ground where

- no entry covered the character, and it is a word by itself or stands in one that no dictionary knows (`ALONE`), or
- an entry did, but it begins or ends inside a word, so that the word alone would have become something else
  (`CUT`: in 访谈并发布 the entry 并发 takes a character from 发布), or
- the word has several spellings, each for its own meaning (`WORD`: 回复 is 回覆, to reply, or 回復, to restore), or
- the character is part of a name (`NAME`: 余先生, which is not 餘).

OpenCC says nothing about the entries it took. They are found by running it with a dictionary of our own in place of
its characters (`probe`): what comes out as a mark was covered by no entry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from shuyu.conversion._forms import WORDS
from shuyu.conversion.names import name_form
from shuyu.conversion.probe import entries, forms, to_simplified, to_traditional, uncovered
from shuyu.conversion.senses import Sense, sense_of, senses
from shuyu.conversion.spread import spread
from shuyu.languages import HANS, HANT
from shuyu.text.script import chain_for, converter
from shuyu.text.segment import Span, part_of_speech, words

ALONE, CUT, WORD, NAME = "alone", "cut", "word", "name"

# OpenCC has 里 from entries for foreign names only; that jieba cuts these otherwise says nothing for 裏.
_IN = "裏"
# An entry that settles a character is looked for this far around it.
_REACH = 6


class Place(NamedTuple):
    """A character of the source for which the conversion chose one of several forms.

    Attributes:
        at: where it stands in the source.
        made: where its form stands in the converted text.
        chosen: the form it got.
        others: the forms it did not get, in the standard of the target.
        word: the word it stands in.
        ground: `ALONE`, `CUT`, `WORD` or `NAME`.
        within: the form that the word alone, or the name, would give it; `chosen` on other grounds.
        sense: what is known of its meanings; None where nothing is.
        sensed: where what `sense` is about begins.
    """

    at: int
    made: int
    chosen: str
    others: tuple[str, ...]
    word: Span
    ground: str
    within: str
    sense: Sense | None
    sensed: int


class _Ground(NamedTuple):
    kind: str
    word: Span
    within: str
    sense: Sense | None = None
    sensed: int = 0


def weak_places(source: str, converted: str, *, target: str) -> list[Place]:
    """The places of `source` where the conversion to `target` chose a form on weak ground.

    Args:
        source: Chinese text.
        converted: what it became.
        target: the canonical tag of what it became.

    Returns:
        the places in order; none for a character that a regional word replaced.

    >>> [(place.chosen, place.others, place.ground) for place in weak_places("她的发", "她的發", target="zh-Hant")]
    [('發', ('髮',), 'alone')]
    >>> weak_places("头发", "頭髮", target="zh-Hant")
    []
    """
    several = forms(target)
    if several.keys().isdisjoint(source):
        return []
    spans = words(source)
    plain = to_simplified(source) if target == HANS else to_traditional(source)
    if len(plain) != len(source):
        return []
    made = spread(source, converted, range(len(source) + 1))
    found = []
    for at, ground in sorted(_grounds(source, plain, spans, target).items()):
        chosen = converted[made[at] : made[at + 1]]
        choices = in_standard((*several[source[at]], ground.within), target)
        if chosen in choices and len(choices) > 1:
            others = tuple(form for form in choices if form != chosen)
            within = in_standard((ground.within,), target)[0] if ground.kind in (CUT, NAME) else chosen
            found.append(
                Place(at, made[at], chosen, others, ground.word, ground.kind, within, ground.sense, ground.sensed)
            )
    return found


def in_standard(choices: Iterable[str], target: str) -> tuple[str, ...]:
    """Forms in OpenCC's own standard, each once, as `target` writes them.

    >>> in_standard(("裏", "里"), "zh-Hant-TW")
    ('裡', '里')
    """
    return _in_standard(tuple(choices), target)


@lru_cache(maxsize=4096)
def _in_standard(choices: tuple[str, ...], target: str) -> tuple[str, ...]:
    if target == HANS or not chain_for(HANT, target):
        return tuple(dict.fromkeys(choices))
    return tuple(dict.fromkeys(map(converter(target, from_=HANT), choices)))


def _grounds(source: str, plain: str, spans: Sequence[Span], target: str) -> dict[int, _Ground]:
    several = forms(target)
    open_places = uncovered([source], target)[0]
    word_of = {at: span for span in spans for at in range(*span)}
    known = dict(_known_words(source, plain, spans, target))
    found: dict[int, _Ground] = {}
    asked: list[int] = []
    for at, character in enumerate(source):
        if character not in several:
            continue
        span = word_of.get(at, Span(at, at + 1))
        if at in known:
            meant = known[at]
            if meant is not None:
                found[at] = _Ground(WORD, span, plain[at], *meant)
            continue
        unknown = span.end - span.start > 1 and not part_of_speech(source[slice(*span)])
        name = name_form(source, at, span, unknown=unknown) if target != HANS else None
        if name is not None:
            found[at] = _Ground(NAME, span, name)
            continue
        if at in open_places and (span.end - span.start == 1 or unknown or target == HANS):
            found[at] = _Ground(ALONE, span, plain[at], sense_of(character, target), at)
        asked.append(at)
    if target != HANS:
        found.update(_cuts(source, plain, asked, spans, open_places))
    return found


def _known_words(
    source: str, plain: str, spans: Sequence[Span], target: str
) -> Iterator[tuple[int, tuple[Sense | None, int] | None]]:
    # The characters in words that the table of senses, or OpenCC's dictionary, gives several spellings; longer words
    # come later, so that they win.
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    borders = starts | ends
    several = forms(target)
    found = [
        (len(word), first, word)
        for first, character in enumerate(source)
        for word in _words_by_first().get(character, ())
        if source.startswith(word, first)
    ]
    for length, first, word in sorted(found):
        last = first + length
        whole = first in starts and last in ends
        if not whole and any(border in borders for border in range(first + 1, last)):
            continue
        sense = sense_of(word, target)
        spellings = _doubtful().get(word, ()) if target != HANS else ()
        for at in range(first, last):
            made = {form[at - first] for form in (*(sense.forms if sense else ()), *spellings)}
            if source[at] in several:
                # Where all spellings agree with what stands there, the word settles it.
                yield at, (sense, first) if made - {plain[at]} else None


@lru_cache(maxsize=1)
def _words_by_first() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted({word for word in (*_doubtful(), *senses()) if len(word) > 1}):
        found[word[0]] = (*found.get(word[0], ()), word)
    return found


@lru_cache(maxsize=1)
def _doubtful() -> dict[str, tuple[str, ...]]:
    # Words for which OpenCC's own dictionary has several spellings.
    rows = (row.split("/") for row in WORDS.split())
    return {word: tuple(spellings) for word, *spellings in rows}


def _cuts(
    source: str, plain: str, asked: Sequence[int], spans: Sequence[Span], open_places: Collection[int]
) -> dict[int, _Ground]:
    # Each character as its word alone gives it; where that differs, an entry of whole words may still have settled it.
    word_of = {at: span for span in spans for at in range(*span)}
    asked = [at for at in asked if at in word_of]
    alone = to_traditional("\n".join(source[slice(*word_of[at])] for at in asked)).split("\n") if asked else []
    differ = [
        (at, word[at - word_of[at].start])
        for at, word in zip(asked, alone, strict=True)
        if len(word) == word_of[at].end - word_of[at].start and word[at - word_of[at].start] not in (plain[at], _IN)
    ]
    return {
        at: _Ground(CUT, word_of[at], within)
        for at, within in differ
        if _known_around(source, word_of, at) and not _settled_by_whole_words(source, at, plain[at], spans)
    }


def _known_around(source: str, word_of: dict[int, Span], at: int) -> bool:
    # Whether a dictionary knows the word, if it is one of several characters; else the words that it stands between.
    # What jieba makes of an unknown name is no ground to set an entry of OpenCC aside.
    span = word_of[at]
    if span.end - span.start > 1 and part_of_speech(source[slice(*span)]):
        return True
    beside = [word_of[other] for other in (span.start - 1, span.end) if other in word_of]
    return all(part_of_speech(source[slice(*word)]) for word in beside)


def _settled_by_whole_words(source: str, at: int, form: str, spans: Sequence[Span]) -> bool:
    # Whether an entry that begins and ends with a word gives the character this form.
    starts = [span.start for span in spans if at - _REACH <= span.start <= at]
    ends = [span.end for span in spans if at < span.end <= at + _REACH]
    stretches = [
        (first, last) for first in starts for last in ends if last - first > 1 and "\n" not in source[first:last]
    ]
    pieces = [source[first:last] for first, last in stretches]
    made = to_traditional("\n".join(pieces)).split("\n")
    return any(
        converted[at - first : at - first + 1] == form and is_entry
        for (first, _), converted, is_entry in zip(stretches, made, entries(pieces), strict=True)
    )
