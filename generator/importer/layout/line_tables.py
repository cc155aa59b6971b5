"""Tables with one row a line: the header's names stand on one line, rows begin with their serial number,
wrapped cells stand above and below.

A short line with a mark (一、产业发展) above a row whose number goes on names a group.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.importer.blocks import Block, Table, TableRow, aside, join
from generator.importer.layout.aligned_lines import Header, aligned, header_of_two, places
from generator.importer.layout.columns import HEADER, Column, column, names_tasks, settle
from generator.importer.layout.table_rows import read_complete
from generator.importer.words.deadlines import is_deadline_cell
from generator.importer.words.numerals import mark_at

_WIDE_GAP = re.compile(r"[ \t\u00a0\u3000]{2,40}|\t")
_SERIAL = re.compile(r"\d{1,4}")
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


def read_lines(blocks: list[Block]) -> list[Block]:
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
        below = blocks[live[n + 1]] if n + 1 < len(live) else None
        at = places(blocks[live[n]].text)
        if below is not None and (whole := header_of_two(blocks[live[n]].text, below.text)):
            n += 1
            out[live[n]] = aside(below, HEADER)
            columns, at = whole
        elif below is not None and below.words in ("序号", "号"):
            n += 1
            out[live[n]] = aside(blocks[live[n]], HEADER)
            columns, at = [Column("任务序号", "serial"), *columns], ()
        n = _line_rows(blocks, live, n + 1, Header(columns, at), out)
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


def _line_rows(blocks: list[Block], live: list[int], n: int, header: Header, out: list[Block]) -> int:
    """Read rows from line `n` on; return where the table ends. Pieces of wrapped cells join the row they
    surround."""
    columns, at = header
    reading = _Reading(columns)
    while n < len(live):
        words = blocks[live[n]].words
        below = blocks[live[n + 1]].words if n + 1 < len(live) else ""
        cells = _split_row(words, len(columns))
        if reading.goes_on_with(cells):
            if len(cells) < len(columns) and not reading.loose:  # one of them may be empty
                cells = aligned(blocks[live[n]].text, at, len(cells)) or cells
            reading.begin_row(live[n], cells)
        elif reading.is_between_rows and _names_group(words, below, columns, reading.last_serial):
            reading.begin_group(words, restarts=_serial(below, columns) == 1)
            out[live[n]] = blocks[live[n]]._replace(kind="group", value=words)
        elif words.strip("….· ") == "" or re.fullmatch(r"[…]{1,6}", words):
            out[live[n]] = blocks[live[n]]._replace(kind="cells")
        elif _ends_table(words) or len(reading.loose) >= _MOST_LOOSE:
            break
        elif reading.rows and (placed := aligned(blocks[live[n]].text, at, len(cells))) and not placed[0]:
            reading.go_on(live[n], placed)
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

    def go_on(self, at: int, cells: list[str]) -> None:
        """A line whose words stand below those of the last row: they go on in their cells."""
        self.close_row()
        for pieces, words in zip(self.rows[-1].cells, cells, strict=True):
            pieces += [words] if words else []
        self.rows[-1].blocks.append(at)

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
    """Write the rows back."""
    table = Table(
        "",
        (tuple(one.name for one in columns),),
        tuple(
            TableRow(
                tuple("".join(pieces) for pieces in raw.cells),
                at=tuple(sorted(raw.blocks)),
                group=raw.group,
            )
            for raw in rows
        ),
    )
    write_rows(blocks, table, out)


def write_rows(blocks: Sequence[Block], table: Table, out: list[Block]) -> None:
    """Put the rows of a table of tasks in the place of the blocks that they were read from; the first block
    of a row owns the characters of all its lines."""
    for read, row in zip(table.rows, read_complete(table), strict=True):
        whole = join([blocks[i] for i in read.at])
        for i in read.at[1:]:
            out[i] = blocks[i]._replace(text="", spans=())
        out[read.at[0]] = whole._replace(kind="row", row=row)
