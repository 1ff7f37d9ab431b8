"""Encodings: read and written; what one cannot hold is not lost."""

from __future__ import annotations

import codecs

import pytest

from shuyu.conversion.base import Job
from shuyu.conversion.documents import format_named
from shuyu.conversion.documents.textfile import holds
from shuyu.errors import InputError

from .turns import Recorder, identity

LONG = "王后的头发和一条内存，开源社区。"
TURNED = "王后的頭髮和一条記憶體，开源社区。"
TRADITIONAL = "這是開源社群的說明，"


def back(name: str, data: bytes, encoding: str | None = None, target: str = "zh-Hant-TW") -> tuple[bytes, list[str]]:
    recorder = Recorder()
    return format_named(name).rewrite(data, recorder.job(target, encoding=encoding)), recorder.warnings


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_an_encoding_and_its_mark_are_kept(codec: str) -> None:
    assert back("plain", LONG.encode(codec)) == (TURNED.encode(codec), [])


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_an_encoding_is_chosen(codec: str) -> None:
    assert back("plain", LONG.encode(), codec) == (TURNED.encode(codec), [])


def test_a_mark_is_kept_when_the_encoding_is_named_again() -> None:
    assert back("plain", LONG.encode("utf-8-sig"), "utf-8") == (TURNED.encode("utf-8-sig"), [])
    assert back("plain", LONG.encode("utf-8"), "utf-8-sig") == (TURNED.encode("utf-8-sig"), [])


def test_what_big5_cannot_hold_is_written_in_utf8_and_said() -> None:
    made, warnings = back("plain", (TRADITIONAL + "头发").encode(), "big5")
    assert (made, warnings) == ((TRADITIONAL + "頭髮").encode("big5"), [])
    made, warnings = back("plain", TRADITIONAL.encode("big5").replace(b"\r", b"") + b"", "big5")
    assert made == TRADITIONAL.encode("big5")
    made, warnings = back("plain", LONG.encode(), "big5")
    assert made.decode() == TURNED
    assert warnings == ["3 characters are not in big5 (区 开 条): the file was written in utf-8"]


def test_many_missing_characters_are_told_in_part() -> None:
    text = TRADITIONAL + "".join(map(chr, range(0x20000, 0x20030))) + "头"
    (warning,) = back("plain", text.encode(), "gb2312")[1]
    assert warning.endswith("…): the file was written in utf-8")
    assert len(warning) < 130


def test_a_page_refers_to_what_its_encoding_cannot_hold() -> None:
    made, warnings = back("html", "<meta charset='utf-8'><p title='发'>头发开</p>".encode(), "big5")
    assert made == "<meta charset='Big5'><p title='發'>頭髮&#24320;</p>".encode("big5")
    assert warnings == ["1 characters are not in big5 (开): they were written as numeric references"]


@pytest.mark.parametrize(
    "where", ["<!-- 开 -->", "<script>'开'</script>", "<style>开</style>", "<开></开>", "<p 开=1>"]
)
def test_where_a_reference_means_nothing_the_page_is_utf8(where: str) -> None:
    made, warnings = back("html", f"<meta charset='utf-8'>{where}<p>头".encode(), "big5")
    assert made.decode() == f"<meta charset='UTF-8'>{where}<p>頭".replace("UTF-8", "utf-8")
    assert warnings == ["1 characters are not in big5 (开): the file was written in utf-8"]


@pytest.mark.parametrize(
    ("name", "text", "declared"),
    [
        ("html", "<meta charset='GB2312'><p>王后的头发", "GBK"),
        ("xhtml", "<?xml version='1.0' encoding='GB2312'?><html><p>王后的头发</p></html>", "GBK"),
        (
            "po",
            'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=GB2312\\n"\nmsgid "x"\nmsgstr "王后的头发"\n',
            "GBK",
        ),
    ],
)
def test_a_word_about_the_encoding_is_mended_when_it_is_true_no_more(name: str, text: str, declared: str) -> None:
    data = text.encode("gb2312")
    assert format_named(name).rewrite(data, Job(identity, "zh-Hant-TW")) == data
    made, warnings = back(name, data)
    assert made.decode("gbk") == text.replace("GB2312", declared).replace("头发", "頭髮")
    assert warnings == []


@pytest.mark.parametrize(
    ("text", "encoding", "wanted"),
    [
        ("<?xml version='1.0'?><html>头</html>", "gb18030", "<?xml version='1.0' encoding=\"GBK\"?><html>頭</html>"),
        ("<?xml version='1.0'?><html>头</html>", "utf-16", "<?xml version='1.0'?><html>頭</html>"),
        ("<?xml version='1.0' encoding='utf-8'?><html>头</html>", "utf-16", None),
    ],
)
def test_an_xml_declaration_is_made_or_changed(text: str, encoding: str, wanted: str | None) -> None:
    made = back("xhtml", text.encode(), encoding)[0].decode(encoding)
    assert made == (wanted or text.replace("utf-8", "UTF-16").replace("头", "頭"))


def test_bytes_that_an_encoding_holds_twice_are_kept() -> None:
    # 0xA2CC is 十 a second time, after 0xA451.
    kept = "說明的".encode("cp950") + b"\xa2\xcc\r\n"
    source = kept + "這是開源社群的說明，頭".encode("cp950") + b"\r\n"
    made = format_named("plain").rewrite(source, Job(lambda units: [("這",) for _ in units], "zh-Hans"))
    assert made == "這\r\n這\r\n".encode("cp950")

    def last(units: object) -> list[tuple[str, ...]]:
        return [("說明的十",), ("開",)]

    assert format_named("plain").rewrite(source, Job(last, "zh-Hans")) == kept + "開\r\n".encode("cp950")


def test_hong_kong_characters_come_back() -> None:
    data = "香港增補字符集：啲嘢喺度，𠝹手。這是開源社群".encode("big5hkscs")
    made = format_named("plain").rewrite(data, Job(lambda units: [(u.text + "頭",) for u in units], "zh-Hant-TW"))
    assert made == data + "頭".encode("big5hkscs")


def test_an_empty_file() -> None:
    for name in ("plain", "markdown", "html", "po", "csv", "tsv", "tex", "srt"):
        for data in (b"", b"\n \n", codecs.BOM_UTF8):
            assert back(name, data) == (data, [])
    for name in ("xhtml", "xliff", "tmx", "json", "jsonl", "vtt", "ass"):
        with pytest.raises(InputError, match="E104"):
            back(name, b"\n")


def test_what_a_codec_holds() -> None:
    assert not holds("no such codec", "a")


def test_json_is_utf8_where_it_can_be() -> None:
    data = '"ÿ 头"'.encode()
    assert back("json", data)[0].decode() == '"ÿ 頭"'
    assert back("json", '["王后的头发和一条内存"]'.encode("gb18030"))[0] == '["王后的頭髮和一条記憶體"]'.encode(
        "gb18030"
    )
