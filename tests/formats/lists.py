"""Generated term lists: every script, emoji, astral Han, quotes, separators, line breaks, leading `=`."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from shuyu.formats.terms_values import field_fault, id_fault, term_fault
from shuyu.languages import LANGUAGES
from shuyu.model.concept import Concept, PartOfSpeech, Status, Term, TermType

SCRIPTS = "术語语𠮷㐂𰻝〇々AaÀβяあア한नि☃👩‍💻🈶\"'\\#=[]{},.;:-+_/<>%&|$~^?!@()（）「」《》·　 "
_characters = st.one_of(
    st.sampled_from(SCRIPTS), st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"])
)
# XML has no place for these two, and no list needs them.
_told = st.text(_characters, min_size=1, max_size=12).filter(lambda text: not {"\ufffe", "\uffff"} & set(text))
_latin = st.text(st.sampled_from('model data-set governance\'s Ünïcode & <i> = + - @ "" ,;'), min_size=1, max_size=12)
term_texts = st.one_of(_told, _latin).map(str.strip).filter(lambda text: term_fault(text) is None)
prose = (
    st.text(st.one_of(_characters, st.sampled_from("\n\t\"'\\=+-@,;")), min_size=1, max_size=30)
    .map(str.strip)
    .filter(lambda text: text != "" and field_fault("note", text) is None)
)
maybe = st.one_of(st.none(), prose)


@st.composite
def term_lists(draw: st.DrawFn, languages: Iterable[str] = tuple(LANGUAGES), largest: int = 4) -> list[Concept]:
    """Lists of concepts with ids of their own; no two share a pair. Pinyin is left to the formats that keep it."""
    concepts = []
    for number in range(draw(st.integers(0, largest))):
        listed: list[Term] = []
        for language in draw(st.lists(st.sampled_from(list(languages)), min_size=1, max_size=4, unique=True)):
            texts = draw(st.lists(term_texts, min_size=1, max_size=3, unique=True))
            listed += [draw(_term(f"{text}{number}", language)) for text in texts]
        given = draw(st.text("abz09-_.术 1:/", max_size=5))
        name = f"{number}{given}" if id_fault(f"{number}{given}") is None else f"c{number}"
        subject, definition, note, source = (draw(maybe) for _ in range(4))
        day = draw(st.one_of(st.none(), st.dates().map(str)))
        concepts.append(Concept(name, tuple(listed), subject, definition, note, source, day))
    return concepts


def _term(text: str, language: str) -> st.SearchStrategy[Term]:
    return st.builds(
        Term,
        st.just(text),
        st.just(language),
        st.sampled_from(Status),
        st.one_of(st.none(), st.sampled_from(PartOfSpeech)),
        st.one_of(st.none(), st.sampled_from(TermType)),
        pinyin=st.none(),
        note=maybe,
        source=maybe,
        context=maybe,
    )


EVERYTHING = Concept(
    "everything",
    (
        Term("大语言模型", "zh-Hans", Status.PREFERRED, PartOfSpeech.NOUN, TermType.FULL_FORM, "dà yǔ yán mó xíng"),
        Term("大模型", "zh-Hans", Status.ADMITTED, PartOfSpeech.NOUN, TermType.SHORT_FORM, note="colloquial"),
        Term("巨模型", "zh-Hans", Status.DEPRECATED),
        Term("大語言模型", "zh-Hant"),
        Term("大型語言模型", "zh-Hant-TW", Status.PROPOSED, source="a newspaper"),
        Term("大型語言模型", "zh-Hant-HK"),
        Term("large language model", "en", context="A large language model writes."),
        Term("LLM", "en", Status.ADMITTED, type=TermType.ACRONYM),
        Term("big model", "en", Status.FORBIDDEN),
    ),
    subject="AI",
    definition="A model of language with many parameters.",
    note="Often = “LLM”; see also <model>.",
    source="own work",
    modified="2026-11-21",
)
"""One concept that has all there is."""
