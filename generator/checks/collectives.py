"""A collective name holds other units, but not itself, at whatever depth."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library.build import Library
from generator.library.entries import UnitEntry
from generator.problems import Finding


def find_circular_collectives(library: Library) -> Iterator[Finding]:
    """One finding a collective that is among its own members, at its list of members."""
    for agency in library.agencies:
        for i, unit in enumerate(agency.units):
            if unit in _members_at_any_depth(unit):
                yield Finding(
                    agency.file.file,
                    ("units", i, "members"),
                    f"统称“{unit.record.name}”的成员里又有它自己",
                    "请核对 members，删除绕回来的一项",
                    at_key=True,
                )


def _members_at_any_depth(unit: UnitEntry) -> list[UnitEntry]:
    inside = list(unit.members)
    for member in inside:  # the list grows while it is walked
        inside += [m for m in member.members if m not in inside]
    return inside
