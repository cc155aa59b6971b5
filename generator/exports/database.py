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
    "tasks": ("lead", "first_due", "year", "outcome_rule"),
    "deadlines": ("date",),
    "units": ("name",),
}
"""What is asked for besides keys"""


def database(rows: Mapping[str, Iterable[Iterable[Row]]]) -> bytes:
    """The file, from the rows of each table in portions."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("BEGIN")
        for table in TABLES:
            connection.execute(create(table))
            places = ",".join("?" * len(table.columns))
            for portion in rows.get(table.name, ()):
                connection.executemany(f"INSERT INTO {table.name} VALUES ({places})", portion)
        for statement in _indexes_and_views():
            connection.execute(statement)
        connection.execute("COMMIT")
        data = bytearray(connection.serialize())
    data[_VERSION] = _FIXED
    return bytes(data)


def create(table: Table) -> str:
    """CREATE TABLE, with what each column is as a comment that SQLite keeps."""
    parts = [f"  {_declared(column)}" for column in table.columns]
    body = "\n".join(
        f"{part}{',' if i < len(parts) else ''} -- {column.label}"
        for i, (part, column) in enumerate(zip(parts, table.columns, strict=True), start=1)
    )
    return f"CREATE TABLE {table.name} ( -- {table.label}\n{body}\n)"


def _declared(column: Column) -> str:
    if column.name == "id":
        return "id TEXT PRIMARY KEY NOT NULL"
    needed = " NOT NULL" if column.required else ""
    refers = f" REFERENCES {column.refers}(id)" if column.refers else ""
    return f"{column.name} {_TYPE[column.kind]}{needed}{refers}"


def _indexes_and_views() -> Iterable[str]:
    for table in TABLES:
        asked = _INDEXED.get(table.name, ())
        for column in table.columns:
            if column.refers or column.name in asked:
                yield f"CREATE INDEX {table.name}_{column.name} ON {table.name} ({column.name})"
    for view in VIEWS:
        yield f"CREATE VIEW {view.name} AS -- {view.label}\n{view.sql}"
