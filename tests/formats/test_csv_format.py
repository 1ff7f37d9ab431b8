"""CSV and TSV as people and programs make them, and as spreadsheets read ours."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from shuyu.errors import InputError
from shuyu.formats.base import Reading, Writing
from shuyu.formats.csv_format import CSV, TSV, rows_of
from shuyu.formats.registry import format_of
from shuyu.model.concept import Concept, Term
from shuyu.termlists import read_list
from tests.formats.test_contract import written

LISTS = Path(__file__).resolve().parents[3] / "shared" / "gold" / "lists" / "terms"
TEXT = '中文;English\n开源软件和人工智能;"open source; AI"\n数据治理;data governance\n'


def rows(text: str | bytes, default: str = ",") -> list[list[str]]:
    data = text.encode() if isinstance(text, str) else text
    return [list(cells) for _, cells in rows_of(BytesIO(data), Reading("a.csv"), default)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030"])
def test_any_encoding(encoding: str) -> None:
    assert rows(TEXT.encode(encoding))[1] == ["开源软件和人工智能", "open source; AI"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("default", [",", "\t"])
def test_any_delimiter(delimiter: str, default: str) -> None:
    text = delimiter.join(["中文", "English"]) + "\r\n" + delimiter.join(["模型", '"a, b; c|d"']) + "\r\n"
    assert rows(text, default) == [["中文", "English"], ["模型", "a, b; c|d"]]


def test_what_excel_writes_first() -> None:
    assert rows("sep=;\r\n中文;en\r\na,b;c\r\n") == [["中文", "en"], ["a,b", "c"]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('5" disk\t软盘\n"quoted"\t引\n', [['5" disk', "软盘"], ["quoted", "引"]]),
        ('"open" source\t开源\n', [['"open" source', "开源"]]),
        ('a\t"b\nc"\nd\te\n', [["a", "b\nc"], ["d", "e"]]),
        ("a\tb\rc\td\r", [["a", "b"], ["c", "d"]]),
    ],
)
def test_tabs_with_and_without_quoting(text: str, found: list[list[str]]) -> None:
    assert rows(text, "\t") == found


@pytest.mark.parametrize(
    ("text", "line"),
    [('a,b\nc,"d\ne,f\n', 2), ('a,b\n"c\nd" e,f\n', 2), ("a,b\n" + '"' + "c" * 200_000 + '",d\n', 2)],
)
def test_a_quotation_mark_that_does_not_fit(text: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        rows(text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.line) == ("E141", line)


def test_formulas_are_neutralised() -> None:
    concept = Concept("c", (Term("=cmd()", "zh-Hans"), Term("@sum", "en")), note="'=1", definition="-2")
    for form in (CSV, TSV):
        text = written(form, [concept], Writing()).decode("utf-8-sig")
        assert "'=cmd()" in text
        assert "'@sum" in text
        assert "''=1" in text
        assert "'-2" in text


def test_excel_is_told_the_encoding() -> None:
    assert written(CSV, []).startswith(b"\xef\xbb\xbf")
    assert not written(TSV, []).startswith(b"\xef\xbb\xbf")


def test_what_python_could_not_read_again_is_not_written() -> None:
    concept = Concept("c", (Term("模型", "zh-Hans"),), note="x" * 200_000)
    with pytest.raises(InputError, match="E142"):
        written(CSV, [concept])


def test_unicode_text_of_excel_is_no_glossary_of_omegat() -> None:
    text = "中文\tEnglish\r\n模型\tmodel\r\n"
    assert format_of("list.txt", text.encode("utf-16")).name == "tsv"
    assert format_of("list.txt", "模型\tmodel\n".encode()).name == "omegat"
    assert format_of("list.tsv", "模型\tmodel\n".encode()).name == "tsv"
    assert format_of("list.txt").name == "omegat"


@pytest.mark.skipif(not LISTS.is_dir(), reason="the real lists (../shared/gold/lists/terms) are not here")
@pytest.mark.parametrize(
    ("name", "columns", "concepts", "languages", "losses"),
    [
        ("ai-terms.tsv", None, 2442, {"en", "zh-Hans"}, set()),
        ("rust.tsv", None, 407, {"en", "zh-Hans", "zh-Hant"}, set()),
        (
            "iso-codes.tsv",
            {"1": "subject", "2": "en", "3": "zh-CN", "4": "zh-TW", "5": "zh-HK"},
            4630,
            {"en", "zh-Hans", "zh-Hant-TW", "zh-Hant-HK"},
            set(),
        ),
        (
            "cldr.tsv",
            {"1": "subject", "2": "note", "3": "en", "4": "zh-CN", "5": "zh-TW", "6": "zh-HK"},
            1421,
            {"en", "zh-Hans", "zh-Hant-TW", "zh-Hant-HK"},
            set(),
        ),
        (
            "cldr.tsv",
            {"3": "en", "4": "zh-CN", "5": "-", "6": "-"},
            1421,
            {"en", "zh-Hans"},
            {"column 1", "column 2"},
        ),
    ],
)
def test_real_lists(
    name: str, columns: dict[str, str] | None, concepts: int, languages: set[str], losses: set[str]
) -> None:
    found = read_list(LISTS / name, columns=columns)
    assert len(found.concepts) == concepts
    assert {term.language for concept in found.concepts for term in concept.terms} == languages
    assert set(found.losses) == losses
