"""XML whose text changes and whose every other byte stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.conversion.documents.xml_text import MAX_DEPTH, Element, Span, Visitor, XmlText, read_tree, scan
from shuyu.errors import InputError


class Gather(Visitor):
    def __init__(self, xml: XmlText) -> None:
        self.xml = xml
        self.texts: list[tuple[str, str]] = []
        self.spans: list[Span] = []
        self.attributes: list[tuple[str, str]] = []

    def start(self, element: Element) -> None:
        for name in element.attributes:
            span = self.xml.attribute(element, name)
            assert span is not None
            self.spans.append(span)
            self.attributes.append((f"{element.name}@{name}", self.xml.value(span)))

    def text(self, element: Element, span: Span) -> None:
        self.spans.append(span)
        self.texts.append((element.name, self.xml.value(span)))


def gather(data: bytes | str, *, doctype: bool = False) -> Gather:
    xml = XmlText(data.encode() if isinstance(data, str) else data, "a.xml")
    found = Gather(xml)
    scan(xml, found, {"urn:w": "w", "urn:plain": ""}, doctype=doctype)
    return found


def rewritten(data: bytes | str, old: str, new: str) -> str:
    found = gather(data)
    for span in found.spans:
        found.xml.replace(span, found.xml.value(span).replace(old, new))
    return found.xml.result().decode()


def test_texts_and_attributes_are_told_with_the_prefixes_asked_for() -> None:
    found = gather("<x:p xmlns:x='urn:w' x:a=\"1\" b='2'><q xmlns='urn:plain'>头</q>发<y xmlns='urn:no'>!</y></x:p>")
    assert found.texts == [("q", "头"), ("w:p", "发"), ("{urn:no}y", "!")]
    assert found.attributes == [("w:p@w:a", "1"), ("w:p@b", "2")]


def test_comments_instructions_and_sections_part_texts() -> None:
    found = gather("<a>头<!-- 发 -->发<?x 发?>发<![CDATA[发<&]]>发</a>")
    assert [text for _, text in found.texts] == ["头", "发", "发", "发<&", "发"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<a b = '头'\n c=\"头\" >头</a >", "<a b = '頭'\n c=\"頭\" >頭</a >"),
        ("<a>&#x5934;发&amp;&#21457;</a>", "<a>&#x982D;发&amp;&#21457;</a>"),
        ("<a>&#22836;</a><!-- 头 -->", "<a>&#38957;</a><!-- 头 -->"),
        ("<a>&#x0000534e;&#x00005934;</a>", "<a>&#x0000534e;&#x982D;</a>"),
        ("<a>头\r\n发&gt;\r</a>", "<a>頭\r\n发&gt;\r</a>"),
        ("<a><![CDATA[头&amp;]]></a>", "<a><![CDATA[頭&amp;]]></a>"),
        ("<a x='头\n发'/>", "<a x='頭\n发'/>"),
        ("<a xmlns='u' xmlns:b='头' b:c='头'/>", "<a xmlns='u' xmlns:b='头' b:c='頭'/>"),
        ("<a c='>头/>'>头</a>", "<a c='>頭/>'>頭</a>"),
        ("<a><!-- 头 --><?头 头?><头 头='x'/></a>", "<a><!-- 头 --><?头 头?><头 头='x'/></a>"),
        ("\ufeff<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\r\n<a>头</a>\n", None),
    ],
)
def test_only_the_text_changes(before: str, after: str | None) -> None:
    assert rewritten(before, "头", "頭") == (after or before.replace("头", "頭"))


def test_text_of_another_length_keeps_the_spelling_around_it() -> None:
    assert rewritten("<a>&#x5934;内存&#x53D1;</a>", "内存", "記憶體") == "<a>&#x5934;記憶體&#x53D1;</a>"


def test_what_is_put_in_is_escaped() -> None:
    assert rewritten("<a b='头' c=\"头\">头<![CDATA[头]]></a>", "头", "<&>'\"]]>\r") == (
        "<a b='&lt;&amp;>&apos;\"]]>&#13;' c=\"&lt;&amp;>'&quot;]]>&#13;\">&lt;&amp;>'\"]]&gt;&#13;"
        "<![CDATA[<&>'\"]]]]><![CDATA[>\r]]></a>"
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "gb18030"])
def test_other_encodings_come_back_in_them(encoding: str) -> None:
    name = "gb18030" if encoding == "gb18030" else "UTF-16"
    text = f"<?xml version='1.0' encoding='{name}'?><a>头&#x53D1;</a>"
    found = gather(text.encode(encoding))
    found.xml.replace(found.spans[0], "頭𠮷")
    assert found.xml.result().decode(encoding) == text.replace("头&#x53D1;", "頭&#x20BB7;")


def test_what_an_encoding_cannot_hold_is_written_as_a_reference() -> None:
    found = gather("<?xml version='1.0' encoding='gb2312'?><a>头</a>".encode("gb2312"))
    found.xml.replace(found.spans[0], "頭")
    assert found.xml.result() == "<?xml version='1.0' encoding='gb2312'?><a>&#38957;</a>".encode("gb2312")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<?xml version='1.0' encoding='utf-99'?><a/>", "E103 a.xml: the XML says that it is utf-99"),
        (b"<a>\n<b></a>", "E108 a.xml:2: the XML is broken: mismatched tag"),
        (b"<a>\xff</a>", "E108 a.xml:1: the XML is broken"),
        (b"", "E108 a.xml:1: the XML is broken: no element found"),
        (b"<!DOCTYPE a>\n<a/>", "E109 a.xml:1: the XML declares a document type or entities"),
        (b'\n<!DOCTYPE a [\n<!ENTITY x "y">]><a>&x;</a>', "E109 a.xml:"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a>&x;</a>', "E109 a.xml:1"),
        (b"<a>&nbsp;</a>", "E108 a.xml:1: the XML is broken: undefined entity"),
        (b"<a>" * (MAX_DEPTH + 2), "E108 a.xml:1: more than 2000 elements inside one another"),
    ],
)
def test_broken_and_unsafe_files_are_refused(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as raised:
        gather(data)
    assert str(raised.value).startswith(said)


def test_a_document_type_may_be_allowed_but_not_its_own_declarations() -> None:
    outside = "<!DOCTYPE a PUBLIC '-//x' 'http://nowhere.invalid/a.dtd'>"
    found = gather(f"{outside}<a b='头&nbsp;发'>头&nbsp;发</a>", doctype=True)
    assert [text for _, text in found.texts] == ["头", "发"]
    for span in found.spans:
        found.xml.replace(span, found.xml.value(span).replace("头", "頭"))
    assert found.xml.result().decode() == f"{outside}<a b='頭&nbsp;发'>頭&nbsp;发</a>"
    with pytest.raises(InputError, match=r"E109 a\.xml:1: .* document type"):
        gather("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", doctype=True)


def test_an_attribute_is_put_after_the_name() -> None:
    class Keep(Visitor):
        def start(self, element: Element) -> None:
            xml.add_attribute(element, 'k="v"')

    xml = XmlText(b"<a><b/><c d='e'/></a>")
    scan(xml, Keep())
    assert xml.result() == b'<a k="v"><b k="v"/><c k="v" d=\'e\'/></a>'


def test_ancestors() -> None:
    above: list[list[str]] = []
    inside: list[bool] = []

    def told(element: Element) -> None:
        above.append([ancestor.name for ancestor in element.ancestors()])
        inside.append(element.inside("a"))

    read_tree(b"<a><b><c/></b></a>", told, {})
    assert (above, inside) == ([[], ["a"], ["b", "a"]], [False, True, True])


TEXT = st.text(st.sampled_from("头发a<>&'\"]\n\r\t 𠮷"), max_size=12)


@given(TEXT, TEXT, TEXT)
def test_what_is_put_in_is_what_is_read(before: str, after: str, attribute: str) -> None:
    from xml.sax.saxutils import escape, quoteattr

    # A carriage return survives only as a reference, written here as our own writer does.
    raw = f"<a b={quoteattr(before)}><c>{escape(before)}</c><d/><![CDATA[x{before.replace(']', '')}]]></a>"
    found = gather(raw)
    assert found.xml.result() == raw.encode()
    for span in found.spans:
        found.xml.replace(span, attribute if span.kind == "attribute" else after.replace("\r", ""))
    again = gather(found.xml.result())
    assert [value for _, value in again.attributes] == [attribute]
    wanted = ([after.replace("\r", "")] if before and after.replace("\r", "") else []) + [after.replace("\r", "")]
    assert "".join(text for _, text in again.texts) == "".join(wanted)
