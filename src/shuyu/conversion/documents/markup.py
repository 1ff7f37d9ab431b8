"""What HTML and XML are made of: tags, text and references, each with its place in the file's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from shuyu.conversion.documents.splice import Edit, Span, Write, plain_spans
from shuyu.conversion.documents.textfile import holds
from shuyu.errors import InputError, Problem

START, END, EMPTY, TEXT, CDATA, COMMENT, RAW, OTHER = "start end empty text cdata comment raw other".split()
"""What a token is; `RAW` is the inside of a script, `OTHER` a declaration or an instruction."""

_NAME = re.compile(r"</?([A-Za-z_:\u0080-\U0010ffff][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|(?!["'])([^\s>]*)))?""")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_UNCLOSED = (re.compile(r"\s*[\"']"), re.compile(r"\s*=\s*[\"']"))
_TAG_END = re.compile(r"[\s/]*>")
_RAW_ELEMENTS = frozenset("script style xmp iframe noembed noframes plaintext".split())
_TEXT_ELEMENTS = frozenset({"title", "textarea"})
_XML_DECLARATION = re.compile(r"\A(\s*<\?xml\b[^>]{0,300}?)(?:(\bencoding\s*=\s*[\"'])([^\"'>]{0,60})|(?=\s*\?>))")
_META_CHARSET = re.compile(r"(<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*)([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
# Where a numeric reference is no reference but what it says.
_LITERAL = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<![A-Za-z][^>]*>|<(?P<raw>script|style)\b.*?</(?P=raw)", re.S | re.I
)
_TAG = re.compile(r"<[^<>]+>")
_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*'|[^\s<>]+)")


class Attribute(NamedTuple):
    """An attribute of a tag: its name as written, and where its value is, without quotation marks."""

    name: str
    start: int
    end: int
    quote: str


class Token(NamedTuple):
    """A piece of mark-up, or of text between.

    Attributes:
        kind: `START`, `END`, …
        start: where it begins in the file's text.
        end: where it ends.
        name: of an element; lower case in HTML.
        attributes: of a start tag.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()


def tokens(
    text: str, *, xml: bool, path: str | None = None, start: int = 0, end: int | None = None, lenient: bool = False
) -> Iterator[Token]:
    """The tokens of a page or a part of one, one after another, without gaps.

    Args:
        text: the file's text.
        xml: whether the rules of XML hold (names keep their case, `<script/>` is closed) or those of HTML.
        path: how an error names the file.
        start: where the part begins.
        end: where it ends.
        lenient: whether what is never closed is a token of its own, to the end, and no error.

    Raises:
        InputError: E108, for a tag, an attribute, a comment or a script that is never closed.

    >>> [(token.kind, token.name) for token in tokens("<p>a<BR></p>", xml=False)]
    [('start', 'p'), ('text', ''), ('start', 'br'), ('end', 'p')]
    """
    part = text if end is None else text[:end]
    at = start
    while at < len(part):
        opened = part.find("<", at)
        while opened >= 0 and not part.startswith(("/", "!", "?"), opened + 1) and not _NAME.match(part, opened):
            opened = part.find("<", opened + 1)
        if opened < 0:
            yield Token(TEXT, at, len(part))
            return
        if opened > at:
            yield Token(TEXT, at, opened)
        token = _markup(part, opened, xml)
        if token is not None:
            yield token
            at = token.end
            if xml or token.kind != START or token.name not in _RAW_ELEMENTS | _TEXT_ELEMENTS:
                continue
            closed = re.compile(rf"</{token.name}(?=[\s/>])", re.IGNORECASE).search(part, at)
            if closed is None and part.endswith("/>", 0, at):
                continue
            if closed is not None or token.name == "plaintext":
                stop = closed.start() if closed else len(part)
                if stop > at:
                    yield Token(RAW if token.name in _RAW_ELEMENTS else TEXT, at, stop)
                at = stop
                continue
        if not lenient:
            what = "a tag, an attribute or a comment that opens here is never closed"
            if token is not None:
                what = f"<{token.name}> opens here and is never closed"
            raise broken(what, path, 1 + part.count("\n", 0, opened))
        yield Token(OTHER, opened if token is None else at, len(part))
        return


def _markup(text: str, at: int, xml: bool) -> Token | None:
    if text.startswith("<!--", at):
        # `<!-->` and `<!--->` are whole comments in HTML.
        short = None if xml else re.compile(r"<!---?>").match(text, at)
        return _until(text, at, COMMENT, "-->", at + 4) if short is None else Token(COMMENT, at, short.end())
    if text.startswith("<![CDATA[", at):
        return _until(text, at, CDATA if xml else OTHER, "]]>", at + 9)
    if text.startswith("<!", at):
        # An internal subset has `>` of its own.
        subset = re.compile(r"<!DOCTYPE\b[^<>\[]*\[").match(text, at)
        return _until(text, at, OTHER, "]", subset.end(), ">") if subset else _until(text, at, OTHER, ">", at)
    if text.startswith("<?", at):
        return _until(text, at, OTHER, "?>" if xml or text.startswith(("<?php", "<?="), at) else ">", at)
    name = _NAME.match(text, at)
    if name is None:
        return _until(text, at, OTHER, ">", at)
    end = name.end()
    attributes: list[Attribute] = []
    while not (closed := _TAG_END.match(text, end)):
        found = _ATTRIBUTE.match(text, end)
        if found is None or found.end() == end:
            return None
        end = found.end()
        group = found.lastindex or 1
        if _UNCLOSED[group == 1].match(text, end) and group in (1, 4) and not found[4]:
            return None
        quote = {2: '"', 3: "'"}.get(group, "")
        attributes.append(Attribute(found[1], *(found.span(group) if group > 1 else (end, end)), quote))
    kind = END if text[at + 1] == "/" else EMPTY if xml and "/" in closed[0] else START
    return Token(kind, at, closed.end(), name[1] if xml else name[1].lower(), tuple(attributes))


def attributes_of(tag: str) -> tuple[Attribute, ...]:
    """The attributes of one start tag, with offsets into it.

    >>> [(attribute.name, attribute.start) for attribute in attributes_of('<img alt="头">')]
    [('alt', 10)]
    """
    token = _markup(tag, 0, False)
    return token.attributes if token is not None else ()


def _until(text: str, at: int, kind: str, mark: str, start: int, then: str = "") -> Token | None:
    end = text.find(mark, start)
    if end >= 0 and then:
        end = text.find(then, end)
        mark = then
    return Token(kind, at, end + len(mark)) if end >= 0 else None


def text_spans(text: str, token: Token, *, wrapped: bool = True) -> Iterator[Span]:
    """The spans of a text or CDATA token; a reference (`&amp;`, `&#x5934;`) is a span of its own.

    Args:
        text: the file's text.
        token: its kind is `TEXT` or `CDATA`.
        wrapped: see `plain_spans`.
    """
    if token.kind == CDATA:
        yield from plain_spans(text, token.start + 9, token.end - 3, _in_cdata, wrapped=wrapped)
    else:
        yield from _spans(text, token.start, token.end, "", wrapped)


def value_spans(text: str, attribute: Attribute) -> Iterator[Span]:
    """The spans of an attribute's value."""
    yield from _spans(text, attribute.start, attribute.end, attribute.quote or " ", False)


def value(text: str, attribute: Attribute) -> str:
    """What an attribute says."""
    return unescape(text[attribute.start : attribute.end])


def set_value(attribute: Attribute, new: str) -> Edit:
    """The edit that gives an attribute another value."""
    return Edit(attribute.start, attribute.end, escaped(new).replace('"', "&quot;"))


def _spans(text: str, start: int, end: int, quote: str, wrapped: bool) -> Iterator[Span]:
    # Where the source has a bare `&` or `<`, as HTML allows, it stays one.
    bare = _REFERENCE.sub("", text[start:end])
    write = _writer(quote, "".join(mark for mark in "&<" if mark in bare))
    yield from reference_spans(text, start, end, write, wrapped=wrapped)


def reference_spans(text: str, start: int, end: int, write: Write, *, wrapped: bool = False) -> Iterator[Span]:
    """The spans of running text in which references stand for characters; see `plain_spans`.

    >>> [span.text for span in reference_spans("头&amp;发", 0, 7, escaped)]
    ['头', '&', '发']
    """
    for found in _REFERENCE.finditer(text, start, end):
        says = unescape(found[0])
        if says == found[0]:
            continue
        yield from plain_spans(text, start, found.start(), write, wrapped=wrapped)
        yield Span(found.start(), found.end(), says, _referring(found[0]) if found[0][1] == "#" else write)
        start = found.end()
    yield from plain_spans(text, start, end, write, wrapped=wrapped)


def escaped(text: str) -> str:
    """`text` as mark-up has it.

    >>> escaped("a<b & c")
    'a&lt;b &amp; c'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _writer(quote: str, bare: str) -> Write:
    def write(new: str) -> str:
        made = new if "&" in bare else new.replace("&", "&amp;")
        made = made if "<" in bare else made.replace("<", "&lt;")
        if quote == '"':
            return made.replace('"', "&quot;")
        if quote == "'":
            return made.replace("'", "&#39;")
        return re.sub(r"[\s\"'=>`]", lambda found: f"&#{ord(found[0])};", made) if quote else made

    return write


def _in_cdata(new: str) -> str:
    return new.replace("]]>", "]]]]><![CDATA[>")


def _referring(raw: str) -> Write:
    def write(new: str) -> str:
        style = ("%X" if raw.upper() == raw.replace("x", "X") else "%x") if raw[2] in "xX" else "%d"
        head = raw[:3] if raw[2] in "xX" else "&#"
        return "".join(escaped(c) if c.isascii() else f"{head}{style % ord(c)};" for c in new)

    return write


def refer(text: str, codec: str) -> str | None:
    """`text` with numeric references for what the codec cannot hold; None where that is not in text or values.

    >>> refer("<p>发", "cp950"), refer("<!-- 发 -->", "cp950")
    ('<p>&#21457;', None)
    """
    for found in _LITERAL.finditer(text):
        if not holds(codec, found[0]):
            return None
    for tag in _TAG.finditer(text):
        # A name cannot hold a reference.
        if not holds(codec, _VALUE.sub("", tag[0])):
            return None
    return text.encode(codec, "xmlcharrefreplace").decode(codec)


def declare(text: str, name: str) -> str:
    """`text` with its XML declaration and its `<meta charset>` saying that it is in the encoding `name`.

    >>> declare('<?xml version="1.0" encoding="GB2312"?><a/>', "UTF-8"), declare("<meta charset=gbk>", "UTF-8")
    ('<?xml version="1.0" encoding="UTF-8"?><a/>', '<meta charset=UTF-8>')
    """
    found = _XML_DECLARATION.match(text)
    if found is not None and found[2] is not None:
        if found[3].lower() != name.lower():
            text = found[1] + found[2] + name + text[found.end() :]
    elif found is not None and not name.upper().startswith("UTF-"):
        text = f'{found[1]} encoding="{name}"{text[found.end() :]}'
    meta = _META_CHARSET.search(text, 0, 8192)
    if meta is not None and meta[2].lower() != name.lower():
        text = text[: meta.start(2)] + name + text[meta.end(2) :]
    return text


def broken(what: str, path: str | None, line: int | None) -> InputError:
    """What to raise for mark-up that cannot be read: E108."""
    return InputError(Problem("E108", what, "Mend that place; nothing was written.", path=path, line=line))


def refuse_unsound(text: str, path: str | None, *, foreign: bool = False) -> None:
    """Nothing, unless `text` is no well-formed XML, or declares entities.

    Args:
        text: the file's text, whatever encoding its declaration names.
        path: how an error names the file.
        foreign: whether entities of a document type that is not read may stand in it, as `&nbsp;` in XHTML.

    Raises:
        InputError: E108, with the line of the fault; E109 for the declaration of an entity.
    """
    from xml.parsers import expat

    parser = expat.ParserCreate("utf-8")
    parser.UseForeignDTD(foreign)
    # Nothing outside the file is ever read.
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def declared(*_: object) -> None:
        raise InputError(
            Problem(
                "E109",
                "the file declares XML entities",
                "They are not read, since they can be used to exhaust a machine: replace them by their text.",
                path=path,
                line=parser.CurrentLineNumber,
            )
        )

    parser.EntityDeclHandler = declared
    try:
        parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError as error:
        raise broken(f"the XML is broken: {expat.errors.messages[error.code]}", path, error.lineno) from error
