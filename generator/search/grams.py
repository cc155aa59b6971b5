"""Every position of a text, grouped by the characters that follow it.

A group (leaf) is named by two or more characters. Where a pair of characters stands at more than a set number
of positions, the third character parts the group, then the fourth, and so on: a suffix tree cut where the
lists are short. So the list of a phrase is one run of neighbouring leaves, however common its first two
characters are, and needs little reading. The names of the leaves are prefix-free: each position belongs to
exactly one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat

import numpy as np
import numpy.typing as npt

from generator.search.fold import fold_fields

U8 = npt.NDArray[np.uint8]
U16 = npt.NDArray[np.uint16]
U32 = npt.NDArray[np.uint32]
U64 = npt.NDArray[np.uint64]
I64 = npt.NDArray[np.int64]

DEPTH = 8
BLOCK = 7
_FIELDS = 6_000
_CHUNK = 1 << 20
_CHUNKS = 10
_SAMPLE = 16
_POSITION = np.uint64(0xFFFFFFFF)  # of a key
_CHARACTER = np.uint32(0xFFFF)  # of a key's upper half


@dataclass(frozen=True, slots=True)
class Text:
    """All fields one after the other, each in blocks of 2^block places
    with at least one empty place at its end.

    The blocks make a position tell its field by a short table of block counts, and phrases end where fields
    end.
    """

    ranks: U16
    """position -> rank of the character there; a smaller character has a smaller rank,
    0 stands for an empty place
    """
    alphabet: U32
    """rank -> code point"""
    blocks: I64
    """field -> number of its blocks"""
    block: int


@dataclass(frozen=True, slots=True)
class Leaves:
    """A run of leaves in the order of their names, with the positions of each in ascending order."""

    chosen: I64
    """All their positions, in ascending order"""
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
    alphabet = np.array(sorted({0}.union(*(present for *_, present in batches))), dtype=np.uint32)
    if len(alphabet) > 1 << 16:
        raise ValueError("more than 65,536 different characters")
    rank = np.zeros(0x110000, dtype=np.uint16)
    rank[alphabet] = np.arange(len(alphabet))
    blocks = np.concatenate(
        [(lengths >> BLOCK) + 1 for _, lengths, _ in batches] or [np.zeros(0, dtype=np.int64)]
    )
    # Every position may be read DEPTH characters on.
    ranks = np.zeros((int(blocks.sum()) << BLOCK) + DEPTH, dtype=np.uint16)
    start = 0
    for codes, lengths, _ in batches:
        room = ((lengths >> BLOCK) + 1) << BLOCK
        taken = np.repeat(
            np.tile([True, False], len(lengths)), np.stack([lengths, room - lengths], axis=1).ravel()
        )
        ranks[start : start + len(taken)][taken] = rank[codes]
        start += len(taken)
    return Text(ranks, alphabet, blocks, BLOCK)


def ranges(text: Text) -> Iterator[I64]:
    """All positions that hold a character, a range of characters at a time, so that memory stays small.

    A sample of the text tells how many positions a range will have, near enough.
    """
    counts = np.bincount(text.ranks[::_SAMPLE], minlength=len(text.alphabet)) * _SAMPLE
    counts[0] = 0
    most = max(_CHUNK, int(counts.sum()) // _CHUNKS)
    edges = 1 + np.flatnonzero(np.diff((np.cumsum(counts) - counts)[1:] // most, prepend=-1, append=-1))
    for low, high in pairwise(edges.tolist()):
        chosen = np.flatnonzero((text.ranks >= low) & (text.ranks < high))
        if len(chosen):  # the alphabet may hold characters that the text does not
            yield chosen


def leaves(text: Text, limit: int) -> Iterator[Leaves]:
    """All leaves in order, in several runs."""
    for chosen in ranges(text):
        yield _part(text, chosen, limit)


def _part(text: Text, chosen: I64, limit: int) -> Leaves:
    """The leaves of these positions: parted by two characters, then heavy ones by one more, again and again.

    A key is the number of a group, the next character, and the position; so sorting parts groups and keeps
    positions in order. `places` tells where the keys of parted groups stand in the result; the first keys are
    in their place.
    """
    positions = np.empty(len(chosen), dtype=np.uint32)
    depth_at = np.zeros(len(chosen), dtype=np.uint8)
    common: list[tuple[int, int, int]] = []
    depth, places, key = 2, None, chosen.astype("<u8")
    _name_keys(key, text.ranks.take(chosen), text.ranks[1:].take(chosen))
    while len(key):
        key.sort()
        position, name = key.view("<u4")[::2], key.view("<u4")[1::2]
        first = np.flatnonzero(np.append(True, name[1:] != name[:-1]))
        size = np.diff(first, append=len(key))
        positions[slice(None) if places is None else places] = position
        slot = first if places is None else places.take(first)
        depth_at[slot] = depth
        heavy = np.flatnonzero((size > limit) & (name.take(first) & _CHARACTER != 0) & (depth < DEPTH))
        common += zip(slot.take(heavy).tolist(), size.take(heavy).tolist(), repeat(depth))
        inner = _runs(first.take(heavy), size.take(heavy))
        places = inner if places is None else places.take(inner)
        key = key.take(inner) & _POSITION
        _name_keys(
            key,
            np.repeat(np.arange(len(heavy), dtype=np.uint16), size.take(heavy)),
            text.ranks[depth:].take(key.view(np.int64)),
        )
        depth += 1
    starts = np.flatnonzero(depth_at)
    return Leaves(chosen, starts, depth_at[starts], positions, common)


def _name_keys(key: U64, group: U16, follow: U16) -> None:
    """Put the group and the next character above the position that each key holds in its lower half.

    There are fewer than 2^16 groups, for each holds many positions.
    """
    quarters = key.view("<u2")
    quarters[2::4] = follow
    quarters[3::4] = group


def _runs(start: I64, size: I64) -> I64:
    """start, start + 1, … for each run, one after the other."""
    index = np.repeat(start - (np.cumsum(size) - size), size)
    index += np.arange(len(index))
    return index
