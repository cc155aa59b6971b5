"""No percentage is over 1000: a figure, its change or its share of the target is then most likely a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.checks.walks import all_figures
from generator.library.build import Library
from generator.library.entries import TaskEntry
from generator.library.targets import base_unit
from generator.model.records import Indicator
from generator.problems import Finding, RecordPath

_MOST = 1000
_PERCENT = re.compile(r"(\d[\d,，]*(?:\.\d+)?)\s*[%％]")


def find_great_percentages(library: Library) -> Iterator[Finding]:
    """One reminder a percentage, at its value or at the words of its change; one a target, at its value."""
    for document in library.documents:
        for _, figure, path in all_figures(document):
            if found := _great(figure):
                yield _finding(document.file.file, (*path, found[0]), found[1])
    for task in library.tasks:
        for target in task.targets:
            if target.ratio and target.ratio * 100 > _MOST:
                yield from _far_above(task, target.target, target.ratio)


def _great(figure: Indicator) -> tuple[str, str] | None:
    """The field that holds the percentage, and what is wrong with it."""
    if abs(figure.value) > _MOST and base_unit(figure.unit)[0] == "%":
        return "value", f"指标“{figure.text}”的数值是 {figure.value}%"
    change = _PERCENT.search(figure.change or "")
    if change and Decimal(re.sub(r"[,，]", "", change[1])) > _MOST:
        return "change", f"指标“{figure.text}”的同比变化写作 {figure.change}"
    return None


def _far_above(task: TaskEntry, target: Indicator, ratio: Decimal) -> Iterator[Finding]:
    """The figures of the document are walked again, to find where one of few stands."""
    for _, figure, path in all_figures(task.document):
        if figure is target:
            what = f"指标“{target.text}”的完成数是目标的 {ratio * 100:.0f}%"
            yield _finding(task.document.file.file, (*path, "value"), what)


def _finding(file: str, path: RecordPath, what: str) -> Finding:
    return Finding(
        file,
        path,
        f"{what}，超过 {_MOST}%",
        "请核对小数点和计量单位；确是如此，可不理会",
        severity="warning",
    )
