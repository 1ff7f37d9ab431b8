"""Files and folders, as `shuyu convert` reads and writes them."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shuyu.cli.app import run
from tests.conversion.samples import docx_of, text_of_docx
from tests.unprivileged import run_unprivileged

SHUYU = [sys.executable, "-m", "shuyu"]
TRADITIONAL = "軟體在這裡。\n"
SIMPLIFIED = "软体在这里。\n"


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # No project around: its terms would steer.
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SHUYU_PROJECT", raising=False)


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_one_file_to_another(tmp_path: Path) -> None:
    _write(tmp_path, {"a.txt": TRADITIONAL})
    assert run(["convert", "a.txt", "-o", "b.txt"]) == 0
    assert Path("b.txt").read_text(encoding="utf-8") == SIMPLIFIED
    assert Path("a.txt").read_text(encoding="utf-8") == TRADITIONAL


def test_what_is_there_is_not_replaced_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(tmp_path, {"a.txt": TRADITIONAL, "b.txt": "mine"})
    assert run(["convert", "a.txt", "-o", "b.txt"]) == 3
    assert capsys.readouterr().err.startswith("E406 b.txt: this file is there already. ")
    assert Path("b.txt").read_text(encoding="utf-8") == "mine"
    assert run(["convert", "a.txt", "-o", "b.txt", "--force"]) == 0
    assert Path("b.txt").read_text(encoding="utf-8") == SIMPLIFIED


def test_a_link_to_nowhere_is_something_that_is_there(tmp_path: Path) -> None:
    _write(tmp_path, {"a.txt": TRADITIONAL})
    Path("b.txt").symlink_to("elsewhere.txt")
    assert run(["convert", "a.txt", "-o", "b.txt"]) == 3
    assert not Path("elsewhere.txt").exists()


def test_a_folder_into_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(tmp_path, {"in/a.txt": TRADITIONAL, "in/deep/b.html": f"<p>{TRADITIONAL}</p>", "in/c.py": TRADITIONAL})
    assert run(["convert", "-r", "in", "-o", "out"]) == 0
    made = _tree(tmp_path / "out")
    assert set(made) == {"a.txt", "deep/b.html"}
    assert made["a.txt"].decode() == SIMPLIFIED
    output = capsys.readouterr()
    assert (output.out, output.err) == ("", "2 files written\n")


def test_a_folder_needs_to_be_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(tmp_path, {"in/a.txt": TRADITIONAL})
    assert run(["convert", "in", "-o", "out"]) == 2
    assert capsys.readouterr().err == "E633 in is a folder. Add -r to convert what is in it.\n"


def test_only_what_is_included(tmp_path: Path) -> None:
    _write(tmp_path, {f"in/{name}": TRADITIONAL for name in ("a.txt", "b.html", "sub/c.txt", "sub/d.conf", "e.bak")})
    assert run(["convert", "-r", "in", "-o", "out", "--include", "*.conf", "--include", "sub/*.txt"]) == 0
    assert set(_tree(tmp_path / "out")) == {"sub/c.txt", "sub/d.conf"}


def test_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    assert run(["convert", "-r", "in", "-o", "out"]) == 0
    assert capsys.readouterr().err == "in: there is no file of a kind that is converted\n"
    assert not (tmp_path / "out").exists()


def test_outputs_inside_the_folder_are_not_sources(tmp_path: Path) -> None:
    _write(tmp_path, {"in/a.txt": TRADITIONAL})
    for _ in range(2):
        assert run(["convert", "-r", "in", "-o", "in/out", "--force"]) == 0
    assert set(_tree(tmp_path / "in")) == {"a.txt", "out/a.txt"}


def test_a_folder_is_taken_up_where_it_was_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(tmp_path, {f"in/{name}.txt": TRADITIONAL for name in "abc"})
    assert run(["convert", "-r", "in", "-o", "out"]) == 0
    Path("out/b.txt").unlink()
    Path("out/c.txt").write_text("mine", encoding="utf-8")
    os.utime("out/c.txt", (1, 1))
    capsys.readouterr()
    assert run(["convert", "-r", "in", "-o", "out"]) == 3
    assert capsys.readouterr().err.splitlines() == [
        "1 file done already (--force converts anew)",
        "E406 out/c.txt: this file is there already. Choose another name, or add --force to replace it.",
        "1 file written, 1 not converted",
    ]
    assert Path("out/b.txt").read_text(encoding="utf-8") == SIMPLIFIED
    assert Path("out/c.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("jobs", ["2", "3"])
def test_the_same_bytes_with_any_number_of_processes(
    jobs: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {f"in/{n}.txt": f"第{n}個檔案：裡面有軟體。\n" * (n + 1) for n in range(7)}
    _write(tmp_path, texts | {"in/z.html": "<p lang='zh-TW'>頭<b>髮</b></p>", "in/bad.docx": "no archive"})
    assert run(["convert", "-r", "in", "-o", "one", "--report", "--json"]) == 3
    one = capsys.readouterr()
    assert run(["convert", "-r", "in", "-o", "many", "--report", "--json", "--jobs", jobs]) == 3
    many = capsys.readouterr()
    assert _tree(tmp_path / "one") == _tree(tmp_path / "many")
    assert many.out == one.out.replace("one/", "many/")
    assert many.err == one.err


def test_in_place_keeps_what_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(tmp_path, {"a.txt": TRADITIONAL, "same.txt": SIMPLIFIED})
    Path("a.txt").chmod(0o640)
    assert run(["convert", "-i", "a.txt", "same.txt"]) == 0
    assert _tree(tmp_path) == {
        "a.txt": SIMPLIFIED.encode(),
        "a.txt.bak": TRADITIONAL.encode(),
        "same.txt": SIMPLIFIED.encode(),
    }
    assert Path("a.txt").stat().st_mode & 0o777 == 0o640
    assert capsys.readouterr().err == "1 file written, 1 with nothing to change\n"


def test_a_backup_is_not_replaced_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(tmp_path, {"a.txt": TRADITIONAL, "a.txt.bak": "mine", "b.txt": TRADITIONAL})
    assert run(["convert", "-i", "a.txt", "b.txt"]) == 3
    assert "E406 a.txt.bak: there is a backup already; nothing was changed." in capsys.readouterr().err
    assert _tree(tmp_path) == {
        "a.txt": TRADITIONAL.encode(),
        "a.txt.bak": b"mine",
        "b.txt": SIMPLIFIED.encode(),
        "b.txt.bak": TRADITIONAL.encode(),
    }
    assert run(["convert", "-i", "a.txt", "--force"]) == 0
    assert Path("a.txt.bak").read_text(encoding="utf-8") == TRADITIONAL


def test_a_backup_that_a_killed_run_left_is_no_obstacle(tmp_path: Path) -> None:
    _write(tmp_path, {"a.txt": TRADITIONAL, "a.txt.bak": TRADITIONAL})
    assert run(["convert", "-i", "a.txt"]) == 0
    assert Path("a.txt").read_text(encoding="utf-8") == SIMPLIFIED


def test_a_link_in_place_stays_a_link(tmp_path: Path) -> None:
    _write(tmp_path, {"real/a.txt": TRADITIONAL})
    Path("link.txt").symlink_to("real/a.txt")
    assert run(["convert", "-i", "link.txt", "real/a.txt"]) == 0
    assert Path("link.txt").is_symlink()
    assert Path("real/a.txt").read_text(encoding="utf-8") == SIMPLIFIED
    assert Path("link.txt.bak").read_text(encoding="utf-8") == TRADITIONAL


def test_a_link_out_of_the_folder_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(tmp_path, {"in/a.txt": TRADITIONAL, "outside.txt": TRADITIONAL, "outside/b.txt": TRADITIONAL})
    Path("in/link.txt").symlink_to("../outside.txt")
    Path("in/sub").symlink_to("../outside")
    assert run(["convert", "-r", "-i", "in"]) == 0
    assert Path("outside.txt").read_text(encoding="utf-8") == TRADITIONAL
    assert Path("outside/b.txt").read_text(encoding="utf-8") == TRADITIONAL
    assert Path("in/a.txt").read_text(encoding="utf-8") == SIMPLIFIED
    assert capsys.readouterr().err.splitlines() == [
        "in/link.txt: left alone, a link leads out of the folder here",
        "in/sub/b.txt: left alone, a link leads out of the folder here",
    ]


def test_everything_wrong_is_told_and_the_rest_is_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(tmp_path, {"good.txt": TRADITIONAL, "broken.docx": "this is no archive"})
    Path("dirty.txt").write_bytes("第一行\n第二行".encode() + b"\xff\xfe" + "問題\n".encode() * 9)
    Path("image.xyz").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    Path("nowhere.txt").symlink_to("gone.txt")
    names = ["good.txt", "broken.docx", "dirty.txt", "image.xyz", "nowhere.txt", "missing.txt"]
    assert run(["convert", *names, "-o", "out"]) == 3
    told = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[0].split(" ")[1].split(":")[0] for line in told[:-1]] == [
        "missing.txt",
        "broken.docx",
        "dirty.txt",
        "image.xyz",
        "nowhere.txt",
    ]
    assert told[-1] == "1 file written, 5 not converted"
    assert set(_tree(tmp_path / "out")) == {"good.txt"}


def test_files_that_may_not_be_read_or_written(tmp_path: Path) -> None:
    _write(tmp_path, {"secret.txt": TRADITIONAL, "fixed.txt": TRADITIONAL, "shut/a.txt": TRADITIONAL})
    Path("secret.txt").chmod(0o000)
    Path("fixed.txt").chmod(0o444)
    Path("shut").chmod(0o555)
    try:
        done = run_unprivileged(
            [*SHUYU, "convert", "-i", "secret.txt", "fixed.txt", "shut/a.txt"],
            {"PYTHONPATH": os.pathsep.join(sys.path)},
        )
    finally:
        Path("shut").chmod(0o755)
        Path("secret.txt").chmod(0o644)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        "E401 secret.txt",
        "E401 fixed.txt",
        "E401 shut/a.txt.bak",
        "0 files written, 3 not converted",
    ]
    assert all(body == TRADITIONAL.encode() for body in _tree(tmp_path).values())


def test_two_sources_for_one_file_are_refused_before_anything_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(tmp_path, {"one/a.txt": TRADITIONAL, "two/a.txt": TRADITIONAL})
    assert run(["convert", "one/a.txt", "two/a.txt", "-o", "out"]) == 2
    assert capsys.readouterr().err.startswith("E633 two/a.txt: this and one/a.txt would both be written to out/a.txt.")
    assert not Path("out").exists()


def test_a_source_is_not_written_over_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(tmp_path, {"a.txt": TRADITIONAL})
    assert run(["convert", "a.txt", "-o", "./a.txt", "--force"]) == 2
    assert "E633 a.txt: this would be written over its own source. Use --in-place" in capsys.readouterr().err


WRONG = {
    "two ways of writing": (["a.txt", "-i", "-o", "b.txt"], "--in-place and --output do not go together"),
    "check and in place": (["a.txt", "-i", "--check"], "--check writes nothing, and --in-place asks to"),
    "check and output": (["a.txt", "-o", "b.txt", "--check"], "--check writes nothing, and --output asks to"),
    "text in place": (["術語", "-i"], "a text cannot be rewritten in place"),
    "standard input in place": (["-", "-i"], "standard input cannot be rewritten in place"),
    "text into a folder": (["術語", "-o", "out/"], "a text has no name to be written under"),
    "standard input into a folder": (["-", "a.txt", "-o", "out"], "standard input has no name to be written under"),
    "many into a file": (["a.txt", "b.txt", "-o", "c.txt"], "c.txt is a file, and there are several to write"),
    "an English side for many": (["a.txt", "b.txt", "--parallel", "en.txt"], "--parallel is the English of one"),
    "patterns without a folder": (["a.txt", "--include", "*.txt"], "--include is for folders"),
    "no such encoding": (["a.txt", "--encoding", "utf-9"], 'E634 encoding "utf-9" is not known'),
    "an encoding of bytes": (["a.txt", "--encoding", "base64"], 'E634 encoding "base64" is not known'),
    "no such format": (["a.txt", "--format", "wordstar"], 'E635 format "wordstar" is not known. Use one of: plain,'),
    "no such target": (["a.txt", "--to", "zh-Klingon"], 'E602 cannot convert to "zh-Klingon"'),
    "a configuration and a source": (["a.txt", "--to", "s2t", "--from", "zh"], "E602"),
    "an empty name": (["a.txt", "-o", ""], "-o names no file"),
    "a document on the terminal": (["d.docx"], "E633 d.docx: a docx document cannot be printed. Say with -o"),
    "no such project": (["a.txt", "-C", "nowhere"], "E402"),
    "zero processes": (["a.txt", "--jobs", "0"], "0 is not in the range"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_usage(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(tmp_path, dict.fromkeys(("a.txt", "b.txt", "c.txt", "en.txt"), TRADITIONAL))
    Path("d.docx").write_bytes(docx_of(["術語"]))
    before = _tree(tmp_path)
    arguments, message = WRONG[case]
    assert run(["convert", *arguments]) == (3 if message == "E402" else 2)
    output = capsys.readouterr()
    assert message in output.err
    assert output.out == ""
    assert _tree(tmp_path) == before


def test_a_document(tmp_path: Path) -> None:
    Path("a.docx").write_bytes(docx_of(["头|发很长", "皇后"]))
    assert run(["convert", "a.docx", "-t", "zh-Hant", "-o", "b.docx"]) == 0
    assert text_of_docx(Path("b.docx").read_bytes()) == ["頭|髮很長", "皇后"]


def test_a_document_without_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("letter").write_bytes(docx_of(["头发"]))
    assert run(["convert", "letter", "-t", "zh-Hant"]) == 3
    assert "E633 letter: a docx document cannot be printed" in capsys.readouterr().err


def test_encodings_are_kept_and_chosen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_bytes(TRADITIONAL.encode("big5"))
    Path("b.txt").write_bytes("软件在这里。\n".encode("gb18030"))
    assert run(["convert", "a.txt", "-f", "zh-TW", "-t", "zh-HK", "-o", "hk.txt"]) == 0
    assert Path("hk.txt").read_bytes().decode("big5hkscs") == "軟體在這裏。\n"
    assert run(["convert", "b.txt", "-t", "zh-Hant-TW", "-o", "b2.txt", "--encoding", "big5"]) == 0
    assert Path("b2.txt").read_bytes() == "軟件在這裡。\n".encode("big5")
    capsys.readouterr()
    assert run(["convert", "a.txt", "-t", "zh-Hans", "-o", "c.txt"]) == 0
    warning = capsys.readouterr().err
    assert warning.startswith("a.txt: ")
    assert "big5" in warning
    assert Path("c.txt").read_text(encoding="utf-8") == SIMPLIFIED


def test_a_format_that_the_name_does_not_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "<p title='軟體'>軟體<code>軟體</code></p>\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(page))
    assert run(["convert", "--format", "html"]) == 0
    assert capsys.readouterr().out == "<p title='软体'>软体<code>軟體</code></p>\n"
    _write(tmp_path, {"page.tpl": page})
    assert run(["convert", "page.tpl"]) == 0
    assert capsys.readouterr().out == "<p title='软体'>软体<code>软体</code></p>\n"


def test_what_may_only_be_told_on_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(tmp_path, {"a.txt": "术语和術語\n", "b.txt": "人工\n"})
    assert run(["convert", "a.txt", "b.txt"]) == 0
    assert capsys.readouterr().err == ""
    assert run(["convert", "a.txt", "b.txt", "--verbose"]) == 0
    output = capsys.readouterr()
    assert output.err.splitlines() == [
        "a.txt: mixed Traditional and Simplified to zh-Hans",
        "b.txt: no telling character to zh-Hans, nothing to change",
    ]
    assert output.out == "术语和术语\n人工\n"


def test_cleaning_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(
        tmp_path,
        {"a.txt": "各國(guó)的標(biāo)準(zhǔn)機(jī)構(gòu)\n", "b.html": "<p>標(biāo)準<b>(zhǔn)的</b></p>\n"},
    )
    assert run(["convert", "a.txt", "b.html", "--clean"]) == 0
    assert capsys.readouterr().out == "各国的标准机构\n<p>标准<b>的</b></p>\n"


def test_json_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(tmp_path, {"a.txt": TRADITIONAL, "bad.docx": "no archive"})
    assert run(["convert", "a.txt", "bad.docx", "-o", "out", "--json"]) == 3
    good, bad = map(json.loads, capsys.readouterr().out.splitlines())
    assert good["output"] == str(Path("out/a.txt"))
    assert (good["format"], good["from"], good["to"], good["changed"]) == ("plain", "zh-Hant", "zh-Hans", True)
    assert bad["path"] == "bad.docx"
    assert bad["problems"][0]["code"].startswith("E1")
    assert run(["convert", "術語", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["text"] == "术语\n"


def test_a_pipe_that_is_a_file(tmp_path: Path) -> None:
    _write(tmp_path, {"a.txt": TRADITIONAL})
    if os.name == "nt":
        pytest.skip("needs named pipes")
    os.mkfifo(tmp_path / "pipe")
    reader = subprocess.Popen([*SHUYU, "convert", "pipe"], stdout=subprocess.PIPE)
    # Opened for both, so that a reader that never comes is no reason to wait for ever.
    with (tmp_path / "pipe").open("r+b", buffering=0) as pipe:
        pipe.write(TRADITIONAL.encode())
        time.sleep(2)
    assert reader.communicate(timeout=60)[0].decode() == SIMPLIFIED
