"""Where one table ends and the next begins among rows whose cells the reader knows.

A sheet of Excel, a CSV file, tables of a page without words between them: one run of rows may be several
tables. A header of a table of tasks begins one; so do the title of an annex, and what stands behind a blank
row or a title and does not go on with the table above. Rows of one filled cell between two tables are lines
of text (附件2 重点任务分工表), and so are sentences in one cell that end a table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.importer.blocks import Block, TableRow, aside, cut
from generator.importer.layout.columns import column
from generator.importer.layout.table_headers import Header, find_header, header_at, heads_tasks
from generator.importer.layout.table_rows import is_note, is_title, is_total
from generator.importer.words.deadlines import is_deadline_cell
from generator.importer.words.names import is_unit
from generator.importer.words.numerals import mark_at
from generator.importer.words.unit_cells import cell_names
from generator.importer.words.vocabulary import HAN, HAN_NUMERALS, han

LINES = "表格线"  # label of what only draws a table
GAPS = ("空白", LINES)  # labels of what may stand between the rows of one table
CAPTION = re.compile(rf"表\s?(?:[\dA-Z]|{HAN}).{{0,40}}|[^。；：，]{{2,40}}(?:表|清单|名单|名册|台账|一览)")
_MOST_LOOKED_AT = 12  # rows from the first of a table on, among which its header stands
_LEAST = 2  # rows of several filled cells that make a table; known columns that make a header
_SHORT_NAME = 8  # characters of a column that is not known, in the header of a later table
_ANNEX = re.compile(rf"附\s{{0,4}}[件表录]\s{{0,4}}(?:$|[\d：:.．{HAN_NUMERALS}A-Z（(]).{{0,80}}")
_LONG = 60  # characters of a cell that is a paragraph
_SERIAL = re.compile(rf"\d{{1,6}}|{han(1, 3)}|\d{{1,3}}(?:[.\-—]\d{{1,3}}){{1,2}}")
_DASHES = re.compile(r"[\s|｜:]{0,9}[\-—][\s|｜:\-—]{2,}")
_NO_WORDS = re.compile(r"\s{0,9}[|｜](?:\s{0,40}[|｜]){2,}\s{0,9}")  # a row of empty cells between strokes
_LABELLED = re.compile(r"[^：:]{1,12}[：:].{0,40}")
_FIGURE = re.compile(r"\d")


class Run(NamedTuple):
    """Rows below each other with what stands between them. `at`: where each row stands among its blocks;
    `apart`: whether a blank line stands above it; `ruled`: whether the line below it is the one that
    Markdown draws below a header."""

    rows: tuple[TableRow, ...]
    at: tuple[int, ...]
    apart: tuple[bool, ...]
    ruled: tuple[bool, ...]


def run_of(blocks: Sequence[Block]) -> Run:
    """The rows of some blocks, those without any words left out."""
    at = [n for n, b in enumerate(blocks) if b.kind == "text" and b.cells is not None and any(b.cells)]
    return Run(
        tuple(TableRow(blocks[n].cells or (), blocks[n].merged, (n,)) for n in at),
        tuple(at),
        tuple(k > 0 and _is_apart(blocks, at[k - 1], at[k]) for k in range(len(at))),
        tuple(n + 1 < len(blocks) and _is_dashes(blocks[n + 1]) for n in at),
    )


def _is_apart(blocks: Sequence[Block], over: int, below: int) -> bool:
    """Whether a blank line stands between two rows: a block of its own, or only counted with the line end."""
    between = blocks[over + 1 : below]
    counted = blocks[below].first - blocks[over].last - 1
    blank = any(b.label != LINES or _NO_WORDS.fullmatch(b.text) for b in between)
    return blank or counted > len(between)


def is_between(block: Block) -> bool:
    """Whether a block can stand between the rows of a table: a blank line, or lines drawn."""
    return block.label in GAPS or (block.kind == "text" and block.cells is None and not block.words)


def free_lines(blocks: list[Block]) -> list[Block]:
    """Rule: rows of one filled cell that stand between tables, or end one as sentences, are lines of text."""
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        if blocks[i].cells is None or blocks[i].kind != "text":
            out.append(blocks[i])
            i += 1
            continue
        end = i
        while end < len(blocks) and (blocks[end].cells is not None or is_between(blocks[end])):
            end += 1
        out += _freed(blocks[i:end], is_first=not any(b.kind == "text" and b.words for b in out))
        i = end
    return out


def _freed(blocks: list[Block], is_first: bool) -> list[Block]:
    """The blocks of a run; `is_first`: nothing stands above, so that it may begin with the title of all."""
    run = run_of(blocks)
    free: set[int] = set()
    for start in starts(run)[0 if is_first else 1 :]:
        free.update(run.at[start : _first_full(run.rows, start)])
    last = max((k for k, row in enumerate(run.rows) if not is_title(row)), default=len(run.rows))
    ending = next((k for k in range(last + 1, len(run.rows)) if _is_line(run.rows[k])), len(run.rows))
    free.update(run.at[ending:])
    return [piece for n, b in enumerate(blocks) for piece in (_as_line(b) if n in free else [b])]


def _as_line(block: Block) -> list[Block]:
    """A row as the line of text that its one filled cell is; what drew the table around it is set aside."""
    words = first_words(block.cells or ())
    start = block.text.find(words)
    if start < 0:
        return [block]
    pieces = cut(block, (start, start + len(words)))
    return [
        p._replace(cells=None, merged=None) if p.text == words else aside(p._replace(cells=None), LINES)
        for p in pieces
    ]


def first_words(cells: Sequence[str]) -> str:
    """The words of the first filled cell."""
    return next((cell.strip() for cell in cells if cell.strip()), "")


def starts(run: Run) -> list[int]:
    """The rows with which the tables of a run begin, their titles included; the first is 0."""
    rows = run.rows
    found = [0]
    left = min((_place(row) for row in rows), default=0)
    header = _header_from(rows, 0)
    k = _first_full(rows, 0) + 1
    while k < len(rows):
        if is_title(rows[k]) or (header is not None and k <= header.bottom):
            k += 1
            continue
        titles = k
        while titles > found[-1] + 1 and _stands_alone(rows[titles - 1], left):
            titles -= 1
        while titles < k and is_note(first_words(rows[titles].cells)):
            titles += 1  # of the table above
        if titles > found[-1] and _begins(run, titles, k, found[-1], header):
            found.append(titles)
            header = _header_from(rows, titles)
        k += 1
    return found


def _stands_alone(row: TableRow, left: int) -> bool:
    """Whether a row of one filled cell is no row of the table above: nothing goes on in it, and its words
    stand in the first column, or say that they are a title."""
    words = first_words(row.cells)
    return (
        is_title(row)
        and not row.merged
        and (
            _place(row) == left or _ANNEX.fullmatch(words) is not None or CAPTION.fullmatch(words) is not None
        )
    )


def _place(row: TableRow) -> int:
    """The first filled column of a row."""
    return next(n for n, cell in enumerate(row.cells) if cell.strip())


def _first_full(rows: Sequence[TableRow], k: int) -> int:
    """The first row from `k` on with more than one filled cell."""
    return next((n for n in range(k, len(rows)) if not is_title(rows[n])), len(rows))


def _header_from(rows: Sequence[TableRow], k: int) -> Header | None:
    """The header of the table of tasks that begins at row `k`, its rows counted as those of all; none where
    another table stands above it."""
    found = find_header(rows[k : k + _MOST_LOOKED_AT])
    if found is None:
        return None
    header = found._replace(top=found.top + k, bottom=found.bottom + k)
    above = [row for row in rows[k : header.top] if not is_title(row) and not _is_labelled(row)]
    return None if len(above) >= _LEAST and _is_strict(rows[header.top], header) else header


def _is_labelled(row: TableRow) -> bool:
    """Whether a row above a header says who fills the table in and until when: 填报单位：某局."""
    return all(_LABELLED.fullmatch(cell.strip()) for cell in row.cells if cell.strip())


def _is_strict(row: TableRow, header: Header) -> bool:
    """Whether a row below other rows is beyond doubt the header of a table of tasks."""
    if sum(column(cell).kind != "unknown" for cell in row.cells) < _LEAST or not heads_tasks(header):
        return False
    return all(
        not name or column(name).kind != "unknown" or len(name) <= _SHORT_NAME for name in header.names
    )


def _begins(run: Run, titles: int, k: int, start: int, header: Header | None) -> bool:
    """Whether row `k`, with the rows of one cell from `titles` on above it, begins another table than the one
    that begins at `start`; `header` is that of a table of tasks."""
    rows = run.rows
    above = [first_words(row.cells) for row in rows[titles:k]]
    other = header_at(rows, k)
    if other is not None and _is_strict(rows[k], other):
        return header is None or other.names != header.names or bool(above)
    if any(map(_ANNEX.fullmatch, above)):
        return True
    is_apart = run.ruled[k] or any(run.apart[titles : k + 1])
    if is_apart and len(rows[k].cells) != len(rows[k - 1].cells):
        return True
    if not above and not is_apart:
        return header is not None and _are_no_rows(rows, k, header)
    if header is not None:
        return _is_no_row(rows, k, header)
    return (
        any(map(_is_paragraph, above))
        or any(map(CAPTION.fullmatch, above))
        or (is_apart and bool(above))
        or run.ruled[k]
        or _heads_rows(rows, start, k, is_apart)
    )


def _is_line(row: TableRow) -> bool:
    """Whether a row of one cell below the last full one is none of its table."""
    words = first_words(row.cells)
    return is_title(row) and (_is_paragraph(words) or _ANNEX.fullmatch(words) is not None)


def _is_paragraph(words: str) -> bool:
    """Whether words in one cell are an item of a text: numbered, and a sentence."""
    return mark_at(words, 0) is not None and ("。" in words or len(words) > _LONG)


def _is_no_row(rows: Sequence[TableRow], k: int, header: Header) -> bool:
    """Whether a row behind a blank line or a title cannot be one of the table of tasks above: where those
    have numbers, units or times, it and the row below have none."""
    if is_total(first_words(rows[k].cells)):
        return False
    kinds = [column(name).kind for name in header.names]
    over, here = _above(rows, header.bottom + 1, k), rows[k : k + _LEAST]
    if (at := kinds.index("serial") if "serial" in kinds else -1) >= 0 and _cell(rows[k], at):
        numbered = [_is_serial(_cell(row, at)) for row in over if _cell(row, at) and not is_title(row)]
        return 2 * sum(numbered) > len(numbered) and not _is_serial(_cell(rows[k], at))
    told = [any(_says_duty(kinds, row) for row in some if not is_title(row)) for some in (over, here)]
    return told == [True, False]


def _are_no_rows(rows: Sequence[TableRow], k: int, header: Header) -> bool:
    """Whether two rows below each other have words in the column where all above have numbers."""
    kinds = [column(name).kind for name in header.names]
    at = kinds.index("serial") if "serial" in kinds else len(kinds)
    over = [row for row in _above(rows, header.bottom + 1, k) if not is_title(row)]
    here = [_cell(row, at) for row in rows[k : k + _LEAST]]
    return (
        len(over) >= _LEAST
        and len(here) == _LEAST
        and all(_is_serial(_cell(row, at)) for row in over)
        and not any(not words or is_total(words) or _is_serial(words) for words in here)
    )


def _says_duty(kinds: Sequence[str], row: TableRow) -> bool:
    """Whether a cell for units names one, or a cell for deadlines states one."""
    return any(
        (kind == "unit" and any(map(is_unit, cell_names(cell))))
        or (kind == "deadline" and is_deadline_cell(cell))
        for kind, cell in zip(kinds, (_cell(row, n) for n in range(len(kinds))), strict=True)
        if cell
    )


def _is_serial(words: str) -> bool:
    return _SERIAL.fullmatch(words) is not None or mark_at(words, 0) is not None


def _heads_rows(rows: Sequence[TableRow], start: int, k: int, is_apart: bool) -> bool:
    """Whether a row heads a table of its own below one that is not of tasks: it fills other columns, or has
    no figures where the rows around it have some."""
    over = [row for row in _above(rows, start, k) if not is_title(row)]
    if reach(rows[k]) != max(map(reach, over), default=0):
        return k + 1 < len(rows) and reach(rows[k + 1]) == reach(rows[k])
    below = rows[k + 1 : k + 2]
    return (
        is_apart and not _has_figures(rows[k]) and all(map(_has_figures, [*over[1:], *below])) and bool(below)
    )


def _above(rows: Sequence[TableRow], start: int, k: int) -> Sequence[TableRow]:
    """The rows of a table above row `k`: the nearest ones, which say enough."""
    return rows[max(start, k - _MOST_LOOKED_AT) : k]


def reach(row: TableRow) -> int:
    """How many columns a row has up to its last filled one."""
    return max((n for n, cell in enumerate(row.cells, 1) if cell.strip()), default=0)


def _has_figures(row: TableRow) -> bool:
    return any(map(_FIGURE.search, row.cells))


def _cell(row: TableRow, at: int) -> str:
    return row.cells[at].strip() if at < len(row.cells) else ""


def _is_dashes(block: Block) -> bool:
    return block.label == LINES and _DASHES.fullmatch(block.text) is not None
