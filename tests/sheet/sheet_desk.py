"""A desk for the tests of sheets: a content/ of a few files, whose sheets go out and come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from support import AGENCY, Run, run, write

from generator.sheet.columns import COLUMNS
from generator.sheet.workbook import HEADER, SHEET

LETTER = {column.name: "ABCDEFGHIJKLMN"[i] for i, column in enumerate(COLUMNS)}
PLAN = """\
# 甲局的计划
title: 甲局2024年工作要点
kind: plan
period: 2024
text: full
source: {publisher: 甲局}
sections:
  - number: 一、
    title: 供水
    tasks:
      - id: '01'   # 编号
        number: 1.
        title: "更换老旧管道"
        responsibility:
          - {unit: 业务一科, role: lead}   # 牵头的
          - {unit: 业务二科, role: support, text: 业务二科配合}
        deadlines: [2024年底前, 每季度]
        indicators:
          - {text: 更换管道12公里, name: 更换管道, value: 12, unit: 公里, kind: target}
        measures:
          - number: 一是
            title: 摸清底数
            text: 逐条登记。
          - text: 分期更换。
            steps: [{text: 先城东}, {text: 后城西}]

      # 下一项各举措各有单位
      - id: '02'
        title: 巡查
        measures:
          - {number: (1), text: 每日查, responsibility: [{unit: 一科, role: responsible}], deadlines: [每月]}
          - number: (2)
            text: |
              每月通报。
              通报到科室。
            responsibility:
            - unit: 业务二科
              role: responsible
            progress:
            - date: 2024-03
              text: 已通报一次
  - title: 节水
    tasks:
      - id: '03'
        title: 建节水小区
        text: 新建5个，改造3个。
        indicators:
          - {text: 新建5个, name: 新建节水小区, value: 5, unit: 个, kind: target}
          - {text: 改造3个, name: 改造节水小区, value: 3, unit: 个, kind: target}
        progress:
"""
DOCUMENT = "jia/2024-yaodian"
# The rows of its sheet by what they are of.
ROWS = {"供水": 4, "01": 5, "02/1": 6, "02/2": 7, "节水": 8, "03": 9}

Edit = Callable[[Worksheet], Any]


class Desk:
    """A content/ under `root`; each command by its own words."""

    def __init__(self, root: Path, files: Mapping[str, str | bytes] | None = None) -> None:
        given = files if files is not None else {"jia/agency.yml": AGENCY, f"{DOCUMENT}.yml": PLAN}
        self.content = write(root / "content", given)
        self.root = root

    def export(self, name: str = "表.xlsx", document: str = DOCUMENT, *more: object) -> Path:
        """The sheet of a document, newly made."""
        target = self.root / name
        done = self.run("export", document, "--xlsx", target, "--replace", *more)
        assert done.status == 0, done.said
        return target

    def take(self, *files: Path, out: bool = True) -> Run:
        """Bring sheets back."""
        return self.run("import", *files, *(["--out", self.content] if out else []))

    def run(self, *arguments: object) -> Run:
        return run(*arguments, "--content", self.content)

    def text(self, document: str = DOCUMENT) -> str:
        """The YAML of a document as it stands on the disk."""
        return (self.content / f"{document}.yml").read_bytes().decode()


def fill(file: Path, cells: Mapping[str, Any] | Edit, to: Path | None = None) -> Path:
    """A workbook with other words in cells, by the name of the column and the row of the sheet (`text 5`),
    or changed in any way.
    """
    book = openpyxl.load_workbook(file)
    sheet = book[SHEET]
    assert isinstance(sheet, Worksheet)
    if callable(cells):
        cells(sheet)
    else:
        for place, words in cells.items():
            name, row = place.split()
            sheet[f"{LETTER[name]}{ROWS.get(row) or row}"] = words
    book.save(to or file)
    return to or file


__all__ = ["DOCUMENT", "HEADER", "LETTER", "PLAN", "ROWS", "Desk", "fill"]
