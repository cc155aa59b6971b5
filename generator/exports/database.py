"""data/disclosure.sqlite: every table with its keys, indexes over what points elsewhere, and views that
answer the questions of an auditor (`questions`).

Words are found by instr() or LIKE over the plain columns: exact for one character and more, at no cost in
size or time of a build; the trigram index of SQLite finds nothing for two characters
(docs/decisions/open-data.md). The same rows give the same bytes, whichever SQLite writes them.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import FileIO
from itertools import chain
from operator import itemgetter
from tempfile import NamedTemporaryFile, gettempdir

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
_AT_ONCE = 25  # rows a statement, of which every SQLite takes 999 values
_PIECE = 1 << 20
_BEFORE = (
    "PRAGMA page_size = 8192",
    "PRAGMA cache_size = -16000",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "BEGIN",
)
# The module looks for an adapter of each None in vain, by way of an exception: it takes longer than the row.
_UNKNOWN: dict[None, None] = {}
sqlite3.register_adapter(type(None), _UNKNOWN.get)
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


class Database:
    """The file while it grows, apart from the site: at some size it is larger than memory. It has no name, so
    nothing is left of it whatever happens. Raises OSError where there is no room for it.
    """

    def __init__(self) -> None:
        with NamedTemporaryFile(prefix="gongkai-") as named:
            self._file = FileIO(named.name)
            self._connection = sqlite3.connect(named.name, isolation_level=None)
            with _on_a_disk():
                for statement in (*_BEFORE, *map(create, TABLES)):
                    self._connection.execute(statement)

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """More rows of a table, many a statement: beginning one costs more than a row."""
        stored = [table.columns.index(column) for column in table.stored]
        values = list(map(itemgetter(*stored), rows))
        one = f"({','.join('?' * len(stored))})"
        whole = len(values) - len(values) % _AT_ONCE
        many = zip(*[iter(values[:whole])] * _AT_ONCE, strict=True)
        insert = f"INSERT INTO {table.name} VALUES "
        with _on_a_disk():
            in_many = insert + ",".join([one] * _AT_ONCE)
            self._connection.executemany(in_many, map(tuple, map(chain.from_iterable, many)))
            self._connection.executemany(insert + one, values[whole:])

    def pieces(self) -> Iterator[bytes]:
        """The finished file; nothing can be inserted any more."""
        with _on_a_disk():
            for statement in (*_indexes_and_views(), "COMMIT"):
                self._connection.execute(statement)
            self._connection.close()
        with self._file:
            piece = self._file.read(_PIECE)
            yield b"".join([piece[: _VERSION.start], _FIXED, piece[_VERSION.stop :]])
            while piece := self._file.read(_PIECE):
                yield piece


@contextmanager
def _on_a_disk() -> Iterator[None]:
    """What fails here is the disk: the statements are our own."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), gettempdir()) from error


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
