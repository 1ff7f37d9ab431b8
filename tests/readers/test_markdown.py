from __future__ import annotations

import time

import pytest

from shuyu.model.passage import Block, Kind
from shuyu.readers.markdown import blocks_of


def flows(text: str) -> list[tuple[int, str]]:
    return [(block.line, block.text.strip()) for block in blocks_of(text) if block.kind is Kind.FLOW]


def cells(text: str) -> list[Block]:
    return [block for block in blocks_of(text) if block.kind is Kind.CELL]


def test_prose_stays_together_with_its_marks() -> None:
    text = "# 标题\n\n第一段，\n换行。\n\n- 一\n- two\n"
    assert flows(text) == [(1, text.strip())]


@pytest.mark.parametrize(
    ("head", "first"),
    [
        ("---\ntitle: 开源\ntags: [a]\n---\n", 5),
        ("+++\ntitle = '开源'\n+++\n", 4),
        ("---\ntitle: 开源\nlist:\n  - a\n# note\n...\n", 7),
    ],
)
def test_front_matter_is_skipped(head: str, first: int) -> None:
    assert flows(head + "正文。\n") == [(first, "正文。")]


@pytest.mark.parametrize("text", ["---\n一段话。\n---\n又一段。", "---\ntitle: 没有结尾\n\n正文。"])
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert flows(text) == [(1, text)]


def test_code_is_skipped() -> None:
    text = "前。\n\n```python\nprint('代码')\n```\n\n后。\n\n  ~~~~\n~~~\n代码\n  ~~~~\n末。"
    assert flows(text) == [(1, "前。"), (6, "后。"), (13, "末。")]


def test_code_that_is_not_closed_runs_to_the_end() -> None:
    assert flows("前。\n```\n代码\n") == [(1, "前。")]


def test_inline_code_fence_is_text() -> None:
    assert flows("```x``` 是代码。\n") == [(1, "```x``` 是代码。")]


def test_comments_are_skipped_and_lines_still_count() -> None:
    assert flows("<!-- 注\n释 -->\n正文。<!-- 内 -->完。<!-- 又\n一 -->末。") == [(1, "正文。完。\n末。")]
    assert blocks_of("<!-- 注\n释 -->正文。")[0].text == "\n正文。"


def test_a_comment_that_is_not_closed_is_text() -> None:
    assert flows("前 <!-- 没有结尾\n后") == [(1, "前 <!-- 没有结尾\n后")]


def test_quotes_references_and_footnotes() -> None:
    text = "> 引文第一行\n> > 第二行\n\n[^1]: 注文。\n[ref]: https://example.org\n[1]: 不是链接。"
    assert flows(text) == [(1, "引文第一行\n第二行\n\n注文。\n\n[1]: 不是链接。")]


def test_a_table_becomes_cells() -> None:
    text = "前。\n\n| 中文 | English |\n|:---|---:|\n| 模型 | model |\n| `a|b` | x \\| y |\n\n后。"
    assert [(b.text, b.line, b.row, b.column, b.table, b.language) for b in cells(text)] == [
        ("模型", 5, 1, 0, 0, "zh"),
        ("model", 5, 1, 1, 0, "en"),
        ("`a|b`", 6, 2, 0, 0, "zh"),
        ("x | y", 6, 2, 1, 0, "en"),
    ]
    assert flows(text) == [(1, "前。"), (7, "后。")]


def test_a_table_without_outer_bars_and_without_labels() -> None:
    text = "模型 | model\n--- | ---\n算力 | computing power"
    assert [(b.text, b.row, b.language) for b in cells(text)] == [
        ("模型", 0, None),
        ("model", 0, None),
        ("算力", 1, None),
        ("computing power", 1, None),
    ]


def test_tables_are_numbered() -> None:
    table = "| a | b |\n| - | - |\n| c | d |\n"
    assert {b.table for b in cells(table + "\n" + table)} == {0, 1}


@pytest.mark.parametrize("text", ["a | b\n\n--- | ---", "一 | 二\n---", "标题\n---\n正文 | 有竖线"])
def test_what_is_no_table(text: str) -> None:
    assert cells(text) == []


@pytest.mark.parametrize(
    "text",
    ["<!-- x\n" * 5000, "|" * 20000 + "\n" + "|-" * 20000, ">" * 50000, "```a`\n" * 5000, "[" * 50000, "`" * 50000],
)
def test_hostile_text_takes_no_time(text: str) -> None:
    began = time.process_time()
    blocks_of(text)
    assert time.process_time() - began < 5
