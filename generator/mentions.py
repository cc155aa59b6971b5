"""Turn the names of known units and cited documents in running text into links.

Names mean what they mean in their agency: 应急指挥中心 is that agency's unit. Longer names win over shorter
ones inside them, and a name is linked once per passage.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from generator import routes
from generator.library import AgencyEntry, Library

# A shorter name is too likely to be part of some other word: 办公室, 各县.
SHORTEST_NAME = 4
# A name that goes on like this is another word: 安全生产法 in 安全生产法律法规 or 安全生产法治.
_GOES_ON = "(?![律规治制院])"

TextLinker = Callable[[str], Markup]


class Linker:
    """Names and the addresses they lead to, for one agency."""

    def __init__(self, targets: Iterable[tuple[str, str]]) -> None:
        self._targets: dict[str, str] = {}
        for name, address in targets:
            self._targets.setdefault(name, address)

    def among(self, texts: Iterable[str], folder: str) -> TextLinker:
        """A linker for the given texts, shown on pages of `folder`.

        Looking once through all texts of a document leaves the few names that occur in it, which is what makes
        linking ten thousand tasks cheap.
        """
        everything = "\n".join(texts)
        found = sorted((name for name in self._targets if name in everything), key=len, reverse=True)
        if not found:
            return escape
        pattern = re.compile("|".join(re.escape(name) + (_GOES_ON if name[-1] == "法" else "") for name in found))
        base = f"{folder}/page"
        links = {
            name: f'<a href="{escape(routes.relative(self._targets[name], base))}">{escape(name)}</a>' for name in found
        }
        targets = self._targets

        def link(text: str) -> Markup:
            parts: list[str] = []
            done = 0
            linked: set[str] = set()
            for match in pattern.finditer(text):
                name = match.group()
                if targets[name] in linked:
                    continue
                linked.add(targets[name])
                parts += (escape(text[done : match.start()]), links[name])
                done = match.end()
            if not parts:
                return escape(text)
            parts.append(escape(text[done:]))
            return Markup("".join(parts))

        return link


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
