"""Sheets that other programs have saved: WPS writes some things otherwise, LibreOffice all anew."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import support
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet
from sheet_desk import PLAN, Desk, fill
from support import needed

from generator.content import yaml_reader

SOFFICE = shutil.which("soffice")
_OFFICE = "application/vnd.openxmlformats-officedocument"
_SCHEMA = "http://schemas.openxmlformats.org/officeDocument/2006"
_CUSTOM = (
    f'<Properties xmlns="{_SCHEMA}/custom-properties" xmlns:vt="{_SCHEMA}/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer">'
    "<vt:lpwstr>2052-12.1.0.16929</vt:lpwstr></property></Properties>"
)


def as_wps(file: Path) -> Path:
    """The workbook as WPS would save it: its own properties, CRLF in texts, cells
    with an extension behind them.
    """
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    types = parts["[Content_Types].xml"].decode()
    custom = f'<Override PartName="/docProps/custom.xml" ContentType="{_OFFICE}.custom-properties+xml"/>'
    parts["[Content_Types].xml"] = types.replace("</Types>", f"{custom}</Types>").encode()
    parts["docProps/custom.xml"] = _CUSTOM.encode()
    sheet = re.sub(r"(?<=[^>])\n(?=[^<])", "_x000D_\n", parts["xl/worksheets/sheet1.xml"].decode())
    sheet = sheet.replace("</worksheet>", '<extLst><ext uri="{x}"/></extLst></worksheet>')
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file


def typed_in_wps(sheet: Worksheet) -> None:
    sheet["J5"] = CellRichText("更换了", TextBlock(InlineFont(b=True), "一半"))
    sheet["M5"] = datetime(2024, 6, 1)
    sheet["M5"].number_format = 'yyyy"年"m"月";@'  # typed as 2024年6月
    sheet["L5"], sheet["L5"].number_format = 6.5, "General"
    sheet["J6"], sheet["M6"] = "每日都查\r\n没有遗漏  ", datetime(2024, 6, 30)
    sheet["M6"].number_format = "yyyy/m/d;@"
    sheet["J7"], sheet["M7"] = "又通报一次\u200b", "２０２４－０６"


def test_saved_by_wps(desk: Desk) -> None:
    done = desk.take(as_wps(fill(desk.export(), typed_in_wps)))
    assert (done.status, done.err) == (0, "")
    reports = [task["progress"] for task in tasks_of(desk) if "progress" in task]
    assert reports == [
        [
            {
                "date": "2024-06",
                "text": "更换了一半",
                "indicators": [
                    {"text": "6.5公里", "name": "更换管道", "value": "6.5", "unit": "公里", "kind": "actual"}
                ],
            }
        ],
        [{"date": "2024-06-30", "text": "每日都查\n没有遗漏"}],
        [{"date": "2024-03", "text": "已通报一次"}, {"date": "2024-06", "text": "又通报一次"}],
    ]


def tasks_of(desk: Desk) -> Iterator[Any]:
    """All tasks and measures."""
    tree, _ = yaml_reader.parse(desk.text(), "")
    for section in tree["sections"]:
        for task in section["tasks"]:
            yield task
            yield from task.get("measures", [])


def test_saved_by_wps_unchanged(desk: Desk) -> None:
    done = desk.take(as_wps(desk.export()))
    assert (done.status, done.out) == (0, "1 张表与现有的文件没有不同，没有改动。\n")
    assert desk.text() == PLAN


@pytest.mark.audit
def test_saved_by_libreoffice(desk: Desk, tmp_path: Path) -> None:
    needed(SOFFICE is not None, "没有 LibreOffice（apt-get install libreoffice-calc），没有用它另存")
    again = through_libreoffice(desk.export("未改.xlsx"), tmp_path)
    assert desk.take(again).out == "1 张表与现有的文件没有不同，没有改动。\n"
    done = desk.take(through_libreoffice(fill(desk.export("改过.xlsx"), typed_in_wps), tmp_path))
    assert (done.status, done.err) == (0, "")
    assert desk.text().count("date: 2024-06") == 3


@pytest.mark.audit
@pytest.mark.parametrize(
    "document", ["linxiang/2024-zeren-fenjie", "wuhu/2024-yaodian", "wenling/2024-zongjie-jihua"]
)
def test_real_documents_through_libreoffice(tmp_path: Path, document: str) -> None:
    needed(SOFFICE is not None, "没有 LibreOffice（apt-get install libreoffice-calc），没有用它另存")
    shutil.copytree(support.ROOT / "content", tmp_path / "content")
    desk = Desk(tmp_path, {})
    again = through_libreoffice(desk.export(document=document), tmp_path)
    assert desk.take(again).out == "1 张表与现有的文件没有不同，没有改动。\n"


def through_libreoffice(file: Path, folder: Path) -> Path:
    """The workbook opened in LibreOffice and saved."""
    target = folder / "另存"
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx",
         "--outdir", str(target), str(file)],
        check=True, capture_output=True, timeout=support.PATIENCE * 3,
    )  # fmt: skip
    return target / file.name
