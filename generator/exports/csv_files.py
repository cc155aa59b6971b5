"""Tables as CSV, for Excel, WPS and programs: UTF-8 with a mark, by which Excel knows it, and lines that end
as RFC 4180 has them. What a spreadsheet would misread is led by an apostrophe (`cells`); days and numbers are
bare.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from generator.exports.cells import guarded
from generator.exports.flat import Row
from generator.exports.table import Table

MARK = b"\xef\xbb\xbf"


def head(table: Table) -> bytes:
    """The first line, behind the mark of UTF-8."""
    return MARK + ",".join(table.names).encode() + b"\r\n"


def lines(table: Table, rows: Iterable[Row]) -> bytes:
    """A line for each row. Lines of several documents stand behind each other as they are."""
    out = io.StringIO(newline="")
    write = csv.writer(out).writerow
    texts = [column.kind == "text" for column in table.columns]
    for row in rows:
        write([
            guarded(value) if is_text and value else value
            for value, is_text in zip(row, texts, strict=True)
        ])  # fmt: skip
    return out.getvalue().encode()
