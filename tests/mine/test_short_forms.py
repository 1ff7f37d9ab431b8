"""Short forms that an English text gives itself."""

from __future__ import annotations

import pytest

from shuyu.mine.engine import mine
from shuyu.mine.shards import Source
from shuyu.mine.short_forms import short_forms


@pytest.mark.parametrize(
    ("text", "name", "short"),
    [
        ("the World Health Organization (WHO) said", "World Health Organization", "WHO"),
        ("Rivers, Lakes and Wells Office (RLWO)", None, None),
        ("a reverse-osmosis plant (ROP) opened", "reverse-osmosis plant", "ROP"),
        ("the Library of Congress (“LOC”)", "Library of Congress", "LOC"),
        ("Interlake Offered Tariff (ILOT)", "Interlake Offered Tariff", "ILOT"),
        ("flood warning systems (FWSs) need gauges", "flood warning systems", "FWS"),
        ("It rained (FWS).", None, None),
        ("the gauge (A)", None, None),
        ("Open standards are free. Working groups (OSWG) meet", None, None),
    ],
)
def test_short_forms_and_their_names(text: str, name: str | None, short: str | None) -> None:
    found = [(text[f.start : f.end], text[f.short_start : f.short_end]) for f in short_forms(text)]
    assert found == ([(name, short)] if name else [])


def test_a_long_text_without_an_end_takes_no_longer_than_others() -> None:
    assert list(short_forms("(AB" * 20_000)) == []


def test_the_short_form_of_a_name_is_proposed_too() -> None:
    pairs = [
        Source("流域委员会公布了报告。", "The River Basin Commission (RBC) published a report."),
        Source("图书馆采用了开放标准。", "The library adopted open standards."),
    ]
    listed = {(one.zh, one.en) for one in mine(pairs).proposals}
    assert {("流域委员会", "River Basin Commission"), ("流域委员会", "RBC")} <= listed
