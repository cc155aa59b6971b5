"""A zip with fixed times: the same parts give the same bytes.

Written plainly, because a part is made of stretches that are deflated by themselves: what stands in several
files is deflated once, and a large file never stands in memory as a whole.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from typing import NamedTuple

_LEVEL = 1
_STORED_UP_TO = 0xFFFFFFFF
_DAY = (1980 - 1980) << 9 | 1 << 5 | 1  # 1980-01-01, the first that a zip can say
_UTF8 = 0x800
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LAST = b"\x03\x00"  # an empty block that says that no other follows
_POLYNOMIAL = 0xEDB88320  # of CRC-32, the lowest power in the highest bit
_ONE = 1 << 31


class Stretch(NamedTuple):
    """A stretch of a part: deflated up to a whole byte, with checksum and size of what it says."""

    data: bytes
    checksum: int
    size: int


def stretch(data: bytes) -> Stretch:
    """These bytes, so that any others may stand before and behind them."""
    deflating = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated = deflating.compress(data) + deflating.flush(zlib.Z_SYNC_FLUSH)
    return Stretch(deflated, zlib.crc32(data), len(data))


def zipped(parts: Iterable[tuple[str, Sequence[Stretch]]]) -> Iterator[bytes]:
    """The parts by their names, in this order, piece by piece. Raises ValueError where the zip would be too
    large (4 GB).
    """
    central: list[bytes] = []
    at = 0
    for name, stretches in parts:
        label = name.encode()
        size = sum(part.size for part in stretches)
        packed = sum(len(part.data) for part in stretches) + len(_LAST)
        if at + packed > _STORED_UP_TO or size > _STORED_UP_TO:
            raise ValueError(name)
        about = (20, _UTF8, 8, 0, _DAY, _checksum(stretches), packed, size, len(label), 0)
        central.append(_CENTRAL.pack(b"PK\1\2", 20, *about, 0, 0, 0, 0, at) + label)
        yield _LOCAL.pack(b"PK\3\4", *about) + label
        yield from (part.data for part in stretches)
        yield _LAST
        at += _LOCAL.size + len(label) + packed
    listing = b"".join(central)
    yield listing
    yield _END.pack(b"PK\5\6", 0, 0, len(central), len(central), len(listing), at, 0)


# The checksum of what stands together, from those of its stretches: a checksum is the rest of a division of
# polynomials, and what stands before n bytes counts for x^8n times as much.


def _checksum(stretches: Iterable[Stretch]) -> int:
    whole = 0
    for part in stretches:
        whole = _times(_power(part.size), whole) ^ part.checksum
    return whole


def _times(a: int, b: int) -> int:
    """The product of two polynomials, as its rest."""
    product = 0
    while a:
        if a & _ONE:
            product ^= b
        a = a << 1 & 0xFFFFFFFF
        b = b >> 1 ^ (_POLYNOMIAL if b & 1 else 0)
    return product


_POWERS = [1 << 23]  # x^8, and each the square of the one before: enough for 4 GB
for _ in range(31):
    _POWERS.append(_times(_POWERS[-1], _POWERS[-1]))


@lru_cache(maxsize=1024)
def _power(size: int) -> int:
    """x^8n for n bytes; what stands in several files is asked for in each."""
    return reduce(_times, (power for i, power in enumerate(_POWERS) if size >> i & 1), _ONE)
