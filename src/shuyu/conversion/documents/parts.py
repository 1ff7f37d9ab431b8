"""The human text of one XML file inside a document: found first, turned together, put back in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from shuyu.archive import Archive
from shuyu.conversion.base import Job, Unit
from shuyu.conversion.documents.xml_text import Element, Span, Visitor, XmlText, scan
from shuyu.conversion.tags import retag
from shuyu.errors import InputError, Problem
from shuyu.languages import canonical, is_chinese
from shuyu.text.han import has_han


@dataclass(frozen=True)
class _Pending:
    order: int
    unit: Unit
    put: Callable[[tuple[str, ...]], None]


class Part:
    """An XML file inside a document, and the units found in it.

    Attributes:
        xml: its text.
        target: the tag that language marks are set to.
        foreign: texts with Han characters that are marked as another language.
    """

    def __init__(self, xml: XmlText, target: str) -> None:
        self.xml = xml
        self.target = target
        self.foreign = 0
        self._pending: list[_Pending] = []

    def paragraph(
        self,
        spans: Sequence[tuple[Span, Element]],
        place: str,
        *,
        language: str | None = None,
        keep_spaces: str | None = None,
        settle: Callable[[str, str], bool] | None = None,
    ) -> None:
        """Texts that read as one.

        Args:
            spans: each with its element.
            place: for people.
            language: the tag that the document gives to it.
            keep_spaces: the attribute, as written, that an element needs for spaces at the ends of its text to count;
                None where they always do.
            settle: told the text before and after; says whether it may become that.
        """
        pieces = tuple(self.xml.value(span) for span, _ in spans)
        if not "".join(pieces).strip():
            return

        def put(turned: tuple[str, ...]) -> None:
            if settle is not None and not settle("".join(pieces), "".join(turned)):
                return
            for (span, element), before, after in zip(spans, pieces, turned, strict=True):
                if before == after:
                    continue
                self.xml.replace(span, after)
                spaces_new = after != after.strip() and before == before.strip()
                if keep_spaces and spaces_new and "xml:space" not in element.attributes:
                    self.xml.add_attribute(element, keep_spaces)

        self._pending.append(_Pending(spans[0][0].start, Unit(pieces, place, None, None, language), put))

    def attribute(self, element: Element, name: str, place: str) -> None:
        """The value of an attribute that people read; nothing where it is absent."""
        span = self.xml.attribute(element, name)
        if span is not None:
            self.paragraph([(span, element)], place)

    def texts(self, span: Span, texts: Sequence[str], join: Callable[[Sequence[str]], str], place: str) -> None:
        """Texts that stand inside one span between codes of its own, each for itself.

        Args:
            span: of all of it.
            texts: what may be turned.
            join: makes the whole of what they became.
            place: for people.
        """
        made = list(texts)
        waiting = [number for number, text in enumerate(texts) if text.strip()]

        def putter(number: int) -> Callable[[tuple[str, ...]], None]:
            def put(turned: tuple[str, ...]) -> None:
                made[number] = "".join(turned)
                if number == waiting[-1] and made != list(texts):
                    self.xml.replace(span, join(made))

            return put

        for number in waiting:
            self._pending.append(_Pending(span.start, Unit((texts[number],), place), putter(number)))

    def language(self, element: Element, name: str) -> None:
        """Set the language that an attribute names, where it is Chinese."""
        span = self.xml.attribute(element, name)
        if span is not None:
            self.xml.replace(span, retag(element.attributes[name], self.target))

    def language_text(self, span: Span) -> None:
        """Set the language that a text names, where it is Chinese."""
        value = self.xml.value(span)
        tag = value.strip()
        if tag:
            self.xml.replace(span, value.replace(tag, retag(tag, self.target)))

    def turn(self, job: Job) -> None:
        """Have all units turned, in the order of the file, and put each back."""
        pending = sorted(self._pending, key=lambda found: found.order)
        self._pending = []
        if not pending:
            return
        for found, turned in zip(pending, job.turn([found.unit for found in pending]), strict=True):
            found.put(tuple(turned))


class Paragraphs(Visitor):
    """Gathers the texts of paragraphs, those inside others apart.

    A format's visitor opens a unit at an element and closes it with that element; text that it takes belongs to the
    innermost open one. `split` ends the text so far: what a line break parts does not read as one.
    """

    def __init__(self, part: Part, keep_spaces: str | None = None) -> None:
        self.part = part
        self._keep_spaces = keep_spaces
        self._open: list[_Open] = []

    def open(self, element: Element, place: str, settle: Callable[[str, str], bool] | None = None) -> None:
        """A unit begins with `element`; `settle` as in `Part.paragraph`."""
        self._open.append(_Open(element, place, settle))

    def take(self, span: Span, element: Element, language: str | None = None) -> None:
        """Text of the innermost unit; nothing where none is open.

        Args:
            span: where it stands.
            element: that it stands in.
            language: the East Asian language it is marked with; Japanese and Korean stay as they are.
        """
        if self._open and language is not None and not is_chinese(canonical(language) or ""):
            self._hand_over()
            self.part.foreign += has_han(self.part.xml.value(span))
        elif self._open:
            unit = self._open[-1]
            unit.spans.append((span, element))
            unit.languages.add(language)

    @property
    def is_open(self) -> bool:
        """Whether text that is taken belongs to a unit."""
        return bool(self._open)

    def split(self) -> None:
        """What was taken for the innermost unit is a text of its own."""
        if self._open:
            self._hand_over()

    def end(self, element: Element) -> None:
        """The unit that began with `element` ends, if one did."""
        if self._open and self._open[-1].element is element:
            self._hand_over()
            self._open.pop()

    def _hand_over(self) -> None:
        unit = self._open[-1]
        if unit.spans:
            language = next(iter(unit.languages)) if len(unit.languages) == 1 else None
            self.part.paragraph(
                tuple(unit.spans), unit.place, language=language, keep_spaces=self._keep_spaces, settle=unit.settle
            )
            unit.spans.clear()
            unit.languages.clear()


@dataclass
class _Open:
    element: Element
    place: str
    settle: Callable[[str, str], bool] | None
    spans: list[tuple[Span, Element]] = field(default_factory=list)
    languages: set[str | None] = field(default_factory=set)


class Changes:
    """What the members of an archive become, gathered with all that is wrong with them.

    Attributes:
        members: name -> new content.
        seen: the members that were looked into.
        foreign: texts in Han characters that are in another language, and stay.
    """

    def __init__(self, archive: Archive, job: Job) -> None:
        self.archive = archive
        self.job = job
        self.members: dict[str, bytes] = {}
        self.seen: set[str] = set()
        self.foreign = 0
        self._problems: list[Problem] = []

    def part(
        self,
        name: str,
        visitor: Callable[[Part], Visitor],
        prefixes: Mapping[str, str],
        *,
        doctype: bool = False,
    ) -> None:
        """Turn the XML member `name`, read by what `visitor` makes; nothing where there is no such member."""
        part = self.scanned(name, visitor, prefixes, doctype=doctype)
        if part is not None:
            self.finish(name, part)

    def scanned(
        self,
        name: str,
        visitor: Callable[[Part], Visitor],
        prefixes: Mapping[str, str],
        *,
        doctype: bool = False,
    ) -> Part | None:
        """The XML member `name` with its units found, not yet turned; None where it is absent, wrong or done."""
        if name not in self.archive or name in self.seen:
            return None
        self.seen.add(name)
        try:
            part = Part(XmlText(self.archive.read(name), self.archive.path_of(name)), self.job.target)
            scan(part.xml, visitor(part), prefixes, doctype=doctype)
        except InputError as error:
            self._problems.extend(error.problems)
            return None
        return part

    def turn(self, part: Part) -> None:
        """Turn the units of `part`, unless the document cannot be converted anyway."""
        if not self._problems:
            part.turn(self.job)

    def finish(self, name: str, part: Part) -> None:
        """Turn what was not turned yet of `part`; its text is that of member `name` from now on."""
        self.turn(part)
        self.foreign += part.foreign
        if part.xml.changed:
            self.members[name] = part.xml.result()

    def fail(self, problems: Iterable[Problem]) -> None:
        """Take down what is wrong."""
        self._problems.extend(problems)

    def result(self) -> bytes:
        """The archive with what its members became.

        Raises:
            InputError: all that is wrong with them.
        """
        if self._problems:
            raise InputError(*self._problems)
        if self.foreign:
            some = "A text is" if self.foreign == 1 else f"{self.foreign:,} texts are"
            self.job.warn(f"{some} marked as Japanese or Korean and left as it was.")
        return self.archive.with_members(self.members)
