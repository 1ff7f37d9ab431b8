"""Editing a `terms.toml` that a person has written: text in, text out, everything else stays byte for byte.

`tomlkit` keeps comments and layout, but takes 0.3 s for a thousand entries and 3 s for ten thousand. So it is given
only the entry that is edited; where that stands is found by `terms_lines`. What comes out is read by `tomli` and
compared with what was meant before anybody sees it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, NoReturn

from shuyu.errors import Problem, TermsError
from shuyu.formats.terms_entry import CANNOT_EDIT, Change, EntryError, edited_entry, entry_source
from shuyu.formats.terms_ids import derived_id, same_pair
from shuyu.formats.terms_lines import Region, region_of
from shuyu.formats.terms_toml import parsed, read_document, read_entry, read_terms
from shuyu.formats.terms_values import shown
from shuyu.model.concept import Concept


class Edited(NamedTuple):
    """What an edit gives: the new text, the entry as it is now (or was), and the line where it stands (or stood)."""

    text: str
    concept: Concept
    line: int


def add_concept(text: str, concept: Concept, path: str = "terms.toml") -> Edited:
    r"""`text` with an entry for `concept` at its end.

    Args:
        text: of a `terms.toml`, with or without a byte order mark, LF or CRLF.
        concept: an empty id is not written.
        path: how errors name the file.

    Raises:
        TermsError: when the file or the concept has something wrong in it, or the file has the concept already (E212
            the id, E215 a pair of terms).

    >>> from shuyu.model.concept import Term
    >>> print(add_concept('# mine\n', Concept("", (Term("开源", "zh-Hans"), Term("open source", "en")))).text)
    # mine
    <BLANKLINE>
    [[term]]
    zh = "开源"
    en = "open source"
    <BLANKLINE>
    """
    opened = _Opened(text, path)
    body = entry_source(concept, opened.terms.settings.languages)
    new = read_entry(parsed(body)["term"][0], opened.terms.settings)
    for place, known in enumerate(opened.terms.concepts):
        if concept.id and known.id == concept.id:
            opened.refuse("E212", f'the id "{shown(concept.id)}" is taken', "Choose another.", place)
        pair = same_pair(known, new)
        if pair is not None:
            opened.refuse("E215", f"{pair} is known already (id {known.id})", "Edit that entry instead.", place)
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    body = body.replace("\n", newline)
    before = text
    has_end = not text or text.endswith("\n") or text == "\ufeff"
    if not has_end:
        before += newline
        body = body[: -len(newline)]
    if before.strip("\ufeff") and not before.endswith(newline * 2):
        before += newline
    return opened.checked(before + body, len(opened.terms.concepts), new, before.count("\n") + 1)


def edit_concept(text: str, concept_id: str, changes: Sequence[Change], path: str = "terms.toml") -> Edited:
    r"""`text` with changes made to one entry, in the order given.

    Args:
        text: of a `terms.toml`.
        concept_id: of the entry, given or derived.
        changes: what to do.
        path: how errors name the file.

    Raises:
        TermsError: when the file has something wrong in it, or would have after the change; E223 when there is no such
            entry or term; E224 when the entry is written in a way that cannot be edited.

    >>> from shuyu.formats.terms_entry import AddTerm
    >>> from shuyu.model.concept import Status, Term
    >>> text = '[[term]]\nid = "oss"\nzh = "开源"  # short\nen = "open source"\n'
    >>> print(edit_concept(text, "oss", [AddTerm(Term("OSS", "en", Status.ADMITTED))]).text)
    [[term]]
    id = "oss"
    zh = "开源"  # short
    en = ["open source", "OSS"]
    <BLANKLINE>
    """
    opened = _Opened(text, path)
    place = opened.place_of(concept_id)
    region = opened.region(place)
    line = text.count("\n", 0, region.start) + 1
    written = text[region.start : region.end]
    crlf = written.count("\r\n") == written.count("\n") > 0
    source = (written.replace("\r\n", "\n") if crlf else written) + "\n"

    try:
        result, new = edited_entry(source, changes, opened.terms.settings)
    except EntryError as error:
        opened.refuse(*error.fault, place)
    result = result[:-1] if result.endswith("\n") else result
    result = result.replace("\n", "\r\n") if crlf else result
    opened.refuse_twins(place, new)
    return opened.checked(text[: region.start] + result + text[region.end :], place, new, line)


def remove_concept(text: str, concept_id: str, path: str = "terms.toml") -> Edited:
    r"""`text` without one entry. Comments around it stay; of the blank lines on its two sides one goes.

    Raises:
        TermsError: when the file has something wrong in it; E223 when there is no such entry.

    >>> remove_concept('[[term]]\nid = "a"\nen = "a"\n\n[[term]]\nid = "b"\nen = "b"\n', "a").text
    '[[term]]\nid = "b"\nen = "b"\n'
    """
    opened = _Opened(text, path)
    place = opened.place_of(concept_id)
    region = opened.region(place)
    line = text.count("\n", 0, region.start) + 1
    start = text.rfind("\n", 0, region.start) + 1
    if text.startswith("\ufeff") and start == 0:
        start = 1
    end = region.end
    before, after = text[:start], text[end:]
    newline = "\r\n" if after.startswith("\r\n") else "\n"
    after = after.removeprefix(newline)
    if not after:
        # The last entry: the blank line above it goes, and the file ends as it did.
        newline = "\r\n" if before.endswith("\r\n") else "\n"
        if before.endswith(newline * 2):
            before = before[: -len(newline)]
        if end == len(text):
            before = before.removesuffix(newline)
    elif after.startswith(newline) and (not before.strip("\ufeff") or before.endswith(newline * 2)):
        after = after.removeprefix(newline)
    return opened.checked(before + after, place, None, line)


class _Opened:
    """A text that has been read without a fault."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.terms, self._document = read_document(text.encode(), path)

    def refuse(self, code: str, what: str, how: str, place: int) -> NoReturn:
        line = self.text.count("\n", 0, self.region(place).start) + 1
        raise TermsError(Problem(code, what, how, path=self.path, line=line))

    def cannot_edit(self, place: int) -> NoReturn:
        self.refuse(*CANNOT_EDIT, place)

    def refuse_twins(self, place: int, new: Concept) -> None:
        """Refuse a change that would make an entry say what another says."""
        for other_place, other in enumerate(self.terms.concepts):
            if other_place == place:
                continue
            if new.id and other.id == new.id:
                self.refuse("E212", f'the id "{shown(new.id)}" is taken', "Choose another.", other_place)
            pair = same_pair(other, new)
            if pair is not None:
                how = "Make them one entry, or tell them apart by a subject each."
                self.refuse("E215", f"{pair} would stand in two entries", how, other_place)

    def place_of(self, concept_id: str) -> int:
        """The number of an entry."""
        for place, concept in enumerate(self.terms.concepts):
            if concept.id == concept_id:
                return place
        how = "shuyu lookup shows the ids of what it finds with --json."
        raise TermsError(Problem("E223", f'there is no entry "{shown(concept_id)}"', how, path=self.path))

    def region(self, place: int) -> Region:
        """Where an entry stands."""
        found = region_of(self.text, "term", place, len(self.terms.concepts))
        if found is None:
            raise self._one_list()
        return found

    def _one_list(self) -> TermsError:
        how = "Write each entry under a line [[term]] of its own."
        return TermsError(Problem("E224", "the entries are one list, which shuyu cannot edit", how, path=self.path))

    def checked(self, text: str, place: int, new: Concept | None, line: int) -> Edited:
        """The edited text, after it was made sure that one entry has changed as meant, and nothing else."""
        try:
            after = parsed(text)
        except ValueError as error:
            # [[term]] after term = [...] is no TOML.
            raise self._one_list() from error
        entries, others = after.pop("term", []), self._document.pop("term", [])
        if new is None:
            intact = [*others[:place], *others[place + 1 :]] == entries
            now = self.terms.concepts[place]
        else:
            changed = entries.pop(place)
            intact = [*others[:place], *others[place + 1 :]] == entries
            now = read_entry(changed, self.terms.settings)
            intact = intact and now == new
            now = now if now.id else self._with_id(now, text, place)
        if self._document != after or not intact:
            self.cannot_edit(place)
        return Edited(text, now, line)

    def _with_id(self, concept: Concept, text: str, place: int) -> Concept:
        name = derived_id(concept)
        if all(known.id != name for number, known in enumerate(self.terms.concepts) if number != place):
            return replace(concept, id=name)
        return read_terms(text.encode(), self.path).concepts[place]
