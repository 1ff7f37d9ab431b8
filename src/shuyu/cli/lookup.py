"""`shuyu lookup`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from shuyu.cli.common import JsonOption, ProjectOption, colours, terminal_width, warn
from shuyu.cli.layout import Look
from shuyu.cli.render import TSV_COLUMNS, hit_json, hit_lines, hit_row
from shuyu.errors import EXIT_NOTHING_FOUND, Problem, UsageError
from shuyu.model.hit import Match
from shuyu.text.han import has_han

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from shuyu.model.hit import Hit
    from shuyu.store.base import Store


def phrases(arguments: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Queries from the words of a command line: words without Chinese side by side are one phrase.

    A word with Chinese in it, or one that was quoted with its spaces, is a query of its own.

    >>> list(phrases(["人工智能", "large", "scale", "model", "open source"]))
    [('人工智能',), ('large', 'scale', 'model'), ('open source',)]
    """
    run: list[str] = []
    for argument in arguments:
        if has_han(argument) or any(map(str.isspace, argument)):
            if run:
                yield tuple(run)
                run = []
            yield (argument,)
        else:
            run.append(argument)
    if run:
        yield tuple(run)


def _choose(match: list[str] | None) -> frozenset[Match] | None:
    if not match:
        return None
    unknown = [name for name in match if name not in {m.value for m in Match}]
    if unknown:
        known = ", ".join(m.value for m in Match)
        raise UsageError(Problem("E621", f'match "{unknown[0]}" is not known', f"Use one or more of: {known}."))
    return frozenset(Match(name) for name in match)


def lookup_command(
    query: Annotated[
        list[str],
        typer.Argument(metavar="QUERY...", help="What to look up; - reads a query a line from standard input."),
    ],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many hits a query.")] = 10,
    contexts: Annotated[int, typer.Option("--contexts", min=0, help="At most so many contexts a hit.")] = 3,
    match: Annotated[
        list[str] | None,
        typer.Option(help="Only this way of matching (exact, folded, pinyin, fuzzy …); may be given again."),
    ] = None,
    collection: Annotated[list[str] | None, typer.Option(help="Only this collection; may be given again.")] = None,
    as_json: JsonOption = False,
    as_tsv: Annotated[bool, typer.Option("--tsv", help="Print tab-separated values with a header line.")] = False,
    project: ProjectOption = None,
) -> None:
    """Find a term in any script, in English or by pinyin.

    Chinese is found in Traditional and Simplified script, in the words of other regions, in any width; English whatever
    its case, hyphens and inflection; pinyin with tone marks, tone numbers or none, and by initials. Exit status 1 when
    nothing is found.

    Examples:

      shuyu lookup 人工智能大模型

      shuyu lookup large scale AI model

      shuyu lookup rengongzhineng --limit 3

      cut -f1 words.tsv | shuyu lookup - --tsv
    """
    from shuyu.project import find_project

    if as_json and as_tsv:
        raise UsageError(Problem("E622", "--json and --tsv cannot both be printed", "Give one of them."))
    matches = _choose(match)
    collections = frozenset(collection) if collection else None
    found = False
    workspace = find_project(project)
    if workspace.is_personal and not workspace.store_path.is_file():
        from shuyu.build import build

        # Nobody who looks a word up outside of any project should have to know that there is a store to build.
        build(workspace)
    with workspace.open_store() as store:
        if collections:
            _check_collections(store, collections)
        for change in workspace.stale(store):
            warn(f"note: {change}")

        def search(text: str) -> tuple[Hit, ...]:
            return store.lookup(text, limit=limit, matches=matches, collections=collections, contexts=contexts)

        look = Look(colours(), terminal_width())
        first = True
        for asked, hits in _answers(query, search):
            found = found or bool(hits)
            if as_json:
                import json

                typer.echo(json.dumps({"query": asked, "hits": [hit_json(h) for h in hits]}, ensure_ascii=False))
            elif as_tsv:
                if first:
                    typer.echo("\t".join(TSV_COLUMNS))
                for hit in hits:
                    typer.echo(hit_row(asked, hit))
            elif hits:
                for hit in hits:
                    typer.echo(("" if first else "\n") + "\n".join(hit_lines(hit, look)))
                    first = False
            else:
                warn(f"{asked}: not found in {workspace.root}")
                if workspace.is_personal:
                    warn(
                        'This is your own glossary: "shuyu add" adds a term, "shuyu init" begins a project in a folder.'
                    )
            first = False
    if not found:
        raise typer.Exit(EXIT_NOTHING_FOUND)


def _check_collections(store: Store, wanted: frozenset[str]) -> None:
    known = [c.name for c in store.collections()]
    for name in sorted(wanted - set(known)):
        raise UsageError(Problem("E623", f'collection "{name}" is not known', f"This store has: {', '.join(known)}."))


def _answers(arguments: list[str], search: Callable[[str], tuple[Hit, ...]]) -> Iterator[tuple[str, tuple[Hit, ...]]]:
    if "-" in arguments:
        for line in sys.stdin:
            if line.strip():
                yield line.strip(), search(line.strip())
        return
    for words in phrases(arguments):
        phrase = " ".join(words)
        hits = search(phrase)
        if len(words) > 1 and (not hits or hits[0].distance is not None):
            # Nobody knows the words as one phrase; perhaps they were meant one by one.
            apart = [(word, search(word)) for word in words]
            if any(found and found[0].distance is None for _, found in apart):
                yield from apart
                continue
        yield phrase, hits
