"""Tables as CSV, for Excel, WPS and programs: UTF-8 with a mark, by which Excel knows it, and lines that end
as RFC 4180 has them. What a spreadsheet would misread is led by an apostrophe (`cells`); days and numbers are
bare.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from generator.exports.cells import guarded, guarded_all
from generator.exports.flat import Row
from generator.exports.table import Column, Table

MARK = b"\xef\xbb\xbf"


def head(table: Table) -> bytes:
    """The first line, behind the mark of UTF-8."""
    return MARK + ",".join(table.names).encode() + b"\r\n"


def lines(table: Table, rows: Iterable[Row], *, plain_ids: bool = False) -> bytes:
    """A line for each row. `plain_ids`: no id that begins with that of an agency can be taken for a day (as
    1/2/3 is).
    """
    out = io.StringIO(newline="")
    safe = [
        guarded_all(values) if _is_doubtful(column, plain_ids) else values
        for column, values in zip(table.columns, zip(*rows, strict=True), strict=False)
    ]
    csv.writer(out).writerows(zip(*safe, strict=True))
    return out.getvalue().encode()


def are_plain(agencies: Iterable[str]) -> bool:
    """Whether ids of what these agencies have are nothing else to a spreadsheet."""
    return all(guarded(f"{agency}/1/1") == f"{agency}/1/1" for agency in agencies)


def _is_doubtful(column: Column, plain_ids: bool) -> bool:
    """Whether a spreadsheet might take a value for something else: no code can be, nor the word for one."""
    if column.kind != "text" or column.codes or column.word_of or column.name.endswith("url"):
        return False
    is_of_agency = column.name == "id" or column.refers not in ("", "policies", "topics")
    return not (plain_ids and is_of_agency)
