"""What holds for every reader, and for the choice among them."""

from __future__ import annotations

import pytest

from shuyu.errors import InputError
from shuyu.model.passage import Document, Kind
from shuyu.readers import READERS, Reader, read_document, reader_for, suffixes

# The same two sentences in every format.
ZH, EN = "模型的权重是公开的。", "The weights of the model are public."
SAMPLES = {
    "plain": ("a.txt", f"{ZH}\n{EN}\n"),
    "markdown": ("a.md", f"{ZH}\n\n{EN}\n"),
    "html": ("a.html", f"<html><body><p>{ZH}</p><p>{EN}</p></body></html>"),
    "tsv": ("a.tsv", f"{ZH}\t{EN}\n"),
    "csv": ("a.csv", f"{ZH},{EN}\n"),
    "tmx": (
        "a.tmx",
        f'<?xml version="1.0"?><tmx version="1.4"><header/><body><tu><tuv xml:lang="zh-CN"><seg>{ZH}</seg></tuv>'
        f'<tuv xml:lang="en"><seg>{EN}</seg></tuv></tu></body></tmx>',
    ),
}


def refusal(data: bytes, path: str) -> str:
    with pytest.raises(InputError) as caught:
        read_document(data, path)
    return str(caught.value)


def joined(document: Document) -> str:
    return "\n".join(block.text for block in document.blocks)


def test_every_reader_has_a_sample() -> None:
    assert set(SAMPLES) == set(READERS)


@pytest.mark.parametrize("reader", READERS.values(), ids=lambda reader: reader.name)
def test_the_registry_says_what_it_needs(reader: Reader) -> None:
    assert reader.summary
    assert all(suffix == "" or (suffix.startswith(".") and suffix == suffix.lower()) for suffix in reader.suffixes)
    for suffix in reader.suffixes:
        assert reader_for("folder/x" + suffix) is reader
        assert reader_for("folder/x" + suffix.upper()) is reader


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_every_format_in_every_encoding(name: str, codec: str) -> None:
    path, text = SAMPLES[name]
    document = read_document(text.encode(codec), path)
    assert document.format == name
    assert document.path == path
    assert document.encoding == {"utf-16": "utf-16-le"}.get(codec, codec)
    assert ZH in joined(document)
    assert EN in joined(document)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_do_not_matter(name: str, end: str) -> None:
    path, text = SAMPLES[name]
    expected = read_document(text.encode(), path)
    assert read_document(text.replace("\n", end).encode(), path) == expected


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf\n"])
def test_an_empty_file(name: str, data: bytes) -> None:
    path = SAMPLES[name][0]
    assert refusal(data, path) == f"E104 {path}: the file is empty. Write the passage, or remove the file."


@pytest.mark.parametrize("name", SAMPLES)
def test_a_binary_file(name: str) -> None:
    path = SAMPLES[name][0]
    assert refusal(b"\x89PNG\r\n\x1a\n\x00", path).startswith(f"E102 {path}: this is not text but a PNG image.")


def test_an_unknown_kind_lists_the_known_ones() -> None:
    assert refusal(b"text", "a.odt") == (
        f'E107 a.odt: files of the kind ".odt" are not read. Use one of: {", ".join(suffixes())}.'
    )


def test_an_unknown_kind_that_is_binary_is_named() -> None:
    assert refusal(b"%PDF-1.5", "a.pdf").startswith("E102 a.pdf: this is not text but a PDF. Export its text first")


@pytest.mark.parametrize(
    ("path", "language"),
    [("x.zh-Hant.md", "zh-Hant"), ("x.en.txt", "en"), ("zh/x.html", "zh"), ("x.md", None), ("x.zh", "zh")],
)
def test_the_name_tells_the_language(path: str, language: str | None) -> None:
    assert read_document(b"text", path).language == language


def test_a_name_without_suffix_is_plain_text() -> None:
    document = read_document(ZH.encode(), "notes")
    assert document.format == "plain"
    assert [block.kind for block in document.blocks] == [Kind.FLOW]


def test_plain_text_that_is_a_table() -> None:
    document = read_document("模型\tmodel\n\n算力\tcomputing power\n".encode(), "a.txt")
    assert document.format == "plain"
    assert [(block.text, block.row, block.column, block.line) for block in document.blocks] == [
        ("模型", 0, 0, 1),
        ("model", 0, 1, 1),
        ("算力", 1, 0, 3),
        ("computing power", 1, 1, 3),
    ]


def test_a_tab_at_the_start_of_a_paragraph_makes_no_table() -> None:
    document = read_document("\t第一段。\n\t第二段。\n".encode(), "a.txt")
    assert [block.kind for block in document.blocks] == [Kind.FLOW]


@pytest.mark.parametrize("name", ["html", "tmx"])
def test_mark_up_on_one_line_is_read_but_no_block_may_be_that_long(name: str) -> None:
    path, text = SAMPLES[name]
    many = text.replace(EN, EN + " " * 1_500_000)
    assert EN in joined(read_document(many.encode(), path))
    assert refusal(text.replace(EN, "x" * 1_000_001).encode(), path).startswith(f"E105 {path}:1: the line has more")
