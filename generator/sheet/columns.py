"""The columns of the sheet, and how it is known again: by the words over the first, which is hidden.

These words name the document, and the unit where the sheet is for one: `gongkai:wuhu/2024-yaodian@office`.
Under them stands the key of each row, `<agency>/<document>/<task>` or, of a measure, with its position behind
it; of the heading of a section, with its anchor.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.model.routes import ID

MARK = "gongkai:"
_MARK = re.compile(rf"{MARK}(?P<document>{ID}/{ID})(?:@(?P<unit>{ID}))?")
OPTIONS = "选项"  # the hidden sheet with the names to choose from


class Column(NamedTuple):
    """`name` in the program, `title` over the column, its width in half-width characters."""

    name: str
    title: str
    width: float


COLUMNS = (
    Column("key", "编号", 4),
    Column("number", "序号", 5),
    Column("task", "任务", 18),
    Column("measures", "举措", 38),
    Column("lead", "牵头单位", 11),
    Column("responsible", "责任单位", 11),
    Column("support", "配合单位", 11),
    Column("deadlines", "完成时限", 11),
    Column("targets", "目标", 13),
    Column("text", "落实情况", 32),
    Column("status", "状态", 9),
    Column("figures", "完成数", 10),
    Column("date", "日期", 11),
    Column("hash", "校验（勿改）", 4),
)
TITLE = {column.name: column.title for column in COLUMNS}
PRINTED = ("number", "task", "measures", "lead", "responsible", "support", "deadlines", "targets")
FILLED = ("text", "status", "figures", "date")
LONGEST = 32_000  # characters; a cell of Excel holds 32,767


class Scope(NamedTuple):
    """What a sheet is of: `<agency>/<document>`, and the id of a unit or nothing."""

    document: str
    unit: str

    @property
    def mark(self) -> str:
        """The words over the keys."""
        return f"{MARK}{self.document}" + (f"@{self.unit}" if self.unit else "")


def scope_of(words: str) -> Scope | None:
    """What the words over a column say, where they are those over keys."""
    found = _MARK.fullmatch(words.strip())
    return Scope(found["document"], found["unit"] or "") if found else None
