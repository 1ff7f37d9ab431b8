"""A proposed term pair, with everything a person needs to decide on it, and how it is written down."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from shuyu.formats.cells import guarded
from shuyu.text.english import lemma_key
from shuyu.text.fold import fold

COLUMNS = (
    "zh",
    "en",
    "score",
    "count",
    "evidence",
    "rivals",
    "zh_count",
    "en_count",
    "known",
    "zh_context",
    "en_context",
    "source",
    "subject",
)
"""The columns of a table of proposals; `id` comes last, so that a person reads the terms first."""


@dataclass(frozen=True)
class Sighting:
    """A segment pair in which both terms of a proposal stand.

    Attributes:
        zh: the Chinese text.
        en: the English text.
        zh_span: code points of the Chinese term in `zh`, start and end.
        en_span: the same of the English term in `en`.
        source: where it comes from: a path with a line (`glossary/law.zh.md:12`), or a line of a table.
    """

    zh: str
    en: str
    zh_span: tuple[int, int]
    en_span: tuple[int, int]
    source: str = ""

    def __post_init__(self) -> None:
        for text, (start, end) in ((self.zh, self.zh_span), (self.en, self.en_span)):
            if not 0 <= start < end <= len(text):
                raise ValueError(f"span {start}:{end} lies outside its text")


@dataclass(frozen=True)
class Rival:
    """Another English term that stands where the Chinese one does.

    Attributes:
        en: the term.
        share: of the segment pairs with the Chinese term that have it, 0 to 1.
    """

    en: str
    share: float


@dataclass(frozen=True)
class Proposal:
    """A mined term pair that nobody has decided yet.

    Attributes:
        id: stable over mining anew: a hash of the folded Chinese and the folded lemmas of the English.
        zh: the Chinese term in its commonest spelling.
        en: the English term in its commonest form.
        score: 0 to 1, higher is better; proposals are listed by it.
        count: segment pairs that have both terms.
        zh_count: segment pairs that have the Chinese one.
        en_count: segment pairs that have the English one.
        evidence: names of what speaks for the pair and how strongly: `gloss`, `likelihood`, `meaning`, `parts`, ….
        rivals: other translations of the Chinese term, by share.
        contexts: the best two or three, short and clear ones first.
        zh_language: BCP 47 tag of the Chinese spelling.
        known: id of the concept of the store that has this pair already; None for a new one.
        subject: the field of the entry that is made of it.
    """

    id: str
    zh: str
    en: str
    score: float
    count: int
    zh_count: int
    en_count: int
    evidence: Mapping[str, float] = field(default_factory=dict)
    rivals: tuple[Rival, ...] = ()
    contexts: tuple[Sighting, ...] = ()
    zh_language: str = "zh-Hans"
    known: str | None = None
    subject: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain data, as `--format json` prints it; `from_json` reads it back."""
        return {
            "id": self.id,
            "zh": self.zh,
            "en": self.en,
            "score": self.score,
            "count": self.count,
            "zh_count": self.zh_count,
            "en_count": self.en_count,
            "evidence": dict(self.evidence),
            "rivals": [{"en": rival.en, "share": rival.share} for rival in self.rivals],
            "contexts": [
                {"zh": c.zh, "en": c.en, "zh_span": list(c.zh_span), "en_span": list(c.en_span), "source": c.source}
                for c in self.contexts
            ],
            "zh_language": self.zh_language,
            "known": self.known,
            "subject": self.subject,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Proposal:
        """What `to_json` gave.

        Raises:
            KeyError, TypeError, ValueError: for data of another shape.
        """
        return cls(
            str(data["id"]),
            str(data["zh"]),
            str(data["en"]),
            float(data["score"]),
            int(data["count"]),
            int(data["zh_count"]),
            int(data["en_count"]),
            {str(name): float(value) for name, value in data.get("evidence", {}).items()},
            tuple(Rival(str(rival["en"]), float(rival["share"])) for rival in data.get("rivals", ())),
            tuple(
                Sighting(
                    str(c["zh"]),
                    str(c["en"]),
                    (int(c["zh_span"][0]), int(c["zh_span"][1])),
                    (int(c["en_span"][0]), int(c["en_span"][1])),
                    str(c.get("source", "")),
                )
                for c in data.get("contexts", ())
            ),
            str(data.get("zh_language", "zh-Hans")),
            data.get("known"),
            data.get("subject"),
        )


def proposal_id(zh: str, en: str) -> str:
    """The id of a term pair: the same for every script, inflection, width and hyphen.

    >>> proposal_id("開源模型", "open models") == proposal_id("开源模型", "Open Model")
    True
    """
    return hashlib.sha256(f"{fold(zh)}\t{lemma_key(en)}".encode()).hexdigest()[:12]


def evidence_text(evidence: Mapping[str, float]) -> str:
    """Evidence as one cell of a table, strongest first.

    >>> evidence_text({"meaning": 0.71, "gloss": 3.0})
    'gloss 3, meaning 0.71'
    """
    ranked = sorted(evidence.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} {value:.3g}" for name, value in ranked)


def rows(proposals: Iterable[Proposal]) -> Iterator[tuple[str, ...]]:
    """The cells of a table of proposals: a header line, then a line for each, `COLUMNS` and the id."""
    yield (*COLUMNS, "id")
    for found in proposals:
        best = found.contexts[0] if found.contexts else None
        yield (
            found.zh,
            found.en,
            f"{found.score:.3f}",
            str(found.count),
            evidence_text(found.evidence),
            ", ".join(f"{rival.en} {rival.share:.0%}" for rival in found.rivals),
            str(found.zh_count),
            str(found.en_count),
            found.known or "",
            best.zh if best else "",
            best.en if best else "",
            best.source if best else "",
            found.subject or "",
            found.id,
        )


def write_tsv(proposals: Iterable[Proposal]) -> str:
    """Proposals as tab-separated lines, the header first; tabs and line breaks inside a cell become spaces.

    What a spreadsheet would calculate has an apostrophe in front, as in every table that shuyu writes.
    """
    return "".join("\t".join(guarded(" ".join(cell.split())) for cell in row) + "\n" for row in rows(proposals))


def write_json(proposals: Iterable[Proposal]) -> str:
    r"""Proposals as one JSON array, one of them a line.

    >>> write_json([])
    '[]\n'
    """
    lines = [json.dumps(found.to_json(), ensure_ascii=False) for found in proposals]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def read_json(text: str) -> list[Proposal]:
    """The proposals that `write_json` wrote.

    Raises:
        ValueError: when the text is no JSON; KeyError or TypeError for data of another shape.
    """
    return [Proposal.from_json(entry) for entry in json.loads(text)]
