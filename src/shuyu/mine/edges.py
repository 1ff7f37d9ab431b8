"""Where a term begins that ends before a bracket.

Nothing marks the left edge of a Chinese term. Words are cut, and every edge between them is weighed: what stands to
its left (a quotation mark, a preposition, another noun), whether the length fits the English, whether the words inside
are those of the English (or of its letters, for an acronym), whether the store or the rest of the document knows the
term. The best edge is taken only where it is clearly better than the next: leaving out is better than guessing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from shuyu.mine._words import (
    ARTICLES,
    BODIES,
    CONJUNCTIONS,
    COUNTRIES,
    GLOSSED,
    KINDS,
    MODIFIERS,
    STOP,
    TO,
    TRANSLITERATION,
)
from shuyu.mine.brackets import Shape, shape
from shuyu.text import han
from shuyu.text.fold import simplified_chars
from shuyu.text.segment import Segmenter, Word

_LONGEST = 26
_LONGEST_QUOTED = 40

# What a chunk before a bracket is made of; a space only between Han and Latin.
_CHUNK = re.compile(
    f"(?:[{han.HAN}A-Za-z0-9À-ɏ·•‧&/+\\-‑—－%.]"
    f"|(?<=[A-Za-z0-9]) (?=[{han.HAN}A-Za-z0-9])|(?<=[{han.HAN}]) (?=[A-Za-z0-9]))+\\Z"
)
_QUOTED = {"”": "“", "’": "‘", "」": "「", "』": "『", "》": "《", "〉": "〈", '"': '"'}
_COUNTED = re.compile(
    "[一二两兩三四五六七八九十百千万萬亿億几幾数數多首每半第0-9０-９.]+[个個种種项項款名家位台次张張类類批套条條份组組步届届只隻支块塊年月日号號期章节節篇卷集部架艘辆輛艇颗顆枚座栋棟]?\\Z"
)
_TERM = re.compile(f"[{han.HAN}A-Za-z0-9À-ɏ·•‧&/+\\-‑–—.：:、，,！!？? ]+")

TAKE = 1.3
"""The least score of an edge that is taken."""
LEAD = 0.7
"""By how much it must be better than the next."""


@dataclass(frozen=True)
class Evidence:
    """What is known beside the text itself.

    Attributes:
        known: whether a string is a term of the store.
        document: the text of the whole document, to see where else a string stands.
    """

    known: Callable[[str], bool] | None = None
    document: str = ""


def chinese_term(
    text: str, end: int, english: str | None, evidence: Evidence, segmenter: Segmenter
) -> tuple[int, int] | None:
    """The Chinese term that ends at `end`.

    Args:
        text: a passage.
        end: the place of the bracket.
        english: what the brackets say it is called; None when they give a Chinese short form.
        evidence: the store and the document.
        segmenter: what cuts words.

    Returns:
        its span, or None where its edge is not clear.
    """
    while end > 0 and text[end - 1] in " *":
        end -= 1
    if end and text[end - 1] in _QUOTED:
        return _quoted(text, end)
    match = _CHUNK.search(text, max(0, end - 3 * _LONGEST), end)
    if match is None or not han.has_han(match.group()):
        return None
    start = match.start()
    chunk = match.group()
    if "·" in chunk or "•" in chunk or "‧" in chunk:
        name = _foreign_name(text, start, end, segmenter)
        if name is not None:
            return name
    return _weighed(text, start, end, english, evidence, segmenter)


def _quoted(text: str, end: int) -> tuple[int, int] | None:
    opener = text.rfind(_QUOTED[text[end - 1]], 0, end - 1)
    if opener < 0 or end - opener > _LONGEST_QUOTED:
        return None
    inside = text[opener + 1 : end - 1]
    if not inside or not han.has_han(inside) or re.search(" [-–—] |  ", inside):
        return None
    sentence = text[end - 1] not in "》〉" and re.search("[。！？；，,：:]", inside)
    return None if sentence or not _TERM.fullmatch(inside) else (opener + 1, end - 1)


def _foreign_name(text: str, start: int, end: int, segmenter: Segmenter) -> tuple[int, int] | None:
    # 总裁马克·安德森: from the first middle dot to the left as long as the characters transliterate.
    dot = min(at for at in (text.find(mark, start, end) for mark in "·•‧") if at >= 0)
    rest = simplified_chars(re.sub("[·•‧A-Za-z. \\-]", "", text[dot:end]))
    if not rest or not all(character in TRANSLITERATION for character in rest):
        return None
    at = dot
    simplified = simplified_chars(text[start:dot])
    while at > start and (simplified[at - 1 - start] in TRANSLITERATION or simplified[at - 1 - start].isascii()):
        at -= 1
    if at == dot or dot - at > 6:
        return None
    # A word that ends in such a character (总统, 公司) is no part of the name.
    for word in segmenter.tagged(text[start:dot]):
        if word.start + start < at < word.end + start:
            return None
        plain = simplified[word.start : word.end]
        if word.start + start >= at and (plain in KINDS or plain in STOP or plain in COUNTRIES):
            at = max(at, word.end + start)
        elif word.end + start == at and not word.tag:
            # 弗雷得里克: what stands before is no word, so it may belong to the name.
            return None
    return (at, end) if at < dot else None


def _stems(word: str) -> tuple[str, ...] | None:
    found = GLOSSED.get(word) or COUNTRIES.get(word)
    # 可解释, 自编码器: a prefix and a word.
    return found or (GLOSSED.get(word[1:]) if word[0] in _PREFIXES and len(word) > 2 else None)


def _says(word: str, stem: str) -> bool:
    return bool(stem) and (word.startswith(stem) or (len(stem) > 3 and stem in word))


@dataclass
class _English:
    # The English side, read once: its words, or the letters of an acronym.
    shape: Shape
    words: list[str]
    letters: str
    size: float
    lower: str

    @classmethod
    def of(cls, english: str) -> _English:
        kind = shape(english)
        tokens = [t for t in re.split(r"[\s\-–‑/,.:&+'’]+", english) if t]
        parts = [
            part
            for t in tokens
            for part in (re.findall("[A-Z]?[a-zà-ɏ]+|[A-Z]+|[0-9]+", t) if not t.isupper() else [t])
        ]
        words = [part.lower() for part in parts if part.lower() not in ARTICLES]
        letters = ""
        if kind is Shape.ACRONYM:
            letters = re.sub("[^A-Z0-9]", "", english) if sum(map(str.isupper, english)) > 1 else english.upper()
            return cls(kind, [], letters, float(len(letters)), english.lower())
        if kind is Shape.COINED:
            parts = re.findall("[A-Z]+(?![a-z])|[A-Z]?[a-zà-ɏ]+|[0-9]+", english)
            if len(parts) < 3:
                return cls(kind, [p.lower() for p in parts], "", float(max(1, len(parts))), english.lower())
            kind = Shape.WORDS
        return cls(kind, words, "".join(w[0] for w in words).upper(), float(max(1, len(words))), english.lower())

    def has(self, word: str) -> bool | None:
        # Whether the English says `word`; None when the table does not know the word.
        if word.isascii():
            return word.lower() in self.lower
        stems = _stems(word)
        if stems is None:
            return None
        if self.shape is Shape.ACRONYM:
            return any(stem[0].upper() in self.letters for stem in stems if stem)
        return any(_says(w, stem) for w in self.words for stem in stems)

    def uncovered(self, words: list[str]) -> int:
        # How many English words are left when every Chinese word is accounted for, -1 when none is; 0 when a Chinese
        # word is not accounted for.
        if self.shape is not Shape.WORDS:
            return 0
        left = list(self.words)
        for word in words:
            stems = _stems(word)
            if stems is None:
                return 0
            match = next((w for w in left if any(stem and w.startswith(stem) for stem in stems)), None)
            if match is None:
                return 0
            left.remove(match)
        return len(left) if left else -1

    def begins(self, word: str) -> bool:
        stems = _stems(word) or ((word.lower(),) if word.isascii() else ())
        if self.shape is Shape.ACRONYM:
            return any(stem[:1].upper() == self.letters[:1] for stem in stems if stem)
        return bool(self.words) and any(self.words[0].startswith(stem) for stem in stems if stem)

    def fit(self, characters: float) -> float:
        # How well a Chinese length fits: 0 at best. Logarithms of characters per word are about normal.
        ratio = characters / self.size
        if self.shape is Shape.ACRONYM:
            return -(((math.log(ratio) - math.log(2.1)) / 0.42) ** 2) / 2
        if self.shape is Shape.COINED:
            return 0.0 if 2 <= characters <= 6 else -0.7 * abs(characters - (2 if characters < 2 else 6))
        if self.size == 1 and characters <= 1:
            return -0.6
        mean, spread = (2.9, 0.5) if self.size == 1 else (2.15, 0.38 if ratio > 2.15 else 0.6)
        return -(((math.log(ratio) - math.log(mean)) / spread) ** 2) / 2


def _weighed(
    text: str, start: int, end: int, english: str | None, evidence: Evidence, segmenter: Segmenter
) -> tuple[int, int] | None:
    words, scores = _scores(text, start, end, english, evidence, segmenter)
    if not scores:
        return None
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    best, score = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else -9.0
    if score < TAKE or score - second < LEAD:
        return None
    first, last = start + words[best].start, start + words[-1].end
    if last - first == 1 and score < TAKE + 0.6:
        return None
    return (first, last) if han.has_han(text[first:last]) else None


def _scores(
    text: str, start: int, end: int, english: str | None, evidence: Evidence, segmenter: Segmenter
) -> tuple[list[Word], dict[int, float]]:
    # The words before the bracket, and for those that the term may begin with, how good an edge that is.
    chunk = text[start:end]
    simplified = simplified_chars(chunk)
    words = _cut(chunk, simplified, segmenter)
    side = _English.of(english) if english else None
    if side is not None:
        words = _without_repeated(chunk, words, english or "")
    scores: dict[int, float] = {}
    if not words:
        return words, scores
    last = simplified[words[-1].start : words[-1].end]
    if last in STOP and not (side is not None and side.has(last)):
        return words, scores
    inside = 0.0
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        plain = simplified[word.start : word.end]
        cost = _inside(plain, word, words, simplified, at, side)
        if cost is None:
            break
        inside += cost
        if words[-1].end - word.start > (_LONGEST if side else _LONGEST_QUOTED):
            # No edge so far to the right is sure when the text runs on without a stop.
            return words, {}
        score = inside + _edge(text, start, words, simplified, at, side)
        if side is not None:
            score += 1.6 * side.fit(_size(simplified, word.start, words[-1].end))
            score += _lexical(words, simplified, at, side)
        scores[at] = score + _elsewhere(chunk[word.start : words[-1].end], chunk, words, at, evidence)
    return words, scores


_OWN_WORDS = frozenset(
    w for w in (*STOP, *GLOSSED, *KINDS, *COUNTRIES, *MODIFIERS) if len(w) > 1 and han.count_han(w) == len(w)
)


def supported(chinese: str, english: str, segmenter: Segmenter) -> bool:
    """Whether a Chinese name in brackets may be what the English before it is called, and does not only explain it.

    >>> from shuyu.text.segment import default_segmenter
    >>> [supported(zh, "WHO", default_segmenter()) for zh in ("世界卫生组织", "公共服务")]
    [True, False]
    """
    simplified = simplified_chars(chinese)
    side = _English.of(english)
    words = [simplified[word.start : word.end] for word in _cut(chinese, simplified, segmenter)]
    if any(word in STOP and not side.has(word) for word in words):
        return False
    said = [side.has(word) for word in words]
    if side.shape is Shape.COINED:
        return said.count(True) > 0 or sum(c in TRANSLITERATION for c in simplified) * 2 > len(simplified)
    if side.fit(_size(simplified, 0, len(simplified))) < -2.0:
        return False
    if side.size == 1 or side.shape is Shape.ACRONYM:
        return said.count(True) > 0
    return said.count(True) >= said.count(False)


_SMALL = frozenset({"p", "r", "u", "ul", "uz", "ud", "uv", "y", "d"})
_PREFIXES = frozenset("可非反伪亚准泛超微自预无半多子元去再")
_GLUED = frozenset("和与及或即以由对在为是被用如将把向从其该使让")


def _cut(chunk: str, simplified: str, segmenter: Segmenter) -> list[Word]:
    found: list[Word] = []
    for word in segmenter.tagged(chunk, _OWN_WORDS):
        first = simplified[word.start]
        before = simplified[found[-1].start : found[-1].end] if found else ""
        plain = simplified[word.start : word.end]
        if before and before in _PREFIXES and len(plain) > 1 and han.is_han(first) and plain not in STOP:
            found[-1] = Word(found[-1].start, word.end, word.tag)
            continue
        if word.end - word.start > 5 and simplified[word.start : word.start + 2] in COUNTRIES:
            found += [Word(word.start, word.start + 2, "ns"), Word(word.start + 2, word.end, word.tag)]
            continue
        # The hidden Markov model joins a preposition to what it does not know (和束, 即非): part them again.
        if (
            not word.tag
            and word.end - word.start > 1
            and first in _GLUED
            and simplified[word.start : word.end] not in _OWN_WORDS
        ):
            found += [Word(word.start, word.start + 1, "p"), Word(word.start + 1, word.end, "")]
        else:
            found.append(word)
    return found


def _without_repeated(chunk: str, words: list[Word], english: str) -> list[Word]:
    # 人工智能AI（Artificial Intelligence）: the letters are no part of the Chinese term.
    last = words[-1] if words else None
    if last is None or last.tag != "eng":
        return words
    token = chunk[last.start : last.end]
    initials = "".join(w[0] for w in re.split(r"[\s\-]+", english) if w).upper()
    if token.upper() in {initials, english.upper()}:
        return words[:-1]
    return words


def _size(simplified: str, start: int, end: int) -> float:
    part = simplified[start:end]
    return han.count_han(part) + 1.6 * len(re.findall("[A-Za-z0-9.]+", part)) - 0.8 * part.count("的")


def _inside(plain: str, word: Word, words: list[Word], simplified: str, at: int, side: _English | None) -> float | None:
    # What it costs to take the word into the term; None when the term cannot hold it.
    last = at == len(words) - 1
    if plain in CONJUNCTIONS:
        if at == 0 or last:
            return None
        if side is None or side.shape is Shape.COINED:
            return None if side else -0.2
        if side.shape is Shape.ACRONYM:
            # 消费者新闻与商业频道: the letters have to speak for what stands before the conjunction.
            return -0.6 if _spelled(words[:at], simplified, side) else -2.5
        return 0.4 if re.search(r"\band\b|\bor\b|&|/|\+", side.lower) else None
    if plain in TO and side is not None:
        if any(re.search(rf"(?:\b|(?<=[a-z])){re.escape(sign)}(?:\b|(?=[a-z]))", side.lower) for sign in TO[plain]):
            return 0.2
        return None
    if plain == "的" or word.tag == "uj":
        if last or at == 0:
            return None
        return -2.2 if side is None or " of " not in side.lower else -1.6
    if plain in STOP and side is not None and side.shape is Shape.WORDS and side.has(plain):
        return -0.2
    if plain in STOP:
        # 研究与开发: a verb that a conjunction follows is half of a name.
        following = simplified[words[at + 1].start : words[at + 1].end] if not last else ""
        return 0.0 if following in CONJUNCTIONS and len(plain) > 1 else None
    if plain.isdigit():
        return 0.0 if side is None or side.has(plain) else -1.5
    if _COUNTED.match(plain) and not last and not (side and side.has(plain)):
        return None
    if plain in "“”‘’—" or (word.tag == "x" and plain not in "·•‧-‑－&/+."):
        return -0.5 if plain == "—" and 0 < at < len(words) - 1 else None
    if word.tag == "q" and at and words[at - 1].tag == "eng":
        return None
    if not word.tag and re.search("[由被是把将从]", plain):
        return None
    if len(plain) == 1 and not last and word.tag in _SMALL and plain not in _PREFIXES and plain not in "互全共总":
        return None
    if side is not None and not side.has(plain):
        if word.tag == "eng":
            return -1.5
        if side.shape is Shape.ACRONYM and side.has(plain) is False and at and plain not in COUNTRIES:
            return -0.4
    return 0.0


def _spelled(words: list[Word], simplified: str, side: _English) -> bool:
    # Whether every word up to the last stop is one of the acronym's, a country apart.
    found = 0
    for word in reversed(words):
        plain = simplified[word.start : word.end]
        if plain in STOP or plain == "的":
            break
        if plain in COUNTRIES:
            continue
        if not side.has(plain):
            return False
        found += 1
    return found > 0


def _edge(text: str, start: int, words: list[Word], simplified: str, at: int, side: _English | None) -> float:
    # What the place to the left of a word says.
    word = words[at]
    plain = simplified[word.start : word.end]
    if at == 0:
        before = text[start - 1 : start]
        score = 2.4 if before and before in "）)" else 0.0 if before and before in "”’」』》〉" else 3.0
        if before == "、" and any(simplified[w.start : w.end] in CONJUNCTIONS for w in words):
            # 环境、社会及管治: the name may begin before the mark.
            score -= 3.0
    else:
        left = words[at - 1]
        neighbour = simplified[left.start : left.end]
        further = simplified[words[at - 2].start : words[at - 2].end] if at > 1 else ""
        modifies = side is not None and side.shape is Shape.WORDS and bool(side.has(further))
        score = _after(neighbour, left, at - 1, side, modifies, simplified.endswith(BODIES))
    if at < len(words) - 1 and side is not None and not side.has(plain):
        # A verb of one character (讲自然语言处理), a measure (号台风), or what somebody does to a coined name.
        if (len(plain) == 1 and word.tag == "v") or word.tag == "q":
            score -= 2.0
        elif side.shape is Shape.COINED and word.tag in {"v", "vn"}:
            score -= 1.0
    if word.tag == "v" and plain not in GLOSSED and at < len(words) - 1 and side is not None:
        score -= 1.8 if side.shape is Shape.COINED else 0.8
    if side is not None and side.shape is Shape.COINED and at == len(words) - 1 and plain in KINDS:
        score -= 3.0
    if word.end - word.start == 1 and at == len(words) - 1 and at:
        # One character alone: only behind a word that clearly ends before it.
        left = words[at - 1]
        if left.end - left.start == 1 and simplified[left.start] not in "的是为叫称即":
            score -= 2.0
    # A term seldom begins so, unless the English shows it.
    if plain in MODIFIERS and side is not None and side.shape is not Shape.ACRONYM:
        shown = any(w.startswith(stem) for w in side.words for stem in MODIFIERS[plain])
        score += 0.3 if shown else -2.0
    if plain in COUNTRIES and side is not None and at < len(words) - 1:
        score += _country(plain, simplified[: words[-1].end], side)
    return score


def _after(neighbour: str, left: Word, number: int, side: _English | None, modifies: bool, body: bool) -> float:
    if neighbour in CONJUNCTIONS:
        if number == 0:
            return 2.6
        return 1.0 if side is None else 1.4 if side.shape is Shape.ACRONYM else 1.9
    if neighbour == "相关":
        return 3.0 if number == 0 else 0.4
    if neighbour.isdigit():
        # 2025世界人工智能大会
        return -1.0
    if neighbour in STOP or _COUNTED.match(neighbour) or neighbour in TO:
        return 3.0
    if neighbour == "的":
        return 2.5 if not modifies else 0.6
    if neighbour in MODIFIERS:
        shown = side is not None and any(w.startswith(stem) for w in side.words for stem in MODIFIERS[neighbour])
        return -1.0 if shown else 2.3
    if len(neighbour) == 1 and left.tag in {*_SMALL, "f"}:
        return 2.6
    if len(neighbour) == 1 and left.tag == "v" and (side is None or not side.has(neighbour)):
        return 2.0
    if neighbour in COUNTRIES and side is not None:
        return -0.5 if side.has(neighbour) or (body and side.shape is Shape.ACRONYM) else 1.2
    if neighbour in KINDS and side is not None and side.shape is Shape.COINED:
        return 2.0
    if left.tag == "eng":
        return 1.0
    if left.tag == "t":
        return 2.4
    if left.tag in {"v", "vd"} and len(neighbour) > 1:
        return 0.6
    if side is not None and side.shape is Shape.ACRONYM:
        return -0.8
    return -0.4 if len(neighbour) == 1 else 0.0


def _country(country: str, term: str, side: _English) -> float:
    if side.has(country) and side.shape is not Shape.ACRONYM:
        return 0.6
    body = term.endswith(BODIES)
    if side.shape is Shape.ACRONYM:
        return 0.2 if body or side.has(country) else -1.2
    return -1.5


def _lexical(words: list[Word], simplified: str, at: int, side: _English) -> float:
    # The first word inside, and the word left outside, against the English.
    first = simplified[words[at].start : words[at].end]
    score = 0.0
    inside = side.has(first)
    if inside is not None and side.shape is not Shape.COINED:
        if inside:
            score += (0.8 if side.shape is Shape.ACRONYM else 1.2) if side.begins(first) else 0.6
        elif first not in COUNTRIES:
            score -= 1.8 if side.shape is Shape.ACRONYM else 1.3
    if (
        side.shape is Shape.ACRONYM
        and len(words) - at >= side.size - 1
        and all(side.has(simplified[w.start : w.end]) for w in words[at:])
    ):
        score += 0.8
    if side.shape is not Shape.ACRONYM and all(side.has(simplified[w.start : w.end]) is False for w in words[at:]):
        # 卷积神经网络（LeNet）: a kind of thing and a name, not a term and its English.
        score -= 2.0
    uncovered = side.uncovered([simplified[w.start : w.end] for w in words[at:]])
    score += 1.5 if uncovered < 0 else -1.0 * uncovered
    if at:
        left = simplified[words[at - 1].start : words[at - 1].end]
        outside = side.has(left)
        if outside is not None and side.shape is not Shape.COINED and left not in COUNTRIES:
            if side.shape is Shape.ACRONYM:
                score += -0.9 if outside else 0.4
            else:
                score += -1.6 if outside else 0.9
        elif outside and left.isascii():
            score -= 1.5
    return score


def _elsewhere(term: str, chunk: str, words: list[Word], at: int, evidence: Evidence) -> float:
    # The store, and the same string in other places of the document.
    score = 0.0
    if evidence.known is not None and len(term) > 1 and evidence.known(term):
        score += 3.0
    if not evidence.document or len(term) < 3:
        return score
    times = evidence.document.count(term)
    if at and times > 1:
        longer = evidence.document.count(chunk[words[at - 1].start : words[-1].end])
        if longer == times:
            # It never stands without the word to its left.
            score -= 1.0
        elif at < len(words) - 1:
            score += 0.8
    elif times > 1:
        score += 0.5
    return score
