"""Rules for linters: what they find, what they must not find, and what the programs themselves make of them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shuyu.errors import InputError, UsageError
from shuyu.formats.avoidance import Avoided, avoided
from shuyu.formats.base import Writing, losses
from shuyu.formats.registry import term_format
from shuyu.model.concept import Concept, PartOfSpeech, Status, Term
from tests.formats.test_contract import written
from tests.peers.programs import needs

BAD = Status.FORBIDDEN
LIST = [
    Concept(
        "llm",
        (
            Term("大语言模型", "zh-Hans"),
            Term("语言模型", "zh-Hans", BAD),
            Term("large language model", "en"),
            Term("big model", "en", BAD),
            Term("Big LM", "en", Status.DEPRECATED),
        ),
    ),
    Concept("os", (Term("开源", "zh-Hans"), Term("开放源码", "zh-Hans", BAD), Term("open source", "en"))),
    Concept("move", (Term("开放源码运动", "zh-Hans"), Term("Open Source", "en", BAD), Term("open source", "en"))),
    Concept("c", (Term("C++", "en"), Term("it's (cpp)/c*", "en", BAD))),
    Concept("t", (Term("tokenizer", "en"), Term("tokeniser", "en", BAD))),
    Concept("none", (Term("恶词", "zh-Hans", BAD), Term("badword", "en", BAD))),
]
TEXT = """大语言模型和语言模型不同。Big models and the big
model; Big LM. 用big model吧，不要bigmodel。

开放源码运动 uses 开放源码, Open Source and open source; it's (cpp)/c*. tokeniser
"""
FOUND = [
    "语言模型",
    "Big models",
    "big\nmodel",
    "Big LM",
    "big model",
    "开放源码",
    "Open Source",
    "it's (cpp)/c*",
    "tokeniser",
]


def found_by(patterns: list[tuple[str, bool]], text: str = TEXT) -> list[str]:
    hits = [hit for pattern, fold in patterns for hit in re.finditer(pattern, text, re.I if fold else 0)]
    return [hit.group() for hit in sorted(hits, key=lambda hit: hit.start())]


def content(name: str, concepts: list[Concept] | None = None, **options: str) -> str:
    return written(term_format(name), LIST if concepts is None else concepts, Writing("x", options=options)).decode()


def single(text: str) -> str:
    return text[1:-1].replace("''", "'")


def test_what_is_found_and_what_is_right_as_it_stands() -> None:
    rules = [one for one in avoided(LIST)[0] if one.better]
    assert found_by([(one.pattern(), not one.exact) for one in rules]) == FOUND


@example("A", ["A  A"])
@given(
    st.text("模型大ab A+.(", min_size=1, max_size=4).map(str.strip).filter(bool),
    st.lists(st.text("模型大ab A+.(", min_size=1, max_size=7).map(str.strip).filter(bool), max_size=4),
)
def test_a_wrong_term_is_found_alone_and_never_inside_a_right_one(wrong: str, right: list[str]) -> None:
    language = ["zh-Hans"] * len(right)
    terms = tuple(Term(text, tag) for text, tag in zip(right, language, strict=True))
    rules = [one for one in avoided([Concept("a", (*terms, Term(wrong, "zh-Hans", BAD)))])[0] if one.text == wrong]
    assert bool(rules) == (wrong not in right)
    for rule in rules:
        fold = [(rule.pattern(), not rule.exact)]
        assert found_by(fold, wrong) == [wrong]
        assert all(found_by(fold, text) == [] for text in right)


def test_a_right_term_is_not_mended_again() -> None:
    (rule,) = (one for one in avoided(LIST)[0] if one.text == "语言模型")
    assert re.sub(rule.pattern(), "大语言模型", "语言模型、大语言模型") == "大语言模型、大语言模型"


def test_what_another_concept_allows_is_left_out_and_named() -> None:
    both = [*LIST, Concept("other", (Term("语言模型", "zh-Hans"),))]
    assert avoided(both)[1] == ["语言模型"]
    for name in ("vale", "prh"):
        assert "# Not here, since the list allows it elsewhere: 语言模型\n" in content(name, both)


def test_one_wrong_term_of_two_concepts() -> None:
    one = Concept("a", (Term("甲", "zh-Hans"), Term("丁", "zh-Hans", BAD)))
    two = Concept("b", (Term("乙", "zh-Hans"), Term("丁", "zh-Hans", BAD)))
    assert avoided([one, two])[0] == [Avoided("丁", ("甲", "乙"), (), True)]
    assert "'丁': '甲|乙'" in content("vale", [one, two])
    assert "prh: 'or: 乙'" in content("prh", [one, two])


@pytest.mark.parametrize(
    ("wrong", "right", "part", "plurals"),
    [
        ("branch", "arm", None, ("branches", "arms")),
        ("libary", "library", PartOfSpeech.NOUN, ("libaries", "libraries")),
        ("toy", "game", None, ("toys", "games")),
        ("utilise", "use", PartOfSpeech.VERB, None),
        ("datas", "data", None, None),
        ("C#", "F", None, None),
    ],
)
def test_plurals(wrong: str, right: str, part: PartOfSpeech | None, plurals: tuple[str, str] | None) -> None:
    rules = avoided([Concept("a", (Term(right, "en", part_of_speech=part), Term(wrong, "en", BAD, part)))])[0]
    assert [(one.text, *one.better) for one in rules[1:]] == ([plurals] if plurals else [])


def test_a_proposed_term_stands_in_only_where_there_is_no_better() -> None:
    terms = (Term("甲", "zh-Hans", Status.PROPOSED), Term("乙", "zh-Hans", Status.ADMITTED), Term("丁", "zh-Hans", BAD))
    assert avoided([Concept("a", terms)])[0][0].better == ("乙",)


def test_the_rule_of_vale() -> None:
    text = content("vale", level="error")
    assert "nonword: true\nvocab: false\n" in text
    assert "level: error\n" in text
    pairs = re.findall(r"^  ('.*'): ('.*')$", text, re.M)
    assert found_by([(single(pattern), False) for pattern, _ in pairs]) == FOUND
    # A group of ours would shift what Vale puts in its place.
    assert all(re.compile(single(pattern)).groups == 0 for pattern, _ in pairs)


def test_what_has_nothing_in_its_place() -> None:
    assert "恶词" not in content("vale")
    nothing = LIST[-1:]
    assert losses(nothing, term_format("vale"), Writing())["further terms"] == 2
    assert "further terms" not in losses(nothing, term_format("vale"), Writing(options={"rule": "existence"}))
    tokens = [single(token) for token in re.findall(r"^  - ('.*')$", content("vale", rule="existence"), re.M)]
    assert found_by([(token, False) for token in tokens], "恶词 Badword badwords") == ["恶词", "Badword", "badwords"]


@pytest.mark.parametrize("name", ["vale", "prh"])
def test_wrong_terms_alone_make_no_rule(name: str) -> None:
    alone = [Concept("a", (Term("丁", "zh-Hans", BAD),))]
    with pytest.raises(InputError, match="E142"):
        content(name, alone)


def test_options_of_vale_that_do_not_exist() -> None:
    with pytest.raises(UsageError, match="E644"):
        content("vale", rule="loud")
    with pytest.raises(UsageError, match="E644"):
        content("vale", level="loud")


def test_what_vale_takes_for_a_sign() -> None:
    def swap(right: str) -> str:
        return content("vale", [Concept("a", (Term(right, "en"), Term("丁", "en", BAD)))]).splitlines()[-1]

    assert swap("costs $5") == "  '丁': 'costs $$5'"
    with pytest.raises(InputError):
        swap("a|b")


def test_a_key_too_long_for_yaml_is_marked() -> None:
    longer = [Concept(str(n), (Term(f"{chr(0x4E00 + n)}模型{chr(0x5E00 + n)}", "zh-Hans"),)) for n in range(100)]
    terms = (Term("模式", "zh-Hans"), Term("模型", "zh-Hans", BAD))
    assert "\n  ? '" in content("vale", [*longer, Concept("a", terms)])


def test_the_vocabulary_of_vale() -> None:
    accepted = content("vale-accept").splitlines()
    assert {"[Oo]pen source", "C\\+\\+", "大语言模型"} <= set(accepted)
    assert "语言模型" not in accepted
    rejected = content("vale-reject").splitlines()
    assert rejected == [
        "(?i:badword)",
        "(?i:big model)",
        "(?i:it's \\(cpp\\)/c\\*)",
        "(?i:tokeniser)",
        "Big LM",
        "Open Source",
    ]
    sign = [Concept("a", (Term("# one", "en"),))]
    assert content("vale-accept", sign) == "\\# one\n"


def test_what_a_vocabulary_keeps() -> None:
    accepted = losses(LIST[:1], term_format("vale-accept"), Writing())
    assert accepted["further terms"] == 3
    rejected = losses(LIST[:1], term_format("vale-reject"), Writing())
    assert rejected["further terms"] == 3
    for name in ("vale-accept", "vale-reject"):
        assert losses([Concept("e", ())], term_format(name), Writing()) == {}


def test_the_words_of_cspell() -> None:
    lines = content("cspell").splitlines()[2:]
    assert lines == ["language", "large", "model", "open", "source", "tokenizer", "!badword", "!tokeniser"]
    words = content(
        "cspell", [Concept("a", (Term("GPT-4 of Down's 模型", "en"), Term("Model", "en", BAD)))]
    ).splitlines()
    assert words[2:] == ["Down's", "GPT", "of", "!Model"]
    assert losses(LIST, term_format("cspell"), Writing())["further terms"] > 0


def test_empty_lists() -> None:
    assert "swap: {}" in content("vale", [])
    assert "tokens: []" in content("vale", [], rule="existence")
    assert "rules: []" in content("prh", [])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "text.md").write_text(TEXT, encoding="utf-8")
    return tmp_path


def ran(folder: Path, *command: str) -> str:
    program = shutil.which(command[0])
    assert program is not None
    done = subprocess.run(
        [program, *command[1:]], cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert done.stdout, done.stderr
    return done.stdout


@pytest.mark.slow
@needs("textlint")
def test_textlint_finds_what_is_to_be_avoided(folder: Path) -> None:
    modules = Path(shutil.which("textlint") or "").resolve().parents[2]
    if not (modules / "textlint-rule-prh").is_dir():
        pytest.skip("not installed: textlint-rule-prh")
    (folder / "prh.yml").write_text(content("prh"), encoding="utf-8")
    (folder / ".textlintrc.json").write_text('{"rules": {"prh": {"rulePaths": ["./prh.yml"]}}}', encoding="utf-8")
    told = json.loads(ran(folder, "textlint", "--rules-base-directory", str(modules), "-f", "json", "text.md"))
    assert [message["message"].split(" => ")[0] for message in told[0]["messages"]] == FOUND


@pytest.mark.slow
@needs("cspell")
def test_cspell_knows_our_words_and_refuses_the_forbidden(folder: Path) -> None:
    unit = Concept("u", (Term("blarghifier", "en"), Term("qwzxterm", "en", BAD)))
    (folder / "terms.txt").write_text(content("cspell", [unit]), encoding="utf-8")
    definition = {"name": "terms", "path": "./terms.txt", "addWords": False}
    settings = {"version": "0.2", "language": "en", "dictionaryDefinitions": [definition], "dictionaries": ["terms"]}
    (folder / "cspell.json").write_text(json.dumps(settings), encoding="utf-8")
    (folder / "a.md").write_text("使用blarghifier吧, Blarghifier qwzxterm blarghifyerr\n", encoding="utf-8")
    told = ran(folder, "cspell", "lint", "--no-progress", "--no-color", "--no-summary", "a.md")
    assert re.findall(r"(Forbidden|Unknown) word \((\w+)\)", told) == [
        ("Forbidden", "qwzxterm"),
        ("Unknown", "blarghifyerr"),
    ]


@pytest.mark.slow
@needs("vale")
def test_vale_finds_what_is_to_be_avoided(folder: Path) -> None:
    (folder / "styles" / "shuyu").mkdir(parents=True)
    (folder / "styles" / "shuyu" / "Terms.yml").write_text(content("vale"), encoding="utf-8")
    (folder / ".vale.ini").write_text("StylesPath = styles\n[*.md]\nBasedOnStyles = shuyu\n", encoding="utf-8")
    told = json.loads(ran(folder, "vale", "--output=JSON", "--no-exit", "text.md"))
    found = sorted((alert["Line"], alert["Span"][0], alert["Match"]) for alert in told["text.md"])
    assert [match.split() for _, _, match in found] == [match.split() for match in FOUND]
