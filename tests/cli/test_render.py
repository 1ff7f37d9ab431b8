"""Hits as text, TSV and JSON."""

from __future__ import annotations

import json

import pytest

from shuyu.cli.layout import Look, cells
from shuyu.cli.render import TSV_COLUMNS, context_lines, headline, hit_json, hit_lines, hit_row
from shuyu.model.alignment import Context, Mark, Segment
from shuyu.model.concept import Collection, Concept, Origin, Status, Term, TermType
from shuyu.model.hit import Hit, Match

CONCEPT = Concept(
    "open-weights",
    (
        Term("开放权重", "zh-Hans", pinyin="kāi fàng quán zhòng"),
        Term("開放權重", "zh-Hant", derived=True),
        Term("公开权重", "zh-Hans", Status.DEPRECATED),
        Term("open weights", "en"),
        Term("OW", "en", Status.ADMITTED, type=TermType.ACRONYM, note="seldom written"),
    ),
    subject="open source",
    definition="Weights that anybody may download.",
    note="Not the same as open source.",
)
CONTEXT = Context(
    (
        Segment("报告说，开放权重的模型正在增加。", "zh-Hans", "glossary/a.zh.md", 7),
        Segment("Models with open weights are on the rise, the report says.", "en", "glossary/a.en.md", 7),
    ),
    (Mark(0, 4, 8, "zh"), Mark(1, 12, 24, "en")),
)
CURATED = Collection("terms.toml", Origin.CURATED)


def hit(term: int = 0, match: Match = Match.EXACT, **rest: object) -> Hit:
    return Hit(CONCEPT, CURATED, CONCEPT.terms[term], match, **rest)  # type: ignore[arg-type]


def test_a_pipe_gets_plain_text() -> None:
    assert hit_lines(hit(contexts=(CONTEXT,)), Look()) == [
        "开放权重  open weights  [exact]",
        "  pinyin      kāi fàng quán zhòng",
        "  zh-Hans     开放权重; 公开权重 (deprecated)",
        "  zh-Hant     開放權重 (derived)",
        "  en          open weights; OW (admitted, acronym)",
        "  subject     open source",
        "  definition  Weights that anybody may download.",
        "  note        Not the same as open source.",
        "  note        OW: seldom written",
        "  from        terms.toml, open-weights",
        "  glossary/a.zh.md:7",
        "    报告说，«开放权重»的模型正在增加。",
        "  glossary/a.en.md:7",
        "    Models with «open weights» are on the rise, the report says.",
    ]


@pytest.mark.parametrize("width", [30, 50, 80])
def test_a_terminal_gets_lines_that_fit(width: int) -> None:
    lines = hit_lines(hit(contexts=(CONTEXT,)), Look(width=width))
    # The labels take their room; what stands beside them keeps at least twenty columns.
    assert max(cells(line) for line in lines) <= max(width, 34)


def test_colours_mark_the_terms_instead_of_quotes() -> None:
    text = "\n".join(hit_lines(hit(contexts=(CONTEXT,)), Look(colour=True)))
    assert "«" not in text
    assert "\x1b[33m\x1b[1m开放权重\x1b[0m" in text


def test_the_term_that_was_met_comes_first() -> None:
    chinese, english = headline(hit(4, Match.FOLDED))
    assert (chinese and chinese.text, english and english.text) == ("开放权重", "OW")
    assert hit_lines(hit(2), Look())[0] == "公开权重  open weights  [exact, deprecated]"


def test_a_fuzzy_hit_says_how_far() -> None:
    assert hit_lines(hit(match=Match.FUZZY, distance=2), Look())[0].endswith("[fuzzy, distance 2]")


def test_a_side_that_is_missing_is_shown_as_missing() -> None:
    concept = Concept("c", (Term("术语", "zh-Hans"),))
    lines = hit_lines(Hit(concept, Collection("mined", Origin.MINED), concept.terms[0], Match.EXACT), Look())
    assert lines == ["术语  —  [exact]", "  from  mined (mined), c"]


def test_a_long_context_is_cut_to_the_sentences_around_the_term() -> None:
    text = "很长的前文。" * 60 + "这里说到开放权重。" + "很长的后文。" * 60
    at = text.index("开放权重")
    context = Context((Segment(text, "zh-Hans", "a.txt", 3),), (Mark(0, at, at + 4, "zh"),))
    assert context_lines(context, Look()) == ["  a.txt:3", "    … 这里说到«开放权重»。 …"]


def test_a_long_context_without_sentence_ends_is_cut_all_the_same() -> None:
    text = "长" * 5000 + "开放权重" + "长" * 5000
    context = Context((Segment(text, "zh-Hans", "a.txt", 3),), (Mark(0, 5000, 5004, "zh"),))
    line = context_lines(context, Look())[1]
    assert "«开放权重»" in line
    assert cells(line) < 600


def test_tsv_has_a_field_for_every_column() -> None:
    row = dict(zip(TSV_COLUMNS, hit_row("kāifàng\tquánzhòng", hit(contexts=(CONTEXT,))).split("\t"), strict=True))
    assert row == {
        "query": "kāifàng quánzhòng",
        "match": "exact",
        "distance": "",
        "zh": "开放权重",
        "en": "open weights",
        "zh-Hans": "开放权重; 公开权重",
        "zh-Hant": "開放權重",
        "zh-Hant-TW": "",
        "zh-Hant-HK": "",
        "pinyin": "kāi fàng quán zhòng",
        "status": "preferred",
        "subject": "open source",
        "collection": "terms.toml",
        "origin": "curated",
        "id": "open-weights",
        "document": "glossary/a.zh.md",
        "line": "7",
    }


def test_json_keeps_everything() -> None:
    value = json.loads(json.dumps(hit_json(hit(contexts=(CONTEXT,)))))
    assert value["matched"]["text"] == "开放权重"
    assert [term["derived"] for term in value["terms"]] == [False, True, False, False, False]
    assert value["contexts"][0]["marks"][1] == {"segment": 1, "start": 12, "end": 24, "role": "en"}
    assert value["contexts"][0]["segments"][0]["line"] == 7
