"""Where Chinese words are, for the few decisions that need it."""

from __future__ import annotations

from functools import lru_cache

from shuyu.text.han import is_han


@lru_cache(maxsize=1)
def _tokenizer():  # type: ignore[no-untyped-def]
    import jieba

    jieba.setLogLevel(60)
    return jieba


def cut(text: str) -> list[str]:
    """The words of `text`.

    >>> cut("开展开源治理")
    ['开展', '开源', '治理']
    """
    return list(_tokenizer().cut(text, HMM=False))


def straddles(left: str, right: str) -> bool:
    """Whether a word stands across the border between the end of `left` and the start of `right`.

    >>> straddles("推动人工智", "能的发展"), straddles("推动人工智能", "的发展")
    (True, False)
    """
    before, after = left[-8:], right[:8]
    at = 0
    for word in cut(before + after):
        if at < len(before) < at + len(word):
            return all(map(is_han, word))
        at += len(word)
    return False
