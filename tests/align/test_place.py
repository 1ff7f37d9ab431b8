from __future__ import annotations

import pytest

from shuyu.align.place import Pairing, counterparts, pair_document, pair_documents
from shuyu.model.alignment import PairKind
from shuyu.model.passage import Kind, Passage
from shuyu.readers import read_document
from shuyu.text.detect import detect_language
from shuyu.text.passages import passages_of

# Paragraphs written for these tests, with their translations.
PARAGRAPHS = [
    ("模型怎样发布", "How models are released"),
    (
        "发布一个模型之前，团队先要决定公开哪些东西：权重、代码、数据，还是只公开一个接口。",
        "Before a model is released, the team has to decide what to make public: the weights, the code, the data, or "
        "just an interface.",
    ),
    (
        "2023年以后，越来越多的团队选择 Apache-2.0 这样的许可证。",
        "Since 2023, more and more teams have chosen licenses such as Apache-2.0.",
    ),
    ("许可证写得清楚，用的人才放心。", "Only a clear license lets people use it with confidence."),
    (
        "文档同样重要。一份好的说明写明模型能做什么、不能做什么，以及在哪些数据上测过。",
        "Documentation matters just as much. A good description says what the model can do, what it cannot do, and on "
        "which data it was tested.",
    ),
    ("谁来回答用户的问题？", "Who will answer the users' questions?"),
]


def page(*texts: str, document: str = "a.txt", step: int = 2) -> list[Passage]:
    return [
        Passage(text, detect_language(text), document, 1 + step * at, 1 + step * at) for at, text in enumerate(texts)
    ]


def shown(pairing: Pairing) -> list[tuple[str, str]]:
    return [(pair.zh.text, pair.en.text) for pair in pairing.pairs]


def kinds(pairing: Pairing) -> set[PairKind]:
    return {pair.kind for pair in pairing.pairs}


def read(name: str, text: str) -> list[Passage]:
    return passages_of(read_document(text.encode(), name))


class TestAlternating:
    @pytest.mark.parametrize("step", [1, 2])
    @pytest.mark.parametrize("chinese_first", [True, False])
    def test_paragraph_by_paragraph(self, chinese_first: bool, step: int) -> None:
        texts = [text for pair in PARAGRAPHS for text in (pair if chinese_first else pair[::-1])]
        pairing = pair_document(page(*texts, step=step))
        assert shown(pairing) == PARAGRAPHS
        assert kinds(pairing) == {PairKind.ALTERNATING}
        assert pairing.unpaired == ()
        assert all(0.5 < pair.score <= 0.99 for pair in pairing.pairs)

    @pytest.mark.parametrize("size", [2, 3, 6])
    def test_blocks_of_equal_numbers(self, size: int) -> None:
        texts = [
            text
            for at in range(0, len(PARAGRAPHS), size)
            for side in (0, 1)
            for text in (pair[side] for pair in PARAGRAPHS[at : at + size])
        ]
        assert shown(pair_document(page(*texts))) == PARAGRAPHS

    def test_a_block_with_one_paragraph_more_gives_only_what_is_safe(self) -> None:
        zh = [pair[0] for pair in PARAGRAPHS]
        en = [pair[1] for pair in PARAGRAPHS]
        en.insert(3, "This paragraph was written for readers abroad, in 2019, and stands in no other version of it.")
        pairs = shown(pair_document(page(*zh, *en)))
        assert set(pairs) <= set(PARAGRAPHS)
        assert len(pairs) >= 3

    def test_captions_bylines_and_addresses_are_looked_through(self) -> None:
        texts = [
            PARAGRAPHS[0][0],
            PARAGRAPHS[0][1],
            "https://example.org/releases",
            PARAGRAPHS[1][0],
            "editor@example.org",
            PARAGRAPHS[1][1],
            PARAGRAPHS[2][0],
            PARAGRAPHS[2][1],
        ]
        passages = page(*texts)
        byline = Passage("By Ada Example", "en", "a.txt", 4, 4, Kind.CAPTION)
        pairing = pair_document([*passages[:2], byline, *passages[2:]])
        assert shown(pairing) == PARAGRAPHS[:3]
        assert byline in pairing.unpaired
        assert {p.text for p in pairing.unpaired} == {"By Ada Example", texts[2], texts[4]}

    def test_one_pair_among_chinese_paragraphs(self) -> None:
        texts = [zh for zh, _ in PARAGRAPHS[3:]] + [*PARAGRAPHS[2]] + [zh for zh, _ in PARAGRAPHS[3:]]
        assert shown(pair_document(page(*texts))) == [PARAGRAPHS[2]]

    @pytest.mark.parametrize(
        "stranger",
        [
            "CNBC",
            "someone@example.org",
            "Jane Doe",
            "et al., Proceedings of the 46th Conference on Things, pp. 12–19, 2024, with a long list of further names",
            "Table of contents",
        ],
    )
    def test_a_lone_english_line_in_a_chinese_text_is_no_pair(self, stranger: str) -> None:
        texts = [zh for zh, _ in PARAGRAPHS[1:] * 2]
        for place in range(1, len(texts)):
            assert shown(pair_document(page(*texts[:place], stranger, *texts[place:]))) == []

    def test_headings_that_name_the_languages_are_no_pair(self) -> None:
        texts = ["中文", *(zh for zh, _ in PARAGRAPHS), "English", *(en for _, en in PARAGRAPHS)]
        assert shown(pair_document(page(*texts))) == PARAGRAPHS

    def test_one_language_alone_gives_nothing(self) -> None:
        for side in (0, 1):
            passages = page(*(pair[side] for pair in PARAGRAPHS))
            assert pair_document(passages) == Pairing((), tuple(passages), tuple(passages))
        assert pair_document([]) == Pairing((), (), ())

    def test_cells_of_a_table_in_one_language_are_no_paragraphs(self) -> None:
        (cell,) = page(PARAGRAPHS[1][0])
        cell = Passage(cell.text, cell.language, cell.document, 1, 1, Kind.CELL, row=0)
        assert shown(pair_document([cell, *page(PARAGRAPHS[1][1])])) == []


class TestTables:
    def test_rows(self) -> None:
        pairing = pair_document(read("a.tsv", "zh\ten\n模型\tmodel\n\tno Chinese\n算力\tcomputing power\n"))
        assert shown(pairing) == [("模型", "model"), ("算力", "computing power")]
        assert kinds(pairing) == {PairKind.TABLE}
        assert {pair.score for pair in pairing.pairs} == {1.0}
        assert [p.text for p in pairing.unpaired] == ["no Chinese"]

    def test_both_scripts_pair_with_the_english(self) -> None:
        pairing = pair_document(read("a.tsv", "zh-Hans\tzh-Hant-TW\ten\n人工智能\t人工智慧\tAI\n"))
        assert [(pair.zh.text, pair.zh.language, pair.en.text) for pair in pairing.pairs] == [
            ("人工智能", "zh-Hans", "AI"),
            ("人工智慧", "zh-Hant-TW", "AI"),
        ]

    def test_definitions_and_notes_do_not_stand_for_the_term(self) -> None:
        text = "1\t模型\tmodel\tA function\t一个带参数的函数\n2\t算力\tcompute\tHow much is computed\t算多少\n"
        assert shown(pair_document(read("a.tsv", text))) == [("模型", "model"), ("算力", "compute")]

    def test_pinyin_is_no_english(self) -> None:
        text = "模型\tmó xíng\tmodel\n算力\tsuàn lì\tcomputing power\n"
        assert shown(pair_document(read("a.tsv", text))) == [("模型", "model"), ("算力", "computing power")]

    def test_the_same_in_both_columns_is_no_pair(self) -> None:
        assert shown(pair_document(read("a.tsv", "zh\ten\nGPU\tGPU\n模型\tmodel\n"))) == [("模型", "model")]

    def test_a_latin_name_in_the_chinese_column(self) -> None:
        assert ("ModelScope", "the ModelScope community") in shown(
            pair_document(read("a.tsv", "zh\ten\nModelScope\tthe ModelScope community\n模型\tmodel\n"))
        )

    def test_several_tables_and_text_around_them(self) -> None:
        table = "| 中文 | English |\n| --- | --- |\n| {} | {} |\n"
        text = (
            f"# {PARAGRAPHS[0][0]}\n\n# {PARAGRAPHS[0][1]}\n\n{table.format('甲', 'a')}\n\n{table.format('乙', 'b')}\n"
        )
        pairing = pair_document(read("a.md", text))
        assert shown(pairing) == [PARAGRAPHS[0], ("甲", "a"), ("乙", "b")]

    def test_html_and_tmx(self) -> None:
        html = "<table><tr><th>Chinese</th><th>English</th></tr><tr><td>模型</td><td>model</td></tr></table>"
        assert shown(pair_document(read("a.html", html))) == [("模型", "model")]
        tmx = (
            '<tmx><body><tu><tuv xml:lang="en"><seg>model</seg></tuv><tuv xml:lang="zh-TW"><seg>模型</seg></tuv></tu>'
            "</body></tmx>"
        )
        assert [(p.zh.language, p.en.text) for p in pair_document(read("a.tmx", tmx)).pairs] == [
            ("zh-Hant-TW", "model")
        ]


class TestVocabulary:
    def test_a_list_after_alternating_paragraphs(self) -> None:
        texts = [text for pair in PARAGRAPHS[:3] for text in pair]
        passages = page(
            *texts, "相关词汇", "数字鸿沟", "digital divide", "算力 computing power", "本文首发于示例网站。"
        )
        pairing = pair_document(passages)
        assert shown(pairing) == [*PARAGRAPHS[:3], ("数字鸿沟", "digital divide"), ("算力", "computing power")]
        assert [pair.kind for pair in pairing.pairs[3:]] == [PairKind.VOCABULARY] * 2
        assert [p.text for p in pairing.unpaired] == ["相关词汇", "本文首发于示例网站。"]

    def test_the_sides_of_entries_are_passages(self) -> None:
        pairing = pair_document(page("Glossary", "digital divide 数字鸿沟", "算力", "computing power"))
        assert [(p.text, p.kind) for p in pairing.passages] == [
            ("Glossary", Kind.PARAGRAPH),
            ("数字鸿沟", Kind.ENTRY),
            ("digital divide", Kind.ENTRY),
            ("算力", Kind.ENTRY),
            ("computing power", Kind.ENTRY),
        ]

    def test_entries_on_two_lines_stay_in_the_order_of_their_lines(self) -> None:
        pairing = pair_document(page("Glossary", "digital divide", "数字鸿沟"))
        assert [p.text for p in pairing.passages] == ["Glossary", "digital divide", "数字鸿沟"]


class TestParallel:
    def test_paragraph_by_paragraph(self) -> None:
        zh = page(*(pair[0] for pair in PARAGRAPHS), document="a.zh.md")
        en = page(*(pair[1] for pair in PARAGRAPHS), document="a.en.md")
        pairing = pair_documents(zh, en)
        assert shown(pairing) == PARAGRAPHS
        assert kinds(pairing) == {PairKind.PARALLEL}
        assert {(p.zh.document, p.en.document) for p in pairing.pairs} == {("a.zh.md", "a.en.md")}
        assert pairing.unpaired == ()
        assert pairing.passages == (*zh, *en)

    def test_sections_keep_apart_what_differs(self) -> None:
        zh_text = "# 一\n\n" + "\n\n".join(zh for zh, _ in PARAGRAPHS[1:4]) + "\n\n# 二\n\n" + PARAGRAPHS[4][0]
        en_text = (
            "# One\n\n"
            + "\n\n".join(en for _, en in PARAGRAPHS[1:4])
            + "\n\n# Two\n\nA paragraph that only the English version has, about 1 other thing.\n\n"
            + PARAGRAPHS[4][1]
        )
        pairs = shown(pair_documents(read("a.zh.md", zh_text), read("a.en.md", en_text)))
        assert set(PARAGRAPHS[1:4]) <= set(pairs)
        assert set(pairs) <= {*PARAGRAPHS, ("一", "One"), ("二", "Two")}

    @pytest.mark.parametrize("missing", range(1, 5))
    @pytest.mark.parametrize("side", [0, 1])
    def test_a_paragraph_that_is_missing_shifts_nothing(self, missing: int, side: int) -> None:
        sides = [[pair[0] for pair in PARAGRAPHS[1:]], [pair[1] for pair in PARAGRAPHS[1:]]]
        del sides[side][missing]
        pairing = pair_documents(page(*sides[0], document="a.zh"), page(*sides[1], document="a.en"))
        assert set(shown(pairing)) <= set(PARAGRAPHS)
        assert len(pairing.pairs) >= 2

    def test_paragraphs_that_were_joined_are_not_given(self) -> None:
        zh = [PARAGRAPHS[1][0], PARAGRAPHS[2][0] + PARAGRAPHS[3][0], PARAGRAPHS[4][0], PARAGRAPHS[5][0]]
        pairing = pair_documents(page(*zh, document="a.zh"), page(*(en for _, en in PARAGRAPHS[1:]), document="a.en"))
        assert set(shown(pairing)) <= set(PARAGRAPHS)
        assert PARAGRAPHS[1] in shown(pairing)

    def test_equal_numbers_that_do_not_fit_are_not_forced(self) -> None:
        zh = [PARAGRAPHS[1][0], PARAGRAPHS[3][0], PARAGRAPHS[2][0]]
        en = [PARAGRAPHS[2][1], PARAGRAPHS[1][1], "No.", PARAGRAPHS[4][1]][:3]
        pairs = shown(pair_documents(page(*zh, document="a.zh"), page(*en, document="a.en")))
        assert set(pairs) <= set(PARAGRAPHS)

    def test_tables_and_lists_inside_either_version(self) -> None:
        zh = read("a.zh.md", PARAGRAPHS[1][0] + "\n\n| zh | en |\n| - | - |\n| 模型 | model |\n")
        en = read("a.en.md", PARAGRAPHS[1][1] + "\n\n## Glossary\n\ncomputing power 算力\n")
        pairing = pair_documents(zh, en)
        assert [(p.kind, p.zh.text) for p in pairing.pairs] == [
            (PairKind.VOCABULARY, "算力"),
            (PairKind.PARALLEL, PARAGRAPHS[1][0]),
            (PairKind.TABLE, "模型"),
        ]

    def test_an_empty_version(self) -> None:
        zh = page(PARAGRAPHS[1][0])
        assert pair_documents(zh, []).unpaired == tuple(zh)

    def test_long_documents_are_searched_near_the_diagonal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from shuyu.align import parallel

        monkeypatch.setattr(parallel, "MAX_CELLS", 2_000)
        zh = [f"第{n}号记录说明了当天的情况。" for n in range(10, 130)]
        en = [f"Record number {n} describes the day." for n in range(10, 130)]
        pairing = pair_documents(page(*zh, document="a.zh"), page(*en[:60], *en[61:], document="a.en"))
        assert len(pairing.pairs) > 100
        assert all(pair.zh.text[1:].split("号")[0] in pair.en.text for pair in pairing.pairs)


class TestCounterparts:
    def test_names_and_folders(self) -> None:
        assert counterparts(
            [
                "b/y.md",
                "a/x.zh-Hant.txt",
                "a/x.zh.md",
                "a/x.en.md",
                "a/x.en.html",
                "w.zh.md",
                "v.en.md",
                "docs/zh/one.md",
                "docs/en/one.txt",
                "docs/en/two.md",
            ]
        ) == [("a/x.zh-Hant.txt", "a/x.en.html"), ("a/x.zh.md", "a/x.en.md"), ("docs/zh/one.md", "docs/en/one.txt")]

    def test_the_same_path_twice(self) -> None:
        assert counterparts(["x.zh.md", "x.en.md", "x.zh.md"]) == [("x.zh.md", "x.en.md")]
