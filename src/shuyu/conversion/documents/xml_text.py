"""Where the text of an XML file is, in bytes, so that it can be changed and nothing else is.

Writing a parsed tree anew loses what no tree holds: quotes, entities, the order of declarations, spaces inside tags.
Here expat only says at which byte each text and each tag begins; what is replaced is cut out of the file's own bytes
and the rest is never touched. No entity is expanded and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from shuyu.errors import InputError, Problem

MAX_DEPTH = 2000
"""Elements inside one another; deeper files are refused (E108)."""

_UTF8_BOM = b"\xef\xbb\xbf"
_DECLARATION = re.compile(rb"""<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ATTRIBUTE = re.compile(rb"""\s([^\s=<>/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_TOKEN = re.compile(r"\r\n|&[^;]*;|.", re.DOTALL)
# What is written otherwise than it is read, and what may not be written as it is.
_SPELLED = {"text": re.compile("[&\r]"), "cdata": re.compile("\r"), "attribute": re.compile("[&\r\n\t]")}
_SIGNS = re.compile("[&<\r\n\t\"']")
_NAMED = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}
_XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True)
class Span:
    """A stretch of bytes that holds text.

    Attributes:
        start: the first byte.
        end: after the last byte.
        kind: how text is written there.
        quote: around an attribute's value.
    """

    start: int
    end: int
    kind: Literal["text", "cdata", "attribute"] = "text"
    quote: str = ""


class Element:
    """An element that is open while its content is scanned.

    Attributes:
        name: with the prefix that `scan` was told for its namespace, whatever the file uses; `{namespace}local` where
            it was told none.
        attributes: name (as above; without prefix where it has none) -> value.
        parent: None for the root.
        start: the byte of its `<`.
        line: counted from 1.
        depth: 0 for the root.
    """

    __slots__ = ("attributes", "depth", "line", "name", "parent", "start")

    def __init__(self, name: str, attributes: dict[str, str], parent: Element | None, start: int, line: int) -> None:
        self.name = name
        self.attributes = attributes
        self.parent = parent
        self.start = start
        self.line = line
        self.depth: int = 0 if parent is None else parent.depth + 1

    def ancestors(self) -> Iterator[Element]:
        """Its parent, that one's parent, … up to the root."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def inside(self, *names: str) -> bool:
        """Whether an ancestor has one of `names`."""
        return any(above.name in names for above in self.ancestors())


class Visitor:
    """What is told of the parts of an XML file, in their order; each method may be left out."""

    def start(self, element: Element) -> None:
        """A start tag."""

    def text(self, element: Element, span: Span) -> None:
        """Text directly inside `element`, up to the next mark-up."""

    def end(self, element: Element) -> None:
        """An end tag."""


class XmlText:
    r"""The bytes of an XML file, and what is to be changed in them.

    >>> xml = XmlText(b"<?xml version='1.0'?><p  a = 'x'>\xe5\xa4\xb4&#x53D1;<b/></p>")
    >>> class Texts(Visitor):
    ...     def text(self, element, span):
    ...         xml.replace(span, xml.value(span).replace("头", "頭"))
    >>> scan(xml, Texts())
    >>> xml.result().decode()
    "<?xml version='1.0'?><p  a = 'x'>頭&#x53D1;<b/></p>"
    """

    def __init__(self, data: bytes, path: str | None = None) -> None:
        self.path = path
        self._whole = data
        self._encoding = _encoding(data)
        self._edits: list[tuple[int, int, bytes]] = []
        # expat counts bytes of what it is given: anything but UTF-8 is turned into it here and back at the end.
        if self._encoding == "utf-8":
            self.data = data
            return
        try:
            text = data.decode(self._encoding)
            if text.encode(self._encoding, "strict") != data:
                # The mark that the codec takes off itself, or bytes that have two readings.
                raise ValueError("the bytes would not come back")
        except (UnicodeError, LookupError, ValueError) as error:
            raise InputError(
                Problem(
                    "E103",
                    f"the XML says that it is {self._encoding}, and cannot be read so",
                    "Save the file anew in the program that made it.",
                    path=path,
                )
            ) from error
        self.data = text.encode("utf-8")

    def value(self, span: Span) -> str:
        r"""The text at `span`, references resolved and line ends as `\n`."""
        raw = self.data[span.start : span.end].decode("utf-8")
        if "&" not in raw and "\r" not in raw and span.kind == "text":
            return raw
        if span.kind == "cdata":
            return raw.replace("\r\n", "\n").replace("\r", "\n")
        return "".join(_meaning(token, span.kind) for token in _TOKEN.findall(raw))

    def replace(self, span: Span, text: str) -> None:
        """Put `text` where `span` is; what it has in common with what is there keeps its spelling (`&#x53D1;`)."""
        raw = self.data[span.start : span.end].decode("utf-8")
        if not _SPELLED[span.kind].search(raw):
            # Every character stands for itself, as nearly everywhere.
            if raw != text:
                self._put(
                    span, "".join(map(partial(_escaped, span=span, like=""), text)) if _SIGNS.search(text) else text
                )
            return
        tokens = _TOKEN.findall(raw) if span.kind != "cdata" else re.findall(r"(?s)\r\n|.", raw)
        meanings = [_meaning(token, span.kind) for token in tokens]
        if meanings == list(text):
            return
        made: list[str] = []
        if len(meanings) == len(text):
            for token, meaning, character in zip(tokens, meanings, text, strict=True):
                made.append(token if meaning == character else _escaped(character, span, token))
        else:
            before = _common(meanings, text)
            after = _common(meanings[before:][::-1], text[before:][::-1])
            made += tokens[:before]
            like = tokens[before] if before < len(tokens) - after else ""
            made += [_escaped(character, span, like) for character in text[before : len(text) - after]]
            made += tokens[len(tokens) - after :]
        # A carriage return alone is a line end; with a line feed put behind it, the two would be one.
        made = ["\n" if a == "\r" and b.startswith("\n") else a for a, b in zip(made, [*made[1:], ""], strict=False)]
        self._put(span, "".join(made))

    def _put(self, span: Span, whole: str) -> None:
        if "]]>" in whole and span.kind == "text":
            whole = whole.replace("]]>", "]]&gt;")
        elif "]]>" in whole and span.kind == "cdata":
            whole = whole.replace("]]>", "]]]]><![CDATA[>")
        self._edits.append((span.start, span.end, whole.encode("utf-8")))

    def attribute(self, element: Element, name: str) -> Span | None:
        """Where the value of `element`'s attribute `name` stands; None where it has none."""
        if name not in element.attributes:
            return None
        # Expat tells attributes in the order of the file, without the namespace declarations.
        number = list(element.attributes).index(name)
        at = re.compile(rb"[^\s/>]+").match(self.data, element.start)
        position = at.end() if at else element.start
        while found := _ATTRIBUTE.match(self.data, _before_space(self.data, position)):
            position = found.end()
            if found[1] == b"xmlns" or found[1].startswith(b"xmlns:"):
                continue
            if number == 0:
                group = 2 if found[2] is not None else 3
                return Span(found.start(group), found.end(group), "attribute", '"' if group == 2 else "'")
            number -= 1
        raise AssertionError("expat told an attribute that is not in the tag")

    def add_attribute(self, element: Element, written: str) -> None:
        """Put `written` (`xml:space="preserve"`) after the name in the start tag of `element`."""
        at = re.compile(rb"[^\s/>]+").match(self.data, element.start)
        if at:
            self._edits.append((at.end(), at.end(), b" " + written.encode("utf-8")))

    @property
    def changed(self) -> bool:
        """Whether anything was replaced."""
        return bool(self._edits)

    def result(self) -> bytes:
        """The file with its changes; the very same bytes where there are none."""
        if not self._edits:
            return self._whole
        pieces: list[bytes] = []
        at = 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            if start < at:
                raise AssertionError("two changes of the same text")
            pieces += (self.data[at:start], new)
            at = end
        pieces.append(self.data[at:])
        made = b"".join(pieces)
        if self._encoding == "utf-8":
            return made
        return made.decode("utf-8").encode(self._encoding, "xmlcharrefreplace")


def scan(xml: XmlText, visitor: Visitor, prefixes: Mapping[str, str] | None = None, *, doctype: bool = False) -> None:
    """Tell `visitor` what stands in `xml`, in its order.

    Args:
        xml: the file.
        visitor: is told.
        prefixes: namespace -> the prefix by which names in it are told; `xml` is always known.
        doctype: whether a document type without declarations of its own may stand at the head (it is not fetched;
            entities that it would declare are left as they are).

    Raises:
        InputError: E108 for broken XML, E109 for a document type or entities.
    """
    _Scan(xml, visitor, prefixes or {}, doctype).run()


class _Scan:
    def __init__(self, xml: XmlText, visitor: Visitor, prefixes: Mapping[str, str], doctype: bool) -> None:
        from xml.parsers import expat

        self._errors = expat.errors
        self._failure = expat.ExpatError
        # Entities are refused before they are used; nothing outside is asked for, since no handler for it is set.
        parser = expat.ParserCreate("utf-8", " ")
        parser.ordered_attributes = True
        parser.buffer_text = False
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartCdataSectionHandler = self._cdata
        parser.EndCdataSectionHandler = self._cdata_end
        parser.CommentHandler = self._other
        parser.ProcessingInstructionHandler = self._other
        parser.SkippedEntityHandler = self._other
        parser.StartDoctypeDeclHandler = self._doctype
        self._parser = parser
        self._xml = xml
        self._visitor = visitor
        self._names: dict[str, str] = {}
        self._prefixes = prefixes
        self._allowed = doctype
        self._open: Element | None = None
        self._from = -1
        self._in_cdata = False

    def run(self) -> None:
        try:
            self._parser.Parse(self._xml.data, True)
        except self._failure as error:
            what = self._errors.messages.get(error.code, str(error))
            raise self._problem("E108", f"the XML is broken: {what}", error.lineno) from error

    def _start(self, name: str, attributes: list[str]) -> None:
        if self._from >= 0:
            self._flush()
        known = self._names
        told: dict[str, str] = {}
        for at in range(0, len(attributes), 2):
            told[known.get(attributes[at]) or self._name(attributes[at])] = attributes[at + 1]
        parser = self._parser
        element = Element(
            known.get(name) or self._name(name), told, self._open, parser.CurrentByteIndex, parser.CurrentLineNumber
        )
        if element.depth > MAX_DEPTH:
            raise self._problem("E108", f"more than {MAX_DEPTH} elements inside one another", element.line)
        self._open = element
        self._visitor.start(element)

    def _end(self, _: str) -> None:
        if self._from >= 0:
            self._flush()
        element = self._open
        if element is not None:
            self._visitor.end(element)
            self._open = element.parent

    def _characters(self, _: str) -> None:
        if self._from < 0:
            self._from = self._parser.CurrentByteIndex

    def _cdata(self) -> None:
        self._flush()
        self._in_cdata = True

    def _cdata_end(self) -> None:
        self._flush()
        self._in_cdata = False

    def _other(self, *_: object) -> None:
        self._flush()

    def _flush(self) -> None:
        if self._from >= 0 and self._open is not None:
            span = Span(self._from, self._parser.CurrentByteIndex, "cdata" if self._in_cdata else "text")
            self._visitor.text(self._open, span)
        self._from = -1

    def _name(self, told: str) -> str:
        namespace, _, local = told.rpartition(" ")
        prefix = "xml" if namespace == _XML else self._prefixes.get(namespace)
        if not namespace or prefix == "":
            name = local
        else:
            name = f"{prefix}:{local}" if prefix is not None else f"{{{namespace}}}{local}"
        self._names[told] = name
        return name

    def _doctype(self, _name: str, _system: str | None, _public: str | None, internal: int) -> None:
        if internal or not self._allowed:
            raise self._problem("E109", "the XML declares a document type or entities", self._parser.CurrentLineNumber)

    def _problem(self, code: str, what: str, line: int) -> InputError:
        how = (
            "Entities can exhaust a machine or read its files, and are not read: remove the declaration."
            if code == "E109"
            else "Save the file anew in the program that made it."
        )
        return InputError(Problem(code, what, how, path=self._xml.path, line=line))


def read_tree(
    data: bytes,
    told: Callable[[Element], None],
    prefixes: Mapping[str, str],
    path: str | None = None,
    *,
    doctype: bool = False,
) -> None:
    """Tell every start tag of a small XML file whose text does not matter (relations, manifests).

    Raises:
        InputError: E108, E109.

    >>> read_tree(b"<a><b c='1'/></a>", lambda element: print(element.name, element.attributes), {})
    a {}
    b {'c': '1'}
    """

    class Tags(Visitor):
        def start(self, element: Element) -> None:
            told(element)

    scan(XmlText(data, path), Tags(), prefixes, doctype=doctype)


def _before_space(data: bytes, at: int) -> int:
    # Where the last of the spaces at `at` stands, for an expression that begins with one space.
    end = at
    while data[end : end + 1].isspace():
        end += 1
    return max(at, end - 1)


def _encoding(data: bytes) -> str:
    if data.startswith(_UTF8_BOM):
        return "utf-8"
    # Codecs that keep the mark as a character, so that it comes back.
    if data[:2] in (b"\xff\xfe", b"<\x00"):
        return "utf-16-le"
    if data[:2] in (b"\xfe\xff", b"\x00<"):
        return "utf-16-be"
    found = _DECLARATION.match(data[:256].lstrip())
    name = found[1].decode("ascii").lower() if found else "utf-8"
    return "utf-8" if name in {"utf8", "us-ascii", "ascii"} else name


def _meaning(token: str, kind: str) -> str:
    if len(token) > 1 and token[0] == "&" and kind != "cdata":
        if token.startswith("&#"):
            return chr(int(token[3:-1], 16) if token[2] == "x" else int(token[2:-1]))
        # One that a document type elsewhere declares: it stands for something, whatever it is.
        return _NAMED.get(token, "\ufffc")
    if kind == "attribute" and token in {"\r\n", "\r", "\n", "\t"}:
        return " "
    return "\n" if token in {"\r\n", "\r"} else token


def _escaped(character: str, span: Span, like: str) -> str:
    # As `like` is written, which stands there now.
    if span.kind == "cdata":
        return character
    if like.startswith("&#") and not character.isascii():
        number = f"{ord(character):X}" if like.upper()[3:] == like[3:] else f"{ord(character):x}"
        return f"&#x{number};" if like[2] == "x" else f"&#{ord(character)};"
    if character == "&":
        return "&amp;"
    if character == "<":
        return "&lt;"
    if character == "\r" or (span.kind == "attribute" and character in "\n\t"):
        return f"&#{ord(character)};"
    if character == span.quote:
        return "&quot;" if character == '"' else "&apos;"
    return character


def _common(one: list[str], other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
