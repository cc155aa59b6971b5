"""A database of SQLite: the texts and numbers of every table, row by row."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from generator.inspection.pieces import TEXT, Piece, rough_pieces

MAGIC = b"SQLite format 3\0"


def said_by_database(data: bytes) -> list[Piece]:
    """What its tables hold. Of one that is damaged, or that has rows taken out and not yet written over, the
    words in its bytes too.
    """
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(data)
            connection.execute("PRAGMA trusted_schema = OFF")  # nothing in a stranger's file is run
            is_whole = connection.execute("PRAGMA freelist_count").fetchone() == (0,)
            rows = "\n".join(_rows(connection))
    except (sqlite3.Error, UnicodeDecodeError):
        return list(rough_pieces(data))
    return [Piece(TEXT, rows), *(() if is_whole else rough_pieces(data))]


def _rows(connection: sqlite3.Connection) -> Iterator[str]:
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    tables = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
    for name, sql in tables:
        yield str(sql)
        quoted = str(name).replace('"', '""')
        for row in connection.execute(f'SELECT * FROM "{quoted}"'):
            yield "\t".join([str(value) for value in row if value is not None])
