"""OmegaT's glossary: what it reads, and what we say of files that are none."""

from __future__ import annotations

from io import BytesIO

import pytest

from shuyu.errors import InputError
from shuyu.formats.base import Reading, Writing
from shuyu.formats.omegat import FORMAT, read
from shuyu.model.concept import Concept, Status, Term
from tests.formats.test_contract import written


def listed(data: str | bytes, reading: Reading | None = None) -> list[tuple[str, ...]]:
    raw = data.encode() if isinstance(data, str) else data
    found = read(BytesIO(raw), reading or Reading("a.txt"))
    return [(*(f"{term.text} {term.language}" for term in one.terms), one.note or "") for one in found]


def test_what_omegat_reads() -> None:
    text = "# remark\nmodel\t模型\tnote\n\nopen source\t开源\n"
    assert listed(text) == [("model en", "模型 zh-Hans", "note"), ("open source en", "开源 zh-Hans", "")]


def test_the_column_with_chinese_is_the_chinese_one() -> None:
    assert listed("模型\tmodel\n") == [("模型 zh-Hans", "model en", "")]
    assert listed("模型\tmodel\n", Reading("a.txt", source="zh-Hant-TW", target="en")) == [
        ("模型 zh-Hant-TW", "model en", "")
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_any_encoding(encoding: str) -> None:
    assert listed("开源软件和人工智能\topen source\n".encode(encoding))[0][0] == "开源软件和人工智能 zh-Hans"


def test_what_is_no_pair_is_named_with_its_line() -> None:
    with pytest.raises(InputError) as caught:
        listed("model\t模型\nalone\n\t空\nbad\t\x07坏\n")
    assert [(p.line, p.code) for p in caught.value.problems] == [(2, "E141"), (3, "E141"), (4, "E141")]


def test_a_further_column_is_told() -> None:
    reading = Reading("a.txt")
    listed("a\t甲\tn\tmore\n", reading)
    assert reading.losses["a fourth column"].line == 1


def test_what_must_not_be_used_is_not_recommended() -> None:
    terms = (Term("模型", "zh-Hans"), Term("model", "en"), Term("mould", "en", Status.FORBIDDEN))
    data = written(FORMAT, [Concept("a", terms)], Writing(languages=("zh-Hans", "en")))
    assert data.decode().splitlines()[1:] == ["模型\tmodel"]
    data = written(FORMAT, [Concept("a", terms)], Writing(languages=("en", "zh-Hans")))
    assert data.decode().splitlines()[1:] == ["model\t模型", "mould\t模型"]


def test_a_term_that_begins_like_a_remark() -> None:
    data = written(
        FORMAT, [Concept("a", (Term("#1", "en"), Term("一号", "zh-Hans")))], Writing(languages=("en", "zh-Hans"))
    )
    assert data.decode().splitlines()[1] == " #1\t一号"
    assert listed(data) == [("#1 en", "一号 zh-Hans", "")]
