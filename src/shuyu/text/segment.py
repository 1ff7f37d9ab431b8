"""Words and sentences.

Words are jieba's (imported on use), or those of `rjieba` where it is installed: the same dictionary and the same
hidden Markov model in Rust, about five times as fast. Only runs of Han characters are given to either, where both cut
alike; Latin words and numbers are cut here. Traditional text is read through its Simplified characters, since the
dictionary is Simplified; the places are those of the text that was given.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from shuyu.text import han
from shuyu.text.fold import simplified_chars
from shuyu.text.sentences import sentences

__all__ = ["Jieba", "Segmenter", "Span", "Word", "default_segmenter", "part_of_speech", "sentences", "words"]

_LATIN = f"[^\\W_{han.HAN}]"
_PIECE = re.compile(
    f"(?P<han>[{han.HAN}]+)"
    r"|(?P<word>(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)+%?"
    f"|{_LATIN}+(?:['’&]{_LATIN}+)*(?:\\+\\+|[#%])?)"
    r"|(?P<mark>\S)"
)


class Span(NamedTuple):
    """Code points `start` to `end` of a text."""

    start: int
    end: int


class Word(NamedTuple):
    """A span with its part of speech in jieba's tags (`n`, `v`, `p`, …), "" where its dictionary has none.

    Latin words and numbers are `eng`, marks are `x`.
    """

    start: int
    end: int
    tag: str


class Segmenter(Protocol):
    """What cuts Chinese text into words."""

    @property
    def name(self) -> str:
        """For the signature of a figure."""

    def words(self, text: str, extra_words: Iterable[str] = ()) -> list[Span]:
        """The words of `text` in order; punctuation and white space are left out.

        Args:
            text: Chinese in either script, with whatever else stands in it.
            extra_words: terms to keep whole.
        """

    def tagged(self, text: str, extra_words: Iterable[str] = ()) -> list[Word]:
        """Everything in `text` but white space, each piece with its part of speech; the same arguments."""


class Jieba:
    """`Segmenter` over jieba, or over rjieba with `fast`.

    Args:
        fast: use rjieba, which must be installed.

    >>> text = "開源人工智能GPT-4.5"
    >>> [text[start:end] for start, end in Jieba().words(text)]
    ['開源', '人工智能', 'GPT', '4.5']
    """

    def __init__(self, *, fast: bool = False) -> None:
        self._fast = fast

    @property
    def name(self) -> str:
        """`jieba 0.42.1` or `rjieba 0.2.2`."""
        from importlib.metadata import version

        package = "rjieba" if self._fast else "jieba"
        return f"{package} {version(package)}"

    def words(self, text: str, extra_words: Iterable[str] = ()) -> list[Span]:
        """See `Segmenter.words`."""
        return [Span(start, end) for start, end, kind in self._pieces(text, extra_words) if kind != "mark"]

    def tagged(self, text: str, extra_words: Iterable[str] = ()) -> list[Word]:
        """See `Segmenter.tagged`."""
        simplified = simplified_chars(text)
        tags = {"mark": "x", "word": "eng"}
        return [
            Word(start, end, tags.get(kind) or part_of_speech(simplified[start:end]))
            for start, end, kind in self._pieces(text, extra_words)
        ]

    def _pieces(self, text: str, extra_words: Iterable[str]) -> Iterator[tuple[int, int, str]]:
        tokenizer, mixed = _tokenizer(frozenset(extra_words), self._fast)
        simplified = simplified_chars(text)
        at = 0
        # A term that is not all Han (AI治理) is beyond jieba: it is found first, and what stands between is cut.
        for first, last in _longest(mixed, simplified) if mixed else ():
            yield from self._cut(tokenizer, simplified, at, first)
            yield first, last, "term"
            at = last
        yield from self._cut(tokenizer, simplified, at, len(simplified))

    def _cut(self, tokenizer: Any, text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        for match in _PIECE.finditer(text, start, end):
            if match.lastgroup != "han":
                yield match.start(), match.end(), match.lastgroup or ""
                continue
            at = match.start()
            for piece in tokenizer.cut(match.group()):
                yield at, at + len(piece), "han"
                at += len(piece)


@lru_cache(maxsize=1)
def default_segmenter() -> Segmenter:
    """The `rjieba` one where that is installed, else the `jieba` one.

    >>> "jieba" in default_segmenter().name
    True
    """
    from importlib.util import find_spec

    return Jieba(fast=find_spec("rjieba") is not None)


def words(text: str, extra_words: Iterable[str] = ()) -> list[Span]:
    """The words of `text` by the default segmenter; see `Segmenter.words`.

    >>> text = "魔搭社区发布大模型"
    >>> [text[start:end] for start, end in words(text, ["魔搭社区", "大模型"])]
    ['魔搭社区', '发布', '大模型']
    """
    return default_segmenter().words(text, extra_words)


def part_of_speech(word: str) -> str:
    """The most frequent part of speech of a Simplified word in jieba's dictionary, `""` for a word it does not hold.

    >>> part_of_speech("模型"), part_of_speech("发布"), part_of_speech("魔搭社区")
    ('n', 'v', '')
    """
    return _tags().get(word, "")


@lru_cache(maxsize=1)
def general_frequencies() -> dict[str, int]:
    """How often each Simplified word of jieba's dictionary stands in the texts that it was made from.

    >>> general_frequencies()["模型"] > general_frequencies()["矩阵"] > 0
    True
    """
    return {word: int(frequency) for word, frequency, _ in _entries()}


@lru_cache(maxsize=1)
def _tags() -> dict[str, str]:
    return {word: tag for word, _, tag in _entries()}


def _entries() -> Iterator[tuple[str, str, str]]:
    with _jieba().dt.get_dict_file() as stream:
        for line in stream:
            fields = line.decode("utf-8").split()
            if len(fields) == 3:
                yield fields[0], fields[1], fields[2]


@lru_cache(maxsize=8)
def _tokenizer(extra_words: frozenset[str], fast: bool) -> tuple[Any, Any]:
    # The tokenizer that knows the words of Han characters, and the automaton of the others.
    folded = sorted({simplified_chars(word) for word in extra_words if word.strip()})
    plain = [word for word in folded if all(map(han.is_han, word))]
    mixed = [word for word in folded if not all(map(han.is_han, word))]
    automaton: Any = None
    tokenizer: Any
    if mixed:
        import ahocorasick_rs

        automaton = ahocorasick_rs.AhoCorasick(mixed, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    if fast:
        import rjieba

        tokenizer = rjieba.Jieba()
    else:
        tokenizer = _jieba().Tokenizer()
        if plain:
            known, _ = _tokenizer(frozenset(), False)
            tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(known.FREQ), known.total, True
        else:
            tokenizer.tmp_dir = _cache_folder()
            tokenizer.initialize()
    # In a fixed order: the frequency that jieba suggests for a word depends on the words it already knows.
    for word in plain:
        if fast:
            tokenizer.add_word(word, tokenizer.suggest_freq(word), "")
        else:
            tokenizer.add_word(word)
    return tokenizer, automaton


def _longest(automaton: Any, text: str) -> Iterator[tuple[int, int]]:
    for _, start, end in automaton.find_matches_as_indexes(text):
        # AI治理 is not found in OpenAI治理.
        if not (_joined(text, start) or _joined(text, end)):
            yield start, end


def _joined(text: str, at: int) -> bool:
    # Whether a Latin word or number runs over the place `at`.
    pair = text[at - 1 : at + 1] if at else ""
    return len(pair) == 2 and all(c.isalnum() and not han.is_han(c) for c in pair)


@lru_cache(maxsize=1)
def _jieba() -> Any:
    # Its source has escapes that new Pythons warn of, and it asks for pkg_resources, which warns too.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.CRITICAL)
    return jieba


def _cache_folder() -> str:
    # jieba keeps its dictionary as a marshal file, which must not be read from a folder that others may write to.
    from platformdirs import user_cache_path

    folder = user_cache_path("shuyu") / "jieba"
    # Where it cannot be made nothing is read from it, and jieba builds its dictionary each time.
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return str(folder)
