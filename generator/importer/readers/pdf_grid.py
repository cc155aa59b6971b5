"""Rules to tables: where lines cross are corners, four corners that lines join are a cell, cells that touch
are a table.

In time linear to the crossings, which a page of honest tables has some hundreds of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from pdfplumber.table import merge_edges

from generator.importer.readers.pdf_guard import TooLargeError
from generator.importer.readers.pdf_marks import Area, Rule

_SNAP = 3.0  # points between two lines that are one
_REACH = 1.5  # points that a line may miss the one it ends at
_MOST = 400_000  # pairs of lines, and corners looked at for a cell
_TOO_MANY = (
    "有一页的表格线多得不合常理，可能是地图、工程图或恶意文件，没有读完，"
    "请去掉这一页，或改用 Word 原稿再导入。"
)

Corner = tuple[int, int]  # which upright line, which level one, counted from the left and the top


class Grid(NamedTuple):
    """A table: its rows of cells. None where a cell of the row above or of a column before goes on."""

    area: Area
    rows: list[list[Area | None]]

    @property
    def edges(self) -> list[float]:
        """Where its columns begin."""
        return sorted({cell[0] for row in self.rows for cell in row if cell is not None})


def grids(rules: Iterable[Rule]) -> list[Grid]:
    """The tables that the rules of a page draw, from top to bottom. Raises TooLargeError for a page of more
    crossing lines than any table has."""
    edges = _merged(rules)
    upright = [e for e in edges if e["orientation"] == "v"]
    level = [e for e in edges if e["orientation"] == "h"]
    level += _closing(upright, level, ("x0", "x1"), ("top", "bottom"))
    upright += _closing(level, upright, ("top", "bottom"), ("x0", "x1"))
    if len(upright) * len(level) > _MOST:
        raise TooLargeError(_TOO_MANY)
    found = _tables(_cells(upright, level))
    return sorted((_grid(cells) for cells in found if len(cells) > 1), key=lambda grid: grid.area[1])


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """The rules, those on one line that touch as one."""
    return [Rule(e["x0"], e["top"], e["x1"], e["bottom"]) for e in _merged(rules)]


def _merged(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = merge_edges([_edge(rule) for rule in rules], _SNAP, _SNAP, _SNAP, _SNAP)
    return found


def _edge(rule: Rule) -> dict[str, Any]:
    """A rule as pdfplumber has it."""
    return {
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.y0,
        "bottom": rule.y1,
        "doctop": rule.y0,
        "width": rule.x1 - rule.x0,
        "height": rule.y1 - rule.y0,
        "orientation": "h" if rule.is_level else "v",
    }


def _closing(
    ends: Sequence[dict[str, Any]],
    across: Sequence[dict[str, Any]],
    place: tuple[str, str],
    reach: tuple[str, str],
) -> list[dict[str, Any]]:
    """The lines that a table open at a side lacks: where three lines or more end in one place, lines cross
    them elsewhere, and none does there. The end of a page cuts a row without a line, and some tables have no
    frame.

    `place` and `reach`: the keys of where a line of `ends` stands, and from where to where it goes.
    """
    found: list[dict[str, Any]] = []
    for side in reach:
        by_end: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for line in sorted(ends, key=itemgetter(place[0])):
            by_end[round(line[side])].append(line)
        for end, lines in by_end.items():
            if len(lines) < 3:
                continue
            first, last = lines[0][place[0]], lines[-1][place[1]]
            inside = [
                a[reach[0]]
                for a in across
                if a[place[0]] <= first + _SNAP
                and a[place[1]] >= last - _SNAP
                and lines[0][reach[0]] - _SNAP <= a[reach[0]] <= lines[0][reach[1]] + _SNAP
            ]
            if inside and all(abs(at - end) > 2 * _SNAP for at in inside):
                new = {place[0]: first, place[1]: last, reach[0]: lines[0][side], reach[1]: lines[0][side]}
                found.append({**lines[0], **new, "orientation": "h" if place[0] == "x0" else "v"})
    return found


def _cells(upright: Sequence[dict[str, Any]], level: Sequence[dict[str, Any]]) -> list[Area]:
    """The smallest boxes that lines enclose, none within another."""
    corners: dict[tuple[float, float], Corner] = {}
    for v, a in enumerate(upright):
        for h, b in enumerate(level):
            if (
                a["top"] <= b["top"] + _REACH
                and a["bottom"] >= b["top"] - _REACH
                and b["x0"] - _REACH <= a["x0"] <= b["x1"] + _REACH
            ):
                corners.setdefault((a["x0"], b["top"]), (v, h))
    below: dict[tuple[float, int], list[float]] = defaultdict(list)  # the corners of each upright line
    right: dict[tuple[float, int], list[float]] = defaultdict(list)
    for (x, y), (v, h) in sorted(corners.items()):
        below[x, v].append(y)
        right[y, h].append(x)
    cells: list[Area] = []
    looks = 0
    for (x, y), (v, h) in corners.items():
        downs = [d for d in below[x, v] if d > y]
        acrosses = [r for r in right[y, h] if r > x]
        for down in downs:
            looks += len(acrosses) + 1
            if looks > _MOST:
                raise TooLargeError(_TOO_MANY)
            across = next((r for r in acrosses if _closes(corners, (x, y), (r, down))), None)
            if across is not None:
                cells.append((x, y, across, down))
                break
    return cells


def _closes(
    corners: dict[tuple[float, float], Corner], first: tuple[float, float], last: tuple[float, float]
) -> bool:
    """Whether lines join the corner at the lower right to those above it and to its left."""
    end = corners.get(last)
    over, beside = corners.get((last[0], first[1])), corners.get((first[0], last[1]))
    return (
        end is not None
        and over is not None
        and beside is not None
        and end[0] == over[0]
        and end[1] == beside[1]
    )


def _tables(cells: Sequence[Area]) -> list[list[Area]]:
    """Cells that share a corner, together."""
    owner: dict[tuple[float, float], int] = {}
    parent = list(range(len(cells)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for n, (x0, y0, x1, y1) in enumerate(cells):
        for corner in ((x0, y0), (x1, y0), (x0, y1), (x1, y1)):
            parent[root(n)] = root(owner.setdefault(corner, n))
    groups: dict[int, list[Area]] = defaultdict(list)
    for n, cell in enumerate(cells):
        groups[root(n)].append(cell)
    return list(groups.values())


def _grid(cells: Sequence[Area]) -> Grid:
    """The rows of a table by where its cells begin."""
    starts = sorted({cell[0] for cell in cells})
    rows: list[list[Area | None]] = []
    for _, group in groupby(sorted(cells, key=lambda c: (c[1], c[0])), key=lambda c: c[1]):
        row = {cell[0]: cell for cell in group}
        rows.append([row.get(x) for x in starts])
    x0s, y0s, x1s, y1s = zip(*cells, strict=True)
    return Grid((min(x0s), min(y0s), max(x1s), max(y1s)), rows)
