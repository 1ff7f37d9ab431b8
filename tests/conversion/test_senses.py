"""The tables of meanings hold what they promise."""

import pytest

from shuyu.conversion.probe import entries, forms, uncovered
from shuyu.conversion.senses import Sense, read_english, senses, weigh
from shuyu.languages import HANS
from shuyu.text.script import TARGETS

SENSES = [sense for rows in senses().values() for sense in rows]
WORDING = [sense for rows in senses("wording").values() for sense in rows]


def _name(sense: Sense) -> str:
    return f"{sense.source}-{sense.only}"


@pytest.mark.parametrize("sense", SENSES, ids=_name)
def test_each_form_is_one_of_its_characters(sense: Sense) -> None:
    several = forms(sense.only or "zh-Hant")
    for form in sense.forms:
        assert len(form) == len(sense.source)
    if len(sense.source) == 1:
        assert set(sense.forms) <= set(several[sense.source])
        assert set(sense.near) <= set(sense.forms)


@pytest.mark.parametrize("sense", WORDING, ids=_name)
def test_each_wording_has_its_region_and_other_words(sense: Sense) -> None:
    assert sense.only in TARGETS
    assert all(sense.forms.values())


@pytest.mark.parametrize("sense", SENSES + WORDING, ids=_name)
def test_each_word_speaks_for_one_meaning_or_for_none(sense: Sense) -> None:
    assert sense.only in ("", *TARGETS)
    assert sum(not cues for cues in sense.forms.values()) <= 1
    assert all(cue == cue.strip() for cues in sense.forms.values() for cue in cues)


def test_the_text_s_own_marks_are_no_marks() -> None:
    assert uncovered(["\ue000发\n", "头发"], "zh-Hant") == [{1}, set()]
    assert uncovered([], "zh-Hant") == []
    assert uncovered(["乾"], HANS) == [{0}]
    assert entries(["头发", "皇后头发", "头"]) == [True, True, False]


def test_several_words_for_several_forms_tell_nothing() -> None:
    cues = {"幹": frozenset({"do"}), "乾": frozenset({"dry"}), "干": frozenset({"interfere"})}
    assert weigh(cues, "幹", read_english("dry, and interfere")) is None
    assert weigh(cues, "幹", read_english("nothing")) is None


def test_names_speak_with_their_capital_only() -> None:
    cues = {"範": frozenset({"scope"}), "范": frozenset({"Fan"})}
    assert weigh(cues, "範", read_english("an electric fan")) is None
    verdict = weigh(cues, "範", read_english("Mr Fan"))
    assert verdict is not None
    assert verdict.form == "范"
