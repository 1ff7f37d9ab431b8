"""What a format of output gets: two documents, sentence by sentence, and which of their sentences belong together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shuyu.align.documents import WordLinks
from shuyu.text.sentences import join_chinese


@dataclass(frozen=True)
class Side:
    """One of the two documents.

    Attributes:
        document: its path.
        language: canonical BCP 47 tag.
        sentences: in order; everywhere else they are told by their number, from 0.
        lines: of the source where their paragraphs start, where that is known.
    """

    document: str
    language: str
    sentences: tuple[str, ...]
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Pair:
    """Sentences that translate each other; one side is empty where something was left out or added.

    Attributes:
        zh: numbers of the Chinese sentences, from 0.
        en: of the English ones.
        score: 0 to 1, how probable it is that exactly these belong together.
        kept: whether a person decided it.
        words: the links between its words, where they were asked for and both sides have some.
    """

    zh: tuple[int, ...]
    en: tuple[int, ...]
    score: float
    kept: bool = False
    words: WordLinks | None = None


@dataclass(frozen=True)
class Alignment:
    """Two documents and their pairs, in order.

    Attributes:
        zh: the Chinese document.
        en: the English one.
        pairs: every sentence is in exactly one.
        evidence: what they rest on, a word or two each.
        low: pairs with a lower score are marked for a person to look at.
        program: what made it, with its version.
    """

    zh: Side
    en: Side
    pairs: tuple[Pair, ...]
    evidence: tuple[str, ...]
    low: float
    program: str

    def zh_text(self, pair: Pair) -> str:
        """The Chinese sentences of a pair as one text."""
        return join_chinese([self.zh.sentences[i] for i in pair.zh])

    def en_text(self, pair: Pair) -> str:
        """The English sentences of a pair as one text."""
        return " ".join(self.en.sentences[j] for j in pair.en)

    def is_low(self, pair: Pair) -> bool:
        """Whether a person should look at it."""
        return pair.score < self.low and not pair.kept

    def both_sided(self) -> list[Pair]:
        """The pairs that have both sides: what a translation memory or a corpus wants."""
        return [pair for pair in self.pairs if pair.zh and pair.en]

    @property
    def languages(self) -> tuple[str, str]:
        """The tags of both sides."""
        return self.zh.language, self.en.language


def one_line(text: str) -> str:
    r"""`text` without tabs and line breaks.

    >>> one_line("a\tb\nc")
    'a b c'
    """
    return " ".join(text.split())


def numbers(of: Sequence[int]) -> str:
    """Sentence numbers as the formats write them.

    >>> numbers((3, 4)), numbers(())
    ('[3,4]', '[]')
    """
    return f"[{','.join(map(str, of))}]"


@dataclass(frozen=True)
class OutputFormat:
    """A way to write an alignment.

    Attributes:
        name: as `--format` takes it.
        suffix: of a file in it.
        summary: what it is, for people.
        render: the text of the file; where a format is of several files, of each by its suffix.
    """

    name: str
    suffix: str
    summary: str
    render: Callable[[Alignment], str | dict[str, str]]
