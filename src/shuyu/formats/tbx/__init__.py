"""TBX, the exchange format for termbases (ISO 30042): five formats, since dialects keep different things."""

from __future__ import annotations

import re

from shuyu.formats.base import CONCEPT_FIELDS, Keeps, TermFormat
from shuyu.formats.tbx.categories import TOLD_STATUS
from shuyu.formats.tbx.read import read, read_tolerantly
from shuyu.formats.tbx.write import OPTIONS, writer
from shuyu.formats.xml_stream import sniffed
from shuyu.model.concept import PartOfSpeech

_PARTS = {part: part for part in PartOfSpeech} | {PartOfSpeech.PROPER_NOUN: PartOfSpeech.NOUN}
_TAGS = {"tags": OPTIONS["tags"]}

_BASIC = Keeps(parts_of_speech=_PARTS, term_fields=frozenset({"note", "source", "context"}))
_MIN = Keeps(
    parts_of_speech=_PARTS,
    types={},
    term_fields=frozenset({"note"}),
    concept_fields=frozenset({"id", "subject", "note"}),
)
_CORE = Keeps(
    statuses={status: status for status in TOLD_STATUS},
    parts_of_speech={},
    types={},
    term_fields=frozenset({"note"}),
    concept_fields=frozenset({"id", "note"}),
)
_OLD = Keeps(term_fields=frozenset({"note", "source", "context"}), concept_fields=CONCEPT_FIELDS)

_ROOT = re.compile(r"<(?:\w+:)?(tbx|martif|TBX)\s[^>]*>")
_TYPE = re.compile(r"""\stype\s*=\s*["']([^"']*)""")
_STYLE = re.compile(r"""\sstyle\s*=\s*["']dct["']""")


def _kind(head: bytes) -> str | None:
    """The name of the format that a file begins as."""
    root = _ROOT.search(sniffed(head))
    if root is None:
        return None
    if root.group(1) != "tbx":
        return "tbx2"
    if _STYLE.search(root.group()):
        return "tbx-dct"
    dialect = _TYPE.search(root.group())
    return {"TBX-Min": "tbx-min", "TBX-Core": "tbx-core"}.get(dialect.group(1) if dialect else "", "tbx")


BASIC = TermFormat(
    name="tbx",
    title="TBX 3 (ISO 30042:2019), dialect TBX-Basic",
    suffixes=(".tbx",),
    keeps=_BASIC,
    read=read,
    write=writer("TBX-Basic"),
    sniff=lambda head: _kind(head) == "tbx",
    options=OPTIONS,
)
MIN = TermFormat(
    name="tbx-min",
    title="TBX 3 (ISO 30042:2019), dialect TBX-Min",
    suffixes=(".tbx",),
    keeps=_MIN,
    read=read,
    write=writer("TBX-Min"),
    sniff=lambda head: _kind(head) == "tbx-min",
    options=OPTIONS,
)
CORE = TermFormat(
    name="tbx-core",
    title="TBX 3 (ISO 30042:2019), dialect TBX-Core",
    suffixes=(".tbx",),
    keeps=_CORE,
    read=read,
    write=writer("TBX-Core", "dca"),
    sniff=lambda head: _kind(head) == "tbx-core",
    options=_TAGS,
)
DCT = TermFormat(
    name="tbx-dct",
    title="TBX 3 (ISO 30042:2019), dialect TBX-Basic in DCT style",
    suffixes=(".tbx",),
    keeps=_BASIC,
    read=read,
    write=writer("TBX-Basic", "dct"),
    sniff=lambda head: _kind(head) == "tbx-dct",
    options=_TAGS,
)
OLD = TermFormat(
    name="tbx2",
    title="TBX 2 (ISO 30042:2008, martif), TBX-Basic; any older or faulty TBX, read tolerantly",
    suffixes=(".tbx",),
    keeps=_OLD,
    read=read_tolerantly,
    write=writer("TBX-Basic", "dca", version=2),
    sniff=lambda head: _kind(head) == "tbx2",
    options=_TAGS,
)
