"""`shuyu doctor`."""

from __future__ import annotations

import json
import platform
import sys
from pathlib import Path

import typer

from shuyu.cli.common import JsonOption, ProjectOption, colours
from shuyu.cli.layout import Look, cells, pad
from shuyu.errors import EXIT_BAD_INPUT, ShuyuError

# What the package needs, and what it can use besides: distribution names, as pip knows them.
REQUIRED = (
    "ahocorasick-rs", "filelock", "jieba", "lxml", "opencc", "platformdirs", "pypinyin",
    "rapidfuzz", "rich", "tomli", "tomlkit", "typer",
)  # fmt: skip
OPTIONAL = {"rjieba": "fast"}


def doctor_command(as_json: JsonOption = False, project: ProjectOption = None) -> None:
    """Check the installation and the store.

    Exit status 3 when something is wrong.

    Examples:

      shuyu doctor

      shuyu doctor --json
    """
    installed = _installation()
    store, faults = _store(project)
    faults = [f"{name} is not installed: pip install {name}" for name in REQUIRED if not installed[name]] + faults
    if as_json:
        typer.echo(json.dumps({"installation": installed, "store": store, "faults": faults}, ensure_ascii=False))
    else:
        look = Look(colours())
        rows = [(name, version or _absent(name)) for name, version in installed.items()] + list(store.items())
        label = max(cells(name) for name, _ in rows)
        for name, value in rows:
            typer.echo(look.paint([(f"{pad(name, label)}  ", "faint"), (value, "")]))
        for fault in faults:
            typer.echo(look.paint([("wrong: ", "bad"), (fault, "")]))
        if not faults:
            typer.echo(look.paint([("All is well.", "good")]))
    if faults:
        raise typer.Exit(EXIT_BAD_INPUT)


def _absent(name: str) -> str:
    extra = OPTIONAL.get(name)
    return f"absent (optional: pip install 'shuyu[{extra}]')" if extra else "absent"


def _installation() -> dict[str, str | None]:
    import sqlite3
    from importlib.metadata import PackageNotFoundError, version

    from shuyu import __version__

    found: dict[str, str | None] = {
        "shuyu": __version__,
        "Python": f"{platform.python_version()} on {platform.system()}",
        "SQLite": sqlite3.sqlite_version,
        "standard output": f"{sys.stdout.encoding}, {'terminal' if sys.stdout.isatty() else 'pipe or file'}",
    }
    for name in (*REQUIRED, *OPTIONAL):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


def _store(project: Path | None) -> tuple[dict[str, str], list[str]]:
    from shuyu.project import find_project

    about: dict[str, str] = {}
    try:
        workspace = find_project(project)
        about["project"] = str(workspace.root)
        workspace.read_terms()
        with workspace.open_store() as store:
            about["store"] = str(workspace.store_path)
            about["made with"] = store.meta("pipeline") or "unknown"
            stale = workspace.stale(store)
            about["up to date"] = "yes" if not stale else f"no: {' '.join(stale)}"
            return about, store.check()
    except ShuyuError as error:
        return about, [str(problem) for problem in error.problems]
