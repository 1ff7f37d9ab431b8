"""Files that are no text: what they seem to be, and what to do with them."""

from __future__ import annotations

from shuyu.errors import InputError, Problem

# What a file begins with, where in it, what it is, and what to do.
_MAGIC = (
    (0, b"%PDF-", "a PDF", "Export its text first (for example with pdftotext) and keep that."),
    (0, b"{\\rtf", "an RTF document", "Save it as plain text, Markdown or HTML."),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office file", "Save it as plain text or HTML."),
    (0, b"PK\x03\x04", "a ZIP archive", "Unpack it, or save the document as plain text, Markdown or HTML."),
    (0, b"PK\x05\x06", "an empty ZIP archive", "Unpack it, or save the document as plain text, Markdown or HTML."),
    (0, b"\x89PNG\r\n", "a PNG image", "Images hold no text: move it out of the folder."),
    (0, b"\xff\xd8\xff", "a JPEG image", "Images hold no text: move it out of the folder."),
    (0, b"GIF8", "a GIF image", "Images hold no text: move it out of the folder."),
    (8, b"WEBPVP8", "a WebP image", "Images hold no text: move it out of the folder."),
    (0, b"II*\x00", "a TIFF image", "Images hold no text: move it out of the folder."),
    (0, b"MM\x00*", "a TIFF image", "Images hold no text: move it out of the folder."),
    (0, b"\x1f\x8b\x08", "a gzip archive", "Unpack it first."),
    (0, b"BZh9", "a bzip2 archive", "Unpack it first."),
    (0, b"\xfd7zXZ\x00", "an xz archive", "Unpack it first."),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it first."),
    (0, b"Rar!\x1a\x07", "a RAR archive", "Unpack it first."),
    (0, b"SQLite format 3\x00", "an SQLite database", "Export its tables as TSV."),
    (0, b"\x7fELF", "a program", "Move it out of the folder."),
    (4, b"ftyp", "a video or sound file", "Move it out of the folder."),
    (0, b"ID3", "a sound file", "Move it out of the folder."),
)
_OFFICE = (
    (b"word/", "a Word document (.docx)"),
    (b"xl/", "an Excel workbook (.xlsx)"),
    (b"ppt/", "a PowerPoint presentation (.pptx)"),
    (b"application/epub+zip", "an EPUB book"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
)

_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27}) + b"\x7f"
_SAMPLE_BYTES = 128 * 1024


def refuse_binary(data: bytes, path: str | None = None) -> None:
    """Nothing, unless `data` begins as a known binary format does.

    Args:
        data: a file, or its beginning.
        path: how the error names it.

    Raises:
        InputError: E102, naming what it seems to be and what to do.

    >>> refuse_binary(b"%PDF-1.7", "a.pdf")
    Traceback (most recent call last):
    shuyu.errors.InputError: E102 a.pdf: this is not text but a PDF. Export its text first (for example with ...
    """
    for at, mark, what, how in _MAGIC:
        if not data.startswith(mark, at):
            continue
        if mark == b"ftyp" and data[:2] != b"\x00\x00":
            continue
        if mark == b"ID3" and data[3:4] not in (b"\x02", b"\x03", b"\x04"):
            continue
        if mark == b"PK\x03\x04":
            head = data[:4096] + data[-4096:]
            what = next((shown for sign, shown in _OFFICE if sign in head), what)
        raise binary_error(what, how, path)


def refuse_control(data: bytes, path: str | None = None) -> None:
    """Nothing, unless more than a tenth of `data` is control characters.

    A few stray ones are dirt for the cleaner.

    Args:
        data: a file without NUL bytes.
        path: how the error names it.

    Raises:
        InputError: E102.
    """
    sample = data[:_SAMPLE_BYTES]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    if control * 10 > len(sample):
        raise binary_error("a binary file: more than a tenth of it is control characters", "Save it as text.", path)


def binary_error(what: str, how: str, path: str | None, line: int | None = None) -> InputError:
    """The error that says what a file is instead of text.

    Args:
        what: it is, with its article.
        how: to get text out of it.
        path: of the file.
        line: where that shows.
    """
    said = f"this is not text but {what}" if line is None else f"this is {what}"
    return InputError(Problem("E102", said, how, path=path, line=line))
