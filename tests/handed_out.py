"""Documents as papers and back: what is made of them, and the facts of a record that a paper carries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.cli.export import document_at
from generator.content import yaml_reader
from generator.handout.page import to_page
from generator.handout.word import to_word
from generator.importer.compare.own_draft import draft_faults
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.pipeline import import_source
from generator.importer.readers import read_bytes
from generator.library.entries import DocumentEntry
from generator.model.paper_marks import TABLE_TITLE
from generator.model.record import validated
from generator.model.records import Answerable, Document, Measure, Section, Step, Table, Task
from generator.model.table_shapes import head_cells

FORMS = {"docx": to_word, "html": to_page}


def entry_of(content: Path, ref: str) -> DocumentEntry:
    return document_at(content, content.parent / "site_config.yml", ref)


def again(data: bytes, form: str) -> Document:
    """What the importer makes of the file; it finds its own draft complete."""
    imported = import_source(read_bytes(data, f"文件.{form}"))
    draft = to_yaml(imported)
    assert draft_faults(draft, imported) == ()
    return validated(Document, yaml_reader.parse(draft, "draft.yml")[0])


def of_document(record: Document) -> dict[str, Any]:
    """Everything of a document that a paper carries."""
    head = record.disclosure
    title = record.table_title if record.table_title != TABLE_TITLE else None
    return {
        "title": record.title,
        "kind": record.kind,
        "period": record.period,
        "text": record.text,
        "publisher": head.publisher or record.source.publisher,
        "published": head.published or record.source.published,
        "formed": head.formed,
        "number": head.number,
        "notes": list(map(one_line, record.notes)),
        "contacts": list(map(one_line, record.contacts)),
        "intro": lines(record.intro),
        "table": title,
        "sections": [of_section(section) for section in record.sections],
    }


def of_section(record: Section) -> dict[str, Any]:
    return {
        **answers(record),
        "heading": (record.number, record.title),
        "text": lines(record.text),
        "tables": [of_table(table) for table in record.tables],
        "sections": [of_section(section) for section in record.sections],
        "tasks": [of_task(task) for task in record.tasks],
    }


def of_task(record: Task) -> dict[str, Any]:
    return {
        **answers(record),
        "heading": (record.number, record.title),
        "text": lines(record.text),
        "measures": [of_measure(measure) for measure in record.measures],
        "tables": [of_table(table) for table in record.tables],
        "note": one_line(record.note or ""),
    }


def of_measure(record: Measure) -> dict[str, Any]:
    return {
        **answers(record),
        "words": (record.number, record.title, one_line(record.text)),
        "steps": [of_step(step) for step in record.steps],
    }


def of_step(record: Step) -> Any:
    return record.number, one_line(record.text), [of_step(step) for step in record.steps]


def answers(record: Answerable) -> dict[str, Any]:
    units: dict[str, list[str]] = {}
    for one in record.responsibility:
        units.setdefault(one.role, []).append(one.unit)
    return {"units": units, "deadlines": [due.text for due in record.deadlines]}


def of_table(table: Table) -> Any:
    return {"caption": table.caption, "head": head_cells(table.header), "rows": list(filter(any, table.rows))}


def lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").split("\n") if line.strip()]


def one_line(text: str) -> str:
    return "".join(lines(text))
