"""What falls due when: every task and section with deadlines, by month and day, or by why it has no day.

Promises alone: a deadline in a report or a problem binds nobody, so it stands in none of these lists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from generator.library.build import Library
from generator.library.entries import DeadlineEntry, TaskEntry
from generator.library.events import Holder, dues_of, holders
from generator.model.records import DeadlineKind
from generator.model.statuses import SETTLED


@dataclass(slots=True, eq=False, repr=False)
class Due:
    """A task or section with those of its deadlines that have one last day, or that are of one kind in a list
    without days.
    """

    holder: Holder
    dues: list[DeadlineEntry]
    day: date | None


@dataclass(slots=True, eq=False, repr=False)
class DueLists:
    """`months` by 2024-12, each in the order of days; `kinds` of what has no day; `unbound` are plan
    tasks without any deadline, in document order.

    `open_days` counts, by month and day, the plan tasks that no public record calls settled, each on the
    first of its last days: those of all days before one are overdue on it.
    """

    months: dict[str, list[Due]] = field(default_factory=dict)
    kinds: dict[DeadlineKind, list[Due]] = field(default_factory=dict)
    unbound: list[TaskEntry] = field(default_factory=list)
    open_days: dict[str, Counter[int]] = field(default_factory=dict)
    dated: int = 0
    undated: int = 0
    """Tasks with a deadline that comes down to a day, and those with other deadlines only"""


def due_lists(library: Library) -> DueLists:
    """All lists of a site. Pure; the outcomes of the library must stand."""
    lists = DueLists(unbound=[task for task in library.tasks if task.is_plan and not task.dues])
    for holder in _promising(library):
        for due in _by_day(holder):
            lists.months.setdefault(f"{due.day:%Y-%m}", []).append(due)
        for kind, dues in _by_kind(holder).items():
            lists.kinds.setdefault(kind, []).append(Due(holder, dues, None))
        if isinstance(holder, TaskEntry):
            _count(lists, holder)
    for found in lists.months.values():
        found.sort(key=lambda due: due.day or date.max)
    return lists


def _promising(library: Library) -> Iterator[Holder]:
    for document in library.documents:
        yield from (holder for holder in holders(document) if holder.is_plan)


def count_dated(tasks: Iterable[TaskEntry]) -> int:
    """有明确时限的任务: promises with a deadline that comes down to a day."""
    return sum(task.is_plan and any(due.meaning.date for due in task.dues) for task in tasks)


def _by_day(holder: Holder) -> list[Due]:
    """The deadlines that come down to a day, those of one day together."""
    found: dict[date, Due] = {}
    for due in dues_of(holder):
        if day := due.meaning.date:
            found.setdefault(day, Due(holder, [], day)).dues.append(due)
    return list(found.values())


def _by_kind(holder: Holder) -> dict[DeadlineKind, list[DeadlineEntry]]:
    """The deadlines without a day, those of one kind together; ongoing work with a last day is among them,
    too, as for the search.
    """
    found: dict[DeadlineKind, list[DeadlineEntry]] = {}
    for due in dues_of(holder):
        if due.meaning.date is None or due.meaning.kind == "ongoing":
            found.setdefault(due.meaning.kind, []).append(due)
    return found


def _count(lists: DueLists, task: TaskEntry) -> None:
    days = [due.meaning.date for due in task.dues if due.meaning.date]
    if not days:
        lists.undated += 1
        return
    lists.dated += 1
    still = [due.meaning.date for due in task.dues if due.meaning.date and not due.is_met]
    if still and task.outcome.status not in SETTLED:
        first = min(still)
        lists.open_days.setdefault(f"{first:%Y-%m}", Counter())[first.day] += 1


def newest(dues: Iterable[Due], most: int) -> list[Due]:
    """The first `most` of them, the latest year of the document's part first, else in document order."""
    return sorted(dues, key=lambda due: due.holder.period[:4], reverse=True)[:most]
