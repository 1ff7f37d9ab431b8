"""What DOCX, PPTX and XLSX share: the package, its parts and relations, drawings, properties."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

from shuyu.archive import Archive, Budget
from shuyu.conversion.base import Job
from shuyu.conversion.documents.parts import Changes, Paragraphs, Part
from shuyu.conversion.documents.xml_text import Element, Span, read_tree
from shuyu.errors import InputError, Problem
from shuyu.languages import canonical, is_chinese

_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_MICROSOFT = "http://schemas.microsoft.com/office/"
_BOTH = {
    # prefix: transitional, strict
    "w": ("wordprocessingml/2006/main", "wordprocessingml/main"),
    "p": ("presentationml/2006/main", "presentationml/main"),
    "s": ("spreadsheetml/2006/main", "spreadsheetml/main"),
    "a": ("drawingml/2006/main", "drawingml/main"),
    "c": ("drawingml/2006/chart", "drawingml/chart"),
    "wp": ("drawingml/2006/wordprocessingDrawing", "drawingml/wordprocessingDrawing"),
    "xdr": ("drawingml/2006/spreadsheetDrawing", "drawingml/spreadsheetDrawing"),
    "pic": ("drawingml/2006/picture", "drawingml/picture"),
    "m": ("officeDocument/2006/math", "officeDocument/math"),
    "r": ("officeDocument/2006/relationships", "officeDocument/relationships"),
}
PREFIXES: Mapping[str, str] = {
    **{_TRANSITIONAL + both[0]: prefix for prefix, both in _BOTH.items()},
    **{_STRICT + both[1]: prefix for prefix, both in _BOTH.items()},
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/package/2006/content-types": "ct",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "urn:schemas-microsoft-com:vml": "v",
    _MICROSOFT + "drawing/2014/chartex": "cx",
    _MICROSOFT + "spreadsheetml/2009/9/main": "x14",
    _MICROSOFT + "spreadsheetml/2018/threadedcomments": "tc",
    _MICROSOFT + "excel/2006/main": "xm",
    _MICROSOFT + "powerpoint/2010/main": "p14",
}

_KINDS = {
    "wordprocessingml": "a Word document (.docx)",
    "presentationml": "a PowerPoint presentation (.pptx)",
    "spreadsheetml": "an Excel workbook (.xlsx)",
}
_NUMBERS = re.compile(r"\d+")


class Relation(NamedTuple):
    """What a part refers to: the last word of the relation's type, and the member."""

    kind: str
    target: str


class Package:
    """An OOXML file, opened and found to be what its name says.

    Attributes:
        archive: its members.
        main: the member that everything hangs on.
        types: member -> content type, for members that have their own.
    """

    def __init__(self, archive: Archive, kind: str) -> None:
        """The package in `archive`.

        Args:
            archive: a sound zip file.
            kind: `wordprocessingml`, `presentationml` or `spreadsheetml`.

        Raises:
            InputError: E132 with macros, E136 when it is something else.
        """
        self.archive = archive
        self.types: dict[str, str] = {}
        if "[Content_Types].xml" not in archive:
            raise self._other("it is an archive without the parts of one", kind)
        names = {name.lower(): name for name in archive.names}

        def told(element: Element) -> None:
            if element.name == "ct:Override":
                part = unquote(element.attributes.get("PartName", "")).lstrip("/").lower()
                if part in names:
                    self.types[names[part]] = element.attributes.get("ContentType", "")

        self._read("[Content_Types].xml", told)
        self._refuse_macros()
        roots = [relation for relation in self.relations("").values() if relation.kind == "officeDocument"]
        main = roots[0].target if roots else ""
        if main not in archive:
            raise self._other("it lacks its main part", kind)
        self.main = main
        if f".{kind}." not in self.types.get(main, f".{kind}."):
            found = next((said for word, said in _KINDS.items() if word in self.types[main]), "another kind of file")
            raise self._other(f"it is {found}", kind)

    def relations(self, part: str) -> dict[str, Relation]:
        """What `part` refers to inside the package, by id; of the whole package for an empty name."""
        folder, name = posixpath.split(part)
        member = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, Relation] = {}

        def told(element: Element) -> None:
            said = element.attributes
            if element.name == "rel:Relationship" and said.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, unquote(said.get("Target", "")))).lstrip("/")
                found[said.get("Id", "")] = Relation(said.get("Type", "").rpartition("/")[2], target)

        if member in self.archive:
            self._read(member, told)
        return found

    def of_type(self, ending: str) -> list[str]:
        """The members whose content type ends with `ending`, `slide10` after `slide9`."""
        return sorted((name for name, said in self.types.items() if said.endswith(ending)), key=_natural)

    def _read(self, name: str, told: Callable[[Element], None]) -> None:
        read_tree(self.archive.read(name), told, PREFIXES, self.archive.path_of(name))

    def _refuse_macros(self) -> None:
        macro = next((name for name in self.archive.names if name.lower().endswith("vbaproject.bin")), None)
        macro = macro or next((name for name, said in self.types.items() if "macro" in said.lower()), None)
        if macro is not None:
            how = "Save it without macros (.docx, .xlsx, .pptx) and convert that."
            raise InputError(Problem("E132", f"the file holds macros ({macro})", how, self.archive.path))

    def _other(self, what: str, kind: str) -> InputError:
        how = "Give it the ending of what it is, or save it anew in its program."
        return InputError(Problem("E136", f"this is not {_KINDS[kind]}: {what}", how, self.archive.path))


class Drawing(Paragraphs):
    """Text of drawings, tables, charts and diagrams (DrawingML), and what pictures say to those who cannot see them.

    Attributes:
        place: where units stand, for people.
    """

    def __init__(self, part: Part, place: str, keep_spaces: str | None = None) -> None:
        super().__init__(part, keep_spaces)
        self.place = place
        self._language: str | None = None

    def start(self, element: Element) -> None:
        """A start tag."""
        name = element.name
        if name in {"a:p", "c:pt", "cx:pt", "cx:v"}:
            self.open(element, self.place)
        elif name in {"a:br", "a:tab"}:
            self.split()
        elif name == "mc:Fallback" and self.is_open:
            # The same text again, for programs that do not know the first way to say it.
            self.open(element, self.place)
        elif name in {"a:r", "a:fld"}:
            self._language = None
        elif name in {"a:rPr", "a:endParaRPr", "a:defRPr"}:
            if name == "a:rPr":
                self._language = east_asian(element.attributes.get("lang"))
            self.part.language(element, "lang")
            self.part.language(element, "altLang")
        elif name == "c:lang":
            self.part.language(element, "val")
        elif name.endswith((":docPr", ":cNvPr")):
            self.part.attribute(element, "descr", f"{self.place}, alternative text")
            self.part.attribute(element, "title", f"{self.place}, alternative text")

    def text(self, element: Element, span: Span) -> None:
        """Text directly inside `element`."""
        name = element.name
        if name in {"a:t", "cx:pt", "cx:v"} or (name == "c:v" and element.inside("c:strCache", "c:strLit", _LEVELS)):
            self.take(span, element, self._language if name == "a:t" else None)


_LEVELS = "c:multiLvlStrCache"
_PROPERTIES = {
    "dc:title": "title",
    "dc:subject": "subject",
    "dc:description": "description",
    "cp:keywords": "keywords",
    "cp:category": "category",
}


class _Core(Paragraphs):
    def start(self, element: Element) -> None:
        if element.name in _PROPERTIES:
            self.open(element, f"properties, {_PROPERTIES[element.name]}")

    def text(self, element: Element, span: Span) -> None:
        self.take(span, element)
        if element.name == "dc:language":
            self.part.language_text(span)


@dataclass(frozen=True)
class OfficeFormat:
    """DOCX, PPTX or XLSX.

    Attributes:
        name: one word.
        suffixes: lower case, with the dot.
        kind: the word for it in content types.
        convert: turns the parts that only this kind has.
    """

    name: str
    suffixes: tuple[str, ...]
    kind: str
    convert: Callable[[Package, Changes], None]

    def rewrite(self, data: bytes, job: Job) -> bytes:
        """`data` with its human text turned.

        Raises:
            InputError: E102 to E109 and E130 to E136, all that is wrong.
        """
        return self.rewrite_within(data, job, Budget())

    def rewrite_within(self, data: bytes, job: Job, budget: Budget) -> bytes:
        """As `rewrite`, for a document inside another one."""
        package = Package(Archive(data, job.path, budget), self.kind)
        changes = Changes(package.archive, job)
        self.convert(package, changes)
        for name in _drawings(package):
            changes.part(name, lambda part: Drawing(part, _place(part)), PREFIXES)
        for name in package.of_type("core-properties+xml"):
            changes.part(name, _Core, PREFIXES)
        for name in package.archive.names:
            if "/embeddings/" in name:
                _embedded(name, changes)
        if any(name.lower().startswith("_xmlsignatures/") for name in package.archive.names) and changes.members:
            job.warn("The file is digitally signed; the signature does not hold for the converted text.")
        return changes.result()


def _drawings(package: Package) -> Iterable[str]:
    for ending in (
        "drawingml.chart+xml",
        "ms-office.chartex+xml",
        "drawingml.chartshapes+xml",
        "drawingml.diagramData+xml",
        "drawingml.diagramDrawing+xml",
        "officedocument.drawing+xml",
    ):
        yield from package.of_type(ending)


def _place(part: Part) -> str:
    path = part.xml.path or ""
    for word, said in (("chart", "chart"), ("diagram", "diagram")):
        if f"/{word}" in path:
            return said
    return "drawing"


def _embedded(name: str, changes: Changes) -> None:
    # What stands in a chart's own workbook is what its program shows once somebody edits the chart.
    found = for_suffix(posixpath.splitext(name)[1].lower())
    archive = changes.archive
    if found is None or archive.budget.nesting == 0:
        return
    job = changes.job
    inner = Job(job.turn, job.target, archive.path_of(name), job.encoding, job.warn)
    archive.budget.nesting -= 1
    try:
        made = found.rewrite_within(archive.read(name), inner, archive.budget)
    except InputError as error:
        if any(problem.code == "E134" for problem in error.problems):
            changes.fail(error.problems)
        else:
            job.warn(f"A file inside the document stays as it is: {error.problems[0]}")
    else:
        changes.members[name] = made
    finally:
        archive.budget.nesting += 1


def for_suffix(suffix: str) -> OfficeFormat | None:
    """The office format of a file name's ending.

    >>> for_suffix(".xlsx").name
    'xlsx'
    """
    from shuyu.conversion.documents.docx import DOCX
    from shuyu.conversion.documents.pptx import PPTX
    from shuyu.conversion.documents.xlsx import XLSX

    return next((known for known in (DOCX, PPTX, XLSX) if suffix in known.suffixes), None)


def east_asian(tag: str | None) -> str | None:
    """`tag`, where it names Chinese, Japanese or Korean: what text in such a script may be.

    >>> east_asian("ja-JP"), east_asian("en-US")
    ('ja-JP', None)
    """
    if tag is None:
        return None
    found = canonical(tag)
    return tag if (found is not None and is_chinese(found)) or tag[:2].lower() in {"ja", "ko"} else None


def _natural(name: str) -> tuple[str, list[int]]:
    return _NUMBERS.sub("", name), [int(number) for number in _NUMBERS.findall(name)]
