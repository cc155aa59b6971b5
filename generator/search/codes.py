"""Whole numbers as bits, the fewer the more frequent a number is (Huffman's codes).

A code is made from all numbers of a column and told once, in the manifest. A shard of some hundred tasks has
no room for codes of its own: they took half of it. templates/assets/search/codes.js reads all of this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from itertools import count

from generator.search.varint import encode


class Code:
    """Bits for each of the different `values`; none at all where there is but one."""

    def __init__(self, values: Iterable[int]) -> None:
        self._lengths = _lengths(Counter(values))
        self._bits = _canonical(self._lengths)

    def bits(self, values: Iterable[int]) -> str:
        """Those of all values, one after the other, as 0 and 1."""
        return "".join(map(self._bits.__getitem__, values))

    def told(self) -> bytes:
        """One more than the largest value; for each up to it 0, or one more than how many bits it has."""
        size = max(self._lengths, default=-1) + 1
        return encode([size, *(self._lengths.get(value, -1) + 1 for value in range(size))])


def packed(bits: str) -> bytes:
    """Eight a byte, the first is the highest; zeros behind the last."""
    size = -(-len(bits) // 8)
    return int(bits.ljust(8 * size, "0") or "0", 2).to_bytes(size)


def _lengths(counted: Counter[int]) -> dict[int, int]:
    """How many bits each value has."""
    lengths = dict.fromkeys(counted, 0)
    order = count()
    groups = [(times, next(order), [value]) for value, times in sorted(counted.items())]
    heapify(groups)
    while len(groups) > 1:
        (one, _, few), (other, _, more) = heappop(groups), heappop(groups)
        for value in (merged := few + more):
            lengths[value] += 1
        heappush(groups, (one + other, next(order), merged))
    return lengths


def _canonical(lengths: dict[int, int]) -> dict[int, str]:
    """The bits that follow from how many there are: shorter ones first, then smaller values."""
    bits: dict[int, str] = {}
    number = before = 0
    for length, value in sorted((length, value) for value, length in lengths.items()):
        number <<= length - before
        bits[value] = f"{number:0{length}b}" if length else ""
        number, before = number + 1, length
    return bits
