"""What the keys of the review page do, without a terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from shuyu.cli.review_view import MOST_RIVALS, Line, View, choosing, entry_label, help_page, page
from shuyu.errors import ShuyuError
from shuyu.review.draft import Choice
from shuyu.review.similar import Similar
from shuyu.text.fold import fold

if TYPE_CHECKING:
    from shuyu.mine.proposals import Proposal
    from shuyu.model.concept import Concept
    from shuyu.review.session import Review

PROMPTS = {"zh": "Chinese: ", "en": "English: ", "search": "search: ", "merge": "entry: "}
"""The modes in which a line is typed, and what stands before it."""

_NEW_ENTRY = "+ an entry of its own"


@dataclass
class Tally:
    """What was done in one sitting."""

    accepted: int = 0
    rejected: int = 0
    put_off: int = 0

    def __str__(self) -> str:
        return f"{self.accepted} accepted, {self.rejected} rejected, {self.put_off} skipped"


class Desk:
    """What the keys do, without a terminal: the page draws it and calls it.

    Attributes:
        review: what is reviewed.
        mode: "decide"; or "zh", "en", "search" or "merge", where a line is typed; or "help".
        at: the place of the candidate that is shown.
        tally: what was done.
        message: what was done or went wrong last.
        is_bad: whether the message tells of a fault.
        chosen: the number of the entry that is marked in the list of "merge".
        typed: what stands in the line.
    """

    def __init__(self, review: Review) -> None:
        self.review = review
        self.mode = "decide"
        self.at = review.place()
        self.tally = Tally()
        self.message = ""
        self.is_bad = False
        self.chosen = 0
        self.typed = ""
        self._similar = Similar(review.curated)
        self._sought = ""
        self._alike: tuple[object, list[Concept]] | None = None

    @property
    def proposal(self) -> Proposal | None:
        """The candidate that is shown."""
        self.at = max(0, min(self.at, len(self.review.queue) - 1))
        return self.review.queue[self.at] if self.review.queue else None

    def terms(self) -> tuple[str, str]:
        """The terms as they would be accepted."""
        return self.review.edited(self.proposal) if self.proposal is not None else ("", "")

    def similar(self) -> list[Concept]:
        """Known concepts that are like the candidate."""
        asked = (self.terms(), self.review.curated.text)
        if self._alike is None or self._alike[0] != asked:
            self._similar.refresh(self.review.curated)
            self._alike = (asked, self._similar.to(*self.terms()))
        return self._alike[1]

    def entries(self) -> list[Concept]:
        """What "merge" offers: what matches what is typed, or what is similar."""
        return self._similar.matching(self.typed) if self.typed.strip() else self.similar()

    def view(self, *, colour: bool = True) -> View:
        """What is to be shown."""
        one = self.proposal
        zh, en = self.terms()
        return View(
            one,
            self.at + 1,
            len(self.review.queue),
            str(self.tally),
            zh,
            en,
            one is not None and self.review.is_put_off(one),
            self.similar() if one is not None else (),
            self.message,
            self.is_bad,
            colour,
        )

    def lines(self, width: int, height: int, *, colour: bool = True) -> list[Line]:
        """The lines of the page."""
        if self.mode == "help":
            return help_page(width, height)
        if self.mode == "merge":
            # What was searched for and is not there is no wish for an entry of its own.
            offered = self.entries()
            new = [_NEW_ENTRY] if offered or not self.typed.strip() else []
            listed = [entry_label(concept) for concept in offered] + new
            zh, en = self.terms()
            hint = "Type to search, ↑ ↓ and Enter choose, Esc goes back."
            message = self.message if self.is_bad else ""
            return choosing(
                f"{zh} / {en} belongs to:", listed, self.chosen, width, height - 1, hint=hint, message=message
            )
        typing = self.mode in PROMPTS
        return page(self.view(colour=colour), width, height - typing, foot=not typing)

    def say(self, message: str, *, bad: bool = False) -> None:
        """Show a message."""
        self.message, self.is_bad = message, bad

    def act(self, key: str) -> None:
        """What a single key does in the mode "decide"."""
        self.say("")
        moves: dict[str, Callable[[], None]] = {
            "n": lambda: self.move(1), "p": lambda: self.move(-1), "u": self.undo, "?": lambda: self.enter("help"),
        }  # fmt: skip
        decisions: dict[str, Callable[[Proposal], None]] = {
            "a": self.accept,
            "f": lambda one: self.accept(one, forbidden=True),
            "r": lambda one: self.reject(one, None),
            "z": lambda one: self.reject(one, "zh"),
            "x": lambda one: self.reject(one, "en"),
            "s": self.skip,
            "c": lambda _: self.enter("zh", self.terms()[0]),
            "e": lambda _: self.enter("en", self.terms()[1]),
            "m": lambda _: self.enter("merge"),
            "/": lambda _: self.enter("search"),
        }  # fmt: skip
        for number in range(MOST_RIVALS):
            decisions[str(number + 1)] = partial(self.take_rival, number=number)
        one = self.proposal
        try:
            if key in moves:
                moves[key]()
            elif key not in decisions:
                # Caps Lock, or an input method that is on.
                self.say(f'"{key}" does nothing here. ? lists the keys.', bad=True)
            elif one is not None:
                decisions[key](one)
            self._keep_place()
        except ShuyuError as error:
            self._tell(error, one)

    def _keep_place(self) -> None:
        # On disk at once, as decisions are: a terminal that dies gives no time for it.
        one = self.proposal
        if one is not None and one.id != self.review.journal.place:
            self.review.keep_place(one)

    def _tell(self, error: ShuyuError, one: Proposal | None) -> None:
        self.say(str(error.problems[0]), bad=True)
        if one is not None and error.problems[0].code == "E408":
            # Several entries have the Chinese: which one is meant is for the person to say.
            self.enter("merge")

    def enter(self, mode: str, text: str = "") -> None:
        """Change the mode, with a text in the line."""
        self.mode, self.typed, self.chosen = mode, text, 0

    def back(self) -> None:
        """Leave a line or the help without anything."""
        self.enter("decide")
        self.say("")

    def move(self, step: int) -> None:
        """Show another candidate."""
        at = self.at + step
        if 0 <= at < len(self.review.queue):
            self.at = at
        else:
            self.say("This is the last one." if step > 0 else "This is the first one.")

    def accept(self, one: Proposal, *, to: str | None = None, forbidden: bool = False, as_new: bool = False) -> None:
        """Accept a candidate as it is shown."""
        zh, en = self.terms()
        edited = (zh, en) != (one.zh, one.en)
        choice = Choice(zh if edited else None, en if edited else None, to=to, forbidden=forbidden, as_new=as_new)
        accepted = self.review.accept(one, choice)
        self.tally.accepted += 1
        verb = "Forbidden" if forbidden else "Accepted"
        into = f"terms.toml:{accepted.line}" if accepted.is_new else f"the entry {accepted.concept.id}"
        self.say(f"{verb}: {zh} / {en}, in {into}")

    def reject(self, one: Proposal, term: str | None) -> None:
        """Reject a candidate, or one side of it."""
        left = len(self.review.queue)
        self.review.reject(one, term=term)
        self.tally.rejected += 1
        what = {"zh": one.zh, "en": one.en}.get(term or "", f"{one.zh} / {one.en}")
        others = left - len(self.review.queue) - 1
        self.say(f"Rejected: {what}" + (f" ({others} more candidates with it)" if others else ""))

    def take_rival(self, one: Proposal, number: int) -> None:
        """Put another translation in the place of the English."""
        if number < len(one.rivals):
            self._edit(one, "en", one.rivals[number].en)
        else:
            self.say(f"There is no rival {number + 1}.", bad=True)

    def skip(self, one: Proposal) -> None:
        """Leave a candidate for later."""
        self.review.put_off(one)
        self.tally.put_off += 1
        self.say(f"Skipped: {one.zh} / {one.en}")

    def undo(self) -> None:
        """Take back what was done last."""
        entry = self.review.undo()
        if entry is None:
            self.say("There is nothing to take back.")
            return
        self.at = self.review.place()
        if entry.put_off:
            self.tally.put_off = max(0, self.tally.put_off - 1)
        elif entry.terms is None:
            self.tally.rejected = max(0, self.tally.rejected - 1)
        else:
            self.tally.accepted = max(0, self.tally.accepted - 1)
        self.say(f"Taken back: {entry.what}")

    def finish(self, text: str) -> None:
        """Enter was pressed behind a line."""
        mode, one, number = self.mode, self.proposal, self.chosen
        self.typed = text
        offered = self.entries() if mode == "merge" else []
        self.enter("decide")
        if one is None:
            return
        self.say("")
        try:
            if mode == "merge":
                if number < len(offered):
                    self.accept(one, to=offered[number].id)
                elif text.strip() and not offered:
                    self.enter("merge", text)
                    self.say(f'No entry has "{text.strip()}".', bad=True)
                else:
                    self.accept(one, as_new=True)
            elif mode == "search":
                self._search(text.strip() or self._sought)
            else:
                self._edit(one, mode, " ".join(text.split()))
            self._keep_place()
        except ShuyuError as error:
            self._tell(error, one)

    def _edit(self, one: Proposal, side: str, text: str) -> None:
        zh, en = self.terms()
        if not text:
            self.say("A term cannot be empty.", bad=True)
            return
        edited = (text, en) if side == "zh" else (zh, text)
        self.review.edit(one, *edited)
        self.say(f"a accepts {edited[0]} / {edited[1]}" if edited != (one.zh, one.en) else "")

    def _search(self, text: str) -> None:
        self._sought = text
        wanted = fold(text)
        queue = self.review.queue
        for step in range(1, len(queue) + 1):
            other = queue[(self.at + step) % len(queue)]
            if wanted and (wanted in fold(other.zh) or wanted in fold(other.en)):
                self.at = (self.at + step) % len(queue)
                return
        self.say(f'No candidate has "{text}".', bad=True)

    def choose(self, step: int) -> None:
        """Mark another entry of the list of "merge"."""
        self.chosen = max(0, min(self.chosen + step, len(self.entries())))
