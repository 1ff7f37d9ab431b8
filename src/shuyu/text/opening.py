"""Text files of any size, read line by line whatever their encoding."""

from __future__ import annotations

import codecs
import io
from pathlib import Path
from typing import TextIO

from shuyu.files import cannot_read, read_bytes
from shuyu.text.binary import refuse_binary, refuse_control
from shuyu.text.encoding import MAX_LINE_CHARACTERS, decode, refuse_long_line

SMALL = 4 * 1024 * 1024
"""Bytes up to which a file is read whole."""

_CHUNK = 1 << 20
# What a file can begin with that settles its encoding; UTF-32 first, since its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def open_text(path: Path, shown: str | None = None, *, declared: str | None = None, long_lines: bool = False) -> TextIO:
    r"""A text file, open for reading, in any of the encodings that `text.encoding.decode` reads.

    A large file of UTF-8, or with a byte order mark, is looked through first and then read as the caller goes, in
    memory that does not grow with it; it may be of any size. Others are decoded whole.

    Args:
        path: the file.
        shown: how errors name it; `path` itself when absent.
        declared: the encoding that the file says it has.
        long_lines: whether lines may be of any length, as in mark-up.

    Returns:
        the text; each of its lines ends in `\n`, whatever ended it in the file. The caller closes it.

    Raises:
        InputError: E101, when it cannot be read; what `decode` raises.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "a.txt")
    >>> _ = path.write_bytes("开源\r\n模型".encode("gb18030"))
    >>> with open_text(path) as stream:
    ...     list(stream)
    ['开源\n', '模型']
    """
    name = shown or str(path)
    try:
        # What comes through a pipe can be read only once.
        codec = _codec(path, name, declared, long_lines) if path.is_file() and path.stat().st_size > SMALL else None
        if codec is not None:
            return path.open(encoding=codec)
    except OSError as error:
        raise cannot_read(error, name) from error
    text = decode(read_bytes(path, name), name, declared=declared, long_lines=long_lines).text
    return io.StringIO(text, newline=None)


def _codec(path: Path, name: str, declared: str | None, long_lines: bool) -> str | None:
    # The encoding of a file that is sound from end to end; None for one that has to be seen whole.
    with path.open("rb") as stream:
        head = stream.read(_CHUNK)
        refuse_binary(head, name)
        codec = next((codec for mark, codec in _MARKS if head.startswith(mark)), "utf-8")
        if codec == "utf-8":
            if b"\0" in head or (declared or "utf-8").lower().replace("_", "-") not in ("utf-8", "utf8", "ascii"):
                return None
            refuse_control(head, name)
        decoder = codecs.getincrementaldecoder(codec)()
        line, room = 1, 0
        chunk = head
        while True:
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                return None
            if "\0" in text:
                return None
            if not long_lines:
                first = min((at for at in (text.find("\n"), text.find("\r")) if at >= 0), default=len(text))
                if room + first > MAX_LINE_CHARACTERS:
                    refuse_long_line("x" * (room + first), name, line)
                last = max(text.rfind("\n"), text.rfind("\r"))
                room = room + len(text) if last < 0 else len(text) - last - 1
                line += text.count("\n") or text.count("\r")
            if not chunk:
                return codec
            chunk = stream.read(_CHUNK)
