"""What a table of data/ and a column of it are; `columns` lists them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "integer", "number", "date", "moment", "flag"]
"""`date` is 2024-12-31, `moment` that or 2024-03-22 11:15, `flag` 1 or 0; what is unknown is empty (NULL)"""

_FIRST = "2026-11"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` is the field for programs, `label` the head of the column in a sheet.

    `refers` is the table whose `id` a value is; `codes` are what the value may be, each with its word, and
    `word_of` is the column whose code a value is the word for. Of `many`, several values stand in one, parted
    by a full-width semicolon. What `repeats` stands in another table too: a sheet shows it beside the id, the
    database joins it. `since` is the month in which it was first published.
    """

    name: str
    label: str
    meaning: str
    example: str = ""
    kind: Kind = "text"
    unit: str = ""
    refers: str = ""
    codes: Mapping[str, str] | None = None
    word_of: str = ""
    repeats: bool = False
    required: bool = False
    many: bool = False
    since: str = _FIRST


@dataclass(frozen=True, slots=True)
class Table:
    """One table: `name` is that of the file and of the table in SQLite, `label` that of the sheet."""

    name: str
    label: str
    meaning: str
    columns: tuple[Column, ...]
    since: str = _FIRST

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def stored(self) -> tuple[Column, ...]:
        """The columns of the database."""
        return tuple(column for column in self.columns if not column.repeats)


SEPARATOR = "；"
"""Between several values of one cell"""

_SITE = "https://www.yunze.gov.cn/zwgk/"


def id_(meaning: str, example: str) -> Column:
    return Column("id", "编号", f"{meaning}；不重复，发布后不变", example, required=True)


def url(of: str, example: str) -> Column:
    return Column(
        "url",
        "网址",
        f"{of}的永久网址；网站还没有自己的网址时，从网站根目录算起",
        _SITE + example,
        required=True,
    )


def coded(name: str, label: str, meaning: str, table: Mapping[str, str], *, empty: bool = False) -> Column:
    codes = {str(code): word for code, word in table.items()}
    listed = "，".join(f"{code} {word}" for code, word in codes.items())
    return Column(name, label, f"{meaning}：{listed}", next(iter(codes)), codes=codes, required=not empty)


def word(name: str, label: str, of: Column) -> Column:
    """The Chinese word beside a code."""
    example = next(iter((of.codes or {}).values()), "")
    return Column(name, label, f"{of.label}的中文说法", example, word_of=of.name, required=of.required)


def pair(
    name: str, label: str, meaning: str, table: Mapping[str, str], *, empty: bool = False
) -> list[Column]:
    code = coded(name, f"{label}代码", meaning, table, empty=empty)
    return [code, word(f"{name}_name", label, code)]
