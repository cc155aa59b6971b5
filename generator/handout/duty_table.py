"""The responsibility table of a paper: a row a task, or a row a measure where measures answer for themselves,
with number and task in one cell over all of them. It says again what the text says, in the form that offices
sign.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.handout.answers import by_role, due
from generator.handout.paper import Cell, Grid, Paragraph, Piece, in_hundreds
from generator.library.entries import DocumentEntry, MeasureEntry, Obligations, TaskEntry
from generator.model.paper_marks import TABLE_TITLE
from generator.pages.labels import ROLE

_NOTE = "本表据正文各项任务汇总，以正文为准。"
_WHOLE = "（整项任务）"
_COLUMNS = ("序号", "任务", "举措", "责任单位", "完成时限")
_WEIGHTS = (9.0, 20.0, 33.0, 22.0, 16.0)
_MIDDLE = (0, 4)


class _Row(NamedTuple):
    """A row below a task, which takes `rows` of them."""

    task: TaskEntry
    rows: int  # 0 in all but the first
    measures: tuple[str, ...]
    answers: Obligations


def duty_table(document: DocumentEntry) -> list[Piece]:
    """The table with its title, or nothing for a document that names neither units nor deadlines."""
    rows = [row for task in document.tasks for row in _rows(task)]
    shown = (
        True,
        True,
        any(row.measures for row in rows),
        any(row.answers.responsibilities for row in rows),
        any(row.answers.dues for row in rows),
    )
    if not any(shown[3:]):
        return []
    columns = [n for n, is_shown in enumerate(shown) if is_shown]
    grid = Grid(
        "summary",
        (tuple(Cell((_COLUMNS[n],), at) for at, n in enumerate(columns)),),
        tuple(tuple(_cells(row, columns)) for row in rows),
        in_hundreds([_WEIGHTS[n] for n in columns]),
        frozenset(at for at, n in enumerate(columns) if n in _MIDDLE),
    )
    title = Paragraph("summary_title", document.file.record.table_title or TABLE_TITLE)
    return [title, grid, Paragraph("summary", _NOTE)]


def _rows(task: TaskEntry) -> Iterator[_Row]:
    if not any(map(_answers, task.measures)):
        yield _Row(task, 1, tuple(_words(m) for m in task.measures), task.obligations)
        return
    own = task.obligations
    rows = [((_words(m),), _completed(m.obligations, own)) for m in task.measures]
    if own.responsibilities and all(map(_answers, task.measures)):
        rows.insert(0, ((_WHOLE,), own))
    for n, (measures, answers) in enumerate(rows):
        yield _Row(task, 0 if n else len(rows), measures, answers)


def _answers(measure: MeasureEntry) -> bool:
    return bool(measure.obligations.responsibilities or measure.obligations.dues)


def _completed(own: Obligations, task: Obligations) -> Obligations:
    """What holds for a measure: its own, else that of the task."""
    return Obligations(own.responsibilities or task.responsibilities, own.dues or task.dues, [])


def _words(measure: MeasureEntry) -> str:
    record = measure.record
    return f"{record.number or ''}{record.title or record.text}"


def _cells(row: _Row, columns: list[int]) -> Iterator[Cell]:
    record = row.task.record
    lines = (
        (record.row or record.number or "",),
        (record.row_title or record.title,),
        row.measures,
        tuple(f"{ROLE[role]}：{'、'.join(units)}" for role, units in by_role(row.answers.responsibilities)),
        tuple(due(row.answers)),
    )
    for at, n in enumerate(columns):
        if n > 1:
            yield Cell(lines[n], at)
        elif row.rows:
            yield Cell(lines[n], at, rows=row.rows)
