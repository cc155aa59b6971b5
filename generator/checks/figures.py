"""The value and the unit of a figure are those of its words."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.walks import all_figures
from generator.library.build import Library
from generator.model.amounts import contradiction
from generator.problems import Finding


def find_contradicting_figures(library: Library) -> Iterator[Finding]:
    """One reminder a figure whose words say another amount, at its value."""
    for document in library.documents:
        for _, figure, path in all_figures(document):
            said = contradiction(figure.text, figure.value, figure.unit)
            if said:
                yield Finding(
                    document.file.file,
                    (*path, "value"),
                    f"指标写作 {figure.value}{figure.unit or ''}，它的文字“{figure.text}”里是 {said}",
                    "请核对 value 和 unit；万、亿折算成个位，如 22.54万条 写 225400 和 条，金额可以保留万元",
                    severity="warning",
                )
