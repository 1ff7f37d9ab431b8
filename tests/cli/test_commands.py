"""What holds for every command: help with an example, a page, a line in the reference."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from shuyu.cli.app import run
from shuyu.cli.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_the_summary_and_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert COMMANDS[name].summary in shown
    assert f"shuyu {name}" in shown.split("Example", 1)[1]


def test_the_root_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    for entry in COMMANDS.values():
        assert entry.name in shown


def test_no_arguments_show_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    run([])
    output = capsys.readouterr()
    assert "shuyu lookup" in output.out + output.err


def test_an_unknown_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lokup", "术语"]) == 2
    assert "lokup" in capsys.readouterr().err


def test_an_unknown_option_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lookup", "--colour", "术语"]) == 2
    assert "--colour" in capsys.readouterr().err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    from shuyu import __version__

    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"shuyu {__version__}\n"


def test_the_reference_is_what_help_says() -> None:
    made = subprocess.run(
        [sys.executable, "tools/make_cli_reference.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"shuyu {name}" not in readme] == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion_completes_command_names(shell: str) -> None:
    words = {"bash": {"COMP_WORDS": "shuyu loo", "COMP_CWORD": "1"}}.get(
        shell, {"_TYPER_COMPLETE_ARGS": "shuyu loo", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    )
    done = subprocess.run(
        [sys.executable, "-c", "from shuyu.cli.app import main; main()"],
        env={"_SHUYU_COMPLETE": f"complete_{shell}", "PYTHONUTF8": "1", **words},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "lookup" in done.stdout, done.stderr


def test_a_closed_pipe_is_no_error() -> None:
    run_it = (
        "import sys, os\n"
        "from shuyu.cli.app import main\n"
        "sys.argv = ['shuyu', 'convert', '术语' * 200_000]\n"
        "os.close(0)\n"
        "main()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", run_it], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"PYTHONUTF8": "1"}
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    process.wait(timeout=30)
    assert error == b""
