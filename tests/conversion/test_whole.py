"""Documents and files from Python."""

from __future__ import annotations

from pathlib import Path

import pytest

import shuyu.conversion
from shuyu.conversion import convert_document, convert_file
from shuyu.conversion.parallel import beside, english_of_document
from shuyu.conversion.turns import Watch
from shuyu.errors import InputError, ProjectError, UsageError
from tests.conversion.samples import docx_of, text_of_docx


def test_terms_and_what_stays() -> None:
    made = convert_document(
        "太后在里面。后羿".encode(), "a.txt", to="zh-Hant", terms={"里面": "內裡"}, keep={"后羿"}, from_="zh-Hans"
    )
    assert made.data.decode() == "太后在內裡。后羿"
    assert (made.source, made.target, made.format) == ("zh-Hans", "zh-Hant", "plain")


def test_configurations_of_opencc_are_used_alone() -> None:
    made = convert_document("软件和軟體".encode(), "a.txt", to="s2twp", watch=Watch(losses=True))
    assert made.data.decode() == "軟體和軟體"
    assert made.target == "zh-Hant-TW"


def test_the_english_of_any_document() -> None:
    passages = english_of_document(docx_of(["His hair is long.", "他的头发", "She came."]), "en.docx")
    assert [passage.text for passage in passages] == ["His hair is long.", "She came."]
    assert beside([], passages) == []
    with pytest.raises(InputError, match="E120"):
        english_of_document("只有中文".encode(), "en.txt")


def test_english_passages_settle() -> None:
    english = english_of_document(b"His hair is long.", "en.md")
    made = convert_document(docx_of(["他的|发很长。"]), "a.docx", to="zh-Hant", english=english)
    assert text_of_docx(made.data) == ["他的|髮很長。"]


def test_a_file_is_not_replaced_unasked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("术语", encoding="utf-8")
    with pytest.raises(ProjectError, match="E406"):
        convert_file(tmp_path / "a.txt", to="zh-Hant", output=tmp_path / "a.txt")
    convert_file(tmp_path / "a.txt", to="zh-Hant", output=tmp_path / "a.txt", force=True)
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "術語"
    assert convert_file(str(tmp_path / "a.txt"), to="zh-Hans").data.decode() == "术语"


def test_a_whole_page_is_cleaned_in_its_encoding() -> None:
    source = "各國(guó)的標(biāo)準(zhǔn)&nbsp;。\n"
    made = convert_document(source.encode("utf-16"), "a.txt", to="zh-Hant", clean=True)
    assert made.data.decode("utf-16") == "各國的標準。\n"
    big5 = "標準&#21457;\n".encode("big5")
    assert convert_document(big5, "a.txt", to="zh-Hans", clean=True).data.decode() == "标准发\n"


def test_wrong_values() -> None:
    with pytest.raises(UsageError, match="E634"):
        convert_document(b"", "a.txt", to="zh-Hans", encoding="rot13")
    with pytest.raises(UsageError, match="E635"):
        convert_document(b"", "a.txt", to="zh-Hans", format="wordstar")
    with pytest.raises(AttributeError, match="nothing"):
        _ = shuyu.conversion.nothing
