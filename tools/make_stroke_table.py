"""Writes `src/shuyu/text/_stroke_table.py`: how many strokes each Han character has, from Unicode's Unihan database.

Run it with a newer `Unihan_IRGSources.txt` (in Unihan.zip of the Unicode Character Database), and read the difference::

    python tools/make_stroke_table.py Unihan_IRGSources.txt

The counts are the field kTotalStrokes: where the mainland and Taiwan differ, the mainland's.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src" / "shuyu" / "text" / "_stroke_table.py"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
WIDTH = 110

HEAD = '''"""Made by tools/make_stroke_table.py from the Unihan database, Unicode {version}; not to be edited by hand.

© 1991-{year} Unicode, Inc. Licensed under the Unicode licence: LICENSE-UNICODE.
"""

UNICODE = "{version}"

DIGITS = "{digits}"

# The first character of a run, and the count of each character from there on as a digit; 0: not known, the last: so
# many or more.
'''


def module(source: str) -> str:
    """The source of the table."""
    counts = {
        int(code, 16): int(count) for code, count in re.findall(r"^U\+([0-9A-F]+)\tkTotalStrokes\t(\d+)", source, re.M)
    }
    version = re.search(r"Unicode version: (\S+)", source)
    year = re.search(r"© (\d+) Unicode", source)
    if not counts or version is None or year is None:
        raise SystemExit("this is not Unihan_IRGSources.txt")
    runs: list[tuple[int, list[int]]] = []
    for code in sorted(counts):
        if not runs or code > runs[-1][0] + len(runs[-1][1]) + 64:
            runs.append((code, []))
        first, run = runs[-1]
        run += [0] * (code - first - len(run)) + [counts[code]]
    lines = [HEAD.format(version=version[1], year=year[1], digits=DIGITS), "RUNS: tuple[tuple[int, str], ...] = (\n"]
    for first, run in runs:
        text = "".join(DIGITS[min(count, len(DIGITS) - 1)] for count in run)
        lines += [f"    (\n        0x{first:X},\n"]
        lines += [f'        "{text[at : at + WIDTH]}"\n' for at in range(0, len(text), WIDTH)]
        lines[-1] = lines[-1].rstrip("\n") + ",\n"
        lines += ["    ),\n"]
    return "".join([*lines, ")\n"])


def main() -> int:
    """Write the table."""
    TARGET.write_text(module(Path(sys.argv[1]).read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    print(f"wrote {TARGET}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
