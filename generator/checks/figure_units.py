"""A figure that was reached has a unit that its target can be held against, where both have one name."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.walks import all_figures
from generator.library.build import Library
from generator.library.entries import Target, TaskEntry
from generator.library.targets import Actual, actuals_of, base_unit, name_of_figure
from generator.model.records import Indicator
from generator.problems import Finding, RecordPath


def find_unmatched_units(library: Library) -> Iterator[Finding]:
    """One reminder a figure, at its unit, or at its value where it has none."""
    found = {
        id(actual.figure): (actual, target)
        for task in library.tasks
        if task.targets
        for actual, target in _unmatched(task)
    }
    if not found:
        return
    for document in library.documents:
        for _, figure, path in all_figures(document):
            if pair := found.get(id(figure)):
                yield _finding(document.file.file, path, figure, pair[1].target)


def _unmatched(task: TaskEntry) -> Iterator[tuple[Actual, Target]]:
    by_name: dict[str, list[Target]] = {}
    for target in task.targets:
        by_name.setdefault(name_of_figure(target.target.name), []).append(target)
    for actual in actuals_of(task):
        named = by_name.get(name_of_figure(actual.figure.name), [])
        units = {base_unit(target.target.unit)[0] for target in named}
        if named and base_unit(actual.figure.unit)[0] not in units:
            yield actual, named[0]


def _finding(file: str, path: RecordPath, figure: Indicator, target: Indicator) -> Finding:
    return Finding(
        file,
        (*path, "unit" if figure.unit else "value"),
        f"指标“{figure.text}”与目标“{target.text}”同名，计量单位却对不上："
        f"{figure.unit or '没有写'}，{target.unit or '没有写'}",
        "请核对 unit；不是同一个指标的，请写不同的 name",
        severity="warning",
    )
