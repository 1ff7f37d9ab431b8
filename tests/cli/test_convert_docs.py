"""The sessions of docs/convert.md that show what is printed print it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from shuyu.cli import convert_all, detect
from shuyu.cli.app import run
from shuyu.cli.commands import COMMANDS
from shuyu.conversion.documents import FORMATS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "convert.md").read_text(encoding="utf-8")
SESSIONS = [
    (command, printed)
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    for command, printed in re.findall(r"^\$ ([^\n]+)\n((?:(?!\$ )[^\n]+\n)*)", block, re.MULTILINE)
]
FILES = {name: printed for command, printed in SESSIONS for verb, name in [command.split(" ")[:2]] if verb == "cat"}


def test_there_are_sessions() -> None:
    assert set(FILES) == {"speech.md", "speech.en.md"}
    assert len([printed for command, printed in SESSIONS if printed]) >= 7


@pytest.mark.parametrize(("command", "printed"), [one for one in SESSIONS if one[1] and one[0].startswith("shuyu")])
def test_a_session_prints_what_the_page_says(
    command: str,
    printed: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SHUYU_PROJECT", raising=False)
    for module in (convert_all, detect):
        monkeypatch.setattr(module, "terminal_width", lambda: 140)
    for name, text in FILES.items():
        Path(name).write_text(text, encoding="utf-8")
    Path("letter.txt").write_bytes("這裡的軟體很好用。\n".encode("big5"))
    Path("note.txt").write_text("里面的鼠标。\n", encoding="utf-8")
    assert run(shlex.split(command, comments=True)[1:]) == 0
    assert capsys.readouterr().out == printed


@pytest.mark.parametrize("command", [command for command, _ in SESSIONS if "shuyu" in command])
def test_every_option_of_a_session_is_there(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(command[command.index("shuyu") :], comments=True)
    assert words[1] in COMMANDS
    assert run([words[1], "--help"]) == 0
    shown = capsys.readouterr().out
    assert [word for word in words if word.startswith("--") and word not in shown] == []


def test_every_format_has_a_line() -> None:
    table = (
        PAGE.partition("| format |")[2]
        .partition("\n\n")[0]
        .lower()
        .replace("json lines", "jsonl")
        .replace("plain text", "plain")
    )
    assert [name for name in FORMATS if name not in table] == []
