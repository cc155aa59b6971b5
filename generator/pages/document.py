"""The page of a whole document: head block, text by its own numbers, responsibility table."""

from __future__ import annotations

from generator.library.entries import DocumentEntry, SectionEntry, TaskEntry, before_title
from generator.model.records import Disclosure
from generator.model.routes import relative
from generator.pages import labels, parts, table
from generator.pages.context import Site
from generator.pages.task import what
from generator.pages.views import Clause, DocumentView, Fact, Link, SectionView, TaskBlock


def view(site: Site, document: DocumentEntry) -> DocumentView:
    """Everything the page shows, ready to show."""
    base, record = document.url, document.file.record
    link = site.linker(document)
    return DocumentView(
        crumbs=[parts.home(base), Link(document.agency.name, relative(document.agency.url, base))],
        title=document.title,
        kind=labels.DOCUMENT_KIND[record.kind],
        period=labels.period(record.period),
        headline=_headline(document),
        disclosure=disclosure_facts(record.disclosure),
        source=parts.source_view(site, document),
        notes=record.notes,
        contacts=record.contacts,
        intro=link(record.intro) if record.intro else None,
        sections=[_section(site, s, base) for s in document.sections],
        table=table.view(site, document, base),
        task_count=len(document.tasks),
    )


def _headline(document: DocumentEntry) -> list[Fact]:
    """One line under the title: issuer, number, dates; only what the record gives."""
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
        Fact("索引号", head.index_number or ""), Fact("主题分类", head.subject or ""),
        Fact("发布机构", head.publisher or ""), Fact("文号", head.number or ""),
        Fact("成文日期", labels.day(head.formed)), Fact("发布日期", labels.day(head.published)),
        Fact("有效性", head.validity or ""), Fact("所属领域", head.field or ""),
        Fact("一级事项", head.item_level_1 or ""), Fact("二级事项", head.item_level_2 or ""),
        Fact("公开方式", head.method or ""), Fact("公开时限", head.time_limit or ""),
        Fact("公开依据", head.basis or ""), Fact("公开主体", head.body or ""),
    ]
    for i, level in enumerate(head.levels, start=1):
        suffix = str(i) if len(head.levels) > 1 else ""
        facts += [Fact(f"公开层级{suffix}", level.level), Fact("公开渠道和载体", level.channels)]
    return [fact for fact in facts if fact.text]


def _section(site: Site, entry: SectionEntry, base: str) -> SectionView:
    record, link = entry.record, site.linker(entry.document)
    clauses = [Clause(_section(site, c, base), None) if isinstance(c, SectionEntry) else Clause(None, _task(site, c, base)) for c in entry.children]
    stated_kind = record.kind if entry.document.file.record.kind in ("mixed", "assignment") else None
    return SectionView(
        anchor=entry.anchor,
        level=min(entry.level + 1, 5),  # its tasks have the next level, and HTML ends at h6
        number=before_title(record.number),
        title=record.title,
        kind=labels.SECTION_KIND[stated_kind] if stated_kind else "",
        text=link(record.text) if record.text else None,
        roles=parts.role_groups(site, entry.duties.answers, base),
        dues=parts.due_views(site, entry.duties.dues),
        indicators=parts.indicator_views(record.indicators),
        cites=parts.policy_links(site, entry.duties.cites, base),
        clauses=clauses,
        sections=[c.section for c in clauses if c.section],
    )


def _task(site: Site, task: TaskEntry, base: str) -> TaskBlock:
    record = task.record
    return TaskBlock(
        anchor=task.anchor,
        number=before_title(record.number),
        title=record.title,
        href=relative(task.url, base),
        roles=parts.role_groups(site, task.duties.answers, base),
        dues=parts.due_views(site, task.duties.dues),
        what=what(site, task),
        note=record.note or "",
    )
