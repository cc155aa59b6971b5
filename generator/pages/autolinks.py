"""Turn the names of known units and cited documents in running text into links.

Names mean what they mean in their agency: 应急指挥中心 is that agency's unit. Longer names win over shorter
ones inside them, and a name is linked once per passage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from markupsafe import Markup

from generator.library.build import Library
from generator.library.entries import AgencyEntry
from generator.model import routes
from generator.pages.markup import escaped

# A shorter name is too likely to be part of some other word: 办公室, 各县.
SHORTEST_NAME = 4
# 安全生产法 that goes on like this is another word: 安全生产法律法规, 安全生产法治.
_GOES_ON = ("律", "规", "治", "制", "院")

NO_MARKS: Mapping[str, str] = {}
_BETWEEN = "\uffff"  # no character, so no text holds it: `source` refuses it

TextLinker = Callable[[str], Markup]


class Autolinker:
    """Names and the addresses they lead to, for one agency.

    `marks` say of addresses what is wrong with citing them: style sheets show the word behind the link, while
    the text stays as its document has it.
    """

    def __init__(self, targets: Iterable[tuple[str, str]], marks: Mapping[str, str] = NO_MARKS) -> None:
        self._marks = marks
        self._targets: dict[str, str] = {}
        for name, address in targets:
            self._targets.setdefault(name, address)

    def among(self, texts: Iterable[str], folder: str) -> TextLinker:
        """A linker for the given texts, and for no other (KeyError), shown on pages of `folder`.

        All texts of a document are looked through and escaped as one, which is what makes linking ten
        thousand tasks cheap.
        """
        known = ["", *texts]
        everything = _BETWEEN.join(known)
        linked = self._linked(everything, sorted(self._hits(everything)), f"{folder}/page").split(_BETWEEN)
        return dict(zip(known, map(Markup, linked), strict=True)).__getitem__

    def _hits(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where names stand in `text`, as sort keys: the first comes first, and of two that begin together
        the longer.
        """
        for name in self._targets:
            start = text.find(name)
            while start >= 0:
                end = start + len(name)
                if not (name[-1] == "法" and text.startswith(_GOES_ON, end)):
                    yield start, -len(name), name
                start = text.find(name, end)

    def _linked(self, text: str, hits: list[tuple[int, int, str]], base: str) -> str:
        """`text` as HTML with links in the place of the names; what overlaps an earlier one is part of it."""
        parts: list[str] = []
        done = consumed = 0
        linked: set[str] = set()
        for start, minus_length, name in hits:
            if start < consumed:
                continue
            if text.find(_BETWEEN, consumed, start) >= 0:
                linked.clear()  # another passage
            consumed = start - minus_length
            target = self._targets[name]
            if target not in linked:
                linked.add(target)
                parts += (
                    escaped(text[done:start]),
                    _anchor(name, routes.relative(target, base), self._marks.get(target, "")),
                )
                done = consumed
        return "".join([*parts, escaped(text[done:])])


@lru_cache(maxsize=20_000)
def _anchor(name: str, address: str, mark: str) -> str:
    marked = f' data-validity="{escaped(mark)}"' if mark else ""
    return f'<a href="{escaped(address)}"{marked}>{escaped(name)}</a>'


def linkers(library: Library) -> dict[str, Autolinker]:
    """One linker for each agency, by its id."""
    policies = [
        (name, entry.url)
        for entry in library.policies
        for name in (entry.record.title, *entry.record.aliases)
        if len(name) >= SHORTEST_NAME
    ]
    marks = {entry.url: mark for entry in library.policies if (mark := entry.mark)}
    return {agency.id: Autolinker([*_unit_names(agency), *policies], marks) for agency in library.agencies}


def _unit_names(agency: AgencyEntry) -> list[tuple[str, str]]:
    return [
        (name, entry.url)
        for entry in agency.units
        for name in (entry.record.name, *entry.record.aliases)
        if len(name) >= SHORTEST_NAME
    ]
