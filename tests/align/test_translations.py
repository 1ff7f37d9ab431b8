from __future__ import annotations

import numpy as np

from shuyu.align.lattice import KINDS
from shuyu.align.translations import Table, Translations, Words, chinese_words, english_words, learnt, prior
from tests.align.sample import EN, ZH


def named(table: Table, zh: Words, en: Words) -> dict[tuple[str, str], float]:
    return {(zh.known[i], en.known[j]): weight for (i, j), weight in table.items()}


def test_numbers_and_latin_words_translate_themselves() -> None:
    zh, en = chinese_words(ZH), english_words(EN)
    found = named(prior(zh, en, None), zh, en)
    assert {pair for pair in found if pair[0] == pair[1]} >= {("19", "19"), ("3200", "3200"), ("linux", "linux")}


def test_a_lexicon_gives_what_stands_in_the_other_text() -> None:
    zh, en = chinese_words(["電腦壞了。"]), english_words(["The computers broke down."])
    found = named(prior(zh, en, {"电脑": ["a computer"], "坏": ["bad", "to break down"]}), zh, en)
    assert found["电脑", "computer"] == 1.0
    assert not any("bad" in pair for pair in found)


def test_words_that_meet_again_and_again_are_learnt() -> None:
    zh = chinese_words(["猫睡觉。", "狗睡觉。", "猫吃鱼。", "狗吃肉。", "猫跑。", "狗跑。"])
    en = english_words(["Cats sleep.", "Dogs sleep.", "Cats eat fish.", "Dogs eat meat.", "Cats run.", "Dogs run."])
    beads = [(k + 1, k + 1, 1, 1, 0.9) for k in range(6)]
    found = named(learnt(zh, en, beads, {}), zh, en)
    assert max(found, key=lambda pair: found[pair] if pair[0] == "猫" else 0) == ("猫", "cat")
    assert max(found, key=lambda pair: found[pair] if pair[0] == "狗" else 0) == ("狗", "dog")
    # What was seen once proves nothing: it would only confirm the bead that shows it.
    assert ("鱼", "fish") not in found


def test_nothing_is_learnt_from_nothing() -> None:
    zh, en = chinese_words(["猫。", ""]), english_words(["Cat.", ""])
    assert learnt(zh, en, [], {(0, 0): 1.0}) == {(0, 0): 1.0}
    assert learnt(zh, en, [(2, 2, 1, 1, 0.9), (1, 1, 1, 0, 0.9)], {}) == {}


def test_a_translation_explains_its_words_and_no_others() -> None:
    zh, en = chinese_words(["GPT", "天", "3"]), english_words(["gpt", "sky", "3"])
    odds = Translations(zh, en, prior(zh, en, None)).explained(0, 4, 0, 4)[KINDS.index((1, 1))]
    assert odds.shape == (4, 4)
    assert odds[1, 1] > 0.5
    assert odds[3, 3] > 0.5
    assert np.allclose(odds[2, 1:], 0.0)
    assert odds[1, 2] == 0.0
