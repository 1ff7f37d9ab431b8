"""What one document proposes as term pairs, with where it does so."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from shuyu.languages import HANS, is_chinese
from shuyu.mine.glosses import Gloss, GlossKind, aliases, glosses
from shuyu.model.alignment import Candidate, Context, Evidence, Mark, PairKind, Segment, SegmentPair
from shuyu.model.passage import Passage
from shuyu.text import han
from shuyu.text.english import lemma_key, tokens
from shuyu.text.fold import fold
from shuyu.text.script import detect_script
from shuyu.text.segment import Segmenter, default_segmenter
from shuyu.text.sentences import sentences

SCORES = {Evidence.VOCABULARY: 0.95, Evidence.GLOSS: 0.9, Evidence.TITLE: 0.6, Evidence.ALIAS: 0.9}
"""How sure a single find is."""
MOST_CONTEXTS = 20

_TITLE_HAN = (3, 32)
_TITLE_WORDS = (2, 18)
_TERM_HAN = (2, 14)
_TERM_WORDS = (1, 8)
_SENTENCE_MARKS = re.compile("[。！？；，、!?;]|\\.\\s|[.:：﹕]\\Z")
_NOT_A_TITLE = re.compile(r"://|@|\bwww\.|[©®]|\A[\W\d]*\Z|\d{4}\s*年|[（(]\s*\d+\s*[)）]\Z")
_SMALL_WORDS = frozenset("a an the of and or for in on at by to with from as but nor vs via is are into over".split())


def candidates(
    passages: Sequence[Passage],
    pairs: Sequence[SegmentPair],
    *,
    known: Callable[[str], bool] | None = None,
    segmenter: Segmenter | None = None,
) -> list[Candidate]:
    """The term pairs that one document proposes.

    Args:
        passages: all of the document.
        pairs: its segment pairs.
        known: whether a Chinese string is a term of the store; it settles where a gloss begins.
        segmenter: what cuts Chinese words; the default one when absent.

    Returns:
        Inline glosses, short forms of names, entries of vocabulary lists, and titles that stand in both languages;
        each pair once, with all its contexts, in the order in which they are first met.

    >>> text = "魔搭社区（ModelScope）是开源社区。"
    >>> found = candidates([Passage(text, "zh-Hans", "a.md", 3, 3)], [])
    >>> [(c.zh, c.en, c.evidence.value, c.contexts[0].segments[0].line) for c in found]
    [('魔搭社区', 'ModelScope', 'gloss', 3)]
    """
    chosen = segmenter or default_segmenter()
    whole = "\n".join(passage.text for passage in passages)
    found = [c for pair in pairs for c in _of_pair(pair)]
    found += [c for passage in passages for c in _of_passage(passage, whole, known, chosen)]
    return merge(found)


def merge(found: Iterable[Candidate]) -> list[Candidate]:
    """Candidates with each pair once: spellings that fold and lemmatise alike are one pair.

    Args:
        found: candidates of one or of many documents.

    Returns:
        one candidate a pair, in the order in which they are first met: the surest evidence, every context (up to
        `MOST_CONTEXTS`), and the chance that not every find is wrong as its score. Spelling, script and document are
        those of the surest find.

    >>> one = Candidate("开源模型", "zh-Hans", "open model", Evidence.GLOSS, 0.9, "a.md")
    >>> other = Candidate("開源模型", "zh-Hant", "Open models", Evidence.TITLE, 0.6, "b.md")
    >>> [(c.zh, c.en, c.evidence.value, round(c.score, 2), c.document) for c in merge([one, other])]
    [('开源模型', 'open model', 'gloss', 0.96, 'a.md')]
    """
    groups: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in found:
        groups.setdefault((fold(candidate.zh), lemma_key(candidate.en)), []).append(candidate)
    return [_joined(group) for group in groups.values()]


def _joined(group: list[Candidate]) -> Candidate:
    order = list(Evidence)
    best = min(group, key=lambda candidate: (order.index(candidate.evidence), -candidate.score))
    wrong = 1.0
    for candidate in group:
        wrong *= 1.0 - candidate.score
    contexts = tuple(dict.fromkeys(context for candidate in group for context in candidate.contexts))
    return replace(best, score=round(max(best.score, 1.0 - wrong), 4), contexts=contexts[:MOST_CONTEXTS])


def _of_pair(pair: SegmentPair) -> Iterator[Candidate]:
    zh, en = pair.zh.text, pair.en.text
    if pair.kind is PairKind.VOCABULARY or (pair.kind is PairKind.TABLE and _is_term(zh, en)):
        evidence = Evidence.VOCABULARY
    elif pair.kind in {PairKind.ALTERNATING, PairKind.PARALLEL} and _is_title(zh, en):
        evidence = Evidence.TITLE
    else:
        return
    marks = (Mark(0, 0, len(zh), "zh"), Mark(1, 0, len(en), "en"))
    yield Candidate(
        zh=zh,
        zh_language=_language(pair.zh.language, zh),
        en=en,
        evidence=evidence,
        score=SCORES[evidence] * pair.score,
        document=pair.zh.document,
        contexts=(Context((pair.zh, pair.en), marks),),
    )


def _is_term(zh: str, en: str) -> bool:
    # Cells of a table that hold a term, and not a sentence or a figure.
    return (
        _TERM_HAN[0] <= han.count_han(zh) <= _TERM_HAN[1]
        and _TERM_WORDS[0] <= len(tokens(en)) <= _TERM_WORDS[1]
        and not (_SENTENCE_MARKS.search(zh) or _SENTENCE_MARKS.search(en) or han.has_han(en))
        and not (_NOT_A_TITLE.search(zh) or _NOT_A_TITLE.search(en))
    )


def _is_title(zh: str, en: str) -> bool:
    # 开源人工智能﹕合作的价值与未来: short, no sentence, and the English written as titles are, or as short as a term.
    words = tokens(en)
    if not _TITLE_HAN[0] <= han.count_han(zh) <= _TITLE_HAN[1] or not _TITLE_WORDS[0] <= len(words) <= _TITLE_WORDS[1]:
        return False
    if _SENTENCE_MARKS.search(zh) or _SENTENCE_MARKS.search(en.replace(", ", " ")) or han.has_han(en):
        return False
    if _NOT_A_TITLE.search(zh) or _NOT_A_TITLE.search(en):
        return False
    weighty = [word for word in words if word.lower() not in _SMALL_WORDS]
    capitals = sum(1 for word in weighty if word[0].isupper() or word[0].isdigit())
    return bool(weighty) and 4 * capitals >= 3 * len(weighty)


def _of_passage(
    passage: Passage, whole: str, known: Callable[[str], bool] | None, segmenter: Segmenter
) -> Iterator[Candidate]:
    if not re.search("[（(]", passage.text):
        return
    found = glosses(passage.text, known=known, segmenter=segmenter, document=whole)
    found += aliases(passage.text, known=known, segmenter=segmenter)
    cuts = sentences(passage.text, passage.language) if found else []
    for gloss in found:
        zh = passage.text[gloss.zh_start : gloss.zh_end]
        evidence = Evidence.ALIAS if gloss.kind is GlossKind.ALIAS else Evidence.GLOSS
        yield Candidate(
            zh=zh,
            zh_language=_language(passage.language, zh),
            en=passage.text[gloss.en_start : gloss.en_end],
            evidence=evidence,
            # An English name with a Chinese note in brackets is less often a translation.
            score=SCORES[evidence] - (0.1 if gloss.kind is GlossKind.REVERSED else 0.0),
            document=passage.document,
            contexts=(_context(passage, gloss, cuts),),
        )


def _context(passage: Passage, gloss: Gloss, cuts: Sequence[tuple[int, int]]) -> Context:
    first, last = min(gloss.zh_start, gloss.en_start), max(gloss.zh_end, gloss.en_end)
    start = cuts[bisect_right(cuts, (first, len(passage.text))) - 1][0]
    end = cuts[bisect_left(cuts, (last, 0)) - 1][1]
    segment = Segment(passage.text[start:end], passage.language, passage.document, passage.line)
    marks = (
        Mark(0, gloss.zh_start - start, gloss.zh_end - start, "zh"),
        Mark(0, gloss.en_start - start, gloss.en_end - start, "zh" if gloss.kind is GlossKind.ALIAS else "en"),
    )
    return Context((segment,), marks)


def _language(tag: str, zh: str) -> str:
    if is_chinese(tag) and tag != "zh":
        return tag
    script = detect_script(zh)
    return script if script is not None and is_chinese(script) else HANS
