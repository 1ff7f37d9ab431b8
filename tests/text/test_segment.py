"""Words of Chinese, and sentences of both languages."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.text import segment
from shuyu.text.fold import simplified_chars
from shuyu.text.segment import Jieba, Segmenter, default_segmenter, part_of_speech, sentences, words

CASES: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "sentences.json").read_text("utf-8"))

SAMPLES = [
    "开放原子开源基金会发布新的许可协议，开发者可以自由使用模型权重。",
    "本次會議由多個開源社區共同舉辦，討論人工智慧治理的國際合作。",
    "Qwen2.5-72B模型在MMLU上得到86.1分，比GPT-4o略低，但价格只有1/10。",
    "研究生命起源的人说，乒乓球拍卖完了；结婚的和尚未结婚的都来了！",
    "魔搭社区（ModelScope）有1,600万名开发者，C++和C#都支持，AT&T也参加。",
]


def texts(text: str, found: list[segment.Span]) -> list[str]:
    return [text[start:end] for start, end in found]


def test_words() -> None:
    text = "开源AI模型，GPT-4.5和C++！"
    assert texts(text, words(text)) == ["开源", "AI", "模型", "GPT", "4.5", "和", "C++"]


def test_traditional_text_is_cut_as_its_simplified_characters_are() -> None:
    for text in SAMPLES:
        assert words(text) == words(simplified_chars(text))


def test_extra_words_are_kept_whole_and_do_not_stay() -> None:
    text = "开放原子开源基金会推动AI治理，OpenAI治理不同"
    before = texts(text, words(text))
    kept = texts(text, words(text, ["開放原子開源基金會", "AI治理"]))
    assert "开放原子开源基金会" in kept
    assert kept.count("AI治理") == 1
    assert texts(text, words(text)) == before


def test_tags() -> None:
    text = "以魔搭社区（ModelScope）为例"
    tagged = Jieba().tagged(text, ["魔搭社区"])
    assert [(text[w.start : w.end], w.tag) for w in tagged] == [
        ("以", "p"),
        ("魔搭社区", ""),
        ("（", "x"),
        ("ModelScope", "eng"),
        ("）", "x"),
        ("为例", ""),
    ]
    assert part_of_speech("模型") == "n"


@pytest.mark.parametrize("extra", [(), ("开源基金会", "人工智慧治理", "模型权重", "GPT-4o")])
def test_jieba_and_rjieba_cut_alike(extra: tuple[str, ...]) -> None:
    pytest.importorskip("rjieba")
    for text in SAMPLES:
        assert Jieba().words(text, extra) == Jieba(fast=True).words(text, extra), text
        assert Jieba().tagged(text, extra) == Jieba(fast=True).tagged(text, extra), text


@given(st.text(st.sampled_from("开源模型治理國際術語的了和AB1.-+ ，。\n")))
def test_both_cut_alike_whatever_the_text(text: str) -> None:
    pytest.importorskip("rjieba")
    assert Jieba().tagged(text) == Jieba(fast=True).tagged(text)


@given(st.text())
def test_words_are_in_order_and_everything_but_white_space_is_tagged(text: str) -> None:
    spans = [(w.start, w.end) for w in default_segmenter().tagged(text)]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    covered = "".join(text[start:end] for start, end in spans)
    assert covered == "".join(text.split())
    assert set(words(text)) <= set(spans)


def test_jieba_is_imported_late_in_silence_and_without_a_shared_cache(tmp_path: Path) -> None:
    # As a script would meet it: warnings are errors, nothing on either stream, its cache under the user's own folder.
    code = (
        "import sys, tempfile; tempfile.tempdir = sys.argv[1]\n"
        "from shuyu.text import segment\n"
        "assert 'jieba' not in sys.modules\n"
        "assert len(segment.Jieba().words('开源模型')) == 2\n"
        "segment.part_of_speech('模型')\n"
    )
    shared = tmp_path / "shared"
    shared.mkdir()
    environment = {
        "XDG_CACHE_HOME": str(tmp_path / "own"),
        "HOME": str(tmp_path),
        "LOCALAPPDATA": str(tmp_path / "own"),
    }
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(shared)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(shared.iterdir()) == []
    assert list((tmp_path / "own").rglob("jieba.cache")) or sys.platform != "linux"


def test_a_cache_folder_that_cannot_be_made_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _name: tmp_path / "file" / "below")
    assert not Path(segment._cache_folder()).exists()


def test_the_default_is_a_segmenter_with_a_name() -> None:
    chosen: Segmenter = default_segmenter()
    assert chosen.name.split()[0] in {"jieba", "rjieba"}
    assert Jieba().name.startswith("jieba ")


@pytest.mark.parametrize(
    ("language", "text", "wanted"), [(language, *case) for language, cases in CASES.items() for case in cases]
)
def test_sentences(language: str, text: str, wanted: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, language)] == wanted


@given(
    st.text(st.sampled_from("模型。！？；…“”（）《》\"'.!? AbU.S\n1[]")),
    st.sampled_from(["zh-Hans", "zh-Hant", "en", "und", "zh"]),
)
def test_sentences_hold_everything_but_white_space(text: str, language: str) -> None:
    found = sentences(text, language)
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
    assert all(text[start:end].strip() == text[start:end] for start, end in found)


@pytest.mark.parametrize(
    ("piece", "language"),
    [
        ("（模型。）好", "zh-Hans"),
        ("（", "zh-Hans"),
        ("好。”", "zh-Hans"),
        ("(]", "zh-Hans"),
        ("a. B ", "en"),
        ("U.S. The ", "en"),
    ],
)
def test_a_long_line_takes_linear_time(piece: str, language: str) -> None:
    def seconds(times: int) -> float:
        began = time.process_time()
        sentences(piece * times, language)
        return time.process_time() - began

    seconds(1000)
    assert seconds(40000) < 40 * (seconds(4000) + 0.02)
