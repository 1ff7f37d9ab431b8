"""`shuyu import`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shuyu.cli.common import JsonOption, ProjectOption, colours, counted, terminal_width, warn
from shuyu.cli.diff import difference_json, difference_lines
from shuyu.cli.layout import Look
from shuyu.cli.merge import SideOption, conflict_line
from shuyu.errors import Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shuyu.exchange.difference import Difference
    from shuyu.exchange.merge import Merged
    from shuyu.formats.base import Loss
    from shuyu.model.concept import Concept
    from shuyu.project import Project
    from shuyu.termlists import TermList

MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="COLUMN=FIELD", help='What a column of a table holds: "Term (EN)=en", 3=note.'),
]


@dataclass(frozen=True)
class _Plan:
    # What an import would do to one place: terms.toml, or a collection.
    found: TermList
    before: tuple[Concept, ...]
    merged: Merged
    differences: list[Difference]


def import_command(
    sources: Annotated[list[Path] | None, typer.Argument(metavar="FILE...", help="Term lists of any format.")] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help="Their format, where name and content do not tell.")
    ] = None,
    collection: Annotated[
        str | None, typer.Option("--collection", metavar="NAME", help="The collection; the file's name when absent.")
    ] = None,
    curated: Annotated[
        bool, typer.Option("--curated", help="Merge into terms.toml instead, among the terms that people keep.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    side: SideOption = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Make the collection what the file says; what is not in it goes.")
    ] = False,
    columns: MapOption = None,
    languages: Annotated[
        str | None,
        typer.Option("--lang", metavar="A,B", help="Languages of the two columns, where the format does not say."),
    ] = None,
    priority: Annotated[
        int | None, typer.Option("--priority", min=0, help="Its place among the imported collections, 0 first.")
    ] = None,
    licence: Annotated[str | None, typer.Option("--licence", help="Under which others may use the terms.")] = None,
    remove: Annotated[
        str | None, typer.Option("--remove", metavar="NAME", help="Forget an imported collection instead.")
    ] = None,
    as_json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Take term lists in.

    Each becomes a collection of its own; with --curated it goes into terms.toml.

    Concepts are merged: what is known is not taken twice, what is new is added, and what both say differently is told
    and waits for --merge. Importing the same file again changes nothing.

    Exit status: 0 when all is taken in, 1 when conflicts wait (nothing is then written).

    Examples:

      shuyu import client.tbx

      shuyu import cedict_ts.u8 --priority 9

      shuyu import colleague.xlsx --map "中文=zh" --map "English=en" --curated --dry-run

      shuyu import --remove client
    """
    from shuyu.project import find_project

    workspace = find_project(project)
    if remove is not None:
        _forget(workspace, remove)
        return
    if not sources:
        raise UsageError(Problem("E616", "there is nothing to import", "Name a file: shuyu import client.tbx."))
    if curated and (collection or replace or priority is not None):
        how = "terms.toml is one list: leave --collection, --replace and --priority away."
        raise UsageError(Problem("E616", "--curated goes with none of the options for collections", how))
    if replace and side:
        raise UsageError(Problem("E616", "--replace leaves nothing to merge", "Leave --merge away."))
    waiting = 0
    for source in sources:
        name = "terms.toml" if curated else collection or source.stem
        plan = _planned(workspace, source, name, form, columns, languages, side, replace=replace)
        conflicts = () if replace else plan.merged.conflicts
        held = bool(conflicts) and side is None
        written = not dry_run and not held
        if written:
            _write(workspace, source, name, plan, priority, licence)
        _tell(source, name, plan, held=held, dry_run=dry_run, as_json=as_json)
        waiting += held
    if waiting:
        raise typer.Exit(1)


def _planned(
    workspace: Project,
    source: Path,
    name: str,
    form: str | None,
    columns: Sequence[str] | None,
    languages: str | None,
    side: SideOption,
    *,
    replace: bool,
) -> _Plan:
    from shuyu.build.collections import collection_path, read_collection
    from shuyu.exchange.difference import difference
    from shuyu.exchange.merge import Policy, merge
    from shuyu.termlists import read_list

    tags = languages_of(languages)
    own = workspace.settings().languages
    mapping = mapping_of(workspace, source, columns)
    found = read_list(
        source,
        name=form,
        languages=own,
        columns=mapping,
        source=tags[0] if tags else None,
        target=tags[1] if len(tags) > 1 else None,
    )
    if name == "terms.toml":
        before = workspace.read_terms().concepts
    else:
        collection_path(workspace, name)
        kept = read_collection(workspace, name)
        before = kept[1] if kept else ()
    base = before if replace else None
    policy = Policy(side.value) if side else Policy.OURS
    merged = merge(before, found.concepts, base=base, policy=policy)
    return _Plan(found, before, merged, difference(before, merged.concepts))


def languages_of(given: str | None) -> tuple[str, ...]:
    """The languages of a `--lang` option, canonical; plain `zh` is Simplified.

    Raises:
        UsageError: E601, when one is not known.

    >>> languages_of("en, zh-TW"), languages_of(None)
    (('en', 'zh-Hant-TW'), ())
    """
    from shuyu.languages import CHINESE, HANS, require

    tags = [require(tag) for tag in (given or "").replace(",", " ").split()]
    return tuple(dict.fromkeys(HANS if tag == CHINESE else tag for tag in tags))


def mapping_of(workspace: Project, path: Path, given: Sequence[str] | None) -> Mapping[str, str] | None:
    """What the columns of a table are: as given and then remembered in the project, or as remembered.

    Raises:
        UsageError: E643, when an option is not COLUMN=FIELD.
    """
    known_path = workspace.root / ".shuyu" / "columns.json"
    try:
        known = json.loads(known_path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    if not isinstance(known, dict):
        known = {}
    if not given:
        found = known.get(path.name)
        return found if isinstance(found, dict) else None
    mapping: dict[str, str] = {}
    for one in given:
        column, sign, what = one.rpartition("=")
        if not sign or not column.strip() or not what.strip():
            how = 'Write the column, "=", and what it holds: --map "Term (EN)=en".'
            raise UsageError(Problem("E643", f'"{one}" is no mapping of a column', how))
        mapping[column.strip()] = what.strip()
    from shuyu.files import write_whole

    workspace.make_hidden_folder()
    known[path.name] = mapping
    write_whole(known_path, json.dumps(known, ensure_ascii=False, indent=1).encode())
    return mapping


def _write(workspace: Project, source: Path, name: str, plan: _Plan, priority: int | None, licence: str | None) -> None:
    if not plan.differences and name == "terms.toml":
        return
    if name == "terms.toml":
        from shuyu.cli.keep import bring_up_to_date
        from shuyu.formats.terms_apply import apply_concepts

        workspace.change_terms(lambda text: (apply_concepts(text, plan.merged.concepts), None))
        bring_up_to_date(workspace)
        return
    from datetime import date

    from shuyu.build.collections import read_collection, write_collection
    from shuyu.model.concept import Collection, Origin

    kept = read_collection(workspace, name)
    known = kept[0] if kept else None
    if known and not plan.differences and priority in (None, known.priority) and licence in (None, known.licence):
        return
    about = plan.found.about
    terms = (term for concept in plan.merged.concepts for term in concept.terms)
    made = Collection(
        name,
        Origin.IMPORTED,
        priority if priority is not None else known.priority if known else 0,
        title=about.get("title") or (known.title if known else None),
        source=source.name,
        licence=licence or about.get("licence") or (known.licence if known else None),
        languages=tuple(sorted({term.language for term in terms})),
        date=date.today().isoformat(),  # noqa: DTZ011
    )
    write_collection(workspace, made, plan.merged.concepts)


def _tell(source: Path, name: str, plan: _Plan, *, held: bool, dry_run: bool, as_json: bool) -> None:
    merged = plan.merged
    if as_json:
        values = {
            "file": str(source),
            "format": plan.found.format.name,
            "into": name,
            "concepts": len(plan.found.concepts),
            "added": merged.added,
            "changed": merged.changed,
            "removed": merged.removed,
            "written": not (held or dry_run),
            "conflicts": [conflict_line(one) for one in merged.conflicts],
            "losses": {what: {"times": loss.times, "line": loss.line} for what, loss in plan.found.losses.items()},
        }
        if dry_run:
            values["differences"] = [difference_json(one) for one in plan.differences]
        typer.echo(json.dumps(values, ensure_ascii=False))
    elif dry_run:
        look = Look(colours(), terminal_width())
        for one in plan.differences:
            for line in difference_lines(one, look):
                typer.echo(line)
    if not as_json:
        for line in loss_lines(plan.found.losses):
            warn(f"{source}: {line}")
        for conflict in merged.conflicts:
            warn(conflict_line(conflict))
    counts = [
        f"{number:,} {what}"
        for number, what in ((merged.added, "added"), (merged.changed, "changed"), (merged.removed, "removed"))
        if number
    ]
    known = len(plan.found.concepts) - merged.added - merged.changed
    sentence = f"{source} ({plan.found.format.title}): {counted(len(plan.found.concepts), 'concept')}"
    what = ", ".join([*counts, *([f"{known:,} known already"] if known > 0 else [])])
    sentence += f": {what}" if what else ""
    if held:
        hint = "Settle them with --merge ours, theirs or both. Nothing was written."
        warn(f"{sentence}. {counted(len(merged.conflicts), 'conflict')}. {hint}")
    elif not as_json:
        typer.echo(f"{sentence}. {'Nothing was written' if dry_run else f'In {name}'}.", err=dry_run)


def loss_lines(losses: Mapping[str, Loss]) -> list[str]:
    """What a file has and shuyu has no place for, a line each."""
    lines = []
    for what, loss in losses.items():
        where = f" (first in line {loss.line})" if loss.line is not None else ""
        lines.append(f"not kept: {what}, {counted(loss.times, 'time')}{where}")
    return lines


def _forget(workspace: Project, name: str) -> None:
    from shuyu.build.collections import remove_collection
    from shuyu.errors import ProjectError

    if not remove_collection(workspace, name):
        how = "shuyu stats lists the collections."
        raise ProjectError(Problem("E411", f'there is no collection "{name}"', how))
    typer.echo(f"{name} is forgotten.")
