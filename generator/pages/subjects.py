"""The pages that draw tasks of all agencies together: one for each cited document and each topic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.library.entries import AgencyEntry, PolicyEntry, TaskEntry, TopicEntry
from generator.library.loads import duties_of_tasks, load_of
from generator.model import routes
from generator.model.routes import POLICIES, TOPICS, relative
from generator.pages import components, downloads, loads, validity
from generator.pages.as_of import data_until
from generator.pages.components import CiteLink, Fact, Link
from generator.pages.context import PageContext, shared
from generator.pages.loads import LoadTable
from generator.pages.rows import LONG, NEWEST, ResultRow, TaskRow, result_row, task_row
from generator.pages.swapped import SwappedView, swapped_view


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
    downloads: list[Link]
    about: str
    swapped: SwappedView | None
    validity: str
    replaced_by: list[CiteLink]
    replaces: list[CiteLink]


@dataclass(slots=True, eq=False, repr=False)
class ResultGroup:
    """The tasks of one agency, with who answers for them and what came of them."""

    anchor: str
    heading: Link
    rows: list[ResultRow]


@dataclass(slots=True, eq=False, repr=False)
class TopicView:
    """`newest` is how many of the tasks stand on the page, or 0 when all do."""

    crumbs: list[Link]
    name: str
    description: str
    aliases: list[str]
    count: int
    until: str
    load: LoadTable
    newest: int
    groups: list[ResultGroup]
    downloads: list[Link]
    about: str
    swapped: SwappedView | None


@dataclass(slots=True, eq=False, repr=False)
class TopicAgencyView:
    crumbs: list[Link]
    name: str
    group: ResultGroup


def policy_view(context: PageContext, policy: PolicyEntry) -> PolicyView:
    """Name, number, issuer, where to read it, and everything that cites it."""
    base, record = policy.url, policy.record
    facts = [
        Fact("发文机关", record.issuer or ""),
        Fact("文号", record.number or ""),
        Fact("又称", "、".join(record.aliases)),
        *validity.facts(record),
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
        downloads=downloads.of_policy(context, policy),
        about=f"{policy.name}{record.number or ''}，引用它的任务和章节 {policy.citations} 处。"
        f"{validity.sentence(policy)}{record.note or ''}",
        swapped=swapped_view(context, base),
        validity=validity.sentence(policy),
        replaced_by=[_other(context, other, base) for other in policy.replaced_by],
        replaces=[_other(context, other, base) for other in policy.replaces],
    )


def _other(context: PageContext, policy: PolicyEntry, base: str) -> CiteLink:
    return components.cite_link(context, policy, relative(policy.url, base))


def topic_view(context: PageContext, topic: TopicEntry) -> TopicView:
    """What falls under the topic: the agencies side by side, then the tasks of each, or of a long list the
    newest.
    """
    base, is_long = topic.url, is_apart(topic)
    shown = topic.newest[:NEWEST] if is_long else topic.tasks
    return TopicView(
        crumbs=[components.home(base), Link("主题", relative(TOPICS, base))],
        name=topic.record.name,
        description=topic.record.description or "",
        aliases=topic.record.aliases,
        count=len(topic.tasks),
        until=data_until(context),
        load=_side_by_side(topic, base, is_long),
        newest=NEWEST if is_long else 0,
        groups=[_results(context, agency, tasks, base) for agency, tasks in of_agencies(shown).items()],
        downloads=downloads.of_topic(topic),
        about=_about(topic),
        swapped=swapped_view(context, base),
    )


def _about(topic: TopicEntry) -> str:
    """The page in a sentence."""
    described = f"{topic.record.description}。" if topic.record.description else ""
    names = "、".join(agency.name for agency in of_agencies(topic.tasks))
    return f"{topic.record.name}：{described}任务 {len(topic.tasks)} 项。{names}"


def topic_agency_view(
    context: PageContext, topic: TopicEntry, agency: AgencyEntry, tasks: Iterable[TaskEntry]
) -> TopicAgencyView:
    """All tasks of one agency under a topic that has too many for one page."""
    base = routes.topic_agency(topic.record.id, agency.id)
    return TopicAgencyView(
        crumbs=[
            components.home(base),
            Link("主题", relative(TOPICS, base)),
            Link(topic.record.name, relative(topic.url, base)),
        ],
        name=topic.record.name,
        group=_results(context, agency, tasks, base),
    )


def is_apart(topic: TopicEntry) -> bool:
    """Whether the tasks of each agency have a page of their own, because one page would hold too many."""
    return len(topic.tasks) > LONG


def of_agencies(tasks: Iterable[TaskEntry]) -> dict[AgencyEntry, list[TaskEntry]]:
    """The tasks by agency, both as they come."""
    found: dict[AgencyEntry, list[TaskEntry]] = {}
    for task in tasks:
        found.setdefault(task.document.agency, []).append(task)
    return found


def _side_by_side(topic: TopicEntry, base: str, is_long: bool) -> LoadTable:
    lines = []
    for agency, tasks in of_agencies(topic.tasks).items():
        to = routes.topic_agency(topic.record.id, agency.id) if is_long else f"{topic.url}#{_anchor(agency)}"
        lines.append((Link(agency.name, relative(to, base)), "", load_of(duties_of_tasks(tasks))))
    total = load_of(duties_of_tasks(topic.tasks))
    columns = (loads.TASKS, *loads.PUBLISHED, *loads.BY_STATUS)
    return loads.load_table(f"各机关的“{topic.record.name}”任务", "机关", lines, total, columns)


def _anchor(agency: AgencyEntry) -> str:
    return f"agency-{agency.id}"


def _newest_first(tasks: Iterable[TaskEntry]) -> list[TaskEntry]:
    return sorted(tasks, key=lambda task: task.period[:4], reverse=True)


def _results(context: PageContext, agency: AgencyEntry, tasks: Iterable[TaskEntry], base: str) -> ResultGroup:
    return ResultGroup(
        _anchor(agency),
        Link(agency.name, relative(agency.url, base)),
        [_result(context, task, routes.depth(base)) for task in _newest_first(tasks)],
    )


def _by_agency(context: PageContext, tasks: Iterable[TaskEntry], base: str) -> list[Group]:
    """Groups in the order of the agencies, the newest year first in each."""
    return [
        Group(
            _anchor(agency),
            Link(agency.name, relative(agency.url, base)),
            [_row(context, task) for task in _newest_first(found)],
        )
        for agency, found in of_agencies(tasks).items()
    ]


@shared
def _row(context: PageContext, task: TaskEntry) -> TaskRow:
    """A row for all policies: their pages lie equally deep, so links from one hold for all."""
    return task_row(context, task, POLICIES)


@shared
def _result(context: PageContext, task: TaskEntry, depth: int) -> ResultRow:
    """A row for all pages of topics that lie equally deep."""
    return result_row(context, task, "/".join(["topics", "-", "-"][:depth]) + "/-")
