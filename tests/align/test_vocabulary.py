from __future__ import annotations

import json
from pathlib import Path

import pytest

from shuyu.align.vocabulary import Entry, entries, is_list_heading, split_entry
from shuyu.model.passage import Kind, Passage
from shuyu.text.detect import detect_language

CASES = json.loads((Path(__file__).parent.parent / "cases" / "vocabulary.json").read_text(encoding="utf-8"))


def lines(*texts: str) -> list[Passage]:
    return [Passage(text, detect_language(text), "a.txt", number, number) for number, text in enumerate(texts, 1)]


def found(*texts: str) -> list[tuple[str, str]]:
    return [(entry.zh.text, entry.en.text) for entry in entries(lines(*texts))]


@pytest.mark.parametrize("text", CASES["headings"])
def test_headings(text: str) -> None:
    assert is_list_heading(text)


@pytest.mark.parametrize("text", CASES["no_headings"])
def test_no_headings(text: str) -> None:
    assert not is_list_heading(text)


@pytest.mark.parametrize(("text", "zh", "en"), CASES["entries"])
def test_entries_on_one_line(text: str, zh: str, en: str) -> None:
    assert split_entry(text) == (zh, en)


@pytest.mark.parametrize("text", CASES["no_entries"])
def test_no_entries(text: str) -> None:
    assert split_entry(text) is None


def test_alternating_lines_until_the_pattern_breaks() -> None:
    assert found(
        "一段正文，讲的是别的事。",
        "相关词汇",
        "数字鸿沟",
        "digital divide",
        "算力",
        "computing power",
        "本文首发于示例网站",
        "（请勿转载）",
    ) == [("数字鸿沟", "digital divide"), ("算力", "computing power")]


def test_english_first() -> None:
    assert found("Glossary", "digital divide", "数字鸿沟", "computing power", "算力") == [
        ("数字鸿沟", "digital divide"),
        ("算力", "computing power"),
    ]


def test_the_order_does_not_turn_round_inside_a_list() -> None:
    assert found("Glossary", "digital divide", "数字鸿沟", "算力", "computing power") == [
        ("数字鸿沟", "digital divide")
    ]


def test_one_entry_is_a_list_when_it_is_announced() -> None:
    assert found("重点词汇：", "数字鸿沟 digital divide", "正文从这里开始，是一句话。") == [
        ("数字鸿沟", "digital divide")
    ]


def test_two_headings_and_both_forms() -> None:
    assert found("相关词汇", "Vocabulary", "数字鸿沟 digital divide", "算力", "computing power") == [
        ("数字鸿沟", "digital divide"),
        ("算力", "computing power"),
    ]


def test_several_lists() -> None:
    assert len(found("词汇表", "甲词 first", "正文是一句话。", "Glossary", "乙词 second", "丙词 third")) == 3


def test_a_run_of_entries_needs_no_heading() -> None:
    run = ("甲词 first word", "乙词 second word", "丙词 third word", "丁词 fourth word")
    assert len(found("正文是一句话。", *run, "又一句正文。")) == 4
    assert found("正文是一句话。", *run[:3], "又一句正文。") == []


def test_a_document_of_nothing_but_terms() -> None:
    terms = ("数字鸿沟", "digital divide", "算力", "computing power", "微调", "fine-tuning", "权重", "weights")
    assert len(found(*terms)) == 4
    title = [Passage("人工智能用语", "zh-Hans", "a.txt", 0, 0, Kind.HEADING)]
    assert len(entries([*title, *lines(*terms)])) == 4
    assert found(*terms[:6]) == []
    assert found(*terms, "最后有一句话，所以不是词表。") == []


def test_alternating_titles_with_punctuation_are_no_terms() -> None:
    assert (
        found(
            "开放，还是封闭",
            "Open or closed",
            "谁来负责：三个问题",
            "Who is responsible",
            "未来",
            "The future",
            "结语",
            "End",
        )
        == []
    )


def test_cells_are_left_to_tables() -> None:
    cells = [Passage(p.text, p.language, p.document, p.line, p.line, Kind.CELL, row=0) for p in lines("甲 first")]
    assert entries(cells * 5) == []


def test_both_sides_are_passages_of_their_own() -> None:
    heading, inline, zh, en = lines("相關詞匯", "數字鴻溝 digital divide", "算力", "computing power")
    first, second = entries([heading, inline, zh, en])
    assert first == Entry(
        Passage("數字鴻溝", "zh-Hant", "a.txt", 2, 2, Kind.ENTRY, row=0, column=0),
        Passage("digital divide", "en", "a.txt", 2, 2, Kind.ENTRY, row=0, column=1),
        (inline,),
        True,
    )
    assert second.sources == (zh, en)
    assert (second.zh.line, second.en.line, second.zh.row, second.en.row) == (3, 4, 1, 1)


def test_the_chinese_side_of_a_line_that_counts_as_english() -> None:
    (entry,) = entries(lines("Vocabulary", "the Model Openness Framework for the AI systems: 模型開放框架"))
    assert (entry.zh.language, entry.en.language) == ("zh-Hant", "en")


def test_entries_take_a_table_number_that_is_free() -> None:
    cell = Passage("x", "en", "a.md", 1, 1, Kind.CELL, row=0, table=4)
    assert entries([cell, *lines("Glossary", "甲词 first")])[0].zh.table == 5


@pytest.mark.parametrize("text", ["：" * 300, "甲 " * 150, "(" * 299 + "甲", "a" * 299 + "甲", "甲" + " - " * 99])
def test_hostile_lines_take_no_time(text: str) -> None:
    split_entry(text)
