"""A new site takes the place of the old one, and holds through a power cut.

Where the file system can, the two folders change places in one system call, so a reader or a killed build
sees the old site or the new one, never a mixture and never none. Everything new is on the disk before that,
and the change itself before the old site goes. A site that is a mount point, or on a file system that cannot
exchange folders, is filled file by file, each of which is the old one or the new one.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from generator.output.written import files_in, write_all

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_LAST = "index.html"
_PAGE = ".html"


class Mark(NamedTuple):
    """Which file it is: its number (inode), and when it was written (ns)."""

    number: int
    written: int

    @classmethod
    def of(cls, path: Path) -> Mark:
        """Raises OSError where there is no such file."""
        about = path.lstat()
        return cls(about.st_ino, about.st_mtime_ns)


def sync_all(folder: Path) -> None:
    """Wait until all that was written to the file system of `folder` is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        call = ctypes.CDLL(None, use_errno=True).syncfs
        if call(handle) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
    except AttributeError:  # not Linux
        os.sync()
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put(new: Path, site: Path) -> bool:
    """Put the folder `new` in the place of `site` in one step; what was there is then at `new`.

    False where the system or the file system cannot do that. Raises OSError if it may not.
    """
    if os.path.ismount(site):
        return False
    if site.exists():
        return _exchange(new, site)
    try:
        new.rename(site)
    except OSError as error:
        if error.errno in (errno.EXDEV, errno.EBUSY):
            return False
        raise
    return True


def _exchange(new: Path, old: Path) -> bool:
    """renameat2(…, RENAME_EXCHANGE)."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    result: int = call(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(old), _RENAME_EXCHANGE)
    return result == 0


def fill(new: Path, site: Path, listing: str, ours: Iterable[str], *, durable: bool) -> Mark:
    """Move every file of `new` to its address in `site`, what pages load first and the home page last, then
    remove those of `ours` that are not in `new`. What is not in the site is not ours, whatever is said of it.

    At each moment the file `listing` names all that is ours, so that a fill that was cut off can be taken up
    by the next build. One build fills at a time; the others wait. The mark is that of the listing.
    """
    site.mkdir(exist_ok=True)
    files, before = list(files_in(new)), set(ours) & set(files_in(site))
    folder = os.open(site, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(folder, fcntl.LOCK_EX)
        write_all(new, [(f"{listing}.all", "\n".join(sorted({*files, *before})) + "\n")])
        _move(new / f"{listing}.all", site, listing)
        for address in _in_order(files, listing):
            _move(new / address, site, address)
        if durable:
            sync_all(site)
        _remove(site, before - set(files))
        _move(new / listing, site, listing)
        mark = Mark.of(site / listing)
        _open_folders(site, files)
        if durable:
            sync_all(site)
        return mark
    finally:
        os.close(folder)


def _in_order(files: Sequence[str], listing: str) -> list[str]:
    """What pages load before the pages, the home page last; the listing is put apart."""
    return sorted(
        (address for address in files if address != listing),
        key=lambda address: (address.endswith(_PAGE), address == _LAST),
    )


def _move(source: Path, site: Path, address: str) -> None:
    """Replace one file by another in one step, also from another file system, and never through a link."""
    target = site / address
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)  # the old site had a folder of this name; its files are ours
    for above in list(Path(address).parents)[-2::-1]:  # the outermost first, without the site itself
        if (site / above).is_symlink() or (site / above).is_file():
            (site / above).unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.replace(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        aside = target.parent / f".{target.name}-{token_hex(4)}"
        try:
            shutil.copyfile(source, aside)
            shutil.copymode(source, aside)
            os.replace(aside, target)
        finally:
            aside.unlink(missing_ok=True)


def _remove(site: Path, addresses: Iterable[str]) -> None:
    for address in addresses:
        path = site / address
        with suppress(OSError):
            path.unlink()
        for above in path.parents:
            if above == site:
                break
            try:
                above.rmdir()
            except OSError:
                break


def _open_folders(site: Path, files: Iterable[str]) -> None:
    """The folders that a fill made get the modes that a web server needs."""
    for folder in {Path(above) for address in files for above in Path(address).parents}:
        if (site / folder).stat().st_mode & 0o777 != 0o755:
            with suppress(OSError):  # a mount point may belong to somebody else
                (site / folder).chmod(0o755)
