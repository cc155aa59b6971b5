"""The browser code is typed with JSDoc; TypeScript reads it and finds nothing to say."""

from __future__ import annotations

import subprocess

import pytest
from search_harness import ROOT

TSC = ROOT / "node_modules" / ".bin" / "tsc"


def test_types() -> None:
    if not TSC.exists():
        pytest.skip("没有 node_modules/.bin/tsc：先运行 npm ci")
    done = subprocess.run(
        [str(TSC), "-p", "jsconfig.json"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
