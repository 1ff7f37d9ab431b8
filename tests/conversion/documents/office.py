"""What the tests of office documents share: a simple turn, and archives made by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from shuyu.conversion.base import Job, Turn, Unit
from shuyu.conversion.spread import spread

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@cache
def converter(name: str) -> Any:
    """OpenCC's converter of that name."""
    import opencc

    return opencc.OpenCC(name)


def turn(name: str, seen: list[Unit] | None = None) -> Turn:
    """OpenCC and nothing else; what it is asked is put into `seen`."""

    def turned(units: Sequence[Unit]) -> list[tuple[str, ...]]:
        made: list[tuple[str, ...]] = []
        for unit in units:
            if seen is not None:
                seen.append(unit)
            text = converter(name).convert(unit.text)
            cuts: list[int] = []
            for piece in unit.pieces[:-1]:
                cuts.append((cuts[-1] if cuts else 0) + len(piece))
            places = [0, *spread(unit.text, text, cuts), len(text)]
            made.append(tuple(text[start:end] for start, end in pairwise(places)))
        return made

    return turned


def same(units: Sequence[Unit]) -> list[tuple[str, ...]]:
    """The turn that leaves everything."""
    return [unit.pieces for unit in units]


def job(
    name: str = "s2t",
    target: str = "zh-Hant-TW",
    *,
    seen: list[Unit] | None = None,
    warned: list[str] | None = None,
) -> Job:
    """Convert as OpenCC's `name` does; `seen` and `warned` are filled."""
    return Job(turn(name, seen), target, "a", warn=warned.append if warned is not None else lambda _: None)


def zipped(members: Mapping[str, str | bytes], *, stored: Sequence[str] = ()) -> bytes:
    """A zip file of `members`, each with the same time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10))
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            file.writestr(info, content)
    return out.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    """What the members of a zip file hold, after its own check of them."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def text_of(data: bytes, member: str) -> str:
    """A member as text."""
    return members(data)[member].decode()


def package(main: str, parts: Mapping[str, tuple[str, str]], others: Mapping[str, str | bytes] | None = None) -> bytes:
    """An OOXML file.

    Args:
        main: the name of its main part.
        parts: name -> content type after `application/vnd.openxmlformats-officedocument.`, and content.
        others: members without a type of their own (relations, pictures).
    """
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.{kind}"/>'
        for name, (kind, _) in parts.items()
    )
    return zipped(
        {
            "[Content_Types].xml": f'<?xml version="1.0"?>\n<Types xmlns="{TYPES}">{overrides}</Types>',
            "_rels/.rels": relations({"rId1": ("officeDocument", main)}),
            **{name: content for name, (_, content) in parts.items()},
            **(others or {}),
        }
    )


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """A part of relations: id -> kind and target."""
    inner = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'
