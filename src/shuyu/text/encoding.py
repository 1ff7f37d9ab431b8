"""Bytes to text: which encoding a Chinese or English file is in, and a clear word where it is none.

Marks come first (byte order mark, valid UTF-8), then plausibility: every candidate decodes the same sample, and
the one whose characters are the common ones of Chinese wins. That is what tells GB18030 from Big5, whose bytes
overlap nearly everywhere: read as the other, a text turns into rare characters. General detectors look for
byte statistics and need a page; a terminology file may hold one line.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from shuyu.errors import InputError, Problem
from shuyu.text.binary import binary_error, refuse_binary, refuse_control
from shuyu.text.common import FREQUENT

MAX_FILE_BYTES = 512 * 1024 * 1024
"""A larger file is refused (E106)."""
MAX_LINE_CHARACTERS = 1_000_000
"""A longer line is refused (E105)."""
SAMPLE_BYTES = 128 * 1024
"""How much of the bytes that are not ASCII is weighed to find the encoding."""

_BOMS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Encodings that a file may declare for itself (HTML's meta, XML's declaration), beyond those that are detected.
_DECLARABLE = re.compile(
    r"(utf-?(8|16|32)([_-]?(le|be|sig))?|gb(18030|k|2312|_?2312-80)?|x-gbk|cp936|big5([_-]?hkscs)?|cp950|hz(-gb-2312)?"
    r"|windows-?125\d|cp125\d|iso-?8859-?\d\d?|latin-?1|us-ascii|ascii|shift[_-]?jis|sjis|euc-?(jp|kr|cn))\Z",
    re.IGNORECASE,
)
_NAMES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "utf_16": "utf-16-le",
    "utf_32": "utf-32-le",
    "utf_8": "utf-8",
    "cp950": "big5",
    "big5hkscs": "big5-hkscs",
}

_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]"
    rb"|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_NOT_ASCII = re.compile(rb"[\x80-\xff]")

# Mean plausibility per character: what a text needs to count as text at all, and what overrules valid UTF-8.
_PLAUSIBLE = 0.25
_SURE = 2.0


@dataclass(frozen=True)
class Decoded:
    """A file's text and how it was found.

    Attributes:
        text: without the byte order mark; line ends as in the file.
        encoding: lower-case IANA name; `utf-8-sig` is UTF-8 with a byte order mark.
    """

    text: str
    encoding: str


def decode(data: bytes, path: str | None = None, *, declared: str | None = None, long_lines: bool = False) -> Decoded:
    """The text of `data`, in whichever encoding it is.

    Detected are UTF-8, UTF-16 and UTF-32 (with or without a byte order mark, UTF-32 only with), GB18030 with
    its subsets GBK and GB2312, Big5 with Microsoft's additions, and Big5-HKSCS.

    Args:
        data: the whole file.
        path: how an error names it.
        declared: the encoding that the file says it has (HTML, XML); believed unless its bytes speak against it.
        long_lines: whether lines may be of any length, as in mark-up, where they mean nothing.

    Returns:
        The text and its encoding. Empty data is empty UTF-8 text.

    Raises:
        InputError: E102 for a binary file, E103 for bytes that are text in no known encoding, E105 for a line of
            more than `MAX_LINE_CHARACTERS`, E106 for more than `MAX_FILE_BYTES`.

    >>> decode("开源社区".encode("gb18030"))
    Decoded(text='开源社区', encoding='gb18030')
    >>> decode("開源社群".encode("big5")).encoding
    'big5'
    """
    if len(data) > MAX_FILE_BYTES:
        raise _problem(
            "E106",
            f"the file has {len(data) // 1024**2} MB",
            f"The limit is {MAX_FILE_BYTES // 1024**2} MB: split it into smaller files.",
            path,
        )
    refuse_binary(data, path)
    if not long_lines and (b"\x00" not in data or data.startswith(tuple(mark for mark, _ in _BOMS))):
        _refuse_long_bytes(data, path)
    decoded = _decode(data, path, declared)
    if not long_lines:
        refuse_long_line(decoded.text, path)
    return decoded


def _decode(data: bytes, path: str | None, declared: str | None) -> Decoded:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _whole(data[len(mark) :], "utf-8" if name == "utf-8-sig" else name, path, name)
    if b"\x00" in data:
        return _wide_or_binary(data, path)
    if data.isascii():
        refuse_control(data, path)
        return Decoded(data.decode("ascii"), "utf-8")
    return _narrow(data, path, declared)


def plausibility(text: str) -> float:
    """How much the characters of `text` outside ASCII look like Chinese or English text: about -8 to 3.

    The mean over those characters: 3 for the most frequent ones, 1 for the common ones (level 1 of GB 2312 or
    of Big5, which the two standards chose by use), below 0 for rare and unassigned ones.

    >>> data = "開源社群".encode("big5")
    >>> plausibility(data.decode("big5")) > 2, plausibility(data.decode("gb18030")) < 0
    (True, True)
    """
    total = weight = 0.0
    for character, count in Counter(text).items():
        if character < "\x80":
            continue
        total += _weight(character) * count
        weight += count
    return total / weight if weight else 0.0


def _weight(character: str) -> float:
    code = ord(character)
    if character in FREQUENT:
        return 3.0
    if 0x4E00 <= code <= 0x9FFF:
        return 1.0 if _level_one(character) else -2.0
    if 0x3400 <= code <= 0x4DBF or code >= 0x20000:
        return -3.0
    if character in "，。、；：？！“”‘’（）《》【】「」『』—…·　–’":
        return 2.0
    if 0x3000 <= code <= 0x303F or 0xFF01 <= code <= 0xFF5E or 0x2000 <= code <= 0x206F:
        return 1.0
    if 0x2100 <= code <= 0x26FF or 0xFE30 <= code <= 0xFE6F:
        return 0.0
    if 0xA0 <= code <= 0x24F or 0x370 <= code <= 0x4FF or 0x3041 <= code <= 0x30FF or 0xAC00 <= code <= 0xD7A3:
        return -0.5
    if 0x80 <= code <= 0x9F or 0xD800 <= code <= 0xF8FF or code >= 0xFFF0:
        return -8.0
    return -2.0


def _level_one(character: str) -> bool:
    for encoding, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        encoded = character.encode(encoding, "ignore")
        if encoded and first <= encoded[0] <= last:
            return True
    return False


def _narrow(data: bytes, path: str | None, declared: str | None) -> Decoded:
    # No NUL and not all ASCII: UTF-8, a Chinese double-byte encoding, or UTF-16 of nothing but Chinese.
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, path, declared, error)
    beyond = sum(1 for _ in _NOT_ASCII.finditer(data[:4096]))
    if len(data) < 4096 and beyond < 64 and plausibility(text) < 0:
        # A word or two of GB2312 can be valid UTF-8; as UTF-8 it is then Cyrillic or Arabic in disorder.
        name, score = _best(data, declared)
        if name is not None and score >= _SURE and not any(ord(c) >= 0x2000 for c in text):
            return _whole(data, name, path)
    refuse_control(data, path)
    return Decoded(text, "utf-8")


def _not_utf8(data: bytes, path: str | None, declared: str | None, error: UnicodeDecodeError) -> Decoded:
    known = _declared(declared)
    if known is not None and known != "utf-8":
        try:
            text = data.decode(known)
        except (UnicodeDecodeError, LookupError):
            pass
        else:
            if "\ufffd" not in text:
                return Decoded(text, _iana(known))
    name, score = _best(data, declared)
    sequences = sum(len(found) for found in _UTF8_SEQUENCE.findall(data[: 4 * SAMPLE_BYTES]))
    beyond = sum(1 for _ in _NOT_ASCII.finditer(data[: 4 * SAMPLE_BYTES]))
    mostly_utf8 = sequences >= 0.6 * beyond and plausibility(_sample(data).decode("utf-8", "replace")) > score - 1
    if name is None or score < _PLAUSIBLE or mostly_utf8:
        refuse_control(data, path)
        raise _invalid(data, "utf-8", error, path, None if mostly_utf8 else "nor GB18030, Big5 or UTF-16 text")
    return _whole(data, name, path)


def _best(data: bytes, declared: str | None) -> tuple[str | None, float]:
    # The candidate whose characters are the likeliest; the declared one is given the benefit of doubt.
    known = _declared(declared)
    best: tuple[str | None, float] = (None, -100.0)
    sample = _sample(data)
    for name in ("gb18030", "big5"):
        text = sample.decode(name if name != "big5" else "big5hkscs", "replace")
        score = plausibility(text) + (0.5 if known is not None and _iana(known).startswith(name) else 0.0)
        if score > best[1]:
            best = (name, score)
    if len(data) % 2 == 0:
        for name in ("utf-16-le", "utf-16-be"):
            score = plausibility(data[:SAMPLE_BYTES].decode(name, "replace"))
            if score > best[1]:
                best = (name, score)
    return best


def _sample(data: bytes) -> bytes:
    # Whole lines that hold bytes beyond ASCII. In these encodings no second byte is a line feed.
    if len(data) <= SAMPLE_BYTES:
        return data
    lines: list[bytes] = []
    size = at = 0
    while size < SAMPLE_BYTES:
        found = _NOT_ASCII.search(data, at)
        if found is None:
            break
        start = max(data.rfind(b"\n", at, found.start()) + 1, at)
        end = data.find(b"\n", found.start(), found.start() + SAMPLE_BYTES)
        end = min(found.start() + SAMPLE_BYTES, len(data)) if end < 0 else end
        lines.append(data[start:end])
        size += end - start
        at = end
    return b"\n".join(lines)


def _whole(data: bytes, name: str, path: str | None, shown: str | None = None) -> Decoded:
    # Strictly, the whole file. Big5 means Microsoft's table to most files; Hong Kong's adds thousands of characters,
    # and also holds the circled numbers where the plain table of the codec has kana.
    if name.startswith(("utf-16", "utf-32")):
        width = 2 if "16" in name else 4
        if len(data) % width:
            raise _problem(
                "E103",
                f"the file is {name.upper()} but ends in the middle of a character",
                "It was cut off: take it from its source again.",
                path,
            )
    attempts = ("cp950", "big5hkscs", "big5") if name == "big5" else (name,)
    failure: UnicodeDecodeError | None = None
    for attempt in attempts:
        try:
            text = data.decode(attempt)
        except UnicodeDecodeError as error:
            # The attempt that came furthest says best where the fault is.
            if failure is None or error.start > failure.start:
                failure = error
            continue
        if "\x00" in text:
            line = _line_of(text, text.index("\x00"))
            raise binary_error("a binary file: it holds NUL characters", "Save it as text.", path, line)
        return Decoded(text, shown or _iana(attempt))
    assert failure is not None  # noqa: S101 -- every attempt either returned or failed
    raise _invalid(data, name, failure, path, None)


def _wide_or_binary(data: bytes, path: str | None) -> Decoded:
    best, best_score = "", 0.0
    sample = data[: SAMPLE_BYTES & ~1]
    for name in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) & ~1].decode(name, "replace")
        # ASCII counts here: read with the wrong byte order it turns into rare characters.
        plain = sum(1 for c in text if c < "\x80")
        control = sum(1 for c in text if c < " " and c not in "\t\n\r\f")
        beyond = len(text) - plain
        score = (plausibility(text) * beyond + 2.0 * plain - 20.0 * control) / max(len(text), 1)
        if score > best_score:
            best, best_score = name, score
    if best_score < 0.5:
        at = data.index(b"\x00")
        raise binary_error(
            "a binary file: it holds NUL bytes",
            "Only text can be read here: export it as text, or move it out of the folder.",
            path,
            _line_of_bytes(data, at),
        )
    return _whole(data, best, path)


def _declared(name: str | None) -> str | None:
    if name is None or not _DECLARABLE.match(name.strip()):
        return None
    try:
        return codecs.lookup(name.strip().replace("x-gbk", "gbk")).name
    except LookupError:
        return None


def _iana(name: str) -> str:
    known = codecs.lookup(name).name
    return _NAMES.get(known) or _NAMES.get(known.replace("-", "_")) or known.replace("_", "-")


def _refuse_long_bytes(data: bytes, path: str | None) -> None:
    # No encoding here takes more than 4 bytes a character, so this needs no decoding. In UTF-16 a line feed has its
    # byte too, and others have it beside: lines seem shorter than they are.
    at = _long_line(data, 4 * MAX_LINE_CHARACTERS, b"\n", b"\r")
    if at is not None:
        raise _long(_line_of_bytes(data, at), path)


def refuse_long_line(text: str, path: str | None = None, line: int = 1) -> None:
    """Nothing, unless a line of `text` is longer than `MAX_LINE_CHARACTERS`.

    Args:
        text: what is looked at; a text as long as the limit costs nothing.
        path: how the error names the file.
        line: where `text` begins in it.

    Raises:
        InputError: E105, with the line.
    """
    at = _long_line(text, MAX_LINE_CHARACTERS, "\n", "\r")
    if at is not None:
        raise _long(line + _line_of(text, at) - 1, path)


def _long_line(text: str | bytes, limit: int, feed: str | bytes, carriage: str | bytes) -> int | None:
    # From each line start, jump to the last line end within the limit: every character is looked at twice at most.
    at, end = 0, len(text)
    while end - at > limit:
        stop = at + limit + 1
        last = max(text.rfind(feed, at, stop), text.rfind(carriage, at, stop))  # type: ignore[arg-type]
        if last < 0:
            return at
        at = last + 1
    return None


def _long(line: int, path: str | None) -> InputError:
    return _problem(
        "E105",
        f"the line has more than {MAX_LINE_CHARACTERS:,} characters",
        "Break the text into paragraphs, one a line.",
        path,
        line,
    )


def _invalid(data: bytes, name: str, error: UnicodeDecodeError, path: str | None, also: str | None) -> InputError:
    bad = data[error.start : max(error.end, error.start + 1)][:4]
    shown = " ".join(f"0x{byte:02x}" for byte in bad)
    line = _line_of_bytes(data, error.start) if not name.startswith("utf-16") else None
    label = {"utf-8": "UTF-8", "gb18030": "GB18030", "big5": "Big5"}.get(name, name.upper())
    what = f"byte {shown} at offset {error.start}; it is not valid {label}" + (f", {also}" if also else "")
    how = (
        "Mend that place, or save the file as UTF-8."
        if also is None
        else "Save the file as UTF-8 in the program that made it."
    )
    return _problem("E103", what, how, path, line)


def _problem(code: str, what: str, how: str, path: str | None, line: int | None = None) -> InputError:
    return InputError(Problem(code, what, how, path=path, line=line))


def _line_of(text: str, offset: int) -> int:
    return 1 + text.count("\n", 0, offset) + text.count("\r", 0, offset) - text.count("\r\n", 0, offset)


def _line_of_bytes(data: bytes, offset: int) -> int:
    return 1 + data.count(b"\n", 0, offset) + data.count(b"\r", 0, offset) - data.count(b"\r\n", 0, offset)
