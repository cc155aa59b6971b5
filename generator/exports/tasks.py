"""data/tasks.json: every task as open data, in document order (contract, design section 6)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from pydantic_core import to_json

from generator.library.build import Library
from generator.library.entries import DeadlineEntry, ResponsibilityEntry, TaskEntry
from generator.library.texts import measure_lines
from generator.model import routes
from generator.model.records import Indicator

ADDRESS = routes.TASKS_JSON


def tasks_json(library: Library) -> bytes:
    """`generated_from` is a digest of the tasks themselves: the same content gives the same bytes."""
    tasks = b",\n".join(to_json(_task(task)) for task in library.tasks)
    digest = hashlib.sha256(tasks).hexdigest()[:16]
    return b'{"generated_from":"sha256:%s","tasks":[\n%s\n]}\n' % (digest.encode(), tasks)


def _task(task: TaskEntry) -> dict[str, Any]:
    document, record = task.document, task.record
    measures = ["\n".join(measure_lines(m.record)) for m in task.measures]
    return {
        "id": task.ref,
        "url": task.url,
        "agency": document.agency.id,
        "document": document.id,
        "document_title": document.title,
        "kind": document.file.record.kind,
        "period": task.section.period,
        "number": record.number,
        "title": record.title,
        "text": "\n".join([record.text, *measures] if record.text else measures),
        "responsibility": _charges(task),
        "deadlines": _deadlines(task.dues),
        "indicators": [
            *_indicators(record.indicators),
            *(i for m in record.measures for i in _indicators(m.indicators)),
        ],
        "cites": [title for title, _ in task.cites],
        "topics": [topic.record.name for topic in task.topics],
        "status": task.outcome or None,
        "links": [{"kind": kind, "to": other.ref} for kind, other in task.links],
        "measures": [
            {
                "number": m.record.number,
                "title": m.record.title,
                "text": text,
                "responsibility": _responsibility(m.obligations.responsibilities),
                "deadlines": _deadlines(m.obligations.dues),
            }
            for m, text in zip(task.measures, measures, strict=True)
        ],
    }


def _responsibility(responsibilities: Iterable[ResponsibilityEntry]) -> list[dict[str, str]]:
    return [{"unit": a.unit.ref, "name": a.record.unit, "role": a.record.role} for a in responsibilities]


def _charges(task: TaskEntry) -> list[dict[str, Any]]:
    """Who answers for the task or one of its measures; `deadlines` where those of the task are not all its own."""
    found: list[dict[str, Any]] = [*_responsibility(task.responsibilities)]
    for entry, assignment in zip(found, task.assignments, strict=True):
        if assignment.is_partial:
            entry["deadlines"] = _deadlines(assignment.dues)
    return found


def _deadlines(dues: Iterable[DeadlineEntry]) -> list[dict[str, str | None]]:
    return [
        {
            "text": due.text,
            "kind": due.meaning.kind,
            "date": due.meaning.date.isoformat() if due.meaning.date else None,
        }
        for due in dues
    ]


def _indicators(indicators: Iterable[Indicator]) -> list[dict[str, Any]]:
    return [
        {
            "text": i.text,
            "name": i.name,
            "value": int(i.value) if i.value == i.value.to_integral_value() else float(i.value),
            "unit": i.unit,
            "kind": i.kind,
            "bound": i.bound,
            "change": i.change,
        }
        for i in indicators
    ]
