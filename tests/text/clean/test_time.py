"""Time grows with the text, whatever the text is."""

from __future__ import annotations

import time

import pytest

from shuyu.text.clean import clean

PARAGRAPH = "人工智能的治理需要开放的协作，也需要清楚的规则；模型的权重公开之后，任何人都能检验它的行为。"
WRAPPED = "\n".join((PARAGRAPH * 20)[i : i + 20] for i in range(0, len(PARAGRAPH) * 20, 20)) + "\n\n"
ENGLISH = (
    "The weights of an open model can be inspected by anyone who has the time\n"
    "and the machines; the data behind them mostly cannot, and that is what the\n"
    "argument about the word open is about in the end of the day.\n\n"
)

PIECES = {
    **{
        mark: mark
        for mark in ["(", "（", "<", "*", "_", "&", "`", "[", "$", "“", "@", "~", "-", "①", "\t", "1", "\u3000"]
    },
    **{
        piece: piece
        for piece in ["国(", "<b ", "</div>", "<!--", "<a b=", '<a b="', "a*", "**中", "&amp;", "![", "[a](", "[a"]
    },
    **{
        piece: piece
        for piece in [
            "中,",
            '中"',
            "中'",
            "中①",
            "中[1]",
            "中 ",
            "(中)",
            "國(guó)",
            "國(guó/",
            "http://",
            "a@",
            "$a",
            "中(a ",
        ]
    },
    "nested brackets": "((((中))))",
    "tags in tags": "<b><b></b>",
    "raised": "<sup>1</sup>",
    "lost": "中\ufffd",
    "unseen": "\u200b",
    "joiners": "中\u200d",
    "soft hyphens": "\u00ad\n",
    "empty lines": "\n",
    "lines of a space": " \n",
    "lines of a letter": "a\n",
    "lines of a character": "中\n",
    "fences": "```x\n",
    "rows": "|a|b|\n",
    "definitions": "[a]: /x\n",
    "page numbers": f"- 1 -\n\n{PARAGRAPH}\n\n",
    "running heads": f"运行的页眉标题\n{PARAGRAPH}\n",
    "one line of prose": PARAGRAPH,
    "wrapped": WRAPPED,
    "wrapped, with empty lines": WRAPPED.replace("\n", "\n\n"),
    "English": ENGLISH,
    "hyphens": "The infor-\nmation was large-\nscale and\n",
}


def seconds(text: str) -> float:
    start = time.process_time()
    clean(text)
    return time.process_time() - start


@pytest.mark.parametrize("name", PIECES)
def test_time_is_linear(name: str) -> None:
    piece = PIECES[name]
    small, large = (piece * (size // len(piece)) for size in (6_000, 24_000))
    # Four times the text: four times the time, sixteen if anything is quadratic; a busy machine doubles figures.
    assert min(seconds(large) for _ in range(2)) < max(8 * min(seconds(small) for _ in range(2)), 0.4)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["(", "<", "*", "&", "one line of prose", "empty lines"])
def test_a_megabyte_of_it(name: str) -> None:
    piece = PIECES[name]
    assert seconds(piece * (1_000_000 // len(piece))) < 20


@pytest.mark.slow
def test_ten_megabytes_of_ordinary_text() -> None:
    text = "\n\n".join(f"{i}、{PARAGRAPH * (i % 4 + 1)}" for i in range(26_000))
    assert len(text.encode()) > 9_000_000
    assert seconds(text) < 30
