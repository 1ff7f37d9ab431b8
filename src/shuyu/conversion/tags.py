"""Language tags inside documents: said anew for the converted text, in the spelling the document uses."""

from __future__ import annotations

import re

from shuyu.languages import HANS, HANT, HONG_KONG, TAIWAN, canonical, is_chinese

# Regions that say a script by themselves; the document's own tag shows whether it names regions or scripts.
_REGION = {HANS: "CN", HANT: "TW", TAIWAN: "TW", HONG_KONG: "HK"}
_SCRIPTED = re.compile(r"(?i)[-_]han[st]([-_]|$)")
_REGIONED = re.compile(r"(?i)[-_](cn|sg|my|tw|hk|mo)$")


def retag(tag: str, target: str) -> str:
    """The tag of Chinese text once it is in `target`, spelled as `tag` is.

    Args:
        tag: as it stands in the document (`zh_CN`, `zh-Hans`, `zh-tw`, `zh-Hant-TW`); other languages are returned
            as they are, and so is plain `zh`, which stays true.
        target: a canonical Chinese tag.

    Returns:
        scripts where `tag` names a script, regions where it names a region, both where it has both; separators and
        case as in `tag`.

    >>> retag("zh_CN", "zh-Hant-TW"), retag("zh-tw", "zh-Hans"), retag("zh-Hans", "zh-Hant-HK")
    ('zh_TW', 'zh-cn', 'zh-Hant-HK')
    >>> retag("zh-Hans-CN", "zh-Hant"), retag("zh-CN", "zh-Hant"), retag("en-US", "zh-Hans"), retag("zh", "zh-Hans")
    ('zh-Hant-TW', 'zh-TW', 'en-US', 'zh')
    """
    found = canonical(tag)
    if found is None or not is_chinese(found) or tag.strip().lower() in {"zh", "zho", "chi", "cmn"}:
        return tag
    if found == target or (target == HANT and found in (TAIWAN, HONG_KONG)):
        return tag
    scripted, regioned = _SCRIPTED.search(tag), _REGIONED.search(tag)
    if scripted and regioned:
        made = f"zh-{'Hans' if target == HANS else 'Hant'}-{_REGION[target]}"
    elif scripted:
        made = target
    else:
        made = f"zh-{_REGION[target]}"
    if "_" in tag:
        made = made.replace("-", "_")
    return made.lower() if tag.islower() else made
