"""Which pages the site has: an address, a template and the view that it shows, for everything in the library.

`plan` decides; nothing is rendered or written here. Each page's view is made only when the page is rendered,
so that ten thousand of them never stand in memory together.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.model import routes
from generator.pages import deadlines, document, indexes, moved, subjects, task, unit
from generator.pages.addresses import clash_problems, collisions, dangling_redirects
from generator.pages.context import PageContext
from generator.pages.page import Head, Page

__all__ = ["Head", "Page", "PageContext", "clash_problems", "collisions", "dangling_redirects", "plan"]


def plan(context: PageContext) -> list[Page]:
    """Every page; a document stands beside its tasks, because they share views."""
    return [*_documents(context), *_units(context), *_subjects(context), *_indexes(context), *_moved(context)]


def _documents(context: PageContext) -> Iterator[Page]:
    for entry in context.library.documents:
        file, updated = entry.file.file, context.updated(entry)
        for item in entry.tasks:
            title = f"{item.record.title} - {entry.title}"
            yield Page(
                item.url,
                "task.html",
                Head(title, context.article_tags(entry, item.record.title)),
                partial(task.view, context, item),
                file,
                (*item.path, "id"),
                updated=updated,
            )
        yield Page(
            entry.url,
            "document.html",
            Head(entry.title, context.article_tags(entry, entry.title)),
            partial(document.view, context, entry),
            file,
            has_toc=True,
            updated=updated,
        )


def _units(context: PageContext) -> Iterator[Page]:
    for agency in context.library.agencies:
        yield Page(
            agency.url,
            "agency.html",
            Head(agency.name),
            partial(indexes.agency_view, agency),
            agency.file.file,
        )
        for i, entry in enumerate(agency.units):
            yield Page(
                entry.url,
                "unit.html",
                Head(f"{entry.record.name} - {agency.name}"),
                partial(unit.view, context, entry),
                agency.file.file,
                ("units", i, "id"),
            )


def _subjects(context: PageContext) -> Iterator[Page]:
    for i, policy in enumerate(context.library.policies):
        yield Page(
            policy.url,
            "policy.html",
            Head(policy.name),
            partial(subjects.policy_view, context, policy),
            "policies.yml",
            ("policies", i, "id"),
        )
    for i, topic in enumerate(context.library.topics):
        yield Page(
            topic.url,
            "topic.html",
            Head(f"主题：{topic.record.name}"),
            partial(subjects.topic_view, context, topic),
            "topics.yml",
            ("topics", i, "id"),
        )


def _indexes(context: PageContext) -> Iterator[Page]:
    yield Page(
        routes.HOME,
        "home.html",
        Head(context.config.site_name),
        partial(indexes.home_view, context),
        "pages/index.md",
        shell="home",
    )
    yield Page(
        routes.UNITS, "units.html", Head("责任单位"), partial(indexes.units_view, context), "", shell="units"
    )
    yield Page(
        routes.TOPICS, "topics.html", Head("主题"), partial(indexes.topics_view, context), "", shell="topics"
    )
    yield Page(
        routes.POLICIES,
        "policies.html",
        Head("引用文件"),
        partial(indexes.policies_view, context),
        "",
        shell="policies",
    )
    yield Page(
        routes.SEARCH, "search.html", Head("检索"), partial(indexes.search_view, context), "", shell="search"
    )
    yield Page(
        routes.DEADLINES,
        "deadlines.html",
        Head("完成时限"),
        partial(deadlines.view, context),
        "",
        shell="deadlines",
    )


def _moved(context: PageContext) -> Iterator[Page]:
    for i, record in enumerate(context.library.content.moved):
        yield Page(
            record.address,
            "moved.html",
            Head("页面已改址" if record.to else "页面已撤下"),
            partial(moved.view, record),
            "moved.yml",
            ("moved", i, "address"),
        )
