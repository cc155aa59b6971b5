"""Where nothing is published of a task itself, and something of the tasks that it was assigned to.

Their results are never its own (design, section 6): the page points to them, each with its status and date.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.library.entries import TaskEntry
from generator.library.outcomes import told_below
from generator.model.records import LinkKind
from generator.model.routes import relative
from generator.pages import labels
from generator.pages.context import PageContext
from generator.pages.tags import TagView, tag


@dataclass(slots=True, eq=False, repr=False)
class BelowView:
    """`tag` is the other task's status, `date` is empty where none is known."""

    what: str
    title: str
    href: str
    tag: TagView
    date: str


def below_views(context: PageContext, task: TaskEntry, base: str) -> list[BelowView]:
    """The tasks below, for the page at `base`; none where the task has an outcome of its own."""
    return [
        BelowView(
            _what(kind, other),
            f"《{other.heading}》",
            relative(other.url, base),
            tag(context, other),
            labels.moment(other.outcome.date) if other.outcome.date else "",
        )
        for kind, other in told_below(task)
    ]


def _what(kind: LinkKind, other: TaskEntry) -> str:
    if kind == "carries_out":
        return f"{other.document.agency.name}落实它的任务"
    return "分解表中的任务" if other.document.file.record.kind == "assignment" else "由它分解的任务"
