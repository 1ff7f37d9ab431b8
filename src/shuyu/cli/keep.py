"""What the commands that change `terms.toml` share: the store brought up to date, and what is said afterwards."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from shuyu.cli.common import report

if TYPE_CHECKING:
    from shuyu.formats.terms_edit import Edited
    from shuyu.model.concept import Concept
    from shuyu.project import Project


def place(project: Project, line: int | None = None) -> str:
    """Where something stands in `terms.toml`, as editors take it; below the current folder the path is relative."""
    shown = path = project.terms_path
    with suppress(FileNotFoundError, ValueError):
        shown = path.relative_to(Path.cwd())
    return str(shown) if line is None else f"{shown}:{line}"


def names(concept: Concept) -> str:
    """An entry by what it is called: its first term in each language."""
    firsts: dict[str, str] = {}
    for term in concept.terms:
        firsts.setdefault("en" if term.language == "en" else "zh", term.text)
    return " / ".join(firsts.values())


def entry_json(action: str, project: Project, edited: Edited, **more: Any) -> dict[str, Any]:
    """What was done, for programs."""
    concept = edited.concept
    return {
        "action": action,
        "id": concept.id,
        "path": str(project.terms_path),
        "line": edited.line,
        "subject": concept.subject,
        "terms": [
            {"text": term.text, "language": term.language, "status": term.status.value} for term in concept.terms
        ],
        **more,
    }


def tell(values: dict[str, Any], sentence: str, *, as_json: bool) -> None:
    """Print what was done: a sentence, or JSON."""
    import json

    typer.echo(json.dumps(values, ensure_ascii=False) if as_json else sentence)


def bring_up_to_date(project: Project) -> None:
    """Make the store reflect what was changed; what is wrong with passages is told, and no failure of the command."""
    from shuyu.build import build
    from shuyu.cli.progress import progress_bar

    with progress_bar() as progress:
        outcome = build(project, progress=progress)
    report(outcome.problems)
