"""Open data in the hands of others: LibreOffice reads the workbook, Datasette shows the database."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from open_data import SITE_URL, of_database
from support import EXAMPLE, build, needed

from generator.exports.columns import TABLES

SOFFICE, DATASETTE = shutil.which("soffice"), shutil.which("datasette")
# every sheet as a file: commas, UTF-8, as it is shown, all sheets
_EACH_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("elsewhere")
    shutil.copytree(EXAMPLE, root, dirs_exist_ok=True)
    assert build(root, "--jobs", 1).status == 0
    return root / "site/data"


@pytest.mark.audit
def test_libreoffice_shows_every_cell(data: Path, tmp_path: Path) -> None:
    needed(SOFFICE is not None, "没有 LibreOffice，跳过对工作簿的核对：apt-get install libreoffice-calc")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), "--headless", profile, "--convert-to", _EACH_SHEET, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(data / "disclosure.xlsx")], check=True, capture_output=True)
    database = of_database(data / "disclosure.sqlite")
    for table in TABLES:
        text = (tmp_path / f"disclosure-{table.label}.csv").read_text("utf-8")
        head, *rows = csv.reader(text.splitlines(keepends=True))
        assert head == [column.label for column in table.columns]
        shown = [[_shown(row[column.name]) for column in table.columns] for row in database[table.name]]
        assert [[_number(cell) for cell in row] for row in rows] == shown


def _shown(value: Any) -> Any:
    return "" if value is None else _number(str(value))


def _number(cell: str) -> Any:
    """12.0 and 12 are one number, and a time is the same with its seconds."""
    if cell.count(":") == 2 and cell.count("-") == 2:
        return cell.removesuffix(":00")
    try:
        return round(float(cell), 6) if cell.count(".") <= 1 and not cell.startswith("0") else cell
    except ValueError:
        return cell


@pytest.mark.audit
def test_datasette_shows_tables_views_and_questions(data: Path) -> None:
    needed(DATASETTE is not None, "没有 Datasette，跳过对数据库的核对：pip install datasette")

    def get(address: str) -> Any:
        command = [str(DATASETTE), "disclosure.sqlite", "-m", "metadata.json", "--get", address]
        return json.loads(subprocess.run(command, cwd=data, check=True, capture_output=True).stdout)

    tasks = get("/disclosure/tasks.json?_shape=array&_size=max&title__contains=供水")
    expected = [row for row in of_database(data / "disclosure.sqlite")["tasks"] if "供水" in row["title"]]
    assert [task["url"] for task in tasks] == [row["url"] for row in expected]
    assert tasks[0]["url"].startswith(SITE_URL)
    assert get("/disclosure/v_no_result.json?_size=1")["rows"]
    assert get("/disclosure/q4.json")["columns"]
