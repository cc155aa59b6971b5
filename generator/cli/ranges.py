"""Which bytes of a file a browser asks for (RFC 9110, section 14): pages of search fetch pieces of packs."""

from __future__ import annotations

import re

# no file has a number of bytes of more digits
_ONE = re.compile(r"\s*bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.ASCII | re.IGNORECASE)


def wanted_bytes(header: str | None, size: int) -> range | None:
    """The places of the bytes that a Range header asks for in a file of `size` bytes: empty when the file has
    none of them (416), None when the whole file is to be sent: without a header, for several ranges, or when
    the header is none that we know, which a server may ignore.
    """
    found = _ONE.fullmatch(header or "")
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(min(int(first), size), min(int(last) + 1 if last else size, size))
