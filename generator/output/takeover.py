"""Files of the old site in the new one: as links where the file system has them, as copies where not.

A web master may have edited a page on the spot, so only what still is to the byte what the build wrote is
taken over. A file is that if the system has not touched it since: it is the same file (inode) of the same
size, and the time of its last change, which the system sets and nobody else can, is the one noted when the
site stood. Else, as after a backup made of links or a build that was given up, its content is read. That time
is only held equal, never compared with a clock; on a file system where it means little, all is read or made.

A link is made only where the old site is the sole holder of the file; a backup made of links must not become
a second door to the published page.
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
from typing import Any

File = tuple[str, bytes, int]
"""An address, the SHA-256 and the size of what was written there; the manifest of the site says both too"""
Sealed = tuple[str, bytes, int, int, int]
"""The same with the number of the file (inode) and the time of its last change (ns) when the site stood"""


def noted(files: Iterable[tuple[str, str | bytes]], into: list[File]) -> Iterator[tuple[str, bytes]]:
    """The files on their way to the disk, whole or in pieces; in the end each is put down."""
    sums: dict[str, Any] = {}
    sizes: dict[str, int] = {}
    for address, content in files:
        data = content.encode() if isinstance(content, str) else content
        if address in sums:
            sums[address].update(data)
            sizes[address] += len(data)
        else:
            sums[address], sizes[address] = sha256(data), len(data)
        yield address, data
    into += [(address, found.digest(), sizes[address]) for address, found in sums.items()]


def sealed(site: Path, files: Iterable[File], until: int) -> list[Sealed] | None:
    """The files as they stand in `site`; None where one is no more what was written, the last `until` then
    (ns), by the clock of the file system.

    Whoever asks has let a moment pass since the last change, so that another one has another time.
    """
    root = str(site)
    found = []
    for file in files:
        try:
            about = os.lstat(f"{root}/{file[0]}")
        except OSError:
            return None
        if not stat.S_ISREG(about.st_mode) or about.st_size != file[2] or about.st_mtime_ns > until:
            return None
        found.append((*file, about.st_ino, about.st_ctime_ns))
    return found


def take_over(
    old: Path, new: Path, files: Iterable[Sealed], made: set[str] | None = None
) -> list[File] | None:
    """All these files of the folder `old` in `new`, as they stand there; or none of them. Folders that are
    `made` are not asked for again.
    """
    taken: list[File] = []
    made = set() if made is None else made
    for file in files:
        target = f"{new}/{file[0]}"
        parent = target.rpartition("/")[0]
        if parent not in made:
            os.makedirs(parent, exist_ok=True)
            made.add(parent)
        try:
            taken.append(_taken(f"{old}/{file[0]}", target, file))
        except OSError:
            for address in (file[0], *(address for address, *_ in taken)):
                with suppress(OSError):
                    os.unlink(f"{new}/{address}")
            return None
    return taken


def _taken(source: str, target: str, file: Sealed) -> File:
    """Raises OSError where the file is not what it was, or there is no room for it."""
    _, checksum, size, number, changed = file
    about = os.lstat(source)
    if not stat.S_ISREG(about.st_mode) or about.st_size != size:
        raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), source)
    is_untouched = (about.st_ino, about.st_ctime_ns) == (number, changed)
    if not is_untouched and sha256(_content(source)).digest() != checksum:
        raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), source)
    if about.st_nlink == 1:
        try:
            os.link(source, target, follow_symlinks=False)
        except FileExistsError:
            raise
        except OSError:  # no links here
            pass
        else:
            return file[:3]
    shutil.copyfile(source, target, follow_symlinks=False)
    return file[:3]


def _content(path: str) -> bytes:
    # neither through a link to somewhere else nor waiting for what comes out of a pipe
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        parts = [os.read(handle, os.fstat(handle).st_size + 1)]
        while parts[-1]:
            parts.append(os.read(handle, 1 << 20))
        return b"".join(parts)
    finally:
        os.close(handle)
