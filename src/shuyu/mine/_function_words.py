"""Words that no term begins or ends with, in both languages: general knowledge, written for this project."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


EN_EDGE = _words("""
a an the this that these those my your his her its our their some any no every each either neither both all half such
i you he she it we they me him us them who whom whose which what where when why how whether if then than so as because
since while although though unless until and or but nor yet for of in on at by to from with without within into onto
upon over under above below between among amongst across through throughout during before after about against towards
toward along around behind beyond near off out up down via per despite except like unlike be is am are was were been
being have has had having do does did doing done will would shall should can could may might must ought not also only
just even still already again very too more most much many few fewer less least several other another own same there
here now thus hence therefore however moreover furthermore meanwhile otherwise instead indeed etc eg ie make makes made
making take takes took taken taking give gives gave given get gets got uses used using see sees saw seen let lets
include includes included including provide provides provided providing become becomes became remain remains remained
continue continues continued continuing seem seems seemed show shows showed shown allow allows allowed enable enables
enabled ensure ensures ensured ensuring help helps helped need needs needed want wants come comes came goes went say
says said call calls called find finds found known versus first second third last next one two three four five six
seven eight nine ten hundred thousand million billion trillion well respectively together according rather quite almost
nearly often usually always never sometimes recently currently particularly especially generally mainly largely further
regarding concerning amid amidst following whereas whereby thereby nevertheless year years month months day days week
weeks january february march april june july august september october november december monday tuesday wednesday
thursday friday saturday sunday s t re ve ll d m mr ms mrs dr chapter section figure fig table page pages
don't doesn't isn't aren't can't won't let's it's we're you're
""")
"""English words, lower case, that stand outside a term, or inside it between others."""

EN_INNER = _words("""
of for and in on to with the by at from or under as a an into between versus than per without via first second third
one two three four five own other out up off over s no not less more
""")
"""Those of `EN_EDGE` that a term may have inside: exchange value of the currency."""

EN_JOINS = _words("and or")
"""Conjunctions."""

EN_WEAK = _words("a an the of for and in on to with by at from or under as into between")
"""Those that need no counterpart."""

EN_VAGUE = _words("""
able abrupt actual additional adequate appropriate available bad best better certain clear considerable current
different difficult diverse earlier earliest easy enough entire essential extensive extra frequent gradual great
greater greatest growing highest huge important intense interesting larger largest later latest likely little longer
lowest main major massive modest necessary new newer next numerous obvious older overall own particular past possible
potential previous proper rapid ready reasonable recent relevant remaining renewed respective same severe sharp
significant similar slight specific steady strong stronger subsequent substantial successful sufficient suitable sure
timely tough typical unusual upcoming useful usual valuable various vast vital weaker whole wider widespread worse
wrong
""")
"""Adjectives with which hardly any term begins: they say how much, when, or how good."""

LY_NOUNS = _words(
    "early monthly quarterly daily family supply fully assembly yearly weekly friendly highly reply anomaly"
)

ZH_EDGE = _words("""
的 了 着 之 得 地 们 在 和 与 及 或 是 对 将 被 把 为 于 从 等 所 来 由 以 也 而 并 其 该 这 那 就 都 不 有 到
向 用 使 让 上 下 里 内 时 后 前 者 年 月 日 多 少 各 每 此 某 若 如 较 更 最 很 可 能 会 要 应 须 再 又 还 仍
已 曾 正 约 共 个 项 次 种 名 位 家 倍 元 亿 万 百 千 年底 年初 本 另 通过 进行 包括 以及 由于 根据 按照 透过
因此 继续 有关 方面 期间 之间 其中 以上 以下 相关 表示 认为 作为 成为 可以 可能 能够 需要 应该 必须 没有 存在
同时 此外 另外 例如 目前 一个 一种 一些 这些 那些 这种 那种 这个 那个 我们 他们 它们 你们 自己 大家 什么 怎么
如何 为了 关于 对于 随着 以来 之后 之前 以便 从而 然后 首先 其次 最后 并且 而且 但是 然而 虽然 即使 如果 那么
因为 所以 今年 去年 明年 年内 全年 上半年 下半年 年度 本年 季度 个月 请 您 你 我 他 她 它 时候 所有 任何 其他
其它 许多 很多 一样 一直 已经 正在 仍然 只 才 让 给 跟 比 当 则 即 且 但 却 因 至 向 往 朝 同 与其 不同 不会
不能 就是 还是 或者 是否 不是 只有 只要 除了 之外
""")
"""Chinese words, Simplified, with which no term begins or ends."""

ZH_JOINS = _words("和 与 及 或 以及 或者")
"""Conjunctions, with which no term begins or ends, but which some have inside."""

ZH_PREFIXES = _words("可 有 具 自 上 下 过 最 多 前 后 内 不 本 全 各 共 未 除 第 年度")
"""Function words that begin some terms: 可持续, 自注意力, 上采样, 未偿还, 除税前, 第三支柱."""

ZH_WEAK = _words("的 了 着 之 得 地 们 在 和 与 及 或 是 对 将 被 把 为 于 从 等 所 以 而 并 其 以及 或者")
"""Chinese words that need no counterpart."""
