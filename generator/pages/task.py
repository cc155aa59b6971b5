"""The page of one task: who, what, by when, with what result."""

from __future__ import annotations

from generator import labels
from generator.library import MeasureEntry, TaskEntry
from generator.pages import parts
from generator.pages.site import Site
from generator.routes import relative
from generator.views import ChainLink, Link, MeasureView, Related, TaskView


def view(site: Site, task: TaskEntry) -> TaskView:
    """Everything the page shows, ready to show."""
    base, record, document = task.url, task.record, task.document
    link = parts.text_linker(site, document.agency.id, base)
    return TaskView(
        crumbs=_crumbs(task),
        number=record.number or "",
        title=record.title,
        section=task.section.heading,
        roles=parts.role_groups(task.answers, base),
        text=link(record.text) if record.text else None,
        measures=[measure_view(m, base, link) for m in task.measures],
        dues=parts.due_views(task.dues),
        indicators=parts.indicator_views([*record.indicators, *(i for m in record.measures for i in m.indicators)]),
        status=parts.status_text(task),
        chain=[
            *(ChainLink(labels.LINK[kind], parts.task_link(t, base)) for kind, t in task.links),
            *(ChainLink(labels.BACK_LINK[kind], parts.task_link(t, base)) for kind, t in task.back_links),
        ],
        cites=parts.policy_links(task.cites, base),
        topics=[Link(t.record.name, relative(t.url, base)) for t in task.topics],
        note=record.note or "",
        place=place(task),
        source=parts.source_view(task),
        related=_related(site, task),
        previous=_neighbour(task.previous, base),
        next=_neighbour(task.next, base),
        permanent=site.config.site_url + task.url,
    )


def measure_view(entry: MeasureEntry, base: str, link: parts.TextLinker) -> MeasureView:
    """A measure with the units and deadlines of its own."""
    record = entry.record
    return MeasureView(
        anchor=entry.anchor,
        number=record.number or "",
        title=record.title or "",
        text=link(record.text),
        steps=parts.step_views(record.steps, link),
        roles=parts.role_groups(entry.duties.answers, base),
        dues=parts.due_views(entry.duties.dues),
    )


def place(task: TaskEntry) -> str:
    """Where the passage stands in the source: 原文第9行 | 原文第9至12行, or nothing."""
    lines = task.record.lines
    if not lines:
        return ""
    first, last = lines
    return f"原文第{first}行" if first == last else f"原文第{first}至{last}行"


def _crumbs(task: TaskEntry) -> list[Link]:
    base, document = task.url, task.document
    return [
        parts.home(base),
        Link(document.agency.name, relative(document.agency.url, base)),
        Link(document.title, relative(document.url, base)),
        Link(task.section.heading, relative(f"{document.url}#{task.section.anchor}", base)),
    ]


def _neighbour(task: TaskEntry | None, base: str) -> Link | None:
    return Link((task.record.number or "") + task.record.title, relative(task.url, base)) if task else None


def _related(site: Site, task: TaskEntry) -> list[Related]:
    """Tasks of other agencies on the same topics, each shown once."""
    groups: list[Related] = []
    shown: set[str] = set()
    for topic in task.topics:
        others = [t for t in site.related(topic, task.document.agency.id) if t.ref not in shown]
        shown.update(t.ref for t in others)
        if others:
            groups.append(Related(Link(topic.record.name, relative(topic.url, task.url)),
                                  [parts.task_link(t, task.url) for t in others], len(topic.tasks)))
    return groups
