"""No percentage is over 1000: a figure, its change or its share of the target is then most likely a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.checks.walks import all_figures
from generator.library.build import Library
from generator.model.records import Indicator
from generator.problems import Finding

_MOST = 1000
_SIGNS = ("%", "％")
_PERCENT = re.compile(r"(\d[\d,，]*(?:\.\d+)?)\s*[%％]")


def find_great_percentages(library: Library) -> Iterator[Finding]:
    """One reminder a percentage or a target, at its value, or at the words of a change."""
    for document in library.documents:
        shares = {
            id(target.target): target.ratio
            for task in document.tasks
            for target in task.targets
            if target.ratio and target.ratio * 100 > _MOST
        }
        for _, figure, path in all_figures(document):
            if found := _great(figure, shares.get(id(figure))):
                yield Finding(
                    document.file.file,
                    (*path, found[0]),
                    f"指标“{figure.text}”{found[1]}，超过 {_MOST}%",
                    "请核对小数点和计量单位；确是如此，可不理会",
                    severity="warning",
                )


def _great(figure: Indicator, share: Decimal | None) -> tuple[str, str] | None:
    """The field that holds the percentage, and what is wrong with it. `share` is that of the target, if too
    great.
    """
    if share:
        return "value", f"的完成数是目标的 {share * 100:.0f}%"
    if figure.unit in _SIGNS and abs(figure.value) > _MOST:
        return "value", f"的数值是 {figure.value}%"
    change = _PERCENT.search(figure.change) if figure.change else None
    if change and Decimal(re.sub(r"[,，]", "", change[1])) > _MOST:
        return "change", f"的同比变化写作 {figure.change}"
    return None
