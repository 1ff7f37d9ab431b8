"""The kinds of documents that are converted: one module each, imported when one is met."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import PurePosixPath
from typing import cast

from shuyu.conversion.base import DocumentFormat
from shuyu.languages import canonical

_HERE = "shuyu.conversion.documents."

FORMATS: dict[str, str] = {
    "plain": _HERE + "plain:PLAIN",
    "markdown": _HERE + "markdown:MARKDOWN",
    "html": _HERE + "html:HTML",
    "xhtml": _HERE + "html:XHTML",
    "po": _HERE + "po:PO",
    "xliff": _HERE + "xliff:XLIFF",
    "tmx": _HERE + "tmx:TMX",
    "srt": _HERE + "subtitles:SRT",
    "vtt": _HERE + "subtitles:VTT",
    "ass": _HERE + "subtitles:ASS",
    "json": _HERE + "json:JSON",
    "jsonl": _HERE + "json:JSONL",
    "csv": _HERE + "csv:CSV",
    "tsv": _HERE + "csv:TSV",
    "tex": _HERE + "tex:TEX",
    "docx": _HERE + "docx:DOCX",
    "pptx": _HERE + "pptx:PPTX",
    "xlsx": _HERE + "xlsx:XLSX",
    "epub": _HERE + "epub:EPUB",
    "odt": _HERE + "opendocument:ODT",
    "ods": _HERE + "opendocument:ODS",
    "odp": _HERE + "opendocument:ODP",
}
"""Every format's name, and where its object is: `module:object`."""

SUFFIXES: dict[str, str] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "xhtml",
    ".xht": "xhtml",
    ".po": "po",
    ".pot": "po",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".mxliff": "xliff",
    ".sdlxliff": "xliff",
    ".tmx": "tmx",
    ".srt": "srt",
    ".vtt": "vtt",
    ".ass": "ass",
    ".ssa": "ass",
    ".json": "json",
    ".arb": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".tex": "tex",
    ".ltx": "tex",
    # Files with macros, and those of old versions, go to the format that refuses them and says why.
    ".docx": "docx",
    ".dotx": "docx",
    ".docm": "docx",
    ".dotm": "docx",
    ".doc": "docx",
    ".pptx": "pptx",
    ".potx": "pptx",
    ".ppsx": "pptx",
    ".pptm": "pptx",
    ".ppt": "pptx",
    ".xlsx": "xlsx",
    ".xltx": "xlsx",
    ".xlsm": "xlsx",
    ".xlsb": "xlsx",
    ".xls": "xlsx",
    ".epub": "epub",
    ".odt": "odt",
    ".ott": "odt",
    ".ods": "ods",
    ".ots": "ods",
    ".odp": "odp",
    ".otp": "odp",
}
"""The format of each suffix, lower case with the dot."""

# What a file without a telling name begins with, white space and byte order mark apart; in this order.
_BEGINNINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE | re.DOTALL))
    for name, pattern in (
        ("vtt", r"WEBVTT(?=[ \t\r\n]|\Z)"),
        ("ass", r"\[Script Info\]"),
        ("xliff", r"<(\?xml.{0,2000}?<)?xliff[\s>]"),
        ("tmx", r"<(\?xml.{0,2000}?<)?tmx[\s>]"),
        ("xhtml", r"<\?xml.{0,2000}?<(!DOCTYPE )?html[\s>]"),
        ("html", r"(<!--[^>]{0,500}-->\s*)?<(!DOCTYPE\s+html|html[\s>])"),
        ("srt", r"\d{1,9}[ \t]*\r?\n\d+:\d\d:\d\d[,.]\d+ *-->"),
        ("po", r'(#[^\n]{0,2000}\n\s{0,20}){0,200}msgid ""\s*\r?\nmsgstr "'),
        ("tex", r"(%[^\n]{0,2000}\n\s{0,20}){0,200}\\documentclass\b"),
        ("json", r'\{\s*(\}|"[^"\n]{0,500}"\s*:)|\[\s*(\]|[\[{"])'),
    )
)
_ARCHIVES = (
    (b"word/document.xml", "docx"),
    (b"ppt/presentation.xml", "pptx"),
    (b"xl/workbook.xml", "xlsx"),
    (b"application/epub+zip", "epub"),
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"),
)
_HEAD_BYTES = 8192


def format_named(name: str) -> DocumentFormat:
    """The format `name`; its module is imported now.

    Args:
        name: a key of `FORMATS`.

    >>> format_named("po").suffixes
    ('.po', '.pot')
    """
    module, _, attribute = FORMATS[name].partition(":")
    return cast(DocumentFormat, getattr(import_module(module), attribute))


def format_for(path: str, data: bytes | None = None) -> DocumentFormat | None:
    r"""The format of a file by its name, or by what it holds where the name does not tell.

    Args:
        path: the file's name; `-` for standard input.
        data: its bytes or their beginning. They are looked at where the name has no suffix, or says `.txt` or `.xml`.

    Returns:
        None for a kind of file that is not converted.

    >>> format_for("a/strings.PO").name, format_for("-", b"WEBVTT\n").name, format_for("notes").name
    ('po', 'vtt', 'plain')
    >>> format_for("a.png") is None
    True
    """
    suffix = PurePosixPath(path.replace("\\", "/")).suffix.lower()
    # `act.zh-TW` has no suffix but a language.
    if canonical(suffix[1:]) is not None:
        suffix = ""
    name = SUFFIXES.get(suffix)
    if suffix in ("", ".txt", ".text", ".xml"):
        found = _sniffed(data) if data else None
        name = found or (None if suffix == ".xml" else "plain")
    return format_named(name) if name is not None else None


def _sniffed(data: bytes) -> str | None:
    if data.startswith(b"PK\x03\x04"):
        # The names of an archive's files stand in it as they are, at its beginning and, all of them, at its end.
        ends = data[:_HEAD_BYTES] + data[-(1 << 18) :]
        return next((name for mark, name in _ARCHIVES if mark in ends), None)
    head = data[:_HEAD_BYTES]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", "replace")
    else:
        # What is looked for is ASCII, which all the other encodings share.
        text = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    text = text.lstrip("\ufeff \t\r\n")
    return next((name for name, pattern in _BEGINNINGS if pattern.match(text)), None)


__all__ = ["FORMATS", "SUFFIXES", "format_for", "format_named"]
