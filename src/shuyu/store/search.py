"""How a query meets keys, and in what order: nothing here knows where the keys are kept.

A query may be Chinese, English, pinyin, initials or a mixture; it is looked for as all that it can be. An engine gives
the rows of keys (`Index`), the search gives the concepts that answer, ranked (`Found`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from shuyu.model.concept import Collection, Concept, Term
from shuyu.model.hit import Match
from shuyu.store.kinds import FOLD, INITIALS, LEMMA, LONGEST_PART, PART, PINYIN, VARIANT, WORDS
from shuyu.text.fold import fold

if TYPE_CHECKING:
    from shuyu.text.pinyin import PinyinQuery

Row = tuple[str, int, int, int, int, int, int, "str | None"]
"""key, kind, concept, term, collection, status, length, form: as in the table `key`."""

_LONGEST_QUERY = 512
"""What is longer (in its fold) is a text, not a term: it is looked for whole, and not otherwise."""

_FEW = 100
"""More rows than so many are ranked by the engine, which need not hand them all over."""

_LATIN = re.compile("[a-z\u00df-\u024f]")
_PLAIN = re.compile("[a-zA-Z]+\\Z")
# Where plain letters read as pinyin may have another key than themselves: lüe and nüe typed with u, erhua.
_RESPELLED = re.compile("[ln]ue|r(?![aeiou])")
_BARE = re.compile("[a-zA-Z '.,-]+\\Z")
# A consonant where pinyin has none: at the end, or before another.
_NO_PINYIN = re.compile("[bdfhjklmpqtwxy](?![aeiouv])|[czs](?!h?[aeiouv])|(?<!n)g(?![aeiouv])|(?<![lnjqxy])v")

_EXACT, _FOLDED, _VARIANT, _INFLECTED, _PINYIN, _INITIALS, _PREFIX, _PART, _FUZZY = range(9)
_MATCHES = tuple(Match)
_TIE = 7  # so many fields of `Found` rank; the rest only name

_WHOLE = {
    FOLD: _EXACT,
    VARIANT: _VARIANT,
    LEMMA: _INFLECTED,
    WORDS: _INFLECTED,
    PINYIN: _PINYIN,
    INITIALS: _INITIALS,
}


class Index(Protocol):
    """What a search asks of an engine."""

    def beginning(self, key: str, most: int) -> Sequence[Row]:
        """Rows whose key is `key` or begins with it; no more than `most`, whichever."""

    def ranked(
        self, key: str, kinds: Sequence[int], order: Mapping[int, int], most: int, *, words: bool
    ) -> Sequence[Row]:
        """The first `most` of the rows of `kinds` and of the collections in `order` whose key is longer and begins so.

        A PART may also be `key` itself; with `words` it goes on, if at all, with a space. First those that are not
        PART; then by `order`, status, PINYIN last, length, and the key, or for a PART its form.
        """

    def whole(self, key: str) -> Sequence[Row]:
        """The rows whose key is `key`, without those of PART."""

    def parts(self, key: str) -> Sequence[Row]:
        """The rows of PART whose key is `key`."""

    def near(self, shortest: int, longest: int, *, pinyin: bool) -> Sequence[str]:
        """The keys of a length: of PINYIN, or of FOLD and VARIANT; equal ones may come again."""


Found = tuple[int, int, int, int, int, int, str, int, int]
"""A concept that answers, by the best of its keys; the least is the best.

level: place of the match in the order of `Match`; EXACT stands for EXACT or FOLDED until the text is compared.
distance: of a fuzzy match, else 0.
collection: place of the collection in the order of origin and priority.
status: rank of the status of the term that was met.
indirect: 1 for pinyin among what letters met, else 0.
length: of the form that was met.
key: the key that was met; for a part the whole form that it stands in.
term: number of the term.
concept: number of the concept.
"""


def search(
    query: str,
    index: Index,
    order: Mapping[int, int],
    limit: int,
    wanted: frozenset[Match] | None = None,
) -> list[Found]:
    """The concepts that answer `query`, best first, each once. Ties are left in no order that means anything.

    Args:
        query: what somebody typed.
        index: where the keys are.
        order: the collections to look in, with their place in the order of origin and priority.
        limit: so many are wanted.
        wanted: only these ways of matching; all when absent.

    Returns:
        The best `limit`, all that ties with them, and perhaps more. Fuzzy matches only when there is nothing else.
    """
    folded = fold(query)
    if not order or not any(map(str.isalnum, folded)):
        return []
    levels = None if wanted is None else frozenset(match.rank for match in wanted)
    if levels is not None and levels & {_EXACT, _FOLDED}:
        levels |= {_EXACT}  # which of the two it is shows only when the text is compared
    hunt = _Hunt(query, folded, index, order, limit, levels)
    hunt.by_letters()
    if _LATIN.search(folded) and len(folded) <= _LONGEST_QUERY:
        hunt.by_lemmas()
        hunt.by_pinyin()
    if not hunt.best and (levels is None or _FUZZY in levels):
        hunt.nearly()
    return sorted(hunt.best.values())


class _Hunt:
    """One search: what was found so far, by concept."""

    def __init__(
        self,
        query: str,
        folded: str,
        index: Index,
        order: Mapping[int, int],
        limit: int,
        levels: frozenset[int] | None,
    ) -> None:
        self.best: dict[int, Found] = {}
        self._query = query
        self._folded = folded
        self._index = index
        self._order = order
        self._limit = limit
        self._levels = levels
        self._longer = levels is None or not levels.isdisjoint((_PREFIX, _PART))
        self._reading: PinyinQuery | None = None
        self._parsed = False

    def _offer(self, level: int, row: Row, indirect: int = 0, distance: int = 0) -> None:
        key, _, concept, term, collection, status, length, form = row
        place = self._order.get(collection)
        if place is None or (self._levels is not None and level not in self._levels):
            return
        if level == _PART:
            key = form or key
        found = (level, distance, place, status, indirect, length, key, term, concept)
        before = self.best.get(concept)
        if before is None or found < before:
            self.best[concept] = found

    def _parse(self) -> PinyinQuery | None:
        # Costs more than all the rest of an exact lookup, so only where something hangs on it.
        if not self._parsed:
            from shuyu.text.pinyin import parse_query

            self._parsed = True
            self._reading = parse_query(self._query)
        return self._reading

    def _scan(self, key: str, kinds: Sequence[int], take: Callable[[Row], None], *, words: bool = False) -> None:
        # `take` every row that equals `key` or begins with it; of many, only the best.
        rows = self._index.beginning(key, _FEW + 1) if self._longer else self._index.whole(key)
        if len(rows) <= _FEW:
            for row in rows:
                take(row)
            return
        for row in self._index.whole(key):
            take(row)
        most = 4 * self._limit
        while True:
            rows = self._index.ranked(key, kinds, self._order, most, words=words)
            for row in rows:
                take(row)
            if len(rows) < most or self._settled(rows[-1]):
                return
            most *= 8

    def _settled(self, last: Row) -> bool:
        # Whether the best so far are better than anything from `last` on.
        if len(self.best) < self._limit:
            return False
        key, kind, _, _, collection, status, length, form = last
        rank = (_PREFIX, 0, self._order[collection], status, int(kind == PINYIN), length, key)
        if kind == PART:
            rank = (_PART, 0, self._order[collection], status, 0, length, form or key)
        return sorted(self.best.values())[self._limit - 1][:_TIE] < rank

    def by_letters(self) -> None:
        """What equals the fold, begins with it, or holds it."""
        folded, offer = self._folded, self._offer
        if len(folded) > _LONGEST_QUERY:
            for row in self._index.whole(folded):
                if row[1] <= VARIANT:
                    offer(_WHOLE[row[1]], row)
            return
        plain = _PLAIN.match(self._query) is not None
        words = len(folded) < 3 and _LATIN.search(folded) is not None

        def take(row: Row) -> None:
            key, kind = row[0], row[1]
            if kind == PART:
                if not words or key == folded or key.startswith(folded + " "):
                    offer(_PART, row)
            elif kind == PINYIN and not plain and not self._agrees(row, prefix=key != folded):
                return
            elif key == folded:
                offer(_WHOLE[kind], row)
            elif kind != INITIALS:
                offer(_PREFIX, row, int(kind == PINYIN))

        self._scan(folded, (FOLD, VARIANT, PINYIN, LEMMA, WORDS, PART), take, words=words)
        # PART keys are cut: the whole form decides.
        if len(folded) > LONGEST_PART:
            for row in self._index.parts(folded[:LONGEST_PART]):
                if folded in (row[7] or ""):
                    offer(_PART, row)

    def by_lemmas(self) -> None:
        """The same for inflected English: whole words, in their lemmas."""
        from shuyu.text.english import lemma_tokens

        folded, offer = self._folded, self._offer
        tokens = lemma_tokens(self._query)
        joined = fold("".join(tokens))  # `lemma_key`, without finding the lemmas again
        words = " ".join(tokens)

        def take(row: Row) -> None:
            key, kind = row[0], row[1]
            if key == words:
                if kind == PART:
                    offer(_PART, row)
                elif kind in (FOLD, LEMMA, WORDS):
                    offer(_INFLECTED, row)
            elif kind in (WORDS, PART) and (typing or key.startswith(words + " ")):
                offer(_PREFIX if kind == WORDS else _PART, row)

        if words and words != folded:
            # A last word that the lemmatiser left alone may be one that is still being typed.
            typing = folded.endswith(tokens[-1])
            self._scan(words, (WORDS, PART), take)
        if joined and joined not in (folded, words):
            for row in self._index.whole(joined):
                if row[1] in (FOLD, LEMMA):
                    offer(_INFLECTED, row)

    def by_pinyin(self) -> None:
        """Pinyin whose key is not the fold of the query: tones, ü, erhua."""
        # The fold of bare letters is their key, unless something is respelled; English mostly cannot be pinyin.
        if _BARE.match(self._query) and (not _RESPELLED.search(self._folded) or _NO_PINYIN.search(self._folded)):
            return
        reading = self._parse()
        if reading is None or reading.key == self._folded:
            return
        asked = reading.key

        def take(row: Row) -> None:
            whole = row[0] == asked
            if row[1] == PINYIN and self._agrees(row, prefix=not whole):
                self._offer(_PINYIN if whole else _PREFIX, row, int(not whole))

        self._scan(asked, (PINYIN,), take)

    def _agrees(self, row: Row, *, prefix: bool) -> bool:
        # Its key met; whether its tones and the borders of its syllables do.
        reading = self._parse()
        if reading is None or (reading.toned is None and reading.syllables is None):
            return True
        return reading.agrees(row[7] or "", prefix=prefix)

    def nearly(self) -> None:
        """Whole forms a few edits away: insertion, deletion, substitution, transposition of neighbours."""
        folded = self._folded
        latin = _LATIN.search(folded) is not None
        reading = self._parse() if latin else None
        if reading is None or reading.toned is None:  # tones say that it is pinyin
            self._nearest(folded, fuzzy_bound(folded), pinyin=False)
        if latin:
            # Syllables are few and near each other: half as much may be wrong.
            key = reading.key if reading else folded
            self._nearest(key, (fuzzy_bound(key) + 1) // 2, pinyin=True)

    def _nearest(self, text: str, bound: int, *, pinyin: bool) -> None:
        if not bound:
            return
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        keys = self._index.near(max(2, len(text) - bound), len(text) + bound, pinyin=pinyin)
        near = process.extract(text, keys, scorer=OSA.distance, score_cutoff=bound, limit=None)
        for key, distance in {key: int(distance) for key, distance, _ in near if distance}.items():
            for row in self._index.whole(key):
                if row[1] == PINYIN if pinyin else row[1] <= VARIANT:
                    self._offer(_FUZZY, row, int(pinyin), distance)


def fuzzy_bound(folded: str) -> int:
    """How many edits away a fuzzy match may be: it grows with the length of the query's fold.

    >>> fuzzy_bound("模型"), fuzzy_bound("人工智能模型"), fuzzy_bound("modle"), fuzzy_bound("artificalinteligence")
    (1, 2, 1, 3)
    >>> fuzzy_bound("人"), fuzzy_bound("ai")
    (0, 0)
    """
    from shuyu.text.han import has_han

    size = len(folded)
    if has_han(folded):
        return 0 if size < 2 else 1 if size <= 4 else 2 if size <= 8 else 3
    return 0 if size < 3 else 1 if size <= 5 else 2 if size <= 10 else 3 if size <= 20 else 4


Answer = tuple[int, Collection, Concept, Term, Match, "int | None"]
"""A hit without its contexts: the number of its concept, then collection, concept, term, match and distance."""


def answers(
    query: str,
    found: Sequence[Found],
    fetch: Callable[[Sequence[int]], Mapping[int, tuple[Collection, Concept]]],
    limit: int,
    wanted: frozenset[Match] | None = None,
) -> list[Answer]:
    """The best `limit` of what was found: only these are fetched, and what ties with them.

    Args:
        query: as it was searched for.
        found: as `search` gave it.
        fetch: concepts by their numbers, full, with their collections; what is not there any more is left out.
        limit: at most so many.
        wanted: as for `search`.
    """
    query = query.strip()
    # Which of the first are exact shows only now: all of them take part.
    end = limit
    while end < len(found) and (found[end][0] == _EXACT or found[end][:_TIE] == found[end - 1][:_TIE]):
        end += 1
    fetched = fetch([one[-1] for one in found[:end]])
    ranked = []
    for level, distance, place, status, indirect, length, key, term_number, number in found[:end]:
        if number not in fetched:
            continue
        collection, concept = fetched[number]
        term = concept.terms[term_number]
        if level == _EXACT:
            if term.text != query or term.derived:
                # The very string that was asked for, where the concept has it.
                same = [t for t in concept.terms if t.text == query]
                if same:
                    term = min(same, key=_own_first)
                    status = term.status.rank
            if term.text != query or term.derived:
                level = _FOLDED  # also a derived form that is the query: nobody gave it
        if wanted is None or _MATCHES[level] in wanted:
            rank = (level, distance, place, status, indirect, length, key, term.text, collection.name, concept.id)
            ranked.append((*rank, number, collection, concept, term))
    ranked.sort()  # collection and id are no other hit's: what follows them is never compared
    return [
        (number, collection, concept, term, _MATCHES[level], distance or None)
        for level, distance, *_, number, collection, concept, term in ranked[:limit]
    ]


def _own_first(term: Term) -> tuple[bool, int]:
    return term.derived, term.status.rank
