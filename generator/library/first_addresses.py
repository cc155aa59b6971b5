"""Under which address something was published first: what stands for it for good, whatever it is called now.

An entry of moved.yml says where a page went, so it says where a page came from. One that was put into another
page, which had its own name before, has not become that page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from generator.content.addresses import Address
from generator.library.redirects import as_file, swapped
from generator.model.registries import Moved


class FirstAddresses:
    """The first address of every page, by what content/moved.yml and content/addresses.txt tell."""

    def __init__(self, moved: Sequence[Moved], published: Iterable[Address]) -> None:
        self._pages: dict[str, list[str]] = {}
        self._folders: dict[str, list[str]] = {}
        self._names: dict[str, str] = {}
        self._swapped = {address: other for address, (other, _) in swapped(moved).items()}
        for entry in moved:
            if entry.to and entry.address.endswith("/") and entry.to.endswith("/"):
                self._folders.setdefault(entry.to, []).append(entry.address)
            elif entry.to and not entry.address.endswith("/"):
                self._pages.setdefault(as_file(entry.to), []).append(entry.address)
        self._is_any = bool(self._pages or self._folders or self._swapped)
        if self._is_any:
            self._names = {one.address: one.name for one in published}

    def of(self, address: str, name: str) -> str:
        """The first address of the page that is now at `address`, where its number and title are `name`."""
        if not self._is_any:
            return address
        here = self._swapped.get(address, address)
        seen = {here}
        while before := self._before(here, name, seen):
            seen.add(before)
            here = before
        return here

    def facts(self) -> str:
        """All that `of` goes by, for whoever keeps what was made of it."""
        return repr((self._pages, self._folders, self._swapped, sorted(self._names.items())))

    def _before(self, address: str, name: str, seen: Collection[str]) -> str | None:
        """Where the page came from that was published under this name."""
        called = self._names.get(address) or name
        found = (old for old in self._leading(address) if old not in seen)
        return next((old for old in found if self._names.get(old, called) in ("", called)), None)

    def _leading(self, address: str) -> Iterator[str]:
        """The addresses that moved.yml leads here, by entries of the page and of the nearest folder."""
        yield from self._pages.get(address, ())
        folder = address
        while "/" in folder.rstrip("/"):
            folder = folder.rstrip("/").rpartition("/")[0] + "/"
            if folder in self._folders:
                yield from (old + address.removeprefix(folder) for old in self._folders[folder])
                return
