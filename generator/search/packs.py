"""Shards put together into files, so that an index is some dozens of files and not thousands.

A pack is named by the hash of what it holds. So it may be cached for ever, an edit gives new names only to
the packs in which it changed something, and a page that is open goes on with the packs it began with, or
finds that one is gone: it never reads two builds at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from generator.search.container import script, sizes_in_file

PACK = 300_000
"""About how many bytes go into a pack."""


@dataclass(frozen=True, slots=True)
class Packs:
    """The packs of a series of shards, in order."""

    names: list[str]
    """The hash of each"""
    counts: list[int]
    """How many shards each holds"""
    sizes: list[int]
    """The size of each shard in bytes of its file"""
    files: list[tuple[str, bytes]]
    """(path, bytes)"""

    def plain(self) -> tuple[list[str], list[int], list[int], list[tuple[str, bytes]]]:
        """The fields in their order."""
        return self.names, self.counts, self.sizes, self.files


def by_size(series: str, shards: Sequence[bytes], size: int = PACK) -> Packs:
    """Packs of about `size` bytes, all about equally large."""
    total = sum(map(len, shards))
    packs = max(1, round(total / size))
    edges, seen = [0] if shards else [], 0
    for number, shard in enumerate(shards):
        if seen * packs >= len(edges) * total and number:
            edges.append(number)
        seen += len(shard)
    return _packed(series, shards, edges)


def by_number(series: str, shards: Sequence[bytes], number: int) -> Packs:
    """Packs of `number` shards each: a shard that grows moves no other to another pack."""
    return _packed(series, shards, range(0, len(shards), number))


def join(packs: Sequence[Packs]) -> Packs:
    """The packs of several parts of a series."""
    return Packs(
        [name for some in packs for name in some.names],
        [count for some in packs for count in some.counts],
        [size for some in packs for size in some.sizes],
        [file for some in packs for file in some.files],
    )


def places(packs: Packs) -> Iterator[tuple[int, int]]:
    """The pack of each shard and where in its string the shard begins."""
    sizes = iter(packs.sizes)
    for number, count in enumerate(packs.counts):
        at = 0
        for _ in range(count):
            yield number, at
            at += next(sizes)


def _packed(series: str, shards: Sequence[bytes], edges: Sequence[int]) -> Packs:
    ends = [*edges[1:], len(shards)][: len(edges)]
    packs = Packs([], [], [], [])
    for start, end in zip(edges, ends, strict=True):
        inside = shards[start:end]
        packs.sizes.extend(sizes_in_file(inside).tolist())
        body = b"".join(inside)
        packs.names.append(sha256(body).hexdigest()[:12])
        packs.counts.append(end - start)
        name = f"{series}-{packs.names[-1]}"
        packs.files.append((f"{name}.js", script(f'gongkaiPack("{name}"', body)))
    return packs
