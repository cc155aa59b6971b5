"""What a build keeps for the next one, in a hidden folder beside the site.

Nothing depends on it: what is missing, cut off, edited by hand or of another version of the program is not
there, and what cannot be written is left. Each file begins with what it must be of, and a digest of the rest.
"""

from __future__ import annotations

import marshal
import os
import sys
import time
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from secrets import token_hex
from typing import Any, Protocol

from generator.output.written import files_in

_PACKAGE = Path(__file__).resolve().parent.parent
_LEFT = 3600  # seconds after which a file that never got its name is left over
# What of others has a say in the bytes of a site
_LIBRARIES = (
    "jinja2",
    "markdown",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "numpy",
    "pydantic",
    "pydantic-core",
    "pymdown-extensions",
    "pyyaml",
)


class Cache(Protocol):
    """Plain values (dicts, lists, tuples, bytes, text, numbers) by name."""

    def load(self, name: str) -> Any:
        """What was saved under this name, or None."""

    def save(self, name: str, value: Any) -> None:
        """Keep a value under this name, if that can be done."""


class Memory:
    """A cache that lives as long as its process."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}

    def load(self, name: str) -> Any:
        return self._values.get(name)

    def save(self, name: str, value: Any) -> None:
        self._values[name] = value


class Folder:
    """The cache of a site on the disk."""

    def __init__(self, site: Path) -> None:
        self.path = site.absolute().parent / f".gongkai-{site.absolute().name}"
        self._mark = _mark()  # once, before the build parts into processes

    def load(self, name: str) -> Any:
        path = self.path / name
        try:
            # a pipe would never end
            data = path.read_bytes() if path.is_file() and not self.path.is_symlink() else b""
        except OSError:
            return None
        mark = self._mark_of(name)
        seal, rest = data[len(mark) : len(mark) + 32], memoryview(data)[len(mark) + 32 :]
        if not data.startswith(mark) or sha256(rest).digest() != seal:
            return None
        return marshal.loads(rest)

    def save(self, name: str, value: Any) -> None:
        with suppress(OSError):
            if self.path.is_symlink():  # to a folder of somebody else
                return
            self.path.mkdir(mode=0o700, exist_ok=True)  # it may hold what no page shows
            self._write(".gitignore", b"*\n")
            data = marshal.dumps(value)
            self._write(name, self._mark_of(name), sha256(data).digest(), data)

    def _mark_of(self, name: str) -> bytes:
        """Of the program and the name: what was saved under another one is another kind of value."""
        return self._mark + sha256(name.encode()).digest()

    def _write(self, name: str, *parts: bytes) -> None:
        """In one step, so that of two builds each reads a whole file."""
        aside = self.path / f"{name}.new-{token_hex(4)}"
        try:
            with aside.open("wb", 0) as file:
                for part in parts:
                    rest = memoryview(part)
                    while rest:
                        rest = rest[file.write(rest) :]
            os.replace(aside, self.path / name)
        except OSError:
            aside.unlink(missing_ok=True)
            raise
        for left in self.path.glob(f"{name}.new-*"):  # by a build that was killed
            if time.time() - left.stat().st_mtime > _LEFT:
                left.unlink(missing_ok=True)


def folder_digest(folder: Path) -> bytes:
    """A digest of all files under a folder, with their addresses."""
    made = sha256()
    for address in sorted(files_in(folder)):
        made.update(f"{address}\n".encode("utf-8", "surrogateescape"))
        made.update(_digest_of(f"{folder}/{address}"))
    return made.digest()


def _digest_of(path: str) -> bytes:
    if not os.path.isfile(path):  # a pipe would never end
        return b""
    with open(path, "rb", 0) as file:
        return sha256(file.readall()).digest()


@cache
def _mark() -> bytes:
    """What a value is of: the program to the last letter, the interpreter, the libraries."""
    made = sha256(sys.version.encode())
    for path in sorted(_PACKAGE.rglob("*.py")):
        made.update(f"{path.relative_to(_PACKAGE)}\n".encode())
        made.update(sha256(path.read_bytes()).digest())
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            made.update(f"{name} {version(name)}\n".encode())
    return b"gongkai " + made.digest()
