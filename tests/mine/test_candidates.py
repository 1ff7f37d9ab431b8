"""What one document proposes, each pair once, with where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shuyu.mine.candidates import MOST_CONTEXTS, SCORES, candidates, merge
from shuyu.model.alignment import Candidate, Evidence, Mark, PairKind, Segment, SegmentPair
from shuyu.model.passage import Passage


def passage(text: str, language: str = "zh-Hans", line: int = 1) -> Passage:
    return Passage(text, language, "a.md", line, line)


def pair(zh: str, en: str, kind: PairKind, score: float = 1.0, line: int = 1) -> SegmentPair:
    return SegmentPair(Segment(zh, "zh-Hans", "a.md", line), Segment(en, "en", "a.md", line), kind, score)


def test_a_gloss_comes_with_its_sentence_and_both_marks() -> None:
    text = "今天有三件事。参加的有世界卫生组织（WHO）等机构。大家都来了。"
    (found,) = candidates([passage(text, line=7)], [])
    assert (found.zh, found.zh_language, found.en) == ("世界卫生组织", "zh-Hans", "WHO")
    assert (found.evidence, found.score, found.document) == (Evidence.GLOSS, SCORES[Evidence.GLOSS], "a.md")
    (context,) = found.contexts
    (segment,) = context.segments
    assert segment == Segment("参加的有世界卫生组织（WHO）等机构。", "zh-Hans", "a.md", 7)
    assert context.marks == (Mark(0, 4, 10, "zh"), Mark(0, 11, 14, "en"))


def test_a_gloss_in_english_knows_the_script_of_its_chinese() -> None:
    text = "The World Health Organization (世界衞生組織) met. Others did not."
    (found,) = candidates([passage(text, "en")], [])
    assert (found.zh, found.zh_language) == ("世界衞生組織", "zh-Hant")
    assert found.contexts[0].segments[0].text == "The World Health Organization (世界衞生組織) met."
    assert found.score < SCORES[Evidence.GLOSS]
    (plain,) = candidates([passage("Methods such as reinforcement learning (强化学习).", "en")], [])
    assert plain.zh_language == "zh-Hans"


def test_the_same_pair_twice_is_one_candidate_with_two_contexts() -> None:
    found = candidates([passage("世界卫生组织（WHO）成立。"), passage("世界卫生组织（WHO）发布报告。", line=4)], [])
    assert [(c.zh, c.en, len(c.contexts)) for c in found] == [("世界卫生组织", "WHO", 2)]
    assert found[0].score > SCORES[Evidence.GLOSS]


def test_another_passage_of_the_document_settles_an_edge() -> None:
    text = "开源平台抱抱脸（Hugging Face）很受欢迎。"
    assert candidates([passage(text)], []) == []
    found = candidates(
        [passage(text), passage("抱抱脸托管模型。", line=2), passage("他们在抱抱脸上讨论。", line=3)], []
    )
    assert [(c.zh, c.en) for c in found] == [("抱抱脸", "Hugging Face")]


def test_the_store_settles_an_edge() -> None:
    found = candidates([passage("需要审查供应链（supply chain）。")], [], known={"供应链"}.__contains__)
    assert [(c.zh, c.en) for c in found] == [("供应链", "supply chain")]


def test_an_entry_of_a_vocabulary_list() -> None:
    entry = pair("人工智能大模型", "large-scale AI models", PairKind.VOCABULARY)
    (found,) = candidates([], [entry])
    assert (found.zh, found.en, found.evidence) == ("人工智能大模型", "large-scale AI models", Evidence.VOCABULARY)
    assert found.contexts[0].segments == (entry.zh, entry.en)
    assert found.contexts[0].marks == (Mark(0, 0, 7, "zh"), Mark(1, 0, 21, "en"))


@pytest.mark.parametrize(
    ("zh", "en", "kind", "evidence"),
    [
        ("开放的模型﹕共享与责任", "Open Models: Sharing and Responsibility", PairKind.ALTERNATING, Evidence.TITLE),
        ("社区治理指南", "A Guide to Community Governance", PairKind.PARALLEL, Evidence.TITLE),
        ("模型与数据，何者为先", "Models or Data", PairKind.ALTERNATING, None),
        ("社区正在快速成长", "The community is growing fast", PairKind.ALTERNATING, None),
        ("社区正在成长。", "The Community Grows.", PairKind.PARALLEL, None),
        ("2024年7月", "July 2024", PairKind.PARALLEL, None),
        ("开源", "Open Source", PairKind.PARALLEL, None),
        ("见 https://a.b 的说明", "See https://a.b", PairKind.PARALLEL, None),
        ("开源许可证", "Open Source License 开源", PairKind.PARALLEL, None),
        ("一二三四五", "of the and", PairKind.PARALLEL, None),
        ("权重", "weight", PairKind.TABLE, Evidence.VOCABULARY),
        ("模型权重是公开的。", "The weights are public.", PairKind.TABLE, None),
        ("12", "12", PairKind.TABLE, None),
        ("价格", "$ 12", PairKind.TABLE, None),
    ],
)
def test_which_pairs_propose_a_term(zh: str, en: str, kind: PairKind, evidence: Evidence | None) -> None:
    found = candidates([], [pair(zh, en, kind)])
    assert [c.evidence for c in found] == ([] if evidence is None else [evidence])


def test_a_score_falls_with_that_of_its_pair() -> None:
    (found,) = candidates([], [pair("社区治理指南", "A Guide to Community Governance", PairKind.PARALLEL, 0.5)])
    assert found.score == pytest.approx(SCORES[Evidence.TITLE] / 2)


def test_merging_keeps_the_surest_and_the_order() -> None:
    gloss = Candidate("开源模型", "zh-Hans", "open model", Evidence.GLOSS, 0.9, "a.md")
    title = Candidate("開源 模型", "zh-Hant", "Open Models", Evidence.TITLE, 0.6, "b.md")
    other = Candidate("开源", "zh-Hans", "open source", Evidence.TITLE, 0.6, "b.md")
    merged = merge([title, other, gloss])
    assert [(c.zh, c.en, c.evidence, c.score, c.document) for c in merged] == [
        ("开源模型", "open model", Evidence.GLOSS, 0.96, "a.md"),
        ("开源", "open source", Evidence.TITLE, 0.6, "b.md"),
    ]
    assert merge(merged) == merged


def test_merging_keeps_a_number_of_contexts() -> None:
    one = candidates([], [pair("权重", "weight", PairKind.VOCABULARY)])[0]
    many = [
        replace(one, contexts=candidates([], [pair("权重", "weight", PairKind.VOCABULARY, line=n)])[0].contexts)
        for n in range(1, 60)
    ]
    (merged,) = merge([*many, many[0]])
    assert len(merged.contexts) == MOST_CONTEXTS
    assert merged.contexts[0] == many[0].contexts[0]


def test_no_brackets_and_no_pairs_give_nothing() -> None:
    assert candidates([passage("没有括号。"), passage("只有（2024）年份。")], []) == []
    assert candidates([], []) == []
