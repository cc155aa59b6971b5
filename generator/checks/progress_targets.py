"""The figures of progress were reached: a target stands on the task or the measure, and is compared there."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library.build import Library
from generator.library.links import progress_of
from generator.problems import Finding


def find_targets_in_progress(library: Library) -> Iterator[Finding]:
    """One reminder a figure, at its kind."""
    for task in library.tasks:
        for progress, path in progress_of(task):
            for i, figure in enumerate(progress.indicators):
                if figure.kind == "target":
                    yield Finding(
                        task.document.file.file,
                        (*path, "indicators", i, "kind"),
                        f"进展里的指标“{figure.text}”写成了目标，页面上不会拿它比较",
                        "完成的数请写 kind: actual；确是目标的，请移到任务或举措的 indicators",
                        severity="warning",
                    )
