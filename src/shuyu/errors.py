"""One tree of errors: what is wrong, where, and how to mend it.

::

    ShuyuError                 exit status 3
    ├── InputError             E1..  a file that cannot be read as what it claims to be
    ├── TermsError             E2..  terms.toml
    ├── StoreError             E3..  the store
    ├── ProjectError           E4..  finding, making or writing a project
    ├── MissingExtraError      E5..  a part that is not installed
    └── UsageError             E6..  a value that the caller chose (exit status 2)

A problem that is found is a value, a `Problem`; an error that is raised carries one or more of them, so
that everything wrong with a file is told at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

EXIT_OK = 0
EXIT_NOTHING_FOUND = 1
EXIT_USAGE = 2
EXIT_BAD_INPUT = 3


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where it is, and how to mend it.

    `str()` gives the one line that people and editors read:

    >>> print(Problem("E203", 'status "prefered" is not known', "Use one of: preferred, admitted.",
    ...               path="terms.toml", line=14))
    E203 terms.toml:14: status "prefered" is not known. Use one of: preferred, admitted.
    """

    code: str
    what: str
    how: str = ""
    path: str | None = None
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        head = f"{self.code} {place}: " if place else f"{self.code} "
        what = self.what if self.what.endswith((".", "!", "?", "。")) else self.what + "."
        return f"{head}{what} {self.how}".rstrip()


class ShuyuError(Exception):
    """The root of the tree: something a person can mend.

    Attributes:
        problems: everything that is wrong, in the order of its place; never empty.
        exit_status: what the command line ends with.
    """

    exit_status: ClassVar[int] = EXIT_BAD_INPUT

    def __init__(self, *problems: Problem) -> None:
        if not problems:
            raise ValueError("an error needs at least one problem")
        self.problems: tuple[Problem, ...] = problems
        super().__init__("\n".join(str(problem) for problem in problems))

    @classmethod
    def collected(cls, problems: Iterable[Problem]) -> ShuyuError:
        """The error that tells all of `problems`, in the order of their places."""
        return cls(*sorted(problems, key=lambda p: (p.path or "", p.line or 0, p.column or 0)))


class InputError(ShuyuError):
    """E1..: a file from outside cannot be read as what it claims to be."""


class TermsError(ShuyuError):
    """E2..: `terms.toml` says something that cannot be."""


class StoreError(ShuyuError):
    """E3..: the store cannot be opened, read or written."""


class ProjectError(ShuyuError):
    """E4..: a project cannot be found, made or written."""


class MissingExtraError(ShuyuError):
    """E5..: a part of shuyu that this call needs is not installed."""


class UsageError(ShuyuError):
    """E6..: the caller asked for something that does not exist."""

    exit_status: ClassVar[int] = EXIT_USAGE
