"""Inline glosses: a term and, in brackets behind it, what it is called in the other language.

They are the surest evidence there is of a term pair, because an author wrote them on purpose::

    魔搭社区（ModelScope）          the English in brackets
    World Health Organization（世界卫生组织）   the Chinese in brackets
    世界人工智能大会（World AI Conference，简称WAIC）   two names
    北京智谱华章科技股份有限公司（以下简称“智谱AI”）   a short form: an alias, Chinese for Chinese
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum
from typing import NamedTuple

from shuyu.mine._words import ARTICLES, COUNTRIES, FINITE, KINDS, NOTE, WEAK_END
from shuyu.mine.brackets import Aside, Item, Shape, asides, is_name, items, shape
from shuyu.mine.edges import chinese_term, supported
from shuyu.mine.weigh import Evidence
from shuyu.text import han
from shuyu.text.segment import Segmenter, default_segmenter

__all__ = ["Gloss", "GlossKind", "aliases", "glosses"]


class GlossKind(str, Enum):
    """Which side stands in the brackets."""

    GLOSS = "gloss"
    """中文（English）."""
    REVERSED = "reversed"
    """English（中文）."""
    ALIAS = "alias"
    """全名（简称“简名”）: both sides are Chinese; the `en` span is that of the short form."""


class Gloss(NamedTuple):
    """The places of a Chinese and an English term that a text gives for each other."""

    zh_start: int
    zh_end: int
    en_start: int
    en_end: int
    kind: GlossKind


# What Chinese in brackets says when it is a note and no name.
_NOTE = re.compile(
    "[见見如第附注註][图圖表註注\\d]?|.*(?:[摄攝譯译注註]|编译|編譯|供[图圖]|[图圖]源|[上下左右如插附见見][图圖]|记者|記者|来源|來源|作者|笔者|筆者|附录|附錄|[版元岁歲])\\Z"
    "|.*(?:以下|下同|以上|上述|大约|約|笑|掌声|掌聲|全文|部分|除外|不含|包括|包含|例如|比如|等)"
    "|[左右上下][图圖]?\\Z|.*[的了是在有不未没沒很也]"
)
_LATIN_RUN = re.compile(r"[A-Za-zÀ-ɏ0-9][A-Za-zÀ-ɏ0-9 \-–‑'’.&/+:]*\Z")
_WORD = re.compile(r"[A-Za-zÀ-ɏ0-9][A-Za-zÀ-ɏ0-9\-–‑'’.&/+]*")
_INTRODUCING = frozenset(
    "called named termed dubbed as like including namely e.g i.e via using through the a an".split()
)
_LONGEST_ENGLISH = 9


def glosses(
    text: str,
    *,
    known: Callable[[str], bool] | None = None,
    segmenter: Segmenter | None = None,
    document: str = "",
) -> list[Gloss]:
    """The terms that `text` glosses, where both their edges are clear.

    Args:
        text: a clean passage or sentence.
        known: whether a string is a term of the store.
        segmenter: what cuts Chinese words; the default one when absent.
        document: the text of the whole document, which shows how a string is used elsewhere.

    Returns:
        the glosses in the order of their brackets, kinds GLOSS and REVERSED; several where the brackets give several
        names. For short forms see `aliases`.

    >>> text = "以魔搭社区（ModelScope）为例，参加的还有世界卫生组织（World Health Organization，WHO）。"
    >>> for g in glosses(text):
    ...     print(text[g.zh_start : g.zh_end], text[g.en_start : g.en_end])
    魔搭社区 ModelScope
    世界卫生组织 World Health Organization
    世界卫生组织 WHO
    """
    chosen = segmenter or default_segmenter()
    evidence = Evidence(known, document)
    found: list[Gloss] = []
    for aside in asides(text):
        names = items(text, aside)
        before = text[max(0, aside.start - 16) : aside.start].rstrip(" *”’」』》〉\"'")[-1:]
        if not names or not before:
            continue
        if han.has_han(before):
            found += _in_chinese(text, aside, names, evidence, chosen)
        elif len(names) == 1 and not names[0].latin:
            gloss = _reversed(text, aside, names[0], evidence, chosen)
            found += [gloss] if gloss else []
        elif before.isalnum():
            found += _in_chinese(text, aside, names, evidence, chosen)
    return found


def aliases(
    text: str, *, known: Callable[[str], bool] | None = None, segmenter: Segmenter | None = None
) -> list[Gloss]:
    """The Chinese short forms that `text` gives for Chinese names, where both edges are clear.

    Args:
        text: a clean passage or sentence.
        known: as in `glosses`.
        segmenter: as in `glosses`.

    Returns:
        glosses of kind ALIAS, the short form in the place of the English.

    >>> text = "开放原子开源基金会（以下简称“基金会”）成立。"
    >>> [(text[a.zh_start : a.zh_end], text[a.en_start : a.en_end]) for a in aliases(text)]
    [('开放原子开源基金会', '基金会')]
    """
    chosen = segmenter or default_segmenter()
    found = []
    for aside in asides(text):
        for item in items(text, aside):
            if item.latin or not item.label:
                continue
            full = chinese_term(text, aside.start, None, Evidence(known), chosen)
            short = text[item.start : item.end]
            if full and _shortens(short, text[full[0] : full[1]], item.label):
                found.append(Gloss(*full, item.start, item.end, GlossKind.ALIAS))
    return found


def _shortens(short: str, full: str, label: str) -> bool:
    # A short form is made of the characters of its name, in their order, but for Latin letters.
    if label != "short" or short == full:
        return label == "other" and short != full
    at = 0
    for character in filter(han.is_han, short):
        at = full.find(character, at) + 1
        if at == 0:
            return False
    return len(short) < len(full)


def _in_chinese(
    text: str, aside: Aside, names: list[Item], evidence: Evidence, segmenter: Segmenter
) -> Iterator[Gloss]:
    if any(not item.latin and not item.label for item in names):
        return
    latin = [item for item in names if item.latin]
    if not latin:
        return
    best = max(latin, key=lambda item: (shape(text[item.start : item.end]) is Shape.WORDS, item.end - item.start))
    # 世界人工智能大会（简称WAIC 2025）: a short form says nothing about the length of the name.
    english = None if all(item.label == "short" for item in latin) else text[best.start : best.end]
    span = chinese_term(text, aside.start, english, evidence, segmenter)
    if span is None:
        return
    chinese = text[span[0] : span[1]]
    for item in latin:
        english = text[item.start : item.end]
        if _same_numbers(chinese, english) and not _shortens_latin(chinese, english):
            yield Gloss(*span, item.start, item.end, GlossKind.GLOSS)


def _shortens_latin(chinese: str, english: str) -> bool:
    # 协议Agent2Agent（A2A）: the letters are those of the Latin name, which is no Chinese term.
    name = re.search(r"[A-Za-z][A-Za-z0-9 \-]{3,}\Z", chinese)
    if name is None or shape(english) is not Shape.ACRONYM:
        return False
    return "".join(re.findall(r"[A-Z0-9]|(?<![A-Za-z0-9])[a-z]", name.group())).upper() == english.upper()


def _same_numbers(chinese: str, english: str) -> bool:
    # B2B and word2vec say "to"; any other number has to be on both sides.
    numbers = re.findall(r"\d+", re.sub(r"(?<=[A-Za-z])2(?=[A-Za-z])", "", english))
    return all(number in chinese for number in numbers)


def _reversed(text: str, aside: Aside, item: Item, evidence: Evidence, segmenter: Segmenter) -> Gloss | None:
    chinese = text[item.start : item.end]
    if item.label == "short" or not _is_chinese_name(chinese, segmenter):
        return None
    span = _english_term(text, aside.start, chinese)
    if span is None:
        return None
    english = text[span[0] : span[1]]
    if not is_name(english) or not _same_numbers(chinese, english):
        return None
    if evidence.known is not None and evidence.known(chinese):
        return Gloss(item.start, item.end, *span, GlossKind.REVERSED)
    if shape(english) is Shape.COINED and (_explains(chinese, segmenter) or han.count_han(chinese) > 6):
        return None
    return Gloss(item.start, item.end, *span, GlossKind.REVERSED) if supported(chinese, english, segmenter) else None


def _is_chinese_name(chinese: str, segmenter: Segmenter) -> bool:
    if not 2 <= han.count_han(chinese) <= 16 or han.count_han(chinese) < len(chinese) or _NOTE.match(chinese):
        return False
    # INSERM（法国巴黎） says where it is.
    return not all(word.tag == "ns" for word in segmenter.tagged(chinese))


def _explains(chinese: str, segmenter: Segmenter) -> bool:
    # OpenAI（美国人工智能公司） says what it is, not what it is called.
    words = [chinese[start:end] for start, end in segmenter.words(chinese)]
    return words[-1] in KINDS or words[0] in COUNTRIES or chinese.startswith(("一种", "一個", "一个", "某"))


def _english_term(text: str, end: int, chinese: str) -> tuple[int, int] | None:
    while end and text[end - 1] in " *":
        end -= 1
    if end and text[end - 1] in "”\"’'":
        opener = text.rfind({"”": "“", "’": "‘"}.get(text[end - 1], text[end - 1]), 0, end - 1)
        return (opener + 1, end - 1) if opener >= 0 and end - opener < 80 else None
    run = _LATIN_RUN.search(text, max(0, end - 200), end)
    if run is None:
        return None
    words = [match.span() for match in _WORD.finditer(text, run.start(), end)]
    if not words:
        return None
    before = text[max(0, run.start() - 16) : run.start()].rstrip()[-1:]
    if (han.has_han(before) or before in han.CHINESE_PUNCTUATION) and before and len(words) <= _LONGEST_ENGLISH:
        article = len(words) > 1 and text[slice(*words[0])].lower() in {"the", "a", "an"}
        return words[article][0], words[-1][1]
    return _capitals(text, words, chinese) if text[words[-1][0]].isupper() else _lower(text, words, chinese)


def _capitals(text: str, words: list[tuple[int, int]], chinese: str) -> tuple[int, int] | None:
    # A name: words with capitals, and the small words between them.
    first = len(words) - 1
    for at in range(len(words) - 2, -1, -1):
        word = text[slice(*words[at])]
        if text[words[at][1] : words[at + 1][0]] != " ":
            break
        if word[0].isupper() or (word[0].isdigit() and first == at + 1):
            first = at
        elif word not in ARTICLES:
            break
    while first < len(words) - 1 and text[slice(*words[first])].lower() in ARTICLES | WEAK_END | NOTE | FINITE:
        first += 1
    span = words[first][0], words[-1][1]
    return span if _fits(text[slice(*span)], chinese) else None


def _lower(text: str, words: list[tuple[int, int]], chinese: str) -> tuple[int, int] | None:
    # A term in small letters: up to a word that cannot belong to it.
    first = len(words) - 1
    while first and text[slice(*words[first - 1])].lower() not in ARTICLES | FINITE | _INTRODUCING:
        if len(words) - first >= _LONGEST_ENGLISH or text[words[first - 1][1] : words[first][0]] != " ":
            break
        first -= 1
    if first and text[slice(*words[first - 1])].lower() not in _INTRODUCING | FINITE:
        return None
    span = words[first][0], words[-1][1]
    return span if _fits(text[slice(*span)], chinese) else None


def _fits(english: str, chinese: str) -> bool:
    size = len(_WORD.findall(english.replace("-", " ")))
    if shape(english) is Shape.ACRONYM:
        size = len(english.rstrip("s"))
    small = sum(1 for word in english.lower().split() if word in ARTICLES)
    return 0.7 <= han.count_han(chinese) / max(1, size - small) <= 6.0
