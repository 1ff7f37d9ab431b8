"""`shuyu diff`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shuyu.cli.common import JsonOption, colours, counted, terminal_width, warn
from shuyu.cli.layout import Look, Piece, hanging

if TYPE_CHECKING:
    from shuyu.exchange.difference import Detail, Difference
    from shuyu.model.concept import Concept

FormatOption = Annotated[
    str | None, typer.Option("--format", metavar="NAME", help="Their format, where name and content do not tell.")
]
_WORDS = {"part_of_speech": "part of speech"}


def diff_command(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="A term list of any readable format.")],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="Another, in the same format or not.")],
    form: FormatOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what differs between two term lists.

    By concept and not by line: ids and the order of concepts do not count.

    Exit status: 0 when nothing differs, 1 when something does.

    Examples:

      shuyu diff terms-2025.tbx terms.toml

      shuyu diff --json ours.xlsx theirs.xlsx
    """
    from shuyu.exchange.difference import difference
    from shuyu.formats.base import restricted
    from shuyu.termlists import read_list

    old, new = read_list(before, name=form), read_list(after, name=form)
    # What a format has no place for has not changed.
    left = [back for concept in old.concepts for back in restricted(concept, new.format)]
    right = [back for concept in new.concepts for back in restricted(concept, old.format)]
    found = difference(left, right)
    if as_json:
        for one in found:
            typer.echo(json.dumps(difference_json(one), ensure_ascii=False))
    else:
        look = Look(colours(), terminal_width())
        for one in found:
            for line in difference_lines(one, look):
                typer.echo(line)
        if found:
            warn(summary(found))
    if found:
        raise typer.Exit(1)


def summary(found: list[Difference]) -> str:
    """How many concepts came, went and changed, in a sentence."""
    from collections import Counter

    times = Counter(one.kind.value for one in found)
    return ", ".join(
        f"{counted(times[kind], 'concept')} {kind}" for kind in ("added", "removed", "changed") if times[kind]
    )


def difference_lines(one: Difference, look: Look) -> list[str]:
    """A difference for people: a sign, the concept, and what changed in it."""
    concept = one.after or one.before
    assert concept is not None  # noqa: S101
    sign, style = {"added": ("+", "good"), "removed": ("-", "bad"), "changed": ("~", "mark")}[one.kind.value]
    lines = hanging([(f"{sign} ", style)], [(named(concept), ""), (f"  {concept.id}", "faint")], look)
    for detail in one.details:
        lines += hanging([("    ", "")], _detail(detail), look)
    return lines


def named(concept: Concept) -> str:
    """The first Chinese and the first English term of a concept.

    >>> from shuyu.model.concept import Concept, Term
    >>> named(Concept("a", (Term("术语", "zh-Hans"), Term("term", "en"))))
    '术语 = term'
    """
    firsts = [next(iter(concept.in_language(tag)), None) for tag in ("zh", "en")]
    return " = ".join(term.text for term in firsts if term is not None)


def _detail(detail: Detail) -> list[Piece]:
    if detail.what == "term" and detail.term is not None:
        sign, style = ("+", "good") if detail.before is None else ("-", "bad")
        return [(f"{sign} ", style), (f"{detail.term.text} ({detail.term.language})", "")]
    about = f"{detail.term.text}: " if detail.term is not None else ""
    what = _WORDS.get(detail.what, detail.what)
    pieces: list[Piece] = [(f"{about}{what}: ", "faint")]
    if detail.before is not None:
        pieces.append((detail.before, "bad"))
    pieces.append((" → " if detail.before is not None else "", "faint"))
    pieces.append((detail.after if detail.after is not None else "(none)", "good"))
    return pieces


def difference_json(one: Difference) -> dict[str, Any]:
    """A difference as JSON values; the shape is documented in docs/exchange.md."""
    concept = one.after or one.before
    assert concept is not None  # noqa: S101
    return {
        "kind": one.kind.value,
        "id": concept.id,
        "concept": named(concept),
        "details": [
            {
                "what": detail.what,
                "term": detail.term.text if detail.term else None,
                "language": detail.term.language if detail.term else None,
                "before": detail.before,
                "after": detail.after,
            }
            for detail in one.details
        ],
    }
