"""A small alignment with one of everything: 1-1, 1-2, an omission, a decision, a doubtful pair, links, mark-up."""

from __future__ import annotations

from shuyu.align.documents import WordLinks
from shuyu.align.output import Alignment, Pair, Side

ZH = ("雨停了。", "他出门，去买书。", "<b>店员</b>说：“A & B。”", "=1+1", "没有人答应。")
EN = ("The rain stopped.", "He went out.", "He bought a book.", 'A clerk said "A & B" <i>.', "-- nobody\tanswered.")

ALIGNMENT = Alignment(
    Side("雨.zh.md", "zh-Hant", ZH),
    Side("rain.en.md", "en", EN),
    (
        Pair((0,), (0,), 0.99, words=WordLinks(((0, 1), (1, 3)), ((0, 3), (4, 8), (9, 16)), ((0, 1), (1, 0), (1, 2)))),
        Pair((1,), (1, 2), 0.9, words=WordLinks((), (), ())),
        Pair((2,), (3,), 0.31, words=WordLinks(((3, 5),), ((2, 7),), ((0, 0),))),
        Pair((3,), (), 0.4),
        Pair((4,), (4,), 1.0, kept=True, words=WordLinks(((0, 2),), ((3, 9),), ((0, 0),))),
    ),
    ("length", "lexicon <mine>"),
    0.5,
    "shuyu 9.9",
)
