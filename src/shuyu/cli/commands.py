"""The list of commands. The command line, its documentation and its tests all derive from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CommandEntry:
    """One command: where its function is, so that only the one that is called gets imported.

    The function is called after the command, with `_command` behind it.
    """

    name: str
    module: str
    summary: str
    panel: str


USE = "Look up and convert"
KEEP = "Keep a term list"
EXCHANGE = "Exchange term lists"
STORE = "Build and inspect"

COMMANDS: dict[str, CommandEntry] = {
    entry.name: entry
    for entry in (
        CommandEntry("lookup", "shuyu.cli.lookup", "Find a term in any script, in English or by pinyin.", USE),
        CommandEntry("convert", "shuyu.cli.convert", "Turn Traditional text into Simplified, or the reverse.", USE),
        CommandEntry("detect", "shuyu.cli.detect", "Say what script, region and encoding text is in.", USE),
        CommandEntry("clean", "shuyu.cli.clean", "Mend text copied from PDFs and web pages.", USE),
        CommandEntry("align", "shuyu.cli.align", "Pair the sentences of a Chinese and an English document.", USE),
        CommandEntry("init", "shuyu.cli.init", "Begin a new project in a folder.", KEEP),
        CommandEntry("add", "shuyu.cli.add", "Add a term to terms.toml.", KEEP),
        CommandEntry("edit", "shuyu.cli.edit", "Change a term in terms.toml.", KEEP),
        CommandEntry("remove", "shuyu.cli.remove", "Remove a term from terms.toml.", KEEP),
        CommandEntry("mine", "shuyu.cli.mine", "Propose term pairs from texts and their translations.", KEEP),
        CommandEntry("review", "shuyu.cli.review", "Decide on mined term pairs.", KEEP),
        CommandEntry("import", "shuyu.cli.import_terms", "Take term lists in.", EXCHANGE),
        CommandEntry("export", "shuyu.cli.export", "Hand a term list on, in any format.", EXCHANGE),
        CommandEntry("diff", "shuyu.cli.diff", "Say what differs between two term lists.", EXCHANGE),
        CommandEntry("merge", "shuyu.cli.merge", "Merge two term lists that came from one.", EXCHANGE),
        CommandEntry("build", "shuyu.cli.build", "Make the store from terms.toml and the passages.", STORE),
        CommandEntry("stats", "shuyu.cli.stats", "Say what the store holds.", STORE),
        CommandEntry("doctor", "shuyu.cli.doctor", "Check the installation and the store.", STORE),
    )
}
