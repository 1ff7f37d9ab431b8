"""EPUB: chapters, navigation and what the catalogue says of the book; files keep their names and references."""

from __future__ import annotations

import codecs
import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from shuyu.archive import Archive, protected
from shuyu.conversion.base import Job, Turn, Unit
from shuyu.conversion.documents.parts import Changes, Paragraphs
from shuyu.conversion.documents.xml_text import Element, Span, read_tree
from shuyu.errors import InputError, Problem
from shuyu.text.encoding import decode

_PREFIXES = {
    "http://www.idpf.org/2007/opf": "opf",
    "http://openebook.org/namespaces/oeb-package/1.0/": "opf",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.daisy.org/z3986/2005/ncx/": "ncx",
    "urn:oasis:names:tc:opendocument:xmlns:container": "ocf",
    "http://www.w3.org/2001/04/xmlenc#": "enc",
    "http://www.w3.org/2000/svg": "svg",
}
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
# Fonts that are scrambled so that they are not lifted out of a book; no text is.
_FONTS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_CATALOGUE = frozenset(
    f"dc:{name}" for name in "title creator contributor description subject publisher rights source".split()
)
_META = frozenset({"file-as", "belongs-to-collection", "alternate-script", "calibre:series", "calibre:title_sort"})
_CHAPTERS = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class _Catalogue(Paragraphs):
    # The package document: what the book is called, and of whom and what it is.
    def start(self, element: Element) -> None:
        name = element.name
        said = element.attributes
        if name in _CATALOGUE:
            self.open(element, f"catalogue, {name[3:]}")
            self.part.attribute(element, "opf:file-as", "catalogue, sorted as")
        elif name == "opf:meta":
            if said.get("property") in _META:
                self.open(element, f"catalogue, {said['property']}")
            elif said.get("name") in _META:
                self.part.attribute(element, "content", f"catalogue, {said['name']}")
        elif name == "opf:reference":
            self.part.attribute(element, "title", "guide")
        self.part.language(element, "xml:lang")

    def text(self, element: Element, span: Span) -> None:
        if element.name == "dc:language":
            self.part.language_text(span)
        else:
            self.take(span, element)


class _Navigation(Paragraphs):
    def start(self, element: Element) -> None:
        if element.name == "ncx:text":
            self.open(element, "contents")
        self.part.language(element, "xml:lang")

    def text(self, element: Element, span: Span) -> None:
        self.take(span, element)


class _Picture(Paragraphs):
    def start(self, element: Element) -> None:
        if element.name in {"svg:text", "svg:title", "svg:desc"}:
            self.open(element, posixpath.basename(self.part.xml.path or ""))
        self.part.language(element, "xml:lang")

    def text(self, element: Element, span: Span) -> None:
        self.take(span, element)


@dataclass(frozen=True)
class _Item:
    member: str
    media: str


class _Epub:
    name = "epub"
    suffixes = (".epub",)

    def rewrite(self, data: bytes, job: Job) -> bytes:
        """`data` with its human text turned.

        Raises:
            InputError: E102 to E109 and E130 to E136, all that is wrong.
        """
        archive = Archive(data, job.path)
        packages = _packages(archive)
        _refuse_encrypted(archive)
        changes = Changes(archive, job)
        for package in packages:
            for item in _items(archive, package):
                if item.media in _CHAPTERS:
                    _chapter(item.member, changes)
                elif item.media == "application/x-dtbncx+xml":
                    changes.part(item.member, _Navigation, _PREFIXES, doctype=True)
                elif item.media == "image/svg+xml":
                    changes.part(item.member, _Picture, _PREFIXES, doctype=True)
            changes.part(package, _Catalogue, _PREFIXES, doctype=True)
        if "META-INF/signatures.xml" in archive and changes.members:
            job.warn("The book is digitally signed; the signature does not hold for the converted text.")
        return changes.result()


def _packages(archive: Archive) -> list[str]:
    how = "Give it the ending of what it is, or make the book anew."
    if "mimetype" in archive and archive.read("mimetype").strip() != b"application/epub+zip":
        raise InputError(Problem("E136", "this is no EPUB book: it says that it is another", how, archive.path))
    found: list[str] = []

    def told(element: Element) -> None:
        path = unquote(element.attributes.get("full-path", ""))
        if element.name == "ocf:rootfile" and path in archive:
            found.append(path)

    if _CONTAINER in archive:
        read_tree(archive.read(_CONTAINER), told, _PREFIXES, archive.path_of(_CONTAINER), doctype=True)
    if not found:
        raise InputError(
            Problem("E136", "this is no EPUB book: nothing in it says what it consists of", how, archive.path)
        )
    return found


def _refuse_encrypted(archive: Archive) -> None:
    if _ENCRYPTION not in archive:
        return
    ways: list[str] = []

    def told(element: Element) -> None:
        # The way in which the key of the content is locked stands deeper, inside KeyInfo.
        if element.name == "enc:EncryptionMethod" and element.parent is not None:
            if element.parent.name == "enc:EncryptedData":
                ways.append(element.attributes.get("Algorithm", ""))
        elif element.name == "enc:EncryptedData":
            ways.append("")

    read_tree(archive.read(_ENCRYPTION), told, _PREFIXES, archive.path_of(_ENCRYPTION))
    locked = ways.count("") - sum(way in _FONTS for way in ways)
    if locked > 0:
        raise protected(archive.path)


def _items(archive: Archive, package: str) -> list[_Item]:
    # As they are read, then what the book holds beside: contents, pictures.
    items: dict[str, _Item] = {}
    order: list[str] = []
    folder = posixpath.dirname(package)

    def told(element: Element) -> None:
        said = element.attributes
        if element.name == "opf:item":
            member = posixpath.normpath(posixpath.join(folder, unquote(said.get("href", ""))))
            if member in archive:
                items[said.get("id", member)] = _Item(member, said.get("media-type", "").strip().lower())
        elif element.name == "opf:itemref":
            order.append(said.get("idref", ""))

    read_tree(archive.read(package), told, _PREFIXES, archive.path_of(package), doctype=True)
    spine = [items[name] for name in dict.fromkeys(order) if name in items]
    return spine + [item for item in items.values() if item not in spine]


def _chapter(member: str, changes: Changes) -> None:
    from shuyu.conversion.documents.html import rewrite_html

    if member in changes.seen:
        return
    changes.seen.add(member)
    archive = changes.archive
    data = archive.read(member)
    job = changes.job
    inner = replace(
        job, path=archive.path_of(member), turn=_placed(job.turn, posixpath.basename(member)), encoding=None
    )
    try:
        mark = next((bom for bom in _BOMS if data.startswith(bom)), b"")
        decoded = decode(data, inner.path, long_lines=True)
        text = rewrite_html(decoded.text, inner, xml=True)
    except InputError as error:
        changes.fail(error.problems)
        return
    if text != decoded.text:
        encoding = "utf-8" if decoded.encoding == "utf-8-sig" else decoded.encoding
        changes.members[member] = mark + text.encode(encoding, "xmlcharrefreplace")


def _placed(turn: Turn, file: str) -> Turn:
    def placed(units: Sequence[Unit]) -> Sequence[tuple[str, ...]]:
        return turn([replace(unit, place=f"{file}, {unit.place}" if unit.place else file) for unit in units])

    return placed


EPUB = _Epub()
