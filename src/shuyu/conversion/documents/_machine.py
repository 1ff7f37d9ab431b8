"""Strings that only look like text: addresses, paths, names of files."""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]{0,30}://|(?:mailto|data|tel|urn|javascript):|www\.)[^\s，。；：！？、（）]+\Z"
)
_PATH = re.compile(
    r"(?:[A-Za-z]:[\\/]|\.{1,2}[\\/]|~?/|(?:[^\s/\\]{1,200}[\\/]){1,50}(?=[^\s/\\]*\.[A-Za-z0-9]{1,5}\Z))\S*\Z"
)
_FILE = re.compile(
    r"[^\s/\\]{1,200}\.(?:png|jpe?g|gif|svg|webp|ico|html?|xhtml|md|json|jsonl|ya?ml|toml|xml|csv|tsv|txt|js|mjs|ts|css|py|"
    r"pdf|docx?|xlsx?|pptx?|odt|ods|epub|zip|gz|mp3|mp4|wav|webm|ttf|otf|woff2?)\Z",
    re.IGNORECASE,
)
# Few shapes: `A/B测试`, `Node.js开发` and `API:接口` are text.
_IDENTIFIER = re.compile(r"[A-Za-z]\w*_\w+\Z|[a-z]\w*(?:\.[^\W\d][\w-]*){2,}\Z")
_CODE = re.compile(r"\s*(?:<\?|#!|function\s*\(|\([\w,\s]{0,200}\)\s*=>|SELECT\s.+\sFROM\s)", re.IGNORECASE)


def is_machine_text(value: str) -> bool:
    """Whether a value is for programs: an address, a path, the name of a file, an identifier, code.

    >>> is_machine_text("https://例子.com/文档"), is_machine_text("images/头像.png"), is_machine_text("头像.png")
    (True, True, True)
    >>> is_machine_text("user.name.头"), is_machine_text("A/B测试"), is_machine_text("打开 {name} 的文件")
    (True, False, False)
    """
    value = value.strip()
    return any(pattern.match(value) for pattern in (_ADDRESS, _PATH, _FILE, _IDENTIFIER, _CODE))
