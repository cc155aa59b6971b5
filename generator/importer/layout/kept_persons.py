"""Rule: a kept table shows no persons.

Columns of names and of how to call them, rows of such in a table whose first column has the headings, and
names beside units or behind labels in other cells are withheld.

A table that is about persons throughout (通讯录, 值班表, 领导小组名单) is set aside whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.importer.blocks import Block, Table, TableRow, Withheld, aside, squeeze
from generator.importer.layout.person_columns import (
    ROSTER,
    asks,
    cell_kind,
    judge,
    tells_of_persons,
)
from generator.importer.layout.table_headers import paths
from generator.importer.words.named_persons import find_named, without_persons
from generator.importer.words.names import is_nothing
from generator.importer.words.person_names import is_full_name
from generator.importer.words.unit_cells import persons_beside

PERSONAL = "姓名和联系方式（不公开）"  # set aside under this name

_Grid = list[list[str]]  # a row that is withheld is empty, so that the others keep their places


class _Found(NamedTuple):
    """What a step took out of a grid; `grid` without it, `ink` the printed characters taken out."""

    grid: _Grid
    withheld: list[Withheld]
    ink: int


def withhold_persons(blocks: list[Block]) -> list[Block]:
    """The blocks, kept tables without what they say of persons."""
    return [_without(block) if block.table is not None else block for block in blocks]


def _without(block: Block) -> Block:
    shown, is_roster = public_table(block.table) if block.table is not None else (None, False)
    left = block._replace(table=shown)
    return aside(left, PERSONAL) if is_roster else left


def public_table(table: Table) -> tuple[Table, bool]:
    """A kept table without what it says of persons, and whether nothing else is left of it.

    A table that says nothing of them is given back as it is.
    """
    deep = len(table.header)
    whole = [list(row) for row in (*table.header, *(row.cells for row in table.rows))]
    again = [_repeated(table.header, n) for n in range(deep)]
    again += [frozenset(row.merged or ()) if n else frozenset() for n, row in enumerate(table.rows)]
    first = _by_rows(whole) if _heads_rows(whole) else _Found(whole, [], 0)
    columns = _by_columns(first.grid, deep, again)
    rows = _by_rows(columns.grid)
    cells = _by_cells(rows.grid, deep)
    steps = (first, columns, rows, cells)
    withheld = [one for step in steps for one in step.withheld]
    if not withheld:
        return table, False
    if any(w.cells for w in withheld) and _is_roster(table, cells.grid, deep):
        return table._replace(withheld=(_whole_of(table, withheld),)), True
    header, body = _parted(cells.grid, deep)
    ink = sum(step.ink for step in steps)
    return Table(table.caption, header, tuple(map(TableRow, body)), tuple(withheld), ink), False


def _heads_rows(grid: _Grid) -> bool:
    """Whether the first cells of most rows ask for persons: 组长, 副组长, 成员."""
    return 2 * sum(asks(row[0]) for row in grid if row) > len(grid)


def _repeated(header: Sequence[Sequence[str]], n: int) -> frozenset[int]:
    """The columns of a row of the header whose words are those of a cell that reaches over them."""
    row = header[n]
    above = header[n - 1] if n else None
    return frozenset(
        k
        for k, words in enumerate(row)
        if (k and words == row[k - 1]) or (above is not None and words == above[k])
    )


def _by_columns(grid: _Grid, deep: int, again: Sequence[frozenset[int]]) -> _Found:
    """Without the columns that hold persons."""
    heads = [row for row in grid[:deep] if row]
    over = paths(heads) if heads else [()] * max(map(len, grid), default=0)
    gone: set[int] = set()
    withheld: list[Withheld] = []
    ink = 0
    for k, path in enumerate(over):
        printed = [(n, row[k]) for n, row in enumerate(grid) if row and k not in again[n]]
        verdict = judge(path, [row[k] for row in grid[deep:] if row])
        if verdict == "public":
            continue
        name = "·".join(h for h in path if not is_full_name(h)) or f"第{k + 1}列"
        if verdict == "doubtful":
            withheld.append(Withheld(name, (), doubt=True))
            continue
        gone.add(k)
        ink += sum(len(squeeze(words)) for _, words in printed)
        cells = (words.strip() for n, words in printed if n >= deep)
        withheld.append(
            Withheld(
                name, tuple(dict.fromkeys(c for c in cells if c and not is_nothing(c))), verdict == "unsure"
            )
        )
    return _Found([[w for k, w in enumerate(row) if k not in gone] for row in grid], withheld, ink)


def _by_rows(grid: _Grid) -> _Found:
    """Without the rows of a table whose first cells are the headings (河长 | 王某某 | 李某某)."""
    out: _Grid = []
    withheld: list[Withheld] = []
    ink = 0
    for row in grid:
        heading = next((words.strip() for words in row[:1]), "")
        kinds = [
            cell_kind(words, asked=True)
            for words in row[1:]
            if words.strip() and not is_nothing(words.strip())
        ]
        if (
            asks(heading)
            and kinds
            and set(kinds) <= {"person", "call", "post", "maybe", "unit"}
            and ("person" in kinds or "call" in kinds)
        ):
            withheld.append(Withheld(heading, tuple(dict.fromkeys(w.strip() for w in row[1:] if w.strip()))))
            ink += sum(len(squeeze(words)) for words in row)
            out.append([])
        else:
            out.append(row)
    return _Found(out, withheld, ink)


def _by_cells(grid: _Grid, deep: int) -> _Found:
    """Without the persons beside units, behind labels (联系人：…) and in the cell behind a label."""
    out: _Grid = []
    found: dict[str, list[str]] = {}
    ink = 0
    for n, row in enumerate(grid):
        new = [_public_cell(words, found) for words in row]
        for k in range(1, len(row)):
            if n >= deep and asks(row[k - 1]) and cell_kind(row[k], asked=True) in ("person", "call"):
                found.setdefault(row[k - 1].strip(), []).append(row[k].strip())
                new[k] = ""
        ink += sum(len(squeeze(a)) - len(squeeze(b)) for a, b in zip(row, new, strict=True))
        out.append(new)
    withheld = [Withheld(name, tuple(dict.fromkeys(cells))) for name, cells in found.items()]
    return _Found(out, withheld, max(0, ink))


def _public_cell(words: str, found: dict[str, list[str]]) -> str:
    """A cell without the persons that its words name, who are added to those found."""
    names = [*find_named(words), *persons_beside(words)]
    if not names:
        return words
    new = without_persons(words, frozenset(names))
    for name in names:
        new = new.replace(name, "") if name in persons_beside(words) else new
    new = new.strip("；;，,、：: \u3000")
    if new != words:
        found.setdefault("", []).extend(n for n in names if n not in new)
    return new


def _is_roster(table: Table, grid: _Grid, deep: int) -> bool:
    """Whether nothing is left of a table but what is said of persons (序号, 单位, 职务), or it is called a
    list of them."""
    rows = [row for row in grid[deep:] if row]
    if not rows or ROSTER.search(table.caption):
        return True
    heads = paths([row for row in grid[:deep] if row])
    if not heads:
        return all(not any(cell.strip() for cell in row[1:]) for row in rows)
    return all(tells_of_persons(path[-1]) for path in heads if path)


def _whole_of(table: Table, withheld: Sequence[Withheld]) -> Withheld:
    """One word for a table that is withheld whole."""
    name = table.caption or "、".join(dict.fromkeys(w.heading for w in withheld if w.cells and w.heading))
    cells = dict.fromkeys(c for w in withheld for c in w.cells)
    return Withheld(name, tuple(cells), any(w.doubt for w in withheld))


def _parted(grid: _Grid, deep: int) -> tuple[tuple[tuple[str, ...], ...], list[tuple[str, ...]]]:
    """The header and the rows of what is left; a table always has a header."""
    header = [tuple(row) for row in grid[:deep] if row]
    body = [tuple(row) for row in grid[deep:] if row]
    return (tuple(header), body) if header else (tuple(body[:1]), body[1:])
