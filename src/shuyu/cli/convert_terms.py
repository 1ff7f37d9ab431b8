"""The terms of a project that steer a conversion."""

from __future__ import annotations

import contextlib
import os
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from shuyu.cli.common import report, warn
from shuyu.errors import ProjectError, ShuyuError
from shuyu.project import VARIABLE, Project, find_project, open_project


class Steer(NamedTuple):
    """What steers: pairs of source form and wanted form, what stays, and where it comes from."""

    terms: tuple[tuple[str, str], ...] = ()
    keep: frozenset[str] = frozenset()
    path: Path | None = None

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.terms) + len(self.keep)


NONE = Steer()


def steer(source: Path | None, chosen: Path | None, target: str, *, words: bool | None) -> Steer:
    """The terms for one source.

    Args:
        source: the file; None for a text or standard input.
        chosen: the project that the command line names.
        target: the tag of what is converted to.
        words: whether regional words change too, where the command line says so.

    Raises:
        ProjectError: E402, when the chosen folder is no project.
    """
    project = _project(source, chosen)
    return NONE if project is None else _of_project(project, target, words)


def _project(source: Path | None, chosen: Path | None) -> Project | None:
    if chosen is not None or os.environ.get(VARIABLE):
        return find_project(chosen)
    # The project that a file is in, else the one around here; none is made.
    with contextlib.suppress(ProjectError):
        if source is not None:
            return _around(Path(os.path.realpath(source)).parent)
    with contextlib.suppress(ProjectError, FileNotFoundError):
        return _around(Path.cwd())
    return None


@lru_cache(maxsize=256)
def _around(place: Path) -> Project:
    return open_project(place)


@lru_cache(maxsize=16)
def _of_project(project: Project, target: str, words: bool | None) -> Steer:
    from shuyu.conversion.steering import steering

    try:
        concepts = project.read_terms().concepts
    except ShuyuError as error:
        # A broken term list is told of; it does not stand in the way of a conversion.
        report(error.problems)
        warn(f"The terms of {project.terms_path} were not used.")
        return NONE
    found = steering(concepts, target, words=words)
    return Steer(tuple(sorted(found.terms.items())), frozenset(found.keep), project.terms_path)
