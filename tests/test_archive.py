"""Archives are checked whole before anything of them is used, and untouched members are copied as they are."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu import archive as module
from shuyu.archive import Archive, Budget
from shuyu.errors import InputError
from tests.conversion.documents.office import members, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def refused(data: bytes) -> str:
    with pytest.raises(InputError) as raised:
        Archive(data, "a.docx")
    return str(raised.value)


def raw_of(data: bytes, name: str) -> bytes:
    """A member as it stands in the file: header, name, extra, compressed bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        info = file.getinfo(name)
    lengths = struct.unpack_from("<2H", data, info.header_offset + 26)
    return data[info.header_offset : info.header_offset + 30 + sum(lengths) + info.compress_size]


SAMPLE = {"mimetype": b"text/x", "a/b.xml": "头发".encode() * 200, "图.png": bytes(range(256)) * 9, "empty": b""}


def test_members_are_read_piece_by_piece() -> None:
    content = bytes(range(256)) * 5_000
    with Archive(zipped({"a": content, "b": b""})).stream("a") as stream:
        assert stream.read(10) == content[:10]
        assert stream.read() == content[10:]


def test_members_are_read() -> None:
    archive = Archive(zipped(SAMPLE, stored=["mimetype"]), "a.docx")
    assert archive.names == tuple(SAMPLE)
    assert {name: archive.read(name) for name in archive.names} == SAMPLE
    assert archive.path_of("a/b.xml") == "a.docx/a/b.xml"
    assert "empty" in archive
    assert "other" not in archive


def test_nothing_changed_is_the_same_file() -> None:
    data = zipped(SAMPLE)
    assert Archive(data).with_members({"a/b.xml": SAMPLE["a/b.xml"]}) is data


def test_untouched_members_are_copied_raw_and_order_stays() -> None:
    data = zipped(SAMPLE, stored=["mimetype"])
    made = Archive(data).with_members({"a/b.xml": b"short"})
    assert members(made) == {**SAMPLE, "a/b.xml": b"short"}
    for name in ("mimetype", "图.png", "empty"):
        assert raw_of(made, name) == raw_of(data, name)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        for before, after in zip(old.infolist(), new.infolist(), strict=True):
            assert (before.filename, before.date_time, before.compress_type, before.external_attr) == (
                after.filename,
                after.date_time,
                after.compress_type,
                after.external_attr,
            )


def test_a_stored_member_stays_stored() -> None:
    made = Archive(zipped(SAMPLE, stored=["mimetype"])).with_members({"mimetype": b"y" * 99})
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert file.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
    assert members(made)["mimetype"] == b"y" * 99


class Unseekable(io.RawIOBase):
    """A stream that a zip file is written to piece by piece, sizes after the content."""

    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.data += bytes(data)  # type: ignore[call-overload]
        return len(bytes(data))  # type: ignore[call-overload]


@pytest.mark.parametrize("large", [False, True])
def test_sizes_after_the_content_and_large_headers_are_read_and_made_plain(large: bool) -> None:
    stream = Unseekable()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.comment = "注".encode()
        for name in ("a", "b", "c"):
            with file.open(zipfile.ZipInfo(name), "w", force_zip64=large) as member:
                member.write(name.encode() * 50)
    made = Archive(stream.data).with_members({"b": b"new"})
    assert members(made) == {"a": b"a" * 50, "b": b"new", "c": b"c" * 50}
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert file.comment == "注".encode()
        assert file.getinfo("a").flag_bits & 0x8
        assert not file.getinfo("b").flag_bits & 0x8
    assert members(Archive(made).with_members({"a": b"1", "c": b"3"})) == {"a": b"1", "b": b"new", "c": b"3"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "E104 a.docx: the file is empty."),
        (b"hello", "E102 a.docx: this is no office document or book: it is not an archive."),
        (b"PK\x03\x04 and no more", "E130 a.docx: the archive is damaged: file is not a zip file."),
        (b"x" + zipped(SAMPLE), "E130 a.docx: the archive is damaged: something stands before its start."),
        (zipped(SAMPLE)[:-40], "E130 a.docx: the archive is damaged"),
        (OLE, "E133 a.docx: this is an office file of the old, binary kind (before 2007). Open it in its program"),
        (OLE + "WordDocument".encode("utf-16-le"), "E133 a.docx: this is a Word document of the old, binary kind"),
        (OLE + "Workbook".encode("utf-16-le"), "E133 a.docx: this is an Excel workbook of the old"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "E131 a.docx: the file is protected by a password. Open it"),
    ],
)
def test_what_is_no_sound_archive_is_refused(data: bytes, said: str) -> None:
    assert refused(data).startswith(said)


@pytest.mark.parametrize(
    "name", ["../evil", "a/../../evil", "/etc/passwd", "..\\evil", "C:\\evil", "\\\\server\\x", "a\x00b"]
)
def test_names_that_escape_are_refused(name: str) -> None:
    data = zipped({"a": b"1"} | {"X" * len(name): b"2"}).replace(b"X" * len(name), name.encode())
    assert refused(data).startswith("E135 a.docx: the member ")


def test_all_bad_names_are_told() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as file:
            for name in ("a", "a", "../b"):
                file.writestr(name, "x")
    said = refused(out.getvalue()).splitlines()
    assert [line.split(": ")[1].split(".")[0] for line in said] == [
        "the member 'a' stands in the archive twice",
        "the member '",
    ]


def test_a_wrong_checksum_is_told_with_the_member() -> None:
    data = bytearray(zipped(SAMPLE, stored=list(SAMPLE)))
    at = data.index(SAMPLE["图.png"][:64])
    data[at] ^= 1
    assert refused(bytes(data)).startswith("E130 a.docx: the archive is damaged: the checksum of '图.png' is wrong")


def test_compressed_bytes_that_are_none_are_told() -> None:
    data = bytearray(zipped({"a": b"abc" * 99}))
    data[31 : 31 + 4] = b"\xff\xff\xff\xff"
    assert "E130 a.docx: the archive is damaged: 'a' cannot be unpacked" in refused(bytes(data))


def test_a_password_on_members_is_told() -> None:
    data = bytearray(zipped({"a": b"abc"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(data)).startswith("E131 a.docx: the file is protected by a password")


def test_other_compression_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as file:
        file.writestr("a", "x")
    assert "compressed in a way that office programs do not read" in refused(out.getvalue())


def test_a_bomb_is_refused_without_unpacking_it() -> None:
    assert refused(zipped({"a.xml": bytes(32 << 20)})).startswith(
        "E134 a.docx: the archive is too large: 'a.xml' unpacks to 1,0"
    )


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(zipped({"a.xml": bytes(32 << 20)}))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 1000)
    assert "'a.xml' unpacks to more than it says" in refused(bytes(data))


def test_members_that_lie_over_one_another_are_refused() -> None:
    inner = zipped({"b": b"x" * 50}, stored=["b"])
    record = inner[: inner.index(b"PK\x01\x02")]
    data = bytearray(zipped({"a": record, "b": b"x" * 50}, stored=["a", "b"]))
    second = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, second + 42, data.index(record, 1))
    assert "E134 a.docx: the archive is too large: the member 'b' lies over another one" in refused(bytes(data))


@pytest.mark.parametrize(("at", "what"), [(30, ord("z")), (8, 0)])
def test_a_member_that_its_place_calls_otherwise_is_refused(at: int, what: int) -> None:
    data = bytearray(zipped({"a": b"x" * 50}))
    data[at] = what
    assert "E130 a.docx: the archive is damaged: 'a' is called otherwise in its place" in refused(bytes(data))


def test_a_member_that_is_elsewhere_is_refused() -> None:
    data = bytearray(zipped({"a": b"x" * 50}))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 42, 5)
    assert "'a' is not where it should be" in refused(bytes(data))


def test_too_many_members_and_too_much_altogether(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({str(number): b"12345" for number in range(20)})
    monkeypatch.setattr(module, "MAX_MEMBERS", 19)
    assert "it has 20 members; the limit is 19" in refused(data)
    monkeypatch.setattr(module, "MAX_MEMBERS", 20)
    monkeypatch.setattr(module, "MAX_UNPACKED_BYTES", 99)
    assert "E134 a.docx: the archive is too large: it unpacks to more than" in refused(data)


def test_what_is_inside_counts_against_the_same_budget() -> None:
    budget = Budget(left=150)
    Archive(zipped({"a": b"x" * 100}), "a", budget)
    assert budget.left == 50
    with pytest.raises(InputError, match="E134"):
        Archive(zipped({"a": b"x" * 100}), "a/b", budget)


@pytest.fixture(scope="module")
def small() -> bytes:
    return zipped({"[Content_Types].xml": b"<a/>", "b": b"text" * 20})


@given(st.data())
def test_damage_anywhere_is_told_or_harmless(small: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(small) - 1))
    broken = bytearray(small)
    broken[at] = data.draw(st.integers(0, 255))
    cut: Callable[[bytes], bytes] = data.draw(st.sampled_from([bytes, lambda whole: whole[:at]]))
    try:
        archive = Archive(cut(bytes(broken)), "a")
    except InputError:
        return
    made = archive.with_members({name: archive.read(name) + b"!" for name in archive.names})
    assert all(content.endswith(b"!") for content in members(made).values())
