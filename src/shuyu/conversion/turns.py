"""What each unit of a document becomes, and what a person may want to know of it.

A `Turner` is the turn that a document format calls: it cleans where that is wished, converts, lets the English settle
what it can, cuts the text into its pieces again, and notes what `Watch` asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from shuyu.conversion.protect import Guard
from shuyu.conversion.spread import spread
from shuyu.languages import HANT, HONG_KONG, TAIWAN
from shuyu.text.script import MIXED, detect_script

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shuyu.conversion.base import Unit
    from shuyu.conversion.doubt import Doubt
    from shuyu.conversion.engine import Engine
    from shuyu.text.clean import Cleaned

# Fixers that see a page: in a unit, which is a paragraph or less, line ends and indents belong to the document.
_OF_PAGES = frozenset(
    "line-ends html-tags html-entities markdown-images markdown-links markdown-rules markdown-emphasis running-heads "
    "footnote-bodies hard-wraps footnote-marks lone-marks odd-spaces indents".split()
)


class Watch(NamedTuple):
    """What to note on the way.

    Attributes:
        changes: each unit that changes, before and after.
        doubts: choices between characters on weak ground.
        losses: what would be different after converting back.
    """

    changes: bool = False
    doubts: bool = False
    losses: bool = False


NOTHING = Watch()


class Beside(NamedTuple):
    """The English of a stretch of a unit's text.

    Attributes:
        start: where the stretch begins, in code points.
        end: where it ends.
        english: what it means.
    """

    start: int
    end: int
    english: str


@dataclass(frozen=True)
class Change:
    """A unit that became another."""

    place: str
    line: int | None
    before: str
    after: str


@dataclass(frozen=True)
class PlacedDoubt:
    """A doubt, with its place in the document.

    Attributes:
        place: where its unit stands; empty where the line says enough.
        line: the line of the file it is on, where the format has lines.
        text: the unit's text, which the doubt's offsets count in.
        doubt: the choice.
    """

    place: str
    line: int | None
    text: str
    doubt: Doubt


@dataclass(frozen=True)
class Loss:
    """What would be different after converting back.

    Attributes:
        place: where its unit stands.
        line: the line of the file it is on.
        before: what stands in the source.
        back: what would stand there after both conversions.
        text: the unit's text.
        start: where `before` begins in it.
    """

    place: str
    line: int | None
    before: str
    back: str
    text: str
    start: int


@dataclass
class Findings:
    """What a turner noted.

    Attributes:
        units: how many there were.
        changed: how many of them came out different.
        settled: how many characters the English, or the words around them, decided otherwise than the tables.
        changes: where `Watch.changes` asked.
        doubts: where `Watch.doubts` asked; those that something settled are among them.
        losses: where `Watch.losses` asked.
    """

    units: int = 0
    changed: int = 0
    settled: int = 0
    changes: list[Change] = field(default_factory=list)
    doubts: list[PlacedDoubt] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)


EngineOf = Callable[["str | None"], "Engine"]
"""The engine for texts of one source script, or for those in which it has to be found (None)."""


class Turner:
    """A turn for one document.

    Args:
        engine_of: gives the engines; asked for what the document needs only.
        source: the script of the document as `script_of` finds it; None lets each unit say its own.
        find: whether the script of the document is that of the units of the first call, which then are all.
        watch: what to note.
        english: the English of each unit, in their order; a unit's own comes before it.
        back: gives the engine that takes a text back to a script; needed for `Watch.losses`.
        terms: source form to wanted form of the terms that steer, those that stay among them.
        clean: whether the fixers run first.
        weigh: whether ambiguous characters are settled by the words around them where there is no English.

    >>> from shuyu.conversion.base import Unit
    >>> from shuyu.conversion.engine import Engine
    >>> turn = Turner(lambda source: Engine("zh-Hant", from_=source), source="zh-Hans")
    >>> turn([Unit(("头", "发")), Unit(("皇后",))])
    [('頭', '髮'), ('皇后',)]
    >>> turn.findings.units, turn.findings.changed
    (2, 1)
    """

    def __init__(
        self,
        engine_of: EngineOf,
        *,
        source: str | None = None,
        find: bool = False,
        watch: Watch = NOTHING,
        english: Sequence[Sequence[Beside]] = (),
        back: Callable[[str], Engine] | None = None,
        terms: Mapping[str, str] | None = None,
        clean: bool = False,
        weigh: bool = False,
    ) -> None:
        self.findings = Findings()
        self._engine_of = engine_of
        self._source = source
        self._find = find
        self._watch = watch
        self._english = english
        self._back = back
        self._terms = terms or {}
        self._clean = clean
        self._weigh = weigh
        self._guard = Guard()
        self._seen = Guard()

    @property
    def source(self) -> str | None:
        """The script of the document, as it was given or found."""
        return self._source

    def __call__(self, units: Sequence[Unit]) -> list[tuple[str, ...]]:
        """What the units become, as many pieces each as they have."""
        sources, cuts = [], []
        for unit in units:
            at = list(accumulate(map(len, unit.pieces[:-1])))
            text = unit.text
            if self._clean:
                text, at = _cleaned(text, at)
            sources.append(text)
            cuts.append(at)
        if self._find:
            self._source, self._find = script_of(sources), False
        made = self._convert(sources)
        turned = []
        for unit, text, at, converted in zip(units, sources, cuts, made, strict=True):
            kept = self._seen.spans(text)
            beside = self._beside(unit, text)
            result = self._settle(text, converted, beside, kept)
            self._note(unit, text, result, beside, kept)
            turned.append(_cut(text, result, at) if unit.pieces else ())
        return turned

    def _convert(self, texts: Sequence[str]) -> list[str]:
        if self._source != MIXED:
            return self._engine_of(self._source).convert_many(texts, guard=self._guard)
        # Each run of units in one script at once, in their order: what is switched off stays off.
        made: list[str] = []
        run: list[str] = []
        script: str | None = None
        for text in texts:
            found = detect_script(text)
            found = None if found == MIXED else found
            if run and found != script:
                made += self._engine_of(script).convert_many(run, guard=self._guard)
                run = []
            script = found
            run.append(text)
        return made + (self._engine_of(script).convert_many(run, guard=self._guard) if run else [])

    def _beside(self, unit: Unit, text: str) -> list[Beside]:
        if unit.english is not None and unit.english.strip():
            return [Beside(0, len(text), unit.english)]
        number = self.findings.units
        if number < len(self._english) and text == unit.text:
            return list(self._english[number])
        return []

    def _settle(self, text: str, converted: str, beside: Sequence[Beside], kept: Sequence[tuple[int, int]]) -> str:
        stretches: list[tuple[int, int, str | None]]
        stretches = (
            _stretches(text, beside) if self._weigh else [(side.start, side.end, side.english) for side in beside]
        )
        if not stretches:
            return converted
        from shuyu.conversion.choose import choose

        made, at = [], 0
        target = self._engine_of(self._source_of(text)).target
        places = spread(text, converted, [place for start, end, _ in stretches for place in (start, end)])
        for number, (start, end, english) in enumerate(stretches):
            first, last = places[2 * number : 2 * number + 2]
            before = converted[first:last]
            chosen = choose(text[start:end], before, target=target, english=english)
            if chosen != before:
                chosen = self._without_kept(text, start, end, before, chosen, kept)
            made += [converted[at:first], chosen]
            at = last
        return "".join([*made, converted[at:]])

    def _without_kept(
        self, text: str, start: int, end: int, before: str, chosen: str, kept: Sequence[tuple[int, int]]
    ) -> str:
        # What a person decided, by a term or a mark, stands above what the English suggests.
        from rapidfuzz.distance import Levenshtein

        made = []
        for step in Levenshtein.opcodes(before, chosen):
            old, new = before[step.src_start : step.src_end], chosen[step.dest_start : step.dest_end]
            if old != new:
                first, last = spread(before, text[start:end], [step.src_start, step.src_end])
                if any(self._is_fixed(text, start + at, kept) for at in range(first, max(last, first + 1))):
                    new = old
                else:
                    self.findings.settled += max(len(old), len(new))
            made.append(new)
        return "".join(made)

    def _is_fixed(self, text: str, at: int, kept: Sequence[tuple[int, int]]) -> bool:
        return any(start <= at < end for start, end in kept) or self._term_at(text, at) is not None

    def _term_at(self, text: str, at: int) -> str | None:
        for term in self._terms:
            if text.find(term, max(0, at - len(term) + 1), at + len(term)) >= 0:
                return term
        return None

    def _source_of(self, text: str) -> str | None:
        if self._source != MIXED:
            return self._source
        found = detect_script(text)
        return None if found == MIXED else found

    def _note(
        self, unit: Unit, text: str, result: str, beside: Sequence[Beside], kept: Sequence[tuple[int, int]]
    ) -> None:
        findings = self.findings
        findings.units += 1
        if result != unit.text:
            findings.changed += 1
            if self._watch.changes:
                findings.changes.append(Change(unit.place, unit.line, unit.text, result))
        if self._watch.doubts:
            findings.doubts += self._doubts(unit, text, result, beside, kept)
        if self._watch.losses and self._back is not None:
            findings.losses += _losses(unit, text, result, self._back)

    def _doubts(
        self, unit: Unit, text: str, result: str, beside: Sequence[Beside], kept: Sequence[tuple[int, int]]
    ) -> list[PlacedDoubt]:
        from dataclasses import replace

        from shuyu.conversion.doubt import doubts

        target = self._engine_of(self._source_of(text)).target
        found: list[PlacedDoubt] = []
        for start, end, english in _stretches(text, beside):
            first, last = spread(text, result, [start, end])
            for doubt in doubts(text[start:end], result[first:last], target=target, english=english):
                at = start + doubt.start
                if any(a <= at < b for a, b in kept):
                    continue
                placed = replace(doubt, start=at, end=start + doubt.end)
                term = self._term_at(text, at)
                if term is not None:
                    placed = replace(placed, settled="term", why=f"the term {term} settles it")
                found.append(PlacedDoubt(unit.place, _line_of(unit, text, at), text, placed))
        return found


def script_of(texts: Iterable[str]) -> str | None:
    """The script of the texts of a document: `zh-Hans`, `zh-Hant`, `mixed`, None where nothing tells.

    >>> script_of(["人工", "術語"]), script_of(["术语", "術語"]), script_of(["人工"])
    ('zh-Hant', 'mixed', None)
    """
    # Each character counts once: a book has some thousand of them.
    return detect_script("".join(set().union(*texts)))


def _stretches(text: str, beside: Sequence[Beside]) -> list[tuple[int, int, str | None]]:
    # The whole text, with its English where there is some.
    parts: list[tuple[int, int, str | None]] = []
    at = 0
    for start, end, english in beside:
        if at < start:
            parts.append((at, start, None))
        parts.append((start, end, english))
        at = end
    if at < len(text):
        parts.append((at, len(text), None))
    return parts


def _cut(text: str, result: str, cuts: Sequence[int]) -> tuple[str, ...]:
    if not cuts:
        return (result,)
    at = [0, *spread(text, result, cuts), len(result)]
    return tuple(result[start:end] for start, end in pairwise(at))


def _line_of(unit: Unit, text: str, at: int) -> int | None:
    return None if unit.line is None else unit.line + text.count("\n", 0, at)


def _cleaned(text: str, cuts: list[int]) -> tuple[str, list[int]]:
    from shuyu.text.clean import FIXERS, clean

    names = [fixer.name for fixer in FIXERS if fixer.default and fixer.name not in _OF_PAGES]
    cleaned = clean(text, only=names)
    if cleaned.text == text:
        return text, cuts
    return cleaned.text, [_after(cleaned, cut) for cut in cuts]


def _after(cleaned: Cleaned, cut: int) -> int:
    # The place in the cleaned text before which everything came from before `cut`.
    low, high = 0, len(cleaned.text)
    while low < high:
        middle = (low + high) // 2
        if cleaned.to_source(middle, middle + 1)[0] < cut:
            low = middle + 1
        else:
            high = middle
    return low


def _losses(unit: Unit, text: str, result: str, back_to: Callable[[str], Engine]) -> list[Loss]:
    script = detect_script(text)
    if script is None or script == MIXED or text == result:
        return []
    from rapidfuzz.distance import Levenshtein

    # Whichever regional standard the text follows: a form that is only another standard's is no loss.
    best: tuple[str, list[Any]] | None = None
    for tag in (HANT, TAIWAN, HONG_KONG) if script == HANT else (script,):
        back = back_to(tag).convert(result)
        steps = [step for step in Levenshtein.opcodes(text, back) if step.tag != "equal"]
        if best is None or len(steps) < len(best[1]):
            best = back, steps
        if not steps:
            return []
    return [] if best is None else [_loss(unit, text, best[0], step) for step in best[1]]


def _loss(unit: Unit, text: str, back: str, step: Any) -> Loss:
    before, after = text[step.src_start : step.src_end], back[step.dest_start : step.dest_end]
    return Loss(unit.place, _line_of(unit, text, step.src_start), before, after, text, step.src_start)
