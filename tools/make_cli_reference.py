"""Writes `docs/cli-reference.md` from what `--help` says.

::

    python tools/make_cli_reference.py            # writes the page
    python tools/make_cli_reference.py --check    # exit status 1 when the page is not what --help says
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from shuyu.cli.commands import COMMANDS

TARGET = Path(__file__).resolve().parents[1] / "docs" / "cli-reference.md"

HEAD = """# Commands

<!-- Made by tools/make_cli_reference.py from what --help says: edit the commands, not this page. -->

Exit statuses: 0 done; 1 nothing found; 2 wrong usage; 3 bad input, or a store that cannot be used.

"""


def help_text(*arguments: str) -> str:
    """What `shuyu ARGUMENTS --help` prints, 100 columns wide."""
    environment = {**os.environ, "COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    environment.pop("SHUYU_PROJECT", None)
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "shuyu", *arguments, "--help"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env=environment,
    )
    return "\n".join(line.rstrip() for line in run.stdout.strip().splitlines())


def page() -> str:
    """The whole page."""
    parts = [HEAD, f"```text\n{help_text()}\n```\n"]
    parts += [f"\n## shuyu {name}\n\n```text\n{help_text(name)}\n```\n" for name in COMMANDS]
    return "".join(parts)


def main() -> int:
    """Write the page, or compare it."""
    made = page()
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(made, encoding="utf-8", newline="\n")
        return 0
    if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == made:
        return 0
    sys.stderr.write(f"{TARGET.name} is not what --help says. Run: python tools/make_cli_reference.py\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
