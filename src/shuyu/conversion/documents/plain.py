"""Plain text: every line is text."""

from __future__ import annotations

import re

from shuyu.conversion.base import Job
from shuyu.conversion.documents.splice import Stretch, plain_spans, splice
from shuyu.conversion.documents.textfile import TextFormat

_LINE = re.compile(r"[^\r\n]+")


def _rewrite(text: str, job: Job) -> str:
    # A line is a unit: in lists and verse the next begins something new, and nothing tells these from prose.
    return splice(text, (Stretch(list(plain_spans(text, *found.span()))) for found in _LINE.finditer(text)), job)


PLAIN = TextFormat("plain", (".txt", ".text"), _rewrite)
