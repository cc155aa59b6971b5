"""The files of open data are looked through for what must not be published, as any other file is."""

from __future__ import annotations

import io
import random
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

from bench.planted import identity
from generator.exports.table import Column, Kind, Table
from generator.exports.workbook import Sheet, cells_of, workbook
from generator.inspection import packages
from generator.inspection.secrets import secrets_of_file

CHOICE = random.Random(2026)
COLUMNS: dict[str, Kind] = {"a": "text", "b": "text", "c": "text", "d": "number"}


def test_a_database_is_read_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute('CREATE TABLE "甲 表" (a TEXT, b BLOB)')
        connection.execute('INSERT INTO "甲 表" VALUES (?, ?)', (f"身份证号{identity(CHOICE)}", b"\xff"))
        connection.commit()
        assert [found.secret.kind for found in secrets_of_file("a.sqlite", path.read_bytes())] == ["identity"]
        connection.execute('DELETE FROM "甲 表"')
        connection.execute('INSERT INTO "甲 表" VALUES (?, ?)', ("无", b""))
        connection.commit()
    assert secrets_of_file("a.sqlite", path.read_bytes()[:100]) == []  # damaged: its words are looked at


def test_a_workbook_of_the_site_is_read_as_any_other() -> None:
    table = Table("t", "表", "", tuple(Column(name, name, "", kind=kind) for name, kind in COLUMNS.items()))
    rows = [("甲", None, f"身份证号{identity(CHOICE)}", 3), ("一\n二", "<&>", "", 2.5)]
    data = b"".join(workbook([Sheet("表", table, [cells_of(table, rows)])], "题"))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert packages._is_plain(sheet)
    quick, thorough = packages._plain_rows(sheet), "\n".join(packages._rows(sheet, []))
    assert quick.split() == thorough.split()
    assert quick.count("\t") == len(COLUMNS) * 3
    assert [found.secret.kind for found in secrets_of_file("a.xlsx", data)] == ["identity"]
