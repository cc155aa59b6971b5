"""data/tasks.json and <agency>/tasks.json: every task, in document order (contract, design section 6)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from pydantic_core import to_json

from generator.exports.packed import Packed, pack, unpack
from generator.exports.rows import (
    DeadlineRow,
    IndicatorRow,
    MeasureRows,
    OutcomeRow,
    ResponsibilityRow,
    SectionRows,
    TableRow,
    TargetRow,
    TaskRows,
    rows_of,
    section_rows,
)
from generator.library.build import Library
from generator.library.entries import DocumentEntry
from generator.model import routes

ADDRESS = routes.TASKS_JSON
BETWEEN = b",\n"
"""Between two tasks or sections, which stand in lines of their own"""


def json_of_document(document: DocumentEntry) -> tuple[bytes, bytes]:
    """The tasks and the sections of a document as they stand in the file: one a line, with a comma between
    two. They tell nothing but the document, what its tasks are linked with, and the names of their topics.
    """
    return (
        BETWEEN.join(to_json(_task(rows_of(task))) for task in document.tasks),
        BETWEEN.join(to_json(_section(rows)) for rows in section_rows(document)),
    )


def tasks_json(library: Library) -> bytes:
    """All tasks of a library as UTF-8."""
    parts = [json_of_document(document) for document in library.documents]
    return b"".join(joined_json([(pack(tasks), sections) for tasks, sections in parts]))


def joined_json(documents: Sequence[tuple[Packed, bytes]]) -> Iterator[bytes]:
    """The file, piece by piece, from the tasks and the sections of its documents.

    `generated_from` is a digest of the tasks themselves: the same content gives the same bytes. It stands
    before them, so that all are looked through twice.
    """
    sections = BETWEEN.join(part for _, part in documents if part)
    digest = hashlib.sha256()
    for piece in _parted(tasks for tasks, _ in documents):
        digest.update(piece)
    digest.update(sections)
    yield b'{"generated_from":"sha256:%s","tasks":[\n' % digest.hexdigest()[:16].encode()
    yield from _parted(tasks for tasks, _ in documents)
    yield b'\n],"sections":[\n%s\n]}\n' % sections


def _parted(parts: Iterable[Packed]) -> Iterator[bytes]:
    """The parts that are not empty, with what stands between two."""
    found = (unpack(part) for part in parts if part[1])
    return chain(islice(found, 1), (BETWEEN + part for part in found))


def task_lines(tasks: bytes) -> bytes:
    """The tasks of a document as JSON Lines: an object a line, and nothing around them."""
    return (
        tasks.replace(BETWEEN, b"\n") + b"\n" if tasks else b""
    )  # in JSON no text has a line break of its own


def _task(rows: TaskRows) -> dict[str, Any]:
    task = rows.task
    return {
        "id": task.id,
        "url": task.url,
        "agency": task.agency,
        "document": task.document,
        "document_title": task.document_title,
        "kind": task.kind,
        "period": task.period,
        "number": task.number,
        "title": task.title,
        "text": task.text,
        "responsibility": [_responsibility(row) for row in rows.responsibilities],
        "deadlines": _deadlines(rows.deadlines),
        "indicators": [_indicator(row) for row in rows.indicators],
        "cites": task.cites,
        "topics": task.topics,
        "status": task.status,
        "links": [{"kind": row.kind, "to": row.to} for row in rows.links],
        "measures": [_measure(measure) for measure in rows.measures],
        "outcome": _outcome(task.outcome),
        "section": task.section._asdict(),
        "targets": [_target(row) for row in rows.targets],
        **_tables(rows.tables),
    }


def _outcome(row: OutcomeRow) -> dict[str, Any]:
    return {
        "status": row.status,
        "text": row.text,
        "date": row.date,
        "rule": row.rule,
        "from": row.sources,
    }


def _target(row: TargetRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "unit": row.unit,
        "target": _number(row.target),
        "actual": None if row.actual is None else _number(row.actual),
        "ratio": None if row.ratio is None else float(row.ratio),
        "from": row.sources,
        "bound": row.bound,
    }


def _section(rows: SectionRows) -> dict[str, Any]:
    return {
        "agency": rows.agency,
        "document": rows.document,
        **rows.section._asdict(),
        "responsibility": [_responsibility(row) for row in rows.responsibilities],
        "deadlines": _deadlines(rows.deadlines),
        "indicators": [_indicator(row) for row in rows.indicators],
        **_tables(rows.tables),
    }


def _tables(rows: list[TableRow]) -> dict[str, Any]:
    """Only where there are some: few tasks have any."""
    return {"tables": [row._asdict() for row in rows]} if rows else {}


def _measure(rows: MeasureRows) -> dict[str, Any]:
    measure = rows.measure
    return {
        "number": measure.number,
        "title": measure.title,
        "text": measure.text,
        "responsibility": [_responsibility(row) for row in rows.responsibilities],
        "deadlines": _deadlines(rows.deadlines),
    }


def _responsibility(row: ResponsibilityRow) -> dict[str, Any]:
    """`deadlines` only where those of the task are not all its own."""
    entry: dict[str, Any] = {"unit": row.unit, "name": row.name, "role": row.role}
    if row.deadlines is not None:
        entry["deadlines"] = _deadlines(row.deadlines)
    return entry


def _deadlines(rows: Iterable[DeadlineRow]) -> list[dict[str, str | bool | None]]:
    """`is_met` only where it is so."""
    return [
        {"text": row.text, "kind": row.kind, "date": row.date.isoformat() if row.date else None}
        | ({"is_met": True} if row.is_met else {})
        for row in rows
    ]


def _indicator(row: IndicatorRow) -> dict[str, Any]:
    return {
        "text": row.text,
        "name": row.name,
        "value": _number(row.value),
        "unit": row.unit,
        "kind": row.kind,
        "bound": row.bound,
        "change": row.change,
    }


def _number(value: Decimal) -> int | float:
    """Neither cut nor padded: 225400, not 225400.0."""
    return int(value) if value == value.to_integral_value() else float(value)
