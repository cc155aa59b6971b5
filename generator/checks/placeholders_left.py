"""Nothing of a sample or of an imported draft is left to be filled in: it would be published as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library.build import Library
from generator.library.entries import DocumentEntry
from generator.model.placeholders import NO_PERIOD, is_id_left, is_text_left
from generator.model.records import Section
from generator.problems import Finding, RecordPath


def find_placeholders(library: Library) -> Iterator[Finding]:
    """One reminder a placeholder that is still there."""
    for agency in library.agencies:
        yield from _left(agency.file.file, ("name",), agency.name)
        if is_id_left(agency.id):
            yield _id_left(agency.file.file, (), agency.id, "目录名")
        yield from (
            _id_left(agency.file.file, ("units", i, "id"), unit.id, "编号")
            for i, unit in enumerate(agency.file.record.units)
            if is_id_left(unit.id)
        )
    yield from (
        _id_left("policies.yml", ("policies", i, "id"), policy.id, "编号")
        for i, policy in enumerate(library.content.policies)
        if is_id_left(policy.id)
    )
    for document in library.documents:
        yield from _of_document(document)


def _of_document(document: DocumentEntry) -> Iterator[Finding]:
    file, record = document.file.file, document.file.record
    yield from _left(file, ("title",), record.title)
    yield from _left(file, ("source", "publisher"), record.source.publisher)
    if record.period == NO_PERIOD:
        yield Finding(
            file,
            ("period",),
            f"时期 {NO_PERIOD} 是导入时的占位，原文没有写明年份",
            "请改成文件所属的年份；确是 2000 年的文件，可不理会",
            severity="warning",
        )
    for i, section in enumerate(record.sections):
        yield from _of_section(section, file, ("sections", i))


def _of_section(section: Section, file: str, path: RecordPath) -> Iterator[Finding]:
    yield from _left(file, (*path, "title"), section.title)
    yield from _left(file, (*path, "text"), section.text)
    for k, indicator in enumerate(section.indicators):
        yield from _left(file, (*path, "indicators", k, "name"), indicator.name)
    for i, child in enumerate(section.sections):
        yield from _of_section(child, file, (*path, "sections", i))
    for i, task in enumerate(section.tasks):
        if is_text_left(task.title) or is_text_left(task.text):  # few are: their paths are not made in vain
            yield from _left(file, (*path, "tasks", i, "title"), task.title)
            yield from _left(file, (*path, "tasks", i, "text"), task.text)
        for k, indicator in enumerate(task.indicators):
            yield from _left(file, (*path, "tasks", i, "indicators", k, "name"), indicator.name)


def _left(file: str, path: RecordPath, text: str | None) -> Iterator[Finding]:
    if is_text_left(text):
        yield Finding(
            file,
            path,
            f"“{text}”是样板或导入留下的占位文字",
            "请照原文填写；原文没有的，标题按内容拟一个，其他删除这一行",
            severity="warning",
        )


def _id_left(file: str, path: RecordPath, ident: str, what: str) -> Finding:
    return Finding(
        file,
        path,
        f"{what}“{ident}”是导入时的占位",
        "请换成看得懂的拼音或英文，发布后不再改",
        severity="warning",
    )
