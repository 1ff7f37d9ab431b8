"""Family names and names from other languages, whose characters keep the form of the name."""

from __future__ import annotations

from shuyu.text.segment import Span

# Characters that are a family name in one form and something else, oftener, in another.
_SURNAMES = dict(zip("余范于钟胡姜沈岳谷万曲朴叶卜云干郁苏", "余范于鍾胡姜沈岳谷萬曲朴葉卜雲干郁蘇", strict=True))
# Names that begin no other word, so that an unknown word of two or three characters with one of them is a name.
_TELLING = frozenset("余范")
_TITLES = (
    *("先生", "女士", "小姐", "太太", "老师", "教授", "博士", "医生", "大夫", "夫人", "主任", "经理", "校长", "同学"),
    *("律师", "主席", "总裁", "局长", "部长", "院长", "省长", "市长", "书记", "将军", "法官", "导演", "议员", "氏"),
)
_NAME = 3


def name_form(source: str, at: int, span: Span, *, unknown: bool) -> str | None:
    """The form of a character that is part of a name; None where nothing says so.

    Args:
        source: Simplified text.
        at: the place of the character.
        span: the word it stands in.
        unknown: whether no dictionary knows that word.

    Returns:
        the form in OpenCC's own standard.

    >>> text = "余先生和摩里臣"
    >>> name_form(text, 0, Span(0, 1), unknown=False), name_form(text, 5, Span(4, 7), unknown=True)
    ('余', '里')
    """
    character = source[at]
    length = span.end - span.start
    # In foreign names 里 is a sound; at the end of an unknown word it may be 裏 as well.
    if character == "里" and unknown and length >= _NAME and span.start < at < span.end - 1:
        return "里"
    form = _SURNAMES.get(character)
    if form is None:
        return None
    titled = source.startswith(_TITLES, at + 1)
    if source[at - 1 : at] == "姓" or (titled and (length == 1 or character in _TELLING)):
        return form
    if at != span.start:
        return None
    if unknown and length <= _NAME and source.startswith(_TITLES, span.end):
        return form
    return form if unknown and length == _NAME and character in _TELLING else None
