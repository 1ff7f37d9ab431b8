"""The real documents kept beside the repository: what must be found in them, and what must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from shuyu.align.place import Pairing, pair_document
from shuyu.model.alignment import PairKind
from shuyu.readers import read_document
from shuyu.text.passages import passages_of

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

pytestmark = [
    pytest.mark.seeds,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents are not beside the repository"),
]


def pairing(number: str) -> Pairing:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return pair_document(passages_of(read_document(path.read_bytes(), path.name)))


@pytest.mark.parametrize("number", ["000", "002", "004"])
def test_chinese_documents_give_no_pairs(number: str) -> None:
    found = pairing(number)
    assert found.pairs == ()
    assert len(found.unpaired) > 10
    assert {passage.language for passage in found.unpaired} == {"zh-Hans"}


def test_the_report_gives_its_title_and_nothing_else() -> None:
    found = pairing("001")
    assert {(pair.zh.text, pair.en.text, pair.kind) for pair in found.pairs} == {
        ("开源人工智能﹕合作的价值与未来", "Open-Source AI: The Value and Future of Cooperation", PairKind.ALTERNATING)
    }


def test_the_lesson_gives_headline_letter_and_vocabulary() -> None:
    found = pairing("003")
    assert [(pair.kind, pair.zh.line, pair.en.line) for pair in found.pairs] == [
        (PairKind.ALTERNATING, 1, 2),
        (PairKind.ALTERNATING, 8, 9),
        (PairKind.VOCABULARY, 12, 13),
        (PairKind.VOCABULARY, 14, 15),
    ]
    assert [(pair.zh.text, pair.en.text) for pair in found.pairs[2:]] == [
        ("人工智能大模型", "large-scale AI models"),
        ("人工智能國際合作", "international cooperation in AI"),
    ]
    assert {pair.zh.language for pair in found.pairs} == {"zh-Hant"}
    assert not any("(" in pair.zh.text for pair in found.pairs)
