"""The README's Python session runs as it is printed; its shell sessions run in CI (tools/run_readme.py)."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def test_the_python_session_prints_what_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHUYU_PROJECT", raising=False)
    monkeypatch.chdir(ROOT)
    session = re.search(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    assert session is not None
    test = doctest.DocTestParser().get_doctest(session.group(1), {}, "README.md", "README.md", 0)
    assert len(test.examples) >= 8
    assert doctest.DocTestRunner().run(test).failed == 0


def test_every_link_within_the_repository_leads_somewhere() -> None:
    pages = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    pages += sorted((ROOT / "docs").rglob("*.md"))
    broken = []
    for page in pages:
        # What stands in code is no link.
        prose = re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
        links = re.findall(r"\]\(([^)#\s]+)", prose)
        broken += [
            (page.name, link) for link in links if not link.startswith("http") and not (page.parent / link).exists()
        ]
    assert broken == []
