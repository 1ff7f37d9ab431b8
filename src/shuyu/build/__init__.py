"""Passages and terms → store: the one place where readers, alignment, mining and the store meet.

A build is one transaction. What has not changed since the last build is not read again, and a build after any number
of changes leaves the same store as one from nothing; the tests hold both.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from shuyu.build.changes import Changes, Stamp, digest, document_changes, stamp
from shuyu.build.collections import restore_collections, stale_collections
from shuyu.errors import Problem, ShuyuError
from shuyu.files import read_bytes

if TYPE_CHECKING:
    from shuyu.formats.terms_toml import Terms
    from shuyu.model.alignment import Candidate
    from shuyu.model.concept import Concept
    from shuyu.model.passage import Document, Passage
    from shuyu.project import Project
    from shuyu.store.base import Store, Writer

__all__ = ["CURATED", "MINED", "BuildReport", "Progress", "build", "pipeline_signature"]

CURATED = "terms.toml"
MINED = "mined"

# What reading, cleaning, pairing and mining make of a file changes with these; a new number builds everything anew.
PIPELINE = 4
_LIBRARIES = ("opencc", "jieba", "pypinyin", "lxml")

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done, and how much there is."""


def _silent(stage: str, done: int, total: int) -> None:
    pass


@dataclass(frozen=True)
class BuildReport:
    """What a build did.

    Attributes:
        read: documents that were read anew.
        kept: how many documents had not changed.
        removed: documents that are no longer there.
        concepts: curated concepts in the store now.
        mined: mined concepts in the store now.
        pairs: segment pairs in the store now.
        problems: what is wrong with files that could not be read; what the store had of them is kept.
        worked: False when nothing had changed and nothing was done.
    """

    read: tuple[str, ...]
    kept: int
    removed: tuple[str, ...]
    concepts: int
    mined: int
    pairs: int
    problems: tuple[Problem, ...]
    worked: bool


def build(
    project: Project,
    *,
    paths: Sequence[Path] | None = None,
    force: bool = False,
    progress: Progress = _silent,
) -> BuildReport:
    """Make the project's store reflect its `terms.toml` and its passages.

    Cost is linear in the text that changed; finding contexts is linear in all the text when a document changed or
    when concepts did.

    Args:
        project: whose store to build.
        paths: files and folders of passages to read instead of those that the project names.
        force: read everything anew.
        progress: told how far the work is.

    Returns:
        What was done. Files that cannot be read are among its `problems`; the rest is built all the same.

    Raises:
        TermsError: with everything that is wrong in `terms.toml`; the store is then as it was.
        StoreError: when the store cannot be written; it is then as it was.
    """
    files = project.passage_files(paths)
    with project.open_store(write=True) as store:
        signature = pipeline_signature()
        anew = force or store.meta("pipeline") != signature
        looked_ns = int(store.meta("looked_ns") or 0)
        now_ns = time.time_ns()
        known = Stamp.from_json(store.meta("terms"))
        terms_stamp = stamp(project.terms_path, project.terms_path.name, known, looked_ns)
        terms = None
        if anew or known is None or terms_stamp.sha256 != known.sha256:
            terms = project.read_terms()
        changes = document_changes(files, store.documents(), looked_ns, anew=anew)
        read: tuple[str, ...] = ()
        problems: tuple[Problem, ...] = ()
        worked = terms is not None or bool(changes)
        collections = stale_collections(project, store)
        if worked or terms_stamp != known or collections:
            with store.writing() as writer:
                if worked:
                    read, problems = _Build(store, writer, files, changes, terms, progress).run()
                problems = (*problems, *restore_collections(project, store, writer, collections))
                writer.set_meta("pipeline", signature)
                writer.set_meta("terms", terms_stamp.to_json())
                writer.set_meta("looked_ns", str(now_ns))
        statistics = store.statistics()
        return BuildReport(
            read=read,
            kept=changes.kept,
            removed=changes.removed,
            concepts=statistics.concepts.get(CURATED, 0),
            mined=statistics.concepts.get(MINED, 0),
            pairs=sum(statistics.pairs.values()),
            problems=(*changes.problems, *problems),
            worked=worked or bool(collections),
        )


def pipeline_signature() -> str:
    """What a store is made with: a store made with anything else is built anew."""
    from importlib.metadata import version

    from shuyu import __version__
    from shuyu.align.similarity import installed_name
    from shuyu.text.segment import default_segmenter

    libraries = " ".join(f"{name}={version(name)}" for name in _LIBRARIES)
    tools = f"segmenter={default_segmenter().name} encoder={installed_name() or 'none'}"
    return f"shuyu={__version__} pipeline={PIPELINE} {libraries} {tools}"


class _Build:
    """The work of one build, inside its transaction."""

    def __init__(
        self,
        store: Store,
        writer: Writer,
        files: Mapping[str, Path],
        changes: Changes,
        terms: Terms | None,
        progress: Progress,
    ) -> None:
        self._store = store
        self._writer = writer
        self._files = files
        self._changes = changes
        self._terms = terms
        self._progress = progress
        self._problems: list[Problem] = []
        # The two versions of a document mostly stand next to each other, and each is read for both.
        self._passages = lru_cache(maxsize=4)(_passages)

    def run(self) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
        """Do it. Returns the documents that were read, and the problems met."""
        changed = self._put_curated()
        read = self._read_documents()
        curated = tuple(self._store.concepts(CURATED))
        self._mine(curated, read)
        changed |= self._put_mined(curated)
        self._find_contexts(None if read or self._changes.removed else changed)
        return tuple(read), tuple(self._problems)

    def _put_curated(self) -> set[tuple[str, str]]:
        from shuyu.model.concept import Collection, Origin

        if self._terms is None:
            return set()
        title = self._terms.settings.title
        self._writer.put_collection(Collection(CURATED, Origin.CURATED, title=title, source=CURATED))
        return self._put_changed(CURATED, self._terms.concepts)

    def _put_changed(self, collection: str, concepts: Iterable[Concept]) -> set[tuple[str, str]]:
        before = {concept.id: concept for concept in self._store.concepts(collection)}
        after = {concept.id: concept for concept in concepts}
        self._writer.drop_concepts(collection, [i for i in before if i not in after])
        changed = [concept for concept in after.values() if before.get(concept.id) != concept]

        def counted() -> Iterable[Concept]:
            for number, concept in enumerate(changed):
                if number % 500 == 0:
                    self._progress("terms", number, len(changed))
                yield concept

        self._writer.put_concepts(collection, counted())
        return {(collection, concept.id) for concept in changed}

    def _read_documents(self) -> list[str]:
        for path in self._changes.removed:
            self._writer.drop_document(path)
        records = self._store.documents()
        for path, now in self._changes.touched.items():
            self._writer.touch_document(replace(records[path], size=now.size, mtime_ns=now.mtime_ns))
        read: list[str] = []
        for number, path in enumerate(self._changes.dirty):
            self._progress("passages", number, len(self._changes.dirty))
            try:
                self._read_document(path)
            except ShuyuError as error:
                self._problems += error.problems
            else:
                read.append(path)
        return read

    def _read_document(self, path: str) -> None:
        from shuyu.align.place import pair_document, pair_documents
        from shuyu.align.segments import sentence_pairs
        from shuyu.align.similarity import embedder
        from shuyu.store.base import DocumentContent, DocumentRecord

        file = self._files[path]
        status = file.stat()
        data = read_bytes(file, path)
        document, passages = self._passages(data, path)
        pairing = pair_document(passages)
        partners = []
        for partner in self._changes.partners.get(path, ()):
            with suppress(ShuyuError):  # told when the partner's own turn comes
                partners.append(self._passages(read_bytes(self._files[partner], partner), partner)[1])
        # A document with versions of its own is not asked whether its paragraphs alternate.
        pairings = [pair_documents(passages, other) for other in partners] if partners else [pairing]
        # The project's terms are no evidence here: with each of them that is added all documents would change.
        found = (pair for one in pairings for pair in sentence_pairs(one, embedder))
        pairs = list(dict.fromkeys(pair for pair in found if pair.zh.document == path))
        record = DocumentRecord(
            path=path,
            size=status.st_size,
            mtime_ns=status.st_mtime_ns,
            sha256=digest(data),
            format=document.format,
            encoding=document.encoding,
        )
        self._writer.put_document(DocumentContent(record, pairing.passages, tuple(pairs)))

    def _mine(self, curated: Sequence[Concept], read: Sequence[str]) -> None:
        from shuyu.languages import CHINESE
        from shuyu.mine.candidates import candidates
        from shuyu.text.fold import fold

        known = {fold(term.text) for concept in curated for term in concept.in_language(CHINESE)}
        # What is known decides the left edge of a gloss: new terms may change what any document gives.
        documents = read if self._terms is None else list(self._store.documents())
        for number, path in enumerate(documents):
            self._progress("glosses", number, len(documents))
            found: Sequence[Candidate] = candidates(
                tuple(self._store.passages(path)),
                tuple(self._store.pairs(path)),
                known=lambda text: fold(text) in known,
            )
            self._writer.put_candidates(path, found)

    def _put_mined(self, curated: Sequence[Concept]) -> set[tuple[str, str]]:
        from shuyu.build.mined import mined_concepts
        from shuyu.model.concept import Collection, Origin

        self._writer.put_collection(Collection(MINED, Origin.MINED, source="glossary"))
        return self._put_changed(MINED, mined_concepts(self._store.candidates(), curated))

    def _find_contexts(self, only: set[tuple[str, str]] | None) -> None:
        from shuyu.build.contexts import ContextFinder
        from shuyu.build.mined import candidate_key, pair_keys

        concepts = {
            (collection, concept.id): concept
            for collection in (CURATED, MINED)
            for concept in self._store.concepts(collection)
            if only is None or (collection, concept.id) in only
        }
        if not concepts:
            return
        finder = ContextFinder(concepts)
        by_pair: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for key, concept in concepts.items():
            for pair_key in pair_keys(concept):
                by_pair.setdefault(pair_key, []).append(key)
        documents = list(self._store.documents())
        paired: Counter[tuple[str, int]] = Counter()
        for number, path in enumerate(documents):
            self._progress("contexts", number, 2 * len(documents))
            for pair in self._store.pairs(path):
                finder.add_pair(pair)
                for segment in (pair.zh, pair.en):
                    paired[segment.document, segment.line] += _size(segment.text)
            for candidate in self._store.candidates(path):
                for key in by_pair.get(candidate_key(candidate), ()):
                    for context in candidate.contexts:
                        finder.add_found(key, context)
        for number, path in enumerate(documents):
            self._progress("contexts", len(documents) + number, 2 * len(documents))
            for passage in self._store.passages(path):
                # Of a paragraph some sentences may be in pairs, and others not.
                if paired[passage.document, passage.line] < _size(passage.text):
                    finder.add_passage(passage)
        for (collection, concept_id), contexts in finder.best():
            self._writer.put_contexts(collection, concept_id, contexts)


def _size(text: str) -> int:
    return len("".join(text.split()))


def _passages(data: bytes, path: str) -> tuple[Document, tuple[Passage, ...]]:
    from shuyu.readers import read_document
    from shuyu.text.passages import passages_of

    document = read_document(data, path)
    return document, tuple(passages_of(document))
