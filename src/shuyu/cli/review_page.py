"""The review page: one candidate at a time on the whole terminal, decided by single keys."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from shuyu.cli.review_desk import PROMPTS, Desk, Tally
from shuyu.errors import Problem, UsageError
from shuyu.extras import need

if TYPE_CHECKING:
    from shuyu.review.session import Review

_STYLES = {
    "": "", "zh": "bold ansicyan", "en": "bold", "faint": "ansibrightblack", "place": "ansigreen",
    "mark": "bold ansiyellow", "good": "ansigreen", "bad": "bold ansired", "bar": "reverse",
    "chosen": "reverse", "key": "bold",
}  # fmt: skip
_PLAIN = {
    "zh": "bold",
    "en": "bold",
    "mark": "bold",
    "bad": "bold",
    "bar": "reverse",
    "chosen": "reverse",
    "key": "bold",
}
# How long a lone Esc waits for the rest of a key's code.
_ESCAPE_SECONDS = 0.05
_COLOURS = 8


def run_page(review: Review, *, keys: Any = None, screen: Any = None) -> Tally:
    """Show the page until the person ends it.

    Args:
        review: what is reviewed.
        keys: where keys come from; the terminal when absent.
        screen: what is drawn on; the terminal when absent.

    Returns:
        what was done.

    Raises:
        UsageError: E664, when this is no terminal for it.
        MissingExtraError: E501, when prompt_toolkit is not installed.
    """
    if keys is None and not (sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"):
        how = "Use --list, --accept and --reject, or a sheet: --export and --import."
        raise UsageError(Problem("E664", "the review page needs a terminal", how))
    need("prompt_toolkit", "review", "the review page", "--list, --accept, --export and --import need nothing.")
    desk = Desk(review)
    application = _application(desk, keys, screen)
    try:
        application.run()
    finally:
        review.keep_place(desk.proposal)
    return desk.tally


def _application(desk: Desk, keys: Any, screen: Any) -> Any:
    from prompt_toolkit.application import Application, get_app
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.layout import ConditionalContainer, FormattedTextControl, HSplit, Layout, VSplit, Window
    from prompt_toolkit.layout.controls import BufferControl
    from prompt_toolkit.output import ColorDepth

    colour = _has_colours()
    styles = _STYLES if colour else _PLAIN

    def drawn() -> Any:
        size = get_app().output.get_size()
        fragments: list[tuple[str, str]] = []
        for line in desk.lines(size.columns, size.rows, colour=colour):
            fragments += [(styles.get(style, ""), text) for text, style in line]
            fragments.append(("", "\n"))
        return fragments[:-1]

    buffer = Buffer(multiline=False)
    buffer.on_text_changed += lambda changed: _typed(desk, changed.text)
    typing = _condition(lambda: desk.mode in PROMPTS)
    above = Window(FormattedTextControl(drawn, focusable=True, show_cursor=False), wrap_lines=False)
    prompt = Window(FormattedTextControl(lambda: PROMPTS.get(desk.mode, "")), dont_extend_width=True, height=1)
    line = Window(BufferControl(buffer), height=1)
    application: Any = Application(
        layout=Layout(HSplit([above, ConditionalContainer(VSplit([prompt, line]), typing)]), focused_element=above),
        key_bindings=_bindings(desk, buffer, above, line, typing),
        full_screen=True,
        color_depth=None if colour else ColorDepth.DEPTH_1_BIT,
        input=keys,
        output=screen,
    )
    application.ttimeoutlen = application.timeoutlen = _ESCAPE_SECONDS
    return application


def _typed(desk: Desk, text: str) -> None:
    if desk.mode == "merge" and text != desk.typed:
        desk.typed, desk.chosen = text, 0


def _condition(test: Callable[[], bool]) -> Any:
    from prompt_toolkit.filters import Condition

    return Condition(test)


def _bindings(desk: Desk, buffer: Any, above: Any, line: Any, typing: Any) -> Any:
    from prompt_toolkit.document import Document
    from prompt_toolkit.key_binding import KeyBindings

    bindings = KeyBindings()
    deciding = _condition(lambda: desk.mode == "decide")
    helping = _condition(lambda: desk.mode == "help")
    merging = _condition(lambda: desk.mode == "merge")

    def bind(name: str, when: Any, work: Callable[[], None]) -> None:
        def pressed(event: Any) -> None:
            work()
            # The cursor goes where the mode has it.
            if desk.mode not in PROMPTS:
                event.app.layout.focus(above)
            elif desk.mode != before[0]:
                buffer.set_document(Document(desk.typed), bypass_readonly=True)
                event.app.layout.focus(line)
            before[0] = desk.mode

        bindings.add(name, filter=when, eager=name == "escape")(pressed)

    before = [desk.mode]
    for name in "arzxfsucemnp/?123456":
        bind(name, deciding, partial(desk.act, name))
    for name, key in (("down", "n"), ("up", "p"), ("right", "n"), ("left", "p")):
        bind(name, deciding, partial(desk.act, key))
    bind("<any>", helping, desk.back)
    bind("enter", typing, lambda: desk.finish(buffer.text))
    bind("escape", typing, desk.back)
    bind("down", merging, partial(desk.choose, 1))
    bind("up", merging, partial(desk.choose, -1))

    def unknown(event: Any) -> None:
        if len(event.data) == 1 and event.data.isprintable():
            desk.act(event.data)

    bindings.add("<any>", filter=deciding)(unknown)
    bindings.add("q", filter=deciding)(lambda event: event.app.exit())
    # Everything is on disk, so it may end anywhere.
    bindings.add("c-c")(lambda event: event.app.exit())
    bindings.add("c-d")(lambda event: event.app.exit())
    return bindings


def _has_colours() -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    try:
        import curses

        curses.setupterm()
        return curses.tigetnum("colors") >= _COLOURS
    except Exception:
        # Windows has no curses; an unknown terminal most likely has colours.
        return True
