"""One-to-many characters settled by what the text says in English, or by the words it is made of."""

from __future__ import annotations

from shuyu.conversion.ground import CUT, NAME, Place, in_standard, weak_places
from shuyu.conversion.senses import English, Verdict, read_english, weigh
from shuyu.conversion.wording import heard_word, replaced_words


def choose(source: str, converted: str, *, target: str, english: str | None) -> str:
    """`converted` with its ambiguous characters settled.

    A character that OpenCC settled by an entry that ends inside a word gets the form that the word has by itself; and
    where the English side is at hand, a form it speaks for is taken over one it does not speak for.

    Args:
        source: the text before conversion.
        converted: what OpenCC made of it.
        target: the canonical tag of `converted`.
        english: what the text says in English; None where that is not at hand.

    Returns:
        `converted` with other forms of the same characters, and other words for words that a region replaced.

    >>> choose("后来了。", "後來了。", target="zh-Hant", english="The queen came.")
    '後來了。'
    >>> choose("她的发很黑。", "她的發很黑。", target="zh-Hant", english="Her hair is black.")
    '她的髮很黑。'
    >>> choose("法律程序", "法律程式", target="zh-Hant-TW", english="legal procedure")
    '法律程序'
    """
    places = weak_places(source, converted, target=target)
    replaced = replaced_words(source, converted, target=target) if english else []
    read = read_english(english) if english and (places or replaced) else None
    made = list(converted)
    for place in places:
        form = place.within if place.ground in (CUT, NAME) else settled_form(place, target, read)
        if form is not None:
            made[place.made] = form
    for word in reversed(replaced):
        said = heard_word(word, read)
        if said is not None:
            made[slice(*word.made)] = said.form
    return "".join(made)


def settled_form(place: Place, target: str, english: English | None) -> str | None:
    """The form for a place that its word or the English side settles; None where neither does."""
    verdict = heard(place, target, english)
    if verdict is not None:
        return verdict.form
    # A form for which no word need speak stands by itself.
    certain = [] if place.sense is None else [form for form, cues in place.sense.forms.items() if not cues]
    return character_in(place, certain[0], target) if len(certain) == 1 else None


def heard(place: Place, target: str, english: English | None) -> Verdict | None:
    """What the English side says about a place, in the character's form alone; None where it does not tell."""
    if english is None or place.sense is None:
        return None
    forms: dict[str, frozenset[str]] = {}
    for form, cues in place.sense.forms.items():
        character = character_in(place, form, target)
        forms[character] = forms.get(character, frozenset()) | cues
    return weigh(forms, place.chosen, english)


def character_in(place: Place, form: str, target: str) -> str:
    """The character that stands at `place` in a form of the whole word, in the standard of `target`."""
    return in_standard((form[place.at - place.sensed],), target)[0]
