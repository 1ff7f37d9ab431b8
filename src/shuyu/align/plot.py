"""The path of an alignment over the similarity of all sentences with all, as an SVG or a PNG.

Neither needs a drawing library: the picture is an array, PNG is that array through zlib, and the SVG has it inside
with the path and the axes over it. A long document is put in bins, so the picture stays small.
"""

from __future__ import annotations

import base64
import struct
import zlib
from typing import TYPE_CHECKING

from shuyu.align.output.base import Alignment
from shuyu.align.similarity import Embedder, one_thread, unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Floats = NDArray[np.float32]

BINS = 600
"""More sentences than this on a side share their rows or columns."""

_PATH = (214, 69, 32)
_LOW = (240, 173, 0)
_DARK = (23, 54, 93)
# From this to the whole of the similarities a picture shows, lightest to darkest.
_LIGHTEST, _DARKEST = 0.5, 0.999
_SMALLEST_SIDE = 480


def png(alignment: Alignment, embedder: Embedder | None) -> bytes:
    """The picture as a PNG: Chinese sentences downwards, English ones to the right.

    Args:
        alignment: whose path.
        embedder: whose similarities; without one the path stands on white.
    """
    return _png(_with_path(_background(alignment, embedder), alignment))


def svg(alignment: Alignment, embedder: Embedder | None) -> bytes:
    """The same as an SVG, with the numbers of the sentences at the axes.

    Args:
        alignment: whose path.
        embedder: as in `png`.
    """
    from html import escape

    n, m = len(alignment.zh.sentences), len(alignment.en.sentences)
    scale = 800 / max(n, m)
    width, height = m * scale, n * scale
    picture = base64.b64encode(_png(_background(alignment, embedder))).decode("ascii")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-70 -50 {width + 90:.0f} {height + 70:.0f}" '
        'font-family="sans-serif" font-size="13">',
        f"<title>{escape(f'{alignment.zh.document} · {alignment.en.document}')}</title>",
        f'<rect x="-70" y="-50" width="{width + 90:.0f}" height="{height + 70:.0f}" fill="#fff"/>',
        f'<image width="{width:.2f}" height="{height:.2f}" preserveAspectRatio="none" image-rendering="pixelated" '
        f'href="data:image/png;base64,{picture}"/>',
        f'<rect width="{width:.2f}" height="{height:.2f}" fill="none" stroke="#888"/>',
        f'<text x="{width / 2:.0f}" y="-30" text-anchor="middle">{escape(alignment.en.document)}</text>',
        f'<text transform="translate(-52 {height / 2:.0f}) rotate(-90)" text-anchor="middle">'
        f"{escape(alignment.zh.document)}</text>",
    ]
    parts += [f'<text x="{at * scale:.1f}" y="-8" text-anchor="middle" fill="#666">{at}</text>' for at in _ticks(m)]
    parts += [f'<text x="-8" y="{at * scale + 4:.1f}" text-anchor="end" fill="#666">{at}</text>' for at in _ticks(n)]
    # Boxes smaller than a point need no more than one a point.
    digits, least, boxes = (2 if max(n, m) <= BINS else 0), 1.5, {}
    for i, j, a, b, low in _boxes(alignment):
        colour = "#{:02x}{:02x}{:02x}".format(*(_LOW if low else _PATH))
        place = f'<rect x="{j * scale:.{digits}f}" y="{i * scale:.{digits}f}"'
        size = f'width="{max(b * scale, least):.2f}" height="{max(a * scale, least):.2f}"'
        boxes[place] = f'{place} {size} fill="{colour}" fill-opacity=".45" stroke="{colour}"/>'
    parts += boxes.values()
    return "\n".join([*parts, "</svg>", ""]).encode("utf-8")


def _ticks(size: int) -> range:
    steps = (digit * 10**power for power in range(9) for digit in (1, 2, 5))
    return range(0, size + 1, next(step for step in steps if size <= 10 * step))


def _boxes(alignment: Alignment) -> list[tuple[int, int, int, int, bool]]:
    # First sentence of each side, how many of each, whether doubtful. What has one side only is the path's own gap.
    return [
        (min(p.zh), min(p.en), max(p.zh) - min(p.zh) + 1, max(p.en) - min(p.en) + 1, alignment.is_low(p))
        for p in alignment.both_sided()
    ]


def _background(alignment: Alignment, embedder: Embedder | None) -> Bytes:
    # Similarities as shades of one colour; white where there is nothing to compare by.
    import numpy as np

    n, m = len(alignment.zh.sentences), len(alignment.en.sentences)
    rows, columns = min(n, BINS), min(m, BINS)
    if embedder is None:
        return np.full((rows, columns, 3), 255, dtype=np.uint8)
    with one_thread():
        left = _binned(embedder.sentences(_simplified(alignment.zh.sentences)), rows)
        right = _binned(embedder.sentences(alignment.en.sentences), columns)
        similar = left @ right.T
    lightest, darkest = np.quantile(similar, [_LIGHTEST, _DARKEST])
    shade = np.clip((similar - lightest) / max(float(darkest - lightest), 1e-6), 0.0, 1.0)[..., None]
    mixed: Bytes = (255 - shade * (255 - np.array(_DARK))).astype(np.uint8)
    return mixed


def _simplified(sentences: tuple[str, ...]) -> list[str]:
    from shuyu.text.fold import simplified_chars

    return [simplified_chars(sentence) for sentence in sentences]


def _binned(vectors: Floats, size: int) -> Floats:
    import numpy as np

    starts = np.arange(size) * len(vectors) // size
    return unit(np.add.reduceat(vectors, starts, axis=0).astype(np.float32))


def _with_path(picture: Bytes, alignment: Alignment) -> Bytes:
    import numpy as np

    rows, columns = picture.shape[:2]
    times = max(1, -(-_SMALLEST_SIDE // max(rows, columns)))
    large: Bytes = np.repeat(np.repeat(picture, times, axis=0), times, axis=1)
    down = len(large) / len(alignment.zh.sentences)
    right = large.shape[1] / len(alignment.en.sentences)
    for i, j, a, b, low in _boxes(alignment):
        top, left = int(i * down), int(j * right)
        bottom, end = max(int((i + a) * down), top + 1), max(int((j + b) * right), left + 1)
        box = large[top:bottom, left:end]
        box[:] = (box * 0.4 + np.array(_LOW if low else _PATH) * 0.6).astype(np.uint8)
    return large


def _png(picture: Bytes) -> bytes:
    # https://www.w3.org/TR/png-3/: three bytes a pixel, each row behind the number of its filter.
    height, width = picture.shape[:2]
    rows = b"".join(b"\x00" + row.tobytes() for row in picture)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            (b"IDAT", zlib.compress(rows, 9)),
            (b"IEND", b""),
        )
    )
