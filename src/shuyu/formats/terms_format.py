"""`terms.toml` as an exchange format: what a project's own list is, anywhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from shuyu.formats.base import Keeps, Reading, TermFormat, Writing
from shuyu.formats.terms_toml import Settings, read_terms
from shuyu.formats.terms_write import write_terms
from shuyu.model.concept import Concept

_HEAD = re.compile(rb"^\s*\[(glossary|\[term)\]", re.MULTILINE)


def _read(stream: BinaryIO, reading: Reading) -> Iterator[Concept]:
    terms = read_terms(stream.read(), reading.path)
    for name in ("title", "subject", "source", "licence"):
        if value := getattr(terms.settings, name):
            reading.about[name] = value
    yield from terms.concepts


def _write(concepts: Iterable[Concept], stream: BinaryIO, writing: Writing) -> None:
    settings = Settings(
        title=writing.title,
        languages=writing.languages,
        subject=writing.subject,
        source=writing.source,
        licence=writing.licence,
    )
    stream.write(write_terms(settings, concepts).encode())


FORMAT = TermFormat(
    name="terms.toml",
    title="terms.toml of shuyu",
    suffixes=(".toml",),
    keeps=Keeps(),
    read=_read,
    write=_write,
    sniff=lambda head: _HEAD.search(head) is not None,
    streams=False,
)
