"""Five real documents through the whole pipeline. They stand beside the repository, not in it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from shuyu.build import build
from shuyu.model.hit import Match
from shuyu.project import Project
from shuyu.store.base import Store

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"

pytestmark = [
    pytest.mark.seeds,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents (../shared/seeds) are not here"),
]

# Query, the English that must be found with it, and how the document's name begins.
PAIRS = [
    ("人工智能大模型", "large-scale AI models", "003"),
    ("人工智能国际合作", "international cooperation in AI", "003"),
    ("魔搭社区", "ModelScope", "001"),
    ("孤岛式先锋主义", "insular vanguardism", "001"),
    ("美国消费者新闻与商业频道", "CNBC", "002"),
    ("开源人工智能﹕合作的价值与未来", "Open-Source AI: The Value and Future of Cooperation", "001"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    root = tmp_path_factory.mktemp("seeds")
    (root / "terms.toml").write_text('[glossary]\ntitle = "Seeds"\n', encoding="utf-8")
    shutil.copytree(SEEDS, root / "glossary")
    project = Project(root)
    assert build(project).problems == ()
    with project.open_store() as opened:
        yield opened


@pytest.mark.parametrize(("chinese", "english", "document"), PAIRS)
def test_a_pair_is_found_with_its_context_and_file(store: Store, chinese: str, english: str, document: str) -> None:
    for query, language in ((chinese, "zh"), (english, "en")):
        hit = store.lookup(query)[0]
        # The documents may be Traditional where the query is Simplified.
        assert hit.match in {Match.EXACT, Match.FOLDED}
        assert english in {term.text for term in hit.concept.in_language("en")}
        assert hit.term.language.startswith(language)
        context = hit.contexts[0]
        assert context.segments[0].document.startswith(f"glossary/{document}")
        assert {mark.role for mark in context.marks} == {"zh", "en"}
        marked = [context.segments[m.segment].text[m.start : m.end] for m in context.marks if m.role == "en"]
        assert english in marked


def test_the_headline_and_the_letter_are_segment_pairs(store: Store) -> None:
    pairs = [pair for pair in store.pairs() if "003" in pair.zh.document]
    assert len(pairs) == 6
    headline, *letter = pairs[:4]
    assert (len(headline.zh.text), headline.en.text[:11], headline.en.text[-9:]) == (40, "The Chinese", "Shanghai.")
    assert [(pair.kind.value, pair.zh.text[:3], pair.zh.text[-1]) for pair in letter] == [
        ("aligned", "人工智", "。"),
        ("aligned", "中國高", "。"),
        ("aligned", "中國愿", "。"),
    ]
    assert letter[0].en.text.startswith("Artificial Intelligence (AI) is")
    assert letter[-1].en.text.endswith("all countries.")
    # Nothing of the paragraphs is lost.
    whole = [passage.text for passage in store.passages(letter[0].zh.document) if passage.line == letter[0].zh.line]
    assert ["".join(pair.zh.text for pair in letter)] == whole
    whole = [passage.text for passage in store.passages(letter[0].en.document) if passage.line == letter[0].en.line]
    assert [" ".join(pair.en.text for pair in letter)] == whole


def test_nothing_stored_is_dirty(store: Store) -> None:
    texts = [passage.text for passage in store.passages()]
    texts += [term.text for c in store.collections() for concept in store.concepts(c.name) for term in concept.terms]
    dirt = re.compile(
        r"[\u4e00-\u9fff]\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)|</?[a-z]+[ >]|!\[|\]\(http|\*\*|\ufffd|&[a-z]+;"
    )
    assert [text for text in texts if dirt.search(text)] == []


@pytest.mark.parametrize(("document", "fewest"), [("001", 35), ("002", 15)])
def test_hard_wrapped_paragraphs_read_as_whole_sentences(store: Store, document: str, fewest: int) -> None:
    long = [p.text for p in store.passages() if f"/{document}" in p.document and len(p.text) > 60]
    assert len(long) >= fewest
    broken = [t for t in long if not re.search(r"[。！？：；…][”’」』）]*$|\d\.$", t) and "http" not in t]
    # A reference may stand without a full stop; running text may not.
    assert broken == []
    assert [text for text in long if re.search(r"[\u4e00-\u9fff] [\u4e00-\u9fff] [\u4e00-\u9fff]", text)] == []


def test_the_mined_pairs_are_no_fragments(store: Store) -> None:
    mined = {
        (concept.in_language("zh")[0].text, term.text)
        for concept in store.concepts("mined")
        for term in concept.terms[1:]
    }
    assert {(zh, en) for zh, en, _ in PAIRS} <= {(zh.replace("國際", "国际"), en) for zh, en in mined}
    # Read one by one: what else these documents gloss.
    others = mined - {(zh, en) for zh, en, _ in PAIRS} - {("人工智能國際合作", "international cooperation in AI")}
    assert others <= {
        ("深度求索", "DeepSeek"),
        ("2025世界人工智能大会暨人工智能全球治理高级别会议", "WAIC 2025"),
        ("北京智谱华章科技股份有限公司", "智谱AI"),
    }
