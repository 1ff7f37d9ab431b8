"""`shuyu add`."""

from __future__ import annotations

from typing import Annotated

import typer

from shuyu.cli.common import JsonOption, ProjectOption, warn
from shuyu.cli.options import Definition, HongKong, Note, Pinyin, Source, StatusOption, Subject, Taiwan, Traditional


def add_command(
    zh: Annotated[str, typer.Argument(metavar="ZH", help="The Chinese term, in either script.")],
    en: Annotated[str, typer.Argument(metavar="EN", help="The English term.")],
    subject: Subject = None,
    status: StatusOption = None,
    note: Note = None,
    source: Source = None,
    definition: Definition = None,
    pinyin: Pinyin = None,
    zh_hant: Traditional = None,
    tw: Taiwan = None,
    hk: HongKong = None,
    concept_id: Annotated[
        str, typer.Option("--id", help="The id of a new entry; made from the terms when absent.")
    ] = "",
    to: Annotated[str | None, typer.Option(metavar="ID", help="Add the pair to this entry.")] = None,
    new: Annotated[bool, typer.Option("--new", help="Make an entry of its own, though the Chinese is known.")] = False,
    as_json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Add a term to terms.toml.

    When the Chinese term is known, the English becomes one more term of its entry; a different --subject, or --new,
    makes an entry of its own. A pair that is known already is refused, with its place. Comments and order of the file
    stay, and the store is brought up to date.

    Examples:

      shuyu add 开源 "open source" --subject software

      shuyu add 人工智能 AI --note "in headlines"

      shuyu add 软件 software --tw 軟體 --pinyin "ruǎn jiàn"
    """
    from shuyu.cli.keep import bring_up_to_date, entry_json, names, place, tell
    from shuyu.formats.terms_add import Added, Pair, add_pair
    from shuyu.languages import HANT, HONG_KONG, TAIWAN
    from shuyu.project import find_project

    forms = {tag: form for tag, form in ((HANT, zh_hant), (TAIWAN, tw), (HONG_KONG, hk)) if form is not None}
    pair = Pair(
        zh.strip(),
        en.strip(),
        id=concept_id,
        subject=subject,
        definition=definition,
        note=note,
        source=source,
        status=status,
        pinyin=pinyin,
        forms=forms,
        to=to,
        as_new=new,
    )
    workspace = find_project(project)

    def change(text: str) -> tuple[str, Added]:
        result = add_pair(text, pair)
        return result.edited.text, result

    added = workspace.change_terms(change)
    where = place(workspace, added.edited.line)
    entry = added.edited.concept
    did = f"Added {names(entry)}" if added.is_new else f"Added to {names(entry)}: {pair.zh} / {pair.en}"
    values = entry_json("added", workspace, added.edited, new=added.is_new)
    tell(values, f"{did} ({entry.id}) at {where}", as_json=as_json)
    bring_up_to_date(workspace)
    for other in added.others:
        warn(f"note: {names(other)} ({other.id}) has the same English. For the same meaning: --to {other.id}")
