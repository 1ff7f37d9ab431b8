"""What differs between two term lists, by concept and not by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from shuyu.exchange.identity import same_concepts
from shuyu.model.concept import Concept, Term

CONCEPT_FIELDS = ("subject", "definition", "note", "source", "modified")
TERM_FIELDS = ("status", "part_of_speech", "type", "pinyin", "note", "source", "context")


class Kind(str, Enum):
    """How a concept differs."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Detail:
    """One thing that differs within a concept.

    Attributes:
        what: `term`, or the name of a field.
        term: the term that it is about; None where it is about the concept.
        before: its value; None where there was none.
        after: its value now; None where there is none.
    """

    what: str
    term: Term | None
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Difference:
    """A concept that is not the same in both lists.

    Attributes:
        kind: whether it came, went or changed.
        before: as it was; None where it was not.
        after: as it is; None where it is not.
        details: what changed in it; empty where it came or went.
    """

    kind: Kind
    before: Concept | None
    after: Concept | None
    details: tuple[Detail, ...] = ()


def difference(before: Sequence[Concept], after: Sequence[Concept]) -> list[Difference]:
    """What must happen to `before` for it to be `after`.

    Ids and the order of concepts do not count: an id may be one that was made from the content.

    Returns:
        changed and removed concepts in the order of `before`, then the added ones in the order of `after`.

    >>> old = [Concept("a", (Term("模型", "zh-Hans"), Term("model", "en")))]
    >>> new = [Concept("a", (Term("模型", "zh-Hans"), Term("model", "en")), definition="d")]
    >>> [(d.kind.value, d.details) for d in difference(old, new)]
    [('changed', (Detail(what='definition', term=None, before=None, after='d'),))]
    """
    matched = same_concepts(before, after)
    by_before = {place: other for other, place in matched.items()}
    found: list[Difference] = []
    for place, concept in enumerate(before):
        if place not in by_before:
            found.append(Difference(Kind.REMOVED, concept, None))
        elif details := tuple(compare(concept, after[by_before[place]])):
            found.append(Difference(Kind.CHANGED, concept, after[by_before[place]], details))
    found += [Difference(Kind.ADDED, None, c) for place, c in enumerate(after) if place not in matched]
    return found


def compare(before: Concept, after: Concept) -> Iterator[Detail]:
    """What differs between two states of one concept; derived terms do not count."""
    for name in CONCEPT_FIELDS:
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield Detail(name, None, was, now)
    old, new = own_terms(before), own_terms(after)
    for key, term in old.items():
        other = new.get(key)
        if other is None:
            yield Detail("term", term, term.text, None)
            continue
        for name in TERM_FIELDS:
            was, now = _shown(term, name), _shown(other, name)
            if was != now:
                yield Detail(name, other, was, now)
    for key, term in new.items():
        if key not in old:
            yield Detail("term", term, None, term.text)
    stay = [key for key in old if key in new]
    if stay != [key for key in new if key in old]:
        yield Detail("order", None, _listed(old), _listed(new))


def own_terms(concept: Concept) -> dict[tuple[str, str], Term]:
    """The terms that a person gave, by language and text."""
    return {(term.language, term.text): term for term in concept.terms if not term.derived}


def _shown(term: Term, name: str) -> str | None:
    value = getattr(term, name)
    return None if value is None else str(value.value if isinstance(value, Enum) else value)


def _listed(terms: dict[tuple[str, str], Term]) -> str:
    return "; ".join(text for _, text in terms)
