"""What is to be done to make of the files at a place those of a new site, and in which order. Pure.

Of each file at the place it is known what it may be: what the last manifest says, and where a publication
broke off, what that one was about to write. A file that is none of these was changed by somebody else.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from generator.output.manifest import MANIFEST, Manifest, Sum

JOURNAL, PROGRESS = "data/publishing.json", "data/publishing.txt"
"""Kept at the place as long as a publication is under way: what may be there, and how many steps are done"""
PACKED = ".gz"
_HOME = "index.html"
_LISTS = ("data/", "search/")
_LIST_ENDINGS = (".xml", ".ics", ".txt")

May = dict[str, frozenset[Sum | None]]
"""What each file may be; None: not there"""


class Step(NamedTuple):
    kind: Literal["put", "remove"]
    address: str


@dataclass(frozen=True, slots=True)
class Differences:
    """Addresses of a new site beside those of an old one, each in order."""

    new: list[str]
    changed: list[str]
    gone: list[str]


def differences(old: Mapping[str, Sum], new: Mapping[str, Sum]) -> Differences:
    return Differences(
        sorted(new.keys() - old.keys()),
        sorted(address for address in new.keys() & old.keys() if new[address] != old[address]),
        sorted(old.keys() - new.keys()),
    )


def steps(may: May, new: Mapping[str, Sum], there: Mapping[str, int]) -> list[Step]:
    """New files, changed pages, lists, the manifest, the home page, then removals; nothing where nothing is
    to be done. `there` are the sizes of the files that stand at the place.
    """
    puts = [a for a, found in new.items() if may.get(a) != frozenset([found]) or there.get(a) != found.size]
    removals = [a for a, found in may.items() if a not in new and (found != frozenset([None]) and a in there)]
    puts.sort(key=lambda address: (_turn(address, may), address))
    if not puts and not removals:
        return []
    home = [Step("put", a) for a in puts if a == _HOME]
    others = [Step("put", a) for a in puts if a != _HOME]
    return [*others, Step("put", MANIFEST), *home, *(Step("remove", a) for a in sorted(removals))]


def _turn(address: str, may: May) -> int:
    if address.startswith(_LISTS) or address.endswith(_LIST_ENDINGS):
        return 2
    return 1 if may.get(address, frozenset([None])) - {None} else 0


def packed_beside(ours: Container[str], there: Iterable[str]) -> Iterator[str]:
    """The files that somebody has packed beside those of the site: x.html.gz beside x.html."""
    return (one for one in there if one.endswith(PACKED) and one not in ours and one[: -len(PACKED)] in ours)


def may_of(manifest: Manifest | None) -> May:
    """What stands at a place where the last publication went to its end."""
    return {address: frozenset([found]) for address, found in manifest.files.items()} if manifest else {}


def may_after(before: May, planned: Mapping[str, Sum], order: Iterable[Step], done: int) -> May:
    """What may stand there when a publication broke off after at least `done` of its steps."""
    may = dict(before)
    for number, (kind, address) in enumerate(order):
        if address == MANIFEST:
            continue
        after = planned.get(address) if kind == "put" else None
        is_sure = number < done
        may[address] = frozenset([after]) if is_sure else may.get(address, frozenset([None])) | {after}
    return may


def strangers(
    may: May, new: Mapping[str, Sum], doing: Iterable[Step], found: Mapping[str, Sum]
) -> Iterator[str]:
    """The files about to be written or removed that somebody else has changed or put there. A sum that the
    place cannot tell is empty: then the size decides.
    """
    for _, address in doing:
        here = found.get(address)
        if here is None or address == MANIFEST:
            continue
        known = {*may.get(address, ()), new.get(address)} - {None}
        if not any(one and one.size == here.size and here.sha256 in ("", one.sha256) for one in known):
            yield address


class Journal(NamedTuple):
    """A publication under way: what may have stood there before it, the files it brings, its steps."""

    before: May
    planned: dict[str, Sum]
    order: list[Step]


def journal_json(journal: Journal) -> str:
    return json.dumps(
        {
            "before": {
                a: [one and list(one) for one in sorted(found, key=str)]
                for a, found in journal.before.items()
            },
            "planned": {address: list(found) for address, found in journal.planned.items()},
            "order": [list(step) for step in journal.order],
        },
        ensure_ascii=False,
    )


def read_journal(data: bytes | None) -> Journal | None:
    """None where none is under way, or it is in no form to be read: then nothing had been begun."""
    try:
        value = json.loads(data or b"")
        return Journal(
            {a: frozenset(one and Sum(*one) for one in found) for a, found in value["before"].items()},
            {address: Sum(*found) for address, found in value["planned"].items()},
            [Step(*step) for step in value["order"]],
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
