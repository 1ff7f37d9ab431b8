"""Ids in XML: an `xs:ID` takes fewer characters than an id of shuyu does."""

from __future__ import annotations

import re

# What every processor takes in a name. XML's own table is longer, and differs between its editions.
_START = "A-Za-z_\u4e00-\u9fa5"
_NOT_FIRST = re.compile(f"[^{_START}]")
_NOT_LATER = re.compile(f"[^{_START}0-9.-]")
_LIKE_ESCAPED = re.compile("_(?=x(?:[0-9A-F]{4}|[0-9A-F]{8})_)")
_ESCAPED = re.compile("_x([0-9A-F]{8}|[0-9A-F]{4})_")


def xml_id(name: str) -> str:
    """`name` as an `xs:ID`, which `plain_id` undoes.

    The way is that of .NET's `XmlConvert.EncodeLocalName`: a character that may not stand becomes `_x`, its code
    point in hexadecimal and `_`.

    >>> xml_id("open-source-b389a9"), xml_id("147"), xml_id("a/b")
    ('open-source-b389a9', '_x0031_47', 'a_x002F_b')
    """
    safe = _LIKE_ESCAPED.sub("_x005F_", name)
    return _NOT_FIRST.sub(_escape, safe[:1]) + _NOT_LATER.sub(_escape, safe[1:])


def _escape(found: re.Match[str]) -> str:
    point = ord(found.group())
    return f"_x{point:04X}_" if point < 0x10000 else f"_x{point:08X}_"


def plain_id(value: str) -> str:
    """The id that `xml_id` made `value` from; `value` itself where it made nothing.

    >>> plain_id("_x0031_47"), plain_id("_x0041_")
    ('147', '_x0041_')
    """
    if "_x" not in value:
        return value
    plain = _ESCAPED.sub(lambda found: chr(min(int(found.group(1), 16), 0x10FFFF)), value)
    return plain if xml_id(plain) == value else value
