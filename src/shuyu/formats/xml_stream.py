"""XML term lists, piece by piece: safe with files from anywhere, and in memory that does not grow with the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, NoReturn

from shuyu.errors import InputError, Problem

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_CHUNK = 1 << 16
_MOST_BEFORE_ROOT = 16
_DECLARES = re.compile(rb"<!DOCTYPE[^<>\[]*\[.*?(<!ENTITY)", re.DOTALL)
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,
}


class XmlStream:
    """An XML file that is being read.

    Attributes:
        root: the element that holds the rest, with its attributes; its content is not to be looked at.
    """

    def __init__(self, stream: BinaryIO, path: str) -> None:
        """Read as far as the root's first tag.

        Raises:
            InputError: E141 when this is no XML; E144 when it declares entities.
        """
        self._stream, self._path = stream, path
        self._read: list[bytes] = []
        self.root = self._opened()

    def _opened(self) -> Any:
        from lxml import etree

        parser: Any = etree.XMLPullParser(events=("start",), **_SAFE)
        root: Any = None
        try:
            while root is None and (chunk := self._stream.read(_CHUNK)):
                self._read.append(chunk)
                if len(self._read) > _MOST_BEFORE_ROOT:
                    what = "no element begins in the first megabyte"
                    raise InputError(Problem("E144", what, "This is not a term list.", path=self._path, line=1))
                self._refuse_entities(b"".join(self._read))
                parser.feed(chunk)
                root = next((element for _, element in parser.read_events()), None)
            if not self._read:
                how = "It may not have been written whole."
                raise InputError(Problem("E104", "the file is empty", how, path=self._path))
            if root is None:
                parser.close()
        except etree.XMLSyntaxError as error:
            self._broken(parser, error)
        declared = root.getroottree().docinfo.internalDTD
        if declared is not None and any(True for _ in declared.iterentities()):
            self._hostile(None)
        return root

    def _refuse_entities(self, head: bytes) -> None:
        # Without the zero bytes, UTF-16 reads as ASCII does.
        plain = head.replace(b"\0", b"")
        if found := _DECLARES.search(plain):
            self._hostile(plain.count(b"\n", 0, found.start(1)) + 1)

    def _hostile(self, line: int | None) -> NoReturn:
        how = "They are not read, since they can exhaust a machine or fetch other files: replace them by their text."
        raise InputError(Problem("E144", "the file declares XML entities", how, path=self._path, line=line))

    def _broken(self, parser: Any, error: Any) -> NoReturn:
        # The first fault is the cause; what the exception tells may be its last consequence.
        first = parser.feed_error_log[0] if len(parser.feed_error_log) else None
        what, line = (first.message, first.line) if first else (error.msg, error.lineno)
        how = "Export the file again, or mend that place."
        raise InputError(
            Problem("E141", f"the XML is broken: {what}", how, path=self._path, line=line or None)
        ) from error

    def elements(self, names: Sequence[str], entries: Sequence[str]) -> Iterator[Any]:
        """The elements with these local names, each when it is whole, in the order in which they end.

        Args:
            names: of elements that stay; what stands in them before an entry is let go with that entry.
            entries: of elements that are let go, with all that stands before them, as soon as the next is asked for.

        Raises:
            InputError: E141 where the XML is broken.

        >>> from io import BytesIO
        >>> stream = XmlStream(BytesIO(b"<a><b>1</b><b>2</b><c/></a>"), "a.xml")
        >>> [(element.tag, element.text) for element in stream.elements(["c"], ["b"])]
        [('b', '1'), ('b', '2'), ('c', None)]
        """
        from lxml import etree

        tags = [f"{{*}}{name}" for name in (*names, *entries)]
        parser: Any = etree.XMLPullParser(events=("end",), tag=tags, **_SAFE)
        gone = frozenset(entries)
        try:
            for chunk in self._chunks():
                parser.feed(chunk)
                yield from _taken(parser, gone)
            parser.close()
        except etree.XMLSyntaxError as error:
            self._broken(parser, error)
        yield from _taken(parser, gone)

    def _chunks(self) -> Iterator[bytes]:
        yield from self._read
        self._read.clear()
        while chunk := self._stream.read(_CHUNK):
            yield chunk


def _taken(parser: Any, gone: frozenset[str]) -> Iterator[Any]:
    for _, element in parser.read_events():
        yield element
        if local_name(element) in gone:
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def local_name(element: Any) -> str:
    """The name of an element without its namespace.

    >>> from lxml import etree
    >>> local_name(etree.fromstring('<a:b xmlns:a="urn:x"/>'))
    'b'
    """
    name: str = element.tag.rpartition("}")[2]
    return name


def namespace(element: Any) -> str:
    """The namespace of an element, or nothing.

    >>> from lxml import etree
    >>> namespace(etree.fromstring('<a:b xmlns:a="urn:x"/>'))
    'urn:x'
    """
    return str(element.tag).rpartition("}")[0][1:]


def content(element: Any) -> str:
    """The text of an element and of all that stands in it.

    >>> from lxml import etree
    >>> content(etree.fromstring("<a>b<c>d</c>e</a>"))
    'bde'
    """
    return "".join(element.itertext()) if len(element) else element.text or ""


def escaped(text: str) -> str:
    r"""`text` as the content of an element; a carriage return survives.

    >>> escaped("a < b\r")
    'a &lt; b&#13;'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def quoted(text: str) -> str:
    r"""`text` as the value of an attribute, with its quotes; white space survives.

    >>> quoted('a "b"\n')
    '"a &quot;b&quot;&#10;"'
    """
    plain = escaped(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{plain}"'


def unwritable(text: str) -> str | None:
    r"""The first character of `text` that XML cannot hold, not even as a reference, or None.

    >>> unwritable("a\ufffe"), unwritable("术语")
    ('U+FFFE', None)
    """
    found = _UNWRITABLE.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def sniffed(head: bytes) -> str:
    """How a file begins, with any encoding of ASCII letters made plain: for `TermFormat.sniff`.

    >>> sniffed("<tbx".encode("utf-16-le"))
    '<tbx'
    """
    return head.replace(b"\0", b"").decode("ascii", "replace")
