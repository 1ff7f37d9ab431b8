"""From counts to a list of proposals, best first, each with the reason for its place."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from shuyu.languages import HANS, HANT
from shuyu.mine._function_words import ZH_JOINS
from shuyu.mine.counting import UNIT, Frequencies, Tally
from shuyu.mine.features import Pair, features, tags_of
from shuyu.mine.meaning import likeness
from shuyu.mine.parts import Parts
from shuyu.mine.proposals import Proposal, Rival, Sighting, proposal_id
from shuyu.mine.usage import Usage
from shuyu.mine.weights import BASE, PART_OF_LONGER, WEIGHTS
from shuyu.text.english import lemma_key
from shuyu.text.fold import fold, simplified_chars

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from shuyu.align.similarity import Embedder
    from shuyu.mine.counting import Hashes, Ints
    from shuyu.mine.shards import Source

_RIVALS = 4
_COMPARED = 2_000
_BEST = 0.95
# Fee and commission income may stand for two terms, Securities and Futures Commission is a name.
_JOINED_NAME = re.compile(r"[A-Z].*(?: and | or | & )(?:the )?[A-Z].*")
_WORD = re.compile(r"[a-z]+")
_CONTEXTS = 3
_LEAST_INSIDE = 0.45
_LEAST_RANK = 0.7
_HARDLY_MORE = 1.15
_MOST_PARTS = 500_000
# Pairs that are weighed one by one: of more, those that are found most often as the best of both sides.
_WEIGHED = 100_000
_LONGEST_CONTEXT = 160
_EVIDENCE = {
    "inside": "links",
    "dice": "dice",
    "likelihood": "likelihood",
    "gloss": "gloss",
    "share of zh": "share",
    "parts": "parts",
    "short form": "short form",
}


class Scored(NamedTuple):
    """A pair of terms with its score and what it was made of."""

    row: int
    zh: str
    en: str
    zh_key: str
    en_key: str
    pair: Pair
    score: float


def contributions(pair: Pair) -> dict[str, float]:
    """What each feature adds to the score of a pair, the weightiest first: the reason for its place."""
    found = {name: WEIGHTS[name] * value for name, value in features(pair).items() if WEIGHTS.get(name) and value}
    return dict(sorted(found.items(), key=lambda item: (-abs(item[1]), item[0])))


def score(pair: Pair) -> float:
    """How good a term pair is, as a sum to rank by; `probability` makes it a number from 0 to 1."""
    return BASE + sum(WEIGHTS.get(name, 0.0) * value for name, value in features(pair).items())


def probability(total: float) -> float:
    """The logistic function.

    >>> probability(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-max(min(total, 60.0), -60.0)))


def ranked(
    found: Tally,
    pairs: Sequence[Source],
    zh: Frequencies,
    en: Frequencies,
    least: int,
    embedder: Embedder | None = None,
) -> list[Scored]:
    """All pairs of terms that were counted, best first.

    Args:
        found: the counts of the whole corpus.
        pairs: the corpus.
        zh: segment pairs of each Chinese term.
        en: segment pairs of each English one.
        least: leave out pairs that were found less often, unless a text glosses them.
        embedder: compares the two sides of the best pairs; None to do without.
    """
    import numpy as np

    from shuyu.text.segment import default_segmenter

    if not len(found.zh):
        return []
    inside = found.sums[:, 2]
    of_en = _best_of(found.en, inside)
    of_zh = _best_of(found.zh, inside)
    zh_counts, en_counts = zh.of(found.zh), en.of(found.en)
    glossed = found.sums[:, 1] > 0
    enough = (found.sums[:, 0] >= least) | glossed
    enough &= (inside >= _LEAST_INSIDE * UNIT * found.sums[:, 0]) | (found.sums[:, 0] > 1) | glossed
    # The weights leave no hope to what is not about the best on both sides.
    enough &= ((found.sums[:, 4:6] >= _LEAST_RANK * UNIT * found.sums[:, :1]).all(axis=1)) | glossed
    starts = np.searchsorted(found.of, np.arange(len(found.zh) + 1))
    cut = default_segmenter().words
    words_of: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    usage = Usage([pair.en for pair in pairs])
    scored = []
    share = (inside / np.maximum(of_zh, 1)) * (inside / np.maximum(of_en, 1))
    for row in _foremost(np.flatnonzero(enough), share * np.log1p(found.sums[:, 0]) + glossed).tolist():
        places = found.places[starts[row] : starts[row + 1]].tolist()
        zh_form = _form([pairs[number].zh[a:b] for _, number, a, b, _, _ in places])
        en_form = _form([pairs[number].en[a:b] for _, number, _, _, a, b in places])
        plain = simplified_chars(zh_form)
        if plain not in words_of:
            pieces = tuple(plain[start:end] for start, end in cut(plain)) or (plain,)
            words_of[plain] = pieces, tags_of(pieces)
        sums = found.sums[row].tolist()
        both = sums[0]
        kept_inside, edge, zh_best, en_best, *around, _, zh_free, en_free = (value / both / UNIT for value in sums[2:])
        first, last = _edges(en_form)
        words, tags = words_of[plain]
        pair = Pair(
            words,
            tags,
            en_form,
            both,
            int(zh_counts[row]),
            int(en_counts[row]),
            len(pairs),
            kept_inside,
            edge,
            zh_best,
            en_best,
            around[0],
            around[1],
            around[2],
            around[3],
            sums[2] / max(int(of_zh[row]), 1),
            sums[2] / max(int(of_en[row]), 1),
            sums[1],
            round(sums[10] / UNIT),
            zh_free,
            en_free,
            usage.acting(first),
            usage.taking(first),
            usage.taking(last),
        )
        scored.append(Scored(row, zh_form, en_form, fold(zh_form), lemma_key(en_form), pair, 0.0))
    parts = Parts(entry.pair for entry in scored)
    scored = in_order(_with(entry, entry.pair._replace(parts=parts.share(entry.pair))) for entry in scored)
    if embedder is not None:
        best = [entry.pair for entry in scored[:_COMPARED]]
        alike = likeness(best, embedder)
        for at, (pair, value) in enumerate(zip(best, alike, strict=True)):
            scored[at] = _with(scored[at], pair._replace(likeness=value))
    return in_order(_without_parts(in_order(_whole_names(scored))))


def _foremost(rows: Ints, amounts: NDArray[np.float64]) -> Ints:
    import numpy as np

    if len(rows) <= _WEIGHED:
        return rows
    return np.sort(rows[np.argsort(-amounts[rows], kind="stable")[:_WEIGHED]])


def _with(entry: Scored, pair: Pair) -> Scored:
    return entry._replace(pair=pair, score=score(pair))


def _edges(english: str) -> tuple[str, str]:
    # The first and the last word.
    words = _WORD.findall(english.lower())
    return (words[0], words[-1]) if words else ("", "")


def in_order(scored: Iterable[Scored]) -> list[Scored]:
    """Best first; the alphabet settles ties."""
    return sorted(scored, key=_order)


def _order(entry: Scored) -> tuple[float, str, str]:
    return -round(entry.score, 9), entry.zh_key, entry.en_key


def _best_of(terms: Hashes, amounts: Ints) -> Ints:
    # For each row the greatest amount of the rows with the same term.
    import numpy as np

    _, at = np.unique(terms, return_inverse=True)
    best = np.zeros(int(at.max()) + 1, dtype=np.int64)
    np.maximum.at(best, at, amounts)
    found: Ints = best[at]
    return found


def _form(spellings: Sequence[str]) -> str:
    # The commonest, in its commonest case; of equals the one with fewest capitals, since headings have too many.
    plain = [" ".join(spelling.split()) for spelling in spellings]
    words, counts = Counter(map(str.lower, plain)), Counter(plain)
    return min(counts, key=lambda s: (-words[s.lower()], -counts[s], sum(c.isupper() for c in s), s))


def _whole_names(scored: Sequence[Scored]) -> list[Scored]:
    # Securities and Futures Commission: what a conjunction joins and what never stands alone change places.
    wholes: dict[str, list[int]] = defaultdict(list)
    for at, entry in enumerate(scored):
        pair = entry.pair
        if pair.both > 1 and min(pair.of_zh, pair.of_en) >= _BEST and _JOINED_NAME.fullmatch(pair.en):
            for place in range(1, len(pair.zh) - 1):
                if pair.zh[place] in ZH_JOINS:
                    for part in (pair.zh[:place], pair.zh[place + 1 :]):
                        wholes[fold("".join(part))].append(at)
    found = list(scored)
    for at, entry in enumerate(scored):
        for other in wholes.get(entry.zh_key, ()):
            whole = found[other]
            never_alone = max(entry.pair.zh_count, entry.pair.en_count) <= whole.pair.both
            if never_alone and not entry.pair.glosses and _is_inside(entry.en_key, whole.en_key):
                found[other] = whole._replace(score=max(whole.score, entry.score))
                found[at] = entry._replace(score=min(whole.score, entry.score))
                break
    return found


def _is_inside(part: str, whole: str) -> bool:
    return part != whole and (whole.startswith(part) or whole.endswith(part))


def _without_parts(scored: Sequence[Scored]) -> list[Scored]:
    # What is hardly ever found outside a longer pair that is listed before it is listed far behind.
    longer: dict[str, list[Scored]] = defaultdict(list)
    found = []
    for entry in scored:
        hidden = not entry.pair.glosses and any(
            entry.en_key in other.en_key
            and (entry.zh_key, entry.en_key) != (other.zh_key, other.en_key)
            and (entry.pair.zh_count <= other.pair.zh_count or entry.pair.both <= _HARDLY_MORE * other.pair.both)
            for other in longer.get(entry.zh_key, ())
        )
        if hidden:
            entry = entry._replace(score=entry.score - PART_OF_LONGER)
        elif len(longer) < _MOST_PARTS:
            words = entry.pair.zh
            parts = {
                fold("".join(words[start:end]))
                for start in range(len(words))
                for end in range(start + 1, len(words) + 1)
            }
            for part in parts:
                longer[part].append(entry)
        found.append(entry)
    return found


def proposals(
    scored: Sequence[Scored],
    found: Tally,
    pairs: Sequence[Source],
    top: int | None,
    given: Callable[[str, str], Sequence[Sighting]],
) -> list[Proposal]:
    """The first `top` of a ranking as proposals, with rivals and contexts.

    Args:
        scored: as `ranked` gives it.
        found: the counts that it was made from.
        pairs: the corpus.
        top: how many; all when None.
        given: the places where a document itself gives a pair, by its keys.
    """
    import numpy as np

    shares: dict[str, dict[str, tuple[float, str]]] = defaultdict(dict)
    for entry in scored:
        known = shares[entry.zh_key].get(entry.en_key)
        if known is None or entry.pair.both > known[0]:
            shares[entry.zh_key][entry.en_key] = float(entry.pair.both), entry.en
    starts = np.searchsorted(found.of, np.arange(len(found.zh) + 1))
    listed: set[tuple[str, str]] = set()
    made: list[Proposal] = []
    for entry in scored:
        if top is not None and len(made) >= top:
            break
        key = (entry.zh_key, entry.en_key)
        if key in listed or not all(key):
            continue
        listed.add(key)
        places = found.places[starts[entry.row] : starts[entry.row + 1]].tolist() if entry.row >= 0 else []
        contexts = [*given(*key), *(_sighting(pairs[place[1]], place) for place in places)]
        made.append(_proposal(entry, shares[entry.zh_key], contexts))
    return made


def _proposal(entry: Scored, shares: Mapping[str, tuple[float, str]], contexts: Sequence[Sighting]) -> Proposal:
    pair = entry.pair
    zh_count, en_count = max(pair.zh_count, pair.both), max(pair.en_count, pair.both)
    rivals = sorted(
        (Rival(en, round(min(both / zh_count, 1.0), 3)) for key, (both, en) in shares.items() if key != entry.en_key),
        key=lambda rival: (-rival.share, rival.en),
    )
    values = features(pair)
    evidence = {name: round(values[feature], 3) for feature, name in _EVIDENCE.items() if values[feature] > 0}
    if pair.likeness is not None:
        evidence["meaning"] = round(pair.likeness, 3)
    traditional = simplified_chars(entry.zh) != entry.zh
    distinct = {(context.zh, context.en): context for context in reversed(contexts)}
    return Proposal(
        proposal_id(entry.zh, entry.en),
        entry.zh,
        entry.en,
        round(probability(entry.score / 3 + 1), 4),
        pair.both,
        zh_count,
        en_count,
        evidence,
        tuple(rivals[:_RIVALS]),
        tuple(reversed(distinct.values()))[:_CONTEXTS],
        HANT if traditional else HANS,
    )


def _sighting(pair: Source, place: Sequence[int]) -> Sighting:
    _, _, zh_start, zh_end, en_start, en_end = place
    zh, zh_span = _cut(pair.zh, zh_start, zh_end, "zh-Hans")
    en, en_span = _cut(pair.en, en_start, en_end, "en")
    return Sighting(zh, en, zh_span, en_span, pair.place)


def _cut(text: str, start: int, end: int, language: str) -> tuple[str, tuple[int, int]]:
    # The sentence with the term, where the text is long.
    from shuyu.text.sentences import sentences

    if len(text) <= _LONGEST_CONTEXT:
        return text, (start, end)
    for first, last in sentences(text, language):
        if first <= start and end <= last:
            return text[first:last], (start - first, end - first)
    return text, (start, end)
