"""Runs the commands of the README as a new user would: in a fresh clone, with nothing installed.

Every line that begins with `$ ` in a ```console block is run with bash; what it prints must hold the lines shown
below it, in that order. A line that is just `...` stands for any number of lines, and `...` within a line for any text.

::

    python tools/run_readme.py [--python PYTHON] [--only SUBSTRING]
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def sessions(text: str) -> list[tuple[str, list[str]]]:
    """The commands of the page, each with the lines it shows."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif found:
                found[-1][1].append(line)
    return found


def missing(shown: list[str], printed: list[str]) -> str | None:
    """The first line shown that was not printed in its turn, or None."""
    at = 0
    for line in shown:
        if line.strip() in {"", "..."}:
            continue
        pattern = re.compile(".*".join(re.escape(part.rstrip()) for part in line.split("...")) + r"\s*\Z")
        while at < len(printed) and not pattern.match(printed[at]):
            at += 1
        if at == len(printed):
            return line
        at += 1
    return None


def main() -> int:
    """Clone, run, compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--python", default=sys.executable, help="what `python3` is for the commands")
    parser.add_argument("--only", default="", help="run only the commands that contain this")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "shuyu"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)  # noqa: S603, S607
        names = Path(folder) / "bin"
        names.mkdir()
        # A symbolic link to the interpreter of a virtual environment would lose that environment: a script does not.
        python = names / "python3"
        python.write_text(f'#!/bin/sh\nexec "{options.python}" "$@"\n')
        python.chmod(0o755)
        keep = {k: v for k, v in os.environ.items() if k not in {"VIRTUAL_ENV", "PYTHONPATH", "SHUYU_PROJECT"}}
        environment = {**keep, "PATH": f"{names}:{os.environ['PATH']}", "HOME": folder}
        for command, shown in sessions((clone / "README.md").read_text(encoding="utf-8")):
            if options.only not in command:
                continue
            sys.stdout.write(f"$ {command}\n")
            sys.stdout.flush()
            run = subprocess.run(  # noqa: S602
                command,
                shell=True,
                executable="/bin/bash",
                cwd=clone,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
            )
            sys.stdout.write(run.stdout + "\n")
            if run.returncode != 0:
                sys.stderr.write(f"exit status {run.returncode}\n")
                return 1
            lost = missing(shown, run.stdout.splitlines())
            if lost is not None:
                sys.stderr.write(f"README shows a line that was not printed: {lost}\n")
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
