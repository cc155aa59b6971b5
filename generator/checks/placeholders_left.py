"""What a clerk has not filled in yet: words of a sample or of an imported draft that would be published as they are."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library.build import Library
from generator.library.entries import DocumentEntry
from generator.model.placeholders import NO_PERIOD, is_id_left, is_text_left
from generator.model.records import Section
from generator.problems import Finding, RecordPath


def unfinished(library: Library) -> Iterator[Finding]:
    """A reminder for each placeholder that is still there. Pure."""
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


def _of_section(section: Section, file: str, place: RecordPath) -> Iterator[Finding]:
    yield from _left(file, (*place, "title"), section.title)
    yield from _left(file, (*place, "text"), section.text)
    for k, indicator in enumerate(section.indicators):
        yield from _left(file, (*place, "indicators", k, "name"), indicator.name)
    for i, child in enumerate(section.sections):
        yield from _of_section(child, file, (*place, "sections", i))
    for i, task in enumerate(section.tasks):
        if is_text_left(task.title) or is_text_left(task.text):  # few are: their places are not made in vain
            yield from _left(file, (*place, "tasks", i, "title"), task.title)
            yield from _left(file, (*place, "tasks", i, "text"), task.text)
        for k, indicator in enumerate(task.indicators):
            yield from _left(file, (*place, "tasks", i, "indicators", k, "name"), indicator.name)


def _left(file: str, place: RecordPath, text: str | None) -> Iterator[Finding]:
    if is_text_left(text):
        yield Finding(
            file,
            place,
            f"“{text}”是样板或导入留下的占位文字",
            "请照原文填写；原文没有的，标题按内容拟一个，其他删除这一行",
            severity="warning",
        )


def _id_left(file: str, place: RecordPath, ident: str, what: str) -> Finding:
    return Finding(
        file,
        place,
        f"{what}“{ident}”是导入时的占位",
        "请换成看得懂的拼音或英文，发布后不再改",
        severity="warning",
    )
