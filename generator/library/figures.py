"""All figures of a document, each in a row: a target with what was reached, or what was reached without one.

The figures of tasks, of their measures and of their progress, and those that stand on a section. A figure
that another document reports stands in both: beside the target there, and here with the target that it meets
(`library.targets`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from generator.library.build import Library
from generator.library.entries import DocumentEntry, SectionEntry, Target, TaskEntry
from generator.library.events import Holder
from generator.library.targets import base_unit, name_of_figure, printed_share
from generator.model.records import Indicator

_CHANGE = re.compile(
    r"(?:同比|较上年|比上年)?(?P<way>[+＋\-－−–]|上升|增长|增加|提高|下降|减少|降低)?(?P<size>\d+(?:\.\d+)?)[%％]"
)
_DOWN = frozenset("-－−–") | {"下降", "减少", "降低"}
Met = dict[int, Target]
"""The target that an actual figure meets, by the identity of its record"""


@dataclass(slots=True, eq=False, repr=False)
class Figure:
    """`target` or `actual` may be missing, not both; `period` is what the figures are of, as written (2024,
    2024-H1).
    """

    target: Indicator | None
    actual: Indicator | None
    ratio: Decimal | None
    period: str
    holder: Holder
    share: Indicator | None = None
    """A percentage that is printed beside the actual and says another share than `ratio`"""

    @property
    def record(self) -> Indicator:
        """The one that names the row: what was promised, where anything was."""
        found = self.target or self.actual
        assert found is not None
        return found

    @property
    def change(self) -> str:
        """The change on the year as printed, of what was reached or else of the target."""
        return (self.actual.change if self.actual else None) or self.record.change or ""


def met_targets(library: Library) -> Met:
    """Which figures of the site meet a target, wherever it stands."""
    return {id(t.actual): t for task in library.tasks for t in task.targets if t.actual is not None}


def figures_of(document: DocumentEntry, met: Met) -> list[Figure]:
    """The rows of a document, in its order. Pure; the targets of its tasks must stand."""
    sections = (section for top in document.sections for section in top.walk())
    return [figure for section in sections for figure in _section(section, met)]


def _section(section: SectionEntry, met: Met) -> Iterator[Figure]:
    for indicator in section.record.indicators:
        is_target = indicator.kind == "target"
        period = indicator.period or section.period
        yield Figure(
            indicator if is_target else None, None if is_target else indicator, None, period, section
        )
    for task in section.tasks:
        yield from _task(task, met)


def _task(task: TaskEntry, met: Met) -> Iterator[Figure]:
    shown: set[int] = set()
    for target in task.targets:
        if target.actual is not None:
            shown.add(id(target.actual))
        period = target.target.period or task.period
        yield Figure(target.target, target.actual, target.ratio, period, task, printed_share(target))
    for indicator, period in _actuals(task):
        if id(indicator) not in shown:
            own = met.get(id(indicator))
            yield _reached(indicator, own, period, task)


def _reached(indicator: Indicator, met: Target | None, period: str, task: TaskEntry) -> Figure:
    if met is None:
        return Figure(None, indicator, None, period, task)
    return Figure(met.target, indicator, met.ratio, period, task, printed_share(met))


def _actuals(task: TaskEntry) -> Iterator[tuple[Indicator, str]]:
    """What was reached, with what it is of: the figure's own period, the date of the progress, or the
    task's.
    """
    record = task.record
    owners = ((record.indicators, record.progress), *((m.indicators, m.progress) for m in record.measures))
    for indicators, reports in owners:
        yield from ((i, i.period or task.period) for i in indicators if i.kind == "actual")
        for progress in reports:
            yield from ((i, i.period or progress.date) for i in progress.indicators if i.kind == "actual")


def percent_of(change: str) -> Decimal | None:
    """A printed change on the year in percent: 同比下降13.6% is -13.6; None for points, words and anything
    else.
    """
    match = _CHANGE.fullmatch("".join(change.split()))
    if match is None:
        return None
    size = Decimal(match["size"])
    return -size if match["way"] in _DOWN else size


@dataclass(slots=True, eq=False, repr=False)
class SharedName:
    """A figure that several documents have: its names fold to one form and its units to one base."""

    name: str
    unit: str
    figures: list[Figure]
    documents: int


def shared_names(figures: Iterable[Figure]) -> list[SharedName]:
    """The figures that occur in several documents, those in most documents first. Never by likeness of
    names.
    """
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        record = figure.record
        groups.setdefault(_key(record.name, record.unit), []).append(figure)
    found = [
        SharedName(rows[0].record.name, unit, _once(rows), len({row.holder.document.ref for row in rows}))
        for (_, unit), rows in groups.items()
    ]
    return sorted((one for one in found if one.documents > 1), key=lambda one: -one.documents)


@lru_cache(maxsize=65536)
def _key(name: str, unit: str | None) -> tuple[str, str]:
    return name_of_figure(name), base_unit(unit)[0]


def _is_report(holder: Holder) -> bool:
    """Whether it stands in a part that tells what was done."""
    return holder.is_result if isinstance(holder, TaskEntry) else holder.kind == "done"


def _once(rows: Iterable[Figure]) -> list[Figure]:
    """A target with its actual stands in the plan and in the report; here the two are one row, that of the
    plan.
    """
    found: dict[tuple[int, int], Figure] = {}
    for row in sorted(rows, key=lambda row: _is_report(row.holder)):
        found.setdefault((id(row.target), id(row.actual)), row)
    return list(found.values())
