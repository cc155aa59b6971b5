"""Which pages the site has: an address, a template and the view that it shows, for everything in the library.

`plan` decides; nothing is rendered or written here. Each page's view is made only when the page is rendered,
so that ten thousand of them never stand in memory together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from generator.library.build import Library
from generator.model import routes
from generator.pages import deadlines, document, indexes, moved, subjects, task, unit
from generator.pages.addresses import clash_problems, collisions
from generator.pages.context import PageContext
from generator.pages.page import Head, Page
from generator.problems import Finding

__all__ = ["Head", "Page", "PageContext", "clash_problems", "collisions", "lost_ways", "plan"]


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
                updated=updated,
            )
        yield Page(
            entry.url,
            "document.html",
            Head(entry.title, context.article_tags(entry, entry.title)),
            partial(document.view, context, entry),
            file,
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
        for entry in agency.units:
            yield Page(
                entry.url,
                "unit.html",
                Head(f"{entry.record.name} - {agency.name}"),
                partial(unit.view, context, entry),
                agency.file.file,
            )


def _subjects(context: PageContext) -> Iterator[Page]:
    for policy in context.library.policies:
        yield Page(
            policy.url,
            "policy.html",
            Head(policy.name),
            partial(subjects.policy_view, context, policy),
            "policies.yml",
        )
    for topic in context.library.topics:
        yield Page(
            topic.url,
            "topic.html",
            Head(f"主题：{topic.record.name}"),
            partial(subjects.topic_view, context, topic),
            "topics.yml",
        )


def _indexes(context: PageContext) -> Iterator[Page]:
    yield Page(
        routes.HOME,
        "home.html",
        Head(context.config.site_name),
        partial(indexes.home_view, context),
        "pages/index.md",
        "home",
    )
    yield Page(
        routes.UNITS, "units.html", Head("责任单位"), partial(indexes.units_view, context), "", "units"
    )
    yield Page(
        routes.TOPICS, "topics.html", Head("主题"), partial(indexes.topics_view, context), "", "topics"
    )
    yield Page(
        routes.POLICIES,
        "policies.html",
        Head("引用文件"),
        partial(indexes.policies_view, context),
        "",
        "policies",
    )
    yield Page(
        routes.SEARCH, "search.html", Head("检索"), partial(indexes.search_view, context), "", "search"
    )
    yield Page(
        routes.DEADLINES,
        "deadlines.html",
        Head("完成时限"),
        partial(deadlines.view, context),
        "",
        "deadlines",
    )


def _moved(context: PageContext) -> Iterator[Page]:
    for record in context.library.content.moved:
        yield Page(
            record.address,
            "moved.html",
            Head("页面已改址" if record.to else "页面已撤下"),
            partial(moved.view, record),
            "moved.yml",
        )


def lost_ways(pages: Iterable[Page], taken: Iterable[str], library: Library) -> Iterator[Finding]:
    """Moved pages whose new address leads nowhere, or on."""
    addresses = {page.address for page in pages} | set(taken)
    moved = {record.address for record in library.content.moved}
    for i, record in enumerate(library.content.moved):
        # its page may be in a broken file
        if record.to and record.to not in addresses and not library.content.broken:
            yield Finding("moved.yml", ("moved", i, "to"), f"新地址 {record.to} 没有页面", "请核对地址")
        elif record.to in moved:
            yield Finding(
                "moved.yml", ("moved", i, "to"), f"新地址 {record.to} 自己也改址了", "请写最后的地址"
            )
