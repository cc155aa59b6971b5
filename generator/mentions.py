"""Turn the names of known units and cited documents in running text into links.

Names mean what they mean in their agency: 应急指挥中心 is that agency's unit. Longer names win over shorter
ones inside them, and a name is linked once per passage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from markupsafe import Markup, escape

from generator import routes
from generator.library import AgencyEntry, Library

# A shorter name is too likely to be part of some other word: 办公室, 各县.
SHORTEST_NAME = 4
# 安全生产法 that goes on like this is another word: 安全生产法律法规, 安全生产法治.
_GOES_ON = ("律", "规", "治", "制", "院")

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
        base = f"{folder}/page"
        links = {
            name: (target, f'<a href="{escape(routes.relative(target, base))}">{escape(name)}</a>')
            for name, target in self._targets.items() if name in everything
        }

        def link(text: str) -> Markup:
            hits = [hit for name in links if name in text for hit in _hits(text, name)]
            return Markup(_linked(text, hits, links)) if hits else escape(text)

        return link


def _hits(text: str, name: str) -> Iterator[tuple[int, int, str]]:
    """Where `name` stands in `text`, as sort keys: the first comes first, and of two that begin together the longer."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not (name[-1] == "法" and text.startswith(_GOES_ON, end)):
            yield start, -len(name), name
        start = text.find(name, end)


def _linked(text: str, hits: list[tuple[int, int, str]], links: dict[str, tuple[str, str]]) -> str:
    """`text` as HTML with links in the place of the names; what overlaps an earlier name is part of it."""
    parts: list[str] = []
    done = consumed = 0
    linked: set[str] = set()
    for start, minus_length, name in sorted(hits):
        if start < consumed:
            continue
        consumed = start - minus_length
        target, link = links[name]
        if target not in linked:
            linked.add(target)
            parts += (escape(text[done:start]), link)
            done = consumed
    parts.append(escape(text[done:]))
    return "".join(parts)


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
