"""The public surface, in one place."""

from __future__ import annotations

import subprocess
import sys

import pytest

import shuyu


def test_what_is_exported() -> None:
    assert shuyu.__all__ == ["ShuyuError", "clean", "convert", "open"]
    assert set(shuyu.__all__) <= set(dir(shuyu))
    for name in shuyu.__all__:
        assert callable(getattr(shuyu, name))


def test_what_is_not_exported() -> None:
    with pytest.raises(AttributeError, match="no attribute 'translate'"):
        getattr(shuyu, "translate")  # noqa: B009


def test_importing_it_imports_nothing_of_its_own_or_others() -> None:
    script = (
        "import sys, shuyu; print([name for name in sys.modules if name.startswith('shuyu')], 'opencc' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "['shuyu'] False\n"
