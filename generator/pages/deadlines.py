"""The page of all deadlines: each task in every month in which it has a date, then what has no date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from generator.library.entries import DeadlineEntry, TaskEntry
from generator.model.routes import DEADLINES, SEARCH, relative
from generator.pages import labels
from generator.pages.components import Link
from generator.pages.context import PageContext
from generator.pages.rows import KEY_BY_KIND, due_key, first_due_key

_HEADINGS = {"9995": "日期未写明", "9996": "只写明时段", "9997": "周期性工作", "9998": "长期工作"}
_ONGOING = KEY_BY_KIND["ongoing"]
# what the search calls a group without dates
_ASKED = {key: kind for kind, key in KEY_BY_KIND.items() if kind != "date"}


@dataclass(slots=True, eq=False, repr=False)
class DueRow:
    """A task with those of its deadlines that fall into the group."""

    title: str
    href: str
    due: str
    document: str


@dataclass(slots=True, eq=False, repr=False)
class DueGroup:
    """The tasks due in one month, or without a date; `search` lists the same tasks, where it can."""

    anchor: str
    heading: str
    search: str
    rows: list[DueRow]


@dataclass(slots=True, eq=False, repr=False)
class DeadlinesView:
    """How many tasks have a date, only deadlines without one, none at all; `jumps` lead to years and to
    groups without a date.
    """

    jumps: list[Link]
    groups: list[DueGroup]
    dated: int
    undated: int
    unbound: int
    search_unbound: str


def view(context: PageContext) -> DeadlinesView:
    """The groups in the order of time; the total is the figure of the home page, 有明确时限的任务."""
    groups: dict[str, list[tuple[str, DueRow]]] = {}
    bound = [task for task in context.library.tasks if task.dues]
    for task in bound:
        for key, dues in _by_group(task.dues).items():
            groups.setdefault(key, []).append((first_due_key(due.meaning for due in dues), _row(task, dues)))
    dated = count_dated(bound)
    return DeadlinesView(
        jumps=_jumps(sorted(groups)),
        groups=[_group(key, groups[key]) for key in sorted(groups)],
        dated=dated,
        undated=len(bound) - dated,
        unbound=len(context.library.tasks) - len(bound),
        search_unbound=relative(SEARCH, DEADLINES) + "?due=none",
    )


def count_dated(tasks: Iterable[TaskEntry]) -> int:
    """有明确时限的任务: those with a deadline that comes down to a day."""
    return sum(any(due.meaning.date for due in task.dues) for task in tasks)


def _by_group(dues: Iterable[DeadlineEntry]) -> dict[str, list[DeadlineEntry]]:
    """Deadlines by month, or by kind without a date; ongoing work with a date is both, as for the search."""
    found: dict[str, list[DeadlineEntry]] = {}
    for due in dues:
        keys = [due_key(due.meaning)[:7]]
        if due.meaning.kind == "ongoing" and due.meaning.date:
            keys.append(_ONGOING)
        for key in keys:
            found.setdefault(key, []).append(due)
    return found


def _row(task: TaskEntry, dues: Iterable[DeadlineEntry]) -> DueRow:
    return DueRow(
        title=task.heading,
        href=relative(task.url, DEADLINES),
        due="、".join(due.text + _whom(task, due) for due in dues),
        document=f"{task.document.agency.name}　{labels.period(task.section.period)}",
    )


def _whom(task: TaskEntry, due: DeadlineEntry) -> str:
    """The units that the deadline binds, where it does not bind all of the task."""
    if not task.is_divided:
        return ""
    units = dict.fromkeys(
        assignment.responsibility.record.unit for assignment in task.assignments if due in assignment.dues
    )
    return f"（{'、'.join(units) or '未写明单位'}）"


def _jumps(keys: list[str]) -> list[Link]:
    """Where each year begins, and each group without a date."""
    first: dict[str, str] = {}
    for key in keys:
        first.setdefault(_HEADINGS.get(key) or f"{key[:4]}年", key)
    return [Link(name, f"#{_anchor(key)}") for name, key in first.items()]


def _anchor(key: str) -> str:
    return f"d-{key}"


def _group(key: str, rows: list[tuple[str, DueRow]]) -> DueGroup:
    heading = _HEADINGS.get(key) or f"{key[:4]}年{int(key[5:7])}月"
    asked = _ASKED.get(key, "") if key in _HEADINGS else f"{key}..{key}"
    return DueGroup(
        anchor=_anchor(key),
        heading=heading,
        search=relative(SEARCH, DEADLINES) + f"?due={quote(asked)}" if asked else "",
        rows=[row for _, row in sorted(rows, key=lambda found: found[0])],
    )
