"""The parts of the store alone: records, what is derived, keys, the search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from shuyu.languages import HANS, HANT, HONG_KONG, TAIWAN
from shuyu.model.concept import Concept, Status, Term
from shuyu.store import kinds
from shuyu.store.derived import records
from shuyu.store.keys import fingerprint, keys_of
from shuyu.store.kinds import PART, PINYIN
from shuyu.store.record import (
    DamagedError,
    Form,
    Record,
    Spelling,
    decode,
    decode_concept,
    decode_full,
    encode,
    languages_of,
)
from shuyu.store.search import Row, fuzzy_bound, search
from shuyu.text.fold import fold
from shuyu.text.script import derive, variants
from tests.store.contract import ANYTIME, concepts, words


def of(*terms: Term) -> Record:
    (record,) = records([Concept("c", terms)])
    return record


def forms(*terms: Term) -> list[tuple[str, str]]:
    return [(form.language, form.text) for form in of(*terms).forms]


# Records


@ANYTIME
@given(made=st.lists(concepts, max_size=4))
def test_a_record_comes_back_as_it_was(made: list[Concept]) -> None:
    for record in records(made):
        text = encode(record)
        name = record.concept.id
        assert decode(name, text) == record
        assert decode_concept(name, text) == record.concept
        languages, derived = languages_of(text)
        assert list(languages) == [term.language for term in record.concept.terms]
        assert derived == len(record.forms)
        full = decode_full(name, text)
        assert hash(full) == hash(decode_full(name, text))
        assert len(full.terms) == len(record.concept.terms) + len(record.forms)


def test_a_broken_body_is_named() -> None:
    for read in (decode, decode_concept, decode_full):
        with pytest.raises(DamagedError, match='"c"'):
            read("c", "[]")
    with pytest.raises(DamagedError):
        languages_of("{")


# What is derived


def test_forms_of_a_simplified_term() -> None:
    assert forms(Term("软件", HANS)) == [(HANT, "軟件")]
    assert forms(Term("里面", HANS)) == [(HANT, "裏面"), (TAIWAN, "裡面")]
    assert forms(Term("人工", HANS)) == []
    assert forms(Term("model", "en"), Term("ModelScope", HANS)) == []


def test_forms_of_other_terms() -> None:
    assert (HANS, "软件") in forms(Term("軟件", HANT))
    assert (HANS, "软体") in forms(Term("軟體", TAIWAN))
    assert forms(Term("两\n行", HANS)) == [(HANT, "兩\n行")]


def test_a_given_form_stands_for_the_first_that_lacks_one() -> None:
    first, second = Term("软件", HANS), Term("开源软件", HANS)
    assert forms(first, second, Term("軟體", TAIWAN)) == [(HANT, "軟件"), (HANT, "開源軟件")]
    assert forms(first, Term("軟體", TAIWAN), Term("程式", TAIWAN)) == [(HANT, "軟件")]
    # A Traditional word of its own gets a Simplified form; what is already there is not derived again.
    assert forms(first, Term("軟件", HANT), Term("資訊", HANT)) == [(HANS, "资讯")]
    assert forms(first, Term("軟件", HANT)) == []


def test_a_given_regional_form_settles_the_general_one() -> None:
    # 发 alone becomes 發; 裡 alone is Taiwan's, and 裏 in general.
    assert forms(Term("发", HANS)) == [(HANT, "發")]
    assert forms(Term("发", HANS), Term("髮", TAIWAN)) == []
    assert forms(Term("发里", HANS), Term("髮裡", TAIWAN)) == [(HANT, "髮裏")]


def test_readings_hold_for_both_scripts() -> None:
    record = of(Term("重量", HANS, pinyin="chóng liàng"), Term("重量", HANT), Term("AI", "en"))
    assert record.readings == (None, "chóng liàng", None)


def test_nothing_is_derived_from_what_conversion_would_cut() -> None:
    (cut, whole) = records([Concept("a", (Term("发\0发", HANS),)), Concept("b", (Term("头发", HANS),))])
    assert cut.forms == ()
    assert [form.text for form in whole.forms] == ["頭髮"]


def test_words_of_other_regions_are_keys_and_never_forms() -> None:
    record = of(Term("人工智能软件", HANS))
    assert [(s.text, s.reading) for s in record.spellings] == [("人工智慧軟體", "rén gōng zhì huì ruǎn tǐ")]
    assert "人工智慧軟體" not in [form.text for form in record.forms]
    assert of(Term("软件", HANS), Term("軟體", TAIWAN)).spellings == ()


@ANYTIME
@given(st.lists(st.tuples(words, st.sampled_from([HANS, HANT, TAIWAN, HONG_KONG])), min_size=1, max_size=6))
def test_many_at_once_is_the_same_as_each_alone(made: list[tuple[str, str]]) -> None:
    together = records([Concept(str(n), (Term(text, tag),)) for n, (text, tag) in enumerate(made)])
    for record, (text, tag) in zip(together, made, strict=True):
        if not record.readings[0] or "\0" in text:
            assert record.forms == ()
            continue
        assert {(form.language, form.text) for form in record.forms} == set(derive(text, tag).items())
        known = {fold(text), *(fold(form.text) for form in record.forms)}
        assert {fold(s.text) for s in record.spellings} == {fold(v) for v in variants(text, tag)} - known


# Keys


def test_keys_of_a_mixed_term() -> None:
    record = Record(Concept("c", (Term("GPT-4 大模型", HANS),)), ("GPT-4 dà mó xíng",))
    assert sorted((key, kind) for key, kind, *_ in keys_of(record)) == [
        ("4大模型", kinds.PART),
        ("gpt4damoxing", kinds.PINYIN),
        ("gpt4dmx", kinds.INITIALS),
        ("gpt4大模型", kinds.FOLD),
        ("型", kinds.PART),
        ("大模型", kinds.PART),
        ("模型", kinds.PART),
    ]


def test_keys_of_forms_and_spellings() -> None:
    record = Record(
        Concept("c", (Term("软件", HANS, Status.ADMITTED),)),
        (None,),
        (Form(HANT, "軟件", 0), Form(TAIWAN, "軟體", 0, "ruǎn tǐ")),
        (Spelling("程式", 0),),
    )
    found = {key[:4] for key in keys_of(record) if key[1] in (kinds.FOLD, kinds.VARIANT, kinds.PINYIN)}
    status = Status.ADMITTED.rank
    assert found == {
        ("软件", kinds.FOLD, 0, status),
        ("软体", kinds.VARIANT, 2, status),
        ("ruanti", kinds.PINYIN, 2, status),
        ("程式", kinds.VARIANT, 0, status),
    }


def test_what_folds_to_nothing_has_no_keys() -> None:
    assert keys_of(Record(Concept("c", (Term("—", HANS), Term(" ", "en"))), (None, None))) == []


def test_a_long_term_has_keys_of_bounded_size() -> None:
    keys = keys_of(Record(Concept("c", (Term("模" * 5000, HANS), Term("word " * 2000, "en"))), (None, None)))
    assert len(keys) < 1000
    assert sum(len(key) for key, kind, *_ in keys if kind == kinds.PART) < 40_000


def test_the_fingerprint_is_stable() -> None:
    assert fingerprint() == fingerprint.__wrapped__()


# The search


class Keys:
    """An index over keys in a list."""

    def __init__(self, made: Sequence[Concept]) -> None:
        self.rows: list[Row] = sorted(
            (key, kind, number, term, 1, status, length, form)
            for number, record in enumerate(records(made))
            for key, kind, term, status, length, form in keys_of(record)
        )

    def beginning(self, key: str, most: int) -> Sequence[Row]:
        return [row for row in self.rows if row[0].startswith(key)][:most]

    def ranked(
        self, key: str, kinds: Sequence[int], order: Mapping[int, int], most: int, *, words: bool
    ) -> Sequence[Row]:
        found = [
            row
            for row in self.rows
            if row[0].startswith(key) and row[1] in kinds and row[4] in order and (row[1] == PART or row[0] != key)
            if not words or row[1] != PART or row[0] == key or row[0].startswith(key + " ")
        ]
        found.sort(
            key=lambda row: (
                row[1] == PART, order[row[4]], row[5], row[1] == PINYIN, row[6],
                (row[7] or "") if row[1] == PART else row[0],
            )
        )  # fmt: skip
        return found[:most]

    def whole(self, key: str) -> Sequence[Row]:
        return [row for row in self.rows if row[0] == key and row[1] != PART]

    def parts(self, key: str) -> Sequence[Row]:
        return [row for row in self.rows if row[0] == key and row[1] == PART]

    def near(self, shortest: int, longest: int, *, pinyin: bool) -> Sequence[str]:
        wanted = (kinds.PINYIN,) if pinyin else (kinds.FOLD, kinds.VARIANT)
        return [row[0] for row in self.rows if row[1] in wanted and shortest <= row[6] <= longest]


@ANYTIME
@given(text=st.text("人工智能大模型治理", min_size=2, max_size=9), data=st.data())
def test_one_edit_is_always_found(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 2))
    edited = data.draw(
        st.sampled_from(
            [
                text[:at] + "术" + text[at + 1 :],
                text[:at] + "术" + text[at:],
                text[:at] + text[at + 1 :],
                text[:at] + text[at + 1] + text[at] + text[at + 2 :],
            ]
        )
    )
    distance = OSA.distance(text, edited)
    if len(edited) < 2 or not distance:
        return
    found = search(edited, Keys([Concept("c", (Term(text, HANS),))]), {1: 0}, 10)
    assert found
    if len(edited) >= len(text) and not text.startswith(edited) and edited not in text:
        assert found[0][:2] == (8, distance)


@ANYTIME
@given(queries=st.lists(words, min_size=1, max_size=4), made=st.lists(words, min_size=1, max_size=6))
def test_a_part_is_found_whatever_stands_around_it(queries: list[str], made: list[str]) -> None:
    index = Keys([Concept(text, (Term(text, HANS),)) for text in made])
    for text in made:
        for at in range(len(text)):
            part = text[at:]
            if len(part) > 1 and all("一" <= character <= "鿿" for character in text):
                numbers = {found[-1] for found in search(part, index, {1: 0}, 10)}
                assert made.index(text) in numbers
    for query in queries:
        assert search(query, index, {}, 10) == []


def test_the_bound_grows_with_length_and_never_falls() -> None:
    for character in "模a":
        bounds = [fuzzy_bound(character * size) for size in range(1, 60)]
        assert bounds == sorted(bounds)
        assert bounds[0] == 0


@ANYTIME
@given(
    query=st.sampled_from(["a", "ab", "模", "模型", "a b", "an", "models", "ān"]),
    made=st.lists(st.tuples(st.text("ab模型安 ", min_size=1, max_size=5), st.sampled_from(Status)), max_size=30),
    few=st.integers(1, 40),
    limit=st.integers(1, 12),
)
def test_what_the_engine_ranks_is_what_the_search_would(
    query: str, made: list[tuple[str, Status]], few: int, limit: int
) -> None:
    index = Keys(
        [Concept(str(n), (Term(text, HANS, status), Term(text, "en", status))) for n, (text, status) in enumerate(made)]
    )
    everything = search(query, index, {1: 0}, 1000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shuyu.store.search._FEW", few)
        best = search(query, index, {1: 0}, limit)
    assert [one[:7] for one in best[:limit]] == [one[:7] for one in everything[:limit]]
    # All that ties with the last is there, too: what settles ties sees all of them.
    if len(everything) > limit and everything[0][0] < 8:
        last = everything[limit - 1][:7]
        assert {one[-1] for one in everything if one[:7] == last} <= {one[-1] for one in best}
