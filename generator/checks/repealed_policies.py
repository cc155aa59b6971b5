"""A plan does not rest on what no longer holds: a document that it cites had not been repealed before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.checks.walks import all_sections, section_path
from generator.library.build import Library
from generator.library.entries import DocumentEntry, PolicyEntry, SectionEntry
from generator.model.periods import bounds
from generator.model.records import Answerable, Document
from generator.model.registries import VOID
from generator.problems import Finding, RecordPath

_Cited = tuple[PolicyEntry, RecordPath]


def find_repealed_citations(library: Library) -> Iterator[Finding]:
    """One reminder a document and cited document that had ended before, at the first of so many places.

    Reports tell of the time before; what they cite may have held then.
    """
    if not any(policy.record.validity in VOID for policy in library.policies):
        return
    for document in library.documents:
        name, day = _day_of(document.file.record)
        places: dict[PolicyEntry, list[RecordPath]] = {}
        for policy, path in _void_citations(document, library):
            if policy.record.ended and policy.record.ended <= day:
                places.setdefault(policy, []).append(path)
        for policy, paths in places.items():
            yield _finding(document, policy, paths, f"{name}是 {day}")


def _finding(document: DocumentEntry, policy: PolicyEntry, paths: list[RecordPath], dated: str) -> Finding:
    count = f"（共 {len(paths)} 处）" if len(paths) > 1 else ""
    successors = "、".join(other.name for other in policy.replaced_by)
    instead = f"代替它的是{successors}，" if successors else ""
    return Finding(
        document.file.file,
        paths[0],
        f"引用的{policy.name}从 {policy.record.ended} 起{policy.mark}，本文件的{dated}{count}",
        f"请核对是不是该引用别的文件，{instead}原文确是这样的，可不理会",
        severity="warning",
    )


def _day_of(record: Document) -> tuple[str, date]:
    """The day that a document is of, and what day that is."""
    head = record.disclosure
    if head.formed:
        return "成文日期", head.formed
    if record.published_on:
        return "发布日期", record.published_on
    return "所属时期的第一天", bounds(record.period)[0]


def _void_citations(document: DocumentEntry, library: Library) -> Iterator[_Cited]:
    """The citations of promises: of sections and tasks that plan, and of their measures."""
    for section in all_sections(document):
        if section.is_plan:
            yield from _of_section(section, library)


def _of_section(section: SectionEntry, library: Library) -> Iterator[_Cited]:
    if section.record.cites:
        yield from _of_record(section.record, section_path(section), library)
    for task in section.tasks:
        yield from _of_record(task.record, task.path, library)
        for k, measure in enumerate(task.record.measures):
            if measure.cites:
                yield from _of_record(measure, (*task.path, "measures", k), library)


def _of_record(record: Answerable, path: RecordPath, library: Library) -> Iterator[_Cited]:
    for i, name in enumerate(record.cites):
        policy = library.policies.get(name)
        if policy and policy.record.validity in VOID:
            yield policy, (*path, "cites", i)
