"""What stands in each source, so that a save that changes nothing is told from one that does."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from generator.cli.serve.watching import look

_NOTHING = b""


class Contents:
    """The sources as they were when they were last asked after. Watch them before: then a change that comes
    between the two looks is asked after in its turn.
    """

    def __init__(self, sources: Iterable[Path]) -> None:
        self._seals = {path: _seal(path) for path in look(sources).signatures}

    def changed(self, paths: Iterable[str]) -> set[str]:
        """Those of these paths that hold something else than before, or nothing any more."""
        now = {path: _seal(path) for path in paths}
        found = {path for path, seal in now.items() if seal != self._seals.get(path, _NOTHING)}
        self._seals |= now
        return found


def _seal(path: str) -> bytes:
    """Stands for what is at a path: equal seals, equal content."""
    if not os.path.isfile(path):  # of a pipe nobody knows the end
        return b"something" if os.path.exists(path) else _NOTHING
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        return str(error.errno).encode()
