"""Where a conversion from Simplified to Traditional chose between several forms, and on what ground.

OpenCC reads a text from left to right and takes the longest entry of its phrase dictionary at each place; a character
that no entry covers becomes the usual one of its forms. A choice is on weak ground where

- no phrase covered the character (`alone`), or
- a phrase did, but it begins or ends inside a word, so that the word alone would have become something else
  (`cut`: in 实行并发布 the entry 并发 takes a character from 发布), or
- the word has several spellings, each for a meaning of its own (`word`: 回复 is 回覆, to reply, or 回復, to restore).

OpenCC says nothing about the entries it took. They are found by running it with a dictionary of our own in place of
its characters: what comes out as a mark was covered by no phrase.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from shuyu.conversion._forms import FORMS, WORDS
from shuyu.conversion.spread import spread
from shuyu.languages import HANS, HANT
from shuyu.text.han import is_han
from shuyu.text.script import chain_for, converter
from shuyu.text.segment import Span, words

ALONE, CUT, WORD = "alone", "cut", "word"

# A phrase that settles a character is looked for this far around it.
_REACH = 4
_MARK = 0xE000
_PRIVATE = range(0xE000, 0xF900)


class Place(NamedTuple):
    """A character of the source for which the conversion chose one of several forms.

    Attributes:
        at: where it stands in the source.
        made: where its form stands in the converted text.
        chosen: the form it got.
        others: the forms it did not get, in the standard of the target.
        word: the word it stands in.
        ground: `ALONE`, `CUT` or `WORD`.
        within: the form that the word alone would give it; `chosen` unless the ground is `CUT`.
    """

    at: int
    made: int
    chosen: str
    others: tuple[str, ...]
    word: Span
    ground: str
    within: str


@lru_cache(maxsize=1)
def forms() -> dict[str, tuple[str, ...]]:
    """Simplified characters with several Traditional forms, the usual one first, in OpenCC's own standard.

    >>> forms()["后"], "人" in forms()
    (('後', '后'), False)
    """
    return {row[0]: tuple(row[1:]) for row in FORMS.split()}


def weak_places(source: str, converted: str, *, target: str) -> list[Place]:
    """The places of `source` where the conversion to `target` chose a form on weak ground.

    Args:
        source: Simplified text.
        converted: what it became.
        target: the canonical tag of what it became.

    Returns:
        the places in order; none for a character that a regional word replaced.

    >>> [(place.chosen, place.others, place.ground) for place in weak_places("她的发", "她的發", target="zh-Hant")]
    [('發', ('髮',), 'alone')]
    """
    several = forms()
    if not any(character in several for character in source):
        return []
    made = spread(source, converted, range(len(source) + 1))
    found = []
    spans = words(source)
    plain = to_traditional(source)
    grounds = _grounds(source, plain, spans)
    for at, (ground, span, within) in sorted(grounds.items()):
        if made[at + 1] - made[at] != 1:
            continue
        chosen = converted[made[at]]
        choices = in_standard(several[source[at]], target)
        if chosen in choices:
            others = tuple(form for form in choices if form != chosen)
            within = in_standard((within,), target)[0]
            if others:
                found.append(Place(at, made[at], chosen, others, span, ground, within))
    return found


def in_standard(choices: Iterable[str], target: str) -> tuple[str, ...]:
    """Traditional forms, each once, as `target` writes them.

    >>> in_standard(("裏", "里"), "zh-Hant-TW")
    ('裡', '里')
    """
    return _in_standard(tuple(choices), target)


@lru_cache(maxsize=4096)
def _in_standard(choices: tuple[str, ...], target: str) -> tuple[str, ...]:
    if not chain_for(HANT, target):
        return tuple(dict.fromkeys(choices))
    return tuple(dict.fromkeys(map(converter(target, from_=HANT), choices)))


def to_traditional(text: str) -> str:
    """`text` as OpenCC's own standard writes it."""
    return converter(HANT, from_=HANS)(text)


def _grounds(source: str, plain: str, spans: Sequence[Span]) -> dict[int, tuple[str, Span, str]]:
    several = forms()
    uncovered = _uncovered([source])[0]
    if len(plain) != len(source):
        return {}
    word_of = {at: span for span in spans for at in range(*span)}
    found: dict[int, tuple[str, Span, str]] = {}
    asked: list[int] = []
    for at, character in enumerate(source):
        if character not in several:
            continue
        span = word_of.get(at, Span(at, at + 1))
        if source[span.start : span.end] in _doubtful():
            found[at] = (WORD, span, plain[at])
            continue
        if at in uncovered:
            found[at] = (ALONE, span, plain[at])
        asked.append(at)
    found.update(_cuts(source, plain, asked, spans, uncovered))
    return found


def _cuts(
    source: str, plain: str, asked: Sequence[int], spans: Sequence[Span], uncovered: Collection[int]
) -> dict[int, tuple[str, Span, str]]:
    # Each character as its word alone gives it; where that differs, a phrase of whole words may still have settled it.
    word_of = {at: span for span in spans for at in range(*span)}
    alone = to_traditional("\n".join(source[slice(*word_of[at])] for at in asked)).split("\n") if asked else []
    differ = [
        (at, word[at - word_of[at].start])
        for at, word in zip(asked, alone, strict=True)
        if len(word) == word_of[at].end - word_of[at].start and word[at - word_of[at].start] != plain[at]
    ]
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    found = {}
    for at, within in differ:
        if at in uncovered:
            found[at] = (CUT, word_of[at], within)
            continue
        # The shortest stretches around the character that settle it: entries of the dictionary.
        stretches = [
            (first, last)
            for first in range(max(0, at - _REACH), at + 1)
            for last in range(at + 1, min(len(source), at + _REACH) + 1)
            if last - first > 1 and all(map(is_han, source[first:last]))
        ]
        pieces = [source[first:last] for first, last in stretches]
        # Of these, the ones that give what the whole text gives: one of them was taken.
        covered = {
            (first, last)
            for (first, last), uncovered_there, made in zip(
                stretches, _uncovered(pieces), to_traditional("\n".join(pieces)).split("\n"), strict=True
            )
            if at - first not in uncovered_there and made[at - first : at - first + 1] == plain[at]
        }
        entries = [
            (first, last)
            for first, last in covered
            if (first + 1, last) not in covered and (first, last - 1) not in covered
        ]
        if not any(first in starts and last in ends for first, last in entries):
            found[at] = (CUT, word_of[at], within)
    return found


@lru_cache(maxsize=1)
def _doubtful() -> frozenset[str]:
    return frozenset(WORDS.split())


def _uncovered(texts: Sequence[str]) -> list[set[int]]:
    # The places of each text that no phrase of OpenCC's dictionary covers, of characters with several forms.
    if not texts:
        return []
    # Private characters and line ends of the text itself must not be taken for marks and for ends of texts.
    masked = [text.translate(_MASK) for text in texts]
    marked = _marker().convert("\n".join(masked)).split("\n")
    return [{at for at, character in enumerate(text) if ord(character) in _PRIVATE} for text in marked]


_MASK = {ord("\n"): " ", **dict.fromkeys(_PRIVATE, " ")}


@cache
def _marker() -> Any:
    import opencc

    share = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
    phrases = [{"type": "ocd2", "file": str(share / f"{name}.ocd2")} for name in _PHRASES]
    with tempfile.TemporaryDirectory() as folder:
        marks = Path(folder, "marks.txt")
        rows = (f"{character}\t{chr(_MARK + at)}\n" for at, character in enumerate(forms()))
        marks.write_text("".join(rows), encoding="utf-8", newline="\n")
        group = {"type": "group", "match_policy": "union", "dicts": phrases}
        both = {
            "type": "group",
            "match_policy": "short_circuit",
            "dicts": [group, {"type": "text", "file": str(marks)}],
        }
        configuration = Path(folder, "marks.json")
        configuration.write_text(json.dumps({"name": "marks", "conversion_chain": [{"dict": both}]}), encoding="utf-8")
        return opencc.OpenCC(str(configuration))


_PHRASES = ("STPhrases", "STPhrases_GeneratedFromRegionalPhrases")
