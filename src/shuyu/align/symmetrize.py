"""From how likely each link is, in both directions, to the links.

Surest links first, then their neighbours for words that have none, then single words: grow-diag-final-and (P. Koehn,
F. J. Och and D. Marcu, "Statistical phrase-based translation", NAACL 2003), on posteriors instead of best paths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

SURE = 0.3
LIKELY = 0.1

_NEIGHBOURS = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1) if down or right]


def links(weights: Matrix) -> frozenset[tuple[int, int]]:
    """The links of a sentence pair.

    Args:
        weights: how sure each link is, 0 to 1, rows by columns.

    Returns:
        pairs of row and column.

    >>> import numpy as np
    >>> sorted(links(np.array([[0.9, 0.2, 0.0], [0.0, 0.0, 0.05]])))
    [(0, 0), (0, 1)]
    """
    import numpy as np

    found = {(int(i), int(j)) for i, j in zip(*np.nonzero(weights >= SURE), strict=True)}
    rows, columns = {i for i, _ in found}, {j for _, j in found}
    likely = [(int(i), int(j)) for i, j in zip(*np.nonzero((weights >= LIKELY) & (weights < SURE)), strict=True)]
    likely.sort(key=lambda link: (-weights[link], link))
    grown = True
    while grown:
        grown = False
        for i, j in likely:
            if (i in rows and j in columns) or not any((i + down, j + right) in found for down, right in _NEIGHBOURS):
                continue
            found.add((i, j))
            rows.add(i)
            columns.add(j)
            grown = True
        likely = [(i, j) for i, j in likely if i not in rows or j not in columns]
    for i, j in likely:
        if i not in rows and j not in columns:
            found.add((i, j))
            rows.add(i)
            columns.add(j)
    return frozenset(found)
