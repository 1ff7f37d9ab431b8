"""Term pairs that documents give themselves (glosses, vocabulary lists, titles) among those that were counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from shuyu.mine.features import Pair, tags_of
from shuyu.mine.proposals import Sighting
from shuyu.mine.ranking import Scored, in_order, score
from shuyu.model.alignment import Candidate, Context, Evidence
from shuyu.text.english import lemma_key
from shuyu.text.fold import fold, simplified_chars

_SURE = {Evidence.VOCABULARY: 3, Evidence.GLOSS: 2, Evidence.TITLE: 1}
"""As how many glosses a find counts."""

Given = dict[tuple[str, str], list[Candidate]]


def by_key(candidates: Iterable[Candidate]) -> Given:
    """Candidates by their keys; short forms, which are Chinese on both sides, are left out.

    >>> by_key([Candidate("魔搭社区", "zh-Hans", "ModelScope", Evidence.GLOSS, 0.9, "a.txt")]).keys()
    dict_keys([('魔搭社区', 'modelscope')])
    """
    found: Given = {}
    for candidate in candidates:
        if candidate.evidence in _SURE:
            found.setdefault((fold(candidate.zh), lemma_key(candidate.en)), []).append(candidate)
    return found


def with_given(
    scored: Sequence[Scored], given: Given, size: int, counts: Callable[[str, str], tuple[int, int]]
) -> list[Scored]:
    """A ranking with what the documents give added to it.

    Args:
        scored: of what was counted.
        given: of what documents say.
        size: segment pairs of the corpus.
        counts: how many segment pairs have a Chinese and an English key.
    """
    from shuyu.text.segment import default_segmenter

    cut = default_segmenter().words
    found = []
    left = dict(given)
    for entry in scored:
        key = (entry.zh_key, entry.en_key)
        if key in given:
            left.pop(key, None)
            sure = max(entry.pair.glosses, _weight(given[key]))
            pair = entry.pair._replace(glosses=sure)
            found.append(entry._replace(pair=pair, score=score(pair)))
        else:
            found.append(entry)
    for (zh_key, en_key), some in left.items():
        best = max(some, key=lambda one: (one.score, one.zh, one.en))
        plain = simplified_chars(best.zh)
        words = tuple(plain[start:end] for start, end in cut(plain)) or (plain,)
        zh_count, en_count = counts(zh_key, en_key)
        both = len(some)
        pair = Pair(
            words,
            tags_of(words),
            best.en,
            both,
            max(zh_count, both),
            max(en_count, both),
            max(size, both),
            *(1.0,) * 10,
            _weight(some),
        )
        found.append(Scored(-1, best.zh, best.en, zh_key, en_key, pair, score(pair)))
    return in_order(found)


def _weight(candidates: Sequence[Candidate]) -> int:
    return sum(_SURE[one.evidence] for one in candidates)


def sightings(candidates: Iterable[Candidate]) -> list[Sighting]:
    """Where documents give a pair, shortest text first."""
    found = [seen for one in candidates for context in one.contexts if (seen := _sighting(context)) is not None]
    return sorted(found, key=lambda one: (len(one.zh), one.zh, one.source))


def _sighting(context: Context) -> Sighting | None:
    marks = {mark.role: mark for mark in reversed(context.marks)}
    if not {"zh", "en"} <= marks.keys():
        return None
    zh, en = marks["zh"], marks["en"]
    left, right = context.segments[zh.segment], context.segments[en.segment]
    return Sighting(left.text, right.text, (zh.start, zh.end), (en.start, en.end), f"{left.document}:{left.line}")
