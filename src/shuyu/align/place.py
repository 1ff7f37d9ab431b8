"""Pairs by place and language: what stands where says what translates what. Pure functions over passages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from shuyu.align import alternating, parallel, vocabulary
from shuyu.languages import ENGLISH, is_chinese
from shuyu.model.alignment import PairKind, Segment, SegmentPair
from shuyu.model.passage import Kind, Passage
from shuyu.text.detect import language_of_name

VOCABULARY_SCORE = 0.98
"""For an entry of a list that a heading announces."""
UNANNOUNCED_SCORE = 0.9
"""For an entry of a list that only its form shows."""


@dataclass(frozen=True)
class Match:
    """Two paragraphs of running text that translate each other.

    Attributes:
        zh: the Chinese one.
        en: the English one.
        score: 0 to 1.
        kind: ALTERNATING or PARALLEL.
    """

    zh: Passage
    en: Passage
    score: float
    kind: PairKind

    def pair(self) -> SegmentPair:
        """The two as segments."""
        return SegmentPair(_segment(self.zh), _segment(self.en), self.kind, self.score)


@dataclass(frozen=True)
class Pairing:
    """What was found in one document, or between two.

    Attributes:
        pairs: in the order of the Chinese side.
        unpaired: what stays monolingual, in order.
        passages: everything in order; the sides of a vocabulary entry are passages of their own (kind ENTRY).
        matches: the pairs of running text, in order.
        zh_side: between two documents the Chinese running text that was matched; None in one document.
        en_side: the English running text likewise.
    """

    pairs: tuple[SegmentPair, ...]
    unpaired: tuple[Passage, ...]
    passages: tuple[Passage, ...]
    matches: tuple[Match, ...] = ()
    zh_side: tuple[Passage, ...] | None = None
    en_side: tuple[Passage, ...] | None = None


def pair_document(passages: Sequence[Passage]) -> Pairing:
    """The pairs inside one document: table rows, vocabulary lists, then paragraphs that alternate.

    Args:
        passages: of one document, in order.

    >>> pairing = pair_document([
    ...     Passage("模型的权重是公开的。", "zh-Hans", "a.txt", 1, 1),
    ...     Passage("The weights of the model are public.", "en", "a.txt", 2, 2),
    ... ])
    >>> [(pair.zh.text, pair.en.text, pair.kind.value) for pair in pairing.pairs]
    [('模型的权重是公开的。', 'The weights of the model are public.', 'alternating')]
    """
    formal = _formal(passages)
    pairs, used = list(formal.pairs), set(formal.used)
    lines = [passage for passage in formal.rest if passage.kind is not Kind.CELL]
    matches = [Match(*found, PairKind.ALTERNATING) for found in alternating.match(lines)]
    return _pairing(pairs, matches, formal.everything, used)


def pair_documents(zh_passages: Sequence[Passage], en_passages: Sequence[Passage]) -> Pairing:
    """The pairs between a Chinese document and its English version, and those inside each of them.

    Args:
        zh_passages: of the Chinese document, in order.
        en_passages: of the English one, in order.

    >>> pairing = pair_documents([Passage("开源许可证", "zh-Hans", "a.zh.md", 1, 1)],
    ...                          [Passage("Open-source licenses", "en", "a.en.md", 1, 1)])
    >>> [(pair.zh.document, pair.en.document, pair.kind.value) for pair in pairing.pairs]
    [('a.zh.md', 'a.en.md', 'parallel')]
    """
    of_zh, of_en = _formal(zh_passages), _formal(en_passages)
    pairs, used = [*of_zh.pairs, *of_en.pairs], {*of_zh.used, *of_en.used}
    zh_side = [passage for passage in of_zh.rest if is_chinese(passage.language)]
    en_side = [passage for passage in of_en.rest if passage.language == ENGLISH]
    matches = [Match(*found, PairKind.PARALLEL) for found in parallel.match(zh_side, en_side)]
    pairing = _pairing(pairs, matches, [*of_zh.everything, *of_en.everything], used)
    return replace(pairing, zh_side=tuple(zh_side), en_side=tuple(en_side))


def counterparts(paths: Iterable[str]) -> list[tuple[str, str]]:
    """Which files are versions of one document: every Chinese one with the English one, sorted.

    Args:
        paths: names such as `x.zh-Hant.md` and `x.en.md`, or `zh/x.md` and `en/x.md`.

    >>> counterparts(["x.en.md", "x.zh.md", "x.zh-Hant.txt", "zh/y.md", "en/y.md", "z.zh.md"])
    [('x.zh-Hant.txt', 'x.en.md'), ('x.zh.md', 'x.en.md'), ('zh/y.md', 'en/y.md')]
    """
    versions: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for path in sorted(set(paths)):
        stem, tag = language_of_name(path)
        if tag is not None:
            versions[stem].append((tag, path))
    found: list[tuple[str, str]] = []
    for files in versions.values():
        english = [path for tag, path in files if tag == ENGLISH]
        if not english:
            continue
        for tag, path in files:
            if is_chinese(tag):
                # Of several English versions, the one in the same format.
                suffix = path.rpartition(".")[2]
                found.append((path, min(english, key=lambda other: (other.rpartition(".")[2] != suffix, other))))
    return sorted(found)


@dataclass(frozen=True)
class _Formal:
    # What the form itself says, before anything is weighed.
    pairs: tuple[SegmentPair, ...]
    used: frozenset[Passage]
    rest: tuple[Passage, ...]
    everything: tuple[Passage, ...]


def _formal(passages: Sequence[Passage]) -> _Formal:
    rows = _rows(passages)
    pairs = [SegmentPair(_segment(zh), _segment(en), PairKind.TABLE) for zh, en in rows]
    used = {cell for row in rows for cell in row}
    bilingual = {zh.table for zh, _ in rows}
    replaced: dict[Passage, list[Passage]] = {}
    for entry in vocabulary.entries(passages):
        score = VOCABULARY_SCORE if entry.announced else UNANNOUNCED_SCORE
        pairs.append(SegmentPair(_segment(entry.zh), _segment(entry.en), PairKind.VOCABULARY, score))
        used.update((entry.zh, entry.en))
        replaced.update((source, []) for source in entry.sources)
        replaced[entry.sources[0]] = sorted((entry.zh, entry.en), key=lambda side: side.line)
    rest = tuple(
        passage
        for passage in passages
        if passage not in used
        and passage not in replaced
        and not vocabulary.is_list_heading(passage.text)
        and not (passage.kind is Kind.CELL and passage.table in bilingual)
    )
    everything = tuple(side for passage in passages for side in replaced.get(passage, [passage]))
    return _Formal(tuple(pairs), frozenset(used), rest, everything)


def _pairing(
    pairs: list[SegmentPair], matches: Sequence[Match], everything: Sequence[Passage], used: set[Passage]
) -> Pairing:
    for match in matches:
        pairs.append(match.pair())
        used.update((match.zh, match.en))
    pairs.sort(key=lambda pair: (pair.zh.document, pair.zh.line, pair.en.line))
    unpaired = tuple(passage for passage in everything if passage not in used)
    return Pairing(tuple(pairs), unpaired, tuple(everything), tuple(matches))


def _segment(passage: Passage) -> Segment:
    return Segment(passage.text, passage.language, passage.document, passage.line)


def _rows(passages: Sequence[Passage]) -> list[tuple[Passage, Passage]]:
    tables: defaultdict[int, defaultdict[int, list[Passage]]] = defaultdict(lambda: defaultdict(list))
    for passage in passages:
        if passage.kind is Kind.CELL and passage.row is not None:
            tables[passage.table][passage.row].append(passage)
    found: list[tuple[Passage, Passage]] = []
    for rows in tables.values():
        chinese, english = _columns([cell for row in rows.values() for cell in row])
        for row in rows.values():
            en = _chosen([cell for cell in row if cell.language == ENGLISH], english[:1])
            if en is None:
                continue
            by_tag: dict[str, list[Passage]] = {}
            for cell in row:
                if is_chinese(cell.language):
                    by_tag.setdefault(cell.language, []).append(cell)
            for cells in by_tag.values():
                zh = _chosen(cells, chinese)
                if zh is not None and zh.text != en.text:
                    found.append((zh, en))
    return found


def _columns(cells: Sequence[Passage]) -> tuple[list[int], list[int]]:
    # The Chinese columns from left to right, and the English ones, that which stands nearest to a Chinese one first:
    # a definition or a note in English stands farther away than the term.
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for cell in cells:
        counts[cell.column]["zh" if is_chinese(cell.language) else cell.language] += 1
    main = {column: count.most_common(1)[0][0] for column, count in counts.items()}
    chinese = sorted(column for column, language in main.items() if language == "zh")
    english = sorted(
        (column for column, language in main.items() if language == ENGLISH),
        key=lambda column: (min((abs(column - other) for other in chinese), default=0), column),
    )
    return chinese, english


def _chosen(cells: Sequence[Passage], columns: Sequence[int]) -> Passage | None:
    for column in columns:
        for cell in cells:
            if cell.column == column:
                return cell
    return cells[0] if cells else None
