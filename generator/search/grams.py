"""Every position of a text, grouped by the characters that follow it.

A group (leaf) is named by two or more characters. Where a pair of characters stands at more than LEAF positions, the
third character parts the group, then the fourth, and so on: a suffix tree cut where the lists are short. So the list of
a phrase is one run of neighbouring leaves, however common its first two characters are, and needs little reading.
The names of the leaves are prefix-free: each position belongs to exactly one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

U16 = npt.NDArray[np.uint16]
U32 = npt.NDArray[np.uint32]
U64 = npt.NDArray[np.uint64]
I64 = npt.NDArray[np.int64]

LEAF = 512
DEPTH = 12
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Text:
    """All fields one after the other as ranks of their characters, each field followed by rank 0."""

    ranks: U16
    """A smaller character has a smaller rank; 0 stands for the end of a field."""
    alphabet: U32
    """rank -> code point"""
    starts: U32
    """field -> position of its first character"""
    field_of: U32
    """position -> field"""


@dataclass(frozen=True, slots=True)
class Leaves:
    """A run of leaves in the order of their names, with the positions of each in ascending order."""

    first: I64
    """leaf -> index of its first position in `positions`"""
    depth: npt.NDArray[np.uint8]
    """leaf -> number of characters in its name"""
    positions: U32


def read_text(fields: Sequence[str]) -> Text:
    """Lay the fields out for sorting. The padding at the end lets every position be read DEPTH characters on."""
    codes = np.frombuffer(("\0".join(fields) + "\0" * DEPTH).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    present = np.zeros(0x110000, dtype=np.uint32)
    present[codes] = 1
    present[0] = 1
    alphabet = np.flatnonzero(present).astype(np.uint32)
    if len(alphabet) > 1 << 16:
        raise ValueError("more than 65,536 different characters")
    ranks = (np.cumsum(present) - 1).astype(np.uint16)[codes]
    lengths = np.fromiter((len(field) + 1 for field in fields), dtype=np.int64, count=len(fields))
    starts = (np.cumsum(lengths) - lengths).astype(np.uint32)
    return Text(ranks, alphabet, starts, np.repeat(np.arange(len(fields), dtype=np.uint32), lengths))


def leaves(text: Text, limit: int = LEAF) -> Iterator[Leaves]:
    """All leaves in order, a range of first characters at a time, so that memory stays small."""
    counts = np.bincount(text.ranks[: len(text.field_of)], minlength=len(text.alphabet))
    low = 1
    while low < len(counts):
        reach = np.cumsum(counts[low:])
        high = low + max(1, int(np.searchsorted(reach, _CHUNK, side="right")))
        body = text.ranks[: len(text.field_of)]
        chosen = np.flatnonzero((body >= low) & (body < high)) if high < len(counts) else np.flatnonzero(body >= low)
        if len(chosen):
            yield _chunk(text, chosen.astype(np.uint64), limit)
        low = high


def _chunk(text: Text, chosen: U64, limit: int) -> Leaves:
    ranks = text.ranks
    width = np.uint64(max(1, len(text.alphabet) - 1).bit_length())
    low_bits = np.uint64(len(ranks).bit_length())
    mask = np.uint64((1 << int(low_bits)) - 1)

    def arrange(group: U64, follow: U64, at: U64) -> tuple[U32, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """Sort by group, next character, position: the positions, where a new group begins, whether it is open."""
        key = (((group << width) | follow) << low_bits) | at
        key.sort()
        name = key >> low_bits
        begins = np.empty(len(key), dtype=bool)
        begins[0] = True
        np.not_equal(name[1:], name[:-1], out=begins[1:])
        open_ended = (name & np.uint64((1 << int(width)) - 1)) != 0
        return (key & mask).astype(np.uint32), begins, open_ended

    positions, begins, open_ended = arrange(
        ranks[chosen].astype(np.uint64), ranks[chosen + np.uint64(1)].astype(np.uint64), chosen
    )
    depth_at = np.zeros(len(positions), dtype=np.uint8)
    first = np.flatnonzero(begins)
    depth_at[first] = 2
    size = np.diff(np.append(first, len(positions)))
    heavy = (size > limit) & open_ended[first]
    first, size, depth = first[heavy], size[heavy], 2
    while len(first) and depth < DEPTH:
        total = int(size.sum())
        slots = np.arange(total) + np.repeat(first - (np.cumsum(size) - size), size)
        at = positions[slots].astype(np.uint64)
        group = np.repeat(np.arange(len(first), dtype=np.uint64), size)
        positions[slots], begins, open_ended = arrange(group, ranks[at + np.uint64(depth)].astype(np.uint64), at)
        depth += 1
        inner = np.flatnonzero(begins)
        depth_at[slots[inner]] = depth
        size = np.diff(np.append(inner, total))
        heavy = (size > limit) & open_ended[inner]
        first, size = slots[inner[heavy]], size[heavy]
    starts = np.flatnonzero(depth_at)
    return Leaves(starts, depth_at[starts], positions)
