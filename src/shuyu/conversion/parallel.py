"""The English of a document, brought beside the Chinese units by alignment."""

from __future__ import annotations

from collections.abc import Sequence

from shuyu.conversion.base import Unit
from shuyu.conversion.turns import Beside
from shuyu.errors import InputError, Problem
from shuyu.languages import CHINESE, ENGLISH
from shuyu.model.passage import Passage
from shuyu.text.detect import detect_language
from shuyu.text.han import has_han


def english_of_document(data: bytes, name: str) -> list[Passage]:
    """The English passages of a document, in any format that is read for alignment or converted.

    Args:
        data: the whole file.
        name: its name, which says the format.

    Raises:
        InputError: E120, when there is no English in it; otherwise as the format.

    >>> [passage.text for passage in english_of_document(b"It rains. He reads.", "rain.en.txt")]
    ['It rains. He reads.']
    """
    from shuyu.readers import read_document, reader_for

    if reader_for(name) is not None:
        from shuyu.text.passages import passages_of

        passages = passages_of(read_document(data, name))
    else:
        from shuyu.conversion.whole import format_of, units_of

        format_ = format_of(data, name)
        passages = [
            Passage(unit.text, detect_language(unit.text), name, unit.line or 1, unit.line or 1)
            for unit in units_of(format_, data, name)
        ]
    found = [passage for passage in passages if passage.language == ENGLISH]
    if not found:
        how = "Give the English of the document that is converted."
        raise InputError(Problem("E120", "there is no English in this file", how, path=name))
    return found


def beside(units: Sequence[Unit], english: Sequence[Passage]) -> list[list[Beside]]:
    """The English of each unit, sentence by sentence, where the alignment is sure enough.

    Args:
        units: of the Chinese document, in order.
        english: passages of the English one.

    Returns:
        for each unit its stretches that have English, in order.

    >>> english = [Passage("It rains.", "en", "a.en.txt", 1, 1), Passage("He reads.", "en", "a.en.txt", 2, 2)]
    >>> beside([Unit(("下雨了。",)), Unit(("他在看书。",))], english)
    [[Beside(start=0, end=4, english='It rains.')], [Beside(start=0, end=5, english='He reads.')]]
    """
    from shuyu.align.documents import Sentence, align_sentences, sentences_of
    from shuyu.align.sentences import LOW
    from shuyu.align.similarity import embedder
    from shuyu.text.sentences import sentences

    chinese: list[Sentence] = []
    places: list[tuple[int, int, int]] = []
    for number, unit in enumerate(units):
        text = unit.text
        for start, end in sentences(text, CHINESE) if has_han(text) else ():
            begins = not places or places[-1][0] != number
            chinese.append(Sentence(text[start:end], "", unit.line or 1, len(chinese), begins))
            places.append((number, start, end))
    found: list[list[Beside]] = [[] for _ in units]
    if not chinese:
        return found
    for pair in align_sentences(chinese, sentences_of(english, "en"), embedder=embedder()):
        if pair.zh and pair.en and (pair.kept or pair.score >= LOW):
            for sentence in pair.zh:
                number, start, end = places[sentence.number]
                found[number].append(Beside(start, end, pair.en_text))
    return found
