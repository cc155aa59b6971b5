"""A site in parts, each of which is made or taken over from the old site as a whole.

A part has a name, and reads facts: a fingerprint of these decides what becomes of it. One that the old site
no longer has as it was built is made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.output import written
from generator.output.takeover import File, Sealed, noted, take_over
from generator.pages.facts import Facts

FilesByPart = dict[str, list[File]]
KeptByPart = dict[str, list[Sealed]]


@dataclass(frozen=True, slots=True)
class Part:
    """Files that are made together, and the facts of the library that they are made from."""

    name: str
    make: Callable[[], Iterable[tuple[str, str | bytes]]]
    reads: Callable[[Facts], Iterable[bytes]]


class Decision(NamedTuple):
    """The names of parts: the first two of the new site, the last of the old one alone."""

    make: list[str]
    keep: list[str]
    remove: list[str]


def decide(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Decision:
    """What becomes of each part, by the fingerprints of the old site and of the new one. Pure."""
    return Decision(
        [name for name, fingerprint in new.items() if old.get(name) != fingerprint],
        [name for name, fingerprint in new.items() if old.get(name) == fingerprint],
        [name for name in old if name not in new],
    )


def carry_out(
    parts: Mapping[str, Part], kept: KeptByPart, old: Path, new: Path, names: Iterable[str]
) -> FilesByPart:
    """Fill the folder `new` with the parts of these names: those in `kept` with files of the folder `old`, if
    they are as they were. Whoever has the same library needs to be told nothing but the names.

    Returns the files of each part.
    """
    folders: set[str] = set()
    return {name: _carried_out(parts[name], kept.get(name), old, new, folders) for name in names}


def _carried_out(
    part: Part, kept: list[Sealed] | None, old: Path, new: Path, folders: set[str]
) -> list[File]:
    if kept is not None and (taken := take_over(old, new, kept, folders)) is not None:
        return taken
    files: list[File] = []
    written.write_all(new, noted(part.make(), files))
    return files
