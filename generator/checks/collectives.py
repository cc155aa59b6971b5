"""A collective name holds other units, but not itself, at whatever depth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.library.build import Library
from generator.library.entries import UnitEntry
from generator.problems import Finding


def find_circular_collectives(library: Library) -> Iterator[Finding]:
    """One finding a collective that is among its own members, at its list of members."""
    for agency in library.agencies:
        circular = _in_rings(agency.units)
        for i, unit in enumerate(agency.units):
            if unit.ref in circular:
                yield Finding(
                    agency.file.file,
                    ("units", i, "members"),
                    f"统称“{unit.record.name}”的成员里又有它自己",
                    "请核对 members，删除绕回来的一项",
                    at_key=True,
                )


def _in_rings(units: Sequence[UnitEntry]) -> set[str]:
    """The units that lead back to themselves: those of a strongly connected component, found with two walks
    that go over each member once, so that a long ring costs no more than it holds.
    """
    found: set[str] = set()
    claimed: set[str] = set()
    for unit in reversed(_finished(units)):
        if unit.ref in claimed:
            continue
        ring = [unit]
        claimed.add(unit.ref)
        for one in ring:  # the list grows while it is walked
            for holder in one.member_of:
                if holder.ref not in claimed:
                    claimed.add(holder.ref)
                    ring.append(holder)
        if len(ring) > 1 or unit in unit.members:
            found.update(one.ref for one in ring)
    return found


def _finished(units: Sequence[UnitEntry]) -> list[UnitEntry]:
    """All units, each behind the members that were reached from it first. Iterative, so that no chain is too
    long.
    """
    order: list[UnitEntry] = []
    seen: set[str] = set()
    for start in units:
        if start.ref in seen:
            continue
        seen.add(start.ref)
        way = [(start, iter(start.members))]
        while way:
            ahead = way[-1][1]
            member = next((one for one in ahead if one.ref not in seen), None)
            if member is None:
                order.append(way.pop()[0])
            else:
                seen.add(member.ref)
                way.append((member, iter(member.members)))
    return order
