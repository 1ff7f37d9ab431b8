"""XLIFF 1.2 and 2: the Chinese side of each segment, with the English of the other side.

Where both sides are Chinese only the translation is turned; where one of them already is in the wanted language, the
file is left as it is. Notes, alternative translations and what says `translate="no"` stay.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from shuyu.conversion.base import Job
from shuyu.conversion.documents._xml import Element, english_of, events, is_convertible, is_target, names_chinese
from shuyu.conversion.documents.html import is_chinese_tag
from shuyu.conversion.documents.markup import broken, declare, refer, refuse_unsound, set_value
from shuyu.conversion.documents.splice import Edit, Stretch, splice
from shuyu.conversion.documents.textfile import TextFormat
from shuyu.conversion.tags import retag
from shuyu.readers.html import declared_encoding

# Their contents are codes of the original file in version 1.2; in version 2 they are empty.
_CODES = frozenset({"bpt", "ept", "ph", "it"})
_SEGMENTS = frozenset({"trans-unit", "segment", "ignorable"})
_SIDES = (("source-language", "srcLang"), ("target-language", "trgLang"))


@dataclass
class _Languages:
    """The two languages that a file names, and which side of it is turned."""

    source: str | None = None
    target: str | None = None
    turns: str = ""


@dataclass
class _Reader:
    job: Job
    stretches: list[Stretch] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    languages: _Languages = field(default_factory=_Languages)
    _sides: dict[str, Element] = field(default_factory=dict)
    _closed: list[bool] = field(default_factory=list)
    _alternatives: int = 0
    _warned: bool = False
    _place: str = ""

    def opened(self, element: Element) -> None:
        self._closed.append(self._untouched() or element.values.get("translate") == "no")
        if element.name == "alt-trans" or element.name == "matches":
            self._alternatives += 1
        elif element.name in ("file", "xliff"):
            self._named(element)
        elif element.name in _SEGMENTS or element.name == "unit":
            self._sides = {}
            if element.name != "segment":
                self._place = element.values.get("id", "")
        elif element.name in ("source", "target") and not self._alternatives:
            element.skipped = self._untouched()
            self._sides[element.name] = element

    def closed(self, element: Element) -> None:
        self._closed.pop()
        if element.name in ("alt-trans", "matches"):
            self._alternatives -= 1
        elif element.name in _SEGMENTS:
            self._segment()

    def _untouched(self) -> bool:
        return bool(self._closed) and self._closed[-1]

    def _named(self, element: Element) -> None:
        # Version 1.2 names the languages at each file, version 2 once.
        keys = [next((key for key in names if key in element.values), None) for names in _SIDES]
        if keys == [None, None]:
            return
        source, target = (element.values[key] if key else None for key in keys)
        self.languages = _Languages(source, target, self._side(source, target))
        key = keys[0] if self.languages.turns == "source" else keys[1]
        if key is not None and self.languages.turns:
            self._retag(element, key)

    def _side(self, source: str | None, target: str | None) -> str:
        wanted = self.job.target
        for tag, other in ((source, target), (target, source)):
            if tag is not None and is_target(tag, wanted):
                if names_chinese(other):
                    self._warn(f"one side of the file is in {wanted} already ({tag}); it was left as it is")
                return ""
        if is_convertible(target, wanted) and (target is not None or not is_convertible(source, wanted)):
            return "target"
        return "source" if is_convertible(source, wanted) else ""

    def _warn(self, what: str) -> None:
        if not self._warned:
            self._warned = True
            self.job.warn(what)

    def _segment(self) -> None:
        turns = self.languages.turns
        side, other = self._sides.get(turns), self._sides.get("source" if turns == "target" else "target")
        if side is None or side.skipped:
            return
        said = self.languages.target if turns == "target" else self.languages.source
        tag = side.language or said
        if not is_chinese_tag(tag or "") or is_target(tag, self.job.target):
            return
        across = self.languages.source if turns == "target" else self.languages.target
        english = english_of(other.language or across, other.text) if other is not None else None
        self.stretches.append(Stretch(side.spans, place=self._place, english=english, language=tag))
        if side.language is not None:
            self._retag(side, "lang")

    def _retag(self, element: Element, key: str) -> None:
        said = element.values[key]
        made = retag(said, self.job.target)
        if made != said:
            self.edits.append(set_value(element.attributes[key], made))


def _rewrite(text: str, job: Job) -> str:
    refuse_unsound(text, job.path)
    reader = _Reader(job)
    root: str | None = None
    for event in events(text, job.path, frozenset({"source", "target"}), _CODES):
        if event.element is None:
            reader.stretches.append(Stretch(list(event.marks)))
        elif event.opens:
            root = root or event.element.name
            reader.opened(event.element)
        else:
            reader.closed(event.element)
    if root != "xliff":
        raise broken(f"this is not XLIFF: its root element is <{root}>", job.path, 1)
    return splice(text, reader.stretches, job, reader.edits)


XLIFF = TextFormat(
    "xliff",
    (".xlf", ".xliff", ".mxliff", ".sdlxliff"),
    _rewrite,
    declared_encoding,
    declare,
    refer,
    markup=True,
    blank=False,
)
