"""A published address is a promise: which would die, which tasks have changed places, and what heals it.

Addresses and names come from content/addresses.txt, as first published. Pure; whoever knows the addresses of
the site that is about to be built asks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.content.addresses import FILE, Address
from generator.library.redirects import Answers
from generator.model.registries import Moved
from generator.problems import Problem

_NAMED = 5  # addresses that a message names
_PAGE = ".html"


@dataclass(frozen=True, slots=True)
class Death:
    """Addresses that would die together, and the one address whose entry in moved.yml answers for all; `to`
    is a guess where the entry should lead, by their names, or empty.
    """

    entry: str
    addresses: list[Address]
    to: str


@dataclass(frozen=True, slots=True)
class Swap:
    """Addresses whose pages have changed places: at each is what was published at the next, in a ring."""

    addresses: list[Address]


def dying(addresses: Iterable[Address], routes: Collection[str], moved: Sequence[Moved]) -> list[Address]:
    """The published addresses that the site has neither as a page or file, among the `routes`, nor an answer
    for in moved.yml.
    """
    answers = Answers(moved)
    return [one for one in addresses if one.address not in routes and answers.at(one.address) is None]


def deaths(
    dead: Iterable[Address], published: Iterable[Address], names: Mapping[str, str]
) -> Iterator[Death]:
    """Dying addresses, put together as one entry answers for them: a folder of which nothing is left, a page
    with what is beside it. `names` are those of the pages that live, by address.
    """
    dead = list(dead)
    gone = {one.address for one in dead}
    alive = {folder for one in published if one.address not in gone for folder in _folders(one.address)}
    alive |= {folder for address in names for folder in _folders(address)}
    groups: dict[str, list[Address]] = {}
    for one in dead:
        groups.setdefault(_entry_for(one.address, alive, gone), []).append(one)
    by_name: dict[str, list[str]] = {}
    for address, name in names.items():
        by_name.setdefault(name, []).append(address)
    for entry, together in groups.items():
        yield Death(entry, together, _guess(entry, together, by_name))


def swaps(published: Iterable[Address], names: Mapping[str, str], moved: Sequence[Moved]) -> list[Swap]:
    """The rings of addresses at each of which the page now has number and title of another of them.

    Those that an entry of moved.yml owns up to are left out.
    """
    owned = {frozenset((entry.address, entry.swapped)) for entry in moved if entry.swapped}
    changed = {
        one.address: one
        for one in published
        if one.name and one.address in names and names[one.address] != one.name
    }
    first: dict[str, str] = {}
    for address, one in changed.items():
        first.setdefault(one.name, address)
    after = {address: found for address in changed if (found := first.get(names[address]))}
    return [
        Swap([changed[address] for address in ring]) for ring in _rings(after) if frozenset(ring) not in owned
    ]


def problems(found: Iterable[Death | Swap], shown: str) -> Iterator[Problem]:
    """One message each, with the entry that heals it; `shown` is content/ as the clerk knows it."""
    for one in found:
        what, hint = _of_death(one) if isinstance(one, Death) else _of_swap(one)
        yield Problem(f"{shown}/{FILE}", 0, 0, what, hint)


def _of_death(death: Death) -> tuple[str, str]:
    listed = [_said(one) for one in death.addresses[:_NAMED]]
    more = f" 等 {len(death.addresses)} 个地址" if len(death.addresses) > _NAMED else ""
    to = f"to: {death.to}, " if death.to else ""
    entry = f"- {{address: {death.entry}, {to}reason: 原因和日期}}"
    otherwise = (
        "或者改回原来的编号"
        if death.to
        else "改了编号或文件名的，请改回，或在这一条里用 to 写明新地址；"
        "整份文件要撤下的，请留着文件，写 status: 已撤回"
    )
    return (
        f"发布过的地址会打不开：{'、'.join(listed)}{more}",
        f"请在 moved.yml 的 moved 下加一条：{entry}；{otherwise}",
    )


def _of_swap(swap: Swap) -> tuple[str, str]:
    places = swap.addresses
    listed = "、".join(f"{one.address} 原来是“{one.name}”" for one in places)
    if len(places) > 2:
        return f"{len(places)} 个地址的内容轮换了：{listed}", "请把编号（id）改回，编号发布后不能再改"
    entry = f"- {{address: {places[0].address}, swapped: {places[1].address}, reason: 原因和日期}}"
    return (
        f"两个地址的内容互换了：{listed}",
        f"请把编号（id）换回来；确要互换的，请在 moved.yml 的 moved 下加一条：{entry}",
    )


def _said(one: Address) -> str:
    return f"{one.address}（{one.name}）" if one.name else one.address


def _folders(address: str) -> Iterator[str]:
    """The folders that an address lies in, the widest first."""
    for i, letter in enumerate(address):
        if letter == "/":
            yield address[: i + 1]


def _entry_for(address: str, alive: Collection[str], gone: Collection[str]) -> str:
    """The widest folder that is gone as a whole, if its own page was published; else the page that this is,
    or stands beside.
    """
    for folder in _folders(address):
        if folder not in alive and f"{folder}index.html" in gone:
            return folder
    stem, _, ending = address.rpartition(".")
    return stem + _PAGE if ending in ("ics", "xml") and stem + _PAGE in gone else address


def _guess(entry: str, together: Sequence[Address], by_name: Mapping[str, Sequence[str]]) -> str:
    """The one living page that has the name which the page of the entry had."""
    page = f"{entry}index.html" if entry.endswith("/") else entry
    name = next((one.name for one in together if one.address == page), "")
    folder = page.rpartition("/")[0]
    found = by_name.get(name, []) if name else []
    near = [address for address in found if address.rpartition("/")[0] == folder] or found
    if len(near) != 1:
        return ""
    return near[0].removesuffix("index.html") if entry.endswith("/") else near[0]


def _rings(after: Mapping[str, str]) -> Iterator[list[str]]:
    """The rings in a map of each address to the next, each from its first address."""
    seen: set[str] = set()
    for start in sorted(after):
        path: list[str] = []
        here: str | None = start
        while here is not None and here not in seen:
            seen.add(here)
            path.append(here)
            here = after.get(here)
        if here in path:
            ring = path[path.index(here) :]
            if len(ring) > 1:
                yield ring
