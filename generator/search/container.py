"""The form in which a browser can read our bytes from any file server and from a disk.

A shard is a script, `gongkaiShard("name","…")`, whose string holds a zlib stream byte by byte. Over HTTP the browser
fetches the file and reads the string itself, so no server setting matters; from file://, where nothing may be
fetched, the same file runs as a script in the encoding windows-1252, in which every byte is one character.
Four bytes need a backslash, so this costs 1.6 % where base64 costs 33 %; the stream's checksum tells a damaged
file.
"""

from __future__ import annotations

import zlib

_ESCAPES = ((b"\\", b"\\\\"), (b'"', b'\\"'), (b"\n", b"\\n"), (b"\r", b"\\r"))


def wrap(name: str, payload: bytes, *, words: bool) -> bytes:
    """The file for `payload`. Words are compressed; lists of numbers would shrink by 7 % only and stay as they are."""
    stream = zlib.compressobj(6 if words else 0)
    data = stream.compress(payload) + stream.flush()
    for plain, escaped in _ESCAPES:
        data = data.replace(plain, escaped)
    return f'gongkaiShard("{name}","'.encode() + data + b'");\n'


def shard_path(series: str, number: int) -> str:
    """Where a numbered shard lies: at most 256 files to a folder."""
    return f"{series}{number >> 8}/{number & 255}.js"
