"""Files of candidates: what `shuyu mine` writes is read, and every fault is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shuyu.errors import InputError
from shuyu.mine.proposals import Rival, write_json, write_tsv
from shuyu.review.candidates import english_span, has_chinese, ranked, read_proposals, sighting
from shuyu.review.sheet import sheet_rows
from shuyu.review.sheet_files import written
from tests.review.sample import MINED, candidate


def test_json_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "mined.json"
    path.write_text(write_json(MINED), encoding="utf-8")
    assert read_proposals(path) == ranked(MINED)
    assert [one.score for one in ranked(MINED)] == [0.9, 0.8, 0.7, 0.6, 0.5, 0.4]


def test_tsv_comes_back_but_for_what_it_does_not_hold(tmp_path: Path) -> None:
    path = tmp_path / "mined.tsv"
    path.write_text("\ufeff" + write_tsv(MINED).replace("\n", "\r\n"), encoding="utf-8")
    for one, was in zip(read_proposals(path), ranked(MINED), strict=True):
        assert (one.id, one.zh, one.en, one.score, one.count, one.zh_count, one.en_count) == (
            was.id, was.zh, was.en, was.score, was.count, was.zh_count, was.en_count,
        )  # fmt: skip
        assert (one.evidence, one.rivals) == (was.evidence, was.rivals)
        [now], [before] = one.contexts, was.contexts
        assert (now.zh, now.zh_span, now.en, now.en_span) == (before.zh, before.zh_span, before.en, before.en_span)


def test_a_workbook_comes_back(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    path = tmp_path / "mined.xlsx"
    odd = candidate("=1+1", "@model", 0.95)
    path.write_bytes(written("xlsx", sheet_rows([odd, *MINED])))
    found = read_proposals(path)
    assert [(one.id, one.zh, one.en) for one in found] == [(one.id, one.zh, one.en) for one in ranked([odd, *MINED])]
    assert (found[0].score, found[0].count, found[0].rivals) == (0.95, 3, odd.rivals)


def test_two_columns_are_enough(tmp_path: Path) -> None:
    path = tmp_path / "mined.tsv"
    path.write_text("en\tzh\trivals\nmodel\t模型\tbig, fat model 40%, mould 3%\n\n", encoding="utf-8")
    [one] = read_proposals(path)
    assert (one.zh, one.en, one.contexts) == ("模型", "model", ())
    assert one.rivals == (Rival("big, fat model", 0.4), Rival("mould", 0.03))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[", r"E163 mined:1: this is no JSON"),
        ("[1, {}]", r"E163 mined: candidate 1.*\n.*candidate 2.* lacks 'id'"),
        (json.dumps([{**candidate("模", "m").to_json(), "zh": " "}]), r"candidate 1: a side is empty"),
        ("zh\tenglish\n模\tm\n", r"E163 mined:1: there is no column en"),
        ("zh\ten\tscore\n模\tm\thigh\n\tm\t1\n", r"E163 mined:2: could not .*\n.*mined:3: a side is empty"),
    ],
)
def test_what_is_no_list_of_candidates(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "mined"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        read_proposals(path, "mined")


def test_terms_are_found_in_other_spellings() -> None:
    assert has_chinese("开源", "這是開源的。")
    assert not has_chinese("", "這是開源的。")
    assert english_span("open model", "Of Open-Models!") == (3, 14)
    assert english_span("--", "a -- b") is None
    seen = sighting("模型", "model", "没有。", "None.")
    assert seen is not None
    assert (seen.zh_span, seen.en_span) == ((0, 3), (0, 5))
    assert sighting("模型", "model", "", "None.") is None
