"""data/manifest.json: size and SHA-256 of every file of a site, and the revision that they make.

The revision is the first 16 hex digits of the SHA-256 over the table of files: a line each of address, size
and sum, sorted. Where OpenSSL has SM3 the table has an SM3 sum too; as the table holds the SHA-256 of every
file, it speaks for all of them, and SM3 of each (250 MB a second) would make a cold build a fifth slower.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.output.takeover import File

MANIFEST = "data/manifest.json"
_HEX = frozenset("0123456789abcdef")


class Sum(NamedTuple):
    """Size in bytes, and SHA-256 in hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a site consists of: sums by address, without the manifest itself."""

    files: dict[str, Sum]

    @property
    def revision(self) -> str:
        """16 hexadecimal digits."""
        return hashlib.sha256(_table(self.files)).hexdigest()[:16]


def manifest_of(folder: Path, addresses: Iterable[str], known: Mapping[str, File]) -> Manifest:
    """Sums of these files of a folder. Those that are `known` are not read. Raises OSError."""
    files: dict[str, Sum] = {}
    for address in sorted(addresses):
        if address in known:
            _, digest, size = known[address]
            files[address] = Sum(size, digest.hex())
        else:
            files[address] = sum_of(f"{folder}/{address}")
    return Manifest(files)


def sum_of(path: str | Path) -> Sum:
    """Size and sum of a file on the disk. Raises OSError."""
    with open(path, "rb") as file:
        found = hashlib.file_digest(file, "sha256")
        return Sum(file.tell(), found.hexdigest())


def manifest_json(manifest: Manifest) -> str:
    """The text of data/manifest.json: a file a line, so that two can be laid side by side."""
    table = _table(manifest.files)
    lines = ",\n".join(
        f'{json.dumps(address, ensure_ascii=False)}:{{"size":{size},"sha256":"{sha256}"}}'
        for address, (size, sha256) in sorted(manifest.files.items())
    )
    sm3 = sm3_of(table)
    more = f',\n"sm3":"{sm3}"' if sm3 else ""
    return f'{{"files":{{\n{lines}\n}},\n"revision":"{manifest.revision}"{more}}}\n'


def sm3_of(data: bytes) -> str:
    """The SM3 sum (GB/T 32905) in hexadecimal digits; nothing where OpenSSL does not have it."""
    return hashlib.new("sm3", data).hexdigest() if "sm3" in hashlib.algorithms_available else ""


def read_manifest(data: bytes) -> Manifest | None:
    """What a manifest.json says; None where it is none, was cut off, or does not add up."""
    try:
        value = json.loads(data)
        files = {address: Sum(entry["size"], entry["sha256"]) for address, entry in value["files"].items()}
        given = value["revision"]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    if not all(_is_sound(address, found) for address, found in files.items()):
        return None
    manifest = Manifest(files)
    return manifest if manifest.revision == given else None


def _is_sound(address: str, found: Sum) -> bool:
    """A file inside the folder, with a size and a sum: whoever follows the manifest stays at home."""
    inside = (
        address and not address.startswith("/") and ".." not in address.split("/") and "\0" not in address
    )
    is_sum = isinstance(found.sha256, str) and len(found.sha256) == 64 and set(found.sha256) <= _HEX
    return bool(inside and is_sum and type(found.size) is int and found.size >= 0)


def _table(files: Mapping[str, Sum]) -> bytes:
    lines = (f"{address}\t{size}\t{sha256}\n" for address, (size, sha256) in sorted(files.items()))
    return "".join(lines).encode("utf-8", "surrogateescape")
