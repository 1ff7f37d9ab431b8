"""What `shuyu convert` says: doubts, losses, diffs, and the same for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from shuyu.cli.common import counted
from shuyu.cli.layout import Look, Piece, cells, hanging, pad
from shuyu.languages import LANGUAGES

if TYPE_CHECKING:
    from shuyu.cli.convert_run import Outcome
    from shuyu.conversion.turns import Loss, PlacedDoubt
    from shuyu.errors import Problem

_CONTEXT = 8
"""Characters of the text on either side of a doubtful one."""
_BETWEEN = "  "
_DIFF_STYLES = {"+": "good", "-": "bad", "@": "place"}

Row = tuple[str, list[Piece], list[str]]
"""Place, the word in its context, and what is said of it."""


def diff_lines(lines: Sequence[str], look: Look) -> Iterator[str]:
    """The lines of a diff, coloured on a terminal."""
    for line in lines:
        style = "" if line.startswith(("+++", "---")) else _DIFF_STYLES.get(line[:1], "")
        yield look.paint([(line, style)]) + "\n"


def doubt_lines(outcome: Outcome, look: Look, *, settled: bool = False) -> list[str]:
    """The doubts of a document: place, the word in context, chosen, alternatives, why.

    Args:
        outcome: with its findings.
        look: how to draw; without a width, columns have tabs between.
        settled: whether to list what the English or a term settled too.
    """
    if outcome.findings is None:
        return []
    rows: list[Row] = []
    for found in outcome.findings.doubts:
        doubt = found.doubt
        if doubt.settled is None or settled:
            said = [f"{doubt.source} → {doubt.chosen}", " ".join(doubt.alternatives), doubt.why]
            place = _place(outcome.shown, found.line, found.place)
            rows.append((place, _context(found.text, doubt.start, doubt.end), said))
    return _table(rows, look)


def loss_lines(outcome: Outcome, look: Look) -> list[str]:
    """What would not come back: place, context, what stands there, what would stand there."""
    if outcome.findings is None:
        return []
    rows: list[Row] = []
    for loss in outcome.findings.losses:
        place = _place(outcome.shown, loss.line, loss.place)
        context = _context(loss.text, loss.start, loss.start + len(loss.before))
        rows.append((place, context, [f"{loss.before or '(nothing)'} → {loss.back or '(nothing)'}"]))
    return _table(rows, look)


def summary(outcome: Outcome) -> str:
    """What became of a file, in a line."""
    if outcome.target is None:
        return f"{outcome.shown}: not converted"
    text = f"{outcome.shown}: {script_name(outcome.source)} to {outcome.target}"
    findings = outcome.findings
    if not outcome.changed:
        return f"{text}, nothing to change"
    if findings is not None and findings.settled:
        text += f", {counted(findings.settled, 'character')} settled on evidence"
    if outcome.backup is not None:
        text += f"; what it was is in {outcome.backup}"
    return text


def script_name(tag: str | None) -> str:
    """A script for people.

    >>> script_name("zh-Hant"), script_name("mixed"), script_name(None)
    ('Traditional', 'mixed Traditional and Simplified', 'no telling character')
    """
    if tag is None:
        return "no telling character"
    if tag == "mixed":
        return "mixed Traditional and Simplified"
    return {"zh-Hans": "Simplified", "zh-Hant": "Traditional"}.get(tag) or (
        LANGUAGES[tag].name if tag in LANGUAGES else tag
    )


def as_json(outcome: Outcome, *, terms: int, text: bool) -> str:
    """One object on one line."""
    value: dict[str, Any] = {"path": outcome.shown}
    if outcome.problems:
        value["problems"] = [
            {key: part for key, part in problem.__dict__.items() if part not in (None, "")}
            for problem in outcome.problems
        ]
        return json.dumps(value, ensure_ascii=False) + "\n"
    value |= {"format": outcome.format, "from": outcome.source, "to": outcome.target, "changed": outcome.changed}
    value |= {"output": outcome.output, "backup": outcome.backup, "terms": terms, "warnings": list(outcome.warnings)}
    findings = outcome.findings
    if findings is not None:
        value |= {"units": findings.units, "changed_units": findings.changed, "settled": findings.settled}
        value["doubts"] = [_doubt_json(found) for found in findings.doubts]
        value["losses"] = [_loss_json(found) for found in findings.losses]
    if outcome.diff:
        value["diff"] = outcome.diff
    if text and outcome.data is not None:
        value["text"] = outcome.data.decode("utf-8", "replace")
    return json.dumps(value, ensure_ascii=False) + "\n"


def _problem_json(problem: Problem) -> dict[str, Any]:
    return {key: part for key, part in problem.__dict__.items() if part not in (None, "")}


def _doubt_json(found: PlacedDoubt) -> dict[str, Any]:
    doubt = found.doubt
    return {
        "line": found.line,
        "place": found.place,
        "text": found.text,
        "start": doubt.start,
        "end": doubt.end,
        "source": doubt.source,
        "word": doubt.word,
        "chosen": doubt.chosen,
        "alternatives": list(doubt.alternatives),
        "why": doubt.why,
        "settled": doubt.settled,
    }


def _loss_json(found: Loss) -> dict[str, Any]:
    return {
        "line": found.line,
        "place": found.place,
        "text": found.text,
        "start": found.start,
        "before": found.before,
        "back": found.back,
    }


def _place(shown: str, line: int | None, place: str) -> str:
    parts = [shown, *([str(line)] if line is not None else [])]
    return ":".join(parts) + (f" {place}" if place and line is None else "")


def _context(text: str, start: int, end: int) -> list[Piece]:
    # The character is marked by brackets too: a pipe has no colours.
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    before = before.rpartition("\n")[2].replace("\t", " ")
    after = after.partition("\n")[0].replace("\t", " ")
    return [(before, ""), (f"[{text[start:end]}]", "mark"), (after, "")]


def _table(rows: Sequence[Row], look: Look) -> list[str]:
    if look.width is None:
        return [
            "\t".join([place, "".join(piece for piece, _ in context), *said]) + "\n" for place, context, said in rows
        ]
    widths = [max((cells(place) for place, _, _ in rows), default=0)]
    widths.append(max((cells("".join(piece for piece, _ in context)) for _, context, _ in rows), default=0))
    columns = [max(map(cells, column)) for column in zip(*(said[:-1] for _, _, said in rows), strict=True)]
    lines = []
    for place, context, said in rows:
        lead: list[Piece] = [(pad(place, widths[0]), "place"), (_BETWEEN, ""), *context]
        lead.append((" " * (widths[1] - cells("".join(piece for piece, _ in context))) + _BETWEEN, ""))
        for width, text in zip(columns, said, strict=False):
            lead.append((pad(text, width) + _BETWEEN, ""))
        lines += [f"{line.rstrip()}\n" for line in hanging(lead, [(said[-1], "faint" if columns else "")], look)]
    return lines
