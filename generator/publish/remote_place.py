"""Any address that fsspec knows as the place of a site: SFTP, object storage. The sole knower of fsspec.

Not atomic as a whole; each file is. Where a rename replaces a file (SFTP) it comes under a hidden name first;
an object store shows a file only when it has all of it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.output.manifest import Sum
from generator.problems import Problem, ProblemsError

_RENAMING = {"sftp", "ssh", "smb", "ftp", "file", "local"}
_HIDDEN = ".gongkai-new"


class RemotePlace:
    """A `Place`. Who it is that comes, and by which key, the programs beneath know: ~/.ssh, AWS_…"""

    def __init__(self, text: str) -> None:
        self.name = _without_password(text)
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise _not_installed(self.name) from error
        try:
            with _as_os_error(self.name):
                self._fs, root = url_to_fs(text)
        except ImportError as error:
            raise _not_installed(self.name) from error
        self._root = str(root).rstrip("/")
        protocol = self._fs.protocol
        self._renames = bool({protocol, *(() if isinstance(protocol, str) else protocol)} & _RENAMING)
        self._made: set[str] = set()

    def read(self, address: str) -> bytes | None:
        with _as_os_error(self.name):
            try:
                return bytes(self._fs.cat_file(self._path(address)))
            except FileNotFoundError:
                return None

    def sizes(self) -> dict[str, int]:
        with _as_os_error(self.name):
            self._fs.invalidate_cache()
            try:
                found: dict[str, Any] = self._fs.find(self._root, detail=True)
            except FileNotFoundError:
                return {}
        start = len(self._root.strip("/")) + 1
        return {path.strip("/")[start:]: about["size"] for path, about in found.items()}

    def sum_at(self, _: str, size: int) -> Sum:
        return Sum(size, "")

    def put(self, address: str, source: Path) -> None:
        with _as_os_error(self.name), self._target(address) as path:
            self._fs.put_file(str(source), path)

    def put_text(self, address: str, text: str) -> None:
        with _as_os_error(self.name), self._target(address) as path:
            self._fs.pipe_file(path, text.encode())

    def remove(self, address: str) -> None:
        with _as_os_error(self.name):
            try:
                self._fs.rm_file(self._path(address))
            except FileNotFoundError:
                return

    def room(self) -> int | None:
        return None

    def close(self) -> None:
        pass

    def _path(self, address: str) -> str:
        return f"{self._root}/{address}"

    @contextmanager
    def _target(self, address: str) -> Iterator[str]:
        path = self._path(address)
        folder, name = posixpath.split(path)
        if folder not in self._made:
            self._fs.makedirs(folder, exist_ok=True)
            self._made.add(folder)
        if not self._renames:
            yield path
            return
        aside = f"{folder}/{_HIDDEN}-{name}"
        yield aside
        self._fs.mv(aside, path)


@contextmanager
def _as_os_error(name: str) -> Iterator[None]:
    """Whatever the library beneath raises (there is one for each protocol) as OSError of this place."""
    try:
        yield
    except (OSError, ImportError) as error:
        if isinstance(error, OSError) and not error.filename:
            error.filename = name
        raise
    except Exception as error:
        raise OSError(None, f"{type(error).__name__}: {error}"[:200], name) from error


def _without_password(text: str) -> str:
    """The address as it may be printed."""
    scheme, _, rest = text.partition("://")
    who, at, where = rest.rpartition("@")
    return f"{scheme}://{who.partition(':')[0]}{at}{where}"


def _not_installed(name: str) -> ProblemsError:
    hint = "请运行 .venv/bin/pip install 'gongkai[publish]'；不能安装的，先发布到一个目录，再拷过去"
    return ProblemsError([Problem(name, 0, 0, "发布到这样的地址还缺少程序", hint, rule="publish")])
