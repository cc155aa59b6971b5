"""Which sources have changed since the last look: told at once, and missed never.

Folders are watched, not files: a file that an editor replaces by another of the same name is no longer the
one that was watched. What links lead to is watched where it lies, and of whatever is gone the next folder
above. Some disks (shares, containers) tell nothing, so there is also a look every second.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from watchfiles import watch

_TOGETHER = 40  # milliseconds: an editor writes a file in several steps
_AT_MOST = 400  # milliseconds that a stream of changes is gathered for
_LOOK_AGAIN = 1000  # milliseconds
_MOST_HOPS = 40  # from link to link; a ring of links has no end

Signature = tuple[int, ...]
"""Of a file, when it was written, how long it is and which one it is; of a folder, that it is there."""


@dataclass(slots=True)
class Sight:
    """What one look at the sources saw: each by its path, where they really lie, and what to watch."""

    signatures: dict[str, Signature] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)  # by the real one
    folders: set[str] = field(default_factory=set)


def look(sources: Iterable[Path]) -> Sight:
    """The files under `sources`, folders or files, whether they are there or not."""
    sight = Sight()
    for source in map(str, sources):
        _see(source, sight, at_top=True)
    return sight


def differing(before: Sight, after: Sight) -> set[str]:
    """The paths that are new, gone or written anew. Pure."""
    return {path for path, _ in before.signatures.items() ^ after.signatures.items()}


def changes(sources: Iterable[Path], stop: Event, begun: Event | None = None) -> Iterator[set[str]]:
    """The paths of each change, until `stop` is set; `begun` is set as soon as nothing will be missed."""
    sources = list(sources)
    sight = look(sources)
    if begun:
        begun.set()
    while not stop.is_set():
        for touched in _touched(sight.folders, stop):
            before, sight = sight, look(sources)
            # two changes within one tick of the disk's clock look like one: what was touched counts too
            changed = differing(before, sight) | {sight.paths[path] for path in touched & sight.paths.keys()}
            if changed:
                yield changed
            if sight.folders != before.folders:
                break


def _touched(folders: Iterable[str], stop: Event) -> Iterator[set[str]]:
    """The real paths that the system tells of, nothing where it is time to look again."""
    try:
        for told in watch(
            *folders,
            watch_filter=None,
            debounce=_AT_MOST,
            step=_TOGETHER,
            stop_event=stop,
            rust_timeout=_LOOK_AGAIN,
            yield_on_timeout=True,
            raise_interrupt=False,
            recursive=False,
        ):
            yield {path for _, path in told}
    except (OSError, RuntimeError):  # a folder has just gone, or the system watches no more of them
        stop.wait(_LOOK_AGAIN / 1000)
        yield set()


def _see(path: str, sight: Sight, *, at_top: bool = False) -> None:
    real = os.path.realpath(path)
    if at_top or os.path.islink(path):
        sight.folders |= {_existing(folder) for folder in _folders_to(path)}
    try:
        about = os.stat(path)
        if at_top and os.path.isdir(path):
            _see_folder(path, real, sight)
        else:
            sight.signatures[path] = _signature(about)
            sight.paths[real] = path
    except OSError as error:
        sight.signatures[path] = (error.errno or 0,)


def _see_folder(path: str, real: str, sight: Sight) -> None:
    """Everything in a folder; links in it are followed to files, and to no other folder."""
    sight.signatures[path] = (0,)
    sight.folders.add(real)
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.is_symlink():
                _see(entry.path, sight)
            elif entry.is_dir():
                try:
                    _see_folder(entry.path, f"{real}/{entry.name}", sight)
                except OSError as error:
                    sight.signatures[entry.path] = (error.errno or 0,)
            else:
                _see_file(entry, f"{real}/{entry.name}", sight)


def _see_file(entry: os.DirEntry[str], real: str, sight: Sight) -> None:
    try:
        sight.signatures[entry.path] = _signature(entry.stat())
        sight.paths[real] = entry.path
    except OSError:  # gone since the folder was read
        pass


def _signature(about: os.stat_result) -> Signature:
    return about.st_mtime_ns, about.st_ctime_ns, about.st_size, about.st_ino, about.st_dev, about.st_mode


def _folders_to(path: str) -> Iterator[str]:
    """The folder of a path and, where it is a link, that of each path it leads to."""
    for _ in range(_MOST_HOPS):
        folder = os.path.dirname(os.path.abspath(path))
        yield os.path.realpath(folder)
        if not os.path.islink(path):
            return
        path = os.path.join(folder, os.readlink(path))


def _existing(folder: str) -> str:
    """The folder itself, or the next above it that is there."""
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    return folder
