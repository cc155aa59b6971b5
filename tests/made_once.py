"""What is dear to make and the same for many tests is made once a run, by whichever worker asks first."""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from generator.content.config import Config
from generator.output.cache import folder_digest

MakeShells = Callable[[Config, Path, Path, Path, Path], dict[str, str]]


def folder_of_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def made_once(folder: Path, make: Callable[[Path], object]) -> Path:
    """`folder`, filled by `make` unless it is there; a worker that comes while another makes it, waits."""
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            aside = folder.with_name(f"{folder.name}.begun")
            shutil.rmtree(aside, ignore_errors=True)  # of a process that was killed
            aside.mkdir()
            make(aside)
            aside.rename(folder)
    return folder


def remembering(make: MakeShells, store: Path) -> MakeShells:
    """As `make_shells`, whose work is half of a tiny build; what came of the same input is copied.

    Not of input that MkDocs refuses: nothing is kept of that. A build of another process asks MkDocs anyway.
    """

    def make_shells(config: Config, pages: Path, templates: Path, work: Path, site: Path) -> dict[str, str]:
        read = (repr(config).encode(), folder_digest(pages), folder_digest(templates))
        kept = store / sha256(b"".join(sha256(part).digest() for part in read)).hexdigest()
        if not kept.exists():
            html = make(config, pages, templates, work, site)
            _keep(kept, site, html)
            return html
        shutil.copytree(kept / "site", site, dirs_exist_ok=True)
        found: dict[str, str] = pickle.loads((kept / "html").read_bytes())
        return found

    return make_shells


def _keep(kept: Path, site: Path, html: dict[str, str]) -> None:
    """In one step, as another worker may read."""
    aside = Path(tempfile.mkdtemp(dir=kept.parent))
    shutil.copytree(site, aside / "site")
    (aside / "html").write_bytes(pickle.dumps(html))
    try:
        aside.rename(kept)
    except OSError:  # another was quicker
        shutil.rmtree(aside)
