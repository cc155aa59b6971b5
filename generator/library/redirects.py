"""What answers at an address that was published and has no page of its own any more: an entry of moved.yml.

An entry for a page answers for the calendar and the feed of the same name too; one that ends in / for all
that was published below it. The nearest entry counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.model.registries import Moved

_PAGE, _BESIDE = ".html", (".ics", ".xml")


class Redirect(NamedTuple):
    """`address` answers with a notice that leads `to` another, or nowhere where that is empty: withdrawn.

    `place` is that of its entry in moved.yml.
    """

    address: str
    to: str
    reason: str
    place: int


class Answers:
    """The entries of moved.yml, by what they answer for."""

    def __init__(self, moved: Sequence[Moved]) -> None:
        self._entries: dict[str, tuple[int, Moved]] = {}
        for i, entry in enumerate(moved):
            if not entry.swapped:
                self._entries.setdefault(entry.address, (i, entry))

    def at(self, address: str) -> Redirect | None:
        """What answers at an address without a page: its own entry, that of its page, that of a folder."""
        for above in _nearest(address):
            if found := self._entries.get(above):
                return _redirect(address, *found)
        return None


def redirects(moved: Sequence[Moved], published: Iterable[str], living: Collection[str]) -> list[Redirect]:
    """Every notice that the site needs: at the address of each entry (of a folder at its index.html, unless
    that is living), and at whatever was `published`, lives no more and is answered for.
    """
    answers = Answers(moved)
    found = [
        _redirect(as_file(entry.address), i, entry)
        for i, entry in enumerate(moved)
        if not entry.swapped and not (entry.address.endswith("/") and as_file(entry.address) in living)
    ]
    exact = {entry.address for entry in moved}
    found = [one for one in found if one.address == moved[one.place].address or one.address not in exact]
    told = {one.address for one in found}
    gone = (answers.at(address) for address in published if address not in living and address not in told)
    return [*found, *sorted(filter(None, gone), key=lambda one: (one.place, one.address))]


def swapped(moved: Iterable[Moved]) -> dict[str, tuple[str, str]]:
    """The other address and the reason, for each of two that have changed places."""
    found: dict[str, tuple[str, str]] = {}
    for entry in moved:
        if entry.swapped:
            found[entry.address] = entry.swapped, entry.reason
            found[entry.swapped] = entry.address, entry.reason
    return found


def _redirect(address: str, index: int, entry: Moved) -> Redirect:
    return Redirect(address, _target(address, entry.address, entry.to or ""), entry.reason, index)


def as_file(address: str) -> str:
    """The file that a server shows at an address: of a folder its index.html."""
    return f"{address}index.html" if address.endswith("/") else address


def _nearest(address: str) -> Iterator[str]:
    """The addresses of entries that answer for this one, the nearest first."""
    yield address
    stem, _, ending = address.rpartition(".")
    if f".{ending}" in _BESIDE:
        yield stem + _PAGE
    folder = address
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        yield f"{folder}/"


def _target(address: str, entry: str, to: str) -> str:
    """Where an address leads whose entry leads `to`. What is no page leads to no page."""
    if not to:
        return ""
    if entry.endswith("/"):
        target = to + address.removeprefix(entry) if to.endswith("/") else to
    elif entry != address:  # beside its page
        target = to.removesuffix(_PAGE) + address[len(entry) - len(_PAGE) :] if to.endswith(_PAGE) else to
    else:
        target = as_file(to)
    return target if address.endswith(_PAGE) or not target.endswith(_PAGE) else ""
