"""CSV and TSV: each record one line of cells; the delimiter is the one most lines agree on."""

from __future__ import annotations

import csv
import io

from generator.importer.lines import Line, Source, number_lines
from generator.importer.readers.grid import grid_lines
from generator.importer.readers.text import decode

_LONGEST_FIELD = 1_000_000


def read_csv(data: bytes, name: str) -> Source:
    """Read a file of separated values."""
    text, note = decode(data, name)
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        rows = [tuple(cell.strip() for cell in row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))]
    except csv.Error:
        rows = [(line,) for line in text.splitlines()]
    lines: list[Line] = grid_lines(rows)
    return Source(number_lines(lines), name, notes=(note,) if note else ())


def _delimiter(text: str) -> str:
    sample = text[:20000].splitlines()[:40]
    return max((",", "\t", ";", "，"), key=lambda d: (sum(d in line for line in sample), d == ","))
