"""The tables of a page: letters in the cells that rules draw, row by row; and those of several pages as one.

A table goes on where it ends one page and begins the next with the same columns; its header, printed again,
is told by its words. A row that the end of a page cuts in two has its number above only.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from generator.importer.readers.pdf_grid import Grid
from generator.importer.readers.pdf_lines import Printed, lines_of
from generator.importer.readers.pdf_marks import Area, Glyph
from generator.importer.words.names import looks_like_unit
from generator.importer.words.vocabulary import HAN_NUMERALS

_LINE_WIDTH = 3.0  # points between the edges of two cells that touch
_COLUMN = 5.0  # points that a column may have moved on the next page
_GUESSED = 30.0  # if gaps between words tell where it begins
_MOST_HEADER = 3  # rows of a header
_PARAGRAPH = re.compile(
    rf"\d{{1,2}}[.．、]|[（(][{HAN_NUMERALS}\d]{{1,3}}[）)]|[{HAN_NUMERALS}]{{1,3}}、|[①-⑳]"
)
_STOPS = "。；;！？"
_SERIAL = re.compile(rf"\d{{1,4}}|[{HAN_NUMERALS}]{{1,4}}")
_LINES_OF_A_NAME = 4
_JOINTS = re.compile(r"[、，,;；/／\s]")  # between names


class Row(NamedTuple):
    """The words of a row's cells, and the columns in which one of the row above goes on; None: not known."""

    cells: tuple[str, ...]
    merged: tuple[int, ...] | None


class Table(NamedTuple):
    """A table as far as a page holds it."""

    area: Area
    edges: tuple[float, ...]  # where its columns begin
    rows: list[Row]
    again: tuple[str, ...] = ()  # rows of the header that later pages print again
    is_guessed: bool = False  # its columns are told by the gaps between words


def fill(found: Sequence[Grid], glyphs: Sequence[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """The tables with the letters that stand in their cells, and the letters that stand in none."""
    rest = list(glyphs)
    tables: list[Table] = []
    for grid in found:
        inside: list[Glyph] = []
        outside: list[Glyph] = []
        for glyph in rest:
            (inside if _is_in(grid.area, glyph) else outside).append(glyph)
        if any(not g.text.isspace() for g in inside):
            tables.append(_table(grid, inside))
            rest = outside
    return tables, rest


def _is_in(area: Area, glyph: Glyph) -> bool:
    x, y = glyph.middle
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def _table(grid: Grid, glyphs: Sequence[Glyph]) -> Table:
    """The rows that have words."""
    letters = _by_cell(grid, glyphs)
    rows: list[Row] = []
    ends: dict[int, float] = {}  # where the last cell of each column ends
    for boxes in grid.rows:
        top = min(box[1] for box in boxes if box is not None)
        below = tuple(
            n for n, box in enumerate(boxes) if box is None and ends.get(n, 0.0) > top + _LINE_WIDTH
        )
        ends |= {n: box[3] for n, box in enumerate(boxes) if box is not None}
        cells = tuple(_words(letters.get(box, ()), box) if box is not None else "" for box in boxes)
        if any(cells):
            rows.append(Row(cells, below))
    return Table(grid.area, tuple(grid.edges), rows)


def _by_cell(grid: Grid, glyphs: Sequence[Glyph]) -> dict[Area, list[Glyph]]:
    """The letters of each cell; found by the row at whose height they stand, or one above."""
    tops = [min(box[1] for box in row if box is not None) for row in grid.rows]
    found: dict[Area, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        x, y = glyph.middle
        for n in range(bisect_right(tops, y) - 1, -1, -1):
            box = next((b for b in grid.rows[n] if b and b[0] <= x <= b[2] and b[1] <= y <= b[3]), None)
            if box is not None:
                found[box].append(glyph)
                break
    return found


def _words(glyphs: Sequence[Glyph], box: Area) -> str:
    """The words of a cell: lines that wrap are one, paragraphs are set apart."""
    lines = lines_of([g for g in glyphs if g.turn == 0])
    aside = "".join(g.text for g in glyphs if g.turn != 0)  # words turned to fit a narrow cell
    text = ""
    for n, line in enumerate(lines):
        below = "".join(one.text for one in lines[n : n + _LINES_OF_A_NAME])
        text += _between(lines[n - 1], line, below, box) + line.text if n else line.text
    return f"{text} {aside}".strip().replace("\t", " ") if aside else text.replace("\t", " ")


def _between(above: Printed, line: Printed, below: str, box: Area) -> str:
    """What stands between two lines of a cell; `below`: the words from the second one on."""
    if (
        above.text[-1:].isascii()
        and above.text[-1:].isalpha()
        and line.text[:1].isascii()
        and line.text[:1].isalpha()
    ):
        return " "
    full = above.right >= box[2] - 2.5 * above.size
    ended = above.text[-1:] in _STOPS and not full
    if ended or (_PARAGRAPH.match(line.text) and (not full or above.text[-1:] in _STOPS)):
        return " "
    return " " if _are_two_names(above.text, below, full) else ""


def _are_two_names(above: str, below: str, full: bool) -> bool:
    """Whether a line ends in the whole name of a body and another one begins `below` (工程科 above 河道科),
    not the rest of it (综合协调 above 科). Where a line is full, 县水利局 above 河道管理中心 may be one name;
    no 科 has a 科 in it."""
    upper, lower = _JOINTS.split(above)[-1], _JOINTS.split(below)[0]
    if not (looks_like_unit(upper) and looks_like_unit(lower)):
        return False
    return not full or upper[-1] == lower[-1]


def goes_on(above: Table, below: Table) -> Table | None:
    """Both as one table, if the second has the columns of the first; else nothing."""
    edges = max(above.edges, below.edges, key=len)
    reach = _GUESSED if above.is_guessed and below.is_guessed else _COLUMN
    upper, lower = _laid_out(above, edges, reach), _laid_out(below, edges, reach)
    if upper is None or lower is None or len(edges) < 2:
        return None
    header = _header_again(upper, lower)
    again = above.again
    if header > 1:  # of one row the rules on tables know themselves
        again = (*again, *("\t".join(row.cells) for row in lower[:header]))
        lower = lower[header:]
        header = 0
    first = header if header < len(lower) else len(lower)
    if first < len(lower) and _is_rest(upper, lower[first]):
        last = upper.pop()
        again = (*again, *("\t".join(row.cells) for row in lower[:first]))
        joined = Row(tuple(a + b for a, b in zip(last.cells, lower[first].cells, strict=True)), last.merged)
        return above._replace(edges=edges, rows=[*upper, joined, *lower[first + 1 :]], again=again)
    # an empty cell here may be the rest of one that the end of the page cut
    if lower:
        lower[0] = lower[0]._replace(merged=None)
    return above._replace(edges=edges, rows=[*upper, *lower], again=again)


def _laid_out(table: Table, edges: Sequence[float], reach: float) -> list[Row] | None:
    """The rows of a table in those columns; nothing if its own are others."""
    places = [min(range(len(edges)), key=lambda n: abs(edges[n] - own)) for own in table.edges]
    is_far = any(abs(edges[n] - own) > reach for n, own in zip(places, table.edges, strict=True))
    if is_far or len(set(places)) < len(places) or places[0] != 0:
        return None
    rows: list[Row] = []
    for row in table.rows:
        cells = [""] * len(edges)
        for place, words in zip(places, row.cells, strict=True):
            cells[place] = words
        merged = None if row.merged is None else tuple(places[n] for n in row.merged)
        rows.append(Row(tuple(cells), merged))
    return rows


def _header_again(upper: Sequence[Row], lower: Sequence[Row]) -> int:
    """How many rows of the second part are the first ones of the whole, printed again."""
    most = min(_MOST_HEADER, len(upper), len(lower))
    return next((n for n in range(most, 0, -1) if all(upper[k].cells == lower[k].cells for k in range(n))), 0)


def _is_rest(upper: Sequence[Row], row: Row) -> bool:
    """Whether a row is the rest of the last one above: rows are numbered, this one has no number, and it says
    nothing where the last one does not."""
    if not upper or not row.cells:
        return False
    last, serials = upper[-1], [r.cells[0].strip() for r in upper]
    numbered = sum(_SERIAL.fullmatch(s) is not None for s in serials)
    if numbered < 1 or numbered < len(serials) - _MOST_HEADER or not _SERIAL.fullmatch(serials[-1]):
        return False
    if row.cells[0].strip() or any(r.merged for r in upper):
        return False
    filled = [(a, b) for a, b in zip(last.cells, row.cells, strict=True) if b]
    return bool(filled) and all(a for a, _ in filled) and any(a.strip()[-1:] not in _STOPS for a, _ in filled)
