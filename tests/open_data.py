"""The forms of open data, each read as a stranger would read it: tests compare what they say."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl

from generator.exports.cells import bare
from generator.exports.columns import TABLES
from generator.exports.table import Column
from generator.library.headings import heading

BY_NAME = {table.name: table for table in TABLES}
SITE_URL = "https://example.test/zwgk/"
"""What addresses of the example begin with"""

Rows = list[dict[str, Any]]
Form = Mapping[str, Rows]
"""The rows of each table, by the names of its columns"""


def of_csv(folder: Path) -> Form:
    """Texts, numbers and nothing, as a program reads them that knows the columns."""
    return {
        table.name: [
            {column.name: _typed(row[column.name], column.kind) for column in table.columns}
            for row in csv.DictReader(
                io.StringIO((folder / f"{table.name}.csv").read_bytes().decode("utf-8-sig"), newline="")
            )
        ]
        for table in TABLES
    }


def _typed(cell: str, kind: str) -> Any:
    if kind in ("integer", "flag"):
        return int(cell) if cell else None
    if kind == "number":
        return float(cell) if cell else None
    return bare(cell) or None


def of_workbook(file: Path) -> Form:
    book = openpyxl.load_workbook(file)
    return {
        table.name: [
            {
                column.name: _plain(cell.value, column.kind)
                for column, cell in zip(table.columns, row, strict=True)
            }
            for row in book[table.label].iter_rows(min_row=2)
        ]
        for table in TABLES
    }


def _plain(value: Any, kind: str) -> Any:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == datetime.min.time() else f"{value:%Y-%m-%d %H:%M}"
    return float(value) if kind == "number" and value is not None else value


def of_database(file: Path) -> Form:
    """With what it joins where the other forms repeat it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        stored = {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name} ORDER BY rowid")]
            for name in BY_NAME
        }
    holders = {row["id"]: row for name in ("tasks", "sections") for row in stored[name]}
    return {
        name: [
            {column.name: _joined(row, column, holders) for column in BY_NAME[name].columns} for row in rows
        ]
        for name, rows in stored.items()
    }


def _joined(row: dict[str, Any], column: Column, holders: Mapping[str, dict[str, Any]]) -> Any:
    if column.repeats:
        holder = holders[row.get("task") or row["section"]]
        return {
            "task_title": heading(holder["number"], holder["title"]),
            "document_title": holder["document_title"],
        }[column.name]
    value = row[column.name]
    return float(value) if column.kind == "number" and value is not None else value
