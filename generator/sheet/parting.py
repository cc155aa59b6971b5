"""A document -> its sheet, or one for each unit that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.library.entries import DocumentEntry
from generator.sheet.columns import Scope
from generator.sheet.rows import Band, Row, for_unit, rows_of
from generator.sheet.workbook import workbook

_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]')  # what no file of Windows may be called
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")


class Parted(NamedTuple):
    """The workbooks by the names of their files, and how many rows name no unit."""

    files: dict[str, bytes]
    without: int


def sheet_of(document: DocumentEntry) -> bytes:
    """The workbook of a whole document. Pure: the same content gives the same bytes."""
    return _workbook(document, rows_of(document), "")


def sheets_by_unit(document: DocumentEntry) -> Parted:
    """A workbook for each unit that a row names, in the order of agency.yml; of a collective name its own."""
    rows = rows_of(document)
    files: dict[str, bytes] = {}
    for unit in document.agency.units:
        own = for_unit(rows, unit.record.id)
        if own:
            files[_file_name(unit.record.name, unit.record.id, files)] = _workbook(
                document, own, unit.record.id, unit.record.name
            )
    return Parted(files, sum(isinstance(row, Row) and not row.units for row in rows))


def _workbook(document: DocumentEntry, rows: Sequence[Row | Band], unit: str, name: str = "") -> bytes:
    record = document.file.record
    title = " ".join((record.table_title or record.title).split())
    units = [entry.record.name for entry in document.agency.units]
    return workbook(rows, Scope(document.ref, unit), f"{title}（{name}）" if name else title, units)


def _file_name(name: str, ident: str, taken: dict[str, bytes]) -> str:
    words = _NO_NAME.sub("_", name).strip(". ")
    if not words or _DEVICES.match(words) or len(words) > 60 or f"{words}.xlsx" in taken:
        words = ident
    return f"{words}.xlsx"
