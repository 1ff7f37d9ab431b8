"""Starts a command that file permissions hold for, also when the tests run as root."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

import pytest

# Linux: linux/prctl.h and linux/capability.h.
_PR_CAPBSET_DROP = 24
_DAC_OVERRIDE, _DAC_READ_SEARCH = 1, 2


def _drop() -> None:
    library = ctypes.CDLL(None, use_errno=True)
    for capability in (_DAC_OVERRIDE, _DAC_READ_SEARCH):
        if library.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            os._exit(97)


def run_unprivileged(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `command`; root goes without the right to pass over permissions. Skips where that cannot be had."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if os.name == "nt" or (root and sys.platform != "linux"):
        pytest.skip("permissions of files cannot be tried out here")
    done = subprocess.run(
        command,
        env={**os.environ, **environment, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        preexec_fn=_drop if root else None,
    )
    if done.returncode == 97:
        pytest.skip("this sandbox does not let root give rights away")
    return done
