"""The data categories of TBX: where each may stand, in which dialects, and what its values mean to shuyu.

The sources are the Schematron and RELAX NG schemas of the public dialects (ISO 30042:2019), and what tools write.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from shuyu.model.concept import PartOfSpeech, Status, TermType

CORE_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
MIN_NAMESPACE = "http://www.tbxinfo.net/ns/min"
BASIC_NAMESPACE = "http://www.tbxinfo.net/ns/basic"

CONCEPT, LANGUAGE, TERM = "concept", "language", "term"
LEVELS = {
    "conceptEntry": CONCEPT,
    "termEntry": CONCEPT,
    "entry": CONCEPT,
    "langSec": LANGUAGE,
    "langSet": LANGUAGE,
    "langGroup": LANGUAGE,
    "termSec": TERM,
    "tig": TERM,
    "ntig": TERM,
    "termGroup": TERM,
}

META = frozenset({"admin", "adminNote", "descrip", "descripNote", "ref", "termNote", "transac", "transacNote", "xref"})
"""Elements that say by their `type` which data category they hold."""
GROUPS = {
    "adminGrp": "admin",
    "descripGrp": "descrip",
    "termNoteGrp": "termNote",
    "transacGrp": "transac",
}
"""Elements that hold one of another kind, first, and what is said of it."""


@dataclass(frozen=True)
class Category:
    """A data category of the public dialects.

    Attributes:
        element: that holds it in DCA style.
        levels: where it may stand.
        minimal: whether TBX-Min has it; TBX-Basic has all, TBX-Core none.
    """

    element: str
    levels: frozenset[str]
    minimal: bool = False

    def of_dialect(self, dialect: str) -> bool:
        """Whether `dialect` has it."""
        return dialect == "TBX-Basic" or (dialect == "TBX-Min" and self.minimal)


_ALL = frozenset({CONCEPT, LANGUAGE, TERM})
CATEGORIES: dict[str, Category] = {
    "administrativeStatus": Category("termNote", frozenset({TERM}), minimal=True),
    "context": Category("descrip", frozenset({TERM})),
    "crossReference": Category("ref", frozenset({CONCEPT, TERM})),
    "customerSubset": Category("admin", frozenset({CONCEPT, TERM}), minimal=True),
    "definition": Category("descrip", frozenset({CONCEPT, LANGUAGE})),
    "externalCrossReference": Category("xref", _ALL, minimal=True),
    "geographicalUsage": Category("termNote", frozenset({TERM})),
    "grammaticalGender": Category("termNote", frozenset({TERM})),
    "partOfSpeech": Category("termNote", frozenset({TERM}), minimal=True),
    "projectSubset": Category("admin", frozenset({CONCEPT, TERM})),
    "responsibility": Category("transacNote", _ALL),
    "source": Category("admin", _ALL),
    "subjectField": Category("descrip", frozenset({CONCEPT}), minimal=True),
    "termLocation": Category("termNote", frozenset({TERM})),
    "termType": Category("termNote", frozenset({TERM})),
    "transactionType": Category("transac", _ALL),
    "xGraphic": Category("xref", frozenset({CONCEPT, LANGUAGE})),
}

DIALECTS = ("TBX-Core", "TBX-Min", "TBX-Basic")
"""The public ones; what a file of another may hold is not known here."""

ALIASES = {
    "usageStatus": "administrativeStatus",
    "termStatus": "administrativeStatus",
    "status": "administrativeStatus",
    "normativeAuthorization": "administrativeStatus",
    "customer": "customerSubset",
    "Usage note": "usageNote",
    "Comment": "comment",
    "grammaticalCategory": "partOfSpeech",
    "sampleSentence": "context",
    "example": "context",
}
"""Other names that tools give a category."""

NOTES = frozenset({"usageNote", "comment", "remark"})
"""Categories of other dialects that are notes."""

WRITTEN_STATUS: Mapping[Status, str] = {
    Status.PREFERRED: "preferredTerm-admn-sts",
    Status.ADMITTED: "admittedTerm-admn-sts",
    Status.PROPOSED: "admittedTerm-admn-sts",
    Status.DEPRECATED: "deprecatedTerm-admn-sts",
    Status.FORBIDDEN: "deprecatedTerm-admn-sts",
}

TOLD_STATUS: Mapping[Status, str] = {
    Status.FORBIDDEN: "Forbidden: do not use.",
    Status.PROPOSED: "Proposed: not yet approved.",
    Status.DEPRECATED: "Deprecated: use another term.",
}
"""What a note of its own says to people in other tools, where TBX has no value for a status.

Only these notes are written with a language (`xml:lang`), so that reading tells them from a person's.
"""
TOLD_LANGUAGE = "en"

_STATUSES: dict[str, Status] = {
    word: status
    for status, words in {
        Status.PREFERRED: "preferred approved recommended standardized",
        Status.ADMITTED: "admitted accepted allowed legal regulated alternative",
        Status.PROPOSED: "proposed draft provisional suggested",
        Status.DEPRECATED: "deprecated superseded obsolete notrecommended nonstandard",
        Status.FORBIDDEN: "forbidden prohibited rejected donotuse",
    }.items()
    for word in words.split()
}
_NARROWED = frozenset({"superseded", "obsolete", "legal", "regulated", "standardized"})
_LETTERS = re.compile("[^a-z]")

_PARTS: dict[str, PartOfSpeech] = {part.value.lower(): part for part in PartOfSpeech} | {
    "propernoun": PartOfSpeech.PROPER_NOUN,
    "adj": PartOfSpeech.ADJECTIVE,
    "adv": PartOfSpeech.ADVERB,
}
_TYPES: dict[str, TermType] = {kind.value.lower(): kind for kind in TermType} | {
    "initialism": TermType.ACRONYM,
    "phraseologicalunit": TermType.PHRASE,
    "setphrase": TermType.PHRASE,
    "collocation": TermType.PHRASE,
    "abbreviatedform": TermType.ABBREVIATION,
}


def status_of(value: str) -> tuple[Status | None, bool]:
    """What a status in a file means, and whether it says more than that.

    >>> status_of("supersededTerm-admn-sts")
    (<Status.DEPRECATED: 'deprecated'>, True)
    >>> status_of("Preferred"), status_of("nice")
    ((<Status.PREFERRED: 'preferred'>, False), (None, False))
    """
    word = _LETTERS.sub("", value.lower()).removesuffix("admnsts").removesuffix("term")
    return _STATUSES.get(word), word in _NARROWED


def part_of(value: str) -> PartOfSpeech | None:
    """What a part of speech in a file means.

    >>> part_of("proper noun"), part_of("nominal")
    (<PartOfSpeech.PROPER_NOUN: 'properNoun'>, None)
    """
    return _PARTS.get(_LETTERS.sub("", value.lower()))


def type_of(value: str) -> TermType | None:
    """What a term type in a file means.

    >>> type_of("acronym"), type_of("synonym")
    (<TermType.ACRONYM: 'acronym'>, None)
    """
    return _TYPES.get(_LETTERS.sub("", value.lower()))
