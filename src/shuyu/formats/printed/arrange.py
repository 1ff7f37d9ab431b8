"""From concepts to a printed list: which words get an entry, what stands in it, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from shuyu.formats.base import Writing
from shuyu.formats.printed.lines import Wording, also, details, in_script, joined, marked, tidy
from shuyu.formats.printed.model import Cell, Column, Entry, Group, Ink, Kind, Line, Printed, Run, Section
from shuyu.formats.printed.options import Choices, choices
from shuyu.formats.printed.order import Key, by_letters, by_pinyin, by_strokes
from shuyu.languages import ENGLISH, HANS, LANGUAGES, is_chinese, is_traditional
from shuyu.model.concept import Concept, Status, Term

_NONE: Cell = ()
_NO_SUBJECT = "Other subjects"
_LAST_SUBJECT = "\U0010ffff"
_ARROW = "→ "
_MEANINGS = (
    (Status.PREFERRED, "preferred"),
    (Status.ADMITTED, "admitted: it may be used"),
    (Status.PROPOSED, "proposed: not decided"),
    (Status.DEPRECATED, "deprecated: use the preferred term"),
    (Status.FORBIDDEN, "forbidden: do not use it"),
)


@dataclass(frozen=True)
class _Placed:
    """An entry with what it is sorted by."""

    heading: str
    key: Key
    subject: str
    entry: Callable[[str], Entry]
    term: Term


@dataclass(frozen=True)
class _Plan:
    """What holds for the whole list.

    Attributes:
        first: the Chinese of the headwords.
        others: the other Chinese tags that have a column.
    """

    writing: Writing
    asked: Choices
    wording: Wording
    first: str
    others: tuple[str, ...]


def arrange(concepts: Iterable[Concept], writing: Writing) -> Printed:
    """Arrange a list for print.

    Headwords are in the first Chinese language of `writing.languages`. Forms in the other script get a column where
    one of them differs; what the list does not give there is made by script conversion, and says so by its ink. Every
    term gets an entry; one that is not the first of its concept leads there.

    Args:
        concepts: in any order.
        writing: title, languages, order, contexts and options.

    Returns:
        the list, the same for the same concepts and writing.

    Raises:
        UsageError: E644, for an option that has no such value.
    """
    asked = choices(writing)
    listed = [tidied for concept in concepts if (tidied := _tidied(concept)).terms]
    chinese = [tag for tag in writing.languages if is_chinese(tag)]
    used = [term.language for concept in listed for term in concept.terms if is_chinese(term.language)]
    chinese = chinese or list(dict.fromkeys(used)) or [HANS]
    other_script = tuple(tag for tag in chinese[1:] if tag != chinese[0])
    listed = [_with_headwords(concept, chinese[0]) for concept in listed]
    twice = _homographs(listed)
    plan = _Plan(writing, asked, Wording(twice, chinese[0], other_script), chinese[0], other_script)
    sections = []
    if listed and asked.chinese_first:
        sections.append(_chinese_section(listed, plan))
    if listed and asked.english_first:
        sections.append(_english_section(listed, plan))
    kept = tuple(section for section in sections if section.groups)
    return Printed(
        tidy(writing.title or "") or "Term list",
        tuple(_facts(listed, plan)),
        tuple(_legend(kept)),
        kept,
        writing.date,
    )


def _tidied(concept: Concept) -> Concept:
    from dataclasses import replace

    terms = tuple(replace(term, text=text) for term in concept.terms if (text := tidy(term.text)))
    return replace(concept, terms=terms)


def _with_headwords(concept: Concept, first: str) -> Concept:
    # A concept without a form in the script of the headwords gets what conversion makes.
    from dataclasses import replace

    given = _chinese(concept)
    if not given or any(is_traditional(term.language) == is_traditional(first) for term in _all_chinese(concept)):
        return concept
    made = (replace(term, text=in_script(term, first), language=first, derived=True) for term in given)
    return replace(concept, terms=(*made, *concept.terms))


def _homographs(concepts: Sequence[Concept]) -> frozenset[str]:
    # Words that stand for several meanings: their entries name the subject.
    seen: set[str] = set()
    twice: set[str] = set()
    for concept in concepts:
        texts = {term.text for term in concept.terms}
        twice |= texts & seen
        seen |= texts
    return frozenset(twice)


def _chinese_section(concepts: Sequence[Concept], plan: _Plan) -> Section:
    place = by_strokes if plan.writing.order == "strokes" else None
    placed: list[_Placed] = []
    for number, concept in enumerate(concepts):
        terms = _ranked(_headwords(concept, plan))
        if not terms:
            continue
        for term in terms:
            reading = plan.wording.reading(term)
            heading, key = place(term.text) if place else by_pinyin(term.text, reading)
            placed.append(_placed(heading, key, concept, term, _chinese_entry(concept, term, terms[0], number, plan)))
    traditional = is_traditional(plan.first)
    columns = [Column("漢語 Chinese" if traditional else "汉语 Chinese", plan.first, 0.23)]
    if plan.others:
        columns.append(Column(_other_heading(plan), plan.others[0], 0.2))
    columns.append(Column("拼音 Pīnyīn", "zh-Latn-pinyin", 0.22))
    columns.append(Column("English", ENGLISH, 0.35 if plan.others else 0.55))
    own = "漢英" if traditional else "汉英"
    section = Section("zh-en", "Chinese–English", own, plan.first, tuple(columns), _grouped(placed, "zh", plan))
    return _without_empty_column(section, 1) if plan.others else section


def _other_heading(plan: _Plan) -> str:
    if is_traditional(plan.others[0]) == is_traditional(plan.first):
        return LANGUAGES[plan.others[0]].own_name
    return "繁體 Traditional" if is_traditional(plan.others[0]) else "简体 Simplified"


def _english_section(concepts: Sequence[Concept], plan: _Plan) -> Section:
    placed: list[_Placed] = []
    for number, concept in enumerate(concepts):
        terms = _ranked(_of(concept, ENGLISH))
        for term in terms:
            heading, key = by_letters(term.text)
            placed.append(_placed(heading, key, concept, term, _english_entry(concept, term, terms[0], number, plan)))
    traditional = is_traditional(plan.first)
    columns = [
        Column("English", ENGLISH, 0.35 if plan.others else 0.5),
        Column("漢語 Chinese" if traditional else "汉语 Chinese", plan.first, 0.23),
    ]
    if plan.others:
        columns.append(Column(_other_heading(plan), plan.others[0], 0.2))
    columns.append(Column("拼音 Pīnyīn", "zh-Latn-pinyin", 0.22 if plan.others else 0.27))
    own = "英漢" if traditional else "英汉"
    section = Section("en-zh", "English–Chinese", own, plan.first, tuple(columns), _grouped(placed, "en", plan))
    return _without_empty_column(section, 2) if plan.others else section


def _without_empty_column(section: Section, at: int) -> Section:
    from dataclasses import replace

    if any(strip[at] for entry in section.entries() for strip in entry.strips):
        return section

    def cut(entry: Entry) -> Entry:
        return replace(entry, strips=tuple((*strip[:at], *strip[at + 1 :]) for strip in entry.strips))

    spare = section.columns[at].share
    columns = [column for place, column in enumerate(section.columns) if place != at]
    shares = sum(column.share for column in columns)
    wider = tuple(replace(column, share=column.share + spare * column.share / shares) for column in columns)
    groups = tuple(replace(group, entries=tuple(map(cut, group.entries))) for group in section.groups)
    return replace(section, columns=wider, groups=groups)


def _of(concept: Concept, tag: str) -> list[Term]:
    return [term for term in concept.terms if term.language == tag]


def _all_chinese(concept: Concept) -> list[Term]:
    return [term for term in concept.terms if is_chinese(term.language)]


def _chinese(concept: Concept) -> list[Term]:
    # Of one language: the first Chinese one that the concept has.
    found = _all_chinese(concept)
    return [term for term in found if term.language == found[0].language]


def _headwords(concept: Concept, plan: _Plan) -> list[Term]:
    script = is_traditional(plan.first)
    same = [term for term in _all_chinese(concept) if is_traditional(term.language) == script]
    return _of(concept, plan.first) or [term for term in same if term.language == same[0].language]


def _ranked(terms: Iterable[Term]) -> list[Term]:
    return sorted(terms, key=lambda term: term.status.rank)


def _placed(heading: str, key: Key, concept: Concept, term: Term, entry: Callable[[str], Entry]) -> _Placed:
    return _Placed(heading, key, tidy(concept.subject or ""), entry, term)


def _chinese_entry(concept: Concept, term: Term, main: Term, number: int, plan: _Plan) -> Callable[[str], Entry]:
    wording = plan.wording
    english = _ranked(_of(concept, ENGLISH))

    def made(anchor: str) -> Entry:
        pinyin = _pinyin(wording.reading(term))
        others = wording.other_cell(concept, term, is_main=term is main)
        if term is main:
            last: Cell = (
                *((joined(english),) if english else ()),
                *also([one for one in _ranked(_of(concept, main.language)) if one is not main]),
                *details(concept, plan.writing, plan.asked),
            )
        else:
            usable = [one for one in english if one.status.rank <= Status.PROPOSED.rank][:1]
            there = (Run(_ARROW, Ink.LABEL, ENGLISH), Run(main.text, Ink.ADMITTED, main.language, f"zh-{number}"))
            space = (Run(" ", Ink.TEXT, ENGLISH),) if usable else ()
            last = (Line((*joined(usable, plain=True).runs, *space, *there)),)
        cells = (wording.head(term, concept), *((others,) if plan.others else ()), pinyin, last)
        return Entry(f"zh-{number}" if term is main else anchor, term.text, term.language, (cells,))

    return made


def _english_entry(concept: Concept, term: Term, main: Term, number: int, plan: _Plan) -> Callable[[str], Entry]:
    wording = plan.wording
    chinese = _ranked(_headwords(concept, plan))
    usable = [one for one in chinese if one.status.rank <= Status.PROPOSED.rank]

    def strip(head: Cell, one: Term | None) -> tuple[Cell, ...]:
        if one is None:
            return (head, _NONE, *((_NONE,) if plan.others else ()), _NONE)
        others = wording.other_cell(concept, one, is_main=one is chinese[0])
        line = Line(tuple(marked(one)))
        return (head, (line,), *((others,) if plan.others else ()), _pinyin(wording.reading(one)))

    def made(anchor: str) -> Entry:
        head = wording.head(term, concept)
        if term is not main:
            arrow = Run(f" {_ARROW}", Ink.LABEL, ENGLISH)
            there = Run(main.text, Ink.ADMITTED, main.language, f"en-{number}")
            head = (Line((*head[0].runs, arrow, there), Kind.HEAD),)
            shown = next(iter(usable or chinese), None)
            return Entry(anchor, term.text, term.language, (strip(head, shown),))
        below = (
            *also([one for one in _ranked(_of(concept, ENGLISH)) if one is not main]),
            *details(concept, plan.writing, plan.asked),
        )
        if len(chinese) < 2:
            strips = [strip((*head, *below), chinese[0] if chinese else None)]
        else:
            strips = [strip(head, chinese[0])]
            strips += [strip(_NONE, one) for one in chinese[1:-1]]
            strips.append(strip(below, chinese[-1]))
        return Entry(f"en-{number}", term.text, term.language, tuple(strips))

    return made


def _pinyin(reading: str) -> Cell:
    return (Line((Run(reading, Ink.PINYIN, "zh-Latn-pinyin"),)),) if reading else _NONE


def _grouped(placed: Sequence[_Placed], name: str, plan: _Plan) -> tuple[Group, ...]:
    def subject_key(one: _Placed) -> str:
        return one.subject.casefold() or _LAST_SUBJECT

    def key(one: _Placed) -> tuple[str, Key, int, str]:
        return (subject_key(one) if plan.asked.subjects else "", one.key, one.term.status.rank, one.subject)

    groups: dict[str, list[_Placed]] = {}
    for one in sorted(placed, key=key):
        heading = (one.subject or _NO_SUBJECT) if plan.asked.subjects else one.heading
        groups.setdefault(heading, []).append(one)
    numbers = iter(range(1, len(placed) + 1))
    return tuple(
        Group(heading, tuple(one.entry(f"{name}-see-{next(numbers)}") for one in group))
        for heading, group in groups.items()
    )


def _facts(concepts: Sequence[Concept], plan: _Plan) -> Iterator[tuple[str, str]]:
    writing = plan.writing
    for name, value in (("Subject", writing.subject), ("Source", writing.source), ("Licence", writing.licence)):
        if value and tidy(value):
            yield name, tidy(value)
    terms = [term for concept in concepts for term in concept.terms if not term.derived]
    chinese, english = (sum(is_chinese(t.language) is way for t in terms) for way in (True, False))
    counts = ((len(concepts), "concept"), (chinese, "Chinese term"), (english, "English term"))
    yield "Contents", ", ".join(f"{count:,} {name}{'s'[: count != 1]}" for count, name in counts)
    if plan.asked.chinese_first:
        yield "Chinese sorted by", "strokes" if writing.order == "strokes" else "pinyin"
    yield "Date", writing.date


def _legend(sections: Sequence[Section]) -> Iterator[tuple[tuple[Run, ...], str]]:
    used = {
        run.ink
        for section in sections
        for entry in section.entries()
        for strip in entry.strips
        for cell in strip
        for line in cell
        for run in line.runs
    }
    for status, meaning in _MEANINGS:
        if Ink(status.value) in used:
            yield tuple(marked(Term("term", ENGLISH, status))), meaning
    if Ink.DERIVED in used:
        yield tuple(marked(Term("form", ENGLISH, derived=True))), "made by script conversion; the list does not give it"
