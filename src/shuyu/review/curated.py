"""`terms.toml` held open for many additions, each as `add_pair` would make it.

`add_pair` reads the file three times, which takes a second and a half for five thousand entries; a person who reviews
does that every few seconds. So it is given a text from which the entries that have nothing to do with the pair are cut
out, and what it did there is done to the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from shuyu.errors import ShuyuError
from shuyu.formats.terms_add import Pair, add_pair
from shuyu.formats.terms_lines import Region, regions
from shuyu.formats.terms_toml import Settings, read_terms
from shuyu.languages import CHINESE, ENGLISH
from shuyu.mine.decisions import PairKey, concept_keys, pair_key
from shuyu.model.concept import Concept
from shuyu.text.fold import fold

_NONE: frozenset[int] = frozenset()


class Taken(NamedTuple):
    """What adding a pair did: the entry, its line, whether it is new, and others with the same English term."""

    concept: Concept
    line: int
    is_new: bool
    others: tuple[Concept, ...]


class Curated:
    """The text of a `terms.toml`, and what it says.

    Attributes:
        text: the whole of it, as it is with all that was added.
        settings: of the project.
        concepts: in the order of the file.
    """

    def __init__(self, text: str) -> None:
        """Read a text.

        Raises:
            TermsError: with everything that is wrong in it.
        """
        self.text = text
        self._read()

    def _read(self) -> None:
        terms = read_terms(self.text.encode())
        self.settings: Settings = terms.settings
        self.concepts: list[Concept] = list(terms.concepts)
        self._regions: list[Region] | None = regions(self.text, "term")
        if len(self._regions) != len(self.concepts):
            self._regions = None
        # Values that never change, so that a copy is made at once.
        self._by_key: dict[PairKey, int] = {}
        self._by_chinese: dict[str, frozenset[int]] = {}
        self._by_english: dict[str, frozenset[int]] = {}
        self._by_id: dict[str, int] = {}
        for place, concept in enumerate(self.concepts):
            self._index(place, concept)

    def _index(self, place: int, concept: Concept) -> None:
        self._by_id[concept.id] = place
        for key in concept_keys(concept):
            self._by_key.setdefault(key, place)
        for language, index in ((CHINESE, self._by_chinese), (ENGLISH, self._by_english)):
            for term in concept.in_language(language):
                key_of_term = fold(term.text)
                index[key_of_term] = index.get(key_of_term, _NONE) | {place}

    def known(self) -> Set[PairKey]:
        """The keys of all pairs."""
        return self._by_key.keys()

    def having(self, zh: str, en: str) -> Concept | None:
        """The concept with a pair, in whatever spelling."""
        place = self._by_key.get(pair_key(zh, en))
        return self.concepts[place] if place is not None else None

    def with_chinese(self, zh: str) -> list[Concept]:
        """The concepts with a Chinese term, in either script."""
        return [self.concepts[place] for place in sorted(self._by_chinese.get(fold(zh), ()))]

    def with_english(self, en: str) -> list[Concept]:
        """The concepts with an English term, in whatever case."""
        return [self.concepts[place] for place in sorted(self._by_english.get(fold(en), ()))]

    def line_of(self, concept: Concept) -> int | None:
        """The line where a concept stands."""
        place = self._by_id.get(concept.id)
        if place is None or self._regions is None:
            return None
        return self.text.count("\n", 0, self._regions[place].start) + 1

    def copy(self) -> Curated:
        """The same, to add to without changing this one."""
        made = Curated.__new__(Curated)
        made.text, made.settings, made.concepts = self.text, self.settings, list(self.concepts)
        made._regions = None if self._regions is None else list(self._regions)
        made._by_key, made._by_chinese = dict(self._by_key), dict(self._by_chinese)
        made._by_english = dict(self._by_english)
        made._by_id = dict(self._by_id)
        return made

    def add(self, pair: Pair) -> Taken:
        """Add a pair, as `add_pair` does.

        Raises:
            ProjectError, TermsError: as `add_pair`; nothing is then changed.
        """
        if self._regions is None:
            return self._add_slowly(pair)
        near = self._by_chinese.get(fold(pair.zh), _NONE) | self._by_english.get(fold(pair.en), _NONE)
        near |= {self._by_id[pair.to]} if pair.to in self._by_id else set()
        # The last entry tells how the file ends.
        kept = sorted(near | ({len(self.concepts) - 1} if self.concepts else set()))
        small = self._only(kept, self._regions)
        try:
            added = add_pair(small, pair)
        except ShuyuError:
            # Told again with the lines of the whole file.
            return self._add_slowly(pair)
        new = added.edited.text
        if added.is_new:
            if not new.startswith(small):
                return self._add_slowly(pair)
            start = len(self.text) + _header_at(new, len(small)) - len(small)
            self.text += new[len(small) :]
            self._regions.append(Region(start, len(self.text.rstrip("\r\n"))))
            self.concepts.append(added.edited.concept)
            place = len(self.concepts) - 1
        else:
            within = [concept.id for concept in (self.concepts[place] for place in kept)]
            if added.edited.concept.id not in within:
                return self._add_slowly(pair)
            number = within.index(added.edited.concept.id)
            place = kept[number]
            changed = regions(new, "term")[number]
            self._regions = self._replace(place, new[changed.start : changed.end], self._regions)
            self.concepts[place] = added.edited.concept
        self._index(place, self.concepts[place])
        line = self.text.count("\n", 0, self._regions[place].start) + 1
        return Taken(added.edited.concept, line, added.is_new, added.others)

    def _only(self, kept: Iterable[int], every: Sequence[Region]) -> str:
        wanted = set(kept)
        pieces: list[str] = []
        at = 0
        for place, region in enumerate(every):
            if place not in wanted:
                pieces.append(self.text[at : region.start])
                at = region.end
        pieces.append(self.text[at:])
        return "".join(pieces)

    def _replace(self, place: int, source: str, every: Sequence[Region]) -> list[Region]:
        region = every[place]
        self.text = self.text[: region.start] + source + self.text[region.end :]
        moved = len(source) - (region.end - region.start)
        later = [Region(start + moved, end + moved) for start, end in every[place + 1 :]]
        return [*every[:place], Region(region.start, region.end + moved), *later]

    def _add_slowly(self, pair: Pair) -> Taken:
        added = add_pair(self.text, pair)
        self.text = added.edited.text
        self._read()
        return Taken(added.edited.concept, added.edited.line, added.is_new, added.others)


def _header_at(text: str, start: int) -> int:
    return text.index("[[term]]", start)
