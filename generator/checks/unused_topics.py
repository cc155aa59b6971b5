"""A registered topic has a task: else it is misspelt, or registered in advance.

Often right, so a build does not repeat it each time.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.library.build import Library
from generator.problems import Finding

_MOST_NAMES = 8


def find_unused_topics(library: Library) -> Iterator[Finding]:
    """One reminder in all, at the first without a task. With a file that could not be read, or without any,
    nobody can tell.
    """
    if library.content.broken or not library.documents:
        return
    named = {topic.record.id for task in library.tasks for topic in task.topics}
    unused = [i for i, topic in enumerate(library.content.topics) if topic.id not in named]
    if unused:
        names = "、".join(library.content.topics[i].name for i in unused[:_MOST_NAMES])
        yield Finding(
            "topics.yml",
            ("topics", unused[0], "name"),
            f"登记了而没有任务的主题有 {len(unused)} 个：{names}"
            + (" 等" if len(unused) > _MOST_NAMES else ""),
            "请核对 topics 里的名称；确是预先登记，可不理会",
            severity="warning",
        )
