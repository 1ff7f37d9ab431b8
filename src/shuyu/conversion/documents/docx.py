"""DOCX: paragraphs over their runs, wherever they stand; field codes, names and custom XML stay."""

from __future__ import annotations

from shuyu.conversion.documents.ooxml import PREFIXES, Drawing, OfficeFormat, Package, east_asian
from shuyu.conversion.documents.parts import Changes, Part
from shuyu.conversion.documents.xml_text import Element, Span

# Content types of the parts that hold text, in the order in which a person reads; and how a place in them is called.
_PARTS = (
    ("wordprocessingml.document.main+xml", "paragraph"),
    ("wordprocessingml.template.main+xml", "paragraph"),
    ("wordprocessingml.footnotes+xml", "footnote"),
    ("wordprocessingml.endnotes+xml", "endnote"),
    ("wordprocessingml.comments+xml", "comment"),
    ("wordprocessingml.header+xml", "header"),
    ("wordprocessingml.footer+xml", "footer"),
    ("wordprocessingml.document.glossary+xml", "building block"),
    ("wordprocessingml.numbering+xml", "numbering"),
    ("wordprocessingml.styles+xml", "styles"),
    ("wordprocessingml.settings+xml", "settings"),
)
_NOTES = {"w:footnote", "w:endnote", "w:comment"}
# Text that stands among the rest of its paragraph and does not read on with it.
_ASIDE = {"w:del": "deleted", "w:moveFrom": "moved away", "w:rt": "phonetic guide"}
_BREAKS = frozenset({"w:br", "w:cr", "w:tab", "w:ptab"})
_ATTRIBUTES = {
    "w:lvlText": ("w:val", "numbering"),
    "w:tblCaption": ("w:val", "table title"),
    "w:tblDescription": ("w:val", "table description"),
    "w:alias": ("w:val", "control title"),
    "w:listItem": ("w:displayText", "choice"),
    "w:listEntry": ("w:val", "choice"),
    "w:statusText": ("w:val", "help text"),
    "w:helpText": ("w:val", "help text"),
    "v:textpath": ("string", "watermark"),
    "v:shape": ("alt", "alternative text"),
}
_TEXTS = frozenset({"w:t", "w:delText", "m:t"})


class _Words(Drawing):
    def __init__(self, part: Part, kind: str) -> None:
        super().__init__(part, kind, 'xml:space="preserve"')
        self._kind = kind
        self._count = 0

    def start(self, element: Element) -> None:
        name = element.name
        if name == "w:p":
            if self._kind == "paragraph" and not self.is_open:
                self._count += 1
                self.place = f"paragraph {self._count}"
            self.open(element, self.place)
        elif name in _NOTES:
            # The lines above footnotes are kept among them.
            self._count += element.attributes.get("w:type", "normal") == "normal"
            self.place = f"{self._kind} {self._count}"
        elif name in _ASIDE:
            if self.is_open:
                self.open(element, f"{self.place}, {_ASIDE[name]}")
        elif name in _BREAKS:
            # A tab of the paragraph's format is called the same and stands elsewhere.
            if element.parent is not None and element.parent.name == "w:r":
                self.split()
        elif name == "w:r":
            self._language = None
        elif name in {"w:lang", "w:themeFontLang"}:
            self._set_language(element)
        elif name in _ATTRIBUTES:
            attribute, said = _ATTRIBUTES[name]
            self.part.attribute(element, attribute, said)
        else:
            super().start(element)

    def text(self, element: Element, span: Span) -> None:
        if element.name in _TEXTS:
            self.take(span, element, self._language)
        else:
            super().text(element, span)

    def _set_language(self, element: Element) -> None:
        self.part.language(element, "w:val")
        self.part.language(element, "w:eastAsia")
        above = [ancestor.name for ancestor, _ in zip(element.ancestors(), range(2), strict=False)]
        if above == ["w:rPr", "w:r"]:
            self._language = east_asian(element.attributes.get("w:eastAsia"))


def _convert(package: Package, changes: Changes) -> None:
    for ending, kind in _PARTS:
        for name in package.of_type(ending):
            changes.part(name, lambda part, kind=kind: _Words(part, kind), PREFIXES)  # type: ignore[misc]


DOCX = OfficeFormat("docx", (".docx", ".dotx"), "wordprocessingml", _convert)
