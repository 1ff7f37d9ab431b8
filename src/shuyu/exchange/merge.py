"""Two term lists into one: with the state they both came from, or without.

What only one side says is taken. What both say differently is a conflict; it is settled only as the caller says, and
told in any case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from shuyu.exchange.difference import CONCEPT_FIELDS, TERM_FIELDS, own_terms
from shuyu.exchange.identity import same_concepts
from shuyu.model.concept import Concept, Status, Term

_PROSE = frozenset({"subject", "definition", "note", "source", "context"})


class Policy(str, Enum):
    """How conflicts are settled."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"
    """Texts are kept both, ours first, on lines of their own; of what can be only one, ours."""


@dataclass(frozen=True)
class Conflict:
    """Both sides say something else.

    Attributes:
        concept: ours (theirs where ours has gone).
        what: the name of a field, `preferred term` (each side prefers another), `term` (one side took it away and the
            other changed it) or `concept` (the same of the whole).
        term: the term that it is about, if any.
        ours: what we say; None where we say nothing any more.
        theirs: what they say.
    """

    concept: Concept
    what: str
    term: Term | None
    ours: str | None
    theirs: str | None


@dataclass(frozen=True)
class Merged:
    """What came of a merge.

    Attributes:
        concepts: ours in their order, with what was taken from theirs; then those that only they have.
        conflicts: what both say differently, settled or not.
        added: how many concepts only they had.
        changed: how many of ours are not as they were.
        removed: how many of ours went because they took them away.
    """

    concepts: tuple[Concept, ...]
    conflicts: tuple[Conflict, ...]
    added: int
    changed: int
    removed: int = 0


_Terms = dict[tuple[str, str], Term]
_NOTHING: Any = object()


def merge(
    ours: Sequence[Concept],
    theirs: Sequence[Concept],
    *,
    base: Sequence[Concept] | None = None,
    policy: Policy = Policy.OURS,
) -> Merged:
    """Ours and theirs as one list.

    Args:
        ours: the list that keeps its order and its ids.
        theirs: the list that comes in.
        base: the state that both came from; what one side has not changed since is no conflict, and what one side
            took away goes. None: nothing goes, and a value that only one side has is taken.
        policy: how conflicts are settled.

    Returns:
        the list and all conflicts. Merging the same list again changes nothing.

    >>> we = [Concept("a", (Term("模型", "zh-Hans"), Term("model", "en")))]
    >>> they = [Concept("b", (Term("模型", "zh-Hans"), Term("model", "en")), definition="d")]
    >>> merged = merge(we, they)
    >>> merged.concepts[0].definition, merged.concepts[0].id, merged.changed, merge(merged.concepts, they).changed
    ('d', 'a', 1, 0)
    """
    matched = same_concepts(ours, theirs)
    by_ours = {place: other for other, place in matched.items()}
    ours_base = {} if base is None else same_concepts(base, ours)
    theirs_base = {} if base is None else same_concepts(base, theirs)
    conflicts: list[Conflict] = []
    concepts: list[Concept] = []
    changed = removed = 0
    for place, concept in enumerate(ours):
        was = base[ours_base[place]] if base is not None and place in ours_base else None
        if place in by_ours:
            one = _merged(concept, theirs[by_ours[place]], was, policy, conflicts)
            changed += one != concept
            concepts.append(one)
        elif was is None or ours_base[place] in theirs_base.values():
            concepts.append(concept)
        elif _same(concept, was):
            removed += 1
        else:
            conflicts.append(Conflict(concept, "concept", None, _name(concept), None))
            if policy is Policy.THEIRS:
                removed += 1
            else:
                concepts.append(concept)
    taken = {concept.id for concept in concepts}
    added = 0
    for place, concept in enumerate(theirs):
        if place in matched:
            continue
        if base is not None and place in theirs_base and theirs_base[place] not in ours_base.values():
            was = base[theirs_base[place]]
            if _same(concept, was):
                continue
            conflicts.append(Conflict(concept, "concept", None, None, _name(concept)))
            if policy is Policy.OURS:
                continue
        name = concept.id
        while name in taken and name:
            name += "-2"
        taken.add(name)
        concepts.append(replace(concept, id=name))
        added += 1
    return Merged(tuple(concepts), tuple(conflicts), added, changed, removed)


@dataclass
class _Settler:
    # Settles one concept: a value that only one side says, or that only one side changed, is no conflict.
    concept: Concept
    policy: Policy
    conflicts: list[Conflict]

    def value(self, name: str, term: Term | None, own: Any, other: Any, was: Any) -> Any:
        if own == other or other == was:
            return own
        if own == was or (was is _NOTHING and own is None):
            return other
        if was is _NOTHING and other is None:
            return own
        prose = self.policy is Policy.BOTH and name in _PROSE
        if prose and own and other and _holds(own, other):
            return own
        self.tell(name, term, own, other)
        if self.policy is Policy.THEIRS:
            return other
        return "\n".join(filter(None, (own, other))) if prose else own

    def tell(self, what: str, term: Term | None, own: Any, other: Any) -> None:
        self.conflicts.append(Conflict(self.concept, what, term, _text(own), _text(other)))

    def terms(self, mine: _Terms, others: _Terms, before: _Terms) -> list[Term]:
        settled: list[Term] = []
        for key, term in mine.items():
            if key in others:
                settled.append(self._term(term, others[key], before.get(key)))
            elif key not in before:
                settled.append(term)
            elif term != before[key]:
                self.tell("term", term, term.text, None)
                if self.policy is not Policy.THEIRS:
                    settled.append(term)
        for key, term in others.items():
            if key in mine or term == before.get(key):
                continue
            if key in before:
                self.tell("term", term, None, term.text)
            if key not in before or self.policy is not Policy.OURS:
                settled.append(term)
        return settled

    def _term(self, own: Term, other: Term, was: Term | None) -> Term:
        fields: dict[str, Any] = {}
        for name in TERM_FIELDS:
            before = _NOTHING if was is None else getattr(was, name)
            fields[name] = self.value(name, own, getattr(own, name), getattr(other, name), before)
        return replace(own, **fields)

    def one_preferred(self, mine: _Terms, others: _Terms) -> tuple[_Terms, _Terms]:
        # Two lists that prefer another term of a language contradict each other: the one that yields is admitted.
        for language in dict.fromkeys(language for language, _ in others):
            own, other = _preferred(mine, language), _preferred(others, language)
            if not own or not other or own[0].text == other[0].text:
                continue
            self.tell("preferred term", other[0], own[0].text, other[0].text)
            if self.policy is Policy.THEIRS:
                mine = _yielding(mine, own, other)
            else:
                others = _yielding(others, other, own)
        return mine, others


def _preferred(terms: _Terms, language: str) -> list[Term]:
    return [term for term in terms.values() if term.language == language and term.status is Status.PREFERRED]


def _yielding(terms: _Terms, preferred: list[Term], winners: list[Term]) -> _Terms:
    won = {term.text for term in winners}
    yielded = {
        (term.language, term.text): replace(term, status=Status.ADMITTED) for term in preferred if term.text not in won
    }
    return {**terms, **yielded}


def _merged(ours: Concept, theirs: Concept, base: Concept | None, policy: Policy, conflicts: list[Conflict]) -> Concept:
    settler = _Settler(ours, policy, conflicts)
    fields: dict[str, Any] = {}
    for name in CONCEPT_FIELDS:
        was = _NOTHING if base is None else getattr(base, name)
        fields[name] = settler.value(name, None, getattr(ours, name), getattr(theirs, name), was)
    mine, others = own_terms(ours), own_terms(theirs)
    if base is None:
        mine, others = settler.one_preferred(mine, others)
    terms = settler.terms(mine, others, {} if base is None else own_terms(base))
    made = replace(ours, terms=tuple(terms), **fields)
    return ours if _same(made, ours) else made


def _same(one: Concept, other: Concept) -> bool:
    return list(own_terms(one).values()) == list(own_terms(other).values()) and all(
        getattr(one, name) == getattr(other, name) for name in CONCEPT_FIELDS
    )


def _holds(own: str, other: str) -> bool:
    # What was joined before is not joined again.
    lines = own.split("\n")
    return all(line in lines for line in other.split("\n"))


def _text(value: Any) -> str | None:
    return None if value is None else str(value.value if isinstance(value, Enum) else value)


def _name(concept: Concept) -> str:
    return " = ".join(dict.fromkeys(term.text for term in concept.terms if term.status is Status.PREFERRED))
