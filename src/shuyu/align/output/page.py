"""The style and the script of the page."""

from __future__ import annotations

STYLE = """
:root { --ink: #1d2327; --paper: #fdfdfb; --faint: #667079; --line: #dcdfe0; --head: #f1f2ef; --low: #fff3d6;
  --low-line: #c98a00; --kept-line: #2f7d4f; --lit: #ffdf80; --lit-ink: #1d2327; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e6e3; --paper: #16191b; --faint: #98a2a9; --line: #343a3e;
  --head: #1f2427; --low: #38301c; --low-line: #d9a520; --kept-line: #5fb884; --lit: #e6b93c; --lit-ink: #16191b; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 84rem; padding: 1.25rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; }
:lang(zh-Hans), :lang(zh) { font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC",
  "Source Han Sans SC", "WenQuanYi Micro Hei", SimHei, sans-serif; }
:lang(zh-Hant) { font-family: "PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", "Noto Sans TC",
  "Source Han Sans TC", PMingLiU, sans-serif; }
:lang(zh-Hant-HK) { font-family: "PingFang HK", "Microsoft JhengHei", "Noto Sans CJK HK", "Noto Sans HK",
  "Source Han Sans HC", sans-serif; }
h1 { font-size: 1.25rem; margin: 0; overflow-wrap: anywhere; }
header p { margin: .25rem 0; color: var(--faint); }
.tools { display: flex; gap: 1rem; align-items: center; flex-wrap: wrap; }
button { font: inherit; color: inherit; background: var(--head); border: 1px solid var(--line); border-radius: .3rem;
  padding: .1rem .6rem; cursor: pointer; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; margin-top: 1rem; }
thead th { position: sticky; top: 0; background: var(--head); text-align: left; font-size: .85rem; z-index: 1; }
th, td { padding: .5rem .7rem; vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th:first-child { width: 4.5rem; } th:last-child { width: 5.5rem; }
tbody th { font-weight: normal; font-size: .85rem; text-align: right; border-left: .3rem solid transparent; }
tbody th a { color: var(--faint); text-decoration: none; }
.score { color: var(--faint); font-size: .85rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.low td, .low th { background: var(--low); } .low th { border-left-color: var(--low-line); }
.low .score b { color: var(--low-line); }
.kept th { border-left-color: var(--kept-line); } .kept .score { color: var(--kept-line); }
.none { color: var(--faint); font-style: italic; font-size: .85rem; }
tr:target td, tr:target th { outline: 2px solid var(--low-line); outline-offset: -2px; }
.only tbody tr:not(.low) { display: none; }
[data-t] { border-radius: .2em; cursor: default; }
.lit { background: var(--lit); color: var(--lit-ink); box-shadow: 0 0 0 .1em var(--lit); }
footer { color: var(--faint); font-size: .85rem; }
@media (max-width: 40rem) { body { padding: .5rem; } th, td { padding: .35rem; } th:first-child { width: 2.6rem; }
  th:last-child { width: 3.6rem; } }
@media print { :root { --ink: #000; --paper: #fff; --faint: #444; --line: #bbb; --head: #eee; --low: #fff3d6; }
  body { max-width: none; padding: 0; font-size: 10pt; } .tools { display: none; } thead th { position: static; }
  thead { display: table-header-group; } tr { break-inside: avoid; } .low td, .low th { print-color-adjust: exact;
  -webkit-print-color-adjust: exact; } @page { margin: 1.5cm; } }
"""

SCRIPT = """
(function () {
  "use strict";
  var lit = [];
  function dark() { lit.forEach(function (word) { word.classList.remove("lit"); }); lit = []; }
  function light(word) {
    var cell = word.parentNode, cells = cell.parentNode.cells;
    var other = (cells[1] === cell ? cells[2] : cells[1]).querySelectorAll("[data-t]");
    lit = [word];
    word.dataset.t.split(" ").forEach(function (place) { if (other[place]) { lit.push(other[place]); } });
    lit.forEach(function (one) { one.classList.add("lit"); });
  }
  document.addEventListener("mouseover", function (event) {
    var word = event.target.closest ? event.target.closest("[data-t]") : null;
    dark();
    if (word) { light(word); }
  });
  var only = document.getElementById("only"), next = document.getElementById("next");
  if (!only) { return; }
  only.addEventListener("change", function () { document.body.classList.toggle("only", only.checked); });
  var low = document.querySelectorAll("tr.low"), at = -1;
  next.addEventListener("click", function () {
    at = (at + 1) % low.length;
    location.hash = low[at].id;
    low[at].scrollIntoView({ block: "center" });
  });
})();
"""
