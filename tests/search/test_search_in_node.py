"""The browser code that touches no page, tested in node in milliseconds: tests/search/js/*.test.js."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from search_harness import ROOT
from support import needed

TESTS = sorted((ROOT / "tests" / "search" / "js").glob("*.test.js"))


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name)
def test_in_node(path: object) -> None:
    node = shutil.which("node")
    needed(node is not None, "没有 node，跳过不用浏览器的检索测试：安装 Node.js 20 或更新的版本")
    command = [str(node), "--test", "--test-reporter=tap", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "# pass 0" not in done.stdout, "no test ran"


def test_each_pure_module_has_a_file() -> None:
    tested = {path.name.removesuffix(".test.js") for path in TESTS}
    assert tested >= {"csv", "due", "normalise", "query", "rank", "results", "snippet", "state"}
