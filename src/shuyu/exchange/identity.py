"""Which concept of one list is which of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from shuyu.languages import is_chinese
from shuyu.model.concept import Concept
from shuyu.text.fold import fold


def same_concepts(ours: Sequence[Concept], theirs: Sequence[Concept]) -> dict[int, int]:
    """The concepts of `theirs` that stand for one of `ours`.

    Two concepts are the same when they have the same id and a term in common, or, failing that, when a Chinese and an
    English term of the one meet terms of the other under the fold (a concept in one language: a term of it) and not
    both name a subject of their own. Where several fit, the one with most terms in common is taken, then the first.
    Each concept stands for at most one.

    Args:
        ours: a list, without derived terms.
        theirs: another.

    Returns:
        places in `theirs` to places in `ours`. Cost: linear in the terms, times how many concepts share a term.

    >>> from shuyu.model.concept import Term
    >>> model = Concept("a", (Term("模型", "zh-Hans"), Term("model", "en")))
    >>> other = Concept("", (Term("模型", "zh-Hans"), Term("models", "en"), Term("Model", "en")))
    >>> same_concepts([model], [other]), same_concepts([model], [Concept("b", (Term("模型", "zh-Hans"),))])
    ({0: 0}, {})
    """
    by_id = {concept.id: place for place, concept in enumerate(ours) if concept.id}
    keys = [_keys(concept) for concept in ours]
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, found in enumerate(keys):
        for key in found:
            by_key[key].append(place)
    claims: list[tuple[int, int, int, int]] = []
    for place, concept in enumerate(theirs):
        own = _keys(concept)
        common: dict[int, int] = defaultdict(int)
        for key in own:
            for other in by_key.get(key, ()):
                common[other] += 1
        named = by_id.get(concept.id) if concept.id else None
        for other, times in common.items():
            if other == named:
                claims.append((0, -times, place, other))
            elif _one_meaning(concept, ours[other]) and _meet(own, keys[other]):
                claims.append((1, -times, place, other))
    found_places: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, place, other in sorted(claims):
        if place not in found_places and other not in taken:
            found_places[place] = other
            taken.add(other)
    return found_places


def _keys(concept: Concept) -> frozenset[tuple[str, str]]:
    return frozenset(
        ("zh" if is_chinese(term.language) else term.language, fold(term.text))
        for term in concept.terms
        if not term.derived
    )


def _one_meaning(one: Concept, other: Concept) -> bool:
    return one.subject is None or other.subject is None or one.subject == other.subject


def _meet(one: Iterable[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    # Each language that either side has must be shared: a word alone is a homonym as easily as the same meaning.
    shared = {language for language, text in one if (language, text) in other}
    return shared == {language for language, _ in one} | {language for language, _ in other}
