"""What somebody wants changed about an entry, as the changes that `terms_edit` makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shuyu.errors import Problem, UsageError
from shuyu.formats.terms_entry import AddTerm, Change, ChangeTerm, RemoveTerm, SetField
from shuyu.formats.terms_ids import settle_language
from shuyu.formats.terms_values import shown
from shuyu.languages import CHINESE
from shuyu.model.concept import Concept, Status, Term


@dataclass(frozen=True)
class Revision:
    """What is to change; whatever is None or empty stays.

    Attributes:
        fields: of the entry (`id`, `subject`, `definition`, `note`, `source`) with new values; "" takes one away.
        term: the term that `about_term` is about.
        about_term: of one term (`term` for its text, `status`, `pos`, `type`, `pinyin`, `note`, `source`).
        replace: new text for the first term of a language (`zh`: of any Chinese), which is added where there is none.
        add: terms to add, with their language (`zh`: seen from the text).
        remove: terms to take away.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    term: str | None = None
    about_term: Mapping[str, str] = field(default_factory=dict)
    replace: Mapping[str, str] = field(default_factory=dict)
    add: Sequence[tuple[str, str]] = ()
    remove: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.fields or self.about_term or self.replace or self.add or self.remove)


def changes_for(concept: Concept, revision: Revision, languages: tuple[str, ...]) -> list[Change]:
    """The changes that a revision of `concept` comes to.

    Args:
        concept: as it is.
        revision: what is wanted.
        languages: of the project.

    Raises:
        UsageError: E610, when something is to change about a term and it is not said which; E611, when a term is added
            that is there.

    >>> concept = Concept("oss", (Term("开源", "zh-Hans"), Term("open source", "en")))
    >>> changes_for(concept, Revision(about_term={"pinyin": "kāi yuán"}), ("zh-Hans", "en"))
    [ChangeTerm(text='开源', key='pinyin', value='kāi yuán', language=None)]
    """
    changes: list[Change] = [RemoveTerm(text) for text in revision.remove]
    if revision.about_term:
        term = revision.term or _only_term(concept, revision.about_term)
        # The text last: the other changes still know the term by its old one.
        keys = sorted(revision.about_term, key=lambda key: key == "term")
        changes += [ChangeTerm(term, key, revision.about_term[key] or None) for key in keys]
    added: list[tuple[str, str]] = []
    for tag, text in revision.replace.items():
        first = next(iter(concept.in_language(CHINESE) if tag == CHINESE else _of(concept, tag)), None)
        if first is None:
            added.append((tag, text))
        elif first.text != text:
            changes.append(ChangeTerm(first.text, "term", text, first.language))
    for tag, text in (*added, *revision.add):
        language = settle_language(tag, text, languages)
        own = [term for term in _of(concept, language) if term.text not in revision.remove]
        if any(term.text == text for term in own):
            what = f'"{shown(text)}" is a term of this entry already'
            raise UsageError(Problem("E611", what, "Change something about it with --term."))
        changes.append(AddTerm(Term(text, language, Status.ADMITTED if own else Status.PREFERRED)))
    changes += [SetField(name, value or None) for name, value in revision.fields.items()]
    return changes


def _of(concept: Concept, tag: str) -> list[Term]:
    return [term for term in concept.terms if term.language == tag]


def _only_term(concept: Concept, about: Mapping[str, str]) -> str:
    # Only Chinese has pinyin; of the rest nothing is guessed.
    possible = concept.in_language(CHINESE) if set(about) == {"pinyin"} else concept.terms
    texts = list(dict.fromkeys(term.text for term in possible))
    if len(texts) != 1:
        listed = ", ".join(f'"{shown(term.text)}"' for term in concept.terms)
        how = f"Name it with --term: {listed}."
        raise UsageError(Problem("E610", "it is not said which term of the entry is meant", how))
    return texts[0]
