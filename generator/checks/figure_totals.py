"""A figure of a task that its measures part among them is the sum of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.library.build import Library
from generator.model.figure_names import base_unit, name_of_figure
from generator.model.records import Indicator, Measure
from generator.problems import Finding


def find_wrong_sums(library: Library) -> Iterator[Finding]:
    """One reminder a figure, at its value: two measures and more have a figure of its name, kind, unit and
    period, and together they are another amount. Shares are not summed.
    """
    for task in library.tasks:
        if not task.record.indicators or len(task.record.measures) < 2:
            continue
        for i, figure in enumerate(task.record.indicators):
            parts = [part for m in task.record.measures if (part := _part(m, figure)) is not None]
            total = figure.value * base_unit(figure.unit)[1]
            if (
                len(parts) > 1
                and sum(parts) != total
                and figure.bound is None
                and figure.unit not in ("%", "％")
            ):
                unit = figure.unit or ""
                summed = (sum(parts, Decimal(0)) / base_unit(figure.unit)[1]).normalize()
                yield Finding(
                    task.document.file.file,
                    (*task.path, "indicators", i, "value"),
                    f"指标“{figure.text}”是 {figure.value}{unit}，各举措里同名的相加是 {summed:f}{unit}",
                    "请照原文核对；不是总数与分数的，请写不同的 name",
                    severity="warning",
                )


def _part(measure: Measure, whole: Indicator) -> Decimal | None:
    """What a measure has of a figure of its task, in single units."""
    name, unit = name_of_figure(whole.name), base_unit(whole.unit)[0]
    found = [
        figure.value * base_unit(figure.unit)[1]
        for figure in measure.indicators
        if name_of_figure(figure.name) == name
        and base_unit(figure.unit)[0] == unit
        and (figure.kind, figure.period) == (whole.kind, whole.period)
    ]
    return found[0] if len(found) == 1 else None
