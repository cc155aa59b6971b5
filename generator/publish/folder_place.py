"""A folder as the place of a site: the root of a web server, a share, a stick that is carried over."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from generator.output.manifest import Sum, sum_of
from generator.output.replace import sync_all
from generator.output.written import files_in

_FILE, _FOLDER = 0o644, 0o755
_ASIDE = ".gongkai-"


class FolderPlace:
    """A `Place`. Files come under a hidden name and take their own in one step. No link leads out of it."""

    def __init__(self, folder: Path) -> None:
        self.name = str(folder)
        self._root = folder
        self._left: list[str] = []

    def read(self, address: str) -> bytes | None:
        try:
            return (self._root / address).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def sizes(self) -> dict[str, int]:
        if not self._root.is_dir():
            return {}
        there = list(files_in(self._root))
        self._left = [one for one in there if one.rpartition("/")[2].startswith(_ASIDE)]
        return {one: (self._root / one).lstat().st_size for one in set(there).difference(self._left)}

    def sum_at(self, address: str, size: int) -> Sum:
        path = self._root / address
        return Sum(size, "link") if path.is_symlink() or not path.is_file() else sum_of(path)

    def put(self, address: str, source: Path) -> None:
        aside = self._aside(address)
        try:
            shutil.copyfile(source, aside)
            self._put(aside, address)
        finally:
            aside.unlink(missing_ok=True)

    def put_text(self, address: str, text: str) -> None:
        aside = self._aside(address)
        try:
            aside.write_text(text, "utf-8")
            self._put(aside, address)
        finally:
            aside.unlink(missing_ok=True)

    def remove(self, address: str) -> None:
        path = self._root / address
        path.unlink(missing_ok=True)
        with suppress(OSError):  # it holds something of others
            for above in path.parents:
                if above == self._root:
                    break
                above.rmdir()

    def room(self) -> int | None:
        above = self._root
        while not above.exists() and above != above.parent:
            above = above.parent
        return shutil.disk_usage(above).free

    def close(self) -> None:
        for address in self._left:
            self.remove(address)
        sync_all(self._root)

    def _aside(self, address: str) -> Path:
        folder = (self._root / address).parent
        for above in reversed([folder, *folder.parents]):
            if not above.exists():
                above.mkdir()
                above.chmod(_FOLDER)
            elif above.is_symlink() and self._root in above.parents:
                raise NotADirectoryError(20, "", str(above))
        return folder / f"{_ASIDE}{token_hex(4)}"

    def _put(self, aside: Path, address: str) -> None:
        aside.chmod(_FILE)
        os.replace(aside, self._root / address)
