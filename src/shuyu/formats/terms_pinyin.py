"""Pinyin that a person gave for a term: is it readable, and does it have a syllable for every character?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from shuyu.formats.terms_values import Fault, shown
from shuyu.text._syllables import INTERJECTIONS, LONGEST, SYLLABLES
from shuyu.text.han import HAN, count_han

_LONGEST_READING = 500
_BETWEEN = re.compile(r"[\s'’‘`´\-‐‑–·・.,，、。:：;；()（）“”\"《》「」/]+")
_HAN = re.compile(f"[{HAN}]")
_LATIN_RUN = re.compile(f"[^\\W_{HAN}]+")
_TONE_MARKS = frozenset("\u0304\u0301\u030c\u0306\u0300")
_MARK_OF_TONE = ("", "\u0304", "\u0301", "\u030c", "\u0300", "")
_DIAERESIS = "\u0308"
_HOW = "Write syllables with tone marks or numbers, such as shù yǔ or shu4 yu3."


class _Letter(NamedTuple):
    shown: str
    base: str
    toned: bool


class _Way(NamedTuple):
    """A way to read what has been read so far: its cost, and the syllables as they will be shown."""

    cost: int
    syllables: tuple[str, ...]


_Ways = dict[int, _Way]
"""For each number of syllables, the cheapest way to come to it."""


def read_pinyin(value: str, text: str) -> str | Fault:
    """The reading of a term as the model wants it, or what is wrong with it.

    Tones are marks or numbers; syllables may be written together; Latin runs of the term may be left out.

    Args:
        value: what was given.
        text: the term.

    Returns:
        tone-marked syllables with single spaces between them.

    >>> read_pinyin("réngōng zhìnéng", "人工智能"), read_pinyin("nu:3 xing4", "女性"), read_pinyin("Xī'ān", "西安")
    ('rén gōng zhì néng', 'nǚ xìng', 'Xī ān')
    >>> read_pinyin("réngōng", "人工智能").what
    'the pinyin "réngōng" has 2 syllables for the 4 characters of "人工智能"'
    """
    if len(value) > _LONGEST_READING:
        return Fault("E218", f'the pinyin "{shown(value)}" is too long', _HOW)
    reading = _Reading(value, text)
    ways = reading.ways()
    if isinstance(ways, Fault):
        return ways
    wanted = count_han(text)
    # A digit of the term may be read (wǔ G for 5G) or written.
    most = wanted + sum(character.isdigit() for character in text)
    fitting = next((number for number in range(wanted, most + 1) if number in ways), None)
    if fitting is None or not wanted:
        has = min(ways.items(), key=lambda item: (item[1].cost, item[0]))[0]
        counted = f"{has} syllable{'s'[: has != 1]} for the {wanted} character{'s'[: wanted != 1]}"
        what = f'the pinyin "{shown(value)}" has {counted} of "{shown(text)}"'
        return Fault("E217", what, "Write one syllable a character.")
    if not reading.toned and wanted > 1:
        how = "Mark the tones, or number them: shù yǔ or shu4 yu3."
        return Fault("E218", f'the pinyin "{shown(value)}" has no tones', how)
    if reading.ambiguous:
        # fāngàn without an apostrophe: the characters know whether that is fān gàn or fāng àn.
        again = reading.ways(_known_readings(text))
        if not isinstance(again, Fault):
            ways = again
    return " ".join(ways[fitting].syllables)


def _known_readings(text: str) -> Callable[[int, str], bool]:
    from pypinyin import Style, pinyin

    known = [
        {reading.replace("ü", "v") for reading in pinyin(one, style=Style.NORMAL, heteronym=True)[0]}
        for one in _HAN.findall(text)
    ]
    return lambda number, name: number < len(known) and name in known[number]


class _Reading:
    """One reading being cut into syllables.

    Attributes:
        toned: whether any syllable has a tone.
        ambiguous: whether some run can be cut in more than one way.
    """

    def __init__(self, value: str, text: str) -> None:
        self.toned = False
        self.ambiguous = False
        self._value = value
        composed = unicodedata.normalize("NFC", value).replace("u:", "ü").replace("U:", "Ü")
        self._tokens = [token for token in _BETWEEN.split(composed) if token]
        self._latin = [run.casefold() for run in _LATIN_RUN.findall(unicodedata.normalize("NFC", text))]
        self._erhua = "儿" in text or "兒" in text

    def ways(self, fits: Callable[[int, str], bool] | None = None) -> _Ways | Fault:
        """Every number of syllables that the reading can be cut into.

        Args:
            fits: whether a syllable without its tone is a reading of character number so and so.
        """
        ways: _Ways = {0: _Way(0, ())}
        for token in self._tokens:
            if self._is_latin(token):
                ways = {number: _Way(way.cost, (*way.syllables, token)) for number, way in ways.items()}
                continue
            ways = self._cut(_letters(token), ways, fits)
            if not ways:
                what = f'the pinyin "{shown(self._value)}" cannot be read at "{shown(token)}"'
                return Fault("E218", what, _HOW)
        return ways

    def _is_latin(self, token: str) -> bool:
        # In AI治理 the token "AI" is the term's own Latin; the "ai" of a syllable inside a longer run is not.
        folded = token.casefold()
        if not token.isascii() or not any(folded in run for run in self._latin):
            return False
        return folded in self._latin or not (token.islower() and token in SYLLABLES)

    def _cut(self, letters: list[_Letter], before: _Ways, fits: Callable[[int, str], bool] | None) -> _Ways:
        size = len(letters)
        best: list[_Ways] = [before, *({} for _ in range(size))]
        whole = "".join(letter.base for letter in letters).rstrip("012345")

        def offer(end: int, number: int, cost: int, syllables: tuple[str, ...]) -> None:
            known = best[end].get(number)
            self.ambiguous = self.ambiguous or known is not None
            if known is None or cost < known.cost:
                best[end][number] = _Way(cost, syllables)

        for at in range(size):
            for number, way in list(best[at].items()):
                for length in range(1, min(LONGEST, size - at) + 1):
                    part = letters[at : at + length]
                    name = _name(part)
                    if name not in SYLLABLES and not (name in INTERJECTIONS and name == whole):
                        continue
                    if sum(letter.toned for letter in part) > 1:
                        continue
                    # Inside a run a syllable begins with a vowel only after an apostrophe, says the rule.
                    cost = way.cost + (at > 0 and name[0] in "aeo") + 2 * (fits is not None and not fits(number, name))
                    end = at + length
                    marked = any(letter.toned for letter in part)
                    self.toned = self.toned or marked
                    offer(end, number + 1, cost, (*way.syllables, _written(part, name)))
                    if not marked and end < size and letters[end].base in set("012345"):
                        tone = int(letters[end].base)
                        self.toned = self.toned or tone in {1, 2, 3, 4}
                        offer(end + 1, number + 1, cost, (*way.syllables, _written(part, name, tone)))
                if self._erhua and at and way.syllables and letters[at].base == "r" and not letters[at].toned:
                    joined = way.syllables[-1] + letters[at].shown
                    offer(at + 1, number + 1, way.cost, (*way.syllables[:-1], joined))
        return best[size]


def _letters(token: str) -> list[_Letter]:
    letters: list[_Letter] = []
    for character in unicodedata.normalize("NFD", token):
        if unicodedata.combining(character) and letters:
            last = letters[-1]
            base = "v" if character == _DIAERESIS and last.base == "u" else last.base
            letters[-1] = _Letter(last.shown + character, base, last.toned or character in _TONE_MARKS)
        else:
            written = {"v": "u" + _DIAERESIS, "V": "U" + _DIAERESIS}.get(character, character)
            letters.append(_Letter(written, character.lower(), False))
    return letters


def _name(part: list[_Letter]) -> str:
    base = "".join(letter.base for letter in part)
    # What keyboards give for lüe and nüe.
    return {"lue": "lve", "nue": "nve"}.get(base, base)


def _written(part: list[_Letter], name: str, tone: int = 0) -> str:
    pieces = [
        letter.shown[0] + _DIAERESIS + letter.shown[1:] if own == "v" and letter.base == "u" else letter.shown
        for letter, own in zip(part, name, strict=True)
    ]
    if tone:
        # The mark stands on a or e, on the o of ou, else on the last vowel.
        places = [name.find(vowel) for vowel in ("a", "e", "ou")]
        place = next((place for place in places if place >= 0), max(name.rfind(vowel) for vowel in "iouv"))
        pieces[max(place, 0)] += _MARK_OF_TONE[tone]
    return unicodedata.normalize("NFC", "".join(pieces))
