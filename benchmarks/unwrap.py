"""How many paragraphs come back when wrapped lines are put together again.

Sentences are made into paragraphs of one to six and set in columns of several widths, with the rules of Chinese
typesetting for punctuation at line ends (kinsoku); then `hard-wraps` puts them together. Usage:

    python benchmarks/unwrap.py FOLDER      # holds */zh/* and */en/*, a sentence a line
"""

from __future__ import annotations

import random
import re
import sys
import textwrap
from collections import defaultdict
from hashlib import sha256
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

from shuyu.text.clean import clean
from shuyu.text.clean.lines import width
from shuyu.text.clean.words import straddles

CLOSING = "，。、；：？！”）》】…"
OPENING = "“（《【"
FIXERS = ("hard-wraps", "footnote-bodies", "odd-spaces", "indents")


def set_in_columns(paragraph: str, columns: int, indent: int = 0) -> list[str]:
    """The lines of `paragraph`; no line begins with a closing mark or ends with an opening one."""
    lines: list[str] = []
    line, used = "", indent
    for piece in re.findall(r"[A-Za-z0-9.%-]+|.", paragraph):
        wide = width(piece)
        if used + wide <= columns or (piece in CLOSING and used + wide <= columns + 2):
            line, used = line + piece, used + wide
            continue
        carried = 1 if len(line) > 2 and (piece in CLOSING or line[-1] in OPENING) else 0
        lines.append(line[: len(line) - carried].rstrip())
        line = (line[len(line) - carried :] + piece).lstrip()
        used = width(line)
    return [*lines, line]


def paragraphs(folder: Path, language: str) -> list[str]:
    """Paragraphs of one to six sentences, in the order of the files."""
    chance = random.Random(1)  # noqa: S311
    made = []
    for path in sorted(folder.glob(f"{language}/*")):
        sentences = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        while sentences:
            count = chance.randint(1, 6)
            made.append(("" if language == "zh" else " ").join(sentences[:count]))
            sentences = sentences[count:]
    return made[:400]


def exactly(wanted: list[str], text: str) -> float:
    """The share of the paragraphs of `wanted` that are lines of the cleaned `text`."""
    found = {_bare(line) for line in clean(text, only=FIXERS).text.split("\n")}
    bare = {_bare(paragraph) for paragraph in wanted}
    return len(bare & found) / len(bare)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def main() -> None:
    """Print the table and its signature."""
    root = Path(sys.argv[1])
    shares: defaultdict[str, list[float]] = defaultdict(list)
    digest = sha256()
    cut = borders = 0
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        chinese, english = paragraphs(folder, "zh"), paragraphs(folder, "en")
        digest.update("\n".join(chinese + english).encode())
        for columns in (20, 28, 36, 60, 84):
            plain = [set_in_columns(p, columns) for p in chinese]
            indented = [set_in_columns(p, columns, 4) for p in chinese]
            if columns == 36:
                pairs = [pair for lines in plain for pair in pairwise(lines)]
                cut += sum(straddles(*pair) for pair in pairs)
                borders += len(pairs)
            texts = {
                "zh, an empty line between paragraphs": "\n\n".join("\n".join(lines) for lines in plain),
                "zh, paragraphs indented": "\n".join("　　" + "\n".join(lines) for lines in indented),
                "zh, the indent lost": "\n".join("\n".join(lines) for lines in indented),
                "zh, the indent lost, empty lines between all": "\n\n".join("\n\n".join(lines) for lines in indented),
            }
            for name, text in texts.items():
                shares[name].append(exactly(chinese, text))
        for columns in (40, 72, 90):
            wrapped = [textwrap.wrap(p, columns, break_on_hyphens=False) for p in english]
            shares["en, an empty line between paragraphs"].append(
                exactly(english, "\n\n".join("\n".join(lines) for lines in wrapped))
            )
            shares["en, nothing between paragraphs"].append(
                exactly(english, "\n".join("\n".join(lines) for lines in wrapped))
            )
    for name, values in shares.items():
        print(f"{sum(values) / len(values):.3f}  {name}")
    print(f"{cut / borders:.3f}  of the borders between lines of 36 columns cut a word")
    print(f"shuyu {version('shuyu')} · jieba {version('jieba')} · data {digest.hexdigest()[:12]}")


if __name__ == "__main__":
    main()
