"""Lists of positions as shards: templates/assets/search/postings.js reads them.

A shard is a row of leaves, each written as whole numbers:

    shared × 16 + own     characters shared with the leaf before, characters of its own (0 ends a field)
    own characters        the first as the difference to the character in its place in the leaf before
    count - 1
    count × step          from the position before, the first from 0

The shards of single characters are alike, with one character and steps from field to field.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt

import numpy as np

from generator.search.grams import I64, U32, Leaves, Text, leaves, ranges, sort_pairs
from generator.search.varint import encode_pieces


@dataclass(frozen=True, slots=True)
class Shards:
    """Finished shards in order, and what must be known to find one: the least name that may stand in each."""

    bounds: list[tuple[int, ...]]
    payloads: list[bytes]


def shard_size(text: Text) -> int:
    """How many positions go into one shard: with more text the shards and their number both grow as the root."""
    return max(1200, isqrt(len(text.ranks)))


def gram_shards(text: Text) -> Shards:
    """The lists of all leaves."""
    bounds: list[tuple[int, ...]] = []
    payloads: list[bytes] = []
    previous: tuple[int, ...] = ()
    size = shard_size(text)
    for run in leaves(text):
        names = _names(text, run)
        counts = np.diff(np.append(run.first, len(run.positions)))
        opens = _cuts(counts, size)
        values, starts = _leaf_values(run, names, counts, opens)
        payloads += encode_pieces(values, np.append(starts[opens[1:]], len(values)))
        closes = np.append(opens[1:], len(counts)) - 1
        for head, tail in zip(opens.tolist(), closes.tolist(), strict=True):
            bounds.append(_between(previous, _name(names, run, head)))
            previous = _name(names, run, tail)
    return Shards(bounds, payloads)


def character_shards(text: Text) -> Shards:
    """For each character the fields that hold it: what a query of one character needs."""
    size = 2 * shard_size(text)
    field_of_block = np.repeat(np.arange(len(text.blocks), dtype=np.uint32), text.blocks)
    bounds: list[tuple[int, ...]] = []
    payloads: list[bytes] = []
    for positions in ranges(text):
        rank, fields, new = sort_pairs(text.ranks.take(positions), field_of_block.take(positions >> text.block))
        new[1:] |= fields[1:] != fields[:-1]
        rank, fields = rank[new], fields[new]
        begins = np.flatnonzero(np.append(True, rank[1:] != rank[:-1]))
        counts = np.diff(np.append(begins, len(rank)))
        codes = text.alphabet[rank[begins]].astype(np.int64)
        opens = _cuts(counts, size)
        starts = begins + 2 * np.arange(len(begins))
        head = np.diff(codes, prepend=0)
        head[opens] = codes[opens]
        values = np.empty(len(fields) + 2 * len(begins), dtype=np.uint32)
        steps = np.ones(len(values), dtype=bool)
        steps[starts] = False
        steps[starts + 1] = False
        values[starts] = head
        values[starts + 1] = counts - 1
        values[steps] = _steps(fields, begins)
        payloads += encode_pieces(values, np.append(starts[opens[1:]], len(values)))
        bounds += [(code,) for code in codes[opens].tolist()]
    return Shards(bounds, payloads)


def _cuts(counts: I64, size: int) -> I64:
    """The leaves that open a shard, when a shard takes about `size` positions."""
    shard = (np.cumsum(counts) - counts) // size
    return np.flatnonzero(np.append(True, shard[1:] != shard[:-1]))


def _names(text: Text, run: Leaves) -> U32:
    """leaf × character: the code points of each name, and a value that is none past its end."""
    at = run.positions[run.first].astype(np.int64)
    names = np.full((len(at), int(run.depth.max())), 0x110000, dtype=np.uint32)
    for column in range(names.shape[1]):
        rows = np.flatnonzero(run.depth > column)
        names[rows, column] = text.alphabet[text.ranks[at[rows] + column]]
    return names


def _name(names: U32, run: Leaves, leaf: int) -> tuple[int, ...]:
    return tuple(names[leaf, : run.depth[leaf]].tolist())


def _between(low: tuple[int, ...], high: tuple[int, ...]) -> tuple[int, ...]:
    """The shortest beginning of `high` that is greater than `low` and all that begins with it."""
    shared = 0
    while shared < len(low) and low[shared] == high[shared]:
        shared += 1
    return high[: shared + 1]


def _steps(ascending: U32, begins: I64) -> U32:
    """The difference of each to the one before, in each list from 0 on."""
    steps = np.diff(ascending, prepend=np.uint32(0))
    steps[begins] = ascending[begins]
    return steps


def _leaf_values(run: Leaves, names: U32, counts: I64, opens: I64) -> tuple[U32, I64]:
    """The numbers of all leaves in a row, and where each leaf starts among them."""
    rows = np.arange(len(names))
    shared = np.zeros(len(names), dtype=np.int64)
    shared[1:] = np.argmax(names[1:] != names[:-1], axis=1)
    shared[opens] = 0
    own = run.depth - shared
    reference = np.zeros(len(names), dtype=np.uint32)
    reference[1:] = names[rows[:-1], shared[1:]]
    reference[opens] = 0

    lead = 2 + own
    sizes = lead + counts
    starts = np.cumsum(sizes) - sizes
    values = np.empty(int(sizes.sum()), dtype=np.uint32)
    values[starts] = shared * 16 + own
    values[starts + 1] = names[rows, shared] - reference
    for column in range(1, int(own.max())):
        longer = np.flatnonzero(own > column)
        values[starts[longer] + 1 + column] = names[longer, shared[longer] + column]
    values[starts + lead - 1] = counts - 1
    values[np.arange(len(run.positions)) + np.repeat(starts + lead - run.first, counts)] = _steps(run.positions, run.first)
    return values, starts
