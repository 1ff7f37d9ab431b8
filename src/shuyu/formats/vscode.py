"""Snippets of Visual Studio Code: a term, its pinyin or its initials typed, and its counterpart stands there.

A snippet for each concept, from the first language asked for to the second. Several targets become a choice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from shuyu.formats.base import Keeps, TermFormat, Writing
from shuyu.formats.pairs import directed, pairs
from shuyu.languages import is_chinese
from shuyu.model.concept import Concept, Term
from shuyu.text import han

_SCOPE = "markdown,plaintext"
_SPECIAL = re.compile(r"[\\$}]")
_IN_CHOICE = re.compile(r"[\\$},|]")
_SHORTEST = 2


def write(concepts: Iterable[Concept], stream: BinaryIO, writing: Writing) -> None:
    """Write a list; see `TermFormat.write`."""
    scope = writing.options.get("scope", _SCOPE)
    used: set[str] = set()
    between = "{\n"
    for concept in concepts:
        snippet = _snippet(concept, writing)
        if snippet is None:
            continue
        if scope:
            snippet["scope"] = scope
        name = _name(concept, snippet, used)
        line = f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(snippet, ensure_ascii=False)}"
        stream.write(f"{between}{line}".encode("utf-8", "surrogatepass"))
        between = ",\n"
    stream.write(b"{}\n" if between == "{\n" else b"\n}\n")


def _name(concept: Concept, snippet: dict[str, Any], used: set[str]) -> str:
    base = concept.id or snippet["prefix"][0]
    name, number = base, 2
    while name in used:
        name, number = f"{base} {number}", number + 1
    used.add(name)
    return name


def _snippet(concept: Concept, writing: Writing) -> dict[str, Any] | None:
    sources: dict[str, Term] = {}
    targets: dict[str, Term] = {}
    for source, target in pairs(concept, writing):
        sources.setdefault(source.text, source)
        targets.setdefault(target.text, target)
    if not sources:
        return None
    best = sorted(targets.values(), key=lambda term: term.status.rank)
    prefixes = list(dict.fromkeys(prefix for term in sources.values() for prefix in _prefixes(term)))
    shown = f"{', '.join(sources)} = {', '.join(term.text for term in best)}"
    return {
        "prefix": prefixes,
        "body": [_body([term.text for term in best])],
        "description": f"{shown}: {concept.definition}" if concept.definition else shown,
    }


def _prefixes(term: Term) -> Iterator[str]:
    yield term.text
    if is_chinese(term.language):
        if han.has_han(term.text):
            from shuyu.text.pinyin import initials, pinyin, pinyin_key

            reading = term.pinyin or pinyin(term.text)
            yield from (key for key in (pinyin_key(reading), initials(reading)) if len(key) >= _SHORTEST)
    elif " " in term.text:
        # A prefix with spaces is found only by the word that it begins with.
        words = term.text.lower().split()
        yield "-".join(words)
        yield "".join(word[0] for word in words)


def _body(texts: list[str]) -> str:
    if len(texts) == 1:
        return _SPECIAL.sub(r"\\\g<0>", texts[0])
    return "${1|" + ",".join(_IN_CHOICE.sub(r"\\\g<0>", text) for text in texts) + "|}"


def _reshaped(concept: Concept, writing: Writing) -> Iterable[Concept]:
    if next(iter(pairs(concept, writing)), None) is None:
        return []
    source, target = directed(writing.languages)
    kept = {text for pair in pairs(concept, writing) for text in ((term.text, term.language) for term in pair)}
    terms = tuple(t for tag in (source, target) for t in concept.terms if (t.text, t.language) in kept)
    return [replace(concept, terms=tuple(dict.fromkeys(terms)))]


FORMAT = TermFormat(
    name="vscode",
    title="Visual Studio Code snippets",
    suffixes=(".code-snippets",),
    keeps=Keeps(
        statuses={},
        parts_of_speech={},
        types={},
        term_fields=frozenset(),
        concept_fields=frozenset({"id", "definition"}),
    ),
    write=write,
    reshape=_reshaped,
    options={"scope": "the languages of files that the snippets are for (markdown,plaintext; empty: all)"},
)
