"""The responsibility table of a document: 序号, 任务, 举措, 责任单位, 完成时限, rows merged as printed.

A task whose measures carry units or deadlines of their own takes one row a measure, with its number and name
running over all of them; a measure shows the units and deadlines of the task where it has none of its own.
The units of the task itself take a row before them when no measure stands for them. Any other task takes one
row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.library.entries import DocumentEntry, MeasureEntry, Obligations, TaskEntry
from generator.model.routes import relative
from generator.pages import components
from generator.pages.components import Link, RoleGroup
from generator.pages.context import PageContext
from generator.pages.rows import DueView, due_views

_WHOLE = "（整项任务）"
_LONGEST = 30  # characters of a measure: the text above has them all


@dataclass(slots=True, eq=False, repr=False)
class Cell:
    """A cell of the responsibility table that may run over several rows, as printed."""

    rows: int
    text: str
    href: str = ""


@dataclass(slots=True, eq=False, repr=False)
class TableRow:
    """`number` and `task` are None where the cell above runs on over this row."""

    number: Cell | None
    task: Cell | None
    measures: list[Link]
    roles: list[RoleGroup]
    dues: list[DueView]


@dataclass(slots=True, eq=False, repr=False)
class TableView:
    title: str
    has_measures: bool
    has_units: bool
    has_dues: bool
    rows: list[TableRow]


def view(context: PageContext, document: DocumentEntry, base: str) -> TableView | None:
    """The table, or None for a document that names neither units nor deadlines."""
    rows = [row for task in document.tasks for row in _rows(context, task, base)]
    has_units = any(row.roles for row in rows)
    has_dues = any(row.dues for row in rows)
    if not (has_units or has_dues):
        return None
    title = document.file.record.table_title or "责任分解表"
    return TableView(title, any(task.measures for task in document.tasks), has_units, has_dues, rows)


def _rows(context: PageContext, task: TaskEntry, base: str) -> Iterator[TableRow]:
    number = task.record.row or task.record.number or ""
    name = task.record.row_title or task.record.title
    href = relative(task.url, base)
    own = (
        components.own_roles(context, task.obligations, task.document),
        due_views(context, task.obligations.dues),
    )
    if any(_has_duties(m.obligations) for m in task.measures):
        rows = [
            (
                _measure(m),
                components.own_roles(context, m.obligations, task.document) or own[0],
                due_views(context, m.obligations.dues) or own[1],
            )
            for m in task.measures
        ]
        if own[0] and all(_has_duties(m.obligations) for m in task.measures):
            rows.insert(0, (Link(_WHOLE, ""), *own))
        for i, (text, roles, dues) in enumerate(rows):
            first = i == 0
            yield TableRow(
                Cell(len(rows), number) if first else None,
                Cell(len(rows), name, href) if first else None,
                [text],
                roles,
                dues,
            )
    else:
        yield TableRow(
            Cell(1, number),
            Cell(1, name, href),
            [_measure(m) for m in task.measures],
            *own,
        )


def _has_duties(obligations: Obligations) -> bool:
    return bool(obligations.responsibilities or obligations.dues)


def _measure(measure: MeasureEntry) -> Link:
    """Its number and how it begins, leading to its words further up."""
    record = measure.record
    words = record.title or record.text
    short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    return Link((record.number or "") + short, f"#{measure.anchor}")
