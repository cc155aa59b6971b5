"""Turn the names of known units and cited documents in running text into links.

A linker is made once per agency, because the name of a unit means that agency's unit. Longer names win over
shorter ones inside them, and a name is linked once per passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from generator import routes
from generator.library import AgencyEntry, Library

# A shorter name is too likely to be part of some other word: 办公室, 各县.
SHORTEST_NAME = 4


class Linker:
    """Names and the addresses they lead to."""

    def __init__(self, targets: Iterable[tuple[str, str]]) -> None:
        self._targets: dict[str, str] = {}
        for name, address in targets:
            self._targets.setdefault(name, address)
        # Two characters decide cheaply whether a passage can hold any name at all.
        self._starts = tuple({name[:3] for name in self._targets})
        names = sorted(self._targets, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, names))) if names else None

    def __call__(self, text: str, base: str, own: str = "") -> Markup:
        """The text as safe HTML with links relative to the page at `base`; names of `own` stay plain.

        `own` is the address of the page's own subject: a page does not link to itself.
        """
        if self._pattern is None or not any(start in text for start in self._starts):
            return escape(text)
        parts: list[str] = []
        done, linked = 0, {own, base}
        for match in self._pattern.finditer(text):
            address = self._targets[match.group()]
            if address in linked:
                continue
            linked.add(address)
            parts.append(str(escape(text[done : match.start()])))
            parts.append(f'<a href="{escape(routes.relative(address, base))}">{escape(match.group())}</a>')
            done = match.end()
        parts.append(str(escape(text[done:])))
        return Markup("".join(parts))


def linkers(library: Library) -> dict[str, Linker]:
    """One linker for each agency, by its id."""
    policies = [
        (name, entry.url)
        for entry in library.policies
        for name in (entry.record.title, *entry.record.aliases)
        if len(name) >= SHORTEST_NAME
    ]
    return {agency.id: Linker([*_unit_names(agency), *policies]) for agency in library.agencies}


def _unit_names(agency: AgencyEntry) -> list[tuple[str, str]]:
    return [
        (name, entry.url)
        for entry in agency.units
        for name in (entry.record.name, *entry.record.aliases)
        if len(name) >= SHORTEST_NAME
    ]
