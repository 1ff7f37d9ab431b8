"""shuyu (术语, "terminology"): a bilingual Chinese-English terminology tool.

>>> import shuyu
>>> shuyu.convert("軟體開發", to="zh-Hans", words=True)
'软件开发'
>>> shuyu.clean("中國(guó)的標(biāo)準(zhǔn)").text
'中國的標準'

`shuyu.open(path)` gives the project around `path`, with `lookup`, `read_terms` and `open_store`; `shuyu.build.build`
makes its store reflect its terms and passages. Nothing is imported before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shuyu.errors import ShuyuError
    from shuyu.project import open_project as open  # noqa: A004
    from shuyu.text.clean import clean
    from shuyu.text.script import convert

__version__ = "0.1.0"
__all__ = ["ShuyuError", "clean", "convert", "open"]

_HOMES = {
    "ShuyuError": ("shuyu.errors", "ShuyuError"),
    "clean": ("shuyu.text.clean", "clean"),
    "convert": ("shuyu.text.script", "convert"),
    "open": ("shuyu.project", "open_project"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
