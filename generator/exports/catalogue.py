"""What the site offers as data: every file by its address, in which form it is, and what stands in it.

Made of the files that a build has written, so that it never offers what is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.exports.columns import TABLES
from generator.exports.table import Table
from generator.model import routes

_TABLES: Mapping[str, Table] = {table.name: table for table in TABLES}
SCHEMAS = "data/schema/"


class Format(NamedTuple):
    """A form of data: its name, its media type (IANA), its code in the EU's list of file types, if any."""

    name: str
    media: str
    code: str


FORMATS = {
    ".csv": Format("CSV", "text/csv", "CSV"),
    ".xlsx": Format("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
    ".json": Format("JSON", "application/json", "JSON"),
    ".jsonl": Format("JSON Lines", "", ""),
    ".sqlite": Format("SQLite", "application/vnd.sqlite3", ""),
    ".xml": Format("Atom", "application/atom+xml", "ATOM"),
    ".ics": Format("iCalendar", "text/calendar", "ICS"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One file to take away; `about` says in a sentence what is in it."""

    address: str
    title: str
    about: str
    format: Format
    size: int


@dataclass(frozen=True, slots=True)
class Offers:
    """All that is offered: of the whole site, each table, of each agency (by its id), and the schemas."""

    whole: list[Offer]
    tables: dict[str, list[Offer]]
    agencies: dict[str, list[Offer]]
    schemas: list[Offer]


# Of the whole site, and the same names in the folder of an agency: title and what is in it.
_WHOLE = {
    "disclosure.xlsx": ("全部数据（Excel）", "每张表一个工作表，用 Excel 或 WPS 打开"),
    "disclosure.sqlite": ("全部数据（SQLite）", "全部的表、关系和视图，可以用 SQL 查"),
    "tasks.json": ("任务（JSON）", "每项任务连同责任、时限、指标、结果"),
    "tasks.jsonl": ("任务（JSON Lines）", "同上，每行一项任务"),
    "metadata.json": (
        "SQLite 文件的中文说明",
        "表和字段的中文名称、含义；用 Datasette（看 SQLite 文件的免费软件）打开数据时一并显示",
    ),
    "feed.xml": ("订阅（Atom）", "新公开、落实情况、更正、撤回"),
    "calendar.ics": ("日历", "有日期的完成时限"),
}


def offers(sizes: Mapping[str, int]) -> Offers:
    """The offers among the files of a site, each with its size in bytes; an empty file is none. Pure."""
    found = [offer for address, size in sizes.items() if size and (offer := _offer(address, size))]
    order = list(_WHOLE)
    whole = [o for o in found if _is_whole(o.address)]
    whole.sort(key=lambda o: order.index(o.address.rpartition("/")[2]))
    agencies: dict[str, list[Offer]] = {}
    for offer in found:
        folder, _, name = offer.address.rpartition("/")
        if folder and "/" not in folder and folder != "data" and name in _WHOLE:
            agencies.setdefault(folder, []).append(offer)
    for of_agency in agencies.values():
        of_agency.sort(key=lambda o: order.index(o.address.rpartition("/")[2]))
    tables = {name: [o for o in found if _table_of(o.address) == name] for name in _TABLES}
    return Offers(
        whole,
        {name: of_table for name, of_table in tables.items() if of_table},
        agencies,
        sorted((o for o in found if o.address.startswith(SCHEMAS)), key=lambda o: o.address),
    )


def all_offers(found: Offers) -> Iterator[Offer]:
    """Those of the whole site, without those of agencies."""
    yield from found.whole
    for of_table in found.tables.values():
        yield from of_table


def size_in_words(size: int) -> str:
    """735 字节, 12 KB, 3.4 MB."""
    if size < 1000:
        return f"{size} 字节"
    return f"{size / 1000:.0f} KB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"


def _is_whole(address: str) -> bool:
    folder, _, name = address.rpartition("/")
    return name in _WHOLE and (folder == "data" or address == routes.FEED)


def _table_of(address: str) -> str:
    folder, _, name = address.rpartition("/")
    stem, _, ending = name.rpartition(".")
    return stem if folder == "data" and ending in ("csv", "jsonl") and name not in _WHOLE else ""


def _offer(address: str, size: int) -> Offer | None:
    """What a file is, or None where it is none of the data."""
    name = address.rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    known = FORMATS.get(dot + ending)
    if known is None:
        return None
    if address.startswith(SCHEMAS):
        return Offer(address, stem, "JSON 各项的名称、类型和含义", known, size)
    if table := _TABLES.get(_table_of(address)):
        return Offer(address, f"{table.label}（{known.name}）", table.meaning, known, size)
    if name in _WHOLE and address.count("/") <= 1:
        title, about = _WHOLE[name]
        return Offer(address, title, about, known, size)
    return None


def undescribed(addresses: Iterable[str]) -> list[str]:
    """Data that no offer tells of: for the test that says there is none."""
    return [a for a in addresses if a.startswith("data/") and _offer(a, 0) is None]
