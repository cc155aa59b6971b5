"""Where nothing but running items (1. to 22.) is numbered,
short lines alone above some of them head sections.

One such line heads a section; of two, one above the other, the upper heads the sections below it. The text
before them must have ended, so that the last line of an item is none.
"""

from __future__ import annotations

import itertools

from generator.importer.blocks import Block
from generator.importer.words.names import is_surely_unit

_LEAST_ITEMS, _LEAST_HEADINGS = 5, 2
_SHORTEST, _LONGEST = 4, 25
_POINTS = frozenset("。；：，！？:;,.（）()《》")
_ENDS = frozenset("。！；）)”")
_LABEL = "："  # 责任单位：省科技厅 ends an item without a full stop


def find_bare_headings(blocks: list[Block]) -> list[Block]:
    """Make such lines headings of the outline levels above the items."""
    items = [i for i, b in enumerate(blocks) if b.kind == "heading"]
    if len(items) < _LEAST_ITEMS or any(blocks[i].style != "1." for i in items):
        return blocks
    if any(blocks[b].ordinal != blocks[a].ordinal + 1 for a, b in itertools.pairwise(items)):
        return blocks
    shown = [i for i, b in enumerate(blocks) if b.kind != "aside"]
    found = [
        lines
        for at, i in enumerate(shown)
        if blocks[i].kind == "heading"
        and (lines := _find_above(blocks, shown[max(0, at - 3) : at], i == items[0]))
    ]
    if not _LEAST_HEADINGS <= len(found) <= len(items) * 2 // 3:
        return blocks
    deep = any(len(lines) > 1 for lines in found)
    out = list(blocks)
    for lines in found:
        for level, i in zip((1, 2) if len(lines) > 1 else (1 + deep,), lines, strict=True):
            out[i] = blocks[i]._replace(kind="heading", style="outline", ordinal=0, outline=level)
    return out


def _find_above(blocks: list[Block], near: list[int], first: bool) -> list[int]:
    """The one or two lines right above an item that can be headings; `near` are the three blocks above it.
    Above the `first` there may also be a line below the title."""
    lines: list[int] = []
    for i in reversed(near):
        if len(lines) < 2 and _can_head(blocks[i]):
            lines.insert(0, i)
            continue
        words = blocks[i].words
        ended = first or blocks[i].kind == "title" or words[-1:] in _ENDS or _LABEL in words
        return lines if ended else lines[1:]
    return lines


def _can_head(block: Block) -> bool:
    words = block.words
    return (
        block.kind == "text"
        and block.cells is None
        and _SHORTEST <= len(words) <= _LONGEST
        and _POINTS.isdisjoint(words)
        and not words[0].isdigit()
        and not is_surely_unit(words)
    )
