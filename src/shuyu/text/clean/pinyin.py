"""Pinyin and bopomofo in brackets behind the characters they belong to."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from unicodedata import combining, normalize

from shuyu.text.clean.fixer import Fixer
from shuyu.text.han import HAN
from shuyu.text.spans import Edit

# A letter with its tone, precomposed or combining; `ɑ` and `ɡ` are what Chinese textbooks print.
_LETTERS = "A-Za-zɑɡüÜāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙǕǗǙǛńňǹḿêếềễ\u0300-\u030c"
_TONES = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙǕǗǙǛńňǹḿếề\u0300-\u0304\u030c1-5]")
_BOPOMOFO = "ㄅ-ㄯㆠ-ㆿˊˇˋ˙ˉ"
_READING = f"[{_LETTERS}]{{1,8}}[1-5]?"
_BRACKET = f"[ \u00a0]?[(（][ \u00a0]?(?:{_READING}(?:[/、,，] ?{_READING}){{0,3}}|[{_BOPOMOFO}]{{1,6}})[ \u00a0]?[)）]"
_ANNOTATED = re.compile(f"(?<=([{HAN}]))(?:{_BRACKET}){{1,3}}")
_ONE_BRACKET = re.compile("[(（]([^()（）]*)[)）]")
_SYLLABLE = re.compile("[/、,，]")

MIN_TONELESS = 5
"""Toneless readings are annotations only where there are as many as this, and little else in such brackets."""


@lru_cache(maxsize=4096)
def readings(character: str) -> frozenset[str]:
    """Every reading of one character, without tones: pinyin (`v` for ü) and bopomofo.

    >>> sorted(readings("行"))[:4]
    ['hang', 'heng', 'xing', 'ㄏㄤ']
    """
    from pypinyin import Style, pinyin

    found: set[str] = set()
    for style in (Style.NORMAL, Style.BOPOMOFO):
        for reading in pinyin(character, style=style, heteronym=True, errors="ignore"):
            found.update(_plain(one) for one in reading)
    return frozenset(found - {""})


def _plain(syllable: str) -> str:
    folded = normalize("NFD", syllable.strip().lower().replace("ɑ", "a").replace("ɡ", "g").rstrip("12345"))
    folded = folded.replace("u\u0308", "v").replace("u:", "v")
    return "".join(c for c in folded if not combining(c) and c not in "ˊˇˋ˙ˉ")


def _fits(syllable: str, character: str) -> bool:
    known = readings(character)
    plain = _plain(syllable)
    return plain in known or ("v" in plain and plain.replace("v", "u") in known and plain[0] in "jqxy")


class _Verdict(Enum):
    TONED = "toned"
    TONELESS = "toneless"
    OTHER = "other"


@lru_cache(maxsize=8192)
def _judged(character: str, brackets: str) -> _Verdict:
    syllables = [s for inside in _ONE_BRACKET.findall(brackets) for s in _SYLLABLE.split(inside)]
    if not all(_fits(syllable, character) for syllable in syllables):
        return _Verdict.OTHER
    if all(_TONES.search(syllable) or syllable.strip()[0] > "㄀" for syllable in syllables):
        return _Verdict.TONED
    return _Verdict.TONELESS if brackets[0] in "(（" else _Verdict.OTHER


def _find_inline(text: str) -> list[Edit]:
    candidates = [(m.start(), m.end(), m[0], m[1]) for m in _ANNOTATED.finditer(text)]
    if not candidates:
        return []
    edits: list[Edit] = []
    toneless: list[Edit] = []
    strangers = 0
    for start, end, brackets, character in candidates:
        verdict = _judged(character, brackets)
        if verdict is _Verdict.OTHER:
            strangers += 1
        else:
            (edits if verdict is _Verdict.TONED else toneless).append(Edit(start, end, ""))
    toned = len(edits)
    # `他(he)` is English and `的(de)` is not: what stands around them tells.
    if (toned >= MIN_TONELESS or len(toneless) >= MIN_TONELESS) and strangers * 4 <= toned + len(toneless):
        edits = sorted([*edits, *toneless], key=lambda edit: edit.start)
    return edits


_WORD_BRACKET = re.compile(
    f"(?<=([{HAN}]))[ \u00a0]?[(（][ \u00a0]?"
    f"([{_LETTERS}1-5]{{1,60}}(?:[ '’\u00a0·-][{_LETTERS}1-5]{{1,8}}){{0,12}})[ \u00a0]?[)）]"
)
_SEPARATOR = re.compile("[ '’\u00a0·-]")


def _find_word(text: str) -> list[Edit]:
    edits = []
    for match in _WORD_BRACKET.finditer(text):
        if not _TONES.search(match[2]):
            continue
        word = re.search(f"[{HAN}]{{1,12}}\\Z", text[max(0, match.start() - 12) : match.start()])
        if word and _spells(_SEPARATOR.sub("", match[2]), word[0]):
            edits.append(Edit(match.start(), match.end(), ""))
    return edits


@lru_cache(maxsize=8192)
def _spells(letters: str, before: str) -> bool:
    # Backwards, a character at a time: which lengths of the rest can still be spelled?
    letters = _plain(re.sub("[1-5]", "", letters)).replace("v", "u")
    rests = {len(letters)}
    for count, character in enumerate(reversed(before), 1):
        known = {reading.replace("v", "u") for reading in readings(character)}
        rests = {rest - len(one) for rest in rests for one in known if letters[:rest].endswith(one)}
        if 0 in rests:
            return count > 1
    return False


FIXERS = (
    Fixer("inline-pinyin", "Pinyin or bopomofo in brackets behind the one character it reads goes.", _find_inline),
    Fixer(
        "strip-word-pinyin",
        "Pinyin in brackets behind the word it reads goes: 模型(mó xíng).",
        _find_word,
        default=False,
    ),
)
