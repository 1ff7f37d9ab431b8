"""A small corpus of its own: sentences about libraries and rivers, with the faults that real ones have."""

from __future__ import annotations

from shuyu.mine.shards import Source

_PAIRS = [
    ("图书馆采用了开放标准。", "The library adopted open standards."),
    ("开放标准由工作组维护。", "Open standards are maintained by a working group."),
    ("工作组每月开会一次。", "The working group meets once a month."),
    ("洪水预警系统保护下游的居民。", "The flood warning system protects residents downstream."),
    ("洪水预警系统需要雨量站。", "A flood warning system needs rain gauges."),
    ("雨量站每小时报告一次。", "Rain gauges report every hour."),
    ("志愿者维护雨量站。", "Volunteers maintain the rain gauges."),
    ("这个开放标准（open standard）是免费的。", "This open standard is free of charge."),
    ("2024年3月5日，记者王芳报道。", "Reported by Wang Fang on March 5, 2024."),
    ("水库的水位由`level()`给出。", "The water level of the reservoir is given by `level()`."),
    ("水库去年几乎干涸。", "The reservoir almost ran dry last year."),
    ("大型水库改变河流的生态系统。", "Large reservoirs change the ecosystem of a river."),
]

SOURCES = [Source(zh, en, f"rivers.tsv:{number}") for number, (zh, en) in enumerate(_PAIRS, 1)]
