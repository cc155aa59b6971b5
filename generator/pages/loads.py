"""Tables of numbers side by side: years, units or agencies, with what they promised and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.library.entries import AgencyEntry, UnitEntry
from generator.library.loads import Load, OutcomeCode, duties_of_unit, load_of
from generator.model.records import ROLES, Role
from generator.model.routes import relative
from generator.model.statuses import STATUS_LABEL
from generator.pages import labels
from generator.pages.components import Link
from generator.pages.context import PageContext, shared

Column = tuple[str, Callable[[Load], int]]
Line = tuple[Link, str, Load]
"""What a row counts, a detail below its name, and the numbers"""


def _in_role(role: Role) -> Column:
    return labels.ROLE[role], lambda load: load.by_role[role]


def _with(code: OutcomeCode, label: str) -> Column:
    return label, lambda load: load.by_outcome[code]


TASKS: Column = ("任务", lambda load: load.tasks)
BY_ROLE: tuple[Column, ...] = tuple(map(_in_role, ROLES))
PUBLISHED: tuple[Column, ...] = (
    (labels.REPORTED, lambda load: load.reported),
    (labels.UNREPORTED, lambda load: load.unreported),
)
BY_STATUS: tuple[Column, ...] = (
    *(_with(code, label) for code, label in STATUS_LABEL.items()),
    _with("reported", "已公开，没有写明状态"),
)


@dataclass(slots=True, eq=False, repr=False)
class Cell:
    label: str
    number: int


@dataclass(slots=True, eq=False, repr=False)
class LoadRow:
    """`head.href` is empty where the row has no page of its own."""

    head: Link
    detail: str
    cells: list[Cell]


@dataclass(slots=True, eq=False, repr=False)
class LoadTable:
    """`what` is the head of the first column; `total` is None for a single row."""

    caption: str
    what: str
    columns: list[str]
    rows: list[LoadRow]
    total: list[Cell]


def load_table(
    caption: str, what: str, lines: Sequence[Line], total: Load | None, columns: Iterable[Column]
) -> LoadTable:
    """The lines under those columns that are not zero in all of them; 任务 always stands."""
    loads = [load for _, _, load in lines]
    kept = [c for c in columns if c is TASKS or any(map(c[1], loads))]
    return LoadTable(
        caption,
        what,
        [label for label, _ in kept],
        [LoadRow(head, detail, _cells(load, kept)) for head, detail, load in lines],
        _cells(total, kept) if total and len(lines) > 1 else [],
    )


def _cells(load: Load, columns: Iterable[Column]) -> list[Cell]:
    return [Cell(label, number(load)) for label, number in columns]


def unit_table(context: PageContext, agency: AgencyEntry, base: str) -> LoadTable:
    """The units of an agency side by side; in the total a task that several of them share is counted once."""
    loads, total = _unit_loads(context, agency)
    lines = [(_unit(unit, base), _detail(unit), load) for unit, load in zip(agency.units, loads, strict=True)]
    caption = f"{agency.name}的责任单位"
    return load_table(caption, "责任单位", lines, total, (TASKS, *BY_ROLE, *PUBLISHED))


@shared
def _unit_loads(_: PageContext, agency: AgencyEntry) -> tuple[list[Load], Load]:
    """Of each unit in turn, and of all together."""
    duties = [list(duties_of_unit(unit)) for unit in agency.units]
    return [load_of(of_unit) for of_unit in duties], load_of(chain.from_iterable(duties))


def _unit(unit: UnitEntry, base: str) -> Link:
    return Link(unit.record.name, relative(unit.url, base))


def _detail(unit: UnitEntry) -> str:
    """What it is, unless it is what most are, and its other names."""
    kind = "" if unit.record.kind == "internal" else labels.UNIT_KIND[unit.record.kind]
    aliases = "、".join(unit.record.aliases)
    return "　".join(filter(None, (kind, f"又称：{aliases}" if aliases else "")))
