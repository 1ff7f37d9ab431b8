"""Terms in running text: one boundary rule and one overlap policy for everything that looks for terms.

All terms are sought at once (A. V. Aho and M. J. Corasick, "Efficient string matching: an aid to bibliographic
search", 1975), so that the time does not grow with their number.

The boundary rule. A Chinese term is found wherever its fold stands in the fold of the text; where it begins or ends
with a Latin letter or digit, no Latin letter or digit may stand beside it (`AI` is in 用AI做, not in SAIL). An English
term is found as a sequence of whole words with the same lemmas, with spaces or hyphens between them. A term that is an
acronym of up to five capitals is found in capitals only (`IT` is not `it`). No term runs over a line's end into
another paragraph, nor over a dash that it does not have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from shuyu.languages import is_chinese
from shuyu.text import han
from shuyu.text.english import lemma_of_token, token_spans
from shuyu.text.fold import fold, fold_mapped

KeyT = TypeVar("KeyT", bound=Hashable)
Overlaps = Literal["longest", "all"]

_ACRONYM = re.compile(r"([A-Z][A-Z0-9]{1,4})s?\Z")
_DASH = re.compile("[—–―]")
_BREAK = re.compile(r"[\n\r\u2028\u2029]")
_PARAGRAPH = re.compile(r"\n\s*\n")
_JOINERS = re.compile(r"[\s\-‐‑]+")
_POSSESSIVE = re.compile(r"['’](?:s|S)?\Z")
_OPEN, _CLOSE = "\x02", "\x03"


# A NamedTuple can be generic only from Python 3.11 on.
@dataclass(frozen=True)
class Found(Generic[KeyT]):
    """The term of entry `key` stands at code points `start` to `end` of the text."""

    start: int
    end: int
    key: KeyT


@dataclass(frozen=True)
class _Entry(Generic[KeyT]):
    key: KeyT
    acronym: str | None
    dashed: bool


class _Automaton(Generic[KeyT]):
    # Patterns, each with the entries that share it. The library is imported when the first text is searched.
    def __init__(self) -> None:
        self.entries: dict[str, list[_Entry[KeyT]]] = {}
        self._lists: list[list[_Entry[KeyT]]] = []
        self._built: Any = None

    def add(self, pattern: str, entry: _Entry[KeyT]) -> None:
        known = self.entries.setdefault(pattern, [])
        if entry not in known:
            known.append(entry)

    def find(self, haystack: str) -> Iterator[tuple[int, int, list[_Entry[KeyT]]]]:
        if not self.entries:
            return
        if self._built is None:
            import ahocorasick_rs

            self._lists = list(self.entries.values())
            self._built = ahocorasick_rs.AhoCorasick(list(self.entries), store_patterns=False)
        for number, start, end in self._built.find_matches_as_indexes(haystack, overlapping=True):
            yield start, end, self._lists[number]


class Matcher(Generic[KeyT]):
    """Finds the terms of many entries in texts.

    Args:
        entries: key, term and language tag of each. A key may come with several terms; terms that fold to nothing are
            left out.

    >>> matcher = Matcher([(1, "大模型", "zh-Hans"), (2, "large-scale model", "en"), (3, "AI", "en")])
    >>> matcher.find("開源大模型與大 模型。", "zh-Hant")
    [Found(start=2, end=5, key=1), Found(start=6, end=10, key=1)]
    >>> matcher.find("Large scale models, an AI, said he", "en")
    [Found(start=0, end=18, key=2), Found(start=23, end=25, key=3)]
    """

    def __init__(self, entries: Iterable[tuple[KeyT, str, str]]) -> None:
        self._chinese: _Automaton[KeyT] = _Automaton()
        self._english: _Automaton[KeyT] = _Automaton()
        for key, text, language in entries:
            acronym = _ACRONYM.match(unicodedata.normalize("NFKC", text).strip())
            entry = _Entry(key, acronym.group(1) if acronym else None, _DASH.search(text) is not None)
            if is_chinese(language) or han.has_han(text):
                pattern = fold(text)
                if pattern:
                    self._chinese.add(pattern, entry)
                continue
            for spelling in {text, _joined(text)}:
                pattern = "".join(_read(spelling).pieces)
                if pattern:
                    self._english.add(pattern, entry)

    def find(self, text: str, language: str | None = None, *, overlaps: Overlaps = "longest") -> list[Found[KeyT]]:
        """The terms in `text`.

        Args:
            text: running text, as it stands.
            language: its tag: Chinese terms are sought in Chinese text, the others in other text; None seeks both.
            overlaps: `longest`: of terms that overlap, the one that begins first, and of those the longest; `all`:
                every one.

        Returns:
            places in `text`, by start, longer first; several where entries share a term.
        """
        found: set[Found[KeyT]] = set()
        if language is None or is_chinese(language):
            found.update(self._find_chinese(text))
        if language is None or not is_chinese(language):
            found.update(self._find_english(text))
        ordered = sorted(found, key=lambda f: (f.start, -f.end, str(f.key)))
        if overlaps == "all":
            return ordered
        kept: list[Found[KeyT]] = []
        for one in ordered:
            if not kept or one.start >= kept[-1].end or (one.start, one.end) == (kept[-1].start, kept[-1].end):
                kept.append(one)
        return kept

    def _find_chinese(self, text: str) -> Iterator[Found[KeyT]]:
        if not self._chinese.entries:
            return
        folded = fold_mapped(text)
        for first, last, entries in self._chinese.find(folded.text):
            start, end = folded.to_source(first, last)
            # Half of a character that folds to several is no match.
            if (first and folded.starts[first - 1] == start) or (last < len(folded.text) and folded.ends[last] == end):
                continue
            if _runs_on(text, start) or _runs_on(text, end):
                continue
            inside = text[start:end]
            if _BREAK.search(inside):
                continue
            dashed = _DASH.search(inside) is not None
            for entry in entries:
                if entry.acronym and _plain(inside) != entry.acronym:
                    continue
                if entry.dashed or not dashed:
                    yield Found(start, end, entry.key)

    def _find_english(self, text: str) -> Iterator[Found[KeyT]]:
        if not self._english.entries:
            return
        read = _read(text)
        starts: dict[int, int] = {}
        ends: dict[int, int] = {}
        at = 0
        word = 0
        for piece in read.pieces:
            if piece[0] == _OPEN:
                starts[at] = word
                ends[at + len(piece)] = word
                word += 1
            at += len(piece)
        for first, last, entries in self._english.find("".join(read.pieces)):
            start = read.spans[starts[first]][0]
            end = read.spans[ends[last]][1]
            possessive = _POSSESSIVE.search(text, start, end)
            if possessive and possessive.start() > start:
                end = possessive.start()
            inside = text[start:end]
            for entry in entries:
                if entry.acronym is None or _plain(inside) in {entry.acronym, entry.acronym + "s"}:
                    yield Found(start, end, entry.key)


class _Words(NamedTuple):
    # Each word as `\x02lemma\x03`, and between words what neither a space nor a hyphen is.
    pieces: list[str]
    spans: list[tuple[int, int]]


def _read(text: str) -> _Words:
    spans = token_spans(text)
    pieces: list[str] = []
    before = 0
    for number, (start, end) in enumerate(spans):
        gap = text[before:start]
        if number and gap != " ":
            between = "\n" if _PARAGRAPH.search(gap) else _JOINERS.sub("", gap)
            if between:
                pieces.append(fold(between) or "\n")
        pieces.append(f"{_OPEN}{lemma_of_token(text[start:end], first=number == 0)}{_CLOSE}")
        before = end
    return _Words(pieces, spans)


def _joined(text: str) -> str:
    # Open-source is also written opensource.
    return re.sub(r"(?<=[A-Za-z])[-‐‑](?=[A-Za-z])", "", text)


def _runs_on(text: str, at: int) -> bool:
    # Whether a Latin word or number runs over the place `at`.
    return 0 < at < len(text) and _is_latin(text[at - 1]) and _is_latin(text[at])


def _is_latin(character: str) -> bool:
    return character.isalnum() and not han.is_han(character)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(".", "").replace("-", "")
