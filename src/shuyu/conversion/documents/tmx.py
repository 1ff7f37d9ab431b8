"""TMX: the Chinese variant of each unit; with its English beside it where there is one."""

from __future__ import annotations

from collections.abc import Sequence

from shuyu.conversion.base import Job
from shuyu.conversion.documents._xml import Element, english_of, events, is_convertible, is_target, names_chinese
from shuyu.conversion.documents.markup import broken, declare, refer, refuse_unsound, set_value
from shuyu.conversion.documents.splice import Edit, Stretch, splice
from shuyu.conversion.documents.textfile import TextFormat
from shuyu.conversion.tags import retag
from shuyu.readers.html import declared_encoding

_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})


def _rewrite(text: str, job: Job) -> str:
    refuse_unsound(text, job.path)
    read = _Memory(job)
    root: str | None = None
    unit: list[Element] | None = None
    variant: Element | None = None
    for event in events(text, job.path, frozenset({"seg"}), _CODES):
        element = event.element
        if element is None:
            read.stretches.append(Stretch(list(event.marks)))
            continue
        root = root or element.name
        if element.name == "tu":
            if event.opens:
                unit = []
            elif unit is not None:
                read.unit(unit)
                unit = None
            _note_source(read, element, event.opens)
        elif element.name == "header":
            _note_source(read, element, event.opens)
        elif element.name == "tuv" and unit is not None:
            variant = element if event.opens else None
            if event.opens:
                unit.append(element)
        elif element.name == "seg" and variant is not None and not event.opens:
            variant.spans = element.spans
    if root != "tmx":
        raise broken(f"this is not a translation memory: its root element is <{root}>", job.path, 1)
    return splice(text, read.stretches, job, read.finished())


def _note_source(read: _Memory, element: Element, opens: bool) -> None:
    if opens and "srclang" in element.attributes:
        read.sources.append(element)


class _Memory:
    def __init__(self, job: Job) -> None:
        self.job = job
        self.stretches: list[Stretch] = []
        self.sources: list[Element] = []
        self._edits: list[Edit] = []
        self._left = 0
        self._turned: set[str] = set()
        self._kept: set[str] = set()

    def unit(self, variants: Sequence[Element]) -> None:
        chosen = [variant for variant in variants if is_convertible(variant.language, self.job.target)]
        kept = [variant for variant in variants if variant not in chosen]
        if any(is_target(variant.language, self.job.target) for variant in kept):
            if chosen:
                self._left += 1
            kept, chosen = list(variants), []
        # Two variants in one language would be one too many.
        kept += chosen[1:]
        self._kept |= {variant.language or "" for variant in kept}
        english = next((text for v in variants if (text := english_of(v.language or "?", v.text))), None)
        for variant in chosen[:1]:
            tag = variant.language
            self.stretches.append(Stretch(variant.spans, english=english, language=tag))
            if tag is not None and names_chinese(tag):
                self._turned.add(tag)
                made = retag(tag, self.job.target)
                if made != tag:
                    self._edits.append(set_value(variant.attributes["lang"], made))

    def finished(self) -> list[Edit]:
        """All edits; the source language is said anew where none of its text was left."""
        if self._left:
            self.job.warn(f"{self._left} units have text in {self.job.target} already, and were left as they are")
        for element in self.sources:
            said = element.values["srclang"]
            if said in self._turned - self._kept and retag(said, self.job.target) != said:
                self._edits.append(set_value(element.attributes["srclang"], retag(said, self.job.target)))
        return self._edits


TMX = TextFormat("tmx", (".tmx",), _rewrite, declared_encoding, declare, refer, markup=True, blank=False)
