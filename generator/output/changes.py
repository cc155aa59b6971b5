"""What a build has made of the web pages of a site: new ones, others than before, ones that are gone."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

_PAGE = ".html"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Changes:
    """Addresses, each list with the pages of documents before the lists drawn from them."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def changes(
    old: Path, new: Path, before: Collection[str], after: Collection[str], taken: Collection[str] = ()
) -> Changes | None:
    """Hold the pages of two folders, whose files are listed, against each other; those that were `taken` over
    from the old one are the same. Nothing where there was no site before.
    """
    pages_before, pages = _pages(before), _pages(after)
    if not pages_before:
        return None
    both = (pages & pages_before).difference(taken)
    changed = [address for address in both if not _same(f"{old}/{address}", f"{new}/{address}")]
    return Changes(
        *(sorted(found, key=_rank) for found in (pages - pages_before, changed, pages_before - pages))
    )


def _pages(addresses: Iterable[str]) -> set[str]:
    return {address for address in addresses if address.endswith(_PAGE)}


def _rank(address: str) -> tuple[int, str, bool, str]:
    """Deep before shallow, so documents and tasks before lists; the front of a folder first."""
    folder, _, name = address.rpartition("/")
    return -address.count("/"), folder, name != "index.html", name


def _same(one: str, other: str) -> bool:
    """Whether two files hold the same; what cannot be read does not."""
    try:
        stats = os.stat(one), os.stat(other)
        if os.path.samestat(*stats):  # taken over by a link
            return True
        return stats[0].st_size == stats[1].st_size and _content(one) == _content(other)
    except OSError:
        return False


def _content(path: str) -> bytes:
    # not waiting for what comes out of a pipe; less than `open` costs
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        parts = [os.read(handle, _PIECE)]
        while parts[-1]:
            parts.append(os.read(handle, _PIECE))
        return b"".join(parts)
    finally:
        os.close(handle)
