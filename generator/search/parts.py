"""The text of all tasks in parts, each with an index of its own.

A word that is edited moves every position behind it, and with them most lists of an index. So the text is cut
into parts of equally many neighbouring tasks, and positions are counted inside a part: the edit changes one
part in ten, and only its packs get other names. A reader asks all parts at the same time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.search.container import of_numbers
from generator.search.grams import read_text
from generator.search.names import Name
from generator.search.packs import Packs, by_size
from generator.search.postings import Shards, shards_of

PARTS = 10
_LEAST = 80  # tasks that make a part worth a request


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists in shards in packs, and the least name that may stand in each shard."""

    bounds: list[Name]
    packs: Packs


@dataclass(frozen=True, slots=True)
class Part:
    """The index of a part."""

    blocks: list[int]
    """field -> number of its blocks"""
    block: int
    """a block has 2^block places"""
    common: list[str]
    """Phrases that have a list of fields"""
    places: Lists
    fields: Lists

    def plain(self) -> tuple[Any, ...]:
        """As plain values, to be kept; `of_plain` reads them."""
        lists = ((some.bounds, *some.packs.plain()) for some in (self.places, self.fields))
        return self.blocks, self.block, self.common, *lists

    @classmethod
    def of_plain(cls, values: tuple[Any, ...]) -> Part:
        blocks, block, common, *both = values
        places, fields = (Lists(bounds, Packs(*packs)) for bounds, *packs in both)
        return cls(blocks, block, common, places, fields)


def tasks_per_part(tasks: int) -> int:
    """How many tasks make a part: all of a few, else a tenth."""
    return max(_LEAST, -(-tasks // PARTS))


def index_part(fields: Sequence[str]) -> Part:
    """The index of the fields of neighbouring tasks: title, units and body of each. It depends on nothing
    else, so it may be made in another process, or kept while they stay the same.
    """
    text = read_text(fields)
    places, by_field, common = shards_of(text)
    return Part(
        text.blocks.tolist(), text.block, common, _packed("places", places), _packed("fields", by_field)
    )


def _packed(series: str, shards: Shards) -> Lists:
    return Lists(shards.bounds, by_size(series, [of_numbers(payload) for payload in shards.payloads]))
