"""How much each feature counts: maximum likelihood on the development chapters (`benchmarks/RESULTS.md` says how)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Weighting:
    """Weights of a log-linear model.

    Attributes:
        features: in the order of `shuyu.align.features.FEATURES`.
        zh_only: log weight of a Chinese sentence that is left out.
        en_only: of an English one that was added.
    """

    features: tuple[float, ...]
    zh_only: float
    en_only: float


WITH_VECTORS = Weighting((0.59, -0.71, 1.0, 1.3, 1.05, 0.19, 2.36, 1.04, 0.82, 0.77), -2.85, -3.48)
PLAIN = Weighting((1.18, -2.51, 0.17, 2.71, 1.22, 0.67, 0.0, 0.0, 0.0, 0.0), -5.16, -5.54)
"""Without vectors, before anything is learnt."""

TAUGHT = Weighting((1.0, -2.11, 0.58, 2.09, 0.9, 0.52, 0.0, 0.0, 0.0, 0.0), -4.09, -4.49)
"""Without vectors, with the words that the pass before has taught."""
