"""The forms of the tables: data/*.csv, *.jsonl, disclosure.xlsx and disclosure.sqlite of a site, and what an
agency has of its own, <agency>/disclosure.xlsx and <agency>/tasks.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from generator.exports import csv_files, tasks, workbook
from generator.exports.columns import TABLES
from generator.exports.database import Database
from generator.exports.flat import Rows
from generator.exports.portion import IN_LINES, Portion, portion_of
from generator.exports.questions import QUESTIONS, VIEWS
from generator.exports.source import Source
from generator.exports.table import Table
from generator.model import routes

Piece = tuple[str, bytes]
"""An address, and what comes next in the file there"""

TASK_LINES = "data/tasks.jsonl"
WORKBOOK = routes.WORKBOOK
DATABASE = "data/disclosure.sqlite"
METADATA = "data/metadata.json"
_MOST_ROWS = 1_000_000  # of a sheet; Excel has 48,576 more
_TO_SITE = "../"  # from both folders where a workbook lies


def csv_address(table: Table) -> str:
    return f"data/{table.name}.csv"


def lines_address(table: Table) -> str:
    return f"data/{table.name}.jsonl"


GROWN = (
    *map(csv_address, TABLES),
    TASK_LINES,
    *map(lines_address, IN_LINES),
    DATABASE,
)
"""What `grown` makes"""


def grown(source: Source) -> Iterator[Piece]:
    """CSV, JSON Lines and the database, which grow together as the documents are told."""
    yield from ((csv_address(table), csv_files.head(table)) for table in TABLES)
    yield from ((address, b"") for address in (TASK_LINES, *map(lines_address, IN_LINES)))
    database = Database()
    for agency in source.agencies:
        for told, portion in source.telling.told(agency):
            yield TASK_LINES, tasks.task_lines(told.tasks)
            yield from _rows(told.rows, portion, database)
    yield from _rows(source.registered, portion_of(source.registered, plain_ids=False), database)
    yield from ((DATABASE, piece) for piece in database.pieces())


def _rows(rows: Rows, portion: Portion, database: Database) -> Iterator[Piece]:
    """A portion of rows in every form."""
    for table in TABLES:
        if found := rows.get(table.name):
            database.insert(table, found)
            yield csv_address(table), portion.csv[table.name]
            if table.name in portion.lines:
                yield lines_address(table), portion.lines[table.name]


def tasks_json(source: Source) -> Iterator[bytes]:
    """All tasks, as the contract has them."""
    return tasks.joined_json([(kept.tasks, kept.sections) for kept in source.kept])


def disclosure_xlsx(source: Source) -> Iterator[bytes]:
    """All tables, a sheet a table."""
    sheets = chain.from_iterable(_sheets(table, source) for table in TABLES)
    return workbook.workbook(sheets, source.title, _TO_SITE)


def metadata_json(source: Source) -> Iterator[bytes]:
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
    yield json.dumps(described, ensure_ascii=False, indent=1).encode() + b"\n"


def of_agency(agency: str, source: Source) -> Iterator[Piece]:
    """What an agency has of its own."""
    yield from ((routes.agency_workbook(agency), piece) for piece in disclosure_xlsx(source))
    yield from ((routes.agency_tasks(agency), piece) for piece in tasks_json(source))


def _sheets(table: Table, source: Source) -> Iterator[workbook.Sheet]:
    """One, or where that would have more rows than Excel has, as many as it takes."""
    sheets: list[list[workbook.Cells]] = [[]]
    for cells in _cells(table, source):
        if sum(some.length for some in (*sheets[-1], cells)) > _MOST_ROWS:
            sheets.append([])
        sheets[-1].append(cells)
    for i, found in enumerate(sheets, start=1):
        yield workbook.Sheet(table.label if i == 1 else f"{table.label}（{i}）", table, found)


def _cells(table: Table, source: Source) -> list[workbook.Cells]:
    if table.name in source.registered:
        rows = source.registered[table.name]
        return [workbook.cells_of(table, rows)] if rows else []
    return [kept.cells[table.name] for kept in source.kept if table.name in kept.cells]


def _described() -> Iterator[tuple[str, dict[str, Any]]]:
    for table in TABLES:
        columns = {column.name: column.meaning for column in table.columns}
        # what a key that leads here is shown as
        shown = next((name for name in ("title", "name") if name in table.names), "id")
        about = {"title": table.label, "description": table.meaning, "label_column": shown}
        yield table.name, {**about, "columns": columns}
    for view in VIEWS:
        yield view.name, {"title": view.label, "description": view.meaning}
