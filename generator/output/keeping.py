"""What the last build kept, and what this one keeps for the next.

Only whole things are kept, each with a digest of all that it was made from. Of what changes while the build
is under way nothing is kept, lest something old be found under a new digest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.content.config import Config
from generator.content.known import CONTENT, Known, digest
from generator.output.cache import Cache, folder_digest
from generator.output.parts import Decision, FilesByPart, Part, decide
from generator.output.takeover import File, noted, take_over
from generator.output.written import files_in
from generator.pages.facts import Facts

PARTS = "parts"
_SHELLS, _CODES = "shells", "templates"


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
        if kept := self.cache.load(_SHELLS):
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
        self.cache.save(_SHELLS, tuple(shells))
        self.cache.save(_CODES, (self.of_templates, codes))
        self.cache.save(PARTS, {name: (plan.fingerprints[name], found) for name, found in files.items()})
