"""Documents that are text: read in the encoding they are in, and written back in it, byte for byte."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from shuyu.conversion.base import Job
from shuyu.errors import InputError, Problem
from shuyu.text.encoding import Decoded, decode

_BOMS = {
    "utf-8-sig": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}
# What an encoding's name stands for when a file in it is written; Big5 as Microsoft and browsers understand it.
_CODECS = {"big5": ("cp950", "big5hkscs", "big5"), "utf-8-sig": ("utf-8",)}
_SHOWN_CHARACTERS = 20


@dataclass(frozen=True)
class TextFormat:
    """A `DocumentFormat` that is text.

    Attributes:
        name: see `DocumentFormat`.
        suffixes: see `DocumentFormat`.
        rewrite_text: the file's text with its human text turned.
        declared: finds the encoding that the bytes themselves name.
        declare: the text with its own word about its encoding changed; None where the format has none.
        refer: the text with characters that the codec does not hold written otherwise, or None where that cannot be.
        markup: whether lines mean nothing in it, and may be of any length.
        blank: whether an empty file is one of this format.
        unicode: whether the format's own rules say UTF-8; what is valid UTF-8 is then nothing else.
    """

    name: str
    suffixes: tuple[str, ...]
    rewrite_text: Callable[[str, Job], str]
    declared: Callable[[bytes], str | None] | None = None
    declare: Callable[[str, str], str] | None = None
    refer: Callable[[str, str], str | None] | None = None
    markup: bool = False
    blank: bool = True
    unicode: bool = False

    def rewrite(self, data: bytes, job: Job) -> bytes:
        """`data` with its human text turned; see `DocumentFormat`.

        Raises:
            InputError: E102, E103, E105 and E106 as `shuyu.text.encoding.decode` says, E104 for an empty file where
                the format has none, E108 and E109 for what cannot be read as the format.
        """
        named = self.declared(data) if self.declared else None
        decoded = decode(data, job.path, declared=named, long_lines=self.markup)
        if self.unicode and not decoded.encoding.startswith("utf-"):
            with suppress(UnicodeDecodeError):
                decoded = Decoded(data.decode("utf-8"), "utf-8")
        if not decoded.text.strip():
            if self.blank:
                return data
            raise InputError(Problem("E104", "the file is empty", "Nothing was written.", path=job.path))
        text = self.rewrite_text(decoded.text, job)
        if text == decoded.text and job.encoding is None:
            return data
        return self._encoded(text, decoded, data, job, named)

    def _encoded(self, text: str, decoded: Decoded, data: bytes, job: Job, named: str | None) -> bytes:
        mark = _BOMS.get(decoded.encoding, b"")
        mark = mark if data.startswith(mark) else b""
        if job.encoding is None:
            encoding, codec = decoded.encoding, _codec_of(decoded, data[len(mark) :])
        else:
            encoding, codec = _wanted(job.encoding)
            if encoding != decoded.encoding.removesuffix("-sig"):
                mark = _BOMS.get(encoding, b"") if _marked(job.encoding) else b""
            elif _marked(job.encoding) and not mark:
                mark = _BOMS["utf-8-sig" if encoding == "utf-8" else encoding]
        encoding = encoding.removesuffix("-sig")
        missing = _missing(text, codec)
        if missing:
            shown = " ".join(missing[:_SHOWN_CHARACTERS]) + (" …" if len(missing) > _SHOWN_CHARACTERS else "")
            what = f"{len(missing)} characters are not in {encoding} ({shown})"
            referred = self.refer(text, codec) if self.refer else None
            if referred is None:
                job.warn(f"{what}: the file was written in utf-8")
                encoding, codec, mark = "utf-8", "utf-8", b""
            else:
                job.warn(f"{what}: they were written as numeric references")
                text = referred
        if self.declare is not None:
            text = self.declare(text, _name(text, encoding, codec, named))
        if encoding == decoded.encoding.removesuffix("-sig"):
            return mark + _like(text, decoded.text, data[len(mark) :], codec)
        return mark + text.encode(codec)


def _wanted(name: str) -> tuple[str, str]:
    # The IANA name and Python's codec of an encoding that the caller chose.
    known = codecs.lookup(name).name
    iana = {
        "utf_8": "utf-8",
        "utf-8-sig": "utf-8",
        "utf-16": "utf-16-le",
        "utf-32": "utf-32-le",
        "cp950": "big5",
        "big5hkscs": "big5-hkscs",
    }.get(known, known.replace("_", "-"))
    return iana, {"utf-8": "utf-8", "big5": "cp950", "utf-16-le": "utf-16-le"}.get(iana, codecs.lookup(iana).name)


def _marked(name: str) -> bool:
    return codecs.lookup(name).name in ("utf-8-sig", "utf-16", "utf-32")


def _codec_of(decoded: Decoded, body: bytes) -> str:
    # The codec that gives the source's own bytes back.
    candidates = _CODECS.get(decoded.encoding, (decoded.encoding,))
    for codec in candidates:
        try:
            if decoded.text.encode(codec) == body:
                return codec
        except UnicodeEncodeError:
            continue
    return candidates[0]


def _like(text: str, source: str, body: bytes, codec: str) -> bytes:
    # Some encodings hold a character twice. Lines that stay keep the bytes they had.
    made = text.encode(codec)
    if codec.startswith("utf") or text == source:
        return body if text == source else made
    old, new, raw = source.split("\n"), text.split("\n"), body.split(b"\n")
    if source.encode(codec, "replace") == body or not len(old) == len(new) == len(raw):
        return made
    return b"\n".join(raw[i] if line == old[i] else line.encode(codec) for i, line in enumerate(new))


def _missing(text: str, codec: str) -> list[str]:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return sorted(character for character in set(text) if not holds(codec, character))
    return []


def holds(codec: str, text: str) -> bool:
    """Whether the codec can write `text`.

    >>> holds("cp950", "發"), holds("cp950", "发")
    (True, False)
    """
    try:
        text.encode(codec)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _name(text: str, encoding: str, codec: str, named: str | None) -> str:
    # What the file should say of its encoding: what it says, as long as that is true.
    if named is not None:
        try:
            if text.encode(named.replace("x-gbk", "gbk")) == text.encode(codec):
                return named
        except (UnicodeEncodeError, LookupError):
            pass
        if encoding.startswith(("utf-16", "utf-32")) and named.lower().startswith(encoding[:6]):
            return named
    if encoding == "gb18030" and holds("gbk", text):
        return "GBK"
    return {"big5": "Big5", "big5-hkscs": "Big5-HKSCS"}.get(encoding, re.sub(r"-[lb]e\Z", "", encoding).upper())
