"""How much a unit, an agency or a topic has promised, and of how much of that anything is published.

Promises alone are counted: the entries of a summary report, they promise nothing (`TaskEntry.is_plan`). A
task is counted once in each number, in however many ways it is asked for. Being overdue is not counted: it
depends on the reader's day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from generator.library.entries import Assignment, TaskEntry, UnitEntry
from generator.model.records import Role
from generator.model.statuses import StatusClass

OutcomeCode = StatusClass | Literal["reported", ""]
Duty = tuple[TaskEntry, Role | None]
"""A task, and the role in which it is asked of somebody; without one it is asked of nobody by name"""


class Load(NamedTuple):
    """Numbers of promised tasks: all, in each role, and by what is published of them (`Outcome.code`)."""

    tasks: int
    by_role: Counter[Role]
    by_outcome: Counter[OutcomeCode]

    @property
    def unreported(self) -> int:
        """Of how many nothing is published."""
        return self.by_outcome[""]

    @property
    def reported(self) -> int:
        """Of how many something is published, with a status word or without."""
        return self.tasks - self.unreported


def load_of(duties: Iterable[Duty]) -> Load:
    """Count the promises among the duties of one unit, or of several together. Pure."""
    asked = dict.fromkeys(duty for duty in duties if duty[0].is_plan)
    tasks = dict.fromkeys(task for task, _ in asked)
    return Load(
        len(tasks),
        Counter(role for _, role in asked if role),
        Counter(task.outcome.code for task in tasks),
    )


def duties_of_unit(unit: UnitEntry) -> Iterator[Duty]:
    """What tasks ask of a unit by its name; what sections or collective names ask is apart."""
    return ((task, assignment.role) for assignment in unit.assignments if (task := _task(assignment)))


def duties_of_tasks(tasks: Iterable[TaskEntry]) -> Iterator[Duty]:
    """The tasks alone, whoever answers for them."""
    return ((task, None) for task in tasks)


def partners_of(unit: UnitEntry) -> list[tuple[UnitEntry, int]]:
    """The other units that promised tasks of this one name, and how many: most first, else as they come."""
    shared: Counter[UnitEntry] = Counter()
    tasks = dict.fromkeys(task for task, _ in duties_of_unit(unit) if task.is_plan)
    for task in tasks:
        shared.update({assignment.responsibility.unit: 1 for assignment in task.assignments})
    del shared[unit]
    return shared.most_common()


def _task(assignment: Assignment) -> TaskEntry | None:
    return assignment.task if isinstance(assignment.task, TaskEntry) else None
