"""What every engine promises (`shuyu.store.base`), as one suite: an engine inherits it and gives `opener`."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shuyu.errors import StoreError
from shuyu.model.alignment import Candidate, Context, Evidence, Mark, PairKind, Segment, SegmentPair
from shuyu.model.concept import Collection, Concept, Origin, PartOfSpeech, Status, Term, TermType
from shuyu.model.hit import Match
from shuyu.model.passage import Kind, Passage
from shuyu.store.base import DocumentContent, DocumentRecord, Store
from shuyu.text.fold import fold

Opener = Callable[..., Store]
"""Opens the one store of a test: `opener(write=True)`, or to read."""

TERMS = Collection("terms", Origin.CURATED, title="Own terms", languages=("zh-Hans", "en"))
OTHER = Collection("other", Origin.IMPORTED, 3, source="list.tbx", licence="CC0-1.0", date="2026-11-21")
MINED = Collection("mined", Origin.MINED)

ANYTIME = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

# Everything that UTF-8 can hold: NUL, combining marks, emoji, astral Han, line breaks.
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
words = st.one_of(
    texts,
    st.text("人工智能大模型治理开源软件後后發发頭𠮷〇AI 4-", min_size=1, max_size=8),
    st.lists(
        st.sampled_from("large scale AI models data-set governance's 开源 Ünïcode".split()), min_size=1, max_size=4
    ).map(" ".join),
)
terms = st.builds(
    Term,
    text=words,
    language=st.sampled_from(["zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK", "en"]),
    status=st.sampled_from(Status),
    part_of_speech=st.none() | st.sampled_from(PartOfSpeech),
    type=st.none() | st.sampled_from(TermType),
    pinyin=st.none() | st.sampled_from(["rén gōng", "mó xíng", "AI zhì lǐ", ""]),
    note=st.none() | texts,
    source=st.none() | texts,
    derived=st.booleans(),
    context=st.none() | texts,
)
concepts = st.builds(
    Concept,
    id=texts,
    terms=st.lists(terms, max_size=4).map(tuple),
    subject=st.none() | texts,
    definition=st.none() | texts,
    note=st.none() | texts,
    source=st.none() | texts,
    modified=st.none() | st.dates().map(str),
)


def concept(name: str, zh: str, en: str, **more: object) -> Concept:
    return Concept(name, (Term(zh, "zh-Hans"), Term(en, "en")), **more)  # type: ignore[arg-type]


def record(path: str, **more: object) -> DocumentRecord:
    return replace(DocumentRecord(path, 120, 1_700_000_000_000_000_001, "ab" * 32, "markdown", "utf-8", 2), **more)  # type: ignore[arg-type]


def segment(text: str, language: str, document: str = "a.zh.md", line: int = 1) -> Segment:
    return Segment(text, language, document, line)


def pair_context(zh: str, en: str, document: str = "a.zh.md", other: str = "a.en.md", line: int = 1) -> Context:
    return Context(
        (segment(zh, "zh-Hans", document, line), segment(en, "en", other, line)),
        (Mark(0, 0, 2, "zh"), Mark(1, 0, 3, "en")),
    )


def put(store: Store, *found: Concept, collection: Collection = TERMS) -> None:
    with store.writing() as writer:
        writer.put_collection(collection)
        assert writer.put_concepts(collection.name, found) == len(found)


def ids(store: Store, query: str, **options: object) -> list[str]:
    return [hit.concept.id for hit in store.lookup(query, **options)]  # type: ignore[arg-type]


class StoreContract:
    """Inherit it, and define the fixture `opener`."""

    @pytest.fixture
    def opener(self) -> Opener:
        raise NotImplementedError

    @pytest.fixture
    def store(self, opener: Opener) -> Iterator[Store]:
        with opener(write=True) as store:
            yield store

    # A new store

    def test_a_new_store_is_empty_and_sound(self, store: Store) -> None:
        assert store.collections() == ()
        assert list(store.concepts("terms")) == []
        assert store.concept("terms", "x") is None
        assert store.full_concept("terms", "x") is None
        assert store.contexts("terms", "x") == ()
        assert store.documents() == {}
        assert list(store.passages()) == []
        assert list(store.pairs()) == []
        assert list(store.candidates()) == []
        assert store.lookup("人工智能") == ()
        assert store.meta("anything") is None
        assert store.check() == []

    def test_closing_twice_is_harmless(self, opener: Opener) -> None:
        store = opener(write=True)
        store.close()
        store.close()

    # Collections

    def test_collections_come_by_origin_priority_and_name(self, store: Store) -> None:
        made = [MINED, replace(OTHER, name="z"), OTHER, replace(OTHER, name="b", priority=1), TERMS]
        with store.writing() as writer:
            for collection in made:
                writer.put_collection(collection)
        assert store.collections() == (TERMS, made[3], OTHER, made[1], MINED)

    def test_a_changed_collection_keeps_its_concepts_and_ranks_anew(self, store: Store) -> None:
        put(store, concept("a", "模型", "model"))
        put(store, concept("b", "模型", "model"), collection=OTHER)
        assert ids(store, "模型") == ["a", "b"]
        changed = replace(TERMS, origin=Origin.MINED, title=None)
        with store.writing() as writer:
            writer.put_collection(changed)
        assert store.collections() == (OTHER, changed)
        assert ids(store, "模型") == ["b", "a"]

    def test_a_dropped_collection_goes_with_everything(self, store: Store) -> None:
        put(store, concept("a", "模型", "model"))
        put(store, concept("b", "模型", "model"), collection=OTHER)
        with store.writing() as writer:
            writer.put_contexts("terms", "a", [pair_context("模型很大", "The model")])
            writer.drop_collection("terms")
            writer.drop_collection("never there")
        assert store.collections() == (OTHER,)
        assert list(store.concepts("terms")) == []
        assert store.contexts("terms", "a") == ()
        assert ids(store, "模型") == ["b"]
        assert store.statistics().contexts == 0
        assert store.check() == []

    def test_an_unknown_collection_is_named(self, store: Store) -> None:
        with pytest.raises(StoreError, match='"nowhere"'), store.writing() as writer:
            writer.put_concepts("nowhere", [concept("a", "模型", "model")])
        with pytest.raises(StoreError, match='"nowhere"'), store.writing() as writer:
            writer.drop_concepts("nowhere", ["a"])

    # Concepts

    @ANYTIME
    @given(made=st.lists(concepts, max_size=5, unique_by=lambda c: c.id))
    def test_what_goes_in_comes_out(self, store: Store, made: list[Concept]) -> None:
        with store.writing() as writer:
            writer.drop_collection("terms")
            writer.put_collection(TERMS)
            writer.put_concepts("terms", made)
        assert list(store.concepts("terms")) == made
        for one in made:
            assert store.concept("terms", one.id) == one
            full = store.full_concept("terms", one.id)
            assert full is not None
            assert [replace(t, pinyin=None) for t in full.terms[: len(one.terms)]] == [
                replace(t, pinyin=None) for t in one.terms
            ]
            assert all(term.derived for term in full.terms[len(one.terms) :])
        assert store.check() == []

    @ANYTIME
    @given(made=st.lists(concepts, max_size=6, unique_by=lambda c: c.id))
    def test_a_term_is_found_exactly_by_itself(self, store: Store, made: list[Concept]) -> None:
        with store.writing() as writer:
            writer.drop_collection("terms")
            writer.put_collection(TERMS)
            writer.put_concepts("terms", made)
        for one in made:
            for term in one.terms:
                if any(map(str.isalnum, fold(term.text))) and not term.derived:
                    hits = store.lookup(term.text, limit=100)
                    exact = {hit.concept.id for hit in hits if hit.match is Match.EXACT}
                    assert one.id in exact or term.text != term.text.strip()

    def test_concepts_stream_in_and_replace_each_other_in_place(self, store: Store) -> None:
        numbers = count()
        made = [concept(f"c{n}", f"模型{n}", f"model {n}") for n in range(2500)]

        def stream() -> Iterator[Concept]:
            for one in made:
                next(numbers)
                yield one

        with store.writing() as writer:
            writer.put_collection(TERMS)
            assert writer.put_concepts("terms", stream()) == 2500
        assert next(numbers) == 2500
        assert ids(store, "模型", limit=3) == ["c0", "c1", "c2"]
        assert ids(store, "模型", collections=frozenset({"nowhere"})) == []
        changed = concept("c7", "治理", "governance", note="n")
        put(store, changed, concept("new", "开源", "open source"))
        after = list(store.concepts("terms"))
        assert after[:7] == made[:7]
        assert after[7] == changed
        assert after[8:2500] == made[8:]
        assert after[2500].id == "new"
        assert ids(store, "治理") == ["c7"]
        assert "c7" not in ids(store, "模型7", limit=100)
        assert store.check() == []

    def test_the_last_of_one_id_counts(self, store: Store) -> None:
        put(store, concept("a", "旧", "old"), concept("b", "二", "two"), concept("a", "新", "new"))
        assert [one.terms[0].text for one in store.concepts("terms")] == ["新", "二"]
        assert ids(store, "旧") == []

    def test_the_same_id_in_two_collections_is_two_concepts(self, store: Store) -> None:
        put(store, concept("a", "模型", "model"))
        put(store, concept("a", "模型", "mould"), collection=OTHER)
        assert [(hit.collection, hit.concept.terms[1].text) for hit in store.lookup("模型")] == [
            (TERMS, "model"),
            (OTHER, "mould"),
        ]

    def test_dropped_concepts_are_gone(self, store: Store) -> None:
        put(store, concept("a", "模型", "model"), concept("b", "软件", "software"))
        with store.writing() as writer:
            writer.put_contexts("terms", "a", [pair_context("模型很大", "The model")])
            writer.drop_concepts("terms", ["a", "never there"])
        assert [one.id for one in store.concepts("terms")] == ["b"]
        assert store.lookup("模型") == store.lookup("model") == store.lookup("moxing") == ()
        assert store.statistics().contexts == 0
        assert store.check() == []

    def test_derived_forms_and_pinyin_are_filled_in_and_marked(self, store: Store) -> None:
        put(store, concept("a", "软件", "software"))
        full = store.full_concept("terms", "a")
        assert full is not None
        assert full.terms == (
            Term("软件", "zh-Hans", pinyin="ruǎn jiàn"),
            Term("software", "en"),
            Term("軟件", "zh-Hant", pinyin="ruǎn jiàn", derived=True),
        )
        assert store.lookup("software")[0].concept == full

    def test_a_curated_form_wins_over_a_derived_one(self, store: Store) -> None:
        given_form = Term("軟體", "zh-Hant-TW", Status.ADMITTED)
        put(
            store, Concept("a", (Term("软件", "zh-Hans"), given_form, Term("頭髮", "zh-Hant"), Term("头发", "zh-Hans")))
        )
        full = store.full_concept("terms", "a")
        assert full is not None
        assert [t.text for t in full.terms if t.language == "zh-Hant-TW"] == ["軟體"]
        assert [(t.text, t.derived) for t in full.terms if t.language == "zh-Hant"] == [("頭髮", False), ("軟件", True)]

    def test_a_given_pinyin_wins(self, store: Store) -> None:
        put(store, Concept("a", (Term("重量", "zh-Hans", pinyin="chóng liàng"), Term("weight", "en"))))
        assert [(hit.match, hit.term.pinyin) for hit in store.lookup("chongliang")] == [(Match.PINYIN, "chóng liàng")]
        assert store.lookup("zhongliang", matches=frozenset({Match.PINYIN})) == ()

    # Documents

    def test_documents_come_out_as_they_went_in(self, store: Store) -> None:
        content = DocumentContent(
            record("b.md"),
            (
                Passage("模型", "zh-Hans", "b.md", 1, 2, Kind.HEADING),
                Passage("model", "en", "b.md", 3, 3, Kind.CELL, row=4, column=1, table=2),
            ),
            (
                SegmentPair(segment("模型", "zh-Hans", "b.md"), segment("model", "en", "b.md", 3), PairKind.TABLE),
                SegmentPair(
                    segment("模型", "zh-Hans", "b.md"), segment("a model", "en", "c.md", 9), PairKind.PARALLEL, 0.25
                ),
            ),
        )
        other = DocumentContent(record("a.md", size=1), (Passage("x", "und", "a.md", 1, 1),))
        with store.writing() as writer:
            writer.put_document(content)
            writer.put_document(other)
        assert store.documents() == {"a.md": other.record, "b.md": content.record}
        assert list(store.documents()) == ["a.md", "b.md"]
        assert tuple(store.passages("b.md")) == content.passages
        assert tuple(store.passages()) == other.passages + content.passages
        assert tuple(store.pairs("b.md")) == tuple(store.pairs()) == content.pairs
        assert list(store.pairs("a.md")) == []
        assert list(store.passages("c.md")) == []

    def test_a_document_replaces_all_that_was_under_its_path(self, store: Store) -> None:
        put(store, concept("a", "模型", "model"))
        old = DocumentContent(
            record("a.zh.md"),
            (Passage("模型很大", "zh-Hans", "a.zh.md", 1, 1),),
            (SegmentPair(segment("模型很大", "zh-Hans"), segment("The model", "en", "a.en.md"), PairKind.PARALLEL),),
        )
        with store.writing() as writer:
            writer.put_document(old)
            writer.put_candidates("a.zh.md", [Candidate("模型", "zh-Hans", "model", Evidence.GLOSS, 0.5, "a.zh.md")])
            writer.put_contexts("terms", "a", [pair_context("模型很大", "The model")])
        new = DocumentContent(record("a.zh.md", sha256="cd" * 32), (Passage("新", "zh-Hans", "a.zh.md", 1, 1),))
        with store.writing() as writer:
            writer.put_document(new)
        assert store.documents() == {"a.zh.md": new.record}
        assert tuple(store.passages()) == new.passages
        assert list(store.pairs()) == []
        assert list(store.candidates()) == []
        assert store.contexts("terms", "a") == ()
        assert store.check() == []

    def test_touching_changes_only_the_record(self, store: Store) -> None:
        passage = Passage("模型", "zh-Hans", "a.md", 1, 1)
        with store.writing() as writer:
            writer.put_document(DocumentContent(record("a.md"), (passage,)))
            writer.touch_document(record("a.md", mtime_ns=5))
        assert store.documents() == {"a.md": record("a.md", mtime_ns=5)}
        assert list(store.passages()) == [passage]
        with pytest.raises(StoreError, match=r'"b\.md"'), store.writing() as writer:
            writer.touch_document(record("b.md"))

    def test_a_dropped_document_takes_its_contexts_and_leaves_the_pairs_of_others(self, store: Store) -> None:
        put(store, concept("a", "模型", "model"))
        pair = SegmentPair(segment("模型很大", "zh-Hans"), segment("The model", "en", "a.en.md"), PairKind.PARALLEL)
        kept = [
            pair_context("模型甲", "The model a", "b.md", "b.md"),
            pair_context("模型乙", "The model b", "c.md", "c.md"),
        ]
        with store.writing() as writer:
            writer.put_document(DocumentContent(record("a.zh.md"), (), (pair,)))
            writer.put_document(DocumentContent(record("a.en.md"), (Passage("The model", "en", "a.en.md", 1, 1),)))
            writer.put_contexts("terms", "a", [kept[0], pair_context("模型很大", "The model"), kept[1]])
        with store.writing() as writer:
            writer.drop_document("a.en.md")
            writer.drop_document("never there")
        assert list(store.documents()) == ["a.zh.md"]
        assert list(store.pairs()) == [pair]
        assert store.contexts("terms", "a") == tuple(kept)
        assert store.contexts("terms", "a", limit=2) == tuple(kept)
        with store.writing() as writer:
            writer.drop_document("a.zh.md")
        assert list(store.pairs()) == []
        assert store.check() == []

    # Candidates and contexts

    def test_candidates_come_out_by_document_in_order(self, store: Store) -> None:
        gloss = Context(
            (segment("模型（model）很大", "zh-Hans", "b.md", 4),), (Mark(0, 0, 2, "zh"), Mark(0, 3, 8, "en"))
        )
        first = [
            Candidate("模型", "zh-Hans", "model", Evidence.GLOSS, 0.9, "b.md", (gloss,)),
            Candidate("治理", "zh-Hant", "governance", Evidence.VOCABULARY, 1.0, "b.md"),
        ]
        second = [Candidate("书", "zh-Hans", "A Book", Evidence.TITLE, 0.25, "a.md")]
        with store.writing() as writer:
            writer.put_candidates("b.md", first)
            writer.put_candidates("a.md", second)
        assert list(store.candidates()) == second + first
        assert list(store.candidates("b.md")) == first
        with store.writing() as writer:
            writer.put_candidates("b.md", first[1:])
        assert list(store.candidates("b.md")) == first[1:]
        assert store.statistics().candidates == 2
        assert store.check() == []

    def test_candidates_of_another_document_are_refused(self, store: Store) -> None:
        strange = Candidate("书", "zh-Hans", "A Book", Evidence.TITLE, 0.25, "a.md")
        with pytest.raises(StoreError, match=r'"a\.md"'), store.writing() as writer:
            writer.put_candidates("b.md", [strange])

    def test_contexts_are_kept_in_order_with_their_marks(self, store: Store) -> None:
        put(store, concept("a", "模型", "model"), concept("b", "软件", "software"))
        made = [pair_context(f"模型{n}", f"The model {n}", line=n) for n in range(5)]
        alone = Context((segment("模型", "zh-Hans"),), ())
        with store.writing() as writer:
            writer.put_contexts("terms", "a", [*made, alone])
            writer.put_contexts("terms", "b", made[:1])
        assert store.contexts("terms", "a") == (*made, alone)
        assert store.contexts("terms", "a", limit=2) == tuple(made[:2])
        assert store.contexts("terms", "a", limit=0) == ()
        assert store.lookup("模型")[0].contexts == tuple(made[:3])
        assert store.lookup("模型", contexts=0)[0].contexts == ()
        assert store.lookup("模型", contexts=9)[0].contexts == (*made, alone)
        assert store.statistics().contexts == 7
        with store.writing() as writer:
            writer.put_contexts("terms", "a", made[4:])
        assert store.contexts("terms", "a") == tuple(made[4:])
        assert store.check() == []

    def test_contexts_stay_while_the_terms_are_the_same(self, store: Store) -> None:
        put(store, concept("a", "模型", "model"))
        made = (pair_context("模型很大", "The model"),)
        with store.writing() as writer:
            writer.put_contexts("terms", "a", made)
        put(store, concept("a", "模型", "model", note="new"))
        assert store.contexts("terms", "a") == made
        put(store, concept("a", "模子", "model"))
        assert store.contexts("terms", "a") == ()
        assert store.check() == []

    def test_contexts_of_an_unknown_concept_are_refused(self, store: Store) -> None:
        put(store, concept("a", "模型", "model"))
        with pytest.raises(StoreError, match='"nobody"'), store.writing() as writer:
            writer.put_contexts("terms", "nobody", [])

    # Transactions

    def test_meta_is_remembered_and_replaced(self, opener: Opener) -> None:
        with opener(write=True) as store, store.writing() as writer:
            writer.set_meta("built", "1")
            writer.set_meta("built", "2")
        with opener() as store:
            assert store.meta("built") == "2"

    def test_nothing_remains_of_what_failed(self, store: Store) -> None:
        put(store, concept("a", "模型", "model"))
        before = list(store.concepts("terms"))

        def fail() -> None:
            with store.writing() as writer:
                writer.put_collection(OTHER)
                writer.put_concepts("terms", [concept("b", "软件", "software")])
                writer.drop_concepts("terms", ["a"])
                writer.put_document(DocumentContent(record("a.md")))
                writer.set_meta("built", "1")
                raise RuntimeError("stop")

        with pytest.raises(RuntimeError, match="stop"):
            fail()
        assert list(store.concepts("terms")) == before
        assert store.collections() == (TERMS,)
        assert store.documents() == {}
        assert store.meta("built") is None
        assert ids(store, "模型") == ["a"]
        assert ids(store, "软件") == []
        put(store, concept("c", "开源", "open source"))
        assert store.check() == []

    def test_readers_see_the_old_state_until_all_is_done(self, opener: Opener) -> None:
        with opener(write=True) as store, opener() as reader:
            put(store, concept("a", "模型", "model"))
            assert ids(reader, "模型") == ["a"]
            with store.writing() as writer:
                writer.put_collection(OTHER)
                writer.put_concepts("other", [concept("b", "模型", "mould")])
                assert ids(store, "模型") == ["a", "b"]
                assert ids(reader, "模型") == ["a"]
                assert reader.collections() == (TERMS,)
            assert ids(reader, "模型") == ["a", "b"]
            assert reader.collections() == (TERMS, OTHER)

    def test_a_second_writer_is_told(self, opener: Opener) -> None:
        with opener(write=True) as store, opener(write=True) as second:
            with store.writing() as writer:
                writer.set_meta("a", "1")
                with pytest.raises(StoreError, match=r"E306 .*another program is writing"), second.writing():
                    pass
            with second.writing() as writer:
                writer.set_meta("a", "2")
            assert store.meta("a") == "2"

    def test_a_store_opened_to_read_is_not_written(self, opener: Opener) -> None:
        opener(write=True).close()
        with opener() as store, pytest.raises(StoreError, match="E307"), store.writing():
            pass

    def test_half_a_character_is_refused_whole(self, store: Store) -> None:
        put(store, concept("a", "模型", "model"))
        with pytest.raises(StoreError, match="E311"), store.writing() as writer:
            writer.put_concepts("terms", [concept("b", "软件", "software"), concept("c", "\ud83d", "emoji")])
        assert [one.id for one in store.concepts("terms")] == ["a"]
        assert store.lookup("\ud83d模型") == ()

    # Lookup

    def test_limits_and_filters(self, store: Store) -> None:
        put(store, *(concept(f"c{n}", f"模型{n:02}", f"model {n:02}") for n in range(20)))
        put(store, concept("o", "模型", "mould"), collection=OTHER)
        assert len(store.lookup("模型")) == 10
        assert ids(store, "模型", limit=3) == ["o", "c0", "c1"]
        assert ids(store, "模型", limit=0) == []
        assert len(ids(store, "模型", limit=100)) == 21
        assert ids(store, "模型", collections=frozenset({"other"})) == ["o"]
        assert ids(store, "模型", collections=frozenset({"nowhere"})) == []
        assert ids(store, "模型", matches=frozenset({Match.EXACT})) == ["o"]
        assert ids(store, "模型", matches=frozenset({Match.PREFIX}), limit=2) == ["c0", "c1"]
        assert ids(store, "模型", matches=frozenset()) == []

    def test_a_derived_form_is_folded_and_given_as_the_term(self, store: Store) -> None:
        put(store, concept("a", "软件", "software"))
        (hit,) = store.lookup("軟件")
        assert (hit.match, hit.term.text, hit.term.derived) == (Match.FOLDED, "軟件", True)

    def test_the_very_term_decides_the_status(self, store: Store) -> None:
        one = Concept(
            "a", (Term("fine-tuning", "en"), Term("fine tuning", "en", Status.FORBIDDEN), Term("微调", "zh-Hans"))
        )
        put(store, one)
        statuses = {
            query: store.lookup(query)[0].term.status for query in ("fine-tuning", "fine tuning", "Fine Tuning")
        }
        assert statuses == {
            "fine-tuning": Status.PREFERRED,
            "fine tuning": Status.FORBIDDEN,
            "Fine Tuning": Status.PREFERRED,
        }

    def test_the_order_of_writing_does_not_matter(self, opener: Opener) -> None:
        chance = random.Random(7)  # noqa: S311
        pairs = [(a + b, f"{c} {d}") for a in ("模型", "开源", "治理", "模") for b in ("模型", "型", "")
                 for c in ("a", "the") for d in ("model", "models")]  # fmt: skip
        made = [(c, concept(f"c{n}", *pair)) for c in (TERMS, OTHER, MINED) for n, pair in enumerate(pairs)]
        queries = ("模型", "模", "model", "the model", "moxing", "mx", "kaiyuan", "thw model")
        answers = []
        for _ in range(3):
            chance.shuffle(made)
            with opener(write=True) as store:
                with store.writing() as writer:
                    for collection in chance.sample((TERMS, OTHER, MINED), 3):
                        writer.drop_collection(collection.name)
                        writer.put_collection(collection)
                    for collection, one in made:
                        writer.put_concepts(collection.name, [one])
                answers.append([store.lookup(query, limit=limit) for query in queries for limit in (1, 7, 100)])
        assert answers[0] == answers[1] == answers[2]
        assert all(answers[0])

    @ANYTIME
    @given(query=st.one_of(st.text(max_size=30), words))
    def test_any_query_is_answered_the_same_way_twice(self, store: Store, query: str) -> None:
        if not store.collections():
            put(store, concept("a", "AI治理", "AI governance"), concept("b", "大模型", "large models"))
        hits = store.lookup(query)
        assert hits == store.lookup(query)
        assert all(hit.concept.id in ("a", "b") for hit in hits)

    def test_a_very_long_query_is_answered_at_once(self, store: Store) -> None:
        put(store, concept("a", "模型", "model"), concept("long", "治理" * 3000, "governance " * 900))
        assert ids(store, "模" * 10_000) == []
        assert ids(store, "x y " * 2_500) == []
        assert ids(store, "治理" * 3000) == ["long"]
        assert ids(store, "governance " * 900) == ["long"]
        assert ids(store, "a" * 10_000) == []
        assert ids(store, "rén " * 3000) == []

    def test_a_long_part_is_found(self, store: Store) -> None:
        title = (
            "关于开源人工智能模型的治理与国际合作若干问题的说明以及二〇二五年度各项工作的安排和后续计划（征求意见稿）"
        )
        put(store, concept("a", title, "A note"), concept("b", title[:40], "Another"))
        assert ids(store, title[3:45]) == ["a"]
        assert ids(store, title[3:39]) == ["b", "a"]
        assert ids(store, title[3:45] + "没有") == []

    # Statistics

    def test_statistics_count_what_there_is(self, store: Store) -> None:
        put(store, concept("a", "软件", "software"), concept("b", "人工", "manual"))
        put(store, concept("c", "模型", "model"), collection=OTHER)
        with store.writing() as writer:
            writer.put_collection(MINED)
            writer.put_document(
                DocumentContent(
                    record("a.md"),
                    (Passage("模型", "zh-Hans", "a.md", 1, 1), Passage("model", "en", "a.md", 2, 2)),
                    (SegmentPair(segment("模型", "zh-Hans"), segment("model", "en"), PairKind.ALTERNATING),),
                )
            )
            writer.put_candidates("a.md", [Candidate("模型", "zh-Hans", "model", Evidence.GLOSS, 0.5, "a.md")])
        found = store.statistics()
        assert found.concepts == {"terms": 2, "other": 1, "mined": 0}
        assert found.terms == {"en": 3, "zh-Hans": 3}
        assert found.derived == 1
        assert (found.documents, found.candidates, found.contexts) == (1, 1, 0)
        assert found.passages == {"en": 1, "zh-Hans": 1}
        assert found.pairs == {"alternating": 1}
        assert found.schema >= 1
        assert found.size > 0
