"""`shuyu remove`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from shuyu.cli.common import JsonOption, ProjectOption
from shuyu.errors import Problem, UsageError

if TYPE_CHECKING:
    from shuyu.formats.terms_edit import Edited
    from shuyu.project import Project


def remove_command(
    name: Annotated[str, typer.Argument(metavar="ID|TERM", help="The entry, by its id or one of its terms.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Remove a term from terms.toml.

    The whole entry goes, after a question on a terminal; in a pipe, --yes is needed. Comments around it stay, and the
    store is brought up to date. To take one term out of an entry: shuyu edit TERM --remove-term TERM.

    Examples:

      shuyu remove 开源

      shuyu remove open-source-3fa2b1 --yes
    """
    from shuyu.cli.keep import bring_up_to_date, entry_json, names, place, tell
    from shuyu.formats.terms_edit import remove_concept
    from shuyu.project import find_project

    workspace = find_project(project)
    concept_id = _confirmed(workspace, name, ask=not yes)

    def change(text: str) -> tuple[str, Edited]:
        edited = remove_concept(text, concept_id)
        return edited.text, edited

    edited = workspace.change_terms(change)
    sentence = f"Removed {names(edited.concept)} ({edited.concept.id}), which stood at {place(workspace, edited.line)}"
    tell(entry_json("removed", workspace, edited), sentence, as_json=as_json)
    bring_up_to_date(workspace)


def _confirmed(workspace: Project, name: str, *, ask: bool) -> str:
    from shuyu.cli.keep import names, place
    from shuyu.formats.terms_add import find_entry
    from shuyu.formats.terms_lines import entry_line

    text = workspace.terms_text()
    terms = workspace.read_terms()
    named = find_entry(terms, name, text)
    if ask:
        line = entry_line(text, "term", named.place, len(terms.concepts))
        what = f"{names(named.concept)} ({named.concept.id}) at {place(workspace, line)}"
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise UsageError(Problem("E612", f"this would remove {what}, and nobody can be asked", "Add --yes."))
        if not typer.confirm(f"Remove {what}?"):
            raise typer.Abort
    return named.concept.id
