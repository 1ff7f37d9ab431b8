import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.align.counts import LinkCounts
from shuyu.align.lexicon import Lexicon
from shuyu.align.similarity import Embedder, embedder
from shuyu.align.words import align_words, count_links, link_weights
from shuyu.errors import InputError

np = pytest.importorskip("numpy")

Pair = tuple[list[str], list[str]]


def cut(zh: str, en: str) -> Pair:
    return zh.split(), en.split()


CORPUS = [
    cut("委员会 昨天 公布 了 新 的 数据 规则 。", "The committee published new data rules yesterday ."),
    cut("两 家 公司 签署 协议 。", "Two companies signed an agreement ."),
    cut("工程师 训练 一个 小 模型 。", "The engineers train a small model ."),
    cut("這個 模型 的 許可證 允許 商業 使用 。", "The licence of this model permits commercial use ."),
    cut("公司 在 3月 捐 了 380万 美元 。", "The company donated 3.8 million dollars in March ."),
    cut("研究者 公开 了 训练 数据 。", "Researchers released the training data ."),
]

WANTED = [
    {(0, 1), (1, 6), (2, 2), (4, 3), (6, 4), (7, 5), (8, 7)},
    {(0, 0), (2, 1), (3, 2), (4, 4)},
    {(0, 1), (1, 2), (3, 4), (4, 5)},
    {(1, 4), (3, 1), (4, 5), (5, 6), (6, 7)},
    {(0, 1), (2, 7), (3, 2), (5, 3), (5, 4), (6, 5)},
    {(0, 0), (1, 1), (3, 3), (4, 4)},
]

MEANINGS = {
    "委员会": "committee",
    "公布": "publish",
    "数据": "data",
    "规则": "rule",
    "公司": "company",
    "签署": "sign",
    "协议": "agreement",
    "模型": "model",
    "训练": "train",
    "许可证": "licence",
}


def recall(found: Sequence[frozenset[tuple[int, int]]]) -> float:
    return sum(len(a & b) for a, b in zip(found, WANTED, strict=True)) / sum(map(len, WANTED))


class Letters:
    """An embedder of another make: words are alike that share characters."""

    name = "letters"

    def sentences(self, texts: Sequence[str]) -> Any:
        rows = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for character in text:
                row[ord(character) % 64] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True).clip(1e-9)

    def words(self, texts: Sequence[str]) -> Any:
        return self.sentences(texts)


@pytest.fixture(scope="module")
def model() -> Embedder:
    found = embedder()
    if found is None:
        pytest.skip("no encoder is installed")
    return found


def test_words_of_one_meaning_are_linked(model: Embedder) -> None:
    assert recall(align_words(CORPUS, embedder=model)) >= 0.9


def test_a_dictionary_helps_where_there_is_no_encoder() -> None:
    without = recall(align_words(CORPUS, embedder=None))
    assert recall(align_words(CORPUS, embedder=None, lexicon=Lexicon(MEANINGS.items()))) > max(without, 0.7)


def test_counts_alone_learn_what_always_comes_together() -> None:
    rows = [cut("甲 乙", "alpha beta"), cut("乙 丙", "gamma beta"), cut("丙 甲", "alpha gamma")] * 12
    found = align_words(rows, embedder=None)
    assert found[1] == {(0, 1), (1, 0)}
    assert found[2] == {(0, 1), (1, 0)}


def test_marks_and_names_and_numbers_need_no_encoder() -> None:
    found = align_words([cut("卡尔 扎伊 说 ： 22 名 。", "Karzai said : 22 .")], embedder=None, passes=1)[0]
    assert {(0, 0), (1, 0), (3, 2), (4, 3), (6, 4)} <= found


def test_another_embedder_takes_the_place() -> None:
    found = align_words([(["abc", "xyz"], ["xyz", "abc"])], embedder=Letters())
    assert found == [{(0, 1), (1, 0)}]


def test_traditional_and_simplified_are_aligned_alike(model: Embedder) -> None:
    simplified = cut("这个 模型 的 许可证 允许 商业 使用 。", "The licence of this model permits commercial use .")
    traditional = cut("這個 模型 的 許可證 允許 商業 使用 。", "The licence of this model permits commercial use .")
    assert align_words([simplified], embedder=model) == align_words([traditional], embedder=model)


@pytest.mark.parametrize(
    ("pair", "wanted"),
    [
        (([], []), set()),
        (([], ["alone"]), set()),
        ((["独"], []), set()),
        ((["数据"], ["data"]), {(0, 0)}),
        ((["。"], ["."]), {(0, 0)}),
    ],
)
def test_little_or_nothing_on_a_side(model: Embedder, pair: Pair, wanted: set[tuple[int, int]]) -> None:
    assert align_words([pair], embedder=model) == [wanted]


def test_no_pairs() -> None:
    assert align_words([], embedder=None) == []


def test_odd_tokens(model: Embedder) -> None:
    odd = ["", " ", "\u200b", "𠮷", "\ud800"[:0], "x" * 5000, "9" * 400, "第", "一" * 300]
    found = align_words([(odd, odd), (odd, ["fine"])], embedder=model)
    assert all(0 <= i < len(odd) and 0 <= j < len(odd) for links in found for i, j in links)


@pytest.mark.parametrize("size", [500, 1500])
def test_long_sides_take_bounded_time(size: int) -> None:
    chance = random.Random(5)  # noqa: S311
    zh = [chance.choice("天地人山水火木金土日") + chance.choice("上下左右") for _ in range(size)]
    en = [chance.choice(("sky", "earth", "man", "hill", "water", "fire")) for _ in range(size)]
    started = time.process_time()
    [found] = align_words([(zh, en)], embedder=None, passes=2)
    assert time.process_time() - started < 240
    assert all(i < size and j < size for i, j in found)


def test_pieces_of_a_long_pair_keep_their_places() -> None:
    words = [f"w{at}" for at in range(2500)]
    [found] = align_words([(words, words)], embedder=None, passes=1)
    assert len(found & {(at, at) for at in range(2500)}) > 2400
    [weights] = link_weights([(words[:1200], words[:1200])], embedder=None, passes=1)
    assert weights.shape == (1200, 1200)
    assert weights[1100, 1100] > 0.3 > weights[1100, 100]


def test_a_corpus_may_be_aligned_in_parts(model: Embedder) -> None:
    rows = [*CORPUS, *CORPUS[::-1], cut("模型 。", "Models .")]
    whole = align_words(rows, embedder=model)
    for size in (1, 4, 7):
        parts = [rows[at : at + size] for at in range(0, len(rows), size)]
        counts = LinkCounts()
        for part in reversed(parts):
            counts.update(count_links(part, embedder=model))
        again = [found for part in parts for found in align_words(part, embedder=model, counts=[counts])]
        assert again == whole


def test_counts_of_some_pairs_serve_the_others(model: Embedder) -> None:
    counts = count_links(CORPUS[::2], embedder=model)
    held = [at % 2 == 0 for at in range(len(CORPUS))]
    found = list(link_weights(CORPUS, embedder=model, counts=[counts], counted=held))
    for pair, taught, weights in zip(CORPUS, held, found, strict=True):
        [alone] = link_weights([pair], embedder=model, counts=[counts], counted=[taught])
        assert np.array_equal(alone, weights)
        # What a pair has added itself is taken off only where it has added something.
        [other] = link_weights([pair], embedder=model, counts=[counts], counted=[not taught])
        assert not np.array_equal(other, weights)


def test_figures_do_not_depend_on_what_is_aligned_beside(model: Embedder) -> None:
    together = list(link_weights(CORPUS, embedder=model, passes=1))
    for pair, weights in zip(CORPUS, together, strict=True):
        [alone] = link_weights([pair], embedder=model, passes=1)
        assert np.array_equal(alone, weights)


TOKENS = st.lists(st.sampled_from("的 数据 模型 。 3月 AI 卡尔 data the model . March AI Karl 三".split()), max_size=9)


@given(st.lists(st.tuples(TOKENS, TOKENS), max_size=4))
def test_links_lie_inside_and_repeat(pairs: list[Pair]) -> None:
    found = align_words(pairs, embedder=None)
    assert found == align_words(pairs, embedder=None)
    for (zh, en), links in zip(pairs, found, strict=True):
        assert all(0 <= i < len(zh) and 0 <= j < len(en) for i, j in links)
    for weights in link_weights(pairs, embedder=None):
        assert ((weights >= 0) & (weights <= 1 + 1e-9)).all()


def test_dictionary_files(tmp_path: Path) -> None:
    plain = tmp_path / "words.u8"
    plain.write_text(
        "# a comment\n術語 术语 [shu4 yu3] /term (in a field)/terminology; nomenclature/CL:個|个[ge4]/\n"
        "詞庫 词库 [ci2 ku4] /to store words/variant of 辭庫|辞库[ci2 ku4]/\nnot an entry\n",
        encoding="utf-8",
    )
    lexicon = Lexicon.load(plain)
    assert len(lexicon) == 2
    assert lexicon.meanings("术语") == {("term",), ("terminology",), ("nomenclature",)}
    assert lexicon.meanings("词库") == {("store", "word")}
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("大模型\tlarge model\n", encoding="utf-8")
    assert Lexicon.load(pairs).meanings("大模型") == {("large", "model")}


@pytest.mark.parametrize("content", [b"nothing\n", b"\xff\xfe\x00", None])
def test_what_is_no_dictionary_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "words.u8"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"E151 .*words\.u8: .*dictionary"):
        Lexicon.load(path)


def test_a_dictionary_reads_compressed_files(tmp_path: Path) -> None:
    import gzip

    path = tmp_path / "words.gz"
    path.write_bytes(gzip.compress("术语\tterm\n".encode()))
    assert len(Lexicon.load(path)) == 1
