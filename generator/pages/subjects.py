"""The pages that draw tasks of all agencies together: one for each cited document and each topic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.library.entries import PolicyEntry, TaskEntry, TopicEntry
from generator.model.routes import POLICIES, TOPICS, relative
from generator.pages import components
from generator.pages.components import Fact, Link
from generator.pages.context import PageContext, shared
from generator.pages.rows import TaskRow, task_row


@dataclass(slots=True, eq=False, repr=False)
class Group:
    """Rows under one heading, with an anchor."""

    anchor: str
    heading: Link
    rows: list[TaskRow]


@dataclass(slots=True, eq=False, repr=False)
class PolicyView:
    crumbs: list[Link]
    title: str
    facts: list[Fact]
    note: str
    groups: list[Group]
    sections: list[Link]
    count: int


@dataclass(slots=True, eq=False, repr=False)
class TopicView:
    crumbs: list[Link]
    name: str
    description: str
    aliases: list[str]
    groups: list[Group]
    count: int


def policy_view(context: PageContext, policy: PolicyEntry) -> PolicyView:
    """Name, number, issuer, where to read it, and everything that cites it."""
    base, record = policy.url, policy.record
    facts = [
        Fact("发文机关", record.issuer or ""),
        Fact("文号", record.number or ""),
        Fact("又称", "、".join(record.aliases)),
        Fact("全文", "查看全文" if record.url else "", record.url or ""),
    ]
    return PolicyView(
        crumbs=[components.home(base), Link("引用文件", relative(POLICIES, base))],
        title=policy.name,
        facts=[fact for fact in facts if fact.text],
        note=record.note or "",
        groups=_by_agency(context, policy.tasks, base),
        sections=[
            Link(f"{s.document.title}：{s.heading}", relative(f"{s.document.url}#{s.anchor}", base))
            for s in policy.sections
        ],
        count=policy.citations,
    )


def topic_view(context: PageContext, topic: TopicEntry) -> TopicView:
    """What falls under the topic, by agency."""
    base = topic.url
    return TopicView(
        crumbs=[components.home(base), Link("主题", relative(TOPICS, base))],
        name=topic.record.name,
        description=topic.record.description or "",
        aliases=topic.record.aliases,
        groups=_by_agency(context, topic.tasks, base),
        count=len(topic.tasks),
    )


def _by_agency(context: PageContext, tasks: Iterable[TaskEntry], base: str) -> list[Group]:
    """Groups in the order of the agencies, the newest year first in each."""
    groups: dict[str, list[TaskEntry]] = {}
    for task in tasks:
        groups.setdefault(task.document.agency.id, []).append(task)
    return [
        Group(
            f"agency-{agency_id}",
            Link(found[0].document.agency.name, relative(found[0].document.agency.url, base)),
            [_row(context, t) for t in sorted(found, key=lambda t: t.section.period[:4], reverse=True)],
        )
        for agency_id, found in groups.items()
    ]


@shared
def _row(context: PageContext, task: TaskEntry) -> TaskRow:
    """A row for all policies and topics: their pages lie equally deep, so links from one hold for all."""
    return task_row(context, task, TOPICS)
