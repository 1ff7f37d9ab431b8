from __future__ import annotations

import pytest

from shuyu.align.place import Pairing, pair_document, pair_documents
from shuyu.align.segments import sentence_pairs
from shuyu.align.sentences import Bead
from shuyu.align.similarity import Embedder, embedder
from shuyu.model.alignment import SegmentPair
from shuyu.model.passage import Passage
from tests.align.sample import EN, GOLD, ZH
from tests.align.test_documents import STORY, passages

TEXTS = [("".join(ZH[i] for i in zh), " ".join(EN[j] for j in en)) for zh, en in GOLD]
HEADING = Passage("从头再来", "zh-Hans", "story.zh-Hans.txt", 0, 0), Passage("Again", "en", "story.en.txt", 0, 0)

OTHER = passages(
    (
        "Prices rose by a fifth in the autumn.",
        "Farmers blamed the drought.",
        "The ministry promised cheap loans, which few could use.",
        "Exports of wool fell as well.",
        "A new dam is to be built upstream.",
        "Its cost has not been published.",
    ),
    "en",
    " ",
    2,
    4,
)


def never() -> Embedder | None:
    raise AssertionError("there is nothing to align")


def texts(pairs: tuple[SegmentPair, ...]) -> list[tuple[str, str]]:
    return [(pair.zh.text, pair.en.text) for pair in pairs]


@pytest.mark.parametrize("model", [embedder, lambda: None], ids=["vectors", "no vectors"])
def test_documents_in_step_are_cut_inside_their_paragraphs(model: object) -> None:
    pairing = pair_documents([HEADING[0], *STORY[0]], [HEADING[1], *STORY[1]])
    assert len(pairing.matches) == 4
    pairs = sentence_pairs(pairing, model)  # type: ignore[arg-type]
    assert "".join(pair.zh.text for pair in pairs) == HEADING[0].text + "".join(ZH)
    assert " ".join(pair.en.text for pair in pairs) == HEADING[1].text + " " + " ".join(EN)
    lines = {passage.line for passage in STORY[0]} | {0}
    assert all(pair.zh.line == pair.en.line and pair.zh.line in lines for pair in pairs)
    kinds = [pair.kind.value for pair in pairs]
    assert kinds[0] == "parallel"
    assert kinds.count("aligned") >= 8


def test_a_story_in_step_gives_what_a_person_would() -> None:
    assert texts(sentence_pairs(pair_documents(*STORY), embedder)) == TEXTS


def test_documents_out_of_step_are_aligned_as_wholes() -> None:
    # The English lacks a paragraph break, and the Chinese a sentence.
    zh = passages(ZH[:8] + ZH[9:], "zh-Hans", "", 2, 4, 7)
    en = passages(EN, "en", " ", 4, 10)
    found = texts(sentence_pairs(pair_documents(zh, en), embedder))
    wanted = [pair for pair in TEXTS if pair[0] != ZH[8]]
    assert len(set(found) & set(wanted)) >= len(wanted) - 2
    assert set(found) <= set(wanted) or len(found) <= len(wanted)


def test_without_an_embedder_short_documents_out_of_step_give_only_what_is_safe() -> None:
    zh, en = [HEADING[0], *STORY[0]], [*STORY[1]]
    pairing = pair_documents(zh, en)
    places = {(match.zh.line, match.en.line) for match in pairing.matches}
    found = sentence_pairs(pairing, lambda: None)
    assert {(pair.zh.line, pair.en.line) for pair in found} == places


def test_documents_that_are_no_translations_give_no_sentence_pairs() -> None:
    found = sentence_pairs(pair_documents(STORY[0] + [HEADING[0]], OTHER), embedder)
    assert [pair for pair in found if pair.kind.value == "aligned"] == []


def test_alternating_paragraphs_are_cut_too() -> None:
    mixed = []
    for at, (left, right) in enumerate(zip(*STORY, strict=True)):
        mixed.append(Passage(left.text, "zh-Hans", "story.txt", 4 * at + 1, 4 * at + 1))
        mixed.append(Passage(right.text, "en", "story.txt", 4 * at + 3, 4 * at + 3))
    found = sentence_pairs(pair_document(mixed), embedder)
    assert texts(found) == TEXTS
    assert [(pair.zh.line, pair.en.line) for pair in found[:3]] == [(1, 3), (1, 3), (5, 7)]


def test_no_embedder_is_asked_for_where_nothing_is_to_be_cut() -> None:
    zh = passages(ZH[:1] + ZH[2:4], "zh-Hans", "", 1, 2)
    en = passages(EN[:1] + EN[3:5], "en", " ", 1, 2)
    found = sentence_pairs(pair_documents(zh, en), never)
    assert [pair.kind.value for pair in found] == ["parallel"] * 3
    assert sentence_pairs(pair_documents(zh, []), never) == ()
    assert sentence_pairs(Pairing((), (), ()), never) == ()


def test_what_is_in_doubt_stays_together(monkeypatch: pytest.MonkeyPatch) -> None:
    def doubtful(zh: list[str], en: list[str], **_: object) -> list[Bead]:
        # The first paragraph: all sure. The second: its middle in doubt. The third: nothing sure.
        return [
            Bead((0,), (0,), 0.9),
            Bead((1,), (1, 2), 0.9),
            Bead((2,), (3,), 0.9),
            Bead((3,), (4,), 0.3),
            Bead((4,), (5,), 0.4),
            Bead((5,), (), 0.2),
            Bead((6,), (6,), 0.8),
            Bead((7, 8, 9, 10), (7, 8, 9, 10), 0.3),
            Bead((11,), (11, 12), 0.3),
        ]

    monkeypatch.setattr("shuyu.align.segments.align", doubtful)
    found = sentence_pairs(pair_documents(*STORY), lambda: None)
    assert texts(found) == [
        (ZH[0], EN[0]),
        (ZH[1], f"{EN[1]} {EN[2]}"),
        (ZH[2], EN[3]),
        ("".join(ZH[3:6]), f"{EN[4]} {EN[5]}"),
        (ZH[6], EN[6]),
        ("".join(ZH[7:]), " ".join(EN[7:])),
    ]
    assert [pair.kind.value for pair in found][-2:] == ["aligned", "parallel"]


def test_one_sentence_in_doubt_goes_to_its_neighbour_and_a_sure_omission_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def omitting(zh: list[str], en: list[str], **_: object) -> list[Bead]:
        first = [Bead((), (0,), 0.3), Bead((0,), (1,), 0.9), Bead((1,), (2,), 0.8)]
        second = [Bead((i,), (i + 1,), 0.9) for i in range(2, 6)] + [Bead((6,), (), 0.9)]
        return [*first, *second, Bead(tuple(range(7, 12)), tuple(range(7, 13)), 0.9)]

    monkeypatch.setattr("shuyu.align.segments.align", omitting)
    found = texts(sentence_pairs(pair_documents(*STORY), lambda: None))
    assert found[0] == (ZH[0], f"{EN[0]} {EN[1]}")
    assert ZH[6] not in [zh for zh, _ in found]
