"""Terms of one language, for a text that has no translation yet.

C-value (K. Frantzi, S. Ananiadou, H. Mima, "Automatic recognition of multi-word terms", 2000) over candidates with
clean edges: a term counts for its length and for how often it stands outside longer ones. What stands beside it varies
(branching entropy), and general language has it rarely.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from shuyu.mine.chinese_spans import chinese_spans
from shuyu.mine.english_spans import english_spans
from shuyu.mine.spans import Spans
from shuyu.text.fold import simplified_chars

_CONTEXTS = 3
_NESTING = 4
_LONGEST = 4000


@dataclass(frozen=True)
class TermCandidate:
    """A term of one language that nobody has decided yet.

    Attributes:
        text: in its commonest form.
        score: greater is better; listed by it.
        count: how often it stands in the texts.
        c_value: length times occurrences outside longer terms.
        edges: how clean its edges are, 0 to 1.
        variety: entropy of what stands beside it, the lesser of both sides.
        contexts: the best texts that it stands in.
    """

    text: str
    score: float
    count: int
    c_value: float
    edges: float
    variety: float
    contexts: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "text": self.text,
            "score": self.score,
            "count": self.count,
            "c_value": self.c_value,
            "edges": self.edges,
            "variety": self.variety,
            "contexts": list(self.contexts),
        }


def terms(texts: Iterable[str], *, chinese: bool, least: int = 2, top: int | None = None) -> list[TermCandidate]:
    """The terms of texts in one language, best first.

    Args:
        texts: sentences or paragraphs.
        chinese: which language.
        least: how often a term must stand there.
        top: how many; all when None.

    >>> texts = ["开源模型很多。", "这个开源模型好。", "他下载了开源模型。"]
    >>> terms(texts, chinese=True)[0].text
    '开源模型'
    """
    from shuyu.text.segment import default_segmenter

    segmenter = default_segmenter()
    counts: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    edges: dict[str, float] = defaultdict(float)
    beside: dict[str, tuple[Counter[str], Counter[str]]] = defaultdict(lambda: (Counter(), Counter()))
    sizes: dict[str, int] = {}
    longer: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        spans = chinese_spans(text[:_LONGEST], segmenter) if chinese else english_spans(text[: 3 * _LONGEST])
        inside = _inside(spans)
        for at, key in enumerate(spans.keys):
            first, last = spans.first[at], spans.last[at]
            start, end = spans.place(at)
            counts[key] += 1
            forms[key][" ".join(text[start:end].split())] += 1
            edges[key] += min(spans.left[first], spans.right[last])
            left, right = beside[key]
            left[spans.words[first - 1] if first else ""] += 1
            right[spans.words[last] if last < len(spans.words) else ""] += 1
            sizes[key] = last - first
            if len(places[key]) < _CONTEXTS:
                places[key].append(text)
            for part in inside[at]:
                longer[part][key] += 1
    found = []
    for key, count in counts.items():
        if count < least:
            continue
        around = {other: number for other, number in longer[key].items() if counts[other] >= least}
        nested = sum(around.values()) / len(around) if around else 0.0
        c_value = math.log2(sizes[key] + 1) * max(count - nested, 0.0)
        form = min(forms[key], key=lambda s, f=forms[key]: (-f[s], sum(c.isupper() for c in s), s))  # type: ignore[misc]
        clean = max(edges[key] / count, 0.0)
        variety = round(min(map(_entropy, beside[key])), 3)
        score = c_value * (0.2 + clean) * (0.5 + min(variety, 2.0)) * _contrast(form, chinese=chinese)
        if score > 0:
            found.append(
                TermCandidate(
                    form,
                    round(score, 3),
                    count,
                    round(c_value, 3),
                    round(clean, 3),
                    round(variety, 3),
                    tuple(places[key]),
                )
            )
    found.sort(key=lambda term: (-term.score, term.text))
    return found[:top]


def _inside(spans: Spans) -> list[list[str]]:
    # For each candidate the shorter ones that it holds.
    by_first: dict[int, list[int]] = defaultdict(list)
    for at, first in enumerate(spans.first):
        by_first[first].append(at)
    found = []
    for at, (first, last) in enumerate(zip(spans.first, spans.last, strict=True)):
        parts = []
        for start in range(first, min(last, first + _NESTING)):
            parts += [spans.keys[other] for other in by_first[start] if other != at and spans.last[other] <= last]
        found.append(parts)
    return found


def _entropy(counts: Counter[str]) -> float:
    # What stands at the end of a text or beside a mark is different each time.
    total = counts.total()
    alone = counts.get("", 0)
    parts: Sequence[float] = [number / total for word, number in counts.items() if word] + [1 / total] * alone
    return -sum(part * math.log(part) for part in parts)


def _contrast(form: str, *, chinese: bool) -> float:
    # What everybody says is less of a term; English has no such list here.
    if not chinese:
        return 1.0
    from shuyu.text.segment import general_frequencies

    return 1 / (1 + math.log1p(general_frequencies().get(simplified_chars(form), 0)) / 6)
