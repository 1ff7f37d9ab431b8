"""Language tags (BCP 47): the ones shuyu knows, their aliases, and facts about them."""

from __future__ import annotations

from dataclasses import dataclass

from shuyu.errors import Problem, UsageError

HANS = "zh-Hans"
HANT = "zh-Hant"
TAIWAN = "zh-Hant-TW"
HONG_KONG = "zh-Hant-HK"
CHINESE = "zh"
ENGLISH = "en"
UNDETERMINED = "und"


@dataclass(frozen=True)
class Language:
    """A language as shuyu handles it.

    Attributes:
        tag: the canonical BCP 47 tag.
        name: its English name, for people.
        own_name: its name in itself.
        script: ISO 15924 code.
        region: ISO 3166 code, or None where the tag names no region.
    """

    tag: str
    name: str
    own_name: str
    script: str
    region: str | None = None


LANGUAGES: dict[str, Language] = {
    language.tag: language
    for language in (
        Language(HANS, "Chinese (Simplified)", "简体中文", "Hans"),
        Language(HANT, "Chinese (Traditional)", "繁體中文", "Hant"),
        Language(TAIWAN, "Chinese (Traditional, Taiwan)", "繁體中文（臺灣）", "Hant", "TW"),
        Language(HONG_KONG, "Chinese (Traditional, Hong Kong)", "繁體中文（香港）", "Hant", "HK"),
        Language(ENGLISH, "English", "English", "Latn"),
    )
}

# Keys are lower case with hyphens: the spellings that tools and people use for the five above.
ALIASES: dict[str, str] = {
    "zh-cn": HANS,
    "zh-sg": HANS,
    "zh-my": HANS,
    "zh-hans-cn": HANS,
    "zh-hans-sg": HANS,
    "zh-chs": HANS,
    "chs": HANS,
    "zh-cht": HANT,
    "cht": HANT,
    "zh-tw": TAIWAN,
    "zh-hant-tw": TAIWAN,
    "zh-hk": HONG_KONG,
    "zh-mo": HONG_KONG,
    "zh-hant-hk": HONG_KONG,
    "zh-hant-mo": HONG_KONG,
    "zh-hans": HANS,
    "zh-hant": HANT,
    "en": ENGLISH,
    "eng": ENGLISH,
    "en-us": ENGLISH,
    "en-gb": ENGLISH,
    "en-au": ENGLISH,
    "en-ca": ENGLISH,
}


def canonical(tag: str) -> str | None:
    """The canonical tag for `tag`, or None when shuyu does not know it.

    Plain `zh` is kept: it says "Chinese, look at the text for the script".

    >>> canonical("zh_TW"), canonical("ZH-cn"), canonical("en"), canonical("zh"), canonical("tlh")
    ('zh-Hant-TW', 'zh-Hans', 'en', 'zh', None)
    """
    key = tag.strip().replace("_", "-").lower()
    if key in {"zh", "zho", "chi", "cmn"}:
        return CHINESE
    return ALIASES.get(key)


def require(tag: str) -> str:
    """The canonical tag for `tag`.

    Raises:
        UsageError: when the tag is not known; the message lists the known ones.

    >>> require("zh-HK")
    'zh-Hant-HK'
    """
    found = canonical(tag)
    if found is None:
        raise UsageError(Problem("E601", f'language "{tag}" is not known', f"Use one of: zh, {', '.join(LANGUAGES)}."))
    return found


def is_chinese(tag: str) -> bool:
    """Whether `tag` is Chinese in any script.

    >>> is_chinese("zh-Hant-TW"), is_chinese("en")
    (True, False)
    """
    return tag == CHINESE or tag.startswith("zh-")


def is_traditional(tag: str) -> bool:
    """Whether `tag` is Chinese in Traditional script.

    >>> is_traditional("zh-Hant-HK"), is_traditional("zh-Hans")
    (True, False)
    """
    return tag.startswith(HANT)
