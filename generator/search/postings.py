"""Lists of positions as shards: templates/assets/search/postings.js reads them.

A field is numbered 3 × task + (0 title, 1 unit, 2 body), so a position tells its task and its field, and a phrase
cannot run from one field into the next. A shard is a row of leaves, each written as whole numbers:

    shared × 16 + own     characters shared with the leaf before, characters of its own (0 ends a field)
    own characters        the first as the difference to the character in its place in the leaf before
    count - 1
    count × (field step, offset)   the step from the field before; after step 0 the offset counts from the one before

The shards of single characters are alike, with one character and field steps alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isqrt

import numpy as np
import numpy.typing as npt

from generator.search.grams import I64, U32, Leaves, Text, leaves
from generator.search.varint import encode_pieces


@dataclass(frozen=True, slots=True)
class Shards:
    """Finished shards in order, and what must be known to find one: the least name that may stand in each."""

    bounds: list[tuple[int, ...]]
    payloads: list[bytes]


def shard_size(entries: int) -> int:
    """How many positions go into one shard: with more text both the shards and their number grow as the root."""
    return max(1200, isqrt(entries))


def gram_shards(text: Text) -> Shards:
    """The lists of all leaves."""
    bounds: list[tuple[int, ...]] = []
    payloads: list[bytes] = []
    previous: tuple[int, ...] = ()
    size = shard_size(len(text.field_of))
    for chunk in leaves(text):
        names = _names(text, chunk)
        counts = np.diff(np.append(chunk.first, len(chunk.positions)))
        shard_of = (np.cumsum(counts) - counts) // size
        opens = np.flatnonzero(np.append(True, shard_of[1:] != shard_of[:-1]))
        values, starts = _leaf_values(text, chunk, names, counts, opens)
        payloads += encode_pieces(values, np.append(starts[opens[1:]], len(values)))
        closes = np.append(opens[1:], len(counts)) - 1
        for head, tail in zip(opens.tolist(), closes.tolist(), strict=True):
            bounds.append(_between(previous, _name(names, chunk, head)))
            previous = _name(names, chunk, tail)
    return Shards(bounds, payloads)


def character_shards(text: Text) -> Shards:
    """For each character the fields that hold it: what a query of one character needs."""
    size = shard_size(len(text.field_of))
    bounds: list[tuple[int, ...]] = []
    payloads: list[bytes] = []
    for rank, fields in _character_chunks(text):
        begins = np.flatnonzero(np.append(True, rank[1:] != rank[:-1]))
        counts = np.diff(np.append(begins, len(rank)))
        codes = text.alphabet[rank[begins]].astype(np.int64)
        shard_of = (np.cumsum(counts) - counts) // size
        opens = np.append(True, shard_of[1:] != shard_of[:-1])
        steps = _steps(fields.astype(np.int64), begins)
        leaf_start = begins + 2 * np.arange(len(begins))
        values = np.empty(len(fields) + 2 * len(begins), dtype=np.uint32)
        own = np.ones(len(values), dtype=bool)
        own[leaf_start] = False
        own[leaf_start + 1] = False
        values[leaf_start] = np.where(opens, codes, np.diff(codes, prepend=0))
        values[leaf_start + 1] = counts - 1
        values[own] = steps
        heads = np.flatnonzero(opens)
        payloads += encode_pieces(values, np.append(leaf_start[heads[1:]], len(values)))
        bounds += [(int(code),) for code in codes[heads]]
    return Shards(bounds, payloads)


def _character_chunks(text: Text) -> Iterator[tuple[npt.NDArray[np.int64], U32]]:
    """(rank, field) without repeats, in order, for a range of characters at a time."""
    body = text.ranks[: len(text.field_of)]
    counts = np.bincount(body, minlength=len(text.alphabet))
    low = 1
    while low < len(counts):
        high = low + max(1, int(np.searchsorted(np.cumsum(counts[low:]), 1 << 20, side="right")))
        chosen = np.flatnonzero((body >= low) & (body < min(high, len(counts) - 1) + (high >= len(counts))))
        if len(chosen):
            key = body[chosen].astype(np.uint64) << np.uint64(32)
            key |= text.field_of[chosen]
            key.sort()
            key = key[np.append(True, key[1:] != key[:-1])]
            yield (key >> np.uint64(32)).astype(np.int64), key.astype(np.uint32)
        low = high


def _names(text: Text, chunk: Leaves) -> npt.NDArray[np.int64]:
    """leaf × character: the code points of each name, -1 past its end."""
    at = chunk.positions[chunk.first].astype(np.int64)
    width = int(chunk.depth.max())
    names = np.full((len(at), width), -1, dtype=np.int64)
    for column in range(width):
        rows = np.flatnonzero(chunk.depth > column)
        names[rows, column] = text.alphabet[text.ranks[at[rows] + column]]
    return names


def _name(names: npt.NDArray[np.int64], chunk: Leaves, leaf: int) -> tuple[int, ...]:
    return tuple(names[leaf, : chunk.depth[leaf]].tolist())


def _between(low: tuple[int, ...], high: tuple[int, ...]) -> tuple[int, ...]:
    """The shortest beginning of `high` that is greater than `low` and all that begins with it."""
    shared = 0
    while shared < len(low) and low[shared] == high[shared]:
        shared += 1
    return high[: shared + 1]


def _steps(fields: I64, begins: I64) -> I64:
    """The difference of each to the one before, in each list from 0 on."""
    steps = np.diff(fields, prepend=0)
    steps[begins] = fields[begins]
    return steps


def _leaf_values(
    text: Text, chunk: Leaves, names: npt.NDArray[np.int64], counts: I64, opens: I64
) -> tuple[U32, I64]:
    """The numbers of all leaves in a row, and where each leaf starts among them."""
    fields = text.field_of[chunk.positions].astype(np.int64)
    offsets = chunk.positions - text.starts[fields].astype(np.int64)
    steps = _steps(fields, chunk.first)
    again = steps == 0
    again[chunk.first] = False
    offsets[1:] -= np.where(again[1:], offsets[:-1], 0)

    before = np.full_like(names[:1], -1)
    differs = names != np.concatenate([before, names[:-1]])
    shared = np.argmax(differs, axis=1)
    shared[opens] = 0
    own = chunk.depth - shared
    first_own = names[np.arange(len(names)), shared]
    reference = np.concatenate([before[0, :1], names[np.arange(len(names) - 1), shared[1:]]])
    reference[opens] = 0

    sizes = 2 + own + 2 * counts
    starts = np.cumsum(sizes) - sizes
    values = np.empty(int(sizes.sum()), dtype=np.uint32)
    values[starts] = shared * 16 + own
    values[starts + 1] = first_own - reference
    for column in range(1, int(own.max())):
        rows = np.flatnonzero(own > column)
        values[starts[rows] + 1 + column] = names[rows, shared[rows] + column]
    values[starts + 1 + own] = counts - 1
    slots = np.arange(len(fields)) * 2 + np.repeat(starts + 2 + own - 2 * (np.cumsum(counts) - counts), counts)
    values[slots] = steps
    values[slots + 1] = offsets
    return values, starts
