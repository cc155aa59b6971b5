"""What content/ remembers of publications: addresses.txt, which only grows, and publications.csv."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from generator.content.addresses import FILE as ADDRESSES
from generator.content.addresses import Address, read_addresses, written
from generator.exports.cells import bare, guarded

PUBLICATIONS = "publications.csv"
_COLUMNS = ("时间", "版本", "清单的 SHA-256", "清单的 SM3", "发布到", "新增", "修改", "移除")
_BOM = "utf-8-sig"


class Publication(NamedTuple):
    """A line of publications.csv: a time with its zone, revision and sums of the manifest, the place, numbers
    of files.
    """

    time: str
    revision: str
    sha256: str
    sm3: str
    place: str
    new: str
    changed: str
    gone: str


def grown(known: Iterable[Address], names: Mapping[str, str], revision: str) -> list[Address]:
    """The addresses that were ever published, when those in `names` are. The name of the first time stays."""
    known = list(known)
    there = {one.address for one in known}
    return [*known, *(Address(a, name, revision) for a, name in names.items() if a not in there)]


def remember_addresses(content: Path, names: Mapping[str, str], revision: str) -> int:
    """Add to content/addresses.txt what it lacks; the number of new addresses. Raises ProblemsError where the
    file is in no form to be read, OSError where it cannot be written.
    """
    path = content / ADDRESSES
    known = read_addresses(path)
    all_of_them = grown(known, names, revision)
    text = written(all_of_them).encode()
    if not path.exists() or path.read_bytes() != text:
        _replace(path, text)
    return len(all_of_them) - len(known)


def publications(content: Path) -> list[Publication]:
    """The lines of content/publications.csv, the oldest first; mangled ones are left out. What a spreadsheet
    would have misread is led by an apostrophe there."""
    path = content / PUBLICATIONS
    if not path.is_file():
        return []
    rows = csv.reader(io.StringIO(path.read_bytes().decode(_BOM, "replace"), newline=""))
    return [Publication(*map(bare, row)) for row in list(rows)[1:] if len(row) == len(_COLUMNS)]


def remember_publication(content: Path, publication: Publication) -> None:
    """Add a line; what stands there stays to the letter. Raises OSError."""
    path = content / PUBLICATIONS
    before = path.read_bytes() if path.is_file() else _line(_COLUMNS).encode(_BOM)
    if before and not before.endswith(b"\n"):
        before += b"\r\n"
    _replace(path, before + _line(map(guarded, publication)).encode())


def in_future(last: Publication, now: datetime) -> bool:
    """Whether a publication was later than `now`: one of the two clocks is wrong."""
    try:
        then = datetime.fromisoformat(last.time)
    except ValueError:
        return False
    return then.tzinfo is not None and then > now


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _replace(path: Path, data: bytes) -> None:
    """In one step, and on the disk before: this is the one copy."""
    aside = path.with_name(f".{path.name}-{token_hex(4)}")
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)
