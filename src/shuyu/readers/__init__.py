"""One file a source format: bytes to a document of blocks. Everything about formats derives from `READERS`."""

from __future__ import annotations

from pathlib import PurePosixPath

from shuyu.errors import InputError, Problem
from shuyu.languages import canonical
from shuyu.model.passage import Document
from shuyu.readers import html, markdown, plain, tmx, tsv
from shuyu.readers.base import Reader
from shuyu.text.binary import refuse_binary
from shuyu.text.detect import language_of_name
from shuyu.text.encoding import Decoded, decode, refuse_long_line

READERS: dict[str, Reader] = {
    reader.name: reader
    for reader in (plain.READER, markdown.READER, html.READER, tsv.READER, tsv.CSV_READER, tmx.READER)
}

_BY_SUFFIX = {suffix: reader for reader in READERS.values() for suffix in reader.suffixes}


def suffixes() -> tuple[str, ...]:
    """The suffixes that are read, sorted.

    >>> ".md" in suffixes()
    True
    """
    return tuple(sorted(suffix for suffix in _BY_SUFFIX if suffix))


def reader_for(path: str) -> Reader | None:
    """The reader of a file by its name, or None when its suffix is not known.

    >>> reader_for("a/x.zh.MD").name, reader_for("notes").name, reader_for("x.docx")
    ('markdown', 'plain', None)
    """
    suffix = PurePosixPath(path.replace("\\", "/")).suffix.lower()
    # `act.zh` has no suffix but a language.
    return _BY_SUFFIX.get("" if canonical(suffix[1:]) else suffix)


def read_document(data: bytes, path: str) -> Document:
    """What a file holds, as blocks in the order of the source.

    Args:
        data: the whole file.
        path: its name decides on the reader and may tell the language; errors name it.

    Raises:
        InputError: E102 and E103 for what is not text, E104 for an empty file, E105 and E106 for a line or a file
            beyond the limits, E107 for a suffix that is not known, E108 and E109 for mark-up that cannot be read.

    >>> document = read_document("# 开源".encode("gb18030"), "notes/open.zh.md")
    >>> document.format, document.encoding, document.language, document.blocks[0].text
    ('markdown', 'gb18030', 'zh', '# 开源')
    """
    reader = reader_for(path)
    if reader is None:
        refuse_binary(data, path)
        raise InputError(
            Problem(
                "E107",
                f'files of the kind "{PurePosixPath(path).suffix}" are not read',
                f"Use one of: {', '.join(suffixes())}.",
                path=path,
            )
        )
    declared = reader.declared(data) if reader.declared else None
    decoded = decode(data, path, declared=declared, long_lines=reader.markup)
    if not decoded.text.strip():
        raise InputError(Problem("E104", "the file is empty", "Write the passage, or remove the file.", path=path))
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    document = reader.read(Decoded(text, decoded.encoding), path)
    if reader.markup:
        for block in document.blocks:
            refuse_long_line(block.text, path, block.line)
    named = language_of_name(path)[1]
    if named is None or named == document.language:
        return document
    return Document(path, document.format, document.encoding, document.blocks, named)


__all__ = ["READERS", "Reader", "read_document", "reader_for", "suffixes"]
