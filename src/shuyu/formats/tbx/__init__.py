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


def _format(
    name: str, title: str, keeps: Keeps, dialect: str, style: str | None = None, *, is_old: bool = False
) -> TermFormat:
    return TermFormat(
        name=name,
        title=title,
        suffixes=(".tbx",),
        keeps=keeps,
        read=read_tolerantly if is_old else read,
        write=writer(dialect, style, version=2 if is_old else 3),
        sniff=lambda head: _kind(head) == name,
        # Without a style of its own, a format may be asked for one.
        options=OPTIONS if style is None else _TAGS,
    )


_ISO = "TBX 3 (ISO 30042:2019), dialect"
BASIC = _format("tbx", f"{_ISO} TBX-Basic", _BASIC, "TBX-Basic")
MIN = _format("tbx-min", f"{_ISO} TBX-Min", _MIN, "TBX-Min")
CORE = _format("tbx-core", f"{_ISO} TBX-Core", _CORE, "TBX-Core", "dca")
DCT = _format("tbx-dct", f"{_ISO} TBX-Basic in DCT style", _BASIC, "TBX-Basic", "dct")
OLD = _format(
    "tbx2",
    "TBX 2 (ISO 30042:2008, martif), TBX-Basic; any older or faulty TBX, read tolerantly",
    _OLD,
    "TBX-Basic",
    "dca",
    is_old=True,
)
