"""Spans that conversion leaves alone: from a mark `shuyu:off` to the mark `shuyu:on`.

The marks are words, so that any comment can hold them: `<!-- shuyu:off -->` in Markdown and HTML, `% shuyu:off` in
TeX, `# shuyu:off` in PO, a line of its own in plain text and subtitles.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"(?<![\w:/])shuyu:(off|on)(?![\w:/-])")
_HINT = "shuyu:o"


class Guard:
    """Finds the spans that stay, over texts that follow one another: what one switches off stays off in the next.

    >>> guard = Guard()
    >>> guard.spans("发 <!-- shuyu:off --> 发"), guard.spans("发"), guard.spans("发 <!-- shuyu:on --> 发")
    ([(7, 22)], [(0, 1)], [(0, 7)])
    """

    def __init__(self) -> None:
        self.off = False

    def spans(self, text: str) -> list[tuple[int, int]]:
        """The spans of `text` that stay as they are, rising and apart.

        Args:
            text: the next text.

        Returns:
            offsets in code points, from the word `shuyu:off` to the word `shuyu:on`, or to the end.
        """
        if not self.off and _HINT not in text:
            return []
        found: list[tuple[int, int]] = []
        start = 0
        for mark in _MARK.finditer(text) if _HINT in text else ():
            if mark[1] == "off" and not self.off:
                start, self.off = mark.start(), True
            elif mark[1] == "on" and self.off:
                found.append((start, mark.start()))
                self.off = False
        if self.off and start < len(text):
            found.append((start, len(text)))
        return found
