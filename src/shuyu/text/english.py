"""English tokens and lemmas: inflection only, so that `models` meets `model` and `organ` never meets `organization`.

Rules for regular words, in the manner of M. F. Porter's first step ("An algorithm for suffix stripping", 1980) but
restoring the dictionary form, and `_english_data` for what rules cannot know. All inflections of a word get one
lemma; where the two conflict that matters more than the dictionary form (bases, basis and base are `base`). British
and American spellings meet in the American one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from shuyu.text import han
from shuyu.text._english_data import BRITISH, INVARIANT, IRREGULAR, ISE, NAMES, NO_E, OUR, USE
from shuyu.text.fold import fold

_LETTER = f"[^\\W\\d_{han.HAN}]"
_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., e.g.
    f"|\\d+(?:[.,]\\d+)*(?:{_LETTER}+\\d*)*"  # 2.5, 1,000, 70B, 3D
    f"|(?:{_LETTER}|\\d)+(?:['’]{_LETTER}+)*(?:\\+\\+|#)?"  # words, AI's, C++
    f"|[{han.HAN}]+"
)
_POSSESSIVE = re.compile(r"['’](?:s|S)?\Z")
_ACRONYM_PLURAL = re.compile(r"([A-Z][A-Z0-9]+)s\Z")
_VOWEL = re.compile("[aeiouy]")
_OUR = re.compile(f"((?:dis|un|re|mis|multi|bi|uni|over|off|im|co|anti)?(?:{OUR}))our")
_KEEPS_S = re.compile(f"\\A(?:{'|'.join(ISE)})\\Z|(?:{'|'.join(word for word in ISE if len(word) > 6)})\\Z")
_LONGEST_WORD = 40


def tokens(text: str) -> list[str]:
    """The words and numbers of `text` as they stand.

    Hyphens part words; apostrophes, and the points of `2.5` and `U.S.`, do not. A run of Han characters is one token.

    >>> tokens("Large-scale AI models (GPT-4.5), the U.S.'s C++")
    ['Large', 'scale', 'AI', 'models', 'GPT', '4.5', 'the', 'U.S.', 's', 'C++']
    """
    return [match.group() for match in _TOKEN.finditer(text)]


def token_spans(text: str) -> list[tuple[int, int]]:
    """The places of `tokens(text)`.

    >>> token_spans("AI models")
    [(0, 2), (3, 9)]
    """
    return [match.span() for match in _TOKEN.finditer(text)]


def lemma_tokens(text: str) -> list[str]:
    """The lemmas of the tokens of `text`.

    >>> lemma_tokens("Large-scale AI models")
    ['large', 'scale', 'ai', 'model']
    """
    return [lemma_of_token(word, first=at == 0) for at, word in enumerate(tokens(text))]


def lemma_of_token(word: str, *, first: bool) -> str:
    """The lemma of a token of a text: `Windows` is a name where it stands first, and else the plural it may be.

    >>> lemma_of_token("Windows", first=True), lemma_of_token("Windows", first=False)
    ('windows', 'window')
    """
    return lemma(word if first or word not in NAMES else word.lower())


def lemma_key(text: str) -> str:
    """The key under which inflected forms of a term meet: its lemmas, folded, joined.

    >>> lemma_key("Large-scale AI models"), lemma_key("large scale AI model")
    ('largescaleaimodel', 'largescaleaimodel')
    """
    return fold("".join(lemma_tokens(text)))


@lru_cache(maxsize=1 << 16)
def lemma(word: str) -> str:
    """The word without its inflection: plural, third person, -ed, -ing, possessive; in American spelling, lower case.

    Capitals are read: `GPUs` is `gpu`, `AIDS` stays, `Windows` stays.

    Args:
        word: one token.

    Returns:
        the lemma; the word itself, in lower case, where nothing is known of it.

    >>> [lemma(word) for word in ["models", "policies", "GPUs", "matrices", "modelling", "bias", "organisations"]]
    ['model', 'policy', 'gpu', 'matrix', 'model', 'bias', 'organization']
    """
    word = _POSSESSIVE.sub("", unicodedata.normalize("NFKC", word))
    if word in NAMES:
        return word.lower()
    if "." in word and not word[0].isdigit():
        return word.replace(".", "").lower()
    plural = _ACRONYM_PLURAL.match(word)
    if plural:
        return plural.group(1).lower()
    # The S of GPS or AIDS belongs to it; a longer word in capitals is a heading.
    if word.isupper() and len(word) <= 5:
        return _spelling(word.lower())
    word = word.lower()
    if not (word.isascii() and word.isalpha()) or len(word) > _LONGEST_WORD:
        return word
    if word not in IRREGULAR:
        word = _spelling(word)
    return _spelling(_uninflected(word))


def _spelling(word: str) -> str:
    # The American spelling of a word in any form.
    if word in BRITISH:
        return BRITISH[word]
    if "our" in word:
        word = _OUR.sub(r"\1or", word)
    if "is" in word and len(word) >= 6:
        if word.endswith(("isation", "isations")):
            return word if word.startswith("improv") else word.replace("isation", "ization")
        for ending in ("e", "er", "ers", "ed", "es", "ing", "able"):
            if word.endswith("is" + ending):
                stem = word[: -len(ending)]
                if (
                    not _KEEPS_S.search(stem + "e")
                    and len(stem) > 3
                    and not stem.endswith(("wis", "ais", "eis", "ois", "uis"))
                ):
                    return f"{stem[:-1]}z{ending}"
                break
    if "lys" in word:
        word = re.sub(r"lys(e|er|ers|ed|ing|able)\Z", r"lyz\1", word)
    return word


def _uninflected(word: str) -> str:
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word in INVARIANT:
        return word
    if word.endswith("s"):
        singular = _singular(word)
        if singular.endswith("ing") and singular in IRREGULAR:
            return IRREGULAR[singular]
        if singular in INVARIANT or not singular.endswith("ing"):
            return singular
        word = singular
    if word.endswith("ing"):
        return _verb(word, word[:-3])
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("eed"):
        return word if _EED.search(word) else word[:-1]
    if word.endswith("ed"):
        return _verb(word, word[:-2])
    if word.endswith(_MEN):
        return word[:-2] + "an"
    return word


_EED = re.compile("(?:feed|seed|deed|weed|speed|need|breed|bleed|ceed|reed)\\Z")
_MEN = ("women", "smen", "rmen", "hmen", "kmen", "icemen", "iremen", "tlemen", "dlemen", "blemen")


def _singular(word: str) -> str:
    if word.endswith(("ss", "us", "is")) or len(word) < 4 or not _VOWEL.search(word[:-1]):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "tzes")):
        return word[:-2]
    if word.endswith("uses"):
        stem = word[:-1]
        kept = stem in USE or stem.endswith(("ause", "ouse")) or len(stem) < 5
        return stem if kept else word[:-2]
    return word[:-1]


def _verb(word: str, stem: str) -> str:
    # The verb that `stem` (word without -ed or -ing) belongs to; the word itself when it is no verb form.
    if len(stem) < 2 or not _VOWEL.search(stem) or stem.endswith(("j", "q")):
        return word
    for prefix in ("un", "over", "under", "pre", "inter", "mis", "out"):
        part = word[len(prefix) :]
        if word.startswith(prefix) and len(part) > 5 and part in IRREGULAR:
            return prefix + IRREGULAR[part]
    return _base(stem)


def _base(stem: str) -> str:
    if stem in NO_E:
        return stem
    last, before = stem[-1], stem[-2]
    if last == before and last not in "aeiou":
        return _undoubled(stem)
    return stem + "e" if _lost_e(stem) else stem


def _undoubled(stem: str) -> str:
    short = stem[:-1]
    last = stem[-1]
    if short in NO_E:
        return short
    if last in "szf":
        return stem
    if last == "l":
        # modell-, controll-, but install-, scroll-, spell-, fulfill-.
        many = len(_VOWEL.findall(short)) > 1
        if short.endswith("control"):
            return short
        return short if many and short.endswith("el") and not short.startswith(("re", "mis", "out", "over")) else stem
    return short if len(short) > 2 or last not in "drgbn" else stem


# Two vowels before the last consonant (train, load), where a silent e is rare; the u of qu and gu is none (guide).
_PAIR = re.compile("(?:(?<![qg])u|[aeio])[aeiouy]\\Z")
# Endings of longer verbs whose e the rules below would not restore, and of those that never had one.
_E = (
    "scor",
    "stor",
    "plor",
    "gnor",
    "nam",
    "scal",
    "hal",
    "fram",
    "shap",
    "scop",
    "phon",
    "fil",
    "pil",
    "rul",
    "dul",
    "yl",
)
_NO_E = ("heat", "seat", "treat", "beat", "cheat", "peat", "feat", "bleat", "sweat")


def _lost_e(stem: str) -> bool:
    # Whether a verb whose -ed or -ing was taken away had a silent e: read off its last letters.
    last, rest = stem[-1], stem[:-1]
    vowel = rest[-1] in "aeiou"
    pair = _PAIR.search(rest) is not None
    short = len(_VOWEL.findall(stem)) == 1
    single = vowel and not pair
    if stem.endswith(_E):
        return not pair
    if stem.endswith(_NO_E):
        return False
    if last in "cvuz":
        return True
    if last == "s":
        return not (rest.endswith("u") and len(rest) > 4 and not rest.endswith(("au", "ou", "fu", "cu", "mu", "bu")))
    if last == "g":
        return vowel or rest[-1] in "drl"
    if last == "l":
        return rest[-1] not in "wrl" if not vowel else short and single
    if last in "bk":
        return single
    if last == "f":
        return single and rest.endswith("a")
    if last == "d":
        return single and not rest.endswith("e")
    if last == "t":
        return (rest.endswith(("ia", "ua", "ea")) and len(rest) > 2) or (single and not rest.endswith(("e", "i")))
    if last == "r":
        return single and (rest.endswith(("u", "i", "a")) or (rest.endswith("o") and short))
    if last == "n":
        return single and (rest.endswith(("i", "u")) or (rest.endswith(("a", "o")) and short))
    if last in "mp":
        return rest.endswith("y") or (single and (short or (last == "m" and rest.endswith("u"))))
    return False
