from __future__ import annotations

import codecs
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.errors import InputError
from shuyu.text import encoding
from shuyu.text.binary import refuse_binary
from shuyu.text.common import FREQUENT
from shuyu.text.encoding import decode, plausibility

SIMPLIFIED = (
    "开源社区把代码、数据和经验放在同一张桌子上，谁都可以来添一把椅子。"
    "维护者负责合并补丁，也负责说明为什么不合并；新人提的问题往往最有价值，因为文档总是写给已经懂的人看的。\n"
    "《许可证》写得再清楚，也要有人读：“自由”两个字，不等于没有条件。"
)
TRADITIONAL = (
    "開源社群把程式碼、數據和經驗放在同一張桌子上，誰都可以來添一把椅子。"
    "維護者負責合併補丁，也負責說明為什麼不合併；新人提的問題往往最有價值，因為文件總是寫給已經懂的人看的。\n"
    "《許可證》寫得再清楚，也要有人讀：「自由」兩個字，不等於沒有條件。"
)
ENGLISH = "Open-source communities put code, data and experience on one table.\nAnyone may add a chair — “anyone.”\n"
MIXED = "智汇社区（Zhihui Hub）于2025年发布了 v2.0 版本，支持 Linux、macOS 和 Windows。"

TEXTS = {
    "simplified": SIMPLIFIED,
    "simplified, 20 characters": SIMPLIFIED[:20],
    "simplified, 8 characters": SIMPLIFIED[:8],
    "traditional": TRADITIONAL,
    "traditional, 20 characters": TRADITIONAL[:20],
    "traditional, 8 characters": TRADITIONAL[:8],
    "mixed": MIXED,
    "english with typographic marks": ENGLISH,
    "long": SIMPLIFIED * 3000,
    "long, Chinese late": ENGLISH * 3000 + TRADITIONAL,
}
MARKED = {
    "utf-8-sig": (codecs.BOM_UTF8, "utf-8"),
    "utf-16-le": (codecs.BOM_UTF16_LE, "utf-16-le"),
    "utf-16-be": (codecs.BOM_UTF16_BE, "utf-16-be"),
    "utf-32-le": (codecs.BOM_UTF32_LE, "utf-32-le"),
    "utf-32-be": (codecs.BOM_UTF32_BE, "utf-32-be"),
}


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        decode(data, "notes.txt")
    assert len(caught.value.problems) == 1
    return str(caught.value)


def encodable(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


# A page of English with three typographic marks gives nothing by which Big5 could be known.
MATRIX = [
    (name, codec)
    for name, text in TEXTS.items()
    for codec in ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be")
    if encodable(text, codec) and (codec, name) != ("big5", "english with typographic marks")
]


@pytest.mark.parametrize(("name", "codec"), MATRIX)
def test_without_a_mark(name: str, codec: str) -> None:
    decoded = decode(TEXTS[name].encode(codec))
    assert decoded.text == TEXTS[name]
    assert decoded.encoding == codec


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("encoding_name", MARKED)
def test_with_a_mark(name: str, encoding_name: str) -> None:
    mark, codec = MARKED[encoding_name]
    decoded = decode(mark + TEXTS[name].encode(codec))
    assert decoded.text == TEXTS[name]
    assert decoded.encoding == encoding_name


@pytest.mark.parametrize("text", ["", "plain\n", "a\tb\r\nc"])
def test_ascii_is_utf8(text: str) -> None:
    assert decode(text.encode()) == encoding.Decoded(text, "utf-8")


@pytest.mark.parametrize("text", ["é", "naïve café", "αβγ", "Привет, мир", "“ok” – fine"])
def test_few_letters_of_utf8_stay_utf8(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("text", ["移动联通", "联通公司"])
def test_gb_words_whose_bytes_look_like_utf8(text: str) -> None:
    assert decode(text.encode("gb18030")).text == text


def test_short_snippets_are_told_apart() -> None:
    # Every piece of ten characters of the samples, in both encodings: what a detector of bytes cannot do.
    for text, codec in ((SIMPLIFIED, "gb18030"), (TRADITIONAL, "gb18030"), (TRADITIONAL, "big5")):
        for start in range(len(text) - 10):
            piece = text[start : start + 10]
            assert decode(piece.encode(codec)).text == piece


def test_hong_kong_characters() -> None:
    text = "佢哋喺開源社群嘅討論區度傾計，唔使登記㗎。"
    decoded = decode(text.encode("big5hkscs"))
    assert (decoded.text, decoded.encoding) == (text, "big5-hkscs")


def test_gb18030_holds_rare_characters() -> None:
    text = "姓名里的生僻字，例如“㛃”“𬭎”，在国家标准的四字节区。"
    assert decode(text.encode("gb18030")).text == text


def test_every_name_is_a_codec_that_writes_the_text_back() -> None:
    for text, codec in ((SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5"), (TRADITIONAL, "utf-16-be")):
        decoded = decode(text.encode(codec))
        assert decoded.text.encode(decoded.encoding) == text.encode(codec)


def test_a_declared_encoding_is_believed_unless_the_bytes_speak_against_it() -> None:
    assert decode("Über café".encode("latin-1"), declared="ISO-8859-1").text == "Über café"
    assert decode(SIMPLIFIED.encode("gbk"), declared="GB2312").encoding == "gb18030"
    assert decode(SIMPLIFIED.encode(), declared="gb2312").encoding == "utf-8"
    assert decode(TRADITIONAL.encode("big5"), declared="utf-8").encoding == "big5"
    assert decode(SIMPLIFIED.encode("gb18030"), declared="rot13").encoding == "gb18030"
    assert decode("ソフトウェア".encode("shift_jis"), declared="Shift_JIS").text == "ソフトウェア"


def test_invalid_utf8_names_line_and_bytes() -> None:
    data = "\n".join(["开源社区的规则"] * 13).encode() + "\n这里坏了".encode() + b"\xff\n" + "后面还有".encode()
    assert refusal(data) == (
        f"E103 notes.txt:14: byte 0xff at offset {data.index(0xFF)}; it is not valid UTF-8. "
        "Mend that place, or save the file as UTF-8."
    )


def test_utf8_cut_inside_a_character() -> None:
    assert "E103 notes.txt:1: byte 0xe5 0xbc" in refusal("开源社区的规则开".encode() + "开".encode()[:2])


def test_invalid_gb18030_names_line_and_bytes() -> None:
    data = ("开源社区的规则\n" * 3).encode("gb18030") + b"\xff\n"
    assert refusal(data).startswith("E103 notes.txt:4: byte 0xff")
    assert "it is not valid GB18030" in refusal(data)


@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
def test_western_bytes_are_not_taken_for_chinese(codec: str) -> None:
    assert "nor GB18030, Big5 or UTF-16" in refusal("A naïve question about the café’s rôle"[:26].encode(codec))


def test_utf16_cut_inside_a_character() -> None:
    assert refusal(SIMPLIFIED.encode("utf-16") + b"x").startswith("E103 notes.txt: the file is UTF-16-LE but ends")


def test_invalid_utf16() -> None:
    assert "E103" in refusal(codecs.BOM_UTF16_LE + "开源".encode("utf-16-le") + b"\x00\xd8" + "开".encode("utf-16-le"))


@pytest.mark.parametrize(
    ("data", "seems"),
    [
        (b"%PDF-1.7\n...", "a PDF"),
        (b"PK\x03\x04" + b"\x00" * 30 + b"word/document.xml", "a Word document (.docx)"),
        (b"PK\x03\x04" + b"\x00" * 30 + b"xl/workbook.xml", "an Excel workbook (.xlsx)"),
        (b"PK\x03\x04" + b"\x00" * 30 + b"readme", "a ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "an old Microsoft Office file"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"{\\rtf1 text}", "an RTF document"),
        (b"\x00\x00\x00\x18ftypmp42", "a video or sound file"),
        (b"ID3\x03\x00", "a sound file"),
    ],
)
def test_binary_files_are_named(data: bytes, seems: str) -> None:
    assert f"this is not text but {seems}." in refusal(data)
    assert refusal(data).startswith("E102 notes.txt")


@pytest.mark.parametrize("text", ["ID3 is a tag format.", "the ftyp box", "PK is a name", "MM*"])
def test_words_that_only_look_like_a_magic_number(text: str) -> None:
    assert decode(text.encode()).text == text
    refuse_binary(text.encode())


def test_nul_bytes_are_no_text() -> None:
    assert refusal("第一行\n第二".encode() + b"\x00" + "行\n第三行".encode()).startswith(
        "E102 notes.txt:2: this is a binary file: it holds NUL bytes."
    )
    assert "NUL characters" in refusal(codecs.BOM_UTF8 + b"a\n\x00b")


def test_noise_is_no_text() -> None:
    noise = random.Random(1).randbytes(5000)  # noqa: S311
    assert "E102" in refusal(noise)
    assert "control characters" in refusal(noise.replace(b"\x00", b"x"))


def test_a_stray_control_character_is_left_to_the_cleaner() -> None:
    assert decode("开源\x0c社区\x08的规则".encode()).text == "开源\x0c社区\x08的规则"


@pytest.mark.parametrize("codec", ["ascii", "utf-8", "gb18030", "utf-16-le"])
def test_a_line_of_a_hundred_megabytes_is_refused_at_once(codec: str) -> None:
    unit = ("a" if codec == "ascii" else "开源社区").encode(codec)
    mark = codecs.BOM_UTF16_LE if codec == "utf-16-le" else b""
    data = mark + "x\n".encode(codec) + unit * (100_000_000 // len(unit))
    began = time.process_time()
    assert refusal(data) == (
        "E105 notes.txt:2: the line has more than 1,000,000 characters. Break the text into paragraphs, one a line."
    )
    assert time.process_time() - began < 5


def test_the_longest_line() -> None:
    limit = encoding.MAX_LINE_CHARACTERS
    assert len(decode(b"a" * limit).text) == limit
    assert len(decode(b"a" * limit + b"\r" + b"b" * limit + b"\r\n" + b"c" * limit).text) == 3 * limit + 3
    assert refusal(b"a\r\nb\rc\n" + b"d" * (limit + 1)).startswith("E105 notes.txt:4:")
    # Chinese: more bytes than the limit, but not more characters.
    assert len(decode(("开" * limit).encode()).text) == limit
    assert refusal(("开" * (limit + 1)).encode()).startswith("E105 notes.txt:1:")


def test_a_big_binary_file_is_named_as_one() -> None:
    assert refusal(b"%PDF-1.4" + b"x" * 10_000_000).startswith("E102")
    assert refusal(b"x" * 10_000_000 + b"\x00").startswith("E102")


def test_in_markup_lines_may_be_long() -> None:
    assert len(decode(b"a" * 5_000_000, long_lines=True).text) == 5_000_000


def test_a_file_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "MAX_FILE_BYTES", 3 * 1024 * 1024)
    assert refusal(b"a\n" * 2 * 1024 * 1024) == (
        "E106 notes.txt: the file has 4 MB. The limit is 3 MB: split it into smaller files."
    )


def test_frequent_characters_are_sorted_by_use_of_both_scripts() -> None:
    assert {"的", "国", "國", "为", "為", "爲", "裡", "裏"} <= FREQUENT
    assert plausibility("的国國") == 3.0
    assert plausibility("plain") == 0.0


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=200))
def test_valid_utf8_with_chinese_in_it_is_never_something_else(text: str) -> None:
    assert decode((SIMPLIFIED + text).encode()).text == SIMPLIFIED + text


def outcome(data: bytes) -> str:
    try:
        return decode(data, "x.txt").text
    except InputError as error:
        return error.problems[0].code


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_clear_refusal(data: bytes) -> None:
    assert "\x00" not in outcome(data)
