"""Target beside actual: the figures of a task and of what reports on it, where their names and units meet.

Names meet when they are equal after a written list of heads and tails is taken off, units when they fold to
the same base (万元 and 亿元, 公里 and 千米); never by likeness. Of several actuals the latest counts; sums
over passages are never made. A ratio is given for amounts to be reached alone: not for upper bounds,
percentages, a target of 0 or figures below it (design, section 6).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from generator.library.entries import Target, TaskEntry
from generator.library.outcomes import date_of
from generator.model.figure_names import base_unit as base_unit
from generator.model.figure_names import name_of_figure as name_of_figure
from generator.model.names import name_key
from generator.model.periods import last_day
from generator.model.records import Indicator

_SHARE = re.compile(r"(?:完成)?(?:率|比例|百分比|占比)$")
_PERCENT = frozenset({"%", "‰", "个百分点"})
_CENT = Decimal("0.01")
_NEARLY = Decimal("0.99")


class Actual(NamedTuple):
    """A figure that was reached, when, and the task on whose page it stands."""

    figure: Indicator
    date: str
    task: TaskEntry


def targets_of(task: TaskEntry) -> list[Target]:
    """Each target of a task and of its measures, with the latest actual that meets it. Pure; its links must
    stand.
    """
    wanted = [f for f in _figures(task) if f.kind == "target"]
    actuals = list(actuals_of(task)) if wanted else []
    return [_target(figure, _latest(figure, actuals)) for figure in wanted]


def met_by(passage: TaskEntry) -> list[tuple[TaskEntry, Target]]:
    """The targets of the tasks that a passage reports on which a figure of the passage itself meets."""
    reported = [task for kind, task in passage.links if kind == "reports"]
    actuals = list(_own_actuals(passage)) if reported else []
    return [
        (task, _target(figure, found))
        for task in reported
        for figure in _figures(task)
        if figure.kind == "target" and (found := _latest(figure, actuals))
    ]


def printed_share(target: Target) -> Indicator | None:
    """The percentage printed beside the actual that says another share than target and actual do.

    更换管道完成率85% where 9.5 of 12公里 are 79 %. What differs by rounding alone does not count.
    """
    if target.ratio is None or target.task is None:
        return None
    name, share = name_of_figure(target.target.name), target.ratio * 100
    printed = (a.figure for a in _own_actuals(target.task) if a.date == target.date and a.figure.unit == "%")
    return next((f for f in printed if _shared_name(f.name) == name and abs(f.value - share) > 1), None)


def is_share(figure: Indicator) -> bool:
    """Whether a figure is a percentage."""
    return base_unit(figure.unit)[0] in _PERCENT


def unmet_actuals(task: TaskEntry) -> list[Actual]:
    """Where a target has no actual: the amounts reported of the task under other names or units, latest last.

    Of one name and unit the latest alone, as beside a target.
    """
    if all(target.actual for target in task.targets):
        return []
    shown = {id(target.actual) for target in task.targets}
    latest: dict[tuple[str, str], Actual] = {}
    for actual in sorted(actuals_of(task), key=lambda a: last_day(a.date)):
        latest[name_of_figure(actual.figure.name), base_unit(actual.figure.unit)[0]] = actual
    return [actual for actual in latest.values() if id(actual.figure) not in shown]


def sum_of_parts(task: TaskEntry, whole: Indicator) -> Decimal | None:
    """What the targets of the measures come to, in the unit of the task's own target, where that is another
    figure.

    Parts as large as the whole are stages of it, and lower and upper bounds add up to nothing.
    """
    unit, factor = base_unit(whole.unit)
    if whole.bound or unit in _PERCENT or not any(whole is own for own in task.record.indicators):
        return None
    name = name_of_figure(whole.name)
    parts = [
        f.value * base_unit(f.unit)[1] / factor
        for measure in task.record.measures
        for f in measure.indicators
        if f.kind == "target" and name_of_figure(f.name) == name and base_unit(f.unit)[0] == unit
    ]
    if len(parts) < 2 or sum(parts) == whole.value or max(parts) >= whole.value:
        return None
    return sum(parts, Decimal(0))


def _shared_name(name: str) -> str:
    """What a share is of: 更换管道完成率 is of 更换管道."""
    return name_of_figure(_SHARE.sub("", name_key(name)))


def _figures(task: TaskEntry) -> Iterator[Indicator]:
    yield from task.record.indicators
    for measure in task.record.measures:
        yield from measure.indicators


def actuals_of(task: TaskEntry) -> Iterator[Actual]:
    """Of the task itself, of its progress and of the passages that report on it, in this order."""
    yield from _own_actuals(task)
    for kind, passage in task.back_links:
        if kind == "reports":
            yield from _own_actuals(passage)


def _own_actuals(task: TaskEntry) -> Iterator[Actual]:
    period = date_of(task, None)
    yield from (Actual(f, f.period or period, task) for f in _figures(task) if f.kind == "actual")
    for progress in (*task.record.progress, *(p for m in task.record.measures for p in m.progress)):
        yield from (Actual(f, progress.date, task) for f in progress.indicators if f.kind == "actual")


def _latest(target: Indicator, actuals: Iterable[Actual]) -> Actual | None:
    """The latest actual whose name and unit meet those of the target; of one day, the later."""
    name, (unit, _) = name_of_figure(target.name), base_unit(target.unit)
    meeting = [
        a for a in actuals if name_of_figure(a.figure.name) == name and base_unit(a.figure.unit)[0] == unit
    ]
    if not meeting:
        return None
    return max(enumerate(meeting), key=lambda a: (last_day(a[1].date), a[0]))[1]


def _target(figure: Indicator, actual: Actual | None) -> Target:
    if actual is None:
        return Target(figure, None, None, "", None)
    return Target(figure, actual.figure, _ratio(figure, actual.figure), actual.date, actual.task)


def _ratio(target: Indicator, actual: Indicator) -> Decimal | None:
    """Actual over target with two decimals, or None where a share says nothing. Only what is reached is 1."""
    unit, factor = base_unit(target.unit)
    if target.bound == "max" or unit in _PERCENT or target.value <= 0 or actual.value < 0:
        return None
    share = actual.value * base_unit(actual.unit)[1] / (target.value * factor)
    return share.quantize(_CENT, ROUND_DOWN if _NEARLY < share < 1 else ROUND_HALF_UP)
