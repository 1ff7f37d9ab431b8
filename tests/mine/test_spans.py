"""Candidates: where terms may stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.mine.chinese_spans import chinese_spans
from shuyu.mine.english_spans import english_spans
from shuyu.mine.spans import HIDDEN, balanced, masked
from shuyu.text.segment import default_segmenter


def _zh(text: str) -> list[str]:
    spans = chinese_spans(text, default_segmenter())
    return [text[slice(*spans.place(at))] for at in range(len(spans.keys))]


def _en(text: str) -> list[str]:
    spans = english_spans(text)
    return [text[slice(*spans.place(at))] for at in range(len(spans.keys))]


@pytest.mark.parametrize(
    ("text", "found", "not_found"),
    [
        ("银行发放了贷款。", ["贷款"], ["发放了", "了贷款"]),
        ("洪水，预警", ["洪水", "预警"], ["洪水，预警"]),
        ("《银行业（流动性）规则》", ["银行业（流动性）规则"], ["银行业（流动性"]),
        ("共有三个水库", ["水库"], ["三个", "三个水库"]),
        ("洪水預警系統", ["洪水預警系統", "預警系統"], []),
        ("數據集和汇聚层", ["數據集", "汇聚层"], []),
        ("可持续发展", ["可持续发展"], ["可"]),
        ("在2024年3月", [], ["2024年", "3月"]),
        ("调用`level`函数", ["函数"], ["`level`", "level"]),
        ("集水池及水库", ["水库"], ["池及", "及水库"]),
        ("为具本地特色水库", ["本地特色水库"], ["为具"]),
        ("年度雨量和第三支柱", ["年度雨量", "第三支柱"], ["和第三支柱"]),
    ],
)
def test_chinese(text: str, found: list[str], not_found: list[str]) -> None:
    terms = _zh(text)
    assert [term for term in found if term not in terms] == []
    assert [term for term in not_found if term in terms] == []


@pytest.mark.parametrize(
    ("text", "found", "not_found"),
    [
        ("The flood warning system", ["flood warning system"], ["The flood"]),
        ("rain gauges, and rivers", ["rain gauges", "rivers"], ["gauges, and rivers"]),
        ("the currency of the city", ["currency of the city"], ["currency of", "of the city"]),
        ("Banking (Liquidity) Rules", ["Banking (Liquidity) Rules"], ["Banking (Liquidity"]),
        ("an on-site visit", ["on-site visit"], ["site visit", "on"]),
        ("an e-cheque", ["e-cheque"], ["e", "cheque"]),
        ("US dollars for us", ["US dollars", "US"], ["us"]),
        ("It cost HK$5 million", [], ["HK", "HK$"]),
        ("quickly growing cities", ["quickly growing cities"], ["quickly"]),
        ("Love Teeth Day came", ["Love Teeth Day"], []),
        ("against COVID-19 now", ["COVID-19"], ["COVID", "19"]),
    ],
)
def test_english(text: str, found: list[str], not_found: list[str]) -> None:
    terms = _en(text)
    assert [term for term in found if term not in terms] == []
    assert [term for term in not_found if term in terms] == []


def test_a_conjunction_makes_no_clean_edge() -> None:
    zh, en = chinese_spans("雨量及水位的记录", default_segmenter()), english_spans("rain and the water")
    assert zh.left[zh.words.index("水位")] == zh.right[zh.words.index("及")] < zh.right[zh.words.index("的")]
    assert en.right[1] < en.left[3]


def test_empty_texts_have_no_candidates() -> None:
    assert _zh("") == _en("") == []


def test_edges_beside_marks_and_function_words_are_clean() -> None:
    spans = english_spans("The rain gauges of rivers")
    first = spans.keys.index("raingauge")
    assert spans.left[spans.first[first]] > 0.5
    assert spans.right[spans.last[first]] > 0.5
    inner = spans.keys.index("rain")
    assert spans.right[spans.last[inner]] == 0


@given(st.text(alphabet="ab`$<>{}:/ 中文。x1\\", max_size=40))
def test_masking_keeps_every_place(text: str) -> None:
    hidden = masked(text)
    assert len(hidden) == len(text)
    assert all(after in (before, HIDDEN, " ") for before, after in zip(text, hidden, strict=True))


@given(st.text(alphabet="大模型在的，（）AI 治理1", max_size=30), st.text(alphabet="ab of-(),.$1 the", max_size=40))
def test_candidates_lie_in_their_text(zh: str, en: str) -> None:
    for text, spans in ((zh, chinese_spans(zh, default_segmenter())), (en, english_spans(en))):
        for at in range(len(spans.keys)):
            start, end = spans.place(at)
            assert 0 <= start < end <= len(text)
            assert balanced(text, start, end)
