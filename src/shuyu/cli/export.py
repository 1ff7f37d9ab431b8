"""`shuyu export`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shuyu.cli.common import JsonOption, ProjectOption, counted, warn
from shuyu.cli.import_terms import MapOption, languages_of, mapping_of
from shuyu.errors import InputError, Problem, ProjectError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from shuyu.formats.base import TermFormat, Writing
    from shuyu.model.alignment import Context
    from shuyu.model.concept import Concept, Status
    from shuyu.project import Project

CURATED = "terms.toml"


def export_command(
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The file; its name tells the format."),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help="The format, where the name does not tell.")
    ] = None,
    languages: Annotated[
        str | None,
        typer.Option("--lang", metavar="A,B", help="Only these languages, in this order."),
    ] = None,
    subjects: Annotated[
        list[str] | None, typer.Option("--subject", metavar="NAME", help="Only this subject field; may be repeated.")
    ] = None,
    statuses: Annotated[
        list[str] | None,
        typer.Option("--status", metavar="NAME", help="Only terms of this status."),
    ] = None,
    collections: Annotated[
        list[str] | None,
        typer.Option("--collection", metavar="NAME", help="From this collection, not terms.toml; may be given again."),
    ] = None,
    documents: Annotated[
        list[Path] | None,
        typer.Option("--for", metavar="FILE", help="Only terms that stand in this document; may be given again."),
    ] = None,
    day: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Only what changed on this day or later: 2026-11-01.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Refuse when the format would lose anything.")] = False,
    contexts: Annotated[
        int, typer.Option("--contexts", min=0, help="How many contexts a concept, in formats for people.")
    ] = 0,
    order: Annotated[str, typer.Option("--sort", help="How Chinese is sorted in lists for people.")] = ("pinyin"),
    title: Annotated[str | None, typer.Option("--title", help="Of the list; the glossary's own when absent.")] = None,
    columns: MapOption = None,
    options: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="An option of the format; docs/formats.md.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
    as_json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Hand a term list on, in any format.

    To CAT tools, editors, linters, programs and people. What the format has no place for is told; --strict makes that
    an error.

    Examples:

      shuyu export -o terms.tbx

      shuyu export --format omegat --lang en,zh-Hans -o glossary/terms.txt

      shuyu export --for chapter-3.md --contexts 1 -o chapter-3-terms.html

      shuyu export --format vale -o styles/shuyu/Terms.yml
    """
    from shuyu.exchange.selection import Selection, select
    from shuyu.formats.base import losses
    from shuyu.project import find_project
    from shuyu.termlists import list_format, write_list

    workspace = find_project(project)
    form = list_format(str(output) if output else None, name)
    _refuse_overwriting(output, force=force)
    tags = languages_of(languages)
    selection = Selection(
        subjects=frozenset(subjects or ()),
        statuses=_statuses(statuses),
        languages=tags,
        texts=tuple(text for path in documents or () for text in _texts(path)),
    )
    chosen = select(_listed(workspace, collections, day), selection)
    if not chosen:
        raise ProjectError(Problem("E412", "there is nothing to export", "No concept fits the options given."))
    writing = _writing(workspace, form, chosen, tags, output, title, columns, order, options, contexts, collections)
    made_up = sum(term.derived for concept in chosen for term in concept.terms)
    real = chosen if form.for_people else [_settled(concept) for concept in chosen]
    lost = losses(real, form, writing)
    if lost and strict:
        problems = [
            Problem("E145", f"{form.title} has no place for {what} ({times:,})", "") for what, times in lost.items()
        ]
        raise InputError(*problems)
    if output is None:
        if form.write is None:
            raise ValueError(form.name)
        form.write(real, sys.stdout.buffer, writing)
    else:
        write_list(output, real, form, writing)
    _tell(output, form, real, lost, made_up, as_json=as_json)


def _refuse_overwriting(output: Path | None, *, force: bool) -> None:
    if output is not None and output.exists() and not force:
        how = "Give another name, or add --force to write over it."
        raise ProjectError(Problem("E406", "this file is there already", how, path=str(output)))


def _settled(concept: Concept) -> Concept:
    # What script conversion made because it was asked for by name goes out like any other term.
    from dataclasses import replace

    if not any(term.derived for term in concept.terms):
        return concept
    return replace(concept, terms=tuple(replace(term, derived=False) for term in concept.terms))


def _statuses(given: Sequence[str] | None) -> frozenset[Status]:
    from shuyu.model.concept import Status

    known = {status.value: status for status in Status}
    wrong = [name for name in given or () if name not in known]
    if wrong:
        how = f"Use one of: {', '.join(known)}."
        raise UsageError(*(Problem("E644", f'the status "{name}" is not known', how) for name in wrong))
    return frozenset(known[name] for name in given or ())


def _listed(workspace: Project, collections: Sequence[str] | None, day: str | None) -> list[Concept]:
    from shuyu.exchange.selection import since

    names = list(dict.fromkeys(collections or [CURATED]))
    found: list[Concept] = []
    for name in names:
        concepts = list(_concepts(workspace, name))
        if day is not None:
            _check_day(day)
            concepts = since(day, concepts, _before(workspace, day) if name == CURATED else None)
        found += concepts
    return found


def _concepts(workspace: Project, name: str) -> Iterable[Concept]:
    if name == CURATED:
        return workspace.read_terms().concepts
    with workspace.open_store() as store:
        known = [one.name for one in store.collections()]
        if name not in known:
            how = f"Use one of: {', '.join(known)}."
            raise UsageError(Problem("E623", f'there is no collection "{name}"', how))
        return list(store.concepts(name))


def _check_day(day: str) -> None:
    from shuyu.formats.terms_values import date_fault

    fault = date_fault(day)
    if fault is not None:
        raise UsageError(Problem("E644", fault.what, fault.how))


def _before(workspace: Project, day: str) -> Sequence[Concept] | None:
    # What terms.toml said when the day began: version control remembers it.
    import subprocess

    from shuyu.errors import ShuyuError
    from shuyu.formats.terms_toml import read_terms

    def git(*arguments: str) -> bytes | None:
        try:
            done = subprocess.run(  # noqa: S603
                ["git", "-C", str(workspace.root), *arguments],  # noqa: S607
                capture_output=True,
                check=False,
                timeout=30,
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        return done.stdout if done.returncode == 0 else None

    found = git("rev-list", "-1", f"--before={day}T00:00:00", "HEAD", "--", CURATED)
    if found is None:
        warn("note: terms.toml is not under version control here, so only concepts that say when they changed count.")
        return None
    commit = found.decode().strip()
    if not commit:
        return []
    data = git("show", f"{commit}:./{CURATED}")
    try:
        return read_terms(data, CURATED).concepts if data is not None else None
    except ShuyuError:
        warn(f"note: terms.toml could not be read as it was on {day}; only concepts that say when they changed count.")
        return None


def _texts(path: Path) -> Iterable[tuple[str, str | None]]:
    from shuyu.files import read_bytes
    from shuyu.readers import read_document
    from shuyu.text.passages import passages_of

    document = read_document(read_bytes(path), str(path))
    for passage in passages_of(document):
        yield passage.text, passage.language


def _writing(
    workspace: Project,
    form: TermFormat,
    chosen: Sequence[Concept],
    tags: tuple[str, ...],
    output: Path | None,
    title: str | None,
    columns: Sequence[str] | None,
    order: str,
    options: Sequence[str] | None,
    contexts: int,
    collections: Sequence[str] | None,
) -> Writing:
    from datetime import date

    from shuyu.formats.base import Writing
    from shuyu.languages import LANGUAGES

    if order not in {"pinyin", "strokes"}:
        raise UsageError(Problem("E644", f'"{order}" is no way to sort', "Use pinyin or strokes."))
    settings = workspace.settings()
    used = {term.language for concept in chosen for term in concept.terms}
    own = [tag for tag in settings.languages if tag in used]
    path = output or Path("list")
    return Writing(
        path=str(output or ""),
        languages=tags or tuple(dict.fromkeys([*own, *(tag for tag in LANGUAGES if tag in used)])),
        title=title or settings.title,
        subject=settings.subject,
        source=settings.source,
        licence=settings.licence,
        date=date.today().isoformat(),  # noqa: DTZ011
        columns=mapping_of(workspace, path, columns) if columns or output else None,
        order=order,
        contexts=_contexts(workspace, collections, contexts),
        options=_options(form, options),
    )


def _contexts(
    workspace: Project, collections: Sequence[str] | None, most: int
) -> Callable[[Concept], Iterable[Context]] | None:
    if not most:
        return None
    store = workspace.open_store()
    names = list(collections or [CURATED])

    def found(concept: Concept) -> Iterable[Context]:
        for name in names:
            yield from store.contexts(name, concept.id, most)

    return found


def _options(form: TermFormat, given: Sequence[str] | None) -> dict[str, str]:
    options: dict[str, str] = {}
    for one in given or ():
        key, _, value = one.partition("=")
        if key not in form.options:
            known = ", ".join(form.options) or "none"
            raise UsageError(Problem("E644", f'{form.title} has no option "{key}"', f"It has: {known}."))
        options[key] = value
    return options


def _tell(
    output: Path | None,
    form: TermFormat,
    chosen: Sequence[Concept],
    lost: dict[str, int],
    made_up: int,
    *,
    as_json: bool,
) -> None:
    if as_json and output is not None:
        values = {
            "file": str(output),
            "format": form.name,
            "concepts": len(chosen),
            "terms": sum(len(concept.terms) for concept in chosen),
            "derived": made_up,
            "losses": lost,
        }
        typer.echo(json.dumps(values, ensure_ascii=False))
        return
    for what, times in lost.items():
        warn(f"not kept in {form.title}: {what} ({times:,})")
    if made_up:
        warn(f"{counted(made_up, 'term')} made by script conversion; nobody has looked at them.")
    if output is not None:
        typer.echo(f"{output}: {counted(len(chosen), 'concept')}, {form.title}.")
