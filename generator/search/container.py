"""The form in which a browser can read our bytes from any file server and from a disk.

A shard is a script, `gongkaiShard("name","…")`, whose string holds a zlib stream byte by byte. Over HTTP the
browser fetches the file and reads the string itself, so no server setting matters; from file://, where
nothing may be fetched, the same file runs as a script in the encoding windows-1252, in which every byte is
one character. Four bytes need a backslash, so this costs 1.6 % where base64 costs 33 %; the stream's checksum
tells a damaged file.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from deflate import adler32, zlib_compress

_ESCAPES = ((b"\\", b"\\\\"), (b'"', b'\\"'), (b"\n", b"\\n"), (b"\r", b"\\r"))
_QUICK = 1  # of libdeflate, which takes half of zlib's time for thousands of short streams
_HEAD = b"\x78\x9c"
_BLOCK = 0xFFFF  # bytes that one stored block may hold


def wrap(name: str, *parts: bytes, words: bool) -> bytes:
    """The file for a payload. Words are compressed, each part with a code of its own; long lists of numbers
    would shrink by 7 % only and stay as they are.
    """
    data = (
        _compressed_apart(parts)
        if len(parts) > 1
        else zlib_compress(parts[0], _QUICK)
        if words
        else _stored(parts[0])
    )
    for plain, escaped in _ESCAPES:
        data = data.replace(plain, escaped)
    return f'gongkaiShard("{name}","'.encode() + data + b'");\n'


def _compressed_apart(parts: Sequence[bytes]) -> bytes:
    """One stream of all parts, each compressed by itself, as words or as numbers, whichever is smaller."""
    pieces = [_HEAD]
    for part in parts:
        ways = (
            zlib.compressobj(9, zlib.DEFLATED, -15, 9, way) for way in (zlib.Z_DEFAULT_STRATEGY, zlib.Z_RLE)
        )
        pieces.append(min((way.compress(part) + way.flush(zlib.Z_SYNC_FLUSH) for way in ways), key=len))
    end = zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    return b"".join([*pieces, end, adler32(b"".join(parts)).to_bytes(4, "big")])


def _stored(data: bytes) -> bytes:
    """A stream of stored blocks (RFC 1951, 3.2.4);
    zlib makes it four times as slowly, for it makes ready to compress.
    """
    pieces = [_HEAD]
    for start in range(0, len(data) or 1, _BLOCK):
        block = data[start : start + _BLOCK]
        size = len(block)
        pieces += (
            bytes([start + size == len(data)]),
            size.to_bytes(2, "little"),
            (_BLOCK - size).to_bytes(2, "little"),
            block,
        )
    return b"".join([*pieces, adler32(data).to_bytes(4, "big")])


def shard_path(series: str, number: int) -> str:
    """Where a numbered shard lies: at most 256 files to a folder."""
    return f"{series}{number >> 8}/{number & 255}.js"
