"""Any address that fsspec knows as the place of a site: SFTP, a share, FTP.

Not atomic as a whole; each file is. Where a rename replaces a file it comes under a hidden name first.
"""

from __future__ import annotations

import errno
import hashlib
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from generator.output.manifest import Sum
from generator.publish.far import as_place_error, not_installed, without_password
from generator.publish.refused import PlaceError

_RENAMING = {"sftp", "ssh", "smb", "ftp", "file", "local"}
_SSH = ("sftp://", "ssh://")
_HIDDEN = ".gongkai-new-"


class RemotePlace:
    """A `Place`. Who it is that comes, and by which key, the programs beneath know: ~/.ssh"""

    def __init__(self, text: str) -> None:
        self.name = without_password(text)
        try:
            from fsspec.core import url_to_fs

            if text.startswith(_SSH):
                from generator.publish import sftp

                sftp.register()
            with as_place_error(self.name):
                self._fs, root = url_to_fs(text)
        except ImportError as error:
            raise not_installed(self.name) from error
        self._root = str(root).rstrip("/")
        protocol = self._fs.protocol
        self._renames = bool({protocol, *(() if isinstance(protocol, str) else protocol)} & _RENAMING)
        self._made: set[str] = set()
        self._links: frozenset[str] = frozenset()
        self._left: list[str] = []

    def read(self, address: str) -> bytes | None:
        with as_place_error(self.name):
            try:
                return bytes(self._fs.cat_file(self._path(address)))
            except FileNotFoundError:
                return None

    def sizes(self) -> dict[str, int]:
        found = self._found()
        self._links = frozenset(address for address, about in found.items() if about["type"] == "link")
        self._left = [one for one in found if posixpath.basename(one).startswith(_HIDDEN)]
        return {address: about["size"] for address, about in found.items() if address not in self._left}

    def sum_at(self, address: str, size: int) -> Sum:
        return Sum(size, "link" if address in self._links else "")

    def put(self, address: str, source: Path) -> None:
        with as_place_error(self.name), self._target(address) as path:
            self._fs.put_file(str(source), path)

    def put_text(self, address: str, text: str) -> None:
        with as_place_error(self.name), self._target(address) as path:
            self._fs.pipe_file(path, text.encode())

    def remove(self, address: str) -> None:
        with as_place_error(self.name):
            try:
                self._fs.rm_file(self._path(address))
            except FileNotFoundError:
                return
            if self._renames:
                self._remove_empty(posixpath.dirname(address))

    def room(self) -> int | None:
        return None

    def close(self) -> None:
        for address in self._left:
            self.remove(address)

    def _found(self) -> dict[str, Any]:
        """Everything there. A folder that may not be read is not taken for an empty one."""
        strict = {"on_error": "raise"} if self._renames else {}
        with as_place_error(self.name):
            self._fs.invalidate_cache()
            try:
                found: dict[str, Any] = self._fs.find(self._root, detail=True, **strict)
            except FileNotFoundError:
                return {}
        start = len(self._root.strip("/")) + 1
        by_address = {path.strip("/")[start:]: about for path, about in found.items()}
        if "" in by_address:
            raise PlaceError(errno.ENOTDIR, "这是一个文件，不是目录", self.name)
        return by_address

    def _remove_empty(self, folder: str) -> None:
        with suppress(OSError):  # it holds something
            while folder:
                self._fs.rmdir(self._path(folder))
                self._made.discard(self._path(folder))
                folder = posixpath.dirname(folder)

    def _path(self, address: str) -> str:
        return f"{self._root}/{address}"

    @contextmanager
    def _target(self, address: str) -> Iterator[str]:
        self._refuse_link_above(address)
        path = self._path(address)
        folder = posixpath.dirname(path)
        if folder not in self._made:
            self._fs.makedirs(folder, exist_ok=True)
            self._made.add(folder)
        if not self._renames:
            yield path
            return
        # the same each time, so that what was left half written is written over; never too long a name
        aside = f"{folder}/{_HIDDEN}{hashlib.sha256(address.encode()).hexdigest()[:12]}"
        try:
            yield aside
            self._fs.mv(aside, path)
        except Exception:
            with suppress(Exception):  # half of it would take room that may be wanting
                self._fs.rm_file(aside)
            raise

    def _refuse_link_above(self, address: str) -> None:
        """What somebody put in the place of a folder may lead anywhere."""
        above = posixpath.dirname(address)
        while above:
            if above in self._links:
                raise PlaceError(errno.ENOTDIR, f"{above} 是一个链接，不是目录", self.name)
            above = posixpath.dirname(above)
