"""The glossary's terms win over OpenCC."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.conversion.dictionary import Steered
from shuyu.conversion.engine import Engine
from shuyu.conversion.steering import steering
from shuyu.model.concept import Concept, Status, Term
from shuyu.text.chain import CONFIGURATIONS

AI = Concept(
    "ai",
    (
        Term("人工智能", "zh-Hans"),
        Term("人工智能", "zh-Hant", derived=True),
        Term("人工智慧", "zh-Hant-TW"),
        Term("artificial intelligence", "en"),
    ),
)

CASES = [
    # terms, text, configuration, wanted
    ({"后羿": "后羿"}, "后羿之后", "s2t", "后羿之後"),
    ({"网络": "網絡"}, "无线网络", "s2twp", "無線網絡"),  # inside a longer phrase of OpenCC's
    ({"网络": "網絡"}, "网络游戏", "s2twp", "網絡遊戲"),  # a longer phrase begins with it
    ({"软件": "軟件"}, "软件工程", "s2twp", "軟件工程"),  # a later step would change it again
    ({"大模型": "大型模型", "模型": "模子"}, "大模型和模型", "s2t", "大型模型和模子"),  # the longest wins
    ({"数据": "甲", "据点": "乙"}, "数据点", "s2t", "甲點"),  # the one that begins first wins
    ({"后": "后"}, "皇后，后来，后", "s2t", "皇后，後來，后"),  # a character gives way to phrases
    ({"后": "后"}, "皇后，后来，后", "s2twp", "皇后，後來，后"),
    ({"裡": "裡"}, "裡應", "tw2s", "裡应"),  # a step before has changed the character
    ({"裡": "裏"}, "裡", "t2jp", "裏"),
    ({"位": "位元"}, "位置和位", "s2t", "位置和位"),  # no word is made of a character
    ({"AI 软件": "AI 軟件 (工具)"}, "用AI 软件吧", "s2twp", "用AI 軟件 (工具)吧"),  # spaces
    ({"豈\uf900": "x"}, "豈\uf900", "s2t", "x"),  # compatibility characters
    ({"": "x", "a\0": "x", "软件": ""}, "软件a", "s2t", "軟件a"),  # what cannot be is left out
    ({"软件": "軟件"}, "软件\U00100000\U0010ffff\0软件", "s2twp", "軟件\U00100000\U0010ffff\0軟件"),
]


@pytest.mark.parametrize(("terms", "text", "name", "wanted"), CASES)
def test_terms_win(terms: dict[str, str], text: str, name: str, wanted: str) -> None:
    assert Steered(terms).run(text, (name,)) == wanted


def test_terms_win_over_several_configurations() -> None:
    assert Steered({"軟體": "軟體", "里": "里"}).run("軟體里", ("tw2sp", "s2hkp")) == "軟體里"
    assert Steered({"軟體": "軟體"}).run("軟體", ()) == "軟體"


def test_our_configurations_are_as_opencc_wants_them(capfd: pytest.CaptureFixture[str]) -> None:
    for name in (*CONFIGURATIONS, "any2s", "any2hk"):
        Steered({"术语": "術語", "后": "后"}).run("术语", (name,))
    assert capfd.readouterr() == ("", "")


@given(st.text(st.sampled_from("软件工程网络后里a，"), max_size=12), st.sampled_from(CONFIGURATIONS))
def test_a_term_stands_in_its_wanted_form_wherever_it_stood(text: str, name: str) -> None:
    made = Steered({"软件": "甲乙"}).run(text, (name,))
    assert made.count("甲乙") == text.count("软件")
    assert "软件" not in made


def test_another_word_needs_leave() -> None:
    assert steering([AI], "zh-Hant-TW").terms["人工智能"] == "人工智慧"
    assert steering([AI], "zh-Hant-TW", words=True).terms["人工智能"] == "人工智慧"
    assert "人工智能" not in steering([AI], "zh-Hant-TW", words=False).terms
    assert steering([AI], "zh-Hant-HK", words=True).terms == {}
    assert steering([AI], "zh-Hans").terms["人工智慧"] == "人工智能"


def test_a_region_without_a_form_takes_the_general_one() -> None:
    concept = Concept("c", (Term("里程碑", "zh-Hans"), Term("裏程碑", "zh-Hant")))
    assert steering([concept], "zh-Hant-TW").terms["里程碑"] == "裡程碑"
    own = Concept("c", (*concept.terms, Term("里程碑", "zh-Hant-TW")))
    assert steering([own], "zh-Hant-TW").keep == {"里程碑"}
    # Text of any region finds its way back.
    assert steering([concept], "zh-Hans").terms["裡程碑"] == "里程碑"


def test_terms_are_paired_as_the_same_word_then_in_order() -> None:
    concept = Concept(
        "c",
        (
            Term("电脑", "zh-Hans"),
            Term("计算机", "zh-Hans", Status.ADMITTED),
            Term("微机", "zh-Hans", Status.DEPRECATED),
            Term("電腦", "zh-Hant-TW"),
            Term("運算器", "zh-Hant-TW", Status.ADMITTED),
            Term("計算機", "zh-Hant-TW", Status.FORBIDDEN),
        ),
    )
    assert steering([concept], "zh-Hant-TW").terms == {
        "电脑": "電腦",
        "计算机": "運算器",
        "電腦": "電腦",
        "運算器": "運算器",
    }


def test_concepts_that_disagree_do_not_win() -> None:
    other = Concept(
        "b", (Term("程序", "zh-Hans"), Term("程序", "zh-Hant-TW", Status.PROPOSED), Term("程式", "zh-Hant-TW"))
    )
    law = Concept("a", (Term("程序", "zh-Hans"), Term("手續", "zh-Hant-TW")))
    assert "程序" not in steering([law, other], "zh-Hant-TW").terms


def test_what_is_the_same_in_both_scripts_stays() -> None:
    name = Concept("n", (Term("云栖", "zh-Hans"), Term("云栖", "zh-Hant")))
    found = steering([name], "zh-Hant-TW")
    assert found.keep == {"云栖"}
    assert Engine("zh-Hant-TW", terms=found.terms, keep=found.keep).convert("云栖的云") == "云栖的雲"
