"""prh, the rules of `textlint-rule-prh`: what to write, and the patterns of what not to write.

Patterns are regular expressions between slashes; prh reads them with the flags g, m and u, so nothing is escaped that
has no meaning. A rule has one right form; further ones stand in its message.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import BinaryIO

from shuyu.errors import InputError, Problem
from shuyu.formats.avoidance import ONLY_AVOIDED, Avoided, avoided, corrected, quoted, remark
from shuyu.formats.base import TERMS_ALONE, TermFormat, Writing
from shuyu.model.concept import Concept


def write(concepts: Iterable[Concept], stream: BinaryIO, writing: Writing) -> None:
    """Write a list; see `TermFormat.write`."""
    found, left_out = avoided(concepts)
    rules: dict[tuple[str, bool, tuple[str, ...]], list[Avoided]] = {}
    for one in found:
        if one.better:
            rules.setdefault((one.better[0], one.exact, one.better[1:]), []).append(one)
    if found and not rules:
        what = "no term to avoid has one beside it that stands in its place"
        raise InputError(Problem("E142", what, "Export all statuses together.", writing.path or None))
    lines = [remark(left_out), "version: 1\n", "rules:\n" if rules else "rules: []\n"]
    for (expected, exact, others), wrong in rules.items():
        lines.append(f"  - expected: {quoted(expected)}\n    patterns:\n")
        lines += [f"      - {quoted(f'/{one.pattern()}/' + ('' if exact else 'i'))}\n" for one in wrong]
        if others:
            lines.append(f"    prh: {quoted('or: ' + ', '.join(others))}\n")
    stream.write("".join(lines).encode())


FORMAT = TermFormat(
    name="prh",
    title="textlint-rule-prh rules",
    suffixes=(".yml", ".yaml"),
    keeps=replace(TERMS_ALONE, statuses=ONLY_AVOIDED),
    write=write,
    reshape=corrected,
    streams=False,
)
