"""Plain text: one flow, or a table when every line is tab-separated."""

from __future__ import annotations

from shuyu.model.passage import Block, Document, Kind
from shuyu.readers import tsv
from shuyu.readers.base import Reader
from shuyu.text.encoding import Decoded


def read(decoded: Decoded, path: str) -> Document:
    r"""The document of a plain text: lines may be wrapped, so they stay together until they are cleaned.

    Args:
        decoded: its text.
        path: where it is.

    >>> [block.kind.value for block in read(Decoded("开源社区\n的治理", "utf-8"), "a.txt").blocks]
    ['flow']
    """
    if _is_table(decoded.text):
        table = tsv.read(decoded, path)
        return Document(path, READER.name, decoded.encoding, table.blocks, table.language)
    return Document(path, READER.name, decoded.encoding, (Block(decoded.text, 1, Kind.FLOW),))


def _is_table(text: str) -> bool:
    lines = [line for line in text[:65536].split("\n") if line.strip()][:200]
    return len(lines) > 1 and all("\t" in line.strip() for line in lines)


READER = Reader("plain", "plain text", (".txt", ".text", ""), read)
