"""A document holds tasks: one without any is most likely unfinished; it is published all the same."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library.build import Library
from generator.problems import Finding


def find_empty_documents(library: Library) -> Iterator[Finding]:
    """One reminder a document without tasks, at its sections."""
    for document in library.documents:
        if not document.tasks:
            yield Finding(
                document.file.file,
                ("sections",),
                "这份文件里没有任务",
                "如确无任务，可不理会；否则请在章节下补上 tasks",
                severity="warning",
                at_key=True,
            )
