"""Proposals as entries for `terms.toml`."""

from __future__ import annotations

import json
from collections.abc import Iterable

from shuyu.mine.proposals import Proposal


def write_toml(proposals: Iterable[Proposal]) -> str:
    """Entries to paste into `terms.toml`, proposed ones, each with its subject and where it was found.

    Args:
        proposals: best first.
    """
    return "\n".join(_entry(one) for one in proposals)


def _entry(one: Proposal) -> str:
    lines = ["[[term]]", f'zh = {{ term = {_string(one.zh)}, status = "proposed" }}']
    lines.append(f'en = {{ term = {_string(one.en)}, status = "proposed" }}')
    if one.subject:
        lines.append(f"subject = {_string(one.subject)}")
    if one.contexts and one.contexts[0].source:
        lines.append(f"source = {_string(one.contexts[0].source)}")
    return "\n".join(lines) + "\n"


def _string(text: str) -> str:
    # A TOML basic string has JSON's escapes; DEL must be escaped too.
    return json.dumps(" ".join(text.split()), ensure_ascii=False).replace("\x7f", "\\u007f")
