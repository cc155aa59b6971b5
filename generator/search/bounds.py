"""The way from a phrase to its shards: the least name that may stand in each shard, and where the shard lies.

All of them would be most of what a first query downloads. So they lie in shards themselves (the guide): one
tells of a stretch of the alphabet, for all parts of the text, and begins for each part with the shard in
which the stretch begins. Only the names at which stretches begin (the cuts) are in the manifest.
templates/assets/search/guide.js reads them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import numpy as np

from generator.search.names import Name, encode_names, table
from generator.search.packs import Packs, places
from generator.search.varint import encode_one

PER_STRETCH = 128


def guide(parts: Sequence[tuple[Sequence[Name], Packs]]) -> tuple[list[Name], list[bytes]]:
    """Where the stretches begin, and the data of each: for each part the number of its shards there, the pack
    and the place of the first, and of each the name and twice its size, plus one if it opens a pack.
    """
    cuts = list(dict.fromkeys(sorted([bound for bounds, _ in parts for bound in bounds])[::PER_STRETCH]))
    told: list[list[bytes]] = [[] for _ in cuts]
    packs_before = 0
    for bounds, packs in parts:
        for cut, data in enumerate(_told(cuts, bounds, packs, packs_before)):
            told[cut].append(data)
        packs_before += len(packs.counts)
    return cuts, list(map(b"".join, told))


def coded(bounds: Sequence[Name]) -> bytes:
    """Their number, then each, with nothing more to say of it."""
    if not bounds:
        return encode_one(0)
    names = encode_names(*table(bounds), np.zeros(len(bounds), np.int64), np.zeros(1, np.int64))
    return encode_one(len(bounds)) + b"".join(names)


def _stretches(cuts: Sequence[Name], bounds: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """The shards of a part for each stretch: those that begin in it, and the one that it begins in."""
    ends = [*(bisect_left(bounds, cut) for cut in cuts[1:]), len(bounds)]
    for cut, end in zip(cuts, ends, strict=False):
        yield max(0, bisect_right(bounds, cut) - 1), end


def _told(cuts: Sequence[Name], bounds: Sequence[Name], packs: Packs, first: int) -> Iterator[bytes]:
    """What each stretch tells of a part whose packs are counted from `first`."""
    if not bounds:
        yield from [encode_one(0)] * len(cuts)
        return
    found = list(places(packs))
    stretches = list(_stretches(cuts, bounds))
    rows = np.concatenate([np.arange(start, end) for start, end in stretches])
    counts = np.array([end - start for start, end in stretches])
    values = 2 * np.array(packs.sizes)[rows] + np.array([at == 0 for _, at in found])[rows]
    opens = (np.cumsum(counts) - counts)[counts > 0]
    names, depth = table(bounds)
    written = iter(encode_names(names[rows], depth[rows], values, opens))
    for start, end in stretches:
        if start == end:
            yield encode_one(0)
        else:
            pack, at = found[start]
            yield encode_one(end - start) + encode_one(first + pack) + encode_one(at) + next(written)
