"""DeepL's glossary: one direction, every source once, and its limits told all at once."""

from __future__ import annotations

import pytest

from shuyu.errors import InputError, UsageError
from shuyu.formats.base import Writing, losses
from shuyu.formats.deepl import FORMAT, LARGEST_GLOSSARY
from shuyu.model.concept import Concept, Status, Term
from tests.formats.test_contract import written

TO_CHINESE = Writing(languages=("en", "zh-Hans"))


def concept(english: str, *chinese: str) -> Concept:
    return Concept(english, (Term(english, "en"), *(Term(text, "zh-Hans") for text in chinese)))


def test_each_direction() -> None:
    assert written(FORMAT, [concept("model", "模型")], TO_CHINESE).decode() == "model\t模型\n"
    assert written(FORMAT, [concept("model", "模型")], Writing()).decode() == "模型\tmodel\n"


def test_of_several_targets_the_best_is_written_and_the_others_are_told() -> None:
    terms = (
        Term("model", "en"),
        Term("模子", "zh-Hans", Status.FORBIDDEN),
        Term("模式", "zh-Hans", Status.ADMITTED),
        Term("模型", "zh-Hans"),
    )
    one = Concept("a", terms)
    assert written(FORMAT, [one], TO_CHINESE).decode() == "model\t模型\n"
    assert losses([one], FORMAT, TO_CHINESE)["further terms"] == 2


def test_two_concepts_of_one_source_are_refused_unless_the_first_is_asked_for() -> None:
    both = [concept("bank", "银行"), concept("bank", "河岸"), concept("bank", "银行")]
    with pytest.raises(InputError, match=r"银行.*河岸") as caught:
        written(FORMAT, both, TO_CHINESE)
    assert [problem.code for problem in caught.value.problems] == ["E142"]
    first = Writing(languages=("en", "zh-Hans"), options={"duplicates": "first"})
    assert written(FORMAT, both, first).decode() == "bank\t银行\n"
    with pytest.raises(UsageError, match="E644"):
        written(FORMAT, both, Writing(options={"duplicates": "last"}))


def test_all_that_breaks_a_limit_is_told() -> None:
    broken = [concept("a" * 1025, "甲"), concept("b", "语" * 342), concept(" c", "丙"), concept("d\x07", "丁\u2028丁")]
    with pytest.raises(InputError) as caught:
        written(FORMAT, [*broken, concept("e" * 1024, "语" * 341)], Writing("g.tsv", ("en", "zh-Hans")))
    told = [problem.what for problem in caught.value.problems]
    assert len(told) == 5
    assert {(problem.code, problem.path) for problem in caught.value.problems} == {("E142", "g.tsv")}
    assert "1,025 bytes" in told[0]
    assert "1,026 bytes" in told[1]


def test_a_glossary_that_is_too_large() -> None:
    many = [concept(f"{number:05}" + "a" * 1000, "甲" * 300) for number in range(LARGEST_GLOSSARY // 1900)]
    with pytest.raises(InputError, match="10,485,760"):
        written(FORMAT, many, TO_CHINESE)
