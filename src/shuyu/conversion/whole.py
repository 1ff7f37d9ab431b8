"""Whole documents, bytes to bytes and file to file: format, engine and turn brought together."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from shuyu.conversion.base import DocumentFormat, Job, Unit
from shuyu.conversion.documents import FORMATS, format_for, format_named
from shuyu.conversion.engine import Engine
from shuyu.conversion.turns import NOTHING, Beside, Findings, Turner, Watch, script_of
from shuyu.errors import Problem, ProjectError, UsageError
from shuyu.files import read_bytes, write_whole
from shuyu.languages import CHINESE, canonical
from shuyu.text.chain import CONFIGURATIONS
from shuyu.text.script import TARGETS

if TYPE_CHECKING:
    from shuyu.model.passage import Passage

PLAIN = "plain"
"""The format of text whose name says nothing."""

ARCHIVES = frozenset(("docx", "pptx", "xlsx", "epub", "odt", "ods", "odp"))
"""Formats whose files are archives, not text."""


@dataclass(frozen=True)
class Wish:
    """How documents are to be converted.

    Attributes:
        to: a language tag, or the name of an OpenCC configuration.
        from_: the language of the sources; found in each when None.
        words: whether regional words change too.
        terms: source form and wanted form of the terms that steer.
        keep: what stays as it is wherever it stands.
        encoding: what to write text in; None keeps that of the source.
        clean: whether the fixers run first.
        weigh: whether ambiguous characters are settled by the words around them where there is no English.
        format: the name of a format, whatever a file's own name says.
        watch: what to note on the way.
    """

    to: str
    from_: str | None = None
    words: bool | None = None
    terms: tuple[tuple[str, str], ...] = ()
    keep: frozenset[str] = frozenset()
    encoding: str | None = None
    clean: bool = False
    weigh: bool = False
    format: str | None = None
    watch: Watch = NOTHING

    def engine(self, source: str | None = None) -> Engine:
        """The engine for texts of one script; `from_`, or a configuration of OpenCC, says more than `source` does.

        Raises:
            UsageError: E602, as `shuyu.convert`.
        """
        from_ = self.from_ if self.to in CONFIGURATIONS or self.from_ not in (None, CHINESE) else source
        return _engine(self.to, from_, bool(self.words), self.terms, self.keep)

    def back(self, source: str) -> Engine:
        """The engine that takes what was converted back to `source`."""
        from_ = self.from_ if self.from_ not in (None, CHINESE) else None
        words = bool(self.words) or (self.to in CONFIGURATIONS and self.to.endswith("p"))
        return _engine(from_ or source, self.engine().target, words, (), self.keep)


@lru_cache(maxsize=16)
def _engine(
    to: str, from_: str | None, words: bool, terms: tuple[tuple[str, str], ...], keep: frozenset[str]
) -> Engine:
    return Engine(to, from_=from_, words=words, terms=dict(terms), keep=keep)


@dataclass(frozen=True)
class Converted:
    """A document that was converted.

    Attributes:
        data: what it is now.
        format: the name of its format.
        source: the script it was in: `zh-Hans`, `zh-Hant`, `mixed`, None where nothing told.
        target: the canonical tag of what it is in.
        warnings: what a person should know though it was converted.
        findings: what was noted on the way.
    """

    data: bytes
    format: str
    source: str | None
    target: str
    warnings: tuple[str, ...]
    findings: Findings


def convert_document(
    data: bytes,
    name: str,
    *,
    to: str,
    from_: str | None = None,
    words: bool | None = None,
    terms: Mapping[str, str] | None = None,
    keep: Collection[str] = (),
    encoding: str | None = None,
    clean: bool = False,
    weigh: bool = False,
    format: str | None = None,  # noqa: A002 - the option's name
    english: Sequence[Passage] = (),
    watch: Watch = NOTHING,
) -> Converted:
    r"""A document in another script or regional standard; everything but its human text stays as it is.

    Args:
        data: the whole file.
        name: its name, which says its format; messages name it.
        to: a language tag, or the name of an OpenCC configuration.
        from_: the language tag of its text; found from its characters when absent.
        words: whether regional words change too.
        terms: source form to wanted form; they win over OpenCC.
        keep: what stays as it is wherever it stands.
        encoding: what to write text in; None keeps that of the source.
        clean: whether the fixers of `shuyu.clean` run first.
        weigh: whether ambiguous characters are settled by the words around them where there is no English (slow).
        format: the name of its format, where `name` does not say it.
        english: passages of the same document in English (`shuyu.conversion.parallel.english_of_document`).
        watch: what to note on the way.

    Raises:
        InputError: when `data` cannot be read as its format.
        UsageError: E602 for `to` and `from_`; E634 for `encoding`; E635 for `format`.

    >>> made = convert_document("# 軟體\n`軟體`\n".encode(), "notes.md", to="zh-Hans", words=True)
    >>> made.data.decode(), made.source
    ('# 软件\n`軟體`\n', 'zh-Hant')
    """
    wish = Wish(to, from_, words, tuple((terms or {}).items()), frozenset(keep), encoding, clean, weigh, format, watch)
    return convert_by(wish, data, name, english=english)


def convert_file(
    path: Path | str,
    *,
    to: str,
    output: Path | str | None = None,
    from_: str | None = None,
    words: bool | None = None,
    terms: Mapping[str, str] | None = None,
    keep: Collection[str] = (),
    encoding: str | None = None,
    clean: bool = False,
    force: bool = False,
) -> Converted:
    """A file in another script or regional standard; written to `output` where one is named, whole or not at all.

    Args:
        path: the file.
        to: as in `convert_document`, and so are the arguments that are not named here.
        output: the file to write; None only gives back what it would hold.
        from_: as above.
        words: as above.
        terms: as above.
        keep: as above.
        encoding: as above.
        clean: as above.
        force: whether a file that is there may be replaced.

    Raises:
        InputError: when it cannot be read.
        ProjectError: E406, when `output` is there and `force` is not given; E401, when it cannot be written.
        UsageError: as `convert_document`.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     source = Path(folder, "letter.txt")
    ...     _ = source.write_text("术语", encoding="utf-8")
    ...     made = convert_file(source, to="zh-Hant", output=Path(folder, "letter.hant.txt"))
    ...     Path(folder, "letter.hant.txt").read_text(encoding="utf-8")
    '術語'
    """
    target = None if output is None else Path(output)
    if target is not None and target.exists() and not force:
        how = "Choose another name, or give force=True to replace it."
        raise ProjectError(Problem("E406", "this file is there already", how, path=str(target)))
    wish = Wish(to, from_, words, tuple((terms or {}).items()), frozenset(keep), encoding, clean)
    made = convert_by(wish, read_bytes(Path(path)), str(path))
    if target is not None:
        write_whole(target, made.data)
    return made


def convert_by(wish: Wish, data: bytes, name: str, *, english: Sequence[Passage] = ()) -> Converted:
    """`convert_document`, with everything but the document settled beforehand."""
    check_encoding(wish.encoding)
    format_ = format_of(data, name, wish.format)
    first = wish.engine()
    warnings: list[str] = []
    if wish.clean and format_.name == PLAIN:
        data = _clean_page(data, name)
        wish = replace(wish, clean=False)
    units: list[Unit] = []
    known = canonical(wish.from_) if wish.from_ is not None and wish.from_ != CHINESE else None
    # Documents of text give all their units at once; of others the script has to be known before the first.
    find = known is None and not english and format_.name not in ARCHIVES
    if english or (known is None and not find):
        units = units_of(format_, data, name)
    source = known or script_of(unit.text for unit in units)
    alone = known is not None or wish.to in CONFIGURATIONS
    sides: Sequence[Sequence[Beside]] = ()
    if english:
        from shuyu.conversion.parallel import beside

        sides = beside(units, english)
    turner = Turner(
        wish.engine,
        source=None if alone else source,
        find=find,
        watch=wish.watch,
        english=sides,
        back=wish.back,
        terms={**dict(wish.terms), **{text: text for text in wish.keep}},
        clean=wish.clean,
        weigh=wish.weigh,
    )
    made = format_.rewrite(data, Job(turner, first.target, name, wish.encoding, warnings.append))
    source = turner.source if find else source
    return Converted(made, format_.name, source, first.target, tuple(warnings), turner.findings)


def format_of(data: bytes, name: str, chosen: str | None = None) -> DocumentFormat:
    """The format of a file: the chosen one, the one its name says, or plain text.

    Raises:
        InputError: E102, for a binary file of no known format.
        UsageError: E635, when `chosen` is no format.

    >>> format_of(b"", "notes.md").name, format_of("术语".encode(), "notes.xyz").name
    ('markdown', 'plain')
    """
    if chosen is not None:
        check_format(chosen)
        return format_named(chosen)
    found = format_for(name, data)
    if found is None:
        from shuyu.text.binary import refuse_binary

        refuse_binary(data, name)
        return format_named(PLAIN)
    return found


def units_of(format_: DocumentFormat, data: bytes, name: str) -> list[Unit]:
    """The human text of a document, unit by unit.

    Raises:
        InputError: as the format.
    """
    units: list[Unit] = []

    def collect(found: Sequence[Unit]) -> list[tuple[str, ...]]:
        units.extend(found)
        return [unit.pieces for unit in found]

    format_.rewrite(data, Job(collect, TARGETS[0], name))
    return units


def check_encoding(name: str | None) -> None:
    """Nothing, unless `name` is no encoding of text.

    Raises:
        UsageError: E634.
    """
    if name is None:
        return
    try:
        codecs.lookup(name)
        "术".encode(name, "replace")
    except (LookupError, UnicodeError):
        how = "Use one of: utf-8, utf-8-sig, utf-16, gb18030, gbk, big5, big5-hkscs."
        raise UsageError(Problem("E634", f'encoding "{name}" is not known', how)) from None


def check_format(name: str | None) -> None:
    """Nothing, unless `name` is no format.

    Raises:
        UsageError: E635.
    """
    if name is not None and name not in FORMATS:
        raise UsageError(Problem("E635", f'format "{name}" is not known', f"Use one of: {', '.join(FORMATS)}."))


def _clean_page(data: bytes, name: str) -> bytes:
    # A page as a whole shows how its lines were cut; its units do not.
    from shuyu.text.clean import clean
    from shuyu.text.encoding import decode

    decoded = decode(data, name)
    cleaned = clean(decoded.text)
    if cleaned.text == decoded.text:
        return data
    mark = "\ufeff" if decoded.encoding.startswith(("utf-16", "utf-32")) else ""
    try:
        return (mark + cleaned.text).encode(decoded.encoding)
    except UnicodeEncodeError:
        return cleaned.text.encode("utf-8")
