"""Which pages the site has: an address, a template and the view that it shows, for everything in the library.

`plan` decides; nothing is rendered or written here. Each page's view is made only when the page is rendered,
so that ten thousand of them never stand in memory together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import chain

from generator.library import last_changed
from generator.library.due_lists import DueLists, due_lists
from generator.library.entries import DocumentEntry, TopicEntry, UnitEntry
from generator.model import routes
from generator.pages import (
    compare,
    deadline_months,
    deadlines,
    document,
    feeds,
    indexes,
    indicators,
    matrix,
    moved,
    reads,
    results,
    revisions,
    subjects,
    task,
    unit,
    withdrawn,
)
from generator.pages.addresses import alike, clash_problems, collisions, dangling_redirects
from generator.pages.context import PageContext
from generator.pages.page import Head, Page, PageGroup, Reads, Shown, pages_of
from generator.problems import RecordPath

__all__ = [
    "Head",
    "Page",
    "PageContext",
    "PageGroup",
    "alike",
    "clash_problems",
    "collisions",
    "dangling_redirects",
    "document_pages",
    "pages_of",
    "plan",
]


def plan(context: PageContext) -> list[PageGroup]:
    """Every page; a document stands in one group with its tasks, because they share views."""
    lists = due_lists(context.library)
    alone = (
        _units(context),
        _subjects(context),
        _indexes(context, lists),
        _deadlines(lists),
        _indicators(context),
    )
    groups = [
        *(document_pages(context, entry) for entry in context.library.documents),
        *(withdrawn.pages(document) for document in context.library.content.withdrawn),
        *([page] for page in chain(*alone)),
    ]
    titles = {page.address: page.head.title for page in pages_of(groups)}
    return [*groups, *([page] for page in moved.pages(context, titles))]


def document_pages(context: PageContext, entry: DocumentEntry) -> PageGroup:
    """The group of a document: the pages of its tasks, its own, and those beside it."""
    return list(_document(context, entry))


def _document(context: PageContext, entry: DocumentEntry) -> Iterator[Page]:
    file, updated = entry.file.file, last_changed.of_document(entry)
    feed = feeds.agency_feed(context, entry.agency)
    shown = partial(reads.document, document=entry)
    of_topics: dict[tuple[TopicEntry, ...], Reads] = {}
    for item in entry.tasks:
        topics = tuple(item.topics)
        title = f"{item.record.title} - {entry.title}"
        yield Page(
            item.url,
            "task.html",
            Head(title, context.article_tags(entry, item.record.title), feed),
            Shown(task.view, item),
            file,
            (*item.path, "id"),
            updated=last_changed.of_task(item),
            reads=of_topics.setdefault(topics, partial(reads.tasks, document=entry, topics=topics)),
        )
    yield Page(
        entry.url,
        "document.html",
        Head(entry.title, context.article_tags(entry, entry.title), feed),
        partial(document.view, document=entry),
        file,
        updated=updated,
        reads=shown,
    )
    for page in _document_lists(context, entry):
        yield replace(page, reads=shown)


def _document_lists(context: PageContext, entry: DocumentEntry) -> Iterator[Page]:
    """The pages beside a document: what came of it, what it continues, who answers for what."""
    file, updated = entry.file.file, last_changed.of_document(entry)
    if results.has_results(entry):
        yield Page(
            routes.results(entry.agency.id, entry.id),
            "results.html",
            Head(f"落实情况 - {entry.title}", context.article_tags(entry, f"落实情况：{entry.title}")),
            partial(results.view, document=entry),
            file,
            updated=updated,
        )
    if compare.earlier_documents(entry):
        yield Page(
            routes.compare(entry.agency.id, entry.id),
            "compare.html",
            Head(f"前后对照 - {entry.title}", context.article_tags(entry, f"前后对照：{entry.title}")),
            partial(compare.view, document=entry),
            file,
            updated=updated,
        )
    if matrix.has_units(entry):
        yield Page(
            routes.matrix(entry.agency.id, entry.id),
            "matrix.html",
            Head(f"责任矩阵 - {entry.title}"),
            partial(matrix.view, document=entry),
            file,
            updated=updated,
        )


def _units(context: PageContext) -> Iterator[Page]:
    for agency in context.library.agencies:
        yield Page(
            agency.url,
            "agency.html",
            Head(agency.name, feed=feeds.agency_feed(context, agency)),
            partial(indexes.agency_view, agency=agency),
            agency.file.file,
            reads=partial(reads.agency, agency=agency),
        )
        for year in matrix.years(context, agency):
            yield Page(
                routes.matrix_of_year(agency.id, year),
                "matrix.html",
                Head(f"{year}年责任矩阵 - {agency.name}"),
                partial(matrix.year_view, agency=agency, year=year),
                agency.file.file,
                reads=partial(reads.matrix_of_year, agency=agency, year=year),
            )
        for i, entry in enumerate(agency.units):
            yield from _unit(context, entry, ("units", i, "id"))


def _unit(context: PageContext, entry: UnitEntry, path: RecordPath) -> Iterator[Page]:
    """Its page, and one for each year where that would hold too many rows."""
    title, file = f"{entry.record.name} - {entry.agency.name}", entry.agency.file.file
    yield Page(
        entry.url,
        "unit.html",
        Head(title, feed=feeds.unit_feed(context, entry)),
        partial(unit.view, unit=entry),
        file,
        path,
        reads=partial(reads.unit_page, unit_entry=entry),
    )
    for year in unit.years_apart(entry):
        yield Page(
            unit.year_url(entry, year),
            "unit_year.html",
            Head(f"{year}年 - {title}"),
            partial(unit.year_view, unit=entry, year=year),
            file,
            path,
            reads=partial(reads.unit_year, unit_entry=entry, year=year),
        )


def _subjects(context: PageContext) -> Iterator[Page]:
    for i, policy in enumerate(context.library.policies):
        yield Page(
            policy.url,
            "policy.html",
            Head(policy.name, feed=feeds.policy_feed(context, policy)),
            partial(subjects.policy_view, policy=policy),
            "policies.yml",
            ("policies", i, "id"),
            reads=partial(reads.policy, policy=policy),
        )
    for i, topic in enumerate(context.library.topics):
        yield from _topic(topic, ("topics", i, "id"))


def _topic(topic: TopicEntry, path: RecordPath) -> Iterator[Page]:
    """Its page, and one for each agency where that would hold too many rows."""
    title = f"主题：{topic.record.name}"
    yield Page(
        topic.url,
        "topic.html",
        Head(title),
        partial(subjects.topic_view, topic=topic),
        "topics.yml",
        path,
        reads=partial(reads.topic, topic=topic, tasks=topic.tasks),
    )
    if not subjects.is_apart(topic):
        return
    for agency, tasks in subjects.of_agencies(topic.tasks).items():
        yield Page(
            routes.topic_agency(topic.record.id, agency.id),
            "topic_agency.html",
            Head(f"{title} - {agency.name}"),
            partial(subjects.topic_agency_view, topic=topic, agency=agency, tasks=tasks),
            "topics.yml",
            path,
            reads=partial(reads.topic, topic=topic, tasks=tasks),
        )


def _indexes(context: PageContext, lists: DueLists) -> Iterator[Page]:
    site_feed = feeds.site_feed(context)
    yield Page(
        routes.HOME,
        "home.html",
        Head(context.config.site_name, feed=site_feed),
        partial(indexes.home_view, lists=lists),
        "pages/index.md",
        shell="home",
    )
    yield Page(routes.UNITS, "units.html", Head("责任单位"), indexes.units_view, "", shell="units")
    yield Page(routes.TOPICS, "topics.html", Head("主题"), indexes.topics_view, "", shell="topics")
    yield Page(
        routes.POLICIES,
        "policies.html",
        Head("引用文件"),
        indexes.policies_view,
        "",
        shell="policies",
    )
    yield Page(routes.SEARCH, "search.html", Head("检索"), indexes.search_view, "", shell="search")
    yield Page(
        routes.REVISIONS,
        "revisions.html",
        Head("更正与撤回", feed=site_feed),
        revisions.view,
        "",
        updated=last_changed.of_revisions(context.library) or None,
    )


def _deadlines(lists: DueLists) -> Iterator[Page]:
    yield Page(
        routes.DEADLINES,
        "deadlines.html",
        Head("完成时限"),
        partial(deadlines.view, lists=lists),
        "",
        shell="deadlines",
    )
    for month in deadline_months.months(lists):
        yield Page(
            routes.deadlines_month(month),
            "deadlines_month.html",
            Head(deadline_months.title(month)),
            partial(deadline_months.view, lists=lists, month=month),
            "",
            reads=partial(reads.month, lists=lists, month=month),
        )


def _indicators(context: PageContext) -> Iterator[Page]:
    yield Page(
        routes.INDICATORS,
        "indicators.html",
        Head("指标"),
        indicators.site_view,
        "",
        shell="indicators",
    )
    for agency in indicators.figure_pages(context, context.library.agencies):
        yield Page(
            routes.agency_indicators(agency.id),
            "indicators.html",
            Head(f"指标 - {agency.name}"),
            partial(indicators.agency_view, agency=agency),
            agency.file.file,
            reads=partial(reads.agency, agency=agency),
        )
