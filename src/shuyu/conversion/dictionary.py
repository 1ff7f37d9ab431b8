"""The project's terms inside OpenCC: configurations of our own, made from OpenCC's.

A term is taken out of OpenCC's reach before its first dictionary and put in after its last. Where a configuration
brings compatibility characters together (`normalization`), a dictionary of ours turns each term into one private
character; OpenCC's segmentation and all its dictionaries see a character that they do not know; and a last step turns
it into the wanted form. So a term wins over longer phrases that it stands in, of two terms that overlap the one that
begins first wins and of those the longest, and no later step (regional words, variants) changes the form again.

Terms of one character are different: 后 stands in 皇后 and 然后. They only say what becomes of the character where no
phrase of OpenCC's knows better, so they stand between its phrases and its characters; a form of several characters is
left out. Why so: docs/decisions/0007-terms-inside-opencc.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any

from shuyu.text.chain import apart, document, inline, large, load_document, swift
from shuyu.text.flat import UnfitError

# Private characters of the last two planes. Where a text has one that stands for a term, that one passes by.
_MARKS = (*range(0x100000, 0x10FFFE), *range(0xF0000, 0xFFFFE))
_COMPATIBLE = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
_FOREIGN = "\0\ud800-\udfff"
_UNUSABLE = re.compile(f"[{_FOREIGN}\U000f0000-\U0010ffff]")
# The step that has phrases to tell readings apart by: single characters are settled there.
_PHRASES = ("STPhrases.ocd2", "TSPhrases.ocd2")


class Steered:
    """Takes text through chains of configurations that hold some terms.

    Args:
        terms: source form to wanted form.

    >>> Steered({"后羿": "后羿", "软件": "軟件"}).run("后羿之后的软件", ("s2twp",))
    '后羿之後的軟件'
    """

    def __init__(self, terms: Mapping[str, str]) -> None:
        usable = {key: form for key, form in terms.items() if _usable(key) and _usable(form)}
        words = {_compatible(key): form for key, form in usable.items() if len(key) > 1}
        self._terms = tuple(sorted(words.items()))
        self._characters = tuple(sorted((k, f) for k, f in usable.items() if len(k) == 1 and len(f) == 1))
        marks = list(_marks((*self._terms, *self._characters)).values())
        ranges = [
            f"{min(plane)}-{max(plane)}"
            for low in (True, False)
            if (plane := [m for m in marks if (m < "\U00100000") is low])
        ]
        self._foreign = re.compile(f"([{_FOREIGN}{''.join(ranges)}]+)")

    def run(self, text: str, chain: tuple[str, ...]) -> str:
        """`text` taken through the configurations of `chain`, in order."""
        if not chain:
            return text
        if self._clean(text):
            return self._through(text, chain)
        return apart(text, lambda piece: self._through(piece, chain), self._foreign)

    def _clean(self, text: str) -> bool:
        # Whether nothing is foreign, in a tenth of the time that looking for it takes: the first byte tells the plane.
        try:
            data = text.encode()
        except UnicodeEncodeError:
            return False
        return b"\0" not in data and b"\xf4" not in data and b"\xf3" not in data

    def _through(self, text: str, chain: tuple[str, ...]) -> str:
        loaded = _swift if large(text) else _loaded
        for converter in loaded(chain, self._terms, self._characters):
            text = converter.convert(text)
        return text


def _usable(text: str) -> bool:
    return bool(text) and _UNUSABLE.search(text) is None


def _compatible(key: str) -> str:
    # OpenCC brings compatibility characters to their plain ones before it looks for a term.
    return _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFC", found[0]), key)


@lru_cache(maxsize=16)
def _loaded(
    chain: tuple[str, ...], terms: tuple[tuple[str, str], ...], characters: tuple[tuple[str, str], ...]
) -> tuple[Any, ...]:
    marks = _marks((*terms, *characters))
    into = {key: marks[form] for key, form in terms if form in marks}
    single = {key: marks[form] for key, form in characters if form in marks}
    documents = [document(name) for name in chain]
    if into:
        documents[0].setdefault("normalization", []).append({"dict": inline(into)})
    if single:
        _settle(documents, single)
    if marks:
        documents[-1]["conversion_chain"].append({"dict": inline({mark: form for form, mark in marks.items()})})
    return tuple(load_document(one) for one in documents)


@lru_cache(maxsize=16)
def _swift(
    chain: tuple[str, ...], terms: tuple[tuple[str, str], ...], characters: tuple[tuple[str, str], ...]
) -> tuple[Any, ...]:
    # The same for large texts: terms need no more than a step before everything and one after it.
    loaded = _loaded(chain, terms, characters)
    if characters:
        return loaded
    marks = _marks(terms)
    into = {key: marks[form] for key, form in terms if form in marks}
    back = {mark: form for form, mark in marks.items()}
    found = list(loaded)
    for at, name in enumerate(chain):
        made = swift(name)
        if made is not None:
            last = at == len(chain) - 1
            with suppress(UnfitError):
                found[at] = made.framed({} if at else into, back if last else {}, loaded[at].convert)
    return tuple(found)


def _marks(entries: tuple[tuple[str, str], ...]) -> dict[str, str]:
    forms = dict.fromkeys(form for _, form in entries)
    return {form: chr(mark) for form, mark in zip(forms, _MARKS, strict=False)}


def _settle(documents: list[dict[str, Any]], single: dict[str, str]) -> None:
    for number, one in enumerate(documents):
        steps = one["conversion_chain"]
        for at, step in enumerate(steps):
            group = step["dict"]
            if group["type"] == "group" and any(name in str(group) for name in _PHRASES):
                _insert(documents, number, at, single)
                return
    _insert(documents, 0, len(documents[0]["conversion_chain"]) - 1, single)


def _insert(documents: list[dict[str, Any]], number: int, at: int, single: dict[str, str]) -> None:
    step = documents[number]["conversion_chain"][at]
    # What a character has become when it comes to this step.
    before = [*documents[:number]]
    if at:
        before.append({**documents[number], "conversion_chain": documents[number]["conversion_chain"][:at]})
    reached = dict(single)
    for one in before:
        earlier = load_document(one)
        reached = {earlier.convert(key): mark for key, mark in reached.items()}
    entry = inline({key: mark for key, mark in reached.items() if len(key) == 1})
    group = step["dict"]
    if group["type"] != "group":
        step["dict"] = {"type": "group", "match_policy": "short_circuit", "dicts": [entry, group]}
        return
    singles = ("STCharacters", "TSCharacters", "Variants.", "VariantsRev.", "ShinjitaiCharacters")
    place = next((n for n, d in enumerate(group["dicts"]) if any(name in d.get("file", "") for name in singles)), 0)
    group["dicts"].insert(place, entry)
