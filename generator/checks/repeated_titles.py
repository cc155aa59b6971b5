"""No task stands in a section twice under one title: most likely it was copied, and counts twice."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.walks import all_sections
from generator.library.build import Library
from generator.model.names import name_key
from generator.problems import Finding


def find_repeated_titles(library: Library) -> Iterator[Finding]:
    """One reminder a task, at the title that one before it in its section has."""
    for document in library.documents:
        for section in all_sections(document):
            first: dict[str, str] = {}
            for task in section.tasks:
                before = first.setdefault(name_key(task.record.title), task.record.id)
                if before != task.record.id:
                    yield Finding(
                        document.file.file,
                        (*task.path, "title"),
                        f"这一节里编号 {before} 的任务也叫“{task.record.title}”",
                        "如果是同一项任务，请只留一项；确是两项，可不理会",
                        severity="warning",
                    )
