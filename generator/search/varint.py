"""Whole numbers as bytes: seven bits a byte, lowest first, the high bit says that more follow."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.uint32]
Bytes = npt.NDArray[np.uint8]

LIMIT = 1 << 28
_BATCH = 1 << 15


def encode(values: Iterable[int] | Ints) -> bytes:
    """The bytes of all values, one after the other."""
    if not isinstance(values, np.ndarray):
        values = list(values)
        if max(values, default=0) < 1 << 7:  # as most short lists are
            return bytes(values)
    array = np.asarray(values, dtype=np.uint32)
    return b"".join(data.tobytes() for data, _ in _batches(array))


def encode_one(value: int) -> bytes:
    """The bytes of one value."""
    return bytes([value]) if value < 128 else bytes([value & 127 | 128]) + encode_one(value >> 7)


def encode_pieces(values: Ints, ends: npt.NDArray[np.int64]) -> list[bytes]:
    """The bytes of `values`, cut after the values with the indices `ends` (exclusive, ascending)."""
    if not len(values):
        return []
    parts: list[Bytes] = []
    sizes: list[Bytes] = []
    for data, size in _batches(values):
        parts.append(data)
        sizes.append(size)
    data = np.concatenate(parts)
    cuts = np.cumsum(np.concatenate(sizes), dtype=np.int64)[ends - 1]
    raw = data.tobytes()
    starts = [0, *cuts[:-1].tolist()]
    return [raw[start:end] for start, end in zip(starts, cuts.tolist(), strict=True)]


def _batches(values: Ints) -> Iterable[tuple[Bytes, Bytes]]:
    """For a slice of the values at a time: their bytes, and how many bytes each took."""
    if len(values) and int(values.max()) >= LIMIT:
        raise ValueError("a value is too large for the index")
    for start in range(0, len(values), _BATCH):
        v = values[start : start + _BATCH]
        two, three, four = v >= 1 << 7, v >= 1 << 14, v >= 1 << 21
        spread = v & 0x7F
        spread |= (v & 0x3F80) << 1
        spread |= (v & 0x1FC000) << 2
        spread |= (v & 0xFE00000) << 3
        spread |= two.astype(np.uint32) << 7
        spread |= three.astype(np.uint32) << 15
        spread |= four.astype(np.uint32) << 23
        used = np.empty((len(v), 4), dtype=bool)
        used[:, 0] = True
        used[:, 1], used[:, 2], used[:, 3] = two, three, four
        size = np.ones(len(v), dtype=np.uint8)
        size += two
        size += three
        size += four
        yield spread.astype("<u4").view(np.uint8).take(np.flatnonzero(used)), size
