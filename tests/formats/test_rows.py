"""Tables of any layout: which columns hold what, what becomes of it, and what is said when nobody can know."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from shuyu.errors import InputError
from shuyu.formats.base import Reading, Writing
from shuyu.formats.rows import table
from shuyu.formats.rows_read import concepts_of
from shuyu.model.concept import Concept, PartOfSpeech, Status, Term
from tests.formats.lists import EVERYTHING

ROWS = list[list[str]]


def read(rows: ROWS, reading: Reading | None = None) -> list[Concept]:
    return list(concepts_of(list(enumerate(rows, 1)), reading or Reading("a.csv")))


def said(rows: ROWS, reading: Reading | None = None) -> list[str]:
    return [
        " | ".join(f"{term.text} {term.language} {term.status.value}" for term in concept.terms)
        for concept in read(rows, reading)
    ]


def headings(concept: Concept, writing: Writing | None = None) -> tuple[str, ...]:
    with table([concept], writing or Writing()) as made:
        return made.headings


def test_there_are_only_the_columns_that_are_needed() -> None:
    simple = Concept(
        "ai", (Term("人工智能", "zh-Hans"), Term("AI", "en"), Term("machine intelligence", "en", Status.ADMITTED))
    )
    with table([simple], Writing()) as made:
        assert made.headings == ("zh-Hans", "en", "id")
        assert list(made.rows) == [["人工智能", "AI; machine intelligence", "ai"]]
        assert made.widths == (8, 24, 2)


def test_a_full_concept_has_columns_for_everything() -> None:
    found = headings(EVERYTHING)
    assert found[:6] == (
        "zh-Hans",
        "zh-Hans.pos",
        "zh-Hans.type",
        "zh-Hans.pinyin",
        "zh-Hans.note",
        "zh-Hans (deprecated)",
    )
    assert found[-6:] == ("subject", "definition", "note", "source", "id", "modified")
    assert "en (forbidden)" in found


def test_a_mapping_names_and_orders_the_columns() -> None:
    columns = {"English": "en", "中文": "zh", "2": "id", "Old": "-"}
    concept = Concept("ai", (Term("人工智能", "zh-Hans"), Term("AI", "en")), note="n")
    assert headings(concept, Writing(columns=columns)) == ("English", "中文", "id", "note")


def test_statuses_of_every_kind_are_read() -> None:
    rows = [
        ["zh", "en", "en.status"],
        ["模型", "model; mould; pattern", "首选; 禁用; obsolete"],
        ["数据", "data", "禁用"],
    ]
    reading = Reading("a.csv")
    assert said(rows, reading) == [
        "模型 zh-Hans preferred | model en preferred | mould en forbidden | pattern en deprecated",
        "数据 zh-Hans preferred | data en forbidden",
    ]
    assert list(reading.losses) == ['status "obsolete"']


def test_fields_find_their_terms() -> None:
    rows = [
        ["术语", "英文", "词性", "拼音", "例句", "英文备注", "备注"],
        ["模型", "AI model; model", "名词", "mó xíng", "A model learns.", "only this; and that", "all"],
    ]
    (concept,) = read(rows)
    zh, first, second = concept.terms
    assert {term.part_of_speech for term in concept.terms} == {PartOfSpeech.NOUN}
    assert (zh.pinyin, first.pinyin) == ("mó xíng", None)
    assert (first.context, second.context) == (None, "A model learns.")
    assert (first.note, second.note, concept.note) == ("only this", "and that", "all")


def test_a_note_that_does_not_fit_the_terms_is_kept_whole() -> None:
    (concept,) = read([["zh", "en", "en.note"], ["模型", "a; b", "one; two; three"]])
    assert [term.note for term in concept.terms] == [None, "one; two; three", None]


def test_definitions_in_two_languages_are_kept_both() -> None:
    (concept,) = read([["en", "zh-CN", "Definition (EN)", "Definition (ZH)"], ["model", "模型", "A map.", "图。"]])
    assert concept.definition == "A map.\n图。"


def test_rows_with_one_id_are_one_concept() -> None:
    rows = [
        ["ID", "中文", "English", "备注"],
        ["1", "模型", "model", "a"],
        ["1", "模型", "mould", "b"],
        ["1", "", "model", ""],
        ["2", "数据", "data", ""],
        ["a b", "词", "word", ""],
    ]
    reading = Reading("a.csv")
    assert said(rows, reading) == [
        "模型 zh-Hans preferred | model en preferred | mould en admitted",
        "数据 zh-Hans preferred | data en preferred",
        "词 zh-Hans preferred | word en preferred",
    ]
    assert list(reading.losses) == ["a second note of a concept", "an id with white space in it"]


@pytest.mark.parametrize(
    ("rows", "languages"),
    [
        ([["model", "模型"], ["data", "数据"]], "en zh-Hans"),
        ([["軟體", "software"], ["治理", "governance"]], "zh-Hant en"),
        ([["Term", "Translation"], ["model", "模型"]], "en zh-Hans"),
        ([["source", "target", "comment"], ["model", "模型", "n"]], "en zh-Hans"),
        ([["术语", "译文"], ["模型", "model"]], "zh-Hans en"),
        ([["Term", "简体"], ["model", "模型"]], "en zh-Hans"),
        ([["model", "开源软件", "開源軟體"], ["data", "数据处理", "資料處理"]], "en zh-Hans zh-Hant"),
        ([["model", "开源软件", "常用"], ["data", "数据处理", ""]], "en zh-Hans"),
        ([["List of terms"], [], ["中文", "English"], ["模型", "model"]], "zh-Hans en"),
        ([["Begriff", "Chinesisch"], ["Modell", "模型"], ["Daten", "数据"], ["Netz", "网络"]], "en zh-Hans"),
        ([["EN"], ["model"]], "en"),
    ],
)
def test_tables_without_telling_headings(rows: ROWS, languages: str) -> None:
    assert " ".join(term.language for term in read(rows)[0].terms) == languages


def test_what_was_said_of_two_columns_comes_first() -> None:
    reading = Reading("a.csv", source="zh-Hant-HK", target="en")
    assert said([["模型", "model"]], reading) == ["模型 zh-Hant-HK preferred | model en preferred"]


@pytest.mark.parametrize(
    "columns",
    [
        {"Begriff": "en", "Chin.": "zh", "Rest": "-"},
        {"1": "en", "2": "zh", "3": "-"},
        {"begriff": "en", "chin.": "zh-CN"},
    ],
)
def test_a_mapping_says_what_columns_hold(columns: Mapping[str, str]) -> None:
    rows = [["Begriff", "Chin.", "Rest"], ["model", "模型", "x"], ["data", "数据", "y"], ["net", "网络", ""]]
    reading = Reading("a.csv", columns=columns)
    assert said(rows, reading)[0] == "model en preferred | 模型 zh-Hans preferred"
    assert ('the column "Rest"' in reading.losses) == ("begriff" in columns)


@pytest.mark.parametrize(
    ("rows", "columns", "message"),
    [
        ([["a", "b", "c", "d"]], None, "which columns of this table hold terms"),
        ([["Frequency", "Weight"], ["1", "2"]], {"Weight": "note"}, 'Its headings: "Frequency", "Weight"'),
        ([["中文", "English"], ["模型", "model"]], {"Deutsch": "en"}, 'no column "Deutsch". It has: "中文", "English"'),
        ([["模型", "model"]], {"3": "en"}, 'no column "3". It has no headings; name columns by number, 1 to 2'),
        ([["模型", "model"]], {"1": "colour"}, '"colour" is nothing that a column can hold'),
        ([["one"], ["two"]], None, "which columns"),
    ],
)
def test_what_cannot_be_known_is_asked(rows: ROWS, columns: Mapping[str, str] | None, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read(rows, Reading("a.csv", columns=columns))
    assert message in str(caught.value)
    assert caught.value.problems[0].code == "E143"


def test_what_has_no_place_is_told() -> None:
    rows = [
        ["Title"],
        ["中文", "English", "Frequency", "pos", "modified", "en (forbidden).note"],
        ["模型", "model; model", "12", "blue", "soon", "x", "beyond"],
        ["", "", "", "noun"],
        ["数据\u200b", "da\x07ta", "", "", "2026-11-21"],
        ["坏\ufffd", "bad"],
    ]
    reading = Reading("a.csv")
    assert len(read(rows, reading)) == 3
    assert {what: loss.line for what, loss in reading.losses.items()} == {
        "a row above the headings": 1,
        'the column "Frequency"': 3,
        "column 7": 3,
        'part of speech "blue"': 3,
        "a day that is not written as 2026-11-21": 3,
        "note of no term": 3,
        "a row without a term": 4,
        "an invisible character in a term": 5,
        "a term with a broken character in it": 6,
    }


def test_an_empty_table() -> None:
    assert read([]) == read([["", " "]]) == read([["中文", "English"]]) == []


def test_a_cell_that_comes_late_and_has_no_column_is_told() -> None:
    reading = Reading("a.csv")
    read([["中文", "English"], *([["模型", "model"]] * 300), ["数据", "data", "late"]], reading)
    assert reading.losses["a cell beyond the last column"].line == 302


def test_headings_that_are_only_guessed_are_told() -> None:
    rows = [["Begriff", "Chinesisch"], ["Modell", "模型"], ["Daten", "数据"], ["Netz", "网络"]]
    reading = Reading("a.csv")
    assert len(read(rows, reading)) == 3
    assert reading.losses["the first row, taken for headings"].line == 1
    assert len(read([["Docker", "docker"], *rows[1:]])) == 4
