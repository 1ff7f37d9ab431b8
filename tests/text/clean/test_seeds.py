"""The five real documents that define the dirt.

They are kept beside the repository, and nothing of them enters it: the tests name their lines by number.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest

from shuyu.text.clean import Cleaned, clean, replay
from shuyu.text.clean.words import straddles
from shuyu.text.han import HAN

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
pytestmark = [pytest.mark.seeds, pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not here")]

TITLE = "开源人工智能﹕合作的价值与未来\nOpen-Source AI: The Value and Future of Cooperation\n"


@lru_cache
def cleaned(number: str) -> Cleaned:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return clean(path.read_bytes().decode("utf-8"))


@pytest.fixture(params=["000", "001", "002", "003", "004"])
def seed(request: pytest.FixtureRequest) -> Cleaned:
    return cleaned(request.param)


def lines(number: str) -> list[str]:
    return [line for line in cleaned(number).text.split("\n") if line.strip()]


def source(number: str, line: int) -> str:
    """A line of the source, 1-based, as it was."""
    return cleaned(number).source.split("\n")[line - 1].strip()


def test_twice_is_once_and_steps_replay(seed: Cleaned) -> None:
    assert clean(seed.text).text == seed.text
    assert replay(seed.source, seed.steps) == seed.text


def test_no_fixer_makes_its_own_dirt(seed: Cleaned) -> None:
    # Lines are joined once: what is left would otherwise be joined wrongly by a second look.
    assert sum(step.fixer == "hard-wraps" for step in seed.steps) <= 1


def test_no_character_of_the_text_is_lost(seed: Cleaned) -> None:
    # What fixers took away is in their list; all else is there, in order.
    taken = [fix for fix in seed.fixes if re.search(f"[{HAN}]", fix.before)]
    assert {fix.fixer for fix in taken} <= {"running-heads"}
    han = re.compile(f"[^{HAN}]")
    without = len(han.sub("", seed.source)) - sum(len(han.sub("", fix.before)) for fix in taken)
    assert len(han.sub("", seed.text)) == without


def test_no_markup_is_left(seed: Cleaned) -> None:
    assert not re.search(r"!\[|</?\w+[^>]*>|\*\*|&\w+;|\ufffd", seed.text)


def test_no_reading_is_left_in_the_lesson() -> None:
    assert not re.search("[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+[)）]", cleaned("003").text)
    assert not re.search(f"[{HAN}],", cleaned("003").text)


def test_the_letter_and_its_translation_stay_neighbours() -> None:
    found = lines("003")
    at = found.index(source("003", 9))
    assert found[at - 1] == clean(source("003", 8)).text


def test_the_vocabulary_stays_lines() -> None:
    found = lines("003")
    at = found.index("large-scale AI models")
    assert found[at - 2 : at + 3] == [clean(source("003", line)).text for line in range(11, 16)]


def test_the_running_title_stays_once() -> None:
    assert cleaned("001").text.count(TITLE) == 1
    assert cleaned("001").text.count("开源人工智能﹕合作的价值与未来") == 1


@pytest.mark.parametrize("number", ["001", "002"])
def test_paragraphs_are_whole_sentences(number: str) -> None:
    long = [line for line in lines(number) if len(line) > 60]
    whole = [line for line in long if re.search("[。！？：.][”）]?$", line)]
    assert len(long) >= 15
    assert len(whole) / len(long) > 0.97


@pytest.mark.parametrize("number", ["001", "002"])
def test_no_line_ends_inside_a_word(number: str) -> None:
    found = lines(number)
    cut = [(a[-8:], b[:8]) for a, b in pairwise(found) if straddles(a, b)]
    assert cut == []


@pytest.mark.parametrize("number", ["001", "002"])
def test_no_paragraph_begins_in_the_middle(number: str) -> None:
    assert [line for line in lines(number) if line[0] in "，。、；：？！”）》的了和与及" and len(line) > 1] == []


@pytest.mark.parametrize("line", [131, 258, 287, 315])
def test_words_that_a_line_cut_are_whole(line: int) -> None:
    following = source("002", line + 1) or source("002", line + 2)
    assert source("002", line)[-8:] + following[:3] in cleaned("002").text


def test_the_stretched_line_is_whole() -> None:
    assert source("002", 139).replace(" ", "") + source("002", 141)[:3] in cleaned("002").text


@pytest.mark.parametrize(("number", "line"), [("002", line) for line in (1, 370, 372, 395)])
def test_what_stands_apart_stays_apart(number: str, line: int) -> None:
    assert source(number, line) in lines(number)


def test_captions_are_whole_and_apart() -> None:
    assert sum(line.startswith(("上图：", "下图：")) and line.endswith("。") for line in lines("002")) == 2


def test_the_footnote_that_ran_on_is_apart() -> None:
    found = lines("001")
    tail, body = source("001", 103).split("。", 1)
    at = next(i for i, line in enumerate(found) if line.startswith(body[:20]))
    assert found[at - 1].endswith(tail + "。")
    assert found[at].endswith(source("001", 105)[-20:])
    assert not re.search("[①-⑳]", cleaned("001").text)


@pytest.mark.parametrize("line", [290, 317, 325, 424])
def test_labels_of_charts_stay_lines(line: int) -> None:
    assert source("001", line) in lines("001")
