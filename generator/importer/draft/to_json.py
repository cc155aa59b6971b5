"""The import as the JSON of the contract (../shared/design.md, section 6)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from generator.importer.outline.result import Imported, Task
from generator.problems import Problem


def as_data(imported: Imported, more: Sequence[Problem] = ()) -> dict[str, Any]:
    """The import as plain data with the contract's keys; `coverage.aside` says what was set aside, `more`
    what else a person should look at."""
    return {
        "title": imported.title,
        "issuer": imported.issuer,
        "date": imported.date,
        "doc_number": imported.doc_number,
        "kind": imported.kind,
        "period": imported.period,
        "meta": imported.meta,
        "sections": list(imported.sections),
        "tasks": [_task(t) for t in imported.tasks],
        "indicators": list(imported.figures),
        "problems": [_problem(p) for p in (*imported.problems, *more)],
        "coverage": {
            "source_chars": imported.coverage.source,
            "placed_chars": imported.coverage.placed,
            "aside_chars": sum(imported.coverage.aside.values()),
            "unplaced": [{"line": line, "text": text} for line, text in imported.coverage.unplaced],
            "aside": imported.coverage.aside,
        },
    }


def _task(task: Task) -> dict[str, Any]:
    data: dict[str, Any] = {
        "number": task.number,
        "title": task.title,
        "units": [{"name": u.name, "role": u.role} for u in task.units],
        "deadlines": list(task.deadlines),
        "cites": [c.title for c in task.cites],
        "text": "\n".join(w for w in (task.text, *task.beside) if w),
        "lines": list(task.lines),
        "progress": [
            {"status": p.status, "text": p.text or p.status or "", "date": p.date or None}
            for p in task.progress
        ],
    }
    if task.persons:
        data["persons"] = list(task.persons)
    if task.tables:
        data["tables"] = [
            {"caption": t.caption, "header": t.header, "rows": [row.cells for row in t.rows]}
            for t in task.tables
        ]
    if task.parent:
        data["parent"] = task.parent
    return data


def _problem(problem: Problem) -> dict[str, Any]:
    """As `gongkai check` prints it, but for the rule, which an import has none of; and in how many places."""
    return {"count": 1} | {key: value for key, value in asdict(problem).items() if key != "rule"}


def to_json(imported: Imported) -> str:
    """The JSON text, readable, Chinese as Chinese."""
    return json.dumps(as_data(imported), ensure_ascii=False, indent=2)
