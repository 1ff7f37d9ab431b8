"""The picture of an alignment."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest
from lxml import etree

from shuyu.align.output import Alignment, Pair, Side
from shuyu.align.plot import BINS, png, svg
from tests.align.output.sample import ALIGNMENT

if TYPE_CHECKING:
    from numpy.typing import NDArray


class _Lengths:
    """Sentences of one length are alike."""

    name = "lengths"

    def sentences(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([np.eye(64, dtype=np.float32)[len(text) % 64] for text in texts])

    words = sentences


def _pixels(data: bytes) -> NDArray[np.uint8]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    chunks: dict[bytes, bytes] = {}
    at = 8
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        assert struct.unpack(">I", data[at + 8 + size : at + 12 + size])[0] == zlib.crc32(name + body)
        chunks[name] = body
        at += 12 + size
    width, height, depth, kind = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert (depth, kind) == (8, 2)
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), dtype=np.uint8).reshape(height, 1 + 3 * width)
    assert not rows[:, 0].any()
    return rows[:, 1:].reshape(height, width, 3)


def _diagonal(size: int) -> Alignment:
    side = tuple("x" * (i % 60) for i in range(size))
    pairs = tuple(Pair((i,), (i,), 0.9) for i in range(size))
    return Alignment(Side("a<.zh", "zh-Hant", side), Side("b&.en", "en", side), pairs, (), 0.5, "shuyu")


def test_the_path_stands_on_white_without_an_encoder() -> None:
    pixels = _pixels(png(_diagonal(4), None))
    size = len(pixels)
    assert pixels[size // 2, size // 2 + size // 8].tolist() != [255, 255, 255]
    assert pixels[0, -1].tolist() == [255, 255, 255]


def test_similar_sentences_are_dark() -> None:
    side = Side("a", "zh-Hans", ("一", "一一", "一一一"))
    lonely = Alignment(side, side, (Pair((0, 1, 2), (), 0.9), Pair((), (0, 1, 2), 0.9)), (), 0.5, "shuyu")
    pixels = _pixels(png(lonely, _Lengths()))
    third = len(pixels) // 3
    assert pixels[third // 2, third // 2].sum() < pixels[third // 2, -1].sum()


def test_a_long_document_is_put_in_bins() -> None:
    assert _pixels(png(_diagonal(BINS * 3), _Lengths())).shape == (BINS, BINS, 3)


@pytest.mark.parametrize("alignment", [ALIGNMENT, _diagonal(3)], ids=["sample", "small"])
def test_svg_is_well_formed_and_has_a_box_a_pair(alignment: Alignment) -> None:
    written = svg(alignment, None)
    root = etree.fromstring(written)
    boxes = [one for one in root.iter("{http://www.w3.org/2000/svg}rect") if one.get("fill-opacity")]
    assert len(boxes) == len(alignment.both_sided())
    picture = re.search(rb"base64,([^\"]+)", written)
    assert picture is not None
    _pixels(base64.b64decode(picture[1]))
    assert not re.search(rb"href=\"(?!data:)", written)


def test_a_long_path_is_no_large_file() -> None:
    long, longer = (len(svg(_diagonal(size), None)) for size in (2_000, 8_000))
    assert longer < 1.1 * long


def test_the_axes_have_few_numbers() -> None:
    root = etree.fromstring(svg(_diagonal(1200), None))
    shown = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert shown.count("200") == 2
    assert len(shown) < 30
