from __future__ import annotations

import pytest

from shuyu.align.documents import AlignedPair, Sentence, align_sentences, are_versions
from shuyu.align.likeness import trust
from shuyu.align.sentences import LOW, Bead, align
from shuyu.align.similarity import Embedder, embedder

REAL = [
    ("渡轮八点开，请早点来。", "The ferry leaves at eight, so please come early."),
    ("售票处在码头左边。", "The ticket office is to the left of the pier."),
    ("儿童不用买票。", "Children need no ticket."),
]
OTHER = [
    "A good soup begins with onions.",
    "Nobody had told the mayor about the violin.",
    "Interest rates rose again in spring.",
]


@pytest.fixture(scope="module")
def model() -> Embedder:
    found = embedder()
    if found is None:
        pytest.skip("no encoder is installed")
    return found


def sides(zh: list[str], en: list[str]) -> tuple[list[Sentence], list[Sentence]]:
    left, right = (
        [Sentence(text, name, 1, at) for at, text in enumerate(some)] for name, some in (("a", zh), ("b", en))
    )
    return left, right


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_few_sentences_that_have_nothing_in_common_are_marked(size: int, model: Embedder) -> None:
    found = align_sentences(*sides([zh for zh, _ in REAL[:size]], OTHER[:size]), embedder=model)
    both = [pair for pair in found if pair.zh and pair.en]
    assert all(pair.score < LOW for pair in both)
    assert not are_versions(found, model)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_few_sentences_that_are_translations_are_not(size: int, model: Embedder) -> None:
    found = align_sentences(*sides([zh for zh, _ in REAL[:size]], [en for _, en in REAL[:size]]), embedder=model)
    assert [len(pair.zh) for pair in found] == [1] * size
    assert all(pair.score >= LOW for pair in found)
    assert are_versions(found, model)


def test_long_documents_have_the_scores_of_the_alignment(model: Embedder) -> None:
    zh, en = [zh for zh, _ in REAL] * 4, [en for _, en in REAL] * 4
    beads = align(zh, en, embedder=model)
    found = align_sentences(*sides(zh, en), embedder=model)
    assert [Bead(tuple(s.number for s in p.zh), tuple(s.number for s in p.en), p.score) for p in found] == beads


def test_what_a_person_put_together_is_trusted(model: Embedder) -> None:
    found = align_sentences(*sides([REAL[0][0]], OTHER[:1]), embedder=model, fixed=[([0], [0])])
    assert [pair.score for pair in found] == [1.0]
    assert are_versions(found, model)


def test_documents_without_a_pair_are_no_versions(model: Embedder) -> None:
    zh, en = sides(["雨停了。"], ["Rain."])
    assert not are_versions([AlignedPair(tuple(zh), (), 0.9), AlignedPair((), tuple(en), 0.9)], model)


def test_numbers_speak_for_a_pair() -> None:
    bare = trust([("共有旅客。", "There were passengers.")], None)
    assert trust([("共有3817名旅客。", "There were 3,817 passengers.")], None) > 0.5 > bare
    assert trust([("共有3817名旅客。", "There were 42 passengers.")], None) < bare
