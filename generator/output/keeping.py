"""What the last build kept, and what this one keeps for the next.

Only whole things are kept, each with a digest of all that it was made from. Of what changes while the build
is under way nothing is kept, lest something old be found under a new digest.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from generator.content.config import Config
from generator.content.known import CONTENT, Known, digest
from generator.library.entries import DocumentEntry
from generator.output.cache import Cache, folder_digest
from generator.output.ownership import FILES as LISTING
from generator.output.parts import Decision, FilesByPart, KeptByPart, Part, decide
from generator.output.replace import Mark
from generator.output.takeover import File, Sealed, noted, sealed, take_over
from generator.output.written import files_in
from generator.pages.facts import Facts

V = TypeVar("V")

PARTS = "parts"
SHELLS, _CODES = "shells", "templates"
_MOMENT = 0.02  # seconds, longer than a tick of the times of a file system


class Shells(NamedTuple):
    """The HTML of the page shells by key, and the other files that came with them."""

    fingerprint: bytes
    html: dict[str, str]
    files: list[File]


class Plan(NamedTuple):
    """The decision, with the fingerprints of the new parts and the files of those to keep; `old` is all that
    was kept.
    """

    decision: Decision
    fingerprints: dict[str, bytes]
    files: KeptByPart
    old: Mapping[str, tuple[bytes, list[Sealed]]]


class Recall:
    """What is made of some facts, by a digest of these: made again only where they have changed.

    What is made is a plain value, and not None. Loaded when this is made, so in the process that needs it.
    """

    def __init__(self, cache: Cache, name: str) -> None:
        self._cache, self._name = cache, name
        self._before: dict[bytes, Any] = cache.load(name) or {}
        self._now: dict[bytes, Any] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known from before."""
        return not self._before

    def __call__(self, key: bytes, make: Callable[[], V]) -> V:
        known = self._before.get(key)
        value: V = make() if known is None else known
        self._now[key] = value
        return value

    def save(self) -> None:
        """Keep what was asked for; it is true whatever becomes of the site."""
        self._cache.save(self._name, self._now)


class Recalls(NamedTuple):
    """What was made of documents before, by the facts that are `told` of them."""

    cache: Cache
    told: Callable[[DocumentEntry], bytes]

    def of(self, name: str) -> Recall:
        return Recall(self.cache, name)


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
            was, html, files = kept
            if was == fingerprint and (taken := take_over(old, new, files)) is not None:
                return Shells(was, html, taken)
        html, made = make(), list[File]()
        for _ in noted(((address, (new / address).read_bytes()) for address in files_in(new)), made):
            pass
        changed = digest(self.base, folder_digest(pages)) != fingerprint
        return Shells(b"" if changed else fingerprint, html, made)

    def codes(self, make: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
        """The compiled templates."""
        of, codes = self.cache.load(_CODES) or (b"", {})
        return codes if of == self.of_templates else make()

    def plan(self, parts: Iterable[Part], facts: Facts, earlier: Plan | None = None) -> Plan:
        """What is to be done for these parts, and those of an `earlier` plan, whose files they tell of."""
        old = earlier.old if earlier else self.cache.load(PARTS) or {}
        new = {part.name: digest(self.base, *part.reads(facts)) for part in parts}
        fingerprints = earlier.fingerprints | new if earlier else new
        decision = decide({name: of for name, (of, _) in old.items()}, fingerprints)
        return Plan(decision, fingerprints, {name: old[name][1] for name in decision.keep}, old)

    def save(
        self,
        site: Path,
        mark: Mark,
        known: dict[str, Known],
        shells: Shells,
        codes: dict[str, bytes],
        plan: Plan,
        files: FilesByPart,
    ) -> None:
        """Keep all that for the next build, now that the site is what it says: the one whose listing has this
        mark, not that of a build which came after. The listing is written when all else is.
        """
        if folder_digest(self.templates) != self.of_templates:
            return
        time.sleep(_MOMENT)  # `sealed` wants it
        held = {name: sealed(site, found, mark.written) for name, found in files.items()}
        around = sealed(site, shells.files, mark.written)
        if not _stands(site, mark):
            return
        self.cache.save(CONTENT, {file: tuple(fields) for file, fields in known.items()})
        self.cache.save(SHELLS, (shells.fingerprint if around else b"", shells.html, around or []))
        self.cache.save(_CODES, (self.of_templates, codes))
        self.cache.save(
            PARTS,
            {name: (plan.fingerprints[name], found) for name, found in held.items() if found is not None},
        )


def _stands(site: Path, mark: Mark) -> bool:
    try:
        return Mark.of(site / LISTING) == mark
    except OSError:  # somebody has taken the site away
        return False
