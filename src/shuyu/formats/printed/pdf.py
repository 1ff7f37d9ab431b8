"""The printed list as PDF, A4."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from shuyu.extras import need
from shuyu.formats.base import Writing
from shuyu.formats.printed.arrange import arrange
from shuyu.formats.printed.options import printed
from shuyu.model.concept import Concept


def write(concepts: Iterable[Concept], stream: BinaryIO, writing: Writing) -> None:
    """Write a list; see `TermFormat.write`.

    Raises:
        InputError: E101, when the font that was asked for cannot be used.
        MissingExtraError: E501, when the extra `pdf` is not installed.
    """
    need("reportlab", "pdf", "PDF")
    from shuyu.formats.printed.pdf_fonts import fonts_for
    from shuyu.formats.printed.pdf_pages import Pages

    fonts = fonts_for(writing.options.get("font"))
    Pages(arrange(concepts, writing), fonts, stream).make()


FORMAT = printed(
    "pdf", "PDF", (".pdf",), write, {"font": "a font file for Chinese; `none`: no Chinese font goes into the file"}
)
