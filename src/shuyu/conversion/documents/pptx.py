"""PPTX: the paragraphs of slides, notes, layouts, masters and comments."""

from __future__ import annotations

from shuyu.conversion.documents.ooxml import PREFIXES, Drawing, OfficeFormat, Package
from shuyu.conversion.documents.parts import Changes, Part
from shuyu.conversion.documents.xml_text import Element, Span, read_tree

_OTHERS = (
    ("presentationml.comments+xml", "comments"),
    ("ms-powerpoint.comments+xml", "comments"),
    ("presentationml.slideLayout+xml", "layout"),
    ("presentationml.slideMaster+xml", "master"),
    ("presentationml.notesMaster+xml", "notes master"),
    ("presentationml.handoutMaster+xml", "handout master"),
)


class _Slides(Drawing):
    def start(self, element: Element) -> None:
        if element.name == "p:text":
            self.open(element, self.place)
        elif element.name == "p14:section":
            self.part.attribute(element, "name", "section")
        else:
            super().start(element)

    def text(self, element: Element, span: Span) -> None:
        if element.name == "p:text":
            self.take(span, element)
        else:
            super().text(element, span)


def _convert(package: Package, changes: Changes) -> None:
    def turn(name: str, place: str) -> None:
        def visitor(part: Part) -> _Slides:
            return _Slides(part, place)

        changes.part(name, visitor, PREFIXES)

    slides = _slides(package)
    numbers = {name: number for number, name in enumerate(slides, 1)}
    for name, number in numbers.items():
        turn(name, f"slide {number}")
        for relation in package.relations(name).values():
            if relation.kind == "notesSlide":
                turn(relation.target, f"slide {number}, notes")
            elif relation.kind == "comments":
                turn(relation.target, f"slide {number}, comments")
    for ending, place in (("presentationml.notesSlide+xml", "notes"), *_OTHERS):
        for name in package.of_type(ending):
            turn(name, place)
    turn(package.main, "presentation")


def _slides(package: Package) -> list[str]:
    # As they are shown, then those that no list names.
    relations = package.relations(package.main)
    slides: list[str] = []

    def told(element: Element) -> None:
        if element.name == "p:sldId":
            relation = relations.get(element.attributes.get("r:id", ""))
            if relation is not None and relation.target in package.archive and relation.target not in slides:
                slides.append(relation.target)

    read_tree(package.archive.read(package.main), told, PREFIXES, package.archive.path_of(package.main))
    return slides + [name for name in package.of_type("presentationml.slide+xml") if name not in slides]


PPTX = OfficeFormat("pptx", (".pptx", ".potx", ".ppsx"), "presentationml", _convert)
