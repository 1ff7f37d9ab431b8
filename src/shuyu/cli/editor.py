"""Which editor to start, and how it is told the line."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from pathlib import Path, PureWindowsPath

_COLON = frozenset({"subl", "sublime_text", "zed", "hx", "helix"})
_CODE = frozenset({"code", "code-insiders", "codium", "vscodium", "cursor"})
_WITHOUT_LINE = frozenset({"notepad", "open", "start", "textedit", "write"})


def editor_command(
    path: Path, line: int, environment: Mapping[str, str], *, windows: bool = os.name == "nt"
) -> list[str]:
    """The command that opens `path` at `line` in the person's editor: `$VISUAL`, `$EDITOR`, or what every system has.

    Args:
        path: the file.
        line: 1-based.
        environment: where the variables are looked up.
        windows: whether variables are written with Windows' quoting.

    >>> editor_command(Path("terms.toml"), 14, {"EDITOR": "code --wait"}, windows=False)
    ['code', '--wait', '--goto', 'terms.toml:14']
    """
    chosen = environment.get("VISUAL") or environment.get("EDITOR") or ("notepad" if windows else "vi")
    words = [word.strip('"') for word in shlex.split(chosen, posix=not windows)] or ["vi"]
    name = PureWindowsPath(words[0]).name.lower()
    for suffix in (".exe", ".cmd", ".bat"):
        name = name.removesuffix(suffix)
    if name in _CODE:
        waiting = [] if "--wait" in words or "-w" in words else ["--wait"]
        return [*words, *waiting, "--goto", f"{path}:{line}"]
    if name in _COLON:
        return [*words, f"{path}:{line}"]
    if name == "notepad++":
        return [*words, f"-n{line}", str(path)]
    if name in _WITHOUT_LINE:
        return [*words, str(path)]
    return [*words, f"+{line}", str(path)]
