"""Bytes that wait: told early, wanted late, and many. Packed they take a fifth of the room."""

from __future__ import annotations

from deflate import deflate_compress, deflate_decompress

_LEVEL = 1

Packed = tuple[bytes, int]
"""Packed bytes, and how many they were"""


def pack(data: bytes) -> Packed:
    return bytes(deflate_compress(data, _LEVEL)), len(data)


def unpack(packed: Packed) -> bytes:
    """The same bytes."""
    data, size = packed
    return bytes(deflate_decompress(data, size)) if size else b""
