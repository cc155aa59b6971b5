"""The rules over blocks, in the order they apply. Each takes blocks and returns blocks that own the same characters."""

from __future__ import annotations

from collections.abc import Callable

from generator.importer.blocks import Block
from generator.importer.rules.contents import set_aside_contents
from generator.importer.rules.furniture import set_aside_furniture
from generator.importer.rules.head import find_head
from generator.importer.rules.headings import find_headings
from generator.importer.rules.metadata import read_metadata
from generator.importer.rules.paragraphs import split_paragraphs
from generator.importer.rules.pipes import read_pipes
from generator.importer.rules.repeats import set_aside_repeats
from generator.importer.rules.several_tables import name_later_tables
from generator.importer.rules.tables import read_tables
from generator.importer.rules.tail import find_tail
from generator.importer.rules.wraps import join_wrapped

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
