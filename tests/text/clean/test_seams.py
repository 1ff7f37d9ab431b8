"""What two halves of a line are joined with."""

from __future__ import annotations

import pytest

from shuyu.text.clean.lines import Line
from shuyu.text.clean.seams import seam


def joined(text: str) -> str:
    first, second = text.split("\n")[:2]
    edit = seam(text, Line(0, first), Line(len(first) + 1, second))
    return (text[: edit.start] + edit.replacement + text[edit.end :]).split("\n")[0]


@pytest.mark.parametrize(
    ("halves", "whole"),
    [
        ("人工\n智能", "人工智能"),
        ("治理，\n协作", "治理，协作"),
        ("开源\nAI", "开源AI"),
        ("AI\n模型", "AI模型"),
        ("open\nsource", "open source"),
        ("open,\nfree", "open, free"),
        ("in\n2024", "in 2024"),
        ("称为\n“开放”", "称为“开放”"),
        ("called\n“open”", "called “open”"),
        ("AI\n“开放”", "AI“开放”"),
        ("infor-\nmation", "information"),
        ("govern-\nment", "government"),
        ("re-\nsearch", "research"),
        ("in-\nformation", "information"),
        ("soft-\nware", "software"),
        ("plat-\nform", "platform"),
        ("large-\nscale", "large-scale"),
        ("Open-\nsource", "Open-source"),
        ("fine-\ntuning", "fine-tuning"),
        ("pre-\ntrained", "pre-trained"),
        ("data-\ndriven", "data-driven"),
        ("state-of-the-\nart", "state-of-the-art"),
        ("state-\nof-the-art", "state-of-the-art"),
        ("GLM-\n4.5", "GLM-4.5"),
        ("Hugging-\nFace", "Hugging-Face"),
        ("GPT-\n模型", "GPT-模型"),
        ("a word -\nanother", "a word - another"),
        ("and/\nor", "and/or"),
        ("见https://example.org/ai-\nindex", "见https://example.org/ai-index"),
        ("见https://example.org/a\n页", "见https://example.org/a页"),
        ("上海—\n—北京", "上海——北京"),
    ],
)
def test_halves(halves: str, whole: str) -> None:
    assert joined(halves) == whole


@pytest.mark.parametrize(
    ("halves", "elsewhere", "whole"),
    [
        ("zebra-\nfish", "A zebrafish swims.", "zebrafish"),
        ("zebra-\nfish", "A zebra-fish swims.", "zebra-fish"),
        ("zebra-\nfish", "A zebra eats no fish.", "zebra-fish"),
        ("zebra-\nfish", "A zebra eats grass.", "zebrafish"),
        ("large-\nscale", "A largescale model and a largescale plan.", "largescale"),
    ],
)
def test_the_text_itself_knows_best(halves: str, elsewhere: str, whole: str) -> None:
    assert joined(f"{halves}\n{elsewhere}") == whole
