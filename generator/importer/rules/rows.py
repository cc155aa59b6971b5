"""Rule: the cells of a row mean what their columns say, whatever form the table had.

Where several rows stand under one serial number, each is a measure of the task they share.
"""

from __future__ import annotations

import itertools

from generator.importer.blocks import Block, Row
from generator.importer.rules.columns import Column


def make_row(columns: list[Column], cells: list[list[str]], group: str | None = None) -> Row:
    """Sort the pieces of a row's cells into what they mean."""
    words = ["\n".join(p for p in pieces if p.strip()) for pieces in cells]
    by = list(zip(columns, words, strict=False))

    def of(kind: str) -> list[str]:
        return [w for c, w in by if c.kind == kind and w.strip()]

    serial = of("serial")
    return Row(
        serial=serial[0].strip() if serial else None,
        task="\n".join(of("task")),
        content="\n".join(of("content")),
        units=tuple((c.name, w) for c, w in by if c.kind == "unit" and w.strip()),
        deadlines=tuple(of("deadline")),
        other=tuple((c.name, w) for c, w in by if c.kind in ("other", "unknown") and w.strip()),
        group=group,
    )


def mark_shared(blocks: list[Block]) -> list[Block]:
    """Where several rows stand under one serial or task, every row of the table is a measure of its task."""
    rows = [(n, b.row) for n, b in enumerate(blocks) if b.row is not None]
    keys = [(r.serial, r.task) for _, r in rows]
    if not any(a == b and a != (None, "") for a, b in itertools.pairwise(keys)):
        return blocks
    out = list(blocks)
    for n, row in rows:
        out[n] = out[n]._replace(row=row._replace(shared=bool(row.content)))
    return out
