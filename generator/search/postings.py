"""Lists of positions as shards: templates/assets/search/postings.js reads them.

A shard begins with the number of its leaves, and for each leaf its name (`names`; the character 0 ends a
field) and (count - 1) × 8 + w - 1: how many steps it has, and how many half bytes each takes.

Then come the steps, each from the position before, the first from 0; lowest byte first. All leaves with steps
of half a byte are first, then those with a whole one, and so on: so a reader goes straight to its own. Half
bytes stand behind the whole ones of all steps of the same width, two a byte, the first is the lower half. The
lists of fields have the same form, with steps from field to field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import pow
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.search.grams import I64, U8, U32, Text, leaves
from generator.search.names import NO_CHARACTER, encode_names
from generator.search.varint import encode_one

Unsigned = npt.NDArray[np.unsignedinteger[Any]]

_COMMON = 10
# the least numbers that need two, three, … half bytes
_WIDTHS = np.array([1 << bits for bits in range(4, 32, 4)], dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Shards:
    """Finished shards in order, and what must be known to find one: the least name that may stand in each."""

    bounds: list[tuple[int, ...]]
    payloads: list[bytes]


def shard_size(text: Text) -> int:
    """How many positions go into one shard. With more text there are both more and larger shards: small ones
    make a long guide, large ones long readings."""
    return max(64, round(1.3 * pow(len(text.ranks), 0.3)))


def shards_of(text: Text) -> tuple[Shards, Shards, list[str]]:
    """The lists of positions; the lists of fields, for characters and common phrases;
    which phrases are common.

    A phrase that fills several shards of positions is common; if nothing else is asked, its fields are
    enough.
    """
    size = shard_size(text)
    field_of_block = np.repeat(np.arange(len(text.blocks), dtype=np.uint32), text.blocks)
    places, fields = _Writer(size), _Writer(6 * size)
    common: list[str] = []
    for run in leaves(text, size):
        names = _names(text, run.positions[run.first], run.depth)
        places.write(names, run.depth, run.first, run.positions)
        lists = _characters(text, run.chosen, field_of_block)
        for first, count, depth in run.common:
            if count > _COMMON * size:
                at = run.positions[first : first + count]
                name = tuple(text.alphabet[text.ranks[at[0] : at[0] + depth]].tolist())
                lists.append((name, _each_once(field_of_block.take(at >> np.uint32(text.block)))))
                common.append("".join(map(chr, name)))
        lists.sort(key=lambda item: item[0])
        depth_of = np.array([len(name) for name, _ in lists], dtype=np.uint8)
        table = np.full((len(lists), int(depth_of.max())), NO_CHARACTER, dtype=np.uint32)
        for row, (name, _) in enumerate(lists):
            table[row, : len(name)] = name
        counts = np.array([len(found) for _, found in lists], dtype=np.int64)
        fields.write(
            table, depth_of, np.cumsum(counts) - counts, np.concatenate([found for _, found in lists])
        )
    return places.shards, fields.shards, common


class _Writer:
    """Writes runs of leaves into shards of about `size` entries."""

    def __init__(self, size: int) -> None:
        self.shards = Shards([], [])
        self._size = size
        self._last = np.zeros(0, dtype=np.uint32)

    def write(self, names: U32, depth: U8, first: I64, entries: U32) -> None:
        """Add a run of leaves: names and depths, the place of the first entry of each among the entries."""
        shard = first // self._size
        opens = np.flatnonzero(np.append(True, shard[1:] != shard[:-1]))
        sizes = np.diff(opens, append=len(first)).tolist()
        counts, steps = np.diff(first, append=len(entries)), _steps(entries, first)
        cuts = np.append(first[opens], len(entries))
        widths = 1 + np.searchsorted(_WIDTHS, np.maximum.reduceat(steps, first), side="right")
        heads = encode_names(names, depth, counts * 8 - 9 + widths, opens)
        width_at = np.repeat(widths.astype(np.uint8), counts)
        bodies = [
            _bodies(steps.take(chosen), np.searchsorted(chosen, cuts), width)
            for width in range(1, int(widths.max()) + 1)
            if len(chosen := np.flatnonzero(width_at == width))
        ]
        self.shards.payloads.extend(map(b"".join, zip(map(encode_one, sizes), heads, *bodies, strict=True)))
        self.shards.bounds.extend(_between(self._last, names[opens], names[opens - 1]))
        self._last = names[-1]


def _characters(text: Text, chosen: I64, field_of_block: U32) -> list[tuple[tuple[int, ...], U32]]:
    """For each character the fields that hold it: what a query of one character needs."""
    many = len(text.blocks)
    key: Unsigned = text.ranks.take(chosen).astype(
        np.uint64 if len(text.alphabet) * many >> 32 else np.uint32
    )
    key *= many
    key += field_of_block.take(chosen >> text.block)
    key = _each_once(key)
    rank, fields = np.divmod(key, many)
    fields = fields.astype(np.uint32, copy=False)
    begins = np.flatnonzero(np.append(True, rank[1:] != rank[:-1]))
    ends = np.append(begins[1:], len(rank)).tolist()
    codes = text.alphabet[rank[begins]].tolist()
    return [
        ((code,), fields[start:end]) for code, start, end in zip(codes, begins.tolist(), ends, strict=True)
    ]


def _each_once(numbers: Unsigned) -> Unsigned:
    """The different numbers in ascending order. The array given is sorted in its place."""
    numbers.sort()
    first = np.ones(len(numbers), dtype=bool)
    np.not_equal(numbers[1:], numbers[:-1], out=first[1:])
    return numbers.take(np.flatnonzero(first))


def _names(text: Text, at: U32, depth: U8) -> U32:
    """leaf × character: the code points of each name, NO_CHARACTER past its end."""
    names = np.full((len(at), int(depth.max())), NO_CHARACTER, dtype=np.uint32)
    for column in range(names.shape[1]):
        rows = np.flatnonzero(depth > column)
        names[rows, column] = text.alphabet.take(text.ranks.take(at[rows] + np.uint32(column)))
    return names


def _between(last: U32, names: U32, before: U32) -> Iterator[tuple[int, ...]]:
    """For each name the shortest beginning of it that is greater than the name before and all
    that begins with that.

    Before the first stands `last`.
    """
    before[0] = NO_CHARACTER
    before[0, : len(last)] = last[: before.shape[1]]
    own = np.argmax(names != before, axis=1) + 1
    return (tuple(name[:length]) for name, length in zip(names.tolist(), own.tolist(), strict=True))


def _steps(entries: U32, first: I64) -> U32:
    steps = np.empty_like(entries)
    np.subtract(entries[1:], entries[:-1], out=steps[1:])
    steps[first] = entries[first]
    return steps


def _bodies(steps: U32, cuts: I64, width: int) -> list[bytes]:
    """For each shard, whose steps lie between two `cuts`, its steps of `width` half bytes."""
    whole = width // 2
    low = _low_bytes(steps, whole)
    pieces = [low[start * whole : end * whole] for start, end in pairwise(cuts.tolist())]
    if width % 2:
        halves = np.append(0, np.cumsum((np.diff(cuts) + 1) // 2))
        pairs = np.zeros(2 * int(halves[-1]), dtype=np.uint8)
        pairs[np.arange(len(steps)) + np.repeat(2 * halves[:-1] - cuts[:-1], np.diff(cuts))] = (
            steps >> np.uint32(8 * whole)
        ).astype(np.uint8)
        high = (pairs[::2] | pairs[1::2] << 4).tobytes()
        ends = pairwise(halves.tolist())
        pieces = [piece + high[start:end] for piece, (start, end) in zip(pieces, ends, strict=True)]
    return pieces


def _low_bytes(numbers: U32, bytes_: int) -> bytes:
    """The lowest bytes of each number, lowest first."""
    data = np.empty((len(numbers), bytes_), dtype=np.uint8)
    for place in range(bytes_):
        data[:, place] = numbers.astype("<u4", copy=False).view(np.uint8)[place::4]
    return data.tobytes()
