"""The rules over blocks, in the order they apply, and the two kinds of them.

Each gives blocks that own the same characters as those it was given. A rule of one block sees nothing around
it, and is asked only about blocks that no rule has recognised yet; a rule of the whole text sees everything
before and behind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from generator.importer.blocks import Block
from generator.importer.layout.contents import set_aside_contents
from generator.importer.layout.duplicate_copy import set_aside_repeats
from generator.importer.layout.duties import find_duties
from generator.importer.layout.furniture import label_furniture, set_aside_links
from generator.importer.layout.head import find_head
from generator.importer.layout.headings import find_headings
from generator.importer.layout.kept_persons import withhold_persons
from generator.importer.layout.metadata import read_metadata
from generator.importer.layout.paragraphs import split_paragraphs
from generator.importer.layout.parted_tables import free_lines
from generator.importer.layout.pipes import read_pipes
from generator.importer.layout.several_tables import name_later_tables
from generator.importer.layout.tables import read_tables
from generator.importer.layout.tail import cut_signature, find_tail
from generator.importer.layout.wraps import join_wrapped


@dataclass(frozen=True, slots=True)
class OfBlock:
    """A rule of one block: its pieces, labelled."""

    pieces: Callable[[Block], list[Block]]

    def apply(self, blocks: list[Block]) -> list[Block]:
        """The blocks, those not recognised yet replaced by their pieces."""
        return [p for b in blocks for p in (self.pieces(b) if b.kind == "text" else (b,))]


@dataclass(frozen=True, slots=True)
class OfText:
    """A rule of the whole text."""

    apply: Callable[[list[Block]], list[Block]]


Rule = OfBlock | OfText


def rules(known_title: str | None) -> tuple[Rule, ...]:
    """All rules in their order; `known_title` is the one that the format of the file names."""
    return (
        OfText(read_pipes),
        OfText(free_lines),
        OfText(split_paragraphs),
        OfBlock(label_furniture),
        OfText(set_aside_links),
        OfText(read_metadata),
        OfText(set_aside_repeats),
        OfText(partial(find_head, known_title=known_title)),
        OfBlock(cut_signature),
        OfText(find_tail),
        OfText(read_tables),
        OfText(withhold_persons),
        OfText(name_later_tables),
        OfText(join_wrapped),
        OfText(set_aside_contents),
        OfText(find_headings),
        OfText(find_duties),
    )
