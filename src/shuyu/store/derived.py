"""What the store derives from a concept when it is put: other scripts, regional words, pinyin.

Only this module of the store needs OpenCC and pypinyin, and they are imported when something is put. Many texts go
through OpenCC in one call, a line each: that is five times as fast as a call for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from shuyu.languages import HANS, HANT, HONG_KONG, TAIWAN, is_chinese
from shuyu.model.concept import Concept
from shuyu.store.keys import folded
from shuyu.store.record import Form, Record, Spelling
from shuyu.text.han import has_han

TAGS = (HANS, HANT, TAIWAN, HONG_KONG)

# Where a form comes from when nobody gave it, best first: the general standard, then what is nearest to it.
_SOURCES = {
    HANS: (HANT, TAIWAN, HONG_KONG),
    HANT: (HANS, TAIWAN, HONG_KONG),
    TAIWAN: (HANT, HANS, HONG_KONG),
    HONG_KONG: (HANT, HANS, TAIWAN),
}

_Text = tuple[str, str]
"""Language tag and text."""

_Group = dict[str, int]
"""Terms of a concept that are one word in several scripts: tag to the term's number."""


def records(concepts: Sequence[Concept]) -> list[Record]:
    """Each of `concepts` with everything that can be derived from it.

    A form that a person gave wins: none is derived beside it. Cost is linear in the text; a thousand concepts take
    about a tenth of a second.

    >>> from shuyu.model.concept import Term
    >>> (record,) = records([Concept("c", (Term("软件", "zh-Hans"), Term("software", "en")))])
    >>> [(form.language, form.text) for form in record.forms], [s.text for s in record.spellings], record.readings[0]
    ([('zh-Hant', '軟件')], ['軟體'], 'ruǎn jiàn')
    """
    sources: set[_Text] = set()
    words: set[_Text] = set()
    grouped = []
    for concept in concepts:
        groups = _groups(concept)
        grouped.append(groups)
        for group in groups:
            numbers = [number for tag in TAGS if (number := _source(concept, group, tag)) is not None]
            sources.update((concept.terms[number].language, concept.terms[number].text) for number in numbers)
            words.update(
                (concept.terms[number].language, concept.terms[number].text) for number in _words(concept, group)
            )
    forms = _derived_forms(sources)
    spellings = _derived_spellings(words)
    return [_record(concept, groups, forms, spellings) for concept, groups in zip(concepts, grouped, strict=True)]


def _words(concept: Concept, group: _Group) -> list[int]:
    # The terms of a group whose folds differ: a Simplified form stands for its Traditional one.
    ordered = sorted(group, key=TAGS.index)
    return list({folded(concept.terms[group[tag]].text): group[tag] for tag in reversed(ordered)}.values())


def _groups(concept: Concept) -> list[_Group]:
    # Terms with the same fold are one word. A word that a person gave for one region only (人工智慧) stands for the
    # first word that has no form of that region; nothing is derived from what cannot be placed so.
    by_fold: dict[str, _Group] = {}
    for number, term in enumerate(concept.terms):
        # OpenCC takes NUL for the end of the text.
        if term.language in TAGS and not term.derived and has_han(term.text) and "\0" not in term.text:
            by_fold.setdefault(folded(term.text), {}).setdefault(term.language, number)
    if not by_fold:
        return []
    ordered = sorted(by_fold.values(), key=lambda group: min(group.values()))
    main = next(iter(ordered[0]))
    groups = [group for group in ordered if main in group]
    for group in ordered:
        if main in group:
            continue
        home = next((g for g in groups if main in g and not g.keys() & group.keys()), None)
        if home is not None:
            home.update(group)
        elif group.keys() & {HANS, HANT}:
            groups.append(group)
    return groups


def _source(concept: Concept, group: _Group, tag: str) -> int | None:
    # The term that the form in `tag` is derived from, None where a person gave that form.
    if tag in group:
        return None
    if tag == HANT and HANS in group:
        # A Taiwan or Hong Kong form of the same word settles what 发 or 后 is in it.
        own = folded(concept.terms[group[HANS]].text)
        for region in (TAIWAN, HONG_KONG):
            if region in group and folded(concept.terms[group[region]].text) == own:
                return group[region]
    return next((group[source] for source in _SOURCES[tag] if source in group), None)


def _record(
    concept: Concept,
    groups: Sequence[_Group],
    forms: dict[_Text, dict[str, str]],
    spellings: dict[_Text, list[str]],
) -> Record:
    readings = _readings(concept)
    taken = {(term.language, term.text) for term in concept.terms}
    made: list[Form] = []
    others: list[Spelling] = []
    for group in groups:
        for tag in TAGS:
            number = _source(concept, group, tag)
            if number is None:
                continue
            term = concept.terms[number]
            text = forms[term.language, term.text].get(tag)
            if text is not None and (tag, text) not in taken:
                taken.add((tag, text))
                made.append(Form(tag, text, number, term.pinyin or readings[number]))
    known = {folded(text) for _, text in taken}
    for group in groups:
        for number in _words(concept, group):
            term = concept.terms[number]
            for text in spellings[term.language, term.text]:
                if folded(text) not in known:
                    known.add(folded(text))
                    others.append(Spelling(text, number, _pinyin(text)))
    return Record(concept, readings, tuple(made), tuple(others))


def _readings(concept: Concept) -> tuple[str | None, ...]:
    # One word in two scripts is read alike; a reading that a person gave holds for both.
    known = {folded(term.text): term.pinyin for term in concept.terms if term.pinyin}
    found: list[str | None] = []
    for term in concept.terms:
        reading = None
        if term.pinyin is None and is_chinese(term.language) and has_han(term.text):
            word = folded(term.text)
            reading = known.get(word) or _pinyin(term.text)
            known[word] = reading
        found.append(reading)
    return tuple(found)


@lru_cache(maxsize=4096)
def _pinyin(text: str) -> str:
    from shuyu.text.pinyin import pinyin

    return pinyin(text)


def _one_line(texts: set[_Text], tag: str) -> list[str]:
    return sorted(text for language, text in texts if language == tag and "\n" not in text)


def _derived_forms(wanted: set[_Text]) -> dict[_Text, dict[str, str]]:
    from shuyu.text.script import derive

    found = {(tag, text): derive(text, tag) for tag, text in wanted if "\n" in text}
    for tag in TAGS:
        texts = _one_line(wanted, tag)
        if not texts:
            continue
        joined = {target: form.split("\n") for target, form in derive("\n".join(texts), tag).items()}
        # `derive` leaves out a form that is the same as the one it stands under: here that is settled line by line.
        general = joined.get(HANT, texts)
        for number, text in enumerate(texts):
            under = {HANS: text, HANT: text, TAIWAN: general[number], HONG_KONG: general[number]}
            found[tag, text] = {
                target: lines[number] for target, lines in joined.items() if lines[number] != under[target]
            }
    return found


def _derived_spellings(wanted: set[_Text]) -> dict[_Text, list[str]]:
    from shuyu.text.script import variants

    # From Simplified text every line is converted by itself; elsewhere how one is read decides about the others.
    texts = _one_line(wanted, HANS)
    found = {(tag, text): sorted(variants(text, tag)) for tag, text in wanted if tag != HANS or "\n" in text}
    others = [variant.split("\n") for variant in sorted(variants("\n".join(texts), HANS))] if texts else []
    for number, text in enumerate(texts):
        found[HANS, text] = sorted({lines[number] for lines in others if folded(lines[number]) != folded(text)})
    return found
