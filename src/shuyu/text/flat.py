"""OpenCC's dictionaries as Python's: each step of a configuration as one mapping.

OpenCC takes the longest key that the text goes on with, or lets one character pass. Of a group it takes the longest of
all (`union`; the first dictionary's where two are as long), or what the first dictionary knows that knows anything
(`short_circuit`). The second is a mapping too: a key of a later dictionary is never reached where an earlier one has
that key or a beginning of it, and what is reached in a later one is reached as its longest.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class UnfitError(Exception):
    """A configuration that cannot be written as mappings; never leaves the package."""


@dataclass(frozen=True)
class Flat:
    """A configuration: `before` runs over the whole text, `steps` over each segment that `segments` cuts it into."""

    before: list[dict[str, str]]
    segments: Collection[str]
    steps: list[dict[str, str]]


def flatten(configuration: Mapping[str, Any], read: Callable[[str], dict[str, str]] | None = None) -> Flat:
    """The steps of `configuration`.

    Args:
        configuration: a configuration of OpenCC's, its dictionaries named by their paths or inline.
        read: gives the entries of a binary dictionary; `printed` when absent.

    Raises:
        UnfitError: when it uses something that is not known here.
        OSError: when the program that prints dictionaries is missing.

    >>> group = {"type": "group", "dicts": [{"type": "inline", "entries": {"头": "頭", "头发": "頭髮", "发": "發"}},
    ...     {"type": "inline", "entries": {"头发们": "?", "里": "裏"}}]}
    >>> flatten({"conversion_chain": [{"dict": group}]}).steps
    [{'头': '頭', '头发': '頭髮', '发': '發', '里': '裏'}]
    """
    known = {"name", "normalization", "segmentation", "conversion_chain"}
    segmentation = configuration.get("segmentation")
    if set(configuration) - known or (segmentation and segmentation["type"] != "mmseg"):
        raise UnfitError
    read = read or printed
    before = [_entries(step["dict"], read) for step in configuration.get("normalization", ())]
    steps = [_entries(step["dict"], read) for step in configuration["conversion_chain"]]
    return Flat(before, _entries(segmentation["dict"], read) if segmentation else (), steps)


def reachable(entries: Mapping[str, str], taken: Collection[str]) -> dict[str, str]:
    """The entries that are found where no string of `taken` is.

    >>> reachable({"头发": "1", "头": "2", "发": "3"}, {"头"})
    {'发': '3'}
    """
    if not taken:
        return dict(entries)
    return {key: value for key, value in entries.items() if not any(part in taken for part in _beginnings(key))}


def printed(path: str) -> dict[str, str]:
    """The entries of a binary dictionary of OpenCC's, the first value of each, by OpenCC's own program.

    Raises:
        OSError: when there is no such program in the installed OpenCC.
        UnfitError: when it fails.
    """
    import opencc

    tools = Path(opencc.__file__).parent / "clib" / "bin"
    program = next((tool for tool in (tools / "opencc_dict", tools / "opencc_dict.exe") if tool.is_file()), None)
    if program is None:
        raise FileNotFoundError(tools)
    return _parsed(_print(program, path))


def _print(program: Path, path: str) -> str:
    import tempfile

    with tempfile.TemporaryDirectory(prefix="shuyu-") as folder:
        out = Path(folder, "entries.txt")
        command = [str(program), "-i", path, "-o", str(out), "-f", "ocd2", "-t", "text"]
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)  # noqa: S603
        if done.returncode:
            raise UnfitError
        return out.read_text(encoding="utf-8")


def _parsed(text: str) -> dict[str, str]:
    found = {}
    for line in text.splitlines():
        key, tab, values = line.partition("\t")
        if not tab or key in found:
            raise UnfitError
        found[key] = values.split(" ")[0]
    return found


def _entries(node: Mapping[str, Any], read: Callable[[str], dict[str, str]]) -> dict[str, str]:
    kind = node["type"]
    if kind == "inline":
        return dict(node["entries"])
    if kind == "ocd2":
        return read(node["file"])
    policy = node.get("match_policy", "short_circuit")
    if kind != "group" or policy not in ("short_circuit", "union"):
        raise UnfitError
    found: dict[str, str] = {}
    for part in node["dicts"]:
        entries = _entries(part, read)
        found = {**entries, **found} if policy == "union" else {**found, **reachable(entries, found)}
    return found


def _beginnings(key: str) -> Iterator[str]:
    return (key[:end] for end in range(1, len(key) + 1))
