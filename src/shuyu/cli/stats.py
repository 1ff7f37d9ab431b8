"""`shuyu stats`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from shuyu.cli.common import JsonOption, ProjectOption, colours, warn
from shuyu.cli.layout import Look, Piece, cells, pad

if TYPE_CHECKING:
    from shuyu.store.base import Statistics


def stats_command(as_json: JsonOption = False, project: ProjectOption = None) -> None:
    """Say what the store holds.

    Examples:

      shuyu stats

      shuyu stats --json
    """
    from shuyu.project import find_project

    workspace = find_project(project)
    with workspace.open_store() as store:
        statistics = store.statistics()
        made = store.meta("pipeline") or ""
        stale = workspace.stale(store)
    if as_json:
        typer.echo(json.dumps({"project": str(workspace.root), "made": made, **asdict(statistics)}, ensure_ascii=False))
    else:
        look = Look(colours())
        rows = _rows(statistics)
        label = max(cells(name) for name, _, _ in rows)
        width = max(len(f"{value:,}") for _, value, _ in rows)
        typer.echo(look.paint([(str(workspace.root), "place")]))
        for name, value, remark in rows:
            line: list[Piece] = [(f"  {pad(name, label)}  ", "faint"), (f"{value:>{width},}", ""), (remark, "faint")]
            typer.echo(look.paint(line))
        typer.echo(look.paint([(f"  {made}", "faint")]))
    for change in stale:
        warn(f"note: {change}")


def _rows(statistics: Statistics) -> list[tuple[str, int, str]]:
    rows = [(f"concepts in {name}", count, "") for name, count in statistics.concepts.items()]
    rows += [(f"terms, {tag}", count, "") for tag, count in statistics.terms.items()]
    rows.append(("derived forms", statistics.derived, ""))
    rows.append(("documents", statistics.documents, ""))
    rows += [(f"passages, {tag}", count, "") for tag, count in statistics.passages.items()]
    rows += [(f"segment pairs, {kind}", count, "") for kind, count in statistics.pairs.items()]
    rows.append(("candidates", statistics.candidates, ""))
    rows.append(("contexts", statistics.contexts, ""))
    rows.append(("size", statistics.size, " bytes"))
    rows.append(("schema", statistics.schema, ""))
    return rows
