"""The least names that may stand in shards, by which a reader finds the shard of a phrase.

The names of thousands of shards would be most of what a first query downloads. So they lie in files of their
own, those of some neighbouring shards in each, and only the first name of each such file is in `tables.js`.
templates/assets/search/postings.js reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.search.varint import encode

Bound = tuple[int, ...]

PER_FILE = 64


def guide(bounds: Sequence[Bound]) -> Sequence[Bound]:
    """The first name of each file."""
    return bounds[::PER_FILE]


def bound_shards(bounds: Sequence[Bound]) -> Iterator[bytes]:
    """The names, file by file."""
    for start in range(0, len(bounds), PER_FILE):
        yield encode(coded(bounds[start : start + PER_FILE]))


def coded(bounds: Sequence[Bound]) -> list[int]:
    """Their number, then each as what differs from the one before."""
    found = [len(bounds)]
    before: Bound = ()
    for bound in bounds:
        shared = 0
        while shared < min(len(before), len(bound) - 1) and before[shared] == bound[shared]:
            shared += 1
        reference = before[shared] if shared < len(before) else 0
        found += [shared * 16 + len(bound) - shared, bound[shared] - reference, *bound[shared + 1 :]]
        before = bound
    return found
