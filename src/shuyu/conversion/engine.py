"""Text in another script, the project's own terms first: what documents, streams and the command convert with."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from shuyu.conversion.protect import Guard
from shuyu.languages import HANS, HANT, HONG_KONG, TAIWAN, canonical
from shuyu.text.script import CONFIGURATIONS, converter, detect_script

# What comes out of an OpenCC configuration, by the end of its name.
_OUTCOMES = {
    "s": HANS,
    "sp": HANS,
    "t": HANT,
    "tw": TAIWAN,
    "twp": TAIWAN,
    "hk": HONG_KONG,
    "hkp": HONG_KONG,
    "jp": "ja",
}


class Engine:
    """Converts text to one target.

    Attributes:
        target: the canonical tag of what comes out (`s2twp` gives `zh-Hant-TW`; `t2jp` gives `ja`).
    """

    def __init__(
        self,
        to: str,
        *,
        from_: str | None = None,
        words: bool = False,
        terms: Mapping[str, str] | None = None,
        keep: Collection[str] = (),
    ) -> None:
        """Settle everything but the text.

        Args:
            to: a language tag, or the name of an OpenCC configuration, which is then used alone.
            from_: the language tag of the texts; found in each of them when absent.
            words: whether regional words change too.
            terms: source form to wanted form; they win over OpenCC.
            keep: strings that stay as they are wherever they stand.

        Raises:
            UsageError: E602, as `shuyu.convert`.
        """
        self._turn = converter(to, from_=from_, words=words or None)
        self.target = _OUTCOMES[to.split("2")[1]] if to in CONFIGURATIONS else canonical(to) or to
        self._from = canonical(from_) if from_ else None
        self._terms = {**(terms or {}), **{text: text for text in keep}}
        longest = sorted(self._terms, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest))) if longest else None

    def source_of(self, text: str) -> str | None:
        """The script of `text`: `zh-Hans`, `zh-Hant`, `mixed`, None where nothing tells; `from_` where it was given."""
        return self._from if self._from not in (None, "zh") else detect_script(text)

    def convert(self, text: str) -> str:
        """`text` converted; what stands between `shuyu:off` and `shuyu:on` stays.

        >>> Engine("zh-Hant", terms={"后羿": "后羿"}).convert("后羿之后")
        '后羿之後'
        """
        return self.convert_many([text])[0]

    def convert_many(self, texts: Sequence[str], *, guard: Guard | None = None) -> list[str]:
        """Each of `texts` converted, as many as there are.

        Args:
            texts: any texts.
            guard: carries what is switched off from one text to the next, and to the next call; without it each
                text stands alone.
        """
        return [self._guarded(text, guard or Guard()) for text in texts]

    def _guarded(self, text: str, guard: Guard) -> str:
        parts, at = [], 0
        for start, end in guard.spans(text):
            parts += [self._steered(text[at:start]), text[start:end]]
            at = end
        return "".join([*parts, self._steered(text[at:])])

    def _steered(self, text: str) -> str:
        if self._known is None:
            return self._turn(text)
        parts, at = [], 0
        for found in self._known.finditer(text):
            parts += [self._turn(text[at : found.start()]), self._terms[found[0]]]
            at = found.end()
        return "".join([*parts, self._turn(text[at:])])
