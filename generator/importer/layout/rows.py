"""Rule: the cells of a row mean what their columns say, whatever form the table had.

A cell of units or deadlines that says 同上 has the words of the row above; one that says 无 or — has none.
Where several rows stand under one serial number, each is a measure of the task they share. An empty cell that
a merged one covers has its words. Any other is empty where the format says what is merged; elsewhere it may
be the rest of a merged cell, and what it then takes from above is named, so that a person looks.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.importer.blocks import Block, Row
from generator.importer.layout.columns import Column, ColumnKind, is_above
from generator.importer.words.list_times import split_opening_time
from generator.importer.words.names import is_ditto, is_nothing

_AMOUNT = re.compile(r"\d{1,12}(?:[.,]\d{1,6}){0,4}\s?[%％]?")
_DUE = "完成时限"
_UNSETTLED = frozenset(("待定",))  # a deadline that is still to be set is no empty cell

_WORK: frozenset[ColumnKind] = frozenset(("task", "part", "content"))
_NAME: frozenset[ColumnKind] = frozenset(("serial", "task"))
DUTY: frozenset[ColumnKind] = frozenset(("unit", "persons", "deadline"))


class Filled(NamedTuple):
    """The words of a row's cells, and the columns in which they were taken from above with no merge to say
    so."""

    words: list[str]
    from_above: tuple[str, ...]


def fill_from_above(
    columns: Sequence[Column], words: Sequence[str], above: Sequence[str], merged: tuple[int, ...] | None
) -> Filled:
    """Give empty cells the words of the row above as far as they go on there; `merged` as in Line."""
    own = {column.kind for column, cell in zip(columns, words, strict=True) if cell}
    splits = not own & (_NAME | _WORK)  # one task over several rows that differ in unit or deadline
    kinds = _going_on(own, splits, any(column.kind == "task" for column in columns), merged is not None)
    filled = list(words)
    guessed: list[Column] = []
    for n, (column, over) in enumerate(zip(columns, above, strict=True)):
        if words[n] or not over:
            continue
        if merged is not None and n in merged:
            filled[n] = over if splits or column.kind != "content" else ""
        elif column.kind in kinds:
            filled[n] = over
            guessed.append(column)
        elif merged is None and is_above(column):
            filled[n] = over
    is_part = bool(own & {"part", "number"})  # of the task above, beyond doubt
    return Filled(filled, _to_name(guessed, splits, is_part))


def _going_on(own: set[ColumnKind], splits: bool, has_task: bool, known: bool) -> frozenset[ColumnKind]:
    """The kinds of column whose empty cells go on from above without a merge.

    `own`: the kinds that the row fills. `known`: the format says what is merged; then no office gets a duty
    here, and a row without number and name only stays with the task above.
    """
    if splits:
        return _NAME | _WORK | (frozenset() if known else DUTY)
    if "serial" in own:  # a task of its own, unless it is a measure
        return frozenset(("task",)) if "content" in own and not known else frozenset()
    if known:
        return _NAME if "task" not in own and has_task else frozenset()
    return _NAME | DUTY


def _to_name(guessed: Sequence[Column], splits: bool, is_part: bool) -> tuple[str, ...]:
    """The headings of the columns that a person should look at: the number goes with its task, and one task
    in several rows carries a doubt of its own (outline.row_tasks)."""
    kinds = {column.kind for column in guessed}
    passed: frozenset[ColumnKind] = frozenset(("serial",)) if "task" in kinds else frozenset()
    if splits or is_part:
        passed = _NAME | _WORK if splits else _NAME
    return tuple(column.name for column in guessed if column.kind not in passed)


def make_row(columns: Sequence[Column], cells: Sequence[str], group: str | None = None) -> Row:
    """Sort the cells of a row into what they mean."""
    found: dict[ColumnKind, list[tuple[str, str]]] = {}  # the name of the column and its words
    for column, cell in zip(columns, cells, strict=False):
        words = cell
        if column.timed:
            time, words = split_opening_time(words)
            found.setdefault("deadline", []).extend([(column.name, time)] if time else [])
        if column.kind in _WORK and _AMOUNT.fullmatch(words.strip()):
            words = f"{column.name}：{words.strip()}"  # 5 below 目标任务（亿元） says nothing alone
        if words.strip():
            found.setdefault("other" if column.kind == "unknown" else column.kind, []).append(
                (column.name, words)
            )

    def only_words(kind: ColumnKind) -> tuple[str, ...]:
        return tuple(words for _, words in found.get(kind, ()))

    return Row(
        serial=next((words.strip() for words in only_words("serial")), None),
        task="\n".join(only_words("task")),
        content="\n".join(only_words("content")),
        units=tuple(found.get("unit", ())),
        deadlines=tuple(
            w for w in only_words("deadline") if w.strip() in _UNSETTLED or not is_nothing(w.strip())
        ),
        other=tuple(found.get("other", ())),
        group=group,
        part=" ".join("".join(only_words("part")).split("\n")),
        number=next((words.strip() for words in only_words("number")), None),
        persons=tuple(found.get("persons", ())),
        progress=tuple(found.get("progress", ())),
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
    again = tuple(words for words in row.deadlines if is_ditto(words))
    in_vain = (
        *((name, words) for name, words in bare if is_ditto(words) and name not in above),
        *((_DUE, words) for words in again if not due),
    )
    if not same and not again and not in_vain and len(units) == len(bare):
        return row
    return row._replace(
        units=tuple((name, words) for name, words in units if words),
        deadlines=due if again else row.deadlines,
        other=(*row.other, *in_vain),
        ditto=(*same, *([_DUE] if again and due else [])),
        ditto_of_none=tuple(name for name, _ in in_vain),
    )


def mark_shared(blocks: list[Block]) -> list[Block]:
    """Where several rows stand under one serial or task, every row of the table is a measure of its task."""
    rows = [(n, b.row) for n, b in enumerate(blocks) if b.row is not None]
    if not any(_share_task(a, b) for (_, a), (_, b) in itertools.pairwise(rows)):
        return blocks
    out = list(blocks)
    for n, row in rows:
        out[n] = out[n]._replace(row=row._replace(shared=bool(row.content)))
    return out


def _share_task(over: Row, row: Row) -> bool:
    """Whether two rows say different things under one serial and task; the same again is one task in several
    rows."""
    shared = (over.serial, over.task)
    return shared == (row.serial, row.task) != (None, "") and over.content != row.content != ""
