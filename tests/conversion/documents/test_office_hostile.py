"""Odd files: whatever the kind, each is refused with a code and a way to mend it before anything is turned."""

from __future__ import annotations

import struct

import pytest

from shuyu.conversion.base import DocumentFormat, Unit
from shuyu.conversion.documents.docx import DOCX
from shuyu.conversion.documents.epub import EPUB
from shuyu.conversion.documents.opendocument import ODP, ODS, ODT
from shuyu.conversion.documents.pptx import PPTX
from shuyu.conversion.documents.xlsx import XLSX
from shuyu.errors import InputError
from tests.conversion.documents.office import job, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
KNOWN: list[DocumentFormat] = [DOCX, PPTX, XLSX, EPUB, ODT, ODS, ODP]


def overgrown() -> bytes:
    data = bytearray(zipped({"mimetype": b"x", "content.xml": bytes(20 << 20)}))
    struct.pack_into("<L", data, data.rindex(b"PK\x01\x02") + 24, 99)
    return bytes(data)


ODD = {
    "empty": (b"", "E104"),
    "text": ("只是文字".encode(), "E102"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(99), "E102"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "E131"),
    "old": (OLE + "WordDocument".encode("utf-16-le"), "E133"),
    "cut": (zipped({"mimetype": b"x" * 999})[:-40], "E130"),
    "bomb": (zipped({"mimetype": b"x", "content.xml": bytes(20 << 20)}), "E134"),
    "lying bomb": (overgrown(), "E134"),
    "escape": (zipped({"../../content.xml": b"x"}), "E135"),
    "another archive": (zipped({"a.txt": b"x"}), "E136"),
    "no members": (zipped({}), "E136"),
}


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.name)
@pytest.mark.parametrize("odd", ODD)
def test_odd_files_are_refused(known: DocumentFormat, odd: str) -> None:
    data, code = ODD[odd]
    seen: list[Unit] = []
    with pytest.raises(InputError) as raised:
        known.rewrite(data, job(seen=seen))
    assert [problem.code for problem in raised.value.problems] == [code]
    assert all(problem.how and problem.path == "a" for problem in raised.value.problems)
    assert seen == []


def test_suffixes_are_of_one_format_each() -> None:
    suffixes = [suffix for known in KNOWN for suffix in known.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(known.suffixes[0] == f".{known.name}" for known in KNOWN)
