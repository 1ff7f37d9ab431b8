"""The exchange formats by name. Choices, help, documentation and the contract test derive from it.

A new format is one module with a `TermFormat` in it, and one line here.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import PurePosixPath

from shuyu.errors import InputError, Problem, UsageError
from shuyu.formats.base import TermFormat

_HOMES: dict[str, str] = {
    "terms.toml": "terms_format:FORMAT",
    "json": "json_format:FORMAT",
    "omegat": "omegat:FORMAT",
    "tbx": "tbx:BASIC",
    "tbx-min": "tbx:MIN",
    "tbx-core": "tbx:CORE",
    "tbx-dct": "tbx:DCT",
    "tbx2": "tbx:OLD",
    "tmx": "tmx:FORMAT",
    "cedict": "cedict:FORMAT",
    "deepl": "deepl:FORMAT",
    "vale": "vale:FORMAT",
    "vale-accept": "vale:ACCEPT",
    "vale-reject": "vale:REJECT",
    "prh": "prh:FORMAT",
    "cspell": "cspell:FORMAT",
    "vscode": "vscode:FORMAT",
    "markdown": "printed.markdown:FORMAT",
    "html": "printed.html:FORMAT",
    "docx": "printed.docx:FORMAT",
    "pdf": "printed.pdf:FORMAT",
}

SNIFFED_BYTES = 64 * 1024
"""How much of a file is looked at to tell formats apart."""


def names() -> tuple[str, ...]:
    """The names of all formats.

    >>> "terms.toml" in names()
    True
    """
    return tuple(_HOMES)


@cache
def term_format(name: str) -> TermFormat:
    """The format of this name.

    Raises:
        UsageError: E641, when there is none.

    >>> term_format("terms.toml").suffixes
    ('.toml',)
    """
    if name not in _HOMES:
        raise UsageError(Problem("E641", f'the format "{name}" is not known', f"Use one of: {', '.join(_HOMES)}."))
    module, attribute = _HOMES[name].split(":")
    found: TermFormat = getattr(import_module(f"shuyu.formats.{module}"), attribute)
    return found


def readable() -> tuple[str, ...]:
    """The names of the formats that are read."""
    return tuple(name for name in _HOMES if term_format(name).read is not None)


def writable() -> tuple[str, ...]:
    """The names of the formats that are written."""
    return tuple(name for name in _HOMES if term_format(name).write is not None)


def format_of(path: str, head: bytes | None = None) -> TermFormat:
    """The format of a file, by its name and, where several share a suffix, by how it begins.

    Args:
        path: the name of the file.
        head: its first `SNIFFED_BYTES`; None where it is about to be written.

    Returns:
        the first registered that fits: to read, one with the suffix whose `sniff` says yes, or that has none, then one
        with another suffix whose `sniff` says yes; to write, the first with the suffix.

    Raises:
        InputError: E107, when none fits.

    >>> format_of("a/terms.toml").name
    'terms.toml'
    """
    suffix = PurePosixPath(path.replace("\\", "/")).suffix.lower()
    wanted = [term_format(name) for name in (readable() if head is not None else writable())]
    fitting = [form for form in wanted if suffix in form.suffixes]
    if head is not None:
        # A broken file of a known suffix is best told of by the format that it claims to be.
        fitting = (
            [form for form in fitting if form.sniff and form.sniff(head)]
            or [form for form in fitting if form.sniff is None]
            or [form for form in wanted if form.sniff and form.sniff(head)]
            or fitting
        )
    if not fitting:
        how = f"Name its format: {', '.join(form.name for form in wanted)}."
        raise InputError(Problem("E107", "the format of this term list is not known", how, path=path))
    return fitting[0]
