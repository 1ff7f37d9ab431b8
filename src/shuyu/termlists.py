"""Term lists as files: the format found, read with everything it has to say, written whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from shuyu.languages import ENGLISH, HANS

if TYPE_CHECKING:
    from shuyu.formats.base import Loss, TermFormat, Writing
    from shuyu.model.concept import Concept


@dataclass(frozen=True)
class TermList:
    """What was read from a file.

    Attributes:
        concepts: in the order of the file; each has an id.
        format: what it was read as.
        about: what the file says of itself: `title`, `subject`, `source`, `licence`, `date`.
        losses: what the file has and shuyu has no place for.
    """

    concepts: tuple[Concept, ...]
    format: TermFormat
    about: Mapping[str, str] = field(default_factory=dict)
    losses: Mapping[str, Loss] = field(default_factory=dict)


def read_list(
    path: Path,
    *,
    name: str | None = None,
    languages: tuple[str, ...] = (HANS, ENGLISH),
    columns: Mapping[str, str] | None = None,
    source: str | None = None,
    target: str | None = None,
) -> TermList:
    """Read a term list of any format.

    Args:
        path: the file.
        name: its format; found from the file's name and content when absent.
        languages: the first Chinese one is what plain `zh` means where the text does not tell.
        columns: for tables, the name or number of a column to what it holds.
        source: the language of the first column, for formats that do not name their languages.
        target: the same of the second.

    Raises:
        InputError: E101, when it cannot be read; E107, when its format is not known; everything that is wrong in it.
        UsageError: E641, when there is no format `name`; E642, when it is not one that is read.
    """
    from shuyu.errors import Problem, UsageError
    from shuyu.files import cannot_read
    from shuyu.formats.base import Reading
    from shuyu.formats.registry import SNIFFED_BYTES, format_of, readable, term_format
    from shuyu.formats.terms_ids import with_ids

    try:
        with path.open("rb") as stream:
            form = term_format(name) if name else format_of(str(path), stream.read(SNIFFED_BYTES))
            if form.read is None:
                how = f"Use one of: {', '.join(readable())}."
                raise UsageError(Problem("E642", f"{form.title} is written and not read", how))
            stream.seek(0)
            reading = Reading(str(path), languages, columns, source, target)
            concepts = with_ids(form.read(stream, reading))
    except OSError as error:
        raise cannot_read(error, str(path)) from error
    return TermList(tuple(concepts), form, reading.about, reading.losses)


def list_format(path: str | None, name: str | None = None) -> TermFormat:
    """The format to write: the one that is named, or the one of the file's name.

    Raises:
        InputError: E107, when the name of the file does not tell.
        UsageError: E641, when there is no format `name`; E642, when it is not one that is written, or nothing tells.

    >>> list_format("terms.json").name, list_format(None, "json").name
    ('json', 'json')
    """
    from shuyu.errors import Problem, UsageError
    from shuyu.formats.registry import format_of, term_format, writable

    how = f"Use one of: {', '.join(writable())}."
    if name is None:
        if path is None:
            raise UsageError(
                Problem("E642", "it is not said in which format to write", f"Name a file, or --format. {how}")
            )
        return format_of(path)
    form = term_format(name)
    if form.write is None:
        raise UsageError(Problem("E642", f"{form.title} is read and not written", how))
    return form


def write_list(path: Path, concepts: Sequence[Concept], form: TermFormat, writing: Writing) -> None:
    """Write a term list to a file, whole or not at all.

    Raises:
        InputError: when the list breaks a limit of the format, everything that does.
        ProjectError: E401, when it cannot be written; the file is then as it was.
    """
    from shuyu.files import whole_file

    if form.write is None:
        raise ValueError(f"{form.name} is not written")
    with whole_file(path) as stream:
        form.write(concepts, stream, writing)
