"""`shuyu init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shuyu.cli.common import JsonOption


def init_command(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="The folder; made when it is not there.")] = Path(),
    title: Annotated[
        str | None, typer.Option(help="What the glossary is called; the folder's name when absent.")
    ] = None,
    languages: Annotated[
        str, typer.Option(help="Its languages, the usual Chinese one first: zh-Hans,en or zh-TW,en …")
    ] = "zh-Hans,en",
    force: Annotated[
        bool, typer.Option("--force", help="Write terms.toml and the sample anew where they are.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Begin a new project in a folder.

    Writes a terms.toml with comments that explain it, and a short passage in both languages where there are none yet.
    What is in the folder stays: a file that is there already is not overwritten without --force.

    Examples:

      shuyu init

      shuyu init contracts --title "Contract law" --languages zh-Hant-HK,en
    """
    from shuyu.cli.keep import tell
    from shuyu.project import create_project

    tags = [tag.strip() for tag in languages.split(",") if tag.strip()]
    project, files = create_project(folder, title=title, languages=tags, force=force)
    listed = ", ".join(file.relative_to(project.root).as_posix() for file in files)
    sentence = (
        f'Made a project in {project.root}: {listed}. Next: edit terms.toml, put texts into glossary, "shuyu build".'
    )
    values = {"action": "made", "project": str(project.root), "files": [str(file) for file in files]}
    tell(values, sentence, as_json=as_json)
