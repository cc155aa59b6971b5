"""Rule: imports that write into one content folder take turns, from reading its registries to writing them.

The turn is a lock of the system on the folder itself: it leaves no file behind and ends with the process,
however that ends.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from generator.importer.draft.atomic_write import make_folder, show


@contextmanager
def turn(folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the folder, once no other import does. A folder that is made for this, and stays empty, is gone
    afterwards."""
    while True:
        with ExitStack() as held:
            make_folder(folder, held)
            own = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            held.callback(os.close, own)
            _lock(own, folder, say)
            if _is_there(folder, own):
                yield
                return


def _lock(own: int, folder: Path, say: Callable[[str], None]) -> None:
    try:
        try:
            fcntl.flock(own, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"另一次导入正在写 {show(folder)}，等它写完再写……")
            fcntl.flock(own, fcntl.LOCK_EX)
    except OSError:  # disks on a network may have no locks
        say(f"提醒：{show(folder)} 所在的磁盘不能加锁，请不要同时导入到这个目录。")


def _is_there(folder: Path, own: int) -> bool:
    """Whether the folder still is the one that was opened; the import before may have made it, and removed
    it again."""
    return os.path.isdir(folder) and os.path.samestat(os.stat(folder), os.fstat(own))
