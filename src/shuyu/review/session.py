"""A review: the queue of mined pairs that nobody has decided on, and what a person decides, on disk at once."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from shuyu.errors import Problem, ProjectError, ShuyuError
from shuyu.files import read_bytes, write_whole
from shuyu.mine.decisions import (
    FILE,
    Decision,
    Kind,
    Memory,
    PairKey,
    add_decisions,
    pair_key,
    read_decisions,
    remove_decisions,
    undecided,
)
from shuyu.mine.proposals import Proposal
from shuyu.project import HIDDEN, TERMS, Project
from shuyu.review.candidates import ranked
from shuyu.review.curated import Curated
from shuyu.review.draft import AS_PROPOSED, Accepted, Choice, Draft
from shuyu.review.journal import KEPT_EDITS, Entry, Journal, JournalFile
from shuyu.review.splice import Splice, checksum

_Result = TypeVar("_Result")

_KEPT_TEXTS = 8


class Review:
    """The candidates of a project that wait for a decision.

    Every decision is on disk when its method returns: `terms.toml` and `rejected.tsv` hold what was decided,
    `.shuyu/review.json` how to take it back. Decisions that others made meanwhile are seen before each one.

    Attributes:
        queue: the candidates that are undecided, best first, those that were put off last.
        curated: what `terms.toml` says.
        memory: what `rejected.tsv` says.
    """

    def __init__(
        self,
        project: Project,
        proposals: Iterable[Proposal] = (),
        *,
        source: str | None = None,
        subject: str | None = None,
        top: int | None = None,
        least: float = 0.0,
        elsewhere: Container[PairKey] = (),
        today: str | None = None,
    ) -> None:
        """Open a review.

        Args:
            project: whose terms are kept.
            proposals: the candidates, in any order.
            source: the file that they come from, to be found again; empty for the project's own passages.
            subject: of the entries that are made.
            top: how many of the best undecided candidates to review.
            least: the score that a candidate needs to be reviewed; what scores less can be decided all the same.
            elsewhere: keys of the pairs that are known without `terms.toml`.
            today: the day that is written down; the real one when absent.

        Raises:
            TermsError, ProjectError: with everything that is wrong in `terms.toml` or `rejected.tsv`.
        """
        self.project = project
        self.proposals = {one.id: one for one in ranked(proposals)}
        self._file = JournalFile(project.make_hidden_folder() / "review.json")
        self._keys = {name: pair_key(one.zh, one.en) for name, one in self.proposals.items()}
        self._offered = [
            one for name, one in self.proposals.items() if one.score >= least and self._keys[name] not in elsewhere
        ]
        self._is_stale = False
        self._older: list[tuple[str, Curated]] = []
        self._subject = subject
        self._today = today or date.today().isoformat()  # noqa: DTZ011
        self._top = top
        self._terms_text: str | None = None
        self._rejected_text: str | None = None
        self.curated = Curated("")
        self.memory = Memory()
        self.journal = self._file.read()
        self.queue: list[Proposal] = []
        self._under_lock(self._recover)
        if source is not None and (source or None) != self.journal.source:
            self.journal = replace(self.journal, source=source or None)
            self._file.write(self.journal)
        self.queue = self._ordered()[:top]
        self._is_stale = False

    @property
    def rejected_path(self) -> Path:
        """The memory of what was turned down."""
        return self.project.root / FILE

    def _ordered(self) -> list[Proposal]:
        left = undecided(self._offered, self.memory, self.curated.known())
        waiting = {one: place for place, one in enumerate(self.journal.put_off)}
        return sorted(left, key=lambda one: waiting.get(one.id, -1))

    def is_put_off(self, proposal: Proposal) -> bool:
        """Whether a candidate waits for later."""
        return proposal.id in self.journal.put_off

    def place(self) -> int:
        """Where the review stands in the queue; 0 at first, and when what was shown has been decided since."""
        return next((at for at, one in enumerate(self.queue) if one.id == self.journal.place), 0)

    def keep_place(self, proposal: Proposal | None) -> None:
        """Remember what is shown.

        Raises:
            ProjectError: E401, when it cannot be written.
        """
        self._end(proposal.id if proposal is not None else None)

    def close(self) -> None:
        """End the review where it stands.

        Raises:
            ProjectError: E401, when it cannot be written.
        """
        self._end(self.journal.place)

    def _end(self, place: str | None) -> None:
        self.journal = replace(self._file.read(), source=self.journal.source, place=place, pending=None)
        self._file.write(self.journal)

    def edited(self, proposal: Proposal) -> tuple[str, str]:
        """The Chinese and the English of a candidate, as somebody has edited them."""
        return self.journal.edits.get(proposal.id, (proposal.zh, proposal.en))

    def edit(self, proposal: Proposal, zh: str, en: str) -> None:
        """Remember how a candidate is to be corrected; it is not decided with that.

        Raises:
            ProjectError: E401, when it cannot be written.
        """
        journal = self._file.read()
        edits = {name: terms for name, terms in journal.edits.items() if name != proposal.id}
        if (zh, en) != (proposal.zh, proposal.en):
            edits[proposal.id] = (zh, en)
        kept = dict(list(edits.items())[-KEPT_EDITS:])
        self.journal = replace(journal, source=self.journal.source, place=self.journal.place, edits=kept)
        self._file.write(self.journal)

    def accept(self, proposal: Proposal, choice: Choice = AS_PROPOSED) -> Accepted:
        """Take a candidate into `terms.toml`: see `Draft.accept`.

        Raises:
            ShuyuError: as `Draft.accept`, and when a file cannot be read or written; nothing is then changed.
        """

        def work(draft: Draft) -> tuple[str, Accepted]:
            accepted = draft.accept(proposal, choice)
            verb = "forbade" if choice.forbidden else "accepted"
            return f"{verb} {choice.zh or proposal.zh} / {choice.en or proposal.en}", accepted

        return self.decide(work)

    def reject(self, proposal: Proposal, *, term: str | None = None, note: str = "") -> Decision:
        """Turn a candidate down.

        Args:
            proposal: the candidate.
            term: "zh" or "en" when that side is no term at all, whatever it is paired with.
            note: why.

        Raises:
            ShuyuError: as `Draft.reject`, and when a file cannot be read or written; nothing is then changed.
        """
        zh = proposal.zh if term != "en" else ""
        en = proposal.en if term != "zh" else ""

        def work(draft: Draft) -> tuple[str, Decision]:
            decision = draft.reject(zh, en, Kind.NOT_A_TERM if term else Kind.NOT_A_PAIR, note)
            draft.ids.append(proposal.id)
            return f"rejected {' / '.join(filter(None, (zh, en)))}", decision

        return self.decide(work)

    def put_off(self, proposal: Proposal) -> None:
        """Leave a candidate for later: it goes to the end of the queue.

        Raises:
            ProjectError: E401, when it cannot be written.
        """

        def work(draft: Draft) -> tuple[str, None]:
            draft.put_off.append(proposal.id)
            return f"put off {proposal.zh} / {proposal.en}", None

        self.decide(work)

    def decide(self, work: Callable[[Draft], tuple[str, _Result]], *, dry_run: bool = False) -> _Result:
        """Make decisions, and write down all of them or none.

        Args:
            work: makes them on a draft, and says in words what was done.
            dry_run: write nothing.

        Raises:
            ShuyuError: what `work` raises, and when a file cannot be read or written; nothing is then changed.
        """
        before = self.journal
        made: list[tuple[Draft, Entry]] = []

        def change(text: str) -> tuple[str, _Result]:
            self._look(text)
            draft = Draft(self.curated, self.memory, self._today, self._subject)
            what, result = work(draft)
            if dry_run or not (draft.ids or draft.decisions or draft.put_off):
                return text, result
            entry = self._entry(text, draft, what)
            # The journal first: what is in it and in neither file has not happened (`_recover`).
            journal = replace(self._file.read(), source=self.journal.source)
            self.journal = replace(journal.with_entry(entry), place=self._next_place(draft))
            made.append((draft, entry))
            self._file.write(self.journal)
            if entry.terms is None:
                self._remember(entry)
            return draft.curated.text, result

        try:
            result = self._locked(change)
            for draft, entry in made:
                if entry.terms is not None and entry.decisions:
                    # After terms.toml: a kill in between leaves a candidate that is proposed again, never one lost.
                    self._under_lock(partial(self._finish, entry))
                if self._terms_text is not None and draft.curated is not self.curated:
                    self._older = [*self._older, (self._terms_text, self.curated)][-_KEPT_TEXTS:]
                self.curated, self._terms_text = draft.curated, draft.curated.text
                self._sort_queue(draft)
        except BaseException as error:
            if made:
                self.journal = before
                self._under_lock(self._recover)
                self.queue = self._ordered()[: self._top]
            elif isinstance(error, ShuyuError):
                # What somebody else has decided meanwhile waits no more.
                with suppress(ShuyuError):
                    self._under_lock(self._look)
                    self.queue = undecided(self.queue, self.memory, self.curated.known())
                    self._is_stale = False
            raise
        return result

    def _entry(self, text: str, draft: Draft, what: str) -> Entry:
        journal = self._file.read()
        rejected = self._rejected_text or ""
        new = add_decisions(rejected, draft.decisions)
        return Entry(
            journal.next_number,
            what,
            tuple(dict.fromkeys(draft.ids)),
            Splice.between(text, draft.curated.text) if draft.curated.text != text else None,
            Splice.between(rejected, new) if new != rejected else None,
            tuple(draft.decisions),
            tuple(draft.put_off),
            tuple(one for one in journal.put_off if one in draft.ids),
        )

    def _finish(self, entry: Entry, text: str) -> None:
        self._look(text)
        self._remember(entry)

    def _remember(self, entry: Entry) -> None:
        missing = [one for one in entry.decisions if not self._has(one)]
        if missing:
            new = add_decisions(self._rejected_text or "", missing)
            write_whole(self.rejected_path, new.encode())
            self._rejected_text = new
            self.memory = self.memory.with_more(missing)

    def _next_place(self, draft: Draft) -> str | None:
        done = {*draft.ids, *draft.put_off}
        if self.journal.place not in done and any(one.id == self.journal.place for one in self.queue):
            # Another one is shown: this was decided by its id, or in a sheet.
            return self.journal.place
        at = next((at for at, one in enumerate(self.queue) if one.id in done), None)
        if at is None:
            return self.journal.place
        following = (one.id for one in [*self.queue[at:], *reversed(self.queue[:at])] if one.id not in done)
        return next(following, None)

    def _sort_queue(self, draft: Draft) -> None:
        kept = self.queue
        if self._is_stale:
            # Others have decided too.
            kept = undecided(kept, self.memory, self.curated.known())
            self._is_stale = False
        else:
            # Only what shares a term with what was decided can be decided with it: a key must not take long.
            chinese, english = ({key[side] for key in draft.touched} - {""} for side in (0, 1))
            near = [one for one in kept if (key := self._keys[one.id])[0] in chinese or key[1] in english]
            done = {one.id for one in near} - {one.id for one in undecided(near, self.memory, self.curated.known())}
            kept = [one for one in kept if one.id not in done]
        last = [one for one in kept if one.id in draft.put_off]
        self.queue = [one for one in kept if one.id not in draft.put_off] + last

    def undo(self) -> Entry | None:
        """Take back what was done last; None when there is nothing.

        Raises:
            ProjectError: E425, when it was changed since and cannot be taken back; E401, E404, E405 when a file cannot
                be written. Nothing is then changed.
        """

        def change(text: str) -> tuple[str, Entry | None]:
            self._look(text)
            entries = self._file.read().entries
            return (self._without(entries[-1], text), entries[-1]) if entries else (text, None)

        entry = self._locked(change)
        if entry is not None:
            self._under_lock(partial(self._drop, entry))
            # What is decided no more comes back to where its score puts it.
            self._is_stale = False
            self.queue = self._ordered()[: self._top]
        return entry

    def _without(self, entry: Entry, text: str) -> str:
        if entry.terms is None:
            return text
        new = entry.terms.undone(text)
        if new is not None and checksum(new) != entry.terms.before:
            try:
                Curated(new)
            except ShuyuError:
                new = None
        if new is None:
            what = f'"{entry.what}" cannot be taken back: its place in {TERMS} was changed since'
            raise ProjectError(Problem("E425", what, "Change it by hand, or with shuyu edit or shuyu remove."))
        return new

    def _drop(self, entry: Entry, text: str) -> None:
        # Takes what an entry added out of `rejected.tsv` (all as it was, or else just those lines) and forgets it.
        self._look(text)
        if entry.rejected is not None:
            known = self._rejected_text or ""
            new = entry.rejected.undone(known) if checksum(known) == entry.rejected.after else None
            if new is None:
                new = remove_decisions(known, entry.decisions)
            if new and new != known:
                write_whole(self.rejected_path, new.encode())
            elif not new:
                self.rejected_path.unlink(missing_ok=True)
        place = next(iter((*entry.ids, *entry.put_off)), self.journal.place)
        self.journal = replace(self._file.read().without_entry(entry), source=self.journal.source, place=place)
        self._file.write(self.journal)
        self._look(text)

    def _recover(self, text: str) -> None:
        # After a kill: an entry has happened when `terms.toml` shows it, and is then finished; when `terms.toml` is as
        # it was before, it is forgotten. Where somebody has changed the place since, nothing is guessed.
        self._look(text)
        journal = self._file.read()
        entry = next((one for one in journal.entries if one.number == journal.pending), None)
        if entry is None:
            return
        if entry.terms is None:
            if not all(self._has(one) for one in entry.decisions):
                self._drop(entry, text)
        elif checksum(text) == entry.terms.before:
            self._drop(entry, text)
        elif entry.terms.undone(text) is not None:
            self._remember(entry)
        self.journal = replace(self._file.read(), pending=None)
        self._file.write(self.journal)

    def _has(self, decision: Decision) -> bool:
        known = self.memory.about(decision.zh, decision.en)
        return known is not None and known.key == decision.key

    def _look(self, text: str) -> None:
        # What others have written since is seen, and read only then.
        if text != self._terms_text:
            # What is taken back gives a text that was read before.
            known = next((curated for older, curated in self._older if older == text), None)
            self.curated = known if known is not None else Curated(text)
            self._terms_text = text
            self._is_stale = True
        rejected = _rejected_text(self.project)
        if rejected != self._rejected_text:
            self.memory = read_decisions(rejected)
            self._rejected_text = rejected
            self._is_stale = True

    def _under_lock(self, work: Callable[[str], None]) -> None:
        def change(text: str) -> tuple[str, None]:
            work(text)
            return text, None

        self._locked(change)

    def _locked(self, change: Callable[[str], tuple[str, _Result]]) -> _Result:
        try:
            return self.project.change_terms(change)
        except BaseException:
            # Whatever was believed of the files may be wrong now.
            self._terms_text = self._rejected_text = None
            raise


def _rejected_text(project: Project) -> str:
    path = project.root / FILE
    if not path.exists():
        return ""
    data = read_bytes(path, FILE)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        how = "Save it as UTF-8."
        raise ProjectError(Problem("E422", "bytes that are not UTF-8", how, path=FILE, line=line)) from error


def project_memory(project: Project) -> Memory:
    """What was turned down in a project.

    Raises:
        ProjectError: E421 to E423, with everything that is wrong in `rejected.tsv`.
    """
    return read_decisions(_rejected_text(project))


def project_state(project: Project) -> Journal:
    """Where the review of a project stands."""
    return JournalFile(project.root / HIDDEN / "review.json").read()
