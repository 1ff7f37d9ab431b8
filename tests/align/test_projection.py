from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from shuyu.align.projection import Words, project
from shuyu.align.similarity import embedder
from shuyu.align.words import link_weights


def words(text: str) -> Words:
    """Words parted by blanks or |, which is taken out."""
    spans, plain = [], ""
    for piece in text.replace(" ", "| |").split("|"):
        if piece.strip("（）《》，。,.() "):
            spans.append((len(plain), len(plain) + len(piece)))
        plain += piece
    return Words(plain, spans)


def shown(term: str, source: str, target: str, links: set[tuple[int, int]], weight: float = 0.9) -> list[str]:
    zh, en = words(source), words(target)
    weights = np.zeros((len(zh.spans), len(en.spans)))
    for link in links:
        weights[link] = weight
    start = zh.text.index(term)
    return [en.text[a:b] for a, b in project((start, start + len(term)), zh, en, weights)]


@pytest.mark.parametrize(
    ("term", "source", "target", "links", "wanted"),
    [
        ("术语", "他|查|术语", "He looks up terms", {(0, 0), (1, 1), (1, 2), (2, 3)}, ["terms"]),
        ("大模型", "大|模|型|很|贵", "Large models are dear", {(0, 0), (1, 1), (2, 1), (4, 3)}, ["Large models"]),
        ("模型卡", "读|模型|卡", "Read the card of the model", {(0, 0), (1, 5), (2, 2)}, ["card of the model"]),
        ("关掉", "他|关掉|了|机器", "He turned the old machine off", {(0, 0), (1, 1), (1, 5), (3, 4)}, ["turned"]),
        ("数据集", "数据|集|的|许可", "the dataset's licence", {(0, 1), (1, 1), (3, 2)}, ["dataset"]),
        ("损失", "损失|（|loss|）|小", "the loss (cost) is small", {(0, 1), (1, 2), (2, 4)}, ["loss"]),
        ("没有", "没有|人", "nobody", {(1, 0)}, []),
    ],
)
def test_spans(term: str, source: str, target: str, links: set[tuple[int, int]], wanted: list[str]) -> None:
    assert shown(term, source, target, links) == wanted


def test_two_parts() -> None:
    links = {(0, 0), (1, 1), (2, 8), (3, 4), (3, 5), (3, 6)}
    found = shown("开源许可", "用|开源|许可|各个旧机器", "use open for many quite old machines any licence", links)
    assert found == ["open", "licence"]


def test_a_span_inside_a_word_takes_the_word() -> None:
    assert shown("语", "术语", "term", {(0, 0)}) == ["term"]


def test_from_english_to_chinese_by_the_whole_chain() -> None:
    model = embedder()
    if model is None:
        pytest.skip("no encoder is installed")
    zh, en = (
        words("这|家|公司|开放|了|语言|模型|的|权重|。"),
        words("The company opened the weights of its language model ."),
    )
    pair = [[side.text[a:b] for a, b in side.spans] for side in (zh, en)]
    [weights] = link_weights([(pair[0], pair[1])], embedder=model)
    start = en.text.index("language model")
    [(first, last)] = project((start, start + len("language model")), en, zh, weights.T)
    assert zh.text[first:last] == "语言模型"


@given(arrays.arrays(np.float64, (4, 6), elements=st.floats(0, 1)), st.integers(0, 7), st.integers(1, 4))
def test_spans_are_spans_of_words_in_order(weights: np.ndarray, start: int, length: int) -> None:
    source, target = words("甲乙|丙丁|戊己|庚辛"), words("aa bb the cc (dd) ee")
    found = project((start, start + length), source, target, weights)
    assert found == sorted(found)
    assert all(0 <= first < last <= len(target.text) for first, last in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))


def test_no_words() -> None:
    assert project((0, 1), Words("。", []), words("aa bb"), np.zeros((0, 2))) == []
    assert project((0, 1), words("甲"), Words("", []), np.zeros((1, 0))) == []
