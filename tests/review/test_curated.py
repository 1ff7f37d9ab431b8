"""`terms.toml` held open: each addition is what `add_pair` makes of the whole text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.errors import ShuyuError
from shuyu.formats.terms_add import Pair, add_pair
from shuyu.formats.terms_toml import read_terms
from shuyu.model.concept import Status
from shuyu.review.curated import Curated
from tests.review.sample import TERMS

TEXTS = {
    "as people write it": TERMS,
    "nothing": "",
    "a comment": "# mine",
    "no line end": TERMS.rstrip("\n"),
    "blank lines": TERMS + "\n\n",
    "windows": "\ufeff" + TERMS.replace("\n", "\r\n"),
    "settings last": '[[term]]\nzh = "开源"\nen = "open source"\n\n[glossary]\nlanguages = ["zh-Hant", "en"]\n',
    "sections": (
        '[[term]]\nid = "a"\n[term.zh]\nterm = "开源"\n[[term.en]]\nterm = "open source"\n\n  [[term]]\n  zh = "模型"\n'
    ),
    "one list": 'term = [{ zh = "开源", en = "open source" }]\n',
    "a comment at the end": TERMS + "# the end\n",
}
PAIRS = (
    Pair("模型", "model", modified="2026-11-22", zh_context="这个模型。", en_context="The model.", source="a:3"),
    Pair("开源", "OSS", source="a:3", en_context="OSS.", modified="2026-11-22"),
    Pair("開源", "free", en_status=Status.FORBIDDEN),
    Pair("开放源码", "open source"),
    Pair("开源", "Open Source"),
    Pair("开源", "open source", as_new=True),
    Pair("授权书", "license", to="license", note="n"),
    Pair("授权书", "license", to="nobody"),
    Pair("", "nothing"),
)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@given(st.lists(st.sampled_from(PAIRS), min_size=2, max_size=4))
def test_it_does_what_add_pair_does(text: str, pairs: list[Pair]) -> None:
    curated = Curated(text)
    for pair in pairs:
        before = curated.copy()
        refused: ShuyuError | None = None
        try:
            expected = add_pair(text, pair)
        except ShuyuError as error:
            refused = error
        if refused is not None:
            with pytest.raises(type(refused)) as caught:
                curated.add(pair)
            assert str(caught.value) == str(refused)
            assert curated.text == before.text
            continue
        text = expected.edited.text
        taken = curated.add(pair)
        assert curated.text == text
        assert taken.concept == expected.edited.concept
        assert (taken.line, taken.is_new, taken.others) == (expected.edited.line, expected.is_new, expected.others)
        assert curated.concepts == list(read_terms(text.encode()).concepts)
        assert curated.known() == Curated(text).known()
        assert curated.line_of(taken.concept) in (taken.line, None)


def test_what_it_knows() -> None:
    curated = Curated(TERMS)
    assert curated.having("開源", "Open Sources") == curated.concepts[0]
    assert curated.having("开源", "licence") is None
    assert curated.with_chinese("開源") == curated.with_english("Open source") == [curated.concepts[0]]
    assert curated.line_of(curated.concepts[1]) == 11


def test_a_copy_is_its_own() -> None:
    curated = Curated(TERMS)
    copy = curated.copy()
    copy.add(PAIRS[0])
    assert curated.text == TERMS
    assert curated.having("模型", "model") is None
    assert copy.having("模型", "model") is not None
