"""Rule: in a table flattened to one cell a line, a cell belongs to the column whose turn it is.

Rows begin with their serial number, or, under a merged cell, with the next measure. Unit cells may take
several lines; a group row (一、知识产权保护方面（共5项）) stands between rows; a number inside a row is only
a cell.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from generator.importer.blocks import Block, Table, TableRow, aside
from generator.importer.layout.cell_tables import kept_table
from generator.importer.layout.columns import HEADER, Column, ColumnKind, column, names_tasks, settle
from generator.importer.layout.furniture import LABEL
from generator.importer.layout.line_tables import write_rows
from generator.importer.words.deadlines import is_deadline_cell
from generator.importer.words.names import is_ditto, is_nothing, is_unit, split_names
from generator.importer.words.numerals import mark_at

_NUMBER = re.compile(r"\d{1,3}\s?(?:[—－–\-]{1,2}|\.)\s?\d{1,3}")  # of a part of a task
_NUMBERS_AHEAD = 24  # lines, from the header on, among which the first of these stands
_SERIAL = re.compile(r"\d{1,3}")
_MARK_ENDS = ".．、"
_MAY_BE_EMPTY: frozenset[ColumnKind] = frozenset(("unit", "persons", "progress", "other", "unknown"))
_LONGEST_HEADING = 30
_HEADINGS = ("第一章", "一、", "（一）")  # notations
_LOOK_AHEAD = 4
_LONGEST_LIST = 300  # characters of a cell of units


@dataclass
class _Reading:
    """A row being read and the column whose turn it is."""

    cells: list[list[str]]
    blocks: list[int] = field(default_factory=list)
    turn: int = 0
    from_above: tuple[str, ...] = ()


def read_flattened(blocks: list[Block]) -> list[Block]:
    """Find flattened tables of tasks and read their rows."""
    blocks = _with_headings(blocks)
    live = [i for i, b in enumerate(blocks) if b.kind == "text" and b.cells is None]
    out = list(blocks)
    n = 0
    while n < len(live):
        columns = _header(blocks, live, n)
        if not columns:
            rows = _other_table(blocks, live, n)
            if rows:
                _keep(blocks, live, rows, out)
            n = max(n + 1, rows[-1].at[-1] + 1 if rows else 0)
            continue
        end = n + len({one.name for one in columns})
        for k in range(n, end):
            out[live[k]] = aside(blocks[live[k]], HEADER)
        n = _Table(blocks, live, columns, out).read(n, end)
    return [b for b in out if b.spans]


def _with_headings(blocks: list[Block]) -> list[Block]:
    """The blocks, 内容 between other headings of columns no longer set aside as the label of a page."""
    shown = [n for n, b in enumerate(blocks) if b.words]
    out = list(blocks)
    for above, n, below in zip(shown, shown[1:], shown[2:], strict=False):
        around = (blocks[above], blocks[below])
        if (
            blocks[n].label == LABEL
            and column(blocks[n].words).kind != "unknown"
            and all(len(b.words) <= _LONGEST_HEADING and column(b.words).kind != "unknown" for b in around)
        ):
            out[n] = blocks[n]._replace(kind="text", label="")
    return out


def _header(blocks: list[Block], live: list[int], n: int) -> list[Column]:
    """The run of column headings that begins at `n`, if it is the header of a table of tasks."""
    if len(blocks[live[n]].text) > 2 * _LONGEST_HEADING or column(
        blocks[live[n]].words[:_LONGEST_HEADING]
    ).kind not in ("serial", "task", "content", "deadline"):
        return []
    columns: list[Column] = []
    for k in range(n, min(n + 12, len(live))):
        words = blocks[live[k]].words
        if len(words) > _LONGEST_HEADING:
            break
        one = column(words)
        if one.kind == "serial" and columns:
            return []  # what stands above the serial column is the table's title
        if one.kind == "unknown" or any(c.name == one.name for c in columns):
            break
        columns.append(one)
    if len(columns) < 3 or not names_tasks(columns):
        return []
    return _with_numbers(settle(columns), [blocks[i].words for i in live[n : n + _NUMBERS_AHEAD]])


def _with_numbers(columns: list[Column], words: list[str]) -> list[Column]:
    """The columns with one for the numbers of parts (1—1), where the name of the parts reached over both."""
    at = next((n for n, one in enumerate(columns) if one.kind == "part"), None)
    if at is None or any(c.kind == "number" for c in columns) or not any(map(_NUMBER.fullmatch, words)):
        return columns
    return [*columns[:at], columns[at]._replace(kind="number"), *columns[at:]]


def _other_table(blocks: list[Block], live: list[int], n: int) -> list[TableRow]:
    """The rows, header first, of a flattened table that is not one of tasks, if one begins at `n` (序号,
    names, 1, …, 2, …); `at` are positions in `live`. Its last row ends where a heading stands."""
    if (
        len(blocks[live[n]].text) > 2 * _LONGEST_HEADING
        or column(blocks[live[n]].words[:_LONGEST_HEADING]).kind != "serial"
    ):
        return []
    at = next((k for k in range(n + 2, min(n + 12, len(live))) if blocks[live[k]].words == "1"), None)
    if at is None:
        return []
    width = at - n
    starts = [at]
    k = at + 1
    while k < min(len(live), starts[-1] + 8 * width) and not _is_heading(blocks[live[k]]):
        if blocks[live[k]].words == str(len(starts) + 1):
            starts.append(k)
        k += 1
    if len(starts) < 2:
        return []
    # a cell may take several lines; the last row is as long as its columns, and ends before a heading
    end = min(len(live), starts[-1] + width)
    end = next((k for k in range(starts[-1] + 1, end) if _is_heading(blocks[live[k]])), end)
    bounds = [n, *starts, end]
    return [_cells(blocks, live, range(a, b), width) for a, b in itertools.pairwise(bounds)]


def _cells(blocks: list[Block], live: list[int], lines: range, width: int) -> TableRow:
    """The lines of a row as its cells; those too many belong to the last one, those missing are empty."""
    words = [blocks[live[k]].words for k in lines]
    cells = [*words[: width - 1], "\n".join(words[width - 1 :])]
    return TableRow((*cells, *[""] * (width - len(cells)))[:width], at=tuple(lines))


def _is_heading(block: Block) -> bool:
    """Whether a line heads a part of the text (二、重点任务): no cell of a table numbered 1, 2, 3."""
    mark = mark_at(block.words, 0)
    return mark is not None and mark.style in _HEADINGS and len(block.words) > len(mark.printed)


def _keep(blocks: list[Block], live: list[int], rows: list[TableRow], out: list[Block]) -> None:
    """Put one block in the place of those of a table that is not one of tasks."""
    at = [live[k] for row in rows for k in row.at]
    out[at[0]] = kept_table([], [blocks[i] for i in at], rows)
    for i in at[1:]:
        out[i] = blocks[i]._replace(text="", spans=())


def _parted(header: list[Block]) -> bool:
    """Whether empty lines stand between all cells of the header."""
    return all(b.first > a.last + 1 for a, b in itertools.pairwise(header))


def _are_units(words: str) -> bool:
    """Whether a cell holds nothing but names of bodies."""
    return 0 < len(words) < _LONGEST_LIST and all(map(is_unit, split_names(words) or ["?"]))


class _Table:
    """Reads the cells of one flattened table; the state is the row being read."""

    def __init__(self, blocks: list[Block], live: list[int], columns: list[Column], out: list[Block]) -> None:
        self.blocks = blocks
        self.live = live
        self.columns = columns
        self.out = out
        self.has_serial = columns[0].kind == "serial"
        self.body = next(i for i, c in enumerate(columns) if c.kind != "serial")
        self.last_task = next(
            (i for i, c in reversed(list(enumerate(columns))) if c.kind in ("task", "content")), self.body
        )
        # where a further row under one serial begins: with the number of its part, or its measure
        self.first_part = next((i for i, c in enumerate(columns) if c.kind == "number"), self.last_task)
        self.parted = False
        self.rows: list[_Reading] = []
        self.groups: dict[int, str] = {}
        self.serial = 0
        self.group: str | None = None

    def read(self, header: int, n: int) -> int:
        """Read from live block `n`, right behind the header, on; return the first live block behind the
        table."""
        self.parted = _parted([self.blocks[i] for i in self.live[header:n]])
        while n < len(self.live):
            words = self.blocks[self.live[n]].words
            if self._between_rows() or self._ends_row(words, n):
                if self._opens_row(words, n):
                    self._open(n, words)
                elif self._is_group(words) and self._row_follows(n):
                    self.group = words
                    self.serial = 0 if self._words(n + 1).rstrip(_MARK_ENDS) == "1" else self.serial
                    self.out[self.live[n]] = self.blocks[self.live[n]]._replace(kind="group", value=words)
                elif self._continues_task(words, n):
                    self._open_under(n, words)
                elif self.rows and self._same_cell():
                    self._put(n, words, self.rows[-1].turn)
                else:
                    break
            else:
                self._place(n, words)
            n += 1
        self._emit()
        return n

    def _between_rows(self) -> bool:
        return not self.rows or (
            self.rows[-1].turn >= len(self.columns) - 1 and bool(self.rows[-1].cells[-1])
        )

    def _words(self, n: int) -> str:
        """The words of a live block; none behind the last."""
        return self.blocks[self.live[n]].words if n < len(self.live) else ""

    def _row_follows(self, n: int) -> bool:
        """Whether a row of the table begins behind a live block, its numbers going on or beginning anew."""
        n += 1
        while (words := self._words(n)) and self._is_group(words):
            n += 1  # a group may be left without rows
        return self._opens_row(words, n) or (self.has_serial and words.rstrip(_MARK_ENDS) == "1")

    def _ends_row(self, words: str, n: int) -> bool:
        """Whether a row ends before its last columns, whose empty cells left no line: a heading stands here,
        or the next number, where a cell of words was to come."""
        turn = self.rows[-1].turn
        if turn < self.last_task:
            return False
        if self._is_group(words):
            return turn > self.last_task
        kinds = {one.kind for one in self.columns[turn + 1 :]}
        return (
            self.has_serial
            and kinds <= _MAY_BE_EMPTY
            and words == str(self.serial + 1)
            and not is_deadline_cell(self._words(n + 1))
        )

    def _opens_row(self, words: str, n: int) -> bool:
        if self.has_serial:
            if not _SERIAL.fullmatch(words.rstrip(_MARK_ENDS)):
                return False
            return self.serial < int(words.rstrip(_MARK_ENDS)) <= self.serial + 30
        if self.columns[0].kind == "deadline":
            return is_deadline_cell(words)
        return not self.rows or (len(words) > 3 and self._unit_ahead(n) and not self._is_group(words))

    def _is_group(self, words: str) -> bool:
        mark = mark_at(words, 0)
        return (
            mark is not None and mark.style in ("一、", "（一）") and len(words) <= 60 and "。" not in words
        )

    def _continues_task(self, words: str, n: int) -> bool:
        """A measure without a serial of its own: numbered, or followed by a unit or deadline cell."""
        if not self.has_serial or not self.rows:
            return False
        if self.first_part < self.last_task:
            return _NUMBER.fullmatch(words) is not None
        if words.endswith("。") and self._fits_ahead(n):
            return True
        mark = mark_at(words, 0)
        if mark is not None and mark.style in ("（1）", "1.", "1）", "①"):
            return self._unit_ahead(n)
        return len(words) > 12 and "：" not in words[:8] and self._unit_ahead(n)

    def _fits_ahead(self, n: int) -> bool:
        """Whether the cells behind one of measures are what their columns hold, one by one."""
        kinds = [one.kind for one in self.columns[self.last_task + 1 :]]
        ahead = [self.blocks[i].words for i in self.live[n + 1 : n + 1 + len(kinds)]]
        return len(ahead) == len(kinds) and all(
            (kind != "unit" or _are_units(words)) and (kind != "deadline" or is_deadline_cell(words))
            for kind, words in zip(kinds, ahead, strict=True)
        )

    def _unit_ahead(self, n: int) -> bool:
        ahead = [self.blocks[i].words for i in self.live[n + 1 : n + 1 + _LOOK_AHEAD]]
        return any(is_deadline_cell(w) or _are_units(w) for w in ahead)

    def _same_cell(self) -> bool:
        """The last cell goes on: the line above ends in a list mark."""
        last = self.rows[-1].cells[-1]
        return bool(last) and last[-1].endswith(("、", "，", ","))

    def _open(self, n: int, words: str) -> None:
        self.rows.append(_Reading([[] for _ in self.columns]))
        self.groups[len(self.rows) - 1] = self.group or ""
        if self.has_serial:
            self.serial = int(words.rstrip(_MARK_ENDS))
        self._put(n, words, 0)

    def _open_under(self, n: int, words: str) -> None:
        """A further row under the serial and task of the row above."""
        above = self.rows[-1]
        row = _Reading([list(c) if i < self.first_part else [] for i, c in enumerate(above.cells)])
        # a measure with a number of its own is certainly one; what office or time it has is never certain
        doubtful = ("unit", "deadline") if mark_at(words, 0) else ("unit", "deadline", "task")
        row.from_above = tuple(
            column.name
            for column, cell in zip(self.columns, row.cells, strict=True)
            if cell and column.kind in doubtful
        )
        self.rows.append(row)
        self.groups[len(self.rows) - 1] = self.group or ""
        self._put(n, words, self.first_part)

    def _put(self, n: int, words: str, turn: int) -> None:
        row = self.rows[-1]
        row.cells[turn].append(words)
        row.blocks.append(self.live[n])
        row.turn = turn

    def _place(self, n: int, words: str) -> None:
        """Put a cell into the present column or the next one."""
        row = self.rows[-1]
        turn = row.turn
        if row.cells[turn] and not (self._same_paragraph(n) or self._stays(turn, row.cells[turn], words)):
            turn += 1
            while turn < len(self.columns) - 1 and self._skips(turn, words):
                turn += 1
        self._put(n, words, turn)

    def _same_paragraph(self, n: int) -> bool:
        """Where empty lines part the cells, a line right below another is of the same cell."""
        return self.parted and self.blocks[self.live[n]].first == self.blocks[self.live[n - 1]].last + 1

    def _skips(self, turn: int, words: str) -> bool:
        """An empty cell left no line: a deadline cannot stand in a column of units, nor a unit in one of
        deadlines."""
        kind = self.columns[turn].kind
        return (
            kind == "unit"
            and is_deadline_cell(words)
            and "deadline" in [c.kind for c in self.columns[turn + 1 :]]
        )

    def _stays(self, turn: int, cell: list[str], words: str) -> bool:
        """Whether the line goes on with the present cell."""
        kind = self.columns[turn].kind
        following = self.columns[turn + 1].kind if turn + 1 < len(self.columns) else "end"
        if cell[-1].endswith(("、", "，", ",")) and kind in ("unit", "deadline", "other"):
            return True
        if kind == "unit":
            if following == "unit" or (following == "other" and not is_unit(words)):
                return False
            if following in ("deadline", "end", "other", "unknown"):
                names = split_names(words)
                return (
                    not is_deadline_cell(words)
                    and bool(names)
                    and all(map(is_unit, names))
                    and following != "other"
                )
        if kind in ("content", "task") and following == "unit":
            if is_nothing(words) or is_ditto(words):
                return False
            names = split_names(words)
            if mark_at(words, 0) is not None and cell:
                return True
            units = bool(names) and all(map(is_unit, names))
            return not names or (
                not units and not is_deadline_cell(words) and ("。" in words or len(words) > 60)
            )
        return False

    def _emit(self) -> None:
        """Write the rows back."""
        table = Table(
            "",
            (tuple(one.name for one in self.columns),),
            tuple(
                TableRow(
                    tuple("\n".join(p for p in pieces if p.strip()) for pieces in reading.cells),
                    at=tuple(sorted(set(reading.blocks))),
                    group=self.groups.get(number) or None,
                    from_above=reading.from_above,
                )
                for number, reading in enumerate(self.rows)
            ),
        )
        write_rows(self.blocks, table, self.out)
        shared = any(
            a.cells[: self.last_task] == b.cells[: self.last_task] for a, b in itertools.pairwise(self.rows)
        )
        for i in (row.at[0] for row in table.rows if shared):
            block = self.out[i]
            if block.row is not None:
                self.out[i] = block._replace(row=block.row._replace(shared=bool(block.row.content)))
