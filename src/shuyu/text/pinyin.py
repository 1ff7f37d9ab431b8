"""Pinyin: readings at build (pypinyin, imported on use), and keys and queries at lookup (nothing imported).

A reading is written with tone marks, one syllable per Han character, separated by single spaces, and with runs of
Latin letters and digits as they stand: `AI zhì lǐ`. Everything that lookup needs is a key of that string.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from shuyu.text import han
from shuyu.text._syllables import INTERJECTIONS, LONGEST, PREFIXES, SYLLABLES

_LONGEST_QUERY = 200
_LONGEST_INITIALS = 32

_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0306": 3, "\u0300": 4}
_LATIN = f"[^\\W_{han.HAN}]+"
_CHUNK = re.compile(f"[{han.HAN}]+|{_LATIN}(?:[-.'&/+_#]{_LATIN})*[+#]*")
_HAN_RUN = re.compile(f"[{han.HAN}]+\\Z")
# Letters that textbooks print in place of a and g.
_PRINTED = str.maketrans("ɑɡ", "ag")
# What may part syllables in a query, besides the letters, marks and digits themselves.
_SEPARATORS = frozenset(" '’‘`´-‐‑–·・.,")


def pinyin(text: str) -> str:
    """The reading of a term, as a suggestion: no dictionary knows every reading.

    Args:
        text: a term in either script; what is neither Han nor letter nor digit is left out.

    Returns:
        tone-marked syllables, one per Han character, and Latin runs, separated by single spaces.

    >>> pinyin("AI治理"), pinyin("重慶銀行"), pinyin("女性")
    ('AI zhì lǐ', 'chóng qìng yín háng', 'nǚ xìng')
    """
    out: list[str] = []
    text = unicodedata.normalize("NFKC", text)
    simplified = _simplified(text)
    for match in _CHUNK.finditer(text):
        if _HAN_RUN.match(match.group()):
            out += _readings(simplified[match.start() : match.end()])
        else:
            out.append(match.group())
    return " ".join(out)


def _simplified(text: str) -> str:
    # pypinyin's phrases are Simplified. OpenCC looks at the words around (乾隆 stays), a fold does not.
    from shuyu.text.script import convert

    converted = convert(text, "t2s")
    return converted if len(converted) == len(text) else text


def _readings(run: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin

    from shuyu.text._readings import READINGS

    found: list[str] = lazy_pinyin(run, style=Style.TONE)
    if len(found) != len(run):
        # A character without a reading is returned joined to its neighbours: read each alone.
        found = [lazy_pinyin(character, style=Style.TONE)[0] for character in run]
    at = 0
    while at < len(run):
        for size in range(min(_longest_reading(), len(run) - at), 1, -1):
            own = READINGS.get(run[at : at + size])
            if own:
                found[at : at + size] = own.split()
                at += size
                break
        else:
            at += 1
    return found


@cache
def _longest_reading() -> int:
    from shuyu.text._readings import READINGS

    return max(map(len, READINGS))


@dataclass(frozen=True)
class _Letter:
    # One letter of a query or reading: a to z, v for ü, or a digit; the tone that its mark gives, else 0.
    letter: str
    tone: int = 0
    upper: bool = False


@dataclass(frozen=True)
class _Token:
    # A syllable, or a Latin run, of what was read; `capital` when it stands in capitals and has no tone.
    base: str
    tone: int = 0
    latin: bool = False
    whole: bool = True
    capital: bool = False
    erhua: bool = False


def _letters(piece: str) -> list[_Letter]:
    out: list[_Letter] = []
    for character in unicodedata.normalize("NFD", piece.translate(_PRINTED).replace("u:", "ü").replace("U:", "Ü")):
        if character in _TONES and out:
            out[-1] = _Letter(out[-1].letter, _TONES[character], out[-1].upper)
        elif character == "\u0308" and out and out[-1].letter == "u":
            out[-1] = _Letter("v", out[-1].tone, out[-1].upper)
        elif unicodedata.combining(character):
            continue
        elif character.isalnum():
            out += [_Letter(c, 0, character.isupper()) for c in character.lower() if c.isalnum()]
    return out


def _canonical(base: str) -> str:
    # 略 and 虐 are typed both ways; lu'e and nu'e are blurred with them, on both sides alike.
    return base.replace("lue", "lve").replace("nue", "nve")


def _syllable_at(letters: list[_Letter], at: int) -> Iterator[tuple[int, _Token]]:
    # Every syllable that begins at `at`, longest first, with the place after it and its tone number.
    for size in range(min(LONGEST, len(letters) - at), 0, -1):
        part = letters[at : at + size]
        base = "".join(x.letter for x in part)
        name = "".join(("v" if x.letter == "u" and base in ("lue", "nue") else x.letter) for x in part)
        if name not in SYLLABLES:
            continue
        marks = [x.tone for x in part if x.tone]
        if len(marks) > 1:
            continue
        end = at + size
        tone = marks[0] if marks else 0
        if not tone and end < len(letters) and letters[end].letter in "012345":
            tone = int(letters[end].letter) or 5
            end += 1
        yield end, _Token(name, tone, capital=not tone and size > 1 and all(x.upper for x in part))


def _split(letters: list[_Letter], *, last: bool) -> list[_Token] | None:
    # The cheapest way to read a run of letters: few syllables; a Latin run, an -r and a broken tail only if needed.
    best: dict[int, tuple[float, list[_Token]]] = {0: (0.0, [])}

    def offer(end: int, cost: float, tokens: list[_Token]) -> None:
        if end not in best or cost < best[end][0]:
            best[end] = (cost, tokens)

    size = len(letters)
    for at in range(size):
        if at not in best:
            continue
        cost, tokens = best[at]
        for end, token in _syllable_at(letters, at):
            offer(end, cost + 1.0, [*tokens, token])
        if letters[at].letter == "r" and tokens and not tokens[-1].latin:
            # 儿: its number is that of the syllable before it; read alone it has the second tone.
            rest = "".join(x.letter for x in letters[at + 1 :])
            before = tokens[-1]
            if rest in tuple("12345") and not before.tone:
                before = _Token(before.base, int(rest))
            if rest in ("", *"12345"):
                offer(size, cost + 2.5, [*tokens[:-1], before, _Token("er", 2, erhua=True)])
        for end in _latin_ends(letters, at):
            base = "".join(x.letter for x in letters[at:end])
            offer(end, cost + 4.0 + (end - at), [*tokens, _Token(base, latin=True)])
        if last and "".join(x.letter for x in letters[at:]) in PREFIXES and not any(x.tone for x in letters[at:]):
            offer(size, cost + 3.0, [*tokens, _Token("".join(x.letter for x in letters[at:]), whole=False)])
    return best[size][1] if size in best else None


def _latin_ends(letters: list[_Letter], at: int) -> Iterator[int]:
    # Where a Latin run that begins at `at` may end: a run in capitals or with digits anywhere (AIzhili), two to five
    # consonants at the beginning or the end (gptmoxing), or the whole piece when it is short (rag jiansuo).
    size = len(letters)
    end = at
    while end < size and not letters[end].tone and (letters[end].upper or letters[end].letter.isdigit()):
        end += 1
    if end > at:
        yield end
    end = at
    while end < min(at + 5, size) and not letters[end].tone and letters[end].letter not in "aeiouv":
        end += 1
        if end >= at + 2 and (at == 0 or end == size):
            yield end
    if at == 0 and size <= 5 and not any(x.tone for x in letters):
        yield size


@lru_cache(maxsize=1 << 16)
def _tokens_of_chunk(chunk: str) -> tuple[_Token, ...]:
    # One chunk of a reading: a syllable, syllables written together by hand, or a Latin run.
    letters = _letters(chunk)
    base = "".join(x.letter for x in letters)
    marked = next((x.tone for x in letters if x.tone), 0)
    if not marked and (any(x.upper for x in letters) or not base.isalpha()):
        # Capitals without a tone mark are Latin (AI), unless numbers are tones (Bei3jing1).
        tokens = _split(letters, last=False) if re.search("[1-5]", base) and not chunk[1:2].isupper() else None
        if tokens is None or any(t.latin or not t.tone for t in tokens):
            return (_Token(base, latin=True),) if base else ()
        return tuple(tokens)
    if base in INTERJECTIONS:
        return (_Token(base, marked),)
    tokens = _split(letters, last=False)
    if tokens is None or any(t.latin for t in tokens) or (len(tokens) > 1 and not marked):
        return (_Token(base, latin=True),) if base else ()
    return tuple(tokens)


def _tokens(reading: str) -> list[_Token]:
    return [token for chunk in re.split(r"[\s'’\-·]+", reading) for token in _tokens_of_chunk(chunk)]


def pinyin_key(reading: str) -> str:
    """The key of a reading without tones: letters joined, ü as v, lower case.

    Args:
        reading: tone-marked or numbered pinyin, syllables apart or written together; Latin runs as they are.

    Returns:
        ASCII where the reading is pinyin.

    >>> pinyin_key("nǚ xìng"), pinyin_key("AI zhì lǐ"), pinyin_key("Běijīng")
    ('nvxing', 'aizhili', 'beijing')
    """
    return _canonical("".join(token.base for token in _tokens(reading)))


def toned_key(reading: str) -> str:
    """The key of a reading with tones: a digit after each syllable, 5 for the neutral tone.

    >>> toned_key("rén gōng zhì néng"), toned_key("hái zi"), toned_key("AI zhì lǐ")
    ('ren2gong1zhi4neng2', 'hai2zi5', 'aizhi4li3')
    """
    return _toned(_tokens(reading))


def _toned(tokens: list[_Token]) -> str:
    return "".join(t.base if t.latin or t.capital else f"{t.base}{t.tone or 5}" for t in tokens)


def initials(reading: str) -> str:
    """The first letter of each syllable, and Latin runs whole.

    >>> initials("rén gōng zhì néng dà mó xíng"), initials("AI zhì lǐ")
    ('rgzndmx', 'aizl')
    """
    return "".join(token.base if token.latin else token.base[0] for token in _tokens(reading))


@dataclass(frozen=True)
class PinyinQuery:
    """A query read as pinyin.

    Attributes:
        key: as `pinyin_key`.
        toned: as `toned_key`, an unmarked syllable as neutral; None when the query has no tones.
        syllables: the syllables and Latin runs, where the query parts them (`xi'an`); None where it is one run.
        complete: False when the last syllable is only begun (`rengongzh`).
    """

    key: str
    toned: str | None
    syllables: tuple[str, ...] | None
    complete: bool = True
    _pieces: tuple[tuple[_Letter, ...], ...] = field(default=(), repr=False, compare=False)

    def agrees(self, reading: str, *, prefix: bool = False) -> bool:
        """Whether a term read as `reading` is what was asked for: letters, the tones given, and the parting given.

        A syllable without a tone in the query agrees with every tone; `xian` agrees with xiān and xī ān, `xi'an` only
        with the second.

        Args:
            reading: the term's pinyin.
            prefix: whether it is enough that the reading begins as the query does.

        Returns:
            whether they agree.

        >>> query = parse_query("xi1'an")
        >>> query is not None and (query.agrees("xī ān"), query.agrees("xiān"), query.agrees("xí àn"))
        (True, False, False)
        """
        asked = [letter for piece in self._pieces for letter in piece]
        bounds = set()
        at = 0
        for piece in self._pieces:
            at += len(piece)
            bounds.add(at)
        at = 0
        for token in _tokens(reading):
            if at == len(asked):
                return prefix
            at = _walk(asked, at, token, bounds)
            if at < 0:
                return False
            if at > len(asked):
                return prefix
        return at == len(asked)


def _walk(asked: list[_Letter], at: int, token: _Token, bounds: set[int]) -> int:
    # The place after `token` in the letters asked for; -1 when they differ, past the end when they run out.
    base = token.base
    if base == "er" and asked[at].letter == "r" and at > 0:
        base = "r"
    tone = marks = 0
    for number, letter in enumerate(base):
        if at == len(asked):
            return at + 1
        if number and at in bounds and not token.latin:
            return -1
        same = asked[at].letter == letter or (letter == "v" and asked[at].letter == "u" and base in ("lve", "nve"))
        if not same:
            return -1
        tone = asked[at].tone or tone
        marks += asked[at].tone > 0
        at += 1
    if marks > 1:
        return -1
    if not token.latin and at < len(asked) and at not in bounds and asked[at].letter in "012345":
        # The number after an r is that of the syllable before it.
        tone = 0 if base == "r" else int(asked[at].letter) or 5
        at += 1
    return -1 if tone and (token.latin or tone != (token.tone or 5)) else at


def parse_query(query: str) -> PinyinQuery | None:
    """Read a query as pinyin.

    Tones as marks, as numbers after the syllable, or none; syllables parted by spaces, apostrophes or hyphens, or
    not; ü as `ü`, `u:` or `v`; `lue` and `nue` for `lüe` and `nüe`; an `r` for 儿 after a syllable; Latin runs (`AI`).

    Args:
        query: what somebody typed.

    Returns:
        the query, or None when it cannot be pinyin.

    >>> parse_query("réngōng zhìnéng").toned
    'ren2gong1zhi4neng2'
    >>> parse_query("nu:3xing4").key, parse_query("AIzhili").key, parse_query("governance")
    ('nvxing', 'aizhili', None)
    """
    query = unicodedata.normalize("NFKC", query).strip()
    if not query or len(query) > _LONGEST_QUERY:
        return None
    composed = unicodedata.normalize("NFC", query)
    if not all(_may_be_pinyin(c) for c in composed):
        return None
    pieces = [piece for piece in _cut(composed) if piece]
    tokens: list[_Token] = []
    letters: list[tuple[_Letter, ...]] = []
    for number, piece in enumerate(pieces):
        read = _letters(piece)
        found = _split(read, last=number == len(pieces) - 1)
        if "".join(x.letter for x in read) in INTERJECTIONS and read[0].tone:
            found = [_Token("".join(x.letter for x in read), read[0].tone)]
        if found is None:
            return None
        tokens += found
        letters.append(tuple(read))
    if not any(not token.latin and token.whole for token in tokens):
        return None
    return PinyinQuery(
        key=_canonical("".join(token.base for token in tokens)),
        toned=_toned(tokens) if any(token.tone and not token.erhua for token in tokens) else None,
        syllables=tuple(token.base for token in tokens) if len(pieces) > 1 else None,
        complete=tokens[-1].whole,
        _pieces=tuple(letters),
    )


def _may_be_pinyin(character: str) -> bool:
    if character in _SEPARATORS or character == ":" or character.isspace():
        return True
    base = unicodedata.normalize("NFD", character.translate(_PRINTED))
    return (base[0].isascii() and base[0].isalnum()) or unicodedata.combining(character) != 0


def _cut(query: str) -> list[str]:
    return "".join(" " if c in _SEPARATORS or c.isspace() else c for c in query).split(" ")


def maybe_initials(query: str) -> str | None:
    """`query` as the initials of a term's syllables, or None when it cannot be that.

    >>> maybe_initials("rgzndmx"), maybe_initials("R G Z N"), maybe_initials("大模型")
    ('rgzndmx', 'rgzn', None)
    """
    joined = "".join(query.split()).lower()
    if not (joined.isascii() and joined.isalnum() and 2 <= len(joined) <= _LONGEST_INITIALS):
        return None
    return joined
