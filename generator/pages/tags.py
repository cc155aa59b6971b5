"""The status of a task as a word in a tag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from generator.library.entries import TaskEntry
from generator.model.records import Progress, Status
from generator.model.statuses import STATUS_LABEL, StatusClass
from generator.pages import components, labels
from generator.pages.context import PageContext, shared

TagCode = StatusClass | Literal["reported", "none"]
_CODES: tuple[TagCode, ...] = (*STATUS_LABEL, "reported", "none")  # the order in which counts are shown


@dataclass(slots=True, eq=False, repr=False)
class TagView:
    """A status as a word in a tag; `code` names its colour, which never speaks alone."""

    code: str
    text: str


@dataclass(slots=True, eq=False, repr=False)
class TagCount:
    tag: TagView
    number: int


def tag(context: PageContext, task: TaskEntry) -> TagView:
    """The status of a task: the printed word, or that there is a report, or that there is none."""
    return _tag(context, task.outcome.code or "none", components.status_text(task))


def unreported(context: PageContext) -> TagView:
    """That nothing is published."""
    return _tag(context, "none", labels.UNREPORTED)


def progress_tag(context: PageContext, progress: Progress) -> TagView | None:
    """The status that one report of progress gives, or None where it gives no word."""
    return status_tag(context, progress.status) if progress.status else None


def status_tag(context: PageContext, status: Status) -> TagView:
    """A status as printed."""
    return _tag(context, status.class_, status.words)


@shared
def _tag(_: PageContext, code: TagCode, text: str) -> TagView:
    return TagView(code, text)


def tag_counts(context: PageContext, tasks: Iterable[TaskEntry]) -> list[TagCount]:
    """How many tasks have which outcome, only what there is."""
    count = Counter[TagCode](task.outcome.code or "none" for task in tasks)
    return [TagCount(_tag(context, code, _word(code)), count[code]) for code in _CODES if count[code]]


def _word(code: TagCode) -> str:
    if code == "reported":
        return labels.REPORTED
    return labels.UNREPORTED if code == "none" else STATUS_LABEL[code]
