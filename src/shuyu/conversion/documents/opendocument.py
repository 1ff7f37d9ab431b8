"""ODT, ODS, ODP: paragraphs and headings wherever they stand, numbering, properties, languages."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from shuyu.archive import Archive, protected
from shuyu.conversion.base import Job
from shuyu.conversion.documents.cells import letters, literals
from shuyu.conversion.documents.parts import Changes, Paragraphs, Part
from shuyu.conversion.documents.xml_text import Element, Span
from shuyu.conversion.tags import retag
from shuyu.errors import InputError, Problem

_NAMESPACES = {
    "office": "office",
    "text": "text",
    "table": "table",
    "drawing": "draw",
    "presentation": "presentation",
    "style": "style",
    "meta": "meta",
    "datastyle": "number",
    "form": "form",
    "svg-compatible": "svg",
    "xsl-fo-compatible": "fo",
}
_PREFIXES = {
    **{f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0": prefix for name, prefix in _NAMESPACES.items()},
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/1998/Math/MathML": "math",
}
_MEDIA = "application/vnd.oasis.opendocument."
_PARAGRAPHS = frozenset({"text:p", "text:h"})
_APART = {
    "text:ruby-text": "phonetic guide",
    "text:index-title-template": "contents",
    "text:index-entry-span": "contents",
    "presentation:header-decl": "page header",
    "presentation:footer-decl": "page footer",
    "svg:title": "alternative text",
    "svg:desc": "alternative text",
    "number:text": "number format",
}
_BREAKS = frozenset({"text:line-break", "text:tab"})
# Text inside a paragraph that is none of it: the number of a note, who commented and when.
_NOT_TEXT = ("dc:", "meta:", "office:", "math:", "text:note-citation")
_NUMBERING = ("style:num-prefix", "style:num-suffix", "style:num-list-format", "loext:num-list-format")
_ATTRIBUTES = {
    "text:list-level-style-number": (_NUMBERING, "numbering"),
    "text:list-level-style-bullet": (_NUMBERING, "numbering"),
    "text:outline-level-style": (_NUMBERING, "numbering"),
    "text:notes-configuration": (_NUMBERING, "numbering"),
    "table:help-message": (("table:title",), "help text"),
    "table:error-message": (("table:title",), "help text"),
    "table:filter-condition": (("table:value",), "filter"),
    "text:label": (("text:value",), "choice"),
    "form:button": (("form:label", "form:title"), "control"),
    "form:checkbox": (("form:label", "form:title"), "control"),
    "form:radio": (("form:label", "form:title"), "control"),
    "form:fixed-text": (("form:label", "form:title"), "control"),
}
_LANGUAGES = (
    # language, script, country
    ("fo:language", "fo:script", "fo:country"),
    ("style:language-asian", "style:script-asian", "style:country-asian"),
)
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_PROPERTIES = {
    "dc:title": "title",
    "dc:subject": "subject",
    "dc:description": "description",
    "meta:keyword": "keywords",
}


class _Content(Paragraphs):
    def __init__(self, part: Part) -> None:
        super().__init__(part)
        self._paragraphs = self._pages = self._notes = 0
        self._kind = ""
        self._style = ""
        # Styles that say Japanese or Korean -> which.
        self._foreign: dict[str, str] = {}
        self._sheet = ""
        self._row = self._column = 0
        self._column_after = 0
        self._row_after = 0

    def start(self, element: Element) -> None:
        name = element.name
        if name in _PARAGRAPHS:
            self.open(element, self._place(element))
        elif name in _APART:
            self.open(element, _APART[name])
        elif name in _BREAKS:
            self.split()
        elif name == "text:note":
            self._notes += 1
            self._kind = element.attributes.get("text:note-class", "footnote")
        elif name == "draw:page":
            self._pages += 1
        elif name == "style:style":
            self._style = element.attributes.get("style:name", "")
        elif name == "style:text-properties":
            language = element.attributes.get("style:language-asian", "")
            if element.parent is not None and element.parent.name == "style:style" and language in {"ja", "ko"}:
                self._foreign[self._style] = language
        elif name.startswith("table:"):
            self._table(element)
        if name in _ATTRIBUTES:
            names, place = _ATTRIBUTES[name]
            for attribute in names:
                self.part.attribute(element, attribute, place)
        self._languages(element)

    def text(self, element: Element, span: Span) -> None:
        if not element.name.startswith(_NOT_TEXT):
            style = element.attributes.get("text:style-name", "") if element.name == "text:span" else ""
            self.take(span, element, self._foreign.get(style))

    def _place(self, element: Element) -> str:
        above = {ancestor.name for ancestor in element.ancestors()}
        if "text:note-body" in above:
            return f"{self._kind} {self._notes}"
        if "office:annotation" in above:
            return "comment"
        if "text:deletion" in above:
            return "deleted"
        if "style:master-page" in above:
            return "page header or footer"
        if "office:spreadsheet" in above:
            return f"{self._sheet}!{letters(self._column)}{self._row}"
        if self._pages:
            return f"slide {self._pages}" + (", notes" if "presentation:notes" in above else "")
        self._paragraphs += not self.is_open
        return f"paragraph {self._paragraphs}"

    def _table(self, element: Element) -> None:
        name, said = element.name, element.attributes
        if name == "table:table":
            self._sheet = said.get("table:name", "")
            self._row = self._row_after = 0
        elif name == "table:table-row":
            self._row = self._row_after + 1
            self._row_after += _times(said.get("table:number-rows-repeated", ""))
            self._column = self._column_after = 0
        elif name in _CELLS:
            self._column = self._column_after + 1
            self._column_after += _times(said.get("table:number-columns-repeated", ""))
            # Says again what the paragraphs of the cell say.
            self.part.attribute(element, "office:string-value", f"{self._sheet}!{letters(self._column)}{self._row}")
        elif name == "table:content-validation" and "is-in-list" in said.get("table:condition", ""):
            self._choices(element)

    def _choices(self, element: Element) -> None:
        span = self.part.xml.attribute(element, "table:condition")
        if span is not None:
            self.part.texts(span, *literals(self.part.xml.value(span)), "choices")

    def _languages(self, element: Element) -> None:
        xml, said = self.part.xml, element.attributes
        for language, script, country in _LANGUAGES:
            if said.get(language) != "zh":
                continue
            tag = "-".join(["zh", *(said[name] for name in (script, country) if said.get(name, "none") != "none")])
            made = retag(tag, self.part.target).split("-")[1:]
            for name in (script, country):
                span = xml.attribute(element, name)
                if span is not None and said[name] != "none" and made:
                    xml.replace(span, made.pop(0))
        self.part.language(element, "style:rfc-language-tag")
        self.part.language(element, "style:rfc-language-tag-asian")


class _Meta(Paragraphs):
    def start(self, element: Element) -> None:
        if element.name in _PROPERTIES:
            self.open(element, f"properties, {_PROPERTIES[element.name]}")

    def text(self, element: Element, span: Span) -> None:
        if element.name == "dc:language":
            self.part.language_text(span)
        else:
            self.take(span, element)


@dataclass(frozen=True)
class OpenDocument:
    """ODT, ODS or ODP.

    Attributes:
        name: one word.
        suffixes: lower case, with the dot.
        kind: the word for it in the media type.
    """

    name: str
    suffixes: tuple[str, ...]
    kind: str

    def rewrite(self, data: bytes, job: Job) -> bytes:
        """`data` with its human text turned.

        Raises:
            InputError: E102 to E109 and E130 to E136, all that is wrong.
        """
        archive = Archive(data, job.path)
        self._refuse_others(archive)
        _refuse_encrypted(archive)
        _refuse_macros(archive)
        changes = Changes(archive, job)
        for name in sorted(archive.names, key=lambda name: (name.count("/"), name)):
            # Charts and other documents inside this one have folders of their own.
            if posixpath.basename(name) in {"content.xml", "styles.xml"}:
                changes.part(name, _Content, _PREFIXES)
        changes.part("meta.xml", _Meta, _PREFIXES)
        if "META-INF/documentsignatures.xml" in archive and changes.members:
            job.warn("The document is digitally signed; the signature does not hold for the converted text.")
        return changes.result()

    def _refuse_others(self, archive: Archive) -> None:
        how = "Give it the ending of what it is, or save it anew in its program."
        said = archive.read("mimetype").decode("ascii", "replace").strip() if "mimetype" in archive else ""
        if said.removesuffix("-template") != _MEDIA + self.kind:
            what = f"it says that it is {said!r}" if said else "it does not say what it is"
            raise InputError(
                Problem("E136", f"this is no OpenDocument {self.kind} (.{self.name}): {what}", how, archive.path)
            )


def _refuse_encrypted(archive: Archive) -> None:
    # Not parsed: old manifests leave it to their document type to declare their own prefix.
    name = "META-INF/manifest.xml"
    if name in archive and b":encryption-data" in archive.read(name):
        raise protected(archive.path)


def _refuse_macros(archive: Archive) -> None:
    for name in archive.names:
        # Libraries are listed even where nothing is in them.
        is_module = name.startswith("Basic/") and name.endswith(".xml") and posixpath.basename(name)[:7] != "script-"
        if is_module or (name.startswith("Scripts/") and not name.endswith("/")):
            how = "Remove its macros (Tools, Macros) and convert that."
            raise InputError(Problem("E132", f"the file holds macros ({name})", how, archive.path))


def _times(number: str) -> int:
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 1


ODT = OpenDocument("odt", (".odt", ".ott"), "text")
ODS = OpenDocument("ods", (".ods", ".ots"), "spreadsheet")
ODP = OpenDocument("odp", (".odp", ".otp"), "presentation")
