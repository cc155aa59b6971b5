"""Files under a folder, by their addresses: written, listed, made readable for a web server."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

_FOLDER, _FILE = 0o755, 0o644


def write_all(folder: Path, files: Iterable[tuple[str, str | bytes]]) -> None:
    """Write files by their address under `folder`, making folders as needed. A file may come in pieces, and
    other files between two of them.

    Never into a file that is there: it may be one of the old site, taken over by a link.
    """
    root = str(folder)
    begun: set[str] = set()
    for address, pieces in groupby(files, itemgetter(0)):
        path = f"{root}/{address}"
        handle = os.open(path, os.O_WRONLY | os.O_APPEND) if address in begun else _new(path)
        begun.add(address)
        try:
            for _, content in pieces:
                rest = memoryview(content.encode() if isinstance(content, str) else content)
                while rest:
                    rest = rest[os.write(handle, rest) :]
        finally:
            os.close(handle)


def _new(path: str) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        return os.open(path, flags, _FILE)
    except FileNotFoundError:
        os.makedirs(path.rpartition("/")[0], exist_ok=True)
    except FileExistsError:
        os.unlink(path)
    return os.open(path, flags, _FILE)


def files_in(folder: Path) -> Iterator[str]:
    """Every file under a folder by its address."""
    folders = [""]
    for above in folders:
        for entry in os.scandir(folder / above):
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{above}{entry.name}/")
            else:
                yield above + entry.name


def move_all(old: Path, new: Path) -> None:
    """Move every file under the folder `old` to the same address under `new`, on the same file system."""
    for address in files_in(old):
        path = new / address
        path.parent.mkdir(parents=True, exist_ok=True)
        (old / address).replace(path)


def make_readable(folder: Path) -> None:
    """Give everything the modes that a web server needs, whatever the umask or the modes of the sources."""
    _set_mode(os.stat(folder).st_mode, _FOLDER, str(folder))
    for above, folders, files in os.walk(folder):
        for names, wanted in ((folders, _FOLDER), (files, _FILE)):
            for name in names:
                path = f"{above}/{name}"
                _set_mode(os.lstat(path).st_mode, wanted, path)


def _set_mode(mode: int, wanted: int, path: str) -> None:
    if mode & 0o777 != wanted:
        os.chmod(path, wanted)
