"""Finding entries of `terms.toml` by what people call them, and adding a pair of terms where it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from shuyu.errors import Problem, ProjectError
from shuyu.formats.terms_edit import Edited, add_concept, edit_concept
from shuyu.formats.terms_entry import AddTerm, Change, ChangeTerm, SetField
from shuyu.formats.terms_ids import settle_language
from shuyu.formats.terms_lines import entry_line
from shuyu.formats.terms_toml import Terms, read_terms
from shuyu.formats.terms_values import shown
from shuyu.languages import CHINESE, ENGLISH
from shuyu.model.concept import Concept, Status, Term
from shuyu.text.fold import fold
from shuyu.text.han import has_han


class Named(NamedTuple):
    """An entry that somebody named.

    Attributes:
        concept: the entry.
        place: its number in the file.
        term: the text of its term that was named; None when it was named by its id.
    """

    concept: Concept
    place: int
    term: str | None


def find_entry(terms: Terms, name: str, text: str, path: str = "terms.toml") -> Named:
    """The one entry that `name` names: by id, by a term, or by a term whose fold is the same.

    Args:
        terms: what the file says.
        name: an id or a term.
        text: of the file, to name lines.
        path: how errors name the file.

    Raises:
        ProjectError: E409, when there is none; E408, when there are several, with the place of each.
    """
    key = fold(name)
    by_term = [
        Named(concept, place, term.text)
        for place, concept in enumerate(terms.concepts)
        for term in concept.terms
        if term.text == name or fold(term.text) == key
    ]
    found = [Named(concept, place, None) for place, concept in enumerate(terms.concepts) if concept.id == name]
    found = found or _first_each(n for n in by_term if n.term == name) or _first_each(by_term)
    if not found:
        near = _near(terms.concepts, name)
        how = f"Did you mean {near}?" if near else "Name an entry by its id or by one of its terms."
        raise ProjectError(Problem("E409", f'there is no entry "{shown(name)}"', how, path=path))
    if len(found) > 1:
        raise _ambiguous(name, [n.place for n in found], terms, text, path, "Name one by its id.")
    return found[0]


def _first_each(found: Iterable[Named]) -> list[Named]:
    return list({named.place: named for named in reversed(list(found))}.values())[::-1]


def _near(concepts: Sequence[Concept], name: str) -> str:
    from rapidfuzz.process import extract

    names = [concept.id for concept in concepts] + [term.text for concept in concepts for term in concept.terms]
    found = extract(name, names, limit=8, score_cutoff=75, processor=str.casefold)
    return " or ".join(f'"{shown(str(text))}"' for text in list(dict.fromkeys(text for text, _, _ in found))[:3])


def _ambiguous(name: str, places: Sequence[int], terms: Terms, text: str, path: str, how: str) -> ProjectError:
    total = len(terms.concepts)
    where = ", ".join(f"{terms.concepts[p].id} (line {entry_line(text, 'term', p, total)})" for p in places)
    return ProjectError(Problem("E408", f'"{shown(name)}" stands in {len(places)} entries: {where}', how, path=path))


@dataclass(frozen=True)
class Pair:
    """A pair of terms to add, and what is said of it.

    Attributes:
        zh: the Chinese term.
        en: the English term.
        id: of a new entry.
        subject: its field; a known entry of another subject is another meaning.
        definition: of the meaning.
        note: of a new entry, or of the term that is added to a known one.
        source: likewise.
        status: of the terms that are added.
        pinyin: of the Chinese term.
        forms: curated forms by language tag.
        to: the id of the entry that the pair belongs to.
        as_new: make an entry of its own, although the Chinese term is known.
        en_status: of the English term alone, where it has another.
        zh_context: where the Chinese term was met.
        en_context: where the English term was met.
        modified: the day of the addition, for the entry.
    """

    zh: str
    en: str
    id: str = ""
    subject: str | None = None
    definition: str | None = None
    note: str | None = None
    source: str | None = None
    status: Status | None = None
    pinyin: str | None = None
    forms: dict[str, str] = field(default_factory=dict)
    to: str | None = None
    as_new: bool = False
    en_status: Status | None = None
    zh_context: str | None = None
    en_context: str | None = None
    modified: str | None = None


class Added(NamedTuple):
    """What adding a pair did.

    Attributes:
        edited: the new text, the entry and its line.
        is_new: whether the entry is new.
        others: entries that have the English term too, with other Chinese terms.
    """

    edited: Edited
    is_new: bool
    others: tuple[Concept, ...]


def add_pair(text: str, pair: Pair, path: str = "terms.toml") -> Added:
    r"""Add a pair of terms to `terms.toml`.

    Where the Chinese term is known, the English becomes another term of that entry (unless `as_new`, or the entry has
    another subject); else the pair becomes an entry of its own. Which of the two arguments is the Chinese is seen from
    the characters.

    Args:
        text: of the file.
        pair: what to add.
        path: how errors name the file.

    Raises:
        ProjectError: E407, when the pair is known; E408, when several entries have the Chinese term; E410, when the
            known entry says something else of itself.
        TermsError: when the file or the pair has something wrong in it.

    >>> text = '[[term]]\nid = "oss"\nzh = "开源"\nen = "open source"\n'
    >>> print(add_pair(text, Pair("开源", "OSS")).edited.text)
    [[term]]
    id = "oss"
    zh = "开源"
    en = ["open source", "OSS"]
    <BLANKLINE>
    """
    terms = read_terms(text.encode(), path)
    zh, en = (pair.en, pair.zh) if has_han(pair.en) and not has_han(pair.zh) else (pair.zh, pair.en)
    zh_key, en_key = fold(zh), fold(en)
    having_zh = [p for p, concept in enumerate(terms.concepts) if _has(concept, CHINESE, zh_key)]
    having_en = [p for p, concept in enumerate(terms.concepts) if _has(concept, ENGLISH, en_key)]
    both = [place for place in having_zh if place in set(having_en)]
    if pair.to is not None:
        known = [p for p, concept in enumerate(terms.concepts) if concept.id == pair.to]
        if not known:
            raise ProjectError(
                Problem("E409", f'there is no entry "{shown(pair.to)}"', "Name it by its id.", path=path)
            )
        both = [place for place in both if place in known]
    elif pair.as_new:
        known = []
        both = [place for place in both if _same_subject(terms.concepts[place], pair)]
    else:
        known = [place for place in having_zh if _same_subject(terms.concepts[place], pair)]
        both = [place for place in both if place in known]
    if both:
        line = entry_line(text, "term", both[0], len(terms.concepts))
        what = f'"{shown(zh)}" with "{shown(en)}" is known already (id {terms.concepts[both[0]].id})'
        how = "shuyu edit changes it; a different --subject makes another meaning of it."
        raise ProjectError(Problem("E407", what, how, path=path, line=line))
    if len(known) > 1:
        raise _ambiguous(
            zh, known, terms, text, path, "Say to which one with --to ID, or --new for an entry of its own."
        )
    if known:
        edited = _extend(text, terms, terms.concepts[known[0]], pair, zh, en, path)
    else:
        edited = add_concept(text, _concept(terms, pair, zh, en), path)
    others = tuple(terms.concepts[place] for place in having_en if place not in known)
    return Added(edited, not known, others)


def _has(concept: Concept, language: str, key: str) -> bool:
    return any(fold(term.text) == key for term in concept.in_language(language))


def _same_subject(concept: Concept, pair: Pair) -> bool:
    return pair.subject is None or concept.subject is None or concept.subject == pair.subject


def _concept(terms: Terms, pair: Pair, zh: str, en: str) -> Concept:
    status = pair.status or Status.PREFERRED
    language = settle_language(CHINESE, zh, terms.settings.languages)
    listed = [Term(zh, language, status, pinyin=pair.pinyin, context=pair.zh_context)]
    for tag, form in pair.forms.items():
        listed.append(Term(form, tag, pair.status or (Status.ADMITTED if tag == language else Status.PREFERRED)))
    listed.append(Term(en, ENGLISH, pair.en_status or status, context=pair.en_context))
    return Concept(pair.id, tuple(listed), pair.subject, pair.definition, pair.note, pair.source, pair.modified)


def _extend(text: str, terms: Terms, concept: Concept, pair: Pair, zh: str, en: str, path: str) -> Edited:
    changes: list[Change] = []
    for name, value, known in (
        ("id", pair.id or None, None),
        ("subject", pair.subject, concept.subject),
        ("definition", pair.definition, concept.definition),
    ):
        if value is not None and known not in {None, value}:
            what = f'the entry {concept.id} has another {name}: "{shown(known or "")}"'
            raise ProjectError(
                Problem("E410", what, "Change it with shuyu edit, or add the pair with --new.", path=path)
            )
        if value is not None:
            changes.append(SetField(name, value))
    spelt = next((t.text for t in concept.in_language(CHINESE) if fold(t.text) == fold(zh)), None)
    new: list[tuple[str, str]] = []
    if spelt is None:
        new.append((zh, settle_language(CHINESE, zh, terms.settings.languages)))
    new += [(form, tag) for tag, form in pair.forms.items()]
    if not _has(concept, ENGLISH, fold(en)):
        new.append((en, ENGLISH))
    for form, tag in new:
        usual = Status.ADMITTED if any(term.language == tag for term in concept.terms) else Status.PREFERRED
        status = (pair.en_status if tag == ENGLISH else None) or pair.status or usual
        context = {en: pair.en_context, zh: pair.zh_context}.get(form)
        changes.append(AddTerm(Term(form, tag, status, note=pair.note, source=pair.source, context=context)))
    if pair.pinyin is not None:
        changes.append(ChangeTerm(spelt or zh, "pinyin", pair.pinyin))
    if pair.modified is not None:
        changes.append(SetField("modified", pair.modified))
    return edit_concept(text, concept.id, changes, path)
