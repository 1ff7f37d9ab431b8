"""Which language and script a text is in, and what a file's name or a column's label says of it.

Only Chinese and English are told apart, by counting; everything else is `und`. What counts is the running text:
a gloss in brackets, a title in quotation marks, a link or an address says little of the sentence around it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath

from shuyu.languages import CHINESE, ENGLISH, HANS, HANT, UNDETERMINED, canonical
from shuyu.text.fold import is_simplified_only_char, is_traditional_char
from shuyu.text.han import CHINESE_PUNCTUATION, HAN, HANGUL, KANA

_HAN = re.compile(f"[{HAN}]")
_KANA = re.compile(f"[{KANA.replace('ー', '')}]")
_HANGUL = re.compile(f"[{HANGUL}]")
_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’-][A-Za-zÀ-ɏ]+)*")
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(
    r"(?:https?|ftp)://[!-~]+|www\.[!-~]+"
    r"|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]{1,64}){1,8}"
)
_BARE_ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*\Z")
_ASIDE = re.compile(
    r"\([^()]{0,200}\)|（[^（）]{0,200}）|\[[^\[\]]{0,200}\]|［[^［］]{0,200}］|【[^【】]{0,200}】"
    r"|《[^《》]{0,200}》|〈[^〈〉]{0,200}〉|<[^<>]{0,200}>|“[^“”]{0,200}”|「[^「」]{0,200}」|\"[^\"]{0,200}\""
)
_PUNCTUATION = re.compile(f"[{CHINESE_PUNCTUATION}]")
_TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_ONLY_PINYIN = re.compile("[āǎēěīǐōǒūǔǖǘǚǜ]")
_BRACKETED_TAG = re.compile(r"[\[(（]([a-z]{2,3}(?:[-_][a-z]{2,4}){0,2})[\])）]\Z")

# Grammar shows what a sentence is written in where names and terms do not.
_GRAMMAR = re.compile("[的是在了和与與为為等也都将將把被这這有其对對从從而及]")
_ENGLISH_WORDS = frozenset(
    "the a an of and is are was were be been to in on at for from with by as that this these those it its not or but "
    "has have had will would can could may must should which who whose what when where how than into their our your "
    "his her they we you he she i if no all any each more most such between about".split()
)
_OTHER_WORDS = frozenset(
    "la le les des du et est une dans pour avec der das und ist nicht ein eine mit von für auf el los las que por con "
    "para una il che di della per och det är som een het van niet em não uma os".split()
)

_LABELS = {
    "zh": CHINESE,
    "中文": CHINESE,
    "汉语": CHINESE,
    "漢語": CHINESE,
    "华语": CHINESE,
    "華語": CHINESE,
    "国语": CHINESE,
    "國語": CHINESE,
    "中文术语": CHINESE,
    "中文術語": CHINESE,
    "中文名称": CHINESE,
    "中文名稱": CHINESE,
    "中文词汇": CHINESE,
    "中文詞彙": CHINESE,
    "chinese": CHINESE,
    "mandarin": CHINESE,
    "简体": HANS,
    "簡體": HANS,
    "简体中文": HANS,
    "簡體中文": HANS,
    "中文简体": HANS,
    "中文（简体）": HANS,
    "simplified": HANS,
    "simplified chinese": HANS,
    "chinese (simplified)": HANS,
    "繁体": HANT,
    "繁體": HANT,
    "繁体中文": HANT,
    "繁體中文": HANT,
    "正體中文": HANT,
    "中文繁體": HANT,
    "中文（繁體）": HANT,
    "traditional": HANT,
    "traditional chinese": HANT,
    "chinese (traditional)": HANT,
    "英文": ENGLISH,
    "英语": ENGLISH,
    "英語": ENGLISH,
    "英文术语": ENGLISH,
    "英文術語": ENGLISH,
    "英文名称": ENGLISH,
    "英文名稱": ENGLISH,
    "英译": ENGLISH,
    "英譯": ENGLISH,
    "english": ENGLISH,
}


@dataclass(frozen=True)
class ScriptShare:
    """How many telling characters of each script a text has.

    Attributes:
        simplified: characters that only Simplified text has.
        traditional: characters that only Traditional text has.
        han: all Han characters.
    """

    simplified: int
    traditional: int
    han: int

    @property
    def tag(self) -> str | None:
        """`zh-Hans` or `zh-Hant`, whichever has more telling characters; None when neither has."""
        if self.simplified == self.traditional:
            return None
        return HANS if self.simplified > self.traditional else HANT

    def __add__(self, other: ScriptShare) -> ScriptShare:
        return ScriptShare(
            self.simplified + other.simplified, self.traditional + other.traditional, self.han + other.han
        )


def detect_script(text: str) -> ScriptShare:
    """Which script the Han characters of `text` are in.

    Args:
        text: any text.

    Returns:
        The counts; `.tag` decides.

    >>> detect_script("開源社區的治理").tag, detect_script("开源社区").tag, detect_script("人工智能").tag
    ('zh-Hant', 'zh-Hans', None)
    """
    simplified = traditional = han = 0
    for character, count in Counter(text).items():
        if character < "\u2e80":
            continue
        if _HAN.match(character):
            han += count
            if is_traditional_char(character):
                traditional += count
            elif is_simplified_only_char(character):
                simplified += count
    return ScriptShare(simplified, traditional, han)


def detect_language(text: str, default: str = HANS) -> str:
    """The language of `text`.

    Args:
        text: a sentence, a paragraph or a term.
        default: the tag for Chinese without a telling character (`人工智能`).

    Returns:
        `zh-Hans`, `zh-Hant` or `default`; `en`; or `und` for anything else, Japanese and Korean among it.

    >>> detect_language("魔搭社區（ModelScope）"), detect_language("the Zhihui community (智汇社区)")
    ('zh-Hant', 'en')
    >>> detect_language("オープンソースの世界"), detect_language("70% – 43%")
    ('und', 'und')
    """
    language = _main_language(text)
    return (detect_script(text).tag or default) if language == CHINESE else language


def _main_language(text: str) -> str:
    if _BARE_ADDRESS.match(text):
        return UNDETERMINED
    plain = _ADDRESS.sub(" ", text)
    if not _LETTER.search(plain):
        return UNDETERMINED
    # Brackets and quotation marks are set aside while something is left that can tell.
    for candidate in (_ASIDE.sub(" ", plain), plain):
        found = _judge(candidate)
        if found is not None:
            return found
    return UNDETERMINED


def _judge(text: str) -> str | None:
    han = _count(_HAN, text)
    words = _WORD.findall(text)
    if not han and not words:
        return UNDETERMINED if _LETTER.search(text) else None
    kana, hangul = _count(_KANA, text), _count(_HANGUL, text)
    latin = sum(map(len, words))
    if (kana >= 2 and kana * 8 >= han + kana and kana * 2 > len(words)) or (hangul >= 2 and hangul * 2 > len(words)):
        return UNDETERMINED
    if _count(_LETTER, text) > 2 * (han + latin):
        return UNDETERMINED
    if not words:
        return CHINESE
    if not han:
        return UNDETERMINED if _is_other(words) or _is_pinyin(words) else ENGLISH
    grammar = sum(1 for word in words if word.lower() in _ENGLISH_WORDS)
    plain = sum(1 for word in words if word.islower() and len(word) > 1)
    chinese = 0.6 * han + 1.5 * _count(_GRAMMAR, text) + _count(_PUNCTUATION, text)
    english = 0.3 * (len(words) - plain) + 1.0 * plain + 2.0 * grammar
    return CHINESE if chinese >= english else ENGLISH


def _is_other(words: list[str]) -> bool:
    if len(words) < 5:
        return False
    lower = [word.lower() for word in words]
    other = sum(1 for word in lower if word in _OTHER_WORDS)
    return other >= 2 and other > sum(1 for word in lower if word in _ENGLISH_WORDS)


def _is_pinyin(words: list[str]) -> bool:
    # Acute and grave accents alone may be French; most words of pinyin have a mark.
    marked = sum(1 for word in words if _TONED.search(word.lower()))
    only = any(_ONLY_PINYIN.search(word.lower()) for word in words)
    return marked * 5 >= len(words) * 3 and (only or (len(words) > 1 and all(len(word) <= 6 for word in words)))


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def language_of_label(label: str) -> str | None:
    """The language that a column's heading names, or None.

    >>> language_of_label("English"), language_of_label("繁體中文"), language_of_label("zh-CN")
    ('en', 'zh-Hant', 'zh-Hans')
    >>> language_of_label("Term [zh-TW]"), language_of_label("model")
    ('zh-Hant-TW', None)
    """
    key = " ".join(label.split()).strip("*_：: ").casefold()
    bracketed = _BRACKETED_TAG.search(key)
    return _LABELS.get(key) or canonical(key) or (canonical(bracketed[1]) if bracketed else None)


def language_of_name(path: str) -> tuple[str, str | None]:
    """What the name of a file says of its language, and what remains: the same for versions of one document.

    Two forms count: a tag before the suffix (`x.zh-Hant.md`), and a folder that is named by a tag (`en/x.md`).

    Args:
        path: with `/` or with the system's separator.

    Returns:
        The path without tag and suffix, and the canonical tag or None.

    >>> language_of_name("laws/act.zh-CN.html"), language_of_name("zh/act.md"), language_of_name("en/act.txt")
    (('laws/act', 'zh-Hans'), ('*/act', 'zh'), ('*/act', 'en'))
    >>> language_of_name("v1.2.txt")
    ('v1.2', None)
    """
    place = PurePosixPath(path.replace("\\", "/"))
    stem = place.name
    # A name that ends in a tag has no other suffix: `act.zh`.
    if "." in stem.lstrip(".") and canonical(place.suffix[1:]) is None:
        stem = place.stem
    head, dot, tail = stem.rpartition(".")
    tag = canonical(tail) if dot and head else None
    if tag is not None:
        return str(place.parent / head), tag
    for depth in range(len(place.parts) - 2, -1, -1):
        tag = canonical(place.parts[depth])
        if tag is not None:
            parts = [*place.parts[:depth], "*", *place.parts[depth + 1 : -1], stem]
            return "/".join(parts), tag
    return str(place.parent / stem), None
