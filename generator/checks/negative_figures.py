"""An amount to be reached is not below zero, nor is what was reached of it: such a pair has no share."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.walks import all_figures
from generator.library.build import Library
from generator.library.targets import is_share
from generator.problems import Finding


def find_negative_figures(library: Library) -> Iterator[Finding]:
    """One reminder a figure, at its value. Percentages may fall, and so may what nobody promised."""
    met = {id(target.actual) for task in library.tasks for target in task.targets if target.actual}
    for document in library.documents:
        for _, figure, path in all_figures(document):
            if figure.value < 0 and not is_share(figure) and (figure.kind == "target" or id(figure) in met):
                yield Finding(
                    document.file.file,
                    (*path, "value"),
                    f"指标“{figure.text}”的数值是负数 {figure.value}，目标与完成不算比例",
                    "请核对 value 的正负号；确是如此，可不理会",
                    severity="warning",
                )
