"""The engine gives OpenCC's own text, whatever stands in it."""

from __future__ import annotations

import json
import pickle
import re
from functools import cache
from pathlib import Path
from typing import Any

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

import shuyu
from shuyu.conversion.engine import Engine
from shuyu.errors import UsageError
from shuyu.text.chain import CONFIGURATIONS

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "convert"
CASES = GOLD / "opencc-testcases.jsonc"
ALPHABET = (
    "头发后面里干台只著着裡裏看説说為爲軟體软件鼠标滑鼠人工智能信息程序服务器云髮臺灣内存条"
    "\u2ff0\u2ff1氵木AIa1 ，。\n\r\t\0\udcff\ufe0f\U000e0100\U00020bb7\U0001f600\uf900\U0002f800\U000f0000\U0010ffff"
)


@cache
def wheel(name: str) -> Any:
    return opencc.OpenCC(name)


def expected(text: str, name: str) -> str:
    # The wheel stops at NUL and refuses lone surrogates; we promise that both pass.
    return "".join(
        part if part and part[0] in "\0\udcff" else wheel(name).convert(part)
        for part in re.split("([\0\udcff]+)", text)
    )


@pytest.mark.parametrize("name", CONFIGURATIONS)
@given(text=st.text(st.sampled_from(ALPHABET), max_size=40))
def test_every_configuration_gives_the_wheels_text(name: str, text: str) -> None:
    assert Engine(name).convert(text) == expected(text, name)
    # Steered by a term that is not there, nothing else changes.
    assert Engine(name, terms={"颱风眼": "颱風眼"}).convert(text) == expected(text, name)


@pytest.mark.seeds
@pytest.mark.skipif(not CASES.is_file(), reason=f"{CASES.name} is not here")
@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_openccs_own_cases(name: str) -> None:
    raw = re.sub(r"^\s*//.*$", "", CASES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    raw = re.sub(r",(\s*[}\]])", r"\1", raw)
    cases = [case for case in json.loads(raw)["cases"] if name in case["expected"]]
    assert cases
    for case in cases:
        assert shuyu.convert(case["input"], name) == case["expected"][name], case["id"]
        assert Engine(name).convert(case["input"]) == case["expected"][name], case["id"]


@pytest.mark.seeds
@pytest.mark.skipif(not CASES.is_file(), reason=f"{CASES.name} is not here")
@pytest.mark.parametrize(
    ("file", "names"), [("hk_lit.tsv", ("s2t", "s2hk", "tw2sp")), ("gsd-dev.tsv", ("t2s", "s2twp"))]
)
def test_the_development_texts_come_out_as_from_the_wheel(file: str, names: tuple[str, ...]) -> None:
    text = (GOLD / file).read_text(encoding="utf-8")
    for name in names:
        assert Engine(name).convert(text) == wheel(name).convert(text)


@pytest.mark.parametrize(
    ("to", "target"), [("s2twp", "zh-Hant-TW"), ("tw2s", "zh-Hans"), ("t2jp", "ja"), ("zh-HK", "zh-Hant-HK")]
)
def test_the_target_is_said(to: str, target: str) -> None:
    assert Engine(to).target == target


def test_the_source_is_found_or_given() -> None:
    assert Engine("zh-Hans").source_of("術語") == "zh-Hant"
    assert Engine("zh-Hans").source_of("術语") == "mixed"
    assert Engine("zh-Hans", from_="zh").source_of("AI") is None
    assert Engine("s2tw").source_of("術語") == "zh-Hans"
    assert Engine("zh-Hans", from_="zh-TW").source_of("AI") == "zh-Hant-TW"


def test_what_cannot_be_is_told() -> None:
    with pytest.raises(UsageError, match="E602"):
        Engine("en")
    with pytest.raises(UsageError, match="E602"):
        Engine("s2t", words=True)


def test_texts_stand_alone_and_keep_their_number() -> None:
    assert Engine("zh-Hant").convert_many(["头", "", "发", "shuyu:off 发", "发"]) == [
        "頭",
        "",
        "發",
        "shuyu:off 发",
        "發",
    ]


def test_an_engine_goes_to_another_process() -> None:
    engine = Engine("zh-TW", words=True, terms={"软件": "軟件"}, keep=["云南"])
    assert pickle.loads(pickle.dumps(engine)).convert("云南软件") == "云南軟件"  # noqa: S301


def test_pieces_between_what_stays_are_read_as_the_whole() -> None:
    # 里 alone tells no script; the whole is Traditional, so it is a mile.
    assert Engine("zh-TW", keep=["術語"]).convert("術語里") == "術語里"
    assert Engine("zh-TW", keep=["术语"]).convert("術语，术语里面") == "術語，术语裡面"
