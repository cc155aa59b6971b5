"""A zip with fixed times: the same parts give the same bytes.

Written plainly, because `zipfile` takes no other compressor than zlib, and libdeflate needs half the time.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

import deflate

_LEVEL = 1
_STORED_UP_TO = 0xFFFFFFFF
_DAY = (1980 - 1980) << 9 | 1 << 5 | 1  # 1980-01-01, the first that a zip can say
_UTF8 = 0x800
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """The parts by their names, in this order. Raises ValueError where the zip would be too large (4 GB)."""
    local: list[bytes] = []
    central: list[bytes] = []
    at = 0
    for name, data in parts:
        packed = bytes(deflate.deflate_compress(data, _LEVEL))
        label = name.encode()
        about = (20, _UTF8, 8, 0, _DAY, zlib.crc32(data), len(packed), len(data), len(label), 0)
        if at + len(packed) > _STORED_UP_TO or len(data) > _STORED_UP_TO:
            raise ValueError(name)
        head = _LOCAL.pack(b"PK\3\4", *about) + label
        central.append(_CENTRAL.pack(b"PK\1\2", 20, *about, 0, 0, 0, 0, at) + label)
        local += [head, packed]
        at += len(head) + len(packed)
    listing = b"".join(central)
    end = _END.pack(b"PK\5\6", 0, 0, len(central), len(central), len(listing), at, 0)
    return b"".join([*local, listing, end])
