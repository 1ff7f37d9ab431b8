"""What tells concepts apart: their language, the pairs they share, the ids they are given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from shuyu.formats.terms_values import shown
from shuyu.languages import CHINESE, ENGLISH, HANS, HANT, LANGUAGES, is_chinese, is_traditional
from shuyu.model.concept import Concept
from shuyu.text.script import detect_script

_ORDER = {tag: place for place, tag in enumerate(LANGUAGES)}
_MARKS = re.compile("[\u0300-\u036f\u2019]")
_OTHER = re.compile("[^a-z0-9]+")


def settle_language(tag: str, text: str, languages: tuple[str, ...]) -> str:
    """The language of a term: `zh` says only "Chinese", and the characters of the text tell the script.

    Where they do not tell, or tell of both scripts, it is the first Chinese language of the project.

    >>> settle_language("zh", "軟體", ("zh-Hans", "en")), settle_language("zh", "治理", ("zh-Hant-TW", "en"))
    ('zh-Hant', 'zh-Hant-TW')
    """
    if tag != CHINESE:
        return tag
    undecided, simplified, traditional = _meanings_of_zh(languages)
    script = detect_script(text)
    return simplified if script == HANS else traditional if script == HANT else undecided


@lru_cache(maxsize=16)
def _meanings_of_zh(languages: tuple[str, ...]) -> tuple[str, str, str]:
    own = [language for language in languages if is_chinese(language)] or [HANS]
    simplified = next((language for language in own if not is_traditional(language)), HANS)
    traditional = next((language for language in own if is_traditional(language)), HANT)
    return own[0], simplified, traditional


def same_pair(a: Concept, b: Concept) -> str | None:
    """The pair of terms that two concepts share, in words, or None.

    Two concepts may share a pair when both name their subject and the subjects differ (homonyms). A concept in one
    language only shares a pair with another such.
    """
    if a.subject is not None and b.subject is not None and a.subject != b.subject:
        return None
    sides = []
    for language in (CHINESE, ENGLISH):
        own, others = a.in_language(language), b.in_language(language)
        if not own and not others:
            continue
        texts = {term.text for term in others}
        shared = [term.text for term in own if term.text in texts]
        if not shared:
            return None
        sides.append(f'"{shown(shared[0])}"')
    return " with ".join(sides)


def derived_id(concept: Concept, *, whole: bool = False) -> str:
    """The id of a concept that was given none: its English in kebab case, and a hash of what tells it from others.

    It depends on the concept's own first Chinese and English term and its subject, and on nothing around it.

    Args:
        concept: its own `id` is not looked at.
        whole: hash everything that the concept holds; for the rare two that would else have the same id.

    >>> from shuyu.model.concept import Term
    >>> derived_id(Concept("", (Term("开源", "zh-Hans"), Term("open source", "en"))))
    'open-source-...'
    """
    from hashlib import blake2b

    chinese = english = None
    for term in concept.terms:
        if term.language == ENGLISH:
            english = english or term
        elif chinese is None or _ORDER[term.language] < _ORDER[chinese.language]:
            chinese = term
    content = [chinese.text if chinese else "", english.text if english else "", concept.subject or ""]
    if whole:
        content += [f"{t.language} {t.text} {t.status.value}" for t in concept.terms]
        content += [concept.definition or "", concept.note or "", concept.source or ""]
    slug = _slug(english.text) if english else ""
    size = 8 if whole else 3 if slug else 6
    digest = blake2b("\x1f".join(content).encode(), digest_size=size).hexdigest()
    return f"{slug or 'term'}-{digest}"


def _slug(text: str) -> str:
    if not text.isascii():
        from unicodedata import normalize

        text = normalize("NFKD", text)
        text = _MARKS.sub("", text)
    return _OTHER.sub("-", text.lower().replace("'", "")).strip("-")[:60].strip("-")


def with_ids(concepts: Iterable[Concept]) -> list[Concept]:
    """The concepts, each that has no id given one (`derived_id`); no two are the same.

    Where two would have the same, both are named by all that they hold, so their order does not matter.
    """
    listed = list(concepts)
    derived = {place: derived_id(concept) for place, concept in enumerate(listed) if not concept.id}
    taken = {concept.id for concept in listed if concept.id}
    times = Counter(derived.values())
    result = list(listed)
    for place, name in derived.items():
        if name in taken or times[name] > 1:
            name = derived_id(listed[place], whole=True)
        while name in taken:
            name += "x"
        taken.add(name)
        result[place] = replace(listed[place], id=name)
    return result
