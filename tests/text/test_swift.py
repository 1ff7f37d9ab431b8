"""Large texts: tables of our own give what OpenCC gives, for every configuration and whatever the text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.conversion.dictionary import Steered
from shuyu.conversion.engine import Engine
from shuyu.text import chain, tables
from shuyu.text.chain import ANY_TO_HONG_KONG, ANY_TO_SIMPLIFIED, CONFIGURATIONS, document, inline, load, load_document
from shuyu.text.flat import UnfitError, flatten
from shuyu.text.swift import Step, Swift, encoded

NAMES = (*CONFIGURATIONS, ANY_TO_SIMPLIFIED, ANY_TO_HONG_KONG)


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Tables of these tests' own, whatever the user has."""
    found = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("platformdirs.user_cache_path", lambda _name: found)
        patch.setattr(chain, "WORTH", 0)
        chain.swift.cache_clear()
        yield found / "opencc"
    chain.swift.cache_clear()


def made(name: str) -> Swift:
    found = tables.tables(json.dumps(document(name)), load(name).convert)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def every() -> dict[str, Swift]:
    return {name: made(name) for name in NAMES}


@pytest.fixture(scope="module")
def keys() -> list[str]:
    """What OpenCC's dictionaries know, of every length."""
    found: set[str] = set()
    for name in ("s2twp", "s2hkp", "tw2sp", "hk2sp", "jp2t"):
        flat = flatten(document(name))
        for entries in (*flat.before, *flat.steps):
            found.update(entries)
    return sorted(found)


@given(data=st.data(), name=st.sampled_from(NAMES))
def test_what_opencc_gives(every: dict[str, Swift], keys: list[str], name: str, data: st.DataObject) -> None:
    # Phrases, their beginnings and their ends in a row: what is longest at one place begins inside what is longest at
    # another.
    part = st.one_of(
        st.builds(lambda key, cut: key[:cut], st.sampled_from(keys), st.integers(1, 6)),
        st.builds(lambda key, cut: key[cut:], st.sampled_from(keys), st.integers(0, 6)),
        st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=3),
        st.sampled_from(["⿰云发", "⿱", "\u31ef发里", "豈", "\U0002f800", "\n", "\U0010ffff", "a", " ", "，"]),
    )
    text = "".join(data.draw(st.lists(part, max_size=30)))
    assert every[name].convert(text) == load(name).convert(text)


@given(st.data())
def test_any_mapping_is_taken_as_opencc_takes_it(data: st.DataObject) -> None:
    # Few letters, so that everything overlaps; groups in groups; a segmentation.
    word = st.text("甲乙丙丁", min_size=1, max_size=4)
    leaf = st.builds(inline, st.dictionaries(word, word, min_size=1, max_size=6))
    policy = st.sampled_from(["union", "short_circuit"])
    group = st.recursive(
        leaf,
        lambda inner: st.builds(
            lambda dicts, match: {"type": "group", "match_policy": match, "dicts": dicts},
            st.lists(inner, min_size=1, max_size=3),
            policy,
        ),
        max_leaves=4,
    )
    step = st.builds(lambda one: {"dict": one}, group)
    configuration: dict[str, Any] = {"name": "x", "conversion_chain": data.draw(st.lists(step, min_size=1, max_size=3))}
    if data.draw(st.booleans()):
        configuration["normalization"] = data.draw(st.lists(step, min_size=1, max_size=2))
    if data.draw(st.booleans()):
        configuration["segmentation"] = {"type": "mmseg", "dict": data.draw(group)}
    opencc = load_document(configuration)
    found = Swift(Swift.grown(flatten(configuration)), opencc.convert)
    for text in data.draw(st.lists(st.text("甲乙丙丁戊", max_size=40), min_size=1, max_size=5)):
        assert found.convert(text) == opencc.convert(text)


def test_tables_are_kept_and_a_damaged_file_is_made_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made("t2s")
    newest = max(folder.iterdir(), key=lambda one: one.stat().st_mtime_ns)
    good = newest.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(tables, "flatten", lambda *_: pytest.fail("made again"))
        made("t2s")
    for damaged in (b"", good[: len(good) // 2], good[:5000] + b"\1\2\3\4" + good[5004:], b"not a table"):
        newest.write_bytes(damaged)
        assert made("t2s").convert("頭髮") == "头发"
        assert newest.stat().st_size == len(good)
    assert not list(folder.glob("*.tmp"))


def test_old_tables_are_removed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_KEPT", 2)
    for name in ("t2tw", "t2hk", "tw2t"):
        made_before = {one.name for one in folder.glob("*.npz")}
        monkeypatch.setattr(tables, "_FORMAT", name)
        made(name)
        assert len({one.name for one in folder.glob("*.npz")} - made_before) == 1
    assert len(list(folder.glob("*.npz"))) == 2


def test_a_folder_that_cannot_be_written_is_no_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _name: tmp_path / "file" / "below")
    assert made("t2s").convert("頭髮") == "头发"


@pytest.mark.parametrize("error", [FileNotFoundError("no such program"), UnfitError(), ValueError("numpy")])
def test_without_tables_opencc_itself_converts(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_path: str) -> dict[str, str]:
        raise error

    monkeypatch.setattr("platformdirs.user_cache_path", lambda _name: tmp_path)
    monkeypatch.setattr(tables, "_printed", fail)
    assert tables.tables(json.dumps(document("t2s")), load("t2s").convert) is None
    chain.swift.cache_clear()
    text = "頭髮，\n" * (chain.LARGE // 3)
    assert Engine("t2s").convert(text) == text.replace("頭髮", "头发")
    chain.swift.cache_clear()


def test_tables_that_do_not_give_opencc_s_text_are_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _name: tmp_path)
    assert tables.tables(json.dumps(document("t2s")), lambda text: text) is None
    assert not list(tmp_path.rglob("*.npz"))


@pytest.mark.parametrize(
    "changed",
    [
        {"segmentation": {"type": "plugin", "dict": inline({"甲": "乙"})}},
        {"conversion_chain": [{"dict": {"type": "text", "file": "x.txt"}}]},
        {"conversion_chain": [{"dict": {"type": "group", "match_policy": "new", "dicts": []}}]},
        {"something": []},
    ],
)
def test_what_is_not_known_is_not_guessed_at(changed: dict[str, Any]) -> None:
    with pytest.raises(UnfitError):
        flatten({"name": "x", "conversion_chain": [{"dict": inline({"甲": "乙"})}], **changed})


@pytest.mark.parametrize(
    "entries", [{"甲⿰": "乙"}, {"甲": "⿰"}, {"甲\0": "乙"}, {"": "乙"}, {"甲" * 64: "乙"}, {"甲": ""}]
)
def test_phrases_that_arrays_cannot_hold(entries: dict[str, str]) -> None:
    with pytest.raises(UnfitError):
        Step.grown(entries)


def test_a_step_without_anything_changes_nothing() -> None:
    assert list(Step(Step.grown({})).run(encoded("甲乙"))) == list(encoded("甲乙"))


@pytest.mark.parametrize(
    "terms", [{}, {"无线网络": "無線網絡", "头发": "頭 髮", "软件": "軟件"}, {"后": "后", "软件": "軟件"}]
)
@pytest.mark.parametrize("to", ["zh-TW", "zh-Hans", "s2t"])
def test_a_large_text_gives_what_its_lines_give(terms: dict[str, str], to: str) -> None:
    lines = [
        "无线网络游戏的软件，头发后面\n",
        "⿰云发\0里面\n",
        "軟體和頭髮在裡面\udcff\n",
        "\U00100000软件\U00100001\n",
        "abc\n",
    ]
    engine = Engine(to, terms=terms, words=to == "zh-TW", from_=None if to == "s2t" else "zh-Hans")
    expected = "".join(map(engine.convert, lines))
    number = chain.LARGE // sum(map(len, lines)) + 1
    assert engine.convert("".join(lines) * number) == expected * number


def test_tables_wait_until_they_are_worth_loading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "LARGE", 10)
    monkeypatch.setattr(chain, "WORTH", 60)
    monkeypatch.setattr(chain, "_come", 0)
    texts = ["短", "a" * 99, "甲" * 30, "甲" * 30, "甲" * 30, "\udcff" * 30, "a" * 99]
    assert [chain.large(text) for text in texts] == [False, False, False, False, True, True, False]


def test_terms_and_tables_together(monkeypatch: pytest.MonkeyPatch) -> None:
    terms = {"无线网络": "無線網絡", "头发": "頭 髮", "豈能": "岂"}
    text = "无线网络里的头发，豈能豈能，程序后面的网络"
    slow = Steered(terms).run(text, ("s2twp",))
    monkeypatch.setattr(chain, "LARGE", 1)
    assert Steered(terms).run(text, ("s2twp",)) == slow
    assert Steered({"甲" * 64: "乙"}).run("甲" * 64 + "后面", ("s2t",)) == "乙後面"
