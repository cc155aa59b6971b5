"""Rule: upright strokes are the lines of a table: between the cells of a row, or alone between cells on lines
of their own.

Strokes alone are set aside, which leaves a table of one cell a line; so is the row of dashes below a header.
Tabs part cells from the header of a table of tasks on; a row may lack empty cells at its end, and a numbered
line between rows is the name of a group (一、产业发展), in a table parted by strokes as well.
"""

from __future__ import annotations

import re

from generator.importer.blocks import Block, aside
from generator.importer.layout.columns import column, names_tasks
from generator.importer.words.numerals import mark_at

_ALONE = frozenset("|｜")
_LEAST = 4  # strokes alone that make a table
_DASHES = re.compile(r"[\s|｜:\-—]{3,}")
_LEAST_CELLS = 3
_LEAST_ROWS = 3  # of a table that only its tabs show
_LONGEST_HEADER = 200
_LONGEST_GROUP = 40
_LABEL = "表格线"
_BREAK = re.compile(r"\s{0,3}<br\s{0,3}/?>\s{0,3}", re.I)  # how Markdown breaks a line inside a cell


def read_pipes(blocks: list[Block]) -> list[Block]:
    """Give the rows of a table its cells and set strokes alone aside."""
    blocks = _read_plain_tabs(_read_tabs(blocks))
    if not any("|" in b.text or "｜" in b.text for b in blocks):
        return blocks
    alone = {i for i, b in enumerate(blocks) if b.kind == "text" and b.words in _ALONE}
    out = [aside(b, _LABEL) if len(alone) >= _LEAST and i in alone else b for i, b in enumerate(blocks)]
    cells = [_cells(b) for b in out]
    ruled = _ruled(out, cells)
    for i, own in enumerate(cells):
        if (len(own) >= _LEAST_CELLS or i in ruled) and any(
            len(own) == len(near) for near in (*cells[max(0, i - 2) : i], *cells[i + 1 : i + 3])
        ):
            dashes = _DASHES.fullmatch(out[i].text) is not None
            out[i] = aside(out[i], _LABEL) if dashes else out[i]._replace(cells=own)
    for i, block in enumerate(out):
        width = _width_around(out, cells, i) if block.cells is None and block.kind == "text" else 0
        words = block.words.strip("|｜ \u3000")
        if width and _names_group(block, words):
            out[i] = block._replace(cells=(words, *[""] * (width - 1)))
    return out


def _ruled(blocks: list[Block], cells: list[tuple[str, ...]]) -> set[int]:
    """The lines of two cells around a row of dashes: a table of two columns."""
    found: set[int] = set()
    run: list[int] = []
    for i, own in enumerate([*cells, ()]):
        if len(own) == _LEAST_CELLS - 1:
            run.append(i)
            continue
        if any(_DASHES.fullmatch(blocks[k].text) for k in run):
            found.update(run)
        run = []
    return found


def _width_around(blocks: list[Block], cells: list[tuple[str, ...]], at: int) -> int:
    """How many cells the rows right above and below a line have, if both have as many."""
    above = next(
        (i for i in range(at - 1, max(-1, at - 4), -1) if blocks[i].words and blocks[i].label != _LABEL), at
    )
    below = next(
        (i for i in range(at + 1, min(len(blocks), at + 4)) if blocks[i].words and blocks[i].label != _LABEL),
        at,
    )
    width = len(cells[above])
    return width if width >= _LEAST_CELLS and width == len(cells[below]) else 0


def _names_group(block: Block, words: str) -> bool:
    """Whether the words between two rows can name a group: they have a mark, or stand between strokes
    alone."""
    short = 0 < len(words) <= _LONGEST_GROUP and "|" not in words and "｜" not in words
    return short and (mark_at(words, 0) is not None or block.words[0] in _ALONE)


def _read_tabs(blocks: list[Block]) -> list[Block]:
    """Give the rows of a table of tasks that is parted by tabs their cells, empty ones included."""
    out: list[Block] = []
    width = 0
    for n, block in enumerate(blocks):
        cells = _tabbed(block)
        if (
            len(cells) >= _LEAST_CELLS
            and len(block.text) <= _LONGEST_HEADER
            and names_tasks([column(c) for c in cells])
        ):
            width = len(cells)
        elif width and not cells and _is_group(block) and any(_tabbed(b) for b in blocks[n + 1 : n + 3]):
            cells = (block.words,)
        elif block.words and not 1 < len(cells) <= width:
            width = 0
        out.append(block._replace(cells=cells + ("",) * (width - len(cells))) if cells and width else block)
    return out


def _read_plain_tabs(blocks: list[Block]) -> list[Block]:
    """Give lines their cells that are parted by equally many tabs, several below each other: a table that is
    not one of tasks."""
    out = list(blocks)
    cells = [_tabbed(b) for b in blocks]
    start = 0
    while start < len(blocks):
        end = start
        while end < len(blocks) and len(cells[end]) == len(cells[start]) and _is_plain(cells[end]):
            end += 1
        if end - start >= _LEAST_ROWS:
            for n in range(start, end):
                out[n] = blocks[n]._replace(cells=cells[n])
        start = max(end, start + 1)
    return out


def _is_plain(cells: tuple[str, ...]) -> bool:
    """Whether cells are short words, and the first no number of an item."""
    return (
        len(cells) > 1
        and bool(cells[0])
        and mark_at(cells[0], 0) is None
        and all(len(c) <= _LONGEST_GROUP and not c.endswith("。") for c in cells)
    )


def _tabbed(block: Block) -> tuple[str, ...]:
    """The words between the tabs of a line."""
    if block.kind != "text" or block.cells is not None or "\t" not in block.text:
        return ()
    return tuple(c.strip() for c in block.text.split("\t"))


def _is_group(block: Block) -> bool:
    """Whether a line between the rows of a table can name the group of those below it."""
    return (
        block.kind == "text"
        and block.cells is None
        and len(block.words) <= _LONGEST_GROUP
        and mark_at(block.words, 0) is not None
    )


def _cells(block: Block) -> tuple[str, ...]:
    """The words between the strokes of a line; a stroke at either end is its border."""
    words = block.words.replace("｜", "|")
    if block.kind != "text" or block.cells is not None or words.count("|") < 2:
        return ()
    cells = words.removeprefix("|").removesuffix("|").split("|")
    return tuple(_BREAK.sub("\n", cell).strip() for cell in cells)
