"""Files in which nothing private was found, kept for the next build by the digest of their text."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from generator.content.known import Known
from generator.output.cache import Cache

_NAME = "clean"


class Clean:
    """What a cache knows of it. Cached values are of this very program, so of these very rules."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def known(self, files: Mapping[str, Known]) -> frozenset[str]:
        """The files that are as they were when nothing was found in them."""
        before: dict[str, bytes] = self._cache.load(_NAME) or {}
        return frozenset(file for file, known in files.items() if known.key and before.get(file) == known.key)

    def save(self, files: Mapping[str, Known], clean: Collection[str]) -> None:
        """Keep which files are clean; true whatever becomes of the site."""
        self._cache.save(_NAME, {file: known.key for file, known in files.items() if file in clean})
