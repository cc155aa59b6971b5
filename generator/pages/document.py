"""The page of a whole document: head block, text by its own numbers, responsibility table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from generator.library import texts
from generator.library.entries import DocumentEntry, SectionEntry, TaskEntry
from generator.model import routes
from generator.model.lifecycle import Review, ReviewRule
from generator.model.records import Disclosure
from generator.model.routes import relative
from generator.pages import components, downloads, labels, matrix, results, table
from generator.pages.codes import qr_code
from generator.pages.components import CiteLink, Fact, IndicatorView, Link, RoleGroup, SourceView
from generator.pages.context import PageContext, linker
from generator.pages.indicators import FiguresView, document_figures
from generator.pages.kept_tables import KeptTable, kept_tables
from generator.pages.linked_data import document_thing
from generator.pages.results import CountsView
from generator.pages.revisions import RevisionRow, document_rows
from generator.pages.rows import DueView, due_views
from generator.pages.swapped import SwappedView, swapped_view
from generator.pages.table import TableView
from generator.pages.task import TaskBody, task_body

_MANY_TASKS = 60


@dataclass(slots=True, eq=False, repr=False)
class TaskBlock:
    """A task inside its document."""

    anchor: str
    heading: str
    href: str
    roles: list[RoleGroup]
    dues: list[DueView]
    body: TaskBody
    note: str


@dataclass(slots=True, eq=False, repr=False)
class SectionView:
    anchor: str
    level: int
    heading: str
    title: str
    kind: str
    text: Markup | None
    tables: list[KeptTable]
    roles: list[RoleGroup]
    dues: list[DueView]
    indicators: list[IndicatorView]
    cites: list[CiteLink]
    clauses: list[Clause]
    sections: list[SectionView]


@dataclass(slots=True, eq=False, repr=False)
class Clause:
    """What stands in a section: one or the other."""

    section: SectionView | None
    task: TaskBlock | None


@dataclass(slots=True, eq=False, repr=False)
class DocumentView:
    crumbs: list[Link]
    title: str
    kind: str
    period: str
    headline: list[Fact]
    disclosure: list[Fact]
    source: SourceView
    notes: list[str]
    contacts: list[str]
    intro: list[Markup]
    sections: list[SectionView]
    table: TableView | None
    matrix: str
    figures: FiguresView | None
    task_count: int
    is_long: bool  # only what comes near the screen is laid out
    results: CountsView | None
    unpublished: str
    revisions: list[RevisionRow]
    revisions_href: str
    downloads: list[Link]
    code: Markup
    about: str
    swapped: SwappedView | None
    thing: Markup


def view(context: PageContext, document: DocumentEntry) -> DocumentView:
    """Everything the page shows, ready to show."""
    base, record = document.url, document.file.record
    link, headline = linker(context, document), _headline(document)
    said = {fact.label for fact in headline}
    return DocumentView(
        crumbs=[components.home(base), Link(document.agency.name, relative(document.agency.url, base))],
        title=document.title,
        kind=labels.DOCUMENT_KIND[record.kind],
        period=labels.period(record.period),
        headline=headline,
        disclosure=[
            *(fact for fact in disclosure_facts(record.disclosure) if fact.label not in said),
            *review_facts(record.review, document.agency.file.record.review),
        ],
        source=components.source_view(context, document),
        notes=record.notes,
        contacts=record.contacts,
        intro=[link(words) for words in texts.paragraphs(record.intro or "")],
        sections=[_section(context, s, base) for s in document.sections],
        table=table.view(context, document, base),
        matrix=_matrix(document) if matrix.has_units(document) else "",
        figures=document_figures(context, document, base),
        task_count=len(document.tasks),
        is_long=len(document.tasks) > _MANY_TASKS,
        results=results.counts_view(context, document),
        unpublished=labels.unpublished(record.status),
        revisions=document_rows(document),
        revisions_href=relative(routes.REVISIONS, base),
        downloads=downloads.of_document(context, document),
        code=qr_code(context.config.site_url + base),
        about=_about(document),
        swapped=swapped_view(context, base),
        thing=document_thing(context, document),
    )


def _about(document: DocumentEntry) -> str:
    """The page in a sentence: who published what, and its sections."""
    record = document.file.record
    published = labels.day(record.disclosure.published or record.source.published)
    sections = "；".join(section.heading for section in document.sections)
    when = f"{published}发布。" if published else ""
    what = f"{document.agency.name}{labels.DOCUMENT_KIND[record.kind]}"
    return f"{what}，任务 {len(document.tasks)} 项。{when}{sections}"


def _matrix(document: DocumentEntry) -> str:
    return relative(routes.matrix(document.agency.id, document.id), document.url)


def _headline(document: DocumentEntry) -> list[Fact]:
    """One line under the title: who published what number when; the rest stands with the other facts of
    disclosure.
    """
    record = document.file.record
    head = record.disclosure
    facts = [
        Fact("发布机构", head.publisher or document.agency.name, relative(document.agency.url, document.url)),
        Fact("文号", head.number or ""),
        Fact("成文日期", labels.day(head.formed)),
        Fact("发布日期", labels.day(head.published or record.source.published)),
    ]
    return [fact for fact in facts if fact.text]


def disclosure_facts(head: Disclosure) -> list[Fact]:
    """The head block, in the order of county portals; fields that the source does not print are left out."""
    facts = [
        Fact("索引号", head.index_number or ""),
        Fact("主题分类", head.subject or ""),
        Fact("发布机构", head.publisher or ""),
        Fact("文号", head.number or ""),
        Fact("成文日期", labels.day(head.formed)),
        Fact("发布日期", labels.day(head.published)),
        Fact("有效性", head.validity or ""),
        Fact("所属领域", head.field or ""),
        Fact("一级事项", head.item_level_1 or ""),
        Fact("二级事项", head.item_level_2 or ""),
        Fact("公开方式", head.method or ""),
        Fact("公开时限", head.time_limit or ""),
        Fact("公开依据", head.basis or ""),
        Fact("公开主体", head.body or ""),
    ]
    for i, level in enumerate(head.levels, start=1):
        suffix = str(i) if len(head.levels) > 1 else ""
        facts += [Fact(f"公开层级{suffix}", level.level), Fact("公开渠道和载体", level.channels)]
    return [fact for fact in facts if fact.text]


def review_facts(reviews: Iterable[Review], rule: ReviewRule) -> list[Fact]:
    """The steps of the review that the office wants to be read: by whom, when, with what conclusion."""
    return [
        Fact(review.step, "，".join(filter(None, (review.by, labels.day(review.date), review.conclusion))))
        for review in reviews
        if review.step in rule.public
    ]


def _section(context: PageContext, entry: SectionEntry, base: str) -> SectionView:
    record, link = entry.record, linker(context, entry.document)
    clauses = [
        Clause(_section(context, c, base), None)
        if isinstance(c, SectionEntry)
        else Clause(None, _task(context, c, base))
        for c in entry.children
    ]
    stated_kind = record.kind if entry.document.file.record.kind in ("mixed", "assignment") else None
    return SectionView(
        anchor=entry.anchor,
        level=min(entry.level + 1, 5),  # its tasks have the next level, and HTML ends at h6
        heading=entry.heading,
        title=record.title,
        kind=labels.SECTION_KIND[stated_kind] if stated_kind else "",
        text=link(record.text) if record.text else None,
        tables=kept_tables(record.tables),
        roles=components.own_roles(context, entry.obligations, entry.document),
        dues=due_views(context, entry.obligations.dues),
        indicators=components.indicator_views(record.indicators),
        cites=components.policy_links(context, entry.obligations.cites, base),
        clauses=clauses,
        sections=[c.section for c in clauses if c.section],
    )


def _task(context: PageContext, task: TaskEntry, base: str) -> TaskBlock:
    record = task.record
    return TaskBlock(
        anchor=task.anchor,
        heading=task.heading,
        href=relative(task.url, base),
        roles=components.own_roles(context, task.obligations, task.document),
        dues=due_views(context, task.obligations.dues),
        body=task_body(context, task),
        note=record.note or "",
    )
