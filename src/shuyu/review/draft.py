"""Decisions before they are written down: what they would make of `terms.toml` and `rejected.tsv`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shuyu.errors import Problem, ProjectError
from shuyu.formats.terms_add import Pair
from shuyu.languages import CHINESE, ENGLISH
from shuyu.mine.decisions import FILE, Decision, Kind, Memory, PairKey, pair_key
from shuyu.mine.proposals import Proposal, Sighting
from shuyu.model.concept import Concept, Status, Term
from shuyu.project import TERMS
from shuyu.review.candidates import english_span, has_chinese
from shuyu.review.curated import Curated


class Accepted(NamedTuple):
    """What accepting a pair did.

    Attributes:
        concept: the entry that has the pair now.
        line: of that entry in `terms.toml`.
        is_new: whether the entry was made for it.
        others: entries that have the same English term, with other Chinese ones.
    """

    concept: Concept
    line: int
    is_new: bool
    others: tuple[Concept, ...] = ()


@dataclass(frozen=True)
class Choice:
    """How a candidate is accepted.

    Attributes:
        zh: the Chinese instead of the proposed one.
        en: the English instead of the proposed one.
        to: id of the entry that it belongs to.
        forbidden: the English is a translation that must not be used.
        as_new: make an entry of its own, although the Chinese is known.
        note: in a person's words.
    """

    zh: str | None = None
    en: str | None = None
    to: str | None = None
    forbidden: bool = False
    as_new: bool = False
    note: str | None = None


AS_PROPOSED = Choice()


class Draft:
    """What decisions would make of the two files; nothing is written yet.

    Attributes:
        curated: `terms.toml` with what was accepted.
        memory: `rejected.tsv` with what was turned down.
        decisions: new lines for `rejected.tsv`.
        put_off: ids of candidates for later.
        ids: of all candidates that were decided.
        touched: keys of the pairs and terms that were decided.
    """

    def __init__(self, curated: Curated, memory: Memory, today: str, subject: str | None = None) -> None:
        self.curated = curated
        self._before = curated
        self.memory = memory
        self.decisions: list[Decision] = []
        self.put_off: list[str] = []
        self.ids: list[str] = []
        self.touched: list[PairKey] = []
        self._today = today
        self._subject = subject

    def accept(self, proposal: Proposal, choice: Choice = AS_PROPOSED) -> Accepted:
        """Take a pair into `terms.toml`; a pair that was corrected is remembered as it was proposed.

        Raises:
            ProjectError: E424, when it was decided otherwise; E407, when it is known; E408, E409 as `add_pair`.
            TermsError: when a term cannot be one.
        """
        zh = " ".join((proposal.zh if choice.zh is None else choice.zh).split())
        en = " ".join((proposal.en if choice.en is None else choice.en).split())
        for one in ((proposal.zh, proposal.en), (zh, en)):
            self._refuse_decided(*one)
        is_corrected = pair_key(zh, en) != pair_key(proposal.zh, proposal.en)
        known = self.curated.having(proposal.zh, proposal.en)
        if known is not None:
            raise self._known(known, proposal.zh, proposal.en)
        known = self.curated.having(zh, en)
        if known is not None and is_corrected:
            if choice.forbidden != forbids(known, zh, en):
                raise self._known(known, zh, en)
            accepted = Accepted(known, self.curated.line_of(known) or 1, is_new=False)
        else:
            if self.curated is self._before:
                self.curated = self.curated.copy()
            taken = self.curated.add(self._pair(proposal, zh, en, choice))
            self.touched.append(pair_key(zh, en))
            accepted = Accepted(*taken)
        if is_corrected:
            self._remember(Decision(proposal.zh, proposal.en, Kind.CORRECTED, self._today, f"{zh} = {en}"))
        self.ids.append(proposal.id)
        return accepted

    def reject(self, zh: str, en: str, kind: Kind = Kind.NOT_A_PAIR, note: str = "") -> Decision:
        """Turn a pair down, or (with `Kind.NOT_A_TERM` and one side empty) a term.

        Raises:
            ProjectError: E424, when it was decided already, or `terms.toml` has the term; E407, when it has the pair.
        """
        self._refuse_decided(zh, en)
        known = self.curated.having(zh, en) if zh and en else None
        if known is not None:
            raise self._known(known, zh, en)
        for one in self.curated.with_chinese(zh) if not en else self.curated.with_english(en) if not zh else ():
            what = f'"{zh or en}" is a term of the entry {one.id}'
            how = "Reject the pair alone, or take the term out with shuyu remove."
            raise ProjectError(Problem("E424", what, how, path=TERMS, line=self.curated.line_of(one)))
        decision = Decision(zh, en, kind, self._today, note)
        self._remember(decision)
        return decision

    def _remember(self, decision: Decision) -> None:
        self.decisions.append(decision)
        self.touched.append(decision.key)
        self.memory = self.memory.with_more([decision])

    def _refuse_decided(self, zh: str, en: str) -> None:
        known = self.memory.about(zh, en)
        if known is not None:
            raise conflict(known)

    def _known(self, concept: Concept, zh: str, en: str) -> ProjectError:
        state = "forbidden" if forbids(concept, zh, en) else "known"
        what = f'"{zh}" with "{en}" is {state} already (id {concept.id})'
        how = "shuyu edit changes it, shuyu remove takes it out."
        return ProjectError(Problem("E407", what, how, path=TERMS, line=self.curated.line_of(concept)))

    def _pair(self, proposal: Proposal, zh: str, en: str, choice: Choice) -> Pair:
        seen = _best_sighting(proposal.contexts, zh, en)
        # An entry that is there has its own.
        subject = (self._subject or proposal.subject) if choice.to is None else None
        return Pair(
            zh,
            en,
            subject=subject,
            note=choice.note or None,
            source=(seen.source or None) if seen else None,
            to=choice.to,
            as_new=choice.as_new,
            en_status=Status.FORBIDDEN if choice.forbidden else None,
            zh_context=_one_line(seen.zh) if seen else None,
            en_context=_one_line(seen.en) if seen and seen.en != seen.zh else None,
            modified=self._today,
        )


def terms_like(concept: Concept, zh: str, en: str) -> list[Term]:
    """The terms of a concept that are the Chinese or the English of a pair, in whatever spelling."""
    wanted = pair_key(zh, en)
    chinese = [term for term in concept.in_language(CHINESE) if pair_key(term.text, "")[0] == wanted[0]]
    return chinese + [term for term in concept.in_language(ENGLISH) if pair_key("", term.text)[1] == wanted[1]]


def forbids(concept: Concept, zh: str, en: str) -> bool:
    """Whether a concept has one side of a pair as a term that must not be used."""
    return any(term.status is Status.FORBIDDEN for term in terms_like(concept, zh, en))


def conflict(known: Decision) -> ProjectError:
    """The error for a candidate that was decided on already."""
    what = f'"{known.zh or known.en}" was found to be no term'
    if known.kind is Kind.NOT_A_PAIR:
        what = f'"{known.zh}" with "{known.en}" was turned down'
    elif known.kind is Kind.CORRECTED:
        what = f'"{known.zh}" with "{known.en}" was corrected to {known.note}'
    when = f" on {known.date}" if known.date else ""
    return ProjectError(Problem("E424", what + when, "To decide anew, delete that line.", path=FILE, line=known.line))


def _one_line(text: str) -> str | None:
    return " ".join(text.split()) or None


def _best_sighting(contexts: Sequence[Sighting], zh: str, en: str) -> Sighting | None:
    # A sentence with its translation tells more than one with both terms in it.
    fitting = [one for one in contexts if has_chinese(zh, one.zh) and english_span(en, one.en)]
    return min(fitting or contexts, key=lambda one: one.zh == one.en, default=None)
