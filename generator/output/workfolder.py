"""The folder in which a new site grows, under a random name and held by a lock as long as its build lives.

A lock, because a number of a process says nothing about builds in other containers or on other hosts of one
share: there two builds may both be process 1. Whatever can be locked belongs to nobody any more.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

_LOCK = "lock"
_BEGUN = 3600  # seconds after which a folder that never got its lock is left over


class WorkFolder:
    """`new` in it becomes the site, `scratch` is for what is wanted only on the way."""

    def __init__(self, site: Path) -> None:
        """Make the folder beside the site, or inside one that can only be filled there. Raises OSError."""
        try:
            self.path, self._lock = _made(_pattern(site).format(token_hex(8)), site.parent)
        except OSError:
            if not site.is_dir():
                raise
            self.path, self._lock = _made(_pattern(site).format(token_hex(8)), site)
        self.new, self.scratch = self.path / "new", self.path / "scratch"
        self.new.mkdir()
        self.scratch.mkdir()

    def remove(self) -> None:
        """Remove it with everything in it, the lock last."""
        shutil.rmtree(self.path, ignore_errors=True)
        with suppress(OSError):
            os.close(self._lock)


def is_work_folder(name: str, site: Path) -> bool:
    """Whether a file or folder of this name was made here, beside the site or inside it."""
    return name.startswith(_pattern(site).partition("{")[0])


def sweep(site: Path) -> None:
    """Remove what builds that ended early left behind; folders of builds still running are left alone."""
    for parent in (site.parent, site):
        for leftover in parent.glob(_pattern(site).format("*")):
            if _is_free(leftover):
                shutil.rmtree(leftover, ignore_errors=True)


def _pattern(site: Path) -> str:
    return f".{site.name}-build-{{}}"


def _made(name: str, parent: Path) -> tuple[Path, int]:
    """The folder and its lock. It gets its name when it is locked, so that nobody sweeps it before."""
    begun, path = parent / f"{name}-begun", parent / name
    begun.mkdir(mode=0o700)
    try:
        lock = os.open(begun / _LOCK, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        begun.rename(path)
    except OSError:
        shutil.rmtree(begun, ignore_errors=True)
        raise
    return path, lock


def _is_free(leftover: Path) -> bool:
    """Whether nobody holds it. Of one that never got so far as to be held, an hour tells."""
    try:
        if leftover.name.endswith("-begun"):
            return time.time() - leftover.stat().st_mtime > _BEGUN
        lock = os.open(leftover / _LOCK, os.O_RDWR)
    except FileNotFoundError:
        return leftover.is_dir()
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(lock)
    return True
