"""CC-CEDICT: what its lines mean, what ours are like, and what is no line of it."""

from __future__ import annotations

from io import BytesIO

import pytest

from shuyu.errors import InputError
from shuyu.formats.base import Reading, Writing
from shuyu.formats.cedict import FORMAT, entries, read
from shuyu.formats.cedict_pinyin import marked, numbered, parted
from shuyu.formats.registry import format_of
from shuyu.model.concept import Concept, Status, Term
from tests.formats.test_contract import written


def listed(text: str, reading: Reading | None = None) -> list[Concept]:
    return list(read(BytesIO(text.encode()), reading or Reading("cedict.u8")))


def lines(*concepts: Concept) -> list[str]:
    return [
        line for line in written(FORMAT, list(concepts), Writing()).decode().split("\n") if line[:1] not in ("#", "")
    ]


def test_an_entry() -> None:
    (found,) = listed("軟件 软件 [ruan3 jian4] /(computer) software/program; application/CL:個|个[ge4]/\r\n")
    assert found.terms == (
        Term("软件", "zh-Hans", pinyin="ruǎn jiàn"),
        Term("軟件", "zh-Hant", pinyin="ruǎn jiàn"),
        Term("(computer) software", "en"),
        Term("program", "en", Status.ADMITTED),
        Term("application", "en", Status.ADMITTED),
    )
    assert found.note == "CL:個|个[ge4]"


@pytest.mark.parametrize(
    "line",
    [
        "女 女 [nu:3] /female/",
        "T恤 T恤 [T xu4] /T-shirt/",
        "玩兒 玩儿 [wan2 r5] /to play/",
        "北京 北京 [Bei3 jing1] /Beijing/",
        "裡 里 [li3] /variant of 裏|里[li3]/",
        "垃圾 垃圾 [la1 ji1] /trash/CL:把[ba3]/Taiwan pr. [le4 se4]/",
        "𠮷 𠮷 [ji2] /variant of 吉[ji2]/",
        "一,二 一,二 [yi1 , er4] /one, two/",
    ],
)
def test_a_line_comes_back_as_it_was(line: str) -> None:
    assert lines(*listed(line)) == [line]


@pytest.mark.parametrize(
    ("numbers", "marks"),
    [
        ("nu:3 xing4", "nǚ xìng"),
        ("lu:e4", "lüè"),
        ("LU:4", "LǛ"),
        ("xiong2", "xióng"),
        ("dou1 gui3 liu2", "dōu guǐ liú"),
        ("hai2 zi5", "hái zi"),
        ("san1 C", "sān C"),
        ("ng2", "ńg"),
        ("er4 r5", "èr r"),
        ("k tv1", "k tv1"),
        ("biu1", "biū"),
        ("xx5", "xx"),
        ("A1 · B", "Ā · B"),
    ],
)
def test_pinyin_both_ways(numbers: str, marks: str) -> None:
    if numbers != "k tv1":
        assert marked(numbers) == marks
        assert numbered(marks) == numbers


def test_readings_as_people_write_them() -> None:
    assert numbered("réngōng zhìnéng") == "ren2 gong1 zhi4 neng2"
    assert numbered("Zhōngguó") == "Zhong1 guo2"
    assert numbered("GPT-4 [mó xíng]") == "GPT-4 mo2 xing2"
    assert numbered("xyz") == "xyz"


def test_the_second_version_of_the_format() -> None:
    (found,) = listed("中國人 中国人 [[Zhong1guo2ren2]] /Chinese person/")
    assert found.terms[0].pinyin == "Zhōng guó rén"
    assert parted("ba1-ba5") == "ba1 ba5"


def test_semicolons_inside_brackets_part_nothing() -> None:
    (found,) = listed("打 打 [da3] /to beat; to hit (a drum; a gong)/")
    assert [term.text for term in found.terms[2:]] == ["to beat", "to hit (a drum; a gong)"]


def test_what_the_file_says_of_itself() -> None:
    reading = Reading("x")
    head = (
        "\ufeff# CC-CEDICT\n#\n#! date=2023-11-07T06:42:16Z\n#! license=https://a.b/\n#! publisher=MDBG\n#! entries=0\n"
    )
    assert listed(head, reading) == []
    assert reading.about == {"title": "CC-CEDICT", "date": "2023-11-07", "licence": "https://a.b/", "source": "MDBG"}


def test_what_we_say_of_ours() -> None:
    writing = Writing(title="A\nlist", source="me", licence="CC0", date="2026-11-22")
    reading = Reading("x")
    data = written(FORMAT, [Concept("a", (Term("甲", "zh-Hans"), Term("a", "en")))], writing)
    assert len(list(read(BytesIO(data), reading))) == 1
    assert reading.about == {"title": "A list", "source": "me", "licence": "CC0", "date": "2026-11-22"}


def test_what_is_no_entry_is_named_with_its_line() -> None:
    data = "甲 甲 [jia3] /a/\nno entry\n乙 乙 [yi3] //\n丙 丙 [bing3] /\x07/\n".encode() + b"\xff\n"
    with pytest.raises(InputError) as caught:
        list(read(BytesIO(data), Reading("c.u8")))
    assert [(problem.code, problem.line) for problem in caught.value.problems] == [("E141", n) for n in (2, 3, 4, 5)]


def test_a_file_that_is_no_dictionary_is_not_read_to_its_end() -> None:
    with pytest.raises(InputError) as caught:
        listed("nothing\n" * 500)
    assert len(caught.value.problems) == 100


def test_scripts_and_readings_that_nobody_gave_are_made() -> None:
    concept = Concept("a", (Term("软件", "zh-Hans"), Term("軟件", "zh-Hant"), Term("程式", "zh-Hant"), Term("x", "en")))
    assert lines(concept) == ["軟件 软件 [ruan3 jian4] /x/", "程式 程式 [cheng2 shi4] /x/"]


def test_a_reading_that_a_person_gave_is_kept() -> None:
    terms = (Term("重", "zh-Hans"), Term("重", "zh-Hant", pinyin="chóng"), Term("again", "en"))
    assert lines(Concept("a", terms)) == ["重 重 [chong2] /again/"]


def test_what_has_no_place_in_a_line() -> None:
    terms = (
        Term("#一 号", "zh-Hans"),
        Term("and/or; x", "en"),
        Term("bad", "en", Status.FORBIDDEN),
        Term("see 某", "en"),
    )
    found = lines(Concept("a", terms, note="free text\nvariant of 甲"))
    assert found == ["＃一號 #一号 [yi1 hao4] /and／or； x/note: free text/variant of 甲/"]
    assert listed(found[0])[0].note == "free text\nvariant of 甲"


def test_a_concept_without_one_of_the_languages_is_left_out() -> None:
    assert lines(Concept("a", (Term("model", "en"),)), Concept("b", (Term("模型", "zh-Hans"),))) == []
    assert list(entries(Concept("b", (Term("模型", "zh-Hans"),)), Writing())) == []


def test_it_is_told_from_an_omegat_glossary() -> None:
    assert format_of("a.txt", "# CC\n軟件 软件 [ruan3 jian4] /software/\n".encode()).name == "cedict"
    assert format_of("a.txt", b"model\t\xe6\xa8\xa1\xe5\x9e\x8b\n").name == "omegat"


def test_a_large_dictionary_streams() -> None:
    class Endless(BytesIO):
        def readline(self, *_: object) -> bytes:
            return "軟件 软件 [ruan3 jian4] /software/\n".encode()

        def __iter__(self) -> Endless:
            return self

        def __next__(self) -> bytes:
            return self.readline()

    found = read(Endless(), Reading("x"))
    assert [next(found).terms[0].text for _ in range(3)] == ["软件"] * 3
