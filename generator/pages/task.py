"""The page of one task: who, what, by when, with what result."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple, dataclass

from markupsafe import Markup

from generator.content.known import digest
from generator.library.entries import (
    AgencyEntry,
    DocumentEntry,
    MeasureEntry,
    SectionEntry,
    TaskEntry,
    TopicEntry,
)
from generator.library.headings import before_title
from generator.library.outcomes import in_time
from generator.model.routes import REVISIONS, relative
from generator.pages import components, labels, revisions, thread
from generator.pages.autolinks import TextLinker
from generator.pages.components import (
    CiteLink,
    IndicatorView,
    Link,
    RoleGroup,
    SourceView,
    StepView,
    TaskLink,
)
from generator.pages.context import PageContext, linker, shared, shared_in_group
from generator.pages.kept_tables import KeptTable, kept_tables
from generator.pages.outcome_views import ResultView, result_view
from generator.pages.revisions import RevisionRow
from generator.pages.rows import DueView, due_views, first_last_day
from generator.pages.swapped import SwappedView, swapped_view
from generator.pages.thread import ThreadView

_RELATED = 4  # tasks of other agencies shown for one topic
_PER_AGENCY = 2
_DESCRIBED = 100  # characters of its text in the description of its page


@dataclass(slots=True, eq=False, repr=False)
class DividedDue:
    """A deadline with the units that it binds; `due` is None for those without any deadline."""

    due: DueView | None
    roles: list[RoleGroup]


@dataclass(slots=True, eq=False, repr=False)
class MeasureView:
    anchor: str
    number: str
    title: str
    text: Markup
    steps: list[StepView]
    roles: list[RoleGroup]
    dues: list[DueView]


@dataclass(slots=True, eq=False, repr=False)
class TaskBody:
    """The text, the measures and the tables of a task, the same on its own page and in its document."""

    text: Markup | None
    measures: list[MeasureView]
    tables: list[KeptTable]


@dataclass(slots=True, eq=False, repr=False)
class Related:
    """Tasks of other agencies on one topic."""

    topic: Link
    tasks: list[TaskLink]
    more: int


@dataclass(slots=True, eq=False, repr=False)
class TaskView:
    crumbs: list[Link]
    number: str
    title: str
    roles: list[RoleGroup]
    body: TaskBody
    dues: list[DueView]
    divided: list[DividedDue]
    indicators: list[IndicatorView]
    result: ResultView
    thread: ThreadView
    cites: list[CiteLink]
    topics: list[Link]
    note: str
    continuity: str
    last_day: str
    is_staged: bool
    source: SourceView
    related: list[Related]
    previous: Link | None
    next: Link | None
    about: str
    unpublished: str
    revisions: list[RevisionRow]
    revisions_href: str
    swapped: SwappedView | None


def view(context: PageContext, task: TaskEntry) -> TaskView:
    """Everything the page shows, ready to show."""
    base, record, document = task.url, task.record, task.document
    return TaskView(
        crumbs=_crumbs(context, task.section),
        number=before_title(record.number),
        title=record.title,
        roles=components.task_roles(context, task),
        body=task_body(context, task),
        dues=due_views(context, task.dues),
        divided=_divided(context, task, base) if task.is_divided else [],
        indicators=[
            *components.indicator_views(i for owner in (record, *record.measures) for i in owner.indicators),
            *(figure for _, progress in in_time(task) for figure in components.progress_figures(progress)),
        ],
        result=result_view(context, task),
        thread=thread.view(context, task),
        cites=components.policy_links(context, task.cites, base),
        topics=[components.shared_link(context, t.record.name, relative(t.url, base)) for t in task.topics],
        note=record.note or "",
        continuity=labels.CONTINUITY[record.continuity] if record.continuity else "",
        last_day=first_last_day(task.dues) if task.is_plan else "",
        is_staged=len({due.meaning.date for due in task.dues if due.meaning.date}) > 1,
        source=components.source_view(context, document),
        related=_related(context, task),
        previous=_neighbour(task.previous, base),
        next=_neighbour(task.next, base),
        about=_about(task),
        unpublished=labels.unpublished(document.file.record.status),
        revisions=revisions.rows(record.revisions),
        revisions_href=relative(REVISIONS, base),
        swapped=swapped_view(context, task.url),
    )


def _divided(context: PageContext, task: TaskEntry, base: str) -> list[DividedDue]:
    """Each deadline with those whom it binds, lest a reader take every unit for bound by all of them."""
    rows = [
        DividedDue(
            view,
            components.role_groups(
                context, [c.responsibility for c in task.assignments if due in c.dues], base
            ),
        )
        for due, view in zip(task.dues, due_views(context, task.dues), strict=True)
    ]
    free = [c.responsibility for c in task.assignments if not c.dues]
    return [*rows, DividedDue(None, components.role_groups(context, free, base))] if free else rows


@shared_in_group
def task_body(context: PageContext, task: TaskEntry) -> TaskBody:
    """The text and the measures; page and document lie in one folder, so their links are the same."""
    link, text = linker(context, task.document), task.record.text
    return TaskBody(
        link(text) if text else None,
        [_measure_view(context, m, task.document, link) for m in task.measures],
        kept_tables(task.record.tables),
    )


def _measure_view(
    context: PageContext, entry: MeasureEntry, document: DocumentEntry, link: TextLinker
) -> MeasureView:
    """A measure with the units and deadlines of its own."""
    record = entry.record
    return MeasureView(
        anchor=entry.anchor,
        number=record.number or "",
        title=record.title or "",
        text=link(record.text),
        steps=components.step_views(record.steps, link) if record.steps else [],
        roles=components.own_roles(context, entry.obligations, document),
        dues=due_views(context, entry.obligations.dues),
    )


def _about(task: TaskEntry) -> str:
    """The page in a sentence: who does it, by when, with what result, and what it is."""
    record = task.record
    by_role: dict[str, list[str]] = {}
    for responsibility in task.responsibilities:
        named = responsibility.record
        by_role.setdefault(labels.ROLE[named.role], []).append(named.unit)
    parts = [f"{role}：{'、'.join(units)}" for role, units in by_role.items()]
    if task.dues:
        parts.append(f"时限：{'、'.join([due.text for due in task.dues])}")
    parts.append(f"结果：{components.status_text(task)}")
    words = record.text or (record.measures[0].text if record.measures else "")
    return f"{'；'.join(parts)}。{words[:_DESCRIBED]}"


@shared_in_group
def _crumbs(_: PageContext, section: SectionEntry) -> list[Link]:
    document = section.document  # its tasks lie beside it
    here = Link(section.heading, relative(f"{document.url}#{section.anchor}", document.url))
    return [*components.document_crumbs(document), here]


def _neighbour(task: TaskEntry | None, base: str) -> Link | None:
    return Link(task.heading, relative(task.url, base)) if task else None


def _related(context: PageContext, task: TaskEntry) -> list[Related]:
    """Tasks of other agencies, topic by topic."""
    agency = task.document.agency
    groups = [_on_topic(context, topic, agency) for topic in dict.fromkeys(task.topics)]
    return [group for group in groups if group.tasks]


@shared
def _on_topic(_: PageContext, topic: TopicEntry, agency: AgencyEntry) -> Related:
    """All task pages of an agency lie equally deep, so links from one of its folders hold for all."""
    base = agency.documents[0].url
    others = [components.task_link(t, base) for t in _newest_elsewhere(topic, agency)]
    return Related(Link(topic.record.name, relative(topic.url, base)), others, len(topic.tasks))


@shared
def related_words(context: PageContext, topic: TopicEntry, agency: AgencyEntry) -> bytes:
    """A digest of all that stands on the pages of an agency's tasks of others on the topic."""
    return digest(repr(astuple(_on_topic(context, topic, agency))).encode("utf-8", "surrogatepass"))


def _newest_elsewhere(topic: TopicEntry, agency: AgencyEntry) -> list[TaskEntry]:
    """Tasks of other agencies on the topic, newest first, a few of each agency."""
    per_agency: Counter[AgencyEntry] = Counter()
    chosen: list[TaskEntry] = []
    for task in topic.newest:
        other = task.document.agency
        if other is agency or per_agency[other] >= _PER_AGENCY:
            continue
        per_agency[other] += 1
        chosen.append(task)
        if len(chosen) == _RELATED:
            break
    return chosen
