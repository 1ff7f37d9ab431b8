"""Candidates that were mined → the concepts of the collection `mined`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from shuyu.languages import CHINESE, ENGLISH
from shuyu.model.alignment import Candidate, Evidence
from shuyu.model.concept import Concept, Status, Term, TermType
from shuyu.text.english import lemma_key
from shuyu.text.fold import fold

PairKey = tuple[str, str]


def candidate_key(candidate: Candidate) -> PairKey:
    """The key under which term pairs meet: the fold of the Chinese, the lemmas of the English.

    >>> candidate_key(Candidate("開源模型", "zh-Hant", "open models", Evidence.GLOSS, 1.0, "a.txt"))
    ('开源模型', 'openmodel')
    """
    other = fold(candidate.en) if candidate.evidence is Evidence.ALIAS else lemma_key(candidate.en)
    return fold(candidate.zh), other


def pair_keys(concept: Concept) -> list[PairKey]:
    """The keys of all the pairs of `concept`, a Chinese name with its short forms among them.

    >>> pair_keys(Concept("c", (Term("開源模型", "zh-Hant"), Term("open model", "en"))))
    [('开源模型', 'openmodel')]
    """
    chinese = {fold(term.text) for term in concept.in_language(CHINESE)}
    english = {lemma_key(term.text) for term in concept.in_language(ENGLISH)}
    return sorted((zh, other) for zh in chinese for other in english | chinese if other != zh)


def mined_concepts(candidates: Iterable[Candidate], curated: Sequence[Concept]) -> list[Concept]:
    """One concept for each Chinese term that was mined, with what the documents say for it in English.

    A pair that a curated concept has is left out. Of several spellings the commonest is kept; ties go to the alphabet.
    The better attested English comes first. Ids are made from the Chinese term, and stay the same from build to build.
    """
    known = {key for concept in curated for key in pair_keys(concept)}
    groups: dict[str, dict[PairKey, list[Candidate]]] = {}
    for candidate in candidates:
        key = candidate_key(candidate)
        if key not in known:
            groups.setdefault(key[0], {}).setdefault(key, []).append(candidate)
    return [_concept(folded, groups[folded]) for folded in sorted(groups)]


def _concept(folded: str, pairs: dict[PairKey, list[Candidate]]) -> Concept:
    every = [candidate for found in pairs.values() for candidate in found]
    zh = _commonest((c.zh, c.score) for c in every)
    language = min(c.zh_language for c in every if c.zh == zh)
    terms = [Term(zh, language, Status.PROPOSED)]
    ranked = sorted(pairs.items(), key=lambda pair: (-sum(c.score for c in pair[1]), pair[0]))
    for _, found in ranked:
        other = _commonest((c.en, c.score) for c in found)
        if found[0].evidence is Evidence.ALIAS:
            terms.append(Term(other, language, Status.PROPOSED, type=TermType.SHORT_FORM))
        else:
            terms.append(Term(other, ENGLISH, Status.PROPOSED))
    evidence = ", ".join(e.value for e in Evidence if any(c.evidence is e for c in every))
    documents = sorted({c.document for c in every})
    more = f" and {len(documents) - 3} more" if len(documents) > 3 else ""
    digest = hashlib.sha256(folded.encode()).hexdigest()[:12]
    return Concept(f"m-{digest}", tuple(terms), source=f"mined: {evidence} in {', '.join(documents[:3])}{more}")


def _commonest(spellings: Iterable[tuple[str, float]]) -> str:
    votes: dict[str, float] = {}
    for spelling, score in spellings:
        votes[spelling] = votes.get(spelling, 0.0) + score
    return min(votes, key=lambda spelling: (-votes[spelling], spelling))
