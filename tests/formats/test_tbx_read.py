"""Reading TBX of every generation, as standards have it and as tools write it."""

from __future__ import annotations

from io import BytesIO

import pytest

from shuyu.errors import InputError
from shuyu.formats.base import Reading
from shuyu.formats.registry import term_format
from shuyu.model.concept import Concept, PartOfSpeech, Status, Term, TermType

HEADER = "<tbxHeader><fileDesc><sourceDesc><p>us</p></sourceDesc></fileDesc></tbxHeader>"
CORE = "urn:iso:std:iso:30042:ed-2"


def three(body: str, dialect: str = "TBX-Basic", style: str = "dca", header: str = HEADER) -> str:
    spaces = 'xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"'
    return (
        f'<tbx type="{dialect}" style="{style}" xml:lang="en" xmlns="{CORE}" {spaces}>\n{header}\n'
        f"<text><body>\n{body}\n</body></text></tbx>"
    )


def two(body: str) -> str:
    return f'<martif type="TBX" xml:lang="en"><martifHeader/><text><body>\n{body}\n</body></text></martif>'


def entry(inside: str = "", of_term: str = "", language: str = "en") -> str:
    term = f"<termSec><term>model</term>{of_term}</termSec>"
    return f'<conceptEntry id="c">{inside}<langSec xml:lang="{language}">{term}</langSec></conceptEntry>'


def read(text: str | bytes, name: str = "tbx", **how: object) -> tuple[list[Concept], Reading]:
    reading = Reading("a.tbx", **how)  # type: ignore[arg-type]
    form = term_format(name)
    assert form.read is not None
    return list(form.read(BytesIO(text.encode() if isinstance(text, str) else text), reading)), reading


def one(text: str | bytes, name: str = "tbx") -> Concept:
    (concept,) = read(text, name)[0]
    return concept


def faults(text: str | bytes, name: str = "tbx") -> list[str]:
    with pytest.raises(InputError) as caught:
        read(text, name)
    return [str(problem) for problem in caught.value.problems]


def test_both_styles_say_the_same() -> None:
    dca = entry(
        '<descrip type="subjectField">AI</descrip><descripGrp><descrip type="definition">d</descrip>'
        '<admin type="source">s</admin></descripGrp><note>n</note>',
        '<termNote type="partOfSpeech">noun</termNote><termNote type="administrativeStatus">admittedTerm-admn-sts'
        '</termNote><termNote type="termType">acronym</termNote><descrip type="context">c</descrip>'
        '<admin type="source">ts</admin><note>tn</note>',
    )
    dct = entry(
        "<min:subjectField>AI</min:subjectField><descripGrp><basic:definition>d</basic:definition>"
        "<basic:source>s</basic:source></descripGrp><note>n</note>",
        "<min:partOfSpeech>noun</min:partOfSpeech><min:administrativeStatus>admittedTerm-admn-sts"
        "</min:administrativeStatus><basic:termType>acronym</basic:termType><basic:context>c</basic:context>"
        "<basic:source>ts</basic:source><note>tn</note>",
    )
    term = Term(
        "model",
        "en",
        Status.ADMITTED,
        PartOfSpeech.NOUN,
        TermType.ACRONYM,
        note="tn",
        source="ts",
        context="c",
    )
    wanted = Concept("c", (term,), "AI", "d", "n", "s")
    assert one(three(dca)) == wanted
    assert one(three(dct, style="dct"), "tbx-dct") == wanted


def test_the_older_generations() -> None:
    tig = one(
        two(
            '<termEntry id="c"><descrip type="definition">d</descrip><langSet xml:lang="zh-cn"><tig><term>模型</term>'
            '<termNote type="partOfSpeech">properNoun</termNote></tig></langSet></termEntry>'
        ),
        "tbx2",
    )
    term = Term("模型", "zh-Hans", part_of_speech=PartOfSpeech.PROPER_NOUN)
    assert tig == Concept("c", (term,), definition="d")
    ntig = one(
        two(
            '<termEntry><langSet lang="ZH_TW"><ntig><termGrp><term>模型</term><termNote type="administrativeStatus">'
            'Obsolete</termNote></termGrp><descrip type="context">c</descrip></ntig></langSet></termEntry>'
        ),
        "tbx2",
    )
    assert ntig == Concept("", (Term("模型", "zh-Hant-TW", Status.DEPRECATED, context="c"),))
    old_min = one(
        '<TBX dialect="TBX-Min"><header><id>T</id><license>CC0</license></header><body><entry id="e"><subjectField>s'
        '</subjectField><langGroup xml:lang="en"><termGroup><term>hound</term><termStatus>notRecommended</termStatus>'
        "<note>n</note></termGroup></langGroup></entry></body></TBX>",
        "tbx2",
    )
    assert old_min == Concept("e", (Term("hound", "en", Status.DEPRECATED, note="n"),), "s")


def test_what_the_file_says_of_itself() -> None:
    header = (
        "<tbxHeader><fileDesc><publicationStmt><p type='date'>2026-01-02</p><p>CC0</p></publicationStmt><titleStmt>"
        "<title>T</title></titleStmt><sourceDesc><p>us</p><p>them</p></sourceDesc></fileDesc></tbxHeader>"
    )
    _, reading = read(three(entry(), header=header))
    assert reading.about == {"title": "T", "source": "us\nthem", "licence": "CC0", "date": "2026-01-02"}
    old = (
        '<TBX dialect="TBX-Min"><header><id>T</id><license>CC0</license><dateCreated>2013-11-12T00:00:00</dateCreated>'
    )
    _, reading = read(f"{old}</header><body/></TBX>", "tbx2")
    assert reading.about == {"title": "T", "licence": "CC0", "date": "2013-11-12"}


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("preferredTerm-admn-sts", Status.PREFERRED),
        ("preferredtermadmnsts", Status.PREFERRED),
        ("approvedTerm-admn-sts", Status.PREFERRED),
        ("admitted", Status.ADMITTED),
        ("proposedTerm-admn-sts", Status.PROPOSED),
        ("Draft", Status.PROPOSED),
        ("notRecommended", Status.DEPRECATED),
        ("supersededTerm-admn-sts", Status.DEPRECATED),
        ("Obsolete", Status.DEPRECATED),
        ("forbiddenTerm-admn-sts", Status.FORBIDDEN),
    ],
)
def test_statuses_in_many_spellings(value: str, status: Status) -> None:
    for name in ("administrativeStatus", "usageStatus"):
        text = three(entry(of_term=f'<termNote type="{name}">{value}</termNote>'))
        assert one(text).terms[0].status is status


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5"])
def test_encodings(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    body = entry(language="zh-TW").replace("model", "術語")
    text = f'<?xml version="1.0" encoding="{declared}"?>\n' + three(body)
    assert one(text.encode(encoding)).terms[0].text == "術語"


def test_windows_125x() -> None:
    text = '<?xml version="1.0" encoding="windows-1254"?>' + two(
        '<termEntry id="c"><langSet xml:lang="en"><tig><term>kışı</term></tig></langSet></termEntry>'
    )
    assert one(text.encode("windows-1254"), "tbx2").terms[0].text == "kışı"


def test_zh_is_settled_by_the_characters() -> None:
    body = entry(language="zh").replace("model", "軟體")
    assert one(three(body)).terms[0].language == "zh-Hant"


def test_the_last_change_counts() -> None:
    changes = "".join(
        f'<transacGrp><transac type="transactionType">{kind}</transac><date>{day}</date></transacGrp>'
        for kind, day in (("origination", "2020-01-02"), ("modification", "20210304T00:00:00Z"), ("creation", "soon"))
    )
    concepts, reading = read(three(entry(changes)))
    assert concepts[0].modified == "2021-03-04"
    assert set(reading.losses) == {"the dates of earlier changes", "a date that is none"}


def test_a_term_that_stands_twice_is_one() -> None:
    twice = "<termSec><term>model</term></termSec>"
    more = '<termSec><term>model</term><termNote type="partOfSpeech">noun</termNote></termSec>'
    text = entry().replace(twice, twice + more)
    concepts, reading = read(three(text))
    assert concepts[0].terms == (Term("model", "en", part_of_speech=PartOfSpeech.NOUN),)
    assert set(reading.losses) == {"a term that its entry has already"}


def test_layout_is_no_line_break() -> None:
    noted = entry("\n    <note>one\n      two\n\n      three</note>")
    assert one(three(noted)).note == "one two\nthree"
    assert one(three(entry("<note>one\n      two</note>"))).note == "one\n      two"
    assert one(three(entry("\n    <note>one\ntwo</note>"))).note == "one\ntwo"
    assert one(three(entry().replace("model", "\n  open\n  source "))).terms[0].text == "open source"


LOST = [
    (entry(of_term='<admin type="customerSubset">x</admin>'), '"customerSubset" of a term'),
    (entry(of_term='<termNote type="grammaticalGender">other</termNote>'), '"grammaticalGender" of a term'),
    (entry('<xref type="xGraphic" target="https://example.com">x</xref>'), '"xGraphic" of a concept'),
    (entry(language="de"), "terms in de"),
    (entry(language="de"), "an entry without Chinese or English"),
    (entry().replace("model", "<hi>m</hi>odel"), "mark-up in a term (<hi>)"),
    (entry("<note>a<hi>b</hi></note>"), "mark-up in a text (<hi>)"),
    (entry().replace("model", "mo\u200bdel"), "an invisible character in a term"),
    (entry().replace("model", "mo\ufffddel"), "a term with a broken character in it"),
    (entry().replace("model", " "), "an empty term"),
    (entry().replace('id="c"', 'id="a b"'), "an id with white space in it"),
    (
        entry(
            '<transacGrp><transac type="transactionType">origination</transac><transacNote type="responsibility">me'
            "</transacNote><note>x</note></transacGrp>"
        ),
        '"responsibility" of a change',
    ),
    (
        entry(of_term='<descripGrp><descrip type="context">c</descrip><admin type="source">s</admin></descripGrp>'),
        '"source" of a context',
    ),
    (
        entry()
        + entry()
        .replace('"c"', '"d"')
        .replace(
            "<langSec", '<langSec xml:lang="en-GB"><note>n</note><termSec><term>m</term></termSec></langSec><langSec'
        ),
        "the difference between en-gb and en",
    ),
]


@pytest.mark.parametrize(("body", "told"), LOST)
def test_what_is_not_kept_is_told_with_its_line(body: str, told: str) -> None:
    _, reading = read(three(body))
    assert reading.losses[told].line == 4 - (body.count("\n") > 0)


def test_notes_of_a_group_and_of_a_language_are_kept() -> None:
    body = entry('<descripGrp><descrip type="definition">d</descrip><note>n</note></descripGrp>').replace(
        "<termSec>", '<note>m</note><descrip type="definition">e</descrip><termSec>'
    )
    concepts, reading = read(three(body))
    assert (concepts[0].note, concepts[0].definition) == ("n\nm", "d\ne")
    assert set(reading.losses) == {
        "the language that a note belongs to",
        "the language that a definition belongs to",
    }


FAULTS = [
    (entry('<descrip type="colour">red</descrip>'), '"colour" is no data category of TBX-Basic'),
    (entry(of_term='<descrip type="definition">d</descrip>'), '"definition" may not stand at the level of a term'),
    (entry('<admin type="subjectField">d</admin>'), '"subjectField" stands in <admin>, where <descrip> is due'),
    (entry("<admin>d</admin>"), "<admin> does not say its data category (type)"),
    (entry("<p>d</p>"), "<p> may not stand at the level of a concept"),
    (entry('<transac type="transactionType">origination</transac>'), "<transac> may not stand"),
    (entry("<transacGrp><date>2020-01-01</date></transacGrp>"), "<transacGrp> must have one <transac>"),
    (entry("<descripGrp/>"), "<descripGrp> is empty"),
    (
        entry('<descripGrp><descrip type="definition">d</descrip><descrip type="definition">e</descrip></descripGrp>'),
        "<descripGrp> has a second <descrip>",
    ),
    (entry(of_term='<termNote type="partOfSpeech">nominal</termNote>'), 'partOfSpeech "nominal" is not known'),
    (entry(of_term='<termNote type="termType">nice</termNote>'), 'termType "nice" is not known'),
    (entry(of_term='<termNote type="administrativeStatus">x</termNote>'), 'administrativeStatus "x" is not known'),
    (entry(of_term="<term>b</term>"), "<termSec> has a second <term>"),
    (entry().replace("<term>", "<note>n</note><term>"), "<term> does not stand first in <termSec>"),
    (entry().replace("<term>model</term>", ""), "<termSec> has no <term>"),
    (entry().replace("<termSec><term>model</term></termSec>", ""), "<langSec> has no term"),
    (entry().replace(' xml:lang="en"', ""), "<langSec> does not say its language (xml:lang)"),
    ('<conceptEntry id="c"/>', "an entry without a language"),
    ("<note>n</note>" + entry(), "<note> may not stand in <body>"),
    (entry() + "<note>n</note>", "<note> may not stand in <body>"),
    (entry(language="de", of_term="<term>b</term>"), "<termSec> has a second <term>"),
]


@pytest.mark.parametrize(("body", "said"), FAULTS)
def test_a_faulty_file_is_refused_with_the_line(body: str, said: str) -> None:
    (found,) = faults(three(body))
    assert found.startswith("E141 a.tbx:4: ")
    assert said in found


@pytest.mark.parametrize(("body", "said"), FAULTS)
def test_and_read_tolerantly_when_that_is_asked_for(body: str, said: str) -> None:
    _, reading = read(three(body), "tbx2")
    assert reading.losses or "stand first" in said or "stands in" in said or "level of" in said


def test_all_faults_are_told_in_their_order() -> None:
    body = entry("<p/>") + "\n" + entry("<p/>")
    found = faults(three(body))
    assert [one.split()[1] for one in found] == ["a.tbx:4:", "a.tbx:5:", "a.tbx:5:"]
    assert 'the id "c" stands twice' in found[1] + found[2]
    assert len(faults(three("\n".join(entry("<p/>") for _ in range(300))))) == 100


def test_a_dialect_has_its_own_categories() -> None:
    body = entry('<descrip type="definition">d</descrip>')
    assert "no data category of TBX-Min" in faults(three(body, "TBX-Min"))[0]
    assert "no data category of TBX-Core" in faults(three(body, "TBX-Core"))[0]
    concepts, reading = read(three(entry('<descrip type="colour">d</descrip>'), "TBX-Ours"))
    assert len(concepts) == 1
    assert '"colour" of a concept' in reading.losses


def test_faults_of_the_head() -> None:
    header = "<tbxHeader><fileDesc><sourceDesc>us</sourceDesc></fileDesc></tbxHeader>"
    assert "text in <sourceDesc> must stand in a <p>" in faults(three(entry(), header=header))[0]
    stray = three(entry()).replace("<body>", '<admin type="source"/><body>')
    assert "<admin> may not stand in <text>" in faults(stray)[0]


def test_what_was_found_is_told_even_when_the_xml_breaks_later() -> None:
    found = faults(three(entry("<p/>") + " " * 200_000 + "\n<conceptEntry>"))
    assert "may not stand" in found[0]
    assert "the XML is broken" in found[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "E104 a.tbx: the file is empty"),
        ("model", "E141 a.tbx:1: the XML is broken"),
        ("<html/>", "E141 a.tbx:1: this is no TBX: it begins with <html>"),
        ('<tbx xmlns="urn:other"/>', "this is no TBX"),
        ("\n<tbx><text>\n</tbx>", "E141 a.tbx:3: the XML is broken"),
    ],
)
def test_what_is_no_tbx(text: str, said: str) -> None:
    (found,) = faults(text)
    assert said in found


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">\n' for n in range(1, 10))


@pytest.mark.parametrize(
    "declared",
    [
        f'<!ENTITY a0 "ha">\n{LAUGHS}',
        '<!ENTITY a9 SYSTEM "file:///etc/passwd">',
        '<!ENTITY % all SYSTEM "http://127.0.0.1:9/x.dtd"> %all;',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(declared: str, encoding: str) -> None:
    text = f"<!DOCTYPE tbx [\n{declared}\n]>\n" + three(entry().replace("model", "&a9;"))
    (found,) = faults(text.encode(encoding))
    assert found.startswith("E144 a.tbx:2: the file declares XML entities")


def test_entities_in_an_encoding_that_hides_them() -> None:
    head = b'<?xml version="1.0" encoding="utf-7"?>'
    text = '<!DOCTYPE tbx [<!ENTITY a "ha">]>' + three(entry())
    (found,) = faults(head + text.replace("<", "+ADw-").encode())
    assert found.startswith(("E144 a.tbx: the file declares XML entities", "E141 a.tbx:1: the XML is broken"))


def test_a_text_without_end_is_refused() -> None:
    (found,) = faults(three(entry().replace("model", "x" * 11_000_000)))
    assert found.startswith("E141 a.tbx:4: the XML is broken")


def test_a_document_type_alone_does_no_harm() -> None:
    assert one('<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">\n' + three(entry())).id == "c"


def test_nothing_but_a_comment_is_refused_soon() -> None:
    (found,) = faults("<!--" + "x" * 3_000_000 + "-->")
    assert "no element begins in the first megabyte" in found
