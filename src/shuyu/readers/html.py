"""HTML: headings, paragraphs, list items, table cells and captions; scripts, styles and navigation are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from shuyu.errors import InputError, Problem
from shuyu.languages import canonical
from shuyu.model.passage import Block, Document, Kind
from shuyu.readers.base import Cell, Reader, table_blocks
from shuyu.text.encoding import Decoded
from shuyu.text.han import CHINESE_PUNCTUATION, HAN

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DROPPED = frozenset(
    "script style noscript template head nav aside form button select option textarea input iframe object embed "
    "audio video canvas svg math map rt rp rtc del".split()
)
_BOILERPLATE_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar"})
_BOILERPLATE_NAMES = frozenset(
    "nav navbar navigation menu sidebar breadcrumb breadcrumbs pagination pager cookie cookies share footer".split()
)
_SECTIONING = frozenset({"article", "main", "section", "blockquote", "figure"})
_BLOCKS = frozenset(
    "address article blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main ol p pre section summary table tbody td tfoot th thead tr "
    "ul".split()
)
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Kind.HEADING),
    "li": Kind.ITEM,
    "figcaption": Kind.CAPTION,
    "caption": Kind.CAPTION,
}
# A cell with one of these inside is a piece of the page's layout, not a cell of a list.
_LAYOUT = frozenset({"table", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section"})

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})[\"']")
# XHTML closes an element that stays open in HTML: `<script src="a.js"/>` would swallow the page.
_SELF_CLOSED = re.compile(r"<(script|style|title|textarea|iframe|div|p|span|a|li|td|th|tr|i|b|em)(\s[^<>]{0,1000})?/>")
_WIDE = f"{HAN}{CHINESE_PUNCTUATION}"
_BREAK_IN_CHINESE = re.compile(f"(?<=[{_WIDE}])[ \\t]*\\n[ \\t\\n]*(?=[{_WIDE}])")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_FOOTNOTE = re.compile(r"\s*[\[［【(（]?\s*(?:\d{1,3}|[*†‡])\s*[\]］】)）]?\s*\Z")
# Stands for a `<br>`: no text holds it, since HTML knows no such character reference.
_BR = "\ufdd0"


def declared_encoding(data: bytes) -> str | None:
    """The encoding that an HTML or XML file names for itself in its first 4096 bytes, or None.

    >>> declared_encoding(b'<html><head><meta charset="GB2312">')
    'GB2312'
    """
    head = data[:4096]
    found = _XML_ENCODING.search(head) or _META_CHARSET.search(head)
    return found[1].decode("ascii") if found else None


def read(decoded: Decoded, path: str) -> Document:
    """The document of an HTML page. Of `lang`, an element's own word goes to its blocks, the page's to the document.

    Args:
        decoded: its text.
        path: where it is.

    Raises:
        InputError: E108, when the page is nested so deeply that the rest of it would be lost.

    >>> document = read(Decoded("<h1>开源</h1><p lang=en>Open source", "utf-8"), "a.html")
    >>> [(block.kind.value, block.text, block.language) for block in document.blocks]
    [('heading', '开源', None), ('paragraph', 'Open source', 'en')]
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    text = decoded.text
    if text.lstrip().startswith("<?xml") or path.lower().endswith(".xhtml"):
        text = _SELF_CLOSED.sub(r"<\1\2></\1>", text)
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except etree.ParserError:
        return Document(path, READER.name, decoded.encoding, ())
    for entry in parser.error_log:
        if entry.type_name == "ERR_RESOURCE_LIMIT":
            raise InputError(
                Problem(
                    "E108",
                    "the mark-up is nested too deeply, or one text in it is too long",
                    "Mend the page, or save it as plain text.",
                    path=path,
                    line=entry.line,
                )
            )
    walk = _Walk()
    walk.inside(root)
    walk.flush()
    return Document(path, READER.name, decoded.encoding, tuple(walk.blocks), _own_language(root))


class _Walk:
    # One pass over the tree in document order: inline text gathers until a block begins or ends. The parser refuses
    # trees deeper than 256, so recursion is safe.

    def __init__(self, line: int = 1) -> None:
        self.blocks: list[Block] = []
        self.line = line
        self._pieces: list[str] = []
        self._start = line
        self._language: str | None = None
        self._kind = Kind.PARAGRAPH
        self._pre = False
        self._tables = 0

    def inside(self, element: HtmlElement) -> None:
        self._add(element.text)
        for child in element:
            self._element(child)
            self._add(child.tail)

    def _element(self, element: HtmlElement) -> None:
        # Above 65,535 the parser does not count lines; the text's own line breaks carry on from there.
        if element.sourceline and element.sourceline < 65535:
            self.line = element.sourceline
        tag = element.tag
        if not isinstance(tag, str) or _is_dropped(element):
            return
        if tag == "br":
            self._pieces.append(_BR)
        elif tag not in _BLOCKS:
            self.inside(element)
        else:
            self.flush()
            outer = self._language, self._kind, self._pre
            self._language = _own_language(element) or self._language
            if tag not in ("p", "div"):
                self._kind = _KINDS.get(tag, Kind.PARAGRAPH)
            self._pre = self._pre or tag == "pre"
            if (tag == "table" and not _is_layout(element)) or tag == "dl":
                self._table(element)
            else:
                self.inside(element)
            self.flush()
            self._language, self._kind, self._pre = outer

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if text.strip() and not "".join(self._pieces).strip():
            self._start = self.line + text[: len(text) - len(text.lstrip())].count("\n")
            self._pieces.clear()
        self._pieces.append(text.replace("\n", _BR) if self._pre else text)
        self.line += text.count("\n")

    def flush(self) -> None:
        raw = "".join(self._pieces)
        self._pieces.clear()
        if not raw.strip(_BR + " \n\t\xa0"):
            return
        if self._pre:
            self.blocks.append(Block(raw.replace(_BR, "\n"), self._start, Kind.FLOW, self._language))
            return
        apart = self._kind is Kind.PARAGRAPH
        line = self._start
        for number, piece in enumerate(raw.split(_BR) if apart else [raw.replace(_BR, " ")]):
            if number:
                line += piece[: len(piece) - len(piece.lstrip())].count("\n")
            text = _SPACE.sub(" ", _BREAK_IN_CHINESE.sub("", piece)).strip(" ")
            if text.strip():
                self.blocks.append(Block(text, line, self._kind, self._language))
            line += piece.strip().count("\n")

    def _table(self, table: HtmlElement) -> None:
        rows = []
        for parts in _definitions(table) if table.tag == "dl" else _rows(table):
            row: list[Cell] = []
            column = 0
            for part in parts:
                if part.tag == "caption":
                    self._element(part)
                    continue
                row.append(self._cell(part, column))
                span = part.get("colspan", "1")
                column += int(span) if span.isdigit() and len(span) < 4 else 1
            rows.append(row)
        self.blocks.extend(table_blocks([row for row in rows if row], self._tables))
        self._tables += 1

    def _cell(self, element: HtmlElement, column: int) -> Cell:
        inner = _Walk(element.sourceline or self.line)
        inner.inside(element)
        inner.flush()
        texts = [block.text for block in inner.blocks]
        text = _BREAK_IN_CHINESE.sub("", "\n".join(texts)).replace("\n", " ")
        parent = element.getparent()
        language = _own_language(element) or (_own_language(parent) if parent is not None else None) or self._language
        return Cell(text, inner.blocks[0].line if inner.blocks else inner.line, column, language)


def _rows(table: HtmlElement) -> Iterator[list[HtmlElement]]:
    for part in table.iter("caption", "tr"):
        yield [part] if part.tag == "caption" else [cell for cell in part if cell.tag in ("td", "th")]


def _definitions(table: HtmlElement) -> Iterator[list[HtmlElement]]:
    # A term and what follows it are a row; `div` may wrap them.
    row: list[HtmlElement] = []
    for part in chain.from_iterable(child if child.tag == "div" else (child,) for child in table):
        if part.tag == "dt" and row:
            yield row
            row = []
        if part.tag in ("dt", "dd"):
            row.append(part)
    yield row


def _is_layout(table: HtmlElement) -> bool:
    if table.get("role") == "presentation" or any(True for _ in table.iterdescendants(*_LAYOUT)):
        return True
    return all(len([cell for cell in row if cell.tag in ("td", "th")]) < 2 for row in table.iter("tr"))


def _is_dropped(element: HtmlElement) -> bool:
    tag = element.tag
    if tag in _DROPPED or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if element.get("role") in _BOILERPLATE_ROLES:
        return True
    style = element.get("style")
    if style and re.search(r"display\s*:\s*none", style):
        return True
    if tag == "footer":
        return not any(outer.tag in _SECTIONING for outer in element.iterancestors())
    if tag == "sup":
        # A number that stands raised by itself is a power; in brackets, or as a link, it is a footnote.
        text = element.text_content()
        linked = any(True for _ in element.iter("a"))
        return bool(_FOOTNOTE.match(text)) and (linked or not text.strip().isdigit())
    if tag in ("div", "ul", "ol"):
        names = f"{element.get('class', '')} {element.get('id', '')}".lower().split()
        return not _BOILERPLATE_NAMES.isdisjoint(names)
    return False


def _own_language(element: HtmlElement) -> str | None:
    tag = element.get("lang") or element.get("xml:lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang")
    return canonical(tag) if tag else None


READER = Reader("html", "a web page", (".html", ".htm", ".xhtml"), read, declared_encoding, markup=True)
