"""What a build has made of the web pages of a site: new ones, others than before, ones that are gone."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

_PAGE = ".html"
_PIECE = 1 << 20
# the time up to which the site tells, on every list: it says nothing of what stands there
_DAY = re.compile("(?:数据截至|更新日期：|内容更新至)\\d+年(?:第\\d季度|\\d+月(?:\\d+日)?)".encode())


@dataclass(frozen=True, slots=True)
class Changes:
    """Addresses, each list with the pages of documents before the lists drawn from them. Those that are
    `dated` say another day, and nothing else.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    dated: list[str] = field(default_factory=list)


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
    differing = {address for address in both if not _same(f"{old}/{address}", f"{new}/{address}")}
    dated = {address for address in differing if _says_the_same(f"{old}/{address}", f"{new}/{address}")}
    found = (pages - pages_before, differing - dated, pages_before - pages, dated)
    return Changes(*(sorted(some, key=_rank) for some in found))


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


def _says_the_same(one: str, other: str) -> bool:
    """Whether two pages differ in nothing but the day up to which the site tells."""
    try:
        before, after = (_DAY.sub(b"", _content(path)) for path in (one, other))
        return before == after
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
