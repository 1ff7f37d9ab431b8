from __future__ import annotations

import pytest

from shuyu.model.passage import Block, Document, Kind, Passage
from shuyu.readers import read_document
from shuyu.text.passages import passages_of
from shuyu.text.spans import Edit, Mapped


def flow(text: str, language: str | None = None) -> list[Passage]:
    """The passages of a plain text, without any cleaning."""
    return passages_of(Document("a.txt", "plain", "utf-8", (Block(text, 1, Kind.FLOW),), language), cleaner=Mapped.of)


def cells(*rows: tuple[str, ...], languages: tuple[str | None, ...] = ()) -> list[Passage]:
    blocks = tuple(
        Block(text, row + 1, Kind.CELL, languages[column] if languages else None, row=row, column=column)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return passages_of(Document("a.tsv", "tsv", "utf-8", blocks), cleaner=Mapped.of)


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("# 开源社区", Kind.HEADING, "开源社区"),
        ("### Open source ###", Kind.HEADING, "Open source"),
        ("【相关词汇】", Kind.HEADING, "相关词汇"),
        ("- 项目一", Kind.ITEM, "项目一"),
        ("* item", Kind.ITEM, "item"),
        ("• 项目", Kind.ITEM, "项目"),
        ("1. 第一条", Kind.ITEM, "第一条"),
        ("12、条目", Kind.ITEM, "条目"),
        ("（3）条目", Kind.ITEM, "条目"),
        ("② 条目", Kind.ITEM, "条目"),
        ("> 引文。", Kind.PARAGRAPH, "引文。"),
        ("图1 系统架构", Kind.CAPTION, "图1 系统架构"),
        ("表二：许可证对照", Kind.CAPTION, "表二：许可证对照"),
        ("Figure 3: The system", Kind.CAPTION, "Figure 3: The system"),
        ("作者：林知行", Kind.CAPTION, "作者：林知行"),
        ("本报记者：周小满", Kind.CAPTION, "本报记者：周小满"),
        ("▶ 林知行", Kind.CAPTION, "林知行"),
        ("By Ada Q. Example", Kind.CAPTION, "By Ada Q. Example"),
        ("新华社发（周小满/摄）", Kind.CAPTION, "新华社发（周小满/摄）"),
        ("（未经许可，请勿转载）", Kind.CAPTION, "（未经许可，请勿转载）"),
        ("——致开源年会的贺信，2025年6月", Kind.CAPTION, "——致开源年会的贺信，2025年6月"),
        ("3.5亿人在用。", Kind.PARAGRAPH, "3.5亿人在用。"),
        ("2024. 年底发布。", Kind.PARAGRAPH, "2024. 年底发布。"),
        ("第一，要公开。", Kind.PARAGRAPH, "第一，要公开。"),
        ("#标签不是标题", Kind.PARAGRAPH, "#标签不是标题"),
        ("图书馆有开放的数据。", Kind.PARAGRAPH, "图书馆有开放的数据。"),
        ("By the way, the code is open.", Kind.PARAGRAPH, "By the way, the code is open."),
        ("——这是一句引语。接着还有一句。", Kind.PARAGRAPH, "——这是一句引语。接着还有一句。"),
    ],
)
def test_kinds(line: str, kind: Kind, text: str) -> None:
    (passage,) = flow(line)
    assert (passage.kind, passage.text) == (kind, text)


@pytest.mark.parametrize("line", ["", "  ", "———", "***", "70%", "１２", "…", "①", "🙂"])
def test_what_holds_no_letter_is_dropped(line: str) -> None:
    assert [passage.text for passage in flow(f"前。\n{line}\n后。")] == ["前。", "后。"]


def test_titles_in_two_languages_over_a_paragraph() -> None:
    found = flow("开放的模型\n\nOpen models\n\n模型可以下载，也可以修改。\n\nModels can be downloaded and changed.\n")
    assert [passage.kind for passage in found] == [Kind.HEADING, Kind.HEADING, Kind.PARAGRAPH, Kind.PARAGRAPH]


@pytest.mark.parametrize(
    "text",
    [
        "前一段还没有说完\n一个短行\n这是下一段，它是一个句子。",
        "短行，\n\n这是下一段，它是一个句子。",
        "一段话。又一段\n\n这是下一段，它是一个句子。",
        "孤零零的短行",
        "短行\n\n又一短行",
        "这一行虽然没有句号可是它实在太长太长太长太长太长太长太长太长太长了\n\n这是下一段，它是一个句子。",
    ],
)
def test_a_short_line_is_not_always_a_heading(text: str) -> None:
    assert all(passage.kind is Kind.PARAGRAPH for passage in flow(text))


def test_every_passage_knows_its_lines() -> None:
    block = Block("标题\n\n第一段\n换行了\n\n末段", 10, Kind.FLOW)
    # A cleaner that joins the wrapped lines 12 and 13.
    joined = passages_of(
        Document("a.txt", "plain", "utf-8", (block,)), cleaner=lambda text: Mapped.of(text).edited([Edit(7, 8, "")])
    )
    assert [(passage.text, passage.line, passage.end_line) for passage in joined] == [
        ("标题", 10, 10),
        ("第一段换行了", 12, 13),
        ("末段", 15, 15),
    ]


def test_blocks_other_than_flows_become_one_line() -> None:
    document = Document(
        "a.html",
        "html",
        "utf-8",
        (
            Block("一个\n  标题", 3, Kind.HEADING),
            Block("两行\nof text", 5, Kind.CELL, row=0, column=1, table=2),
            Block("作者：林知行", 8, Kind.PARAGRAPH),
            Block("1. 不拆的项目", 9, Kind.ITEM),
        ),
    )
    found = passages_of(document, cleaner=Mapped.of)
    assert [(p.text, p.kind, p.line, p.end_line) for p in found] == [
        ("一个标题", Kind.HEADING, 3, 4),
        ("两行 of text", Kind.CELL, 5, 6),
        ("作者：林知行", Kind.CAPTION, 8, 8),
        ("1. 不拆的项目", Kind.ITEM, 9, 9),
    ]
    assert (found[1].row, found[1].column, found[1].table) == (0, 1, 2)


def test_text_without_a_telling_character_has_the_script_of_its_document() -> None:
    assert [p.language for p in flow("人工智能\n\n開源社群的規則。")] == ["zh-Hant", "zh-Hant"]
    assert [p.language for p in flow("人工智能\n\nopen")] == ["zh-Hans", "en"]


def test_text_without_a_telling_character_has_the_script_of_its_column() -> None:
    found = cells(("人工智能", "人工智能", "AI"), ("开源", "開源", "open source"))
    assert [p.language for p in found] == ["zh-Hans", "zh-Hant", "en", "zh-Hans", "zh-Hant", "en"]


@pytest.mark.parametrize(
    ("claim", "text", "language"),
    [
        ("zh-Hant-TW", "人工智能", "zh-Hant-TW"),
        ("zh-Hant-TW", "開源社群", "zh-Hant-TW"),
        ("zh-Hant-TW", "开源社区", "zh-Hans"),
        ("zh-Hans", "開源社群", "zh-Hant"),
        ("zh-Hans", "An English sentence in it.", "en"),
        ("en", "一句中文。", "zh-Hans"),
        ("en", "https://example.org", "und"),
        ("zh", "開源社群", "zh-Hant"),
    ],
)
def test_a_document_says_what_most_of_it_is_in(claim: str, text: str, language: str) -> None:
    assert [p.language for p in flow(text, claim)] == [language]


@pytest.mark.parametrize(
    ("claim", "text", "language"),
    [
        ("zh-Hant-HK", "人工智能", "zh-Hant-HK"),
        ("zh-Hans", "ModelScope", "zh-Hans"),
        ("zh", "ModelScope", "zh-Hans"),
        ("zh-Hans", "This is a whole sentence in English.", "en"),
        ("en", "开源的规则", "zh-Hans"),
        ("en", "Δ-v", "en"),
    ],
)
def test_a_block_says_what_it_is_in(claim: str, text: str, language: str) -> None:
    assert [p.language for p in cells((text,), languages=(claim,))] == [language]


def test_through_reader_and_cleaner() -> None:
    text = (
        "開源的國(guó)際規則\n\n"
        "這一段被排版軟件從中間斷開，每一行都在\n\n同一個寬度換行，讀起來卻是一句完整的話\n\n，所以清理的時候要把它們重新接在一起，\n\n"
        "不然的話一個詞就可能被拆成兩半，查也查\n\n不到，譯也譯不對，讀的人更是摸不着頭腦\n\n。這就是清理要做的事。\n\n"
        "圖1：規則\n"
    )
    found = passages_of(read_document(text.encode("big5", "xmlcharrefreplace"), "a.zh.txt"))
    assert found[0] == Passage("開源的國際規則", "zh-Hant", "a.zh.txt", 1, 1, Kind.HEADING)
    assert found[-1].kind is Kind.CAPTION
    assert found[-1].line == 15
    assert [(passage.line, passage.end_line) for passage in found[1:-1]] == [(3, 13)]


def _texts(text: str, kind: str = "markdown") -> list[str]:
    flow = Block(text, 1, Kind.FLOW)
    return [passage.text for passage in passages_of(Document("a", kind, "utf-8", (flow,)))]


ENGLISH_LINES = (
    "A glossary says what a concept is called in two languages, and it names the\nsame thing the same way throughout."
)


def test_a_line_break_in_markdown_is_a_space() -> None:
    assert _texts(ENGLISH_LINES) == [ENGLISH_LINES.replace("\n", " ")]
    chinese = "术语表说明同一个概念在两种语言里分别叫什么，\n并且让同一样东西从头到尾只有一个名字。"
    assert _texts(chinese) == [chinese.replace("\n", "")]
    assert _texts("- " + ENGLISH_LINES) == [ENGLISH_LINES.replace("\n", " ")]


def test_an_english_line_that_breaks_off_goes_on_in_plain_text() -> None:
    assert _texts(ENGLISH_LINES, "plain") == [ENGLISH_LINES.replace("\n", " ")]
    cut = "It is meant for everybody who has to name the same thing in a well-\nknown way."
    assert _texts(cut, "plain") == [cut.replace("\n", "")]


@pytest.mark.parametrize(
    "text",
    [
        "模型\nmodel\n权重\nweights",
        "模型：model\n权重：weights\n开源：open source",
        "A glossary says what a concept is called in two languages, and it names the  \nSame thing.",
        "A glossary says what a concept is called in two languages, and it names the\\\nSame thing.",
        "- one item that is long enough to have been broken by an editor at a margin\n- another item",
        "术语表说明同一个概念在两种语言里分别叫什么，让同一样东西只有一个名字。\nIt says what things are called.",
    ],
)
def test_lines_that_end_where_their_author_ended_them(text: str) -> None:
    assert len(_texts(text)) == text.count("\n") + 1
