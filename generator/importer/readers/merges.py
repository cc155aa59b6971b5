"""Merged cells that reach far below or beside what a sheet holds,
cut to what it holds before the file is opened.

Merging a whole column takes one click; openpyxl makes a cell of each of its million rows.
"""

from __future__ import annotations

import io
import re
import zipfile

from openpyxl.utils.cell import column_index_from_string, get_column_letter

from generator.importer.lines import UnreadableError

_USUAL = 50_000  # merged cells of a sheet that need no look
_MOST = 1_000_000
_MERGE = re.compile(
    rb"<(?:\w{1,20}:)?mergeCell\s[^<>]{0,200}?ref\s{0,4}=\s{0,4}[\"']"
    rb"(?P<ref>(?P<left>[A-Z]{1,3})(?P<top>\d{1,7}):(?P<right>[A-Z]{1,3})"
    rb"(?P<bottom>\d{1,7}))[\"'][^<>]{0,200}>"
)
_MOST_LOOKED_AT = 2_000  # merged ranges of a sheet
_STORED = re.compile(
    rb"<(?:\w{1,20}:)?c\s[^<>]{0,200}?r=[\"'](?P<column>[A-Z]{1,3})"
    rb"(?P<row>\d{1,7})[\"'][^<>/]{0,200}>\s{0,9}<(?:\w{1,20}:)?(?:v|is)>(?!</)"
)
# not <c …/>
_FILLED = re.compile(
    rb"<(?:\w{1,20}:)?c\s[^<>]{0,200}?r=[\"'](?P<column>[A-Z]{1,3})(?P<row>\d{1,7})[\"'][^<>/]{0,200}>"
)


def clip_merges(archive: zipfile.ZipFile, data: bytes, name: str) -> bytes:
    """The file, rewritten where merged cells go on behind the last cell that holds something.

    Raises UnreadableError when there are too many all the same.
    """
    changed: dict[str, bytes] = {}
    for part in archive.namelist():
        if part.startswith("xl/") and part.endswith(".xml"):
            sheet = archive.read(part)
            if b"mergeCell" in sheet and _area(sheet) > _USUAL:
                changed[part] = _clipped(sheet)
                if _area(changed[part]) > _MOST:
                    raise UnreadableError(f"{name} 里合并的单元格过多，请用 Excel 或 WPS 取消合并后再导入。")
    if not changed:
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as copy:
        for info in archive.infolist():
            copy.writestr(info.filename, changed.get(info.filename) or archive.read(info))
    return out.getvalue()


def covered_cells(sheet: bytes) -> int:
    """How many cells hold something that a merged cell covers: nobody sees it, and openpyxl leaves it out."""
    ranges = [_corners(merge) for merge in _MERGE.finditer(sheet)]
    if not ranges or len(ranges) > _MOST_LOOKED_AT:
        return 0
    inside: dict[int, list[tuple[int, int, int]]] = {}
    for left, top, right, bottom in ranges:
        for row in range(top, min(bottom, top + _USUAL) + 1):
            inside.setdefault(row, []).append((left, right, top))
    found = 0
    for cell in _STORED.finditer(sheet):
        row = int(cell.group("row"))
        if row in inside:
            column = column_index_from_string(cell.group("column").decode())
            found += any(
                left <= column <= right and (column, row) != (left, top) for left, right, top in inside[row]
            )
    return found


def _area(sheet: bytes) -> int:
    """How many cells the merged ranges of a sheet have."""
    return sum(
        max(0, right - left + 1) * max(0, bottom - top + 1)
        for left, top, right, bottom in map(_corners, _MERGE.finditer(sheet))
    )


def _corners(merge: re.Match[bytes]) -> tuple[int, int, int, int]:
    left, right = (column_index_from_string(merge.group(side).decode()) for side in ("left", "right"))
    return left, int(merge.group("top")), right, int(merge.group("bottom"))


def _clipped(sheet: bytes) -> bytes:
    """The sheet with each range ended at the last filled row and column;
    at its own first cell when it begins behind them."""
    last_row = last_column = 1
    columns: dict[bytes, int] = {}
    for cell in _FILLED.finditer(sheet):
        letters = cell.group("column")
        if letters not in columns:
            columns[letters] = column_index_from_string(letters.decode())
        last_row, last_column = max(last_row, int(cell.group("row"))), max(last_column, columns[letters])

    def clip(merge: re.Match[bytes]) -> bytes:
        left, top, right, bottom = _corners(merge)
        right, bottom = max(left, min(right, last_column)), max(top, min(bottom, last_row))
        ref = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
        return merge.group().replace(merge.group("ref"), ref.encode())

    return _MERGE.sub(clip, sheet)
