"""Traditional and Simplified, for running text and whole documents; mark-up stays as it is.

A document format (`documents/`) knows where the human text of a file is and cuts it into units; a turn says what each
unit becomes; the format puts the pieces back in their places. No format knows OpenCC, and no turn knows a format.

>>> from shuyu.conversion import convert_document
>>> convert_document("<p lang='zh-TW'>軟體</p>".encode(), "page.html", to="zh-Hans").data.decode()
"<p lang='zh-CN'>软体</p>"
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shuyu.conversion.whole import Converted, convert_document, convert_file

__all__ = ["Converted", "convert_document", "convert_file"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from shuyu.conversion import whole

    return getattr(whole, name)
