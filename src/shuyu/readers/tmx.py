"""TMX: translation units, each variant a cell of one row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from shuyu.errors import InputError, Problem
from shuyu.languages import canonical
from shuyu.model.passage import Block, Document, Kind
from shuyu.readers.base import Reader
from shuyu.readers.html import declared_encoding
from shuyu.text.encoding import Decoded

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Inline elements that hold another tool's codes, not text.
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
_CHUNK = 1 << 16


def read(decoded: Decoded, path: str) -> Document:
    """The document of a translation memory (TMX 1.1 to 1.4b); units are read one by one and let go.

    Variants in a language that shuyu does not handle are left out.

    Args:
        decoded: its text.
        path: where it is.

    Raises:
        InputError: E108 for broken XML, E109 for one that declares entities.

    >>> text = '<tmx><body><tu><tuv xml:lang="zh-CN"><seg>模型</seg></tuv><tuv lang="EN"><seg>a <ph>x</ph>model</seg>'
    >>> [(b.text, b.language) for b in read(Decoded(text + "</tuv></tu></body></tmx>", "utf-8"), "a.tmx").blocks]
    [('模型', 'zh-Hans'), ('a model', 'en')]
    """
    return Document(path, READER.name, decoded.encoding, tuple(_blocks(decoded.text, path)))


def _blocks(text: str, path: str) -> Iterator[Block]:
    parts = (text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK))
    for row, unit in enumerate(units(parts, path), 1):
        for one in unit:
            yield Block(one.text, one.line, Kind.CELL, one.language, row=row, column=one.column)


class Variant(NamedTuple):
    """One language of a translation unit.

    Attributes:
        text: its segment, without other tools' codes.
        language: canonical tag.
        line: where the segment stands.
        column: its place among the variants of its unit, from 0.
    """

    text: str
    language: str
    line: int
    column: int


def units(parts: Iterable[str], path: str) -> Iterator[list[Variant]]:
    """The units of a translation memory, one by one; none is held longer than the caller holds it.

    Args:
        parts: the text, in pieces of any length.
        path: how errors name the file.

    Returns:
        for each unit its variants that are not empty, in languages that shuyu handles.

    Raises:
        InputError: E108 for broken XML, E109 for one that declares entities.

    >>> text = '<tmx><body><tu><tuv lang="EN-US"><seg>model</seg></tuv></tu></body></tmx>'
    >>> list(units([text[:20], text[20:]], "a.tmx"))
    [[Variant(text='model', language='en', line=1, column=0)]]
    """
    for unit in _units(parts, path):
        found = []
        for column, variant in enumerate(unit.iterchildren("{*}tuv")):
            language = canonical(variant.get(_XML_LANG) or variant.get("lang") or "")
            segment = variant.find("{*}seg")
            if language is None or segment is None:
                continue
            content = " ".join("".join(_content(segment)).split())
            if content:
                found.append(Variant(content, language, segment.sourceline or 1, column))
        yield found


def _content(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] not in _CODES:
            yield from _content(child)
        yield child.tail or ""


def _without_entities(parts: Iterable[str], path: str) -> Iterator[str]:
    # Only before the root can they be declared.
    head = ""
    begun = False
    for part in parts:
        if not begun:
            head += part
            begun = "<tmx" in head
            if "<!ENTITY" in head[: head.find("<tmx") if begun else None]:
                how = "They are not read, since they can be used to exhaust a machine: replace them by their text."
                raise InputError(Problem("E109", "the file declares XML entities", how, path=path))
            # What stands before the root may be long, and is looked at once; the longest mark may be cut in two.
            head = head[-len("<!ENTITY") :]
        yield part


def _units(parts: Iterable[str], path: str) -> Iterator[Any]:
    from lxml import etree

    parser: Any = etree.XMLPullParser(
        events=("end",),
        tag="{*}tu",
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for part in _without_entities(parts, path):
            parser.feed(part.encode("utf-8"))
            yield from _taken(parser)
        parser.close()
        yield from _taken(parser)
    except etree.XMLSyntaxError as error:
        # The first fault is the cause; what the exception tells may be its last consequence.
        first = parser.feed_error_log[0] if len(parser.feed_error_log) else None
        raise InputError(
            Problem(
                "E108",
                f"the XML is broken: {first.message if first else error.msg}",
                "Export the file again, or mend that place.",
                path=path,
                line=first.line if first else error.lineno,
            )
        ) from error


def _taken(parser: Any) -> Iterator[Any]:
    for _, unit in parser.read_events():
        yield unit
        # What was read is let go, and so is what stands before it, or memory grows with the file.
        unit.clear()
        while unit.getprevious() is not None:
            del unit.getparent()[0]


READER = Reader("tmx", "a translation memory (TMX)", (".tmx",), read, declared_encoding, markup=True)
