"""Sorted names as bytes, each as what differs from the one before, with a number for each name:

    shared × 16 + own    characters shared with the name before, characters of its own
    own characters       the first as the difference to the character in its place in the name before
    value                what else is to be said of the name

templates/assets/search/bytes.js reads them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from generator.search.varint import encode_pieces

U8 = npt.NDArray[np.uint8]
U32 = npt.NDArray[np.uint32]
I64 = npt.NDArray[np.int64]
Name = tuple[int, ...]

NO_CHARACTER = 0x110000
"""Past the end of a name in a table of names."""


def table(names: Sequence[Name]) -> tuple[U32, U8]:
    """The code points of the names, a row each, and the length of each."""
    depth = np.fromiter(map(len, names), dtype=np.uint8, count=len(names))
    width = int(depth.max(initial=1))
    ends = [(NO_CHARACTER,) * missing for missing in range(width + 1)]
    rows = np.array([name + ends[width - len(name)] for name in names], dtype=np.uint32)
    return rows.reshape(len(names), width), depth


def encode_names(names: U32, depth: U8, values: I64, opens: I64) -> list[bytes]:
    """The names in the rows of a table, behind each name its value; cut before the rows `opens`, the first of
    which is 0. `depth` tells how many characters each name has.
    """
    rows = np.arange(len(names))
    shared = np.zeros(len(names), dtype=np.int64)
    shared[1:] = np.argmax(names[1:] != names[:-1], axis=1)
    shared[opens] = 0
    own = depth - shared
    reference = np.zeros(len(names), dtype=np.uint32)
    reference[1:] = names[rows[:-1], shared[1:]]
    reference[opens] = 0
    reference[reference == NO_CHARACTER] = 0

    ends = np.cumsum(2 + own)
    starts = ends - 2 - own
    written = np.empty(int(ends[-1]), dtype=np.uint32)
    written[starts] = shared * 16 + own
    written[starts + 1] = names[rows, shared] - reference
    for column in range(1, int(own.max())):
        longer = np.flatnonzero(own > column)
        written[starts[longer] + 1 + column] = names[longer, shared[longer] + column]
    written[ends - 1] = values
    return encode_pieces(written, np.append(starts[opens[1:]], len(written)))
