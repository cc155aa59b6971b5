"""Rows of cells as lines: rows of one filled cell above the table are plain text,
all else keeps its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.importer.lines import Line

_TABLE = 3  # filled cells that make a row the first of a table


def grid_lines(
    rows: Sequence[Sequence[str]], merged: Mapping[int, Sequence[int]] | None = None
) -> list[Line]:
    """Lines for the rows of a sheet or CSV file; their numbers are set later.

    `merged`: the columns that go on from above, by row; None where the format does not say what is merged.
    """
    start = next((n for n, row in enumerate(rows) if sum(bool(c) for c in row) >= _TABLE), len(rows))
    lines: list[Line] = []
    for n, row in enumerate(rows):
        cells = tuple(" ".join(c.split("\n")).replace("\t", " ").replace("\r", "") for c in row)
        filled = [c for c in cells if c]
        if not filled:
            lines.append(Line(0, ""))
        elif len(filled) == 1 and (n < start or _is_note(filled[0])):
            lines.append(Line(0, filled[0]))
        else:
            below = None if merged is None else tuple(merged.get(n, ()))
            lines.append(Line(0, "\t".join(cells), cells=cells, merged=below))
    return lines


def _is_note(words: str) -> bool:
    return words.startswith(("注：", "注:", "备注", "说明", "填报", "联系"))
