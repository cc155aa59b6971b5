"""data/disclosure.sqlite: every table with its keys, indexes over what points elsewhere, and views that
answer the questions of an auditor (`questions`).

Words are found by instr() or LIKE over the plain columns: exact for one character and more, at no cost in
size or time of a build; the trigram index of SQLite finds nothing for two characters
(docs/decisions/open-data.md). The same rows give the same bytes, whichever SQLite writes them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from operator import itemgetter

from generator.exports.columns import TABLES
from generator.exports.flat import Row
from generator.exports.questions import VIEWS
from generator.exports.table import Column, Table

_TYPE = {
    "text": "TEXT",
    "date": "TEXT",
    "moment": "TEXT",
    "integer": "INTEGER",
    "flag": "INTEGER",
    "number": "NUMERIC",
}
_VERSION = slice(96, 100)  # of the SQLite that wrote the file last: for information (file format, 1.3)
_FIXED = (3_040_000).to_bytes(4, "big")
_INDEXED = {
    "tasks": ("document", "first_due"),
    "responsibilities": ("task", "section", "unit"),
    "deadlines": ("task", "section", "date"),
    "measures": ("task",),
    "progress": ("task",),
    "documents": ("agency",),
    "units": ("agency", "name"),
    "citations": ("policy",),
    "task_topics": ("topic",),
    "task_links": ("task", "to_task"),
    "memberships": ("unit",),
}
"""What is often asked for; each index is read by every reader who takes the file away"""


def database(rows: Mapping[str, Iterable[Iterable[Row]]]) -> bytes:
    """The file, from the rows of each table in portions."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("BEGIN")
        for table in TABLES:
            connection.execute(create(table))
            stored = [table.columns.index(column) for column in table.stored]
            insert = f"INSERT INTO {table.name} VALUES ({','.join('?' * len(stored))})"
            for portion in rows.get(table.name, ()):
                connection.executemany(insert, map(itemgetter(*stored), portion))
        for statement in _indexes_and_views():
            connection.execute(statement)
        connection.execute("COMMIT")
        data = memoryview(connection.serialize())
    return b"".join([data[: _VERSION.start], _FIXED, data[_VERSION.stop :]])


def create(table: Table) -> str:
    """CREATE TABLE, with what each column is as a comment that SQLite keeps."""
    parts = [f"  {_declared(column)}" for column in table.stored]
    body = "\n".join(
        f"{part}{',' if i < len(parts) else ''} -- {column.label}"
        for i, (part, column) in enumerate(zip(parts, table.stored, strict=True), start=1)
    )
    return f"CREATE TABLE {table.name} ( -- {table.label}\n{body}\n)"


def _declared(column: Column) -> str:
    if column.name == "id":
        return "id TEXT PRIMARY KEY NOT NULL"
    needed = " NOT NULL" if column.required else ""
    refers = f" REFERENCES {column.refers}(id)" if column.refers else ""
    return f"{column.name} {_TYPE[column.kind]}{needed}{refers}"


def _indexes_and_views() -> Iterable[str]:
    for name, columns in _INDEXED.items():
        for column in columns:
            known = f" WHERE {column} IS NOT NULL" if column == "section" else ""  # few have any
            yield f"CREATE INDEX {name}_{column} ON {name} ({column}){known}"
    for view in VIEWS:
        yield f"CREATE VIEW {view.name} AS -- {view.label}\n{view.sql}"
