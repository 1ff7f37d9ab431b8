"""Mining over files and over the passages of a project: what is read, and the processes that count."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from shuyu import __version__
from shuyu.errors import InputError, Problem, UsageError
from shuyu.files import write_whole
from shuyu.languages import CHINESE
from shuyu.mine.engine import Runner, in_turn
from shuyu.mine.proposals import Proposal
from shuyu.mine.shards import Source
from shuyu.text import han

if TYPE_CHECKING:
    from shuyu.model.alignment import Candidate
    from shuyu.project import Project

A = TypeVar("A")
B = TypeVar("B")

_TABLES = (".tsv", ".tab", ".csv", ".tmx")
_MINED = "mined"
_LOOKED_AT = 200


def sources_of_files(paths: Sequence[Path]) -> list[Source]:
    """The segment pairs of a Chinese and an English file, of files that hold both, or of folders of pairs.

    Args:
        paths: two files that are versions of one document, or any number of tables, translation memories, PO files,
            documents in both languages, folders.

    Raises:
        InputError: when a file cannot be read, or holds no pairs (E120).
    """
    from shuyu.build.align_files import FilePair, pairs_of_folder

    if len(paths) == 2 and all(path.is_file() and path.suffix.lower() not in (*_TABLES, ".po") for path in paths):
        return _aligned(FilePair(paths[0], paths[1]))
    found: list[Source] = []
    for path in paths:
        if path.is_dir():
            pairs, problems = pairs_of_folder(path)
            if problems and not pairs:
                raise InputError(*problems)
            for pair in pairs:
                found += _aligned(pair)
        elif path.suffix.lower() in _TABLES:
            found += _rows(path)
        elif path.suffix.lower() == ".po":
            found += _messages(path)
        else:
            found += _aligned(FilePair(path, None))
    return found


def sources_of_table(path: Path, columns: tuple[str, str] | None = None) -> list[Source]:
    """The pairs of a table with tabs, read line by line: any number of them.

    Args:
        path: the file; a first line may name the columns.
        columns: of the Chinese and the English, by name or by number from 1; else the names in the first line, or what
            the first lines hold, say it.

    Raises:
        InputError: E101 to E106, when it cannot be read; E120, when it has no pairs.
        UsageError: E652, when there is no such column.
    """
    from shuyu.build.align_files import decoded

    lines = [line.split("\t") for line in decoded(path).split("\n") if line.strip()]
    zh, en, first = _columns(lines, columns, path)
    found = [
        Source(cells[zh].strip(), cells[en].strip(), f"{path.name}:{number}")
        for number, cells in enumerate(lines[first:], first + 1)
        if len(cells) > max(zh, en) and han.has_han(cells[zh]) and cells[en].strip()
    ]
    if not found:
        how = "Give two columns, Chinese and English, with a tab between; --columns names others."
        raise InputError(Problem("E120", "no line has both Chinese and English", how, path=str(path)))
    return found


def _columns(lines: Sequence[list[str]], columns: tuple[str, str] | None, path: Path) -> tuple[int, int, int]:
    from shuyu.text.detect import language_of_label

    heads = [cell.strip() for cell in lines[0]] if lines else []
    if columns is not None:
        places = []
        for name in columns:
            if name in heads:
                places.append(heads.index(name))
            elif name.isdigit() and 0 < int(name) <= len(heads):
                places.append(int(name) - 1)
            else:
                how = f"Use a number, or one of: {', '.join(heads)}." if heads else "The file is empty."
                raise UsageError(Problem("E652", f'there is no column "{name}"', how, path=str(path)))
        named = any(name in heads for name in columns) or any(language_of_label(heads[at]) for at in places)
        return places[0], places[1], int(named)
    tags = [language_of_label(head) or "" for head in heads]
    chinese = [at for at, tag in enumerate(tags) if tag.startswith("zh")]
    if chinese and "en" in tags:
        return chinese[0], tags.index("en"), 1
    some = lines[:_LOOKED_AT]
    width = max((len(cells) for cells in some), default=0)
    share = [sum(len(cells) > at and han.has_han(cells[at]) for cells in some) for at in range(width)]
    if width < 2 or max(share) == 0:
        return 0, 1, 0
    zh = share.index(max(share))
    size = [sum(len(cells[at]) for cells in some if len(cells) > at) * (at != zh) for at in range(width)]
    return zh, size.index(max(size)), 0


def sources_of_project(project: Project) -> tuple[list[Source], list[Candidate]]:
    """The segment pairs of a project's store, and the term pairs that its documents give themselves."""
    with project.open_store() as store:
        pairs = [Source(p.zh.text, p.en.text, f"{p.zh.document}:{p.zh.line}") for p in store.pairs()]
        return pairs, list(store.candidates())


def known_pairs(
    project: Project, *, besides: str | None = None, among: Container[str] | None = None
) -> dict[tuple[str, str], str]:
    """The term pairs of the store that a person put there, by their keys, with the ids of their concepts.

    Args:
        project: whose store.
        besides: a collection that does not count.
        among: folds of Chinese terms; pairs of others are left out, which is quicker.
    """
    from shuyu.build.mined import pair_keys
    from shuyu.text.fold import fold

    with project.open_store() as store:
        return {
            key: concept.id
            for collection in store.collections()
            if collection.name not in (_MINED, besides)
            for concept in store.concepts(collection.name)
            if among is None or any(fold(term.text) in among for term in concept.in_language(CHINESE))
            for key in pair_keys(concept)
        }


def marked(proposals: Iterable[Proposal], known: dict[tuple[str, str], str]) -> list[Proposal]:
    """The proposals, those of known pairs with the id of their concept."""
    from shuyu.text.english import lemma_key
    from shuyu.text.fold import fold

    return [replace(one, known=known.get((fold(one.zh), lemma_key(one.en)))) for one in proposals]


def _aligned(files: Any) -> list[Source]:
    from shuyu.build.align_files import Wish, align_files

    found, _ = align_files(files, Wish())
    name = files.zh.name
    sides = [
        ("".join(found.zh.sentences[i] for i in pair.zh), " ".join(found.en.sentences[j] for j in pair.en), pair.zh)
        for pair in found.pairs
        if pair.zh and pair.en
    ]
    return [Source(zh, en, f"{name}:{numbers[0] + 1}") for zh, en, numbers in sides]


def _rows(path: Path) -> list[Source]:
    from shuyu.files import read_bytes
    from shuyu.readers import read_document

    rows: dict[tuple[int, int | None], list[tuple[str, int]]] = {}
    for block in read_document(read_bytes(path), path.name).blocks:
        rows.setdefault((block.table, block.row), []).append((block.text, block.line))
    found = []
    for cells in rows.values():
        zh = [cell for cell in cells if han.has_han(cell[0])]
        en = [cell for cell in cells if not han.has_han(cell[0]) and any(c.isalpha() for c in cell[0])]
        if zh and en:
            found.append(Source(zh[0][0], en[0][0], f"{path.name}:{zh[0][1]}"))
    if not found:
        raise InputError(Problem("E120", "no row has both Chinese and English", path=str(path)))
    return found


def _messages(path: Path) -> list[Source]:
    # gettext: what a message says, and its translation; fuzzy and obsolete ones do not count.
    from shuyu.build.align_files import decoded

    found: list[Source] = []
    entry: dict[str, str] = {}
    field, fuzzy, line_of = "", False, 0

    def done() -> None:
        zh, en = entry.get("msgstr", ""), entry.get("msgid", "")
        if en and han.has_han(zh) and not fuzzy:
            found.append(Source(zh, en, f"{path.name}:{line_of}"))

    for number, line in enumerate([*decoded(path).split("\n"), ""], 1):
        text = line.strip()
        if text.startswith("#,") and "fuzzy" in text:
            fuzzy = True
        elif text.startswith("msg") and " " in text:
            name, _, value = text.partition(" ")
            field = name.removesuffix("[0]")
            if field == "msgid":
                line_of = number
            entry[field] = _quoted(value)
        elif text.startswith('"'):
            entry[field] = entry.get(field, "") + _quoted(text)
        elif not text:
            done()
            entry, field, fuzzy = {}, "", False
    if not found:
        raise InputError(Problem("E120", "no message is translated between Chinese and English", path=str(path)))
    return found


def _quoted(text: str) -> str:
    inside = text.strip()[1:-1]
    return inside.replace("\\n", "\n").replace('\\"', '"').replace("\\t", "\t").replace("\\\\", "\\")


def signature(pairs: Sequence[Source], *wishes: object) -> str:
    """What tells one mining from another: the corpus, the wishes and the version."""
    digest = hashlib.sha256(repr((__version__, wishes)).encode())
    for pair in pairs:
        digest.update(f"{pair.zh}\t{pair.en}\t{pair.place}\n".encode())
    return digest.hexdigest()[:16]


@contextmanager
def runner(jobs: int, keep: Path | None = None) -> Iterator[Runner]:
    """What runs the parts of a corpus: this process, or `jobs` others.

    Args:
        jobs: processes.
        keep: a folder for the results of the parts: what is there is not done again, so that a mining that was
            interrupted goes on. It is removed when all is done.
    """
    import shutil

    if keep is not None:
        keep.mkdir(mode=0o700, parents=True, exist_ok=True)
    if jobs <= 1:
        yield in_turn if keep is None else _Kept(keep, _in_turn_lazily)
    else:
        from concurrent.futures import ProcessPoolExecutor

        with ProcessPoolExecutor(jobs) as pool:
            elsewhere = partial(_ahead, pool, 2 * jobs)
            yield elsewhere if keep is None else _Kept(keep, elsewhere)
    if keep is not None:
        shutil.rmtree(keep, ignore_errors=True)


class _Kept:
    """A runner that writes down what each part gave."""

    def __init__(self, folder: Path, run: Callable[..., Iterator[Any]]) -> None:
        self._folder, self._run, self._turn = folder, run, 0

    def __call__(self, function: Callable[[A], B], parts: Sequence[A], /) -> Iterator[B]:
        self._turn += 1
        paths = [self._folder / f"{self._turn}-{at}" for at in range(len(parts))]
        new = [at for at, path in enumerate(paths) if not path.exists()]
        coming = self._run(function, [parts[at] for at in new])
        for path in paths:
            if path.exists():
                # Written by this program into a folder of its own.
                yield pickle.loads(path.read_bytes())  # noqa: S301
                continue
            result = next(coming)
            write_whole(path, pickle.dumps(result))
            yield result


def _in_turn_lazily(function: Callable[[A], B], parts: Sequence[A]) -> Iterator[B]:
    return map(function, parts)


def _ahead(pool: Any, most: int, function: Callable[[A], B], parts: Sequence[A], /) -> Iterator[B]:
    # Not more than a few parts under way, so that results do not pile up.
    import tempfile

    with tempfile.TemporaryDirectory(prefix="shuyu-mine-") as folder:
        # What all parts need (the counts of a corpus may be large) goes to each process once, by a file.
        path = Path(folder, "function")
        path.write_bytes(pickle.dumps(function))
        waiting = [pool.submit(_call, str(path), part) for part in parts[:most]]
        for at in range(len(parts)):
            yield waiting.pop(0).result()
            if at + most < len(parts):
                waiting.append(pool.submit(_call, str(path), parts[at + most]))


_latest: dict[str, Any] = {}


def _call(path: str, part: Any) -> Any:
    if path not in _latest:
        _latest.clear()
        _latest[path] = pickle.loads(Path(path).read_bytes())  # noqa: S301
    return _latest[path](part)


def texts_of_files(paths: Sequence[Path], language: str) -> list[str]:
    """What files say in one language.

    Args:
        paths: of any format that is read.
        language: `zh` or `en`.

    Raises:
        InputError: E101 to E109, when one cannot be read; E120, when there is no such text.
    """
    from shuyu.files import read_bytes
    from shuyu.readers import read_document
    from shuyu.text.passages import passages_of

    found = [
        passage.text
        for path in paths
        for passage in passages_of(read_document(read_bytes(path), path.name))
        if passage.language.startswith(language)
    ]
    if not found:
        what = f"nothing here is {'Chinese' if language == 'zh' else 'English'}"
        raise InputError(Problem("E120", what, path=", ".join(map(str, paths))))
    return found


def texts_of_project(project: Project, language: str) -> list[str]:
    """What the passages of a project's store say in one language."""
    with project.open_store() as store:
        return [passage.text for passage in store.passages() if passage.language.startswith(language)]
