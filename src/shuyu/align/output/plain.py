"""Formats of one line a pair."""

from __future__ import annotations

from shuyu.align.output.base import Alignment, OutputFormat, Pair, numbers, one_line


def text(alignment: Alignment) -> str:
    """A line a pair: how sure it is, Chinese, English, with tabs between. A question mark asks for a look."""
    return "".join(
        f"{mark(alignment, pair)}\t{one_line(alignment.zh_text(pair))}\t{one_line(alignment.en_text(pair))}\n"
        for pair in alignment.pairs
    )


def mark(alignment: Alignment, pair: Pair) -> str:
    """How sure a pair is, for people: `0.98`, `0.31?` where a person should look, `kept` where one decided."""
    if pair.kept:
        return "kept"
    return f"{pair.score:.2f}{'?' if alignment.is_low(pair) else ''}"


def beads(alignment: Alignment) -> str:
    """A line a pair, `[0]:[0,1]`: Chinese sentences, English sentences."""
    return "".join(f"{numbers(pair.zh)}:{numbers(pair.en)}\n" for pair in alignment.pairs)


def pharaoh(alignment: Alignment) -> str:
    """A line a pair, the links of its words as `i-j`."""
    return "".join(f"{pair.words.pharaoh() if pair.words else ''}\n" for pair in alignment.pairs)


def moses(alignment: Alignment) -> dict[str, str]:
    """Two files, a pair a line; with word links their words with blanks between, and the links in a third file."""
    pairs = alignment.both_sided()
    linked = bool(pairs) and all(pair.words is not None for pair in pairs)
    zh, en, links = [], [], []
    for pair in pairs:
        sides = alignment.zh_text(pair), alignment.en_text(pair)
        if linked and pair.words is not None:
            spans = pair.words.zh, pair.words.en
            sides_of_words = [
                " ".join(one_line(side[start:end]) for start, end in words)
                for side, words in zip(sides, spans, strict=True)
            ]
            sides = sides_of_words[0], sides_of_words[1]
            links.append(pair.words.pharaoh())
        zh.append(one_line(sides[0]))
        en.append(one_line(sides[1]))
    files = {".zh": zh, ".en": en} | ({".align": links} if linked else {})
    return {suffix: "".join(f"{line}\n" for line in lines) for suffix, lines in files.items()}


TEXT = OutputFormat("text", ".txt", "for reading: two columns on a terminal, a line a pair elsewhere", text)
BEADS = OutputFormat("beads", ".align", "the numbers of the sentences, [0]:[0,1]", beads)
PHARAOH = OutputFormat("pharaoh", ".pharaoh", "the links of words, 0-0 1-2", pharaoh)
MOSES = OutputFormat("moses", "", "two files, a pair a line: .zh and .en; with --words .align too", moses)
