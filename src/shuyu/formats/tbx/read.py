"""Reading TBX: version 3 of all dialects and both styles, version 2 (martif), and the old TBX-Min."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from shuyu.errors import InputError, Problem
from shuyu.formats.base import Reading
from shuyu.formats.tbx.categories import CORE_NAMESPACE
from shuyu.formats.tbx.entry import EntryReader
from shuyu.formats.terms_values import field_fault
from shuyu.formats.xml_stream import XmlStream, local_name, namespace
from shuyu.model.concept import Concept

NO_SOURCE = "Written by shuyu."
"""What stands for the source that a header must name, where there is none to name."""

_HEADERS = ("tbxHeader", "martifHeader", "header")
_ENTRIES = ("conceptEntry", "termEntry", "entry")
_WRAPPED = frozenset({"sourceDesc", "publicationStmt", "encodingDesc", "change"})
_ABOUT = {"id": "title", "license": "licence", "dateCreated": "date", "description": "subject"}
"""What the header of the old TBX-Min says, and what that is here."""


@dataclass(frozen=True)
class Generation:
    """What the root of a file says it is."""

    dialect: str
    three: bool


def read(stream: BinaryIO, reading: Reading) -> Iterator[Concept]:
    """Read a file of version 3 strictly, and an older one tolerantly; see `TermFormat.read`."""
    return _read(stream, reading, strict=True)


def read_tolerantly(stream: BinaryIO, reading: Reading) -> Iterator[Concept]:
    """Read a file of any version: what its dialect does not allow is told as a loss; see `TermFormat.read`."""
    return _read(stream, reading, strict=False)


def _read(stream: BinaryIO, reading: Reading, *, strict: bool) -> Iterator[Concept]:
    xml = XmlStream(stream, reading.path)
    generation = _generation(xml.root, reading.path)
    entries = EntryReader(reading, generation.dialect, strict=strict and generation.three)
    try:
        for element in xml.elements((*_HEADERS, "body", "back", "text"), _ENTRIES):
            name = local_name(element)
            if name in _ENTRIES:
                for other in element.itersiblings(preceding=True):
                    _may_stand(other, element.getparent(), _ENTRIES, entries)
                concept = entries.concept(element)
                if concept is not None:
                    yield concept
            elif name in _HEADERS:
                _header(element, reading, entries)
            elif name == "back":
                for section in element:
                    reading.lost("references to people and things (back)", section.sourceline)
            else:
                _outline(element, entries)
    except InputError as error:
        raise InputError.collected([*entries.problems, *error.problems]) from error
    if entries.problems:
        raise InputError.collected(entries.problems)


def _generation(root: Any, path: str) -> Generation:
    name = local_name(root)
    if name == "tbx" and namespace(root) in {CORE_NAMESPACE, ""}:
        return Generation(root.get("type") or "", three=True)
    if name == "martif":
        return Generation(root.get("type") or "", three=False)
    if name == "TBX":
        return Generation(root.get("dialect") or "TBX-Min", three=False)
    how = "TBX begins with <tbx>, <martif> or <TBX>. Name the format that it has."
    raise InputError(Problem("E141", f"this is no TBX: it begins with <{name}>", how, path=path, line=root.sourceline))


def _outline(element: Any, entries: EntryReader) -> None:
    allowed = ("body", "back") if local_name(element) == "text" else _ENTRIES
    for child in element:
        _may_stand(child, element, allowed, entries)


def _may_stand(child: Any, parent: Any, allowed: tuple[str, ...], entries: EntryReader) -> None:
    if local_name(child) not in allowed:
        entries.fault(f"<{local_name(child)}> may not stand in <{local_name(parent)}>", child.sourceline)


def _header(header: Any, reading: Reading, entries: EntryReader) -> None:
    told: dict[str, list[str]] = {}
    for element in header.iter("{*}*"):
        name, text = local_name(element), " ".join((element.text or "").split())
        if name in _WRAPPED and text:
            entries.fault(f"text in <{name}> must stand in a <p>", element.sourceline)
        parent = local_name(element.getparent())
        if parent == "header" and name in _ABOUT:
            told.setdefault(_ABOUT[name], []).append(text)
        elif name == "title" and parent == "titleStmt":
            told.setdefault("title", []).append(text)
        elif name == "note" and parent == "titleStmt":
            told.setdefault("subject", []).append(text)
        elif name == "p" and parent in {"sourceDesc", "publicationStmt"}:
            kind = {"publicationStmt": "licence", "sourceDesc": "source"}[parent]
            told.setdefault(_kind_of_paragraph(element.attrib, kind), []).append(text)
    for name, texts in told.items():
        value = "\n".join(text for text in texts if text and text != NO_SOURCE)
        if value and name in {"title", "source", "licence", "date", "subject"} and field_fault(name, value) is None:
            reading.about[name] = value[:10] if name == "date" else value


def _kind_of_paragraph(attributes: Mapping[str, str], usual: str) -> str:
    return attributes.get("type", usual)
