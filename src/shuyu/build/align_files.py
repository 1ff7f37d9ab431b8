"""Files → alignments: where readers, sentences and word links meet for one pair of documents, or a folder of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from shuyu import __version__
from shuyu.align.documents import (
    AlignedPair,
    Sentence,
    TermPair,
    WordLinks,
    align_sentences,
    are_versions,
    evidence,
    sentences_of,
    word_links,
)
from shuyu.align.output.base import Alignment, Pair, Side
from shuyu.align.output.table import decisions
from shuyu.align.progress import Progress, silent
from shuyu.align.sentences import LOW
from shuyu.align.similarity import embedder
from shuyu.errors import InputError, Problem, ShuyuError
from shuyu.files import read_bytes
from shuyu.languages import CHINESE, ENGLISH, HANS, is_chinese

if TYPE_CHECKING:
    from shuyu.align.lexicon import Lexicon
    from shuyu.align.similarity import Embedder
    from shuyu.model.passage import Passage

TOO_LONG = 10
"""A side with so many times the characters that its counterpart would have is told of."""

# A Chinese character says what about three characters of English do; in a file that is one side, the other language
# is quoted, named, glossed.
_CHARACTERS = 3.0
_ONE_SIDED = 0.25
_IN_PAIRS = frozenset(("tmx", "tsv"))


@dataclass(frozen=True)
class Wish:
    """How to align.

    Attributes:
        lines: every line of the files is one sentence, taken as it is.
        words: whether to link words.
        lexicon: a dictionary's file.
        terms: of the project.
        low: pairs with a lower score are marked.
    """

    lines: bool = False
    words: bool = False
    lexicon: Path | None = None
    terms: tuple[TermPair, ...] = ()
    low: float = LOW


@dataclass(frozen=True)
class FilePair:
    """Two files that are versions of one document, or one file that holds both.

    Attributes:
        zh: the Chinese one.
        en: the English one; None where `zh` holds both.
        name: how outputs are called; of a folder's pairs no two have the same.
        fix: a table with a person's decisions.
    """

    zh: Path
    en: Path | None
    name: str = ""
    fix: Path | None = None


def align_files(
    files: FilePair, wish: Wish, begun: Callable[[], None] = lambda: None, progress: Progress = silent
) -> tuple[Alignment, list[str]]:
    """The alignment of two files, and what a person should know of how it came about.

    Args:
        files: which.
        wish: how.
        begun: called when the files have been read and found fit.
        progress: told how far the work is.

    Raises:
        InputError: E101 to E109, when a file cannot be read; E120, when there is nothing to align; E121, for a table
            of decisions that cannot be; E151, for a dictionary.
    """
    notes: list[str] = []
    zh_side, en_side, zh_tag = _both_lines(files, notes) if wish.lines else _both_documents(files, notes)
    _compare_lengths(zh_side, en_side, files, notes)
    lexicon = load_lexicon(wish.lexicon)
    begun()
    model = embedder()
    fixed = []
    if files.fix is not None:
        text = decoded(files.fix)
        texts = [sentence.text for sentence in zh_side], [sentence.text for sentence in en_side]
        fixed = [(one.zh, one.en) for one in decisions(text, str(files.fix), *texts)]
    found = align_sentences(
        zh_side, en_side, embedder=model, lexicon=lexicon, terms=wish.terms, fixed=fixed, progress=progress
    )
    if not are_versions(found, model):
        notes.append(_unlike(files, found, model))
    bare = tuple(
        Pair(tuple(one.number for one in pair.zh), tuple(one.number for one in pair.en), pair.score, pair.kept)
        for pair in found
    )
    alignment = Alignment(
        _side(files.zh, zh_tag, zh_side),
        _side(files.en or files.zh, ENGLISH, en_side),
        bare,
        evidence(model, lexicon, wish.terms),
        wish.low,
        f"shuyu {__version__}",
    )
    return (_with_words(alignment, lexicon, wish, progress) if wish.words else alignment), notes


def _side(path: Path, tag: str, sentences: Sequence[Sentence]) -> Side:
    return Side(path.as_posix(), tag, tuple(one.text for one in sentences), tuple(one.line for one in sentences))


def align_token_files(zh: Path, en: Path, wish: Wish, progress: Progress = silent) -> list[WordLinks | None]:
    """The links of two files of tokens with blanks between, line against line.

    Args:
        zh: the Chinese file.
        en: the English one.
        wish: how; of it the dictionary counts. Tokens are given, so the project's terms are no words of their own here.
        progress: told how far the work is.

    Returns:
        for each line its links, numbered as the tokens are; None for a line where a side is empty.

    Raises:
        InputError: E122, when the files do not have the same number of lines.
    """
    from shuyu.align.words import align_words

    sides = [[line.split() for line in lines_of(path)] for path in (zh, en)]
    if len(sides[0]) != len(sides[1]):
        what = f"{zh} has {len(sides[0]):,} lines, and this file {len(sides[1]):,}"
        raise InputError(Problem("E122", what, "Line n of one is aligned with line n of the other.", path=str(en)))
    known = load_lexicon(wish.lexicon)
    found = align_words(list(zip(*sides, strict=True)), embedder=embedder(), lexicon=known, progress=progress)
    return [WordLinks((), (), tuple(sorted(links))) if links else None for links in found]


def load_lexicon(path: Path | None) -> Lexicon | None:
    """The dictionary of a file, or None where none is named.

    Raises:
        InputError: E151, when it cannot be read.
    """
    if path is None:
        return None
    try:
        seen = path.stat()
    except OSError:
        return _lexicon(path, 0, 0)
    return _lexicon(path, seen.st_mtime_ns, seen.st_size)


@lru_cache(maxsize=1)
def _lexicon(path: Path, changed_ns: int, size: int) -> Lexicon:
    # The pairs of a folder share it.
    from shuyu.align.lexicon import Lexicon

    return Lexicon.load(path)


def pairs_of_folder(
    folder: Path, *, without: Path | None = None, lines: bool = False
) -> tuple[list[FilePair], list[Problem]]:
    """The files of a folder that are versions of one document, or hold both languages, and those without counterpart.

    Args:
        folder: is looked through with all below it.
        without: a folder below it that holds outputs.
        lines: whether every line is to be one sentence; then a file for each language is needed.

    Returns:
        what can be aligned, in the order of names, and what is wrong with other files.

    Raises:
        InputError: E123, when there is nothing to align; E101, when the folder cannot be read.
    """
    from shuyu.align.place import counterparts
    from shuyu.walk import files_under

    left_out = None if without is None else without.resolve()
    files = {
        path.relative_to(folder).as_posix(): path
        for path in files_under(folder)
        if left_out is None or left_out not in path.resolve().parents
    }
    matched = counterparts(files)
    used = {name for pair in matched for name in pair}
    alone = [name for name in sorted(files) if name not in used]
    both = set() if lines else {name for name in alone if holds_both(files[name])}
    how = "Name the versions of a document x.zh.md and x.en.md, or put them in zh/ and en/."
    unpaired = [
        Problem("E123", "this file has no counterpart", how, path=str(files[name]))
        for name in alone
        if name not in both
    ]
    found = [FilePair(files[zh], files[en], zh) for zh, en in matched]
    found += [FilePair(files[name], None, name) for name in both]
    if not found:
        nothing = Problem("E123", "no two files of this folder belong together", how, path=str(folder))
        raise InputError(nothing, *unpaired)
    return sorted(found, key=lambda pair: pair.name), unpaired


def holds_both(path: Path) -> bool:
    """Whether a document has much of both languages; a table, or what cannot be read, does not count."""
    # Tables and memories, such as an earlier run has written, are in pairs already.
    from shuyu.readers import read_document
    from shuyu.text.passages import passages_of

    try:
        document = read_document(read_bytes(path), path.as_posix())
    except ShuyuError:
        return False
    share = None if document.format in _IN_PAIRS else _side_share(passages_of(document))
    return share is not None and _ONE_SIDED < share < 1 - _ONE_SIDED


def lines_of(path: Path) -> list[str]:
    """The lines of a text file, as they are; only line feeds end one.

    Raises:
        InputError: E101 to E106.
    """
    text = decoded(path)
    if not text.strip():
        raise InputError(Problem("E104", "the file is empty", "Give a file with sentences in it.", path=str(path)))
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n")


def decoded(path: Path) -> str:
    """The text of a file in any of the encodings that are read.

    Raises:
        InputError: E101 to E106.
    """
    from shuyu.text.encoding import decode

    return decode(read_bytes(path), str(path)).text


def _both_lines(files: FilePair, notes: list[str]) -> tuple[list[Sentence], list[Sentence], str]:
    from shuyu.text.detect import detect_script

    if files.en is None:
        how = "Give two files, a sentence a line in each."
        raise InputError(Problem("E120", "lines need a file for each language", how, path=str(files.zh)))
    sides = [lines_of(path) for path in (files.zh, files.en)]
    for lines, path, chinese in zip(sides, (files.zh, files.en), (True, False), strict=True):
        share = _chinese_share("\n".join(lines))
        if share is not None and (share < 0.5 if chinese else share > 0.5):
            raise InputError(_wrong_language(path, chinese=chinese))
    zh, en = (
        [Sentence(line.strip(), str(path), number + 1, number) for number, line in enumerate(lines)]
        for lines, path in zip(sides, (files.zh, files.en), strict=True)
    )
    return zh, en, detect_script("\n".join(sides[0])).tag or HANS


def _both_documents(files: FilePair, notes: list[str]) -> tuple[list[Sentence], list[Sentence], str]:
    if files.en is None:
        passages = _passages(files.zh)
        sides = passages, passages
    else:
        sides = _passages(files.zh), _passages(files.en)
        shares = [_side_share(side) for side in sides]
        if shares[0] is not None and shares[0] < 0.5 and shares[1] is not None and shares[1] > 0.5:
            how = "Name the Chinese file first, then the English one."
            what = f"this file is English, and {files.en} Chinese"
            raise InputError(Problem("E120", what, how, path=str(files.zh)))
        for share, path, chinese in zip(shares, (files.zh, files.en), (True, False), strict=True):
            if share is not None and (share < 0.5 if chinese else share > 0.5):
                raise InputError(_wrong_language(path, chinese=chinese))
        _tell_left_out(files.zh, sides[0], notes, chinese=True)
        _tell_left_out(files.en, sides[1], notes, chinese=False)
    zh, en = sentences_of(sides[0], "zh"), sentences_of(sides[1], "en")
    for found, path, name in ((zh, files.zh, "Chinese"), (en, files.en or files.zh, "English")):
        if not found:
            how = "Give a Chinese and an English file, or one that holds both."
            raise InputError(Problem("E120", f"there is no {name} in this file", how, path=str(path)))
    return zh, en, _main_tag(sides[0])


def _passages(path: Path) -> list[Passage]:
    from shuyu.readers import read_document
    from shuyu.text.passages import passages_of

    return passages_of(read_document(read_bytes(path), path.as_posix()))


def _wrong_language(path: Path, *, chinese: bool) -> Problem:
    wanted, found = ("Chinese", "English") if chinese else ("English", "Chinese")
    how = "Name the Chinese file first, then the English one."
    return Problem("E120", f"this file should be {wanted}, and most of it is {found}", how, path=str(path))


def _chinese_share(text: str) -> float | None:
    # None where there is too little of either to say.
    import re

    from shuyu.text.han import count_han

    han = count_han(text)
    words = len(re.findall(r"[A-Za-z]{2,}", text))
    return None if han + words == 0 else han / (han + words)


def _side_share(passages: Sequence[Passage]) -> float | None:
    han = sum(len(one.text) * _CHARACTERS for one in passages if is_chinese(one.language))
    latin = sum(len(one.text) for one in passages if one.language == ENGLISH)
    return None if not han + latin else han / (han + latin)


def _tell_left_out(path: Path, passages: Sequence[Passage], notes: list[str], *, chinese: bool) -> None:
    out = [one for one in passages if is_chinese(one.language) != chinese or (not chinese and one.language != ENGLISH)]
    if out:
        language = "Chinese" if chinese else "English"
        number = f"{len(out):,} paragraph{'s' if len(out) > 1 else ''}"
        notes.append(f"{path}: left out {number} not in {language}, the first in line {out[0].line}")


def _main_tag(passages: Sequence[Passage]) -> str:
    sizes: dict[str, int] = {}
    for passage in passages:
        if is_chinese(passage.language):
            sizes[passage.language] = sizes.get(passage.language, 0) + len(passage.text)
    tag = max(sizes, key=lambda name: (sizes[name], name), default=HANS)
    return HANS if tag == CHINESE else tag


def _compare_lengths(zh: Sequence[Sentence], en: Sequence[Sentence], files: FilePair, notes: list[str]) -> None:
    sizes = sum(len(one.text) for one in zh) * _CHARACTERS, float(sum(len(one.text) for one in en))
    times = max(sizes) / max(min(sizes), 1.0)
    if times >= TOO_LONG:
        longer = files.zh if sizes[0] > sizes[1] else files.en or files.zh
        side = "Chinese" if sizes[0] > sizes[1] else "English"
        notes.append(
            f"{longer}: the {side} says about {times:.0f} times as much as the other side; is it the right one?"
        )


def _unlike(files: FilePair, found: Sequence[AlignedPair], model: Embedder | None) -> str:
    sides = "its two languages" if files.en is None else f"this file and {files.en}"
    if model is None and any(pair.zh and pair.en for pair in found):
        return f"{files.zh}: there is too little to show that {sides} translate each other; look at the pairs"
    return f"{files.zh}: {sides} do not seem to translate each other; is it the right file?"


def _with_words(alignment: Alignment, lexicon: Lexicon | None, wish: Wish, progress: Progress) -> Alignment:
    pairs = list(alignment.pairs)
    both = [at for at, pair in enumerate(pairs) if pair.zh and pair.en]
    # The text of a side as one sentence: spans are then those of the text that the formats show.
    texts = [
        AlignedPair(
            (Sentence(alignment.zh_text(pairs[at]), "", 1, 0),),
            (Sentence(alignment.en_text(pairs[at]), "", 1, 0),),
            1.0,
        )
        for at in both
    ]
    links = word_links(texts, embedder=embedder(), lexicon=lexicon, terms=wish.terms, progress=progress)
    for at, found in zip(both, links, strict=True):
        pairs[at] = replace(pairs[at], words=found)
    return replace(alignment, pairs=tuple(pairs))
