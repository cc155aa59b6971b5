"""The forms of the tables: data/*.csv, *.jsonl, disclosure.xlsx and disclosure.sqlite of a site, and what an
agency has of its own, <agency>/disclosure.xlsx and <agency>/tasks.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from pydantic_core import to_json

from generator.exports import csv_files, database, tasks, workbook
from generator.exports.columns import (
    AGENCIES,
    DOCUMENTS,
    MEMBERSHIPS,
    POLICIES,
    PROGRESS,
    PROGRESS_FIGURES,
    SECTIONS,
    TABLES,
    TOPICS,
    UNITS,
)
from generator.exports.flat import Row
from generator.exports.questions import QUESTIONS, VIEWS
from generator.exports.source import Source
from generator.exports.table import Table
from generator.model import routes
from generator.parallel import chunks

TASK_LINES = "data/tasks.jsonl"
WORKBOOK = routes.WORKBOOK
DATABASE = "data/disclosure.sqlite"
METADATA = "data/metadata.json"
IN_LINES = (
    PROGRESS,
    PROGRESS_FIGURES,
    SECTIONS,
    DOCUMENTS,
    AGENCIES,
    UNITS,
    MEMBERSHIPS,
    POLICIES,
    TOPICS,
)
"""The tables that are JSON Lines too: all others are in the lines of the tasks"""
_SAMPLE = 50  # rows that columns are measured by
_MOST_ROWS = 1_000_000  # of a sheet; Excel has 48,576 more
_AT_ONCE = 5_000  # rows that are text at a time: all of a large site would take much room
_TO_SITE = "../"  # from both folders where a workbook lies


def csv_address(table: Table) -> str:
    return f"data/{table.name}.csv"


def lines_address(table: Table) -> str:
    return f"data/{table.name}.jsonl"


def csv_file(table: Table, source: Source) -> bytes:
    """A table as CSV."""
    is_plain = table.name not in source.registered and source.has_plain_ids
    rows = list(chain.from_iterable(source.rows(table)))
    lines = (csv_files.lines(table, some, plain_ids=is_plain) for some in chunks(rows, _AT_ONCE))
    return b"".join([csv_files.head(table), *lines])


def json_lines(table: Table, source: Source) -> bytes:
    """A table as JSON Lines: an object a row, with all its columns."""
    rows = chain.from_iterable(source.rows(table))
    return b"".join(to_json(dict(zip(table.names, row, strict=True))) + b"\n" for row in rows)


def task_lines(source: Source) -> bytes:
    """The tasks of tasks.json, one a line."""
    return tasks.task_lines(part for part, _, _ in source.told)


def tasks_json(source: Source) -> bytes:
    """All tasks, as the contract has them."""
    return tasks.joined_json((told, sections) for told, sections, _ in source.told)


def disclosure_xlsx(source: Source) -> bytes:
    """All tables, a sheet a table."""
    return workbook.workbook(
        chain.from_iterable(_sheets(table, source) for table in TABLES), source.title, _TO_SITE
    )


def disclosure_sqlite(source: Source) -> bytes:
    """All tables, with views."""
    return database.database({table.name: source.rows(table) for table in TABLES})


def metadata_json(source: Source) -> bytes:
    """What Datasette shows beside the tables: `datasette disclosure.sqlite -m metadata.json`."""
    described = {
        "title": source.title,
        "databases": {
            "disclosure": {
                "title": source.title,
                "tables": dict(_described()),
                "queries": {
                    f"q{i}": {"title": question.title, "sql": question.sql}
                    for i, question in enumerate(QUESTIONS, start=1)
                },
            }
        },
    }
    return json.dumps(described, ensure_ascii=False, indent=1).encode() + b"\n"


def of_agency(agency: str, source: Source) -> Iterator[tuple[str, bytes]]:
    """Address and content of what an agency has of its own."""
    yield routes.agency_workbook(agency), disclosure_xlsx(source)
    yield routes.agency_tasks(agency), tasks_json(source)


def _sheets(table: Table, source: Source) -> Iterator[workbook.Sheet]:
    """One, or where that would have more rows than Excel has, as many as it takes."""
    rows = list(chain.from_iterable(source.rows(table)))
    for i, part in enumerate(chunks(rows, _MOST_ROWS) if rows else [[]], start=1):
        yield _sheet(table, table.label if i == 1 else f"{table.label}（{i}）", part)


def _sheet(table: Table, name: str, rows: list[Row]) -> workbook.Sheet:
    cells = b"".join([workbook.cells_of(table, some) for some in chunks(rows, _AT_ONCE)])
    column = table.names.index("url") if "url" in table.names else None
    links = [] if column is None else [str(row[column]) for row in rows]
    return workbook.Sheet(name, table, cells, len(rows), rows[:_SAMPLE], links)


def _described() -> Iterator[tuple[str, dict[str, Any]]]:
    for table in TABLES:
        columns = {column.name: column.meaning for column in table.columns}
        # what a key that leads here is shown as
        shown = next((name for name in ("title", "name") if name in table.names), "id")
        about = {"title": table.label, "description": table.meaning, "label_column": shown}
        yield table.name, {**about, "columns": columns}
    for view in VIEWS:
        yield view.name, {"title": view.label, "description": view.meaning}
