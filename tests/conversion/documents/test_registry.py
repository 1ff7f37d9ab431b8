"""Which format a file has."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest

from shuyu.conversion.documents import FORMATS, SUFFIXES, format_for, format_named

TEXT = [
    name
    for name, where in FORMATS.items()
    if where.startswith("shuyu.conversion.documents.") and name not in "docx pptx xlsx epub odt ods odp".split()
]


def named(path: str, data: bytes | None = None) -> str | None:
    found = format_for(path, data)
    return found.name if found else None


@pytest.mark.parametrize("name", TEXT)
def test_a_format_says_what_the_registry_says(name: str) -> None:
    kind = format_named(name)
    assert kind.name == name
    assert kind.suffixes == tuple(suffix for suffix, of in SUFFIXES.items() if of == name)


@pytest.mark.parametrize("name", sorted(set(FORMATS) - set(TEXT)))
def test_office_formats_are_there_too(name: str) -> None:
    kind = format_named(name)
    assert kind.name == name
    # Beside its own it gets the suffixes of files that it refuses.
    assert {suffix for suffix, of in SUFFIXES.items() if of == name} >= set(kind.suffixes)


def test_every_suffix_has_a_format() -> None:
    assert set(SUFFIXES.values()) == set(FORMATS)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.txt", "plain"),
        ("README", "plain"),
        ("act.zh-TW", "plain"),
        ("a/b.c\\D.MD", "markdown"),
        ("a.png", None),
        ("a.xml", None),
        ("a.sdlxliff", "xliff"),
    ],
)
def test_by_name(path: str, name: str | None) -> None:
    assert named(path) == name


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("头发", "plain"),
        ("", "plain"),
        ("\ufeffWEBVTT\n", "vtt"),
        ("[Script Info]\n", "ass"),
        ("1\r\n00:00:01,000 --> 00:00:02,000\r\n", "srt"),
        ("\n<!DOCTYPE html><p>", "html"),
        ("<!-- a --><html lang=zh>", "html"),
        ("<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x' 'y'><html>", "xhtml"),
        ("<?xml version='1.0'?><xliff version='1.2'>", "xliff"),
        ("<?xml version='1.0'?><!DOCTYPE tmx SYSTEM 'tmx14.dtd'><tmx version='1.4'>", "tmx"),
        ('# 头\n\nmsgid ""\nmsgstr ""\n', "po"),
        ("% 头\n\\documentclass{article}", "tex"),
        ('{"a": "头"}', "json"),
        ("[注] 头发", "plain"),
        ("{头发}", "plain"),
        ("1 头发", "plain"),
    ],
)
@pytest.mark.parametrize("path", ["-", "a.txt"])
def test_by_what_it_holds(path: str, data: str, name: str) -> None:
    assert named(path, data.encode()) == name
    assert named(path, data.encode("utf-16")) == name
    assert named("a.md", data.encode()) == "markdown"
    assert named("a.xml", data.encode()) == (None if name == "plain" else name)


@pytest.mark.parametrize(
    ("member", "content", "name"),
    [
        ("word/document.xml", "", "docx"),
        ("ppt/presentation.xml", "", "pptx"),
        ("xl/workbook.xml", "", "xlsx"),
        ("mimetype", "application/epub+zip", "epub"),
        ("mimetype", "application/vnd.oasis.opendocument.text", "odt"),
        ("a.txt", "", "plain"),
    ],
)
def test_archives(member: str, content: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("shuyu.conversion.documents.format_named", asked.append)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(member, content)
    format_for("-", stream.getvalue())
    assert asked == [name]


def test_a_format_is_imported_when_it_is_met() -> None:
    script = (
        "import sys; from shuyu.conversion.documents import format_for; format_for('a.json');"
        "print([n for n in ('lxml', 'markdown_it', 'opencc', 'numpy', 'shuyu.conversion.documents.markdown')"
        " if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
