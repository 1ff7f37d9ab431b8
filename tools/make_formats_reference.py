"""Writes `docs/formats.md` from what the exchange formats declare.

::

    python tools/make_formats_reference.py            # writes the page
    python tools/make_formats_reference.py --check    # exit status 1 when the page is not what they declare
"""

from __future__ import annotations

import sys
from pathlib import Path

from shuyu.formats.base import CONCEPT_FIELDS, TERM_FIELDS, Keeps, TermFormat
from shuyu.formats.registry import names, term_format
from shuyu.languages import LANGUAGES
from shuyu.model.concept import PartOfSpeech, Status, TermType

TARGET = Path(__file__).resolve().parents[1] / "docs" / "formats.md"

HEAD = """# Formats for term lists

<!-- Made by tools/make_formats_reference.py from what the formats declare: edit them, not this page. -->

`shuyu import`, `export`, `diff` and `merge` find the format by the name and content of a file, or take it from
`--format`. What a format has no place for is told when a list is written; [exchange.md](exchange.md) tells how to work
with them.

| format | what it is | files | read | written |
| --- | --- | --- | --- | --- |
"""


def page() -> str:
    """The whole page."""
    forms = [term_format(name) for name in names()]
    return HEAD + "".join(_row(form) for form in forms) + "".join(_section(form) for form in forms)


def _row(form: TermFormat) -> str:
    suffixes = " ".join(f"`{suffix}`" for suffix in form.suffixes)
    ways = " | ".join("yes" if way else "" for way in (form.read, form.write))
    return f"| [`{form.name}`](#{form.name.replace('.', '')}) | {form.title} | {suffixes} | {ways} |\n"


def _section(form: TermFormat) -> str:
    lines = [f"\n## {form.name}\n\n{form.title}.\n"]
    lost = _lost(form.keeps)
    if lost:
        lines.append(f"\nNot kept: {'; '.join(lost)}.\n")
    else:
        lines.append("\nEverything is kept.\n")
    if form.reshape is not None:
        said = "what is one concept here may come back as several, or with its terms in another order."
        lines.append(f"\nIts shape is not a list of concepts: {said}\n")
    if form.options:
        lines.append("\nOptions (`--set NAME=VALUE`):\n\n")
        lines += [f"- `{name}`: {meaning}\n" for name, meaning in form.options.items()]
    return "".join(lines)


def _lost(keeps: Keeps) -> list[str]:
    lost: list[str] = []
    languages = [tag for tag in LANGUAGES if tag not in keeps.languages]
    if languages:
        lost.append(f"terms in {', '.join(languages)}")
    if not keeps.several:
        lost.append("further terms of a language")
    if keeps.statuses != {status: status for status in Status}:
        changed = [
            f"{status.value} becomes {keeps.statuses[status].value}" if status in keeps.statuses else status.value
            for status in Status
            if keeps.statuses.get(status) is not status
        ]
        lost.append("statuses" if len(changed) == len(Status) else f"status ({', '.join(changed)})")
    parts = [part.value for part in PartOfSpeech if keeps.parts_of_speech.get(part) is not part]
    if parts:
        lost.append("part of speech" if len(parts) == len(PartOfSpeech) else f"part of speech ({', '.join(parts)})")
    kinds = [kind.value for kind in TermType if keeps.types.get(kind) is not kind]
    if kinds:
        lost.append("term type" if len(kinds) == len(TermType) else f"term type ({', '.join(kinds)})")
    lost += [f"{name} of a concept" for name in sorted(CONCEPT_FIELDS - keeps.concept_fields)]
    lost += [f"{name} of a term" for name in sorted(TERM_FIELDS - keeps.term_fields)]
    if not keeps.line_breaks:
        lost.append("line breaks inside fields")
    return lost


def main() -> int:
    """Write the page, or compare it."""
    made = page()
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(made, encoding="utf-8", newline="\n")
        return 0
    if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == made:
        return 0
    sys.stderr.write(f"{TARGET.name} is not what the formats declare. Run: python tools/make_formats_reference.py\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
