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


WITH_VECTORS = Weighting((0.62, -1.15, 0.9, 1.05, 1.1, 0.3, 1.6, 1.4, 1.1, 1.1), -4.1, -3.4)
PLAIN = Weighting((0.7, -1.5, 1.0, 1.5, 1.0, 0.5, 0, 0, 0, 0), -4.0, -4.0)
TAUGHT = Weighting((0.7, -1.5, 1.0, 1.5, 1.0, 0.5, 0, 0, 0, 0), -4.0, -4.0)
