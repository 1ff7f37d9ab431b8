"""Parts of shuyu that are not always installed."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from shuyu.errors import MissingExtraError, Problem


def need(module: str, extra: str, what: str, instead: str = "") -> ModuleType:
    """A module of an extra.

    Args:
        module: its name.
        extra: what to install.
        what: what it is for.
        instead: a sentence on what can be done without it.

    Raises:
        MissingExtraError: E501, when it is not installed.

    >>> need("no_such_module", "office", "DOCX")
    Traceback (most recent call last):
    ...
    shuyu.errors.MissingExtraError: E501 DOCX needs a part that is not installed. Run: pip install "shuyu[office]".
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        how = f'Run: pip install "shuyu[{extra}]". {instead}'.rstrip()
        raise MissingExtraError(Problem("E501", f"{what} needs a part that is not installed", how)) from error
