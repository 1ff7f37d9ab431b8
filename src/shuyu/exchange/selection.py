"""Which part of a term list is wanted: by subject, status, language, document and day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from shuyu.exchange.difference import difference
from shuyu.languages import LANGUAGES, is_chinese
from shuyu.match import Matcher
from shuyu.model.concept import Concept, Status, Term


@dataclass(frozen=True)
class Selection:
    """What is wanted of a list; what is empty does not matter.

    Attributes:
        subjects: of these subject fields, in any case of letters.
        statuses: terms with one of these.
        languages: canonical tags, in the order in which the terms are wanted.
        texts: (text, language) of documents; only concepts of which a term stands in one of them.
    """

    subjects: frozenset[str] = frozenset()
    statuses: frozenset[Status] = frozenset()
    languages: tuple[str, ...] = ()
    texts: tuple[tuple[str, str | None], ...] = ()


def select(concepts: Sequence[Concept], selection: Selection) -> list[Concept]:
    """The concepts that are wanted, each with the terms that are wanted; in the order of the list.

    A language that is asked for by name is filled, where a person gave no form, with what script conversion makes of
    another Chinese form; such a term is marked as derived.

    Args:
        concepts: without derived terms.
        selection: what is wanted.

    Returns:
        concepts with at least one term each. Cost: linear in the texts and the terms.

    >>> concepts = [Concept("a", (Term("术语", "zh-Hans"), Term("term", "en")), subject="Words")]
    >>> [t.text for t in select(concepts, Selection(languages=("en", "zh-Hant")))[0].terms]
    ['term', '術語']
    >>> select(concepts, Selection(texts=(("A model.", "en"),)))
    []
    """
    subjects = {subject.casefold() for subject in selection.subjects}
    found = [c for c in concepts if not subjects or (c.subject or "").casefold() in subjects]
    if selection.texts:
        standing = _standing(found, selection.texts)
        found = [concept for place, concept in enumerate(found) if place in standing]
    narrowed = (_narrowed(concept, selection) for concept in found)
    return [concept for concept in narrowed if concept.terms]


def since(day: str, concepts: Iterable[Concept], before: Sequence[Concept] | None = None) -> list[Concept]:
    """The concepts that came or changed on `day` or later.

    Args:
        day: `2026-11-21`.
        concepts: the list as it is.
        before: the list as it was when that day began; None where nobody knows.

    Returns:
        those that say they were changed by then, and those that differ from `before`.

    >>> old, new = Concept("a", (), modified="2026-01-01"), Concept("b", (), modified="2026-11-21")
    >>> since("2026-11-01", [old, new]) == [new]
    True
    """
    listed = list(concepts)
    changed: Collection[int] = ()
    if before is not None:
        changed = {id(one.after) for one in difference(before, listed) if one.after is not None}
    return [one for one in listed if id(one) in changed or (one.modified is not None and one.modified >= day)]


def _standing(concepts: Sequence[Concept], texts: Iterable[tuple[str, str | None]]) -> set[int]:
    entries = ((place, term.text, term.language) for place, concept in enumerate(concepts) for term in concept.terms)
    matcher: Matcher[int] = Matcher(entries)
    return {found.key for text, language in texts for found in matcher.find(text, language)}


def _narrowed(concept: Concept, selection: Selection) -> Concept:
    terms: Iterable[Term] = concept.terms
    if selection.languages:
        terms = [term for tag in selection.languages for term in _in(concept, tag)]
    if selection.statuses:
        terms = [term for term in terms if term.status in selection.statuses]
    return replace(concept, terms=tuple(terms))


def _in(concept: Concept, tag: str) -> Iterator[Term]:
    own = [term for term in concept.terms if term.language == tag]
    yield from own
    if own or not is_chinese(tag):
        return
    from shuyu.text.script import chain_for, converter

    # The general Traditional form is nearer to a region's than the Simplified one is.
    order = [t for t in LANGUAGES if is_chinese(t) and t != tag]
    if tag.startswith("zh-Hant"):
        order.sort(key=lambda other: not other.startswith("zh-Hant"))
    source = next((other for other in order if concept.in_language(other)), None)
    seen: set[str] = set()
    for term in (t for t in concept.terms if t.language == source):
        text = converter(tag, from_=source)(term.text) if source and chain_for(source, tag) else term.text
        if text not in seen:
            seen.add(text)
            yield Term(text, tag, term.status, term.part_of_speech, term.type, derived=True)
