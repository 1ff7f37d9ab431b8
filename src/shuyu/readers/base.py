"""What a reader is, and what several of them share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from shuyu.model.passage import Block, Document, Kind
from shuyu.text.detect import language_of_label
from shuyu.text.encoding import Decoded


@dataclass(frozen=True)
class Reader:
    r"""A source format.

    Attributes:
        name: what the store and the messages call it.
        summary: one line for people.
        suffixes: lower case, with the dot; "" is a name without a suffix.
        read: makes the document of a file's text; `\n` is its only line end.
        declared: finds the encoding that the bytes themselves name.
        markup: whether lines mean nothing in it, and may be of any length.
    """

    name: str
    summary: str
    suffixes: tuple[str, ...]
    read: Callable[[Decoded, str], Document]
    declared: Callable[[bytes], str | None] | None = None
    markup: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell of a table before it is known what its column holds."""

    text: str
    line: int
    column: int
    language: str | None = None


# Headings of columns beside those that name a language: a first row of nothing else is no entry.
_LABELS = frozenset(
    "term terms 术语 術語 词汇 詞匯 詞彙 单词 生词 原文 译文 譯文 source target translation 翻译 翻譯 "
    "释义 釋義 definition note notes 备注 備註 注释 註釋 comment comments id no no. # 编号 編號 序号 序號 subject "
    "领域 領域 domain 拼音 pinyin 词性 詞性 pos status 状态 狀態 例句 example context 定义 定義 来源 來源".split()
)


def table_blocks(rows: Iterable[Sequence[Cell]], table: int) -> list[Block]:
    """The cells of a table as blocks: its heading row is read and left out.

    Where a first row names languages (`zh`, `English`, `繁體中文`), the cells below have them; where it holds only
    words such as `Term` or `Note`, it is dropped.

    Args:
        rows: with empty cells or without.
        table: the number that its blocks get.

    >>> rows = [[Cell("中文", 1, 0), Cell("English", 1, 1)], [Cell("模型", 2, 0), Cell("model", 2, 1)]]
    >>> [(block.text, block.language, block.row) for block in table_blocks(rows, 0)]
    [('模型', 'zh', 1), ('model', 'en', 1)]
    """
    blocks: list[Block] = []
    languages: dict[int, str] = {}
    for number, row in enumerate(rows):
        if number == 0 and _is_heading(row):
            languages = {cell.column: tag for cell in row if (tag := language_of_label(cell.text)) is not None}
            continue
        blocks.extend(
            Block(
                cell.text,
                cell.line,
                Kind.CELL,
                cell.language or languages.get(cell.column),
                row=number,
                column=cell.column,
                table=table,
            )
            for cell in row
            if cell.text.strip()
        )
    return blocks


def _is_heading(row: Sequence[Cell]) -> bool:
    texts = [cell.text.strip() for cell in row if cell.text.strip()]
    return len(texts) > 1 and all(
        language_of_label(text) is not None or text.casefold().strip("*: ：") in _LABELS for text in texts
    )
