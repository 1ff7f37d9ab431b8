"""Known concepts that a candidate may be another term of."""

from __future__ import annotations

from typing import NamedTuple

from shuyu.languages import CHINESE, ENGLISH
from shuyu.model.concept import Concept
from shuyu.review.curated import Curated
from shuyu.text.english import lemma_key
from shuyu.text.fold import fold

# Found by trying: below this, two short Chinese terms that share one word of two are called alike.
_ALIKE = 70.0


class _Names(NamedTuple):
    concept: Concept
    chinese: tuple[str, ...]
    english: tuple[str, ...]


class Similar:
    r"""Finds concepts by likeness to a pair of terms; quick enough to be asked at every key.

    >>> from shuyu.model.concept import Term
    >>> curated = Curated('[[term]]\nzh = "开源模型"\nen = "open-source model"\n')
    >>> [concept.terms[0].text for concept in Similar(curated).to("开放源码模型", "open-source models")]
    ['开源模型']
    """

    def __init__(self, curated: Curated) -> None:
        self._names: dict[str, _Names] = {}
        self.refresh(curated)

    def refresh(self, curated: Curated) -> None:
        """Take in what `terms.toml` says now."""
        old = self._names
        self._names = {}
        for concept in curated.concepts:
            known = old.get(concept.id)
            self._names[concept.id] = known if known is not None and known.concept == concept else _names(concept)

    def to(self, zh: str, en: str, limit: int = 8) -> list[Concept]:
        """The concepts that are like a pair, most alike first.

        Those that have one of the two terms come first; then what has much of either in common.

        Args:
            zh: a Chinese term.
            en: an English term.
            limit: how many at most.
        """
        from rapidfuzz.fuzz import ratio

        chinese, english = fold(zh), lemma_key(en)
        found: list[tuple[float, str]] = []
        for name, names in self._names.items():
            best = 0.0
            for own, others in ((chinese, names.chinese), (english, names.english)):
                for other in others:
                    best = max(best, ratio(own, other, score_cutoff=_ALIKE) if own else 0.0)
            if best:
                found.append((-best, name))
        return [self._names[name].concept for _, name in sorted(found)[:limit]]

    def matching(self, query: str, limit: int = 8) -> list[Concept]:
        """The concepts whose id or terms hold what somebody types, in the order of the file."""
        wanted, latin = fold(query), query.strip().casefold()
        found = (
            names.concept
            for name, names in self._names.items()
            if latin in name
            or (wanted and any(wanted in fold(term.text) for term in names.concept.terms if not term.derived))
        )
        return [concept for concept, _ in zip(found, range(limit), strict=False)]


def _names(concept: Concept) -> _Names:
    chinese = {fold(term.text) for term in concept.in_language(CHINESE)}
    english = {lemma_key(term.text) for term in concept.in_language(ENGLISH)}
    return _Names(concept, tuple(sorted(chinese - {""})), tuple(sorted(english - {""})))
