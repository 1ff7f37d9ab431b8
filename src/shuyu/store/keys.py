"""The search keys of a concept: everything that a query may meet it by.

Keys are made when a concept is put, and are a pure function of its record: they can be made again to be removed, and
to be checked. Making them needs neither OpenCC nor pypinyin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from shuyu.languages import is_chinese
from shuyu.model.concept import Concept, Status, Term
from shuyu.store.kinds import FOLD, INITIALS, LEMMA, LONGEST_PART, PART, PINYIN, VARIANT, WORDS
from shuyu.store.record import Form, Record, Spelling
from shuyu.text.english import lemma_tokens
from shuyu.text.fold import fold
from shuyu.text.han import HAN, has_han
from shuyu.text.pinyin import initials, pinyin_key

_LONGEST_WORDS = 12
"""A PART of English is cut at so many words."""
_MOST_PARTS = 256
_LONGEST_WHOLE = 512

# Where a part of a Chinese term may begin: at a Han character, and at a run of anything else that is written.
_BEGINNINGS = re.compile(f"[{HAN}]|[^\\W_{HAN}]+")
_ALL_HAN = re.compile(f"[{HAN}]+\\Z")


Key = tuple[str, int, int, int, int, "str | None"]
"""A key: its text, its kind, the number of the term it leads to, the rank of that term's status, the length of the
whole form that it belongs to, and for a PINYIN key the reading, for a PART the whole form (its beginning, if long)."""

folded = lru_cache(maxsize=1 << 14)(fold)
"""`fold`, remembered: what is put is folded for its forms, and again for its keys."""


def keys_of(record: Record) -> list[Key]:
    """All keys of a concept. Where two have the same text, kind and term, the first counts.

    Cost is linear in the length of its terms.

    >>> concept = Concept("c", (Term("大模型", "zh-Hans"), Term("large models", "en")))
    >>> for key in sorted(keys_of(Record(concept, ("dà mó xíng", None)))):
    ...     print(*key[:3])
    damoxing 2 0
    dmx 5 0
    large model 4 1
    largemodel 3 1
    largemodels 0 1
    model 6 1
    型 6 0
    大模型 0 0
    模型 6 0
    """
    found: list[Key] = []
    terms = record.concept.terms
    for number, term in enumerate(terms):
        reading = term.pinyin or record.readings[number]
        found += _of_text(term.text, term.language, FOLD, number, term.status.rank, reading)
    if record.forms:
        own_folds = {folded(term.text) for term in terms}
        for number, form in enumerate(record.forms, len(terms)):
            if folded(form.text) not in own_folds:
                status = terms[form.source].status.rank
                found += _of_text(form.text, form.language, VARIANT, number, status, form.reading)
    for spelling in record.spellings:
        own = terms[spelling.source]
        found += _of_text(spelling.text, own.language, VARIANT, spelling.source, own.status.rank, spelling.reading)
    return found


def _of_text(text: str, language: str, kind: int, term: int, status: int, reading: str | None) -> Iterator[Key]:
    whole = folded(text)
    if not whole:
        return
    size = len(whole)
    yield whole, kind, term, status, size, None
    if is_chinese(language) and has_han(whole):
        for part in _parts(text, whole):
            yield part, PART, term, status, size, whole[:_LONGEST_WHOLE]
    else:
        tokens = lemma_tokens(text)
        lemma = fold("".join(tokens))  # `lemma_key`, without finding the lemmas again
        if lemma and lemma != whole:
            yield lemma, LEMMA, term, status, size, None
        if len(tokens) > 1:
            yield " ".join(tokens), WORDS, term, status, size, None
        for at in range(1, min(len(tokens), _MOST_PARTS)):
            yield " ".join(tokens[at : at + _LONGEST_WORDS]), PART, term, status, size, whole[:_LONGEST_WHOLE]
    if reading:
        key = pinyin_key(reading)
        if key:
            yield key, PINYIN, term, status, len(key), reading
        first = initials(reading)
        if len(first) > 1 and first != key:
            yield first, INITIALS, term, status, len(first), None


def _parts(text: str, whole: str) -> Iterator[str]:
    if _ALL_HAN.match(whole):
        for at in range(1, min(len(whole), _MOST_PARTS)):
            yield whole[at : at + LONGEST_PART]
        return
    beginnings = [match.start() for match in _BEGINNINGS.finditer(text)]
    for at in beginnings[1:_MOST_PARTS]:
        part = fold(text[at : at + 2 * LONGEST_PART])[:LONGEST_PART]
        if part:
            yield part


def _probe(text: str, language: str, reading: str | None = None) -> Record:
    concept = Concept("probe", (Term(text, language, Status.PREFERRED),))
    return Record(concept, (reading,), (Form("zh-Hant-TW", text + "裏", 0, reading),), (Spelling(text + "軟體", 0),))


@cache
def fingerprint() -> str:
    """A digest of what `keys_of` makes: where it differs from that in a store, its keys are made anew.

    >>> len(fingerprint())
    16
    """
    import hashlib

    probes = (
        _probe("人工智能大模型", "zh-Hans", "rén gōng zhì néng dà mó xíng"),
        _probe("ＡＩ・治理（第2版）", "zh-Hant", "AI zhì lǐ dì 2 bǎn"),
        _probe("女兒", "zh-Hant-TW", "nǚ ér"),
        _probe("Large-Scale AI models", "en"),
        _probe("governing bodies' open-weight licences", "en"),
        _probe("C++ running mice, data and analyses", "en"),
    )
    text = repr([keys_of(probe) for probe in probes])
    return hashlib.sha256(text.encode()).hexdigest()[:16]
