"""Concepts as pairs of a source and a target term, for formats that know nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from shuyu.formats.base import Reading, Writing
from shuyu.languages import ENGLISH, HANS, is_chinese
from shuyu.model.concept import Concept, Status, Term
from shuyu.text import han

AVOIDED = frozenset({Status.DEPRECATED, Status.FORBIDDEN})
"""What a format that can only recommend must not name as a target."""


def directed(languages: Sequence[str]) -> tuple[str, str]:
    """The source and the target language of a format of two: the first two that were asked for.

    >>> directed(("en", "zh-Hans", "zh-Hant")), directed(("zh-Hans",)), directed(("en",))
    (('en', 'zh-Hans'), ('zh-Hans', 'en'), ('en', 'zh-Hans'))
    """
    if len(languages) > 1:
        return languages[0], languages[1]
    source = languages[0] if languages else HANS
    return source, ENGLISH if is_chinese(source) else HANS


def pairs(concept: Concept, writing: Writing) -> Iterator[tuple[Term, Term]]:
    """Every source term with every target term that may be used.

    A target that is deprecated or forbidden is left out: these formats could only recommend it. As a source it stays,
    since texts have it.

    >>> concept = Concept("c", (Term("模型", "zh-Hans"), Term("model", "en"), Term("mould", "en", Status.FORBIDDEN)))
    >>> [(source.text, target.text) for source, target in pairs(concept, Writing(languages=("en", "zh-Hans")))]
    [('model', '模型'), ('mould', '模型')]
    """
    source, target = directed(writing.languages)
    wanted = [term for term in concept.terms if term.language == target and not term.derived]
    for one in concept.terms:
        if one.language == source and not one.derived:
            yield from ((one, other) for other in wanted if other.status not in AVOIDED)


def apart(concept: Concept, writing: Writing) -> Iterable[Concept]:
    """What comes back of a concept that was written as pairs: one concept for each (`TermFormat.reshape`)."""
    for source, target in pairs(concept, writing):
        yield replace(concept, terms=(source, target))


def columns_of(reading: Reading, rows: Iterable[Sequence[str]]) -> tuple[str, str]:
    """The languages of the two columns of a file that does not name them.

    What the caller said comes first, then the first two languages of the project, turned round where the second
    column is the one with Chinese in it.

    Args:
        reading: as the file is read.
        rows: the first rows of the file.

    >>> columns_of(Reading("x", ("zh-Hans", "en")), [["model", "模型"], ["AI", "人工智能"]])
    ('en', 'zh-Hans')
    """
    source, target = directed(reading.languages)
    if reading.source:
        return reading.source, reading.target or directed((reading.source,))[1]
    if is_chinese(source) == is_chinese(target):
        return source, target
    first = second = 0
    for row in rows:
        first += han.has_han(row[0])
        second += han.has_han(row[1])
    chinese_first = first >= second
    return (source, target) if chinese_first == is_chinese(source) else (target, source)
