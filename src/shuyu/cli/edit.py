"""`shuyu edit`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from shuyu.cli.common import JsonOption, ProjectOption
from shuyu.cli.options import (
    Definition,
    HongKong,
    Note,
    Pinyin,
    Source,
    SpeechOption,
    StatusOption,
    Subject,
    Taiwan,
    Traditional,
    TypeOption,
)
from shuyu.errors import Problem, TermsError, UsageError

if TYPE_CHECKING:
    from shuyu.formats.terms_edit import Edited
    from shuyu.formats.terms_revise import Revision
    from shuyu.project import Project


def edit_command(
    name: Annotated[
        str | None, typer.Argument(metavar="[ID|TERM]", help="The entry, by its id or one of its terms.")
    ] = None,
    subject: Subject = None,
    definition: Definition = None,
    note: Note = None,
    source: Source = None,
    new_id: Annotated[str | None, typer.Option("--id", help="A new id.")] = None,
    zh: Annotated[str | None, typer.Option("--zh", metavar="TERM", help="Instead of the first Chinese term.")] = None,
    en: Annotated[str | None, typer.Option("--en", metavar="TERM", help="Instead of the first English term.")] = None,
    zh_hant: Traditional = None,
    tw: Taiwan = None,
    hk: HongKong = None,
    add_zh: Annotated[list[str] | None, typer.Option(metavar="TERM", help="One more Chinese term.")] = None,
    add_en: Annotated[list[str] | None, typer.Option(metavar="TERM", help="One more English term.")] = None,
    remove_term: Annotated[list[str] | None, typer.Option(metavar="TERM", help="A term to take out.")] = None,
    term: Annotated[
        str | None,
        typer.Option(metavar="TERM", help="The term that the options below, --note and --source are about."),
    ] = None,
    text: Annotated[str | None, typer.Option(metavar="TERM", help="What this term is to be instead.")] = None,
    status: StatusOption = None,
    pos: SpeechOption = None,
    kind: TypeOption = None,
    pinyin: Pinyin = None,
    as_json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Change a term in terms.toml.

    With options, makes the change, keeps comments and order, and brings the store up to date; an empty value ('') takes
    something away. An entry that is named by a term is changed about that term (--status, --pos, --type, --pinyin,
    --text); --term names another. Without options, opens the editor ($VISUAL, $EDITOR) at the entry.

    Examples:

      shuyu edit 开源 --add-en "open-source software" --subject software

      shuyu edit "Open AI" --text "open AI" --status admitted

      shuyu edit 开源
    """
    from shuyu.formats.terms_revise import Revision
    from shuyu.languages import CHINESE, ENGLISH, HANT, HONG_KONG, TAIWAN
    from shuyu.project import find_project

    about_term = _given(term=text, status=status and status.value, pos=pos and pos.value, type=kind and kind.value)
    about_term |= _given(pinyin=pinyin)
    fields = _given(id=new_id, subject=subject, definition=definition)
    (about_term if term is not None else fields).update(_given(note=note, source=source))
    forms = ((CHINESE, zh), (ENGLISH, en), (HANT, zh_hant), (TAIWAN, tw), (HONG_KONG, hk))
    revision = Revision(
        fields=fields,
        term=term,
        about_term=about_term,
        replace={tag: form.strip() for tag, form in forms if form is not None},
        add=[(CHINESE, one.strip()) for one in add_zh or []] + [(ENGLISH, one.strip()) for one in add_en or []],
        remove=remove_term or [],
    )
    workspace = find_project(project)
    if revision:
        if name is None:
            raise UsageError(Problem("E613", "it is not said which entry to change", "Name it by its id or a term."))
        _revise(workspace, name, revision, as_json=as_json)
    else:
        _open_editor(workspace, name)


def _given(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value is not None}


def _revise(workspace: Project, name: str, revision: Revision, *, as_json: bool) -> None:
    from dataclasses import replace

    from shuyu.cli.keep import bring_up_to_date, entry_json, names, place, tell
    from shuyu.formats.terms_add import find_entry
    from shuyu.formats.terms_edit import edit_concept
    from shuyu.formats.terms_revise import changes_for
    from shuyu.formats.terms_toml import read_terms

    def change(text: str) -> tuple[str, Edited]:
        terms = read_terms(text.encode())
        named = find_entry(terms, name, text)
        about = replace(revision, term=revision.term or named.term)
        changes = changes_for(named.concept, about, terms.settings.languages)
        edited = edit_concept(text, named.concept.id, changes)
        return edited.text, edited

    edited = workspace.change_terms(change)
    sentence = f"Changed {names(edited.concept)} ({edited.concept.id}) at {place(workspace, edited.line)}"
    tell(entry_json("changed", workspace, edited), sentence, as_json=as_json)
    bring_up_to_date(workspace)


def _open_editor(workspace: Project, name: str | None) -> None:
    import subprocess

    from shuyu.cli.editor import editor_command
    from shuyu.cli.keep import bring_up_to_date, place

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        how = "Say it with options: shuyu edit --help lists them. On a terminal, an editor is opened."
        raise UsageError(Problem("E614", "it is not said what to change", how))
    command = editor_command(workspace.terms_path, _line_of(workspace, name), os.environ)
    try:
        done = subprocess.run(command, check=False)  # noqa: S603
    except OSError as error:
        what = f'the editor "{command[0]}" cannot be started: {error.strerror or error}'
        raise UsageError(Problem("E615", what, "Name one in the variable EDITOR.")) from error
    if done.returncode:
        what = f'the editor "{command[0]}" ended with status {done.returncode}'
        raise UsageError(Problem("E615", what, "What it saved is in terms.toml; the store was not brought up to date."))
    terms = workspace.read_terms()
    bring_up_to_date(workspace)
    typer.echo(f"{len(terms.concepts):,} entries in {place(workspace)}")


def _line_of(workspace: Project, name: str | None) -> int:
    from shuyu.formats.terms_add import find_entry
    from shuyu.formats.terms_lines import entry_line

    try:
        terms = workspace.read_terms()
    except TermsError as error:
        # A file with faults is opened where the first one is: that is what an editor is for.
        typer.echo(str(error), err=True)
        return error.problems[0].line or 1
    if name is None:
        return 1
    text = workspace.terms_text()
    named = find_entry(terms, name, text)
    return entry_line(text, "term", named.place, len(terms.concepts))
