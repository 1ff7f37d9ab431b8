"""What other programs make of our files. They run in environments of their own; where they are absent, this is skipped.

`SHUYU_TRANSLATE_TOOLKIT` names a Python that has translate-toolkit (it is GPL, and so no part of ours).
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from shuyu.formats.registry import term_format
from shuyu.model.concept import Concept, Status, Term
from tests.formats.lists import EVERYTHING
from tests.formats.test_contract import written

PYTHON = os.environ.get("SHUYU_TRANSLATE_TOOLKIT", "")

pytestmark = pytest.mark.skipif(not PYTHON, reason="translate-toolkit is not here (SHUYU_TRANSLATE_TOOLKIT)")

PROGRAM = """
import json, sys
from translate.storage import tbx, tmx
path, source, target = sys.argv[1:]
if path.endswith(".tmx"):
    with open(path, "rb") as stream:
        store = tmx.tmxfile.parsestring(stream.read())
    store.setsourcelanguage(source)
    store.settargetlanguage(target)
else:
    with open(path, "rb") as stream:
        store = tbx.tbxfile(stream, sourcelanguage=source, targetlanguage=target)
told = []
for unit in store.units:
    terms = unit.get_target_terms() if hasattr(unit, "get_target_terms") else []
    told.append(
        {
            "source": unit.source,
            "target": unit.target,
            "terms": [[term.text, term.administrative_status, term.deprecated] for term in terms],
            "notes": unit.getnotes(),
        }
    )
print(json.dumps(told))
"""
SECOND = Concept("second", (Term("a < “b” & c", "en"), Term("甲𠮷", "zh-Hans", note="a\nb")))


def told(form: str, tmp_path: Path, source: str, target: str) -> list[dict[str, Any]]:
    path = tmp_path / f"list{term_format(form).suffixes[0]}"
    path.write_bytes(written(term_format(form), [EVERYTHING, SECOND]))
    run = subprocess.run([PYTHON, "-c", PROGRAM, str(path), source, target], check=True, capture_output=True, text=True)
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def test_translate_toolkit_reads_tbx(tmp_path: Path) -> None:
    first, second = told("tbx2", tmp_path, "en", "zh-Hans")
    assert (first["source"], first["target"]) == ("large language model", "大语言模型")
    assert first["terms"] == [
        ["大语言模型", "preferredTerm-admn-sts", False],
        ["大模型", "admittedTerm-admn-sts", False],
        ["巨模型", "deprecatedTerm-admn-sts", True],
    ]
    assert "Forbidden: do not use." in first["notes"]
    assert (second["source"], second["target"], second["notes"]) == ("a < “b” & c", "甲𠮷", "a\nb")


def test_translate_toolkit_reads_tmx_and_offers_no_forbidden_term(tmp_path: Path) -> None:
    both = [unit for unit in told("tmx", tmp_path, "zh-Hans", "en") if unit["source"] and unit["target"]]
    assert [(unit["source"], unit["target"]) for unit in both] == [
        ("大语言模型", "large language model"),
        ("甲𠮷", "a < “b” & c"),
    ]
    unused = {term.text for term in EVERYTHING.terms if term.status in {Status.FORBIDDEN, Status.DEPRECATED}}
    assert not unused & {unit[side] for unit in both for side in ("source", "target")}
