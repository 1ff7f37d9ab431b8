"""Text in another script, the project's own terms first: what documents, streams and the command convert with."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from shuyu.conversion.dictionary import Steered
from shuyu.conversion.protect import Guard
from shuyu.languages import CHINESE, HANS, HANT, HONG_KONG, TAIWAN, canonical
from shuyu.text.chain import CONFIGURATIONS
from shuyu.text.chain import run as run_plain
from shuyu.text.script import chain_for, convert_detected, converter, detect_script

# What comes out of an OpenCC configuration, and what goes in, by the halves of its name.
_OUT = {"s": HANS, "sp": HANS, "t": HANT, "tw": TAIWAN, "twp": TAIWAN, "hk": HONG_KONG, "hkp": HONG_KONG, "jp": "ja"}


class Engine:
    """Converts text to one target. It can be pickled, and costs nothing until it converts.

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
        converter(to, from_=from_, words=words or None)
        alone = to in CONFIGURATIONS
        self.target = _OUT[to.split("2")[1]] if alone else canonical(to) or to
        given = _OUT[to.split("2")[0]] if alone else canonical(from_) if from_ else None
        self._from = None if given == CHINESE else given
        self._words = words
        self._chain = (to,) if alone else chain_for(self._from, self.target, words=words) if self._from else None
        longest = sorted((text for text in set(keep) if text), key=lambda text: (-len(text), text))
        self._keep = re.compile("|".join(map(re.escape, longest))) if longest else None
        self._run = Steered(terms).run if terms else run_plain

    def source_of(self, text: str) -> str | None:
        """The script of `text`: `zh-Hans`, `zh-Hant`, `mixed`, None where nothing tells; what was given where it was.

        >>> Engine("zh-TW").source_of("术语"), Engine("zh-TW", from_="zh-HK").source_of("术语")
        ('zh-Hans', 'zh-Hant-HK')
        """
        return self._from or detect_script(text)

    def convert(self, text: str) -> str:
        """`text` converted; what stands between `shuyu:off` and `shuyu:on` stays.

        >>> Engine("zh-Hant", terms={"后羿": "后羿"}).convert("后羿之后的云，云南")
        '后羿之後的雲，雲南'
        >>> Engine("zh-Hant", keep=["云南"]).convert("云南的云 <!-- shuyu:off --> 云 <!-- shuyu:on -->")
        '云南的雲 <!-- shuyu:off --> 云 <!-- shuyu:on -->'
        """
        return self.convert_many([text])[0]

    def convert_many(self, texts: Sequence[str], *, guard: Guard | None = None) -> list[str]:
        """Each of `texts` converted by itself, as many as there are.

        Args:
            texts: any texts.
            guard: carries what is switched off from one text to the next, and to the next call; without it each
                text stands alone.
        """
        return [self._guarded(text, (guard or Guard()).spans(text)) for text in texts]

    def _guarded(self, text: str, stay: list[tuple[int, int]]) -> str:
        if self._keep is not None:
            found = [match.span() for match in self._keep.finditer(text)]
            stay = _joined([*stay, *found]) if found else stay
        parts, at = [], 0
        # The whole text says what script it is in, not the pieces between.
        chain = self._chain
        if chain is None and stay:
            whole = detect_script(text)
            chain = None if whole == "mixed" else chain_for(whole or HANS, self.target, words=self._words)
        for start, end in stay:
            parts += [self._turned(text[at:start], chain), text[start:end]]
            at = end
        return "".join([*parts, self._turned(text[at:], chain)])

    def _turned(self, text: str, chain: tuple[str, ...] | None) -> str:
        if not text:
            return text
        if chain is not None:
            return self._run(text, chain)
        return convert_detected(text, self.target, words=self._words, run=self._run)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
