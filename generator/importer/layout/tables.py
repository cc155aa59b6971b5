"""Rule: a table of tasks is read row by row, whether the source kept its cells, left one row a line or one
cell a line.

Real cells come from the reader. One row a line: the header's names stand on one line, rows begin with their
serial number, wrapped cells stand above and below; a short line with a mark (一、产业发展) above a row whose
number goes on names a group, and so does a row that has the same words in every cell. One cell a line: see
layout.flattened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.importer.blocks import Block, Row, aside, join
from generator.importer.layout.columns import (
    HEADER,
    Column,
    column,
    names_tasks,
    settle,
    with_bodies,
)
from generator.importer.layout.flattened import read_flattened
from generator.importer.layout.rows import DUTY, fill_from_above, make_row, mark_shared, read_dittos
from generator.importer.words.deadlines import is_deadline_cell
from generator.importer.words.numerals import mark_at

_CELL_GAP = re.compile(r"[ \t\u00a0\u3000]{2,40}|(?<=\S)[ \t](?=\S)")
_WIDE_GAP = re.compile(r"[ \t\u00a0\u3000]{2,40}|\t")
_SERIAL = re.compile(r"\d{1,4}")
_HAN_SERIAL = re.compile(r"[一二三四五六七八九十]{1,3}")
_TOTAL = re.compile(r"(?:合|总|小|共)计[：:]?")
_NOTE = re.compile(r"注|备注|说明|填报|联系")
_ROLE = re.compile(r"牵头|责任|配合|主办|协办|承办|整改|落实")
_LONGEST_GROUP = 40
_LEAST_CELLS = 3
_MOST_LOOSE = 4  # lines between two rows
_MOST_SKIPPED = 20  # numbers of rows


@dataclass
class _Raw:
    """A row being read: the pieces of each column and the blocks they come from."""

    cells: list[list[str]]
    blocks: list[int] = field(default_factory=list)
    group: str | None = None


def read_tables(blocks: list[Block]) -> list[Block]:
    """Turn tables of tasks into `row`, `group` and `cells` blocks."""
    out = read_flattened(_read_lines(_read_cells(blocks)))
    if any(b.row is not None for b in out):
        return read_dittos(out)
    # a header without rows heads nothing
    return [b._replace(kind="cells", label="") if b.label == HEADER else b for b in out]


def _read_cells(blocks: list[Block]) -> list[Block]:
    """Tables whose cells the reader knows."""
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        if blocks[i].cells is None or blocks[i].kind != "text":
            out.append(blocks[i])
            i += 1
            continue
        end = i
        while end < len(blocks) and (
            blocks[end].cells is not None or blocks[end].label in ("空白", "表格线")
        ):
            end += 1
        out.extend(_table(blocks[i:end]))
        i = end
    return out


def _table(rows: list[Block]) -> list[Block]:
    """One real table: rows of tasks if a header among its first rows says so, otherwise cells that stay as
    they are."""
    live = [n for n, b in enumerate(rows) if b.kind == "text"]
    header = next((n for n in live[:6] if names_tasks([column(c) for c in rows[n].cells or ()])), None)
    if header is None:
        return [b._replace(kind="cells") if b.kind == "text" and len(b.cells or ()) > 1 else b for b in rows]
    top = header
    names, header = _names(rows, live, header)
    columns = with_bodies(
        settle([column(c) for c in names]), [rows[n].cells or () for n in live if n > header]
    )
    out = [_above_rows(b, n >= top) if n <= header and b.kind == "text" else b for n, b in enumerate(rows)]
    # 1, 2, 3 below 一
    is_counted = any(_SERIAL.fullmatch((rows[n].cells or ("",))[0].strip()) for n in live if n > header)
    above: list[str] = [""] * len(columns)
    heading = list(rows[header].cells or ())
    group: str | None = None
    is_cut = False  # whether the row may begin with the rest of a cell that the end of a page cut
    for n in (k for k in live if k > header):
        cells = list(rows[n].cells or ())
        if cells == heading:
            out[n] = aside(rows[n], HEADER)  # printed again on the next page
            is_cut = rows[n].merged is None
        elif _is_beside(columns, cells):
            out[n] = rows[n]._replace(kind="cells")
        elif name := _group(columns, cells, rows[n].merged or (), is_counted):
            group = name
            out[n] = rows[n]._replace(kind="group", value=group)
            # what stands above a name over all columns goes on below it only where a merged cell says so
            above = [over if k in (rows[n].merged or ()) else "" for k, over in enumerate(above)]
        else:
            cells = [*cells, *[""] * (len(columns) - len(cells))]
            merged = None if is_cut else rows[n].merged
            row, above = _row(columns, cells[: len(columns)], above, group, merged)
            out[n] = rows[n]._replace(kind="row", row=row)
            is_cut = False
    return mark_shared(out)


def _is_beside(columns: list[Column], cells: list[str]) -> bool:
    """Whether a row below the header is none of the table's: empty, a note, or one that states no task."""
    filled = [words.strip() for words in cells if words.strip()]
    return (
        not filled or (len(filled) == 1 and _NOTE.match(filled[0]) is not None) or _is_no_task(columns, cells)
    )


def _group(columns: list[Column], cells: list[str], merged: tuple[int, ...], is_counted: bool) -> str:
    """The name of a group that a row gives to those below it; nothing for a row of a task.

    `merged`: the columns that go on from above; a row with an office or a deadline of the row above is a
    task. `is_counted`: the rows are numbered 1, 2, 3, so that 一 before a name is the number of a group.
    """
    if any(columns[n].kind in DUTY for n in merged if n < len(columns)):
        return ""
    filled = [words.strip() for words in cells if words.strip()]
    if _repeats(cells):
        return filled[0]
    if len(filled) == 1 and len(cells) >= 3:
        return filled[0] if mark_at(filled[0], 0) or cells[0].strip() else ""
    is_numbered = columns[0].kind == "serial" and _HAN_SERIAL.fullmatch(cells[0].strip()) is not None
    return " ".join(filled) if len(filled) == 2 and is_numbered and is_counted else ""


def _is_no_task(columns: list[Column], cells: list[str]) -> bool:
    """Whether a row only sums up, or says something in a column that is none of a task's: 取消."""
    filled = [(col.kind, words.strip()) for col, words in zip(columns, cells, strict=False) if words.strip()]
    # also words only beyond the columns of the header
    if all(kind in ("other", "unknown") for kind, _ in filled):
        return True
    if _TOTAL.fullmatch("".join(filled[0][1].split())):
        return True
    return len(filled) > 1 and all(kind in ("serial", "other", "unknown") for kind, _ in filled)


def _repeats(cells: list[str]) -> bool:
    """Whether a row repeats the same words in every cell: a merged cell that was unfolded."""
    return len(cells) >= 3 and bool(cells[0].strip()) and len(set(cells)) == 1


def _above_rows(block: Block, heads: bool) -> Block:
    """A line of a table above its rows: its header, whose words go with the cells, or a title."""
    return aside(block, HEADER) if heads else block._replace(kind="cells")


def _names(rows: list[Block], live: list[int], header: int) -> tuple[list[str], int]:
    """The names of a header and its last row: where a second row names the parts of a merged cell, those
    count."""
    names = list(rows[header].cells or ())
    below = next((n for n in live if n > header), header)
    parts = [
        _role_heading(words, names[: n + 1])
        for n, words in enumerate(list(rows[below].cells or ())[: len(names)])
    ]
    named = [n for n, words in enumerate(parts) if words.strip()]
    known = [n for n in named if column(parts[n]).kind != "unknown"]
    merged = (
        len(named) > 1
        and named[0] > 0
        and bool(names[named[0]].strip())
        and not all(names[n].strip() for n in named[1:])
    )
    if not merged or len(known) * 2 <= len(named) or named[-1] - named[0] + 1 != len(named):
        return names, header
    return [parts[n] if n in named else words for n, words in enumerate(names)], below


def _role_heading(words: str, above: list[str]) -> str:
    """A part of a header below another: 牵头 below 责任单位 stands for 牵头单位, 领导 below 牵头单位 for
    牵头领导."""
    if column(words).kind != "unknown" or not words.strip():
        return words
    role = _ROLE.match(next((name.strip() for name in reversed(above) if name.strip()), ""))
    whole = (f"{words.strip()}单位", *([f"{role.group()}{words.strip()}"] if role else []))
    return next((heading for heading in whole if column(heading).kind == "unit"), words)


def _row(
    columns: list[Column],
    cells: list[str],
    above: list[str],
    group: str | None,
    merged: tuple[int, ...] | None,
) -> tuple[Row, list[str]]:
    """One row, and the words of its cells as the row below finds them above."""
    filled = fill_from_above(columns, [cell.strip() for cell in cells], above, merged)
    row = make_row(columns, [[words] for words in filled.words], group)
    return row._replace(from_above=filled.from_above), filled.words


def _read_lines(blocks: list[Block]) -> list[Block]:
    """Tables with one row a line: find their headers, then their rows."""
    out: list[Block] = list(blocks)
    live = [i for i, b in enumerate(blocks) if b.kind == "text" and b.cells is None]
    n = 0
    while n < len(live):
        columns = _line_header(blocks[live[n]].words)
        if columns is None:
            n += 1
            continue
        start = n
        if n and blocks[live[n - 1]].words in ("任务", "序", "工作", "项目"):
            out[live[n - 1]] = aside(blocks[live[n - 1]], HEADER)
        out[live[n]] = aside(blocks[live[n]], HEADER)
        if n + 1 < len(live) and blocks[live[n + 1]].words in ("序号", "号"):
            n += 1
            out[live[n]] = aside(blocks[live[n]], HEADER)
            columns = [Column("任务序号", "serial"), *columns]
        n = _line_rows(blocks, live, n + 1, columns, out)
        n = max(n, start + 1)
    return [b for b in out if b.spans]


def _line_header(words: str) -> list[Column] | None:
    if len(words) > 120 or "。" in words:
        return None
    names = words.split()
    if len(names) < 3:
        return None
    columns = [column(w) for w in names]
    known = sum(c.kind != "unknown" for c in columns)
    if 3 <= len(columns) <= 9 and known >= len(columns) - 1 and known >= 3 and names_tasks(columns):
        return settle(columns)
    return None


def _line_rows(blocks: list[Block], live: list[int], n: int, columns: list[Column], out: list[Block]) -> int:
    """Read rows from line `n` on; return where the table ends. Pieces of wrapped cells join the row they
    surround."""
    reading = _Reading(columns)
    while n < len(live):
        words = blocks[live[n]].words
        below = blocks[live[n + 1]].words if n + 1 < len(live) else ""
        cells = _split_row(words, len(columns))
        if reading.goes_on_with(cells):
            reading.begin_row(live[n], cells)
        elif reading.is_between_rows and _names_group(words, below, columns, reading.last_serial):
            reading.begin_group(words, restarts=_serial(below, columns) == 1)
            out[live[n]] = blocks[live[n]]._replace(kind="group", value=words)
        elif words.strip("….· ") == "" or re.fullmatch(r"[…]{1,6}", words):
            out[live[n]] = blocks[live[n]]._replace(kind="cells")
        elif _ends_table(words) or len(reading.loose) >= _MOST_LOOSE:
            break
        else:
            reading.add(live[n], cells)
        n += 1
    _emit(blocks, reading.rows, columns, out)
    return n - len(reading.loose)


@dataclass
class _Reading:
    """Rows read line by line: those that began, and the lines that may belong to the last or the next."""

    columns: list[Column]
    rows: list[_Raw] = field(default_factory=list)
    loose: list[tuple[int, list[str]]] = field(default_factory=list)
    last_serial: int = 0
    group: str | None = None

    @property
    def is_between_rows(self) -> bool:
        """Whether all lines so far have a row that they can belong to."""
        return bool(self.rows) or not self.loose

    def goes_on_with(self, cells: list[str]) -> bool:
        """Whether a line begins the next row: its number goes on."""
        if len(cells) < 2 or not _SERIAL.fullmatch(cells[0]):
            return False
        return self.last_serial < int(cells[0]) <= self.last_serial + _MOST_SKIPPED

    def begin_row(self, at: int, cells: list[str]) -> None:
        """Begin a row at a block; the loose lines are its own if it lacks cells, else the last one's."""
        raw = _Raw([[c] for c in cells] + [[] for _ in self.columns[len(cells) :]], group=self.group)
        if len(cells) < len(self.columns):
            _shift(raw, self.columns, len(cells))
            for above, pieces in reversed(self.loose):
                _spread(raw, self.columns, pieces, front=True)
                raw.blocks.append(above)
            self.loose = []
        self.close_row()
        raw.blocks.append(at)
        self.rows.append(raw)
        self.last_serial = int(cells[0])

    def begin_group(self, name: str, restarts: bool) -> None:
        """Name a group for the rows to come; `restarts`: their numbers begin at one again."""
        self.close_row()
        self.group = name
        self.last_serial = 0 if restarts else self.last_serial

    def add(self, at: int, pieces: list[str]) -> None:
        """A line of pieces: they belong to the last row while that is not complete."""
        if self.rows and not _complete(self.rows[-1]):
            self._join_last(at, pieces)
        else:
            self.loose.append((at, pieces))

    def close_row(self) -> None:
        """Give the loose lines to the last row; before the first one they stay what they were."""
        for at, pieces in self.loose if self.rows else ():
            self._join_last(at, pieces)
        self.loose = []

    def _join_last(self, at: int, pieces: list[str]) -> None:
        _spread(self.rows[-1], self.columns, pieces)
        self.rows[-1].blocks.append(at)


def _names_group(words: str, below: str, columns: list[Column], last: int) -> bool:
    """Whether a short line with a mark stands above a row whose number goes on, or begins at one again."""
    if len(words) > _LONGEST_GROUP or words[0].isdigit() or words.endswith("。") or mark_at(words, 0) is None:
        return False
    return _serial(below, columns) in (last + 1, 1)


def _serial(words: str, columns: list[Column]) -> int:
    """The number with which a line of three cells or more begins; 0 for any other line."""
    cells = _split_row(words, len(columns))
    return int(cells[0]) if len(cells) >= _LEAST_CELLS and _SERIAL.fullmatch(cells[0]) else 0


def _split_row(words: str, count: int) -> list[str]:
    wide = [c for c in _WIDE_GAP.split(words) if c]
    if len(wide) >= 2:
        return wide[:count] if len(wide) <= count else [*wide[: count - 1], " ".join(wide[count - 1 :])]
    return [c for c in re.split(r"[ \t]+", words, maxsplit=count - 1) if c] or [""]


def _complete(raw: _Raw) -> bool:
    """A row is complete when no cell is empty and none of its pieces waits for the rest of a bracket or
    list."""
    return (
        all(pieces for pieces in raw.cells)
        and not any(len(p) > 1 and "".join(p).count("（") > "".join(p).count("）") for p in raw.cells)
        and not (raw.blocks and any(len(p) == 1 and p[0].endswith(("，", "、", "阶段")) for p in raw.cells))
    )


def _shift(raw: _Raw, columns: list[Column], given: int) -> None:
    """A row whose deadline stands on the lines around it: its last words belong to the last column."""
    last = raw.cells[given - 1]
    if columns[given - 1].kind == "deadline" and last and not is_deadline_cell(last[0]):
        raw.cells[-1], raw.cells[given - 1] = last, []


def _spread(raw: _Raw, columns: list[Column], pieces: list[str], front: bool = False) -> None:
    """Put the pieces of a wrapped line into the last columns; a single piece goes where it can belong."""
    at = len(raw.cells) - len(pieces)
    if len(pieces) == 1:
        due = next((i for i, c in enumerate(columns) if c.kind == "deadline"), None)
        if (
            due is not None
            and len(pieces[0]) <= 8
            and (is_deadline_cell(pieces[0]) or re.fullmatch(r"[（(].{1,8}[）)]", pieces[0]))
        ):
            at = due
    for k, piece in enumerate(pieces):
        cell = raw.cells[max(0, at + k)]
        cell.insert(0, piece) if front else cell.append(piece)


def _ends_table(words: str) -> bool:
    return (
        len(words) > 60
        or words.endswith("。")
        or mark_at(words, 0) is not None
        or re.match(r"附录|附件|表\s?[A-Z0-9]|注[：:]|\d{1,3}附录", words) is not None
    )


def _emit(blocks: list[Block], rows: list[_Raw], columns: list[Column], out: list[Block]) -> None:
    """Write the rows back: the first block of a row owns the characters of all its lines."""
    for raw in rows:
        order = sorted(raw.blocks)
        whole = join([blocks[i] for i in order])
        for i in order[1:]:
            out[i] = blocks[i]._replace(text="", spans=())
        cells = [["".join(pieces)] for pieces in raw.cells]
        out[order[0]] = whole._replace(kind="row", row=make_row(columns, cells, raw.group))
