"""Where a review stands, and what can be taken back: `.shuyu/review.json`, written whole after every decision.

What was decided is in `terms.toml` and `rejected.tsv`. The journal is written before them: after a kill its last entry
is compared with them, and finished or forgotten (`Review`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from shuyu.files import write_whole
from shuyu.mine.decisions import Decision, Kind
from shuyu.review.splice import Splice

VERSION = 1

KEPT_ENTRIES = 200
"""So many decisions can be taken back."""
KEPT_EDITS = 1000
"""So many corrections are remembered, those that were accepted and may be taken back among them."""


@dataclass(frozen=True)
class Entry:
    """One thing that was done: a decision, or an import of many.

    Attributes:
        number: counts up.
        what: in words.
        ids: of the candidates that it is about.
        terms: what it did to `terms.toml`.
        rejected: what it did to `rejected.tsv`.
        decisions: the lines that it added there.
        put_off: ids that were put off with it.
        was_put_off: ids that had been put off, and are decided with it.
    """

    number: int
    what: str
    ids: tuple[str, ...]
    terms: Splice | None = None
    rejected: Splice | None = None
    decisions: tuple[Decision, ...] = ()
    put_off: tuple[str, ...] = ()
    was_put_off: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "number": self.number,
            "what": self.what,
            "ids": list(self.ids),
            "terms": self.terms and self.terms.to_json(),
            "rejected": self.rejected and self.rejected.to_json(),
            "decisions": [[one.zh, one.en, one.kind.value, one.date, one.note] for one in self.decisions],
            "put_off": list(self.put_off),
            "was_put_off": list(self.was_put_off),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Entry:
        """What `to_json` gave.

        Raises:
            KeyError, TypeError, ValueError: for data of another shape.
        """
        return cls(
            int(data["number"]),
            str(data["what"]),
            tuple(data["ids"]),
            Splice(**data["terms"]) if data["terms"] else None,
            Splice(**data["rejected"]) if data["rejected"] else None,
            tuple(Decision(zh, en, Kind(kind), day, note) for zh, en, kind, day, note in data["decisions"]),
            tuple(data["put_off"]),
            tuple(data["was_put_off"]),
        )


@dataclass(frozen=True)
class Journal:
    """Where a review stands.

    Attributes:
        source: the file of candidates that is reviewed; None for the project's own passages.
        place: id of the candidate that is shown.
        put_off: ids of candidates that wait for later, in the order in which they were put off.
        entries: what was done, the latest last.
        pending: number of the entry that was being done when this was written; None when all is done.
        edits: ids of candidates that somebody has edited, with their Chinese and English.
    """

    source: str | None = None
    place: str | None = None
    put_off: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    pending: int | None = None
    edits: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def next_number(self) -> int:
        """The number of the next entry."""
        return self.entries[-1].number + 1 if self.entries else 1

    def with_entry(self, entry: Entry) -> Journal:
        """The journal after something was done."""
        waiting = tuple(one for one in self.put_off if one not in entry.ids)
        added = tuple(one for one in entry.put_off if one not in waiting)
        entries = (*self.entries, entry)[-KEPT_ENTRIES:]
        return replace(self, put_off=(*waiting, *added), entries=entries, pending=entry.number)

    def without_entry(self, entry: Entry) -> Journal:
        """The journal as if something had not been done."""
        waiting = tuple(one for one in self.put_off if one not in entry.put_off)
        back = tuple(one for one in entry.was_put_off if one not in waiting)
        left = tuple(one for one in self.entries if one.number != entry.number)
        return replace(self, put_off=(*waiting, *back), entries=left, pending=None)


@dataclass(frozen=True)
class JournalFile:
    """The file of a journal."""

    path: Path

    def read(self) -> Journal:
        """What it says; an empty journal where there is none, or none that can be read: decisions are elsewhere."""
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            data = json.loads(self.path.read_text(encoding="utf-8"))
            if data["version"] == VERSION:
                entries = tuple(Entry.from_json(entry) for entry in data["entries"])
                edits = {name: (str(zh), str(en)) for name, (zh, en) in data.get("edits", {}).items()}
                return Journal(data["source"], data["place"], tuple(data["put_off"]), entries, data["pending"], edits)
        return Journal()

    def write(self, journal: Journal) -> None:
        """Write it, whole.

        Raises:
            ProjectError: E401, when it cannot be written.
        """
        data = {
            "version": VERSION,
            "source": journal.source,
            "place": journal.place,
            "put_off": list(journal.put_off),
            "pending": journal.pending,
            "edits": {name: list(terms) for name, terms in journal.edits.items()},
            "entries": [entry.to_json() for entry in journal.entries],
        }
        write_whole(self.path, (json.dumps(data, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass"))
