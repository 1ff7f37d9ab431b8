"""Plain text beyond a megabyte, converted as it is read: memory does not grow with the file."""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING

from shuyu.cli.convert_run import Order, Outcome, keep_backup, put, refuse_to_replace, whole_only
from shuyu.cli.progress import progress_bar
from shuyu.errors import InputError, Problem, ShuyuError

if TYPE_CHECKING:
    from shuyu.cli.convert_sources import Source
    from shuyu.conversion.engine import Engine
    from shuyu.conversion.whole import Wish

SMALL = 1024 * 1024
"""Bytes up to which a file is converted as a whole."""

_CHUNK = 1024 * 1024
# A cut in the middle of a character can be carried on, and every character can be written back.
_CODECS = ("utf-8", "gb18030")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")


class _SameError(Exception):
    """Nothing in the file changes."""


def stream_source(order: Order, source: Source, wish: Wish, jobs: int) -> Outcome | None:
    """Convert a large plain text; None where it is not one, or has to be seen as a whole.

    Args:
        order: how to treat it.
        source: the file, or standard input.
        wish: how to convert.
        jobs: how many processes.
    """
    if source.path is None or whole_only(order, wish):
        return None
    try:
        if not source.path.is_file() or source.path.stat().st_size <= SMALL:
            return None
        with source.path.open("rb") as file:
            codec = _codec(file, source, wish)
    except OSError:
        return None  # what is wrong with it is told where files are read whole
    if codec is None:
        return None
    try:
        refuse_to_replace(source, order)
        return _streamed(order, source, wish, codec, jobs)
    except ShuyuError as error:
        return Outcome(source.shown, problems=error.problems)


def stream_input(head: bytes, rest: IO[bytes], wish: Wish, jobs: int, output: Path | None) -> bool:
    """Convert standard input as it comes; False where it has to be seen as a whole.

    Args:
        head: its first bytes.
        rest: where the others come from.
        wish: how to convert.
        jobs: how many processes.
        output: the file to write; None for standard output.

    Raises:
        InputError: E103, where bytes are met that are not of its encoding; what came before them is printed.
    """
    codec = _codec_of(head, "-", wish)
    if codec is None:
        return False
    chunks = chain([head], _chunks(rest))
    texts = _turned(_decoded(chunks, codec, "-"), wish.engine(), jobs)
    if output is None:
        _print(texts, wish.encoding or "utf-8")
    else:
        put(output, (text.encode(wish.encoding or codec) for text in texts))
    return True


def _streamed(order: Order, source: Source, wish: Wish, codec: str, jobs: int) -> Outcome:
    assert source.path is not None  # noqa: S101 - seen by the caller
    path = source.path
    engine = wish.engine()
    script: list[str | None] = []

    def watched(texts: Iterable[str]) -> Iterator[str]:
        for text in texts:
            if not script:
                script.append(engine.source_of(text[:_CHUNK]))
            yield text

    def outcome(*, changed: bool, output: str | None = None, backup: Path | None = None) -> Outcome:
        kept = None if backup is None else str(backup)
        first = script[0] if script else None
        return Outcome(source.shown, "plain", first, engine.target, changed=changed, output=output, backup=kept)

    with ExitStack() as stack:
        file = stack.enter_context(path.open("rb"))
        tell = stack.enter_context(progress_bar()) if order.bar else lambda stage, done, total: None
        texts = watched(_decoded(_chunks(file, tell), codec, source.shown))
        if source.output is None and not order.in_place:
            _print(_turned(texts, engine, jobs), wish.encoding or "utf-8")
            return outcome(changed=True)
        encoding = wish.encoding or codec
        if source.output is not None:
            put(source.output, (text.encode(encoding) for text in _turned(texts, engine, jobs)))
            return outcome(changed=True, output=str(source.output))
        backups: list[Path] = []

        def rewritten() -> Iterator[bytes]:
            with path.open("rb") as again:
                same = encoding == codec
                for text in _turned(texts, engine, jobs):
                    data = text.encode(encoding)
                    same = same and again.read(len(data)) == data
                    yield data
                if same and not again.read(1):
                    raise _SameError
            # The file is replaced when this ends: what it was is kept before that.
            backups.append(keep_backup(path, force=order.force))

        try:
            put(path, rewritten())
        except _SameError:
            return outcome(changed=False)
        return outcome(changed=True, output=source.shown, backup=backups[0])


def _codec(file: IO[bytes], source: Source, wish: Wish) -> str | None:
    head = sample = file.read(_CHUNK)
    while sample.isascii():
        following = file.read(_CHUNK)
        if not following:
            break
        sample = following
    # The first character beyond ASCII may be the last that was read.
    return _codec_of(head, source.shown, wish, sample + file.read(_CHUNK))


def _codec_of(head: bytes, shown: str, wish: Wish, sample: bytes | None = None) -> str | None:
    # What the text is in, where it is plain text in an encoding that can be read in pieces.
    from shuyu.conversion.whole import PLAIN, format_of
    from shuyu.text.encoding import decode

    if wish.encoding not in (None, *_CODECS):
        return None
    sample = head if sample is None else sample
    beyond = _NOT_ASCII.search(sample)
    start = 0 if beyond is None or sample is head else sample.rfind(b"\n", 0, beyond.start()) + 1
    try:
        if format_of(head, shown, wish.format).name != PLAIN:
            return None
        encoding = decode(sample[start : sample.rfind(b"\n") + 1 or None], shown).encoding
    except InputError:
        return None
    # A byte order mark is a character that conversion leaves alone.
    encoding = encoding.removesuffix("-sig")
    return encoding if encoding in _CODECS else None


def _chunks(file: IO[bytes], tell: Callable[[str, int, int], None] | None = None) -> Iterator[bytes]:
    total = os.fstat(file.fileno()).st_size if tell is not None else 0
    while chunk := file.read(_CHUNK):
        yield chunk
        if tell is not None:
            # In megabytes.
            tell("converting", file.tell() >> 20, total >> 20)


def _decoded(chunks: Iterable[bytes], codec: str, shown: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(codec)()
    line = 1
    for chunk, last in chain(((chunk, False) for chunk in chunks), [(b"", True)]):
        try:
            text = decoder.decode(chunk, last)
        except UnicodeDecodeError as error:
            found = " ".join(f"0x{byte:02x}" for byte in error.object[error.start : error.start + 2])
            what = f"byte {found} is not valid {codec.upper()}"
            at = line + error.object.count(b"\n", 0, error.start)
            how = "Mend that place, or save the file as UTF-8."
            raise InputError(Problem("E103", what, how, path=shown, line=at)) from None
        line += text.count("\n")
        yield text


def _turned(texts: Iterable[str], engine: Engine, jobs: int) -> Iterator[str]:
    from shuyu.conversion.stream import convert_stream

    return convert_stream(texts, engine, jobs)


def _print(texts: Iterable[str], encoding: str) -> None:
    raw = getattr(sys.stdout, "buffer", None)
    write: Callable[[bytes], object] = (
        (lambda data: sys.stdout.write(data.decode(encoding))) if raw is None else raw.write
    )
    sys.stdout.flush()
    for text in texts:
        write(text.encode(encoding))
