from __future__ import annotations

import tracemalloc

import pytest

from shuyu.errors import InputError
from shuyu.model.passage import Block
from shuyu.readers import read_document

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"><header/>\n'


def tmx(body: str, codec: str = "utf-8") -> list[Block]:
    return list(read_document(f"{HEAD}<body>{body}</body></tmx>".encode(codec), "a.tmx").blocks)


def refusal(text: str) -> str:
    with pytest.raises(InputError) as caught:
        read_document(text.encode(), "a.tmx")
    return str(caught.value)


def unit(*variants: tuple[str, str]) -> str:
    return "<tu>" + "".join(f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>' for tag, text in variants) + "</tu>"


def test_units_are_rows() -> None:
    body = "\n" + unit(("zh-CN", "模型"), ("EN-us", "model")) + "\n\n" + unit(("en", "license"), ("zh_TW", "授權"))
    assert [(b.text, b.language, b.row, b.column, b.line) for b in tmx(body)] == [
        ("模型", "zh-Hans", 1, 0, 5),
        ("model", "en", 1, 1, 5),
        ("license", "en", 2, 0, 7),
        ("授權", "zh-Hant-TW", 2, 1, 7),
    ]


def test_inline_codes_go_and_their_marked_text_stays() -> None:
    body = unit(("en", 'the <bpt i="1">&lt;b&gt;</bpt>open <hi>source<ph>x</ph></hi><ept i="1">&lt;/b&gt;</ept> code'))
    assert [b.text for b in tmx(body)] == ["the open source code"]


def test_other_languages_and_empty_variants_are_left_out() -> None:
    assert tmx(unit(("de", "Modell"), ("", "?"), ("en", " ")) + '<tu><tuv xml:lang="en"/></tu>') == []


def test_a_name_space_and_old_lang_attribute() -> None:
    text = (
        '<tmx xmlns="http://www.lisa.org/tmx14"><body><tu><tuv lang="zh-hant"><seg>術語</seg></tuv></tu></body></tmx>'
    )
    (block,) = read_document(text.encode(), "a.tmx").blocks
    assert (block.text, block.language) == ("術語", "zh-Hant")


@pytest.mark.parametrize("codec", ["utf-16", "gb18030", "utf-8-sig"])
def test_what_the_bytes_are_wins_over_the_declaration(codec: str) -> None:
    assert [b.text for b in tmx(unit(("zh-CN", "人工智能大模型的权重")), codec)] == ["人工智能大模型的权重"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<tmx>\n<body>\n<tu></tuv>", "E108 a.tmx:3: the XML is broken: Opening and ending tag mismatch"),
        (f"{HEAD}<body>\n<tu>", "E108 a.tmx:5: the XML is broken: Premature end of data in tag tu"),
        ("nothing of the kind", "E108 a.tmx:1: the XML is broken: Start tag expected"),
        ("<tmx><body><tu><tuv>\n&nbsp;", "E108 a.tmx:2: the XML is broken: Entity 'nbsp' not defined"),
        ("<tmx>" + "<a>" * 3000, "E108 a.tmx:1: the XML is broken: Excessive depth in document"),
    ],
)
def test_broken_xml_names_the_line_and_the_cause(text: str, message: str) -> None:
    assert refusal(text).startswith(message)


def test_entities_are_refused_before_anything_is_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    text = f"<?xml version='1.0'?><!DOCTYPE tmx [{laughs}]><tmx><body>{unit(('en', '&l9;'))}</body></tmx>"
    assert refusal(text).startswith("E109 a.tmx: the file declares XML entities.")


def test_no_file_is_fetched() -> None:
    text = (
        '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "file:///nowhere/at/all.dtd">'
        f"<tmx><body>{unit(('en', 'safe'))}</body></tmx>"
    )
    assert [b.text for b in read_document(text.encode(), "a.tmx").blocks] == ["safe"]


def test_an_entity_in_the_text_of_a_unit_is_text() -> None:
    assert [b.text for b in tmx(unit(("en", "write &lt;!ENTITY first")))] == ["write <!ENTITY first"]


def test_memory_does_not_grow_with_what_is_skipped() -> None:
    # Units in a language that is not read leave nothing behind.
    body = unit(("de", "Modell " * 20)) * 20_000
    data = f"{HEAD}<body>{body}</body></tmx>".encode()
    tracemalloc.start()
    read_document(data, "a.tmx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * len(data)
