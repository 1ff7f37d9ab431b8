"""What a lookup gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shuyu.model.alignment import Context
    from shuyu.model.concept import Collection, Concept, Term


class Match(str, Enum):
    """How a query met a term, best first."""

    EXACT = "exact"
    """The same string."""
    FOLDED = "folded"
    """The same after folding: script, width, case, spaces, hyphens."""
    VARIANT = "variant"
    """The same in another region's words (人工智慧 for 人工智能)."""
    INFLECTED = "inflected"
    """The same lemmas (models for model)."""
    PINYIN = "pinyin"
    """The term's whole pinyin."""
    INITIALS = "initials"
    """The first letters of its syllables."""
    PREFIX = "prefix"
    """The term, or its pinyin, begins so."""
    PART = "part"
    """The query stands inside the term."""
    FUZZY = "fuzzy"
    """A few edits away; `Hit.distance` says how many."""

    @property
    def rank(self) -> int:
        """Place in the order above: 0 is best."""
        return _MATCH_RANK[self]


_MATCH_RANK = {match: rank for rank, match in enumerate(Match)}


@dataclass(frozen=True)
class Hit:
    """A concept that answers a query.

    Attributes:
        concept: with its derived forms and pinyin filled in.
        collection: where it is kept.
        term: the term of `concept` that met the query best.
        match: how they met.
        distance: edits between the query's fold and the term's, for a fuzzy match only.
        contexts: where the term pair occurs, best first.
    """

    concept: Concept
    collection: Collection
    term: Term
    match: Match
    distance: int | None = None
    contexts: tuple[Context, ...] = ()
