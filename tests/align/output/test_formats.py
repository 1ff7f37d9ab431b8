"""What an alignment is written as."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from lxml import etree

from shuyu.align.output import FORMATS, Pair, output_format
from shuyu.errors import UsageError
from shuyu.readers import read_document
from shuyu.text.sentences import join_chinese
from tests.align.output.sample import ALIGNMENT, EN, ZH


def _text(name: str) -> str:
    written = FORMATS[name].render(ALIGNMENT)
    assert isinstance(written, str)
    return written


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match='the format "xlsx" is not known'):
        output_format("xlsx")


def test_text_has_a_line_a_pair_and_marks_what_is_doubtful() -> None:
    rows = [line.split("\t") for line in _text("text").splitlines()]
    assert [row[0] for row in rows] == ["0.99", "0.90", "0.31?", "0.40?", "kept"]
    assert rows[1][1:] == [ZH[1], "He went out. He bought a book."]
    assert rows[4][2] == "-- nobody answered."


def test_beads_are_as_gold_files_have_them() -> None:
    assert _text("beads").splitlines() == ["[0]:[0]", "[1]:[1,2]", "[2]:[3]", "[3]:[]", "[4]:[4]"]


def test_pharaoh_has_a_line_for_a_pair_without_links_too() -> None:
    assert _text("pharaoh").splitlines() == ["0-1 1-0 1-2", "", "0-0", "", "0-0"]


def test_moses_has_line_n_against_line_n() -> None:
    plain = replace(ALIGNMENT, pairs=tuple(replace(pair, words=None) for pair in ALIGNMENT.pairs))
    files = FORMATS["moses"].render(plain)
    assert isinstance(files, dict)
    assert sorted(files) == [".en", ".zh"]
    zh, en = files[".zh"].splitlines(), files[".en"].splitlines()
    assert (zh[3], en[3]) == (ZH[4], "-- nobody answered.")
    assert len(zh) == len(en) == 4


def test_moses_with_links_has_the_tokens_that_they_number() -> None:
    files = FORMATS["moses"].render(ALIGNMENT)
    assert isinstance(files, dict)
    first = [files[suffix].splitlines()[0] for suffix in (".zh", ".en", ".align")]
    assert first == ["雨 停了", "The rain stopped", "0-1 1-0 1-2"]


def test_json_has_everything() -> None:
    text = _text("json")
    value = json.loads(text)
    assert text.count("\n") == 1
    assert value["zh"] == {"document": "雨.zh.md", "language": "zh-Hant", "sentences": list(ZH)}
    assert [pair["low"] for pair in value["pairs"]] == [False, False, True, True, False]
    first = value["pairs"][0]
    assert [first["zh_text"][start:end] for start, end in first["zh_words"]] == ["雨", "停了"]
    assert first["links"] == "0-1 1-0 1-2"
    assert "links" not in value["pairs"][3]


def test_tmx_is_read_back_by_its_reader() -> None:
    written = _text("tmx").encode("utf-8")
    blocks = read_document(written, "memory.tmx").blocks
    assert [block.text for block in blocks if block.language == "zh-Hant"] == [ZH[0], ZH[1], ZH[2], ZH[4]]
    assert [block.text for block in blocks if block.language == "en"][2] == EN[3]


def test_tmx_has_what_its_header_must_have() -> None:
    root = etree.fromstring(_text("tmx").encode("utf-8"), etree.XMLParser(load_dtd=False, no_network=True))
    header = root.find("header")
    assert root.get("version") == "1.4"
    assert header is not None
    assert set(header.attrib) == {
        *("creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype")
    }
    assert (header.get("creationtoolversion"), header.get("srclang")) == ("9.9", "zh-Hant")
    low = [unit.find("prop[@type='x-low']") is not None for unit in root.iter("tu")]
    assert low == [False, False, True, False]


def test_tmx_holds_no_character_that_xml_cannot() -> None:
    broken = replace(ALIGNMENT, zh=replace(ALIGNMENT.zh, sentences=("雨\x0b停\x00了\ufffe。", *ZH[1:])))
    written = FORMATS["tmx"].render(broken)
    assert isinstance(written, str)
    etree.fromstring(written.encode("utf-8"), etree.XMLParser(load_dtd=False, no_network=True))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[list[tuple[str, str | None]]]] = []
        self._target: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append([])
        elif tag == "span":
            self._target = dict(attrs).get("data-t")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span":
            self._target = None

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1] and data.strip():
            self.rows[-1][-1].append((data, self._target))


def _page() -> _Page:
    page = _Page()
    page.feed(_text("html"))
    return page


def test_html_shows_the_texts_and_nothing_in_them_is_mark_up() -> None:
    row = _page().rows[3]
    assert "".join(text for text, _ in row[1]) == ZH[2]
    assert "".join(text for text, _ in row[2]) == EN[3]
    assert not {"b", "i"} & {tag for tag, attributes in _page().tags if tag in ("b", "i") and "title" not in attributes}


def test_html_links_words_by_their_places_among_the_linked() -> None:
    row = _page().rows[1]
    assert row[1] == [("雨", "1"), ("停了", "0 2"), ("。", None)]
    assert [(text, target) for text, target in row[2] if target] == [("The", "1"), ("rain", "0"), ("stopped", "1")]


def test_html_marks_rows_and_languages() -> None:
    tags = _page().tags
    assert [attributes.get("class") for tag, attributes in tags if tag == "tr"] == [
        None,
        None,
        None,
        "low",
        "low",
        "kept",
    ]
    assert {attributes.get("lang") for tag, attributes in tags if tag == "td"} == {"zh-Hant", "en", None}


def test_html_asks_nothing_of_any_other_place() -> None:
    text = _text("html")
    assert not re.search(r"https?:|//[a-z]|@import|url\(", text)
    assert not [
        tag for tag, attributes in _page().tags if {"src", "onclick", "style"} & set(attributes) or tag == "link"
    ]
    assert "default-src 'none'" in text


def test_html_without_links_or_doubts_has_no_tools() -> None:
    sure = replace(ALIGNMENT, pairs=(Pair((0,), (0,), 0.9),))
    text = FORMATS["html"].render(sure)
    assert isinstance(text, str)
    assert 'id="only"' not in text
    assert "data-t=" not in text
    assert "Point at a word" not in text


@pytest.mark.parametrize(
    ("parts", "joined"),
    [(["他来。", "她走。"], "他来。她走。"), (["OK.", "Bye."], "OK. Bye."), (["好。", "", "OK."], "好。OK."), ([], "")],
)
def test_chinese_is_joined_without_blanks(parts: list[str], joined: str) -> None:
    assert join_chinese(parts) == joined
