"""Two documents → their sentences in pairs, and the words of the pairs: what commands and the build call.

The passages are cut into sentences, `shuyu.align.sentences` finds the beads, and what is known beforehand about which
sentences belong together (a person's decisions, paragraphs that are surely pairs) is kept over what it finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from shuyu.align.lexicon import Lexicon
from shuyu.align.likeness import FEW, are_alike, trust
from shuyu.align.progress import Progress, silent
from shuyu.align.sentences import DIGITS, LEAST, Bead, Hints, align, rests_on
from shuyu.align.walls import Numbers, decided
from shuyu.languages import ENGLISH, is_chinese
from shuyu.text.sentences import join_chinese, sentences

if TYPE_CHECKING:
    from shuyu.align.similarity import Embedder
    from shuyu.model.passage import Passage

Side = Literal["zh", "en"]
Span = tuple[int, int]
TermPair = tuple[str, str]
"""A Chinese term, in either script, and an English one."""


@dataclass(frozen=True)
class Sentence:
    """A sentence and its place.

    Attributes:
        text: without the white space around it.
        document: path of its document.
        line: 1-based line of the source where its paragraph starts.
        number: from 0, in its document.
        begins: whether it is the first of its paragraph, or a heading.
    """

    text: str
    document: str
    line: int
    number: int
    begins: bool = False


@dataclass(frozen=True)
class AlignedPair:
    """Sentences that translate each other; one side is empty where a translator left out or added.

    Attributes:
        zh: the Chinese sentences, in order.
        en: the English ones.
        score: how probable it is that exactly these belong together, between 0 and 1.
        kept: whether a person decided it.
    """

    zh: tuple[Sentence, ...]
    en: tuple[Sentence, ...]
    score: float
    kept: bool = False

    @property
    def zh_text(self) -> str:
        """The Chinese sentences as one text."""
        return join_chinese([sentence.text for sentence in self.zh])

    @property
    def en_text(self) -> str:
        """The English sentences as one text."""
        return " ".join(sentence.text for sentence in self.en)


def sentences_of(passages: Sequence[Passage], side: Side) -> list[Sentence]:
    """The sentences of the passages that are in the language of one side.

    Args:
        passages: of one document, in order.
        side: `"zh"`, in any script, or `"en"`.

    >>> from shuyu.model.passage import Passage
    >>> passages = [Passage("雨停了。他出门。", "zh-Hans", "a.txt", 3, 3), Passage("It is dry.", "en", "a.txt", 4, 4)]
    >>> [(one.text, one.line, one.number, one.begins) for one in sentences_of(passages, "zh")]
    [('雨停了。', 3, 0, True), ('他出门。', 3, 1, False)]
    """
    found: list[Sentence] = []
    for passage in passages:
        if not (is_chinese(passage.language) if side == "zh" else passage.language == ENGLISH):
            continue
        for at, (start, end) in enumerate(sentences(passage.text, passage.language)):
            found.append(Sentence(passage.text[start:end], passage.document, passage.line, len(found), at == 0))
    return found


def align_documents(
    zh: Sequence[Passage],
    en: Sequence[Passage],
    *,
    embedder: Embedder | None,
    lexicon: Lexicon | None = None,
    terms: Sequence[TermPair] = (),
    fixed: Sequence[Numbers] = (),
    progress: Progress = silent,
) -> list[AlignedPair]:
    """The sentence pairs of two documents; each sentence is in exactly one.

    Args:
        zh: passages of the Chinese document, in any script; what is not Chinese in it is left out.
        en: of the English one, likewise.
        embedder: what `shuyu.align.similarity.embedder()` gives, or None.
        lexicon: a dictionary.
        terms: those of the project.
        fixed: what a person decided, by the numbers of `sentences_of`; it is kept over what is found.
        progress: told how far the work is; after a decision stretches are aligned once more, and each is told of.

    Returns:
        pairs in the order of the Chinese side.

    Raises:
        ValueError: when `fixed` names a sentence twice or one that is not there.

    >>> from shuyu.model.passage import Passage
    >>> zh = [Passage("雨停了。他出门，去买书。", "zh-Hans", "a.zh.txt", 1, 1)]
    >>> en = [Passage("The rain stopped. He went out. He bought a book.", "en", "a.en.txt", 1, 1)]
    >>> for pair in align_documents(zh, en, embedder=None, fixed=[([1], [1, 2])]):
    ...     print(pair.zh_text, "|", pair.en_text, pair.kept)
    雨停了。 | The rain stopped. False
    他出门，去买书。 | He went out. He bought a book. True
    """
    return align_sentences(
        sentences_of(zh, "zh"),
        sentences_of(en, "en"),
        embedder=embedder,
        lexicon=lexicon,
        terms=terms,
        fixed=fixed,
        progress=progress,
    )


def align_sentences(
    zh: Sequence[Sentence],
    en: Sequence[Sentence],
    *,
    embedder: Embedder | None,
    lexicon: Lexicon | None = None,
    terms: Sequence[TermPair] = (),
    fixed: Sequence[Numbers] = (),
    progress: Progress = silent,
) -> list[AlignedPair]:
    """As `align_documents`, for sentences that are cut already; their numbers are their places in the sequences.

    Args:
        zh: Chinese sentences in order.
        en: English sentences in order.
        embedder: as in `align_documents`.
        lexicon: as in `align_documents`.
        terms: as in `align_documents`.
        fixed: as in `align_documents`.
        progress: as in `align_documents`.
    """
    known = _with_terms(lexicon, terms)
    whole = [term for term, _ in terms]

    def some(zh_numbers: Sequence[int], en_numbers: Sequence[int]) -> list[Bead]:
        left, right = [zh[i] for i in zh_numbers], [en[j] for j in en_numbers]
        return align(
            [sentence.text for sentence in left],
            [sentence.text for sentence in right],
            embedder=embedder,
            lexicon=known,
            hints=Hints(_begins(left), _begins(right)),
            keep_whole=whole,
            progress=progress,
        )

    found = [
        AlignedPair(tuple(zh[i] for i in bead.zh), tuple(en[j] for j in bead.en), bead.score, kept)
        for bead, kept in decided(len(zh), len(en), fixed, some)
    ]
    return _trusted(found, embedder)


def _trusted(pairs: list[AlignedPair], embedder: Embedder | None) -> list[AlignedPair]:
    # A decision says that the documents are translations; without any, few pairs have to show it.
    both = [pair for pair in pairs if pair.zh and pair.en]
    if not both or len(both) > FEW or any(pair.kept for pair in both):
        return pairs
    share = trust([(pair.zh_text, pair.en_text) for pair in both], embedder)
    return [
        replace(pair, score=round(max(pair.score * share, LEAST), DIGITS)) if pair.zh and pair.en else pair
        for pair in pairs
    ]


def are_versions(pairs: Sequence[AlignedPair], embedder: Embedder | None) -> bool:
    """Whether the documents that these pairs are of may be translations of each other.

    Args:
        pairs: all of them.
        embedder: as in `align_documents`; without one only few pairs tell.

    >>> zh, en = Sentence("雨停了。", "a", 1, 0), Sentence("Prices rose.", "b", 1, 0)
    >>> are_versions([AlignedPair((zh,), (en,), 0.9)], None)
    False
    """
    both = [(pair.zh_text, pair.en_text) for pair in pairs if pair.zh and pair.en]
    if any(pair.kept for pair in pairs):
        return True
    if 0 < len(both) <= FEW:
        return trust(both, embedder) >= 0.5
    return embedder is None or are_alike(both, embedder)


def _begins(side: Sequence[Sentence]) -> list[int]:
    return [number for number, sentence in enumerate(side) if sentence.begins]


def _with_terms(lexicon: Lexicon | None, terms: Sequence[TermPair]) -> Lexicon | None:
    return (lexicon or Lexicon(())).extended(terms) if terms else lexicon


def evidence(
    embedder: Embedder | None, lexicon: Lexicon | None = None, terms: Sequence[TermPair] = ()
) -> tuple[str, ...]:
    """What an alignment with these rests on, for the output to say.

    >>> evidence(None, terms=[("术语", "term")])
    ('length', 'numbers and Latin words', 'words learnt from the documents', 'terms of the project')
    """
    return (*rests_on(embedder, lexicon), *(("terms of the project",) if terms else ()))


def evidence_of_words(embedder: Embedder | None, lexicon: Lexicon | None = None) -> tuple[str, ...]:
    """What links between given words rest on (`shuyu.align.words.align_words`), for the output to say.

    >>> evidence_of_words(None)
    ('place', 'numbers and Latin words', 'names by their sound', 'words learnt from the files')
    """
    found = ["place", "numbers and Latin words", "names by their sound", "words learnt from the files"]
    if lexicon is not None:
        found.append("lexicon")
    if embedder is not None:
        found.append(f"embeddings ({embedder.name})")
    return tuple(found)


class WordLinks(NamedTuple):
    """The words of a pair, and which stand for which.

    Attributes:
        zh: spans of the Chinese words in `pair.zh_text`.
        en: spans of the English words in `pair.en_text`.
        links: (number of the Chinese word, of the English word), in order.
    """

    zh: tuple[Span, ...]
    en: tuple[Span, ...]
    links: tuple[tuple[int, int], ...]

    def pharaoh(self) -> str:
        """`i-j` for each link."""
        return " ".join(f"{i}-{j}" for i, j in self.links)


def word_links(
    pairs: Sequence[AlignedPair],
    *,
    embedder: Embedder | None,
    lexicon: Lexicon | None = None,
    terms: Sequence[TermPair] = (),
    progress: Progress = silent,
) -> list[WordLinks]:
    """The words of each pair and the links between them.

    Args:
        pairs: of one document or corpus: what some of them teach helps with the others.
        embedder: as in `align_documents`.
        lexicon: as in `align_documents`.
        terms: those of the project; they are words of their own.
        progress: told how far the work is.

    >>> zh, en = Sentence("大模型开源了。", "a", 1, 0), Sentence("Large models are open source.", "b", 1, 0)
    >>> pairs, terms = [AlignedPair((zh,), (en,), 0.9)], [("大模型", "large model"), ("开源", "open source")]
    >>> (found,) = word_links(pairs, embedder=None, terms=terms)
    >>> found.zh, found.pharaoh()
    (((0, 3), (3, 5), (5, 6)), '0-0 0-1 1-3 1-4')
    """
    from shuyu.align.words import align_words
    from shuyu.text.english import token_spans
    from shuyu.text.segment import words

    whole = frozenset(term for term, _ in terms)
    texts = [(pair.zh_text, pair.en_text) for pair in pairs]
    spans = [(tuple((start, end) for start, end in words(zh, whole)), tuple(token_spans(en))) for zh, en in texts]
    tokens = [
        ([zh[start:end] for start, end in of_zh], [en[start:end] for start, end in of_en])
        for (zh, en), (of_zh, of_en) in zip(texts, spans, strict=True)
    ]
    known = _with_terms(lexicon, terms)
    links = align_words(tokens, embedder=embedder, lexicon=known, progress=progress)
    return [WordLinks(zh, en, tuple(sorted(some))) for (zh, en), some in zip(spans, links, strict=True)]
