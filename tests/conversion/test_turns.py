"""What units become, and what is noted of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.conversion.base import Unit
from shuyu.conversion.engine import Engine
from shuyu.conversion.turns import Beside, Turner, Watch, script_of

TO_HANT: Callable[[str | None], Engine] = lambda source: Engine("zh-Hant", from_=source)  # noqa: E731
TO_HANS: Callable[[str | None], Engine] = lambda source: Engine("zh-Hans", from_=source)  # noqa: E731


def _turned(turner: Turner, texts: Sequence[str]) -> list[str]:
    return ["".join(pieces) for pieces in turner([Unit((text,)) for text in texts])]


def test_the_document_says_what_a_unit_does_not() -> None:
    # 后 alone is Simplified for "after" only where the text around it is Simplified.
    assert _turned(Turner(TO_HANT, source="zh-Hant"), ["皇后的頭髮", "后"]) == ["皇后的頭髮", "后"]
    assert _turned(Turner(TO_HANT, source="zh-Hans"), ["她来了", "之后"]) == ["她來了", "之後"]


def test_mixed_documents_turn_unit_by_unit() -> None:
    turner = Turner(TO_HANT, source="mixed")
    assert _turned(turner, ["太后與頭髮", "头发", "头发與頭髮", "后来"]) == ["太后與頭髮", "頭髮", "頭髮與頭髮", "後來"]


@pytest.mark.parametrize("source", ["zh-Hans", "mixed"])
def test_what_is_switched_off_stays_off_over_units_and_calls(source: str) -> None:
    turner = Turner(TO_HANT, source=source)
    first = _turned(turner, ["头发 shuyu:off 头发", "头发"])
    second = _turned(turner, ["头发", "头发 shuyu:on 头发", "头发"])
    assert first == ["頭髮 shuyu:off 头发", "头发"]
    assert second == ["头发", "头发 shuyu:on 頭髮", "頭髮"]


def test_english_settles_but_not_what_a_person_decided() -> None:
    unit = Unit(("他的发很长",), english="His hair is long.")
    assert Turner(TO_HANT, source="zh-Hans")([unit]) == [("他的髮很長",)]
    kept = Turner(
        lambda source: Engine("zh-Hant", from_=source, terms={"他的发": "他的發"}),
        source="zh-Hans",
        terms={"他的发": "他的發"},
        watch=Watch(doubts=True),
    )
    assert kept([unit]) == [("他的發很長",)]
    assert [placed.doubt.settled for placed in kept.findings.doubts] == ["term"]
    assert kept.findings.settled == 0
    off = Turner(TO_HANT, source="zh-Hans", watch=Watch(doubts=True))
    assert off([Unit(("shuyu:off 他的发",), english="His hair.")]) == [("shuyu:off 他的发",)]
    assert off.findings.doubts == []


def test_english_may_ask_for_another_word_and_terms_for_the_first() -> None:
    engine = Engine("zh-Hant-TW", from_="zh-Hans", words=True)
    unit = Unit(("依照法律", "程序"), english="According to legal procedure.")
    assert Turner(lambda source: engine)([unit]) == [("依照法律", "程序")]
    kept = Turner(lambda source: engine, terms={"法律程序": "法律程式"})
    assert kept([unit]) == [("依照法律", "程式")]


def test_the_words_around_weigh_where_that_is_asked_for() -> None:
    text = "进行复杂的工作"
    plain, weighed = (_turned(Turner(TO_HANT, source="zh-Hans", weigh=weigh), [text]) for weigh in (False, True))
    assert plain == [Engine("zh-Hant").convert(text)]
    assert weighed == ["進行複雜的工作"]


def test_english_by_the_stretch() -> None:
    text = "他的发很长。他的发不长。"
    sides = [[Beside(0, 6, "His hair is long.")]]
    turner = Turner(TO_HANT, source="zh-Hans", english=sides, watch=Watch(doubts=True))
    assert _turned(turner, [text]) == ["他的髮很長。他的發不長。"]
    assert [(one.doubt.start, one.doubt.settled) for one in turner.findings.doubts] == [(2, "english"), (8, None)]


def test_lines_are_those_of_the_doubt_not_of_its_unit() -> None:
    turner = Turner(TO_HANT, source="zh-Hans", watch=Watch(doubts=True, changes=True))
    turner([Unit(("来\n他的发",), line=10)])
    assert [placed.line for placed in turner.findings.doubts] == [11]
    assert [(change.line, change.after) for change in turner.findings.changes] == [(10, "來\n他的發")]


def test_cleaning_keeps_the_pieces_apart() -> None:
    turner = Turner(TO_HANS, source="zh-Hant", clean=True)
    assert turner([Unit(("標(bi", "āo)準", "(zhǔn)的\n", "頭髮"))]) == [("标", "准", "的\n", "头发")]


def test_units_without_pieces() -> None:
    assert Turner(TO_HANS)([Unit(()), Unit(("",))]) == [(), ("",)]


def test_the_script_of_a_document() -> None:
    assert script_of([]) is None
    assert script_of(["人工", "术语和術語"]) == "mixed"


@given(st.lists(st.lists(st.text("头发頭髮內存记忆體后里 a\n", max_size=5), max_size=5), max_size=4))
def test_as_many_pieces_come_back_and_their_text_is_that_of_the_whole(pieces: list[list[str]]) -> None:
    units = [Unit(tuple(unit)) for unit in pieces]
    for words in (False, True):
        engine = Engine("zh-Hant-TW", words=words)
        turned = Turner(lambda source: engine)(units)  # noqa: B023
        assert [len(made) for made in turned] == [len(unit.pieces) for unit in units]
        assert ["".join(made) for made in turned] == [engine.convert(unit.text) for unit in units]
