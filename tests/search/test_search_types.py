"""The browser code and its tests in node are typed with JSDoc; TypeScript reads them and finds nothing to
say."""

from __future__ import annotations

import subprocess

import pytest
from search_harness import ROOT
from support import needed

TSC = ROOT / "node_modules" / ".bin" / "tsc"


@pytest.mark.parametrize("project", ["jsconfig.json", "tests/search/js/jsconfig.json"])
def test_types(project: str) -> None:
    needed(TSC.exists(), "没有 node_modules/.bin/tsc：先运行 npm ci")
    done = subprocess.run([str(TSC), "-p", project], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_what_is_missing_fails_where_all_is_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    needed(True, "没有这个")
    with pytest.raises(pytest.skip.Exception, match="没有这个"):
        needed(False, "没有这个")
    monkeypatch.setenv("CI", "true")
    needed(True, "没有这个")
    with pytest.raises(pytest.fail.Exception, match="没有这个"):
        needed(False, "没有这个")
