"""The form in which a browser can read our bytes from any file server and from a disk.

A pack is a script, `gongkaiPack("name","…")`, whose string holds shards one after the other, each a zlib
stream byte by byte. Over HTTP the browser fetches only the bytes of a shard (Range) and reads them itself, so
no server setting matters; from file://, where nothing may be fetched, the same file runs as a script in the
encoding windows-1252, in which every byte is one character. Four bytes need a backslash, so this costs 1.6 %
where base64 costs 33 %; the stream's checksum tells a damaged shard. Sizes are those in the file, with the
backslashes, and no shard shares a byte with another, so each can be read alone.
templates/assets/search/container.js reads all of this.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from deflate import adler32, zlib_compress

_ESCAPES = ((b"\\", b"\\\\"), (b'"', b'\\"'), (b"\n", b"\\n"), (b"\r", b"\\r"))
_QUICK = 1  # of libdeflate, which takes half of zlib's time for thousands of short streams
_HEAD = b"\x78\x9c"
_BLOCK = 0xFFFF  # bytes that one stored block may hold
_OPENING = struct.Struct("<BHH")  # of a stored block: whether it is the last, its size, and the same inverted
_MARKS = bytes(byte in b'\\"\n\r' for byte in range(256))


def script(head: str, data: bytes) -> bytes:
    """The file: a call with what `head` says and a string of `data`."""
    for plain, escaped in _ESCAPES:
        data = data.replace(plain, escaped)
    return b'%s,"%s");\n' % (head.encode(), data)


def sizes_in_file(shards: Sequence[bytes]) -> npt.NDArray[np.int64]:
    """How many bytes each takes in the string, with the backslashes. None is empty."""
    sizes = np.fromiter(map(len, shards), dtype=np.int64, count=len(shards))
    if not len(sizes):
        return sizes
    marks = np.frombuffer(b"".join(shards).translate(_MARKS), dtype=np.uint8)
    return sizes + np.add.reduceat(marks, np.cumsum(sizes) - sizes, dtype=np.int64)


def of_words(data: bytes) -> bytes:
    """A shard of words or of other data that shrinks."""
    return bytes(zlib_compress(data, _QUICK))


def of_columns(parts: Sequence[bytes]) -> bytes:
    """A shard of several parts, each compressed by itself, as words or as numbers, whichever is smaller."""
    pieces = [_HEAD]
    for part in parts:
        ways = (
            zlib.compressobj(9, zlib.DEFLATED, -15, 9, way) for way in (zlib.Z_DEFAULT_STRATEGY, zlib.Z_RLE)
        )
        pieces.append(min((way.compress(part) + way.flush(zlib.Z_SYNC_FLUSH) for way in ways), key=len))
    end = zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    return b"".join([*pieces, end, _checksum(b"".join(parts))])


def of_numbers(data: bytes) -> bytes:
    """A shard of long lists of numbers, which would shrink by 7 % only and stay as they are: a stream of
    stored blocks (RFC 1951, 3.2.4). zlib makes it four times as slowly, for it makes ready to compress.
    """
    if len(data) <= _BLOCK:  # as most are
        return b"".join((_HEAD, _OPENING.pack(1, len(data), _BLOCK - len(data)), data, _checksum(data)))
    pieces = [_HEAD]
    for start in range(0, len(data), _BLOCK):
        block = data[start : start + _BLOCK]
        pieces += _OPENING.pack(start + len(block) == len(data), len(block), _BLOCK - len(block)), block
    return b"".join([*pieces, _checksum(data)])


def padded(shards: Sequence[bytes], unit: int) -> list[bytes]:
    """The shards with spaces before them, which no stream begins with, so that the size of each is a multiple
    of `unit`: a small number tells it."""
    missing = -sizes_in_file(shards) % unit
    return [b" " * spaces + shard for spaces, shard in zip(missing.tolist(), shards, strict=True)]


def _checksum(data: bytes) -> bytes:
    return adler32(data).to_bytes(4, "big")
