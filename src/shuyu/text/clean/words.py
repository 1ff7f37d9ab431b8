"""Where Chinese words are, for the few decisions that need it."""

from __future__ import annotations

from functools import lru_cache

from shuyu.text.han import count_han, has_han, is_han


@lru_cache(maxsize=1)
def _tokenizer():  # type: ignore[no-untyped-def]
    import jieba

    jieba.setLogLevel(60)
    return jieba


def _simplified(text: str) -> str:
    from shuyu.text.script import converter

    return converter("zh-Hans", from_="zh-Hant", words=False)(text)


def cut(text: str) -> list[str]:
    """The words of `text`.

    >>> cut("推动开放协作")
    ['推动', '开放', '协作']
    """
    return list(_tokenizer().cut(text, HMM=False))


def straddles(left: str, right: str) -> bool:
    """Whether a word stands across the border between the end of `left` and the start of `right`.

    >>> straddles("学习新技", "术的人"), straddles("学习新技术", "的人")
    (True, False)
    """
    before, after = left[-8:], right[:8]
    at = 0
    for word in cut(before + after):
        if at < len(before) < at + len(word):
            return all(map(is_han, word))
        at += len(word)
    return False


def share_in_words(text: str) -> float:
    """How many of the Han characters of `text` belong to words of two or more.

    >>> share_in_words("社區中心的。"), share_in_words("赵刘吴")
    (0.8, 0.0)
    """
    han = count_han(text)

    def share(one: str) -> float:
        return sum(len(word) for word in cut(one) if len(word) > 1 and has_han(word)) / max(1, han)

    return max(share(text), share(_simplified(text)))


def words_cut(borders: list[tuple[str, str]]) -> int:
    """At how many of `borders`, pairs of lines that follow each other, a word is cut in two.

    The dictionary is one of Simplified words: where it knows none, the lines are turned into Simplified.

    >>> words_cut([("学习新技", "术的人"), ("以及老", "师的信"), ("老师", "的信")])
    2
    >>> words_cut([("開放原始碼的軟", "體")])
    1
    """
    found = sum(straddles(left, right) for left, right in borders)
    if found:
        return found
    return sum(straddles(_simplified(left[-8:]), _simplified(right[:8])) for left, right in borders)
