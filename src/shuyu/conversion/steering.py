"""What a glossary says about conversion: which terms win over OpenCC, and which strings stay.

Of a concept, the forms that a person gave count (`derived` ones do not); what is deprecated, forbidden or only proposed
is never the outcome. A form in the target's script answers the source form that is the same word (the same fold);
what is then left over on both sides is paired in order, preferred with preferred, and is another word (人工智能 and
人工智慧). Why so: docs/decisions/0007-terms-inside-opencc.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from shuyu.languages import HANS, HANT, HONG_KONG, TAIWAN, is_chinese
from shuyu.model.concept import Concept, Status, Term
from shuyu.text.chain import run
from shuyu.text.fold import fold
from shuyu.text.script import chain_for

_USABLE = (Status.PREFERRED, Status.ADMITTED)


@dataclass(frozen=True)
class Steering:
    """For `Engine`: terms that win, strings that stay.

    Attributes:
        terms: source form to wanted form.
        keep: strings that are the same in both scripts, because a person wrote them so.
    """

    terms: dict[str, str] = field(default_factory=dict)
    keep: frozenset[str] = frozenset()


def steering(concepts: Iterable[Concept], target: str, *, words: bool | None = None) -> Steering:
    """What `concepts` say about conversion to `target`.

    Args:
        concepts: of a project; the first of two that disagree about a source form does not win, neither does.
        target: a canonical Chinese tag.
        words: as the user asked: True lets a curated form be another word; False (`--characters`) only the same word
            in other characters; None, when he said nothing, lets it too, for a person wrote it for this script.

    Returns:
        the terms, none of which is left out because OpenCC would do the same, and what stays.

    >>> concept = Concept("c", (Term("人工智能", "zh-Hans"), Term("人工智慧", "zh-Hant-TW")))
    >>> steering([concept], "zh-Hant-TW").terms["人工智能"], steering([concept], "zh-Hant-TW", words=False).terms
    ('人工智慧', {'人工智慧': '人工智慧'})
    """
    found: dict[str, set[str]] = {}
    keep: set[str] = set()
    for concept in concepts:
        curated = [term for term in concept.terms if is_chinese(term.language) and not term.derived]
        simplified = {term.text for term in curated if term.language == HANS}
        keep |= {term.text for term in curated if term.language != HANS and term.text in simplified}
        for source, form in _pairs(curated, target, other_words=words is not False):
            for spelling in _spellings(source, target):
                found.setdefault(spelling, set()).add(form)
    terms = {source: forms.pop() for source, forms in found.items() if len(forms) == 1}
    return Steering({source: form for source, form in terms.items() if source not in keep}, frozenset(keep))


def _pairs(curated: list[Term], target: str, *, other_words: bool) -> Iterable[tuple[Term, str]]:
    forms = _forms(curated, target)
    if not forms:
        return
    # A wanted form that stands in the text already stays.
    yield from ((Term(form, target), form) for form in forms)
    open_forms, open_sources = dict.fromkeys(forms), []
    own = {target} if target in (TAIWAN, HONG_KONG) else {HANS} if target == HANS else {HANT, TAIWAN, HONG_KONG}
    for term in curated:
        if term.language in own or term.text in forms:
            continue
        same = next((form for form in forms if fold(form) == fold(term.text)), None)
        if same is not None:
            open_forms.pop(same, None)
            yield term, same
        elif term.status in _USABLE:
            open_sources.append(term)
    if not other_words:
        return
    # Each script's terms are a list of their own beside the target's.
    for language in dict.fromkeys(term.language for term in open_sources):
        sources = sorted((t for t in open_sources if t.language == language), key=lambda term: term.status.rank)
        yield from zip(sources, open_forms, strict=False)


def _forms(curated: list[Term], target: str) -> list[str]:
    def of(tag: str) -> list[Term]:
        found = [term for term in curated if term.language == tag and term.status in _USABLE]
        return sorted(found, key=lambda term: term.status.rank)

    forms = [term.text for term in of(target)]
    if target in (TAIWAN, HONG_KONG):
        # The general form stands in where the region has none of its own for the word.
        general = [run(term.text, chain_for(HANT, target)) for term in of(HANT)]
        known = {fold(form) for form in forms}
        forms += [form for form in general if fold(form) not in known]
    return list(dict.fromkeys(forms))


def _spellings(term: Term, target: str) -> set[str]:
    # Traditional text comes in every region's characters.
    if target == HANS and term.language != HANS:
        return {term.text, *(run(term.text, chain_for(HANT, region)) for region in (TAIWAN, HONG_KONG))}
    return {term.text}
