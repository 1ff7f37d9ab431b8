"""Full-width letters and digits."""

from __future__ import annotations

import re

from shuyu.text.clean.fixer import Fixer
from shuyu.text.spans import Edit

_WIDE = "Ａ-Ｚａ-ｚ０-９"
# Marks count as full-width ASCII only where they join full-width letters or digits: `３．５`, `１０：３０`.
_RUN = re.compile(
    f"(?:(?<=[A-Za-z0-9])[．－／＠＿＋＆](?=[{_WIDE}]))?[{_WIDE}]"
    f"(?:[{_WIDE}]|[．－／＠＿＋＆](?=[{_WIDE}A-Za-z0-9])|(?<=[０-９])：(?=[０-９])|(?<=[０-９])，(?=[０-９]{{3}}(?![０-９])))*"
    "(?:(?<=[０-９])％)?"
)
_TO_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def _find_wide(text: str) -> list[Edit]:
    return [Edit(m.start(), m.end(), m[0].translate(_TO_ASCII)) for m in _RUN.finditer(text)]


FIXERS = (Fixer("full-width-ascii", "Full-width letters and digits become ASCII.", _find_wide),)
