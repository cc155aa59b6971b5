"""Rule: the cells of a row mean what their columns say, whatever form the table had.

A cell of units or deadlines that says 同上 has the words of the row above; one that says 无 or — has none.
Where several rows stand under one serial number, each is a measure of the task they share.
"""

from __future__ import annotations

import itertools
import re

from generator.importer.blocks import Block, Row
from generator.importer.layout.columns import Column
from generator.importer.words.list_times import split_opening_time
from generator.importer.words.names import is_ditto, is_nothing

_AMOUNT = re.compile(r"\d{1,12}(?:[.,]\d{1,6}){0,4}\s?[%％]?")
_UNSETTLED = frozenset(("待定",))  # a deadline that is still to be set is no empty cell


def make_row(columns: list[Column], cells: list[list[str]], group: str | None = None) -> Row:
    """Sort the pieces of a row's cells into what they mean."""
    found: dict[str, list[tuple[str, str]]] = {}  # the name of the column and its words, by what they mean
    for column, pieces in zip(columns, cells, strict=False):
        words = pieces[0] if len(pieces) == 1 else "\n".join(p for p in pieces if p.strip())
        if column.timed:
            time, words = split_opening_time(words)
            found.setdefault("deadline", []).extend([(column.name, time)] if time else [])
        if column.kind in ("task", "content") and _AMOUNT.fullmatch(words.strip()):
            words = f"{column.name}：{words.strip()}"  # 5 below 目标任务（亿元） says nothing alone
        if words.strip():
            found.setdefault("other" if column.kind == "unknown" else column.kind, []).append(
                (column.name, words)
            )
    serial = found.get("serial")
    return Row(
        serial=serial[0][1].strip() if serial else None,
        task="\n".join(w for _, w in found.get("task", ())),
        content="\n".join(w for _, w in found.get("content", ())),
        units=tuple(found.get("unit", ())),
        deadlines=tuple(
            w for _, w in found.get("deadline", ()) if w.strip() in _UNSETTLED or not is_nothing(w.strip())
        ),
        other=tuple(found.get("other", ())),
        group=group,
    )


def read_dittos(blocks: list[Block]) -> list[Block]:
    """Give cells that say 同上 the words of the row above, and empty those that say they are."""
    out = list(blocks)
    units: dict[str, str] = {}
    due: tuple[str, ...] = ()
    for n, block in enumerate(blocks):
        if block.row is None:
            continue
        row = _without_dittos(block.row, units, due)
        units, due = dict(row.units), row.deadlines
        if row != block.row:
            out[n] = block._replace(row=row)
    return out


def _without_dittos(row: Row, above: dict[str, str], due: tuple[str, ...]) -> Row:
    """A row with the words that its cells stand for."""
    bare = [(name, words.strip()) for name, words in row.units]
    same = tuple(name for name, words in bare if is_ditto(words) and name in above)
    units = tuple(
        (name, above.get(name, "") if is_ditto(words) else words)
        for name, words in bare
        if not is_nothing(words)
    )
    again = any(map(is_ditto, row.deadlines))
    if not same and not again and len(units) == len(bare) and not any(is_ditto(w) for _, w in bare):
        return row
    return row._replace(
        units=tuple((name, words) for name, words in units if words),
        deadlines=due if again else row.deadlines,
        ditto=(*same, *(["完成时限"] if again else [])),
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
