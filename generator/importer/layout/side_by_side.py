"""Tables that stand beside each other in one sheet: the rows of the left one come first, then those of the
right one.

They are two where each has the columns of a table of tasks, parted by an empty column or with the same
header. What else stands behind an empty column stays with the rows and is named, so that a person looks.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.importer.blocks import Block, cut
from generator.importer.layout.columns import HEADER, column
from generator.importer.layout.parted_tables import LINES, run_of
from generator.importer.layout.table_headers import Header, find_header, heads_tasks

_LEAST = 3  # columns of a table that may stand beside another


def side_by_side(blocks: list[Block]) -> list[list[Block]]:
    """The blocks of each table among those of one run of rows."""
    run = run_of(blocks)
    header = find_header(run.rows)
    if header is None:
        return [blocks]
    rows = [row.cells for row in run.rows[header.top :]]
    at = next((n for n in range(_LEAST, len(header.names)) if _are_two(header.names, rows, n)), None)
    if at is None:
        return [blocks]
    first = run.at[header.top]
    left, right = list(blocks[:first]), list[Block]()
    for block in blocks[first:]:
        parts = _parted(block, at)
        left += parts[:1]
        right += parts[1:]
    return [left, *side_by_side(right)]


def _are_two(names: Sequence[str], rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether one table ends before column `at` and another begins with it."""
    left, right = names[:at], names[at:]
    if not right[0] or len(right) < _LEAST or not (_heads(left) and _heads(right)):
        return False
    return left == right[:at] or _is_empty(rows, at - 1)


def _heads(names: Sequence[str]) -> bool:
    return heads_tasks(Header(0, 0, tuple(name for name in names if name)))


def _is_empty(rows: Sequence[Sequence[str]], at: int) -> bool:
    return not any(row[at].strip() for row in rows if at < len(row))


def _parted(block: Block, at: int) -> list[Block]:
    """A row as its cells before column `at` and those from it on; one that fills no cell behind it, or whose
    text is not that of its cells, is whole."""
    cells, merged = block.cells, block.merged
    if cells is None or block.kind != "text" or not any(cells[at:]):
        return [block]
    offset = _offset(block.text, cells, at)
    if offset is None:
        return [block]
    left, right = cut(block, (offset,))
    return [
        left._replace(cells=cells[:at], merged=merged and tuple(k for k in merged if k < at)),
        right._replace(cells=cells[at:], merged=merged and tuple(k - at for k in merged if k >= at)),
    ]


def _offset(text: str, cells: Sequence[str], at: int) -> int | None:
    """Where column `at` begins in the text of a row, its cells joined by tabs or between strokes."""
    if text == "\t".join(cells):
        return len("\t".join(cells[:at])) + 1
    strokes = [n for n, character in enumerate(text) if character in "|｜"]
    is_framed = text.lstrip()[:1] in ("|", "｜") and len(strokes) >= len(cells)
    return strokes[at] + 1 if is_framed and at < len(strokes) else None


def stands_beside(blocks: Sequence[Block]) -> list[tuple[int, str]]:
    """What stands behind an empty column of a table of tasks and is none of its columns: the line of the
    header, and the words that head it."""
    found: list[tuple[int, str]] = []
    for n, block in enumerate(blocks):
        if block.label != HEADER or block.cells is None:
            continue
        rows = _below(blocks, n)
        for at in range(1, len(block.cells) - 1):
            beside = [words.strip() for words in block.cells[at + 1 :] if words.strip()]
            kinds = {column(words).kind for words in beside}
            if not _is_empty([block.cells, *rows], at) or not beside or not block.cells[at + 1].strip():
                continue
            if "unknown" in kinds and kinds <= {"unknown", "persons", "serial"}:
                found.append((block.first, "、".join(beside)))
                break
    return found


def _below(blocks: Sequence[Block], n: int) -> list[tuple[str, ...]]:
    """The cells of the rows below a header."""
    end = next(
        (k for k in range(n + 1, len(blocks)) if blocks[k].row is None and blocks[k].label != LINES),
        len(blocks),
    )
    return [cells for b in blocks[n + 1 : end] if (cells := b.cells) is not None]
