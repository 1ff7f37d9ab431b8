"""The review page: keys in, screen out, in a terminal that prompt_toolkit gives, and in a real one (tmux)."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from shuyu.cli import review_page
from shuyu.cli.review_page import run_page
from shuyu.errors import MissingExtraError, UsageError
from shuyu.mine.proposals import proposal_id, write_json
from shuyu.project import Project
from shuyu.review.session import Review, project_state
from tests.review.sample import MINED, TERMS, project_at, review_of

pytest.importorskip("prompt_toolkit")
ESCAPE, ENTER, DOWN = "\x1b", "\r", "\x1b[B"


def page(review: Review, keys: str) -> str:
    """Type keys into the page; what it says of what was done."""
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    with create_pipe_input() as pipe:
        pipe.send_text(keys)
        return str(run_page(review, keys=pipe, screen=DummyOutput()))


@pytest.mark.parametrize("colours", [True, False])
def test_keys_reach_the_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, colours: bool) -> None:
    monkeypatch.setattr(review_page, "_has_colours", lambda: colours)
    project = project_at(tmp_path)
    assert page(review_of(project), "Kn?xp啊aq") == "1 accepted, 0 rejected, 0 skipped"
    assert page(review_of(project), f"e\x15open-weight 模型{ENTER}am{ESCAPE}rq") == "1 accepted, 1 rejected, 0 skipped"
    text = (tmp_path / "terms.toml").read_text(encoding="utf-8")
    assert 'term = "open-weight 模型"' in text
    assert page(review_of(project), f"mlic{DOWN}{ENTER}\x03") == "1 accepted, 0 rejected, 0 skipped"
    assert page(review_of(project), "s/的\x03") == "0 accepted, 0 rejected, 1 skipped"
    assert len(review_of(project).queue) == 2


def test_the_place_is_kept(tmp_path: Path) -> None:
    project = project_at(tmp_path)
    page(review_of(project), "nnn\x04")
    assert project_state(project).place == MINED[3].id


def test_no_terminal(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="E664"):
        run_page(review_of(project_at(tmp_path)))


def test_no_prompt_toolkit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prompt_toolkit", None)
    with pytest.raises(MissingExtraError, match=r'E501 .* pip install "shuyu\[review\]"\. --list'):
        run_page(review_of(project_at(tmp_path)), keys=object())


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb"), ("TERM", "vt100")])
def test_terminals_without_colours(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv(variable, value)
    code = "from shuyu.cli.review_page import _has_colours; print(_has_colours())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# A real terminal.

TMUX = shutil.which("tmux")
needs_tmux = pytest.mark.skipif(TMUX is None, reason="tmux is not installed")


def until(is_so: Callable[[], bool], why: Callable[[], str] = lambda: "", *, pause: float = 0.03) -> None:
    """Wait for something, however slow the machine is."""
    ends = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < ends, why()
        time.sleep(pause)


class Terminal:
    """A terminal with the review page in it, on a tmux server of its own."""

    def __init__(self, root: Path, *, size: tuple[int, int] = (80, 24), variables: str = "") -> None:
        self.root = root
        self.server = f"shuyu-test-{os.getpid()}-{time.monotonic_ns()}"
        python = shlex.quote(sys.executable)
        command = f"cd {shlex.quote(str(root))} && {variables} exec {python} -m shuyu review mined.json"
        environment = {name: value for name, value in os.environ.items() if name not in ("TMUX", "NO_COLOR")}
        environment |= {"PYTHONUTF8": "1", "SHUYU_PROJECT": str(root), "LC_ALL": "C.UTF-8"}
        columns, rows = size
        self.command = [str(TMUX), "-u", "-L", self.server, "-f", "/dev/null"]
        subprocess.run(
            [*self.command, "new-session", "-d", "-x", str(columns), "-y", str(rows), command],
            check=True, env=environment, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        # What it says at its end stays to be read.
        self.tmux("set-option", "remain-on-exit", "on")
        self.socket = Path(self.tmux("display-message", "-p", "#{socket_path}").strip())

    def tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            [*self.command, *arguments], capture_output=True, text=True, check=False, encoding="utf-8"
        )
        return done.stdout

    def screen(self, *options: str) -> str:
        return self.tmux("capture-pane", "-p", *options)

    def type(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def wait(self, what: str | Callable[[str], bool]) -> str:
        """The screen, once it shows something."""
        screens: list[str] = []

        def is_there() -> bool:
            screens[:] = [self.screen()]
            return what in screens[0] if isinstance(what, str) else what(screens[0])

        until(is_there, lambda: f"no {what!r} in:\n{screens[0]}")
        return screens[0]

    @property
    def page_id(self) -> int:
        return int(self.tmux("display-message", "-p", "#{pane_pid}"))

    def close(self) -> None:
        self.tmux("kill-server")
        # A server that was killed leaves its socket.
        self.socket.unlink(missing_ok=True)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "mined.json").write_text(write_json(MINED), encoding="utf-8")
    return project_at(tmp_path)


@pytest.fixture
def opened(project: Project) -> Iterator[Callable[..., Terminal]]:
    terminals: list[Terminal] = []

    def open_one(**options: object) -> Terminal:
        terminals.append(Terminal(project.root, **options))  # type: ignore[arg-type]
        return terminals[-1]

    yield open_one
    for terminal in terminals:
        terminal.close()


@needs_tmux
def test_a_sitting(project: Project, opened: Callable[..., Terminal]) -> None:
    terminal = opened()
    screen = terminal.wait("1 of 6")
    lines = screen.splitlines()
    assert "  模型" in lines
    assert "    我们看模型怎么样。" in lines
    assert max(len(one.encode("gbk", "replace")) for one in lines) <= 80
    assert lines[-1].startswith(" u undo  n next")
    terminal.type("a")
    terminal.wait("Accepted: 模型 / model, in terms.toml:16")
    terminal.type("e")
    terminal.wait("English: open models")
    terminal.type("C-u")
    terminal.type("开放 model")
    terminal.wait("English: 开放 model")
    terminal.type("Enter")
    terminal.wait("(proposed: open models)")
    terminal.type("r")
    terminal.wait("Rejected: 开放模型 / open models")
    terminal.type("m")
    terminal.wait("> 开源 / open source")
    terminal.type("Escape")
    terminal.wait("1 of 4")
    terminal.type("u")
    terminal.wait("Taken back: rejected 开放模型 / open models")
    terminal.type("?")
    terminal.wait("Any key goes back.")
    terminal.type("x")
    terminal.wait("1 of 5")
    terminal.type("q")
    terminal.wait("1 accepted, 0 rejected, 0 for later; 5 candidates left.")
    assert "模型" in (project.root / "terms.toml").read_text(encoding="utf-8")


@needs_tmux
def test_a_terminal_that_changes_its_size(opened: Callable[..., Terminal]) -> None:
    terminal = opened(size=(100, 30))
    terminal.wait("1 of 6")
    for columns, rows in ((40, 12), (20, 5), (120, 40), (80, 24)):
        terminal.tmux("resize-window", "-x", str(columns), "-y", str(rows))
        terminal.wait(partial(_fits, rows))
    terminal.wait("q quit")
    terminal.type("n")
    terminal.wait("2 of 6")


def _fits(rows: int, screen: str) -> bool:
    return "1 of 6" in screen and len(screen.splitlines()) <= rows


@needs_tmux
def test_without_colours(opened: Callable[..., Terminal]) -> None:
    terminal = opened(variables="TERM=vt100")
    terminal.wait("我们看«模型»怎么样。")
    assert not re.search(r"\x1b\[(?:3|4)[0-8]", terminal.screen("-e"))
    coloured = opened()
    coloured.wait("我们看模型怎么样。")
    assert "\x1b[1m\x1b[33m模型" in coloured.screen("-e")


@needs_tmux
@pytest.mark.parametrize("how", ["the page", "the terminal", "hang up"])
def test_killed(project: Project, opened: Callable[..., Terminal], how: str) -> None:
    terminal = opened()
    terminal.wait("1 of 6")
    for key, said in (
        ("a", "Accepted: 模型"),
        ("r", "Rejected: 开放模型"),
        ("f", "Forbidden: 开源"),
        ("s", "Skipped: 权重"),
    ):
        terminal.type(key)
        terminal.wait(said)
    terminal.type("n")
    terminal.wait("2 of 3")
    page_id = terminal.page_id
    if how == "the terminal":
        server = int(terminal.tmux("display-message", "-p", "#{pid}"))
        os.kill(server, signal.SIGKILL)
    else:
        os.kill(page_id, signal.SIGKILL if how == "the page" else signal.SIGHUP)
    until(partial(_is_gone, page_id))
    terms = (project.root / "terms.toml").read_text(encoding="utf-8")
    rejected = (project.root / "rejected.tsv").read_text(encoding="utf-8")
    assert terms.count('"模型"') == terms.count('term = "OSS", status = "forbidden"') == 1
    assert rejected.count("开放模型\topen models\tnot-a-pair\t") == 1
    again = opened()
    screen = again.wait("2 of 3")
    assert "  rights of" in screen.splitlines()
    for _ in range(4):
        again.type("u")
    again.wait("1 of 6")
    assert (project.root / "terms.toml").read_text(encoding="utf-8") == TERMS
    assert not (project.root / "rejected.tsv").exists()


def _is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
        status = Path(f"/proc/{process}/stat").read_text()
    except ProcessLookupError:
        return True
    except FileNotFoundError:
        # No such folder on this system, or just gone: asked again.
        return False
    # Killed, and waiting for its parent to notice.
    return status.rsplit(")", 1)[1].split()[0] == "Z"


@needs_tmux
@pytest.mark.parametrize("kills", [4, pytest.param(16, marks=pytest.mark.slow)])
def test_killed_at_any_moment(project: Project, opened: Callable[..., Terminal], kills: int) -> None:
    # Keys are typed as fast as they come, and the page is killed in the midst of the work: as soon as so many files
    # have been written, whenever that is.
    for number in range(1, kills + 1):
        while review_of(project).undo():
            pass
        review_of(project).keep_place(None)
        terminal = opened()
        terminal.wait("1 of 6")
        watch = _Watch(project)
        terminal.type("a", "r", "s", "u", "a")
        written = (number - 1) % 8 + 1
        is_there = partial(_has_written, watch, written, terminal)
        until(is_there, pause=0)
        page_id = terminal.page_id
        os.kill(page_id, signal.SIGKILL)
        until(partial(_is_gone, page_id))
        terminal.close()
        review = review_of(project)
        terms = project.read_terms()
        pairs = [
            (zh.text, en.text) for one in terms.concepts for zh in one.in_language("zh") for en in one.in_language("en")
        ]
        assert len(pairs) == len(set(pairs))
        known = {proposal_id(zh, en) for zh, en in pairs}
        rejected = {proposal_id(one.zh, one.en) for one in review.memory.decisions}
        queued = {one.id for one in review.queue}
        assert not known & rejected
        assert {one.id for one in MINED} <= known | rejected | queued
        assert not queued & (known | rejected)
        # The first decision takes two files: it was done.
        assert written < 3 or MINED[1].id in known


def _has_written(watch: _Watch, files: int, terminal: Terminal) -> bool:
    # Several writes may look like one, so the last key counts too.
    return watch.count() >= files or "Accepted: 开源" in terminal.screen()


class _Watch:
    """Counts how often the files of a review are written."""

    def __init__(self, project: Project) -> None:
        self._paths = (project.terms_path, project.root / "rejected.tsv", project.root / ".shuyu" / "review.json")
        self._seen = self._look()
        self._count = 0

    def _look(self) -> list[tuple[int, int] | None]:
        found: list[tuple[int, int] | None] = []
        for path in self._paths:
            try:
                status = path.stat()
                found.append((status.st_ino, status.st_mtime_ns))
            except FileNotFoundError:
                found.append(None)
        return found

    def count(self) -> int:
        now = self._look()
        self._count += sum(a != b for a, b in zip(now, self._seen, strict=True))
        self._seen = now
        return self._count
