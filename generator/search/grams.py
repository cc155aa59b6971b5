"""Every position of a text, grouped by the characters that follow it.

A group (leaf) is named by two or more characters. Where a pair of characters stands at more than a set number of positions, the
third character parts the group, then the fourth, and so on: a suffix tree cut where the lists are short. So the list
of a phrase is one run of neighbouring leaves, however common its first two characters are, and needs little reading.
The names of the leaves are prefix-free: each position belongs to exactly one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.search.fold import fold_fields

U8 = npt.NDArray[np.uint8]
U16 = npt.NDArray[np.uint16]
U32 = npt.NDArray[np.uint32]
I64 = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

DEPTH = 12
BLOCK = 7
_FIELDS = 30_000
_CHUNK = 1 << 20
_CHUNKS = 10


@dataclass(frozen=True, slots=True)
class Text:
    """All fields one after the other, each in blocks of 2^block places with at least one empty place at its end.

    The blocks make a position tell its field by a short table of block counts, and phrases end where fields end.
    """

    ranks: U16
    """position -> rank of the character there; a smaller character has a smaller rank, 0 stands for an empty place"""
    alphabet: U32
    """rank -> code point"""
    blocks: I64
    """field -> number of its blocks"""
    block: int


@dataclass(frozen=True, slots=True)
class Leaves:
    """A run of leaves in the order of their names, with the positions of each in ascending order."""

    first: I64
    """leaf -> index of its first position in `positions`"""
    depth: U8
    """leaf -> number of characters in its name"""
    positions: U32
    common: list[tuple[int, int, int]]
    """(first, size, depth) of the parted groups: what common phrases up to DEPTH characters find"""


def read_text(fields: Sequence[str]) -> Text:
    """Normalise the fields and lay them out for sorting."""
    batches = [fold_fields(fields[start : start + _FIELDS]) for start in range(0, len(fields), _FIELDS)]
    present = np.zeros(0x110000, dtype=bool)
    present[0] = True
    for codes, _ in batches:
        present[codes] = True
    alphabet = np.flatnonzero(present).astype(np.uint32)
    if len(alphabet) > 1 << 16:
        raise ValueError("more than 65,536 different characters")
    rank = np.zeros(0x110000, dtype=np.uint16)
    rank[alphabet] = np.arange(len(alphabet))
    blocks = np.concatenate([(lengths >> BLOCK) + 1 for _, lengths in batches] or [np.zeros(0, dtype=np.int64)])
    # Every position may be read DEPTH characters on.
    ranks = np.zeros((int(blocks.sum()) << BLOCK) + DEPTH, dtype=np.uint16)
    start = 0
    for codes, lengths in batches:
        room = ((lengths >> BLOCK) + 1) << BLOCK
        begin = start + np.cumsum(room) - room
        ranks[np.arange(len(codes)) + np.repeat(begin - (np.cumsum(lengths) - lengths), lengths)] = rank[codes]
        start += int(room.sum())
    return Text(ranks, alphabet, blocks, BLOCK)


def ranges(text: Text) -> Iterator[I64]:
    """All positions that hold a character, a range of characters at a time, so that memory stays small."""
    counts = np.bincount(text.ranks, minlength=len(text.alphabet))
    most = max(_CHUNK, int(counts[1:].sum()) // _CHUNKS)
    low = 1
    while low < len(counts):
        high = low + max(1, int(np.searchsorted(np.cumsum(counts[low:]), most, side="right")))
        chosen = text.ranks >= low
        if high < len(counts):
            chosen &= text.ranks < high
        positions = np.flatnonzero(chosen)
        if len(positions):
            yield positions
        low = high


def sort_pairs(high: npt.NDArray[np.integer[Any]], low: npt.NDArray[np.integer[Any]]) -> tuple[U32, U32, Flags]:
    """Sort pairs of 32-bit numbers: the pairs as two arrays, and where a new `high` begins."""
    key = high.astype(np.uint64)
    key <<= np.uint64(32)
    key |= low.astype(np.uint64, copy=False)
    key.sort()
    halves = key.astype("<u8", copy=False).view("<u4")
    high_sorted = halves[1::2]
    begins = np.empty(len(key), dtype=bool)
    begins[0] = True
    np.not_equal(high_sorted[1:], high_sorted[:-1], out=begins[1:])
    return high_sorted, halves[::2], begins


def leaves(text: Text, limit: int) -> Iterator[Leaves]:
    """All leaves in order, in several runs."""
    for chosen in ranges(text):
        yield _part(text, chosen, limit)


def _part(text: Text, chosen: I64, limit: int) -> Leaves:
    """The leaves of these positions: parted by two characters, then heavy ones by one more, again and again."""
    ranks = text.ranks
    name, ordered, begins = sort_pairs(_pairs(ranks.take(chosen), ranks.take(chosen + 1)), chosen)
    positions = ordered.copy()
    depth_at = np.zeros(len(positions), dtype=np.uint8)
    first = np.flatnonzero(begins)
    depth_at[first] = 2
    heavy, size = _heavy(first, name, limit)
    first, depth = first[heavy], 2
    common: list[tuple[int, int, int]] = []
    while len(first) and depth < DEPTH:
        common += zip(first.tolist(), size.tolist(), repeat(depth))
        slots = np.arange(int(size.sum())) + np.repeat(first - (np.cumsum(size) - size), size)
        at = positions.take(slots)
        group = np.repeat(np.arange(len(first), dtype=np.uint32), size)
        name, ordered, begins = sort_pairs(_pairs(group, ranks.take(at + np.uint32(depth))), at)
        positions[slots] = ordered
        depth += 1
        inner = np.flatnonzero(begins)
        first = slots[inner]
        depth_at[first] = depth
        heavy, size = _heavy(inner, name, limit)
        first = first[heavy]
    starts = np.flatnonzero(depth_at)
    return Leaves(starts, depth_at[starts], positions, common)


def _pairs(group: npt.NDArray[np.integer[Any]], follow: U16) -> U32:
    """Group and next character in one number; there are fewer than 2^16 groups, for each holds many positions."""
    return group.astype(np.uint32) << np.uint32(16) | follow


def _heavy(first: I64, name: U32, limit: int) -> tuple[Flags, I64]:
    """Which groups are to be parted further, and their sizes: long ones whose names do not end a field."""
    size = np.diff(np.append(first, len(name)))
    heavy = (size > limit) & ((name[first] & 0xFFFF) != 0)
    return heavy, size[heavy]
