"""The rules over blocks, in the order they apply.
Each takes blocks and returns blocks that own the same characters."""

from __future__ import annotations

from collections.abc import Callable

from generator.importer.blocks import Block
from generator.importer.layout.contents import set_aside_contents
from generator.importer.layout.duplicate_copy import set_aside_repeats
from generator.importer.layout.furniture import set_aside_furniture
from generator.importer.layout.head import find_head
from generator.importer.layout.headings import find_headings
from generator.importer.layout.metadata import read_metadata
from generator.importer.layout.paragraphs import split_paragraphs
from generator.importer.layout.pipes import read_pipes
from generator.importer.layout.several_tables import name_later_tables
from generator.importer.layout.tables import read_tables
from generator.importer.layout.tail import find_tail
from generator.importer.layout.wraps import join_wrapped

Rule = Callable[[list[Block]], list[Block]]

RULES: tuple[Rule, ...] = (
    read_pipes,
    split_paragraphs,
    set_aside_furniture,
    read_metadata,
    set_aside_repeats,
    find_head,
    find_tail,
    read_tables,
    name_later_tables,
    join_wrapped,
    set_aside_contents,
    find_headings,
)
