"""What a turn is asked: the text, its line, what else the document says of it."""

from __future__ import annotations

import pytest

from shuyu.conversion.documents import format_named
from shuyu.errors import InputError

from .turns import Recorder, asked, rewritten

HEAD = '<?xml version="1.0"?>\n'


def texts(name: str, text: str, target: str = "zh-Hant-TW") -> list[str]:
    return [unit.text for unit in asked(name, text, target)]


def xliff(body: str, source: str = "en", target: str = ' target-language="zh-CN"') -> str:
    return f'{HEAD}<xliff version="1.2"><file source-language="{source}"{target}><body>{body}</body></file></xliff>'


def tmx(*variants: tuple[str, str], source: str = "en") -> str:
    made = "".join(f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>' for tag, text in variants)
    return f'{HEAD}<tmx version="1.4"><header srclang="{source}"/><body><tu>{made}</tu></body></tmx>'


def warned(name: str, text: str, target: str = "zh-Hant-TW") -> tuple[str, list[str]]:
    recorder = Recorder()
    made = format_named(name).rewrite(text.encode(), recorder.job(target)).decode()
    return made, recorder.warnings


class TestHtml:
    def test_lines_and_pieces(self) -> None:
        units = asked("html", "<p>\n头<b>发</b>&amp;<br>后</p>\r\n<p title='头'>发")
        assert [(unit.pieces, unit.line) for unit in units] == [
            (("\n头", "发", "&", "\n", "后"), 1),
            (("头",), 3),
            (("发",), 3),
        ]

    def test_code_and_images_take_their_place(self) -> None:
        assert texts("html", "<p>用<code>头</code>发<img src=x>头<math>头</math>") == ["用\ufffc发\ufffc头\ufffc"]

    def test_language(self) -> None:
        found = asked("html", "<div lang=zh-CN><p>头</p></div><p>发</p>")
        assert [unit.language for unit in found] == ["zh-CN", None]

    def test_a_template_that_says_english(self) -> None:
        made, warnings = warned("html", "<html lang='en'><p>头发<p lang=en>头")
        assert made == "<html lang='en'><p>頭髮<p lang=en>头"
        assert warnings == ['the page says that it is in "en"; its Chinese text was converted, its mark stays']
        assert rewritten("html", "<html lang='ja'><p>头发") == "<html lang='ja'><p>头发"

    @pytest.mark.parametrize(
        ("page", "made"),
        [
            ("<p>a<plaintext>头</p>", None),
            ("<svg><style/><text>头</text></svg>", "<svg><style/><text>頭</text></svg>"),
            ("<?php echo '头'; $a->b ?>头", "<?php echo '头'; $a->b ?>頭"),
            ("<p>头</br>发", "<p>頭</br>發"),
            ("</p>头</ b>发<!-->后<!---->头", "</p>頭</ b>髮<!-->後<!---->頭"),
            ("<ul><li lang=en>头<ul><li>发</ul><li>头</ul>", "<ul><li lang=en>头<ul><li>发</ul><li>頭</ul>"),
            ("<p translate=no><span>头</span></b>发</p>头", "<p translate=no><span>头</span></b>发</p>頭"),
            ("<p title=头&发 alt=a>", "<p title=頭&發 alt=a>"),
            ("<p a \"b\" c='d'>头", "<p a \"b\" c='d'>頭"),
            ("1 < 2 头 <3", "1 < 2 頭 <3"),
        ],
    )
    def test_odd_pages(self, page: str, made: str | None) -> None:
        assert rewritten("html", page) == (made or page)

    def test_what_a_turn_adds_is_escaped(self) -> None:
        recorder = Recorder()
        recorder.turn = lambda units: [tuple(piece + "<&\"'" for piece in unit.pieces) for unit in units]  # type: ignore[method-assign]
        page = "<p title=\"头\" alt='头' label=头>头<br>&#x5934;&amp;<a title=>"
        made = format_named("html").rewrite(page.encode(), recorder.job()).decode()
        assert made == (
            "<p title=\"头&lt;&amp;&quot;'\" alt='头&lt;&amp;\"&#39;' label=头&lt;&amp;&#34;&#39;>"
            "头&lt;&amp;\"'<br>&lt;&amp;\"'&#x5934;&lt;&amp;\"'&amp;&lt;&amp;\"'<a title=>"
        )

    def test_what_stands_for_code_never_becomes_text(self) -> None:
        recorder = Recorder()
        recorder.turn = lambda units: [("\ufffc", "\ufffc\ufffc", "头\ufffc")]  # type: ignore[method-assign]
        page = "<p>头<code>后</code>发</p>"
        assert format_named("html").rewrite(page.encode(), recorder.job()).decode() == "<p><code>后</code>头</p>"


class TestMarkdown:
    def test_a_paragraph_is_one_text(self) -> None:
        (unit,) = asked("markdown", "> 头**发**\n> 和[后`a`](b.md)\n> and")
        assert unit.pieces == ("头", "发", "和", "后", "\ufffc", "\n", "and")

    @pytest.mark.parametrize(
        ("page", "made"),
        [
            ("---\n\n头发\n\n---\n", "---\n\n頭髮\n\n---\n"),
            ("+++\na = '头'\n+++\n头", "+++\na = '头'\n+++\n頭"),
            ("---\na: 头", "---\na: 頭"),
            ("![头][a]\n\n[a]: 头.png", "![頭][a]\n\n[a]: 头.png"),
            ("[a\n头]\n\n[A 头]: x", "[a\n頭][a 头]\n\n[A 头]: x"),
            ("头\r发\r\n\r\n    头", "頭\r髮\r\n\r\n    头"),
            ("<span\ntitle='头'>头\n\n<div title='头\n头", "<span\ntitle='頭'>頭\n\n<div title='头\n头"),
            ("头 \\(头=1\\) \\[x 头\\] $头$ $$\\a{头}$$", "頭 \\(头=1\\) \\[x 頭\\] $頭$ $$\\a{头}$$"),
            ("[[头]] ![[头.png]] [[头|发]]", "[[头]] ![[头.png]] [[头|發]]"),
            ("头<code>头 <img alt=头>", "頭<code>頭 <img alt=頭>"),
            ("a | b\n--|--\n头 | `头", "a | b\n--|--\n頭 | `頭"),
            ("> | a |\n> |--|\n> | 头 |", "> | a |\n> |--|\n> | 頭 |"),
            ("[^头]: [发](x '头') 头", "[^头]: [發](x '頭') 頭"),
            ("[头](<发 .md> (头))", "[頭](<发 .md> (頭))"),
            ("# 头 #\n\n发\n===", "# 頭 #\n\n發\n==="),
        ],
    )
    def test_odd_pages(self, page: str, made: str) -> None:
        assert rewritten("markdown", page) == made

    def test_anchors_are_told(self) -> None:
        assert warned("markdown", "[a](#%E5%A4%B4) [b](#b)\n\n# 头")[1] == [
            "links to headings of the page were left as they are, and may no longer find them: #头"
        ]
        assert warned("markdown", "[a](#头)")[1] == []


class TestPo:
    def test_english_and_lines(self) -> None:
        text = 'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "头"\nmsgstr[1] ""\n"发"\n\nmsgid "头"\nmsgstr "发"\n'
        assert [(unit.text, unit.english, unit.line) for unit in asked("po", text)] == [
            ("头", "a", 3),
            ("发", "as", 5),
            ("发", None, 8),
        ]

    def test_another_language_stays(self) -> None:
        text = 'msgid ""\nmsgstr "Language: ja\\n"\n\nmsgid "hair"\nmsgstr "头发"\n'
        made, warnings = warned("po", text)
        assert made == text
        assert warnings == ['the header says that the translations are in "ja": nothing was converted']

    @pytest.mark.parametrize(
        ("source", "target", "wanted"),
        [
            ("Chinese (China)", "zh-Hant-HK", "Chinese (Hong Kong)"),
            ("Chinese (Traditional)", "zh-Hans", "Chinese (Simplified)"),
            ("Chinese (Taiwan)", "zh-Hans", "Chinese (China)"),
            ("zh_TW <a@b>", "zh-Hans", "zh_CN <a@b>"),
        ],
    )
    def test_the_team(self, source: str, target: str, wanted: str) -> None:
        text = 'msgid ""\nmsgstr ""\n"Language-Team: {}\\n"\n"Language: zh\\n"\n'
        assert rewritten("po", text.format(source), target) == text.format(wanted)

    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            ('msgid "a"\nmsgstr "头\n', [2]),
            ('msgid "a"\nmsgstr "b" c\nmsgfoo "头"\n', [2, 3]),
            ('"头"\n', [1]),
        ],
    )
    def test_broken(self, text: str, lines: list[int]) -> None:
        with pytest.raises(InputError) as caught:
            rewritten("po", text)
        assert [(problem.code, problem.line) for problem in caught.value.problems] == [("E108", n) for n in lines]

    def test_escapes(self) -> None:
        (unit,) = asked("po", 'msgid "a"\nmsgstr "头\\n\\x41\\101\\xe4\\"发"\n')
        assert unit.text == '头\nAA\ufffd"发'
        recorder = Recorder()
        recorder.turn = lambda units: [tuple(p + '\\"\n' for p in unit.pieces) for unit in units]  # type: ignore[method-assign]
        made = format_named("po").rewrite('msgid "a"\nmsgstr "头"\n'.encode(), recorder.job()).decode()
        assert made == 'msgid "a"\nmsgstr "头\\\\\\"\\n"\n'


class TestXliff:
    def test_the_english_of_the_other_side(self) -> None:
        body = '<trans-unit id="7"><source>long <x id="1"/>hair</source><target>头<x/>发</target></trans-unit>'
        (unit,) = asked("xliff", xliff(body))
        assert (unit.text, unit.english, unit.place, unit.line) == ("头\ufffc发", "long hair", "7", 2)
        assert unit.language == "zh-CN"

    @pytest.mark.parametrize(
        ("source", "target", "turns", "warns"),
        [
            ("en", "zh-CN", "target", False),
            ("en", None, "target", False),
            ("zh-CN", "en", "source", False),
            ("zh-CN", None, "source", False),
            ("zh-CN", "zh-HK", "target", False),
            ("zh-CN", "zh-TW", "", True),
            ("zh-TW", "zh-CN", "", True),
            ("en", "zh-TW", "", False),
            ("en", "ja", "", False),
        ],
    )
    def test_which_side(self, source: str, target: str | None, turns: str, warns: bool) -> None:
        body = "<trans-unit id='1'><source>头a</source><target>头b</target></trans-unit>"
        text = xliff(body, source, f' target-language="{target}"' if target else "")
        made, warnings = warned("xliff", text)
        assert ("頭a" in made, "頭b" in made) == (turns == "source", turns == "target")
        assert bool(warnings) == warns

    def test_version_2_and_empty_sides(self) -> None:
        text = (
            f'{HEAD}<xliff version="2.0" srcLang="en" trgLang="zh-Hans"><file id="f"><unit id="u"><segment>'
            "<source>hair</source><target>头</target></segment><segment><source>a</source><target/></segment>"
            '<segment><source>b</source></segment></unit><unit id="v" translate="no"><segment><source>a</source>'
            "<target>头</target></segment></unit></file></xliff>"
        )
        assert [(unit.text, unit.english, unit.place) for unit in asked("xliff", text)] == [("头", "hair", "u")]
        assert rewritten("xliff", text, "zh-Hant").count("頭") == 1

    def test_a_side_with_a_language_of_its_own(self) -> None:
        body = '<trans-unit id="1"><source>a</source><target xml:lang="zh-TW">头</target></trans-unit>'
        assert rewritten("xliff", xliff(body)) == xliff(body).replace('"zh-CN"', '"zh-TW"')

    def test_another_root(self) -> None:
        with pytest.raises(InputError, match=r"E108.*root element is <tmx>"):
            rewritten("xliff", "<tmx/>")
        with pytest.raises(InputError, match=r"E108.*root element is <xliff>"):
            rewritten("tmx", "<xliff/>")


class TestTmx:
    def test_english_and_source(self) -> None:
        text = tmx(("zh-CN", "头"), ("en", "head"), source="zh-CN")
        (unit,) = asked("tmx", text)
        assert (unit.text, unit.english, unit.language, unit.line) == ("头", "head", "zh-CN", 2)
        assert rewritten("tmx", text) == text.replace("zh-CN", "zh-TW").replace("头", "頭")

    def test_a_unit_that_has_the_target_is_left_alone(self) -> None:
        text = tmx(("zh-CN", "头"), ("zh-TW", "頭"), source="zh-CN")
        made, warnings = warned("tmx", text)
        assert made == text
        assert warnings == ["1 units have text in zh-Hant-TW already, and were left as they are"]

    def test_one_variant_of_two(self) -> None:
        text = tmx(("zh-CN", "头"), ("zh-HK", "头"), source="*all*")
        assert rewritten("tmx", text) == text.replace("zh-CN", "zh-TW").replace("头", "頭", 1)


class TestTables:
    def test_columns_by_their_headings(self) -> None:
        text = 'id,en,zh-CN\n头1,hair,头发\n2,"a ""b""",后\n'
        assert [(u.text, u.english, u.language, u.line, u.place) for u in asked("csv", text)] == [
            ("头1", "hair", None, 2, "column 1"),
            ("头发", "hair", "zh-Hans", 2, "column 3"),
            ("后", 'a "b"', "zh-Hans", 3, "column 3"),
        ]

    def test_a_table_that_has_the_target(self) -> None:
        text = "en,zh-CN,zh-TW\nhair,头发,頭髮\n"
        made, warnings = warned("csv", text)
        assert made == text
        assert warnings == [
            "the table has a column in zh-Hant-TW already; its other Chinese columns were left as they are"
        ]

    def test_headings_are_text_or_name_a_script(self) -> None:
        assert rewritten("csv", "头,后\n") == "頭,後\n"
        assert rewritten("csv", "English,简体中文\na,头\n") == "English,繁體中文\na,頭\n"
        assert rewritten("csv", "English,Simplified Chinese\na,头\n") == "English,Traditional Chinese\na,頭\n"
        assert rewritten("csv", "English,Chinese\na,头\n") == "English,Chinese\na,頭\n"

    def test_a_delimiter_that_comes_in_is_quoted(self) -> None:
        recorder = Recorder()
        recorder.turn = lambda units: [tuple(p + ',"' for p in unit.pieces) for unit in units]  # type: ignore[method-assign]
        made = format_named("csv").rewrite('头,"头"\n'.encode(), recorder.job()).decode()
        assert made == '"头,""","头,"""\n'

    def test_an_unclosed_mark(self) -> None:
        with pytest.raises(InputError, match=r"E108 a.csv:3: a quotation mark"):
            format_named("csv").rewrite('头,"a\nb"\n发,"头\n\n'.encode(), Recorder().job(path="a.csv"))

    def test_comments_with_marks(self) -> None:
        assert rewritten("tsv", "# shuyu:off\n头\t头\n# shuyu:on 头\n头\t头\n").endswith("# shuyu:on 头\n頭\t頭\n")


class TestSubtitles:
    def test_a_caption_is_one_text(self) -> None:
        text = "1\n00:00:01,000 --> 00:00:02,000\n头<i>发</i>\n后\n\n发\n"
        assert [(unit.pieces, unit.line) for unit in asked("srt", text)] == [
            (("头", "发", "\n", "后"), 3),
            (("发",), 6),
        ]

    @pytest.mark.parametrize(("name", "text"), [("srt", "头"), ("vtt", "头"), ("ass", "头"), ("vtt", "WEBVTTX\n")])
    def test_what_is_none(self, name: str, text: str) -> None:
        with pytest.raises(InputError, match=r"E108.*this is not"):
            rewritten(name, text)

    def test_marks(self) -> None:
        cue = "00:01.000 --> 00:02.000\n头\n\n"
        assert rewritten("vtt", f"WEBVTT\n\nNOTE shuyu:off\n\n{cue}NOTE shuyu:on\n\n{cue}").count("頭") == 1
        line = "Dialogue: 头\n"
        text = f"[Events]\nFormat: Text\n; shuyu:off\n{line}Comment: shuyu:on\n{line}"
        assert rewritten("ass", text) == text[: -len(line)] + "Dialogue: 頭\n"

    def test_a_dialogue_with_too_few_fields(self) -> None:
        with pytest.raises(InputError, match=r"E108 3: a Dialogue line needs 10 fields"):
            rewritten("ass", "[Events]\n\nDialogue: 0,头\n")

    def test_a_file_that_ends_in_its_timing(self) -> None:
        text = "WEBVTT\n\n00:01.000 --> 00:02.000\n\n头"
        assert rewritten("vtt", text) == text


class TestJson:
    def test_places(self) -> None:
        text = '{"a": [{"b": "头"}, "发"],\n"c": "后"}'
        assert [(unit.text, unit.place, unit.line) for unit in asked("json", text)] == [
            ("头", "a[0].b", 1),
            ("发", "a[1]", 1),
            ("后", "c", 2),
        ]

    def test_escaped_files_stay_escaped(self) -> None:
        assert rewritten("json", r'"\u5185\u5b58 \u5934"') == r'"\u8a18\u61b6\u9ad4 \u982d"'
        assert rewritten("json", r'"\u5934" ') == r'"\u982d" '

    @pytest.mark.parametrize(
        ("name", "text", "line", "what"),
        [
            ("json", '{\n"a" "头"}', 2, "Expecting ':' delimiter"),
            ("json", '["头]', 1, "Unterminated string"),
            ("json", "[" * 100_000, 1, "nested too deeply"),
            ("json", f"[{'1' * 5000}]", 1, "a number that cannot be read"),
            ("jsonl", '"头"\n\n{', 3, "Expecting property name"),
        ],
    )
    def test_broken(self, name: str, text: str, line: int, what: str) -> None:
        with pytest.raises(InputError) as caught:
            rewritten(name, text)
        (problem,) = caught.value.problems
        assert (problem.code, problem.line) == ("E108", line)
        assert what in problem.what


class TestTex:
    def test_one_text(self) -> None:
        (unit,) = asked("tex", "头\\textbf{发}\n生\\ref{头}，\\LaTeX 头\\%\\,后")
        assert unit.text == "头发生\ufffc，\ufffc头% 后"

    @pytest.mark.parametrize(
        ("source", "made"),
        [
            ("头\\footnote{后}发", "頭\\footnote{後}髮"),
            ("\\def\\头#1{头} \\let\\发=\\头", "\\def\\头#1{頭} \\let\\发=\\头"),
            (
                "\\mintinline{头}{头} \\lstinline[头]!头! \\verb*+头+头",
                "\\mintinline{头}{头} \\lstinline[头]!头! \\verb*+头+頭",
            ),
            ("头 $5 头", "頭 $5 頭"),
            ("$a\n\n头$", "$a\n\n頭$"),
            ("$a\\$头$头", "$a\\$头$頭"),
            ("\\section*{头} \\caption[头]{发}", "\\section*{頭} \\caption[頭]{發}"),
            ("\\only<2->{头}\\item<头>", "\\only<2->{頭}\\item<頭>"),
            ("\\foo[头 头", "\\foo[頭 頭"),
            ("\\begin 头\\end{a}", "\\begin 頭\\end{a}"),
            ("\\cite[头][后]{头}头", "\\cite[头][后]{头}頭"),
            ("\\multicolumn{2}{头}{头}", "\\multicolumn{2}{头}{頭}"),
            ("\\title{头\n\n发}}", "\\title{頭\n\n發}}"),
            ("\\foo[{a]}]{头}", "\\foo[{a]}]{頭}"),
            ("\\foo[a}]头", "\\foo[a}]頭"),
            ("\\item[头\n\n发", "\\item[頭\n\n發"),
            ("\\begin{figure}[头]头\\end{figure}", "\\begin{figure}[头]頭\\end{figure}"),
        ],
    )
    def test_commands(self, source: str, made: str) -> None:
        assert rewritten("tex", source) == made

    @pytest.mark.parametrize(
        ("source", "line"),
        [
            ("a\n\\begin{verbatim}\n头", 2),
            ("\\verb|头\n|", 1),
            ("\\verb", 1),
            ("头\n\n\\ref{头", 3),
            ("\\( 头", 1),
        ],
    )
    def test_broken(self, source: str, line: int) -> None:
        with pytest.raises(InputError) as caught:
            rewritten("tex", source)
        assert [(problem.code, problem.line) for problem in caught.value.problems] == [("E108", line)]


LAUGHS = '<!DOCTYPE {0} [<!ENTITY a "头"><!ENTITY b "&a;&a;&a;&a;">]>\n<{0}>&b;</{0}>'
OUTSIDE = '\n<!DOCTYPE {0} [\n<!ENTITY a SYSTEM "file:///etc/passwd">]><{0}>&a;</{0}>'


@pytest.mark.parametrize("name", ["xhtml", "xliff", "tmx"])
class TestXml:
    def test_entities_are_refused(self, name: str) -> None:
        root = "html" if name == "xhtml" else name
        for text, line in ((LAUGHS, 1), (OUTSIDE, 3)):
            with pytest.raises(InputError, match=rf"E109 a.x:{line}: the file declares XML entities"):
                format_named(name).rewrite(text.format(root).encode(), Recorder().job(path="a.x"))

    @pytest.mark.parametrize(
        ("text", "line"),
        [("<{0}>\n<a></{0}>", 2), ("<{0}>\n\n<a b='头></{0}>", 3), ("<{0}>", 1), ("头", 1), ("<{0}/>\n<{0}/>", 2)],
    )
    def test_broken_xml_is_refused(self, name: str, text: str, line: int) -> None:
        with pytest.raises(InputError) as caught:
            rewritten(name, text.format("html" if name == "xhtml" else name))
        assert [(problem.code, problem.line) for problem in caught.value.problems] == [("E108", line)]


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("<p>\n<a href='头>", 2),
        ('<p>\n<a href = "头>', 2),
        ("\n\n<!-- 头", 3),
        ("<script>头", 1),
        ("<p\n", 1),
        ("<title>头", 1),
        ("<b>" * 3000, 1),
    ],
)
def test_a_page_that_is_never_closed_is_refused(page: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        rewritten("html", page)
    assert [(problem.code, problem.line) for problem in caught.value.problems] == [("E108", line)]
