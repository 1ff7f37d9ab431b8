"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from shuyu.model.concept import PartOfSpeech, Status, TermType

LEAST_SCORE = 0.45
"""What `shuyu mine` and `shuyu review` leave out where nobody says otherwise: below it, most are no term pairs."""

Subject = Annotated[str | None, typer.Option(help="The field in which the terms mean this.")]
Definition = Annotated[str | None, typer.Option(help="What is meant.")]
Note = Annotated[str | None, typer.Option(help="Anything else.")]
Source = Annotated[str | None, typer.Option(help="Where it comes from.")]
Pinyin = Annotated[str | None, typer.Option(help="The reading, where the usual one is wrong: wēi tiáo or wei1 tiao2.")]
StatusOption = Annotated[Status | None, typer.Option(help="How the term may be used.")]
SpeechOption = Annotated[PartOfSpeech | None, typer.Option("--pos", help="Part of speech.")]
TypeOption = Annotated[TermType | None, typer.Option("--type", help="Kind of term.")]
Traditional = Annotated[str | None, typer.Option("--zh-hant", metavar="TERM", help="The Traditional form.")]
Taiwan = Annotated[str | None, typer.Option("--tw", metavar="TERM", help="What it is called in Taiwan.")]
HongKong = Annotated[str | None, typer.Option("--hk", metavar="TERM", help="What it is called in Hong Kong.")]
