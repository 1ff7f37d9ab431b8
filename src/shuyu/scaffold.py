"""What a new project begins with: its files and their text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from shuyu.errors import Problem, ProjectError
from shuyu.formats.terms_write import toml_value
from shuyu.languages import CHINESE, ENGLISH, HANS, is_chinese, is_traditional, require

SCHEMA = "terms.schema.json"

_HEAD = """\
#:schema .shuyu/{schema}
# The terms of this glossary, and its settings. The line above lets editors check the file as you type.
# "shuyu add", "shuyu edit" and "shuyu remove" write here too; they keep your comments and your order.
# "shuyu build" brings the store up to date, "shuyu lookup" finds what is in it.

[glossary]
title = {title}
languages = {languages}
# subject = "law"            # what the glossary is about
# source = "our own work"    # where its terms come from
# licence = "CC-BY-4.0"      # under which others may use them
# passages = ["glossary"]    # folders with texts in both languages
"""

_RICH = """
# The rich case. Every key but zh and en may be left out, and of those two one:
#
# [[term]]
# id = "term-base"                      # made from the content where it is absent
# subject = "terminology"
# definition = "A database of concepts and what they are called."
# zh = ["{base}", {{ term = "{long}", status = "deprecated", pinyin = "{pinyin}", note = "long" }}]
# {other} = "{form}"   # a form that conversion would not give; what is absent is derived
# en = [{{ term = "term base", pos = "noun" }}, {{ term = "TB", type = "acronym" }}]
# source = "ISO 30042"
# note = "status is one of: preferred, admitted, proposed, deprecated, forbidden"
"""

_SIMPLIFIED_WORDS = {
    "glossary": "术语表",
    "base": "术语库",
    "long": "术语数据库",
    "pinyin": "shù yǔ shù jù kù",
    "other": "zh-Hant-TW",
    "form": "術語資料庫",
}
_TRADITIONAL_WORDS = {
    "glossary": "術語表",
    "base": "術語庫",
    "long": "術語資料庫",
    "pinyin": "shù yǔ zī liào kù",
    "other": "zh-Hans",
    "form": "术语数据库",
}

_CHINESE = {
    HANS: """\
# 术语表有什么用

一份术语表（glossary）记下同一个概念在两种语言里怎么说。译者有了它，同一份文件里的译名就能前后一致。

术语库（term base）给程序查询，术语表给人阅读；两者可以出自同一份数据。
""",
    "zh-Hant": """\
# 術語表有什麼用

一份術語表（glossary）記下同一個概念在兩種語言裡怎麼說。譯者有了它，同一份文件裡的譯名就能前後一致。

術語庫（term base）給程式查詢，術語表給人閱讀；兩者可以出自同一份資料。
""",
}
# A paragraph is one line in both, as in the Chinese.
_ENGLISH = (
    "# What a glossary is good for\n\n"
    "A glossary records what one concept is called in two languages. With it, a translator names the same thing in the "
    "same way throughout a document.\n\n"
    "A term base is for programs to query, a glossary is for people to read; both can be made from the same data.\n"
)


def terms_text(title: str, languages: Sequence[str], *, sample: bool = True) -> str:
    """The `terms.toml` of a new project, with comments that explain it.

    Args:
        title: of the glossary.
        languages: canonical tags.
        sample: whether it has a first entry.
    """
    words = _TRADITIONAL_WORDS if _is_traditional(languages) else _SIMPLIFIED_WORDS
    head = _HEAD.format(schema=SCHEMA, title=toml_value(_one_line(title)), languages=toml_value(list(languages)))
    entry = f'[[term]]\nzh = "{words["glossary"]}"\nen = "glossary"\n'
    if not sample:
        entry = "".join(f"# {line}\n" for line in entry.splitlines())
    return f"{head}\n# The simple case: two lines.\n\n{entry}{_RICH.format(**words)}"


def _one_line(title: str) -> str:
    # The name of a folder may be no text at all on Linux.
    return " ".join(title.encode("utf-8", "replace").decode().split())


def _is_traditional(languages: Sequence[str]) -> bool:
    return next((is_traditional(language) for language in languages if is_chinese(language)), False)


def sample_passages(languages: Sequence[str]) -> dict[str, str]:
    """A short text in both languages, by file name."""
    script = "zh-Hant" if _is_traditional(languages) else HANS
    return {f"welcome.{script}.md": _CHINESE[script], f"welcome.{ENGLISH}.md": _ENGLISH}


def begin(
    root: Path, *, title: str | None, languages: Sequence[str], force: bool = False, sample: bool = True
) -> tuple[Path, ...]:
    """Write the files of a new project.

    Args:
        root: made when it is not there. What is in it stays.
        title: the folder's name when absent.
        languages: tags or their aliases.
        force: write the files anew where they are there already.
        sample: whether there is a first entry, and passages where the folder has none.

    Returns:
        the files that were written.

    Raises:
        ProjectError: E406, when a file is there already; E401, when one cannot be written.
        UsageError: E601, when a language is not known.
    """
    from shuyu.files import write_whole

    tags = [require(language) for language in languages]
    canonical = tuple(dict.fromkeys(HANS if tag == CHINESE else tag for tag in tags))
    files = {root / "terms.toml": terms_text(title or root.name or "Glossary", canonical, sample=sample)}
    passages = root / "glossary"
    if sample and (force or not (passages.is_dir() and any(passages.iterdir()))):
        files |= {passages / name: text for name, text in sample_passages(canonical).items()}
    known = [] if force else [path for path in files if path.exists() or path.is_symlink()]
    if known:
        how = "Nothing was written. Take another folder, or add --force to begin anew and lose what it says."
        raise ProjectError(*(Problem("E406", "this file is there already", how, path=str(path)) for path in known))
    for folder in dict.fromkeys(path.parent for path in files):
        _make_folder(folder)
    for path, text in files.items():
        write_whole(path, text.encode())
    return tuple(files)


def fill_hidden_folder(folder: Path) -> None:
    """Make the folder for what shuyu derives, kept out of version control, with the schema that editors use.

    Raises:
        ProjectError: E401, when it cannot be written.
    """
    from importlib.resources import files

    _make_folder(folder)
    schema = files("shuyu.formats").joinpath(SCHEMA).read_bytes().replace(b"\r\n", b"\n")
    for name, data in ((".gitignore", b"*\n"), (SCHEMA, schema)):
        path = folder / name
        try:
            known = path.read_bytes() if path.is_file() else None
        except OSError:
            known = None
        if known != data:
            from shuyu.files import write_whole

            write_whole(path, data)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error


def cannot_write(path: Path, error: OSError) -> ProjectError:
    """The error that says so."""
    how = "Check the folder's permissions and the free space on its disk."
    return ProjectError(Problem("E401", f"cannot write: {error.strerror or error}", how, path=str(path)))
