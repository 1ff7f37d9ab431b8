"""Zip files that came from somewhere: read with limits, written with every untouched member as it was.

What is dangerous in an archive is refused before anything of it is used: sizes that explode, members that overlap or
are named to escape a folder, names that stand twice. A member that is not changed is copied as it stands, compressed
bytes, time, extra fields and all.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from shuyu.errors import InputError, Problem

MAX_MEMBERS = 20_000
"""An archive of more members is refused (E134)."""
MAX_UNPACKED_BYTES = 1 << 30
"""An archive that unpacks to more is refused (E134)."""
MAX_RATIO = 250
"""A large member that unpacks to more than this many times its size is refused (E134)."""
MAX_NESTING = 2
"""Archives inside archives that are looked into: a workbook inside a presentation."""

# Below this size no ratio is dangerous, and a sheet of equal rows may have any.
_SMALL = 8 << 20
_CHUNK = 1 << 18

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCAL = b"PK\x03\x04"
_STORED, _DEFLATED = 0, 8
# Flags of members that need a password, or another file.
_LOCKED, _PATCHED = 0x41, 0x20

_DAMAGED = "Open it in the program that made it and save it anew, or take it from its source again."


@dataclass
class Budget:
    """How much more may be unpacked, over an archive and those inside it.

    Attributes:
        left: bytes.
        nesting: archives inside one another that may still be opened.
    """

    left: int = field(default_factory=lambda: MAX_UNPACKED_BYTES)
    nesting: int = MAX_NESTING


@dataclass(frozen=True)
class _Member:
    name: str
    info: zipfile.ZipInfo
    # Its entry of the directory, and where its local header and its bytes stand.
    central: bytes
    start: int
    content: int


class Archive:
    """A zip file whose members can be replaced.

    >>> made = io.BytesIO()
    >>> with zipfile.ZipFile(made, "w") as file:
    ...     file.writestr("a.txt", "头")
    ...     file.writestr("b.txt", "发")
    >>> archive = Archive(made.getvalue())
    >>> archive.names, archive.read("a.txt").decode()
    (('a.txt', 'b.txt'), '头')
    >>> changed = archive.with_members({"b.txt": "髮".encode()})
    >>> Archive(changed).read("b.txt").decode()
    '髮'
    """

    def __init__(self, data: bytes, path: str | None = None, budget: Budget | None = None) -> None:
        """The archive in `data`, all of it checked.

        Args:
            data: the file.
            path: how errors name it.
            budget: what may still be unpacked; a full one when absent.

        Raises:
            InputError: E104 empty, E102 no zip at all, E130 damaged, E131 protected by a password, E133 an office file
                of the old, binary kind, E134 a zip bomb, E135 names that are unsafe or stand twice; all that is found.
        """
        self.path = path
        self.budget = budget if budget is not None else Budget()
        self._data = data
        _refuse_others(data, path)
        self._members = {member.name: member for member in self._read_directory()}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the members, in the order of the directory."""
        return tuple(self._members)

    def __contains__(self, name: str) -> bool:
        """Whether there is a member `name`."""
        return name in self._members

    def read(self, name: str) -> bytes:
        """What member `name` unpacks to.

        Raises:
            KeyError: when there is none.
        """
        return b"".join(_unpack(self._data, self._members[name]))

    def stream(self, name: str) -> BinaryIO:
        """What member `name` unpacks to, piece by piece.

        Raises:
            KeyError: when there is none.
        """
        return io.BufferedReader(_Unpacked(_unpack(self._data, self._members[name])), _CHUNK)

    def is_stored(self, name: str) -> bool:
        """Whether member `name` is not compressed."""
        return self._members[name].info.compress_type == _STORED

    def path_of(self, name: str) -> str:
        """How errors name member `name`."""
        return f"{self.path}/{name}" if self.path else name

    def with_members(self, changed: Mapping[str, bytes]) -> bytes:
        """The archive with other content for some members, each in its place and compressed as it was.

        Args:
            changed: name -> what it unpacks to.

        Returns:
            the very bytes of the archive where nothing differs.
        """
        changed = {name: content for name, content in changed.items() if content != self.read(name)}
        if not changed:
            return self._data
        members = sorted(self._members.values(), key=lambda member: member.start)
        ends = [member.start for member in members[1:]] + [self._directory]
        out = io.BytesIO()
        out.write(self._data[: members[0].start])
        entries: dict[str, bytes] = {}
        for member, end in zip(members, ends, strict=True):
            at = out.tell()
            if member.name in changed:
                local, entries[member.name] = _packed(self._data, member, changed[member.name], at)
                out.write(local)
            else:
                out.write(self._data[member.start : end])
                entries[member.name] = _entry(member, at)
        directory = out.tell()
        for name in self._members:
            out.write(entries[name])
        size = out.tell() - directory
        count = len(entries)
        out.write(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, directory, len(self._comment)))
        out.write(self._comment)
        return out.getvalue()

    def _read_directory(self) -> list[_Member]:
        try:
            with zipfile.ZipFile(io.BytesIO(self._data)) as file:
                infos = file.infolist()
                self._directory = file.start_dir
                self._comment = file.comment
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error, EOFError) as error:
            raise self._error("E130", f"the archive is damaged: {_lower(error)}", _DAMAGED) from error
        if len(infos) > MAX_MEMBERS:
            raise self._bomb(f"it has {len(infos):,} members; the limit is {MAX_MEMBERS:,}")
        problems = [*self._names_problems(infos), *self._size_problems(infos)]
        if problems:
            raise InputError(*problems)
        members = self._locate(infos)
        problems = [problem for member in members if (problem := self._content_problem(member)) is not None]
        if problems:
            raise InputError(*problems)
        return members

    def _names_problems(self, infos: list[zipfile.ZipInfo]) -> list[Problem]:
        how = "No program that writes such files does so: it may be made to do harm. Take it from a source you trust."
        problems: list[Problem] = []
        seen: set[str] = set()
        for info in infos:
            name = info.filename
            if name in seen:
                problems.append(Problem("E135", f"the member {name!r} stands in the archive twice", how, self.path))
            seen.add(name)
            parts = name.replace("\\", "/").split("/")
            # zipfile cuts a name at its NUL; the whole one is in orig_filename.
            if ".." in parts or name[:1] in "/\\" or name[1:2] == ":" or "\x00" in info.orig_filename:
                problems.append(
                    Problem("E135", f"the member {info.orig_filename!r} is named to escape its folder", how, self.path)
                )
            if info.flag_bits & _LOCKED:
                return [_protected(self.path)]
        return problems

    def _size_problems(self, infos: list[zipfile.ZipInfo]) -> list[Problem]:
        total = 0
        for info in infos:
            if info.file_size > _SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
                times = info.file_size // max(info.compress_size, 1)
                return [self._bomb_problem(f"{info.filename!r} unpacks to {times:,} times its size")]
            total += info.file_size
            if total > self.budget.left:
                return [self._bomb_problem(f"it unpacks to more than {MAX_UNPACKED_BYTES >> 20:,} MB")]
        self.budget.left -= total
        return []

    def _locate(self, infos: list[zipfile.ZipInfo]) -> list[_Member]:
        members: list[_Member] = []
        at = self._directory
        for info in infos:
            head = self._data[at : at + 46]
            sizes = struct.unpack_from("<3H", head, 28)
            central = self._data[at : at + 46 + sum(sizes)]
            at += 46 + sum(sizes)
            if at > len(self._data) - 22 - len(self._comment):
                raise self._error("E130", "the archive is damaged: its directory is longer than it says")
            local = self._data[info.header_offset : info.header_offset + 30]
            if len(local) < 30 or not local.startswith(_LOCAL):
                raise self._error("E130", f"the archive is damaged: {info.filename!r} is not where it should be")
            name_length, extra_length = struct.unpack_from("<2H", local, 26)
            name = self._data[info.header_offset + 30 : info.header_offset + 30 + name_length]
            # Programs believe the one or the other.
            strange = (local[6] | central[8]) & (_LOCKED | _PATCHED)
            if strange or name != central[46 : 46 + sizes[0]] or local[8:10] != central[10:12]:
                raise self._error("E130", f"the archive is damaged: {info.filename!r} is called otherwise in its place")
            content = info.header_offset + 30 + name_length + extra_length
            members.append(_Member(info.filename, info, central, info.header_offset, content))
        last = 0
        for member in sorted(members, key=lambda member: member.start):
            if member.start < last or member.content + member.info.compress_size > self._directory:
                raise self._bomb(f"the member {member.name!r} lies over another one")
            last = member.content + member.info.compress_size
        return members

    def _content_problem(self, member: _Member) -> Problem | None:
        if member.info.compress_type not in (_STORED, _DEFLATED):
            what = f"{member.name!r} is compressed in a way that office programs do not read"
            return Problem("E130", what, _DAMAGED, self.path)
        crc = size = 0
        try:
            for chunk in _unpack(self._data, member):
                crc = zlib.crc32(chunk, crc)
                size += len(chunk)
                if size > member.info.file_size:
                    return self._bomb_problem(f"{member.name!r} unpacks to more than it says")
        except zlib.error:
            return Problem("E130", f"the archive is damaged: {member.name!r} cannot be unpacked", _DAMAGED, self.path)
        if crc != member.info.CRC or size != member.info.file_size:
            what = f"the archive is damaged: the checksum of {member.name!r} is wrong"
            return Problem("E130", what, _DAMAGED, self.path)
        return None

    def _bomb(self, what: str) -> InputError:
        return InputError(self._bomb_problem(what))

    def _bomb_problem(self, what: str) -> Problem:
        how = "It looks made to exhaust the machine, and was not unpacked. If it is sound, split it into smaller files."
        return Problem("E134", f"the archive is too large: {what}", how, self.path)

    def _error(self, code: str, what: str, how: str = _DAMAGED) -> InputError:
        return InputError(Problem(code, what, how, self.path))


class _Unpacked(io.RawIOBase):
    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._rest = self._rest or next(self._chunks, b"")
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)


def _refuse_others(data: bytes, path: str | None) -> None:
    if not data:
        raise InputError(Problem("E104", "the file is empty", _DAMAGED, path))
    if data.startswith(_OLE):
        raise InputError(_old(data, path))
    # A program may stand before an archive (one that unpacks itself), which no document is.
    if data.startswith((_LOCAL, b"PK\x05\x06")):
        return
    if b"PK\x05\x06" in data[-(1 << 16) :]:
        raise InputError(Problem("E130", "the archive is damaged: something stands before its start", _DAMAGED, path))
    how = "Its name promises another kind of file: give it the ending of what it is, or save it anew in its program."
    raise InputError(Problem("E102", "this is no office document or book: it is not an archive", how, path))


def _old(data: bytes, path: str | None) -> Problem:
    # A file system in a file; its directory names its streams in UTF-16.
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        return _protected(path)
    for stream, kind, new in (
        ("WordDocument", "a Word document", ".docx"),
        ("Workbook", "an Excel workbook", ".xlsx"),
        ("Book", "an Excel workbook", ".xlsx"),
        ("PowerPoint Document", "a PowerPoint presentation", ".pptx"),
    ):
        if has(stream):
            how = f"Open it in its program or in LibreOffice and save it as {new}."
            return Problem("E133", f"this is {kind} of the old, binary kind (before 2007)", how, path)
    how = "Open it in its program and save it as .docx, .xlsx or .pptx."
    return Problem("E133", "this is an office file of the old, binary kind (before 2007)", how, path)


def _protected(path: str | None) -> Problem:
    how = "Open it with its password, save it without one, and convert that."
    return Problem("E131", "the file is protected by a password", how, path)


def protected(path: str | None) -> InputError:
    """What to raise for a file that only a password opens: E131."""
    return InputError(_protected(path))


def _unpack(data: bytes, member: _Member) -> Iterator[bytes]:
    # A little more than the member says it holds at most, so that a lie is seen and costs nothing.
    packed: memoryview | bytes = memoryview(data)[member.content : member.content + member.info.compress_size]
    if member.info.compress_type == _STORED:
        yield bytes(packed)
        return
    engine = zlib.decompressobj(-15)
    size = 0
    while packed and size <= member.info.file_size:
        made = engine.decompress(packed, _CHUNK)
        packed = engine.unconsumed_tail
        size += len(made)
        if not made:
            break
        yield made


def _packed(data: bytes, member: _Member, content: bytes, at: int) -> tuple[bytes, bytes]:
    # A local header and an entry of the directory, both the old ones but for sizes and checksum.
    packed = content
    if member.info.compress_type == _DEFLATED:
        engine = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = engine.compress(content) + engine.flush()
    header = bytearray(data[member.start : member.start + 30])
    name_length, extra_length = struct.unpack_from("<2H", header, 26)
    name = data[member.start + 30 : member.start + 30 + name_length]
    extra = _without_zip64(data[member.start + 30 + name_length : member.start + 30 + name_length + extra_length])
    crc = zlib.crc32(content)
    # Sizes stand in the header now, not after the content.
    flags = struct.unpack_from("<H", header, 6)[0] & ~0x8
    struct.pack_into("<H", header, 6, flags)
    struct.pack_into("<3L2H", header, 14, crc, len(packed), len(content), name_length, len(extra))
    entry = bytearray(_entry(member, at))
    struct.pack_into("<H", entry, 8, flags)
    struct.pack_into("<3L", entry, 16, crc, len(packed), len(content))
    return bytes(header) + name + extra + packed, bytes(entry)


def _entry(member: _Member, at: int) -> bytes:
    entry = bytearray(member.central)
    name_length, extra_length, _ = struct.unpack_from("<3H", entry, 28)
    start = 46 + name_length
    extra = _without_zip64(bytes(entry[start : start + extra_length]))
    entry[start : start + extra_length] = extra
    struct.pack_into("<2L", entry, 20, member.info.compress_size, member.info.file_size)
    struct.pack_into("<H", entry, 30, len(extra))
    struct.pack_into("<L", entry, 42, at)
    return bytes(entry)


def _without_zip64(extra: bytes) -> bytes:
    # Everything here is below 4 GB, and a field of sizes that are said elsewhere contradicts them once they change.
    kept = b""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind != 1:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept + extra[at:]


def _lower(error: Exception) -> str:
    said = str(error) or type(error).__name__
    return said[0].lower() + said[1:]
