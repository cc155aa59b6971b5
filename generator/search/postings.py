"""Lists of positions as shards: templates/assets/search/postings.js reads them.

A shard is a row of leaves, each written as whole numbers:

    shared × 16 + own     characters shared with the leaf before, characters of its own (0 ends a field)
    own characters        the first as the difference to the character in its place in the leaf before
    count - 1
    count × step          from the position before, the first from 0

The lists of fields have the same form, with steps from field to field.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pow

import numpy as np

from generator.search.grams import I64, U8, U32, Leaves, Text, leaves, sort_pairs
from generator.search.varint import encode_pieces

_NONE = 0x110000


@dataclass(frozen=True, slots=True)
class Shards:
    """Finished shards in order, and what must be known to find one: the least name that may stand in each."""

    bounds: list[tuple[int, ...]]
    payloads: list[bytes]


def shard_size(text: Text) -> int:
    """How many positions go into one shard. With more text there are both more and larger shards: many small ones
    would make a long table of first names, few large ones long readings."""
    return max(1500, round(8 * pow(len(text.ranks), 0.38)))


def shards_of(text: Text) -> tuple[Shards, Shards, list[str]]:
    """The lists of positions; the lists of fields, for characters and common phrases; which phrases are common.

    A phrase that fills several shards of positions is common; if nothing else is asked, its fields are enough.
    """
    size = shard_size(text)
    field_of_block = np.repeat(np.arange(len(text.blocks), dtype=np.uint32), text.blocks)
    places, fields = _Writer(size), _Writer(2 * size)
    common: list[str] = []
    for run in leaves(text, size // 3):
        names = _names(text, run.positions[run.first], run.depth)
        places.write(names, run.depth, run.first, run.positions)
        lists = _characters(text, run, field_of_block)
        for first, count, depth in run.common:
            if count > 3 * size:
                at = run.positions[first : first + count]
                name = tuple(text.alphabet[text.ranks[at[0] : at[0] + depth]].tolist())
                seen = np.zeros(len(text.blocks), dtype=bool)
                seen[field_of_block[at >> np.uint32(text.block)]] = True
                lists.append((name, np.flatnonzero(seen).astype(np.uint32)))
                common.append("".join(map(chr, name)))
        lists.sort(key=lambda item: item[0])
        depth_of = np.array([len(name) for name, _ in lists], dtype=np.uint8)
        table = np.full((len(lists), int(depth_of.max())), _NONE, dtype=np.uint32)
        for row, (name, _) in enumerate(lists):
            table[row, : len(name)] = name
        counts = np.array([len(found) for _, found in lists], dtype=np.int64)
        fields.write(table, depth_of, np.cumsum(counts) - counts, np.concatenate([found for _, found in lists]))
    return places.shards, fields.shards, common


class _Writer:
    """Writes runs of leaves into shards of about `size` entries."""

    def __init__(self, size: int) -> None:
        self.shards = Shards([], [])
        self._size = size
        self._last: tuple[int, ...] = ()

    def write(self, names: U32, depth: U8, first: I64, entries: U32) -> None:
        counts = np.diff(np.append(first, len(entries)))
        shard = first // self._size
        opens = np.flatnonzero(np.append(True, shard[1:] != shard[:-1]))
        values, starts = _leaf_values(names, depth, first, counts, entries, opens)
        self.shards.payloads.extend(encode_pieces(values, np.append(starts[opens[1:]], len(values))))
        closes = np.append(opens[1:], len(counts)) - 1
        for head, tail in zip(opens.tolist(), closes.tolist(), strict=True):
            self.shards.bounds.append(_between(self._last, tuple(names[head, : depth[head]].tolist())))
            self._last = tuple(names[tail, : depth[tail]].tolist())


def _characters(text: Text, run: Leaves, field_of_block: U32) -> list[tuple[tuple[int, ...], U32]]:
    """For each character the fields that hold it: what a query of one character needs."""
    rank, fields, new = sort_pairs(
        text.ranks.take(run.positions), field_of_block.take(run.positions >> np.uint32(text.block))
    )
    new[1:] |= fields[1:] != fields[:-1]
    rank, fields = rank[new], fields[new]
    begins = np.flatnonzero(np.append(True, rank[1:] != rank[:-1]))
    ends = np.append(begins[1:], len(rank)).tolist()
    codes = text.alphabet[rank[begins]].tolist()
    return [((code,), fields[start:end]) for code, start, end in zip(codes, begins.tolist(), ends, strict=True)]


def _names(text: Text, at: U32, depth: U8) -> U32:
    """leaf × character: the code points of each name, _NONE past its end."""
    names = np.full((len(at), int(depth.max())), _NONE, dtype=np.uint32)
    for column in range(names.shape[1]):
        rows = np.flatnonzero(depth > column)
        names[rows, column] = text.alphabet.take(text.ranks.take(at[rows] + np.uint32(column)))
    return names


def _between(low: tuple[int, ...], high: tuple[int, ...]) -> tuple[int, ...]:
    """The shortest beginning of `high` that is greater than `low` and all that begins with it."""
    shared = 0
    while shared < len(low) and low[shared] == high[shared]:
        shared += 1
    return high[: shared + 1]


def _leaf_values(
    names: U32, depth: U8, first: I64, counts: I64, entries: U32, opens: I64
) -> tuple[U32, I64]:
    """The numbers of all leaves in a row, and where each leaf starts among them."""
    rows = np.arange(len(names))
    shared = np.zeros(len(names), dtype=np.int64)
    shared[1:] = np.argmax(names[1:] != names[:-1], axis=1)
    shared[opens] = 0
    own = depth - shared
    reference = np.zeros(len(names), dtype=np.uint32)
    reference[1:] = names[rows[:-1], shared[1:]]
    reference[opens] = 0
    reference[reference == _NONE] = 0

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
    steps = np.diff(entries, prepend=np.uint32(0))
    steps[first] = entries[first]
    values[np.arange(len(entries)) + np.repeat(starts + lead - first, counts)] = steps
    return values, starts
