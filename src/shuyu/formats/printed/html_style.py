"""How the page looks, on a screen and on paper.

Programs for paged media put the first and the last word at the head of the page (`string-set`); browsers, which cannot,
put the direction there.
"""

from __future__ import annotations

STYLE = """
:root { --ink: #1d2327; --paper: #fdfdfb; --faint: #5f6870; --line: #dcdfe0; --head: #f1f2ef; --link: #1b5c85;
  --found: #fff0c2; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e6e3; --paper: #16191b; --faint: #9da7ae; --line: #343a3e;
  --head: #1f2427; --link: #8cc4ea; --found: #4a3f1a; } }
@font-face { font-family: "Latin"; unicode-range: U+0020-024F, U+1E00-1EFF; src: local("Noto Serif"),
  local("Source Serif 4"), local("Georgia"), local("Cambria"), local("Times New Roman"), local("Liberation Serif"); }
@font-face { font-family: "Latin"; font-weight: bold; unicode-range: U+0020-024F, U+1E00-1EFF; src:
  local("Noto Serif Bold"), local("Source Serif 4 Bold"), local("Georgia Bold"), local("Cambria Bold"),
  local("Times New Roman Bold"), local("Liberation Serif Bold"); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 Latin, "Times New Roman", serif; }
:lang(zh) { font-family: Latin, "Songti SC", "Noto Serif CJK SC",
  "Noto Serif SC", "Source Han Serif SC", SimSun, "Noto Sans CJK SC", "Microsoft YaHei", "WenQuanYi Micro Hei", serif; }
:lang(zh-Hant) { font-family: Latin, "Songti TC", "Noto Serif CJK TC",
  "Noto Serif TC", "Source Han Serif TC", PMingLiU, "Noto Sans CJK TC", "Microsoft JhengHei", serif; }
:lang(zh-Hant-HK) { font-family: Latin, "Songti TC", "Noto Serif CJK HK",
  "Noto Serif HK", "Source Han Serif HC", MingLiU_HKSCS, "Noto Sans CJK HK", serif; }
:lang(zh-Latn-pinyin), :lang(en) { font-family: Latin, "Times New Roman",
  "Songti SC", "Noto Serif CJK SC", SimSun, serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .75rem; overflow-wrap: anywhere; }
h2 { font-size: 1.35rem; margin: 2.5rem 0 .5rem; padding-top: .5rem; border-top: 3px double var(--line); }
dl { margin: 0; } dl div { display: flex; gap: .75rem; } dt { color: var(--faint); min-width: 10rem; }
dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
.key { list-style: none; padding: .5rem .75rem; margin: 1rem 0 0; background: var(--head); border-radius: .25rem;
  font-size: .9rem; columns: 20rem 2; }
.key span { color: var(--faint); }
nav { display: flex; flex-wrap: wrap; gap: .15rem .7rem; margin-bottom: .75rem; }
a { color: var(--link); text-decoration: none; } a:hover { text-decoration: underline; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
thead th { position: sticky; top: 0; background: var(--paper); color: var(--faint); text-align: left; font-size: .85rem;
  font-weight: normal; border-bottom: 1px solid var(--ink); z-index: 1; }
td, th { padding: .3rem .9rem .3rem 0; vertical-align: top; overflow-wrap: anywhere; }
td:last-child, th:last-child { padding-right: 0; }
tbody tr:first-child td { border-top: 1px solid var(--line); }
tbody tr + tr td { padding-top: 0; }
.group th { font-size: 1.25rem; text-align: left; padding-top: 1.1rem; scroll-margin-top: 2rem; }
.group + tbody tr:first-child td { border-top: 1px solid var(--ink); }
tbody { scroll-margin-top: 2rem; } tbody:target { background: var(--found); }
tbody[data-guide] { string-set: guide attr(data-guide); }
.head { font-size: 1.05em; }
[lang="zh-Latn-pinyin"] { color: var(--faint); }
.detail { font-size: .85em; color: var(--faint); }
.detail b { font-weight: normal; color: var(--ink); }
.label { color: var(--faint); } .old, s { color: var(--faint); }
.made { color: var(--faint); }
q { quotes: none; font-style: normal; } mark { background: var(--found); color: inherit; }
@media (max-width: 44rem) { body { padding: .75rem; font-size: .9rem; } dt { min-width: 7rem; }
  td, th { padding-right: .4rem; } }
@media print { :root { --ink: #000; --paper: #fff; --faint: #4a4a4a; --line: #c4c4c4; --head: #fff; --link: #000;
  --found: #fff; }
  body { max-width: none; padding: 0; font-size: 9pt; line-height: 1.3; }
  td, th { padding: .16em .9em .16em 0; } thead th { font-size: .85em; } .group th { font-size: 1.25em; }
  .group th { padding-top: .7em; }
  nav { display: none; } thead { display: table-header-group; } thead th { position: static; }
  .key { padding: 0; } mark { font-weight: bold; }
  section { break-before: page; } h2 { margin-top: 0; border: 0; }
  tbody { break-inside: avoid; } .group { break-after: avoid; } tbody:target { background: none; }
  #zh-en { page: zh-en; } #en-zh { page: en-zh; } }
@page { size: A4; margin: 20mm 18mm 18mm; @bottom-center { content: counter(page); font: 9pt serif; } }
@page zh-en { @top-left { content: "Chinese–English"; font: 9pt serif; } }
@page zh-en { @top-right { content: string(guide, first) " – " string(guide, last); font: 9pt serif; } }
@page en-zh { @top-left { content: "English–Chinese"; font: 9pt serif; } }
@page en-zh { @top-right { content: string(guide, first) " – " string(guide, last); font: 9pt serif; } }
"""
