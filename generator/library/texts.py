"""The words of a task as a reader sees them on its page: what search finds and what open data holds.

The page shows the same words, in the same order, inside the elements marked `data-search-field`
(templates/task.html); a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.library.entries import ResponsibilityEntry, TaskEntry
from generator.library.outcomes import in_time
from generator.model.records import ROLES, Measure, Role, Step, Table
from generator.model.table_shapes import head_cells

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class TaskText:
    """`title`, `units` and `body`, each with its blocks on lines of their own."""

    title: str
    units: str
    body: str


def task_text(task: TaskEntry) -> TaskText:
    """Collect the words of one task."""
    record = task.record
    body = list(dict.fromkeys([due.text for due in task.dues]))
    body += [text for text in (record.note, record.text) if text]
    for measure in record.measures:
        if measure.steps or measure.number or measure.title:
            body += measure_lines(measure)
        else:
            body.append(measure.text)
    for table in record.tables:
        body += table_words(table)
    reports = [progress for _, progress in in_time(task)]
    body += [progress.text for progress in reports if progress.text]
    figures = [*record.indicators, *(i for m in record.measures for i in m.indicators)]
    figures += [i for progress in reports for i in progress.indicators]
    body += [words for figure in figures for words in (figure.name, figure.text)]
    body += dict.fromkeys([policy.name for _, policy in task.cites])
    body += [topic.record.name for topic in task.topics]
    return TaskText(
        title=task.heading,
        units=_units(task.responsibilities),
        body="\n".join(body),
    )


def _units(responsibilities: Sequence[ResponsibilityEntry]) -> str:
    """One line a role, in the order of the page: units as printed, the registered name behind an alias."""
    by_role: dict[Role, list[str]] = {}
    for responsibility in responsibilities:
        printed, formal = responsibility.record.unit, responsibility.unit.record.name
        by_role.setdefault(responsibility.record.role, []).append(
            printed if printed == formal else f"{printed}（即{formal}）"
        )
    return "\n".join(["、".join(by_role[role]) for role in ROLES if role in by_role])


def measure_lines(measure: Measure) -> list[str]:
    """One measure as lines: number, heading and text run together, then its steps."""
    heading = f"{measure.title}。" if measure.title else ""
    return [f"{measure.number or ''}{heading}{measure.text}", *step_lines(measure.steps)]


def table_words(table: Table) -> Iterator[str]:
    """The words of a table as it is shown, cell by cell: the caption, the head, the rows."""
    head = (cell.text for row in head_cells(table.header) for cell in row)
    return filter(None, chain([table.caption or ""], head, *table.rows))


def table_lines(table: Table) -> list[str]:
    """A table with a line for each row, cells parted by a stroke, as plain text has it."""
    rows = [" | ".join(row) for row in (*table.header, *table.rows)]
    return [table.caption, *rows] if table.caption else rows


def step_lines(steps: Iterable[Step]) -> Iterator[str]:
    """Each step as a line, its own steps behind it."""
    for step in steps:
        yield f"{step.number or ''}{step.text}"
        yield from step_lines(step.steps)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text that has blank lines between them; a line break alone is none."""
    return [part.strip() for part in _BLANK_LINE.split(text) if part.strip()]
