"""What the last build kept, and what this one keeps for the next.

Only whole things are kept, each with a digest of all that it was made from. Of what changes while the build
is under way nothing is kept, lest something old be found under a new digest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from generator.content.config import Config
from generator.content.known import CONTENT, Known, digest
from generator.library.entries import DocumentEntry
from generator.output.cache import Cache, folder_digest
from generator.output.parts import Decision, FilesByPart, Part, decide
from generator.output.takeover import File, noted, take_over
from generator.output.written import files_in
from generator.pages.facts import Facts

V = TypeVar("V")

PARTS, SHELLS = "parts", "shells"
_CODES = "templates"


class Shells(NamedTuple):
    """The HTML of the page shells by key, and the other files that came with them."""

    fingerprint: bytes
    html: dict[str, str]
    files: list[File]


class Plan(NamedTuple):
    """The decision, with the fingerprints of the new parts and the files of those to keep."""

    decision: Decision
    fingerprints: dict[str, bytes]
    files: FilesByPart


class Recall(Generic[V]):
    """What is made of each document: made again only where the facts have changed. Loaded when it is made, so
    in the process that needs it; `V` is a plain value.
    """

    def __init__(
        self,
        cache: Cache,
        name: str,
        key: Callable[[DocumentEntry], bytes],
        make: Callable[[DocumentEntry], V],
    ) -> None:
        self._cache, self._name, self._key, self._make = cache, name, key, make
        self._before: dict[str, tuple[bytes, V]] = cache.load(name) or {}
        self._now: dict[str, tuple[bytes, V]] = {}

    def __call__(self, document: DocumentEntry) -> V:
        key, found = self._key(document), self._before.get(document.ref)
        value = found[1] if found and found[0] == key else self._make(document)
        self._now[document.ref] = key, value
        return value

    def save(self) -> None:
        """Keep what was asked for; it is true whatever becomes of the site."""
        self._cache.save(self._name, self._now)


@dataclass(frozen=True, slots=True)
class Keeping:
    """A build with a cache. `of_templates` and `base` are digests, of the templates and of these with the
    configuration: what everything is made from.
    """

    cache: Cache
    templates: Path
    of_templates: bytes
    base: bytes

    @classmethod
    def of(cls, cache: Cache, templates: Path, config: Config) -> Keeping:
        of_templates = folder_digest(templates)
        return cls(cache, templates, of_templates, digest(of_templates, repr(config).encode()))

    def shells(self, pages: Path, old: Path, new: Path, make: Callable[[], dict[str, str]]) -> Shells:
        """The shells, with the hand-written pages and assets in `new`: from the folder `old`, or made."""
        fingerprint = digest(self.base, folder_digest(pages))
        if kept := self.cache.load(SHELLS):
            found = Shells(*kept)
            if found.fingerprint == fingerprint and take_over(old, new, found.files):
                return found
        html, files = make(), list[File]()
        for _ in noted(((address, (new / address).read_bytes()) for address in files_in(new)), files):
            pass
        changed = digest(self.base, folder_digest(pages)) != fingerprint
        return Shells(b"" if changed else fingerprint, html, files)

    def codes(self, make: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
        """The compiled templates."""
        of, codes = self.cache.load(_CODES) or (b"", {})
        return codes if of == self.of_templates else make()

    def plan(self, parts: Iterable[Part], facts: Facts) -> Plan:
        """What is to be done for these parts."""
        kept = self.cache.load(PARTS) or {}
        new = {part.name: digest(self.base, *part.reads(facts)) for part in parts}
        decision = decide({name: of for name, (of, _) in kept.items()}, new)
        return Plan(decision, new, {name: kept[name][1] for name in decision.keep})

    def save(
        self,
        known: dict[str, Known],
        shells: Shells,
        codes: dict[str, bytes],
        plan: Plan,
        files: FilesByPart,
    ) -> None:
        """Keep all that for the next build, now that the site is what it says."""
        if folder_digest(self.templates) != self.of_templates:
            return
        self.cache.save(CONTENT, {file: tuple(fields) for file, fields in known.items()})
        self.cache.save(SHELLS, tuple(shells))
        self.cache.save(_CODES, (self.of_templates, codes))
        self.cache.save(PARTS, {name: (plan.fingerprints[name], found) for name, found in files.items()})
