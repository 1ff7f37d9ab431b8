"""Terms, texts and days as other tools write them, made fit for the model; what is lost by that is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from shuyu.formats.terms_values import field_fault, term_fault

_WRAP = re.compile("[ \t]*[\n\r\t][ \t\n\r]*")
_BROKEN = re.compile("[\ufffd\ud800-\udfff]")
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)", re.ASCII)


def foreign_term(text: str, lost: Callable[[str], None]) -> str:
    r"""`text` as a term: one line, nothing invisible in it; empty when it is none.

    Args:
        text: as it stands in the file.
        lost: told what is lost, if anything is.

    >>> foreign_term(" open\n   source ", print)
    'open source'
    >>> foreign_term("模\u200b型", print)
    an invisible character in a term
    '模型'
    """
    plain = _WRAP.sub(" ", text).strip()
    if not plain:
        lost("an empty term")
    elif _BROKEN.search(plain):
        lost("a term with a broken character in it")
        return ""
    elif term_fault(plain) is not None:
        lost("an invisible character in a term")
        plain = "".join(one for one in plain if term_fault(f"a{one}a") is None).strip()
    return plain


def foreign_prose(text: str, lost: Callable[[str], None]) -> str:
    r"""`text` as a definition, note or the like, without what no such may hold.

    >>> foreign_prose(" a\x85b\n", print)
    a control character in a text
    'ab'
    """
    plain = text.strip()
    if field_fault("", plain) is not None:
        lost("a control character in a text")
        plain = "".join(one for one in plain if field_fault("", one) is None).strip()
    return plain


def foreign_day(text: str) -> str | None:
    """The day of a date or a time in any spelling of ISO 8601, or None.

    >>> foreign_day("20010507T10:57:25Z"), foreign_day("2026-11-21"), foreign_day("2026-13-01")
    ('2001-05-07', '2026-11-21', None)
    """
    found = _DAY.match(text.strip())
    try:
        return date(*(int(part) for part in found.groups())).isoformat() if found else None
    except ValueError:
        return None
