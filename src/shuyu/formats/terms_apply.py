"""Making a `terms.toml` say what a list of concepts says, with as few changes to the text as that takes.

For imports and merges, where many entries change at once: each is edited where it stands, and the file is read once at
the end. One entry is edited by `terms_edit`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from shuyu.errors import Problem, TermsError
from shuyu.formats.terms_entry import (
    AddTerm,
    Change,
    ChangeTerm,
    EntryError,
    RemoveTerm,
    SetField,
    edited_entry,
    entry_source,
)
from shuyu.formats.terms_lines import Region, regions
from shuyu.formats.terms_toml import Terms, read_terms
from shuyu.formats.terms_write import own_terms
from shuyu.model.concept import Concept

_FIELDS = ("id", "subject", "definition", "source", "note", "modified")
# In the file's own words, and the model's.
_TERM_FIELDS = {
    "status": "status",
    "pos": "part_of_speech",
    "type": "type",
    "pinyin": "pinyin",
    "note": "note",
    "source": "source",
    "context": "context",
}


def apply_concepts(text: str, concepts: Sequence[Concept], path: str = "terms.toml") -> str:
    r"""`text` changed to say what `concepts` say; comments, order and layout of the rest stay.

    An entry whose id is not among `concepts` is taken out, one that differs is edited, and what has an id that the
    text has not is added at the end, in order.

    Args:
        text: of a `terms.toml`, with or without a byte order mark, LF or CRLF.
        concepts: what it is to say; ids as `read_terms` gives them for what is there already.
        path: how errors name the file.

    Returns:
        the new text. Cost: linear in the text, and some milliseconds for each entry that changes.

    Raises:
        TermsError: when the text has something wrong in it, or would have after the change; E224, when an entry that
            must change is written in a way that cannot be edited.

    >>> from shuyu.model.concept import Term
    >>> text = '[[term]]\nid = "oss"\nzh = "开源"  # short\nen = "open source"\n'
    >>> concept = read_terms(text.encode()).concepts[0]
    >>> print(apply_concepts(text, [replace(concept, note="n"), Concept("", (Term("模型", "zh-Hans"),))]))
    [[term]]
    id = "oss"
    zh = "开源"  # short
    en = "open source"
    note = "n"
    <BLANKLINE>
    [[term]]
    zh = "模型"
    <BLANKLINE>
    """
    terms = read_terms(text.encode(), path)
    wanted = {concept.id: own_terms(concept) for concept in concepts if concept.id}
    known = {concept.id for concept in terms.concepts}
    touched = [
        (place, concept, wanted.get(concept.id))
        for place, concept in enumerate(terms.concepts)
        if wanted.get(concept.id) != concept
    ]
    added = [own_terms(concept) for concept in concepts if concept.id not in known]
    if not touched and not added:
        return text
    crlf = text.count("\r\n") * 2 > text.count("\n")
    new = _rewritten(text.replace("\r\n", "\n") if crlf else text, touched, terms, path)
    for concept in added:
        if new.strip("\ufeff"):
            new = new.rstrip("\n") + "\n\n"
        new += entry_source(concept, terms.settings.languages)
    read_terms(new.encode(), path)
    return new.replace("\n", "\r\n") if crlf else new


def _rewritten(text: str, touched: Sequence[tuple[int, Concept, Concept | None]], terms: Terms, path: str) -> str:
    if not touched:
        return text
    every = regions(text, "term")
    if len(every) != len(terms.concepts):
        how = "Write each entry under a line [[term]] of its own."
        raise TermsError(Problem("E224", "the entries are one list, which shuyu cannot edit", how, path=path))
    problems: list[Problem] = []
    # From the end, so that the places of what comes before stay true.
    for place, before, after in reversed(touched):
        region = every[place]
        try:
            text = _one(text, region, before, after, terms)
        except EntryError as error:
            line = text.count("\n", 0, region.start) + 1
            problems.append(Problem(*error.fault, path=path, line=line))
    if problems:
        raise TermsError.collected(problems)
    return text


def _one(text: str, region: Region, before: Concept, after: Concept | None, terms: Terms) -> str:
    if after is None:
        start = text.rfind("\n", 0, region.start) + 1
        rest = text[region.end :].removeprefix("\n")
        # Of the blank lines on its two sides one goes.
        if rest.startswith("\n") and (not text[:start].strip("\ufeff") or text[:start].endswith("\n\n")):
            rest = rest[1:]
        return text[:start] + rest
    source, new = edited_entry(text[region.start : region.end] + "\n", list(_changes(before, after)), terms.settings)
    if replace(new, id=after.id) != after:
        # The order of terms, or a term in a place of its own: what small changes cannot reach is written anew.
        source = entry_source(replace(after, id=new.id), terms.settings.languages)
    return text[: region.start] + source.removesuffix("\n") + text[region.end :]


def _changes(before: Concept, after: Concept) -> list[Change]:
    changes: list[Change] = [
        SetField(name, getattr(after, name))
        for name in _FIELDS
        if name != "id" and getattr(before, name) != getattr(after, name)
    ]
    old = {(term.text, term.language): term for term in before.terms}
    new = {(term.text, term.language): term for term in after.terms}
    # What a term is unless it says otherwise depends on its place, so terms come and go before they change.
    changes += [AddTerm(term) for key, term in new.items() if key not in old]
    changes += [RemoveTerm(*key) for key in old if key not in new]
    for key, term in new.items():
        for name, attribute in _TERM_FIELDS.items():
            value = getattr(term, attribute)
            if key in old and getattr(old[key], attribute) != value:
                changes.append(ChangeTerm(term.text, name, getattr(value, "value", value), term.language))
    return changes


def with_remarks(text: str, remarks: Mapping[str, Sequence[str]]) -> str:
    r"""`text` with comments above entries, for a person to settle what a program may not.

    Args:
        text: of a `terms.toml` without faults.
        remarks: the id of an entry to the lines of its comment; what has no entry stands at the end.

    >>> print(with_remarks('[[term]]\nid = "a"\nen = "a"\n', {"a": ["one", "two"]}))
    # one
    # two
    [[term]]
    id = "a"
    en = "a"
    <BLANKLINE>
    """
    if not remarks:
        return text
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    concepts = read_terms(text.encode()).concepts
    every = regions(text, "term")
    known = {concept.id for concept in concepts} if len(every) == len(concepts) else set()
    for place in reversed(range(len(concepts) if known else 0)):
        start = text.rfind("\n", 0, every[place].start) + 1
        text = text[:start] + _comment(remarks.get(concepts[place].id, ()), newline) + text[start:]
    return text + _comment([line for name, lines in remarks.items() if name not in known for line in lines], newline)


def _comment(lines: Iterable[str], newline: str) -> str:
    return "".join(f"# {' '.join(line.split())}{newline}" for line in lines)
