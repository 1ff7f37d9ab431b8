"""Candidates that were mined → the concepts of the collection `mined`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from shuyu.languages import CHINESE, ENGLISH
from shuyu.model.alignment import Candidate
from shuyu.model.concept import Concept, Status, Term
from shuyu.text.english import lemma_key
from shuyu.text.fold import fold

PairKey = tuple[str, str]


def pair_keys(what: Concept | Candidate) -> list[PairKey]:
    """The keys under which term pairs meet: the fold of the Chinese, the lemmas of the English.

    >>> from shuyu.model.alignment import Evidence
    >>> pair_keys(Candidate("開源模型", "zh-Hant", "open models", Evidence.GLOSS, 1.0, "a.txt"))
    [('开源模型', 'openmodel')]
    """
    if isinstance(what, Candidate):
        return [(fold(what.zh), lemma_key(what.en))]
    chinese = {fold(term.text) for term in what.in_language(CHINESE)}
    english = {lemma_key(term.text) for term in what.in_language(ENGLISH)}
    return sorted((zh, en) for zh in chinese for en in english)


def mined_concepts(candidates: Iterable[Candidate], curated: Sequence[Concept]) -> list[Concept]:
    """One concept for each pair that was mined and that no curated concept has.

    The commonest spelling of each side is kept; ties go to the better evidence, then to the alphabet. Ids are made
    from the pair itself, so that they stay the same from build to build.
    """
    known = {key for concept in curated for key in pair_keys(concept)}
    groups: dict[PairKey, list[Candidate]] = {}
    for candidate in candidates:
        key = pair_keys(candidate)[0]
        if key not in known:
            groups.setdefault(key, []).append(candidate)
    return [_concept(key, groups[key]) for key in sorted(groups)]


def _concept(key: PairKey, group: Sequence[Candidate]) -> Concept:
    def commonest(spellings: Sequence[tuple[str, float]]) -> str:
        votes: dict[str, float] = {}
        for spelling, score in spellings:
            votes[spelling] = votes.get(spelling, 0.0) + score
        return min(votes, key=lambda spelling: (-votes[spelling], spelling))

    zh = commonest([(c.zh, c.score) for c in group])
    en = commonest([(c.en, c.score) for c in group])
    language = min(c.zh_language for c in group if c.zh == zh)
    evidence = ", ".join(sorted({c.evidence.value for c in group}))
    digest = hashlib.sha256("\t".join(key).encode()).hexdigest()[:12]
    return Concept(
        f"m-{digest}",
        (Term(zh, language, Status.PROPOSED), Term(en, ENGLISH, Status.PROPOSED)),
        source=f"mined: {evidence} in {', '.join(sorted({c.document for c in group})[:3])}",
    )
