"""TSV, CSV, and what every table shares."""

from __future__ import annotations

import pytest

from shuyu.errors import InputError
from shuyu.model.passage import Block
from shuyu.readers import read_document
from shuyu.readers.base import Cell, table_blocks


def tsv(text: str) -> list[Block]:
    return list(read_document(text.encode(), "a.tsv").blocks)


def csv(text: str) -> list[Block]:
    return list(read_document(text.encode(), "a.csv").blocks)


@pytest.mark.parametrize(
    ("heading", "languages"),
    [
        ("zh\ten", ("zh", "en")),
        ("中文\tEnglish", ("zh", "en")),
        ("zh-Hant\ten-US", ("zh-Hant", "en")),
        ("English\t繁體中文", ("en", "zh-Hant")),
        ("Term [zh-CN]\tTerm [en]", ("zh-Hans", "en")),
        ("术语\tTerm", (None, None)),
        ("原文\t译文", (None, None)),
    ],
)
def test_a_heading_row_is_read_and_left_out(heading: str, languages: tuple[str | None, str | None]) -> None:
    blocks = tsv(f"{heading}\n左\t右\n")
    assert [(b.text, b.language, b.row, b.line) for b in blocks] == [
        ("左", languages[0], 1, 2),
        ("右", languages[1], 1, 2),
    ]


@pytest.mark.parametrize("first", ["模型\tmodel", "术语\tterminology", "中文\tthe Chinese language", "English"])
def test_an_entry_is_no_heading_row(first: str) -> None:
    assert tsv(f"{first}\n左\t右\n")[0].row == 0


def test_cells() -> None:
    blocks = tsv('# 注释\n模型\t"a ""big"" one"\t\n\n"引号"\tx\n#1\ty\n')
    assert [(b.text, b.line, b.row, b.column) for b in blocks] == [
        ("模型", 2, 0, 0),
        ('a "big" one', 2, 0, 1),
        ('"引号"', 4, 1, 0),
        ("x", 4, 1, 1),
        ("#1", 5, 2, 0),
        ("y", 5, 2, 1),
    ]


def test_a_cells_own_language_wins_over_its_columns() -> None:
    rows = [[Cell("zh", 1, 0), Cell("en", 1, 1)], [Cell("甲", 2, 0, "zh-Hant"), Cell("a", 2, 1)]]
    assert [block.language for block in table_blocks(rows, 3)] == ["zh-Hant", "en"]
    assert {block.table for block in table_blocks(rows, 3)} == {3}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(delimiter: str) -> None:
    text = 'zh,en\n模型,"model, large"\n\n"多\n行",multi\n最后,last\n'.replace(",", delimiter, 1)
    text = (
        text.replace("模型,", f"模型{delimiter}")
        .replace('行",', f'行"{delimiter}')
        .replace("最后,", f"最后{delimiter}")
    )
    assert [(b.text, b.language, b.line) for b in csv(text)] == [
        ("模型", "zh", 2),
        ("model, large", "en", 2),
        ("多\n行", "zh", 4),
        ("multi", "en", 4),
        ("最后", "zh", 6),
        ("last", "en", 6),
    ]


@pytest.mark.parametrize("rest", ["x,y\n" * 500, "x" * 200_000 + "\n"])
def test_a_quotation_mark_that_is_not_closed(rest: str) -> None:
    with pytest.raises(InputError) as caught:
        csv('a,b\n"c,d\n' + rest)
    assert str(caught.value).startswith("E108 a.csv:2: a quotation mark that opens here is not closed.")
