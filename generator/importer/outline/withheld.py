"""What of the blocks is not published: whom texts name outside of tasks, and how much of a block that is."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from generator.importer.blocks import Block, row_words, squeeze
from generator.importer.words.named_persons import find_named, without_persons

_TEXTS = frozenset({"text", "heading", "cells", "group"})


def named_in(blocks: Iterable[Block]) -> frozenset[str]:
    """The persons that the texts of a document name behind labels and in frames, in tasks or outside."""
    return frozenset(name for block in blocks if block.kind in _TEXTS for name in find_named(_words(block)))


def public_words(block: Block, persons: Collection[str]) -> str:
    """What a block says without the persons: of a kept table what is left of its cells."""
    if block.table is not None:
        rows = (*block.table.header, *(row.cells for row in block.table.rows))
        return "\n".join([block.table.caption, *("\t".join(cells) for cells in rows)])
    if block.row is not None:
        row = block.row
        texts = (row.task, row.part, row.content, *(w for _, w in (*row.other, *row.progress)))
        return "\n".join(without_persons(text, persons) for text in texts)
    return without_persons(_words(block), persons) if block.kind in _TEXTS else block.text


def withheld_ink(block: Block, persons: Collection[str]) -> int:
    """The printed characters of a block that are not published."""
    if block.table is not None:
        return block.table.ink
    if block.kind not in _TEXTS or not persons:
        return 0
    return len(squeeze(_words(block))) - len(squeeze(public_words(block, persons)))


def _words(block: Block) -> str:
    return row_words(block) if block.kind == "cells" else block.words
