"""Files of the old site in the new one: as links where the file system has them, as copies where not.

A web master may have edited a page on the spot, and dates say nothing, so each file is read: only what still
is to the byte what the build wrote is taken over. A link is made only where the old site is the sole other
holder of the file; a backup made of links must not become a second door to the published page.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

File = tuple[str, bytes]
"""An address and the digest of what stands there"""
_OURS = 2  # names of a file that was linked just now: in the old site and in the new


def noted(files: Iterable[tuple[str, str | bytes]], into: list[File]) -> Iterator[tuple[str, bytes]]:
    """The files on their way to the disk, each put down with its digest."""
    for address, content in files:
        data = content.encode() if isinstance(content, str) else content
        into.append((address, sha256(data).digest()))
        yield address, data


def take_over(old: Path, new: Path, files: Iterable[File]) -> bool:
    """Whether all these files of the folder `old` stand in `new` now; else none of them does."""
    taken: list[str] = []
    made: set[str] = set()
    for address, seal in files:
        taken.append(f"{new}/{address}")
        parent = taken[-1].rpartition("/")[0]
        if parent not in made:
            os.makedirs(parent, exist_ok=True)
            made.add(parent)
        if not _taken(f"{old}/{address}", taken[-1], seal):
            for path in taken:
                with suppress(OSError):
                    os.unlink(path)
            return False
    return True


def _taken(source: str, target: str, seal: bytes) -> bool:
    try:
        _link_or_copy(source, target)
        return sha256(_content(target)).digest() == seal
    except OSError:
        return False


def _link_or_copy(source: str, target: str) -> None:
    """Raises OSError where there is no such file, or no room for it."""
    try:
        os.link(source, target, follow_symlinks=False)
        if os.lstat(target).st_nlink == _OURS:
            return
        os.unlink(target)
    except FileNotFoundError:
        raise
    except OSError:  # no links here, or too many of them
        pass
    shutil.copyfile(source, target, follow_symlinks=False)


def _content(path: str) -> bytes:
    # neither through a link to somewhere else nor waiting for what comes out of a pipe
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
        parts = [os.read(handle, about.st_size + 1)]
        while parts[-1]:
            parts.append(os.read(handle, about.st_size + 1))
        return b"".join(parts)
    finally:
        os.close(handle)
