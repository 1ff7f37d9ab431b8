from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.align.sentences import LOW, Bead, Hints, align, rests_on
from shuyu.align.similarity import Embedder, embedder
from tests.align.sample import EN, GOLD, ZH

MODES = [pytest.param(True, id="vectors"), pytest.param(False, id="no vectors")]


def model(vectors: bool) -> Embedder | None:
    return embedder() if vectors else None


def whole(beads: Sequence[Bead], n: int, m: int) -> None:
    """Each sentence in exactly one bead, in order, and scores that are probabilities."""
    assert [i for bead in beads for i in bead.zh] == list(range(n))
    assert [j for bead in beads for j in bead.en] == list(range(m))
    assert all(bead.zh or bead.en for bead in beads)
    assert all(0 < bead.score < 1 for bead in beads)


def pairs(beads: Sequence[Bead]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.zh, bead.en) for bead in beads]


def test_a_story_is_aligned_as_a_person_would() -> None:
    beads = align(ZH, EN, embedder=embedder())
    assert pairs(beads) == list(GOLD)
    assert sum(bead.score for bead in beads) / len(beads) > 0.8


def test_without_an_encoder_most_of_it_still_is() -> None:
    beads = align(ZH, EN, embedder=None)
    whole(beads, len(ZH), len(EN))
    assert len(set(pairs(beads)) & set(GOLD)) >= 7


def test_traditional_script_is_read_as_simplified() -> None:
    from shuyu.text.script import convert

    assert pairs(align([convert(text, "zh-Hant") for text in ZH], EN, embedder=embedder())) == list(GOLD)


def test_an_omission_stays_alone() -> None:
    zh = [*ZH[:8], "街角的面包店在那年关了门，再也没有开过。", *ZH[8:]]
    beads = align(zh, EN, embedder=embedder())
    whole(beads, len(zh), len(EN))
    assert ((8,), ()) in pairs(beads)


def test_an_addition_stays_alone() -> None:
    en = [*EN[:7], "Nobody in the capital had ever heard of this bakery.", *EN[7:]]
    beads = align(ZH, en, embedder=embedder())
    assert ((), (7,)) in pairs(beads)


def test_a_hole_of_many_sentences_is_found() -> None:
    order = random.Random(7)  # noqa: S311
    noise = [
        f"{order.choice('天地山水风雨')}{order.choice('高低大小')}{k}号星球的居民用{k * 7}种颜色写诗。"
        for k in range(60)
    ]
    zh = [*ZH[:6], *noise, *ZH[6:]]
    found = pairs(align(zh, EN, embedder=embedder()))
    late = [(tuple(i + 60 for i in z), e) for z, e in GOLD[5:]]
    assert len(set(found) & {*GOLD[:5], *late}) >= 8


def test_a_lexicon_makes_surer() -> None:
    zh = ["苹果很甜。", "他睡了。", "大海很蓝。"]
    en = ["An apple is sweet.", "He fell asleep.", "The sea is very blue."]
    lexicon = {
        "苹果": ["an apple"],
        "甜": ["sweet"],
        "大海": ["sea", "ocean"],
        "蓝": ["blue"],
        "睡": ["to fall asleep"],
    }
    with_it, without = align(zh, en, embedder=None, lexicon=lexicon), align(zh, en, embedder=None)
    assert pairs(with_it) == [((k,), (k,)) for k in range(3)]
    assert min(bead.score for bead in with_it) > min(bead.score for bead in without)


def test_paragraphs_are_hints() -> None:
    zh, en = ["甲。", "乙。", "丙。", "丁。"], ["Aa.", "Bb.", "Cc.", "Dd.", "Ee."]
    hints = Hints(zh_breaks=(0, 2), en_breaks=(0, 3))
    beads = align(zh, en, embedder=None, hints=hints)
    whole(beads, 4, 5)
    assert any(bead.zh[:1] == (2,) and bead.en[:1] == (3,) for bead in beads)


def test_hints_beyond_the_text_do_no_harm() -> None:
    whole(align(ZH, EN, embedder=None, hints=Hints((99, -3), (-1, 77))), len(ZH), len(EN))


@pytest.mark.parametrize("vectors", MODES)
def test_an_empty_side(vectors: bool) -> None:
    assert align([], [], embedder=model(vectors)) == []
    beads = align(ZH, [], embedder=model(vectors))
    whole(beads, len(ZH), 0)
    beads = align([], EN, embedder=model(vectors))
    whole(beads, 0, len(EN))


@pytest.mark.parametrize("vectors", MODES)
def test_strange_lines(vectors: bool) -> None:
    zh = ["", "。", "   ", "\u3000", "👍👍", "\x00", "۝", "1" * 300]
    en = ["", "...", "\t", "🙂", "-" * 500, "x"]
    whole(align(zh, en, embedder=model(vectors)), len(zh), len(en))


@pytest.mark.parametrize("vectors", MODES)
def test_wrong_languages(vectors: bool) -> None:
    for zh, en in ((EN, ZH), (ZH, ZH), (EN, EN)):
        whole(align(zh, en, embedder=model(vectors)), len(zh), len(en))


def test_two_texts_that_have_nothing_to_do_with_each_other_score_low() -> None:
    zh = [f"第{k}条规定了船舶在港口停泊时应缴纳的费用。" for k in range(30)]
    en = [f"The {k}th recipe asks for butter, sugar and patience." for k in range(30, 60)]
    beads = align(zh, en, embedder=embedder())
    whole(beads, 30, 30)
    good = align(ZH, EN, embedder=embedder())
    mean = sum(bead.score for bead in beads if bead.zh and bead.en) / max(sum(1 for b in beads if b.zh and b.en), 1)
    assert mean < sum(bead.score for bead in good) / len(good)
    assert any(bead.score < LOW for bead in beads)


@pytest.mark.parametrize("vectors", MODES)
def test_a_side_ten_times_as_long(vectors: bool) -> None:
    en = list(EN) * 10
    beads = align(ZH, en, embedder=model(vectors))
    whole(beads, len(ZH), len(en))


@pytest.mark.slow
@pytest.mark.parametrize("vectors", MODES)
def test_lines_of_a_hundred_thousand_characters(vectors: bool) -> None:
    zh = ["很长的一行，没有尽头。" * 9_000, *ZH]
    en = ["A very long line without an end, " * 3_000, *EN]
    start = time.process_time()
    whole(align(zh, en, embedder=model(vectors)), len(zh), len(en))
    assert time.process_time() - start < 240


@given(
    zh=st.lists(st.text(alphabet="天地玄黄，。！？“”12Ab ", max_size=25), max_size=9),
    en=st.lists(st.text(alphabet="abc ,.!?'12", max_size=40), max_size=9),
)
def test_every_sentence_is_in_exactly_one_bead(zh: list[str], en: list[str]) -> None:
    whole(align(zh, en, embedder=None), len(zh), len(en))


@given(data=st.data())
def test_so_it_is_with_vectors(data: st.DataObject) -> None:
    zh = data.draw(st.lists(st.sampled_from(ZH), max_size=14))
    en = data.draw(st.lists(st.sampled_from(EN), max_size=14))
    whole(align(zh, en, embedder=embedder()), len(zh), len(en))


def test_the_same_input_gives_the_same_output_in_any_process() -> None:
    program = (
        "from shuyu.align.sentences import align; from shuyu.align.similarity import embedder;"
        "from tests.align.sample import ZH, EN;"
        "print(align(ZH, EN, embedder=embedder()), align(ZH, EN, embedder=None))"
    )
    said = {subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout for _ in range(2)}
    assert len(said) == 1
    assert said.pop().decode().strip() == f"{align(ZH, EN, embedder=embedder())} {align(ZH, EN, embedder=None)}"


def test_it_says_what_it_rests_on() -> None:
    found = embedder()
    assert found is not None
    assert rests_on(found, {}) == ("length", "numbers and Latin words", "lexicon", f"embeddings ({found.name})")
    assert "words learnt from the documents" in rests_on(None)
