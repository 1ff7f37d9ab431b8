from __future__ import annotations

import time

import pytest

from shuyu.errors import InputError
from shuyu.model.passage import Block, Kind
from shuyu.readers import read_document
from shuyu.readers.html import declared_encoding


def blocks(html: str, path: str = "a.html") -> list[Block]:
    return list(read_document(html.encode(), path).blocks)


def texts(html: str, path: str = "a.html") -> list[str]:
    return [block.text for block in blocks(html, path)]


def test_kinds_and_lines() -> None:
    page = """<!DOCTYPE html>
<html><head><title>不要</title></head><body>
<h1>标题</h1>
<p>
  第一段，
  <b>粗体</b>。</p>
<ul><li>项目</li></ul>
<figure><img alt="x"><figcaption>图注</figcaption></figure>
<blockquote>引文</blockquote>
</body></html>"""
    assert [(b.text, b.kind, b.line) for b in blocks(page)] == [
        ("标题", Kind.HEADING, 3),
        ("第一段，粗体。", Kind.PARAGRAPH, 5),
        ("项目", Kind.ITEM, 7),
        ("图注", Kind.CAPTION, 8),
        ("引文", Kind.PARAGRAPH, 9),
    ]


@pytest.mark.parametrize(
    "boilerplate",
    [
        "<script>var 不要;</script>",
        "<style>不要</style>",
        "<nav><a>不要</a></nav>",
        "<aside>不要</aside>",
        "<footer>不要</footer>",
        "<div hidden>不要</div>",
        '<div aria-hidden="true">不要</div>',
        '<div style="color:red; display: none">不要</div>',
        '<div role="navigation">不要</div>',
        '<ul class="main menu"><li>不要</li></ul>',
        '<div id="breadcrumbs">不要</div>',
        "<!-- 不要 -->",
        "<form><label>不要</label></form>",
        "<template><p>不要</p></template>",
        "<select><option>不要</option></select>",
    ],
)
def test_boilerplate_is_dropped(boilerplate: str) -> None:
    assert texts(f"<body><p>前</p>{boilerplate}<p>后</p>") == ["前", "后"]


def test_a_quotations_footer_stays() -> None:
    assert texts("<body><blockquote>话<footer>出处</footer></blockquote>") == ["话", "出处"]


def test_text_between_blocks_is_kept_with_its_line() -> None:
    page = "<body>散文一\n<div>块</div>\n\n散文二<p>段"
    assert [(b.text, b.line) for b in blocks(page)] == [("散文一", 1), ("块", 2), ("散文二", 4), ("段", 4)]


def test_line_breaks_part_paragraphs_but_not_headings() -> None:
    page = "<h1>一个<br>标题</h1>\n<p>中文一句。<br>\nAn English sentence.<br/><br>第三。</p>"
    assert [(b.text, b.line) for b in blocks(page)] == [
        ("一个 标题", 1),
        ("中文一句。", 2),
        ("An English sentence.", 3),
        ("第三。", 3),
    ]


def test_spaces_as_a_browser_shows_them() -> None:
    assert texts("<p>换行的\n   中文，也\n有 English\n   words。</p>") == ["换行的中文，也有 English words。"]


def test_preformatted_text_keeps_its_lines() -> None:
    (block,) = blocks("<body><pre>\n一行\n二行\n</pre>")
    assert (block.kind, block.text.strip()) == (Kind.FLOW, "一行\n二行")


def test_language_of_elements_and_of_the_page() -> None:
    document = read_document(
        '<html lang="zh-TW"><body><p>甲</p><div lang="en"><p>b</p><p lang="zh-cn">丙</p></div>'
        '<p xml:lang="tlh">d</p></body></html>'.encode(),
        "a.html",
    )
    assert document.language == "zh-Hant-TW"
    assert [b.language for b in document.blocks] == [None, "en", "zh-Hans", None]


def test_ruby_and_footnotes_are_left_out_and_powers_stay() -> None:
    page = (
        '<p><ruby>術<rp>(</rp><rt>shù</rt><rp>)</rp></ruby>語<sup><a href="#n1">1</a></sup>有'
        "<sup>[2]</sup>10<sup>6</sup>個</p>"
    )
    assert texts(page) == ["術語有106個"]


def test_a_table_of_two_languages() -> None:
    page = """<table><caption>词表</caption>
<thead><tr><th>中文</th><th>English</th></tr></thead>
<tbody>
<tr><td>模型<br>卡</td><td>model card</td></tr>
<tr lang="en"><td colspan="2">note</td></tr>
<tr><td><p>算力</p></td><td></td></tr>
</tbody></table>"""
    assert [(b.text, b.kind, b.line, b.row, b.column, b.language) for b in blocks(page)] == [
        ("词表", Kind.CAPTION, 1, None, 0, None),
        ("模型卡", Kind.CELL, 4, 1, 0, "zh"),
        ("model card", Kind.CELL, 4, 1, 1, "en"),
        ("note", Kind.CELL, 5, 2, 0, "en"),
        ("算力", Kind.CELL, 6, 3, 0, "zh"),
    ]


def test_a_definition_list_is_a_table() -> None:
    page = "<dl><div><dt>模型</dt><dd>model</dd></div><dt>算力</dt><dd>computing power</dd></dl>"
    assert [(b.text, b.row, b.column) for b in blocks(page)] == [
        ("模型", 0, 0),
        ("model", 0, 1),
        ("算力", 1, 0),
        ("computing power", 1, 1),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td><h2>标题</h2><p>正文。</p></td><td>边栏</td></tr></table>",
        "<table><tr><td>一</td></tr><tr><td>二</td></tr></table>",
        '<table role="presentation"><tr><td>一</td><td>二</td></tr></table>',
        "<table><tr><td><table><tr><td>里</td></tr></table></td><td>外</td></tr></table>",
    ],
)
def test_a_layout_table_is_no_table(table: str) -> None:
    assert all(block.kind is not Kind.CELL for block in blocks(table))
    assert len(blocks(table)) >= 2


def test_xhtml_with_elements_that_close_themselves() -> None:
    page = (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml">'
        '<head><script src="a.js"/><title/></head><body><p>正文</p><div class="x"/><p>后</p></body></html>'
    )
    assert texts(page, "a.xhtml") == ["正文", "后"]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b'<meta charset="big5">', "big5"),
        (b'<META HTTP-EQUIV="Content-Type" content="text/html; charset=GB2312">', "GB2312"),
        (b'<?xml version="1.0" encoding="GBK"?><html>', "GBK"),
        (b"<p>charset=big5</p>", None),
        (b" " * 5000 + b'<meta charset="big5">', None),
    ],
)
def test_declared_encoding(data: bytes, found: str | None) -> None:
    assert declared_encoding(data) == found


def test_a_declared_western_encoding_is_honoured() -> None:
    page = '<html><head><meta charset="windows-1252"></head><body><p>naïve – café</p></body></html>'
    document = read_document(page.encode("cp1252"), "a.html")
    assert (document.blocks[0].text, document.encoding) == ("naïve – café", "cp1252")


def test_a_wrong_declaration_does_not_hurt() -> None:
    page = '<html><head><meta charset="gb2312"></head><body><p>编码写错了的网页</p></body></html>'
    document = read_document(page.encode(), "a.html")
    assert (document.blocks[0].text, document.encoding) == ("编码写错了的网页", "utf-8")


def test_entities() -> None:
    assert texts("<p>&#x4e2d;&#25991;&nbsp;&amp;&lt;x&gt; &undefined;</p>") == ["中文\xa0&<x> &undefined;"]


def test_no_text_at_all() -> None:
    assert texts("<!-- nothing -->") == []
    assert texts("<html><body><img src=x></body></html>") == []


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        blocks("<div>" * 5000 + "深")
    assert str(caught.value).startswith("E108 a.html:1: the mark-up is nested too deeply")


@pytest.mark.parametrize("text", ["<" * 200_000, "<p>" * 60, "<!--" * 50_000, "<p a='" + "x" * 200_000, "&" * 200_000])
def test_hostile_pages_take_no_time(text: str) -> None:
    began = time.process_time()
    blocks("<body>" + text)
    assert time.process_time() - began < 5


def test_lines_beyond_what_the_parser_counts() -> None:
    page = "<body>\n" + "<p>一\n段</p>\n" * 40_000 + "<p>末</p>"
    found = blocks(page)
    assert (found[-1].text, found[-1].line) == ("末", page.count("\n") + 1)
    assert found[39_000].line == 2 + 2 * 39_000
