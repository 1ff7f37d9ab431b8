"""What is known of LaTeX's commands and environments: which of their arguments people read."""

from __future__ import annotations

# How many arguments in braces are no text; -1 for all.
ARGUMENTS: dict[str, int] = {
    **dict.fromkeys(
        "label ref eqref pageref autoref cref Cref vref nameref cite citep citet citeauthor citeyear "
        "parencite textcite footcite autocite nocite bibliography bibliographystyle addbibresource "
        "includegraphics input include includeonly subfile usepackage RequirePackage documentclass LoadClass "
        "ProvidesPackage url path nolinkurl graphicspath pagestyle thispagestyle pagenumbering setlength "
        "addtolength setcounter addtocounter stepcounter refstepcounter newcounter newlength vspace hspace "
        "vskip hskip color pagecolor definecolor colorlet fontsize linespread selectlanguage foreignlanguage "
        "setmainfont setsansfont setmonofont setCJKmainfont setCJKsansfont setCJKmonofont newCJKfontfamily "
        "setCJKfamilyfont CJKfamily newfontfamily fontspec fontfamily fontseries fontshape bibitem gls Gls "
        "glspl acrshort acrlong acrfull geometry lstset lstinputlisting verbatiminput inputminted tikzset "
        "usetikzlibrary pgfplotsset hypersetup ctexset xeCJKsetup newif let hyphenation DeclareMathOperator "
        "ensuremath SI si num qty unit ce rule addvspace columnwidth usetheme usecolortheme usefonttheme "
        "useinnertheme useoutertheme setbeamertemplate setbeamercolor setbeamerfont phantomsection "
        "tableofcontents cline cmidrule cjkfamily makeindex printbibliography".split(),
        -1,
    ),
    **dict.fromkeys(
        "href textcolor colorbox hypertarget hyperlink newtheorem newcommand renewcommand providecommand "
        "newenvironment renewenvironment raisebox parbox scalebox rotatebox theoremstyle DeclareRobustCommand".split(),
        1,
    ),
    **dict.fromkeys("multicolumn multirow resizebox addcontentsline fcolorbox newacronym".split(), 2),
}
# Environments whose contents are no text, and those whose first arguments in braces are none.
VERBATIM = frozenset(
    "verbatim Verbatim BVerbatim LVerbatim lstlisting minted comment filecontents tikzpicture pgfpicture "
    "axis luacode equation align gather multline eqnarray displaymath math alignat flalign split array "
    "IEEEeqnarray code".split()
)
ENVIRONMENT_ARGUMENTS = {
    **dict.fromkeys(
        "tabular longtable minipage multicols thebibliography subfigure column adjustbox spacing".split(), 1
    ),
    **dict.fromkeys("tabularx tabulary CJK wrapfigure subtable wraptable".split(), 2),
    "tabular*": 2,
    "CJK*": 2,
}
BRACKETS_PRINTED = frozenset(
    "part chapter section subsection subsubsection paragraph subparagraph caption item footnote title "
    "author institute date proof".split()
)
# Commands that do not end a sentence: how it looks, not what it says.
INLINE = frozenset(
    "textbf textit textsl textsc textsf texttt textrm textmd textup textnormal emph underline uline uwave "
    "sout xout mbox hbox fbox text hl textcolor colorbox href hyperlink hypertarget bf it sl sc sf tt rm "
    "em bfseries itshape slshape scshape sffamily ttfamily rmfamily mdseries upshape normalfont tiny "
    "scriptsize footnotesize small normalsize large Large LARGE huge Huge kaishu songti heiti fangsong "
    "lishu youyuan CJKfamily zihao ruby uppercase MakeUppercase dotuline CJKunderline CJKunderdot color "
    "label alert structure textsuperscript textsubscript protect unskip ignorespaces selectfont".split()
)
BREAKS = frozenset(
    "par item newline newpage clearpage pagebreak linebreak maketitle tableofcontents appendix hline "
    "toprule midrule bottomrule noindent indent centering bigskip medskip smallskip vfill and hfill".split()
)
ASIDES = frozenset("footnote footnotetext index marginpar thanks todo sidenote".split())
"""Commands whose text is one of its own inside a sentence that goes on after it."""
PLAIN_BRACKETS = frozenset("figure table enumerate itemize description minipage tabular tabularx subfigure".split())
"""Environments whose argument in brackets is a place or a setting."""
