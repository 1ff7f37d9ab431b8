"""Editing a terms.toml: what is meant happens, and everything else stays byte for byte."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.errors import TermsError
from shuyu.formats.terms_edit import add_concept, edit_concept, remove_concept
from shuyu.formats.terms_entry import AddTerm, Change, ChangeTerm, RemoveTerm, SetField
from shuyu.formats.terms_toml import read_terms
from shuyu.model.concept import Concept, Status, Term, TermType

TEXT = """\
# The terms of our house.
#   Indented remark.

[glossary]
title   =   'T'   # odd spacing stays

# -- software --

[[term]]  # first
id = "oss"
zh = "开源"   # short form
en = "open source"


# Asked Li about this one.
[[term]]
id="model"
  zh = ["模型",
        '模式']  # two
en = [
    "model",  # the usual
    { term = "pattern", status = "deprecated" },

    # not yet sure
    "mould"
]
note = \"\"\"
[[term]]
id = "not this"
\"\"\"

# trailing remark
[[term]]
id = 'sub'
zh.term = "术语"
zh.status = "admitted" # dotted
[term.en] # a section
term = "term"
note = "n"
# inside, after

[[term]]
zh = "末"
en = "last"
# the end
"""

MIDDLE = TEXT.split("\n")[18:24]


def change(concept_id: str, *changes: Change, text: str = TEXT) -> str:
    return edit_concept(text, concept_id, changes).text


def diff(new: str, old: str = TEXT) -> tuple[list[str], list[str]]:
    """Lines taken away and lines put in, in one place."""
    before, after = old.split("\n"), new.split("\n")
    while before and after and before[0] == after[0]:
        del before[0], after[0]
    while before and after and before[-1] == after[-1]:
        del before[-1], after[-1]
    return before, after


@pytest.mark.parametrize(
    ("concept_id", "changes", "gone", "new"),
    [
        ("oss", [AddTerm(Term("OSS", "en", Status.ADMITTED))], ['en = "open source"'], ['en = ["open source", "OSS"]']),
        (
            "oss",
            [AddTerm(Term("源码开放", "zh-Hans", Status.ADMITTED, note="rare"))],
            ['zh = "开源"   # short form'],
            ['zh = ["开源", { term = "源码开放", note = "rare" }]   # short form'],
        ),
        ("oss", [AddTerm(Term("開放原始碼", "zh-Hant-TW"))], [], ['zh-Hant-TW = "開放原始碼"']),
        (
            "oss",
            [AddTerm(Term("開源", "zh-Hant"))],
            ['zh = "开源"   # short form'],
            ['zh = ["开源", "開源"]   # short form'],
        ),
        (
            "oss",
            [ChangeTerm("open source", "status", "forbidden")],
            ['en = "open source"'],
            ['en = { term = "open source", status = "forbidden" }'],
        ),
        (
            "oss",
            [ChangeTerm("开源", "term", "开放源码")],
            ['zh = "开源"   # short form'],
            ['zh = "开放源码"   # short form'],
        ),
        ("oss", [SetField("subject", "software")], [], ['subject = "software"']),
        ("oss", [SetField("note", "two\nlines")], [], ['note = """', "two", 'lines"""']),
        ("oss", [SetField("id", "open-source")], ['id = "oss"'], ['id = "open-source"']),
        ("oss", [SetField("id", None)], ['id = "oss"'], []),
        ("oss", [SetField("note", None)], [], []),
        ("oss", [RemoveTerm("开源")], ['zh = "开源"   # short form'], []),
        (
            "model",
            [ChangeTerm("pattern", "status", None)],
            ['    { term = "pattern", status = "deprecated" },'],
            ['    { term = "pattern" },'],
        ),
        (
            "model",
            [ChangeTerm("模型", "pinyin", "mó xíng"), ChangeTerm("mould", "type", "variant")],
            ['  zh = ["模型",', *MIDDLE, '    "mould"'],
            ['  zh = [{ term = "模型", pinyin = "mó xíng" },', *MIDDLE, '    { term = "mould", type = "variant" }'],
        ),
        (
            "model",
            [AddTerm(Term("M", "en", Status.ADMITTED, type=TermType.ACRONYM))],
            ['    "mould"'],
            ['    "mould",', '    { term = "M", type = "acronym" }'],
        ),
        ("model", [RemoveTerm("model")], ['    "model",  # the usual'], []),
        ("model", [SetField("note", None)], ['note = """', "[[term]]", 'id = "not this"', '"""'], []),
        (
            "sub",
            [ChangeTerm("术语", "status", "preferred")],
            ['zh.status = "admitted" # dotted'],
            ['zh.status = "preferred" # dotted'],
        ),
        ("sub", [ChangeTerm("term", "note", None)], ['note = "n"'], []),
        ("sub", [ChangeTerm("term", "note", "m")], ['note = "n"'], ['note = "m"']),
    ],
)
def test_the_line_that_is_meant_and_no_other(
    concept_id: str, changes: Sequence[Change], gone: list[str], new: list[str]
) -> None:
    assert diff(change(concept_id, *changes)) == (gone, new)


def test_a_term_joins_a_section() -> None:
    text = change("sub", AddTerm(Term("designation", "en", Status.ADMITTED)))
    concept = next(c for c in read_terms(text.encode()).concepts if c.id == "sub")
    assert [t.text for t in concept.in_language("en")] == ["term", "designation"]
    assert concept.in_language("en")[0].note == "n"


def test_a_list_of_sections_is_edited() -> None:
    text = '[[term]]\nid = "x"\n[[term.en]]\nterm = "a" # one\n[[term.en]]\nterm = "b"'
    new = change("x", AddTerm(Term("c", "en", Status.ADMITTED)), ChangeTerm("a", "status", "admitted"), text=text)
    assert "# one" in new
    assert not new.endswith("\n")
    (concept,) = read_terms(new.encode()).concepts
    assert [(t.text, t.status.value) for t in concept.terms] == [
        ("a", "admitted"),
        ("b", "admitted"),
        ("c", "admitted"),
    ]
    (concept,) = read_terms(change("x", RemoveTerm("a"), text=new).encode()).concepts
    assert [t.text for t in concept.terms] == ["b", "c"]


def test_what_an_edit_tells() -> None:
    edited = edit_concept(TEXT, "model", [SetField("subject", "x")])
    assert (edited.concept.id, edited.concept.subject, edited.line) == ("model", "x", 16)
    last = read_terms(TEXT.encode()).concepts[-1].id
    edited = edit_concept(TEXT, last, [ChangeTerm("last", "term", "final")])
    assert edited.concept.id == read_terms(edited.text.encode()).concepts[-1].id != last


def test_a_term_in_one_language_of_several() -> None:
    text = '[[term]]\nid = "x"\nzh-Hans = "人工"\nzh-Hant = "人工"\n'
    assert change("x", RemoveTerm("人工", "zh-Hant"), text=text) == '[[term]]\nid = "x"\nzh-Hans = "人工"\n'
    both = change("x", ChangeTerm("人工", "note", "n"), text=text)
    assert both.count('note = "n"') == 2


@pytest.mark.parametrize(
    ("concept_id", "changes", "said"),
    [
        (
            "none",
            [],
            'E223 terms.toml: there is no entry "none". shuyu lookup shows the ids of what it finds with --json.',
        ),
        ("oss", [RemoveTerm("x")], 'E223 terms.toml:9: this entry has no term "x". Say it as the entry has it.'),
        (
            "oss",
            [RemoveTerm("开源", "en")],
            'E223 terms.toml:9: this entry has no English term "开源". Say it as the entry has it.',
        ),
        ("oss", [SetField("id", "model")], 'E212 terms.toml:16: the id "model" is taken. Choose another.'),
        (
            "oss",
            [ChangeTerm("开源", "term", "模型"), ChangeTerm("open source", "term", "model")],
            'E215 terms.toml:16: "模型" with "model" would stand in two entries. '
            "Make them one entry, or tell them apart by a subject each.",
        ),
        ("oss", [ChangeTerm("开源", "status", "good")], None),
        ("oss", [ChangeTerm("开源", "pinyin", "kāi")], None),
        ("oss", [AddTerm(Term("a\nb", "en"))], None),
        ("oss", [RemoveTerm("开源"), RemoveTerm("open source")], None),
    ],
)
def test_what_is_refused(concept_id: str, changes: Sequence[Change], said: str | None) -> None:
    with pytest.raises(TermsError) as caught:
        edit_concept(TEXT, concept_id, changes)
    if said is not None:
        assert str(caught.value) == said
    else:
        assert caught.value.problems[0].line is None


def test_wrong_names_are_the_caller_s_fault() -> None:
    with pytest.raises(ValueError, match="titel"):
        edit_concept(TEXT, "oss", [SetField("titel", "x")])
    with pytest.raises(ValueError, match="farbe"):
        edit_concept(TEXT, "oss", [ChangeTerm("开源", "farbe", "x")])


def test_a_file_with_faults_is_not_edited() -> None:
    with pytest.raises(TermsError, match="E204"):
        remove_concept(TEXT + "x = 1\n", "oss")


def test_entries_in_one_list_are_refused() -> None:
    with pytest.raises(TermsError, match=r"E224 terms\.toml: the entries are one list"):
        remove_concept('term = [{ id = "a", en = "a" }]\n', "a")
    for text in ('term = [{ id = "a", en = "a" }]\n', "term = []\n"):
        with pytest.raises(TermsError, match="E224"):
            add_concept(text, NEW)


@pytest.mark.parametrize("result", [None, "[[term]]\nen = 'x'\n", "[[term]]\nid = 'oss'\nzh = '开源'\n"])
def test_what_tomlkit_makes_is_not_trusted(result: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    import tomlkit
    from tomlkit.exceptions import ParseError

    def dumps(document: object) -> str:
        if result is None:
            raise ParseError(1, 1)
        return result

    monkeypatch.setattr(tomlkit, "dumps", dumps)
    with pytest.raises(TermsError) as caught:
        change("oss", SetField("note", "x"))
    said = "E224 terms.toml:9: this entry is written in a way that shuyu cannot edit. Change it by hand."
    assert str(caught.value) == said


def test_tables_over_several_lines_are_edited() -> None:
    text = '[[term]]\nid = "a"\nen = {\n  term = "a",\n}\n'
    assert change("a", SetField("note", "x"), text=text) == text + 'note = "x"\n'


NEW = Concept("", (Term("新", "zh-Hans"), Term("new", "en")))
ENTRY = '[[term]]\nzh = "新"\nen = "new"\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ENTRY),
        ("# x\n", "# x\n\n" + ENTRY),
        ("# x", "# x\n\n" + ENTRY[:-1]),
        ("# x\n\n", "# x\n\n" + ENTRY),
        ("# x\n\n\n", "# x\n\n\n" + ENTRY),
        ("\ufeff", "\ufeff" + ENTRY),
        ("\ufeff# x", "\ufeff# x\n\n" + ENTRY[:-1]),
        ('[[term]]\nen = "a"\n', '[[term]]\nen = "a"\n\n' + ENTRY),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_new_entry_stands_at_the_end(before: str, after: str, newline: str) -> None:
    before, after = before.replace("\n", newline), after.replace("\n", newline)
    edited = add_concept(before, NEW)
    if newline not in before:
        after = after.replace("\r\n", "\n")
    assert edited.text == after
    assert after.split(newline if newline in after else "\n")[edited.line :][:2] == ['zh = "新"', 'en = "new"']
    assert edited.concept.id == read_terms(after.encode()).concepts[-1].id


def test_a_concept_that_is_known_is_not_added() -> None:
    with pytest.raises(TermsError) as caught:
        add_concept(TEXT, Concept("oss", (Term("x", "en"),)))
    assert str(caught.value) == 'E212 terms.toml:9: the id "oss" is taken. Choose another.'
    with pytest.raises(TermsError) as caught:
        add_concept(TEXT, Concept("", (Term("模式", "zh-Hans"), Term("mould", "en"))))
    said = 'E215 terms.toml:16: "模式" with "mould" is known already (id model). Edit that entry instead.'
    assert str(caught.value) == said
    with pytest.raises(TermsError, match="E209"):
        add_concept(TEXT, Concept("", (Term("", "en"),)))


@pytest.mark.parametrize(
    ("before", "concept_id", "after"),
    [
        ("A\n\nB\n\nC\n", "a", "B\n\nC\n"),
        ("A\n\nB\n\nC\n", "b", "A\n\nC\n"),
        ("A\n\nB\n\nC\n", "c", "A\n\nB\n"),
        ("A\n\nB\n\nC", "c", "A\n\nB"),
        ("A\nB\nC", "b", "A\nC"),
        ("# x\n\nA\n# y\n\n# z\nB\n", "a", "# x\n\n# y\n\n# z\nB\n"),
        ("# x\n\nA\n\n\nB\n", "a", "# x\n\n\nB\n"),
        ("# x\nA\n\nB\n", "a", "# x\n\nB\n"),
        ("  A\n\nB\n", "a", "B\n"),
        ("A", "a", ""),
        ("\ufeffA\n\nB\n", "a", "\ufeffB\n"),
        ("A\n# end", "a", "# end"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_entry_goes(before: str, concept_id: str, after: str, newline: str) -> None:
    def whole(text: str) -> str:
        for name in "abc":
            text = text.replace(name.upper(), f'[[term]]\nid = "{name}" # {name}\nen = "{name}"')
        return text.replace("\n", newline)

    edited = remove_concept(whole(before), concept_id)
    assert edited.text == whole(after)
    assert edited.concept.id == concept_id


def test_windows_line_ends_stay() -> None:
    text = TEXT.replace("\n", "\r\n")
    for changes in (
        [AddTerm(Term("OSS", "en", Status.ADMITTED)), SetField("note", "a\nb"), SetField("subject", "x")],
        [RemoveTerm("开源")],
    ):
        new = change("oss", *changes, text=text)
        assert "\n" not in new.replace("\r\n", "")
        assert new.replace("\r\n", "\n") == change("oss", *changes)


def test_mixed_line_ends_stay_outside_the_entry() -> None:
    text = '# a\r\n[[term]]\nid = "a"\r\nen = "a"\n# b\r\n\n[[term]]\r\nen = "b"\n'
    new = change("a", AddTerm(Term("c", "en", Status.ADMITTED)), text=text)
    assert new == text.replace('en = "a"', 'en = ["a", "c"]')


_pieces = st.lists(
    st.sampled_from(
        [
            "# remark\n",
            "\n",
            "\n\n",
            '[[term]]\nzh = "N"\nen = "N"\n',
            '[[term]] # x\nid = "N"\nen = ["N", {term="Nx", status="deprecated"}] # y\n# z\n',
            '[[term]]\nnote = """\n[[term]]\nid = "N"\n"""\nzh-TW = \'N\'\n',
            '[[term]]\nid = \'N\'\n[term.en]\nterm = "N"\n# q\n[[term.zh]]\nterm = "N"\n\n[[term.zh]]\nterm = "Nz"\n',
        ]
    ),
    max_size=8,
)


@given(_pieces, st.data(), st.booleans(), st.booleans())
def test_the_rest_is_the_same_bytes(pieces: list[str], data: st.DataObject, crlf: bool, cut: bool) -> None:
    pieces = [piece.replace("N", f"n{number}") for number, piece in enumerate(pieces)]
    text = "".join(pieces)
    text = text.rstrip("\n") if cut else text
    text = text.replace("\n", "\r\n") if crlf else text
    concepts = read_terms(text.encode()).concepts
    added = add_concept(text, NEW)
    assert added.text.startswith(text)
    assert remove_concept(added.text, added.concept.id).text.rstrip("\r\n") == text.rstrip("\r\n")
    if not concepts:
        return
    place = data.draw(st.integers(0, len(concepts) - 1))
    concept = concepts[place]
    first = concept.terms[0]
    entries = [number for number, piece in enumerate(pieces) if "[[term]]" in piece]
    before = "".join(pieces[: entries[place]]).replace("\n", "\r\n" if crlf else "\n")
    after = "".join(pieces[entries[place] + 1 :]).replace("\n", "\r\n" if crlf else "\n")
    after = after.rstrip("\r\n") if cut else after
    plans: list[list[Change]] = [
        [SetField("subject", "s")],
        [AddTerm(Term("more", "en", Status.ADMITTED)), ChangeTerm(first.text, "note", "n")],
        [ChangeTerm(first.text, "term", "other", first.language)],
    ]
    for changes in plans:
        edited = edit_concept(text, concept.id, changes).text
        assert edited.startswith(before)
        assert edited.endswith(after)
        assert edited != text
    gone = remove_concept(text, concept.id).text
    assert gone.startswith(before.rstrip("\r\n"))
    assert gone.rstrip("\r\n").endswith(after.strip("\r\n"))


@pytest.mark.slow
def test_one_entry_of_ten_thousand_is_edited_in_a_moment() -> None:
    import time

    text = "".join(f'[[term]]\nid = "t{n}"\nzh = "术语{n}"\nen = ["term {n}", "t{n}"] # {n}\n\n' for n in range(10_000))
    begun = time.process_time()
    new = change("t5000", AddTerm(Term("x", "en", Status.ADMITTED)), text=text)
    assert time.process_time() - begun < 20
    assert diff(new, text) == (['en = ["term 5000", "t5000"] # 5000'], ['en = ["term 5000", "t5000", "x"] # 5000'])
