"""Tables that are printed with a task or a section, and persons: how they may be written, and what shape they
have."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import HEAD, library_of

from generator.content import yaml_fast
from generator.model.records import Table
from generator.model.table_shapes import MOST_ROWS, head_cells

# One table twice: as the reader of plain YAML reads it, and as only libyaml does.
PLAIN = """sections:
  - title: 一节
    table:
      caption: 附表
      header:
        - [序号, 项目]
      rows:
        - [01, 供水管网]
        - [02, ""]
    tasks:
      - id: 1
        title: 甲
        persons: [孙某某]
"""
NESTED = """sections:
- title: 一节
  table: [{caption: 附表, header: [[序号, 项目]], rows: [[01, 供水管网],
    [02, ""]]}]
  tasks: [{id: 1, title: 甲, persons: [孙某某]}]
"""


def tables_of(folder: Path, sections: str) -> list[Table]:
    library, problems = library_of(folder, {"jia/a.yml": HEAD + sections})
    assert problems == []
    return library.documents[0].sections[0].record.tables


@pytest.mark.parametrize(("text", "is_plain"), [(PLAIN, True), (NESTED, False)])
def test_a_table_as_written_by_either_reader(tmp_path: Path, text: str, is_plain: bool) -> None:
    assert (yaml_fast.read(HEAD + text) is not None) == is_plain
    table = Table(caption="附表", header=[["序号", "项目"]], rows=[["01", "供水管网"], ["02", ""]])
    assert tables_of(tmp_path, text) == [table]


def test_several_tables_are_a_list(tmp_path: Path) -> None:
    text = "sections: [{title: 一节, table: [{header: [[甲]], rows: [[1]]}, {header: [[乙]], rows: []}]}]\n"
    library, problems = library_of(tmp_path, {"jia/a.yml": HEAD + text})
    assert [t.header for t in library.documents[0].sections[0].record.tables] == [[["甲"]], [["乙"]]]
    assert all("没有任务" in problem for problem in problems)


TOO_LONG = (
    "content/jia/a.yml:11:7: 错误：表格有 5001 行，太长了。最多 5000 行；请拆成几张表，或在原文中查看。"
)


@pytest.mark.parametrize(("rows", "says"), [(MOST_ROWS, 0), (MOST_ROWS + 1, 1)])
def test_a_table_may_be_long_but_not_endless(tmp_path: Path, rows: int, says: int) -> None:
    lines = "".join(f"        - [{i}]\n" for i in range(rows))
    text = f"sections:\n  - title: 一节\n    table:\n      header:\n        - [序号]\n      rows:\n{lines}"
    _, problems = library_of(tmp_path, {"jia/a.yml": HEAD + text + "    tasks: [{id: 1, title: 甲}]\n"})
    assert problems == [TOO_LONG] * says


HEADS = [
    ([["甲", "乙"]], ["甲", "乙"]),
    ([["甲", "甲"]], ["甲", "甲"]),
    ([["甲", "乙", "乙"], ["", "丙", "丁"]], ["甲 1x2", "乙 2x1", "丙", "丁"]),
    ([["甲", "乙", "乙"], ["甲", "丙", "丁"]], ["甲 1x2", "乙 2x1", "丙", "丁"]),
    ([["甲", "甲"], ["甲", "甲"]], ["甲 2x2"]),
    ([["", "甲"], ["乙", "丙"]], ["", "甲", "乙", "丙"]),
    (
        [["甲", "甲", "乙"], ["丙", "丙", "丁"], ["戊", "己", "庚"]],
        ["甲 2x1", "乙", "丙 2x1", "丁", "戊", "己", "庚"],
    ),
]


@pytest.mark.parametrize(("header", "cells"), HEADS)
def test_merged_cells_of_the_head_are_found_again(header: list[list[str]], cells: list[str]) -> None:
    shown = [cell for row in head_cells(header) for cell in row]
    assert [f"{c.text} {c.columns}x{c.rows}".removesuffix(" 1x1") for c in shown] == cells


GRIDS = st.integers(1, 5).flatmap(
    lambda columns: st.lists(
        st.lists(st.sampled_from(["", "甲", "乙"]), min_size=columns, max_size=columns),
        min_size=1,
        max_size=4,
    )
)


@given(GRIDS)
def test_the_cells_of_a_head_cover_it_once_and_keep_its_words(header: list[list[str]]) -> None:
    covered = {
        (row, column): cell.text
        for cells in head_cells(header)
        for cell in cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    area = sum(cell.columns * cell.rows for cells in head_cells(header) for cell in cells)
    assert area == len(covered) == len(header) * len(header[0])
    assert all(header[row][column] in (text, "") for (row, column), text in covered.items())
