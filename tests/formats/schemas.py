"""The official schemas, run: RELAX NG, Schematron, NVDL and DTD. They stand beside the repository, not in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "schemas"
LISTS = Path(__file__).resolve().parents[3] / "shared" / "gold" / "lists"

needs_schemas = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the official schemas (../shared/schemas) are not here")
needs_lists = pytest.mark.skipif(
    not LISTS.is_dir(), reason="the lists from outside (../shared/gold/lists) are not here"
)

_CORE = "urn:iso:std:iso:30042:ed-2"
_MODULES = {"http://www.tbxinfo.net/ns/min": "Min", "http://www.tbxinfo.net/ns/basic": "Basic"}
_SCHEMATRON = {"": "http://purl.oclc.org/dsdl/schematron"}


@cache
def _relaxng(name: str) -> Any:
    return etree.RelaxNG(etree.parse(SCHEMAS / "tbx" / name))


def tbx_faults(data: bytes) -> list[str]:
    """What the schemas of the dialect and style that a TBX 3 file claims have against it; empty when it is valid."""
    tree: Any = etree.parse(BytesIO(data))
    root = tree.getroot()
    dialect, style = root.get("type"), root.get("style")
    found = list(_grammar(_relaxng("TBXcoreStructV03.rng"), tree))
    if dialect == "TBX-Core":
        return found + list(schematron(tree, SCHEMAS / "tbx" / "TBX-Core.sch"))
    found += schematron(tree, SCHEMAS / "tbx" / f"{dialect}_{style.upper()}.sch")
    if style == "dct":
        found += _modules(root, dialect)
    return found


def _modules(root: Any, dialect: str) -> Iterator[str]:
    """What NVDL says: each element of a foreign namespace is a document of its module."""
    namespaces = set(_MODULES) if dialect == "TBX-Basic" else {"http://www.tbxinfo.net/ns/min"}
    for element in root.iter("{*}*"):
        namespace = etree.QName(element).namespace
        if namespace == _CORE:
            continue
        if namespace not in namespaces:
            yield f"{element.sourceline}: {element.tag} is of no module"
            continue
        alone = etree.fromstring(etree.tostring(element, with_tail=False))
        # What an element refers to stands elsewhere in the file, where the grammar of the whole has looked.
        faults = _grammar(_relaxng(f"{_MODULES[namespace]}.rng"), alone)
        yield from (fault for fault in faults if "references an unknown ID" not in fault)
    for name in _MODULES.values():
        rules = SCHEMAS / "tbx" / f"{name}.sch"
        if rules.exists():
            yield from schematron(root.getroottree(), rules)


def _grammar(grammar: Any, tree: Any) -> Iterator[str]:
    if not grammar.validate(tree):
        yield from (f"{entry.line}: {entry.message}" for entry in grammar.error_log)


def schematron(tree: Any, path: Path) -> Iterator[str]:
    """What the rules of a Schematron file with XPath 2 have against a document, with lines where there are any."""
    import elementpath

    rules: Any = etree.parse(path)
    spaces = {one.get("prefix"): one.get("uri") for one in rules.iterfind("ns", _SCHEMATRON)}
    parser = elementpath.XPath2Parser(namespaces=spaces)
    document = elementpath.get_node_tree(tree)
    for pattern in rules.iterfind("pattern", _SCHEMATRON):
        taken: set[int] = set()
        for rule in pattern.iterfind("rule", _SCHEMATRON):
            context = parser.parse(
                f"//({rule.get('context')})" if "|" in rule.get("context") else f"//{rule.get('context')}"
            )
            asserts = [
                (parser.parse(f"boolean({one.get('test')})"), one) for one in rule.iterfind("assert", _SCHEMATRON)
            ]
            for node in list(context.select(elementpath.XPathContext(document))):
                # Of the rules of one pattern, only the first that fits a node is looked at.
                if id(node) in taken:
                    continue
                taken.add(id(node))
                for test, told in asserts:
                    if not test.evaluate(elementpath.XPathContext(document, item=node)):
                        yield f"{_line(node)}: {' '.join(''.join(told.itertext()).split())}"


def _line(node: Any) -> int | None:
    element = (
        getattr(node, "elem", None) if getattr(node, "elem", None) is not None else getattr(node.parent, "elem", None)
    )
    return getattr(element, "sourceline", None)


@cache
def _dtd() -> Any:
    return etree.DTD(str(SCHEMAS / "tmx" / "tmx14.dtd"))


def tmx_faults(data: bytes) -> list[str]:
    """What the DTD of TMX 1.4 has against a file; empty when it is valid."""
    dtd = _dtd()
    return [] if dtd.validate(etree.parse(BytesIO(data))) else [str(entry) for entry in dtd.error_log]
