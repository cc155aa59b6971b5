"""The same content gives the same bytes: in another folder, time zone, language and umask, with another order
of sets, by another number of processes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import support
from support import PATIENCE, ROOT, SOUND, differing

HERE = {"TZ": "Asia/Shanghai", "LANG": "C.UTF-8", "PYTHONHASHSEED": "1"}
ELSEWHERE = {"TZ": "America/St_Johns", "LC_ALL": "POSIX", "LANGUAGE": "de", "PYTHONHASHSEED": "4242"}


def begin(root: Path, environment: dict[str, str], jobs: int, umask: int) -> subprocess.Popen[str]:
    support.copy_sound(root)
    order = [sys.executable, "-m", "generator", "build", "--jobs", str(jobs)]
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    return subprocess.Popen(
        order,
        cwd=root,
        env={**plain, **environment, "PYTHONPATH": str(ROOT)},
        umask=umask,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_builds_that_have_only_the_content_in_common(tmp_path: Path) -> None:
    assert len(list(SOUND.rglob("*.yml"))) > 5
    roots = tmp_path / "a", tmp_path / "另一处 目录" / "deep"
    for root in roots:
        root.mkdir(parents=True)
    both = [begin(roots[0], HERE, 1, 0o022), begin(roots[1], ELSEWHERE, 3, 0o077)]
    for build in both:
        assert (build.communicate(timeout=PATIENCE)[1], build.returncode) == ("", 0)
    assert differing(roots[0] / "site", roots[1] / "site") == []
