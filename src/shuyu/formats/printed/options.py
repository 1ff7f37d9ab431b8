"""What may be asked of a printed list, and what of it survives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from shuyu.errors import Problem, UsageError
from shuyu.formats.base import Keeps, TermFormat, Writing
from shuyu.model.concept import Concept

OPTIONS: Mapping[str, str] = {
    "directions": "`both` (the rule), `zh-en` or `en-zh`",
    "subjects": "`yes`: entries below headings of their subjects; `no` (the rule): below letters or numbers of strokes",
    "definitions": "`yes`: definitions are printed; `no` (the rule)",
    "notes": "`yes` (the rule): notes are printed; `no`",
}


@dataclass(frozen=True)
class Choices:
    """The options as values."""

    chinese_first: bool = True
    english_first: bool = True
    subjects: bool = False
    definitions: bool = False
    notes: bool = True


def choices(writing: Writing) -> Choices:
    """What was asked for.

    Raises:
        UsageError: E644, for a value that no option has.

    >>> choices(Writing(options={"directions": "en-zh", "subjects": "yes"}))
    Choices(chinese_first=False, english_first=True, subjects=True, definitions=False, notes=True)
    """
    options = writing.options
    problems: list[Problem] = []

    def one_of(name: str, *values: str) -> str:
        given = options.get(name, values[0])
        if given not in values:
            how = f"Use one of: {', '.join(values)}."
            problems.append(Problem("E644", f'{name}="{given}" is not known', how))
        return given

    directions = one_of("directions", "both", "zh-en", "en-zh")
    subjects = one_of("subjects", "no", "yes")
    definitions = one_of("definitions", "no", "yes")
    notes = one_of("notes", "yes", "no")
    if problems:
        raise UsageError(*problems)
    chinese, english = directions != "en-zh", directions != "zh-en"
    return Choices(chinese, english, subjects == "yes", definitions == "yes", notes == "yes")


def keeps(writing: Writing | None = None) -> Keeps:
    """What of a concept is printed.

    >>> sorted(keeps().concept_fields), sorted(keeps(Writing(options={"definitions": "yes"})).concept_fields)
    (['note'], ['definition', 'note'])
    """
    asked = choices(writing or Writing())
    wanted = {"definition": asked.definitions, "note": asked.notes, "subject": asked.subjects}
    terms = {"pinyin"} | ({"note"} if asked.notes else set())
    if writing is not None and writing.contexts is not None:
        terms.add("context")
    return Keeps(
        parts_of_speech={},
        types={},
        term_fields=frozenset(terms),
        concept_fields=frozenset(name for name, is_wanted in wanted.items() if is_wanted),
        line_breaks=False,
    )


def printed(
    name: str,
    title: str,
    suffixes: tuple[str, ...],
    write: Callable[[Iterable[Concept], BinaryIO, Writing], None],
    more: Mapping[str, str] | None = None,
) -> TermFormat:
    """A format of a printed list.

    Args:
        name: of the format.
        title: what it is, for people.
        suffixes: the first is the usual one.
        write: writes it.
        more: options beside those of all of them.
    """
    return TermFormat(
        name=name,
        title=f"{title}, a printed list",
        suffixes=suffixes,
        keeps=keeps(),
        write=write,
        for_people=True,
        streams=False,
        options={**OPTIONS, **(more or {})},
        asked=keeps,
    )
