"""Plain text of any size in bounded memory: read in blocks, cut at line ends, on several cores where wanted.

No phrase of OpenCC's runs over a line's end, so a cut there changes nothing. A line longer than `LONGEST` is cut after
the last mark that ends a sentence or a clause, else after a space, else where nothing else is left.

The script is found for each block by itself; a file of one script gives the same in blocks as whole.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from shuyu.conversion.engine import Engine
from shuyu.conversion.protect import Guard

BLOCK = 1 << 18
"""Characters that are converted at a time."""

LONGEST = 1 << 20
"""Characters after which a line is cut."""

_END = re.compile(r"[\s\S]*[。！？；…!?;，、,：:）」』”\s]")


def blocks(read: Iterable[str], size: int = BLOCK, longest: int = LONGEST) -> Iterator[str]:
    r"""The text of `read` in blocks of about `size` characters that end where a line does.

    Args:
        read: the text, in pieces of any length.
        size: characters of a block; the last one is shorter.
        longest: characters after which a block ends inside a line.

    >>> list(blocks(["ab\ncd", "e\r", "\nf"], size=3)), list(blocks(["一二，三四"], size=2, longest=4))
    (['ab\n', 'cde\r\n', 'f'], ['一二，', '三四'])
    """
    held: list[str] = []
    length = 0
    for piece in read:
        held.append(piece)
        length += len(piece)
        if length < size:
            continue
        text = "".join(held)
        cut = text.rfind("\n") + 1
        while (cut and len(text) >= size) or len(text) >= longest:
            if not cut:
                found = _END.match(text, 0, longest)
                cut = found.end() if found else longest
            yield text[:cut]
            text = text[cut:]
            cut = text.rfind("\n") + 1
        held, length = [text], len(text)
    text = "".join(held)
    if text:
        yield text


def convert_stream(read: Iterable[str], engine: Engine, jobs: int = 1, size: int = BLOCK) -> Iterator[str]:
    r"""The text of `read` converted, in pieces, as it is read.

    Args:
        read: the text, in pieces of any length (a file that is open for reading; its line ends should be left alone).
        engine: what converts.
        jobs: processes; their results come in order.
        size: characters of a block.

    Returns:
        pieces that make the converted text when joined.

    >>> "".join(convert_stream(["头", "发\n", "shuyu:off\n发\n", "shuyu:on\n发"], Engine("zh-Hant")))
    '頭髮\nshuyu:off\n发\nshuyu:on\n發'
    """
    cut = blocks(read, size)
    first = list(islice(cut, 2))
    guarded = _guarded(chain(first, cut))
    # One block is not worth a process.
    if jobs == 1 or len(first) < 2:
        yield from (engine.convert_many([text], guard=guard)[0] for text, guard in guarded)
    else:
        yield from _shared(guarded, engine, jobs)


def convert_file(source: Path, target: Path, engine: Engine, encoding: str = "utf-8", jobs: int = 1) -> None:
    """The plain text of `source` converted into `target`, which is old or new at every moment, never half.

    Args:
        source: a file; bytes that are not of its encoding stay as they are, and so do line ends.
        target: a file, the same one too.
        engine: what converts.
        encoding: of both.
        jobs: processes.

    Raises:
        OSError: when one cannot be read or written; `target` is then as it was.
        UnicodeEncodeError: when `encoding` cannot hold a converted character; the same.
    """
    place = Path(os.path.realpath(target))
    handle, temporary = tempfile.mkstemp(prefix=f".{place.name}.", suffix=".tmp", dir=place.parent)
    try:
        with (
            source.open(encoding=encoding, errors="surrogateescape", newline="") as read,
            os.fdopen(handle, "w", encoding=encoding, errors="surrogateescape", newline="") as write,
        ):
            write.writelines(convert_stream(iter(lambda: read.read(1 << 16), ""), engine, jobs))
            write.flush()
            os.fsync(write.fileno())
        shutil.copymode(place if place.exists() else source, temporary)
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _guarded(texts: Iterable[str]) -> Iterator[tuple[str, Guard]]:
    # Whether a block begins switched off is known in order, before the blocks go their ways.
    state = Guard()
    for text in texts:
        before = Guard()
        before.off = state.off
        state.spans(text)
        yield text, before


_engine: Engine | None = None


def _begin(engine: Engine) -> None:
    global _engine
    _engine = engine


def _one(work: tuple[str, Guard]) -> str:
    assert _engine is not None  # noqa: S101
    return _engine.convert_many([work[0]], guard=work[1])[0]


def _shared(work: Iterable[tuple[str, Guard]], engine: Engine, jobs: int) -> Iterator[str]:
    # OpenCC holds the interpreter while it converts: threads would wait for each other.
    from concurrent.futures import Future, ProcessPoolExecutor

    waiting: deque[Future[str]] = deque()
    pool: Any
    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(engine,)) as pool:
        for one in work:
            waiting.append(pool.submit(_one, one))
            # A few blocks a process keep all busy, and keep memory from growing with the file.
            if len(waiting) > 2 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
